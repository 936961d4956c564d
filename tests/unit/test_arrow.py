"""Tables as Arrow: types, values, and that nothing is copied."""

import gc
import json
import struct

import pytest

import nutgraf as ng

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")

TABLES = ("articles", "blocks", "sentences", "tokens", "mentions", "errors")
TYPES = {
    "uint32": pyarrow.uint32(),
    "uint64": pyarrow.uint64(),
    "float32": pyarrow.float32(),
    "bool": pyarrow.bool_(),
    "date32": pyarrow.date32(),
    "utf8": pyarrow.utf8(),
    "enum": pyarrow.dictionary(pyarrow.int8(), pyarrow.utf8()),
    "list<utf8>": pyarrow.list_(pyarrow.field("item", pyarrow.utf8(), nullable=False)),
}


@pytest.fixture
def tables(article: str) -> ng.Tables:
    texts = [article, "", None, "Ünï 🇰🇵 text by a@b.org.", "x" * (1 << 20), article]
    return ng.extract(texts, id=list("abcdef"), published=["2020-01-01"] * 5 + ["soon"], threads=2)


def as_stored(value):
    """The same with each float as the 32 bits that the column holds.

    Rows have the shortest decimal that means those bits, 0.98, where Arrow's
    readers make a double of them, 0.9800000190734863.
    """
    if isinstance(value, float):
        return struct.unpack("f", struct.pack("f", value))[0]
    if isinstance(value, dict):
        return {key: as_stored(item) for key, item in value.items()}
    return [as_stored(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", TABLES)
def test_schema(tables: ng.Tables, name) -> None:
    table = tables[name]
    schema = pyarrow.schema(table)
    assert schema.names == list(table.columns)
    for field, column in zip(schema, table.schema, strict=True):
        assert field.type == TYPES[column.type], field
        assert field.nullable == column.nullable
    metadata = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert metadata == table.metadata


@pytest.mark.parametrize("name", TABLES)
def test_values(tables: ng.Tables, name) -> None:
    table = tables[name]
    arrow = table.to_arrow()
    arrow.validate(full=True)
    assert arrow.to_pylist() == as_stored(table.to_pylist())
    assert arrow.schema == pyarrow.schema(table)
    for column in table.schema:
        if column.type == "enum":
            dictionary = arrow[column.name].unify_dictionaries().chunk(0).dictionary
            assert tuple(dictionary.to_pylist()) == column.values


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("key", [slice(3, 9), slice(1, None), slice(0, 0), slice(None, None, -1)])
def test_slices(tables: ng.Tables, name, key: slice) -> None:
    part = tables[name][key]
    arrow = part.to_arrow()
    arrow.validate(full=True)
    assert arrow.to_pylist() == as_stored(part.to_pylist())
    assert part.to_pylist() == tables[name].to_pylist()[key]


@pytest.mark.parametrize("name", TABLES)
def test_every_slice_of_a_small_table(name) -> None:
    texts = ["One. “Two” by a@b.org.", None, "", "Drei – ü.\n\nBy Jane Roe"]
    table = ng.extract(texts, id=["a", None, "c", None])[name]
    rows = table.to_pylist()
    for start in range(len(rows) + 1):
        for stop in range(start, len(rows) + 1):
            arrow = table[start:stop].to_arrow()
            arrow.validate(full=True)
            assert arrow.to_pylist() == as_stored(rows[start:stop])


def test_empty() -> None:
    for name in TABLES:
        table = ng.extract([])[name]
        arrow = table.to_arrow()
        arrow.validate(full=True)
        assert arrow.num_rows == 0
        assert arrow.schema == pyarrow.schema(table)


def addresses(arrow) -> list[int]:
    return [
        buffer.address
        for column in arrow.columns
        for chunk in column.chunks
        for buffer in chunk.buffers()
        if buffer is not None and buffer.size > 0
    ]


@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_copied(tables: ng.Tables, name) -> None:
    first, second = tables[name].to_arrow(), tables[name].to_arrow()
    assert addresses(first) == addresses(second) != []


def test_a_slice_shares_its_values(article: str) -> None:
    tokens = ng.tokens(article)
    whole, part = tokens.to_arrow()["start"].chunk(0), tokens[3:9].to_arrow()["start"].chunk(0)
    at = part.buffers()[1].address + 4 * part.offset
    assert at == whole.buffers()[1].address + 4 * (whole.offset + 3)


def test_arrow_outlives_the_table(article: str) -> None:
    arrow = ng.tokens(article).to_arrow()
    expected = ng.tokens(article).to_pylist()
    gc.collect()
    assert arrow.to_pylist() == expected


def test_a_column_outlives_the_rest(article: str) -> None:
    """A child may be moved out and live on when its parent is released."""
    reader = pyarrow.RecordBatchReader.from_stream(ng.tokens(article))
    batch = reader.read_next_batch()
    column = batch.column(batch.schema.get_field_index("text"))
    kinds = batch.column(batch.schema.get_field_index("kind"))
    del batch, reader
    gc.collect()
    assert column.to_pylist() == ng.tokens(article)["text"]
    assert kinds.to_pylist() == ng.tokens(article)["kind"]


def test_capsules_that_nobody_takes(article: str) -> None:
    table = ng.tokens(article)
    for _ in range(3):
        table.__arrow_c_stream__()
        table.__arrow_c_schema__()
    gc.collect()
    assert table.to_arrow().num_rows == len(table)


def test_a_stream_is_taken_once_and_may_be_dropped_half_way(tables: ng.Tables) -> None:
    reader = pyarrow.RecordBatchReader.from_stream(tables.tokens)
    reader.read_next_batch()
    del reader
    gc.collect()
    assert tables.tokens.to_arrow().num_rows == len(tables.tokens)


def test_requested_schemas_are_a_wish(article: str) -> None:
    table = ng.tokens(article)
    wish = pyarrow.schema([("other", pyarrow.int64())]).__arrow_c_schema__()
    assert table.__arrow_c_stream__(wish) is not None


@pytest.mark.parametrize("name", TABLES)
def test_polars(tables: ng.Tables, name) -> None:
    polars = pytest.importorskip("polars", reason="polars is optional")
    frame = tables[name].to_polars()
    assert frame.columns == list(tables[name].columns)
    assert frame.rows(named=True) == as_stored(tables[name].to_pylist())
    assert polars.DataFrame(tables[name]).equals(frame)


def test_pandas(tables: ng.Tables) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is optional")
    for name in TABLES:
        table = tables[name]
        frame = table.to_pandas()
        assert list(frame.columns) == list(table.columns)
        assert len(frame) == len(table)
        for column in table.schema:
            values = frame[column.name].tolist()
            plain = [None if value is None or value is pandas.NaT else value for value in values]
            if column.type == "date32":
                plain = [None if value is None else value.date() for value in plain]
            if column.nullable:
                plain = [None if isinstance(v, type(pandas.NA)) else v for v in plain]
            assert plain == as_stored(table[column.name]), f"{name}.{column.name}"
    assert str(tables.tokens.to_pandas()["kind"].dtype) == "category"
    assert len(ng.extract([]).tokens.to_pandas()) == 0


def test_pandas_needs_no_pyarrow(run_python) -> None:
    pytest.importorskip("pandas", reason="pandas is optional")
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import nutgraf as ng\n"
        "t = ng.extract(['One. By a@b.org.', None], published='2020-01-01')\n"
        "print(sum(len(t[name].to_pandas()) == len(t[name]) for name in t))\n"
    )
    assert run_python(code).strip() == "11"


def test_duckdb(article: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is optional")
    tokens = ng.tokens(article)
    assert len(tokens) > 0
    rows = duckdb.sql("select count(*) from tokens where kind = 'word'").fetchall()
    assert rows == [(len(tokens.filter(kind="word")),)]
    # `start` and `stop` are column names that need no quoting.
    rows = duckdb.sql("select start, stop, text from tokens order by tok").fetchall()
    assert rows == [(t.start, t.stop, t.text) for t in tokens]


def test_parquet_keeps_all(tables: ng.Tables, tmp_path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow has no parquet here")
    for name in TABLES:
        path = tmp_path / f"{name}.parquet"
        parquet.write_table(tables[name].to_arrow(), path)
        back = parquet.read_table(path)
        assert back.to_pylist() == as_stored(tables[name].to_pylist())
        assert json.loads(json.dumps(tables[name].metadata)) == tables[name].metadata
