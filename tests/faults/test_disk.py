"""The disk is full, or takes less than was given: an error that names the file, and no half file.

RLIMIT_FSIZE lets a write of the process end short, and the next one fail with EFBIG.
"""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _cli, _core

resource = pytest.importorskip("resource", reason="limits of POSIX")

TEXT = (
    "Mayor Quits\n\nBy Jane Roe\n\nSPRINGFIELD (AP) — Mayor John Q. Doe said Paul Poe lied. "
    "“Poe is wrong,” Doe said. He paid $3.5 million, his office said on Friday. " * 3
)
OLD = b"what was there\n"
TOO_LARGE, NO_SPACE = os.strerror(errno.EFBIG), os.strerror(errno.ENOSPC)


@contextmanager
def limited(n_bytes: int) -> Generator[None]:
    """No file of this process becomes longer; Python ignores the signal that comes with it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def to_csv(path: Path) -> None:
    ng.tokens(TEXT).to_csv(path)


def to_jsonl(path: Path) -> None:
    ng.quotes(TEXT).to_jsonl(path)


def to_gexf(path: Path) -> None:
    pytest.importorskip("networkx")
    ng.extract([TEXT], threads=1).speaker_graph().to_gexf(path)


def lexicon(path: Path) -> None:
    ng.Lexicon([f"Jane Roe {i}" for i in range(50)], label="PERSON").save(path)


def review(path: Path) -> None:
    ng.review([TEXT] * 3).write(path)


def train(path: Path) -> None:
    pipeline = ng.Pipeline(lexicon=None, model=None)
    trainer = _core.Trainer(pipeline._native, ["PERSON"], 1, epochs=1, min_count=1, max_rows=64)
    for is_dev in (False, True):
        trainer.add(b"Jane Roe met Paul Poe.", [(0, 8, 1), (13, 21, 1)], None, 1, 1.0, is_dev)
    trainer.run(None)
    trainer.write(str(path), "name: own\n")


WRITERS = [to_csv, to_jsonl, to_gexf, lexicon, review, train]


@pytest.mark.parametrize("write", WRITERS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("is_there", [False, True])
def test_short_writes(write: Callable[[Path], None], is_there: bool, tmp_path: Path) -> None:
    path = tmp_path / "out" / "ünder.file"
    path.parent.mkdir()
    write(path)
    n_bytes = path.stat().st_size
    path.unlink()
    if is_there:
        path.write_bytes(OLD)
    for limit in (0, 1, 100, n_bytes // 2, n_bytes - 1):
        with limited(limit), pytest.raises(OSError, match=TOO_LARGE) as caught:
            write(path)
        assert caught.value.errno == errno.EFBIG
        assert os.fsdecode(caught.value.filename) == str(path)
        assert os.listdir(path.parent) == [path.name] * is_there
        assert not is_there or path.read_bytes() == OLD
    with limited(n_bytes):
        write(path)
    assert os.listdir(path.parent) == [path.name]
    assert path.stat().st_size == n_bytes


def test_corrections_short_writes(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_bytes(old := b"surface,label,never,context,case\nRoe Two,VESSEL,,,\n")
    row = ng.review([TEXT])[0]
    made = ng.Review([row._replace(correct="LOC" if row.label != "LOC" else "FAC")])
    with limited(len(old)), pytest.raises(OSError, match=TOO_LARGE) as caught:
        made.apply(overrides=path)
    assert os.fsdecode(caught.value.filename) == str(path)
    assert path.read_bytes() == old
    assert os.listdir(tmp_path) == [path.name]
    made.apply(overrides=path)
    assert path.stat().st_size > len(old)


def test_a_page_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    page = tmp_path / "a.html"
    page.write_bytes(OLD)
    with limited(2000):
        code = _cli.main(["html", str(article), "-o", str(page)])
    assert code == 1
    assert capsys.readouterr().err == f"nutgraf: {page}: File too large\n"
    assert page.read_bytes() == OLD
    assert sorted(os.listdir(tmp_path)) == ["a.html", "a.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_devices(tmp_path: Path) -> None:
    for write in (to_csv, to_jsonl, to_gexf, review):
        with pytest.raises(OSError, match=NO_SPACE) as caught:
            write(Path("/dev/full"))
        assert caught.value.errno == errno.ENOSPC
        assert caught.value.filename == "/dev/full"
        write(Path("/dev/null"))
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)
    code = f"import nutgraf as ng; ng.tokens({TEXT!r}).to_csv('/dev/stdout')"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert shown.stdout.decode() == ng.tokens(TEXT).to_csv()


def test_what_a_file_was_it_stays(tmp_path: Path) -> None:
    """Its mode, and a link to it."""
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_bytes(OLD)
    path.chmod(0o640)
    link.symlink_to(path)
    to_csv(link)
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == ng.tokens(TEXT).to_csv()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    umask = os.umask(0o027)
    try:
        to_csv(tmp_path / "new.csv")
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o640
    with pytest.raises(FileNotFoundError) as caught:
        to_csv(tmp_path / "none" / "a.csv")
    assert caught.value.filename == str(tmp_path / "none" / "a.csv")
    with pytest.raises(IsADirectoryError):
        to_csv(tmp_path)
    long = tmp_path / ("n" * 252)  # no room for an ending behind it
    to_csv(long)
    assert long.read_text(encoding="utf-8") == ng.tokens(TEXT).to_csv()


def test_no_file_can_be_made_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder takes none, the file is written where it is; a full one is an error."""
    path = tmp_path / "a.csv"
    path.write_bytes(OLD)
    real = os.open
    reason = errno.EACCES

    def refuse(name: str, flags: int, *rest: int) -> int:
        if flags & os.O_EXCL:
            raise OSError(reason, os.strerror(reason), name)
        return real(name, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    to_csv(path)
    assert path.read_text(encoding="utf-8") == ng.tokens(TEXT).to_csv()
    path.write_bytes(OLD)
    reason = errno.ENOSPC  # no more names, on some file systems
    with pytest.raises(OSError, match=NO_SPACE) as caught:
        to_csv(path)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == OLD


FORMATS = ("jsonl", "csv", "parquet", "ipc", "sqlite", "duckdb")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("limit", [0, 1, 700, 5000])
def test_a_stream(format: str, limit: int, tmp_path: Path) -> None:
    """No part of it is there, and it can be written when there is room."""
    module = {"parquet": "pyarrow", "ipc": "pyarrow", "duckdb": "duckdb"}.get(format)
    if module is not None:
        pytest.importorskip(module)
    if format == "duckdb" and limit > 0:
        pytest.skip("DuckDB has but one size of what it writes first")
    out = tmp_path / "out"
    stream = ng.stream([TEXT] * 20, tables=["tokens", "quotes"], threads=1)
    with limited(limit), pytest.raises(OSError, match=str(out)):
        stream.write(out, format=format)
    assert not [p for p in out.rglob("part-*") if ".unfinished" not in p.parts]
    assert not (out / "manifest.json").exists()
    done = stream.write(out, format=format, resume=True)
    assert done.n_docs == 20
    assert not (out / ".unfinished").exists()


def test_a_part_that_cannot_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files are open: those that were opened are closed, and removed."""
    from nutgraf import _writers

    real, opened = _writers._Folder.sink, []

    def sink(self: _writers._Folder, path: Path) -> object:
        if len(opened) == 2:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), str(path))
        opened.append(real(self, path))
        return opened[-1]

    monkeypatch.setattr(_writers._Folder, "sink", sink)
    with pytest.raises(OSError, match="open files"):
        ng.stream([TEXT], tables=["tokens", "quotes"]).write(tmp_path / "o", format="csv")
    assert [one._file.closed for one in opened] == [True, True]  # type: ignore[attr-defined]
    assert os.listdir(tmp_path / "o") == []


@pytest.fixture
def tiny(tmp_path: Path) -> Generator[Path]:
    """A file system of 64 KiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode != 0:
        pytest.skip(f"a file system cannot be mounted: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_full(tiny: Path) -> None:
    table = ng.extract([TEXT] * 50, tables=["tokens"], threads=1).tokens
    names = ng.Lexicon([f"Jane{i} Roe{i * 7} Doe{i * 11}" for i in range(5000)], label="PERSON")
    (tiny / "a").write_bytes(OLD)
    writers: list[Callable[[Path], object]] = [table.to_csv, table.to_jsonl, names.save]
    for write in writers:
        with pytest.raises(OSError, match=NO_SPACE) as caught:
            write(tiny / "a")
        assert caught.value.errno == errno.ENOSPC
        assert os.fsdecode(caught.value.filename) == str(tiny / "a")
        assert os.listdir(tiny) == ["a"]
        assert (tiny / "a").read_bytes() == OLD
    for format in ("jsonl", "csv", "sqlite"):
        with pytest.raises(OSError, match=str(tiny)):
            ng.stream([TEXT] * 200, tables=["tokens"]).write(tiny / format, format=format)
        assert not (tiny / format / ".unfinished").exists()
        for path in (tiny / format).iterdir():
            path.unlink()
