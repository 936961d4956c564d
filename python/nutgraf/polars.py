"""polars: `series.nutgraf`, once `import nutgraf.polars` is done.

::

    import nutgraf.polars

    df["body"].nutgraf.quotes()                 # a DataFrame; `doc` is the row of df
"""

from typing import TYPE_CHECKING, Any

from nutgraf._accessor import ColumnAccessor
from nutgraf._extras import required
from nutgraf._table import Table

if TYPE_CHECKING:
    import polars

_polars: Any = required("polars", "nutgraf.polars", "polars")


class SeriesNamespace(ColumnAccessor["polars.DataFrame"]):
    """What `series.nutgraf` is.

    >>> import polars as pl
    >>> import nutgraf.polars
    >>> pl.Series(["Jane Roe left."]).nutgraf.mentions()["text"].to_list()
    ['Jane Roe']
    """

    def __init__(self, series: "polars.Series") -> None:
        """Made by polars.

        Raises:
            TypeError: The series holds no texts.
        """
        kinds = (_polars.String, _polars.Binary, _polars.Categorical, _polars.Enum, _polars.Null)
        if not isinstance(series.dtype, kinds):
            raise TypeError(
                f"series.nutgraf reads texts, and this series holds {series.dtype}: choose the "
                'column with the texts, such as df["body"].nutgraf'
            )
        super().__init__(series)

    def _frame(self, table: Table[Any]) -> "polars.DataFrame":
        return table.to_polars()


_polars.api.register_series_namespace("nutgraf")(SeriesNamespace)
