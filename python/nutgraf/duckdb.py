"""DuckDB: nutgraf's tables inside SQL.

::

    import duckdb, nutgraf.duckdb

    con = duckdb.connect()
    nutgraf.duckdb.register(con)
    con.sql("select url, unnest(nutgraf_quotes(body), recursive := true) from 'news/*.parquet'")

A table that was made already needs none of this: `con.sql("select * from t")` where `t` is one.
Needs `nutgraf[duckdb]` and pyarrow.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Unpack, cast

from nutgraf._extras import required
from nutgraf._names import TableName
from nutgraf._pipeline import Options, Pipeline, cached_pipeline
from nutgraf._table import TABLE_IDS, Tables

if TYPE_CHECKING:
    import duckdb

__all__ = ["register"]

_TYPES = {
    "uint32": "UINTEGER",
    "uint64": "UBIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
    "bool": "BOOLEAN",
    "date32": "DATE",
    "utf8": "VARCHAR",
    "enum": "VARCHAR",
    "list<utf8>": "VARCHAR[]",
    "list<uint32>": "UINTEGER[]",
}


def register(
    connection: "duckdb.DuckDBPyConnection",
    *,
    tables: Sequence[TableName] | None = None,
    prefix: str = "nutgraf_",
    **options: Unpack[Options],
) -> list[str]:
    """Make a function of SQL for each table: `nutgraf_quotes(text)` and so on.

    Each takes a text and gives a list of structs, the rows of the table without `doc`; `unnest`
    makes rows of them. A null gives null. DuckDB calls it with some thousand rows at a time.

    Args:
        connection: In which the functions are known.
        tables: Which tables; all by default.
        prefix: What the names begin with.
        **options: See `nutgraf.Pipeline`.

    Returns:
        The names of the functions.

    Raises:
        ImportError: pyarrow is not there.
        ValueError: There is no such table.
    """
    pyarrow = required("pyarrow", "register()", "pyarrow")
    pipeline = cached_pipeline(**options)
    names: list[str] = []
    for table in pipeline.check_tables(tables):
        fields = [f for f in _fields(table) if f[0] != "doc"]
        rows = ", ".join(f'"{name}" {_TYPES[type_]}' for name, type_ in fields)

        name = f"{prefix}{table}"
        cast(Any, connection).create_function(
            name,
            _function(pipeline, table, pyarrow),
            ["VARCHAR"],
            f"STRUCT({rows})[]",
            type="arrow",
            null_handling="special",
        )
        names.append(name)
    return names


def _function(pipeline: Pipeline, table: TableName, pyarrow: Any) -> Callable[[Any], Any]:
    def call(texts: Any) -> Any:
        made = pipeline.extract(texts.drop_null(), tables=[table], threads=1)
        return _lists(pyarrow, texts, made, table)

    return call


def _fields(table: TableName) -> list[tuple[str, str]]:
    from nutgraf import _core

    return [(name, type_) for name, type_, *_ in _core.schema(TABLE_IDS[table])]


def _lists(pyarrow: Any, texts: Any, made: Tables, name: TableName) -> Any:
    """The rows of each text as a list of structs; null for a null."""
    table = pyarrow.table(made[name]).combine_chunks()
    columns: list[Any] = []
    fields: list[str] = []
    for field in table.schema:
        if field.name == "doc":
            continue
        column = table.column(field.name).combine_chunks()
        if pyarrow.types.is_dictionary(field.type):
            column = column.cast(pyarrow.utf8())
        columns.append(column)
        fields.append(field.name)
    structs = pyarrow.StructArray.from_arrays(columns, names=fields)
    counts = Counter(made[name]["doc"])
    starts: list[int | None] = []
    doc = start = 0
    for is_null in texts.is_null().to_pylist():
        starts.append(None if is_null else start)
        if not is_null:
            start += counts[doc]
            doc += 1
    offsets = pyarrow.array([*starts, start], pyarrow.int32())
    return pyarrow.ListArray.from_arrays(offsets, structs)
