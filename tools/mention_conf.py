#!/usr/bin/env python3
"""Measure how far each rule of the mention stage can be trusted: the table in csrc/src/mentions_rules.c.

Usage: tools/mention_conf.py FILE.jsonl:N ...

A line of a file is a document: "text", "entities" as [start, stop, label] in code points, and "checked", the spans
that were annotated. N documents are drawn at random (with a fixed seed). A mention is right if the annotation has its
span, and its label, GPE, LOC and FAC counting as one; leading "the" and closing points aside.
"""

import collections
import json
import random
import sys

import nutgraf as ng

SAME = {"LOC": "GPE", "FAC": "GPE"}


def trimmed(text: str, start: int, stop: int, label: str) -> tuple[int, int, str]:
    if text[start:stop].lower().startswith("the "):
        start += 4
    while stop > start and text[stop - 1] in ".,":
        stop -= 1
    return start, stop, SAME.get(label, label)


def main() -> None:
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for argument in sys.argv[1:]:
        name, _, n = argument.rpartition(":")
        with open(name, encoding="utf-8") as file:
            docs = [json.loads(line) for line in file]
        random.Random(7).shuffle(docs)
        for doc in docs[: int(n)]:
            text = doc["text"]
            gold = {trimmed(text, *entity) for entity in doc["entities"]}
            for m in ng.mentions(text):
                if any(a <= m.start < b for a, b in doc["checked"]):
                    counts[m.rule][0] += 1
                    counts[m.rule][1] += trimmed(text, m.start, m.stop, m.label) in gold
    for rule in sorted(counts, key=lambda r: int(r[1:])):
        n, right = counts[rule]
        print(f"{rule:4} {n:6} {right / n:.2f}")


if __name__ == "__main__":
    main()
