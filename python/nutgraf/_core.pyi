"""The C library; private.  It checks types and ranges, the package checks meanings."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, final

__version__: Final[str]
UNICODE_VERSION: Final[str]
TABLES: Final[tuple[str, ...]]
UNITS: Final[tuple[str, ...]]
SCHEMES: Final[tuple[str, ...]]
DATE_ORDERS: Final[tuple[str, ...]]
BOUNDARIES: Final[tuple[str, ...]]
DECISIONS: Final[tuple[str, ...]]
LABELS: Final[tuple[str, ...]]
RULES: Final[dict[str, list[tuple[str, str]]]]

class NutgrafError(Exception):
    """The base of the errors that are nutgraf's own."""

class FormatError(NutgrafError, ValueError):
    """A lexicon or model file is damaged, or is none."""

@final
class Lexicon:
    """A compiled lexicon (.ngx): the path of a file, which is mapped and checked, or its bytes."""

    def __new__(cls, source: str | bytes) -> Lexicon: ...
    def info(self, /) -> dict[str, Any]:
        """Numbers of surfaces, entries and bytes, labels of users' own, and the metadata text."""
    def dump(self, /) -> bytes:
        """The bytes of the file."""
    def ask(self, surface: str, any_case: bool, /) -> list[tuple[str, str | None, str | None]]:
        """A list of (name, id, label)."""

@final
class LexiconBuilder:
    """A lexicon that is being made.  One thread at a time."""

    def __new__(cls) -> LexiconBuilder: ...
    def add(
        self,
        rows: list[tuple[str | None, str | None, str | None, str | None]],
        match_case: int,
        variants: bool,
        inside: bool,
        /,
    ) -> list[tuple[int, bool]]:
        """Add rows (surface, name, id, label); those that are refused, as (index, whether there is
        too much)."""
    def merge(self, lexicon: Lexicon, /) -> None:
        """Add all that is in a lexicon."""
    def count(self, /) -> int:
        """How many surfaces there are."""
    def open(self, metadata: str, /) -> Lexicon:
        """The lexicon as it is now."""
    def write(self, path: str, metadata: str, /) -> None:
        """Write the file."""

@final
class Pipeline:
    """Immutable options."""

    def __new__(
        cls,
        scheme: int = 0,
        unit: int = 0,
        lexicon: Lexicon | None = None,
        model: Model | None = None,
        date_order: int = 0,
        whole: bool = False,
        aliases: Aliases | None = None,
        lexicons: tuple[Lexicon, ...] = (),
        overlapping: bool = False,
        decide: bool = False,
        overrides: Overrides | None = None,
        patterns: Patterns | None = None,
        max_chars: int = 0,
    ) -> Pipeline: ...

@final
class Patterns:
    """The user's rules, compiled."""

    def __new__(cls, rules: bytes) -> Patterns: ...
    def rules(self) -> list[tuple[str, str, str, float, tuple[str, ...]]]:
        """(id, label, summary, conf, names of groups) of each rule."""
    def labels(self) -> list[str]:
        """The labels whose names rules ask for."""

@final
class Aliases:
    """The user's aliases, hashed by their surfaces."""

    def __new__(
        cls,
        rows: tuple[tuple[str, str | None, str | None, str | None, int, int], ...],
    ) -> Aliases: ...

@final
class Overrides:
    """What the user says surfaces are, or are not."""

    def __new__(
        cls,
        rows: tuple[tuple[str, str | None, str | None, str | None, bool], ...],
    ) -> Overrides: ...

@final
class Model:
    """A tagger's model (.ngm), mapped and checked."""

    def __new__(cls, path: str) -> Model: ...
    def info(self, /) -> dict[str, Any]:
        """Numbers of rows and bytes, the labels, and the metadata text."""

@final
class Trainer:
    """Trains a model; 0 is a default."""

    def __new__(
        cls,
        pipeline: Pipeline,
        labels: list[str],
        seed: int = 0,
        epochs: int = 0,
        patience: int = 0,
        min_count: int = 0,
        max_rows: int = 0,
        rate: float = 0.0,
        drop_word: float = 0.0,
        drop_lexicon: float = 0.0,
        drop_rule: float = 0.0,
        drop_doc: float = 0.0,
        everywhere: bool = False,
    ) -> Trainer: ...
    def add(
        self,
        text: bytes,
        spans: list[tuple[int, int, int]],
        checked: list[tuple[int, int]] | None,
        types: int,
        weight: float,
        dev: bool,
        /,
    ) -> None:
        """Add a text: bytes, spans as (start, stop, bits of labels), all texts for training first."""
    def run(
        self,
        progress: Callable[[int, int, float, float, float, float, bool], object] | None,
        /,
    ) -> dict[str, Any]:
        """Train; the figures.  Drops the GIL."""
    def write(self, path: str, metadata: str, /) -> None:
        """Write the model."""

@final
class Buffer:
    """The values of one column, for memoryview() and NumPy."""

    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Chunk:
    """A run of rows of one table, as C made it."""

    def __len__(self) -> int: ...
    def to_list(self, column: int, start: int, stop: int, /) -> list[Any]:
        """Rows of a column as Python objects."""
    def values(self, column: int, /) -> Buffer:
        """The fixed-width values of a column, as a buffer."""
    def null_count(self, column: int, /) -> int:
        """How many rows of a column are null."""
    def words(self, column: int, /) -> tuple[str, ...] | None:
        """The words of a column's closed list, or None."""
    def take(self, rows: list[int], /) -> Chunk:
        """A new chunk of the rows named."""

@final
class ArrowStream:
    """An Arrow stream that is read; or one array, of the capsules of its type and itself."""

    def __new__(cls, capsule: object, array: object = None) -> ArrowStream: ...
    def fields(self, /) -> list[tuple[str | None, str, str | None]]:
        """Name, Arrow format, and that of a dictionary, of each column."""
    def next(self, /) -> ArrowBatch | None:
        """The next batch, None at the end.  Drops the GIL."""

@final
class ArrowBatch:
    """A run of rows of an Arrow stream."""

    def __len__(self) -> int: ...
    def column(self, i: int, /) -> ArrowColumn:
        """A column; TypeError if it holds no text, number or date."""

@final
class ArrowColumn:
    """Rows of a column of an ArrowBatch, where the producer has them."""

    def __len__(self) -> int: ...
    def slice(self, start: int, stop: int, /) -> ArrowColumn:
        """Some of its rows, which are not copied."""
    def run_stop(self, start: int, n_rows: int, n_bytes: int, /) -> int:
        """Where a run of rows ends."""
    def n_bytes(self, /) -> int:
        """How much text its rows have."""
    def to_list(self, /) -> list[Any]:
        """Str, int or None; numbers of dates and timestamps as they are."""

def near_duplicates(
    texts: tuple[bytes, ...], threshold: float, /
) -> list[tuple[int, int | None, float]]:
    """(content hash, text that it is a near-duplicate of or None, similarity) of each.
    Drops the GIL."""

def run_stop(texts: list[Any], start: int, n_rows: int, n_chars: int, /) -> tuple[int, bool]:
    """Where a run ends that begins at texts[start], and whether all its rows are texts.

    It has n_rows rows at most, and ends behind the row that makes n_chars of it.
    """

def run(
    pipeline: Pipeline,
    texts: Iterable[object] | ArrowColumn,
    ids: Iterable[str | None] | ArrowColumn | None,
    published: Iterable[int | str | None] | None,
    tables: int,
    first_doc: int,
    n_headlines: Sequence[int] | None = None,
    by_metadata: Sequence[bool] | None = None,
    /,
) -> tuple[Chunk | None, ...]:
    """Read texts; a tuple with a Chunk or None for each table.  Drops the GIL.

    A text may be a pair (code, message) instead, which becomes a row of errors; texts
    and ids may each be an ArrowColumn.  ids and published may be None; published holds days since 1970-01-01, None,
    or a str that says what is wrong with the date.  n_headlines: bytes of first
    lines that are headlines; by_metadata: whether published is the page's own.
    """

def segment(text: str | bytes, kind: int, /) -> Buffer:
    """The stops of UAX #29 segments, in code points."""

def explain(
    pipeline: Pipeline, text: str | bytes, start: int, stop: int, /
) -> list[tuple[str, int, int, str, str, str, str, float | None, float | None, int]]:
    """The reasons for what stands at [start, stop), as tuples.  Drops the GIL."""

def schema(table: int, /) -> list[tuple[str, str, bool, tuple[str, ...] | None]]:
    """The columns of a table."""

def cpu_level() -> str:
    """Which vector instructions are in use."""

def export_schema(table: int, metadata: dict[str, str], /) -> object:
    """An arrow_schema capsule."""

def export_stream(
    table: int, slices: list[tuple[Chunk, int, int]], metadata: dict[str, str], /
) -> object:
    """An arrow_array_stream capsule."""
