import pytest

from nutgraf import _core
from nutgraf._inputs import (
    CHUNK_CHARS,
    CHUNK_ROWS,
    LONG_CHUNK_CHARS,
    BadRow,
    Inputs,
    chunks,
    long_run,
    resolve,
)


def texts_of(source, **names):
    asked = {"text": None, "id": None, "published": None, **names}
    return [as_lists(run) for run in chunks(resolve(source, **asked))]


def as_lists(run):
    """The run with lists in place of Arrow's columns."""
    values = (v.to_list() if isinstance(v, _core.ArrowColumn) else v for v in run)
    return run._make(values)


def test_runs_are_cut_by_length() -> None:
    runs = texts_of(["x" * (CHUNK_CHARS // 2)] * 5)
    assert [len(run.texts) for run in runs] == [2, 2, 1]
    assert [run.first_doc for run in runs] == [0, 2, 4]


def test_runs_are_cut_by_rows() -> None:
    runs = texts_of([""] * (CHUNK_ROWS + 1))
    assert [len(run.texts) for run in runs] == [CHUNK_ROWS, 1]


def test_one_text_is_no_list() -> None:
    for text in ("A text.", b"A text."):
        with pytest.raises(TypeError, match=r"for one article use read\(\)"):
            resolve(text, None, None, None)


def test_no_iterable() -> None:
    with pytest.raises(TypeError, match="not int"):
        resolve(5, None, None, None)


def test_a_name_without_rows() -> None:
    with pytest.raises(ValueError, match="id='url' names a column"):
        resolve(["a"], None, "url", None)


def test_ids_of_rows() -> None:
    (run,) = texts_of([{"t": "a"}, {"t": "b"}], text="t", id=["x", "y"])
    assert run.ids == ["x", "y"]
    with pytest.raises(TypeError, match="id= must name a column or be a list"):
        resolve([{"t": "a"}], "t", 5, None)


def test_one_row_is_no_list() -> None:
    with pytest.raises(TypeError, match="not one dict"):
        resolve({"t": "a"}, "t", None, None)


def test_an_array_without_dimensions_is_no_list() -> None:
    numpy = pytest.importorskip("numpy")
    with pytest.raises(TypeError, match="not str"):
        resolve(numpy.array("A text."), None, None, None)


def test_missing_values_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    column = pandas.Series(["2020-01-01", pandas.NA], dtype="string")
    frame = pandas.DataFrame({"t": ["a", "b"], "i": column})
    (run,) = texts_of(frame, text="t", id="i", published="i")
    assert run.ids == ["2020-01-01", None]
    assert run.published == [18262, None]


def test_frames() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"t": ["a", "b"]})
    for ids in (["x", "y"], pandas.Series(["x", "y"])):
        (run,) = texts_of(frame, text="t", id=ids)
        assert run.ids == ["x", "y"]
    (run,) = texts_of(pandas.DataFrame([["a", "i"]]), text=0, id=1)
    assert (run.texts, run.ids) == (["a"], ["i"])
    for names, message in (
        ({"published": "dat"}, "published='dat' is no column and no date; there are t"),
        ({"id": "u"}, "id='u' is no column; there are t"),
    ):
        with pytest.raises(ValueError, match=message):
            texts_of(frame, text="t", **names)


def test_arrow_tables_and_columns() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    columns = {"t": ["a", None], "i": [1, 2]}
    for table in (pyarrow.table(columns), pyarrow.record_batch(columns)):
        (run,) = texts_of(table, text="t", id="i")
        assert (run.texts, run.ids) == (["a", None], ["1", "2"])
        with pytest.raises(ValueError, match="text='x' is no column; there are t, i"):
            texts_of(table, text="x")
    runs = texts_of(pyarrow.chunked_array([["a"], ["b"]]))
    assert [(run.first_doc, run.texts) for run in runs] == [(0, ["a"]), (1, ["b"])]


def test_a_lazy_frame_is_to_be_collected() -> None:
    polars = pytest.importorskip("polars")
    with pytest.raises(TypeError, match=r"collect\(\)"):
        resolve(polars.LazyFrame({"t": ["a"]}), "t", None, None)


def test_bad_rows() -> None:
    (run,) = texts_of(
        [{"t": "a", "i": 1}, {"i": 2}, "no row", BadRow("json", "why")], text="t", id="i"
    )
    assert run.texts[0] == "a"
    assert run.texts[1] == ("missing", "the row has no 't'")
    assert run.texts[2] == ("type", "a row must be a mapping, not str")
    assert run.texts[3] == ("json", "why")
    assert run.ids == ["1", "2", None, None]


class Unwritable:
    def __str__(self) -> str:
        raise RuntimeError


def test_ids_that_cannot_be_written() -> None:
    (run,) = texts_of(["a", "b", "c"], id=[10**5000, Unwritable(), b"x"])
    assert run.ids == [None, None, "x"]


def test_not_a_number_is_no_id() -> None:
    (run,) = texts_of(["a", "b"], id=[float("nan"), None])
    assert run.ids == [None, None]


def test_bad_dates_of_rows_are_messages() -> None:
    (run,) = texts_of(["a", "b"], published=["2020-01-01", "soon"])
    assert run.published is not None
    assert run.published[0] == 18262
    assert "'soon'" in str(run.published[1])


def test_columns_are_walked_once_and_in_step() -> None:
    inputs = Inputs(iter(["a", "b"]), iter(["1", "2"]), iter([None, "2020-01-01"]), None)
    (run,) = chunks(inputs)
    assert run.ids == ["1", "2"]
    assert run.published == [None, 18262]


def test_a_scalar_of_numpy_is_one_date() -> None:
    numpy = pytest.importorskip("numpy", reason="numpy is optional")
    inputs = resolve(["a"], None, None, numpy.datetime64("2020-01-01"))
    assert inputs.day == 18262


def test_long_runs_leave_work_for_each_thread() -> None:
    def length(n_chars: int, threads: int) -> int:
        inputs = resolve(["x" * (1 << 20)] * (n_chars >> 20), None, None, None)
        return long_run(inputs, threads)

    assert length(2 << 20, 4) == CHUNK_CHARS
    assert length(32 << 20, 4) == 2 << 20
    assert length(64 << 20, 1) == LONG_CHUNK_CHARS
    assert long_run(resolve(iter(["x"]), None, None, None), 4) == LONG_CHUNK_CHARS
