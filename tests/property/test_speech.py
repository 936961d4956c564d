"""What holds for entities, roles and quotes of any text."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng
from strategies import broken_bytes, seen, texts

# Words that make attributions likely, in any order.
WORDS = [
    "Jane Roe", "Roe", "Mr. Poe", "the mayor", "officials", "said", "says", "told", "that", "she",
    "“", "”", '"', "‘", "’", ",", ".", ":", "?", "\n\n", "—", "(", ")", "according", "to", "saying",
    "claim", "who", "and", "is", "was", "on Monday", "R-Ohio", "45", "the", "report", "called", "for",
    "it", "by", "’s", "not", "refused", "NATO", "U.S.", "Acme Inc.", "Acme",
]  # fmt: skip
words = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def check(text: str, article: ng.Article) -> None:
    n_entities = len(article.entities)
    counts = [0] * n_entities
    for mention in article.mentions:
        if mention.entity is not None:
            counts[mention.entity] += 1
            assert mention.text in article.entities[mention.entity].aliases
    for entity, n in zip(article.entities, counts, strict=True):
        assert entity.n_mentions == n > 0
        assert entity.name
        first = next(m for m in article.mentions if m.entity == entity.entity)
        assert entity.first_start == first.start
    for role in article.roles:
        assert role.text == text[role.start : role.stop] != ""
        check_entity(role.entity, n_entities)
        check_entity(role.org_entity, n_entities)
        assert (role.age is None) or role.kind == "age"
    for quote in article.quotes:
        check_quote(text, quote, n_entities)
    for table in (article.roles, article.quotes):
        starts = table["start"]
        assert starts == sorted(starts)
    starts = article.quotes["start"]
    stops = article.quotes["stop"]
    assert sum(stop - start for start, stop in zip(starts, stops, strict=True)) <= 8 * len(text) + 8


def check_entity(row: int | None, n_entities: int) -> None:
    assert row is None or 0 <= row < n_entities


def check_quote(text: str, quote: ng.Quote, n_entities: int) -> None:
    assert quote.text == text[quote.start : quote.stop] != ""
    parts = list(zip(quote.part_starts, quote.part_stops, strict=True))
    assert all(start < stop for start, stop in parts)
    assert parts == sorted(parts)
    if quote.kind != "mixed":
        assert parts[0][0] == quote.start
        assert parts[-1][1] == quote.stop
    spans: list[tuple[Any, ...]] = [
        (quote.cue, quote.cue_start, quote.cue_stop),
        (quote.speaker, quote.speaker_start, quote.speaker_stop),
    ]
    for piece, start, stop in spans:
        assert (piece is None) == (start is None) == (stop is None)
        assert piece is None or piece == text[start:stop] != ""
    check_entity(quote.speaker_entity, n_entities)
    for row in quote.co_speakers:
        check_entity(row, n_entities)
    assert (quote.kind == "scare") == (quote.speaker_type == "none")
    assert 0 <= quote.conf <= 1


@given(st.one_of(words, texts))
def test_any_text(text: str) -> None:
    check(seen(text), ng.read(text))


@given(broken_bytes)
def test_any_bytes(text: bytes) -> None:
    article = ng.read(text)
    for quote in article.quotes:
        assert 0 <= quote.start < quote.stop
