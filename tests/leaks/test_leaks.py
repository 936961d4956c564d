"""Nothing is left behind: blocks of Python, references to types, and C memory.

Each action runs a thousand times (NUTGRAF_LEAK_CALLS) on a text large enough that a leak
of it shows in the size of the process.  NUTGRAF_LEAK_REPORT names a file for what grew.
"""

import atexit
import contextlib
import gc
import itertools
import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _core

pytestmark = pytest.mark.slow

STATM = Path("/proc/self/statm")
N = int(os.environ.get("NUTGRAF_LEAK_CALLS", "1000"))
REPORT = os.environ.get("NUTGRAF_LEAK_REPORT")
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


# Small ones, of what takes more time.
SHORT = "Mr. Doe told Jane Roe “no” on Friday. “Paul Poe paid $3 million,” Roe said. "
SHORT_PIPELINE = ng.Pipeline(lexicon=None, model=None)
TABLES = ng.extract([SHORT], threads=1)
NAMES = [f"Name{i} Roe{i * 7}" for i in range(40)]
LEXICON = ng.Lexicon(NAMES, label="PERSON")
INSIDE = ng.Lexicon()
INSIDE.add("oe", label="PART", whole_words=False)
ROWS = [{"who": name, "key": i, "aka": "A B|C D"} for i, name in enumerate(NAMES)]
RULES = 'paid :: who paid :: "paid" sum:MONEY => PAYMENT\n'
OVERRIDES = [{"surface": "Roe", "label": "ORG"}, {"surface": "Doe", "never": "*", "context": "Mr."}]
# In memory, where there is such a place: each call may wait for the disk otherwise.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
FOLDER = Path(tempfile.mkdtemp(prefix="nutgraf-leaks-", dir=MEMORY))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
(FOLDER / "a.jsonl").write_text(json.dumps({"body": SHORT}) + "\n{broken\n", encoding="utf-8")
LEXICON.save(FOLDER / "own.ngx")
NUMBERS = itertools.count()
BUILDER = _core.LexiconBuilder()
LOGGER = logging.getLogger("nutgraf")


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


def add_names() -> None:
    lexicon = ng.Lexicon(NAMES[:20], label="PERSON")
    lexicon.add("Jane Roe", id="Q1", label="VESSEL", aliases=["JR", "Roe the Elder"])
    lexicon.merge(LEXICON)
    lexicon.info(), lexicon.get("Jane Roe"), "JR" in lexicon, len(lexicon), lexicon.id


def add_bad_names() -> None:
    lexicon = ng.Lexicon(NAMES[:5])
    for bad in ("", "a " * 40, "x" * 80, 5):
        with contextlib.suppress(ValueError, TypeError):
            lexicon.add(bad, label="PERSON")  # type: ignore[arg-type]
    with contextlib.suppress(ValueError):
        lexicon.add("Jane Roe", label="x" * 64)
    with contextlib.suppress(TypeError):
        lexicon.merge(5)  # type: ignore[arg-type]


def skip_bad_names() -> None:
    rows = [{"who": "Jane Roe"}, {"who": ""}, {"who": "a " * 40}]
    LOGGER.disabled = True  # pytest keeps what is logged
    try:
        ng.Lexicon.from_table(rows, name="who", on_error="skip")
    finally:
        LOGGER.disabled = False


def save_and_load() -> None:
    LEXICON.save(FOLDER / "own.ngx")
    ng.Lexicon.load(FOLDER / "own.ngx").info()


def build_core() -> None:
    builder = _core.LexiconBuilder()
    builder.add([("Jane Roe", "Roe", "Q1", "VESSEL"), ("", None, None, None)], 0, True, False)
    builder.merge(LEXICON._native)
    builder.count()
    builder.open("name: own\n").dump()
    builder.write(str(FOLDER / "core.ngx"), "name: own\n")


def write_parts(format: str) -> Callable[[], None]:
    def action() -> None:
        folder = FOLDER / f"out{next(NUMBERS)}"
        source = str(FOLDER / "a.jsonl")
        stream = ng.stream(source, text="body", tables=["quotes"], threads=1)
        stream.write(folder, format=format)  # type: ignore[arg-type]
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()

    return action


def write_nowhere() -> None:
    ng.stream([SHORT], tables=["quotes"]).write(FOLDER / "a.jsonl" / "x", format="csv")


def a_stream_of_lines() -> None:
    stream = ng.stream(str(FOLDER / "a.jsonl"), text="body", tables=["quotes"], threads=1)
    for tables in stream:
        len(tables.errors)


def review_and_apply() -> None:
    made = ng.review([SHORT], n=5)
    made.write(FOLDER / "review.csv")
    ng.Review.load(FOLDER / "review.csv")


def train_a_model() -> None:
    trainer = _core.Trainer(
        SHORT_PIPELINE._native, ["PERSON"], 1, epochs=1, min_count=1, max_rows=64
    )
    for is_dev in (False, True):
        trainer.add(b"Jane Roe met Paul Poe.", [(0, 8, 1), (13, 21, 1)], None, 1, 1.0, is_dev)
    trainer.run(None)
    trainer.write(str(FOLDER / "own.ngm"), "name: own\n")
    _core.Model(str(FOLDER / "own.ngm")).info()


ACTIONS: dict[str, Callable[[], object]] = {
    "read": lambda: PIPELINE.read(TEXT, id="x", published="2017-08-11"),
    "read bytes": lambda: PIPELINE.read(BROKEN),
    "read with lexicon": lambda: ng.read(TEXT),
    "read units": lambda: ng.read(TEXT, offsets="utf16", lexicon=None),
    "blocks": lambda: PIPELINE.blocks(TEXT),
    "sentences": lambda: PIPELINE.sentences(TEXT),
    "mentions": lambda: PIPELINE.mentions(TEXT),
    "extract": lambda: PIPELINE.extract([TEXT, None, BROKEN], id=["a", None, "c"], threads=1),
    "extract rows": lambda: PIPELINE.extract([{"t": TEXT, "d": None}, {}], text="t", published="d"),
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
    # Lexicons, overrides, patterns
    "match": lambda: ng.match(TEXT, [LEXICON, INSIDE]),
    "match bytes": lambda: ng.match(BROKEN, INSIDE, overlapping=True),
    "lexicon": add_names,
    "lexicon, refused": add_bad_names,
    "lexicon of a table": lambda: ng.Lexicon.from_table(
        ROWS, name="who", id="key", label="PERSON", aliases="aka"
    ),
    "lexicon of a table, skipped": skip_bad_names,
    "lexicon of a table, refused": failing(
        lambda: ng.Lexicon.from_table([{"who": "Jane Roe"}, {"who": ""}], name="who")
    ),
    "lexicon to a file": save_and_load,
    "lexicon to nowhere": failing(lambda: LEXICON.save("/no/such/own.ngx")),
    "core: builder": build_core,
    "core: builder, rows": failing(lambda: BUILDER.add([("a", None)], 0, True, False)),  # type: ignore[list-item]
    "core: builder, names": failing(
        lambda: BUILDER.add([("a", None, None, 5)], 0, True, False)  # type: ignore[list-item]
    ),
    "core: builder, merge": failing(lambda: BUILDER.merge(5)),  # type: ignore[arg-type]
    "core: builder, open": failing(lambda: BUILDER.open(5)),  # type: ignore[arg-type]
    "core: builder, write": failing(lambda: BUILDER.write("/no/such/x.ngx", "a: b\n")),
    "core: lexicon, bytes": failing(lambda: _core.Lexicon(b"no lexicon")),
    "core: lexicon, ask": lambda: LEXICON._native.ask("Name3 Roe21", True),
    "overrides": lambda: ng.Pipeline(lexicon=None, model=None, overrides=OVERRIDES).mentions(SHORT),
    "bad overrides": failing(lambda: ng.Overrides([{"surface": "Roe"}])),
    "core: overrides": failing(lambda: _core.Overrides((("a", "ORG", None, None, False), (5,)))),  # type: ignore[arg-type]
    "core: override": failing(lambda: _core.Overrides((("a", 5, None, None, False),))),  # type: ignore[arg-type]
    "patterns": lambda: ng.Patterns(RULES).find(SHORT),
    "rules of patterns": lambda: ng.Patterns(RULES).rules,
    "bad patterns": failing(lambda: ng.Patterns('a :: b :: "paid" sum:MONEY =>')),
    "core: patterns": failing(lambda: _core.Patterns("no bytes")),  # type: ignore[arg-type]
    "pipeline, all options": lambda: ng.Pipeline(
        lexicons=[LEXICON, INSIDE], overrides=OVERRIDES, patterns=ng.Patterns(RULES)
    ).read(SHORT),
    "core: lexicons": failing(lambda: _core.Pipeline(lexicons=(LEXICON._native, 5))),  # type: ignore[arg-type]
    # Tables and articles
    "quotes": lambda: SHORT_PIPELINE.quotes(SHORT).to_pylist(),
    "entities": lambda: SHORT_PIPELINE.entities(SHORT).to_pylist(),
    "roles": lambda: SHORT_PIPELINE.roles(SHORT).to_pylist(),
    "dates": lambda: SHORT_PIPELINE.dates(SHORT).to_pylist(),
    "numbers": lambda: SHORT_PIPELINE.numbers(SHORT).to_pylist(),
    "parse": lambda: (ng.parse_date("5 June 2017"), ng.parse_number("3 km")),
    "parse nothing": failing(lambda: ng.parse_date("")),
    "near duplicates": lambda: ng.near_duplicates([SHORT, SHORT + "More.", "Others."]),
    "near duplicates of nothing": failing(lambda: ng.near_duplicates([5])),  # type: ignore[list-item]
    "repair": lambda: ng.repair("It\u2019s na\u00c3\u00afve."),
    "article as HTML": lambda: SHORT_PIPELINE.read(SHORT).to_html(page=True),
    "article as a dict": lambda: SHORT_PIPELINE.read(SHORT).to_dict(),
    "table as HTML": lambda: TABLE.to_html(),
    "tables as HTML": lambda: TABLES._repr_mimebundle_(),
    "speaker graph": lambda: TABLES.speaker_graph().to_pylist(),
    "no speaker graph": failing(lambda: ng.extract([SHORT], tables=["quotes"]).speaker_graph()),
    "review": review_and_apply,
    "no review": failing(lambda: ng.Review.load(FOLDER / "a.jsonl")),
    # Files
    "CSV to a file": lambda: TABLES.tokens.to_csv(FOLDER / "a.csv"),
    "CSV to nowhere": failing(lambda: TABLES.tokens.to_csv("/no/such/a.csv")),
    "write JSON Lines": write_parts("jsonl"),
    "write SQLite": write_parts("sqlite"),
    "write nowhere": failing(write_nowhere),
    "stream of lines": a_stream_of_lines,
    "stream of nothing": failing(lambda: list(ng.stream("/no/such.jsonl", text="body"))),
    "train": train_a_model,
    "core: model": failing(lambda: _core.Model(__file__)),
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
    _core.LexiconBuilder,
    _core.Overrides,
    _core.Patterns,
    _core.Model,
    _core.Trainer,
    _core.Aliases,
    _core.ArrowStream,
    _core.ArrowBatch,
    _core.ArrowColumn,
    ng.Table,
    ng.Tables,
    ng.Article,
    ng.Lexicon,
    ng.Overrides,
    ng.Patterns,
    ng.Pipeline,
    ng.Review,
]


def state() -> tuple[int, list[int]]:
    gc.collect()
    return sys.getallocatedblocks(), [sys.getrefcount(t) for t in TYPES]


def resident_bytes() -> int:
    return int(STATM.read_text().split()[1]) * 4096 if STATM.exists() else 0


def growth(action: Callable[[], object]) -> dict[str, int]:
    """What N calls left behind, as far as it is worth a word."""
    blocks, references = state()
    resident = resident_bytes()
    for _ in range(N):
        action()
    grown = resident_bytes() - resident
    blocks_after, references_after = state()
    found = {"blocks": blocks_after - blocks}
    for type_, before, after in zip(TYPES, references, references_after, strict=True):
        found[type_.__name__] = after - before
    if REPORT is not None:
        with open(REPORT, "a", encoding="utf-8") as file:
            grew = {name: n for name, n in found.items() if n}
            print(json.dumps({"calls": N, "resident": grown, **grew}), file=file)
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
