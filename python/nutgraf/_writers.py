"""Parts of an archive: tables in files of several formats, or in a database."""

import contextlib
import json
import os
import shutil
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TextIO, TypeAlias, cast, get_args

from nutgraf._extras import optional, sql_name
from nutgraf._names import TableName
from nutgraf._replace import naming
from nutgraf._table import Field, Table, Tables

Format: TypeAlias = Literal["parquet", "jsonl", "csv", "ipc", "duckdb", "sqlite"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

# Text whose tables are kept until they are written together: large enough for a row group
# that compresses well, small enough for memory.
_GROUP_CHARS: Final = 8 << 20

# Text of a part, where the tables of a part must be kept until it is complete.
KEPT_PART_CHARS: Final = 32 << 20


class Part(Protocol):
    """The tables of a run of documents, that appear all at once or not at all."""

    def add(self, tables: Tables, n_chars: int) -> None:
        """More rows, of so much text."""
        ...

    def commit(self, manifest: dict[str, Any]) -> None:
        """Let it appear, and the manifest with it."""
        ...

    def discard(self) -> None:
        """Leave nothing behind."""
        ...


class Store(Protocol):
    """Where parts go."""

    keeps_parts: bool
    """Whether a part is kept in memory until it is complete."""

    def load(self) -> dict[str, Any] | None:
        """The manifest, None if there is none."""
        ...

    def left_over(self, tables: Sequence[TableName], n_parts: int) -> list[Path]:
        """Files of parts from that number on, which no manifest knows."""
        ...

    def missing(self, tables: Sequence[TableName], n_parts: int) -> list[Path]:
        """Files that should be there of parts before that number, and are not."""
        ...

    def clean(self, tables: Sequence[TableName], n_parts: int) -> None:
        """Remove what an interrupted run left of parts from that number on."""
        ...

    def part(self, n: int, tables: Sequence[TableName]) -> Part:
        """Begin the part of that number."""
        ...

    def finish(self, manifest: dict[str, Any]) -> None:
        """There is nothing more to come."""
        ...


def open_store(folder: Path, format: Format, columns: "OutputColumns") -> Store:
    """Raises ImportError, which names the extra, if nothing here can write the format."""
    if format == "sqlite":
        return _Database(folder, _Sqlite, columns)
    if format == "duckdb":
        _need(("duckdb",), "duckdb")
        return _Database(folder, _DuckDB, columns)
    if format == "parquet":
        _need(("pyarrow", "polars", "duckdb"), "parquet")
    elif format == "ipc":
        _need(("pyarrow", "polars"), "ipc")
    return _Folder(folder, format, columns)


def _need(modules: Sequence[str], format: str) -> None:
    if not any(optional(module) is not None for module in modules):
        raise ImportError(
            f"format={format!r} needs {' or '.join(modules)}: "
            f"pip install 'nutgraf[{modules[0]}]'; jsonl, csv and sqlite need nothing",
            name=modules[0],
        )


class OutputColumns:
    """Which columns of each table are written.

    Args:
        names: "column", of every table that has it, or "table.column"; None: all.
        tables: The tables that are written.

    Raises:
        ValueError: None of the tables has the column.
    """

    def __init__(
        self, names: Sequence[str] | None, tables: Sequence[TableName], schemas: dict[Any, Any]
    ) -> None:
        self._chosen: dict[TableName, tuple[str, ...]] = {}
        self.names: Final = None if names is None else list(names)
        self.tables: Final = list(tables)
        """Those with columns to write; `errors` always has all of its own."""
        if names is None:
            return
        if isinstance(names, str):
            raise TypeError(f"columns must be a list of names, not the str {names!r}")
        if not names:
            raise ValueError("columns names none")
        for name in names:
            if not any(self._means(name, t, c) for t in tables for c in schemas[t]):
                raise ValueError(
                    f"columns: there is no {name!r}; there are "
                    + "; ".join(f"{t}: {', '.join(schemas[t])}" for t in tables)
                )
        for table in tables:
            if table != "errors":  # small, and what went wrong is worth its columns
                self._chosen[table] = tuple(
                    c for c in schemas[table] if any(self._means(n, table, c) for n in names)
                )
                if not self._chosen[table]:
                    self.tables.remove(table)

    @staticmethod
    def _means(name: str, table: str, column: str) -> bool:
        return name in (column, f"{table}.{column}")

    def of(self, table: Table[Any]) -> tuple[str, ...]:
        """The columns of the table that are written, in its order."""
        return self._chosen.get(table.name, table.columns)


# ------------------------------------------------------------------- files


class _Sink(Protocol):
    """One table of one part."""

    def add(self, table: Table[Any]) -> None: ...
    def close(self) -> None: ...


class _TextSink:
    """JSON Lines or CSV, a line at a time."""

    def __init__(self, path: Path, columns: OutputColumns, is_csv: bool) -> None:
        self._file: Final[TextIO] = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115
        self._columns: Final = columns
        self._is_csv: Final = is_csv
        self._has_header = False

    def add(self, table: Table[Any]) -> None:
        names = self._columns.of(table)
        if self._is_csv:
            table._write_csv(self._file, names, header=not self._has_header)
            self._has_header = True
        else:
            table._write_jsonl(self._file, names)

    def close(self) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())


class _PyarrowSink:
    """Parquet with a row group, or Arrow IPC with batches, for each table that is added."""

    def __init__(self, path: Path, columns: OutputColumns, format: Format) -> None:
        self._path: Final = path
        self._columns: Final = columns
        self._format: Final = format
        self._writer: Any = None

    def add(self, table: Table[Any]) -> None:
        pyarrow = optional("pyarrow")
        arrow = pyarrow.table(table).select(list(self._columns.of(table)))
        if self._writer is None:
            if self._format == "parquet":
                self._writer = optional("pyarrow.parquet").ParquetWriter(
                    self._path, arrow.schema, compression="zstd"
                )
            else:
                self._writer = pyarrow.ipc.new_file(os.fspath(self._path), arrow.schema)
        self._writer.write_table(arrow)

    def close(self) -> None:
        self._writer.close()
        _sync(self._path)


class _KeepingSink:
    """Parquet or IPC by a library that writes a file at once: polars or DuckDB."""

    def __init__(self, path: Path, columns: OutputColumns, format: Format) -> None:
        self._path: Final = path
        self._columns: Final = columns
        self._format: Final = format
        self._tables: list[Table[Any]] = []

    def add(self, table: Table[Any]) -> None:
        self._tables.append(table)

    def close(self) -> None:
        table = join_tables(self._tables)
        names = list(self._columns.of(table))
        polars = optional("polars")
        if polars is not None:
            frame = polars.DataFrame(table).select(names)
            if self._format == "parquet":
                frame.write_parquet(self._path)
            else:
                frame.write_ipc(self._path)
        else:
            with optional("duckdb").connect() as connection:
                connection.register("t", table)
                picked = connection.table("t").project(", ".join(map(sql_name, names)))
                picked.write_parquet(os.fspath(self._path), compression="zstd")
        _sync(self._path)


def _sync(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """The names in it, too, are on the disk; where folders can be opened, not on Windows."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def join_tables(tables: Sequence[Table[Any]]) -> Table[Any]:
    """The rows of several tables of one name, which stay where they are."""
    first = tables[0]
    if len(tables) == 1:
        return first
    pieces = [tuple(piece) for table in tables for piece in table._pieces]
    return Table(first.name, cast(Any, pieces), first._metadata)


_MANIFEST: Final = "manifest.json"
_UNFINISHED: Final = ".unfinished"


class _Folder:
    """A folder for each table, with a file for each part; the manifest beside them."""

    def __init__(self, folder: Path, format: Format, columns: OutputColumns) -> None:
        self.folder: Final = folder
        self.format: Final = format
        self.columns: Final = columns
        self.ending: Final = "arrow" if format == "ipc" else format
        has_pyarrow = format in ("parquet", "ipc") and optional("pyarrow") is not None
        self.keeps_parts = format in ("parquet", "ipc") and not has_pyarrow

    def load(self) -> dict[str, Any] | None:
        return _load(self.folder / _MANIFEST)

    def path(self, table: TableName, n: int) -> Path:
        """The file of one table of one part."""
        return self.folder / table / f"part-{n:05}.{self.ending}"

    def left_over(self, tables: Sequence[TableName], n_parts: int) -> list[Path]:
        found: list[Path] = []
        for table in tables:
            for path in self.folder.glob(f"{table}/part-*.{self.ending}"):
                number = path.name[len("part-") :].partition(".")[0]
                if number.isdecimal() and path == self.path(table, int(number)):
                    found += [path] if int(number) >= n_parts else []
        return found

    def missing(self, tables: Sequence[TableName], n_parts: int) -> list[Path]:
        paths = (self.path(table, n) for n in range(n_parts) for table in tables)
        return [path for path in paths if not path.exists()]

    def clean(self, tables: Sequence[TableName], n_parts: int) -> None:
        shutil.rmtree(self.folder / _UNFINISHED, ignore_errors=True)
        for path in self.left_over(tables, n_parts):
            path.unlink()

    def part(self, n: int, tables: Sequence[TableName]) -> "_FolderPart":
        return _FolderPart(self, n, tables)

    def sink(self, path: Path) -> _Sink:
        if self.format in ("jsonl", "csv"):
            return _TextSink(path, self.columns, self.format == "csv")
        if self.keeps_parts:
            return _KeepingSink(path, self.columns, self.format)
        return _PyarrowSink(path, self.columns, self.format)

    def finish(self, manifest: dict[str, Any]) -> None:
        save(self.folder / _MANIFEST, manifest)


class _FolderPart:
    """A part whose files are written aside until it is complete."""

    def __init__(self, store: _Folder, n: int, tables: Sequence[TableName]) -> None:
        self._store: Final = store
        self._n: Final = n
        self._unfinished: Final = store.folder / _UNFINISHED
        self._unfinished.mkdir(parents=True, exist_ok=True)
        self._sinks: Final[dict[TableName, _Sink]] = {}
        self._waiting: list[Tables] = []
        self._n_waiting = 0
        try:
            for table in tables:
                self._sinks[table] = store.sink(self._path(table))
        except BaseException:
            self.discard()
            raise

    def _path(self, table: TableName) -> Path:
        return self._unfinished / f"{table}.{self._store.path(table, self._n).name}"

    def add(self, tables: Tables, n_chars: int) -> None:
        self._waiting.append(tables)
        self._n_waiting += n_chars
        if self._n_waiting >= _GROUP_CHARS:
            self._flush()

    def _flush(self) -> None:
        for name, sink in self._sinks.items():
            with naming(self._store.path(name, self._n)):
                sink.add(join_tables([tables[name] for tables in self._waiting]))
        self._waiting, self._n_waiting = [], 0

    def commit(self, manifest: dict[str, Any]) -> None:
        if self._waiting:
            self._flush()
        for name, sink in self._sinks.items():
            with naming(self._store.path(name, self._n)):
                sink.close()
        for name in self._sinks:
            path = self._store.path(name, self._n)
            path.parent.mkdir(exist_ok=True)
            os.replace(self._path(name), path)
            _sync_folder(path.parent)
        shutil.rmtree(self._unfinished, ignore_errors=True)
        save(self._store.folder / _MANIFEST, manifest)

    def discard(self) -> None:
        for sink in self._sinks.values():
            with contextlib.suppress(Exception):  # the disk may be full
                sink.close()
        shutil.rmtree(self._unfinished, ignore_errors=True)


def _load(path: Path) -> dict[str, Any] | None:
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise ValueError(f"{path} is no manifest of nutgraf: {error}") from None
    if not isinstance(manifest, dict):
        raise ValueError(f"{path} is no manifest of nutgraf")
    return cast("dict[str, Any]", manifest)


def save(path: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest beside itself, and let it appear."""
    beside = path.with_name(path.name + ".tmp")
    with naming(path), open(beside, "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=1)  # in ASCII: names of files need not be UTF-8
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    _sync_folder(path.parent)


# --------------------------------------------------------------- databases


class _Sqlite:
    """An SQLite database; lists are JSON there, dates text."""

    ending = ".sqlite"

    def __init__(self, path: Path) -> None:
        import sqlite3

        self._db: Final = sqlite3.connect(path, isolation_level=None)

    def run(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        return self._db.execute(sql, values).fetchall()

    def insert(self, table: Table[Any], columns: Sequence[str]) -> None:
        fields = {field.name: field for field in table.schema}
        names = ", ".join(map(sql_name, columns))
        typed = ", ".join(f'"{name}" {_sqlite_type(fields[name])}' for name in columns)
        self._db.execute(f'create table if not exists "{table.name}" ({typed})')
        marks = ", ".join("?" * len(columns))
        self._db.executemany(
            f'insert into "{table.name}" ({names}) values ({marks})',
            _sqlite_rows(table, [fields[name] for name in columns]),
        )

    def close(self) -> None:
        self._db.close()


def _sqlite_type(field: Field) -> str:
    if field.type in ("uint32", "uint64", "bool"):
        return "INTEGER"
    return "REAL" if field.type.startswith("float") else "TEXT"


def _sqlite_rows(table: Table[Any], fields: Sequence[Field]) -> Iterator[tuple[Any, ...]]:
    """Lists as JSON, dates as text; a hash beyond 63 bits as SQLite's signed number."""

    def cells(field: Field, values: list[Any]) -> list[Any]:
        if field.type.startswith("list"):
            return [None if v is None else json.dumps(v, ensure_ascii=False) for v in values]
        if field.type == "date32":
            return [None if v is None else v.isoformat() for v in values]
        if field.type == "uint64":
            return [None if v is None else v - (v >> 63 << 64) for v in values]
        return values

    for part in table._runs_of_lists([field.name for field in fields]):
        yield from zip(*(cells(f, v) for f, v in zip(fields, part, strict=True)), strict=True)


class _DuckDB:
    """A DuckDB database, which takes tables as Arrow."""

    ending = ".duckdb"

    def __init__(self, path: Path) -> None:
        self._db: Final = optional("duckdb").connect(os.fspath(path))

    def run(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        return cast("list[Any]", self._db.execute(sql, list(values)).fetchall())

    def insert(self, table: Table[Any], columns: Sequence[str]) -> None:
        names = ", ".join(map(sql_name, columns))
        self._db.register("nutgraf_rows", table)
        self._db.execute(
            f'create table if not exists "{table.name}" as select {names} from nutgraf_rows limit 0'
        )
        self._db.execute(f'insert into "{table.name}" select {names} from nutgraf_rows')
        self._db.unregister("nutgraf_rows")

    def close(self) -> None:
        self._db.close()


class _Database:
    """A database with a table for each, and one with the manifest; a part is a transaction."""

    keeps_parts = False

    def __init__(
        self, folder: Path, kind: "type[_Sqlite] | type[_DuckDB]", columns: OutputColumns
    ) -> None:
        self.folder: Final = folder
        self.columns: Final = columns
        self.path: Final = folder / f"nutgraf{kind.ending}"
        self._kind: Final = kind
        self._db: _Sqlite | _DuckDB | None = None

    @property
    def db(self) -> "_Sqlite | _DuckDB":
        """The database, open."""
        if self._db is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            is_new = not self.path.exists()
            try:
                db = self._kind(self.path)
                with contextlib.ExitStack() as stack:
                    stack.callback(db.close)
                    db.run("create table if not exists nutgraf_manifest (manifest text)")
                    stack.pop_all()
            except BaseException:
                if is_new:  # half a database could not be opened again
                    self.path.unlink(missing_ok=True)
                raise
            self._db = db
        return self._db

    @contextlib.contextmanager
    def errors(self) -> "Generator[None]":
        """What a database says is wrong becomes an error of the system, with the path."""
        try:
            yield
        except (OSError, ValueError, MemoryError):
            raise
        except Exception as error:
            # DuckDB takes Ctrl-C for an error of its own.
            if "interrupted" in str(error).lower():
                raise KeyboardInterrupt from None
            raise OSError(f"{self.path}: {' '.join(str(error).split())}") from error

    def load(self) -> dict[str, Any] | None:
        beside = _load(self.folder / _MANIFEST)
        if not self.path.exists():
            if beside is not None and beside.get("format") == self._kind.ending[1:]:
                raise ValueError(f"{self.folder} cannot be resumed: {self.path.name} is not there")
            return beside
        with self.errors():
            rows = self.db.run("select manifest from nutgraf_manifest")
        return cast("dict[str, Any]", json.loads(rows[0][0])) if rows else None

    def left_over(self, tables: Sequence[TableName], n_parts: int) -> list[Path]:
        return []  # what was not committed is not there

    def missing(self, tables: Sequence[TableName], n_parts: int) -> list[Path]:
        return []

    def clean(self, tables: Sequence[TableName], n_parts: int) -> None:
        pass

    def part(self, n: int, tables: Sequence[TableName]) -> "_DatabasePart":
        return _DatabasePart(self, tables)

    def put_manifest(self, manifest: dict[str, Any]) -> None:
        self.db.run("delete from nutgraf_manifest")
        self.db.run("insert into nutgraf_manifest values (?)", [json.dumps(manifest)])

    def finish(self, manifest: dict[str, Any]) -> None:
        with self.errors():
            self.put_manifest(manifest)
            save(self.folder / _MANIFEST, manifest)
            self.close()

    def close(self) -> None:
        """Let go of the database."""
        if self._db is not None:
            self._db.close()
            self._db = None


class _DatabasePart:
    """A part that is a transaction."""

    def __init__(self, store: _Database, tables: Sequence[TableName]) -> None:
        self._store: Final = store
        self._tables: Final = tables
        with store.errors():
            store.db.run("begin transaction")

    def add(self, tables: Tables, n_chars: int) -> None:
        with self._store.errors():
            for name in self._tables:
                table = tables[name]
                self._store.db.insert(table, self._store.columns.of(table))

    def commit(self, manifest: dict[str, Any]) -> None:
        with self._store.errors():
            self._store.put_manifest(manifest)
            self._store.db.run("commit")
        save(self._store.folder / _MANIFEST, manifest)

    def discard(self) -> None:
        with contextlib.suppress(Exception):
            self._store.db.run("rollback")
        with contextlib.suppress(Exception):
            self._store.close()
