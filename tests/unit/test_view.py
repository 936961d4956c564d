"""Articles and tables as HTML: well-formed, escaped, complete, bounded."""

import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nutgraf as ng
from nutgraf._view import MAX_CHARS, MAX_ROWS

VOID = {"meta", "br"}
ADDED = {"by", "kind"}


class Reader(HTMLParser):
    """Checks that tags are balanced, and takes out the article's own text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.paragraphs: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag not in VOID:
            self.stack.append((tag, given.get("class") or ""))
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, tag
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        added = any(tag == "small" or set(css.split()) & ADDED for tag, css in self.stack)
        if not added and any(tag == "p" for tag, _ in self.stack):
            self.paragraphs[-1] += data


def parse(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.stack == []
    return reader


def body(html: str) -> list[str]:
    """The text of the blocks, without what was added."""
    paragraphs = parse(html).paragraphs
    classes = re.findall(r"<p(?: class=\"(\w+)\")?", html)
    return [
        text for text, css in zip(paragraphs, classes, strict=True) if css not in ("meta", "legend")
    ]


def test_the_text_is_all_there(article: str) -> None:
    a = ng.read(article)
    assert body(a.to_html()) == [block.text for block in a.blocks]
    assert a.to_html() == a.to_html()
    for unit in ("byte", "utf16"):
        assert ng.read(article, offsets=unit).to_html() == a.to_html()
    assert ng.read(article.encode()).to_html() == a.to_html()


def test_what_is_marked() -> None:
    example = Path(__file__).parents[2] / "examples" / "article.txt"
    html = ng.read(example.read_text(encoding="utf-8")).to_html()
    for said in (
        '<mark class="person" title="PERSON">',
        'title="Harriet Vale: title"',
        "anonymous: ",
        '<span class="kind">byline</span>',
        "<th scope=",
        "Who said what (",
    ):
        assert said in html, said


NASTY = (
    '<script>alert(1)</script>\n\n“<b>&amp; "so"</b>,” said Mayor <img src=x onerror=alert(1)> '
    'Jane O\'Roe of <i>Paris</i> & Co. Contact a@b.org or https://x.org/?a=1&b="2". '
    "‏محمد صلاح‎ met Jane Roe on Monday.\x00\x1b[31m"
)


def test_everything_is_escaped() -> None:
    a = ng.read(NASTY, id="<script>", published="2020-01-01")
    tables = (a.mentions, a.tables.articles)
    for html in (a.to_html(), a.to_html(page=True), *(table.to_html() for table in tables)):
        tags = set(parse(html).tags)
        assert not tags & {"script", "img", "b", "a", "iframe"}
        assert "onerror=alert" not in re.sub(r">[^<]*<", "><", html)
    assert "".join(body(a.to_html())) == "".join(block.text for block in a.blocks)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aRoe \n\n“”\"'<>&.,:Mr Jane said $5é🇰🇵‏م"), max_size=300))
def test_any_text(text: str) -> None:
    a = ng.read(text)
    assert body(a.to_html()) == [block.text for block in a.blocks]


def test_names_of_other_scripts_keep_their_direction() -> None:
    html = ng.read("Reporter Jane Roe met محمد صلاح on Monday.").to_html()
    assert html.count("<bdi>") >= 2


def test_size_and_time(article: str) -> None:
    text = (article * 2)[:3000]
    a = ng.read(text)
    html = a.to_html()
    assert len(html.encode()) < 60_000
    seconds = []
    for _ in range(7):
        start = time.perf_counter()
        a.to_html()
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.02  # 4 ms where nothing else runs


def test_very_long_articles() -> None:
    text = "".join(
        f"Mayor Aa{chr(97 + i % 26)}{chr(97 + i // 26 % 26)} Roe{chr(97 + i // 676)}o left town.\n\n"
        for i in range(9_000)
    )
    a = ng.read(text)
    assert len(a.entities) > 5_000
    html = a.to_html()
    assert len(text) > MAX_CHARS
    assert "characters more are not shown" in html
    assert f"{len(a.entities) - MAX_ROWS} more" in html
    assert len(html) < 3_000_000
    parse(html)


@pytest.mark.parametrize("n", [0, 1, 20, 21, 100_000])
def test_tables(n: int) -> None:
    table = ng.tokens("Word " * n)
    html = table.to_html()
    assert f"tokens: {n} rows" in html
    assert html.count("<tr>") == (n if n <= 20 else 11) + 1
    parse(html)


def test_in_a_notebook(article: str) -> None:
    a = ng.read(article)
    for shown in (a, a.quotes):
        bundle = shown._repr_mimebundle_()
        assert bundle["text/plain"] == repr(shown)
        assert bundle["text/html"] == shown.to_html()


def test_pages(tmp_path: Path, article: str) -> None:
    (tmp_path / "a.txt").write_text(article, encoding="utf-8")
    command = [sys.executable, "-m", "nutgraf", "html", str(tmp_path / "a.txt")]
    done = subprocess.run(command, capture_output=True, check=True)
    subprocess.run([*command, "-o", str(tmp_path / "a.html")], check=True)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page == done.stdout.decode() == ng.read(article).to_html(page=True)
    assert page.startswith("<!DOCTYPE html>")
    parse(page)
    failed = subprocess.run(
        [*command, "-o", "/no/such/a.html"], capture_output=True, text=True, check=False
    )
    assert failed.returncode == 1
    assert failed.stderr == "nutgraf: /no/such/a.html: No such file or directory\n"


def contrast(a: str, b: str) -> float:
    """WCAG 2: of two colours, "#rgb" or "#rrggbb"."""

    def luminance(color: str) -> float:
        digits = color[1:] if len(color) == 7 else "".join(c * 2 for c in color[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_contrast() -> None:
    from nutgraf._view import _DARK, _LIGHT

    for style in (_LIGHT, _DARK):
        colors = dict(part.split(":") for part in style.replace("--", "").split(";"))
        for name in ("back", "person", "org", "place", "people", "other", "date"):
            assert contrast(colors["text"], colors[name]) > 7, name
        for name in ("soft", *(f"v{i}" for i in range(6))):
            assert contrast(colors[name], colors["back"]) > 4.5, name
        # Legends and greyed blocks have soft text on tints.
        for name in ("person", "org", "place", "people", "other", "date"):
            assert contrast(colors["soft"], colors[name]) > 4.5, name


HOSTILE = "Jane <script>alert(1)</script> Roe & Co. said: “Kim Lee <b>won</b>.” " * 3


@pytest.mark.parametrize(
    "shown",
    [
        ng.segment(HOSTILE, "word"),
        ng.segment("", "word"),
        ng.extract([HOSTILE]),
        ng.extract([]),
        ng.explain(HOSTILE, 0, len(HOSTILE)),
        ng.SpeakerGraph(
            (ng.Edge("<img src=x>", "PERSON", "& <b>" + "long " * 90, "ORG", 2, 1),) * 150,
            {("<img src=x>", "PERSON"): 2},
        ),
    ],
    ids=lambda shown: type(shown).__name__,
)
def test_what_else_a_notebook_shows(shown) -> None:
    made = shown._repr_mimebundle_()
    assert set(made) == {"text/plain", "text/html"}
    assert made["text/plain"] in (repr(shown), str(shown))
    tags = parse(made["text/html"]).tags
    assert not {"script", "b", "img"} & set(tags)
    assert tags.count("tr") <= MAX_ROWS + 1
    assert len(made["text/html"]) < 100_000
    n = len(shown.edges) if isinstance(shown, ng.SpeakerGraph) else None
    if n is not None:
        assert f"{n - MAX_ROWS} more" in made["text/html"]


def test_spans_in_a_notebook() -> None:
    html = ng.segment("Hi you", "word")._repr_mimebundle_()["text/html"]
    assert '<td class="n">2</td><td class="n">3</td><td class="n">6</td>' in html


def test_other_offsets_keep_all_options() -> None:
    """The text is read again for them: with lexicons, overrides and patterns too."""
    options: dict[str, Any] = {
        "overrides": [{"surface": "Zorbel", "label": "PERSON"}],
        "lexicons": ng.Lexicon(["amber quill"], label="ORG"),
        "priority": "force",
    }
    text = "“It is over,” Zorbel said of amber quill."
    expected = ng.read(text, **options).to_html()
    assert "Zorbel</mark>" in expected or "Zorbel" in expected
    assert ng.read(text, offsets="byte", **options).to_html() == expected
