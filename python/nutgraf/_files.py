"""Files with articles, one after another: rows of JSON Lines and CSV, Parquet, Arrow, pages.

A file that breaks off, or is none of its kind, gives what it holds up to there and one
bad row that says what is wrong; the files behind it are read as if nothing had happened.
"""

import csv
import errno
import gzip
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

from nutgraf._arrow_in import ArrowRows, ArrowRun
from nutgraf._csv_rows import delimiter_of, header_of
from nutgraf._extras import optional, required, sql_name
from nutgraf._inputs import CHUNK_ROWS, BadRow, InputChunk, text_of, value_of
from nutgraf._published import days_or_problem, id_of

COMPRESSED: Final = (".gz", ".bz2", ".xz", ".zst")
_KINDS: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".arrow": "ipc",
    ".ipc": "ipc",
    ".feather": "ipc",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
_ONE_ARTICLE: Final = ("text", "html")
_ARROW: Final = ("parquet", "ipc")

# Rows of a batch that a Parquet file is asked for: some megabytes of articles.
_BATCH_ROWS: Final = 2048


class InputColumns(NamedTuple):
    """What the columns are called; `published` may be one date for all instead."""

    text: str | None
    id: str | None
    published: str | None


class FileRow(NamedTuple):
    """An article of a file that is one article."""

    text: object
    id: str | None
    published: object
    n_headline: int
    """Bytes of the first line where it is known to be the headline; else 0."""
    by_metadata: bool
    """`published` is what the page's markup says."""


def kind_of(path: str | os.PathLike[str]) -> tuple[str | None, str]:
    """Which kind of file the name says ("jsonl", "csv" ...; None: none), and how compressed."""
    name = os.fspath(path).lower()
    packed = next((ending for ending in COMPRESSED if name.endswith(ending)), "")
    stem = name[: len(name) - len(packed)]
    return _KINDS.get(os.path.splitext(stem)[1]), packed


def find_files(source: str | os.PathLike[str]) -> list[Path]:
    """The files that a path, a folder or a glob pattern names, sorted by name.

    Of folders, all files of a known kind at any depth, but no hidden ones.

    Raises:
        FileNotFoundError: There is no such file, or nothing matches.
        ValueError: A file that is named is of no known kind.
    """
    if not os.fspath(source):
        raise ValueError("the name of the source is empty")
    path = Path(source)
    if path.is_dir():
        found = [
            p
            for p in sorted(path.rglob("*"))
            if kind_of(p)[0] is not None
            and p.is_file()
            and not any(part.startswith(".") for part in p.relative_to(path).parts)
        ]
        if not found:
            raise FileNotFoundError(f"{path}: no file in this folder ends in one of {_endings()}")
        return found
    if not path.exists() and any(c in os.fspath(source) for c in "*?["):
        import glob

        found = [Path(p) for p in sorted(glob.glob(os.fspath(source), recursive=True))]
        found = [p for p in found if p.is_file()]
        if not found:
            raise FileNotFoundError(f"{os.fspath(source)}: nothing matches this pattern")
    else:
        found = [path]
    for p in found:
        _check_file(p)
    return found


def _check_file(path: Path) -> None:
    """Raise for what can be no source: FileNotFoundError, ValueError."""
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if kind_of(path)[0] is None:
        raise ValueError(f"{path}: the name must end in one of {_endings()}")


def _endings() -> str:
    return f"{', '.join(_KINDS)} (and, of lines and pages, {', '.join(COMPRESSED)} behind that)"


# ---------------------------------------------------------------- compressed


def open_bytes(path: Path, packed: str) -> tuple[BinaryIO, BinaryIO]:
    """The bytes of a file, and the file on the disk, whose position tells how far it is read."""
    if packed and path.stat().st_size == 0:
        raise EOFError(f"there is nothing in it, and so no {packed[1:]}")
    raw = open(path, "rb")  # noqa: SIM115 (the caller closes it)
    if packed == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw)), raw
    if packed == ".bz2":
        import bz2

        return cast(BinaryIO, bz2.BZ2File(raw)), raw
    if packed == ".xz":
        import lzma

        return cast(BinaryIO, lzma.LZMAFile(raw)), raw
    if packed == ".zst":
        return _open_zst(raw), raw
    return raw, raw


def _open_zst(raw: BinaryIO) -> BinaryIO:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return cast(BinaryIO, zstd.ZstdFile(raw))
    zstandard = required("zstandard", "a file packed by zstd", "zstd")
    return cast(BinaryIO, io.BufferedReader(_ZstReader(raw, zstandard)))


class _ZstReader(io.RawIOBase):
    """Frames of zstd one behind the other; one that is cut short is an error, as of the other
    compressions, which zstandard's own reader takes for the end."""

    def __init__(self, raw: BinaryIO, zstandard: Any) -> None:
        self._raw: Final = raw
        self._new: Final = zstandard.ZstdDecompressor().decompressobj
        self._frame = self._new()
        self._began = False
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            data = self._raw.read(1 << 16)
            if not data:
                if self._began:
                    raise EOFError("the compressed file ended before its end was marked")
                return 0
            while data:
                self._began = True
                self._ready += self._frame.decompress(data)
                data = b""
                if self._frame.eof:
                    data = self._frame.unused_data
                    self._frame, self._began = self._new(), False
        n = min(len(buffer), len(self._ready))
        buffer[:n] = self._ready[:n]
        self._ready = self._ready[n:]
        return n


# --------------------------------------------------------------------- rows


class JsonRows:
    """The rows of JSON Lines; what is no row becomes a BadRow that names its line.

    Args:
        file: Lines.
        columns: Options and the columns they name, for `unseen`.
        skip: So many rows are not looked into, and empty.
    """

    def __init__(self, file: Iterable[bytes], columns: dict[str, str], skip: int = 0) -> None:
        self._file = file
        self._skip = skip
        self.n_rows = 0
        self.unseen: dict[str, str] = columns
        """Options and the columns they name, of which no row has had one so far."""

    def __iter__(self) -> Iterator[dict[str, Any] | BadRow]:
        for number, line in enumerate(self._file, 1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            self.n_rows += 1
            if self.n_rows <= self._skip:
                yield {}
                continue
            row = _row_of(line, number)
            if self.unseen and isinstance(row, dict):
                had: set[str] = set(row)
                self.unseen = {k: name for k, name in self.unseen.items() if name not in had}
            yield row


def _row_of(line: bytes, number: int) -> dict[str, Any] | BadRow:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadRow("json", f"line {number} is no UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        return BadRow("json", f"line {number} is no JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond reason
        return BadRow("json", f"line {number} is no JSON that can be read: {error}")
    if not isinstance(row, dict):
        kind = type(cast(object, row)).__name__
        return BadRow("type", f"line {number} is no JSON object but a {kind}")
    return cast(dict[str, Any], row)


# How long a row of CSV may be before its quote counts as one that is never closed, and how
# much may be read again behind such quotes, so that time stays linear.
_MAX_CSV_ROW: Final = 256 << 20
_MAX_READ_AGAIN: Final = 1 << 30

# The limit of a cell is the process's; a C long has 32 bits on some machines.
_MAX_CSV_CELL: Final = 2**31 - 1


class _OpenQuoteError(Exception):
    """A quote in a CSV file is not closed before the end."""


class _CsvLines:
    """The lines of a file, and those of the row that is read."""

    def __init__(self, text: Iterable[str]) -> None:
        self._text: Final = iter(text)
        self._again: list[str] = []
        self.row: list[str] = []
        self.n_lines = 0
        self.n_again = 0
        """Characters that were given back."""
        self._length = 0

    def __iter__(self) -> "_CsvLines":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._text, None)
        if line is None:
            if len(self.row) > 1 and "".join(self.row).count('"') % 2 == 1:
                raise _OpenQuoteError
            raise StopIteration
        self.row.append(line)
        self.n_lines += 1
        self._length += len(line)
        if self._length > _MAX_CSV_ROW and len(self.row) > 1:
            raise _OpenQuoteError
        return line

    def next_row(self) -> None:
        """Forget the lines of the row before."""
        self.row, self._length = [], 0

    def check(self, comma: str) -> None:
        """A row of several lines is one only if its quotes are where they may be: otherwise the
        first of them was never closed, and another row's closed it."""
        if len(self.row) > 1:
            try:
                list(csv.reader(self.row, delimiter=comma, strict=True))
            except csv.Error:
                raise _OpenQuoteError from None

    def only_first(self) -> None:
        """Give back the lines of the row but its first."""
        self._again += reversed(self.row[1:])
        self.n_again += sum(map(len, self.row))
        self.n_lines -= len(self.row) - 1
        self.next_row()


def _csv_rows(file: BinaryIO, comma: str, columns: InputColumns) -> Iterator[object]:
    """The rows of a CSV file with a header, as dicts; rows of other lengths are bad rows.

    A quote that is never closed would make one cell of the rest of the file: its row is bad,
    and the file is read on behind its first line.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_CSV_CELL))
    with io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="") as text:
        lines = _CsvLines(text)
        reader = csv.reader(lines, delimiter=comma)
        names = next((cells for cells in reader if cells), None)
        if names is None:
            return
        if delimiter_of(names, comma) != comma:
            names, comma = header_of(names, comma), ";"
            reader = csv.reader(lines, delimiter=comma)
        _check_names([name for name in columns if name is not None], names)
        while True:
            lines.next_row()
            first = lines.n_lines + 1
            try:
                cells = next(reader, None)
                lines.check(comma)
            except _OpenQuoteError:
                if lines.n_again > _MAX_READ_AGAIN:
                    raise ValueError(f"line {first}: one more quote that is not closed") from None
                lines.only_first()
                reader = csv.reader(lines, delimiter=comma)
                yield BadRow("csv", f"line {first}: a quote is not closed")
                continue
            if cells is None:
                return
            if not cells:  # a blank line
                continue
            if len(cells) != len(names):
                message = f"line {first}: {len(cells)} cells, and {len(names)} in the header"
                yield BadRow("csv", message)
            elif any(not cell.isascii() and not _is_text(cell) for cell in cells):
                yield BadRow("csv", f"line {first} is no UTF-8")
            else:
                yield dict(zip(names, cells, strict=True))


def _is_text(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _page_row(name: str, data: bytes) -> FileRow:
    from nutgraf._html import parse_page

    page = parse_page(data)
    n_headline = 0 if page.title is None else len(page.title.encode("utf-8", "replace"))
    return FileRow(page.text, name, page.published, n_headline, page.published is not None)


# -------------------------------------------------------------------- Arrow


def _parquet(path: Path, names: list[str]) -> Iterator[Any]:
    """The batches of those columns."""
    if (parquet := optional("pyarrow.parquet")) is not None:
        file = parquet.ParquetFile(path)
        _check_names(names, file.schema_arrow.names)
        return cast(
            "Iterator[Any]",
            file.iter_batches(batch_size=_BATCH_ROWS, columns=names),
        )
    if (polars := optional("polars")) is not None:
        _check_names(names, list(polars.read_parquet_schema(path)))
        return iter([polars.read_parquet(path, columns=names)])
    if (duckdb := optional("duckdb")) is not None:
        relation = duckdb.connect().read_parquet(os.fspath(path))
        _check_names(names, relation.columns)
        return iter([relation.project(", ".join(map(sql_name, names)))])
    raise ImportError(
        "Parquet files need pyarrow, polars or duckdb: pip install 'nutgraf[pyarrow]'",
        name="pyarrow",
    )


def _ipc(path: Path, names: list[str]) -> Iterator[Any]:
    """The batches of an Arrow file, or of a stream that was written to one."""
    if (pyarrow := optional("pyarrow")) is not None:
        source = pyarrow.memory_map(os.fspath(path))
        if source.read(6) == b"ARROW1":
            reader = pyarrow.ipc.open_file(source)
            _check_names(names, reader.schema.names)
            batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
        else:
            source.seek(0)
            batches = pyarrow.ipc.open_stream(source)
            _check_names(names, batches.schema.names)
        return (batch.select(names) for batch in batches)
    if (polars := optional("polars")) is not None:
        with open(path, "rb") as file:
            is_file = file.read(6) == b"ARROW1"
        frame = polars.read_ipc(path) if is_file else polars.read_ipc_stream(path)
        _check_names(names, frame.columns)
        return iter([frame.select(names)])
    raise ImportError(
        "Arrow files need pyarrow or polars: pip install 'nutgraf[pyarrow]'", name="pyarrow"
    )


def _check_names(wanted: list[str], there: list[str]) -> None:
    for name in wanted:
        if there.count(name) != 1:
            what = "no column" if name not in there else "more than one column"
            raise NoColumnError(f"there is {what} {name!r}; there are {', '.join(there)}")


# ----------------------------------------------------------------- a source


class NoColumnError(Exception):
    """The file has columns, and the one that is asked for is not among them."""


class FileEnd(NamedTuple):
    """A file that was read to its end."""

    path: str
    n_bytes: int
    stop_doc: int
    """The first document behind it."""


# Errors that are not the file's: too many are open, or the device failed.
_TRANSIENT: Final = frozenset(
    (errno.EMFILE, errno.ENFILE, errno.EIO, errno.ENOMEM, errno.ENOSPC, errno.ETIMEDOUT)
)


class FileSource:
    """Files that are read one after another, once, and how far they are read.

    Args:
        files: In the order in which they are read.
        columns: Names of columns; texts and pages have none.
        root: What ids of texts and pages are relative to.
    """

    def __init__(self, files: list[Path], columns: InputColumns, root: Path | None) -> None:
        if columns.text is None:
            for path in files:
                if kind_of(path)[0] not in _ONE_ARTICLE:
                    raise ValueError(f"text= must name the column with the texts of {path}")
        self.files: Final = files
        self.columns: Final = columns
        self.sizes: Final = [path.stat().st_size for path in files]
        self.ends: list[FileEnd] = []
        """The files that were read to their end so far."""
        self.unseen = {
            argument: name
            for argument, name in columns._asdict().items()
            if name is not None and argument != "text"
        }
        """Arguments whose columns no row of JSON Lines has had; other files are refused
        without them."""
        self.n_lines = 0
        """Rows of JSON Lines that were read."""
        self.known: list[FileEnd] = []
        """Of the first files: where they end."""
        self._root: Final = root
        self._raw: BinaryIO | None = None
        self._doc = 0
        self._first_doc = 0

    def _id_of(self, path: Path) -> str:
        """The id of a text or page: its path below what all have in common."""
        if self._root is None:
            return path.name
        whole = Path(os.path.abspath(path))
        return (
            whole.relative_to(self._root).as_posix()
            if whole.is_relative_to(self._root)
            else path.name
        )

    @property
    def n_bytes(self) -> int:
        """The size of all files."""
        return sum(self.sizes)

    @property
    def n_bytes_read(self) -> int:
        """How much of that was read."""
        raw = self._raw
        now = 0 if raw is None or raw.closed else raw.tell()
        return sum(self.sizes[: len(self.ends)]) + now

    def runs(self, n_chars: int, first_doc: int) -> Iterator[InputChunk]:
        """The rows from `first_doc` on, in runs; files that `known` says end before are not
        opened."""
        self._first_doc = first_doc
        for end in self.known:
            if end.stop_doc > first_doc:
                break
            self.ends.append(end)
            self._doc = end.stop_doc
        while len(self.ends) < len(self.files):
            i = len(self.ends)
            if kind_of(self.files[i])[0] in _ARROW:
                yield from self._arrow_runs(i, n_chars)
            else:  # small files share their runs
                yield from self._row_runs(i, n_chars)

    # ------------------------------------------------------------- rows

    def _row_runs(self, first: int, n_chars: int) -> Iterator[InputChunk]:
        run: list[object] = []
        length = 0
        for row in self._rows(first):
            run.append(row)
            text = row.text if isinstance(row, FileRow) else value_of(row, self.columns.text)
            length += len(text) if isinstance(text, (str, bytes)) else 0
            if length >= n_chars or len(run) == CHUNK_ROWS:
                yield self._chunk(run)
                run, length = [], 0
        if run:
            yield self._chunk(run)

    def _rows(self, first: int) -> Iterator[object]:
        for i in range(first, len(self.files)):
            if kind_of(self.files[i])[0] in _ARROW:
                return
            for row in self._until_it_breaks(i, self._file_rows(self.files[i])):
                self._doc += 1
                if self._doc > self._first_doc:
                    yield self._named(i, row)
            self._end(i)

    def _named(self, i: int, row: object) -> object:
        """What is wrong with a line says of which file."""
        if not isinstance(row, BadRow) or row.code == "file":
            return row
        return BadRow(row.code, f"{self.files[i]}: {row.message}")

    def _until_it_breaks(self, i: int, rows: Iterator[Any]) -> Iterator[Any]:
        """The rows, and at last what is wrong with the file, if anything is.

        What the first file lacks is a mistake in the call, and raised. What others lack, or
        what is damaged in any of them, costs no more than itself. An error of the machine that
        another try may not have ends the run, so that the file is not taken for done.
        """
        before = self._doc
        try:
            yield from rows
        except (ImportError, MemoryError):
            raise
        except OSError as error:
            if error.errno in _TRANSIENT:
                raise
            yield self._broken(i, before, error)
        except Exception as error:
            is_call = isinstance(error, (NoColumnError, TypeError))
            if is_call and i == 0 and self._doc == before:
                raise ValueError(f"{self.files[i]}: {error}") from None
            yield self._broken(i, before, error)

    def _broken(self, i: int, before: int, error: Exception) -> BadRow:
        reason = str(error) or type(error).__name__
        return BadRow(
            "file",
            f"{self.files[i]} is read no further than row {self._doc - before}: {reason}",
        )

    def _file_rows(self, path: Path) -> Iterator[object]:
        kind, packed = kind_of(path)
        file, self._raw = open_bytes(path, packed)
        with self._raw, file:
            if kind == "jsonl":
                lines = JsonRows(file, self.unseen, self._first_doc - self._doc)
                try:
                    yield from lines
                finally:
                    self.n_lines += lines.n_rows
                    self.unseen = lines.unseen
            elif kind == "csv":
                comma = "\t" if path.name.lower().removesuffix(packed).endswith(".tsv") else ","
                yield from _csv_rows(file, comma, self.columns)
            else:
                name = self._id_of(path)
                data = file.read() if self._doc >= self._first_doc else b""
                if kind == "html":
                    yield _page_row(name, data)
                else:
                    yield FileRow(data, name, None, 0, False)

    def _chunk(self, run: list[object]) -> InputChunk:
        """What the columns, or the files themselves, say of each row."""
        text, id, published = self.columns
        texts: list[object] = []
        ids: list[str | None] = []
        days: list[int | str | None] = []
        headlines: list[int] = []
        by_metadata: list[bool] = []
        for row in run:
            if isinstance(row, FileRow):
                texts.append(row.text)
                ids.append(row.id)
                days.append(days_or_problem(row.published))
                headlines.append(row.n_headline)
                by_metadata.append(row.by_metadata)
                continue
            texts.append(text_of(row, cast(str, text)))
            ids.append(None if id is None else id_of(value_of(row, id)))
            days.append(None if published is None else days_or_problem(value_of(row, published)))
            headlines.append(0)
            by_metadata.append(False)
        return InputChunk(0, texts, ids, days, headlines, by_metadata)

    # ------------------------------------------------------------ Arrow

    def _arrow_runs(self, i: int, n_chars: int) -> Iterator[InputChunk]:
        for run in self._until_it_breaks(i, self._batches(self.files[i], n_chars)):
            if isinstance(run, BadRow):
                self._doc += 1
                if self._doc > self._first_doc:
                    yield InputChunk(0, [text_of(run, "")], None, None)
            else:
                yield InputChunk(0, *run)
        self._end(i)

    def _batches(self, path: Path, n_chars: int) -> Iterator[ArrowRun]:
        names = list(dict.fromkeys(name for name in self.columns if name is not None))
        read = _parquet if kind_of(path)[0] == "parquet" else _ipc
        for batch in read(path, names):
            before = self._doc
            rows = ArrowRows([batch], *self.columns)
            skip = max(0, self._first_doc - before)
            for run in rows.runs(CHUNK_ROWS, n_chars, skip):
                self._doc = max(self._doc, before + skip) + len(run.texts)
                yield run
            self._doc = before + rows.n_rows

    def _end(self, i: int) -> None:
        self.ends.append(FileEnd(str(self.files[i]), self.sizes[i], self._doc))
        self._raw = None
