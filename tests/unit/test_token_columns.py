"""Columns of the tokens table that are made when they are asked for."""

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _core

TEXTS = [
    "The mayor quit. “Why?” she asked 😀 twice.",
    "",
    "Plain text, and more of it: extraordinarily so.",
    "A lone surrogate \ud800 here, café there.",
    "a\0b \0\0 a\0 a",
]
COLUMNS = ("doc", "tok", "sent", "start", "stop", "text", "kind", "space_after")


def expected_texts(texts: list[str]) -> list[str]:
    """What the offsets say."""
    t = ng.extract(texts, tables=["tokens"]).tokens
    cut = [
        texts[doc][start:stop]
        for doc, start, stop in zip(t["doc"], t["start"], t["stop"], strict=True)
    ]
    return [text.replace("\ud800", "\ufffd") for text in cut]


def test_text_is_what_the_offsets_say() -> None:
    assert ng.extract(TEXTS, tables=["tokens"]).tokens["text"] == expected_texts(TEXTS)


def test_text_outlives_the_callers_texts() -> None:
    def fresh() -> Iterator[str]:
        for text in TEXTS:
            yield (" " + text)[1:]

    tokens = ng.extract(fresh(), tables=["tokens"]).tokens
    gc.collect()
    rubbish = ["x" * len(text) for text in TEXTS for _ in range(50)]
    assert tokens["text"] == expected_texts(TEXTS)
    del rubbish


@pytest.mark.parametrize("first", COLUMNS)
def test_columns_do_not_depend_on_which_is_asked_for_first(first: str) -> None:
    pa = pytest.importorskip("pyarrow")
    whole = ng.extract(TEXTS, tables=["tokens"]).tokens
    one = ng.extract(TEXTS, tables=["tokens"]).tokens
    assert one[first] == whole[first]
    assert pa.table(one).to_pylist() == whole.to_pylist()
    assert one.to_dict() == whole.to_dict()
    assert one[first] == whole[first]


def test_slices_before_and_after_export() -> None:
    pa = pytest.importorskip("pyarrow")
    tokens = ng.extract(TEXTS, tables=["tokens"]).tokens
    for low in range(len(tokens)):
        part = tokens[low : low + 3]
        assert part["text"] == tokens["text"][low : low + 3]
    exported = pa.table(tokens[4:9])["text"].to_pylist()
    assert exported == tokens["text"][4:9] == [row.text for row in tokens[4:9]]


def test_export_outlives_the_table() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table(ng.extract([t + "!" for t in TEXTS[:3]], tables=["tokens"]).tokens)
    gc.collect()
    assert table["text"].to_pylist()[:3] == ["The", "mayor", "quit"]


def test_export_lets_go_of_the_texts() -> None:
    text = "A text of its own, “quoted”."
    before = sys.getrefcount(text)
    tokens = ng.extract([text], tables=["tokens"]).tokens
    assert sys.getrefcount(text) > before
    words = tokens["text"]
    tokens.__arrow_c_stream__()
    after = sys.getrefcount(text)
    assert after == before
    assert tokens["text"] == words == [row.text for row in tokens]


def test_broken_bytes_become_replacement_characters() -> None:
    rows = [b"Good text.", b"Bad \xff\xc3 bytes \xe2\x82.", b"Good."]
    tokens = ng.extract(rows, tables=["tokens"]).tokens
    assert tokens.filter(doc=1)["text"] == ["Bad", "\ufffd\ufffd", "bytes", "\ufffd", "."]


def test_many_threads_ask_at_once() -> None:
    for _ in range(20):
        tokens = ng.extract(TEXTS * 50, tables=["tokens"]).tokens
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(tokens.to_dict) for _ in range(8)]
            lists = [each.result() for each in asked]
        assert all(columns == lists[0] for columns in lists)


def test_equal_words_share_a_str_without_growing() -> None:
    words = ng.tokens("the the The the")["text"]
    assert words == ["the", "the", "The", "the"]
    assert words[0] is words[1]
    before = sys.getrefcount(words[0])
    for _ in range(100):
        ng.tokens("the the The the")["text"]
    after = sys.getrefcount(words[0])
    assert after == before


def test_a_row_that_is_no_text_in_a_list() -> None:
    t = ng.extract(["One.", None, ("a", "b"), 3, "Two."], tables=["tokens"])
    assert t.tokens["text"] == ["One", ".", "Two", "."]
    assert t.errors["doc"] == [1, 2, 3]


def test_run_stop() -> None:
    texts = ["ab", b"cde", None, "f"]
    assert _core.run_stop(texts, 0, 10, 3) == (2, True)
    assert _core.run_stop(texts, 0, 10, 100) == (4, False)
    assert _core.run_stop(texts, 1, 1, 100) == (2, True)
    assert _core.run_stop(texts, 4, 1, 100) == (4, True)


def test_a_str_that_says_it_is_ascii_and_is_not() -> None:
    class Liar(str):
        __slots__ = ()

        def isascii(self) -> bool:
            return True

    text = "Café “Ж” 😀."
    assert ng.tokens(Liar(text)).to_pylist() == ng.tokens(text).to_pylist()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_a_table_of_one_short_text_keeps_little() -> None:
    def n_pages() -> int:
        return int(Path("/proc/self/statm").read_text().split()[0])

    before = n_pages()
    tables = [ng.tokens(f"The mayor’s plan {i}.") for i in range(200)]
    after = n_pages()
    assert (after - before) * 4096 < len(tables) * 50_000


def test_a_table_that_outlives_its_pipeline() -> None:
    pipeline = ng.Pipeline(lexicon=None)
    text = "The mayor left. " * 70_000  # columns that the pipeline keeps the memory of
    pipeline.tokens(text).to_dict()
    tokens = pipeline.tokens(text)
    del pipeline
    gc.collect()
    assert tokens["text"][-4:] == ["The", "mayor", "left", "."]
    assert tokens[::2]["text"][:2] == ["The", "left"]


@pytest.mark.parametrize("threshold", [1, 2, 3])
def test_texts_stay_while_strings_are_made(threshold: int) -> None:
    """A new list may set off the collector, and that a finalizer that exports the table."""
    # Made here, so that nobody else holds it.
    tokens = ng.extract(["one two " + end for end in ("a" * 2000,)], tables=["tokens"]).tokens
    to_list = tokens._pieces[0].chunk.to_list
    rubbish: list[str] = []

    class Garbage:
        me: object

        def __del__(self) -> None:
            tokens.__arrow_c_stream__()
            rubbish.extend(str(i) * 502 for i in range(1000, 1200))

    thresholds = gc.get_threshold()
    gc.collect()
    garbage = Garbage()
    garbage.me = garbage
    del garbage
    try:
        gc.set_threshold(threshold)
        words = to_list(5, 0, 3)
    finally:
        gc.set_threshold(*thresholds)
    assert words == ["one", "two", "a" * 2000]
