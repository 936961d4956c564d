"""Archives: files of all kinds in, parts out, and nothing lost on the way."""

import bz2
import gzip
import json
import lzma
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _files, _writers

TEXTS = [f"Jane Roe left town {i} on Monday. “We know,” Paul Poe said." for i in range(50)]
WANTED = ng.extract(TEXTS, tables=["tokens", "quotes"])
LINES = "".join(json.dumps({"body": t, "url": f"u{i}"}) + "\n" for i, t in enumerate(TEXTS))


def stream(source: object, **more) -> ng.Stream:
    return ng.stream(source, tables=["articles", "tokens", "quotes"], **more)


def rows(made: ng.Stream, name: str) -> list[dict]:
    return [row for batch in made for row in batch[name].to_pylist()]


def is_whole(made: ng.Stream) -> bool:
    batches = list(made)
    return all(
        [row for batch in batches for row in batch[name].to_pylist()] == WANTED[name].to_pylist()
        for name in ("tokens", "quotes")
    )


# -------------------------------------------------------------------- sources


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_iterators(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf._stream.CHUNK_CHARS", 300)
    assert is_whole(stream(iter(TEXTS), threads=threads))
    assert is_whole(stream(({"t": t} for t in TEXTS), text="t", threads=threads))
    assert is_whole(stream(TEXTS, threads=threads))


PACK = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


@pytest.mark.parametrize("packed", [*PACK, ".zst"])
def test_lines(tmp_path: Path, packed: str) -> None:
    pack = PACK.get(packed)
    if pack is None:
        pack = pytest.importorskip("zstandard").compress
    path = tmp_path / f"news.jsonl{packed}"
    # Two members, as `cat` makes them.
    half = LINES.index('{"body"', len(LINES) // 2)
    path.write_bytes(pack(LINES[:half].encode()) + pack(LINES[half:].encode()))
    assert is_whole(stream(path, text="body"))
    made = stream(str(path), text="body", id="url", published="2020-01-01")
    assert [row["article_id"] for row in rows(made, "articles")] == [f"u{i}" for i in range(50)]


def test_tables_of_all_kinds(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"n": range(50), "body": TEXTS})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet", row_group_size=7)
    with pyarrow.ipc.new_file(tmp_path / "a.arrow", table.schema) as writer:
        writer.write_table(table, max_chunksize=9)
    with pyarrow.ipc.new_stream(tmp_path / "a.ipc", table.schema) as writer:
        writer.write_table(table)
    pyarrow.csv = pytest.importorskip("pyarrow.csv")
    pyarrow.csv.write_csv(table, tmp_path / "a.csv")
    for name in ("a.parquet", "a.arrow", "a.ipc", "a.csv"):
        assert is_whole(stream(tmp_path / name, text="body")), name
        ids = [
            row["article_id"]
            for row in rows(stream(tmp_path / name, text="body", id="n"), "articles")
        ]
        assert ids == [str(i) for i in range(50)], name


@pytest.mark.parametrize("left", ["polars", "duckdb"])
def test_parquet_by_another_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    pytest.importorskip(left)
    polars = pytest.importorskip("polars")
    polars.DataFrame({"a b": TEXTS}).write_parquet(tmp_path / "a.parquet")
    there = _files.optional
    monkeypatch.setattr(_files, "optional", lambda m: there(m) if m == left else None)
    assert is_whole(stream(tmp_path / "a.parquet", text="a b"))
    with pytest.raises(ValueError, match="there is no column 'c'; there are a b"):
        list(stream(tmp_path / "a.parquet", text="c"))


def test_no_library_for_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.parquet").write_bytes(b"")
    monkeypatch.setattr(_files, "optional", lambda _: None)
    with pytest.raises(ImportError, match=r"pip install 'nutgraf\[pyarrow\]'"):
        list(stream(tmp_path / "a.parquet", text="c"))


def test_texts_and_pages(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden.txt").write_text("Not this one.")
    (tmp_path / "read.me").write_text("Nor this one.")
    (tmp_path / "b" / "one.txt").write_bytes("Jane Roe left Zürich.".encode())
    page = "<html><head><title>Roe leaves</title></head><body><article><h1>Roe leaves</h1><p>{}"
    (tmp_path / "a.html").write_text(page.format("Jane Roe left Geneva on Monday, she said. " * 9))
    made = ng.extract([ng.read_html(tmp_path / "a.html").text])
    found = rows(stream(tmp_path), "articles")
    assert [row["article_id"] for row in found] == ["a.html", "b/one.txt"]
    assert found[0]["headline"] == "Roe leaves"
    assert found[0]["n_tokens"] == made.articles[0].n_tokens


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("news", ["a.txt", "b.html", "c/d.txt"]),
        ("news/*.txt", ["a.txt"]),
        ("./news/", ["a.txt", "b.html", "c/d.txt"]),
        ("news/**/*.txt", ["a.txt", "c/d.txt"]),
        (["e.txt", "news/a.txt"], ["e.txt", "news/a.txt"]),
        (".", ["e.txt", "news/a.txt", "news/b.html", "news/c/d.txt"]),
        ("news/c/../a.txt", ["a.txt"]),
    ],
)
def test_names_that_are_relative(source, ids: list[str], tmp_path: Path, monkeypatch) -> None:
    pytest.importorskip("trafilatura")
    for name in ("news/a.txt", "news/b.html", "news/c/d.txt", "e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(
            "<p>Jane Roe left.</p>" if "html" in name else "Jane Roe left."
        )
    monkeypatch.chdir(tmp_path)
    (tables,) = ng.stream(source, tables=["articles"])
    assert tables.articles["article_id"] == ids
    assert not list(tables.errors)


def test_csv_of_all_sorts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = "x" * 200_000
    path.write_bytes(
        b'\xef\xbb\xbfn,body\r\n1,"Two\nlines, ""so""."\r\n\r\n2,caf\xe9\r\n3\r\n4,'
        + long.encode()
        + b"\r\n5,"
        + "Zürich.".encode()
    )
    (batch,) = ng.stream(path, text="body", id="n", tables=["articles", "blocks"])
    assert batch.articles["article_id"] == ["1", None, None, "4", "5"]
    assert batch.articles["n_chars"] == [16, 0, 0, 200_000, 7]
    assert [(e.doc, e.code, e.message) for e in batch.errors] == [
        (1, "csv", f"{path}: line 5 is no UTF-8"),
        (2, "csv", f"{path}: line 6: 1 cells, and 2 in the header"),
    ]
    (tmp_path / "b.tsv").write_text("n\tbody\n1\tOne, two.\n")
    (batch,) = ng.stream(tmp_path / "b.tsv", text="body", tables=["articles"])
    assert batch.articles["n_chars"] == [9]
    (tmp_path / "empty.csv").write_text("")
    assert rows(stream(tmp_path / "empty.csv", text="body"), "articles") == []


def test_a_byte_order_mark_alone_is_no_row(tmp_path: Path) -> None:
    """Found by fuzzing."""
    for name in ("a.jsonl", "a.csv"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf")
        assert rows(stream(tmp_path / name, text="body"), "articles") == []


def test_csv_quotes_that_are_never_closed(tmp_path: Path) -> None:
    """Their row is lost, the others are not."""
    path = tmp_path / "a.csv"
    path.write_text('i,t\n1,Jane left.\n2,"Jane Roe left\n3,Paul Poe came.\n4,"Two\nlines."\n')
    (batch,) = ng.stream(path, text="t", id="i", tables=["articles"])
    assert batch.articles["article_id"] == ["1", None, "3", "4"]
    (error,) = batch.errors
    assert (error.doc, error.message) == (1, f"{path}: line 3: a quote is not closed")
    path.write_text('i,t\n2,a 5" pipe\n3,A 6" pipe.\n4,A 7" pipe.\n')
    (batch,) = ng.stream(path, text="t", id="i", tables=["articles"])
    assert batch.articles["article_id"] == ["2", "3", "4"]
    # However many there are, the time is linear.
    path.write_text("i,t\n" + '1,"a\n' * 20_001)
    start = time.perf_counter()
    made = list(ng.stream(path, text="t", tables=["articles"]))
    assert time.perf_counter() - start < 5
    assert sum(len(batch.errors) for batch in made) == 20_000  # the last one swallows nothing


def test_names_twice(tmp_path: Path) -> None:
    pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    rows = [["A.", "x", "y"]]
    frame = pandas.DataFrame(rows, columns=["t", "i", "i"])
    table = pyarrow.table([["A."], ["x"], ["y"]], names=["t", "i", "i"])
    for given in (frame, table, table.to_reader()):
        with pytest.raises(ValueError, match="id='i' is not one column"):
            ng.extract(given, text="t", id="i")
    (tmp_path / "a.csv").write_text("t,i,i\nA.,x,y\n")
    with pytest.raises(ValueError, match="more than one column 'i'"):
        list(ng.stream(tmp_path / "a.csv", text="t", id="i"))


def test_ids_that_tell_files_apart(tmp_path: Path) -> None:
    for name in ("a/1.txt", "b/1.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Jane Roe left.")
    names = [tmp_path / "a/1.txt", tmp_path / "b/1.txt"]
    for given in (tmp_path, str(tmp_path / "*/*.txt"), names, [str(name) for name in names]):
        assert [r["article_id"] for r in rows(stream(given), "articles")] == ["a/1.txt", "b/1.txt"]


def test_wrong_calls(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINES)
    (tmp_path / "a.doc").write_text("")
    (tmp_path / "none").mkdir()
    for source, error, message in (
        (tmp_path / "b.jsonl", FileNotFoundError, "b.jsonl"),
        (tmp_path / "*.csv", FileNotFoundError, "nothing matches"),
        (tmp_path / "none", FileNotFoundError, "no file in this folder"),
        (tmp_path / "a.doc", ValueError, "the name must end in one of .jsonl"),
        (tmp_path / "a.jsonl", ValueError, "text= must name the column"),
        (5, TypeError, "not int"),
    ):
        with pytest.raises(error, match=message):
            stream(source)
    for asked, error, message in (
        ({"id": ["a"]}, TypeError, "id= must name a column of the files"),
        ({"published": ["2020-01-01"]}, TypeError, "published= must name a column"),
        ({"published": 5}, ValueError, "published must be"),
        ({"threads": -1}, ValueError, "threads"),
        ({"on_error": "stop"}, ValueError, "on_error"),
    ):
        with pytest.raises(error, match=message):
            stream(tmp_path / "a.jsonl", text="body", **asked)


# -------------------------------------------------------- what is wrong in files


@pytest.mark.parametrize("packed", [".gz", ".bz2", ".xz", ".zst"])
def test_a_truncated_file_costs_its_rest_only(tmp_path: Path, packed: str) -> None:
    pack = PACK.get(packed) or pytest.importorskip("zstandard").compress
    noise = random.Random(1)
    more = "".join(f'{{"body": "{noise.random()}", "url": "n"}}\n' for _ in range(20_000))
    whole = pack((LINES + more).encode())
    (tmp_path / f"a.jsonl{packed}").write_bytes(whole[: len(whole) // 2])
    (tmp_path / f"b.jsonl{packed}").write_bytes(pack(LINES.encode()))
    (tmp_path / f"c.jsonl{packed}").write_bytes(b"not packed at all")
    (tmp_path / f"d.txt{packed}").write_bytes(whole[:40])
    (tmp_path / f"e.jsonl{packed}").write_bytes(b"")
    (tmp_path / "f.jsonl").write_text(LINES)
    made = list(stream(tmp_path, text="body", id="url"))
    errors = [error for batch in made for error in batch.errors]
    assert [error.code for error in errors] == ["file"] * 4
    for error, name in zip(errors, "acde", strict=True):
        assert f"{name}." in error.message
        assert "is read no further than row" in error.message
    ids = [i for batch in made for i in batch.articles["article_id"]]
    assert ids.count("u0") >= 2
    assert ids[-50:] == [f"u{i}" for i in range(50)]
    docs = [d for batch in made for d in batch.articles["doc"]]
    assert docs == list(range(len(ids)))


def test_a_truncated_table(tmp_path: Path, monkeypatch) -> None:
    """Says the row up to which it was read, whatever was passed over of it."""
    pyarrow = pytest.importorskip("pyarrow")
    monkeypatch.setattr("nutgraf._stream.CHUNK_CHARS", 300)
    table = pyarrow.table({"body": TEXTS * 20})
    with pyarrow.ipc.new_stream(tmp_path / "a.arrow", table.schema) as writer:
        writer.write_table(table, max_chunksize=50)
    data = (tmp_path / "a.arrow").read_bytes()
    (tmp_path / "a.arrow").write_bytes(data[: len(data) // 2])
    made = list(stream(tmp_path / "a.arrow", text="body"))
    docs = [d for batch in made for d in batch.articles["doc"]]
    (error,) = (error for batch in made for error in batch.errors)
    assert f"is read no further than row {len(docs) - 1}: " in error.message
    (tmp_path / "b.txt").write_text("Jane Roe left.")
    pipeline = ng.Pipeline()
    for first in (7, 101, len(docs) - 1):
        from nutgraf._stream import source_of

        inputs = source_of(tmp_path, "body", None, None).open()
        part = list(pipeline._batches(inputs, ("articles",), 1, 300, first, "skip"))
        assert [d for batch in part for d in batch.tables.articles["doc"]] == [
            *docs[first:],
            len(docs),
        ]
        (again,) = (error for batch in part for error in batch.tables.errors)
        assert (again.doc, again.message) == (error.doc, error.message)


def test_names_of_files_that_are_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        with open(name, "w") as file:
            file.write("Jane Roe left.")
        with open(name + b".gz", "wb") as file:
            file.write(b"no gzip")
    except OSError:
        pytest.skip("names must be UTF-8 here")
    (tmp_path / "a.txt").write_text("Paul Poe left.")
    (tmp_path / "z.csv").write_bytes("body\nJane.\n".encode("utf-16"))
    done = stream(tmp_path, text="body").write(tmp_path.with_name("out"), format="jsonl")
    assert (done.n_docs, done.n_errors) == (4, 2)
    again = stream(tmp_path, text="body").write(
        tmp_path.with_name("out"), format="jsonl", resume=True
    )
    assert again.n_new_docs == 0


def test_errors_that_another_try_may_not_have(tmp_path: Path, monkeypatch) -> None:
    """End the run, so that the file is not taken for done."""
    (tmp_path / "a.jsonl").write_text(LINES)
    monkeypatch.setattr(_files, "open_bytes", lambda *_: raise_(OSError(24, "Too many open files")))
    with pytest.raises(OSError, match="Too many open files"):
        list(stream(tmp_path / "a.jsonl", text="body"))
    monkeypatch.setattr(_files, "open_bytes", lambda *_: raise_(PermissionError(13, "Denied")))
    (batch,) = stream(tmp_path / "a.jsonl", text="body")
    assert "Denied" in batch.errors[0].message


def raise_(error: Exception):
    raise error


def test_a_file_without_the_column(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    polars.DataFrame({"body": TEXTS}).write_parquet(tmp_path / "a.parquet")
    polars.DataFrame({"text": TEXTS}).write_parquet(tmp_path / "b.parquet")
    polars.DataFrame({"body": [1.5]}).write_parquet(tmp_path / "c.parquet")
    (tmp_path / "d.parquet").write_bytes(b"no Parquet")
    (tmp_path / "e.csv").write_text("a,b\n1,2\n")
    polars.DataFrame({"body": TEXTS}).write_parquet(tmp_path / "f.parquet")
    made = list(stream(tmp_path, text="body"))
    errors = [error for batch in made for error in batch.errors]
    assert [error.doc for error in errors] == [50, 51, 52, 53]
    for error, said in zip(
        errors,
        ("there is no column 'body'; there are text", "float64", "d.parquet", "there are a, b"),
        strict=True,
    ):
        assert error.code == "file"
        assert said in error.message
    assert sum(len(batch.articles) for batch in made) == 104
    with pytest.raises(ValueError, match="there is no column 'body'; there are text"):
        list(stream(tmp_path / "b.parquet", text="body"))
    with pytest.raises(ng.NutgrafError, match=r"doc 50: .*b\.parquet"):
        list(stream(tmp_path, text="body", on_error="raise"))


def test_ids_and_dates_of_other_types_in_files(tmp_path: Path) -> None:
    """As in memory: ids are written out, and what is no date is an error of its row."""
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"t": ["A.", "B."], "i": [1.5, None], "d": [20240101, None]})
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_ipc(tmp_path / "a.arrow")
    for name in ("a.parquet", "a.arrow"):
        (batch,) = ng.stream(tmp_path / name, text="t", id="i", published="d", tables=["articles"])
        assert batch.articles["article_id"] == ["1.5", None]
        assert [(e.doc, e.stage) for e in batch.errors] == [(0, "published")]
    with pytest.raises(ValueError, match="float64, not of strings"):
        list(ng.stream(tmp_path / "a.parquet", text="i"))


def test_walked_twice(tmp_path: Path) -> None:
    """Files, lists and frames again; iterators say that they cannot."""
    pyarrow, pandas = pytest.importorskip("pyarrow"), pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    table = pyarrow.table({"t": TEXTS})
    for given, asked in (
        (TEXTS, {}),
        (table, {"text": "t"}),
        (table["t"], {}),
        (polars.DataFrame(table), {"text": "t"}),
        (pandas.DataFrame({"t": TEXTS, "i": range(50)}), {"text": "t", "id": "i"}),
    ):
        made = stream(given, **asked)
        assert is_whole(made)
        assert is_whole(made)
    for once, asked in ((iter(TEXTS), {}), (table.to_reader(), {"text": "t"})):
        made = stream(once, **asked)
        assert is_whole(made)
        with pytest.raises(RuntimeError, match="was read before, and can be walked only once"):
            list(made)


def test_rows_of_all_sorts() -> None:
    given = ["One.", None, float("nan"), 5, b"Two \xff.", ("a", "b"), "x" * 10, "", [], "Three."]
    (batch,) = ng.stream(iter(given), tables=["articles", "sentences"])
    assert [error.doc for error in batch.errors] == [1, 2, 3, 5, 8]
    assert len(batch.articles) == len(given)
    (same,) = ng.stream(iter([{"id": 1, "t": "A."}] * 3), text="t", id="id", tables=["articles"])
    assert same.articles["article_id"] == ["1", "1", "1"]


@pytest.mark.slow
def test_a_row_of_100_megabytes() -> None:
    long = "Jane Roe left town on Monday. " * 3_400_000
    sizes = [
        b.articles["n_chars"]
        for b in ng.stream(iter(["A.", long, "B."]), tables=["articles"], max_chars=None)
    ]
    assert [n for size in sizes for n in size] == [2, len(long), 2]
    batches = ng.stream(iter(["A.", long, "B."]), tables=["articles"])
    assert [(error.doc, error.code) for b in batches for error in b.errors] == [(1, "too_long")]


def test_stopping_early_ends_the_threads() -> None:
    pulled = 0

    def endless():
        nonlocal pulled
        while True:
            pulled += 1
            yield TEXTS[0] * 1000

    made = iter(ng.stream(endless(), tables=["tokens"], threads=2))
    for _ in range(3):
        next(made)
    made.close()
    # Back pressure: no more was read than a few runs a thread.
    assert pulled < 400


# ------------------------------------------------------------------------ write


def read_back(folder: Path, format: str, name: str) -> list[dict]:
    files = sorted((folder / name).glob("part-*"))
    if format == "jsonl":
        return [json.loads(line) for f in files for line in f.read_text().splitlines()]
    if format == "sqlite":
        with sqlite3.connect(folder / "nutgraf.sqlite") as db:
            db.row_factory = sqlite3.Row
            found = [dict(row) for row in db.execute(f"select * from {name} order by rowid")]
        db.close()
        return found
    if format == "duckdb":
        duckdb = pytest.importorskip("duckdb")
        with duckdb.connect(folder / "nutgraf.duckdb") as db:
            return db.sql(f"select * from {name}").pl().to_dicts()
    polars = pytest.importorskip("polars")
    read = {"parquet": polars.read_parquet, "csv": polars.read_csv, "ipc": polars.read_ipc}[format]
    return polars.concat([read(f) for f in files]).to_dicts()


@pytest.fixture(params=["parquet", "jsonl", "csv", "ipc", "duckdb", "sqlite"])
def format(request: pytest.FixtureRequest) -> str:
    for module in {"duckdb": ["duckdb"], "parquet": ["pyarrow"], "ipc": ["pyarrow"]}.get(
        request.param, []
    ):
        pytest.importorskip(module)
    return request.param


def test_write(tmp_path: Path, format: str) -> None:
    pytest.importorskip("polars")
    done = stream(iter([*TEXTS, 5])).write(tmp_path / "o", format=format, part_chars=700)
    assert (done.n_docs, done.n_new_docs, done.n_errors) == (51, 51, 1)
    if format not in ("duckdb", "sqlite"):
        assert done.n_parts == len(list((tmp_path / "o" / "quotes").iterdir()))
    for name in ("tokens", "quotes"):
        found = read_back(tmp_path / "o", format, name)
        assert len(found) == done.n_rows[name] == len(WANTED[name])
        for column in ("doc", "start", "text", "kind"):
            assert [row[column] for row in found] == WANTED[name][column]
    (error,) = read_back(tmp_path / "o", format, "errors")
    assert error["doc"] == 50
    manifest = json.loads((tmp_path / "o" / "manifest.json").read_text())
    assert manifest["complete"] is True
    assert manifest["n_docs"] == 51
    assert not (tmp_path / "o" / ".unfinished").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    for name in ("spark/part-00000.jsonl", "quotes/part-00000", "quotes/part-7.jsonl", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("theirs")
    stream(TEXTS).write(tmp_path, format="jsonl")
    for name in ("spark/part-00000.jsonl", "quotes/part-00000", "quotes/part-7.jsonl", "a.txt"):
        assert (tmp_path / name).read_text() == "theirs"
    # Parts that no manifest knows may be somebody's: they are not written over unasked.
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(FileExistsError, match="resume=True"):
        stream(TEXTS).write(tmp_path, format="jsonl")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.jsonl").write_text(LINES)
    with pytest.raises(ValueError, match=r"a\.jsonl is a file of the input, and lies in"):
        stream(tmp_path / "news", text="body").write(tmp_path / "news", format="csv")
    with pytest.raises(ValueError, match="is a file of the input"):
        stream(tmp_path, text="body").write(tmp_path / "news", format="csv")


def test_a_part_that_is_gone(tmp_path: Path, format: str) -> None:
    stream(TEXTS).write(tmp_path, format=format)
    if format in ("duckdb", "sqlite"):
        (tmp_path / f"nutgraf.{format}").unlink()
    else:
        next((tmp_path / "articles").glob("part-00000.*")).unlink()
    with pytest.raises(ValueError, match=r"cannot be resumed: .* is not there"):
        stream(TEXTS).write(tmp_path, format=format, resume=True)


def test_an_input_that_has_become_shorter(tmp_path: Path) -> None:
    stream(TEXTS).write(tmp_path, format="jsonl")
    for given in (TEXTS[:20], iter(TEXTS[:20])):
        with pytest.raises(ValueError, match="has 20 rows, and 50 were read of it before"):
            stream(given).write(tmp_path, format="jsonl", resume=True)


def test_columns_to_write(tmp_path: Path, format: str) -> None:
    pytest.importorskip("polars")
    made = ng.stream(TEXTS, tables=["sentences", "quotes"])
    made.write(tmp_path, format=format, columns=["doc", "quotes.text", "start"])
    assert list(read_back(tmp_path, format, "sentences")[0]) == ["doc", "start"]
    assert list(read_back(tmp_path, format, "quotes")[0]) == ["doc", "start", "text"]
    done = made.write(tmp_path / "one", format=format, columns=["quotes.text"])
    assert sorted(done.n_rows) == ["errors", "quotes"]
    assert list(read_back(tmp_path / "one", format, "quotes")[0]) == ["text"]


@pytest.mark.parametrize(
    ("left", "format"), [("polars", "parquet"), ("polars", "ipc"), ("duckdb", "parquet")]
)
def test_write_by_another_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str, format: str
) -> None:
    pytest.importorskip(left)
    pytest.importorskip("polars")
    there = _writers.optional
    monkeypatch.setattr(_writers, "optional", lambda m: there(m) if m == left else None)
    stream(TEXTS).write(tmp_path, format=format, part_chars=700, columns=["doc", "text"])
    found = read_back(tmp_path, format, "tokens")
    assert [row["text"] for row in found] == WANTED.tokens["text"]


def test_no_library_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_writers, "optional", lambda _: None)
    for format, extra in (("parquet", "pyarrow"), ("ipc", "pyarrow"), ("duckdb", "duckdb")):
        with pytest.raises(ImportError, match=rf"pip install 'nutgraf\[{extra}\]'"):
            stream(TEXTS).write(tmp_path, format=format)


def test_no_documents(tmp_path: Path, format: str) -> None:
    done = stream([]).write(tmp_path, format=format)
    assert (done.n_docs, done.n_parts) == (0, 1)
    if format == "parquet":
        assert read_back(tmp_path, format, "tokens") == []


def test_wrong_writes(tmp_path: Path) -> None:
    for asked, message in (
        ({"format": "xml"}, "format must be one of parquet"),
        ({"part_chars": 0}, "part_chars must be more than 0"),
        ({"columns": ["verb"]}, "there is no 'verb'; there are articles: doc"),
        ({"columns": ["blocks.text"]}, "there is no 'blocks.text'"),
        ({"columns": []}, "columns names none"),
    ):
        with pytest.raises(ValueError, match=message):
            stream(TEXTS).write(tmp_path, **{"format": "jsonl", **asked})
    with pytest.raises(TypeError, match="columns must be a list"):
        stream(TEXTS).write(tmp_path, format="jsonl", columns="text")
    assert not (tmp_path / "manifest.json").exists()


# ----------------------------------------------------------------------- resume


class StopError(Exception):
    pass


def stopping(texts: list[str], after: int):
    """A source that breaks."""
    yield from texts[:after]
    raise StopError


@pytest.mark.parametrize("threads", [1, 2])
def test_resume(tmp_path: Path, format: str, threads: int, monkeypatch) -> None:
    pytest.importorskip("polars")
    monkeypatch.setattr("nutgraf._stream.CHUNK_CHARS", 300)
    asked = {"format": format, "part_chars": 700}
    stream(iter(TEXTS), threads=threads).write(tmp_path / "whole", **asked)
    for after in (1, 20, 33, 49):
        out = tmp_path / f"o{after}"
        with pytest.raises(StopError):
            stream(stopping(TEXTS, after), threads=threads).write(out, **asked)
        if (out / "manifest.json").exists():
            with pytest.raises(FileExistsError, match="resume=True"):
                stream(iter(TEXTS)).write(out, **asked)
        done = stream(iter(TEXTS), threads=threads).write(out, resume=True, **asked)
        assert done.n_docs == 50
        for name in ("articles", "tokens", "quotes", "errors"):
            assert read_back(out, format, name) == read_back(tmp_path / "whole", format, name)
        again = stream(iter(TEXTS)).write(out, resume=True, **asked)
        assert again.n_new_docs == 0


def test_resume_skips_files_that_are_done(tmp_path: Path, monkeypatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet")
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.jsonl").write_text(LINES)
    pyarrow.parquet.write_table(pyarrow.table({"body": TEXTS}), news / "b.parquet")
    (news / "c.csv").write_text("body\n" + "".join(f'"{t}"\n' for t in TEXTS))
    (news / "d.jsonl").write_text(LINES)
    monkeypatch.setattr("nutgraf._stream.CHUNK_CHARS", 500)
    asked = {"format": "jsonl", "part_chars": 1500}
    stream(news, text="body").write(tmp_path / "whole", **asked)

    real = ng.Pipeline._batches
    for stop_at in (1, 4, 7, 9, 12, 17):
        out = tmp_path / f"o{stop_at}"

        def some(self, *args, stop_at=stop_at):
            for i, batch in enumerate(real(self, *args)):
                if i == stop_at:
                    raise StopError
                yield batch

        monkeypatch.setattr(ng.Pipeline, "_batches", some)
        with pytest.raises(StopError):
            stream(news, text="body").write(out, **asked)
        monkeypatch.setattr(ng.Pipeline, "_batches", real)
        done = stream(news, text="body").write(out, resume=True, **asked)
        assert done.n_docs == 200
        for name in ("articles", "tokens"):
            assert read_back(out, "jsonl", name) == read_back(tmp_path / "whole", "jsonl", name)

    # Files behind those that are done are read; what changed among those is refused.
    (news / "e.jsonl").write_text(LINES)
    done = stream(news, text="body").write(tmp_path / "whole", resume=True, **asked)
    assert (done.n_docs, done.n_new_docs) == (250, 50)
    (news / "b.parquet").unlink()
    with pytest.raises(ValueError, match="cannot be resumed: file 1 of the input was"):
        stream(news, text="body").write(tmp_path / "whole", resume=True, **asked)


def test_resuming_with_something_else_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "o"
    stream(TEXTS).write(out, format="jsonl")
    for other, asked, said in (
        (ng.stream(TEXTS, tables=["tokens"]), {}, "tables was"),
        (stream(TEXTS, scheme="ud"), {}, "options was"),
        (stream(TEXTS), {"format": "csv"}, "format was 'jsonl' and is now 'csv'"),
        (stream(TEXTS), {"columns": ["doc"]}, "output_columns was None"),
        (stream([{"a": "A."}], text="a"), {}, "input was"),
    ):
        with pytest.raises(ValueError, match=f"cannot be resumed: {said}"):
            other.write(out, resume=True, **{"format": "jsonl", **asked})
    (out / "manifest.json").write_text("{}")
    with pytest.raises(ValueError, match="another version"):
        stream(TEXTS).write(out, format="jsonl", resume=True)
    (out / "manifest.json").write_text("no JSON")
    with pytest.raises(ValueError, match="is no manifest of nutgraf"):
        stream(TEXTS).write(out, format="jsonl", resume=True)


@pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")
def test_two_writers(tmp_path: Path) -> None:
    inside = []

    def texts():
        yield "One."
        with pytest.raises(FileExistsError, match="another process is writing"):
            stream(TEXTS).write(tmp_path, format="jsonl")
        inside.append(1)

    stream(texts()).write(tmp_path, format="jsonl")
    assert inside


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.slow
@pytest.mark.parametrize("format", ["jsonl", "parquet", "sqlite"])
def test_a_full_disk(tmp_path: Path, format: str) -> None:
    """Complete parts stay, and a run with more room goes on from them."""
    if format == "parquet":
        pytest.importorskip("pyarrow")
    code = f"""
import resource, signal, sys
import nutgraf as ng
import nutgraf._stream
nutgraf._stream.CHUNK_CHARS = 5_000
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
texts = ["Jane Roe left town %d on Monday. " % i * (1 if i < 900 else 200) for i in range(1000)]
limit = int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    print(ng.stream(texts, tables=["tokens"], threads=1).write(
        sys.argv[1], format={format!r}, part_chars=10_000, resume=True).n_docs)
except Exception as error:
    print(type(error).__name__)
"""

    def run(limit: int) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "o"), str(limit)],
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.strip()

    assert run(15_000 if format == "parquet" else 300_000) in ("OSError", "OperationalError")
    assert not (tmp_path / "o" / ".unfinished").exists()
    assert run(0) == "1000"
    texts = [f"Jane Roe left town {i} on Monday. " * (1 if i < 900 else 200) for i in range(1000)]
    found = read_back(tmp_path / "o", format, "tokens")
    assert [row["doc"] for row in found] == ng.extract(texts, tables=["tokens"]).tokens["doc"]


WRITE = """
import sys
import nutgraf as ng
texts = ("Jane Roe left town %d on Monday. “We know,” Paul Poe said. " % i * 20 for i in range(3000))
ng.stream(texts, tables=["tokens", "quotes"]).write(
    sys.argv[1], format=sys.argv[2], part_chars=100_000, resume=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("kind", ["jsonl", "parquet", "sqlite"])
def test_killed_at_random_moments(tmp_path: Path, kind: str) -> None:
    """Twenty times kill -9, then to the end: the same rows, byte for byte."""
    if kind == "parquet":
        pytest.importorskip("pyarrow")
        pytest.importorskip("polars")
    command = [sys.executable, "-c", WRITE]
    began = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole"), kind], check=True)
    seconds = time.monotonic() - began
    dice = random.Random(20)
    n_killed = 0
    while n_killed < 20:
        with subprocess.Popen([*command, str(tmp_path / "o"), kind]) as process:
            try:
                process.wait(timeout=dice.uniform(0.1, 0.2 + seconds / 3))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                n_killed += 1
        if process.returncode == 0:  # it came to the end: begin again elsewhere
            (tmp_path / "o").rename(tmp_path / f"done{n_killed}")
    subprocess.run([*command, str(tmp_path / "o"), kind], check=True)
    for folder in (tmp_path / "o", *tmp_path.glob("done*")):
        for name in ("tokens", "quotes", "errors"):
            mine = read_back(folder, kind, name)
            wanted = read_back(tmp_path / "whole", kind, name)
            assert sorted(map(repr, mine)) == sorted(map(repr, wanted))


# --------------------------------------------------------------------- progress


@pytest.mark.parametrize("tqdm", [True, False])
def test_progress(tmp_path: Path, tqdm: bool, monkeypatch, capsys) -> None:
    if tqdm:
        pytest.importorskip("tqdm")
    else:
        monkeypatch.setitem(sys.modules, "tqdm", None)
        monkeypatch.setattr("nutgraf._meter._SECONDS_BETWEEN_LINES", 0.0)
    (tmp_path / "a.jsonl").write_text(LINES)
    stream(tmp_path / "a.jsonl", text="body").write(tmp_path / "o", format="jsonl", progress=True)
    ng.extract(TEXTS, tables=["tokens"], progress=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert "50 docs" in said.err
    assert "100" in said.err


def test_all_cores() -> None:
    from nutgraf._stream import Stream, source_of

    made = Stream(ng.Pipeline(), source_of(TEXTS, None, None, None), ("tokens",), 0, "skip")
    assert made._threads == os.cpu_count()
