#!/usr/bin/env python3
"""Compare nutgraf.segment() with ICU on random texts of all scripts mixed.

    pip install icu4py regex==2025.11.3
    python tests/conformance/compare_icu.py [--texts 200000] [--seed 1] [--tailored]

Needs ICU 78, which has the same version of Unicode; skips without it.  Exits 1
if a text is cut differently.

The texts are random in their break properties first and in their characters
second, so that rare properties meet each other often.  Left out, because ICU
tailors them on purpose (its rules are those of CLDR's root locale):
- words: scripts that ICU cuts by dictionary (Thai, Lao, Khmer, Burmese, Han, Hangul,
  Hiragana, Katakana).

With --tailored these stay in: words may then differ beside their characters, and
nowhere else.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable

import nutgraf

try:
    import regex
    from icu4py._version import icu_version
    from icu4py.breakers import CharacterBreaker, SentenceBreaker, WordBreaker
except ImportError as error:
    print(f"compare_icu: skipped ({error})")
    sys.exit(0)

Spans = list[tuple[int, int]]

BREAKERS: dict[str, Callable[[str, str], CharacterBreaker | WordBreaker | SentenceBreaker]] = {
    "grapheme": CharacterBreaker,
    "word": WordBreaker,
    "sentence": SentenceBreaker,
}
# The properties whose values the texts are mixed from.
PROPERTIES = {"grapheme": ("GCB", "InCB"), "word": ("WB",), "sentence": ("SB",)}
VALUES = {
    "GCB": "Other CR LF Control Extend ZWJ RI Prepend SpacingMark L V T LV LVT",
    "InCB": "Consonant Extend Linker",
    "WB": "Other CR LF Newline Extend ZWJ Format RI Katakana HL ALetter SQ DQ MidNumLet "
    "MidLetter MidNum Numeric ExtendNumLet WSegSpace",
    "SB": "Other CR LF Sep Extend Format Sp Lower Upper OLetter Numeric ATerm STerm SContinue Close",
}
TAILORED = regex.compile(
    r"[\p{LB=SA}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{WB=Katakana}\uAC00-\uD7A3]"
)
# Characters that WB4 looks through, and those that are counted in pairs from afar (WB15).
IGNORED = regex.compile(r"[\p{WB=Extend}\p{WB=Format}\p{WB=ZWJ}\p{WB=RI}]")


def characters_by_value(kind: str, tailored: bool = False) -> list[str]:
    """One string of characters for each value of each property of `kind`."""
    everything = "".join(chr(cp) for cp in range(0x110000) if not 0xD800 <= cp <= 0xDFFF)
    if kind == "word" and not tailored:
        everything = TAILORED.sub("", everything)
    groups = [
        "".join(regex.findall(rf"\p{{{name}={value}}}", everything))
        for name in PROPERTIES[kind]
        for value in VALUES[name].split()
    ]
    groups.append("".join(regex.findall(r"\p{Extended_Pictographic}", everything)))
    groups.append("".join(regex.findall(r"[\x00-\x7F]", everything)))
    return [group for group in groups if group]


def random_text(random_source: random.Random, groups: list[str]) -> str:
    # Few groups in one text make long contexts that fit each other.
    chosen = random_source.sample(groups, min(len(groups), random_source.randint(2, 6)))
    length = random_source.randint(1, 24)
    return "".join(random_source.choice(random_source.choice(chosen)) for _ in range(length))


def icu_spans(kind: str, text: str) -> Spans:
    """ICU's segments; it counts UTF-16 code units, we count code points."""
    code_point_at: dict[int, int] = {}
    n_units = 0
    for index, character in enumerate(text):
        code_point_at[n_units] = index
        n_units += 2 if character > "\uffff" else 1
    code_point_at[n_units] = len(text)
    breaker = BREAKERS[kind](text, "en")
    return [(code_point_at[start], code_point_at[stop]) for start, stop in breaker.segments()]


def text_of(codes: Iterable[str]) -> str:
    return " ".join(f"{ord(code):04X}" for code in codes)


def is_tailored(text: str, boundary: int) -> bool:
    """Whether one of the two characters on either side of a boundary is in ICU's dictionaries."""
    for side in (reversed(text[:boundary]), iter(text[boundary:])):
        n_seen = 0
        for character in side:
            if TAILORED.match(character):
                return True
            n_seen += not IGNORED.match(character)
            if n_seen == 2:
                break
    return False


def compare_tailored(n_texts: int, seed: int) -> int:
    """The number of texts whose words differ where no dictionary is asked."""
    random_source = random.Random(seed)
    groups = characters_by_value("word", tailored=True)
    n_different = n_unexplained = 0
    for _ in range(n_texts):
        text = random_text(random_source, groups)
        theirs = icu_spans("word", text)
        ours = [(start, stop) for start, stop in nutgraf.segment(text, "word")]
        if ours == theirs:
            continue
        n_different += 1
        boundaries = {start for start, _ in ours} ^ {start for start, _ in theirs}
        if not all(is_tailored(text, boundary) for boundary in boundaries):
            n_unexplained += 1
            if n_unexplained <= 10:
                print(f"  {text_of(text)}\n    ours {ours}\n    ICU  {theirs}")
    print(
        f"word, with dictionaries: {n_texts} texts, {n_different} cut differently, "
        f"{n_unexplained} of them elsewhere"
    )
    return n_unexplained


def compare(kind: str, n_texts: int, seed: int) -> int:
    """The number of texts cut differently; the first few are printed."""
    random_source = random.Random(seed)
    groups = characters_by_value(kind)
    n_different = 0
    for _ in range(n_texts):
        text = random_text(random_source, groups)
        theirs = icu_spans(kind, text)
        ours = [(start, stop) for start, stop in nutgraf.segment(text, kind)]
        if ours != theirs:
            n_different += 1
            if n_different <= 10:
                print(f"  {text_of(text)}\n    ours {ours}\n    ICU  {theirs}")
    print(f"{kind}: {n_texts} texts, {n_different} cut differently")
    return n_different


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=200_000, help="texts of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--tailored",
        action="store_true",
        help="words, with the scripts that ICU cuts by dictionary",
    )
    arguments = parser.parse_args()

    if not icu_version.startswith("78."):
        print(f"compare_icu: skipped (ICU {icu_version} has another version of Unicode)")
        return 0
    if arguments.tailored:
        return int(compare_tailored(arguments.texts, arguments.seed) > 0)
    return int(any(compare(kind, arguments.texts, arguments.seed) for kind in BREAKERS))


if __name__ == "__main__":
    sys.exit(main())
