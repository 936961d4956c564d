"""Measure how names are read in headlines, capitals and small letters.

    python tools/names_case.py --shared ../shared [--model FILE.ngm] [FILE.jsonl ...]

Three ways, each in usual case, as a Title-Case headline, in capitals and in small
letters: "line", sentences of a text, cut to at most 14 words, as a line of its own
above the rest of the text, and only it is scored; "alone", the line without the rest;
"text", the whole text.

At the end headlines that were written as such: the first sentences of GUM's news and
interviews alone, against what stands below them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluate import load, load_scorer
from names_augment import headline_stop, lower, title, upper
from names_corpus import Document

import nutgraf as ng

REPO = Path(__file__).resolve().parents[1]
SETS = ("measure/worldwide.dev", "ship/voa_names.dev")
CASES: dict[str, Callable[[str], str]] = {
    "usual": lambda text: text,
    "title": title,
    "upper": upper,
    "lower": lower,
}
GUM = {"person": "PERSON", "place": "GPE", "organization": "ORG"}
GUM_SETS = ("gum_news.train", "gum_news.dev", "gum_interview.train", "gum_interview.dev")
# The first sentence and every fourth after it, three of a text.
SENTENCES = slice(0, 12, 4)
BODY = 1500


def lines(
    gold: list[dict[str, Any]], change: Callable[[str], str], body: int
) -> list[dict[str, Any]]:
    """Documents that are a sentence in another case over `body` characters of the rest."""
    made: list[dict[str, Any]] = []
    for g in gold:
        text = g["text"]
        document = Document("", text, tuple((a, b, label) for a, b, label in g["entities"]))
        for start, end in (g.get("checked") or g["sentences"])[SENTENCES]:
            stop = headline_stop(document, start, end, 14)
            line = text[start:stop].replace("\n", " ")
            if len(line.split()) < 4:
                continue
            names = [
                (a - start, b - start, label)
                for a, b, label in g["entities"]
                if start <= a and b <= stop
            ]
            rest = (text[:start] + text[end:])[:body]
            made.append(
                {
                    "id": len(made),
                    "text": f"{change(line)}\n\n{rest}",
                    "entities": names,
                    "checked": [(0, len(line))],
                }
            )
    return made


def score(gold: list[dict[str, Any]], model: ng.Model | None, scorer: Any) -> dict[str, float]:
    found: list[dict[str, Any]] = [{"id": g["id"], "entities": []} for g in gold]
    options: dict[str, Any] = {} if model is None else {"model": model}
    for row in ng.extract([g["text"] for g in gold], tables=["mentions"], **options).mentions:
        found[row.doc]["entities"].append([row.start, row.stop, row.label])
    figures: dict[str, float] = scorer(list(zip(gold, found, strict=True)))
    return figures


def heads(gold: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """First sentences as documents of their own, and the documents without them."""
    above: list[dict[str, Any]] = []
    below: list[dict[str, Any]] = []
    for g in gold:
        start, stop = g["sentences"][0]
        names = [(a, b, GUM[label]) for a, b, label in g["entities"] if label in GUM]
        above.append(
            {
                "id": g["id"],
                "text": g["text"][start:stop],
                "entities": [(a - start, b - start, x) for a, b, x in names if b <= stop],
            }
        )
        rest = [[stop, len(g["text"])]]
        below.append({**g, "entities": [x for x in names if x[0] >= stop], "checked": rest})
    return above, below


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--shared", type=Path, default=REPO.parent / "shared")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    model = None if args.model is None else ng.Model.load(args.model)
    scorer = load_scorer(args.shared).TASKS["entities"]
    files = args.files or [args.shared / "data" / "entities" / f"{name}.jsonl" for name in SETS]
    for file in files:
        gold = load(file)
        for case, change in CASES.items():
            whole = [{**g, "text": change(g["text"])} for g in gold]
            for way, documents in (
                ("line", lines(gold, change, BODY)),
                ("alone", lines(gold, change, 0)),
                ("text", whole),
            ):
                figures = score(documents, model, scorer)
                print(f"{file.stem:<16} {way:<5} {case:<6} names {figures['names_f1']:.1f}")
    if not args.files:
        gum = [args.shared / "data/entities/ship" / f"{name}.jsonl" for name in GUM_SETS]
        above, below = heads([g for file in gum for g in load(file)])
        for way, documents in (("heads", above), ("below", below)):
            figures = score(documents, model, scorer)
            print(f"gum              {way:<5} usual  names {figures['names_f1']:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
