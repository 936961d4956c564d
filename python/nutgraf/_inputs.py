"""Texts in whatever callers hold them: lists, rows, data frames."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple, Protocol, cast

from nutgraf import _core
from nutgraf._arrow_in import ArrowRows, is_arrow, open_stream, pandas_arrow, readable
from nutgraf._extras import sql_name
from nutgraf._published import Published, days_of, days_or_problem, id_of

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
    texts: list[object] | _core.ArrowColumn
    ids: list[str | None] | _core.ArrowColumn | None
    published: list[int | str | None] | None
    n_headlines: list[int] | None = None
    """Bytes of first lines that are known to be headlines; 0: not known."""
    by_metadata: list[bool] | None = None
    """Whether `published` is what a page's markup says."""

    @property
    def n_chars(self) -> int:
        """How long the texts are: characters, or bytes where they are bytes."""
        if isinstance(self.texts, _core.ArrowColumn):
            return self.texts.n_bytes()
        return sum([len(text) for text in self.texts if isinstance(text, (str, bytes))])


class BadRow(NamedTuple):
    """In place of a row that the caller could not read; it becomes a row of errors."""

    code: str
    message: str


class Inputs(NamedTuple):
    """Parallel columns; `texts` may be any iterator."""

    texts: "Iterable[object] | RunSource"
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
    if text is not None and is_arrow(source) and _library(source) != "pandas":
        stream = open_stream(source)
        if any(field[0] is not None for field in stream.fields()):  # rows, and not values
            return _from_stream(stream, text, id, published)
    texts = _arrow_or_iterable(source)
    if text is not None:
        return _from_rows(texts, text, id, published)
    return Inputs(texts, parallel("id", id), *published_column(published))


def _frame_columns(source: Any) -> list[object] | None:
    """The column names of a table or data frame, without importing its library."""
    kind = cast("type[object]", type(source))
    if kind.__name__ == "LazyFrame":
        raise TypeError("texts is a LazyFrame, which holds no rows yet: pass texts.collect()")
    library = _library(source)
    if library == "pyarrow":  # its `columns` are the data
        schema = getattr(source, "schema", None)
        return None if schema is None else list(schema.names)
    if library == "datasets":
        return getattr(source, "column_names", None)
    columns = getattr(source, "columns", None)
    if columns is None or not hasattr(source, "__getitem__"):
        return None
    return list(columns)


def _library(source: object) -> str:
    """Where its class is from: "pandas", "polars", "pyarrow" ..."""
    return type(source).__module__.partition(".")[0].lstrip("_")


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


def _from_stream(stream: object, text: str, id: object, published: object) -> Inputs:
    """Rows of an Arrow stream that is nothing else, and walked once."""
    by_name = isinstance(published, str) and not is_date(published)
    rows = ArrowRows(
        [stream],
        text,
        id if isinstance(id, str) else None,
        cast(str, published) if by_name else None,
    )
    ids = None if isinstance(id, str) else parallel("id", id)
    return Inputs(rows, ids, *((None, None) if by_name else published_column(published)))


def _arrow_or_iterable(source: Any) -> Iterable[object]:
    """A column of strings where it stands; what holds no strings, or no Arrow, as a list."""
    held = pandas_arrow(source) if _library(source) == "pandas" else source
    # Other columns of pandas would be copied to become Arrow, and not all can.
    if is_arrow(held) and not (held is source and _library(source) == "pandas"):
        stream = open_stream(held)
        fields = stream.fields()
        if len(fields) == 1 and fields[0][0] is None and readable(fields[0], "text"):
            return ArrowRows([stream], None, None, None)
        if hasattr(held, "read_next_batch"):
            raise ValueError("text= must name a column of the reader")
    return _as_iterable(source)


def _from_frame(
    source: Any, columns: list[object], text: str | None, id: object, published: object
) -> Inputs:
    names = ", ".join(map(str, columns))
    if text is None:
        raise ValueError(f"text= must name a column; there are {names}")

    wanted: dict[str, Any] = {"text": text}
    if id is not None and not _is_values(id):
        wanted["id"] = id
    if isinstance(published, (str, int)) and published in columns:
        wanted["published"] = published
    elif isinstance(published, str) and published.strip() and not is_date(published):
        raise ValueError(f"published={published!r} is no column and no date; there are {names}")
    for argument, name in wanted.items():
        if name not in columns:
            raise ValueError(f"{argument}={name!r} is no column; there are {names}")
        if columns.count(name) > 1:
            raise ValueError(f"{argument}={name!r} is not one column: there are {names}")

    rows = _arrow_rows(source, wanted)
    if rows is not None:
        ids = None if "id" in wanted else parallel("id", id)
        return Inputs(
            rows, ids, *((None, None) if "published" in wanted else published_column(published))
        )
    ids = _as_iterable(source[id]) if "id" in wanted else parallel("id", id)
    texts = _arrow_or_iterable(source[text])
    if "published" in wanted:
        return Inputs(texts, ids, _as_iterable(source[published]), None)
    return Inputs(texts, ids, *published_column(published))


def _arrow_rows(source: Any, wanted: dict[str, Any]) -> ArrowRows | None:
    """The rows of a frame as Arrow; None if it holds none, or its texts are no strings."""
    library = _library(source)
    names = list(dict.fromkeys(wanted.values()))
    chosen = [wanted.get(argument) for argument in ("text", "id", "published")]
    if library == "pandas":
        return None
    if library == "datasets":
        batches = source.select_columns(names).with_format("arrow").iter(batch_size=CHUNK_ROWS)
        return ArrowRows(batches, *chosen)
    if not is_arrow(source):
        # A pyarrow.dataset.
        batches = source.to_batches(columns=names) if hasattr(source, "to_batches") else None
        return None if batches is None else ArrowRows(batches, *chosen)
    if library == "duckdb":
        source = source.project(", ".join(sql_name(str(name)) for name in names))
    elif library in ("polars", "pyarrow") and hasattr(source, "select"):
        source = source.select(names)
        fields = {field[0]: field for field in open_stream(source).fields()}
        if not readable(fields[wanted["text"]], "text"):
            return None
    return ArrowRows([source], *chosen)


def _from_rows(rows: Iterable[object], text: str, id: object, published: object) -> Inputs:
    """Rows are mappings.  They are walked once, so columns are taken row by row."""
    if id is not None and not isinstance(id, str) and not _is_values(id):
        raise TypeError(f"id= must name a column or be a list, not {type(id).__name__}")
    by_name = isinstance(published, str) and not is_date(published)
    if isinstance(rows, Sequence):
        names = {"text": text, "id": id, "published": published if by_name else None}
        _check_names(rows, names)
    return Inputs(
        _RowTexts(rows, text, id if isinstance(id, str) else None, published if by_name else None),
        None if isinstance(id, str) else parallel("id", id),
        *((None, None) if by_name else published_column(published)),
    )


def _check_names(rows: Sequence[object], names: Mapping[str, object]) -> None:
    """A name that no row has is a mistake in the call; one that some rows lack is their own."""
    mappings = [cast(Mapping[object, object], row) for row in rows if isinstance(row, Mapping)]
    for argument, name in names.items():
        if mappings and isinstance(name, str) and not any(name in row for row in mappings):
            raise ValueError(
                f"{argument}={name!r}: no row has it; the first has "
                + (", ".join(map(str, mappings[0])) or "nothing")
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


def parallel(argument: str, values: object) -> Iterable[object] | None:
    """Values that stand beside the texts, and not in a column of theirs."""
    if values is None:
        return None
    if isinstance(values, str):
        raise ValueError(
            f"{argument}={values!r} names a column, but texts are no rows: pass text= as well, "
            f"or a list as long as the texts"
        )
    return _as_iterable(values)


def published_column(published: object) -> tuple[Iterable[object] | None, int | None]:
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


def text_of(row: object, name: str) -> object:
    """The text of a row, or what is wrong with it: a pair (code, message)."""
    if isinstance(row, BadRow):
        # Names of files and columns may hold what C's strings cannot.
        message = row.message.encode("utf-8", "backslashreplace").decode("utf-8")
        return (row.code, message.replace("\0", "\\0"))
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


def value_of(row: object, name: object) -> object:
    """What the row has in that column; None if it has none, or is no row."""
    return cast(Mapping[object, object], row).get(name) if isinstance(row, Mapping) else None


def length_of(inputs: Inputs) -> int | None:
    """How many texts there are, if that is known."""
    return len(inputs.texts) if isinstance(inputs.texts, list) else None


def long_run(inputs: Inputs, n_threads: int) -> int:
    """How long runs may be for tables that are kept: long, but several for each thread."""
    if n_threads == 1 or not isinstance(inputs.texts, (list, ArrowRows)):
        return LONG_CHUNK_CHARS
    if isinstance(inputs.texts, ArrowRows):
        n_chars = inputs.texts.n_bytes()
    else:
        n_chars = sum([len(text) for text in inputs.texts if isinstance(text, (str, bytes))])
    return min(max(n_chars // (4 * n_threads), CHUNK_CHARS), LONG_CHUNK_CHARS)


class RunSource(Protocol):
    """What cuts itself into runs."""

    def runs(self, n_chars: int, first_doc: int, /) -> Iterator[InputChunk]:
        """The rows from that one on; the runs' own `first_doc` does not count."""
        ...


def chunks(inputs: Inputs, n_chars: int = CHUNK_CHARS, first_doc: int = 0) -> Iterator[InputChunk]:
    """Cut the columns into runs of about `n_chars`; checks that they are equally long.

    Args:
        inputs: The columns.
        n_chars: How long a run is at most, but for the row that makes it so long.
        first_doc: The rows before are passed over.

    Raises:
        ValueError: `id` or `published` is shorter or longer than the texts.
    """
    ids = None if inputs.ids is None else iter(inputs.ids)
    dates = None if inputs.published is None else iter(inputs.published)
    n_docs = first_doc
    for column in (ids, dates):
        if column is not None:
            _pass_over(column, first_doc)
    for run in _runs(inputs.texts, n_chars, first_doc):
        n = len(run.texts)
        if ids is not None:
            run = run._replace(ids=[id_of(v) for v in _exactly(ids, n, "id", n_docs)])
        if dates is not None:
            values = _exactly(dates, n, "published", n_docs)
            run = run._replace(published=[days_or_problem(value) for value in values])
        if inputs.day is not None:
            run = run._replace(published=list(repeat(inputs.day, n)), by_metadata=None)
        yield run._replace(first_doc=n_docs)
        n_docs += n
        if n_docs > _MAX_DOCS:
            raise OverflowError(f"more than {_MAX_DOCS} documents; cut the input into parts")
    for name, column in (("id", ids), ("published", dates)):
        if column is not None and next(column, _END) is not _END:
            raise ValueError(f"{name} is longer than the texts, of which there are {n_docs}")


# The column `doc` has 32 bits.
_MAX_DOCS = 2**32 - 1


def _runs(
    texts: "Iterable[object] | RunSource", n_chars: int, first_doc: int
) -> Iterator[InputChunk]:
    """The texts in runs, and what stands with them in their rows."""
    if isinstance(texts, ArrowRows):
        for made in texts.runs(CHUNK_ROWS, n_chars, first_doc):
            yield InputChunk(0, *made)
    elif isinstance(texts, list):
        start = first_doc
        if start > len(texts):
            raise _too_short(len(texts), first_doc)
        while start < len(texts):
            stop, plain = _core.run_stop(texts, start, CHUNK_ROWS, n_chars)
            run = texts[start:stop]
            yield InputChunk(0, run if plain else [_no_pair(text) for text in run], None, None)
            start = stop
    elif isinstance(texts, Iterable):
        column = texts.text if isinstance(texts, _RowTexts) else None
        walk = iter(texts)
        _pass_over(walk, first_doc)
        while run := _take_run(walk, column, n_chars):
            if isinstance(texts, _RowTexts):
                yield _from_mappings(texts, run)
            else:
                yield InputChunk(0, [_no_pair(text) for text in run], None, None)
    else:
        yield from texts.runs(n_chars, first_doc)


def _pass_over(rows: Iterator[object], n: int) -> None:
    for done in range(n):
        if next(rows, _END) is _END:
            raise _too_short(done, n)


def _too_short(n_rows: int, n_done: int) -> ValueError:
    return ValueError(f"the input has {n_rows} rows, and {n_done} were read of it before")


def _from_mappings(rows: _RowTexts, run: list[object]) -> InputChunk:
    ids: list[str | None] | None = None
    days: list[int | str | None] | None = None
    if rows.id is not None:
        ids = [id_of(value_of(row, rows.id)) for row in run]
    if rows.published is not None:
        days = [days_or_problem(value_of(row, rows.published)) for row in run]
    return InputChunk(0, [text_of(row, rows.text) for row in run], ids, days)


_END = object()


def _take_run(rows: Iterator[object], column: str | None, wanted: int) -> list[object]:
    """The next texts, or the next rows with a text in `column`, as far as one run goes."""
    run: list[object] = []
    n_chars = 0
    for row in islice(rows, CHUNK_ROWS):
        run.append(row)
        text = row if column is None else value_of(row, column)
        n_chars += len(text) if isinstance(text, (str, bytes)) else 0
        if n_chars >= wanted:
            break
    return run


def _exactly(column: Iterator[object], n: int, name: str, first_doc: int) -> list[object]:
    values = list(islice(column, n))
    if len(values) < n:
        raise ValueError(
            f"{name} has {first_doc + len(values)} items; there are more texts than that"
        )
    return values
