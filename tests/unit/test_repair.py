"""Repairs of what scraping damaged, and the way back to the text as it was."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng


@pytest.mark.parametrize(
    ("text", "repaired", "kinds"),
    [
        ("Itâ€™s over", "It’s over", ["mojibake"]),
        ("CafÃ© Â£5 â€œquotedâ€\x9d", "Café £5 “quoted”", ["mojibake"] * 4),
        ("AT&amp;T&nbsp;said &#8217;no&#x2019;", "AT&T said ’no’", ["entity"] * 4),
        ("soft\u00adhyphen\ufeff", "softhyphen", ["invisible"] * 2),
        ("one\u00a0two \u2009three", "one two three", ["space"] * 2),
        ("It ended.The rest left.", "It ended. The rest left.", ["glued"]),
        ("said “no.”The rest left.", "said “no.” The rest left.", ["glued"]),
        ("a  b", "a b", ["space"]),
        ("text\nread moreread more\ntext", "text\nread more\ntext", ["doubled"]),
    ],
)
def test_repairs(text: str, repaired: str, kinds: list[str]) -> None:
    r = ng.repair(text)
    assert r.text == repaired
    assert [x.kind for x in r.repairs] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, with “quotes”, a café, £5 and naïveté.",
        "the U.S.The Army, example.com and Node.js",
        "  indented\n\n  twice",
        "a line that ends in blanks  \nand another",
        "Ã alone, and â",
        "AT&T; &unknownentity; 5 < 6 & 7",
        "bonbon\nmama\nno no",
    ],
)
def test_what_is_not_damaged_stays(text: str) -> None:
    r = ng.repair(text)
    assert (r.text, r.repairs) == (text, ())


def test_the_way_back() -> None:
    text = "Itâ€™s over.The  mayor, Jane&nbsp;Roe, left."
    r = ng.repair(text)
    for word, before in (("mayor", "mayor"), ("Jane Roe", "Jane&nbsp;Roe"), ("’", "â€™")):
        start = r.text.index(word)
        a, b = r.to_original(start, start + len(word))
        assert text[a:b] == before
    assert r.to_original(len(r.text), len(r.text)) == (len(text), len(text))
    (name,) = (m for m in ng.mentions(r.text) if m.label == "PERSON")
    a, b = r.to_original(name.start, name.stop)
    assert text[a:b] == "Jane&nbsp;Roe"
    assert repr(r) == f"<Repaired text of {len(r.text)} characters, {len(r.repairs)} repairs>"
    assert r == ng.repair(text)
    assert hash(r) == hash(ng.repair(text))
    assert r != ng.repair("")


def test_wrong_input() -> None:
    with pytest.raises(TypeError, match="text must be str, not bytes"):
        ng.repair(b"a")  # type: ignore[arg-type]
    for start, stop in ((-1, 2), (2, 1)):
        with pytest.raises(ValueError, match="is no span"):
            ng.repair("text").to_original(start, stop)


PIECES = st.sampled_from(
    [
        "â€™",
        "Ã©",
        "\u00a0",
        "  ",
        "&amp;",
        "\u00ad",
        "word",
        "End.Next one",
        "\n",
        "no no",
        "é",
        "🇰🇵",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join), st.data())
def test_any_text(text: str, data: st.DataObject) -> None:
    r = ng.repair(text)
    # The pieces that were not repaired, and what the others became, make up the text.
    at, parts = 0, []
    for x in r.repairs:
        assert at <= x.start <= x.stop
        parts += [text[at : x.start], x.text]
        at = x.stop
    assert r.text == "".join([*parts, text[at:]])
    start = data.draw(st.integers(0, len(r.text)))
    stop = data.draw(st.integers(start, len(r.text)))
    a, b = r.to_original(start, stop)
    assert 0 <= a <= b <= len(text)
    # What stands in the span is there in the original, if nothing of it was repaired or put in.
    if not any(x.start <= b and x.stop >= a for x in r.repairs):
        assert text[a:b] == r.text[start:stop]


@pytest.mark.parametrize(
    "piece", [" ", "\u00a0", "&", "â€", "Ã©", "a.A", "no no ", "\u00ad", "x\n"]
)
def test_linear(piece: str) -> None:
    times = []
    for n in (50_000, 200_000):
        start = time.perf_counter()
        ng.repair(piece * n)
        times.append(time.perf_counter() - start)
    assert times[1] < 12 * times[0] + 0.2
