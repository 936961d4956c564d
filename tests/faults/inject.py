"""Run one scenario with each of its allocations failing in turn; started by test_memory.py.

    LD_PRELOAD=failing_malloc.so python inject.py SCENARIO [--python] [--alone]

Each allocation that the extension makes, of malloc() or of Python's allocators, fails once
alone and, without --alone, once with all behind it.  The call must then raise MemoryError,
or give what it always gives; what it took must be free again; and the same call, when
nothing fails, must give the usual result.  Prints JSON with how often that was tried.
"""

import ctypes
import gc
import importlib.util
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nutgraf as ng
from nutgraf import _core
from nutgraf._lexicon import BUILT_IN
from nutgraf._model import BUILT_IN_MODEL

TEXT = (
    "Mayor Quits\n\nBy Jane Roe\nAug. 11, 2017\n\nSPRINGFIELD, Ill. (AP) — Mayor John Q. Doe, 58, "
    "resigned on Friday, two days after “a difficult week,” his office said. He paid $3.5 million "
    "to the Port of Naïve Falls, Mr. Doe said.\n"
)
ROWS = [TEXT, None, b"Broken \xff bytes. Paul Poe said \xe2\x80\x9cno\xe2\x80\x9d."]
NAMES: list[Any] = [
    {"name": "John Q. Doe", "id": "Q1", "label": "PERSON"},
    {"name": "Port of Naïve Falls", "id": "Q2", "label": "PORT"},
    {"name": "Paul Poe", "id": None, "label": None},
]
OVERRIDES: list[Any] = [
    {"surface": "Port of Naïve Falls", "label": "ORG"},
    {"surface": "Doe", "never": "*", "context": "Mr."},
]
ALIASES: list[Any] = [{"surface": "Doe", "name": "John Doe", "id": "Q7", "context": "Mr."}]
PATTERNS = 'paid :: who paid :: "paid" sum:MONEY => PAYMENT'
TABLES = (
    *("articles", "blocks", "sentences", "tokens", "mentions", "dates", "numbers", "entities"),
    *("roles", "quotes"),
)

Call = Callable[[], object]
Scenario = Callable[[], Iterator[Call]]


def values_of(tables: "ng.Tables") -> dict[str, Any]:
    return {name: tables[name].to_dict() for name in tables}


def read() -> Iterator[Call]:
    yield lambda: values_of(ng.Pipeline().read(TEXT, id="x", published="2017-08-11").tables)


def read_plain() -> Iterator[Call]:
    pipeline = ng.Pipeline(lexicon=None, model=None, offsets="utf16", scheme="ud")
    yield lambda: values_of(pipeline.read(TEXT).tables)


def extract() -> Iterator[Call]:
    yield lambda: values_of(ng.Pipeline().extract(ROWS, id=["a", None, "c"], threads=1))


def extract_again() -> Iterator[Call]:
    """One pipeline for all, which keeps memory for the next call."""
    pipeline = ng.Pipeline()
    yield lambda: values_of(pipeline.extract(ROWS, id=["a", None, "c"], threads=1))


def extract_threads() -> Iterator[Call]:
    from nutgraf import _inputs, _pipeline

    _inputs.CHUNK_ROWS = 1
    _pipeline.long_run = lambda *_: 1  # type: ignore[assignment]
    pipeline = ng.Pipeline(lexicon=None, model=None)
    yield lambda: values_of(pipeline.extract(ROWS, threads=2))


def arrow_in() -> Iterator[Call]:
    import pyarrow

    table = pyarrow.table({"t": [TEXT, None], "i": ["a", "b"]})

    def call() -> object:
        pipeline = ng.Pipeline(lexicon=None, model=None)
        return values_of(pipeline.extract(table, text="t", id="i", tables=["sentences"], threads=1))

    yield call


def arrow_out() -> Iterator[Call]:
    import pyarrow

    for name in TABLES:

        def call(name: Any = name) -> object:
            # Read anew: tokens keep what was made for the first export.
            table = ng.Pipeline().extract([TEXT], tables=[name], threads=1)[name]
            return pyarrow.table(table).to_pydict()

        yield call


def lists() -> Iterator[Call]:
    for name in TABLES:

        def call(name: Any = name) -> object:
            table = ng.Pipeline().extract([TEXT], tables=[name], threads=1)[name]
            taken = table[::2]
            return table.to_pylist(), taken.to_dict()

        yield call


def csv_and_jsonl() -> Iterator[Call]:
    for name in TABLES:

        def call(name: Any = name) -> object:
            table = ng.Pipeline().extract([TEXT], tables=[name], threads=1)[name]
            return table.to_csv(), table.to_jsonl()

        yield call


def lexicon_build() -> Iterator[Call]:
    def build() -> object:
        lexicon = ng.Lexicon(label="PERSON")
        for row in NAMES:
            lexicon.add(row["name"], id=row["id"], label=row["label"])
        return lexicon.info(), lexicon.get("Paul Poe")

    yield build


def lexicon_add() -> Iterator[Call]:
    """What fails takes nothing away that was there, and may be tried again."""
    data = ng.Lexicon(["Ann Bee", "Cy Dee"], label="PERSON")._native.dump()

    def fill(lexicon: ng.Lexicon) -> None:
        for row in NAMES:
            lexicon.add(row["name"], id=row["id"], label=row["label"])

    def add() -> object:
        lexicon = ng.Lexicon()
        lexicon._compiled = _core.Lexicon(data)
        try:
            fill(lexicon)
        except MemoryError:
            SHIM.pause()
            fill(lexicon)
        names = ("Ann Bee", "Cy Dee", *(row["name"] for row in NAMES))
        # Strings of a name that failed may stay in the file.
        return lexicon.info()._replace(n_bytes=0), [lexicon.get(name) for name in names]

    yield add


def lexicon_file() -> Iterator[Call]:
    lexicon = ng.Lexicon(["Ann Bee", "Cy Dee"], label="PERSON")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.ngx")
        lexicon.save(path)
        whole = path.read_bytes()

        def save() -> object:
            try:
                lexicon.save(path)
            finally:
                assert os.listdir(folder) == ["own.ngx"]
                assert path.read_bytes() == whole
            return len(whole)

        yield save
        yield lambda: ng.Lexicon.load(path).info()
        yield lambda: _core.Lexicon(whole).info()


def lexicon_match() -> Iterator[Call]:
    lexicon = ng.Lexicon(["John Q. Doe", "Poe"], label="PERSON")
    inside = ng.Lexicon()
    inside.add("aïv", label="PART", whole_words=False)
    yield lambda: ng.match(TEXT, [lexicon, inside]).to_pylist()


def overrides() -> Iterator[Call]:
    def call() -> object:
        pipeline = ng.Pipeline(lexicon=None, overrides=ng.Overrides(OVERRIDES))
        return pipeline.mentions(TEXT).to_pylist()

    yield call


def aliases() -> Iterator[Call]:
    def call() -> object:
        pipeline = ng.Pipeline(lexicon=None, aliases=ng.Aliases(ALIASES))
        return pipeline.entities(TEXT).to_pylist()

    yield call


def patterns() -> Iterator[Call]:
    def call() -> object:
        compiled = ng.Patterns(PATTERNS)
        found = ng.Pipeline(lexicon=None, model=None, patterns=compiled).extract([TEXT], threads=1)
        return found.patterns.to_pylist(), str(compiled.rules)

    yield call


def segment() -> Iterator[Call]:
    for kind in _core.BOUNDARIES:
        yield lambda kind=kind: list(ng.segment(TEXT, kind))


def explain() -> Iterator[Call]:
    yield lambda: str(ng.Pipeline().explain(TEXT, 0, len(TEXT)))


def values() -> Iterator[Call]:
    pipeline = ng.Pipeline(lexicon=None, model=None)
    yield lambda: (pipeline.parse_date("5 June 2017"), pipeline.parse_number("3 km"))
    yield lambda: ng.near_duplicates([TEXT, TEXT + " More.", "Other words of no other text."])


def files_of_the_package() -> Iterator[Call]:
    yield lambda: _core.Lexicon(BUILT_IN).info()["sum"]
    yield lambda: _core.Model(BUILT_IN_MODEL).info()["labels"]


def module() -> Iterator[Call]:
    """The extension's module, made anew, as each interpreter makes one."""
    spec = importlib.util.spec_from_file_location("nutgraf._core", _core.__file__)
    assert spec is not None
    assert spec.loader is not None

    def call() -> object:
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
        return sorted(vars(made)), made.RULES, made.schema(4)

    yield call


def train() -> Iterator[Call]:
    pipeline = ng.Pipeline(lexicon=None, model=None)
    text = b"Jane Roe met Paul Poe. Then Roe left Naive Falls."
    spans = [(0, 8, 1), (13, 21, 1), (28, 31, 1)]

    def call() -> object:
        trainer = _core.Trainer(pipeline._native, ["PERSON"], 1, epochs=2, min_count=1, max_rows=64)
        for i in range(4):
            trainer.add(text, spans, None, 1, 1.0, i == 3)
        figures = trainer.run(None)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "own.ngm")
            trainer.write(path, "name: own\n")
            return figures, _core.Model(path).info()["labels"]

    yield call


SCENARIOS: dict[str, Scenario] = {
    name: made
    for name, made in list(globals().items())
    if callable(made) and getattr(made, "__annotations__", {}).get("return") == Iterator[Call]
}


# What their pipelines keep may be more than before; what they lose shows when they are gone.
KEEPING = ("extract_again", "extract_threads", "values", "module")


class Shim:
    """The functions of failing_malloc.c."""

    def __init__(self, python: bool) -> None:
        self.python = python
        self._library = ctypes.CDLL(None)
        for name in ("faults_disarm", "faults_live"):
            getattr(self._library, name).restype = ctypes.c_long
        self._library.faults_arm.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_int)
        if not self._library.faults_watch(b"_core"):
            sys.exit("the extension is not loaded")
        if python:
            self._library.faults_hook_python()
        self._failed = 0

    def arm(self, n: int, all: bool) -> None:
        """The allocation behind the next n fails; and all behind it."""
        self._failed = 0
        self._library.faults_arm(n, all, self.python)

    def pause(self) -> None:
        """No more fail; `disarm()` still counts those that did."""
        self._failed += self._library.faults_disarm()
        self._library.faults_arm(-1, 0, 0)

    def disarm(self) -> int:
        """How many have failed."""
        return self._failed + int(self._library.faults_disarm())

    def live(self) -> int:
        """Blocks that are in use."""
        return sys.getallocatedblocks() if self.python else int(self._library.faults_live())


def settle() -> int:
    """Blocks that live when all is free that can be."""
    gc.collect()
    return SHIM.live()


def attempt(call: Call, n: int, all: bool, usual: object) -> tuple[int, bool]:
    """The call with a failure: how many there were, and whether it came through."""
    raised = False
    SHIM.arm(n, all)
    try:
        result = call()
    except MemoryError:
        raised = True
    finally:
        n_failed = SHIM.disarm()
    if not raised:
        assert result == usual, f"allocation {n} failed, and the result is another"
    assert n_failed or not raised
    return n_failed, not raised


def leaks(call: Call, n: int, all: bool, usual: object) -> bool:
    """Whether each failure there leaves blocks behind; caches fill up in the end."""
    for _ in range(10):
        before = settle()
        for _ in range(20):
            attempt(call, n, all, usual)
        if settle() - before < 20:
            return False
    return True


def exhaust(call: Call, all: bool, keeps: bool) -> tuple[int, int]:
    """Each allocation fails; how many did, and how many calls came through."""
    usual = call()
    assert call() == usual
    gc.collect()
    gc.freeze()  # so that collecting takes little time
    kept = settle()
    n_survived = 0
    for n in itertools.count():
        n_failed, came_through = attempt(call, n, all, usual)
        if n_failed == 0:
            break
        n_survived += came_through
        if SHIM.live() > kept and settle() > kept and not keeps:
            assert not leaks(call, n, all, usual), f"allocation {n} failed: a leak"
            kept = settle()
        assert call() == usual, f"behind a failure of allocation {n} the result is another"
    gc.unfreeze()
    return n, n_survived


def main() -> None:
    made = SCENARIOS[sys.argv[1]]
    keeps = sys.argv[1] in KEEPING
    totals = {"calls": 0, "faults": 0, "survived": 0}
    before = 0
    for round in range(2):  # the first fills caches
        for call in made():
            call()
            if round > 0:
                for all in (False,) if "--alone" in sys.argv else (False, True):
                    n, n_survived = exhaust(call, all, keeps)
                    totals["faults"] += n
                    totals["survived"] += n_survived
                totals["calls"] += 1
        del call
        if round == 0:
            before = settle()
    left = settle() - before
    assert SHIM.python or left <= 0, f"{left} blocks stay when all is gone"
    print(json.dumps(totals))


if __name__ == "__main__":
    SHIM = Shim("--python" in sys.argv)
    main()
