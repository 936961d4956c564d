"""Archives: articles from files or an iterator, in batches, and their tables in parts."""

import contextlib
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast, final

from nutgraf import _core
from nutgraf._files import FileEnd, FileSource, InputColumns, find_files, kind_of
from nutgraf._inputs import CHUNK_CHARS, Inputs, is_date, length_of, published_column, resolve
from nutgraf._meter import Meter
from nutgraf._names import TableName
from nutgraf._table import TABLE_IDS, Tables
from nutgraf._writers import (
    FORMATS,
    KEPT_PART_CHARS,
    Format,
    OutputColumns,
    Part,
    Store,
    open_store,
)

if TYPE_CHECKING:
    from nutgraf._pipeline import Batch, Pipeline

_MANIFEST_VERSION: Final = 1

# Text of a part: what a run that is killed has to do again, some seconds, and large
# enough that an archive of terabytes has some thousands of files and not millions.
PART_CHARS: Final = 256_000_000


class Written(NamedTuple):
    """What `Stream.write()` did."""

    folder: str
    """Where the tables are."""
    n_docs: int
    """Documents in the folder, those of earlier runs included."""
    n_new_docs: int
    """Documents that this run read."""
    n_parts: int
    n_rows: dict[TableName, int]
    """Rows of each table, those of earlier runs included."""
    n_errors: int
    """Rows of the table `errors`, likewise."""
    seconds: float


class Origin(NamedTuple):
    """Where the articles of a stream come from."""

    open: Callable[[], Inputs]
    """The columns from their start: files are opened again."""
    describe: dict[str, Any]
    """For the manifest: what a run must have in common with the one that it goes on from."""


def source_of(source: object, text: str | None, id: object, published: object) -> Origin:
    """Files if `source` names any; else what `extract()` takes."""
    files = _files_of(source)
    names = {"text": text, "id": _name(id), "published": _name(published)}
    if files is None:
        return Origin(_Again(source, text, id, published).open, {"columns": names, "files": None})
    paths, root = files
    by_name = isinstance(published, str) and not is_date(published)
    if id is not None and not isinstance(id, str):
        raise TypeError(f"id= must name a column of the files, not {type(id).__name__}")
    if not by_name and published_column(published)[0] is not None:
        raise TypeError("published= must name a column of the files, or be one date for all")
    columns = InputColumns(text, id, cast(str, published) if by_name else None)
    day = None if by_name else published_column(published)[1]
    FileSource(paths, columns, root)  # a mistake in the call is said now

    def open_files() -> Inputs:
        return Inputs(FileSource(paths, columns, root), None, None, day)

    return Origin(open_files, {"columns": names, "files": len(paths)})


def _name(value: object) -> str | None:
    """A column or a day as the manifest says it; a list of values has no name."""
    return str(value) if isinstance(value, str) or hasattr(value, "isoformat") else None


class _Again:
    """Columns that are looked at for mistakes now, and again for each walk after the first."""

    def __init__(self, source: Any, *columns: Any) -> None:
        self._source: Any = source
        self._columns: Final = columns
        self._first: Inputs | None = resolve(source, *columns)

    def open(self) -> Inputs:
        first, self._first = self._first, None
        if first is not None:
            return first
        if hasattr(self._source, "__next__") or hasattr(self._source, "read_next_batch"):
            raise RuntimeError(
                f"this {type(self._source).__name__} was read before, and can be "
                "walked only once: make a new stream of a new one"
            )
        return resolve(self._source, *self._columns)


def _files_of(source: object) -> tuple[list[Path], Path | None] | None:
    """The files that a source names, and what their ids are relative to; None if it names none."""
    if isinstance(source, (str, os.PathLike)):
        name = os.fspath(cast("str | os.PathLike[str]", source))
        return find_files(name), _root_of([name])
    if isinstance(source, (list, tuple)) and source:
        items = cast("Sequence[object]", source)
        if all(isinstance(item, os.PathLike) or _is_file_name(item) for item in items):
            names = [os.fspath(cast("str | os.PathLike[str]", item)) for item in items]
            paths = [path for name in names for path in find_files(name)]
            return paths, _root_of(names)
    return None


def _is_file_name(item: object) -> bool:
    """A str that can hardly be an article: the name of a file that is there."""
    if not isinstance(item, str) or len(item) > 1000 or kind_of(item)[0] is None:
        return False
    return os.path.isfile(item)


def _root_of(names: Sequence[str]) -> Path | None:
    """What is the same in all of the names, and no part of what tells the files apart."""
    folders: list[str] = []
    for name in names:
        folder = name if os.path.isdir(name) else os.path.dirname(name)
        while any(c in folder for c in "*?[") and not os.path.exists(folder):
            folder = os.path.dirname(folder)
        folders.append(os.path.abspath(folder))
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on several drives
        return None


@final
class Stream:
    """The tables of many articles, batch after batch, in flat memory.

    Iterating gives `Tables` for about a million characters of text at a time, in the order
    of the input; `doc` counts through all of it. `write()` writes all to a folder.

    >>> import nutgraf as ng
    >>> for t in ng.stream(["Jane Roe left.", "Nobody did."], tables=["mentions"]):
    ...     print(len(t.mentions), [m.doc for m in t.mentions])
    1 [0]
    """

    def __init__(
        self,
        pipeline: "Pipeline",
        source: Origin,
        tables: tuple[TableName, ...],
        threads: int,
        on_error: str,
    ) -> None:
        """Made by `nutgraf.stream()`."""
        self._pipeline: Final = pipeline
        self._source: Final = source
        self._tables: Final = tables
        self._threads: Final = threads or os.cpu_count() or 1
        self._on_error: Final = on_error

    def __iter__(self) -> Iterator[Tables]:
        for batch in self._batches(self._source.open(), 0):
            yield batch.tables

    def _batches(self, inputs: Inputs, first_doc: int) -> "Iterator[Batch]":
        return self._pipeline._batches(
            inputs, self._tables, self._threads, CHUNK_CHARS, first_doc, self._on_error
        )

    def write(
        self,
        folder: str | os.PathLike[str],
        *,
        format: Format = "parquet",
        columns: Sequence[str] | None = None,
        resume: bool = False,
        progress: bool = False,
        part_chars: int = PART_CHARS,
    ) -> Written:
        """Write all tables to a folder, in parts that are complete or not there.

        Each table has a folder with a file for each part, such as
        `quotes/part-00000.parquet`; a database has a table for each in one file. What is
        complete stands in `manifest.json`: the input, the options, the parts and how many
        documents and rows they have. A part appears by renaming its files (or by the end of
        a transaction), so that a run that is killed at any moment leaves complete parts,
        from which `resume=True` goes on: the rows are then the same as those of a run that
        was never interrupted.

        Args:
            folder: Where to; it is made if it is not there.
            format: "parquet", "ipc" (Arrow), "jsonl", "csv", "duckdb" or "sqlite". The
                first two need pyarrow or polars (or DuckDB for Parquet), "duckdb" needs DuckDB.
            columns: Names of the columns to write, "text", or "quotes.text" for one table's
                only; all by default. `errors` always has all.
            resume: Go on from the last complete part. The input, the options, the tables,
                columns and format must be the same, except that there may be more files
                behind those that were begun.
            progress: Show on stderr how far it is; by tqdm, if that is installed.
            part_chars: How much text a part has, about. Databases and libraries that cannot
                write Parquet a piece at a time have smaller ones.

        Returns:
            What was written.

        Raises:
            FileExistsError: The folder holds parts already, and `resume` is false; or another
                process is writing to it.
            ValueError: The run before had other options or input, a part of it is missing, the
                input lies in the folder, or a column or format does not exist.
            ImportError: Nothing is installed that can write the format; the message names
                the extra.
            OSError: The disk is full, or the like. Complete parts stay.
            RuntimeError: The source can be walked only once, and was.
            NutgrafError: `on_error` is "raise", and a row is bad.

        >>> import nutgraf as ng, tempfile
        >>> with tempfile.TemporaryDirectory() as out:
        ...     done = ng.stream(["Jane Roe left."]).write(out, format="jsonl")
        ...     print(done.n_docs, done.n_rows["mentions"])
        1 1
        """
        if format not in FORMATS:
            raise ValueError(f"format must be one of {', '.join(FORMATS)}, not {format!r}")
        if part_chars <= 0:
            raise ValueError(f"part_chars must be more than 0, not {part_chars}")
        began = time.monotonic()
        tables: tuple[TableName, ...] = (*self._tables, "errors")
        schemas = {name: [f[0] for f in _core.schema(TABLE_IDS[name])] for name in tables}
        chosen = OutputColumns(columns, tables, schemas)
        tables = tuple(chosen.tables)
        path = Path(folder)
        store = open_store(path, format, chosen)
        path.mkdir(parents=True, exist_ok=True)
        inputs = self._source.open()
        _check_apart(path, inputs)
        with _lock(path):
            plan = {
                "options": dict(self._pipeline._metadata),
                "tables": list(tables),
                "output_columns": chosen.names,
                "format": format,
                "part_chars": part_chars,
                "input": self._source.describe,
            }
            archive = _Archive(path, store, plan, tables)
            archive.begin(resume, inputs)
            kept = min(part_chars, KEPT_PART_CHARS) if store.keeps_parts else part_chars
            self._write(archive, inputs, kept, progress)
            return archive.written(time.monotonic() - began)

    def _write(self, archive: "_Archive", inputs: Inputs, part_chars: int, progress: bool) -> None:
        source = inputs.texts if isinstance(inputs.texts, FileSource) else None
        meter = _meter(inputs, source) if progress else None
        n_chars = 0
        try:
            for batch in self._batches(inputs, archive.n_docs):
                archive.add(batch)
                n_chars += batch.n_chars
                if n_chars >= part_chars:
                    archive.commit(source)
                    n_chars = 0
                if meter is not None:
                    n_docs = batch.first_doc + batch.n_docs
                    meter.update(n_docs if source is None else source.n_bytes_read, n_docs)
            archive.finish(source)
        except BaseException:
            archive.discard()
            raise
        finally:
            if meter is not None:
                meter.close()


def _check_apart(folder: Path, inputs: Inputs) -> None:
    """What is written must not be read as news, by this run or the next."""
    if isinstance(inputs.texts, FileSource):
        inside = folder.resolve()
        for path in inputs.texts.files:
            if path.resolve().is_relative_to(inside):
                raise ValueError(
                    f"{path} is a file of the input, and lies in {folder}, where the output goes: "
                    "choose a folder of its own for that"
                )


def _meter(inputs: Inputs, source: FileSource | None) -> Meter:
    if source is not None:
        return Meter(source.n_bytes, "B")
    return Meter(length_of(inputs), "doc")


class _Archive:
    """A folder that is written: its manifest, and the part at hand."""

    def __init__(
        self, folder: Path, store: Store, plan: dict[str, Any], tables: tuple[TableName, ...]
    ) -> None:
        self._folder: Final = folder
        self._store: Final = store
        self._plan: Final = plan
        self._tables: Final = tables
        self._part: Part | None = None
        self._part_docs = 0
        self._part_rows: dict[str, int] = {}
        self._manifest: dict[str, Any] = {}
        self.n_docs = 0
        """Documents in complete parts."""
        self._n_before = 0

    def begin(self, resume: bool, inputs: Inputs) -> None:
        """Look what is there, and pass over in the input what was done."""
        before = self._store.load()
        n_parts = 0 if before is None else len(before.get("parts", ()))
        if not resume and (before is not None or self._store.left_over(self._tables, 0)):
            raise FileExistsError(
                f"{self._folder} holds {n_parts} parts of an earlier run: pass resume=True "
                "(--resume) to go on from there, or another folder"
            )
        source = inputs.texts if isinstance(inputs.texts, FileSource) else None
        self._manifest = {
            "nutgraf_manifest": _MANIFEST_VERSION,
            **self._plan,
            "n_docs": 0,
            "n_rows": dict.fromkeys(self._tables, 0),
            "complete": False,
            "parts": [],
            "files": [],
        }
        if before is not None:
            self._check(before)
            missing = self._store.missing(self._tables, n_parts)
            if missing:
                raise ValueError(f"{self._folder} cannot be resumed: {missing[0]} is not there")
            if source is not None:
                source.known = self._known(before["files"], source)
            for key in ("n_docs", "n_rows", "parts", "files"):
                self._manifest[key] = before[key]
        self.n_docs = self._n_before = self._manifest["n_docs"]
        self._store.clean(self._tables, n_parts)

    def _check(self, before: dict[str, Any]) -> None:
        """The run before was the same, as far as the rows depend on it."""
        if before.get("nutgraf_manifest") != _MANIFEST_VERSION:
            raise ValueError(f"{self._folder}: the manifest is of another version of nutgraf")
        for key, now in self._plan.items():
            if key == "part_chars":  # no row depends on it
                continue
            then: Any = before.get(key)
            if key == "input":
                then, now = then["columns"], now["columns"]
            if then != now:
                raise ValueError(
                    f"{self._folder} cannot be resumed: {key} was {then!r} and is now {now!r}; "
                    "use the same, or another folder"
                )

    def _known(self, files: list[dict[str, Any]], source: FileSource) -> list[FileEnd]:
        """The files that are done; each must be what it was."""
        known: list[FileEnd] = []
        for i, file in enumerate(files):
            now = None
            if i < len(source.files):
                now = (str(source.files[i]), source.sizes[i])
            if now != (file["path"], file["n_bytes"]):
                raise ValueError(
                    f"{self._folder} cannot be resumed: file {i} of the input was "
                    f"{file['path']} ({file['n_bytes']} bytes), and is now "
                    + ("not there" if now is None else f"{now[0]} ({now[1]} bytes)")
                )
            if file["stop_doc"] is not None:
                known.append(FileEnd(file["path"], file["n_bytes"], file["stop_doc"]))
        return known

    def add(self, batch: "Batch") -> None:
        """The rows of a batch, into the part at hand."""
        if self._part is None:
            self._part = self._store.part(len(self._manifest["parts"]), self._tables)
            self._part_docs = 0
            self._part_rows = dict.fromkeys(self._tables, 0)
        self._part.add(batch.tables, batch.n_chars)
        self._part_docs += batch.n_docs
        for name in self._tables:
            self._part_rows[name] += len(batch.tables[name])

    def commit(self, source: FileSource | None, *, complete: bool = False) -> None:
        """The part at hand is complete."""
        part = self._part
        if part is None:
            return
        m = self._manifest
        stop = self.n_docs + self._part_docs
        if source is not None:
            m["files"] = _files_begun(source, stop)
        after = {
            **m,
            "n_docs": stop,
            "n_rows": {name: m["n_rows"][name] + n for name, n in self._part_rows.items()},
            "complete": complete,
            "parts": [
                *m["parts"],
                {"first_doc": self.n_docs, "stop_doc": stop, "n_rows": self._part_rows},
            ],
        }
        part.commit(after)
        self._manifest = after
        self.n_docs = stop
        self._part = None

    def finish(self, source: FileSource | None) -> None:
        """There are no more rows; even without any, the tables are there."""
        if self._part is None and not self._manifest["parts"]:
            from nutgraf._pipeline import empty_batch

            self.add(empty_batch(self._tables, self._plan["options"]))
        self.commit(source)
        if source is not None:
            self._manifest["files"] = _files_begun(source, self.n_docs)
        self._manifest["complete"] = True
        self._store.finish(self._manifest)

    def discard(self) -> None:
        """The part at hand will never be complete."""
        if self._part is not None:
            self._part.discard()

    def written(self, seconds: float) -> Written:
        """The result."""
        m = self._manifest
        return Written(
            str(self._folder),
            m["n_docs"],
            m["n_docs"] - self._n_before,
            len(m["parts"]),
            dict(m["n_rows"]),
            m["n_rows"]["errors"],
            seconds,
        )


def _files_begun(source: FileSource, stop_doc: int) -> list[dict[str, Any]]:
    """The files with documents before `stop_doc`, and where they end, if that is known."""
    files: list[dict[str, Any]] = []
    start = 0
    for i, path in enumerate(source.files):
        end = source.ends[i].stop_doc if i < len(source.ends) else None
        if i > 0 and start >= stop_doc and (end is None or end > stop_doc):
            break
        is_done = end is not None and end <= stop_doc
        files.append(
            {
                "path": str(path),
                "n_bytes": source.sizes[i],
                "stop_doc": end if is_done else None,
            }
        )
        if not is_done or end is None:
            break
        start = end
    return files


@contextlib.contextmanager
def _lock(folder: Path) -> Generator[None]:
    """No two runs write to one folder; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FileExistsError(f"{folder}: another process is writing to this folder") from None
        yield
    finally:
        os.close(descriptor)
