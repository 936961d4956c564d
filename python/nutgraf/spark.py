"""Apache Spark: nutgraf inside `DataFrame.mapInArrow()`.

::

    import nutgraf as ng

    quotes = df.select("url", "body").mapInArrow(
        ng.spark.mapper("quotes", text="body", id="url"), ng.spark.schema("quotes")
    )

Each task reads its partition in one process with one thread, so that Spark's own cores are
the ones in use; nutgraf must be installed where the workers run. Needs `nutgraf[spark]`.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, Unpack

from nutgraf._extras import required
from nutgraf._names import TableName
from nutgraf._partition import Mapper, fields_of
from nutgraf._pipeline import Options
from nutgraf._published import id_of

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

__all__ = ["mapper", "schema"]

# Spark has no unsigned numbers and no closed lists of words.
_SPARK_TYPES: Final = {
    "uint32": "LongType",
    "uint64": "DecimalType",
    "float32": "FloatType",
    "float64": "DoubleType",
    "bool": "BooleanType",
    "date32": "DateType",
    "utf8": "StringType",
    "enum": "StringType",
}


def mapper(
    table: TableName,
    *,
    text: str,
    id: str,
    published: str | None = None,
    **options: Unpack[Options],
) -> "Callable[[Iterator[Any]], Iterator[Any]]":
    """A function for `mapInArrow()` that makes one table of the articles in a data frame.

    Args:
        table: Which table: "quotes", "entities" ... or "errors".
        text: The column with the texts.
        id: The column with ids, by which rows of the tables are joined; strings or numbers.
        published: The column with dates of publication, or one date for all.
        **options: See `nutgraf.Pipeline`.

    Returns:
        The function, of pyarrow's record batches. Its rows are those of the table with
        `article_id` in the place of `doc`.

    Raises:
        ValueError: There is no such table, or an option has none of its values.

    Numbers of rows in tables that are not made, `mention` in dates and numbers, are null.
    """
    return _SparkMapper(table, text, id, published, options)


class _SparkMapper(Mapper):
    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        pyarrow = required("pyarrow", "mapper()", "spark")
        names = [field.name for field in fields_of(self.table)]
        for batch in batches:
            table, docs = self.read(batch)
            made = pyarrow.table(table)
            column = batch.column(batch.schema.get_field_index(self.columns["id"]))
            ids = [id_of(value) for value in column.to_pylist()]
            columns = [pyarrow.array([ids[doc] for doc in docs], "string")]
            columns += [_plain(made.column(name)) for name in names[1:]]
            yield from pyarrow.table(columns, names=names).to_batches()


def _plain(column: Any) -> Any:
    """In a type that Spark has."""
    pyarrow = required("pyarrow", "mapper()", "spark")
    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        return column.cast(kind.value_type)
    if kind == pyarrow.uint32():
        return column.cast(pyarrow.int64())
    if kind == pyarrow.uint64():
        return column.cast(pyarrow.decimal128(20, 0))
    if pyarrow.types.is_list(kind) and kind.value_type == pyarrow.uint32():
        return column.cast(pyarrow.list_(pyarrow.int64()))
    return column


def schema(table: TableName) -> "StructType":
    """The Spark schema of what `mapper()` makes of a table.

    Raises:
        ImportError: PySpark is not there.
        ValueError: There is no such table.
    """
    types = required("pyspark.sql.types", "schema()", "spark")

    def type_of(name: str) -> Any:
        if name.startswith("list<"):
            return types.ArrayType(type_of(name[5:-1]), containsNull=True)
        if name == "uint64":
            return types.DecimalType(20, 0)
        return getattr(types, _SPARK_TYPES[name])()

    return types.StructType(  # type: ignore[no-any-return]
        [
            types.StructField(field.name, type_of(field.type), nullable=True)
            for field in fields_of(table)
        ]
    )
