"""Dask: nutgraf inside `DataFrame.map_partitions()`.

::

    import nutgraf as ng

    quotes = ddf.map_partitions(
        ng.dask.mapper("quotes", text="body", id="url"), meta=ng.dask.meta("quotes")
    )

Each partition is read in one call; `threads` of Dask's own scheduler share the cores, as the
GIL is free meanwhile. Needs `nutgraf[dask]`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Unpack

from nutgraf._extras import required
from nutgraf._names import TableName
from nutgraf._partition import ID, Mapper, fields_of
from nutgraf._pipeline import Options, empty_batch
from nutgraf._published import id_of

if TYPE_CHECKING:
    import pandas

__all__ = ["mapper", "meta"]

_NULLABLE: Final = {"uint32": "Int64", "float32": "Float64", "float64": "Float64"}


def mapper(
    table: TableName,
    *,
    text: str,
    id: str,
    published: str | None = None,
    **options: Unpack[Options],
) -> "Callable[[pandas.DataFrame], pandas.DataFrame]":
    """A function for `map_partitions()` that makes one table of the articles in a frame.

    Args:
        table: Which table: "quotes", "entities" ... or "errors".
        text: The column with the texts.
        id: The column with ids, by which rows of the tables are joined.
        published: The column with dates of publication, or one date for all.
        **options: See `nutgraf.Pipeline`.

    Returns:
        The function. Its rows are those of the table with `article_id` in the place of `doc`,
        which holds the values of the column `id` as strings.

    Raises:
        ValueError: There is no such table, or an option has none of its values.

    Numbers of rows in tables that are not made, `mention` in dates and numbers, are null.
    """
    return _DaskMapper(table, text, id, published, options)


class _DaskMapper(Mapper):
    def __call__(self, frame: Any) -> Any:
        table, docs = self.read(frame)
        ids = frame[self.columns["id"]].iloc[docs]
        return _frame(table, self.table, [id_of(value) for value in ids])


def _frame(table: Any, name: TableName, ids: list[str | None]) -> Any:
    pandas = required("pandas", "dask", "dask")
    frame = table.to_pandas().drop(columns=["doc", ID], errors="ignore")
    frame.insert(0, ID, pandas.Series(ids, dtype="object"))
    for field in fields_of(name):
        # Of one type in all partitions, whether or not there is a null.
        if field.nullable and field.type in _NULLABLE:
            frame[field.name] = frame[field.name].astype(_NULLABLE[field.type])
    return frame[[field.name for field in fields_of(name)]]


def meta(table: TableName) -> "pandas.DataFrame":
    """What `mapper()` makes of a table, without rows, as Dask's `meta`.

    Raises:
        ImportError: pandas is not there.
        ValueError: There is no such table.
    """
    fields_of(table)
    empty = empty_batch([table], {}).tables[table]
    return _frame(empty, table, [])
