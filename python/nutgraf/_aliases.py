"""Aliases that the user gives: whose name a surface is."""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias, final, overload

from nutgraf import _core
from nutgraf._csv_rows import csv_rows, fail, text_of
from nutgraf._frozen import Frozen

COLUMNS: Final = ("surface", "name", "id", "label", "context")
# Those of names; values are no entities.
_LABELS: Final = _core.LABELS[: _core.LABELS.index("DATE")]

Cells: TypeAlias = Mapping[str, str | None]


class Alias(NamedTuple):
    """A row of `Aliases`: a mention that is written like `surface` is of this entity."""

    surface: str
    """As in texts, in its letter case; white space is folded."""
    name: str | None = None
    """What the entity is called."""
    id: str | None = None
    """Its `ext_id`; rows of one id are one entity, and so are those of one name without."""
    label: str | None = None
    """What it is: "PERSON", "ORG" ..."""
    context: str | None = None
    """The row holds only in articles with this phrase, to the letter."""


class _Row(NamedTuple):
    where: str  # "row 3", "line 3"
    alias: Alias


@final
class Aliases(Frozen, Sequence[Alias]):
    """Whose name a surface is, where you know better than the rules.

    A mention that is written like the surface of a row, letter case and all, belongs to
    the entity of that row, however the rules would have joined or split it.  Rows of
    one id are one entity; without an id, those of one name.  The entity has the row's
    name, its id as `ext_id`, and its label.  A row with a label alone leaves the entity
    to the rules and says what it is.  Names that are not listed may still join by the
    rules: "Ms. Roe" is a part of "Jane Roe".  No row makes a mention.

    A row with a context holds in articles with that phrase, and goes before rows without;
    of several that hold, the first.

    Immutable, hashable, picklable; any number of pipelines and threads may share it.

    Args:
        rows: Mappings with the keys surface, name, id, label, context; all but the first,
            and all but one of name, id and label, may be missing or None.

    Raises:
        TypeError: `rows` are no mappings, or hold something else than str and None.
        ValueError: A row has an unknown key or label, no surface, or says nothing; two rows
            contradict each other or are the same.  The message names the rows, from 1.

    >>> import nutgraf as ng
    >>> rows = [{"surface": "Facebook", "name": "Meta Platforms", "id": "wd:Q380", "label": "ORG"},
    ...         {"surface": "Meta", "id": "wd:Q380"}]
    >>> for e in ng.entities("Meta grew, and Facebook with it.", aliases=ng.Aliases(rows)):
    ...     print(e.name, e.ext_id, e.label, e.aliases)
    Meta Platforms wd:Q380 ORG ['Meta', 'Facebook']
    """

    __slots__ = ("_native", "_rows")

    def __init__(self, rows: Iterable[Cells]) -> None:
        given: object = rows
        if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
            kind: type[object] = type(rows)
            raise TypeError(f"aliases must be rows, not {kind.__name__}")
        try:
            made = _settle([_read(x, f"row {i}") for i, x in enumerate(rows, 1)])
        except ValueError as error:
            raise ValueError(f"aliases: {error}") from None
        self._rows: Final = tuple(made)
        self._native: Final = _native_of(self._rows)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Aliases":
        """Read a CSV file in UTF-8 with a line of column names: surface, name, id, label, context.

        Raises:
            OSError: It cannot be read.
            ValueError: It is not UTF-8, a column is missing or unknown, or what the rows
                say is wrong; the message names the file and the lines.

        >>> import os, tempfile
        >>> import nutgraf as ng
        >>> path = os.path.join(tempfile.mkdtemp(), "aliases.csv")
        >>> with open(path, "w", encoding="utf-8") as file:
        ...     print("surface,name,id", "Big Blue,IBM,wd:Q37156", sep="\\n", file=file)
        >>> ng.Aliases.load(path)[0].name
        'IBM'
        """
        name = os.fspath(path)
        try:
            rows = [_read(cells, where) for where, cells in csv_rows(name, COLUMNS, "surface")]
            return cls._of(_settle(rows))
        except ValueError as error:
            raise ValueError(f"aliases: {name}, {error}") from None

    @classmethod
    def _of(cls, rows: Iterable[Alias]) -> "Aliases":
        made = cls.__new__(cls)
        made._rows = tuple(rows)  # type: ignore[misc]
        made._native = _native_of(made._rows)  # type: ignore[misc]
        return made

    @property
    def id(self) -> str:
        """The same for the same rows; a part of `options_hash` in the metadata of tables."""
        return f"{zlib.crc32(repr(self._rows).encode()):08x}"

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Alias: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Alias, ...]: ...
    def __getitem__(self, index: int | slice) -> Alias | tuple[Alias, ...]:
        return self._rows[index]

    def __iter__(self) -> Iterator[Alias]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Aliases: {len(self)} rows>"

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Aliases) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __reduce__(self) -> tuple[object, tuple[tuple[Alias, ...]]]:
        return (_rebuild, (self._rows,))


# What the option `aliases` takes.
AliasesLike: TypeAlias = Aliases | str | os.PathLike[str] | Iterable[Cells]


def _rebuild(rows: tuple[Alias, ...]) -> Aliases:
    return Aliases._of(rows)


def aliases_of(value: AliasesLike) -> Aliases:
    """What the option says: aliases, the path of a file, or rows."""
    if isinstance(value, Aliases):
        return value
    if isinstance(value, (str, os.PathLike)):
        name = os.fspath(value)
        if not isinstance(name, str):
            raise TypeError(f"aliases must be a path as str, not {type(name).__name__}")
        # A file that has not changed is read once.
        known = os.stat(name)
        return _loaded(name, known.st_mtime_ns, known.st_size, known.st_ino)
    return Aliases(value)


@lru_cache(maxsize=4)
def _loaded(name: str, mtime: int, size: int, inode: int) -> Aliases:
    del mtime, size, inode
    return Aliases.load(name)


def _read(cells: Cells, where: str) -> _Row:
    """One row, checked by itself."""
    if not isinstance(cells, Mapping):
        raise TypeError(f"aliases: {where}: must be a mapping, not {type(cells).__name__}")
    values: dict[str, str | None] = {}
    for key, value in cells.items():
        if key not in COLUMNS:
            fail(where, f"unknown key {key!r}; keys are {', '.join(COLUMNS)}")
        values[key] = text_of(value, "aliases", where, key, fold=key != "context")
    surface = values.pop("surface", None)
    if surface is None:
        fail(where, "surface is empty")
    alias = Alias(surface, **values)
    if alias.name is None and alias.id is None and alias.label is None:
        fail(where, f"{surface!r} has neither name nor id nor label")
    if alias.label is not None and alias.label not in _LABELS:
        fail(where, f"label must be one of {', '.join(_LABELS)}, not {alias.label!r}")
    return _Row(where, alias)


def _merge(rows: dict[tuple[str, str], _Row], row: _Row) -> None:
    """Keep what the rows of an entity say of it: each thing once."""
    key = _key(row.alias)
    if key is None:
        return
    first = rows.setdefault(key, row)
    told = first.alias
    for field in ("name", "label"):
        old, new = getattr(told, field), getattr(row.alias, field)
        if old is not None and new is not None and old != new:
            what = f"id {row.alias.id!r}" if row.alias.id else f"name {row.alias.name!r}"
            fail(f"{first.where} and {row.where}", f"{what} has two {field}s, {old!r} and {new!r}")
        if old is None and new is not None:
            told = told._replace(**{field: new})
    rows[key] = _Row(first.where, told)


def _settle(rows: list[_Row]) -> list[Alias]:
    """Rows checked against one another, each with all that is said of its entity."""
    seen: dict[tuple[str, str | None], _Row] = {}
    ids: dict[str, set[str]] = {}
    entities: dict[tuple[str, str], _Row] = {}
    for row in rows:
        alias = row.alias
        first = seen.setdefault((alias.surface, alias.context), row)
        if first is not row:
            what = "say the same of" if first.alias == alias else "contradict each other about"
            where = "" if alias.context is None else f" where the article has {alias.context!r}"
            fail(f"{first.where} and {row.where}", f"they {what} {alias.surface!r}{where}")
        if alias.id is not None and alias.name is not None:
            ids.setdefault(alias.name, set()).add(alias.id)
    settled = [_with_id(row, ids) for row in rows]
    for row in settled:
        _merge(entities, row)
    return [_told(row.alias, entities) for row in settled]


def _told(alias: Alias, entities: Mapping[tuple[str, str], _Row]) -> Alias:
    """The row with all that is said of its entity."""
    key = _key(alias)
    if key is None:
        return alias
    return entities[key].alias._replace(surface=alias.surface, context=alias.context)


def _with_id(row: _Row, ids: Mapping[str, set[str]]) -> _Row:
    """A row without an id has that of its name, if another row gives it one."""
    alias = row.alias
    known: set[str] = set() if alias.name is None else ids.get(alias.name, set())
    if alias.id is not None or not known:
        return row
    if len(known) > 1:
        fail(row.where, f"{alias.name!r} is the name of {' and '.join(sorted(known))}: say which")
    return _Row(row.where, alias._replace(id=next(iter(known))))


def _key(alias: Alias) -> tuple[str, str] | None:
    """What rows of one entity have in common; None: the row leaves that to the rules."""
    if alias.id is not None:
        return ("id", alias.id)
    return None if alias.name is None else ("name", alias.name)


def _native_of(rows: tuple[Alias, ...]) -> _core.Aliases:
    numbers: dict[tuple[str, str], int] = {}
    made: list[tuple[str, str | None, str | None, str | None, int, int]] = []
    for row in rows:
        key = _key(row)
        entity = -1 if key is None else numbers.setdefault(key, len(numbers))
        label = -1 if row.label is None else _LABELS.index(row.label)
        made.append((row.surface, row.context, row.name, row.id, entity, label))
    return _core.Aliases(tuple(made))
