"""Names in tables and files, as rows for a lexicon: (surface, name, id, label)."""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from nutgraf._csv_rows import delimiter_of, header_of
from nutgraf._extras import required, sql_name
from nutgraf._files import JsonRows, kind_of, open_bytes
from nutgraf._inputs import BadRow
from nutgraf._lexicon import NameRow, NameRun

# How many rows go into C at once: few enough not to wake the garbage collector.
_RUN: Final = 256


class NameColumns(NamedTuple):
    """What the columns are called."""

    name: str
    id: str | None
    label: str | None
    """A column, or the label of all where there is no such column."""
    aliases: str | None
    separator: str


class _Cells(NamedTuple):
    """How to read one row of cells."""

    name: int
    id: int | None
    label: int | None
    constant: str | None
    aliases: int | None
    separator: str


def _choose(columns: Sequence[str], wanted: NameColumns) -> _Cells:
    def index(argument: str, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in columns:
            raise ValueError(f"{argument}={name!r} is no column; there are {', '.join(columns)}")
        if list(columns).count(name) > 1:
            raise ValueError(f"{argument}={name!r} is the name of several columns")
        return list(columns).index(name)

    by_column = wanted.label is not None and wanted.label in columns
    return _Cells(
        cast(int, index("name", wanted.name)),
        index("id", wanted.id),
        index("label", wanted.label) if by_column else None,
        None if by_column else wanted.label,
        index("aliases", wanted.aliases),
        wanted.separator,
    )


def _text(value: object) -> str | None:
    """A cell as str; None where it is empty: None, NaN, "" or blanks."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # an integer column of pandas with gaps
    return str(value)


def _aliases(value: object, separator: str) -> list[str]:
    """The names in a cell: a list, or a str with a separator."""
    if isinstance(value, str):
        return [part for part in map(str.strip, value.split(separator)) if part]
    if value is None or not hasattr(value, "__iter__"):
        return []
    return [text for part in cast(Iterable[object], value) if (text := _text(part)) is not None]


def _rows_of(cells: Sequence[Any], how: _Cells, to: list[NameRow]) -> None:
    name = _text(cells[how.name])
    id = None if how.id is None else _text(cells[how.id])
    label = how.constant if how.label is None else _text(cells[how.label])
    to.append((name, None, id, label))
    if how.aliases is not None:
        for alias in _aliases(cells[how.aliases], how.separator):
            to.append((alias, name, id, label))


# -------------------------------------------------------------------- files


def _simple(run: list[list[str]], how: _Cells) -> list[NameRow] | None:
    """Rows without aliases, quickly; None if one of them needs a closer look."""
    name, id, label = how.name, how.id, how.label
    constant = how.constant
    try:
        if id is None and label is None:
            return [(c[name], None, None, constant) for c in run]
        if id is not None and label is None:
            return [(c[name], None, c[id] or None, constant) for c in run]
        if id is not None and label is not None:
            return [(c[name], None, c[id] or None, c[label] or None) for c in run]
    except IndexError:
        pass
    return None


def _csv_runs(
    path: Path, packed: str, comma: str, wanted: NameColumns, encoding: str
) -> Iterator[NameRun]:
    file, raw = open_bytes(path, packed)
    csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))
    with raw, file, io.TextIOWrapper(file, encoding, newline="") as text:
        reader = csv.reader(text, delimiter=comma)
        columns = next((cells for cells in reader if cells), None)
        if columns is None:
            raise ValueError(f"{path}: there is nothing in it")
        before = 0
        if delimiter_of(columns, comma) != comma:
            before = reader.line_num
            columns, reader = header_of(columns, comma), csv.reader(text, delimiter=";")
        how = _choose([cell.strip() for cell in columns], wanted)
        n_wanted = 1 + max(x for x in (how.name, how.id, how.label, how.aliases) if x is not None)
        while True:
            first = before + reader.line_num + 1
            run = list(islice(reader, _RUN))
            if not run:
                return
            # Where no cell holds a line break, each row is a line.
            is_line = before + reader.line_num - first + 1 == len(run)
            rows: list[NameRow] | None = _simple(run, how) if how.aliases is None else None
            lines: list[int] = []
            if rows is None:
                rows = cast("list[NameRow]", [])
                for i, cells in enumerate(run):
                    if len(cells) < n_wanted and cells:
                        raise ValueError(
                            f"{path}, {_line(first, i, is_line)}: {len(cells)} cells, but "
                            f"{len(columns)} columns"
                        )
                    if cells:
                        _rows_of(cells, how, rows)
                    lines += [i] * (len(rows) - len(lines))
            yield NameRun(rows, _where(path, first, lines, is_line))


def _line(first: int, i: int, is_line: bool) -> str:
    return f"line {first + i}" if is_line else f"row {i + 1} from line {first} on"


def _where(path: Path, first: int, lines: list[int], is_line: bool) -> Callable[[int], str]:
    return lambda i: f"{path}, {_line(first, lines[i] if lines else i, is_line)}"


def _json_runs(path: Path, packed: str, wanted: NameColumns) -> Iterator[NameRun]:
    file, raw = open_bytes(path, packed)
    with raw, file:
        rows: list[NameRow] = []
        numbers: list[int] = []
        for number, row in enumerate(JsonRows(file, {}), 1):
            if isinstance(row, BadRow):
                raise ValueError(f"{path}: {row.message}")
            _mapping(row, wanted, rows, f"{path}, row {number}")
            numbers += [number] * (len(rows) - len(numbers))
            if len(rows) >= _RUN:
                yield NameRun(rows, _rows_where(str(path), numbers))
                rows, numbers = [], []
        yield NameRun(rows, _rows_where(str(path), numbers))


def _mapping(row: Mapping[str, Any], wanted: NameColumns, rows: list[NameRow], where: str) -> None:
    if wanted.name not in row:
        raise ValueError(f"{where}: no {wanted.name!r} among {', '.join(map(repr, row))}")
    columns = list(row)
    optional = wanted._replace(
        id=wanted.id if wanted.id in row else None,
        aliases=wanted.aliases if wanted.aliases in row else None,
    )
    _rows_of(list(row.values()), _choose(columns, optional), rows)


def _rows_where(what: str, numbers: list[int]) -> Callable[[int], str]:
    return lambda i: f"{what}{', ' if what else ''}row {numbers[i]}"


def _in_file(path: Path, where: Callable[[int], str]) -> Callable[[int], str]:
    return lambda i: f"{path}, {where(i)}"


def _arrow_table(path: Path, kind: str) -> Any:
    if kind == "parquet":
        required("pyarrow.parquet", "a Parquet file", "arrow")
        import pyarrow.parquet

        return cast(Any, pyarrow.parquet).read_table(path)
    required("pyarrow.feather", "an Arrow file", "arrow")
    import pyarrow.feather

    return cast(Any, pyarrow.feather).read_table(path)


def _file_runs(path: Path, wanted: NameColumns, encoding: str) -> Iterator[NameRun]:
    kind, packed = kind_of(path)
    if kind == "csv":
        comma = "\t" if ".tsv" in path.name.lower() else ","
        try:
            yield from _csv_runs(path, packed, comma, wanted, encoding)
        except UnicodeDecodeError as error:
            raise ValueError(
                f"{path}: not {encoding} ({error.reason} 0x{error.object[error.start]:02x}); "
                "say what it is, as in encoding='cp1252'"
            ) from None
        except csv.Error as error:
            raise ValueError(f"{path}: {error}") from None
    elif kind == "jsonl":
        yield from _json_runs(path, packed, wanted)
    elif kind in ("parquet", "ipc"):
        for run in _frame_runs(_arrow_table(path, kind), wanted):
            yield NameRun(run.rows, _in_file(path, run.where))
    else:
        if not path.exists():
            raise FileNotFoundError(2, os.strerror(2), str(path))
        raise ValueError(f"{path}: the name must end in .csv, .tsv, .jsonl, .parquet or .arrow")


def columns_of(path: str) -> list[str]:
    """The names of the columns of a file; of JSON Lines, those of its first row."""
    kind, packed = kind_of(path)
    if kind == "csv":
        comma = "\t" if ".tsv" in path.lower() else ","
        file, raw = open_bytes(Path(path), packed)
        with raw, file, io.TextIOWrapper(file, "utf-8-sig", "replace", newline="") as text:
            for cells in csv.reader(text, delimiter=comma):
                if cells:
                    return header_of(cells, comma)
            return []
    if kind == "jsonl":
        file, raw = open_bytes(Path(path), packed)
        with raw, file:
            row = next(iter(JsonRows(file, {})), None)
            return list(row) if isinstance(row, dict) else []
    if kind in ("parquet", "ipc"):
        return cast("list[str]", _column_names(_arrow_table(Path(path), kind)))
    return []


# ------------------------------------------------------------------- frames


def _column(frame: Any, name: str) -> list[Any]:
    """A column of a data frame of any library, as Python's objects."""
    column = frame[name]
    for method in ("to_pylist", "to_list", "tolist"):
        convert = getattr(column, method, None)
        if convert is not None:
            return cast(list[Any], convert())
    return list(column)


def _column_names(frame: Any) -> list[str] | None:
    names = getattr(frame, "column_names", None)
    if names is None:
        names = getattr(frame, "columns", None)
    if names is None or not hasattr(frame, "__getitem__"):
        return None
    return [str(name) for name in names]


def _frame_runs(frame: Any, wanted: NameColumns) -> Iterator[NameRun]:
    columns = cast("list[str]", _column_names(frame))
    how = _choose(columns, wanted)
    used = [x for x in (how.name, how.id, how.label, how.aliases) if x is not None]
    if type(frame).__module__.startswith(("duckdb", "_duckdb")):
        names = ", ".join(sql_name(columns[i]) for i in used)
        values = [list(column) for column in zip(*frame.project(names).fetchall(), strict=True)]
        values = values or [[] for _ in used]
    else:
        values = [_column(frame, columns[i]) for i in used]
    lists: list[list[Any]] = [[] for _ in columns]
    for i, column in zip(used, values, strict=True):
        lists[i] = column
    n = len(lists[how.name])
    for start in range(0, n, _RUN):
        rows: list[NameRow] = []
        numbers: list[int] = []
        parts = [column[start : start + _RUN] if column else [None] * _RUN for column in lists]
        for number, cells in enumerate(zip(*parts, strict=False), start + 1):
            if number > n:
                break
            _rows_of(cells, how, rows)
            numbers += [number] * (len(rows) - len(numbers))
        yield NameRun(rows, _rows_where("", numbers))


def name_runs(source: object, wanted: NameColumns, encoding: str) -> Iterator[NameRun]:
    """The names in a file, a table or rows, some thousands at a time.

    Raises:
        TypeError: The source is nothing of that.
        ValueError: A column is missing, or a row is none; the message says where.
        OSError: The file cannot be read.
    """
    if isinstance(source, (str, os.PathLike)):
        yield from _file_runs(Path(cast("str | os.PathLike[str]", source)), wanted, encoding)
    elif _column_names(source) is not None:
        yield from _frame_runs(source, wanted)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, Mapping)):
        rows: list[NameRow] = []
        numbers: list[int] = []
        for number, row in enumerate(cast(Iterable[object], source), 1):
            if not isinstance(row, Mapping):
                raise TypeError(f"row {number}: must be a mapping, not {type(row).__name__}")
            _mapping(cast(Mapping[str, Any], row), wanted, rows, f"row {number}")
            numbers += [number] * (len(rows) - len(numbers))
        yield NameRun(rows, _rows_where("", numbers))
    else:
        raise TypeError(
            f"names must be a path, a data frame or rows (mappings), not {_kind(cast(Any, source))}"
        )


# ------------------------------------------------------------- other tools


def flashtext_rows(keywords: object) -> Iterator[NameRow]:
    """Of flashtext: {clean name: [keywords]}, {keyword: clean name} or a KeywordProcessor."""
    get_all = getattr(keywords, "get_all_keywords", None)
    if get_all is not None:
        keywords = get_all()
    if not isinstance(keywords, Mapping):
        raise TypeError(
            f"keywords must be a dict or a KeywordProcessor, not {type(keywords).__name__}"
        )
    for key, value in cast(Mapping[object, object], keywords).items():
        if not isinstance(key, str):
            raise TypeError(f"a keyword must be str, not {type(key).__name__}")
        if isinstance(value, str):
            yield (key, value, None, None)
        elif isinstance(value, (list, tuple, set)):
            surfaces = cast("Iterable[object]", value)
            for surface in sorted(surfaces, key=str) if isinstance(value, set) else surfaces:
                if not isinstance(surface, str):
                    raise TypeError(f"a keyword of {key!r} is no str: {surface!r}")
                yield (surface, key, None, None)
        else:
            raise TypeError(f"the keywords of {key!r} must be a list, not {type(value).__name__}")


class RulerName(NamedTuple):
    """A pattern of an EntityRuler that is a name."""

    where: str
    row: NameRow
    match_case: str


# A pattern with alternatives stands for so many names at most.
_MAX_NAMES: Final = 1000


def _ruler_words(token: object) -> tuple[list[str], bool] | str:
    """The words that a token of a pattern may be ("" where it may be absent) and whether their
    case counts; or what cannot be said."""
    if not isinstance(token, Mapping):
        return f"a token is no object: {token!r}"
    rest: dict[str, Any] = dict(cast(Mapping[str, Any], token))
    operator = rest.pop("OP", "1")
    if operator not in ("1", "?"):
        return f"OP {operator!r}"
    keys = [key for key in rest if key.upper() in ("LOWER", "TEXT", "ORTH")]
    if len(rest) != 1 or len(keys) != 1:
        return "a token with " + (", ".join(sorted(rest)) or "nothing")
    value: object = rest[keys[0]]
    words: list[object] = [value]
    if isinstance(value, Mapping) and list(cast(Mapping[str, object], value)) == ["IN"]:
        words = list(cast("Mapping[str, Iterable[object]]", value)["IN"])
    if not all(isinstance(word, str) for word in words):
        return f"{keys[0]} {value!r}"
    return [*cast("list[str]", words), *([""] if operator == "?" else [])], keys[
        0
    ].upper() != "LOWER"


def _ruler_names(pattern: list[object]) -> tuple[list[str], bool] | str:
    surfaces, exact, any_case = [""], False, False
    for token in pattern:
        read = _ruler_words(token)
        if isinstance(read, str):
            return read
        words, counts = read
        has_letters = any(c.isalpha() for word in words for c in word)
        exact |= counts and has_letters
        any_case |= not counts and has_letters
        surfaces = [f"{left} {word}" if word else left for left in surfaces for word in words]
        if len(surfaces) > _MAX_NAMES:
            return f"more than {_MAX_NAMES} alternatives"
    if exact and any_case:
        return "LOWER beside TEXT"
    return [surface.strip() for surface in surfaces if surface.strip()], exact


def ruler_names(source: object, match_case: str) -> Iterator[RulerName | str]:
    """Of spaCy's EntityRuler: a path of JSON Lines, or dicts with label, pattern and id.

    What cannot be said is a str that tells where and why.
    """
    if isinstance(source, (str, os.PathLike)):
        path = Path(cast("str | os.PathLike[str]", source))
        rows: Iterable[object] = _json_lines(path)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, Mapping)):
        rows = cast(Iterable[object], source)
    else:
        raise TypeError(f"patterns must be a path or dicts, not {_kind(cast(Any, source))}")
    for number, row in enumerate(rows, 1):
        where = f"pattern {number}"
        if not isinstance(row, Mapping) or "pattern" not in row:
            yield f"{where}: no object with 'pattern'"
            continue
        entry = cast(Mapping[str, Any], row)
        pattern, label = entry["pattern"], _text(entry.get("label"))
        id = _text(entry.get("id"))
        if isinstance(pattern, str):
            yield RulerName(where, (pattern, None, id, label), match_case)
        elif isinstance(pattern, list):
            names = _ruler_names(cast("list[object]", pattern))
            if isinstance(names, str):
                yield f"{where}: {names}"
                continue
            for surface in names[0]:
                yield RulerName(where, (surface, None, id, label), "exact" if names[1] else "fold")
        else:
            yield f"{where}: pattern is {type(pattern).__name__}"


def _json_lines(path: Path) -> Iterator[object]:
    with open(path, "rb") as file:
        for row in JsonRows(file, {}):
            if not isinstance(row, BadRow):
                yield row
            elif row.code == "type":  # no object, and so no pattern
                yield None
            else:
                raise ValueError(f"{path}: {row.message}")


def _kind(value: object) -> str:
    return type(value).__name__


def why_refused(row: NameRow, too_much: bool) -> str:
    """What is wrong with a name that C refuses."""
    surface = row[0]
    if surface is None or not surface.strip():
        return "the name is empty"
    shown = repr(surface if len(surface) <= 60 else surface[:57] + "...")
    if too_much:
        return f"{shown} has more than 1,024 entries, or there are more than 16 million words"
    for what, cell in zip(("", "the name of ", "the id of ", "the label of "), row, strict=True):
        if cell is not None and "\0" in cell:
            return f"{what}{shown} has a NUL character"
        if cell is not None and any("\ud800" <= c <= "\udfff" for c in cell):
            return f"{what}{shown} has a lone surrogate, which is no character"
    if not any(c.isalnum() for c in surface) and len(surface.split()) == 1:
        return f"{shown} has nothing to look for"
    return f"{shown} has more than 32 words, or a word of more than 63 bytes"
