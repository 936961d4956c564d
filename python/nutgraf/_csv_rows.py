"""Small CSV files that people write: aliases, overrides, reviews."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NoReturn

_WHITE: Final = re.compile("[\x00-\x20\xa0]+")
# A spreadsheet takes a cell that begins so for a formula, whatever the file says.  With an
# apostrophe before it, a text; one that has some already gets another, so that none is lost.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def fail(where: str, message: str) -> NoReturn:
    """Raise a ValueError that says where."""
    raise ValueError(f"{where}: {message}")


def text_of(value: object, owner: str, where: str, key: str, *, fold: bool) -> str | None:
    """A cell as str, None if it is empty; with `fold`, white space as one blank.

    Raises:
        TypeError, ValueError: It is neither str nor None, or has a NUL or a lone surrogate.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(f"{owner}: {where}: {key} must be str, not {type(value).__name__}")
    if "\0" in value:
        fail(where, f"{key} has a NUL character: {value!r}")
    if any("\ud800" <= c <= "\udfff" for c in value):
        fail(where, f"{key} has a lone surrogate, which is no character: {value!r}")
    return (_WHITE.sub(" ", value).strip(" ") if fold else value) or None


def delimiter_of(header: Sequence[str], comma: str) -> str:
    """What parts the columns, by the cells of the header as `comma` parts them.

    Where numbers have a decimal comma, spreadsheets write ";" in a .csv.
    """
    return ";" if comma == "," and len(header) == 1 and ";" in header[0] else comma


def header_of(cells: list[str], comma: str) -> list[str]:
    """The names of columns that were parted by `comma`, parted by what `delimiter_of()` says."""
    import csv

    mark = delimiter_of(cells, comma)
    return cells if mark == comma else next(csv.reader(cells, delimiter=mark))


def csv_rows(path: str, columns: Sequence[str], key: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file with a line of column names, and where each stands ("line 3").

    UTF-8, with a byte order mark or without; blank lines are passed over, cells at the end of
    a row may be missing.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not UTF-8 or no CSV, the column `key` is missing, or another is none
            of `columns`; the message says in which line.
    """
    import csv
    import io

    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"line {data.count(10, 0, error.start) + 1}", "not UTF-8")
    header = next((x for x in text.splitlines() if x.strip()), "")
    mark = delimiter_of([header] if "," not in header else [], ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    names: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            where, line = f"line {line}", reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if names is None:
                names = [cell.strip() for cell in cells]
                _check_columns(names, columns, key, where)
                continue
            if len(cells) > len(names):
                fail(where, f"{len(cells)} cells, but {len(names)} columns")
            yield where, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        fail(f"line {line}", str(error))
    if names is None:
        fail("line 1", "no column names")


def _check_columns(names: list[str], columns: Sequence[str], key: str, where: str) -> None:
    for name in names:
        if name not in columns:
            fail(where, f"unknown column {name!r}; columns are {', '.join(columns)}")
    if key not in names:
        fail(where, f"no column {key!r} among {', '.join(names)}")
    if len(set(names)) < len(names):
        fail(where, f"a column stands twice in {', '.join(names)}")


def neutralised(cell: str) -> str:
    """The cell as a spreadsheet takes it for text."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """The cell before `neutralised()`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
