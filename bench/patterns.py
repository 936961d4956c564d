"""Patterns: the rules of docs/patterns.md beside Python's re and spaCy's Matcher.

    python bench/patterns.py --corpus FILE.jsonl [--bytes 8000000] [--rounds 5]

All run in one process, in turn, on one thread, best of --rounds.  re has an expression for
each rule, written by hand to find the same as nearly as characters allow, all in one
alternation; the Matcher has the rules that its token patterns can say, over spaCy's blank
English tokenizer, whose time is part of it.  What each finds is counted.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import read_corpus

import nutgraf as ng

DOCS = Path(__file__).resolve().parents[1] / "docs" / "patterns.md"

EXPRESSIONS = [
    r"(?:(?i:Nos?\.|case|docket))\s*(?P<docket>\d\d[-–—]\d{1,5})\b",
    r"\b(?:H\.\s?R\.|(?<!U\.)S\.)\s*(?:\d[\d,]*\d|\d)\b",
    r"\b(?i:flight)\s+(?P<flight>[A-Z]{2,3}\s*-?\s*\d{1,4})\b",
    r"\b[A-Z]{2}\s*\d{3,4}(?=\s+(?i:from|to|bound)\b)",
    r"\(\s*(?:NYSE|NASDAQ|Nasdaq|LSE|TSX)\s*:\s*(?P<ticker>[A-Z]{1,5})\)",
    r"\b(?:AR|AK|M)-?\d{1,2}\b(?:\s+(?i:rifle|pistol|handgun|revolver|shotgun|machine gun)\b)?",
    r"(?:(?:\d*\.\d+-(?i:caliber))|\b\d+\s*(?i:mm)|\b\d+-(?i:gauge))"
    r"\s+(?i:rifle|pistol|handgun|revolver|shotgun|machine gun)\b",
    r"\b(?:(?i:won|lost|drew)|(?i:beat)(?:\s+[A-Z]\w*){1,3})\s+(?P<score>\d{1,2}[-–—]\d{1,2})\b",
    r"\b(?i:voted|vote of|passed)\s+(?P<vote>\d[\d,]*\s*(?:[-–]|(?i:to))\s*\d[\d,]*)\b",
    r"\b(?i:Interstate|Route|Highway)\s*\d{1,3}\b|\bI-\d{1,3}\b|\b[MA]\d{1,4}\b",
    r"\b(?:(?i:(?:U\.N\.|UN)?\s*Security Council)\s+)?(?i:resolution)\s+(?:\d\d/\d{1,3}|\d{3,4})\b",
    r"(?:\b1-)?\b(?P<hotline>(?:800|888|877)-\d{3}-\d{4})\b",
    r"\b(?i:fined|fine of)(?:\s+[A-Z]\w*){0,3}\s+"
    r"(?P<fine>[$€£]\s*[\d,.]+(?:\s+(?i:million|billion|trillion))?)",
]


def rules() -> str:
    """The rules of the ten examples."""
    parts = re.split(r"(?m)^### ", DOCS.read_text(encoding="utf-8"))[1:]
    return "".join(part.split("```\n")[1].split("```")[0] for part in parts)


def matcher() -> Callable[[list[str]], int] | None:
    """spaCy's Matcher with those rules that it can say, or None if it is not installed."""
    if importlib.util.find_spec("spacy") is None:
        return None
    import spacy
    from spacy.matcher import Matcher

    nlp: Any = spacy.blank("en")
    nlp.max_length = 1 << 30
    made = Matcher(nlp.vocab)
    guns = ["rifle", "pistol", "handgun", "revolver", "shotgun"]
    made.add(
        "case",
        [
            [
                {"LOWER": {"IN": ["no.", "nos.", "case", "docket"]}},
                {"SHAPE": "dd"},
                {"ORTH": "-"},
                {"IS_DIGIT": True},
            ]
        ],
    )
    made.add("bill", [[{"ORTH": {"IN": ["H.R.", "S."]}}, {"LIKE_NUM": True}]])
    made.add("flight", [[{"LOWER": "flight"}, {"TEXT": {"REGEX": r"^[A-Z]{2,3}\d{1,4}$"}}]])
    made.add(
        "ticker",
        [
            [
                {"ORTH": "("},
                {"ORTH": {"IN": ["NYSE", "NASDAQ", "Nasdaq"]}},
                {"ORTH": ":"},
                {"IS_UPPER": True, "LENGTH": {"<=": 5}},
                {"ORTH": ")"},
            ]
        ],
    )
    made.add(
        "gun",
        [
            [{"TEXT": {"REGEX": r"^(AR|AK|M)-?\d{1,2}$"}}],
            [{"IS_DIGIT": True}, {"LOWER": "mm"}, {"LOWER": {"IN": guns}}],
        ],
    )
    made.add(
        "score",
        [
            [
                {"LOWER": {"IN": ["won", "lost", "drew"]}},
                {"TEXT": {"REGEX": r"^\d{1,2}[-–]\d{1,2}$"}},
            ]
        ],
    )
    made.add(
        "road",
        [
            [{"LOWER": {"IN": ["interstate", "route", "highway"]}}, {"IS_DIGIT": True}],
            [{"TEXT": {"REGEX": r"^(I-|M|A)\d{1,4}$"}}],
        ],
    )
    made.add("resolution", [[{"LOWER": "resolution"}, {"IS_DIGIT": True}]])
    return lambda texts: sum(len(made(nlp.make_doc(text))) for text in texts)


def best(run: Callable[[list[str]], int], texts: list[str], rounds: int) -> tuple[float, int]:
    """Seconds of the fastest round, and what was found."""
    least, found = float("inf"), 0
    for _ in range(rounds):
        began = time.perf_counter()
        found = run(texts)
        least = min(least, time.perf_counter() - began)
    return least, found


def main() -> None:
    """Print a line a tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--bytes", type=int, default=8_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    texts = read_corpus(args.corpus, args.bytes)
    n_bytes = sum(len(text.encode()) for text in texts)
    source = rules()
    pipeline = ng.Pipeline(patterns=ng.Patterns(source))
    # Without money no rule needs the stage of dates and numbers.
    plain = ng.Pipeline(
        patterns=ng.Patterns("\n".join(x for x in source.split("\n") if "MONEY" not in x))
    )
    expression = re.compile("|".join(EXPRESSIONS))

    def own(which: ng.Pipeline) -> Callable[[list[str]], int]:
        return lambda x: len(which.extract(x, tables=["patterns"], threads=1).patterns)

    tools: dict[str, tuple[Callable[[list[str]], int], int]] = {
        "nutgraf, ten examples": (own(pipeline), args.rounds),
        "nutgraf, without MONEY": (own(plain), args.rounds),
        "re, one alternation": (
            lambda x: sum(1 for text in x for _ in expression.finditer(text)),
            min(args.rounds, 2),
        ),
    }
    spacy = matcher()
    if spacy is not None:
        tools["spaCy Matcher, 8 rules"] = (spacy, 1)
    print(f"{len(texts)} texts, {n_bytes / 1e6:.1f} MB")
    for name, (run, rounds) in tools.items():
        seconds, found = best(run, texts, rounds)
        print(f"{name:24} {n_bytes / 1e6 / seconds:8.2f} MB/s  {found:7} found")


if __name__ == "__main__":
    main()
