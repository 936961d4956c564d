"""How time and memory grow on texts made to be hard: time(2n)/time(n) of every stage.

    python bench/bounds.py                 the table: each stage's worst text
    python bench/bounds.py --all           each stage's ratio on each text
    python bench/bounds.py --memory        bytes of memory for a byte of each text
    python bench/bounds.py --random        20 MB of random bytes; --blocks: of each Unicode block
    python bench/bounds.py --line 1000000000    one line of so many bytes

A ratio is taken where the stage takes 20 ms or more, best of --rounds. One over 2.2 is measured
again, up to three times and with longer texts, and the least counts: other work on the machine
only ever adds, and caches end once. What is over 2.2 then makes the exit status 1.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
DATA = REPO / "python/nutgraf/data"
LEAST = 0.020  # seconds that a stage must take
LIMIT = 2.2
Make = Callable[[int], bytes]


def repeated(piece: str | bytes) -> Make:
    """n bytes of a piece again and again."""
    raw = piece.encode() if isinstance(piece, str) else piece
    return lambda n: raw * (n // len(raw))


def nested(opening: str, closing: str) -> Make:
    """All opened, then all closed."""
    return lambda n: (
        opening.encode() * (n // len((opening + closing).encode()))
        + closing.encode() * (n // len((opening + closing).encode()))
    )


def random_bytes(n: int) -> bytes:
    """Bytes without a plan, the same each time."""
    return random.Random(1).randbytes(n)


def many_names(n: int) -> bytes:
    """Names that all differ."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    out: list[str] = []
    size, i = 0, 0
    while size < n:
        word = "".join(letters[i // 26**k % 26] for k in range(4))
        out.append(f"Mr. Z{word} met. ")
        size += len(out[-1])
        i += 1
    return "".join(out).encode()[:n]


def one_family(n: int) -> bytes:
    """One family name behind given names that all differ."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    out: list[str] = []
    size, i = 0, 0
    while size < n:
        word = "".join(letters[i // 26**k % 26] for k in range(4))
        out.append(f"Z{word} Roe and Mr. Roe met. ")
        size += len(out[-1])
        i += 1
    return "".join(out).encode()[:n]


TEXTS: dict[str, Make] = {
    "one line of news": repeated("Jane Roe said on Monday that it cost $5 million in Ohio. "),
    "one token of letters": repeated("x"),
    "one token of capitals": repeated("X"),
    "one token of digits": repeated("7"),
    "all capitals": repeated("JANE ROE SAID ON MONDAY THE U.S. WON. "),
    "alternating case": repeated("jAnE rOe SaId "),
    "one letter words": repeated("a "),
    "capital letters apart": repeated("A "),
    "straight quotes": repeated('"'),
    "curly quotes, opened": repeated("“"),
    "quotes never closed": repeated("“Roe said. "),
    "quotes nested": nested("“a ", " b”"),
    "quotes of both kinds nested": nested("“‘", "’”"),
    "apostrophes": repeated("'s"),
    "brackets, opened": repeated("("),
    "brackets nested": nested("(a ", " b)"),
    "periods": repeated("."),
    "periods apart": repeated(". "),
    "a.b.c.d": repeated("a.b.c.d."),
    "A.B.C.D": repeated("A.B.C.D."),
    "commas": repeated(","),
    "list of names and commas": repeated("Jane Roe, Paul Poe, "),
    "list of words and commas": repeated("a, b, c, "),
    "hyphens": repeated("a-b-"),
    "dashes": repeated("— "),
    "slashes": repeated("a/b/"),
    "web addresses": repeated("http://a.b/c?"),
    "at signs": repeated("a@b."),
    "handles and hashtags": repeated("@a #b "),
    "said": repeated("said "),
    "said that": repeated("he said that "),
    "Mr.": repeated("Mr. "),
    "President": repeated("President "),
    "of the": repeated("of the "),
    "Bank of": repeated("Bank of "),
    "New": repeated("New "),
    "one name with titles": repeated("President Jane Roe "),
    "names only": repeated("Jane Roe "),
    "names that all differ": many_names,
    "one family, all names differ": one_family,
    "January 1": repeated("January 1 "),
    "May": repeated("May "),
    "and January": repeated("January 1, 2, 3 and 4 "),
    "years": repeated("1999-2000 "),
    "$1": repeated("$1"),
    "$1 apart": repeated("$1 "),
    "million": repeated("million "),
    "number words": repeated("twenty-one hundred thousand and "),
    "digits and commas": repeated("1,234,"),
    "digits and points": repeated("1.5."),
    "fractions": repeated("1/2 "),
    "scores": repeated("3-2, "),
    "newlines": repeated("\n"),
    "lines of a word": repeated("Word\n"),
    "lines of capitals": repeated("JANE ROE\n"),
    "speakers": repeated("ROE: Yes.\n"),
    "bylines": repeated("By Jane Roe\n"),
    "stamps": repeated("Aug. 11, 2017\n\n"),
    "blanks": repeated(" "),
    "tabs and blanks": repeated("\t \u00a0"),
    "CR LF": repeated("a\r\n"),
    "combining marks": repeated("\u0301"),
    "letters with marks": repeated("e\u0301\u0302\u0303"),
    "joined emoji": repeated("👨\u200d👩\u200d👧\u200d"),
    "flags": repeated("🇫"),
    "zero width joiners": repeated("\u200d"),
    "soft hyphens": repeated("a\u00ad"),
    "marks of direction": repeated("\u202e\u200f"),
    "right to left": repeated("\u05d0\u05d1 "),
    "Chinese": repeated("東京"),
    "surrogates": repeated(b"\xed\xa0\x80"),
    "half characters": repeated(b"\xe2\x80"),
    "bytes 0xff": repeated(b"\xff"),
    "NUL": repeated("\0"),
    "random bytes": random_bytes,
    "HTML, opened": repeated("<div>"),
    "HTML, nested": nested("<b>", "</b>"),
    "HTML, never closed": repeated("<a href="),
    "HTML comments": repeated("<!--"),
    "HTML entities": repeated("&amp;"),
    "HTML entities, half": repeated("&amp"),
    "ampersands": repeated("&"),
    "twice encoded": repeated("â€™Ã©"),
    "doubled words": repeated("no no "),
    "glued sentences": repeated("a.A"),
}


def build(out: Path) -> Path:
    """Compile bench/bounds.c."""
    program = out / "bounds"
    flags = shlex.split(
        subprocess.run(
            ["pkg-config", "--cflags", "--libs", "libutf8proc"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    sources = sorted(map(str, (REPO / "csrc/src").glob("*.c")))
    subprocess.run(
        [
            "cc",
            "-std=c11",
            "-O2",
            f"-I{REPO}/csrc/include",
            f"-I{REPO}/csrc/src",
            str(REPO / "bench/bounds.c"),
            *sources,
            *flags,
            "-lm",
            "-o",
            str(program),
        ],
        check=True,
    )
    return program


def run(program: Path, *args: object) -> str:
    """What the program prints."""
    return subprocess.run(
        [str(program), *map(str, args)], check=True, capture_output=True, text=True
    ).stdout


Clock = Callable[[bytes, int], dict[str, float]]


def of_c(program: Path, folder: Path, what: str) -> Clock:
    """Seconds of the "stages" of the library, or of what runs the "whole" of it."""

    def seconds(text: bytes, rounds: int) -> dict[str, float]:
        path = folder / "text"
        path.write_bytes(text)
        shown = run(program, what, DATA / "news.ngx", DATA / "names.ngm", rounds, path)
        lines = (line.split("\t") for line in shown.splitlines())
        return {name: float(value) for name, value in lines}

    return seconds


def of_python(html: bool) -> Clock:
    """Seconds of what stands around the library: exports, pages, repair."""
    import nutgraf as ng

    def seconds(text: bytes, rounds: int) -> dict[str, float]:
        best: dict[str, float] = {}

        def note(name: str, call: Callable[[], object]) -> None:
            start = time.process_time()
            call()
            took = time.process_time() - start
            best[name] = min(took, best.get(name, took))

        string = text.decode("utf-8", "replace")
        for _ in range(rounds):
            note("repair", lambda: ng.repair(string))
            article = ng.read(string)
            note("to_html", lambda a=article: a.to_html())
            note("to_dict", lambda a=article: a.to_dict())
            tables = ng.extract([string])
            note("Arrow", lambda t=tables: [t[name].__arrow_c_stream__() for name in t])
            note("CSV", lambda t=tables: [t[name].to_csv() for name in t])
            note("JSON Lines", lambda t=tables: [t[name].to_jsonl() for name in t])
            note("speaker_graph", lambda t=tables: t.speaker_graph())
            if html:
                note("read_html", lambda: ng.read_html(string))
        return best

    return seconds


def ladder(seconds: Clock, make: Make, least: int, most: int, rounds: int) -> dict[str, float]:
    """Of each stage the ratio at the first size at which it takes long enough."""
    ratios: dict[str, float] = {}
    n = least
    before = seconds(make(n), rounds)
    while n < most:
        n *= 2
        now = seconds(make(n), rounds)
        for name in now:
            if name not in ratios and (before[name] >= LEAST or n >= most):
                ratios[name] = now[name] / max(before[name], 1e-9)
        if len(ratios) == len(now) or sum(now.values()) > 20:
            for name in now:
                ratios.setdefault(name, now[name] / max(before[name], 1e-9))
            break
        before = now
    return ratios


def ratios(
    seconds: Clock, texts: dict[str, Make], least: int, most: int, rounds: int
) -> dict[str, dict[str, float]]:
    """ratios[stage][text]; what is over the limit has been measured three times."""
    out: dict[str, dict[str, float]] = {}
    for name, make in texts.items():
        found = ladder(seconds, make, least, most, rounds)
        for further in (4, 8):
            if max(found.values()) <= LIMIT:
                break
            # Longer texts: a step from a cache into memory is none that repeats.
            again = ladder(seconds, make, further * least, further * most, rounds)
            found = {stage: min(found[stage], again[stage]) for stage in found}
        for stage, ratio in found.items():
            out.setdefault(stage, {})[name] = ratio
        worst = max(found, key=lambda stage: found[stage])
        print(f"# {name}: {found[worst]:.2f} {worst}", file=sys.stderr, flush=True)
    return out


def show_ratios(found: dict[str, dict[str, float]], everything: bool) -> bool:
    """Print the table; whether all is within the limit."""
    print("| stage | time(2n)/time(n), worst | on | texts over 2.2 |\n|---|--:|---|--:|")
    good = True
    for stage, of in found.items():
        worst = max(of, key=lambda text: of[text])
        over = sum(ratio > LIMIT for ratio in of.values())
        good = good and over == 0
        print(f"| {stage} | {of[worst]:.2f} | {worst} | {over} |")
        if everything:
            for text, ratio in of.items():
                print(f"|   | {ratio:.2f} | {text} | |")
    return good


def show_memory(program: Path, folder: Path, texts: dict[str, Make], n: int) -> None:
    """Print the table of peak memory."""
    print(f"| text of {n / 1e6:g} MB | bytes of memory for a byte of text |\n|---|--:|")
    rows: list[tuple[float, str]] = []
    for name, make in texts.items():
        path = folder / "text"
        path.write_bytes(make(n))
        shown = run(program, "memory", DATA / "news.ngx", DATA / "names.ngm", path).split()
        rows.append((1024 * int(shown[1]) / int(shown[0]), name))
    for ratio, name in sorted(rows, reverse=True):
        print(f"| {name} | {ratio:.0f} |")


def unicode_blocks() -> Iterator[tuple[str, int, int]]:
    """Name, first and last code point of each run of 256 that has assigned characters."""
    import unicodedata

    for first in range(0, 0x110000, 256):
        if 0xD800 <= first < 0xE000:
            continue
        chars = [c for c in range(first, first + 256) if unicodedata.category(chr(c)) != "Cn"]
        if chars:
            name = unicodedata.name(chr(chars[len(chars) // 2]), "no name")
            yield f"U+{first:04X} {name}", chars[0], chars[-1]


def show_blocks(n: int) -> None:
    """Read n bytes of each block, at random, in runs of words; the slowest ones."""
    import nutgraf as ng

    rng = random.Random(2)
    rows: list[tuple[float, str]] = []
    began = time.process_time()
    for name, first, last in unicode_blocks():
        chars = [chr(c) for c in range(first, last + 1)] + [" "] * ((last - first) // 6 + 1)
        piece = "".join(rng.choices(chars, k=20_000))
        text = (piece * (n // len(piece.encode()) + 1)).encode()[:n]
        start = time.process_time()
        tables = ng.extract([text[i : i + (1 << 20)] for i in range(0, n, 1 << 20)], threads=1)
        rows.append((time.process_time() - start, name))
        assert len(tables.errors) == 0
        del tables
    took = time.process_time() - began
    print(f"{len(rows)} runs of 256 code points, {n / 1e6:g} MB each: {took:.1f} s in all")
    for seconds, name in sorted(rows, reverse=True)[:5]:
        print(f"{seconds:.2f} s, {n / seconds / 1e6:.2f} MB/s: {name}")


def show_random(n: int) -> None:
    """Read random bytes as one text and as rows of 4 kB."""
    import nutgraf as ng

    data = random_bytes(n)
    for name, texts in (
        ("one text", [data]),
        ("rows of 4 kB", [data[i : i + 4096] for i in range(0, n, 4096)]),
    ):
        start = time.process_time()
        tables = ng.extract(texts, threads=1, max_chars=None)
        took = time.process_time() - start
        print(
            f"{n / 1e6:g} MB of random bytes, {name}: {took:.1f} s, {len(tables.tokens)} tokens,"
            f" {len(tables.errors)} rows of errors"
        )
        del tables


def show_line(n: int, limit: int | None) -> None:
    """Read one line of n bytes."""
    import resource

    import nutgraf as ng

    text = repeated("Jane Roe said on Monday that it cost $5 million in Ohio. ")(n)
    start = time.process_time()
    try:
        what = f"{len(ng.tokens(text, max_chars=limit))} tokens"
    except ValueError as error:
        what = f"ValueError: {error}"
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"one line of {len(text)} bytes: {took:.3f} s, peak {peak:.0f} MB; {what}")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="the ratio on each text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--least", type=int, default=1 << 17, help="bytes of the shortest text")
    parser.add_argument("--most", type=int, default=1 << 21, help="bytes of the longest text")
    parser.add_argument("--only", nargs="+", metavar="TEXT", help="names of texts")
    parser.add_argument("--skip-python", action="store_true", help="the C library alone")
    parser.add_argument("--skip-c", action="store_true", help="what stands around it alone")
    parser.add_argument("--html", action="store_true", help="read_html(), too")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--random", action="store_true")
    parser.add_argument("--blocks", action="store_true")
    parser.add_argument("--line", type=int, metavar="BYTES")
    parser.add_argument("--max-chars", type=int, default=10_000_000, help="of --line; 0: none")
    parser.add_argument("--bytes", type=int, help="of --memory, --random, --blocks")
    args = parser.parse_args()
    texts = {name: TEXTS[name] for name in args.only or TEXTS}
    if args.line is not None:
        show_line(args.line, args.max_chars or None)
        return 0
    if args.random:
        show_random(args.bytes or 20_000_000)
        return 0
    if args.blocks:
        show_blocks(args.bytes or 20_000_000)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        at = Path(os.environ.get("NUTGRAF_BOUNDS", "")) if "NUTGRAF_BOUNDS" in os.environ else None
        if args.memory or not args.skip_c:
            program = at or build(Path(folder))
        if args.memory:
            show_memory(program, Path(folder), texts, args.bytes or 4_000_000)
            return 0
        found: dict[str, dict[str, float]] = {}
        if not args.skip_c:
            for what, part in (("stages", 1), ("whole", 4)):
                clock = of_c(program, Path(folder), what)
                least, most = args.least // part, args.most // part
                found |= ratios(clock, texts, least, most, args.rounds)
        if not args.skip_python:
            least, most = args.least // 8, args.most // 8
            found |= ratios(of_python(args.html), texts, least, most, args.rounds)
    return 0 if show_ratios(found, args.all) else 1


if __name__ == "__main__":
    sys.exit(main())
