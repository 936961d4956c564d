"""Pipelines, and the functions of the default one."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeAlias,
    TypedDict,
    Unpack,
    cast,
    final,
    get_args,
)

from nutgraf import _core
from nutgraf._aliases import AliasesLike, aliases_of
from nutgraf._article import Article
from nutgraf._explain import Explanation, explain_span
from nutgraf._frozen import Frozen
from nutgraf._inputs import InputChunk, Inputs, chunks, length_of, long_run, resolve
from nutgraf._lexicon import BUILT_IN, Lexicon, LexiconsLike, lexicons_of
from nutgraf._meter import Meter
from nutgraf._model import BUILT_IN_MODEL, Model
from nutgraf._names import DateOrder, Offsets, Scheme, TableName
from nutgraf._overrides import OverridesLike, overrides_of
from nutgraf._patterns import PatternsLike, patterns_of
from nutgraf._published import Published, days_of
from nutgraf._rows import (
    Block,
    DateRow,
    Entity,
    ErrorRow,
    Match,
    Mention,
    NumberRow,
    PatternMatch,
    Quote,
    Role,
    Sentence,
    Token,
)
from nutgraf._source import Source
from nutgraf._table import TABLE_IDS, Table, Tables

if TYPE_CHECKING:
    from nutgraf._stream import Stream

_SCHEMA_VERSION = "1"
_ERRORS: Final[TableName] = "errors"
# What there is only if the pipeline has what it takes.
_ASKED_FOR: Final[tuple[TableName, ...]] = ("matches", "patterns")
_ALL_TABLES: Final[tuple[TableName, ...]] = tuple(
    name for name in get_args(TableName) if name != _ERRORS and name not in _ASKED_FOR
)


Priority: TypeAlias = Literal["hint", "force"]


class Batch(NamedTuple):
    """The tables of a run of documents."""

    tables: Tables
    first_doc: int
    n_docs: int
    n_chars: int


def empty_batch(tables: Sequence[TableName], metadata: dict[str, str]) -> Batch:
    """No documents: tables without rows."""
    return Batch(Tables({name: Table(name, (), metadata) for name in tables}), 0, 0, 0)


class Options(TypedDict, total=False):
    """The options of a `Pipeline`, which every function takes too."""

    scheme: Scheme
    offsets: Offsets
    lexicon: Lexicon | None
    model: Model | None
    date_order: DateOrder
    aliases: AliasesLike | None
    lexicons: LexiconsLike | None
    overlapping: bool
    priority: Priority
    overrides: OverridesLike | None
    patterns: PatternsLike | None
    max_chars: int | None


@lru_cache(maxsize=1)
def _built_in() -> Lexicon:
    return Lexicon.load(BUILT_IN)


@lru_cache(maxsize=1)
def _built_in_model() -> Model | None:
    return Model.load(BUILT_IN_MODEL) if os.path.exists(BUILT_IN_MODEL) else None


# In place of a lexicon or a model: the one that comes with the package.
DEFAULT_LEXICON: Final = cast(Lexicon, object())
DEFAULT_MODEL: Final = cast(Model, object())

# The longest text that is read unless the pipeline says so, in characters.
MAX_CHARS: Final = 10_000_000
_MAX_BYTES: Final = 2**31 - 1

# What parse_date() puts up with before a date.
_BEFORE_DATE: Final = frozenset(
    ("", "on", "in", "at", "by", "during", "around", "about", "circa", "for", "the", "on the")
)


@final
class Pipeline(Frozen):
    """What to do with a text.  Immutable, thread-safe, picklable.

    Args:
        scheme: How words are cut: "news" (Penn Treebank habits, for news), "ud"
            (as in UD English: hyphens are cut), "uax29" (the Unicode standard).
        offsets: What `start` and `stop` count: "char" (code points, as Python's
            str), "byte" (of UTF-8) or "utf16" (as JavaScript and Java).
        lexicon: A lexicon in place of the one that comes with the package; None
            for none at all.
        model: A model for names in place of the one that comes with the package; None
            for names by rules alone.
        date_order: How "5/6/17" is read: "mdy", "dmy", or "auto": as other dates of the
            text and the article's own date say.
        aliases: Whose name a surface is, where you know better than the rules: `Aliases`, the
            path of a CSV file of them, or rows (mappings) to make them from.
        lexicons: Your own lexicons, or paths of their files: what they list is in the table
            `matches`.  Names that are added to one later are not seen.
        overlapping: Whether `matches` holds all names, also those inside of longer ones;
            otherwise the longest from the left.
        priority: What names of your lexicons with a label are: "hint", evidence for the model
            that finds names; or "force", mentions of that label, in place of what overlaps them.
        overrides: What a surface is, or is not, whatever else is said: `Overrides`, the path of
            a CSV file of them, or rows (mappings) to make them from.
        patterns: Rules of your own: `Patterns`, or the path of their file; what they find is
            in the table `patterns`.
        max_chars: Longer texts are refused, with a row of `errors` or, where there is one text, a
            ValueError: a text may take 300 times its own size in memory.  None: only those of
            more than 2,147,483,647 bytes.

    Raises:
        ValueError: An option has none of its values, the aliases contradict each other, or
            the patterns are not in order.
        OSError: The file with the aliases or patterns cannot be read.

    >>> import nutgraf as ng
    >>> nlp = ng.Pipeline(offsets="byte", date_order="dmy")
    >>> nlp.read("Jane Roe left.").mentions[0].text
    'Jane Roe'
    >>> len(nlp.extract(["One. Two.", "Three."], tables=["sentences"]).sentences)
    3
    >>> sum(len(t.tokens) for t in nlp.stream(["One.", "Two."], tables=["tokens"]))
    4
    >>> text = "Mayor Jane Roe said on 5/6/17: “It cost $3 million.”"
    >>> [len(make(text)) for make in (nlp.blocks, nlp.sentences, nlp.tokens, nlp.entities, nlp.roles)]
    [1, 1, 15, 1, 1]
    >>> [m.start for m in nlp.mentions(text)], nlp.dates(text)[0].value, nlp.numbers(text)[0].value
    ([6, 23, 42], '2017-06-05', 3000000.0)
    >>> nlp.quotes(text)[0].speaker, nlp.explain(text, 6, 14).text
    ('Jane Roe', 'Jane Roe')
    >>> nlp.parse_date("5 June 2017").value, nlp.parse_number("3 km").unit
    ('2017-06-05', 'km')
    """

    __slots__ = (
        "_metadata",
        "_native",
        "_whole",
        "aliases",
        "date_order",
        "lexicon",
        "lexicons",
        "max_chars",
        "model",
        "offsets",
        "overlapping",
        "overrides",
        "patterns",
        "priority",
        "scheme",
    )

    def __init__(
        self,
        *,
        scheme: Scheme = "news",
        offsets: Offsets = "char",
        lexicon: Lexicon | None = DEFAULT_LEXICON,
        model: Model | None = DEFAULT_MODEL,
        date_order: DateOrder = "auto",
        aliases: AliasesLike | None = None,
        lexicons: LexiconsLike | None = None,
        overlapping: bool = False,
        priority: Priority = "hint",
        overrides: OverridesLike | None = None,
        patterns: PatternsLike | None = None,
        max_chars: int | None = MAX_CHARS,
    ) -> None:
        if scheme not in _core.SCHEMES:
            raise ValueError(f"scheme must be one of {', '.join(_core.SCHEMES)}, not {scheme!r}")
        if offsets not in _core.UNITS:
            raise ValueError(f"offsets must be one of {', '.join(_core.UNITS)}, not {offsets!r}")
        if date_order not in _core.DATE_ORDERS:
            raise ValueError(
                f"date_order must be one of {', '.join(_core.DATE_ORDERS)}, not {date_order!r}"
            )
        if lexicon is DEFAULT_LEXICON:
            lexicon = _built_in()
        elif lexicon is not None and not isinstance(lexicon, Lexicon):
            raise TypeError(f"lexicon must be a Lexicon or None, not {type(lexicon).__name__}")
        if model is DEFAULT_MODEL:
            model = _built_in_model()
        elif model is not None and not isinstance(model, Model):
            raise TypeError(f"model must be a Model or None, not {type(model).__name__}")
        self.scheme: Final = scheme
        self.offsets: Final = offsets
        self.lexicon: Final = lexicon
        self.model: Final = model
        self.date_order: Final = date_order
        self.aliases: Final = None if aliases is None else aliases_of(aliases)
        self.lexicons: Final = tuple(x._snapshot() for x in lexicons_of(lexicons))
        self.overlapping: Final = bool(overlapping)
        if priority not in get_args(Priority):
            raise ValueError(f"priority must be one of hint, force, not {priority!r}")
        self.priority: Final = priority
        self.overrides: Final = None if overrides is None else overrides_of(overrides)
        self.patterns: Final = None if patterns is None else patterns_of(patterns)
        self.max_chars: Final = _check_max_chars(max_chars)
        self._check_labels()
        self._native: Final = self._make_native(False)
        self._whole: Final = self._make_native(True)
        self._metadata: Final = self._make_metadata()

    def _check_labels(self) -> None:
        """Names that patterns ask for and that nothing here finds are a mistake."""
        asked = () if self.patterns is None else self.patterns._native.labels()
        if not asked:
            return
        known = [*_core.LABELS, *(() if self.model is None else self.model.labels)]
        for lexicon in self.lexicons:
            known += lexicon.info().labels
        if self.overrides is not None:
            known += [x.label for x in self.overrides if x.label is not None]
        for label in asked:
            if label not in known:
                from difflib import get_close_matches

                near = get_close_matches(label, known, 1)
                raise ValueError(
                    f"patterns: @{label}: there are no mentions and no lexicon with this label"
                    + (f"; did you mean @{near[0]}?" if near else "; give lexicons=")
                )

    def _make_native(self, whole: bool) -> _core.Pipeline:
        return _core.Pipeline(
            _core.SCHEMES.index(self.scheme),
            _core.UNITS.index(self.offsets),
            None if self.lexicon is None else self.lexicon._native,
            None if self.model is None else self.model._native,
            _core.DATE_ORDERS.index(self.date_order),
            whole,
            None if self.aliases is None else self.aliases._native,
            tuple(x._native for x in self.lexicons),
            self.overlapping,
            self.priority == "force",
            None if self.overrides is None else self.overrides._native,
            None if self.patterns is None else self.patterns._native,
            _MAX_BYTES if self.max_chars is None else min(self.max_chars, _MAX_BYTES),
        )

    def _make_metadata(self) -> dict[str, str]:
        import zlib

        lexicon = "none" if self.lexicon is None else self.lexicon.id
        model = "none" if self.model is None else self.model.id
        options = (
            f"scheme={self.scheme};offsets={self.offsets};lexicon={lexicon};model={model};"
            f"date_order={self.date_order}"
        )
        if self.aliases is not None:
            options += f";aliases={self.aliases.id}"
        if self.lexicons:
            ids = ",".join(x.id for x in self.lexicons)
            options += f";lexicons={ids};overlapping={self.overlapping};priority={self.priority}"
        if self.overrides is not None:
            options += f";overrides={self.overrides.id}"
        if self.patterns is not None:
            options += f";patterns={self.patterns.id}"
        return {
            "nutgraf_version": _core.__version__,
            "schema_version": _SCHEMA_VERSION,
            "lexicon_id": lexicon,
            "model_id": model,
            "offset_unit": self.offsets,
            "options_hash": f"{zlib.crc32(options.encode()):08x}",
        }

    # ---------------------------------------------------------------- doors

    def read(
        self, text: str | bytes, /, *, published: Published = None, id: str | None = None
    ) -> Article:
        """Read one article; see `nutgraf.read()`."""
        tables = self._one(text, self.check_tables(None), published, id)
        return Article(text, tables, self)

    def read_html(
        self,
        source: str | bytes | os.PathLike[str],
        /,
        *,
        published: Published = None,
        id: str | None = None,
    ) -> Article:
        """Read the article of a page; see `nutgraf.read_html()`."""
        from nutgraf._html import parse_page

        page = parse_page(source)
        own = published is None and page.published is not None
        n_headline = 0 if page.title is None else len(page.title.encode("utf-8", "replace"))
        day = page.published if own else published
        tables = self._one(page.text, self.check_tables(None), day, id, n_headline, own)
        return Article(page.text, tables, self)

    def extract(
        self,
        texts: object,
        /,
        *,
        text: str | None = None,
        id: object = None,
        published: object = None,
        tables: Sequence[TableName] | None = None,
        threads: int = 0,
        on_error: Literal["skip", "raise"] = "skip",
        progress: bool = False,
    ) -> Tables:
        """Read many texts into tables; see `nutgraf.extract()`."""
        wanted = self.check_tables(tables)
        n_threads = check_threads(threads)
        _check_on_error(on_error)
        inputs = resolve(texts, text, id, published)
        parts: dict[TableName, list[tuple[_core.Chunk, int, int]]] = {
            name: [] for name in (*wanted, "errors")
        }
        meter = Meter(length_of(inputs), "doc") if progress else None
        try:
            for batch in self._batches(
                inputs, wanted, n_threads, long_run(inputs, n_threads), 0, on_error
            ):
                for name, pieces in parts.items():
                    pieces += batch.tables[name]._pieces
                if meter is not None:
                    meter.update(batch.first_doc + batch.n_docs, batch.first_doc + batch.n_docs)
        finally:
            if meter is not None:
                meter.close()
        return Tables({name: Table(name, pieces, self._metadata) for name, pieces in parts.items()})

    def stream(
        self,
        source: object,
        /,
        *,
        text: str | None = None,
        id: object = None,
        published: object = None,
        tables: Sequence[TableName] | None = None,
        threads: int = 0,
        on_error: Literal["skip", "raise"] = "skip",
    ) -> "Stream":
        """Read more texts than memory holds; see `nutgraf.stream()`."""
        from nutgraf._stream import Stream, source_of

        wanted = self.check_tables(tables)
        _check_on_error(on_error)
        return Stream(
            self,
            source_of(source, text, id, published),
            wanted,
            check_threads(threads),
            on_error,
        )

    def check_tables(self, tables: Sequence[TableName] | None) -> tuple[TableName, ...]:
        """The tables to make, without `errors`, which is always made.

        Raises:
            TypeError, ValueError: They are no list of names, or the pipeline lacks what it takes.

        >>> import nutgraf as ng
        >>> ng.Pipeline().check_tables(["quotes", "errors", "quotes"])
        ('quotes',)
        """
        if tables is None:
            given: dict[TableName, object] = {"matches": self.lexicons, "patterns": self.patterns}
            return (*_ALL_TABLES, *(name for name in _ASKED_FOR if given[name]))
        if isinstance(tables, str):
            raise TypeError(f"tables must be a list of names, not the str {tables!r}")
        for name in tables:
            if name not in TABLE_IDS:
                raise ValueError(f"there is no table {name!r}; there are {', '.join(_core.TABLES)}")
        if "matches" in tables and not self.lexicons:
            raise ValueError("the table 'matches' needs lexicons= (of the command: --names)")
        if "patterns" in tables and self.patterns is None:
            raise ValueError("the table 'patterns' needs patterns= (of the command: --patterns)")
        return tuple(name for name in dict.fromkeys(tables) if name != _ERRORS)

    def _batches(
        self,
        inputs: Inputs,
        wanted: Sequence[TableName],
        n_threads: int,
        n_chars: int,
        first_doc: int,
        on_error: str,
    ) -> Iterator[Batch]:
        """The tables of run after run of the inputs from a row on, in their order.

        Holds a few runs at a time.
        """
        runs = chunks(inputs, n_chars, first_doc)
        for run, made in self._run_all(runs, wanted, n_threads):
            tables = Tables({name: self._table(name, made, None) for name in (*wanted, _ERRORS)})
            if on_error == "raise" and len(tables.errors) > 0:
                _raise_first(tables.errors[0])
            yield Batch(tables, run.first_doc, len(run.texts), run.n_chars)

    def _run(self, run: InputChunk, mask: int) -> tuple["_core.Chunk | None", ...]:
        return _core.run(
            self._native,
            run.texts,
            run.ids,
            run.published,
            mask,
            run.first_doc,
            run.n_headlines,
            run.by_metadata,
        )

    def _run_all(
        self, runs: Iterator[InputChunk], wanted: Sequence[TableName], n_threads: int
    ) -> Iterator[tuple[InputChunk, tuple["_core.Chunk | None", ...]]]:
        """Runs with their results, in their order, whatever the number of threads."""
        mask = _mask(wanted)
        first = next(runs, None)
        if first is None:
            return
        second = next(runs, None) if n_threads > 1 else None
        if second is None:
            yield first, self._run(first, mask)
            for run in runs:
                yield run, self._run(run, mask)
            return

        from collections import deque
        from concurrent.futures import Future, ThreadPoolExecutor

        pending: deque[tuple[InputChunk, Future[tuple[_core.Chunk | None, ...]]]] = deque()
        pool = ThreadPoolExecutor(n_threads, thread_name_prefix="nutgraf")
        try:
            for run in (first, second):
                pending.append((run, pool.submit(self._run, run, mask)))
            for run in runs:
                # Two runs a thread wait at most: memory stays flat.
                if len(pending) >= 2 * n_threads:
                    done, made = pending.popleft()
                    yield done, made.result()
                pending.append((run, pool.submit(self._run, run, mask)))
            while pending:
                done, made = pending.popleft()
                yield done, made.result()
        finally:
            # Who stops early waits for what is at work, not for what has not begun.
            pool.shutdown(cancel_futures=True)

    def _run_one(
        self,
        text: str | bytes,
        wanted: tuple[TableName, ...],
        published: Published,
        id: str | None,
        native: "_core.Pipeline | None" = None,
        n_headline: int = 0,
        by_metadata: bool = False,
    ) -> tuple["_core.Chunk | None", ...]:
        if not isinstance(text, (str, bytes)):
            raise TypeError(f"text must be str or bytes, not {type(text).__name__}")
        if id is not None and not isinstance(id, str):
            raise TypeError(f"id must be str or None, not {type(id).__name__}")
        day = None if published is None else days_of(published)
        made = _core.run(
            self._native if native is None else native,
            (text,),
            None if id is None else (id,),
            None if day is None else (day,),
            _mask(wanted),
            0,
            (n_headline,) if n_headline else None,
            (True,) if by_metadata else None,
        )
        errors = made[TABLE_IDS[_ERRORS]]
        if errors is not None and len(errors) > 0:
            raise ValueError(f"text: {errors.to_list(4, 0, 1)[0]}")
        return made

    def _one(
        self,
        text: str | bytes,
        wanted: tuple[TableName, ...],
        published: Published = None,
        id: str | None = None,
        n_headline: int = 0,
        by_metadata: bool = False,
    ) -> Tables:
        """The tables of one text, which know their text."""
        made = self._run_one(text, wanted, published, id, None, n_headline, by_metadata)
        source = Source(text, self.offsets)
        return Tables({name: self._table(name, made, source) for name in (*wanted, _ERRORS)})

    def _table(
        self, name: TableName, made: tuple["_core.Chunk | None", ...], source: Source | None
    ) -> Table[Any]:
        chunk = made[TABLE_IDS[name]]
        n_rows = 0 if chunk is None else len(chunk)
        pieces = () if chunk is None or n_rows == 0 else ((chunk, 0, n_rows),)
        return Table(name, pieces, self._metadata, source)

    def _only(self, text: str | bytes, name: TableName, published: Published = None) -> Table[Any]:
        """One table of one text."""
        made = self._run_one(text, (name,), published, None)
        # The others have their strings in a column.
        needs_text = name in ("blocks", "sentences")
        return self._table(name, made, Source(text, self.offsets) if needs_text else None)

    def blocks(self, text: str | bytes, /) -> Table[Block]:
        """The lines and paragraphs of one text with their kinds."""
        return self._only(text, "blocks")

    def sentences(self, text: str | bytes, /) -> Table[Sentence]:
        """The sentences of one text."""
        return self._only(text, "sentences")

    def tokens(self, text: str | bytes, /) -> Table[Token]:
        """The tokens of one text."""
        return self._only(text, "tokens")

    def mentions(self, text: str | bytes, /, *, published: Published = None) -> Table[Mention]:
        """The names, addresses, dates and numbers in one text."""
        return self._only(text, "mentions", published)

    def dates(self, text: str | bytes, /, *, published: Published = None) -> Table[DateRow]:
        """The dates in one text; see `nutgraf.dates()`."""
        return self._only(text, "dates", published)

    def numbers(self, text: str | bytes, /, *, published: Published = None) -> Table[NumberRow]:
        """The numbers in one text; see `nutgraf.numbers()`."""
        return self._only(text, "numbers", published)

    def entities(self, text: str | bytes, /) -> Table[Entity]:
        """Who and what one text is about; see `nutgraf.entities()`."""
        return self._only(text, "entities")

    def roles(self, text: str | bytes, /) -> Table[Role]:
        """Functions, ages and parties in one text; see `nutgraf.roles()`."""
        return self._only(text, "roles")

    def quotes(self, text: str | bytes, /) -> Table[Quote]:
        """Who said what in one text; see `nutgraf.quotes()`."""
        return self._only(text, "quotes")

    def matches(self, text: str | bytes, /) -> Table[Match]:
        """The names of the pipeline's lexicons in one text; see `nutgraf.match()`.

        >>> import nutgraf as ng
        >>> nlp = ng.Pipeline(lexicons=ng.Lexicon(["Roe Two"]))
        >>> nlp.matches("The Roe Two sank.")[0].text
        'Roe Two'
        """
        self.check_tables(["matches"])
        return self._only(text, "matches")

    def pattern_matches(
        self, text: str | bytes, /, *, published: Published = None
    ) -> Table[PatternMatch]:
        """What the pipeline's patterns find in one text; see `Patterns.find()`.

        >>> import nutgraf as ng
        >>> nlp = ng.Pipeline(patterns=ng.Patterns("road :: motorways :: 'M' ~DIGITS<1,2> => ROAD"))
        >>> nlp.pattern_matches("The M25 was shut.")[0].text
        'M25'
        """
        self.check_tables(["patterns"])
        return self._only(text, "patterns", published)

    def parse_date(self, text: str | bytes, /, *, published: Published = None) -> DateRow | None:
        """What a text says that is one date and nothing else; see `nutgraf.parse_date()`."""
        return cast("DateRow | None", self._phrase(text, "dates", published))

    def parse_number(
        self, text: str | bytes, /, *, published: Published = None
    ) -> NumberRow | None:
        """What a text says that is one number and nothing else; see `nutgraf.parse_number()`."""
        return cast("NumberRow | None", self._phrase(text, "numbers", published))

    def _phrase(self, text: str | bytes, name: TableName, published: Published) -> Any:
        made = self._run_one(text, (name, "blocks"), published, None, self._whole)
        rows, blocks = self._table(name, made, None), self._table("blocks", made, None)
        if len(rows) != 1 or len(blocks) != 1:
            return None
        row, block = rows[0], blocks[0]
        if (row.start, row.stop) == (block.start, block.stop):
            return row
        source = Source(text, self.offsets)
        before = source.text(block.start, row.start).strip().lower()
        behind = source.text(row.stop, block.stop).strip()
        return row if name == "dates" and before in _BEFORE_DATE and behind in ("", ".") else None

    def explain(self, text: str | bytes, /, start: int, stop: int) -> Explanation:
        """Which rules made what stands at [start, stop); see `nutgraf.explain()`."""
        if not isinstance(text, (str, bytes)):
            raise TypeError(f"text must be str or bytes, not {type(text).__name__}")
        return explain_span(
            self._native, text, Source(text, self.offsets), start, stop, self.overrides or ()
        )

    # -------------------------------------------------------------- objects

    def _settings(self) -> dict[str, Any]:
        """The options, as the constructor takes them."""
        settings: dict[str, Any] = {
            "scheme": self.scheme,
            "offsets": self.offsets,
            "lexicon": self.lexicon,
            "model": self.model,
            "date_order": self.date_order,
        }
        if self.aliases is not None:
            settings["aliases"] = self.aliases
        if self.lexicons:
            settings |= {"lexicons": self.lexicons, "overlapping": self.overlapping}
            settings["priority"] = self.priority
        if self.overrides is not None:
            settings["overrides"] = self.overrides
        if self.patterns is not None:
            settings["patterns"] = self.patterns
        if self.max_chars != MAX_CHARS:
            settings["max_chars"] = self.max_chars
        return settings

    def _identity(self) -> tuple[object, ...]:
        """What is the same of pipelines that do the same."""
        files = [x._native for x in (self.lexicon, self.model) if x is not None]
        return (
            (self.scheme, self.offsets, self.date_order, self.aliases, self.overrides),
            (self.overlapping, self.priority, self.patterns, self.max_chars),
            (self.lexicon is None, self.model is None),
            tuple(map(id, (*files, *(x._native for x in self.lexicons)))),
        )

    def __repr__(self) -> str:
        return f"Pipeline({', '.join(f'{k}={v!r}' for k, v in self._settings().items())})"

    def __reduce__(self) -> tuple[object, tuple[dict[str, Any]]]:
        return (_rebuild, (self._settings(),))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pipeline):
            return NotImplemented
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())


def _rebuild(settings: dict[str, Any]) -> Pipeline:
    # What comes with the package is opened once a process.
    lexicon, model = settings["lexicon"], settings["model"]
    if lexicon is not None and lexicon.path == BUILT_IN:
        settings["lexicon"] = DEFAULT_LEXICON
    if model is not None and model.path == BUILT_IN_MODEL:
        settings["model"] = DEFAULT_MODEL
    return Pipeline(**settings)


def _mask(tables: Iterable[TableName]) -> int:
    mask = 0
    for name in tables:
        mask |= 1 << TABLE_IDS[name]
    return mask


def _check_max_chars(max_chars: object) -> int | None:
    if max_chars is None:
        return None
    if not isinstance(max_chars, int) or isinstance(max_chars, bool):
        raise TypeError(f"max_chars must be an int or None, not {type(max_chars).__name__}")
    if max_chars < 1:
        raise ValueError(f"max_chars must be 1 or more, or None for no limit, not {max_chars}")
    return max_chars


def check_threads(threads: object) -> int:
    if not isinstance(threads, int):
        raise TypeError(f"threads must be an int, not {type(threads).__name__}")
    if threads < 0:
        raise ValueError(f"threads must be 0 (all cores) or more, not {threads}")
    return threads or os.cpu_count() or 1


def _check_on_error(on_error: object) -> None:
    if on_error not in ("skip", "raise"):
        raise ValueError(f"on_error must be 'skip' or 'raise', not {on_error!r}")


def _raise_first(error: ErrorRow) -> None:
    name = "" if error.article_id is None else f" ({error.article_id!r})"
    raise _core.NutgrafError(f"doc {error.doc}{name}: {error.message}")


def cached_pipeline(**options: Any) -> Pipeline:
    """The pipeline of these options, the same one for the same options."""
    for name in options:
        if name not in Options.__annotations__:
            from difflib import get_close_matches

            known = [*Options.__annotations__, "text", "id", "published", "tables", "threads"]
            near = get_close_matches(name.lower(), known, 1) or get_close_matches(
                name[:-1], known, 1
            )
            if name in ("date", "day", "date_published"):
                near = ["published"]
            hint = f"; did you mean {near[0]}=?" if near else "; see nutgraf.Pipeline"
            raise TypeError(f"there is no argument {name}={hint}")
    aliases = options.pop("aliases", None)
    if aliases is not None:
        options["aliases"] = aliases_of(aliases)
    if options.get("overrides") is not None:
        options["overrides"] = overrides_of(options["overrides"])
    patterns = options.pop("patterns", None)
    if patterns is not None:
        options["patterns"] = patterns_of(patterns)
    # Lexicons may grow, and are large: neither is anything to keep.
    if options.get("lexicons") is not None:
        return Pipeline(**options)
    options.pop("lexicons", None)
    return _cached(**options)


@lru_cache(maxsize=16)
def _cached(**options: Any) -> Pipeline:
    return Pipeline(**options)


def read(
    text: str | bytes,
    /,
    *,
    published: Published = None,
    id: str | None = None,
    **options: Unpack[Options],
) -> Article:
    """Read one article: its parts, sentences, tokens, names, dates and numbers, with offsets.

    Args:
        text: The article as it was scraped, exported or pasted.  Bytes are taken as
            UTF-8; what is not becomes tokens of kind "invalid".
        published: The day of publication, if it is known; it goes before any date
            in the text.
        id: Any name for the article; it is handed through.
        **options: See `Pipeline`.

    Returns:
        An `Article`.  An empty text gives one with empty tables.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: `published` is no date, or the text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> a = ng.read("Mayor Quits\\n\\nMayor Jane Roe resigned on Monday in Springfield.")
    >>> a.headline
    'Mayor Quits'
    >>> [s.text for s in a.sentences]
    ['Mayor Quits', 'Mayor Jane Roe resigned on Monday in Springfield.']
    """
    return cached_pipeline(**options).read(text, published=published, id=id)


def read_html(
    source: str | bytes | os.PathLike[str],
    /,
    *,
    published: Published = None,
    id: str | None = None,
    **options: Unpack[Options],
) -> Article:
    """Read the article of an HTML page; needs trafilatura, which the extra "html" installs.

    The article's text is made from the page: title, writers, paragraphs, a blank line
    between; offsets are those in this text, which is `Article.text`.  Title and date
    that the page's markup says win over what the text shows, and so do writers whose
    names look like those of persons.  A page in which no article is found is read as
    plain text, menus and all.

    Args:
        source: The page, or a path of its file.  A str is the page itself.
        published: The day of publication; it goes before the page's own.
        id: Any name for the article; it is handed through.
        **options: See `Pipeline`.

    Returns:
        An `Article`; `published_source` is "metadata" where the page says its date.

    Raises:
        ImportError: trafilatura is not there.
        TypeError: `source` is none of these.
        OSError: The file cannot be read.

    >>> import nutgraf as ng
    >>> page = "<title>A Ferry Stops</title><article><p>Mayor Jane Roe resigned on Monday.</p></article>"
    >>> ng.read_html(page).headline
    """
    return cached_pipeline(**options).read_html(source, published=published, id=id)


def extract(
    texts: object,
    /,
    *,
    text: str | None = None,
    id: object = None,
    published: object = None,
    tables: Sequence[TableName] | None = None,
    threads: int = 0,
    on_error: Literal["skip", "raise"] = "skip",
    progress: bool = False,
    **options: Unpack[Options],
) -> Tables:
    """Read many texts into tables.

    A text that cannot be read is a row of the table `errors`; the others are not
    touched by it.  The same rows come out whatever the number of threads.

    Args:
        texts: Texts (a list, a column, an iterator), or rows (dicts, a pandas or
            polars data frame, a pyarrow table) if `text` names their column.
        text: The column with the texts, where `texts` are rows.
        id: The column with ids, or a list as long as the texts.
        published: The column with dates of publication, a list as long as the texts,
            or one date for all.
        tables: Which tables to make; all by default.  Only the stages that they
            need are run.  `errors` is always there.
        threads: How many threads; 0 for all cores.
        on_error: "skip", or "raise" for a NutgrafError at the first bad row.
        progress: Show on stderr how far it is; by tqdm, if that is installed.
        **options: See `Pipeline`.

    Returns:
        `Tables`, joined on `doc`, the row of the input from 0.

    Raises:
        TypeError: `texts` cannot be walked, or is one str.
        ValueError: A column of a frame, a table or an option does not exist, or
            columns differ in length.

    >>> import nutgraf as ng
    >>> t = ng.extract(["One. Two.", "Three."], tables=["sentences"])
    >>> [(s.doc, s.start, s.stop) for s in t.sentences]
    [(0, 0, 4), (0, 5, 9), (1, 0, 6)]
    """
    return cached_pipeline(**options).extract(
        texts,
        text=text,
        id=id,
        published=published,
        tables=tables,
        threads=threads,
        on_error=on_error,
        progress=progress,
    )


def stream(
    source: object,
    /,
    *,
    text: str | None = None,
    id: object = None,
    published: object = None,
    tables: Sequence[TableName] | None = None,
    threads: int = 0,
    on_error: Literal["skip", "raise"] = "skip",
    **options: Unpack[Options],
) -> "Stream":
    """Read more texts than memory holds, batch by batch.

    A str or path names files: one, a folder with all that is in it, or a glob pattern
    (`"news/*.jsonl.gz"`); so does a list of paths. Kinds are told by the name: .jsonl, .csv,
    .tsv (also compressed: .gz, .bz2, .xz, .zst), .parquet, .arrow (.ipc, .feather), and
    .txt and .html with an article each, whose id is the name of the file. Anything else is
    what `extract()` takes, an iterator of texts or rows foremost.

    Nothing is lost: a file that breaks off, is damaged, or lacks the column gives the rows
    up to there and a row of `errors` that names it, and the next one is read.

    Args:
        source: Files, texts or rows.
        text: The column with the texts; files of one article have none.
        id: The column with ids.
        published: The column with dates of publication, or one date for all.
        tables: Which tables to make; all by default.
        threads: How many threads; 0 for all cores.
        on_error: "skip", or "raise" for a NutgrafError at the first bad row.
        **options: See `Pipeline`.

    Returns:
        A `Stream`, which gives `Tables` for about a million characters at a time, with `doc`
        counted through all of them; its `write()` writes them to a folder.

    Raises:
        FileNotFoundError: There is no such file, or none that matches.
        ValueError: A file is of no known kind, or `text` is wanting.

    >>> import nutgraf as ng
    >>> for batch in ng.stream(iter(["One. Two.", "Three."]), tables=["sentences"]):
    ...     print([(s.doc, s.start, s.stop) for s in batch.sentences])
    [(0, 0, 4), (0, 5, 9), (1, 0, 6)]
    """
    return cached_pipeline(**options).stream(
        source,
        text=text,
        id=id,
        published=published,
        tables=tables,
        threads=threads,
        on_error=on_error,
    )


def blocks(text: str | bytes, /, **options: Unpack[Options]) -> Table[Block]:
    """The lines and paragraphs of one text with their kinds; see `read()`.

    >>> import nutgraf as ng
    >>> [b.kind for b in ng.blocks("Mayor Quits\\n\\nBy Jane Roe\\n\\nThe mayor resigned on Monday.")]
    ['headline', 'byline', 'body']
    """
    return cached_pipeline(**options).blocks(text)


def sentences(text: str | bytes, /, **options: Unpack[Options]) -> Table[Sentence]:
    """The sentences of one text, in order; none crosses a block.

    >>> import nutgraf as ng
    >>> [s.text for s in ng.sentences("Rep. Roe left at 3 p.m. Friday. She did not say why.")]
    ['Rep. Roe left at 3 p.m. Friday.', 'She did not say why.']
    """
    return cached_pipeline(**options).sentences(text)


def tokens(text: str | bytes, /, **options: Unpack[Options]) -> Table[Token]:
    """The tokens of one text, in order; what no token covers is white space.

    >>> import nutgraf as ng
    >>> [t.text for t in ng.tokens("They didn’t pay $3.5bn.")]
    ['They', 'did', 'n’t', 'pay', '$', '3.5', 'bn', '.']
    """
    return cached_pipeline(**options).tokens(text)


def mentions(
    text: str | bytes, /, *, published: Published = None, **options: Unpack[Options]
) -> Table[Mention]:
    """The names, addresses, dates and numbers in one text, in order; see `read()`.

    >>> import nutgraf as ng
    >>> [(m.text, m.label) for m in ng.mentions("Jane Roe left Paris on Monday.")]
    [('Jane Roe', 'PERSON'), ('Paris', 'GPE'), ('Monday', 'DATE')]
    """
    return cached_pipeline(**options).mentions(text, published=published)


def dates(
    text: str | bytes, /, *, published: Published = None, **options: Unpack[Options]
) -> Table[DateRow]:
    """The dates, times and durations in one text with their values, in order.

    Relative dates ("Friday", "last month") are counted from the article's own date:
    `published`, else a stamp in the text, else the dateline; never from the day on which
    this is called.  Without any they keep X for what is unknown.

    Args:
        text: The text, as for `read()`.  Menus, links to other stories and the like are
            not read.
        published: The day of publication.
        **options: See `Pipeline`.

    Returns:
        A table with a `DateRow` for each.  `value` is that of TIMEX3 as in TempEval-3,
        [from_date, to_date) the days it names.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: `published` is no date, or the text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> for d in ng.dates("She quit on Friday, late last month.", published="2017-08-14"):
    ...     print(d.text, d.value, d.from_date, d.to_date, d.mod)
    Friday 2017-08-11 2017-08-11 2017-08-12 None
    late last month 2017-07 2017-07-01 2017-08-01 END
    """
    return cached_pipeline(**options).dates(text, published=published)


def numbers(
    text: str | bytes, /, *, published: Published = None, **options: Unpack[Options]
) -> Table[NumberRow]:
    """The numbers in one text with their values, in order: amounts, shares, measures, counts.

    Args:
        text: The text, as for `read()`.  Menus, links to other stories and the like are
            not read.
        published: The day of publication.
        **options: See `Pipeline`.

    Returns:
        A table with a `NumberRow` for each; what is part of a date is none.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: `published` is no date, or the text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> for n in ng.numbers("It paid about $3.5 million for a 12 percent stake."):
    ...     print(n.text, n.kind, n.value, n.currency, n.hedge)
    $3.5 million money 3500000.0 USD about
    12 percent percent 12.0 None None
    """
    return cached_pipeline(**options).numbers(text, published=published)


def entities(text: str | bytes, /, **options: Unpack[Options]) -> Table[Entity]:
    """The persons, places and organisations of one text, each once, with all their names.

    Args:
        text: The text, as for `read()`.
        **options: See `Pipeline`.

    Returns:
        A table with an `Entity` for each, in the order of their first mentions.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: The text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> for e in ng.entities("Jane Roe spoke in France. Ms. Roe praised the French."):
    ...     print(e.name, e.label, e.aliases, e.country)
    Jane Roe PERSON ['Jane Roe', 'Roe'] None
    France GPE ['France'] FR
    French NORP ['French'] FR
    """
    return cached_pipeline(**options).entities(text)


def roles(text: str | bytes, /, **options: Unpack[Options]) -> Table[Role]:
    """Functions, ages and parties of the persons in one text.

    Args:
        text: The text, as for `read()`.
        **options: See `Pipeline`.

    Returns:
        A table with a `Role` for each, in text order.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: The text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> for r in ng.roles("Jane Roe, 45, the mayor of Springfield, met Sen. Ann Poe, R-Ohio."):
    ...     print(r.kind, r.text, r.age, r.party, r.state)
    age 45 45 None None
    apposition mayor of Springfield None None None
    title Sen. None None None
    party_state R-Ohio None R Ohio
    """
    return cached_pipeline(**options).roles(text)


def quotes(text: str | bytes, /, **options: Unpack[Options]) -> Table[Quote]:
    """Who said what in one text: direct, mixed and indirect speech with its speakers.

    Args:
        text: The text, as for `read()`.
        **options: See `Pipeline`.

    Returns:
        A table with a `Quote` for each, in text order; what is between quotation marks and
        said by nobody is of kind "scare".

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: The text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> for q in ng.quotes("“We are done,” Mayor Jane Roe said. She denied that it was too late."):
    ...     print(q.kind, q.speaker, q.cue, q.text)
    direct Jane Roe said We are done
    indirect She denied it was too late
    """
    return cached_pipeline(**options).quotes(text)


def parse_date(
    text: str | bytes, /, *, published: Published = None, **options: Unpack[Options]
) -> DateRow | None:
    """What a text says that is one date and nothing else, or None.

    Args:
        text: Such as "11 August 2017", "last Friday", "in March" or "08.11.17"; white space
            around it does not count, nor do "on", "in", "at", "by", "during" and "around"
            before it.
        published: The day that a relative date is counted from.
        **options: See `Pipeline`.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: `published` is no date.

    >>> import nutgraf as ng
    >>> ng.parse_date("last Friday", published="2017-08-14").value
    '2017-08-11'
    >>> ng.parse_date("no date at all") is None
    True
    """
    return cached_pipeline(**options).parse_date(text, published=published)


def parse_number(
    text: str | bytes, /, *, published: Published = None, **options: Unpack[Options]
) -> NumberRow | None:
    """What a text says that is one number and nothing else, or None.

    Args:
        text: Such as "1,200", "two and a half million" or "€3.5bn"; white space around
            it does not count.
        published: The day of publication.
        **options: See `Pipeline`.

    Raises:
        TypeError: `text` is neither str nor bytes.
        ValueError: `published` is no date.

    >>> import nutgraf as ng
    >>> n = ng.parse_number("€3.5bn")
    >>> n.value, n.currency
    (3500000000.0, 'EUR')
    """
    return cached_pipeline(**options).parse_number(text, published=published)


def explain(text: str | bytes, /, start: int, stop: int, **options: Unpack[Options]) -> Explanation:
    """Which rules made what stands at a place of a text, stage by stage.

    For the block, tokens, sentences and mentions that the span touches it says by
    which rules they came to be: what was joined, cut or kept together, why the
    sentence ends where it ends, and for each mark in the span that could have ended
    one and did not, which rule said so.  docs/rules.md has all rules, with examples.

    The whole text is read again, so this is for looking at single places, not for
    every row of an archive.

    Args:
        text: The text, as for `read()`.
        start: Where the span begins, in the unit of `offsets`.  Inside a character
            it means all of it.
        stop: Where it ends.  An empty span means the character behind it.
        **options: See `Pipeline`; those that the rows were made with.

    Returns:
        An `Explanation`, a sequence of `Reason`; empty at the end of the text.

    Raises:
        TypeError: `text` is neither str nor bytes, or an offset is no int.
        ValueError: `start` is negative, `stop` is before `start` or behind the end of
            the text, or the text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> print(ng.explain("Gen. Roe left.", 0, 8, model=None))
    <Explanation 0:8 «Gen. Roe»>
    blocks     «Gen. Roe left.»  body    made  B2   text that nothing tells from the body (0.50)
    tokens     «Gen.»            abbr    kept  T20  a title keeps its stop
    tokens     «Roe»             word    made  T2   letters, digits, marks and format characters make words
    sentences  «Gen. Roe left.»  prose   made  S16  the kind follows from the block and the closing mark
    sentences  «.»               prose   ends  S1   a block or a blank line ends a sentence
    mentions   «Roe»             PERSON  made  M5   the words behind a title are a person (0.98)
    roles      «Gen.»            title   made  R1   a title in front of a name (0.95)
    """
    return cached_pipeline(**options).explain(text, start, stop)


def match(
    texts: object,
    lexicon: LexiconsLike,
    /,
    *,
    text: str | None = None,
    id: object = None,
    overlapping: bool = False,
    offsets: Offsets = "char",
    threads: int = 0,
    on_error: Literal["skip", "raise"] = "skip",
    progress: bool = False,
) -> Table[Match]:
    """Find the names of a lexicon in texts, and do nothing else: the fast way.

    Names are whole words; from the left, the longest that fits.  A surface that several
    names have gives all their ids; where another name in the text is of one of them
    only, that one is chosen.

    Args:
        texts: One text (str or bytes), or many, as `extract()` takes them.
        lexicon: A `Lexicon`, the path of a file of one, or several of them.
        text: The column with the texts, where `texts` are rows.
        id: The column with ids, or a list as long as the texts; for messages only.
        overlapping: All names, also those inside of longer ones.
        offsets: What `start` and `stop` count: "char", "byte" or "utf16".
        threads: How many threads; 0 for all cores.
        on_error: "skip" (what cannot be read is logged), or "raise" for a NutgrafError.
        progress: Show on stderr how far it is.

    Returns:
        The table `matches`: `doc` is the row of the input.

    Raises:
        TypeError, ValueError: As `extract()`; the lexicon is none.
        FormatError, OSError: The file of a lexicon is damaged, or cannot be read.

    >>> import nutgraf as ng
    >>> lexicon = ng.Lexicon(["United Nations", "U.N.", "Jean Peña"])
    >>> [(m.doc, m.text, m.name) for m in ng.match(["The UN’s Jean Pena", "Nothing"], lexicon)]
    [(0, 'UN', 'U.N.'), (0, 'Jean Pena', 'Jean Peña')]
    """
    lexicons = lexicons_of(lexicon, "lexicon")
    if not lexicons:
        raise ValueError("lexicon must be a Lexicon, not none")
    pipeline = Pipeline(
        offsets=offsets, lexicon=None, model=None, lexicons=lexicons, overlapping=overlapping
    )
    if isinstance(texts, (str, bytes)):
        return pipeline.matches(texts)
    tables = pipeline.extract(
        texts,
        text=text,
        id=id,
        tables=["matches"],
        threads=threads,
        on_error=on_error,
        progress=progress,
    )
    if len(tables.errors) > 0:
        import logging

        first = tables.errors[0]
        logging.getLogger("nutgraf").warning(
            "%d texts cannot be read; the first: doc %d: %s",
            len(tables.errors),
            first.doc,
            first.message,
        )
    return tables.matches
