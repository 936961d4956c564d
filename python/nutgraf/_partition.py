"""One partition of someone else's engine: texts in, one table out, keys that hold everywhere.

Engines count rows by partition, so that `doc` would mean nothing outside of one; its place
takes `article_id`, which the caller's column gives.
"""

from typing import Any, Final, TypedDict, cast

from nutgraf import _core
from nutgraf._names import TableName
from nutgraf._pipeline import Options, cached_pipeline
from nutgraf._table import TABLE_IDS, Field, Table

ID: Final = "article_id"


class PartitionColumns(TypedDict):
    """The columns of a partition, and what `extract()` is told."""

    text: str
    id: str
    published: str | None


def fields_of(table: TableName) -> list[Field]:
    """`article_id`, then the columns of the table but `doc`."""
    if table not in TABLE_IDS:
        raise ValueError(f"there is no table {table!r}; there are {', '.join(_core.TABLES)}")
    fields = [Field(*field) for field in _core.schema(TABLE_IDS[table])]
    rest = [field for field in fields if field.name not in ("doc", ID)]
    return [Field(ID, "utf8", True, None), *rest]


class Mapper:
    """Reads a partition; picklable, and the lexicon and the model are loaded once a process."""

    def __init__(
        self, table: TableName, text: str, id: str, published: str | None, options: Options
    ) -> None:
        fields_of(table)
        for argument, name in (("text", text), ("id", id)):
            if not isinstance(name, str):
                raise TypeError(
                    f"{argument}= must name a column, not be {type(cast(object, name)).__name__}"
                )
        cached_pipeline(**options)  # a wrong option is said here, not on a worker
        self.table: Final = table
        self.columns: Final = PartitionColumns(text=text, id=id, published=published)
        self.options: Final = options

    def read(self, rows: object) -> tuple[Table[Any], list[int]]:
        """The table of a partition, and the row of the partition that each row is from."""
        wanted: list[TableName] = [] if self.table == "errors" else [self.table]
        made = cached_pipeline(**self.options).extract(
            rows, tables=wanted, threads=1, **self.columns
        )
        table = made[self.table]
        return table, table["doc"]
