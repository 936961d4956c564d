"""Packages that may be there: imported when they are needed, and untyped, as some of them are."""

import importlib
from typing import Any


def optional(module: str) -> Any:
    """The module, None if it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def required(module: str, what: str, extra: str) -> Any:
    """The module.

    Raises:
        ImportError: It is not installed; the message says what needs it, and the extra that
            installs it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise ImportError(
            f"{what} needs {name}: pip install 'nutgraf[{extra}]'", name=name
        ) from error


def sql_name(name: str) -> str:
    """A column or table as SQL names it, whatever is in the name."""
    return '"' + name.replace('"', '""') + '"'
