"""Names of random lexicons in random texts, against a reference that is naive."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

import nutgraf as ng
from strategies import broken_bytes, clean_texts, texts

WORDS = [
    "Ann",
    "ann",
    "ANN",
    "Lee",
    "lee",
    "Ünn",
    "x",
    "X",
    "Springfield",
    "springfield",
    "7",
    "東京",
]
GAPS = [" ", "-", "  ", "\n", "\n\n", ", ", ". ", "; ", " (", "“", "” ", "\t", " - "]


class Unit(NamedTuple):
    start: int
    stop: int
    key: str
    """As lexicons compare words: small letters, no diacritics."""


def fold(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def units_of(text: str) -> list[Unit]:
    """Words, and marks that are no white space, hyphen or point."""
    return [
        Unit(m.start(), m.end(), fold(m.group())) for m in re.finditer(r"[^\W_]+|[^\w\s.-]", text)
    ]


def gap_is_good(text: str, before: Unit, after: Unit) -> bool:
    gap = text[before.stop : after.start]
    return gap.count("\n") < 2 and not (
        re.search(r"\.(?=[\s.-])", gap) and len(before.key.encode()) > 5
    )


def same_case(name: str, text: str) -> bool:
    return [c.isupper() for c in name if c.isalpha()] == [c.isupper() for c in text if c.isalpha()]


def reference(
    text: str, names: dict[str, str], overlapping: bool
) -> list[tuple[int, int, frozenset[str]]]:
    """(start, stop, names) of all that are found; `names` say how their case counts."""
    cut = {name: [u.key for u in units_of(name)] for name in names}
    units = units_of(text)
    found: list[tuple[int, int, frozenset[str]]] = []
    at = 0
    while at < len(units):
        here: dict[int, set[str]] = {}
        for name, keys in cut.items():
            piece = units[at : at + len(keys)]
            if [u.key for u in piece] != keys:
                continue
            if not all(gap_is_good(text, a, b) for a, b in pairwise(piece)):
                continue
            span = text[piece[0].start : piece[-1].stop]
            if names[name] == "exact" and not same_case(name, span):
                continue
            here.setdefault(at + len(keys), set()).add(name)
        stops = sorted(here) if overlapping else sorted(here)[-1:]
        found += [(units[at].start, units[n - 1].stop, frozenset(here[n])) for n in stops]
        at = stops[-1] if stops and not overlapping else at + 1
    return found


names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
lexicons = st.dictionaries(names, st.sampled_from(["exact", "fold"]), min_size=1, max_size=8)
word_texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)).map("".join), max_size=40
).map("".join)


def lexicon_of(named: dict[str, str]) -> ng.Lexicon:
    lexicon = ng.Lexicon()
    for name, case in named.items():
        lexicon.add(name, match_case=case)  # type: ignore[arg-type]
    return lexicon


@given(word_texts, lexicons, st.booleans(), st.integers(0, 70))
@settings(max_examples=300)
def test_like_the_reference(
    text: str, named: dict[str, str], overlapping: bool, shift: int
) -> None:
    lexicon = lexicon_of(named)
    text = " " * shift + text
    rows = ng.match(text, lexicon, overlapping=overlapping)
    assert [(m.start, m.stop, frozenset(m.ext_ids)) for m in rows] == reference(
        text, named, overlapping
    )


@given(texts, st.lists(clean_texts.filter(lambda t: "\0" not in t), max_size=6), st.booleans())
def test_any_names_in_any_text(text: str, some: list[str], whole: bool) -> None:
    """No name is too odd: it is found in itself, or refused; spans slice the text."""
    lexicon = ng.Lexicon()
    for name in some:
        try:
            lexicon.add(name, whole_words=whole)
        except ValueError:
            continue
        assert len(lexicon) > 0
    for m in ng.match(text, lexicon):
        assert m.text == "".join(
            "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text[m.start : m.stop]
        )
        assert m.name in some
    both = ng.match([text, text.encode("utf-8", "replace")], lexicon, offsets="byte", threads=1)
    for m in both:
        assert 0 <= m.start < m.stop


@given(broken_bytes, lexicons)
def test_broken_bytes(data: bytes, named: dict[str, str]) -> None:
    rows = list(ng.match(data, lexicon_of(named), offsets="byte"))
    assert all(a.stop <= b.start for a, b in pairwise(rows))
    assert all(0 <= m.start < m.stop <= len(data) for m in rows)
