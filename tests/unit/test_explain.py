"""Explanations: what they say of single places, and how they look."""

import copy
import itertools
import json
import pickle
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _core


def decisions(text: str, piece: str, stage: str = "tokens", **options) -> list[tuple[str, str]]:
    """(rule, decision) for the rows that `piece` touches, as a table's stage has them."""
    start = text.index(piece)
    explanation = ng.explain(text, start, start + len(piece), **options)
    return [(r.rule, r.decision) for r in explanation if r.stage == stage and r.kind != "space"]


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        ("Mr. Roe", "Mr.", [("T20", "kept")]),
        ("A plain word", "plain", [("T2", "made")]),
        ("Well, no", ",", [("T3", "made")]),
        ("O'Brien left", "O'Brien", [("T10", "joined")]),
        ("O'Brien's plan", "O'Brien", [("T11", "cut"), ("T10", "joined")]),
        ("O'Brien's plan", "'s", [("T11", "cut")]),
        ("They can't go", "ca", [("T11", "cut")]),
        ("in the U.S. Army", "U.S.", [("T23", "kept"), ("T6", "joined")]),
        ("in the U.S. He left", "U.S", [("T23", "split"), ("T6", "joined")]),
        ("at 3 p.m. Friday", "p.m.", [("T24", "kept"), ("T6", "joined")]),
        ("He said no. Next", "no", [("T21", "split")]),
        ("See p. 55", "p.", [("T21", "kept")]),
        ("It paid $3.5bn", "bn", [("T12", "cut")]),
        ("It ended.The rest", ".", [("T6", "split")]),
        ("AP Photo/Jane Roe", "/", [("T8", "split")]),
        ("Smith&Sons", "&", [("T9", "split")]),
        ("1,200 of 2024,500", ",500", [("T5", "split"), ("T2", "made")]),
        ("see example.com now", "example.com", [("T14", "joined"), ("T6", "joined")]),
        ("see example.com/a now", "example.com/a",
         [("T15", "made"), ("T14", "joined"), ("T6", "joined")]),
        ("the U.S.-based firm", "U.S.-based", [("T23", "kept"), ("T6", "joined"), ("T7", "joined")]),
        ("tell 'em now", "'em", [("T28", "made")]),
        ("a@b.com", "a@b.com", [("T16", "made")]),
    ],
)  # fmt: skip
def test_tokens(text: str, piece: str, expected: list[tuple[str, str]]) -> None:
    assert decisions(text, piece, lexicon=None) == expected


def test_each_rule_of_a_token_stands_once() -> None:
    assert decisions("the 1,200,300,400 votes", "1,200,300,400") == [("T5", "joined")]


def test_schemes() -> None:
    text = "a well-known man"
    assert decisions(text, "well-known") == [("T7", "joined")]
    ud = [("T2", "made"), ("T7", "split"), ("T2", "made")]
    assert decisions(text, "well-known", scheme="ud") == ud
    assert decisions(text, "well", scheme="uax29") == [("UAX29", "made")]


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        ("It ended. He left.", "It", [("S16", "made"), ("S2", "ends")]),
        ("It ended. He left.", "left", [("S16", "made"), ("S1", "ends")]),
        ("He said “no.” Then he left.", "said",
         [("S16", "made"), ("S2", "ends"), ("S3", "joined")]),
        ("It grew here.[2] He left.", "grew", [("S16", "made"), ("S2", "ends"), ("S14", "joined")]),
        ("“Really?” he asked.", "?", [("S16", "made"), ("S4", "goes_on"), ("S1", "ends")]),
        # A mark outside the span that does not end the sentence is not told.
        ("“Really?” he asked.", "asked", [("S16", "made"), ("S1", "ends")]),
        ("• Milk • Tea", "Milk", [("S16", "made"), ("S12", "begins")]),
        ("• Milk • Tea", "Tea", [("S16", "made"), ("S12", "begins"), ("S1", "ends")]),
        ("• Milk • Tea", "Milk • Tea",
         [("S16", "made"), ("S16", "made"), ("S12", "begins"), ("S1", "ends")]),
        ("1.) One 2.) Two", "One", [("S16", "made"), ("S11", "begins")]),
        ("She left Yahoo! Inc. last year.", "!", [("S16", "made"), ("S7", "goes_on"), ("S1", "ends")]),
        ("for 1. above and more", ".", [("S16", "made"), ("S10", "goes_on"), ("S1", "ends")]),
    ],
)  # fmt: skip
def test_sentences(text: str, piece: str, expected: list[tuple[str, str]]) -> None:
    assert decisions(text, piece, "sentences", lexicon=None) == expected


def test_rows_are_those_of_the_tables(article: str) -> None:
    a = ng.read(article)
    for mention in a.mentions:
        reasons = a.explain(mention.start, mention.stop)
        *_, reason = (r for r in reasons if r.stage == "mentions" and r.weight is None)
        assert (reason.stage, reason.start, reason.stop) == (
            "mentions",
            mention.start,
            mention.stop,
        )
        assert (reason.text, reason.kind) == (mention.text, mention.label)
        assert (reason.rule, reason.conf) == (mention.rule, mention.conf)
    for block in a.blocks:
        reason = a.explain(block.start, block.stop)[0]
        assert (reason.stage, reason.start, reason.stop) == ("blocks", block.start, block.stop)
        assert (reason.kind, reason.rule, reason.conf) == (block.kind, block.rule, block.conf)


def test_white_space() -> None:
    explanation = ng.explain("one\u00a0 two", 3, 5)
    assert [(r.text, r.kind, r.rule) for r in explanation if r.stage == "tokens"] == [
        ("\u00a0 ", "space", "T1")
    ]
    assert ng.explain("one\u00a0 two", 3, 5, scheme="uax29")[1].rule == "UAX29"
    assert [r.text for r in ng.explain("one ", 0, 4) if r.stage == "tokens"] == ["one", " "]


@pytest.mark.parametrize("offsets", ["char", "byte", "utf16"])
@pytest.mark.parametrize("kind", [str, bytes])
def test_units(article: str, offsets, kind) -> None:
    text = f"🇰🇵 {article}"
    pipeline = ng.Pipeline(offsets=offsets)
    given = text if kind is str else text.encode()
    a = pipeline.read(given)
    mention = a.mentions[1]
    assert a.explain(mention.start, mention.stop) == pipeline.explain(
        given, mention.start, mention.stop
    )
    plain = ng.read(text)
    there = plain.explain(plain.mentions[1].start, plain.mentions[1].stop)
    assert [r._replace(start=0, stop=0) for r in a.explain(mention.start, mention.stop)] == [
        r._replace(start=0, stop=0) for r in there
    ]


def test_empty_spans() -> None:
    text = "Mr. Roe"
    assert [r.rule for r in ng.explain(text, 4, 4)] == [r.rule for r in ng.explain(text, 4, 5)]
    assert len(ng.explain(text, 7, 7)) == 0
    assert len(ng.explain("", 0, 0)) == 0
    assert repr(ng.explain("", 0, 0)) == "<Explanation 0:0 «»>"


def test_half_a_character_is_all_of_it() -> None:
    whole = ng.explain("a 😀 b", 2, 6, offsets="byte")
    for start, stop in ((3, 4), (3, 3), (5, 6), (2, 4)):
        assert ng.explain("a 😀 b", start, stop, offsets="byte")[:] == whole[:]


def test_broken_bytes() -> None:
    data = b"ab \xff\xfe cd"
    (reason,) = [r for r in ng.explain(data, 3, 5) if r.stage == "tokens"]
    assert (reason.text, reason.kind, reason.rule) == ("\ufffd\ufffd", "invalid", "T27")


def test_errors(article: str) -> None:
    a = ng.read(article)
    with pytest.raises(ValueError, match="start must be 0 or more, not -1"):
        a.explain(-1, 5)
    with pytest.raises(ValueError, match=r"stop must be at least start \(5\), not 4"):
        a.explain(5, 4)
    end = len(article)
    with pytest.raises(ValueError, match=f"stop is {end + 1}, the text ends at {end}"):
        a.explain(0, end + 1)
    with pytest.raises(ValueError, match=f"stop is {1 << 80}"):
        a.explain(0, 1 << 80)
    with pytest.raises(TypeError, match="start must be an int, not str"):
        a.explain("1", 4)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="stop must be an int, not float"):
        a.explain(1, 4.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text must be str or bytes, not int"):
        ng.explain(5, 0, 0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="scheme must be one of"):
        ng.explain("text", 0, 1, scheme="ptb")  # type: ignore[arg-type]
    native = ng.Pipeline(lexicon=None)._native
    for start, stop in ((0, 5), (-1, 0), (2, 1)):
        with pytest.raises(ValueError, match=r"explain\(\): an argument is out of range"):
            _core.explain(native, "text", start, stop)
    with pytest.raises(TypeError):
        _core.explain(native, 5, 0, 0)  # type: ignore[arg-type]


def test_is_a_value() -> None:
    text = "Mr. Roe left. He’s gone."
    one, other = ng.explain(text, 0, 7), ng.explain(text, 0, 7)
    assert one == other
    assert hash(one) == hash(other)
    assert one != ng.explain(text, 0, 6)
    assert one != "explanation"
    assert pickle.loads(pickle.dumps(one)) == copy.copy(one) == one
    with pytest.raises(AttributeError, match="immutable"):
        one.start = 5  # type: ignore[misc]
    assert one[0].stage == "blocks"
    assert one[-1] == list(one)[-1]
    assert one[1:3] == list(one)[1:3]
    with pytest.raises(IndexError):
        one[99]
    assert (one.start, one.stop, one.text) == (0, 7, "Mr. Roe")
    assert one.rules[:2] == ("B2", "T20")
    assert json.loads(json.dumps([r._asdict() for r in one]))[1]["rule"] == "T20"


def test_layout() -> None:
    text = "Mr. Roe\nleft.\x1b[31m " + "He did not say why he did. " * 10
    shown = str(ng.explain(text, 0, len(text)))
    assert "\x1b" not in shown
    assert "«Mr. Roe⏎left." in shown
    lines = shown.split("\n")
    assert all(line.split("  ")[0] in _core.RULES for line in lines[1:])
    # The columns are aligned: each summary begins at the same place.
    assert len({line.index("«") for line in lines[1:]}) == 1
    folded = repr(ng.explain(text, 0, len(text))).split("\n")
    assert len(folded) == 16
    assert folded[-1] == f"... {len(lines) - 15} more lines"


def test_the_worked_example(shared) -> None:
    """Every rule that it names is one of the library."""
    path: Path = shared("articles/000_5beab461c7744e30.txt")
    text = path.read_text(encoding="utf-8")
    known = {rule_id for rules in _core.RULES.values() for rule_id, _ in rules}
    assert set(ng.explain(text, 0, len(text)).rules) <= known


@pytest.mark.parametrize("scheme", ["news", "ud", "uax29"])
def test_real_news(shared, scheme) -> None:
    """The reference, which explains, gives the rows of the tokenizer that reads."""
    pipeline = ng.Pipeline(scheme=scheme)
    with open(shared("data/raw/news.bench.jsonl"), encoding="utf-8") as lines:
        for line in itertools.islice(lines, 200):
            text = json.loads(line)["text"]
            article = pipeline.read(text)
            reasons = list(article.explain(0, len(text)))
            for name in ("blocks", "tokens", "sentences", "mentions"):
                told = [
                    (r.start, r.stop, r.kind)
                    for r in reasons
                    if r.stage == name
                    and r.kind != "space"
                    and r.weight is None
                    and (name != "sentences" or r.decision == "made")
                ]
                table = article.tables[name]
                kinds = table["label" if name == "mentions" else "kind"]
                rows = list(zip(table["start"], table["stop"], kinds, strict=True))
                assert list(dict.fromkeys(told)) == rows
            ends = [r for r in reasons if r.decision in ("ends", "begins")]
            assert len(ends) == len(article.sentences)


def test_evidence() -> None:
    """What spoke for a name of the tagger, and what else it would have read."""
    text = "Jane Roe met him.\nRoe told the Jordan Times that Acme had hired John Doe in Georgia."
    for name in ("Roe told", "Jordan Times", "John Doe", "Georgia"):
        start = text.index(name)
        found = ng.explain(text, start, start + 3)
        made = [r for r in found if r.stage == "mentions" and r.decision == "made"]
        evidence = [r for r in found if r.decision == "evidence"]
        (instead,) = (r for r in found if r.decision == "instead")
        assert len(made) == 1
        assert 1 <= len(evidence) <= 5
        weights = [abs(r.weight) for r in evidence if r.weight is not None]
        assert weights == sorted(weights, reverse=True)
        assert len(weights) == len(evidence)
        assert {(r.start, r.stop, r.kind) for r in evidence} == {(*made[0][1:3], made[0].kind)}
        assert instead.weight is not None
        assert instead.weight < 0
        assert (instead.start, instead.stop, instead.kind) != (*made[0][1:3], made[0].kind)
        assert {r.weight for r in found if r.decision not in ("evidence", "instead")} == {None}
        assert f"({evidence[0].weight:+.1f})" in str(found)
    assert "evidence" not in {r.decision for r in ng.explain(text, 0, 8, model=None)}
    assert "evidence" not in {r.decision for r in ng.explain("It cost $5 on Monday.", 0, 21)}


def test_evidence_is_in_the_docs(repo: Path) -> None:
    text = (repo / "tests/rules/mentions.md").read_text()
    told = (repo / "docs/model.md").read_text()
    found = [r for r in ng.explain(text, 0, len(text)) if r.decision in ("evidence", "instead")]
    assert {r.rule for r in found} == {f"E{i}" for i in range(10)}
    for r in found:
        assert f"| {r.rule} | {r.summary} |" in told


def test_evidence_adds_up() -> None:
    """All nine groups together are how much worse the other reading is; five are told."""
    text = "Police met Kelber Widgets and Ann Poe. Georgia denied that."
    told: list[float] = []
    for r in ng.explain(text, 0, len(text)):
        if r.decision == "evidence":
            told.append(r.weight or 0)
        elif r.decision == "instead":
            assert r.weight is not None
            left = 4 * max(0.05, abs(told[-1]))
            assert sum(told) == pytest.approx(-r.weight, abs=left + 0.05)
            told = []
