"""Tables: columns made by C, rows and exports made when asked for."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar, cast, final, overload

from nutgraf import _core
from nutgraf._extras import required
from nutgraf._frozen import Frozen
from nutgraf._graph import SpeakerGraph, speaker_graph
from nutgraf._names import TableName
from nutgraf._rows import (
    ROW_TYPES,
    ArticleRow,
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

if TYPE_CHECKING:
    import io

    import pandas
    import polars
    import pyarrow

R = TypeVar("R", bound=tuple[Any, ...])

# How many rows are turned into objects at a time while iterating: enough to
# spread the cost of a call, few enough that a loop that stops early wastes little.
_ROWS_AT_A_TIME = 1024

# What a preview shows.
_PREVIEW_ROWS = 10
_PREVIEW_CELL = 32
_PREVIEW_WIDTH = 120


class Field(NamedTuple):
    """A column: its name, Arrow type, and the words of its closed list if it has one."""

    name: str
    type: str
    nullable: bool
    values: tuple[str, ...] | None


TABLE_IDS: Final[dict[TableName, int]] = {
    name: i for i, name in enumerate(cast("tuple[TableName, ...]", _core.TABLES))
}
_NAMES: Final = tuple(TABLE_IDS)


@cache
def _schema(table: int) -> tuple[Field, ...]:
    return tuple(Field(*field) for field in _core.schema(table))


@cache
def _indexes(table: int) -> dict[str, int]:
    return {field.name: i for i, field in enumerate(_schema(table))}


class _Piece(NamedTuple):
    chunk: _core.Chunk
    start: int
    n_rows: int


# tuple.__new__(row_type, values) is what row_type._make(values) does, without a frame of
# Python for each row.
_make_tuple: Final = cast("Callable[..., Any]", tuple.__new__)  # pyright: ignore[reportUnknownMemberType]
_new_piece: Final = cast(
    "Callable[[tuple[_core.Chunk, int, int]], _Piece]", partial(_make_tuple, _Piece)
)


@final
class Table(Frozen, Generic[R]):
    """An immutable table; the columns stay in C until they are asked for.

    `table[5]` is a row (a named tuple), `table[2:9]` a table, `table["kind"]` the
    list of a column.  Any Arrow consumer takes the table as it is, without a copy
    and without pyarrow here: `polars.DataFrame(t)`, `pyarrow.table(t)`, `duckdb`.

    >>> import nutgraf as ng
    >>> t = ng.tokens("Jane Roe left.")
    >>> t[0].text, t["kind"], len(t[1:]), len(t.filter(kind="word")), len(t.head(2))
    ('Jane', ['word', 'word', 'word', 'punct'], 3, 3, 2)
    >>> t.to_pylist()[0]["stop"], t.to_dict()["start"], t.to_csv().splitlines()[1]
    (4, [0, 5, 9, 13], '0,0,0,0,4,Jane,word,True')
    >>> t.to_jsonl().count("\\n"), t.to_html().startswith("<div")
    (4, True)
    """

    # No collections.abc.Sequence, on purpose: polars would take the rows one by
    # one and guess the types, instead of the Arrow stream.

    __slots__ = ("_id", "_length", "_metadata", "_pieces", "_source")

    _id: int
    _length: int
    _metadata: dict[str, str]
    _pieces: tuple[_Piece, ...]
    _source: Source | None

    def __init__(
        self,
        name: TableName,
        pieces: Sequence[tuple[_core.Chunk, int, int]],
        metadata: dict[str, str],
        source: Source | None = None,
    ) -> None:
        """Tables are made by nutgraf; there is no need to call this."""
        # Made for every call on one text, so each microsecond counts; Frozen looks
        # at every name.
        put = object.__setattr__
        put(self, "_id", TABLE_IDS[name])
        put(self, "_pieces", tuple(map(_new_piece, pieces)))
        put(self, "_length", sum([piece[2] for piece in pieces]))
        put(self, "_metadata", metadata)
        put(self, "_source", source)

    @property
    def name(self) -> TableName:
        """The name of the table: "tokens", "mentions" ..."""
        return _NAMES[self._id]

    @property
    def schema(self) -> tuple[Field, ...]:
        """The columns in order."""
        fields = _schema(self._id)
        if self.name not in ("mentions", "entities") or not self._pieces:
            return fields
        # A model may bring labels of its own.
        words = self._pieces[0].chunk.words(self._column_index("label"))
        return tuple(f._replace(values=words) if f.name == "label" else f for f in fields)

    # ------------------------------------------------------------- sequence

    def __len__(self) -> int:
        return self._length

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in self.schema)

    @property
    def metadata(self) -> dict[str, str]:
        """The schema's metadata: versions, unit of offsets, a hash of the options."""
        return dict(self._metadata)

    @overload
    def __getitem__(self, key: int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> "Table[R]": ...
    @overload
    def __getitem__(self, key: str) -> list[Any]: ...
    def __getitem__(self, key: int | slice | str) -> "R | Table[R] | list[Any]":
        if isinstance(key, str):
            return self._column(self._column_index(key))
        if isinstance(key, slice):
            return self._slice(key)
        if not hasattr(key, "__index__"):
            raise TypeError(
                "a table is indexed by the number of a row, a slice or the name of a column, "
                f"not {type(key).__name__}"
            )
        index = key.__index__()
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(f"table {self.name!r} has {self._length} rows; there is no row {key}")
        return next(self._slice(slice(index, index + 1))._rows())

    def __iter__(self) -> Iterator[R]:
        return self._rows()

    def _column_index(self, name: str) -> int:
        index = _indexes(self._id).get(name)
        if index is None:
            raise KeyError(
                f"table {self.name!r} has no column {name!r}; it has {', '.join(self.columns)}"
            )
        return index

    def _column(self, index: int) -> list[Any]:
        if len(self._pieces) == 1:
            chunk, start, n_rows = self._pieces[0]
            return chunk.to_list(index, start, start + n_rows)
        out: list[Any] = []
        for piece in self._pieces:
            out += piece.chunk.to_list(index, piece.start, piece.start + piece.n_rows)
        return out

    def _slice(self, key: slice) -> "Table[R]":
        start, stop, step = key.indices(self._length)
        if step != 1:
            return self._take(list(range(start, stop, step)))
        pieces: list[tuple[_core.Chunk, int, int]] = []
        at = 0
        for piece in self._pieces:
            low, high = max(start - at, 0), min(stop - at, piece.n_rows)
            if low < high:
                pieces.append((piece.chunk, piece.start + low, high - low))
            at += piece.n_rows
        return Table(self.name, pieces, self._metadata, self._source)

    def _take(self, rows: list[int]) -> "Table[R]":
        """The rows named, in that order; runs from one chunk become one piece."""
        pieces: list[tuple[_core.Chunk, int, int]] = []
        run: list[int] = []
        run_piece: _Piece | None = None

        def flush() -> None:
            if run_piece is not None and run:
                pieces.append((run_piece.chunk.take(run), 0, len(run)))

        bounds: list[tuple[int, int, _Piece]] = []
        at = 0
        for piece in self._pieces:
            bounds.append((at, at + piece.n_rows, piece))
            at += piece.n_rows
        k = 0
        for row in rows:
            while not bounds[k][0] <= row < bounds[k][1]:
                k = (k + 1) % len(bounds)
            low, _, piece = bounds[k]
            if piece is not run_piece:
                flush()
                run, run_piece = [], piece
            run.append(row - low + piece.start)
        flush()
        return Table(self.name, pieces, self._metadata, self._source)

    def _rows(self) -> Iterator[R]:
        row_type = ROW_TYPES[self.name]
        make = partial(_make_tuple, row_type)
        columns = range(len(self.schema))
        # Sentences and blocks have a text that is no column; see nutgraf._rows.
        has_text = len(row_type._fields) > len(self.schema)
        for piece, low, high in self._runs():
            lists = [piece.chunk.to_list(i, low, high) for i in columns]
            if has_text:
                lists.append(self._texts(lists, high - low))
            yield from cast("Iterator[R]", map(make, zip(*lists, strict=True)))

    def _runs(self) -> Iterator[tuple[_Piece, int, int]]:
        """The pieces in runs of rows that are turned into objects together."""
        for piece in self._pieces:
            stop = piece.start + piece.n_rows
            for low in range(piece.start, stop, _ROWS_AT_A_TIME):
                yield piece, low, min(low + _ROWS_AT_A_TIME, stop)

    def _runs_of_lists(self, names: Sequence[str]) -> Iterator[list[list[Any]]]:
        """The lists of those columns, for run after run of rows."""
        indexes = [self._column_index(name) for name in names]
        for piece, low, high in self._runs():
            yield [piece.chunk.to_list(i, low, high) for i in indexes]

    def _texts(self, lists: list[list[Any]], n: int) -> list[str] | list[None]:
        if self._source is None:
            return [None] * n
        text = self._source.text
        starts, stops = (lists[self._column_index(name)] for name in ("start", "stop"))
        return [text(start, stop) for start, stop in zip(starts, stops, strict=True)]

    # ------------------------------------------------------------ selection

    def head(self, n: int = 5) -> "Table[R]":
        """The first `n` rows."""
        return self[:n]

    def filter(self, **equal: object) -> "Table[R]":
        """The rows in which each column named has the value given, or one of several.

        Several values are a list, a set, a column or anything else to walk over.

        Raises:
            KeyError: There is no such column.
            ValueError: The column has a closed list of words, and a str is none of them.

        >>> import nutgraf as ng
        >>> t = ng.tokens("No, no.")
        >>> [token.text for token in t.filter(kind="punct")]
        [',', '.']
        >>> len(t.filter(kind=["word", "punct"], text="no"))
        1
        """
        keep = range(self._length)
        rows = list(keep)
        lists = [field.name for field in self.schema if field.type.startswith("list")]
        for name, wanted in equal.items():
            values = self._column(self._column_index(name))
            if isinstance(wanted, Iterable) and not isinstance(wanted, (str, bytes)):
                # Lists, as in `bylines`, have no hash.
                several = list(cast("Iterable[object]", wanted))
                self._check_words(name, several)
                choice = several if name in lists else frozenset(several)
                rows = [row for row in rows if values[row] in choice]
            else:
                self._check_words(name, [wanted])
                rows = [row for row in rows if values[row] == wanted]
        return self if len(rows) == self._length else self._take(rows)

    def _check_words(self, name: str, wanted: list[object]) -> None:
        """A misspelt word of a closed list would select nothing, silently."""
        words = self.schema[self._column_index(name)].values
        for word in wanted if words is not None else ():
            if isinstance(word, str) and word not in cast("tuple[str, ...]", words):
                raise ValueError(
                    f"{name}={word!r} selects nothing: the words of column {name!r} are "
                    f"{', '.join(cast('tuple[str, ...]', words))}"
                )

    # -------------------------------------------------------------- exports

    def __arrow_c_schema__(self) -> object:
        """The Arrow type of the table, as a PyCapsule."""
        return _core.export_schema(self._id, self._metadata)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as an Arrow stream, as a PyCapsule, without a copy.

        Of tokens, the columns `doc`, `tok`, `sent`, `text` and `space_after` are made
        now, if they were not before.
        """
        slices = [(piece.chunk, piece.start, piece.n_rows) for piece in self._pieces]
        return _core.export_stream(self._id, slices, self._metadata)

    def to_dict(self) -> dict[str, list[Any]]:
        """A dict with the list of each column."""
        return {field.name: self._column(i) for i, field in enumerate(self.schema)}

    def to_pylist(self) -> list[dict[str, Any]]:
        """A list with a dict for each row."""
        names = self.columns
        columns = self.to_dict().values()
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    def to_arrow(self) -> "pyarrow.Table":  # pyright: ignore[reportUnknownParameterType, reportUnknownMemberType]
        """A pyarrow.Table that shares the memory; needs nutgraf[pyarrow].

        >>> import nutgraf as ng
        >>> ng.tokens("Jane Roe left.").to_arrow().num_rows
        4
        """
        return required("pyarrow", "to_arrow()", "pyarrow").table(self)

    def to_polars(self) -> "polars.DataFrame":
        """A polars.DataFrame; needs nutgraf[polars].

        >>> import nutgraf as ng
        >>> ng.tokens("Jane Roe left.").to_polars()["text"].to_list()
        ['Jane', 'Roe', 'left', '.']
        """
        return cast("polars.DataFrame", required("polars", "to_polars()", "polars").DataFrame(self))

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas.DataFrame; needs nutgraf[pandas], and no pyarrow.

        Numbers become NumPy columns (nullable ones pandas' Int64), closed lists
        Categorical, dates datetime64, and strings objects.

        >>> import nutgraf as ng
        >>> ng.tokens("Jane Roe left.").to_pandas().text.tolist()
        ['Jane', 'Roe', 'left', '.']
        """
        pd, np = (required(name, "to_pandas()", "pandas") for name in ("pandas", "numpy"))
        columns = {
            field.name: self._pandas_column(i, field, pd, np) for i, field in enumerate(self.schema)
        }
        return cast("pandas.DataFrame", pd.DataFrame(columns))

    def _pandas_column(self, index: int, field: Field, pandas: Any, numpy: Any) -> object:
        if field.type == "date32":
            dates = pandas.to_datetime(pandas.Series(self._column(index), dtype="object"))
            return dates.astype("datetime64[s]")
        if field.type == "utf8" or field.type.startswith("list"):
            return pandas.Series(self._column(index), dtype="object")
        if field.type == "bool":
            return numpy.array(self._column(index), dtype=bool)
        if any(piece.chunk.null_count(index) for piece in self._pieces):
            values = self._column(index)
            if field.type == "enum":
                return pandas.Categorical(values, categories=field.values)
            return pandas.array(values, dtype="Float64" if field.type == "float64" else "Int64")
        parts = [
            # A closed list has int8, or int16 if it is long.
            numpy.frombuffer(values, dtype=memoryview(values).format)[
                piece.start : piece.start + piece.n_rows
            ]
            for piece in self._pieces
            for values in (piece.chunk.values(index),)
        ]
        empty = numpy.empty(0, dtype=_NUMPY_TYPES[field.type])
        values = numpy.concatenate(parts) if parts else empty
        if field.type == "enum":
            return pandas.Categorical.from_codes(values, categories=field.values)
        return values

    @overload
    def to_csv(self, target: None = None, *, spreadsheet: bool = False) -> str: ...
    @overload
    def to_csv(
        self, target: "str | os.PathLike[str] | io.TextIOBase", *, spreadsheet: bool = False
    ) -> None: ...
    def to_csv(
        self,
        target: "str | os.PathLike[str] | io.TextIOBase | None" = None,
        *,
        spreadsheet: bool = False,
    ) -> str | None:
        """Comma-separated values with a header, to a path, an open file, or a str.

        A null is an empty field, a date ISO 8601, a list JSON.  A file at the path is replaced
        when all is written, and stays as it is if that fails.

        Args:
            target: A path, an open file, or None for a str.
            spreadsheet: For a program such as Excel: the first character is a byte order mark,
                so that curly quotes and accents are right, and a text that it would take for a
                formula (it begins with =, +, -, @, a tab or a carriage return) has an apostrophe
                before it. Articles are other people's words, and a formula can send what stands
                beside it to a server.

        Raises:
            OSError: The file cannot be written.
        """
        return _write(target, partial(self._write_csv, spreadsheet=spreadsheet))

    def _write_csv(
        self,
        out: Any,
        names: Sequence[str] | None = None,
        *,
        header: bool = True,
        spreadsheet: bool = False,
    ) -> None:
        import csv

        chosen = self.columns if names is None else names
        writer = csv.writer(CsvLines(out), lineterminator="\r\n")
        if spreadsheet:
            out.write("\ufeff")
        if header:
            writer.writerow(chosen)
        lists = {field.name for field in self.schema if field.type.startswith("list")}
        cell = spreadsheet_cell if spreadsheet else csv_cell
        for columns in self._runs_of_lists(chosen):
            cells = [
                list(map(cell, values)) if spreadsheet or name in lists else values
                for name, values in zip(chosen, columns, strict=True)
            ]
            writer.writerows(zip(*cells, strict=True))

    @overload
    def to_jsonl(self, target: None = None) -> str: ...
    @overload
    def to_jsonl(self, target: "str | os.PathLike[str] | io.TextIOBase") -> None: ...
    def to_jsonl(
        self, target: "str | os.PathLike[str] | io.TextIOBase | None" = None
    ) -> str | None:
        """One JSON object a row and line, to a path, an open file, or a str; as `to_csv()`."""

        return _write(target, self._write_jsonl)

    def _write_jsonl(self, out: Any, names: Sequence[str] | None = None) -> None:
        # Column by column: an encoder's call for each row takes five times as long.
        chosen = self.columns if names is None else names
        fields = [self.schema[self._column_index(name)] for name in chosen]
        template = "{" + ", ".join(f'"{field.name}": %s' for field in fields) + "}\n"
        for columns in self._runs_of_lists(chosen):
            cells = [_json_cells(f, values) for f, values in zip(fields, columns, strict=True)]
            out.write("".join(map(template.__mod__, zip(*cells, strict=True))))

    # ---------------------------------------------------------------- looks

    def to_html(self) -> str:
        """The first and last rows as an HTML table, as a notebook shows them; escaped."""
        from nutgraf._view import table_html

        return table_html(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.to_html()}

    def __repr__(self) -> str:
        shown = self[:_PREVIEW_ROWS]
        cells = [list(self.columns)]
        cells += [[_preview(value) for value in row[: len(self.schema)]] for row in shown._rows()]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.schema))]
        n_shown = len(widths)
        while sum(widths[:n_shown]) + 2 * n_shown > _PREVIEW_WIDTH and n_shown > 1:
            n_shown -= 1
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths[:n_shown], strict=False))
            for row in cells
        ]
        title = f"<Table {self.name}: {self._length} rows, {len(self.schema)} columns>"
        if n_shown < len(widths):
            title = f"{title[:-1]}; not shown: {', '.join(self.columns[n_shown:])}>"
        if self._length > len(shown):
            lines.append(f"... {self._length - len(shown)} more rows")
        return "\n".join([title, *(line.rstrip() for line in lines)])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        theirs = cast(Any, other)
        return bool(self.name == theirs.name and self.to_dict() == theirs.to_dict())

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        raise TypeError(
            "a Table cannot be pickled; send to_arrow(), to_polars() or to_pylist() instead"
        )


_NUMPY_TYPES: Final = {
    "uint32": "uint32",
    "uint64": "uint64",
    "float32": "float32",
    "float64": "float64",
    "enum": "int8",
}


def _write(target: Any, write: Any) -> str | None:
    if target is None:
        import io

        out = io.StringIO()
        write(out)
        return out.getvalue()
    if isinstance(target, (str, os.PathLike)):
        path = cast("str | os.PathLike[str]", target)
        from nutgraf._replace import replacing

        with replacing(path) as file:
            write(file)
        return None
    write(target)
    return None


class CsvLines:
    """Ends lines in "\\n" for a csv.writer that is told "\\r\\n".

    A writer puts quotes round the characters of its line end only, and a carriage
    return in a field needs them, or readers take it for the end of the row.
    """

    def __init__(self, out: Any) -> None:
        self._out = out

    def write(self, line: str) -> None:
        self._out.write(line[:-2] + "\n")


def csv_cell(value: object) -> object:
    """A value as CSV has it."""
    if isinstance(value, list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return value


def spreadsheet_cell(value: object) -> object:
    """The same for a spreadsheet, which takes it for no formula."""
    from nutgraf._csv_rows import neutralised

    cell = csv_cell(value)
    return neutralised(cell) if isinstance(cell, str) else cell


def _json_cells(field: Field, values: list[Any]) -> list[str]:
    """The values of a column as JSON."""
    from json import dumps
    from json.encoder import encode_basestring

    encode: Callable[[Any], str]
    if field.type == "enum":
        words = {word: encode_basestring(word) for word in field.values or ()}
        encode = words.__getitem__
    elif field.type == "utf8":
        encode = encode_basestring
    elif field.type in ("uint32", "uint64", "float32", "float64"):
        encode = repr
    elif field.type == "bool":
        encode = ("false", "true").__getitem__
    else:
        encode = partial(dumps, ensure_ascii=False, default=str)
    if field.nullable:
        return ["null" if value is None else encode(value) for value in values]
    return list(map(encode, values))


def _preview(value: object) -> str:
    """A cell on one line and without control characters."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.2f}"
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    cell = "; ".join(map(str, items))
    cell = "".join(c if c.isprintable() else " " for c in cell)
    return cell if len(cell) <= _PREVIEW_CELL else cell[: _PREVIEW_CELL - 1] + "…"


@final
class Tables(Frozen):
    """The tables of one `extract()`, as attributes; `errors` is always there.

    >>> import nutgraf as ng
    >>> t = ng.extract(["Jane Roe left."], tables=["mentions", "entities"])
    >>> list(t), t.mentions[0].text, t["entities"][0].name
    (['mentions', 'entities', 'errors'], 'Jane Roe', 'Jane Roe')
    """

    __slots__ = ("_tables",)

    def __init__(self, tables: dict[TableName, Table[Any]]) -> None:
        """Made by nutgraf."""
        self._tables: Final = tables

    @property
    def articles(self) -> Table[ArticleRow]:
        """One row a document."""
        return self["articles"]

    @property
    def blocks(self) -> Table[Block]:
        """Lines and paragraphs with their kinds."""
        return self["blocks"]

    @property
    def sentences(self) -> Table[Sentence]:
        """Sentences, in text order."""
        return self["sentences"]

    @property
    def tokens(self) -> Table[Token]:
        """Tokens, in text order."""
        return self["tokens"]

    @property
    def mentions(self) -> Table[Mention]:
        """Names, addresses and handles, in text order."""
        return self["mentions"]

    @property
    def dates(self) -> Table[DateRow]:
        """Dates, times, durations and sets of times."""
        return self["dates"]

    @property
    def numbers(self) -> Table[NumberRow]:
        """Amounts, shares, measures, ages and counts."""
        return self["numbers"]

    @property
    def entities(self) -> Table[Entity]:
        """Persons, places and organisations, each once an article."""
        return self["entities"]

    @property
    def roles(self) -> Table[Role]:
        """Functions, ages and parties of persons."""
        return self["roles"]

    @property
    def quotes(self) -> Table[Quote]:
        """Who said what."""
        return self["quotes"]

    @property
    def matches(self) -> Table[Match]:
        """Names of your lexicons."""
        return self["matches"]

    @property
    def patterns(self) -> Table[PatternMatch]:
        """Matches of your patterns."""
        return self["patterns"]

    @property
    def errors(self) -> Table[ErrorRow]:
        """What was wrong with which document."""
        return self["errors"]

    def speaker_graph(self) -> SpeakerGraph:
        """Who spoke, and about whom by name: needs the tables mentions, entities and quotes.

        Over all documents; names with one `ext_id`, or of one name and label, are one.

        >>> import nutgraf as ng
        >>> t = ng.extract(["Jane Roe said Paul Poe lied. “Poe is wrong,” Roe said."])
        >>> for edge in t.speaker_graph():
        ...     print(edge.speaker, "->", edge.about, edge.n_quotes)
        Jane Roe -> Paul Poe 2
        """
        return speaker_graph(self)

    def __getitem__(self, name: TableName) -> Table[Any]:
        try:
            return self._tables[name]
        except KeyError:
            if name not in _core.TABLES:
                raise KeyError(
                    f"there is no table {name!r}; there are {', '.join(_core.TABLES)}"
                ) from None
            raise KeyError(
                f"table {name!r} was not asked for: pass tables=[..., {name!r}]"
            ) from None

    def __iter__(self) -> Iterator[TableName]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from nutgraf._view import rows_html

        html = rows_html(
            f"{len(self._tables)} tables",
            ("table", "rows", "columns"),
            ((name, len(t), ", ".join(t.columns)) for name, t in self._tables.items()),
            len(self._tables),
        )
        return {"text/plain": repr(self), "text/html": html}

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {len(table)}" for name, table in self._tables.items())
        return f"<Tables {sizes}>"
