"""Limits are kept and said, and no text made to be hard takes more than linear time."""

import sys
import threading
import time
from pathlib import Path

import pytest

import nutgraf as ng

REPO = Path(__file__).resolve().parents[2]


# ---------------------------------------------------------------- linear time

if str(REPO / "bench") not in sys.path:
    sys.path.append(str(REPO / "bench"))

from bounds import TEXTS, unicode_blocks  # noqa: E402


@pytest.fixture(scope="module")
def everything() -> ng.Pipeline:
    """A pipeline with all that a user can bring."""
    names = ng.Lexicon(["Jane Roe", "a a a a b", "A.A.A.B", "New New New York"], label="ORG")
    names.add("aaaaaaab", whole_words=False)
    rules = (
        'run :: runs :: CAP+ ("of" CAP+)* "said" => RUN\nfine :: fines :: "fined" [MONEY] => FINE'
    )
    overrides = [{"surface": "Roe", "label": "ORG"}, {"surface": "May", "never": "*"}]
    return ng.Pipeline(
        lexicons=[names], overlapping=True, patterns=ng.Patterns(rules), overrides=overrides
    )


@pytest.mark.parametrize("name", TEXTS)
def test_linear(name: str, everything: ng.Pipeline) -> None:
    """Eight times the text takes about eight times as long; quadratic work would take 64."""

    def seconds(n: int) -> float:
        text = TEXTS[name](n)
        start = time.perf_counter()
        everything.extract([text], threads=1)
        return time.perf_counter() - start

    for _ in range(5):
        once, more = seconds(8_000), seconds(64_000)
        if more < 20 * once + 0.02:
            return
    pytest.fail(f"64 kB take {more:.3f} s, 8 kB {once:.3f} s")


def test_every_block_of_unicode(everything: ng.Pipeline) -> None:
    """Offsets are right and no block is slow."""
    texts = []
    for _, first, last in unicode_blocks():
        chars = [chr(c) for c in range(first, last + 1)]
        texts.append(" ".join("".join(chars[i : i + 7]) for i in range(0, len(chars), 7)) * 4)
    start = time.perf_counter()
    tables = everything.extract(texts, threads=1)
    assert time.perf_counter() - start < 30
    assert len(tables.errors) == 0
    tokens = tables.tokens
    for doc, first, stop, text in zip(
        tokens["doc"], tokens["start"], tokens["stop"], tokens["text"], strict=True
    ):
        assert texts[doc][first:stop] == text


def test_little_stack(everything: ng.Pipeline) -> None:
    """Reading does not recurse: a thread with a stack of 256 KiB, Python's part of it too."""
    failed: list[str] = []

    def read_all() -> None:
        for name, make in TEXTS.items():
            if len(everything.extract([make(16_000)], threads=1).errors) > 0:
                failed.append(name)

    before = threading.stack_size(256 << 10)
    try:
        thread = threading.Thread(target=read_all)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert not failed
