"""Any overrides on any text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng

WORDS = (
    "Jane Roe", "Roe", "May", "Zorbelix", "U.S.", "Zoë", "İstanbul", "the", "said", "in", "5 May 2015",
    "$5 million", "😀", "“Amber”", "Amber", "O'Dune", "Inc.", "Roe-led", "\n", ".", ",", "  ", "\x00", "a",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30).map(" ".join)
SURFACES = st.sampled_from([w for w in WORDS if w.strip() and "\x00" not in w]) | st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8
).filter(lambda s: bool(s.strip("".join(map(chr, range(33))) + "\xa0")))
LABELS = st.sampled_from(["PERSON", "ORG", "DATE", "GPE", "VESSEL"])


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, str | None]]:
    made: dict[str, dict[str, str | None]] = {}
    for surface in draw(st.lists(SURFACES, max_size=5)):
        row: dict[str, str | None] = {
            "surface": surface,
            "case": draw(st.sampled_from(["exact", "fold"])),
        }
        if draw(st.booleans()):
            row["label"] = draw(LABELS)
        else:
            row["never"] = draw(st.sampled_from(["*", "PERSON", "DATE ORG"]))
        if draw(st.booleans()):
            row["context"] = draw(st.sampled_from(["Roe", "said in", "nowhere"]))
        made.setdefault(" ".join(surface.split()).lower(), row)
    return list(made.values())


def overrides(given_rows: list[dict[str, str | None]]) -> ng.Overrides | None:
    try:
        return ng.Overrides(given_rows)
    except ValueError:
        return None  # a surface that no text can have


def units(text: str, unit: str) -> Any:
    if unit == "char":
        return text
    return text.encode("utf-8") if unit == "byte" else text.encode("utf-16-le")


@given(TEXTS, rows(), st.sampled_from(["char", "byte", "utf16"]))
def test_mentions_stay_rows_of_the_text(text: str, given_rows: Any, unit: Any) -> None:
    made = overrides(given_rows)
    if made is None:
        return
    t = ng.extract([text], overrides=made, offsets=unit)
    whole, width = units(text, unit), 2 if unit == "utf16" else 1
    stop = 0
    for m in t.mentions:
        assert stop <= m.start < m.stop
        piece = whole[width * m.start : width * m.stop]
        assert m.text == (
            piece if unit == "char" else piece.decode("utf-16-le" if width == 2 else "utf-8")
        )
        stop = m.stop
    for d in (*t.dates, *t.numbers):
        if d.mention is not None:
            m = t.mentions[d.mention]
            assert m.start <= d.start < d.stop <= m.stop


@given(
    TEXTS,
    st.sampled_from(["Roe", "May", "Jane Roe", "U.S.", "Zoë", "Amber", "5 May 2015", "Zorbelix"]),
)
def test_what_is_never_a_mention_is_none(text: str, surface: str) -> None:
    rows = [{"surface": surface, "never": "*"}]
    t = ng.extract([text], overrides=rows, tables=["mentions", "dates", "numbers"])
    for row in (*t.mentions, *t.dates, *t.numbers):
        assert " ".join(row.text.split()) != surface


@given(TEXTS)
def test_rows_that_say_nothing_of_a_text_change_nothing(text: str) -> None:
    rows = [
        {"surface": "Xyzzyx", "label": "ORG"},
        {"surface": "Roe", "never": "*", "context": "Xyzzyx"},
    ]
    made = ng.extract([text], overrides=rows)
    plain = ng.extract([text])
    for name in ("mentions", "dates", "numbers", "entities", "roles", "quotes"):
        assert list(getattr(made, name)) == list(getattr(plain, name))


@pytest.mark.parametrize("surface", ["Zorbelix Quux", "zorbelix quux"])
def test_a_surface_is_found_wherever_it_stands(surface: str) -> None:
    text = (
        "He left Zorbelix  Quux. “Zorbelix Quux” fell; Zorbelix Quux's boss, and ZORBELIX QUUX-led."
    )
    rows = [{"surface": surface, "label": "ORG", "case": "exact" if surface[0] == "Z" else "fold"}]
    found = [m.text for m in ng.mentions(text, overrides=rows) if m.rule == "M38"]
    assert [" ".join(x.split()) for x in found][:3] == ["Zorbelix Quux"] * 3
