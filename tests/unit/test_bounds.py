"""Limits are kept and said, and no text made to be hard takes more than linear time."""

import gc
import pickle
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng

REPO = Path(__file__).resolve().parents[2]


# ------------------------------------------------------------------ max_chars


def test_max_chars() -> None:
    nlp = ng.Pipeline(max_chars=10)
    assert len(nlp.tokens("0123456789")) == 1
    assert len(nlp.tokens("é" * 10)) == 1
    with pytest.raises(ValueError, match=r"the text has more than 10 characters \(max_chars\)"):
        nlp.read("01234567890")
    with pytest.raises(ValueError, match="max_chars"):
        nlp.tokens("é" * 11)
    with pytest.raises(ValueError, match="max_chars"):
        nlp.explain("01234567890", 0, 1)
    assert ng.Pipeline().max_chars == 10_000_000


def test_max_chars_costs_no_other_row() -> None:
    tables = ng.extract(["One.", "Two. " * 100, "Three."], tables=["tokens"], max_chars=99)
    assert tables.errors["doc"] == [1]
    assert tables.errors["code"] == ["too_long"]
    assert tables.tokens["doc"] == [0, 0, 2, 2]


def test_broken_bytes_have_a_limit_too() -> None:
    """Continuation bytes begin no character, but four bytes are one at least."""
    nlp = ng.Pipeline(max_chars=10)
    assert len(nlp.tokens(b"\x80" * 40)) > 0
    with pytest.raises(ValueError, match="max_chars"):
        nlp.tokens(b"\x80" * 44)


def test_no_max_chars() -> None:
    nlp = ng.Pipeline(max_chars=None)
    assert nlp.max_chars is None
    assert len(nlp.tokens("a" * 10_000_001)) == 1
    with pytest.raises(ValueError, match="more than 10000000 characters"):
        ng.tokens("a" * 10_000_001)


def test_max_chars_is_an_option_like_others() -> None:
    nlp = ng.Pipeline(max_chars=10)
    assert nlp != ng.Pipeline()
    assert pickle.loads(pickle.dumps(nlp)) == nlp
    assert "max_chars=10" in repr(nlp)
    # It changes no row.
    assert nlp.tokens("a").metadata == ng.tokens("a").metadata


@pytest.mark.parametrize("value", ["10", 1.5, True])
def test_max_chars_of_other_types(value: Any) -> None:
    with pytest.raises(TypeError, match="max_chars must be an int or None"):
        ng.Pipeline(max_chars=value)


@pytest.mark.parametrize("value", [0, -1])
def test_max_chars_out_of_range(value: int) -> None:
    with pytest.raises(ValueError, match=f"max_chars must be 1 or more.*not {value}"):
        ng.Pipeline(max_chars=value)


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
        start = time.process_time()
        everything.extract([text], threads=1)
        return time.process_time() - start

    for _ in range(5):
        once, more = seconds(8_000), seconds(64_000)
        if more < 20 * once + 0.1:
            return
    pytest.fail(f"64 kB take {more:.3f} s, 8 kB {once:.3f} s")


def test_explain_is_linear(everything: ng.Pipeline) -> None:
    """Of a text in which the user's overrides make every mention."""

    def seconds(n: int) -> float:
        text = "Roe said in May. " * n
        gc.disable()  # whose time is that of all objects of the process
        try:
            start = time.process_time()
            assert len(everything.explain(text, 0, len(text))) > n
            return time.process_time() - start
        finally:
            gc.enable()

    for _ in range(5):
        once, more = seconds(4_000), seconds(16_000)
        if more < 10 * once:
            return
    pytest.fail(f"16,000 sentences take {more:.3f} s, 4,000 {once:.3f} s")


def test_every_block_of_unicode(everything: ng.Pipeline) -> None:
    """Offsets are right and no block is slow."""
    texts = []
    for _, first, last in unicode_blocks():
        chars = [chr(c) for c in range(first, last + 1)]
        texts.append(" ".join("".join(chars[i : i + 7]) for i in range(0, len(chars), 7)) * 4)
    start = time.process_time()
    tables = everything.extract(texts, threads=1)
    assert time.process_time() - start < 30
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
