import datetime

import pytest

import nutgraf as ng
from nutgraf._published import days_of, days_or_problem

DAY = datetime.date(2017, 8, 11)
DAYS = DAY.toordinal() - datetime.date(1970, 1, 1).toordinal()


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime.datetime(2017, 8, 11, 23, 59),
        datetime.datetime(2017, 8, 11, 23, 59, tzinfo=datetime.UTC),
        "2017-08-11",
        " 2017-08-11\n",
        "20170811",
        "2017-08-11T17:14:00Z",
        "2017-08-11T17:14:00+02:00",
        "2017-08-11 17:14",
    ],
)
def test_dates(value: object) -> None:
    assert days_of(value) == DAYS


@pytest.mark.parametrize("value", [None, float("nan"), "", "  "])
def test_no_date(value: object) -> None:
    assert days_of(value) is None


@pytest.mark.parametrize("value", ["soon", "2017-13-01", "08/11/2017", 5, b"2017-08-11", [], True])
def test_wrong(value: object) -> None:
    with pytest.raises(ValueError, match="published must be a date"):
        days_of(value)
    assert repr(value) in str(days_or_problem(value))


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date(1969, 12, 31), datetime.date.max])
def test_far_days(day: datetime.date) -> None:
    assert ng.read("A text.", published=day).published == day


def test_datetime64() -> None:
    numpy = pytest.importorskip("numpy", reason="numpy is optional")
    assert days_of(numpy.datetime64("2017-08-11T17:14")) == DAYS
    assert days_of(numpy.datetime64("NaT")) is None


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is optional")
    assert days_of(pandas.Timestamp("2017-08-11 17:14", tz="UTC")) == DAYS
    assert days_of(pandas.NaT) is None
