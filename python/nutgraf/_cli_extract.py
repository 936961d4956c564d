"""`nutgraf extract`: articles from files, tables to stdout or to a folder."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final, cast, get_args

from nutgraf import _core
from nutgraf._files import FileSource, JsonRows
from nutgraf._inputs import Inputs, is_date, resolve
from nutgraf._names import TableName
from nutgraf._pipeline import Pipeline
from nutgraf._stream import Origin, Stream, Written, source_of
from nutgraf._table import TABLE_IDS, Table
from nutgraf._writers import Format, OutputColumns

_ALL: Final[tuple[TableName, ...]] = get_args(TableName)

# Errors that have no table to go to are shown on stderr, this many of them.
_MAX_SHOWN: Final = 20


class _Input:
    """Where the articles come from, and which columns none of them had."""

    def __init__(self, args: argparse.Namespace, open_stdin: Callable[[], BinaryIO]) -> None:
        self._args: Final = args
        self._open_stdin: Final = open_stdin
        self._opened: Inputs | None = None
        self._lines: JsonRows | None = None
        if args.files == ["-"]:
            self.source = Origin(self._open_lines, self._describe())
        else:
            files = [Path(name) for name in args.files]
            named = args.files[0] if len(files) == 1 else files
            made = source_of(named, args.text, args.id, args.date)
            self.source = Origin(lambda: self._keep(made.open()), made.describe)

    def _describe(self) -> dict[str, Any]:
        args = self._args
        columns = {"text": args.text, "id": args.id, "published": args.date}
        return {"columns": columns, "files": None}

    def _open_lines(self) -> Inputs:
        args = self._args
        names = {"--id": args.id, "--date": args.date}
        if args.date is not None and is_date(args.date):
            del names["--date"]
        wanted = {option: name for option, name in names.items() if name is not None}
        rows = JsonRows(self._open_stdin(), wanted)
        self._lines = rows
        return self._keep(resolve(rows, args.text, args.id, args.date))

    def _keep(self, inputs: Inputs) -> Inputs:
        self._opened = inputs
        return inputs

    def unseen(self) -> dict[str, str]:
        """Options and the columns that they name, of which no row of lines has had one."""
        if self._args.files == ["-"]:
            return self._lines.unseen if self._lines is not None and self._lines.n_rows else {}
        texts = None if self._opened is None else self._opened.texts
        if not isinstance(texts, FileSource) or texts.n_lines == 0:
            return {}
        options = {"id": "--id", "published": "--date"}
        return {options[argument]: name for argument, name in texts.unseen.items()}


def run(
    args: argparse.Namespace,
    pipeline: Pipeline,
    open_stdin: Callable[[], BinaryIO],
    note: Callable[[str], None],
    is_terminal: bool,
) -> int:
    """Run the command.

    Args:
        args: Its arguments.
        pipeline: That of the options.
        open_stdin: What "-" means.
        note: Says one line on stderr.
        is_terminal: Whether stderr is one.

    Returns:
        The exit code: 3 if some rows failed.

    Raises:
        ValueError: An argument does not fit the input or what an earlier run wrote.
        KeyboardInterrupt: Interrupted; where to go on from was said.
    """
    began = time.monotonic()
    tables: tuple[TableName, ...] = args.tables or (*pipeline.check_tables(None), "errors")
    pipeline.check_tables(tables)
    given = _Input(args, open_stdin)
    wanted: tuple[TableName, ...] = tuple(n for n in _ALL if n in tables and n != "errors")
    stream = Stream(pipeline, given.source, wanted, args.threads, "skip")
    if args.output is None:
        n_docs, n_rows, n_errors = _to_stdout(stream, tables, args.columns, note)
        where = ""
    else:
        done = _to_folder(
            stream, args, note, args.progress if args.progress is not None else is_terminal
        )
        n_docs, n_rows, n_errors = done.n_docs, done.n_rows, done.n_errors
        parts = "one part" if done.n_parts == 1 else f"{done.n_parts} parts"
        where = f" in {parts} in {done.folder}"
        if done.n_new_docs != done.n_docs:
            where += f", {done.n_new_docs} of the docs new"
    for option, column in given.unseen().items():
        note(f"{option}: no row has {column!r}")
    if not args.quiet:
        counts = ", ".join(
            f"{n} {name}" for name, n in n_rows.items() if name not in ("articles", "errors")
        )
        seconds = time.monotonic() - began
        note(
            f"{n_docs} docs{': ' if counts else ''}{counts}; {n_errors} errors{where}; "
            f"{seconds:.2f} s"
        )
    return 3 if n_errors > 0 else 0


def _to_folder(
    stream: Stream, args: argparse.Namespace, note: Callable[[str], None], progress: bool
) -> Written:
    folder = Path(args.output)
    try:
        return stream.write(
            folder,
            format=cast(Format, args.format or "jsonl"),
            columns=args.columns,
            resume=args.resume,
            progress=progress and not args.quiet,
        )
    except KeyboardInterrupt:
        note(f"stopped; complete parts are in {folder}: the same command with --resume goes on")
        raise


def _to_stdout(
    stream: Stream,
    tables: tuple[TableName, ...],
    names: list[str] | None,
    note: Callable[[str], None],
) -> tuple[int, dict[TableName, int], int]:
    """Rows as JSON Lines; of several tables each row says first which it is of."""
    import sys

    schemas = {name: [field[0] for field in _core.schema(TABLE_IDS[name])] for name in tables}
    columns = OutputColumns(names, tables, schemas)
    tables = tuple(columns.tables)
    n_docs = n_errors = 0
    n_rows: dict[TableName, int] = dict.fromkeys(tables, 0)
    for batch in stream._batches(stream._source.open(), 0):
        for name in tables:
            table = batch.tables[name]
            n_rows[name] += len(table)
            if len(tables) == 1:
                table._write_jsonl(sys.stdout, columns.of(table))
            else:
                _write_tagged(table, columns)
        # A reader of the pipe has what there is, before more input is waited for.
        sys.stdout.flush()
        errors = batch.tables.errors
        if "errors" not in tables:
            _show_errors(errors, n_errors, note)
        n_errors += len(errors)
        n_docs += batch.n_docs
    if "errors" not in tables and n_errors > _MAX_SHOWN:
        note(f"{n_errors - _MAX_SHOWN} errors more; -t ...,errors or -o DIR gives all")
    return n_docs, n_rows, n_errors


def _write_tagged(table: Table[Any], columns: OutputColumns) -> None:
    import io
    import sys

    # The rows stay as they are, with one more key in front.
    head = f'{{"table": "{table.name}", '
    out = io.StringIO(newline="\n")
    table._write_jsonl(out, columns.of(table))
    for line in out.getvalue().split("\n")[:-1]:  # other line ends stand in strings
        sys.stdout.write(f"{head}{line[1:]}\n")


def _show_errors(errors: Table[Any], n_before: int, note: Callable[[str], None]) -> None:
    for error in errors[: max(0, _MAX_SHOWN - n_before)]:
        name = "" if error.article_id is None else f" ({error.article_id})"
        message = "".join(c if c.isprintable() else " " for c in f"{name}: {error.message}")
        note(f"doc {error.doc}{message}")
