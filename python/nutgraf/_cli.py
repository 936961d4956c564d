"""The command `nutgraf`.

Exit codes: 0 all went well, 1 it failed, 2 wrong usage, 3 some rows failed, 130
interrupted.  What is asked for goes to stdout, all else to stderr, an error as one
line.  Modules that only one command needs are imported by that command.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, AnyStr, BinaryIO, Final, NoReturn, TextIO, cast, get_args

from nutgraf import _core
from nutgraf._names import TableName

if TYPE_CHECKING:
    from nutgraf._article import Article
    from nutgraf._pipeline import Pipeline
    from nutgraf._table import Table

_FAILED: Final = 1
_USAGE: Final = 2
_SOME_ROWS_FAILED: Final = 3
_INTERRUPTED: Final = 130

_TABLES: Final[tuple[TableName, ...]] = get_args(TableName)
_ONE_ARTICLE: Final = (
    "blocks",
    "sentences",
    "tokens",
    "mentions",
    "dates",
    "numbers",
    "entities",
    "roles",
    "quotes",
    "matches",
    "patterns",
)
# Those that the day of publication can change.
_DATED: Final = ("mentions", "dates", "numbers", "patterns")


class _CommandError(Exception):
    """Ends the command with one line on stderr."""

    def __init__(self, message: str, code: int = _FAILED) -> None:
        super().__init__(message)
        self.code = code


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line, without the whole usage in front."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(**kwargs)

    def error(self, message: str) -> NoReturn:
        self.exit(_USAGE, f"nutgraf: {message}; see {self.prog} --help\n")


# ----------------------------------------------------------------- arguments


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="nutgraf",
        description="English news text in, linked tables with exact offsets out.",
        epilog="""examples:
  nutgraf read article.txt
  nutgraf mentions article.txt --format csv
  nutgraf extract news.jsonl --text body --id url -t sentences,mentions -o out/

FILE is UTF-8 text; - is stdin.  On a terminal commands show text to read, in a
pipe JSON.  Each command has its own --help.

exit codes: 0 well, 1 failed, 2 wrong usage, 3 some rows failed, 130 interrupted""",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"nutgraf {_core.__version__} (Unicode {_core.UNICODE_VERSION})",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_read(commands)
    for name in _ONE_ARTICLE:
        _add_table(commands, name)
    _add_explain(commands)
    _add_html(commands)
    _add_extract(commands)
    _add_duplicates(commands)
    _add_repair(commands)
    _add_segment(commands)
    _add_review(commands)
    _add_train(commands)
    _add_eval(commands)
    _add_lexicon(commands)
    _add_doctor(commands)
    _add_completion(commands)
    return parser


def _add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], help: str, more: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=f"{help[0].upper()}{help[1:]}.", epilog=more
    )
    command.set_defaults(run=run)
    return command


def _add_completion(commands: Any) -> None:
    command = _add_command(
        commands,
        "completion",
        _completion,
        "print a script by which a shell completes commands and options",
        """examples:
  nutgraf completion bash > ~/.local/share/bash-completion/completions/nutgraf
  nutgraf completion zsh > ~/.zfunc/_nutgraf        where fpath has ~/.zfunc
  nutgraf completion fish > ~/.config/fish/completions/nutgraf.fish""",
    )
    command.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"))


def _add_options(command: argparse.ArgumentParser) -> None:
    """The options of a Pipeline."""
    command.add_argument(
        "--scheme", choices=_core.SCHEMES, default="news", help="how words are cut (news)"
    )
    command.add_argument(
        "--offsets", choices=_core.UNITS, default="char", help="what start and stop count (char)"
    )
    command.add_argument(
        "--lexicon",
        metavar="FILE",
        help="a compiled lexicon in place of the one that comes along; 'none' for none",
    )
    command.add_argument(
        "--model",
        metavar="FILE",
        help="a model for names in place of the one that comes along; 'none' for rules alone",
    )
    command.add_argument(
        "--date-order",
        choices=_core.DATE_ORDERS,
        default="auto",
        help="how 5/6/17 is read (auto: as the text and its date say)",
    )
    command.add_argument(
        "--max-chars",
        type=_count,
        default=10_000_000,
        metavar="N",
        help="longer texts are refused (%(default)s; 0: none), as one may take much memory",
    )
    command.add_argument(
        "--aliases",
        metavar="FILE",
        help="a CSV file that says whose name a surface is: surface, name, id, label, context",
    )
    command.add_argument(
        "--names",
        metavar="FILE",
        action="append",
        help="a lexicon of your own (.ngx), or a table with the columns name, id, label, aliases; "
        "may be given more than once",
    )
    command.add_argument(
        "--priority",
        choices=("hint", "force"),
        default="hint",
        help="whether names of --names are evidence (hint), or decide",
    )
    command.add_argument(
        "--overrides",
        metavar="FILE",
        help="a CSV file that says what a surface is, or is not: surface, label, never, context, "
        "case",
    )
    command.add_argument(
        "--patterns", metavar="FILE", help="rules of your own, for the table patterns"
    )


def _add_read(commands: Any) -> None:
    command = _add_command(
        commands,
        "read",
        _read,
        "read one article and show what is in it",
        """examples:
  nutgraf read article.txt                          on a terminal: coloured text
  nutgraf read article.txt | jq .headline           in a pipe: one JSON object
  nutgraf read article.txt --color always | less -R
  nutgraf read page.html                            HTML, with pip install 'nutgraf[html]'
  curl -s https://example.org/a.txt | nutgraf read - --date 2017-08-11""",
    )
    _add_article(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON on a terminal too")
    form.add_argument("--text", action="store_true", help="text to read in a pipe too")
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto: on a terminal, unless NO_COLOR is set; always also means --text",
    )
    _add_options(command)


def _add_article(command: argparse.ArgumentParser) -> None:
    """What says which article, and what is known of it."""
    command.add_argument("file", metavar="FILE", help="the article; - for stdin")
    command.add_argument("--date", metavar="DAY", help="the day of publication: 2017-08-11")
    command.add_argument("--id", metavar="ID", help="a name for the article, handed through")
    command.add_argument("--html", action="store_true", help="FILE is HTML, as .html files are")


def _add_html(commands: Any) -> None:
    command = _add_command(
        commands,
        "html",
        _html,
        "make a page of one article: names, dates, roles and quotes marked in its text",
        """The page needs no script and no network, and is light or dark as the reader's system
is.

examples:
  nutgraf html article.txt -o article.html
  nutgraf html page.html > marked.html              HTML in, with pip install 'nutgraf[html]'""",
    )
    _add_article(command)
    command.add_argument("-o", "--output", metavar="OUT", help="where to, instead of stdout")
    _add_options(command)


def _add_table(commands: Any, name: str) -> None:
    what = {
        "blocks": "list the lines and paragraphs of one article with their kinds",
        "sentences": "list the sentences of one article",
        "tokens": "list the tokens of one article",
        "mentions": "list the names, addresses, dates and numbers in one article",
        "dates": "list the dates in one article with their values",
        "numbers": "list the numbers in one article with their values",
        "entities": "list who and what one article is about, each with all its names",
        "roles": "list the functions, ages and parties of persons in one article",
        "quotes": "list who said what in one article",
        "matches": "list where names of your own (--names) stand in one article",
        "patterns": "list what your own rules (--patterns) find in one article",
    }[name]
    key = "name" if name == "entities" else "text"
    command = _add_command(
        commands,
        name,
        _one_table,
        what,
        f"""examples:
  nutgraf {name} article.txt                     on a terminal: aligned columns
  nutgraf {name} article.txt | jq -r .{key}       in a pipe: a JSON object a line
  nutgraf {name} article.txt --format csv""",
    )
    command.set_defaults(table=name)
    command.add_argument("file", metavar="FILE", help="the article; - for stdin")
    command.add_argument(
        "--format",
        choices=("jsonl", "csv", "text"),
        help="text on a terminal, else jsonl",
    )
    command.add_argument(
        "--spreadsheet",
        action="store_true",
        help="CSV for Excel and the like: marked as UTF-8, formulas in articles made harmless",
    )
    if name in _DATED:
        command.add_argument(
            "--date", metavar="DAY", help="the day of publication, such as 2017-08-11"
        )
    _add_options(command)


def _add_explain(commands: Any) -> None:
    command = _add_command(
        commands,
        "explain",
        _explain,
        "say which rules made what stands at a place of an article",
        """The place is START and STOP, as in the columns of the tables, or where TEXT
stands.  docs/rules.md has all rules.

examples:
  nutgraf explain article.txt 120 131
  nutgraf explain article.txt --find "Roe's"
  nutgraf explain article.txt --find Roe --nth 2 | jq -r .rule""",
    )
    command.add_argument("file", metavar="FILE", help="the article; - for stdin")
    command.add_argument("start", metavar="START", type=_count, nargs="?")
    command.add_argument("stop", metavar="STOP", type=_count, nargs="?")
    command.add_argument("--find", metavar="TEXT", help="the place where this stands first")
    command.add_argument(
        "--nth", metavar="N", type=_count, help="with --find: the place where it stands N-th"
    )
    command.add_argument(
        "--format", choices=("jsonl", "text"), help="text on a terminal, else jsonl"
    )
    _add_options(command)


def _add_extract(commands: Any) -> None:
    command = _add_command(
        commands,
        "extract",
        _extract,
        "read many articles into tables",
        """FILE is one of .jsonl, .csv, .tsv (also .gz, .bz2, .xz, .zst behind that),
.parquet, .arrow, or .txt and .html with one article each; a folder or a pattern
means all such files in it, and - JSON Lines from stdin.

Without -o, one table goes to stdout as JSON Lines; of several, each row has its
"table" first.  With -o, each table has a folder DIR/TABLE with a file for each
part, a database is DIR/nutgraf.duckdb or .sqlite, and DIR/manifest.json says what
is complete.  A run that was stopped goes on with --resume, without loss.

A row that cannot be read (no JSON, no object, no text) is a row of errors and
costs the others nothing; the exit code is then 3.  "doc" is the row of the input
from 0, as readers of JSON Lines count: blank lines are no rows.

examples:
  nutgraf extract news.jsonl --text body -t mentions > mentions.jsonl
  nutgraf extract 'news/*.jsonl.gz' --text body --id url --date day -o out/ --format parquet
  nutgraf extract 'news/*.jsonl.gz' --text body --id url --date day -o out/ --format parquet --resume
  nutgraf extract news/ -t quotes --columns doc,speaker,text > who.jsonl
  zcat news.jsonl.gz | nutgraf extract - -t sentences,errors""",
    )
    command.add_argument(
        "files", metavar="FILE", nargs="+", help="files, a folder or a pattern; - for stdin"
    )
    command.add_argument(
        "--text", metavar="COL", default="text", help="the column of the text (text)"
    )
    command.add_argument("--id", metavar="COL", help="the column of an id, handed through")
    command.add_argument(
        "--date", metavar="COL", help="the column of the day of publication, or one day for all"
    )
    command.add_argument(
        "-t",
        "--tables",
        metavar="A,B",
        type=_table_list,
        help=f"which tables (all): {', '.join(_TABLES)}",
    )
    command.add_argument(
        "--columns",
        metavar="A,B",
        type=_column_list,
        help="which columns (all): text, or quotes.text for those of one table only",
    )
    command.add_argument("-o", "--output", metavar="DIR", help="where to, instead of stdout")
    command.add_argument(
        "--format",
        choices=("jsonl", "csv", "parquet", "ipc", "duckdb", "sqlite"),
        help="with -o: of the tables (jsonl)",
    )
    command.add_argument(
        "--resume", action="store_true", help="with -o: go on from the last complete part"
    )
    command.add_argument(
        "--progress",
        action=argparse.BooleanOptionalAction,
        help="with -o: show how far it is (on a terminal)",
    )
    command.add_argument(
        "--threads", metavar="N", type=_count, default=0, help="0 (the default): all cores"
    )
    command.add_argument("-q", "--quiet", action="store_true", help="no summary on stderr")
    _add_options(command)


def _add_duplicates(commands: Any) -> None:
    command = _add_command(
        commands,
        "duplicates",
        _duplicates,
        "find articles that are nearly the same: wire copy, updates, cut and retitled stories",
        """A line for each row of the input: "near_dup_of" is the row of an earlier article that it
nearly is, "similarity" the share of runs of four words that both bodies have,
"content_hash" the same for the same words.  A row that cannot be read is said on
stderr and costs the others nothing; the exit code is then 3.

examples:
  nutgraf duplicates news.jsonl --text body --id url
  nutgraf duplicates news.jsonl | jq -c 'select(.near_dup_of == null) | .doc'""",
    )
    command.add_argument("file", metavar="FILE", help="JSON Lines; - for stdin")
    command.add_argument("--text", metavar="COL", default="text", help="the key of the text (text)")
    command.add_argument("--id", metavar="COL", help="the key of an id, handed through")
    command.add_argument(
        "--threshold",
        metavar="SHARE",
        type=_share,
        default=0.5,
        help="the least similarity, more than 0 and at most 1 (0.5)",
    )
    command.add_argument(
        "--whole", action="store_true", help="compare whole texts, menus and headlines too"
    )
    command.add_argument("-q", "--quiet", action="store_true", help="no summary on stderr")


def _add_repair(commands: Any) -> None:
    command = _add_command(
        commands,
        "repair",
        _repair,
        "mend what scraping damaged: mojibake, entities, odd blanks, glued sentences",
        """examples:
  nutgraf repair page.txt > page.clean.txt
  nutgraf repair page.txt --map        a line for each change, at its place in FILE""",
    )
    command.add_argument("file", metavar="FILE", help="the text; - for stdin")
    command.add_argument("--map", action="store_true", help="the changes, not the text")


def _add_segment(commands: Any) -> None:
    command = _add_command(
        commands,
        "segment",
        _segment,
        "cut a text as the Unicode standard says (UAX #29)",
        """examples:
  nutgraf segment article.txt --kind word            on a terminal: marks between
  nutgraf segment article.txt --kind sentence | jq -r .text""",
    )
    command.add_argument("file", metavar="FILE", help="the text; - for stdin")
    command.add_argument("--kind", choices=_core.BOUNDARIES, default="word", help="(word)")


def _add_review(commands: Any) -> None:
    from nutgraf._cli_review import EPILOG, add_review

    command = _add_command(
        commands, "review", _review, "write mentions to a file for people to correct", EPILOG
    )
    add_review(command, _count)
    _add_options(command)


def _add_train(commands: Any) -> None:
    command = _add_command(
        commands,
        "train",
        _train,
        "train a model for names",
        """A .jsonl file has an object a line: "text", "entities" ([[start, stop, label], ...] in
code points), and if need be "checked", "labels", "weight".  Any other file is CoNLL:
a token and its BIO tag a line, a blank line between sentences.

examples:
  nutgraf train train.jsonl --dev dev.jsonl -o own.ngm
  nutgraf mentions article.txt --model own.ngm""",
    )
    from nutgraf._cli_train import add_train

    add_train(command)


def _add_eval(commands: Any) -> None:
    command = _add_command(
        commands,
        "eval",
        _eval,
        "measure how well names are found",
        """Exact spans: persons, organisations and places together, then by type, by label and for
names in headlines, in lines of capitals, with a possessive, unseen in --seen, and at the
beginning of a sentence.

examples:
  nutgraf eval gold.jsonl
  nutgraf eval gold.jsonl --model own.ngm --seen train.jsonl --json""",
    )
    from nutgraf._cli_train import add_eval

    add_eval(command)
    _add_options(command)


def _add_lexicon(commands: Any) -> None:
    command = _add_command(
        commands,
        "lexicon",
        _lexicon,
        "make a lexicon of your own names, or say what is in one",
        """TABLE is a .csv, .tsv, .jsonl, .parquet or .arrow file with a name a row, FILE a
lexicon (.ngx); several become one.  Without -o, what is in it is said.

examples:
  nutgraf lexicon senate.csv --id icpsr --label PERSON --aliases aka -o senate.ngx
  nutgraf lexicon senate.ngx
  nutgraf lexicon senate.ngx --get "J. Roe"
  nutgraf matches article.txt --names senate.ngx
  nutgraf extract news.jsonl --text body -t matches --names senate.ngx""",
    )
    from nutgraf._cli_lexicon import add_lexicon

    add_lexicon(command)


def _add_doctor(commands: Any) -> None:
    _add_command(
        commands,
        "doctor",
        _doctor,
        "say what is installed and whether it works",
        """The exit code is 1 if something is broken that nutgraf needs.

example:
  nutgraf doctor""",
    )


def _table_list(value: str) -> tuple[TableName, ...]:
    names: list[TableName] = []
    for word in filter(None, (part.strip() for part in value.split(","))):
        if word not in _TABLES:
            raise argparse.ArgumentTypeError(
                f"there is no table {word!r}; there are {', '.join(_TABLES)}"
            )
        if word not in names:
            names.append(word)  # narrowed by the tuple of literals
    if not names:
        raise argparse.ArgumentTypeError(f"no table is named; there are {', '.join(_TABLES)}")
    return tuple(names)


def _column_list(value: str) -> list[str]:
    names = [part.strip() for part in value.split(",") if part.strip()]
    if not names:
        raise argparse.ArgumentTypeError("no column is named")
    return names


def _count(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 0")
    return number


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not more than 0 and at most 1")
    return share


# ------------------------------------------------------------- input, output


def _read_bytes(name: str) -> bytes:
    with _open(name) as file:
        try:
            data = file.read()
        except OSError as error:
            raise _CommandError(f"{name}: {error.strerror or error}") from None
    for start, kind in _NO_TEXTS.items():
        if data.startswith(start):
            raise _CommandError(f"{name}: this is {kind}, and no text of UTF-8")
    return data


# How files begin that people take for texts.
_NO_TEXTS = {
    b"%PDF-": "a PDF (save it as text first)",
    b"PK\x03\x04": "a zip archive or .docx (save it as text first)",
    b"\xd0\xcf\x11\xe0": "an Office document (save it as text first)",
    b"{\\rtf": "RTF (save it as text first)",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def _open(name: str) -> BinaryIO:
    if name == "-":
        if sys.stdin is None:
            raise _CommandError("-: stdin is closed")
        # Not closed with the file object: the number stays the process's.
        return open(sys.stdin.fileno(), "rb", closefd=False)
    try:
        return open(name, "rb")
    except IsADirectoryError:
        raise _CommandError(
            f"{name}: a folder; `nutgraf extract {name}` reads many files"
        ) from None
    except OSError as error:
        raise _CommandError(f"{name}: {error.strerror or error}") from None


def _pipeline(args: argparse.Namespace) -> "Pipeline":
    from nutgraf._aliases import Aliases
    from nutgraf._lexicon import Lexicon, names_of
    from nutgraf._model import Model
    from nutgraf._overrides import Overrides
    from nutgraf._patterns import Patterns
    from nutgraf._pipeline import DEFAULT_LEXICON, DEFAULT_MODEL, Pipeline

    lexicon: Lexicon | None = DEFAULT_LEXICON
    model: Model | None = DEFAULT_MODEL
    if args.lexicon is not None:
        lexicon = None if args.lexicon == "none" else Lexicon.load(args.lexicon)
    if args.model is not None:
        model = None if args.model == "none" else Model.load(args.model)
    try:
        aliases = None if args.aliases is None else Aliases.load(args.aliases)
        overrides = None if args.overrides is None else Overrides.load(args.overrides)
        names = [names_of(name) for name in args.names or ()]
        patterns = None if args.patterns is None else Patterns.load(args.patterns)
    except ValueError as error:
        raise _CommandError(str(error)) from None
    try:
        return Pipeline(
            scheme=args.scheme,
            offsets=args.offsets,
            lexicon=lexicon,
            model=model,
            date_order=args.date_order,
            max_chars=args.max_chars or None,
            aliases=aliases,
            lexicons=names,
            priority=args.priority,
            overrides=overrides,
            patterns=patterns,
        )
    except ValueError as error:
        raise _CommandError(str(error)) from None


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


def _note(message: str) -> None:
    print(f"nutgraf: {message}", file=sys.stderr)


# ------------------------------------------------------------------ commands


def _read(args: argparse.Namespace) -> int:
    as_text = not args.json and (args.text or args.color == "always" or _is_terminal())
    if as_text:
        args.offsets = "char"  # what the renderer cuts by; nobody sees an offset
    article = _article(args)
    if as_text:
        from nutgraf._cli_render import render, terminal_width, wants_color

        color = wants_color(args.color, _is_terminal())
        sys.stdout.write(render(article, terminal_width(), color))
    else:
        sys.stdout.write(_json(article.to_dict()) + "\n")
    return 0


def _article(args: argparse.Namespace) -> "Article":
    text = _read_bytes(args.file)
    pipeline = _pipeline(args)
    _check_date(args.date)
    given: dict[str, Any] = {"published": args.date, "id": args.id}
    if args.html or args.file.lower().endswith((".html", ".htm", ".xhtml")):
        return cast(
            "Article",
            _of_file(args.file, lambda: _of_extra(lambda: pipeline.read_html(text, **given))),
        )
    return cast("Article", _of_file(args.file, lambda: pipeline.read(text, **given)))


def _html(args: argparse.Namespace) -> int:
    page = _article(args).to_html(page=True)
    if args.output is None:
        sys.stdout.write(page)
        return 0
    from nutgraf._replace import replacing

    with replacing(args.output) as file:
        file.write(page)
    return 0


def _of_extra(make: Callable[[], Any]) -> Any:
    """What is not installed is said without a traceback."""
    try:
        return make()
    except ImportError as error:
        raise _CommandError(str(error)) from None


def _check_date(date: str | None) -> None:
    from nutgraf._published import days_of

    try:
        days_of(date)
    except ValueError as error:
        raise _CommandError(f"--date: {error}", _USAGE) from None


def _of_file(name: str, make: Callable[[], Any]) -> Any:
    """What is wrong with a text is said with the name of its file."""
    try:
        return make()
    except ValueError as error:
        raise _CommandError(f"{name}: {error}") from None


def _one_table(args: argparse.Namespace) -> int:
    text = _read_bytes(args.file)
    pipeline = _pipeline(args)
    if args.table == "matches" and not args.names:
        raise _CommandError("matches: --names must say which names", _USAGE)
    if args.table == "patterns" and pipeline.patterns is None:
        raise _CommandError("patterns: --patterns must say which rules", _USAGE)
    if args.spreadsheet and args.format not in (None, "csv"):
        raise _CommandError(f"--spreadsheet is for --format csv, not {args.format}", _USAGE)
    make = getattr(pipeline, "pattern_matches" if args.table == "patterns" else args.table)
    if args.table in _DATED:
        _check_date(args.date)
        make = partial(make, published=args.date)
    table: Table[Any] = _of_file(args.file, lambda: make(text))
    form = args.format or ("csv" if args.spreadsheet else "text" if _is_terminal() else "jsonl")
    rows = (row._asdict() for row in table)
    if form == "text":
        from nutgraf._cli_render import columns, terminal_width

        for line in columns(rows, terminal_width() if _is_terminal() else None):
            print(line)
    elif form == "csv":
        _write_csv(rows, table, args.spreadsheet)
    elif "text" in table.columns:
        table.to_jsonl(cast(Any, sys.stdout))  # the same lines, several times as fast
    else:
        for row in rows:
            sys.stdout.write(_json(row) + "\n")
    return 0


def _write_csv(rows: Iterator[dict[str, Any]], table: "Table[Any]", spreadsheet: bool) -> None:
    import csv

    from nutgraf._rows import ROW_TYPES
    from nutgraf._table import CsvLines, csv_cell, spreadsheet_cell

    cell = spreadsheet_cell if spreadsheet else csv_cell
    if spreadsheet:
        sys.stdout.write("\ufeff")
    writer = csv.writer(CsvLines(sys.stdout), lineterminator="\r\n")
    writer.writerow(ROW_TYPES[table.name]._fields)
    for row in rows:
        writer.writerow(map(cell, row.values()))


def _explain(args: argparse.Namespace) -> int:
    if (args.find is None) == (args.start is None) or (args.start is None) != (args.stop is None):
        raise _CommandError("explain: give START and STOP, or --find TEXT", _USAGE)
    if args.find == "":
        raise _CommandError("explain: --find has no text", _USAGE)
    if args.nth is not None and (args.find is None or args.nth == 0):
        raise _CommandError("explain: --nth counts from 1 and goes with --find TEXT", _USAGE)
    data = _read_bytes(args.file)
    start, stop = args.start, args.stop
    if args.find is not None:
        start, stop = _place_of(args.find, args.nth or 1, data, args.file, args.offsets)
    explanation = _of_file(args.file, lambda: _pipeline(args).explain(data, start, stop))
    if (args.format or ("text" if _is_terminal() else "jsonl")) == "text":
        print(explanation)
    else:
        for reason in explanation:
            sys.stdout.write(_json(reason._asdict()) + "\n")
    return 0


def _place_of(find: str, nth: int, data: bytes, name: str, offsets: str) -> tuple[int, int]:
    """Where a text stands for the n-th time, in the unit of the offsets."""
    if offsets == "byte":
        piece = find.encode("utf-8", "surrogateescape")
        start = _nth(piece, nth, data, name)
        return start, start + len(piece)
    text = data.decode("utf-8", "replace")
    start = _nth(find, nth, text, name)
    stop = start + len(find)
    if offsets == "utf16":
        start, stop = (len(text[:at].encode("utf-16-le")) // 2 for at in (start, stop))
    return start, stop


def _nth(find: AnyStr, nth: int, text: AnyStr, name: str) -> int:
    at = -1
    for i in range(nth):
        at = text.find(find, at + 1)
        if at < 0:
            times = f"{i} times" if i != 1 else "once"
            raise _CommandError(f"{name}: {find!r} stands there {times}")
    return at


def _segment(args: argparse.Namespace) -> int:
    from nutgraf._segment import segment

    data = _read_bytes(args.file)
    spans = _of_file(args.file, lambda: segment(data, args.kind))
    text = data.decode("utf-8", "replace")
    if _is_terminal():
        from nutgraf._cli_render import segments

        for piece in segments((text[start:stop] for start, stop in spans), args.kind):
            sys.stdout.write(piece)
        return 0
    for start, stop in spans:
        row = {"start": start, "stop": stop, "text": text[start:stop]}
        sys.stdout.write(_json(row) + "\n")
    return 0


def _extract(args: argparse.Namespace) -> int:
    from nutgraf._cli_extract import run

    if args.output is None:
        for option in ("format", "resume", "progress"):
            if getattr(args, option):
                raise _CommandError(f"extract: --{option} goes with -o DIR", _USAGE)
    if "-" in args.files and len(args.files) > 1:
        raise _CommandError("extract: - (stdin) is the only FILE, or none", _USAGE)
    try:
        return run(args, _pipeline(args), lambda: _open("-"), _note, sys.stderr.isatty())
    except ImportError as error:
        raise _CommandError(str(error)) from None
    except ValueError as error:
        raise _CommandError(str(error), _USAGE) from None
    except OSError as error:
        if error.filename is None:
            raise
        raise _CommandError(f"{error.filename}: {error.strerror or error}") from None


def _duplicates(args: argparse.Namespace) -> int:
    from nutgraf._cli_tidy import run_duplicates

    return run_duplicates(args, lambda: _open(args.file), _note)


def _repair(args: argparse.Namespace) -> int:
    from nutgraf._cli_tidy import run_repair

    return run_repair(args, _read_bytes(args.file))


def _review(args: argparse.Namespace) -> int:
    from nutgraf._cli_review import run_apply, run_review

    try:
        if args.apply is not None:
            return run_apply(args, _note)
        lines = None
        if args.files == ["-"]:
            from nutgraf._files import JsonRows

            lines = JsonRows(_open("-"), {})
        return run_review(args, _pipeline(args), lines, _note)
    except ValueError as error:
        raise _CommandError(str(error)) from None


def _train(args: argparse.Namespace) -> int:
    from nutgraf._cli_train import run_train

    try:
        return run_train(args, _note)
    except ValueError as error:
        raise _CommandError(str(error)) from None


def _eval(args: argparse.Namespace) -> int:
    from nutgraf._cli_train import run_eval

    try:
        return run_eval(args, _pipeline(args))
    except ValueError as error:
        raise _CommandError(str(error)) from None


def _lexicon(args: argparse.Namespace) -> int:
    from nutgraf._cli_lexicon import run_lexicon

    try:
        return run_lexicon(args, _note)
    except ValueError as error:
        raise _CommandError(str(error)) from None


def _doctor(args: argparse.Namespace) -> int:
    from nutgraf._cli_doctor import report

    lines, is_well = report()
    for line in lines:
        print(line)
    return 0 if is_well else _FAILED


def _completion(args: argparse.Namespace) -> int:
    from nutgraf._cli_completion import script

    sys.stdout.write(script(args.shell, _parser()))
    return 0


# ---------------------------------------------------------------------- main


def _prepare(stream: TextIO) -> None:
    """UTF-8 and plain line ends in a pipe; what a terminal cannot show is replaced."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _discard_stdout() -> None:
    """What is still buffered cannot be written; without this the exit would try again."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError):
        pass


def _run(argv: Sequence[str] | None) -> int:
    args = _parser().parse_args(argv)
    code: int = args.run(args)
    sys.stdout.flush()
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code.

    Without `argv` this is the program itself: a closed pipe then ends it as it ends
    any other program, by SIGPIPE.
    """
    if argv is None:
        import signal

        if hasattr(signal, "SIGPIPE"):  # not on Windows
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        if sys.stdout is None:
            raise _CommandError("stdout is closed")
        _prepare(sys.stdout)
        return _run(argv)
    except KeyboardInterrupt:
        _discard_stdout()
        return _INTERRUPTED
    except BrokenPipeError:
        _discard_stdout()
        return _FAILED
    except _CommandError as error:
        _note(str(error))
        return error.code
    except (OSError, _core.NutgrafError) as error:
        _note(_message(error))
        _discard_stdout()
        return _FAILED
    except MemoryError:
        _note("not enough memory")
        return _FAILED


def _message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        name = error.filename
        return error.strerror if name is None else f"{os.fsdecode(name)}: {error.strerror}"
    return " ".join(str(error).split())
