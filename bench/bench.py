"""Time nutgraf and its peers on the same texts, in one process, one after another.

    python bench/bench.py --corpus FILE.jsonl [--bytes 20000000] [--json OUT.json]

Each contender gets fresh str objects, so that nothing is cached inside them, and one
call an article where its interface takes one article.  The figure is bytes of UTF-8 by
CPU seconds of the process (best of --rounds), on one thread; the ratio is what to read,
since machines differ.  A peer that is not installed is skipped by name.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nutgraf as ng

Contender = tuple[str, str, Callable[[], Callable[[list[str]], object]]]


def nutgraf_tables(*tables: str) -> Callable[[], Callable[[list[str]], object]]:
    """Tables through extract(), as a user calls it."""

    def make() -> Callable[[list[str]], object]:
        return lambda texts: ng.extract(texts, tables=list(tables), threads=1)  # type: ignore[arg-type]

    return make


def nutgraf_strings() -> Callable[[list[str]], object]:
    """A list of str for each article."""

    def run(texts: list[str]) -> None:
        for text in texts:
            ng.tokens(text)["text"]

    return run


def nutgraf_segment() -> Callable[[list[str]], object]:
    """Plain UAX #29 words."""

    def run(texts: list[str]) -> None:
        for text in texts:
            ng.segment(text, "word")

    return run


def spacy_blank() -> Callable[[list[str]], object]:
    """spaCy's English tokenizer, without a model."""
    import spacy

    make_doc = spacy.blank("en").make_doc

    def run(texts: list[str]) -> None:
        for text in texts:
            make_doc(text)

    return run


def blingfire_words() -> Callable[[list[str]], object]:
    """BlingFire's words, a str with blanks between them, without offsets."""
    import blingfire

    def run(texts: list[str]) -> None:
        for text in texts:
            blingfire.text_to_words(text)

    return run


def tokenizers_whitespace() -> Callable[[list[str]], object]:
    """Hugging Face tokenizers' Whitespace pre-tokenizer."""
    from tokenizers.pre_tokenizers import Whitespace

    pre_tokenize = Whitespace().pre_tokenize_str

    def run(texts: list[str]) -> None:
        for text in texts:
            pre_tokenize(text)

    return run


def icu_words() -> Callable[[list[str]], object]:
    """ICU's word boundaries."""
    from icu4py.breakers import WordBreaker

    def run(texts: list[str]) -> None:
        for text in texts:
            for _ in WordBreaker(text, "en_US"):
                pass

    return run


def str_split() -> Callable[[list[str]], object]:
    """The floor: white space only, without offsets."""

    def run(texts: list[str]) -> None:
        for text in texts:
            text.split()

    return run


CONTENDERS: list[Contender] = [
    ("nutgraf extract(tables=['tokens'])", "nutgraf", nutgraf_tables("tokens")),
    (
        "nutgraf extract(tables=['tokens', 'sentences'])",
        "nutgraf",
        nutgraf_tables("tokens", "sentences"),
    ),
    (
        "nutgraf extract(), all tables",
        "nutgraf",
        nutgraf_tables("articles", "blocks", "sentences", "tokens", "mentions"),
    ),
    ("nutgraf tokens(text)['text'], list of str", "nutgraf", nutgraf_strings),
    ("nutgraf segment(text, 'word'), UAX #29", "nutgraf", nutgraf_segment),
    ("spaCy blank English make_doc", "spacy", spacy_blank),
    ("BlingFire text_to_words", "blingfire", blingfire_words),
    ("HF tokenizers Whitespace", "tokenizers", tokenizers_whitespace),
    ("ICU words (icu4py)", "icu4py", icu_words),
    ("str.split()", "python", str_split),
]


def read_corpus(path: Path, n_bytes: int) -> list[str]:
    """Texts from the start of a JSONL file, about `n_bytes` of UTF-8 in all."""
    texts: list[str] = []
    total = 0
    with path.open(encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"]
            texts.append(text)
            total += len(text.encode())
            if total >= n_bytes:
                break
    return texts


def fresh(texts: list[str]) -> list[str]:
    """Equal strings that are other objects, with nothing cached inside."""
    return [(" " + text)[1:] for text in texts]


def version(package: str) -> str:
    """The version of an installed package."""
    if package == "python":
        return platform.python_version()
    return importlib.metadata.version(package)


def measure(texts: list[str], rounds: int, only: list[str] | None) -> Iterator[dict[str, Any]]:
    """A row for each contender that is installed; the others are named on stderr."""
    n_bytes = sum(len(text.encode()) for text in texts)
    for name, package, make in CONTENDERS:
        if only and package not in only:
            continue
        try:
            run = make()
        except ImportError as error:
            print(f"skipped: {name} ({error})", file=sys.stderr)
            continue
        run(texts[:50])
        best = float("inf")
        for _ in range(rounds):
            batch = fresh(texts)
            start = time.process_time()
            run(batch)
            best = min(best, time.process_time() - start)
        yield {
            "name": name,
            "package": package,
            "version": version(package),
            "seconds": best,
            "mb_per_s": n_bytes / best / 1e6,
        }


def import_time_ms(rounds: int = 10) -> float:
    """Import of the package in a fresh interpreter, less an empty one, best of `rounds`."""
    code = "import time; t = time.perf_counter(); import nutgraf; print(time.perf_counter() - t)"
    return 1000 * min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(rounds)
    )


def main() -> None:
    """Print a table, and write JSON if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="JSONL with a column 'text'")
    parser.add_argument("--bytes", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", metavar="PACKAGE")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()

    texts = read_corpus(args.corpus, args.bytes)
    n_bytes = sum(len(text.encode()) for text in texts)
    print(
        f"{len(texts)} articles, {n_bytes / 1e6:.1f} MB, Python {platform.python_version()}, {platform.machine()}"
    )
    rows = list(measure(texts, args.rounds, args.only))
    base = next((row["mb_per_s"] for row in rows if row["package"] == "spacy"), None)
    print(f"{'':50s} {'version':>10s} {'MB/s':>9s} {'x spaCy':>9s}")
    for row in rows:
        ratio = "" if base is None else f"{row['mb_per_s'] / base:9.1f}"
        print(f"{row['name']:50s} {row['version']:>10s} {row['mb_per_s']:9.1f} {ratio}")
    imported = import_time_ms()
    print(f"import nutgraf: {imported:.1f} ms")
    if args.json:
        result = {
            "date": time.strftime("%Y-%m-%d"),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "n_articles": len(texts),
            "n_bytes": n_bytes,
            "import_ms": imported,
            "rows": rows,
        }
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
