"""Dates of publication and ids as callers have them."""

import datetime
from typing import TypeAlias

Published: TypeAlias = str | datetime.date | None

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_FORMS = "a date, a datetime, or a str like '2017-08-11' or '2017-08-11T17:14:00Z'"


def is_missing(value: object) -> bool:
    """Whether it is None, NaN, NaT or pandas' NA."""
    if value is None:
        return True
    try:
        return bool(value != value)  # NaN and NaT differ from themselves
    except (TypeError, ValueError):  # NA has no truth, nor has an array
        return type(value).__name__ == "NAType"


def days_of(published: object) -> int | None:
    """Days since 1970-01-01; None for None, NaN, NaT and pandas' NA.

    Raises ValueError, naming the value, for anything that is no date.
    """
    if is_missing(published):
        return None
    if isinstance(published, datetime.date):  # datetimes and pandas' timestamps are dates
        return published.toordinal() - _EPOCH
    if isinstance(published, str):
        return _days_of_str(published)
    # numpy.datetime64, without importing NumPy.
    item = getattr(published, "astype", None)
    if item is not None and type(published).__name__ == "datetime64":
        return days_of(published.astype("datetime64[D]").item())  # type: ignore[attr-defined]
    raise ValueError(f"published must be {_FORMS}, not {published!r}")


def _days_of_str(published: str) -> int | None:
    text = published.strip()
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        pass
    try:
        return datetime.datetime.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        raise ValueError(f"published must be {_FORMS}, not {published!r}") from None


def days_or_problem(published: object) -> int | str | None:
    """For a row of a batch: the message instead of an exception."""
    try:
        return days_of(published)
    except ValueError as error:
        return str(error)


def id_of(value: object) -> str | None:
    """An id as a str; None where there is none, or none that can be written."""
    if is_missing(value):
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    try:
        return value if isinstance(value, str) else str(value)
    except Exception:  # whatever an object's __str__ does costs its row's id only
        return None
