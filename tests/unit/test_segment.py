import pytest

import nutgraf as ng

FLAGS = "🇰🇵🇺🇸"
FAMILY = "👩\u200d👩\u200d👧"


def cut(text: str, kind) -> list[str]:
    return [text[a:b] for a, b in ng.segment(text, kind)]


def test_graphemes() -> None:
    assert cut(f"e\u0301{FLAGS}{FAMILY}\r\n", "grapheme") == [
        "e\u0301",
        "🇰🇵",
        "🇺🇸",
        FAMILY,
        "\r\n",
    ]


def test_words() -> None:
    assert cut("can't 3.5, U.S.", "word") == ["can't", " ", "3.5", ",", " ", "U.S", "."]


def test_sentences() -> None:
    assert cut("One. Two? three", "sentence") == ["One. ", "Two? ", "three"]


def test_spans() -> None:
    spans = ng.segment("a b", "word")
    assert list(spans) == [(0, 1), (1, 2), (2, 3)]
    assert spans[-1] == (2, 3)
    assert spans[1:] == [(1, 2), (2, 3)]
    assert len(spans) == 3
    assert (1, 2) in spans
    assert spans == ng.segment("c d", "word")
    assert hash(spans) == hash(ng.segment("c d", "word"))
    assert spans != ng.segment("cd", "word")
    assert spans != [(0, 1)]
    assert repr(spans).startswith("<Spans 3: (0, 1)")
    for index in (3, -4):
        with pytest.raises(IndexError, match=f"no span {index}"):
            spans[index]
    with pytest.raises(TypeError, match="not float"):
        spans[1.0]  # type: ignore[call-overload]


def test_stops_are_a_read_only_buffer() -> None:
    spans = ng.segment("a b c", "word")
    assert list(spans.stops) == [1, 2, 3, 4, 5]
    assert spans.stops.readonly
    with pytest.raises(TypeError):
        spans.stops[0] = 9
    stops = spans.stops
    del spans
    assert stops.tolist() == [1, 2, 3, 4, 5]


def test_empty() -> None:
    for text in ("", b""):
        assert len(ng.segment(text, "word")) == 0
        assert list(ng.segment(text, "word")) == []


def test_broken_bytes_count_as_one() -> None:
    broken = b"a\xff\xf0\x9f\x92 b"
    assert [stop for _, stop in ng.segment(broken, "grapheme")] == [1, 2, 3, 4, 5]


def test_errors() -> None:
    with pytest.raises(ValueError, match="kind must be one of grapheme, word, sentence"):
        ng.segment("a", "line")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text must be str or bytes"):
        ng.segment(5, "word")  # type: ignore[arg-type]
