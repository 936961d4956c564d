import pytest

from nutgraf._inputs import CHUNK_CHARS, CHUNK_ROWS, BadRow, Inputs, chunks, resolve


def texts_of(source, **names):
    asked = {"text": None, "id": None, "published": None, **names}
    return list(chunks(resolve(source, **asked)))


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


def test_ids_of_rows_are_a_name() -> None:
    with pytest.raises(TypeError, match="id= must name a column"):
        resolve([{"t": "a"}], "t", ["x"], None)


def test_bad_rows() -> None:
    (run,) = texts_of(
        [{"t": "a", "i": 1}, {"i": 2}, "no row", BadRow("json", "why")], text="t", id="i"
    )
    assert run.texts[0] == "a"
    assert run.texts[1] == ("missing", "the row has no 't'")
    assert run.texts[2] == ("type", "a row must be a mapping, not str")
    assert run.texts[3] == ("json", "why")
    assert run.ids == ["1", "2", None, None]


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
