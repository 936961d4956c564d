"""Time nutgraf and its peers on the same texts, in one process, one after another.

    python bench/bench.py --corpus FILE.jsonl [--bytes 20000000] [--json OUT.json]

Each contender (contenders.py) gets fresh str objects, so that nothing is cached inside
them, and one call an article where its interface takes one article.  The figure is bytes
of UTF-8 by CPU seconds of the process, best of --rounds; rounds go over all contenders in
turn, so that a machine which slows down slows all of them.  What uses all cores or runs in
another process is timed by the clock on the wall.  Ratios are what to read, since machines
differ.  A peer that is not installed is skipped by name.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from contenders import CONTENDERS, Contender, Run

import nutgraf


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


def head(texts: list[str], max_bytes: int) -> tuple[list[str], int]:
    """The first texts, `max_bytes` and a little at most, and their bytes."""
    total = 0
    for i, text in enumerate(texts):
        if total >= max_bytes:
            return texts[:i], total
        total += len(text.encode())
    return texts, total


def fresh(texts: list[str]) -> list[str]:
    """Equal strings that are other objects, with nothing cached inside."""
    return [(" " + text)[1:] for text in texts]


def version(package: str) -> str:
    """The version of an installed package; nutgraf may be one that was built in place."""
    if package == "python":
        return platform.python_version()
    if package == "nutgraf":
        return nutgraf.__version__
    if package == "corenlp":
        (jar,) = Path(os.environ["CORENLP"]).glob("stanford-corenlp-*[0-9].jar")
        return jar.stem.rpartition("-")[2]
    return importlib.metadata.version(package)


def ready(only: list[str] | None) -> list[tuple[Contender, Run]]:
    """The contenders that are installed; the others are named on stderr."""
    out: list[tuple[Contender, Run]] = []
    for contender in CONTENDERS:
        if only and contender.package not in only:
            continue
        try:
            out.append((contender, contender.make()))
        except ImportError as error:
            print(f"skipped: {contender.name} ({error})", file=sys.stderr)
    return out


def measure(texts: list[str], rounds: int, only: list[str] | None) -> list[dict[str, Any]]:
    """A row for each contender, in their order."""
    contenders = ready(only)
    best = [float("inf")] * len(contenders)
    for _, run in contenders:
        run(texts[:50])
    for _ in range(rounds):
        for i, (contender, run) in enumerate(contenders):
            clock = time.perf_counter if "all cores" in contender.name else time.process_time
            batch = fresh(head(texts, contender.max_bytes)[0])
            start = clock()
            seconds = run(batch)
            if not isinstance(seconds, float):
                seconds = clock() - start
            best[i] = min(best[i], seconds)
    rows: list[dict[str, Any]] = []
    for (contender, _), seconds in zip(contenders, best, strict=True):
        n_bytes = head(texts, contender.max_bytes)[1]
        rows.append(
            {
                "name": contender.name,
                "package": contender.package,
                "version": version(contender.package),
                "task": contender.task,
                "n_bytes": n_bytes,
                "seconds": seconds,
                "mb_per_s": n_bytes / seconds / 1e6,
            }
        )
    return rows


def import_time_ms(rounds: int = 10) -> float:
    """Import of the package in a fresh interpreter, best of `rounds`."""
    code = "import time; t = time.perf_counter(); import nutgraf; print(time.perf_counter() - t)"
    return 1000 * min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(rounds)
    )


def machine() -> str:
    """The processor and what nutgraf uses of it."""
    import nutgraf as ng

    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line for line in lines if line.startswith("model name")).partition(": ")[2]
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} CPUs, {ng._core.cpu_level()}, {platform.system()}"


def print_table(rows: list[dict[str, Any]]) -> None:
    """Speeds, and how many times slower each is than tokens and sentences together."""
    ours = next((r["mb_per_s"] for r in rows if r["name"] == "extract, tokens + sentences"), None)
    spacy = next((r["mb_per_s"] for r in rows if r["name"] == "spaCy blank make_doc"), None)
    print(
        f"{'':36s} {'package':>12s} {'version':>8s} {'MB/s':>8s} {'x spaCy':>8s} {'ours is x':>9s}"
    )
    for row in rows:
        speed = row["mb_per_s"]
        by_spacy = "" if spacy is None else f"{speed / spacy:8.1f}"
        by_ours = "" if ours is None or row["package"] == "nutgraf" else f"{ours / speed:9.1f}"
        print(
            f"{row['name']:36s} {row['package']:>12s} {row['version']:>8s} {speed:8.1f} "
            f"{by_spacy:>8s} {by_ours:>9s}"
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
    sizes = sorted(len(text.encode()) for text in texts)
    print(
        f"{time.strftime('%Y-%m-%d')}: {len(texts)} articles, {n_bytes / 1e6:.1f} MB, "
        f"median {sizes[len(sizes) // 2] / 1e3:.1f} kB; Python {platform.python_version()}; {machine()}"
    )
    rows = measure(texts, args.rounds, args.only)
    print_table(rows)
    imported = import_time_ms()
    print(f"import nutgraf: {imported:.1f} ms")
    if args.json:
        result = {
            "date": time.strftime("%Y-%m-%d"),
            "python": platform.python_version(),
            "machine": machine(),
            "n_articles": len(texts),
            "n_bytes": n_bytes,
            "import_ms": imported,
            "rows": rows,
        }
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
