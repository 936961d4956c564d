"""Hugging Face datasets: a table of nutgraf as a dataset.

::

    import nutgraf as ng

    quotes = ds.map(
        ng.datasets.mapper("quotes", text="body", id="url"),
        batched=True, remove_columns=ds.column_names, features=ng.datasets.features("quotes"),
    )

`ng.extract(ds, text="body")` reads a dataset, too, and gives tables.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Unpack

from nutgraf._extras import required
from nutgraf._names import TableName
from nutgraf._partition import ID, Mapper, fields_of
from nutgraf._pipeline import Options
from nutgraf._published import id_of

__all__ = ["features", "mapper"]

if TYPE_CHECKING:
    import datasets

_TYPES: Final = {"date32": "date32", "utf8": "string", "enum": "string"}


def mapper(
    table: TableName,
    *,
    text: str,
    id: str,
    published: str | None = None,
    **options: Unpack[Options],
) -> Callable[[Mapping[str, list[Any]]], dict[str, list[Any]]]:
    """A function for `map(batched=True)` that makes one table of the articles in a dataset.

    Args:
        table: Which table: "quotes", "entities" ... or "errors".
        text: The column with the texts.
        id: The column with ids, by which rows of the tables are joined.
        published: The column with dates of publication, or one date for all.
        **options: See `nutgraf.Pipeline`.

    Returns:
        The function. Its rows are those of the table with `article_id` in the place of `doc`;
        there are more or fewer than articles, so `remove_columns` must name all old columns.

    Raises:
        ValueError: There is no such table, or an option has none of its values.
    """
    return _DatasetMapper(table, text, id, published, options)


def features(table: TableName) -> "datasets.Features":
    """The columns and types of what `mapper()` makes, for `map(features=)`.

    Raises:
        ImportError: datasets is not there.
        ValueError: There is no such table.
    """
    datasets = required("datasets", "features()", "datasets")

    def type_of(name: str) -> Any:
        if name.startswith("list<"):
            return [type_of(name[5:-1])]
        return datasets.Value(_TYPES.get(name, name))

    return datasets.Features({field.name: type_of(field.type) for field in fields_of(table)})


class _DatasetMapper(Mapper):
    def __call__(self, batch: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        names = {name for name in self.columns.values() if isinstance(name, str) and name in batch}
        rows = [
            dict(zip(names, values, strict=True))
            for values in zip(*(batch[name] for name in names), strict=True)
        ]
        table, docs = self.read(rows)
        ids = batch[self.columns["id"]]
        made: dict[str, list[Any]] = {ID: [id_of(ids[doc]) for doc in docs]}
        for field in fields_of(self.table)[1:]:
            made[field.name] = table[field.name]
        return made
