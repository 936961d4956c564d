"""Texts in whatever callers hold them: lists, rows, data frames."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, repeat
from typing import Any, NamedTuple, cast

from nutgraf import _core
from nutgraf._published import Published, days_of, days_or_problem, is_missing

# A run of rows for one call into C: enough text to make the call cheap, little
# enough that memory stays flat and threads share the work.
CHUNK_CHARS = 1 << 20
CHUNK_ROWS = 8192

# Where all tables are kept anyway, longer runs are a quarter faster: the columns of
# one are then large enough for the kernel's large pages.
LONG_CHUNK_CHARS = 8 << 20


class InputChunk(NamedTuple):
    """Rows for `_core.run()`."""

    first_doc: int
    texts: list[object]
    ids: list[str | None] | None
    published: list[int | str | None] | None


class BadRow(NamedTuple):
    """In place of a row that the caller could not read; it becomes a row of errors."""

    code: str
    message: str


class Inputs(NamedTuple):
    """Parallel columns; `texts` may be any iterator."""

    texts: Iterable[object]
    ids: Iterable[object] | None
    published: Iterable[object] | None
    day: int | None
    """One date for all rows, where `published` is None."""


def resolve(
    source: object, text: str | None, id: object | None, published: object | None
) -> Inputs:
    """Say which columns are meant; the rules are those of `extract()`."""
    if isinstance(source, (str, bytes)):
        raise TypeError(
            f"texts must be a list, column or iterator of texts, not one {type(source).__name__}; "
            "for one article use read()"
        )
    if isinstance(source, Mapping):
        raise TypeError(
            f"texts must be a list, column or iterator of texts or rows, not one "
            f"{type(cast(object, source)).__name__}; put a single row into a list"
        )
    frame = _frame_columns(source)
    if frame is not None:
        return _from_frame(source, frame, text, id, published)
    texts = _as_iterable(source)
    if text is not None:
        return _from_rows(texts, text, id, published)
    return Inputs(texts, _parallel("id", id), *_published_column(published))


def _frame_columns(source: Any) -> list[object] | None:
    """The column names of a pandas, polars or pyarrow table, without importing any."""
    kind = cast("type[object]", type(source))
    if kind.__name__ == "LazyFrame":
        raise TypeError("texts is a LazyFrame, which holds no rows yet: pass texts.collect()")
    if kind.__module__.partition(".")[0] == "pyarrow":  # its `columns` are the data
        schema = getattr(source, "schema", None)
        return None if schema is None else list(schema.names)
    columns = getattr(source, "columns", None)
    if columns is None or not hasattr(source, "__getitem__"):
        return None
    return list(columns)


def _as_iterable(source: object) -> Iterable[object]:
    """Series and arrays as lists, which are faster to walk; anything else as it is."""
    for method in ("to_pylist", "to_list", "tolist"):
        convert = getattr(source, method, None)
        if convert is not None:
            source = convert()  # of an array without dimensions it is no list
            break
    if not isinstance(source, Iterable) or isinstance(source, (str, bytes)):
        raise TypeError(
            "texts must be a list, a column, a data frame or an iterator, "
            f"not {type(source).__name__}"
        )
    return cast(Iterable[object], source)


def _from_frame(
    source: Any, columns: list[object], text: str | None, id: object, published: object
) -> Inputs:
    names = ", ".join(map(str, columns))
    if text is None:
        raise ValueError(f"text= must name a column; there are {names}")

    def column(argument: str, name: object) -> Iterable[object]:
        if name not in columns:
            raise ValueError(f"{argument}={name!r} is no column; there are {names}")
        return _as_iterable(source[name])

    texts = column("text", text)
    ids = _parallel("id", id) if id is None or _is_values(id) else column("id", id)
    if isinstance(published, (str, int)) and published in columns:
        return Inputs(texts, ids, column("published", published), None)
    if isinstance(published, str) and published.strip() and not is_date(published):
        raise ValueError(f"published={published!r} is no column and no date; there are {names}")
    return Inputs(texts, ids, *_published_column(published))


def _from_rows(rows: Iterable[object], text: str, id: object, published: object) -> Inputs:
    """Rows are mappings.  They are walked once, so columns are taken row by row."""
    if id is not None and not isinstance(id, str) and not _is_values(id):
        raise TypeError(f"id= must name a column or be a list, not {type(id).__name__}")
    by_name = isinstance(published, str) and not is_date(published)
    return Inputs(
        _RowTexts(rows, text, id if isinstance(id, str) else None, published if by_name else None),
        None if isinstance(id, str) else _parallel("id", id),
        *((None, None) if by_name else _published_column(published)),
    )


class _RowTexts(Iterable[object]):
    """Rows that still hold their id and date; `chunks()` takes them apart."""

    def __init__(
        self, rows: Iterable[object], text: str, id: str | None, published: object
    ) -> None:
        self.rows = rows
        self.text, self.id, self.published = text, id, published

    def __iter__(self) -> Iterator[object]:
        return iter(self.rows)


def is_date(value: str) -> bool:
    """Whether a str given as `published` is a date itself, and not a column's name."""
    try:
        return days_of(value) is not None
    except ValueError:
        return False


def _parallel(argument: str, values: object) -> Iterable[object] | None:
    if values is None:
        return None
    if isinstance(values, str):
        raise ValueError(
            f"{argument}={values!r} names a column, but texts are no rows: pass text= as well, "
            f"or a list as long as the texts"
        )
    return _as_iterable(values)


def _published_column(published: object) -> tuple[Iterable[object] | None, int | None]:
    """A list of dates, or one date for all."""
    if published is None or isinstance(published, str) or not _is_listlike(published):
        return None, days_of(cast(Published, published))
    return _as_iterable(published), None


def _is_values(value: object) -> bool:
    """A column of its own, and not the name of one."""
    return _is_listlike(value) and not isinstance(value, (str, bytes))


def _is_listlike(value: object) -> bool:
    if getattr(value, "shape", None) == ():  # a NumPy scalar has tolist() too
        return False
    return isinstance(value, Iterable) or hasattr(value, "tolist") or hasattr(value, "to_list")


def _text_of(row: object, name: str) -> object:
    if isinstance(row, BadRow):
        return tuple(row)
    if not isinstance(row, Mapping):
        return ("type", f"a row must be a mapping, not {type(row).__name__}")
    if name not in row:
        return ("missing", f"the row has no {name!r}")
    return _no_pair(cast(Mapping[str, object], row)[name])


def _no_pair(text: object) -> object:
    """A caller's tuple is no text, and no pair (code, message) for `_core.run()` either."""
    if isinstance(text, tuple):
        return ("type", f"text must be str or bytes, not {type(cast(object, text))!r}")
    return text


def _value_of(row: object, name: object) -> object:
    return cast(Mapping[object, object], row).get(name) if isinstance(row, Mapping) else None


def _id_of(value: object) -> str | None:
    if is_missing(value):
        return None
    return value if isinstance(value, str) else str(value)


def long_run(inputs: Inputs, n_threads: int) -> int:
    """How long runs may be for tables that are kept: long, but several for each thread."""
    if n_threads == 1 or not isinstance(inputs.texts, list):
        return LONG_CHUNK_CHARS
    n_chars = sum([len(text) for text in inputs.texts if isinstance(text, (str, bytes))])
    return min(max(n_chars // (4 * n_threads), CHUNK_CHARS), LONG_CHUNK_CHARS)


def chunks(inputs: Inputs, n_chars: int = CHUNK_CHARS) -> Iterator[InputChunk]:
    """Cut the columns into runs of about `n_chars`; checks that they are equally long.

    Raises:
        ValueError: `id` or `published` is shorter or longer than the texts.
    """
    texts = inputs.texts if isinstance(inputs.texts, list) else iter(inputs.texts)
    ids = None if inputs.ids is None else iter(inputs.ids)
    dates = None if inputs.published is None else iter(inputs.published)
    rows = inputs.texts if isinstance(inputs.texts, _RowTexts) else None
    first_doc = 0
    while True:
        plain = False
        if isinstance(texts, list):
            stop, plain = _core.run_stop(texts, first_doc, CHUNK_ROWS, n_chars)
            run = texts[first_doc:stop]
        else:
            run = _take_run(texts, None if rows is None else rows.text, n_chars)
        if not run:
            break
        yield _chunk(inputs, rows, first_doc, run, ids, dates, plain)
        first_doc += len(run)
    for name, column in (("id", ids), ("published", dates)):
        if column is not None and next(column, _END) is not _END:
            raise ValueError(f"{name} is longer than the texts, of which there are {first_doc}")


_END = object()


def _take_run(rows: Iterator[object], column: str | None, wanted: int) -> list[object]:
    """The next texts, or the next rows with a text in `column`, as far as one run goes."""
    run: list[object] = []
    n_chars = 0
    for row in islice(rows, CHUNK_ROWS):
        run.append(row)
        text = row if column is None else _value_of(row, column)
        n_chars += len(text) if isinstance(text, (str, bytes)) else 0
        if n_chars >= wanted:
            break
    return run


def _chunk(
    inputs: Inputs,
    rows: _RowTexts | None,
    first_doc: int,
    run: list[object],
    ids: Iterator[object] | None,
    dates: Iterator[object] | None,
    plain: bool,
) -> InputChunk:
    texts = run if rows is not None or plain else [_no_pair(text) for text in run]
    id_run: list[str | None] | None = None
    date_run: list[int | str | None] | None = None
    if rows is not None:
        texts = [_text_of(row, rows.text) for row in run]
        if rows.id is not None:
            id_run = [_id_of(_value_of(row, rows.id)) for row in run]
        if rows.published is not None:
            date_run = [days_or_problem(_value_of(row, rows.published)) for row in run]
    if ids is not None:
        id_run = [_id_of(value) for value in _exactly(ids, len(run), "id", first_doc)]
    if dates is not None:
        values = _exactly(dates, len(run), "published", first_doc)
        date_run = [days_or_problem(value) for value in values]
    if inputs.day is not None:
        date_run = list(repeat(inputs.day, len(run)))
    return InputChunk(first_doc, texts, id_run, date_run)


def _exactly(column: Iterator[object], n: int, name: str, first_doc: int) -> list[object]:
    values = list(islice(column, n))
    if len(values) < n:
        raise ValueError(
            f"{name} has {first_doc + len(values)} items; there are more texts than that"
        )
    return values
