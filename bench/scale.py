"""Figures of archives: threads, Arrow in and out, memory, the first call, Spark.

    python bench/scale.py --corpus FILE.jsonl [--only threads arrow export memory start spark]

Each comparison is made in one run, turn by turn, best of --rounds, and given as a ratio,
since machines differ and are noisy.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

from bench import fresh, read_corpus

import nutgraf as ng
from nutgraf._names import TableName

TABLES: list[Any] = [n for n in get_args(TableName) if n not in ("matches", "patterns", "errors")]


def best(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest time of each on the clock, all in turn."""
    out = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            out[name] = min(out[name], time.perf_counter() - start)
    return out


def extract(texts: object, threads: int = 1) -> ng.Tables:
    """All tables."""
    return ng.extract(texts, tables=TABLES, threads=threads)


def threads(texts: list[str], rounds: int) -> None:
    """Two threads against one, beside a control that is known to scale."""
    data = "".join(texts).encode()
    pieces = [data[i : i + (1 << 20)] for i in range(0, len(data), 1 << 20)] * 12

    def control(n: int) -> Callable[[], object]:
        def run() -> None:
            with ThreadPoolExecutor(n) as pool:
                for _ in pool.map(lambda piece: hashlib.sha256(piece).digest(), pieces):
                    pass

        return run

    extract(texts[:100])
    t = best(
        {
            "one": lambda: extract(fresh(texts), 1),
            "control one": control(1),
            "two": lambda: extract(fresh(texts), 2),
            "control two": control(2),
        },
        rounds,
    )
    ours, sha = t["one"] / t["two"], t["control one"] / t["control two"]
    print(f"threads: two are {ours:.2f} times one, sha256 {sha:.2f}: {ours / sha:.2f} of its gain")
    print(f"speed: all tables, one thread {len(data) / t['one'] / 1e6:.1f} MB/s on the clock")


def arrow(texts: list[str], rounds: int) -> None:
    """Columns of other libraries against a list of str."""
    import polars
    import pyarrow

    column, series = pyarrow.array(texts), polars.Series(texts)
    for tables in (["tokens"], TABLES):
        t = best(
            {
                name: lambda given=given, tables=tables: ng.extract(
                    given() if callable(given) else given, tables=tables, threads=1
                )
                for name, given in (
                    ("list", lambda: fresh(texts)),
                    ("pyarrow", column),
                    ("polars", series),
                )
            },
            rounds,
        )
        # Fresh strings cost time of their own, which is not ours.
        made = best({"fresh": lambda: fresh(texts)}, rounds)["fresh"]
        name = "tokens" if len(tables) == 1 else "all tables"
        for library in ("pyarrow", "polars"):
            print(
                f"arrow in, {name}: {library} takes {t[library] / (t['list'] - made):.3f} of list[str]"
            )


def export(texts: list[str], rounds: int) -> None:
    """What handing out all tables costs, as a share of making them."""
    import duckdb
    import polars
    import pyarrow

    connection = duckdb.connect()

    def to_duckdb(tables: ng.Tables) -> None:
        for name in TABLES:
            connection.register(name, tables[name])
            connection.table(name).limit(1).fetchall()
            connection.unregister(name)

    ways: dict[str, Callable[[ng.Tables], object]] = {
        "pyarrow": lambda made: [pyarrow.table(made[name]) for name in TABLES],
        "polars": lambda made: [polars.DataFrame(made[name]) for name in TABLES],
        "duckdb": to_duckdb,
    }
    least: dict[str, float] = dict.fromkeys(("run", *ways), float("inf"))
    again = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, hand_out in ways.items():
            start = time.perf_counter()
            made = extract(fresh(texts))
            between = time.perf_counter()
            hand_out(made)
            stop = time.perf_counter()
            hand_out(made)
            again[name] = min(again[name], time.perf_counter() - stop)
            least["run"] = min(least["run"], between - start)
            least[name] = min(least[name], stop - between)
    for name in ways:
        print(
            f"export to {name}: {100 * least[name] / least['run']:.2f} % of the run, a second time "
            f"{100 * again[name] / least['run']:.2f} %"
        )


def resident() -> int:
    """Bytes of the process that are in memory."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak() -> int:
    """The most that it had so far."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def n_bytes_of(tables: ng.Tables) -> int:
    """The bytes of all columns."""
    import pyarrow

    return sum(pyarrow.table(tables[name]).nbytes for name in TABLES)


def memory_of_extract(path: Path) -> None:
    """In a process of its own: what extract() takes beyond what it returns."""
    texts = read_corpus(path, 20_000_000)
    n_bytes_of(extract(texts[:200], 2))  # loads pyarrow, too
    before = resident()
    made = extract(texts, 2)
    kept = n_bytes_of(made)  # makes the columns of tokens that nobody has asked for so far
    top = peak() - before
    print(
        f"memory of extract: {top / 1e6:.0f} MB for columns of {kept / 1e6:.0f} MB: "
        f"{(top - kept) / 1e6:+.0f} MB"
    )


def memory_of_stream(path: Path, n_docs: int) -> None:
    """In a process of its own: a long stream, and how its memory grows after warm-up."""
    texts = read_corpus(path, 20_000_000)
    source: Iterable[str] = itertools.islice(itertools.cycle(texts), n_docs)
    sizes: list[tuple[int, int]] = []
    docs = 0
    start = time.perf_counter()
    for batch in ng.stream(source, tables=TABLES, threads=2):
        docs += len(batch.articles)
        sizes.append((docs, resident()))
    seconds = time.perf_counter() - start
    warm = max(size for done, size in sizes if done <= max(n_docs // 10, sizes[0][0]))
    top = max(size for _, size in sizes)
    print(
        f"memory of stream: {docs} docs in {seconds:.0f} s, {warm / 1e6:.0f} MB at most in the first "
        f"tenth, {top / 1e6:.0f} MB in all: {100 * (top / warm - 1):+.1f} %"
    )


def memory(path: Path, n_docs: int) -> None:
    """Both, each in a process of its own."""
    here = str(Path(__file__).parent)
    for call in ("memory_of_extract(path)", f"memory_of_stream(path, {n_docs})"):
        code = (
            f"import sys; from pathlib import Path; sys.path.insert(0, {here!r}); import scale\n"
            f"path = Path({str(path)!r}); scale.{call}"
        )
        subprocess.run([sys.executable, "-c", code], check=True)


def start(rounds: int) -> None:
    """Import and the first call, in a fresh interpreter."""
    article = Path(__file__).parents[1] / "examples" / "article.txt"
    code = f"""
import time
a = time.perf_counter()
import nutgraf as ng
from nutgraf._names import TableName
b = time.perf_counter()
text = open({str(article)!r}, encoding="utf-8").read()
ng.read(text)
print(b - a, time.perf_counter() - b)
"""
    pairs = [
        tuple(
            map(
                float,
                subprocess.run(
                    [sys.executable, "-c", code], capture_output=True, check=True
                ).stdout.split(),
            )
        )
        for _ in range(max(10, rounds))
    ]
    print(
        f"start: import {1e3 * min(p[0] for p in pairs):.1f} ms, first read() "
        f"{1e3 * min(p[1] for p in pairs):.1f} ms"
    )


def spark(texts: list[str]) -> None:
    """mapInArrow on two cores against extract() in one process, the same rows counted."""
    from pyspark.sql import SparkSession

    session: Any = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "4g")
        .config("spark.executorEnv.PYTHONPATH", os.environ.get("PYTHONPATH", ""))
        .getOrCreate()
    )
    with tempfile.TemporaryDirectory() as folder:
        import pyarrow
        import pyarrow.parquet

        size = -(-len(texts) // 8)
        for i in range(8):
            part = texts[i * size : (i + 1) * size]
            ids = [str(i * size + k) for k in range(len(part))]
            pyarrow.parquet.write_table(
                pyarrow.table({"url": ids, "body": part}), f"{folder}/{i}.parquet"
            )
        frame = session.read.parquet(folder)

        def run() -> int:
            made = frame.mapInArrow(
                ng.spark.mapper("quotes", text="body", id="url"), ng.spark.schema("quotes")
            )
            return int(made.count())

        rows = run()  # which also starts the workers
        there = min(_seconds(run) for _ in range(3))
        local = ng.extract(texts, tables=["quotes"], threads=1)
        one = min(
            _seconds(lambda: ng.extract(texts, tables=["quotes"], threads=1)) for _ in range(3)
        )
        two = min(
            _seconds(lambda: ng.extract(texts, tables=["quotes"], threads=2)) for _ in range(3)
        )
    session.stop()
    assert rows == len(local.quotes), (rows, len(local.quotes))
    n_bytes = sum(len(text.encode()) for text in texts)
    print(
        f"spark: {n_bytes / there / 1e6:.1f} MB/s on two cores, extract() {n_bytes / one / 1e6:.1f} MB/s "
        f"with one thread and {n_bytes / two / 1e6:.1f} MB/s with two; {rows} quotes in both"
    )


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="JSONL with a column 'text'")
    parser.add_argument("--bytes", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--docs", type=int, default=1_000_000, help="of the long stream")
    parser.add_argument(
        "--only", nargs="+", default=["threads", "arrow", "export", "memory", "start", "spark"]
    )
    args = parser.parse_args()
    texts = read_corpus(args.corpus, args.bytes)
    for name in args.only:
        if name == "memory":
            memory(args.corpus, args.docs)
        elif name == "start":
            start(args.rounds)
        elif name == "spark":
            spark(texts)
        else:
            {"threads": threads, "arrow": arrow, "export": export}[name](texts, args.rounds)


if __name__ == "__main__":
    main()
