"""What holds for the explanation of any span of any text."""

from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng
from strategies import broken_bytes, schemes, texts
from test_offsets import is_space, pipeline, seen

ORDER = (
    *("blocks", "tokens", "sentences", "mentions", "dates", "numbers"),
    *("entities", "roles", "quotes"),
)

# Numbers without a value have no row of their own.
MENTIONS_ONLY = ("CARDINAL", "MONEY", "PHONE")


def check(text: str, article: ng.Article, start: int, stop: int) -> None:
    explanation = article.explain(start, stop)
    assert (explanation.start, explanation.stop) == (start, stop)
    keys = [(ORDER.index(r.stage), r.start) for r in explanation if r.weight is None]
    assert keys == sorted(keys)
    for r in explanation:
        assert 0 <= r.start < r.stop <= len(text)
        assert seen(r.text) == seen(text[r.start : r.stop])
        assert (r.kind == "space") == is_space(r.text)
        told = r.stage not in ("tokens", "sentences") and r.weight is None
        assert (r.conf is not None) == told
    if start == stop:
        stop += 1
    for stage in ORDER:
        if stage == "entities":  # told where a mention is joined to another; no rows of spans
            continue
        rows = [
            (row.start, row.stop)
            for row in article.tables[stage]
            if row.start < stop and row.stop > start
        ]
        told = [
            (r.start, r.stop)
            for r in explanation
            if r.stage == stage
            and r.weight is None
            and r.kind != "space"
            and not (stage == "numbers" and r.kind in MENTIONS_ONLY)
            and (stage != "sentences" or r.decision == "made")
        ]
        assert list(dict.fromkeys(told)) == rows
    # Each sentence of the span has one reason for its end, and the first may have one
    # for its beginning.
    ends = [r for r in explanation if r.decision in ("ends", "begins")]
    sentences = [r for r in explanation if r.stage == "sentences" and r.decision == "made"]
    first = [r for r in ends if sentences and r.start == sentences[0].start]
    assert len(ends) - len([r for r in first if r.decision == "begins"]) == len(sentences)


@given(texts, schemes, st.data())
def test_any_text(text: str, scheme: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    article = pipeline(scheme).read(text)
    check(text, article, start, stop)
    check(text, article, 0, len(text))


@given(broken_bytes, schemes)
def test_any_bytes(data: bytes, scheme: str) -> None:
    text = data.decode("utf-8", "replace")
    check(text, pipeline(scheme).read(data), len(text) // 3, len(text))
