from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng
from strategies import broken_bytes, clean_texts, texts

kinds = st.sampled_from(["grapheme", "word", "sentence"])


@given(texts, kinds)
def test_segments_tile_the_text(text: str, kind) -> None:
    at = 0
    for start, stop in ng.segment(text, kind):
        assert at == start < stop
        at = stop
    assert at == len(text)


@given(broken_bytes, kinds)
def test_bytes(data: bytes, kind) -> None:
    spans = ng.segment(data, kind)
    assert (spans[-1][1] if len(spans) else 0) == len(data.decode("utf-8", "replace"))


@given(clean_texts, kinds)
def test_str_and_bytes(text: str, kind) -> None:
    assert ng.segment(text, kind) == ng.segment(text.encode(), kind)


@given(clean_texts)
def test_graphemes_of_regex(text: str) -> None:
    """The module regex is an implementation of its own."""
    import pytest

    regex = pytest.importorskip("regex", reason="regex is optional")
    assigned = "".join(c for c in text if regex.match(r"\p{Assigned}", c))
    cut = [assigned[a:b] for a, b in ng.segment(assigned, "grapheme")]
    assert cut == regex.findall(r"\X", assigned)
