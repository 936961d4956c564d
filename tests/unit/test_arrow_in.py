"""Texts that come in as Arrow: every layout, the same rows as from lists, no copy."""

import datetime
import gc

import pytest

import nutgraf as ng
from nutgraf import _core

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")

TEXTS = [
    "Mayor Jane Roe resigned on Monday.",
    None,
    "",
    "Ünï 🇰🇵 “She left,” Paul Poe said.",
    "A short one",  # short enough to stand inside a view
    "The council of Springfield met on Friday, and Jane Roe said nothing.",
]
LIST = ng.extract(TEXTS, tables=["tokens", "quotes"])

LAYOUTS = {
    "utf8": pyarrow.utf8(),
    "large_utf8": pyarrow.large_utf8(),
    "string_view": pyarrow.string_view(),
    "binary": pyarrow.binary(),
    "large_binary": pyarrow.large_binary(),
    "dictionary8": pyarrow.dictionary(pyarrow.int8(), pyarrow.utf8()),
    "dictionary64": pyarrow.dictionary(pyarrow.uint64(), pyarrow.large_utf8()),
}


def same(made: ng.Tables, wanted: ng.Tables = LIST) -> bool:
    same_errors = made.errors["message"] == wanted.errors["message"]
    return same_errors and all(made[name] == wanted[name] for name in ("tokens", "quotes"))


def column(layout: str):
    kind = LAYOUTS[layout]
    if layout.startswith("dictionary"):
        return pyarrow.array(TEXTS).dictionary_encode().cast(kind)
    return pyarrow.array(TEXTS).cast(kind)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    array = column(layout)
    assert same(ng.extract(array, tables=["tokens", "quotes"]))
    assert same(ng.extract(pyarrow.chunked_array([array]), tables=["tokens", "quotes"]))
    table = pyarrow.table({"i": range(len(TEXTS)), "t": array})
    assert same(ng.extract(table, text="t", tables=["tokens", "quotes"]))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("start", [0, 1, 3])
def test_slices(layout: str, start: int) -> None:
    wanted = ng.extract(TEXTS[start:5], tables=["tokens", "quotes"])
    part = column(layout)[start:5]
    assert same(ng.extract(part, tables=["tokens", "quotes"]), wanted)
    # A slice of a struct shifts all of its children.
    rows = pyarrow.table({"t": column(layout)}).to_struct_array().combine_chunks()[start:5]
    batch = pyarrow.RecordBatch.from_struct_array(rows)
    assert same(ng.extract(batch, text="t", tables=["tokens", "quotes"]), wanted)


def test_the_same_from_other_libraries() -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    duckdb = pytest.importorskip("duckdb")
    asked = {"tables": ["tokens", "quotes"]}
    assert same(ng.extract(polars.Series("t", TEXTS), **asked))
    assert same(ng.extract(polars.Series("t", TEXTS, dtype=polars.Categorical), **asked))
    assert same(ng.extract(polars.DataFrame({"i": 1, "t": TEXTS}), text="t", **asked))
    assert same(ng.extract(pandas.Series(TEXTS, dtype="string[pyarrow]"), **asked))
    arrow = pandas.DataFrame({"t": pandas.array(TEXTS, dtype=pandas.ArrowDtype(pyarrow.utf8()))})
    assert same(ng.extract(arrow, text="t", **asked))
    with duckdb.connect() as connection:
        connection.register("frame", pyarrow.table({"i": range(len(TEXTS)), "a t": TEXTS}))
        relation = connection.sql("select * from frame order by i")
        assert same(ng.extract(relation, text="a t", **asked))


class Stream:
    """Nothing but the interface."""

    def __init__(self, table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def test_anything_with_the_interface() -> None:
    ids = [str(i) for i in range(6)]
    table = pyarrow.table({"i": ids, "t": TEXTS})
    for given in (Stream(table), table.to_struct_array().combine_chunks()):
        made = ng.extract(given, text="t", id="i")
        assert same(made)
        assert made.articles["article_id"] == ids
    made = ng.extract(Stream(table), text="t", id=ids, published="2020-01-01")
    assert (made.articles["article_id"], same(made)) == (ids, True)
    assert len(ng.extract(pyarrow.array([], pyarrow.struct([]))).articles) == 0


def test_columns_of_pandas_that_are_objects() -> None:
    """Of any mixture: each row for itself."""
    pandas = pytest.importorskip("pandas")
    made = ng.extract(pandas.Series(["One.", 3, None, b"Two.", ("a",)], dtype="object"))
    assert [error.doc for error in made.errors] == [1, 2, 4]
    assert made.articles["n_chars"] == [4, 0, 0, 4, 0]


def test_pandas_without_pyarrow() -> None:
    pytest.importorskip("pandas")
    import subprocess
    import sys

    code = """
import sys
sys.modules["pyarrow"] = None
import pandas, nutgraf as ng
for kind in ("object", "category", "string[python]", None):
    series = pandas.Series(["Jane left.", None], dtype=kind)
    assert len(ng.extract(series).articles) == 2
    assert len(ng.extract(pandas.DataFrame({"t": series}), text="t").articles) == 2
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_datasets_of_hugging_face() -> None:
    datasets = pytest.importorskip("datasets")
    rows = datasets.Dataset.from_dict({"t": TEXTS, "u": [str(i) for i in range(6)]})
    for threads in (1, 2):
        made = ng.extract(rows, text="t", id="u", threads=threads)
        assert same(made)
        assert made.articles["article_id"] == list("012345")
    turned = rows.select(range(5, -1, -1))
    assert ng.extract(turned, text="t", id="u").articles["article_id"] == list("543210")


def test_readers_are_walked_once() -> None:
    table = pyarrow.table({"t": TEXTS * 3})
    reader = table.to_reader(max_chunksize=4)
    assert len(ng.extract(reader, text="t", tables=["articles"]).articles) == 18
    assert len(ng.extract(reader, text="t", tables=["articles"]).articles) == 0


def test_a_dataset_of_pyarrow(tmp_path) -> None:
    dataset = pytest.importorskip("pyarrow.dataset")
    pyarrow.parquet = pytest.importorskip("pyarrow.parquet")
    pyarrow.parquet.write_table(pyarrow.table({"t": TEXTS, "i": range(6)}), tmp_path / "a.parquet")
    made = ng.extract(dataset.dataset(tmp_path), text="t", id="i", tables=["tokens", "quotes"])
    assert same(made)


@pytest.mark.parametrize("type_", ["int8", "uint16", "int64", "uint64", "utf8", "string_view"])
def test_ids(type_: str) -> None:
    ids = pyarrow.array([0, 1, None, 3, 4, 5]).cast(pyarrow.int64())
    ids = ids.cast(pyarrow.type_for_alias(type_))
    table = pyarrow.table({"t": TEXTS, "i": ids})
    made = ng.extract(table, text="t", id="i", tables=["articles"])
    assert made.articles["article_id"] == ["0", "1", None, "3", "4", "5"]


def test_other_ids_and_dates_are_taken_as_objects() -> None:
    table = pyarrow.table({"t": TEXTS[:2], "i": [1.5, None], "d": [["2020-01-01"], []]})
    made = ng.extract(table, text="t", id="i", published="d", tables=["articles"])
    assert made.articles["article_id"] == ["1.5", None]
    assert "published must be" in made.errors[0].message


def test_dates() -> None:
    day = datetime.date(2017, 8, 11)
    moment = datetime.datetime(2017, 8, 11, 23, 30)
    asked = {"text": "t", "published": "d", "tables": ["articles"]}

    def days(values) -> list[datetime.date | None]:
        table = pyarrow.table({"t": ["A text."] * len(values), "d": values})
        return ng.extract(table, **asked).articles["published"]

    assert days(pyarrow.array([day, None])) == [day, None]
    assert days(pyarrow.array([day]).cast(pyarrow.date64())) == [day]
    assert days(pyarrow.array(["2017-08-11", "2017-08-11T23:30:00Z"])) == [day, day]
    for unit in ("s", "ms", "us", "ns"):
        assert days(pyarrow.array([moment, None], pyarrow.timestamp(unit))) == [day, None]
        assert days(pyarrow.array([moment], pyarrow.timestamp(unit, "UTC"))) == [day]
    # Half past one in Paris, on the next day.
    paris = pyarrow.timestamp("us", "Europe/Paris")
    assert days(pyarrow.array([moment], paris)) == [datetime.date(2017, 8, 12)]
    assert days(pyarrow.array([moment], pyarrow.timestamp("s", "-07:00"))) == [day]
    assert days(pyarrow.array([moment], pyarrow.timestamp("s", "+02"))) == [
        datetime.date(2017, 8, 12)
    ]
    assert days(pyarrow.array([-1], pyarrow.timestamp("s"))) == [datetime.date(1969, 12, 31)]


def test_dates_beyond_reason_are_errors_of_their_rows() -> None:
    for values in (
        pyarrow.array([2**62, 0], pyarrow.timestamp("s")),
        pyarrow.array([2**62, 0], pyarrow.timestamp("s", "+05:30")),
        pyarrow.array([2**31 - 1, 0], pyarrow.int32()).cast(pyarrow.date32()),
    ):
        table = pyarrow.table({"t": ["A text."] * 2, "d": values})
        made = ng.extract(table, text="t", published="d", tables=["articles"])
        assert made.articles["published"] == [None, datetime.date(1970, 1, 1)]
        assert "out of range" in made.errors[0].message


def test_columns_of_another_type() -> None:
    reader = pyarrow.table({"t": TEXTS, "n": [1.5] * 6}).to_reader()
    with pytest.raises(TypeError, match="text='n' is a column of float64, not of strings"):
        ng.extract(reader, text="n")
    reader = pyarrow.table({"t": TEXTS, "n": [1.5] * 6}).to_reader()
    with pytest.raises(TypeError, match="id='n' is a column of float64, not of strings or whole"):
        ng.extract(reader, text="t", id="n")
    # A list of numbers says the same, row by row.
    made = ng.extract(pyarrow.array([1, 2]), tables=["tokens"])
    assert [error.message for error in made.errors] == [
        "text must be str or bytes, not <class 'int'>"
    ] * 2


def test_an_unknown_time_zone_is_named() -> None:
    values = pyarrow.array([0], pyarrow.timestamp("s", "Nowhere/Town"))
    with pytest.raises(ValueError, match="time zone 'Nowhere/Town'"):
        ng.extract(pyarrow.table({"t": ["A."], "d": values}), text="t", published="d")


def test_a_producer_that_fails() -> None:
    def batches():
        yield pyarrow.record_batch({"t": ["One."]})
        raise OSError("the disk is gone")

    reader = pyarrow.RecordBatchReader.from_batches(
        pyarrow.schema({"t": pyarrow.utf8()}), batches()
    )
    with pytest.raises(Exception, match="the disk is gone"):
        ng.extract(reader, text="t")


def test_texts_stay_where_they_are() -> None:
    """Tokens borrow their texts from Arrow's buffer, and hold it."""
    table = pyarrow.table({"t": ["Jane Roe left. " * 20_000] * 4})
    before = pyarrow.total_allocated_bytes()
    made = ng.extract(table, text="t", tables=["tokens"], threads=1)
    assert pyarrow.total_allocated_bytes() < before + 100_000  # of 1.2 MB
    del table
    gc.collect()
    assert made.tokens[0].text == "Jane"
    assert made.tokens[-1].text == "."


def test_long_texts_and_many_threads() -> None:
    texts = ["Jane Roe left on Monday. " * 50] * 2_000
    wanted = ng.extract(texts, tables=["mentions"], threads=1)
    for threads in (1, 2, 3):
        made = ng.extract(pyarrow.array(texts), tables=["mentions"], threads=threads)
        assert made.mentions == wanted.mentions


def test_damaged_arrays() -> None:
    """What can be seen to be wrong is a row without a text, not a crash."""
    offsets = pyarrow.array([0, 9, 4, 6], pyarrow.int32()).buffers()[1]
    data = pyarrow.py_buffer(b"A text. So")
    array = pyarrow.Array.from_buffers(pyarrow.utf8(), 3, [None, offsets, data])
    made = ng.extract(array, tables=["articles"])
    assert [error.doc for error in made.errors] == [1]
    indexes = pyarrow.array([0, 7], pyarrow.int8())
    array = pyarrow.DictionaryArray.from_arrays(indexes, pyarrow.array(["A."]), safe=False)
    assert [error.doc for error in ng.extract(array).errors] == [1]


def test_the_private_types() -> None:
    schema, array = pyarrow.array(["a", "b"]).__arrow_c_array__()
    stream = _core.ArrowStream(schema, array)
    with pytest.raises(ValueError, match="read before"):
        _core.ArrowStream(schema, array)
    assert stream.fields() == [(None, "u", None)]
    batch = stream.next()
    assert stream.next() is None
    assert len(batch) == 2
    with pytest.raises(IndexError):
        batch.column(1)
    values = batch.column(0)
    with pytest.raises(IndexError, match="no rows from 1 to 3"):
        values.slice(1, 3)
    assert (len(values), values.n_bytes(), values.slice(1, 2).to_list()) == (2, 2, ["b"])
    pipeline = ng.Pipeline(lexicon=None, model=None)
    with pytest.raises(TypeError, match="published must be a list"):
        _core.run(pipeline._native, ["a", "b"], None, values, 1, 0)
    with pytest.raises(ValueError, match="PyCapsule"):
        _core.ArrowStream("no capsule")
