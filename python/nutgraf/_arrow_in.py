"""Texts that other libraries hold as Arrow: read where they stand, batch by batch.

Whatever has the PyCapsule interface will do, and none of those libraries is imported:
https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, cast

from nutgraf import _core
from nutgraf._published import days_or_problem, id_of

_TEXTS: Final = frozenset(("u", "U", "vu", "z", "Z", "vz", "n"))
_INTS: Final = frozenset("cCsSiIlL")

# Arrow's short names of types, for messages.
_TYPE_NAMES: Final = {
    "b": "bool", "e": "float16", "f": "float32", "g": "float64",
    "c": "int8", "C": "uint8", "s": "int16", "S": "uint16", "i": "int32", "I": "uint32",
    "l": "int64", "L": "uint64", "tdD": "date32", "tdm": "date64", "n": "null",
    "+s": "struct", "+l": "list", "+L": "large_list", "+vl": "list_view",
}  # fmt: skip

_SECONDS_A_DAY: Final = 86_400
_UNITS_A_SECOND: Final = {"s": 1, "m": 1_000, "u": 1_000_000, "n": 1_000_000_000}


class _Field(NamedTuple):
    name: str | None
    format: str
    dictionary: str | None

    @property
    def values(self) -> str:
        """The format of the values, whether or not they are in a dictionary."""
        return self.format if self.dictionary is None else self.dictionary


class ArrowRun(NamedTuple):
    """Rows of one batch: a column for each of what was asked for."""

    texts: _core.ArrowColumn
    ids: "_core.ArrowColumn | list[str | None] | None"
    published: list[int | str | None] | None


# Ids and dates of types that are not read as Arrow, as Python's objects.
_Objects = dict[str, list[Any]]


class ArrowRows(Iterable[object]):
    """Rows of one or more Arrow streams; walked once.

    Args:
        sources: What has `__arrow_c_stream__` or `__arrow_c_array__`.
        text, id, published: Names of columns; `text` is None where the values are the texts.
    """

    def __init__(
        self, sources: Iterable[object], text: str | None, id: str | None, published: str | None
    ) -> None:
        self._sources: Final = iter(sources)
        self._names: Final = {"text": text, "id": id, "published": published}
        self._first = self._batches()
        self._peeked: _Batch | None = None
        self.n_rows = 0
        """How many rows were walked."""

    def __iter__(self) -> Iterator[object]:
        """The texts as Python objects; the fast way is `runs()`."""
        for batch in self._all():
            yield from batch.texts.to_list()

    def n_bytes(self) -> int:
        """How much text the first batch has: what is known without reading on."""
        self._peeked = next(self._first, None) if self._peeked is None else self._peeked
        return 0 if self._peeked is None else self._peeked.n_bytes()

    def runs(self, n_rows: int, n_bytes: int, skip: int = 0) -> Iterator[ArrowRun]:
        """The rows in runs of that length at most, none across the end of a batch; without
        the first `skip`."""
        for batch in self._all():
            start = min(max(0, skip - self.n_rows), len(batch.texts))
            self.n_rows += len(batch.texts)
            while start < len(batch.texts):
                stop = batch.texts.run_stop(start, n_rows, n_bytes)
                yield batch.run(start, stop)
                start = stop

    def _all(self) -> "Iterator[_Batch]":
        if self._peeked is not None:
            yield self._peeked
            self._peeked = None
        yield from self._first

    def _batches(self) -> "Iterator[_Batch]":
        for source in self._sources:
            stream = open_stream(source)
            columns, objects = _choose(stream, self._names, source)
            start = 0
            while (batch := stream.next()) is not None:
                if len(batch) > 0:
                    stop = start + len(batch)
                    rest = {name: values[start:stop] for name, values in objects.items()}
                    yield _Batch(batch, columns, rest)
                    start = stop


class _Batch:
    """A batch and its columns that are read."""

    def __init__(
        self,
        batch: _core.ArrowBatch,
        columns: dict[str, tuple[int, _Field] | None],
        objects: _Objects,
    ) -> None:
        def column(argument: str) -> "tuple[_core.ArrowColumn, _Field] | None":
            chosen = columns[argument]
            return None if chosen is None else (batch.column(chosen[0]), chosen[1])

        self.texts: Final = batch.column(cast("tuple[int, _Field]", columns["text"])[0])
        self._ids: Final = column("id")
        self._published: Final = column("published")
        self._objects: Final = objects

    def n_bytes(self) -> int:
        return self.texts.n_bytes()

    def run(self, start: int, stop: int) -> ArrowRun:
        ids: _core.ArrowColumn | list[str | None] | None = None
        days: list[int | str | None] | None = None
        if self._ids is not None:
            column, field = self._ids
            ids = column.slice(start, stop)
            if field.values in _INTS:
                ids = [None if value is None else str(value) for value in ids.to_list()]
        if self._published is not None:
            column, field = self._published
            days = _days(column.slice(start, stop).to_list(), field.values)
        if "id" in self._objects:
            ids = [id_of(value) for value in self._objects["id"][start:stop]]
        if "published" in self._objects:
            days = [days_or_problem(value) for value in self._objects["published"][start:stop]]
        return ArrowRun(self.texts.slice(start, stop), ids, days)


def is_arrow(source: object) -> bool:
    """Whether it hands out Arrow."""
    return hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__")


def open_stream(source: Any) -> _core.ArrowStream:
    """Its Arrow stream, from the start; of what can be walked once only, the one."""
    if isinstance(source, _core.ArrowStream):
        return source
    if hasattr(source, "__arrow_c_stream__"):
        return _core.ArrowStream(source.__arrow_c_stream__())
    return _core.ArrowStream(*source.__arrow_c_array__())


def pandas_arrow(series: Any) -> Any:
    """What a pandas Series holds as Arrow, if it does; the Series itself otherwise."""
    # The protocol of pyarrow, by which an array gives what it has; other arrays make it.
    array = getattr(series, "array", None)
    if type(array).__name__ in ("ArrowStringArray", "ArrowExtensionArray"):
        return cast(Any, array).__arrow_array__()
    return series


def readable(row: tuple[str | None, str, str | None], argument: str) -> bool:
    """Whether the column, a row of `fields()`, can be taken as text, id or date."""
    field = _Field(*row)
    if field.dictionary is not None and field.values not in _TEXTS:
        return False
    if field.values in _TEXTS:
        return True
    if argument == "id":
        return field.values in _INTS
    return argument == "published" and (
        field.values in ("tdD", "tdm") or field.values.startswith("ts")
    )


def _choose(
    stream: _core.ArrowStream, names: dict[str, str | None], source: Any
) -> tuple[dict[str, tuple[int, _Field] | None], _Objects]:
    """Which columns are meant; ids and dates that cannot be read as Arrow come as objects, if
    the source has them."""
    fields = [_Field(*field) for field in stream.fields()]
    there = [field.name for field in fields]
    chosen: dict[str, tuple[int, _Field] | None] = {}
    objects: _Objects = {}
    for argument, name in names.items():
        if name is None and argument != "text":
            chosen[argument] = None
            continue
        if name is None and there != [None]:
            raise ValueError(f"text= must name a column; there are {', '.join(map(str, there))}")
        if name not in there:
            raise ValueError(
                f"{argument}={name!r} is no column; there are {', '.join(map(str, there))}"
            )
        if there.count(name) > 1:
            raise ValueError(f"{argument}={name!r} is not one column: {there.count(name)} have it")
        i = there.index(name)
        chosen[argument] = (i, fields[i])
        if not readable(fields[i], argument):
            values = None if argument == "text" else _as_objects(source, name)
            if values is None:
                raise TypeError(_refusal(argument, name, fields[i]))
            chosen[argument] = None
            objects[argument] = values
    return chosen, objects


def _as_objects(source: Any, name: str | None) -> list[Any] | None:
    """A column of a table or batch of pyarrow or polars as a list; None of what has none."""
    if hasattr(source, "num_columns"):
        return cast("list[Any]", source.column(name).to_pylist())
    if hasattr(source, "get_column"):
        return cast("list[Any]", source.get_column(name).to_list())
    return None


def _refusal(argument: str, name: str | None, field: _Field) -> str:
    wanted = {"text": "strings", "id": "strings or whole numbers", "published": "dates"}[argument]
    what = f"{argument}={name!r} is a column" if name is not None else "texts is an Arrow array"
    kind = _TYPE_NAMES.get(field.values, field.values)
    if field.dictionary is not None:
        kind = f"dictionary<{kind}>"
    return f"{what} of {kind}, not of {wanted}"


def _days(values: list[Any], format: str) -> list[int | str | None]:
    """Days since 1970-01-01 of a column's values, as they stand in Arrow."""
    if format == "tdD":
        return [_day(value) for value in values]
    if format == "tdm":
        return [_day(None if v is None else v // (1_000 * _SECONDS_A_DAY)) for v in values]
    if not format.startswith("ts"):
        return [days_or_problem(value) for value in values]
    # "tsu:Europe/Paris": the day is that of the place.
    seconds = [None if v is None else v // _UNITS_A_SECOND[format[2]] for v in values]
    zone = format[4:]
    if zone in ("", "UTC", "Z"):
        return [_day(None if s is None else s // _SECONDS_A_DAY) for s in seconds]
    place = _zone(zone)
    return [None if s is None else _local_day(s, place) for s in seconds]


# Python's dates go no further.
_FIRST_DAY: Final = datetime.date.min.toordinal() - datetime.date(1970, 1, 1).toordinal()
_LAST_DAY: Final = datetime.date.max.toordinal() - datetime.date(1970, 1, 1).toordinal()
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def _day(day: int | None) -> int | str | None:
    if day is None or _FIRST_DAY <= day <= _LAST_DAY:
        return day
    return f"published is out of range: {day} days from 1970-01-01"


def _local_day(seconds: int, place: datetime.tzinfo) -> int | str | None:
    try:
        return days_or_problem((_EPOCH + datetime.timedelta(seconds=seconds)).astimezone(place))
    except OverflowError:
        return _day(seconds // _SECONDS_A_DAY)


def _zone(name: str) -> datetime.tzinfo:
    """A place as Arrow names it: "Europe/Paris", or a distance such as "+02:00"."""
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        offset = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
        return datetime.timezone(-offset if name[0] == "-" else offset)
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, KeyError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ValueError(f"published: time zone {name!r} is not known here") from error
