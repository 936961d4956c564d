"""pandas: `series.nutgraf`, once `import nutgraf.pandas` is done.

::

    import nutgraf.pandas

    df["body"].nutgraf.quotes()                 # a DataFrame, with the index of df
    df["body"].nutgraf.entities(published=df["date"])
"""

from typing import TYPE_CHECKING, Any, cast

from nutgraf._accessor import ColumnAccessor
from nutgraf._extras import required
from nutgraf._table import Table

if TYPE_CHECKING:
    import pandas

_pandas: Any = required("pandas", "nutgraf.pandas", "pandas")


class SeriesAccessor(ColumnAccessor["pandas.DataFrame"]):
    """What `series.nutgraf` is; its frames have the index of the series, a label for each row
    of its text.

    >>> import pandas as pd
    >>> import nutgraf.pandas
    >>> pd.Series(["Jane Roe left."]).nutgraf.mentions().text.tolist()
    ['Jane Roe']
    """

    def __init__(self, series: Any) -> None:
        """Made by pandas.

        Raises:
            AttributeError: The series holds no texts.
        """
        if not (_pandas.api.types.is_string_dtype(series) or series.dtype == object):
            raise AttributeError(
                f"series.nutgraf reads texts, and this series holds {series.dtype}: choose the "
                'column with the texts, such as df["body"].nutgraf'
            )
        super().__init__(series)

    def _frame(self, table: Table[Any]) -> "pandas.DataFrame":
        frame = table.to_pandas()
        index = cast(Any, self._column).index
        frame.index = index[cast(Any, frame)["doc"].to_numpy()]
        return frame


_pandas.api.extensions.register_series_accessor("nutgraf")(SeriesAccessor)
