"""The methods of accessors: one for each table, over the texts of a column."""

from abc import ABC, abstractmethod
from typing import Any, Final, Generic, TypeVar, Unpack

from nutgraf._names import TableName
from nutgraf._pipeline import Options, cached_pipeline
from nutgraf._table import Table, Tables

F = TypeVar("F")


class ColumnAccessor(ABC, Generic[F]):
    """Tables of the texts in a column, as data frames of the column's own library."""

    def __init__(self, column: object) -> None:
        self._column: Final = column

    @abstractmethod
    def _frame(self, table: Table[Any]) -> F:
        """The table as the library's data frame."""

    def _make(self, name: TableName, published: object, options: Options) -> F:
        return self._frame(self.extract(tables=[name], published=published, **options)[name])

    def extract(
        self,
        *,
        tables: list[TableName] | None = None,
        published: object = None,
        threads: int = 0,
        **options: Unpack[Options],
    ) -> Tables:
        """All tables, or some; see `nutgraf.extract()`."""
        return cached_pipeline(**options).extract(
            self._column, tables=tables, published=published, threads=threads
        )

    def articles(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """A row for each text: headline, writers, agency, date, counts."""
        return self._make("articles", published, options)

    def blocks(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Lines and paragraphs with their kinds."""
        return self._make("blocks", published, options)

    def sentences(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Sentences."""
        return self._make("sentences", published, options)

    def tokens(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Tokens."""
        return self._make("tokens", published, options)

    def mentions(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Names, addresses, dates and numbers where they stand."""
        return self._make("mentions", published, options)

    def dates(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Dates with their values."""
        return self._make("dates", published, options)

    def numbers(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Numbers with their values."""
        return self._make("numbers", published, options)

    def entities(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Persons, places, organisations, each once a text."""
        return self._make("entities", published, options)

    def roles(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Functions, ages and parties of persons."""
        return self._make("roles", published, options)

    def quotes(self, *, published: object = None, **options: Unpack[Options]) -> F:
        """Who said what."""
        return self._make("quotes", published, options)
