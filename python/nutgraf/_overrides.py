"""Overrides: what the user says a surface is, or is not."""

import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias, final, overload

from nutgraf import _core
from nutgraf._csv_rows import csv_rows, fail, text_of
from nutgraf._frozen import Frozen

COLUMNS: Final = ("surface", "label", "never", "context", "case")
_CASES: Final = ("exact", "fold")
_LABEL: Final = re.compile(r"[^\s|,*]{1,63}")

Cells: TypeAlias = Mapping[str, str | None]


class Override(NamedTuple):
    """A row of `Overrides`."""

    surface: str
    """As in texts: whole words; white space is folded."""
    label: str | None = None
    """What it is: "PERSON", "ORG", or a label of your own."""
    never: str | None = None
    """Labels that it is never of, parted by blanks; "*": it is no name at all."""
    context: str | None = None
    """The row holds only in articles with this phrase, to the letter."""
    case: str = "exact"
    """Whether the letter case must be that of the surface: "exact", or "fold"."""


@final
class Overrides(Frozen, Sequence[Override]):
    """What a surface is, or is not, whatever nutgraf would say.

    A row with a label makes a mention of the surface wherever it stands as whole words, and
    takes away what overlaps it, but for longer mentions around it ("Roe" in "Jane Roe"); of rows
    that overlap each other, the longest from the left counts.  A row with `never` takes those
    labels (with "*", any) from mentions that have just the span of the surface: they have the
    model's best other label, if it still reads a name there, or are none; and it takes dates and
    numbers from their tables.  Rows with
    a context hold in articles with that phrase, and go before rows without.  Mentions that
    rows made have the rule M38, those with another label M39; `explain()` names the row.

    Immutable, hashable, picklable; any number of pipelines and threads may share it.

    Args:
        rows: Mappings with the keys surface, label, never, context, case; all but the first,
            and one of label and never, may be missing or None.

    Raises:
        TypeError: `rows` are no mappings, or hold something else than str and None.
        ValueError: A row has an unknown key, no surface, or says nothing; two rows
            say something of the same surface.  The message names the rows, from 1.

    >>> import nutgraf as ng
    >>> rows = [{"surface": "Roe Two", "label": "VESSEL"}, {"surface": "Jordan", "never": "*"}]
    >>> ms = ng.mentions("The Roe Two left Jordan.", overrides=ng.Overrides(rows))
    >>> [(m.text, m.label, m.rule) for m in ms]
    [('Roe Two', 'VESSEL', 'M38')]
    """

    __slots__ = ("_native", "_rows")

    def __init__(self, rows: Iterable[Cells]) -> None:
        given: object = rows
        if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
            kind: type[object] = type(rows)
            raise TypeError(f"overrides must be rows, not {kind.__name__}")
        try:
            read = [(f"row {i}", _read(x, f"row {i}")) for i, x in enumerate(rows, 1)]
            self._rows: Final = _settle(read)
            self._native: Final = _native_of(read)
        except ValueError as error:
            raise ValueError(f"overrides: {error}") from None

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Overrides":
        """Read a CSV file in UTF-8 with a line of column names: surface, label, never, context,
        case.

        Raises:
            OSError: It cannot be read.
            ValueError: It is not UTF-8, a column is missing or unknown, or what the rows
                say is wrong; the message names the file and the lines.

        >>> import os, tempfile
        >>> import nutgraf as ng
        >>> path = os.path.join(tempfile.mkdtemp(), "overrides.csv")
        >>> with open(path, "w", encoding="utf-8") as file:
        ...     print("surface,label,never", "Roe Two,VESSEL,", "May,,DATE", sep="\\n", file=file)
        >>> ng.Overrides.load(path)[1]
        Override(surface='May', label=None, never='DATE', context=None, case='exact')
        """
        name = os.fspath(path)
        made = cls.__new__(cls)
        try:
            read = [(where, _read(x, where)) for where, x in csv_rows(name, COLUMNS, "surface")]
            made._rows = _settle(read)  # type: ignore[misc]
            made._native = _native_of(read)  # type: ignore[misc]
        except ValueError as error:
            raise ValueError(f"overrides: {name}, {error}") from None
        return made

    @property
    def id(self) -> str:
        """The same for the same rows; a part of `options_hash` in the metadata of tables."""
        return f"{zlib.crc32(repr(self._rows).encode('utf-8', 'surrogatepass')):08x}"

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Override: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Override, ...]: ...
    def __getitem__(self, index: int | slice) -> Override | tuple[Override, ...]:
        return self._rows[index]

    def __iter__(self) -> Iterator[Override]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Overrides: {len(self)} rows>"

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Overrides) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __reduce__(self) -> tuple[object, tuple[tuple[Override, ...]]]:
        return (_rebuild, (self._rows,))


# What the option `overrides` takes.
OverridesLike: TypeAlias = Overrides | str | os.PathLike[str] | Iterable[Cells]


def _rebuild(rows: tuple[Override, ...]) -> Overrides:
    return Overrides(row._asdict() for row in rows)


def overrides_of(value: OverridesLike) -> Overrides:
    """What the option says: overrides, the path of a file, or rows."""
    if isinstance(value, Overrides):
        return value
    if isinstance(value, (str, os.PathLike)):
        name = os.fspath(value)
        if not isinstance(name, str):
            raise TypeError(f"overrides must be a path as str, not {type(name).__name__}")
        # A file that has not changed is read once.
        known = os.stat(name)
        return _loaded(name, known.st_mtime_ns, known.st_size, known.st_ino)
    return Overrides(value)


@lru_cache(maxsize=4)
def _loaded(name: str, mtime: int, size: int, inode: int) -> Overrides:
    del mtime, size, inode
    return Overrides.load(name)


def _read(cells: Cells, where: str) -> Override:
    """One row, checked by itself."""
    if not isinstance(cells, Mapping):
        raise TypeError(f"overrides: {where}: must be a mapping, not {type(cells).__name__}")
    values: dict[str, str] = {}
    for key, value in cells.items():
        if key not in COLUMNS:
            fail(where, f"unknown key {key!r}; keys are {', '.join(COLUMNS)}")
        text = text_of(value, "overrides", where, key, fold=key != "context")
        if text is not None:
            values[key] = text
    if "surface" not in values:
        fail(where, "surface is empty")
    row = Override(**values)
    if row.label is None and row.never is None:
        fail(where, f"{row.surface!r} has neither label nor never")
    if row.label is not None and not _LABEL.fullmatch(row.label):
        fail(where, f"label must be one word of at most 63 characters, not {row.label!r}")
    never = (row.never or "").replace(",", " ").split()
    for label in never:
        if label != "*" and not _LABEL.fullmatch(label):
            fail(where, f"never must be labels or '*', not {label!r}")
    if row.label is not None and (row.label in never or "*" in never):
        fail(where, f"{row.surface!r} is said to be {row.label} and never to be it")
    if row.case not in _CASES:
        fail(where, f"case must be one of {', '.join(_CASES)}, not {row.case!r}")
    return row._replace(never=" ".join(never) or None)


def _settle(rows: list[tuple[str, Override]]) -> tuple[Override, ...]:
    """Rows checked against one another."""
    seen: dict[tuple[str, str | None], str] = {}
    for where, row in rows:
        surface = row.surface.casefold() if row.case == "fold" else row.surface
        first = seen.setdefault((surface, row.context), where)
        if first != where:
            what = "" if row.context is None else f" where the article has {row.context!r}"
            fail(f"{first} and {where}", f"both say something of {row.surface!r}{what}")
    return tuple(row for _, row in rows)


def _native_of(rows: list[tuple[str, Override]]) -> _core.Overrides:
    try:
        return _core.Overrides(
            tuple((r.surface, r.label, r.never, r.context, r.case == "fold") for _, r in rows)
        )
    except ValueError as error:
        index, too_much = map(int, str(error).split())
        where, row = rows[index]
        if too_much:
            fail(where, "more than 200 different labels, or 1,024 rows of one surface")
        from nutgraf._lexicon_rows import why_refused

        fail(where, why_refused((row.surface, None, None, row.label), False))
