"""Articles out of HTML pages, by way of trafilatura."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

import nutgraf as ng

pytest.importorskip("trafilatura")

PAGE = """<!DOCTYPE html><html><head><title>Bridge to close | The Example Courier</title>
<meta property="og:title" content="Harbour bridge to close until spring">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour bridge to close until spring", "datePublished": "2017-08-11T17:14:00Z",
"author": {"@type": "Person", "name": "Jane Roe"}}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>
<article><h1>Harbour bridge to close until spring</h1>
<p>The council voted on Tuesday to close the old harbour bridge for repairs that will last until
spring, its engineers said after a long meeting in the town hall.</p>
<p>“We looked at every other way, and there is none that is safe,” said Maria Lindqvist, who leads
the city’s road department and has done so for eleven years.</p>
<p>Drivers will have to take the tunnel, where tolls are to be dropped for as long as the work goes
on, which the council expects to be &lt;six months&gt; or a little more.</p></article>
<footer>© 2017 The Example Courier. <a href="/privacy">Privacy</a></footer></body></html>"""


@pytest.mark.parametrize("kind", [str, bytes, Path])
def test_page(kind: type, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    a = ng.read_html({str: PAGE, bytes: PAGE.encode(), Path: path}[kind])
    assert a.headline == "Harbour bridge to close until spring"
    assert a.bylines == ["Jane Roe"]
    assert (a.published, a.published_source) == (datetime.date(2017, 8, 11), "metadata")
    assert "Weather" not in a.text
    assert "<six months>" in a.text
    for m in a.mentions:
        assert a.text[m.start : m.stop] == m.text
    (tuesday,) = (d for d in a.dates if d.text == "Tuesday")
    assert (tuesday.value, tuesday.anchor) == ("2017-08-08", "published")


def test_a_given_day_wins() -> None:
    a = ng.read_html(PAGE, published="2017-09-01", id="a")
    assert (a.published, a.published_source) == (datetime.date(2017, 9, 1), "given")
    assert a.id == "a"


def test_a_headline_that_nothing_in_the_text_would_make_one() -> None:
    page = PAGE.replace("Harbour bridge to close until spring", "it closes.")
    assert ng.read_html(page).headline == "it closes."


@pytest.mark.parametrize(
    "page", ["", " ", "<html></html>", "<p>", "plain text", "\x00", "<" * 5000, "<div>" * 3000]
)
def test_any_page_is_read(page: str) -> None:
    assert ng.read_html(page).published is None
    ng.read_html(page.encode())


def test_wrong_input(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="source must be str, bytes or a path, not int"):
        ng.read_html(1)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        ng.read_html(tmp_path / "none.html")
    with pytest.raises(ValueError, match="published"):
        ng.read_html(PAGE, published="not a date")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ImportError, match=r"pip install 'nutgraf\[html\]'"):
        ng.read_html(PAGE)


def test_command(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "nutgraf", "read", str(path), "--text"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Harbour bridge to close until spring" in shown
    assert "Jane Roe" in shown
