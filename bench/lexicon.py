"""Lexicons of 10,000 to a million names: building, loading, finding, beside other tools.

    python bench/lexicon.py --corpus FILE.jsonl --names OTHER.jsonl [--sizes 10000 100000 1000000]

Names are sequences of capitalised words from --names (another corpus), the frequent ones
first, and pairs of their words made up by a fixed seed.  All tools run in one process, in
turn, on one thread, best of --rounds; those that are not installed are left out.  What each
finds is counted, since they do not ask for the same: Aho-Corasick automata know no words, so
that hits inside of words are thrown away afterwards, in Python, as their users must.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import fresh, read_corpus

import nutgraf as ng

CAPITAL = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}")


def names_from(texts: list[str], n: int) -> list[str]:
    """So many names: frequent sequences of capitalised words, then pairs made up."""
    counts = Counter(name for text in texts for name in CAPITAL.findall(text))
    names = [name for name, _ in counts.most_common() if len(name) > 3][: n // 2]
    chosen = dict.fromkeys(names)
    words = sorted({word for name in counts for word in name.split()})
    dice = random.Random(1)
    while len(chosen) < n:
        chosen[f"{dice.choice(words)} {dice.choice(words)}"] = None
    return list(chosen)


def has(module: str) -> bool:
    """Whether a peer is installed."""
    return importlib.util.find_spec(module) is not None


def is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a hit is no part of a word."""
    return not (
        (start > 0 and text[start - 1].isalnum()) or (stop < len(text) and text[stop].isalnum())
    )


def finders(names: list[str]) -> dict[str, Callable[[list[str]], int]]:
    """Each tool, built: texts to the number of hits."""
    lexicon = ng.Lexicon(names, match_case="exact", variants=False)
    variants = ng.Lexicon(names, label="PERSON")
    made: dict[str, Callable[[list[str]], int]] = {
        "nutgraf": lambda texts: len(ng.match(texts, lexicon, threads=1)),
        "nutgraf, variants": lambda texts: len(ng.match(texts, variants, threads=1)),
    }
    if has("ahocorasick_rs"):
        import ahocorasick_rs

        rust = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

        def by_rust(texts: list[str]) -> int:
            n = 0
            for text in texts:
                for _, start, stop in rust.find_matches_as_indexes(text):
                    n += is_whole(text, start, stop)
            return n

        made["ahocorasick_rs"] = by_rust
    if has("ahocorasick"):
        import ahocorasick

        automaton: Any = ahocorasick.Automaton()
        for name in names:
            automaton.add_word(name, len(name))
        automaton.make_automaton()

        def by_c(texts: list[str]) -> int:
            n = 0
            for text in texts:
                for last, length in automaton.iter_long(text):
                    n += is_whole(text, last + 1 - length, last + 1)
            return n

        made["pyahocorasick"] = by_c
    if has("flashtext2"):
        from flashtext2 import KeywordProcessor

        flash: Any = KeywordProcessor(case_sensitive=True)
        flash.add_keywords_from_iter(names)
        made["flashtext2"] = lambda texts: sum(
            len(flash.extract_keywords_with_span(text)) for text in texts
        )
    if has("spacy") and len(names) <= 100_000:
        import spacy
        from spacy.matcher import PhraseMatcher

        nlp = spacy.blank("en")
        phrases = PhraseMatcher(nlp.vocab)
        phrases.add("NAME", list(nlp.pipe(names)))

        def by_spacy(texts: list[str]) -> int:
            return sum(len(phrases(nlp.make_doc(text))) for text in texts)

        made["spaCy PhraseMatcher"] = by_spacy
    return made


def speed(texts: list[str], names: list[str], rounds: int) -> None:
    """MB/s of each tool, and ours as a multiple of it."""
    n_bytes = sum(len(text.encode()) for text in texts)
    tools = finders(names)
    best = dict.fromkeys(tools, float("inf"))
    hits = dict.fromkeys(tools, 0)
    slow = texts[: max(1, len(texts) // 20)]
    share = sum(len(text.encode()) for text in slow) / n_bytes
    for _ in range(rounds):
        for name, find in tools.items():
            some = fresh(slow if name.startswith("spaCy") else texts)
            start = time.perf_counter()
            hits[name] = find(some)
            taken = (time.perf_counter() - start) / (share if name.startswith("spaCy") else 1)
            best[name] = min(best[name], taken)
    for name, taken in best.items():
        print(
            f"{len(names):>8} names: {name:20} {n_bytes / taken / 1e6:7.1f} MB/s  "
            f"nutgraf is {taken / best['nutgraf']:6.1f} times as fast  {hits[name]} hits"
        )


BUILD = """
import sys, time
import nutgraf as ng

def peak():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

before = peak()
start = time.perf_counter()
lexicon = ng.Lexicon.from_table(sys.argv[1], id="id", label="PERSON")
built = time.perf_counter()
lexicon.save(sys.argv[2])
saved = time.perf_counter()
print(f"{built - start:.2f} s to build, {saved - built:.2f} s to save, "
      f"{(peak() - before) / 1024:.0f} MiB more at the peak, {len(lexicon)} surfaces")
"""

LOAD = """
import sys, time
import nutgraf as ng
ng.match("warm", ng.Lexicon(["Warm"]))
start = time.perf_counter()
lexicon = ng.Lexicon.load(sys.argv[1])
loaded = time.perf_counter()
ng.match("Jane Roe", lexicon)
print(f"{1000 * (loaded - start):.1f} ms to load, {1000 * (time.perf_counter() - loaded):.1f} ms "
      f"to the first match, {lexicon.n_bytes / 1e6:.1f} MB")
"""


def build(names: list[str]) -> None:
    """Building from CSV and loading, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        table, file = Path(folder, "names.csv"), Path(folder, "names.ngx")
        with table.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["name", "id"])
            writer.writerows((name, f"Q{i}") for i, name in enumerate(names))
        for code, arguments in ((BUILD, (table, file)), (LOAD, (file,))):
            for _ in range(2):
                subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True)


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--bytes", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts = read_corpus(args.corpus, args.bytes)
    words = read_corpus(args.names, 100_000_000)
    for size in args.sizes:
        names = names_from(words, size)
        build(names)
        speed(texts, names, args.rounds)


if __name__ == "__main__":
    main()
