"""Nothing is left behind: blocks of Python, references to types, and C memory.

Each action runs a thousand times on a text large enough that a leak of it shows in
the size of the process.
"""

import contextlib
import gc
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _core

pytestmark = pytest.mark.slow

STATM = Path("/proc/self/statm")
N = 1000
SANITIZED = "libasan" in (Path("/proc/self/maps").read_text() if STATM.exists() else "")

TEXT = (
    "By Jane Roe\n\nWASHINGTON (AP) — “It’s naïve,” said Mr. Doe of North Korea on Aug. 11. " * 40
)
BROKEN = TEXT.encode() + b"\xff\xfe"
PIPELINE = ng.Pipeline(lexicon=None)
TABLE = PIPELINE.tokens(TEXT)
ARTICLE = PIPELINE.read(TEXT)
ALIASES = [{"surface": "Doe", "name": "John Doe", "context": "Mr."}]
ALIAS = (None, None, None, 0, 0)
CHUNK = TABLE._pieces[0].chunk


def failing(call: Callable[[], object]) -> Callable[[], None]:
    def action() -> None:
        with contextlib.suppress(Exception):
            call()

    return action


def bad_iterator():
    yield TEXT
    raise OSError("gone")


def arrow_round_trip() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")
    pyarrow.table(TABLE).column("text")


def half_a_stream() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")
    pyarrow.RecordBatchReader.from_stream(TABLE).read_next_batch()


def arrow_in() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")
    table = pyarrow.table({"t": [TEXT, None, BROKEN], "i": [1, 2, None]})
    PIPELINE.extract(table, text="t", id="i", threads=1)


def arrow_in_refused() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")
    schema, array = pyarrow.array([1.5]).__arrow_c_array__()
    _core.ArrowStream(schema, array).next().column(0)  # type: ignore[union-attr]


def a_stream() -> None:
    batches = iter(PIPELINE.stream(iter([TEXT, None]), threads=1, tables=["tokens"]))
    next(batches)


ACTIONS: dict[str, Callable[[], object]] = {
    "read": lambda: PIPELINE.read(TEXT, id="x", published="2017-08-11"),
    "read bytes": lambda: PIPELINE.read(BROKEN),
    "read with lexicon": lambda: ng.read(TEXT),
    "read units": lambda: ng.read(TEXT, offsets="utf16", lexicon=None),
    "blocks": lambda: PIPELINE.blocks(TEXT),
    "sentences": lambda: PIPELINE.sentences(TEXT),
    "mentions": lambda: PIPELINE.mentions(TEXT),
    "extract": lambda: PIPELINE.extract([TEXT, None, BROKEN], id=["a", None, "c"], threads=1),
    "extract rows": lambda: PIPELINE.extract([{"t": TEXT}, {}], text="t", published="d"),
    "segment": lambda: ng.segment(TEXT, "word")[3:9],
    "segment bytes": lambda: ng.segment(BROKEN, "sentence"),
    "explain": lambda: ng.explain(TEXT, 20, 60),
    "explain bytes": lambda: str(PIPELINE.explain(BROKEN, 20, 60)),
    "explain an article": lambda: ARTICLE.explain(0, 30),
    "pipeline": lambda: ng.Pipeline(lexicon=None, scheme="ud"),
    "rows": lambda: TABLE[5:60].to_pylist(),
    "take": lambda: TABLE[::7].to_dict(),
    "filter": lambda: TABLE.filter(kind="punct"),
    "csv": lambda: TABLE[:50].to_csv(),
    "jsonl": lambda: TABLE[:50].to_jsonl(),
    "values": lambda: bytes(CHUNK.values(3)),
    "capsules": lambda: (TABLE.__arrow_c_stream__(), TABLE.__arrow_c_schema__()),
    "arrow": arrow_round_trip,
    "half a stream": half_a_stream,
    "arrow in": arrow_in,
    "arrow in, refused": failing(arrow_in_refused),
    "stream": a_stream,
    "schema": lambda: _core.schema(1),
    # Errors
    "no text": failing(lambda: PIPELINE.read(5)),  # type: ignore[arg-type]
    "no date": failing(lambda: PIPELINE.read(TEXT, published="soon")),
    "no scheme": failing(lambda: ng.Pipeline(scheme="x")),  # type: ignore[arg-type]
    "no lexicon": failing(lambda: ng.Lexicon.load("/no/such.ngx")),
    "aliases": lambda: ng.Pipeline(lexicon=None, model=None, aliases=ALIASES).entities("Mr. Doe."),
    "bad aliases": failing(lambda: _core.Aliases((("a", None, "b", None, 0, 0), ("", *ALIAS)))),
    "bad alias": failing(lambda: _core.Aliases((("a", None, None, 3, 0, 0),))),  # type: ignore[arg-type]
    "bad lexicon": failing(lambda: ng.Lexicon.load(__file__)),
    "bad iterator": failing(lambda: PIPELINE.extract(bad_iterator())),
    "raise": failing(lambda: PIPELINE.extract([TEXT, None], on_error="raise")),
    "lengths": failing(lambda: PIPELINE.extract([TEXT], id=["a", "b"])),
    "segment nothing": failing(lambda: ng.segment(None, "word")),  # type: ignore[arg-type]
    "explain nothing": failing(lambda: PIPELINE.explain(TEXT, 5, 10**9)),
    "core: explain": failing(lambda: _core.explain(PIPELINE._native, TEXT, 5, 10**9)),
    "core: explain no text": failing(lambda: _core.explain(PIPELINE._native, 5, 0, 0)),  # type: ignore[arg-type]
    "core: pipeline": failing(lambda: _core.run(5, [TEXT], None, None, 63, 0)),  # type: ignore[arg-type]
    "core: ids": failing(lambda: _core.run(PIPELINE._native, [TEXT], [5], None, 63, 0)),  # type: ignore[list-item]
    "core: dates": failing(lambda: _core.run(PIPELINE._native, [TEXT], None, [1 << 60], 63, 0)),
    "core: failure": failing(lambda: _core.run(PIPELINE._native, [("a",)], None, None, 63, 0)),
    "core: numbers": failing(lambda: _core.Pipeline(99, 0, None)),
    "core: no rows": failing(lambda: CHUNK.to_list(0, 5, 10**9)),
    "core: take": failing(lambda: CHUNK.take([0, 10**9])),
    "core: values": failing(lambda: CHUNK.values(5)),
    "core: slices": failing(lambda: _core.export_stream(3, [(CHUNK, 0, 10**9)], {})),
    "core: metadata": failing(lambda: _core.export_schema(3, {"a": 5})),  # type: ignore[dict-item]
}
TYPES = [
    _core.Chunk,
    _core.Pipeline,
    _core.Buffer,
    _core.Lexicon,
    _core.Aliases,
    _core.ArrowStream,
    _core.ArrowBatch,
    _core.ArrowColumn,
    ng.Table,
    ng.Article,
]


def state() -> tuple[int, list[int]]:
    gc.collect()
    return sys.getallocatedblocks(), [sys.getrefcount(t) for t in TYPES]


def resident_bytes() -> int:
    return int(STATM.read_text().split()[1]) * 4096 if STATM.exists() else 0


def growth(action: Callable[[], object]) -> dict[str, int]:
    """What a thousand calls left behind, as far as it is worth a word."""
    blocks, references = state()
    resident = resident_bytes()
    for _ in range(N):
        action()
    grown = resident_bytes() - resident
    blocks_after, references_after = state()
    found = {"blocks": blocks_after - blocks}
    for type_, before, after in zip(TYPES, references, references_after, strict=True):
        found[type_.__name__] = after - before
    found = {name: n for name, n in found.items() if n >= N / 10}
    if grown >= 2 << 20 and not SANITIZED:  # whose quarantine grows
        found["bytes"] = grown
    return found


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_is_left(name: str) -> None:
    action = ACTIONS[name]
    for _ in range(100):  # caches and free lists fill
        action()
    # What other parts of the process do may show once; a leak shows each time.
    attempts = []
    for _ in range(4):
        attempts.append(growth(action))
        if not attempts[-1]:
            return
    pytest.fail(f"{name}: each {N} calls left {attempts}")


def test_objects_do_not_keep_the_text_alive() -> None:
    """Of a text that is no ASCII, a str caches no UTF-8."""
    text = "ü" * (1 << 20)
    size = sys.getsizeof(text)
    PIPELINE.tokens(text)
    ng.segment(text, "word")
    assert sys.getsizeof(text) == size
