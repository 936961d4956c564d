"""Dates and numbers: the functions, the tables, and what must not change them."""

import datetime
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import nutgraf as ng

TEXT = """Mayor Quits

SPRINGFIELD, Aug. 11, 2017 - Mayor Jane Roe, 51, resigned on Friday afternoon after three years.
About 12 percent of the €3.5 million fund was gone, officials said last week. Call 202-555-0143.
"""


def test_dates() -> None:
    rows = ng.dates(TEXT)
    assert [(d.text, d.type, d.value) for d in rows][1:] == [
        ("Friday afternoon", "TIME", "2017-08-11TAF"),
        ("three years", "DURATION", "P3Y"),
        ("last week", "DATE", "2017-W31"),
    ]
    friday = rows[1]
    assert (friday.from_date, friday.to_date) == (
        datetime.date(2017, 8, 11),
        datetime.date(2017, 8, 12),
    )
    assert (friday.grain, friday.anchor) == ("day_part", "dateline")


def test_published_goes_before_the_text() -> None:
    rows = ng.dates(TEXT, published="2020-01-03")
    assert [d.value for d in rows if d.text == "Friday afternoon"] == ["2020-01-03TAF"]
    assert {d.anchor for d in rows if d.text == "last week"} == {"published"}


def test_numbers() -> None:
    rows = [(n.text, n.kind, n.value, n.unit, n.currency, n.hedge) for n in ng.numbers(TEXT)]
    assert rows == [
        ("51", "age", 51.0, "year", None, None),
        ("12 percent", "percent", 12.0, None, None, "about"),
        ("€3.5 million", "money", 3500000.0, None, "EUR", None),
    ]


@pytest.mark.parametrize("scheme", ["news", "ud"])
def test_the_scheme_changes_no_value(scheme: ng.Pipeline) -> None:
    pipeline = ng.Pipeline(scheme=scheme)  # type: ignore[arg-type]
    assert [d[3:] for d in pipeline.dates(TEXT)] == [d[3:] for d in ng.dates(TEXT)]
    assert [n[3:] for n in pipeline.numbers(TEXT)] == [n[3:] for n in ng.numbers(TEXT)]


def test_mentions_of_values() -> None:
    t = ng.extract([TEXT], tables=["mentions", "dates", "numbers"])
    for table in (t.dates, t.numbers):
        for row in table:
            assert row.mention is not None
            mention = t.mentions[row.mention]
            assert (mention.start, mention.stop) == (row.start, row.stop)
            assert mention.rule in ("M34", "M35")
    assert "202-555-0143" in [m.text for m in t.mentions.filter(label="PHONE")]


def test_mention_is_null_where_mentions_were_not_made() -> None:
    t = ng.extract([TEXT], tables=["dates"])
    assert set(t.dates["mention"]) == {None}


@pytest.mark.parametrize(
    ("offsets", "encoding", "width"),
    [("char", None, 1), ("byte", "utf-8", 1), ("utf16", "utf-16-le", 2)],
)
def test_offsets(offsets: str, encoding: str | None, width: int) -> None:
    text = "\U0001f600 Ende Mai? No: on 11 August 2017 he paid €5."
    data = text if encoding is None else text.encode(encoding)
    pipeline = ng.Pipeline(offsets=offsets)  # type: ignore[arg-type]
    for row in (*pipeline.dates(text), *pipeline.numbers(text)):
        piece = data[row.start * width : row.stop * width]
        assert (piece if isinstance(piece, str) else piece.decode(encoding or "")) == row.text


@pytest.mark.parametrize(
    ("order", "value"), [("mdy", "2017-05-06"), ("dmy", "2017-06-05"), ("auto", "2017-05-06")]
)
def test_date_order(order: str, value: str) -> None:
    (row,) = ng.dates("It was signed on 5/6/2017.", date_order=order)  # type: ignore[arg-type]
    assert row.value == value
    assert (row.conf < 0.7) == (order == "auto"), "what stays open says so"


def test_date_order_from_the_text() -> None:
    rows = ng.dates("Signed on 25/6/2017 in Rome, paid on 5/6/2017.")
    assert [d.value for d in rows] == ["2017-06-25", "2017-06-05"]


def test_date_order_is_checked_and_kept() -> None:
    with pytest.raises(ValueError, match="date_order must be one of auto, mdy, dmy, not 'ydm'"):
        ng.Pipeline(date_order="ydm")  # type: ignore[arg-type]
    pipeline = pickle.loads(pickle.dumps(ng.Pipeline(date_order="dmy")))
    assert pipeline.date_order == "dmy"
    assert pipeline == ng.Pipeline(date_order="dmy") != ng.Pipeline()


@pytest.mark.parametrize("door", ["dates", "numbers", "mentions", "parse_date", "parse_number"])
def test_published_that_is_no_date(door: str) -> None:
    with pytest.raises(ValueError, match=r"published must be a date.*'not a date'"):
        getattr(ng, door)("On Friday.", published="not a date")


def test_days_that_there_are_not() -> None:
    for day in ("June 31, 2017", "2/29/2019"):
        (row,) = ng.dates(f"It was dated {day}.")
        assert (row.text, row.value, row.from_date) == (day, None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("last Friday", "2017-08-04"),
        ("  11 August 2017\n", "2017-08-11"),
        ("the third quarter of 2015", "2015-Q3"),
        ("March", "2017-03"),
        ("may", "2017-05"),
        ("6/14", "2017-06-14"),
        ("summer", "2017-SU"),
        ("thanksgiving", "2017-11-23"),
        ("2000", "2000"),
        ("no date", None),
        ("Friday and Monday", None),
        ("on Friday", "2017-08-11"),
        ("said Friday", None),
        ("in two weeks", "2017-W34"),
        ("31 10 1974", "1974-10-31"),
        ("15/2", "2017-02-15"),
        ("2/2013", "2013-02"),
        ("2014/10", "2014-10"),
        ("easter 2018", "2018-04-01"),
        ("2/29/2019", None),
        ("", None),
    ],
)
def test_parse_date(text: str, value: str | None) -> None:
    row = ng.parse_date(text, published="2017-08-11")
    assert (None if row is None else row.value) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("two and a half million", 2.5e6),
        ("816 000", 816000),
        ("$1MM", 1e6),
        ("one in five", 0.2),
        ("minus five percent", -5),
        ("three and four", None),
        ("words", None),
    ],
)
def test_parse_number(text: str, value: float | None) -> None:
    row = ng.parse_number(text)
    assert (None if row is None else row.value) == value


def test_points_before_digits() -> None:
    """A point that opens neither a fraction nor a number was cut again and again."""
    assert [n.text for n in ng.numbers("On 08 .11.17 and .5 of .11.17.")] == ["08", ".5"]


CLOCK = """
import sys
sys.path[:0] = {path!r}
import nutgraf as ng
print([(d.text, d.value) for d in ng.dates({text!r})])
print([(d.text, d.value) for d in ng.dates("He left on Friday, last month.")])
"""


def test_the_clock_says_nothing() -> None:
    """The same rows on another day and in another time zone."""
    code = CLOCK.format(path=sys.path, text=TEXT)
    found = set()
    for zone, day in (("UTC", "2001-01-01"), ("Asia/Tokyo", "2031-12-31")):
        fake = (
            "import time, datetime\n"
            f"time.time = lambda: datetime.datetime.fromisoformat({day!r}).timestamp()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", fake + code],
            env={"TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert "('Friday', 'XXXX-WXX-5')" in found.pop()


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "May ", "the ", "$", "two hundred and ", "3-", "1/2 ", "12:30 "]
)
def test_linear_on_repeats(piece: str) -> None:
    """Bounded work a match: a long repeat ends."""
    text = "On " + piece * 20000
    ng.extract([text], tables=["dates", "numbers"])


@pytest.mark.parametrize(
    "text",
    [
        "At 5555555555.55 p.m. it fell.",
        "It was 5555555555 years ago.",
        "the 5000000000th day of last year",
        "one 5000000000ths of it",
        "5555555555 days before Christmas",
        "2222222222:33:44 p.m.",
        "9999999999999999999999 weeks later",
    ],
)
def test_numbers_beyond_an_int_make_no_day(text: str) -> None:
    """Such numbers were once cast to int, which is undefined (found by fuzzing)."""
    days = {d.from_date for d in ng.dates(text, published="2017-08-11")}
    assert days <= {None, datetime.date(2016, 1, 1)}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_article_of_the_first_or_last_day_that_there_is(day: str) -> None:
    """What was counted from it once was no day of Python's (found by fuzzing)."""
    text = (
        "It closed yesterday, last week, last year and opens tomorrow, next Friday, in 5000 weeks."
    )
    assert {(d.from_date, d.to_date) for d in ng.dates(text, published=day)} == {(None, None)}
    assert ng.read(text, published=day).published == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day", "value"),
    [
        ("It opens 4000 Fridays from now.", "9950-01-01", None),
        ("It closed 4000 Fridays ago.", "0050-01-01", None),
        ("It opens in the next decade.", "9985-01-01", "999"),
        ("It opens 90,000 weeks from now.", "9000-01-01", "XXXX-WXX"),
        ("It closed 1,000 weeks ago.", "0010-01-01", "XXXX-WXX"),
    ],
)
def test_days_out_of_the_calendar_are_none(text: str, day: str, value: str | None) -> None:
    """They once were years that Python's dates do not have (found by fuzzing)."""
    (row,) = ng.dates(text, published=day)
    assert (row.value, row.from_date, row.to_date) == (value, None, None)


# TIMEX3, as far as the library says it.
YEAR = r"(?:\d{4}|XXXX)"
DAY = rf"{YEAR}-(?:\d\d|XX)-(?:\d\d|XX)|{YEAR}-W(?:\d\d|XX)-[1-7]"
TIMEX = re.compile(
    rf"""(?:PRESENT|PAST|FUTURE)_REF
    | \d\d | XX | \d{{3}} | XXX | {YEAR} | {YEAR}/{YEAR}                # century, decade, years
    | {YEAR}-(?:\d\d|XX|Q[1-4X]|H[12X]|SP|SU|FA|WI|W(?:\d\d|XX)(?:-WE)?) | FY\d{{4}}
    | (?:{DAY})(?:T(?:MO|MI|AF|EV|NI|\d\d:\d\d(?::\d\d)?Z?))?
    | P(?:(?:[\d.]+|X)(?:Y|M|W|D|DE|CE|L|Q|WE|H))*(?:T(?:(?:[\d.]+|X)[HMS])+)? | PXX
    | XXXX-W?XX?.*                                                      # sets
    """,
    re.VERBOSE,
)


@pytest.mark.slow
def test_raw_news_has_no_wrong_date(shared: Callable[[str], Path]) -> None:
    """20 MB of news as scraped: every value is one of TIMEX3 and is what its days say."""
    texts: list[str] = []
    left = 20_000_000
    with open(shared("data/raw/news.bench.jsonl"), encoding="utf-8") as file:
        for line in file:
            texts.append(json.loads(line)["text"])
            left -= len(texts[-1])
            if left < 0:
                break
    found = ng.extract(texts, published=["2017-08-11"] * len(texts), tables=["dates", "errors"])
    assert len(found.errors) == 0
    assert len(found.dates) > 50_000
    for d in found.dates:
        assert d.text == texts[d.doc][d.start : d.stop]
        assert d.value is None or TIMEX.fullmatch(d.value), (d.text, d.value)
        if d.from_date is None or d.value is None:
            continue
        assert d.from_date < d.to_date, (d.text, d.value)
        earliest = 1 if d.grain == "century" or d.text.endswith("ago") else 1000
        assert earliest <= d.from_date.year <= 2200, (d.text, d.value)
        if day := re.match(r"\d{4}-\d\d-\d\d", d.value):
            assert str(d.from_date) == day[0], (d.text, d.value)
        if week := re.match(r"(\d{4})-W(\d\d)", d.value):
            year, number, _ = d.from_date.isocalendar()
            assert (year, number) == (int(week[1]), int(week[2])), (d.text, d.value)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("New Year's Day", "01-01"),
        ("Epiphany", "01-06"),
        ("Groundhog Day", "02-02"),
        ("Valentine's Day", "02-14"),
        ("Presidents Day", "02-20"),
        ("International Women's Day", "03-08"),
        ("St. Patrick's Day", "03-17"),
        ("Tax Day", "04-15"),
        ("Earth Day", "04-22"),
        ("Anzac Day", "04-25"),
        ("Mother's Day", "05-14"),
        ("Victoria Day", "05-22"),
        ("Memorial Day", "05-29"),
        ("Pentecost", "06-04"),
        ("Flag Day", "06-14"),
        ("Father's Day", "06-18"),
        ("Juneteenth", "06-19"),
        ("Canada Day", "07-01"),
        ("Independence Day", "07-04"),
        ("Bastille Day", "07-14"),
        ("Columbus Day", "10-09"),
        ("Halloween", "10-31"),
        ("Election Day", "11-07"),
        ("Veterans Day", "11-11"),
        ("Boxing Day", "12-26"),
    ],
)
def test_feasts(name: str, day: str) -> None:
    assert ng.dates(f"They met on {name} 2017.")["value"] == [f"2017-{day}"]


def test_feasts_by_the_articles_day() -> None:
    def value(text: str, published: str | None) -> str | None:
        return ng.dates(text, published=published)[0].value

    assert value("They vote on Super Tuesday.", "2020-02-20") == "2020-03-03"
    assert value("They met on Super Tuesday 2016.", None) == "2016-03-01"
    assert value("They voted on Super Tuesday.", None) == "XXXX-XX-XX"
    assert value("It fell on Black Monday in 1987.", None) == "1987-10-19"
    assert value("They met on Thanksgiving of last year.", "2017-08-11") == "2016-11-24"
    assert value("They will meet on New Year's Day.", "2017-08-11") == "2018-01-01"
