"""`nutgraf extract`: JSON Lines in, JSON Lines out, in flat memory."""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO, cast, get_args

from nutgraf._inputs import BadRow, is_date, resolve
from nutgraf._names import TableName
from nutgraf._pipeline import Pipeline
from nutgraf._table import Table

_ALL: Final[tuple[TableName, ...]] = get_args(TableName)

# Errors that have no table to go to are shown on stderr, this many of them.
_MAX_SHOWN: Final = 20


class JsonRows:
    """The rows of a JSONL file; what is no row becomes a BadRow that names its line."""

    def __init__(self, file: BinaryIO, columns: dict[str, str]) -> None:
        self._file = file
        self.n_rows = 0
        self.unseen: dict[str, str] = columns
        """Options and the columns they name, of which no row has had one so far."""

    def __iter__(self) -> Iterator[dict[str, Any] | BadRow]:
        for number, line in enumerate(self._file, 1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.isspace():
                continue
            self.n_rows += 1
            row = _row_of(line, number)
            if self.unseen and isinstance(row, dict):
                had: set[str] = set(row)
                self.unseen = {k: name for k, name in self.unseen.items() if name not in had}
            yield row


def _row_of(line: bytes, number: int) -> dict[str, Any] | BadRow:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadRow("json", f"line {number} is no UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        return BadRow("json", f"line {number} is no JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond reason
        return BadRow("json", f"line {number} is no JSON that can be read: {error}")
    if not isinstance(row, dict):
        kind = type(cast(object, row)).__name__
        return BadRow("type", f"line {number} is no JSON object but a {kind}")
    return cast(dict[str, Any], row)


def _open_output(path: Path) -> TextIO:
    return open(path, "w", encoding="utf-8", newline="\n")


class _Output:
    """Where rows of tables go: a file each, or stdout."""

    def __init__(self, tables: tuple[TableName, ...], folder: str | None, files: ExitStack) -> None:
        import sys

        self._files: dict[TableName, TextIO] = {}
        self._tagged = folder is None and len(tables) > 1
        self.n_rows: dict[TableName, int] = dict.fromkeys(tables, 0)
        if folder is None:
            self._files = dict.fromkeys(tables, sys.stdout)
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name in tables:
            path = Path(folder) / f"{name}.jsonl"
            self._files[name] = files.enter_context(_open_output(path))

    def write(self, name: TableName, table: Table[Any]) -> None:
        self.n_rows[name] += len(table)
        out = self._files[name]
        if not self._tagged:
            table.to_jsonl(cast(Any, out))
            return
        # The rows stay as they are, with one more key in front.
        head = f'{{"table": "{name}", '
        for line in table.to_jsonl().split("\n")[:-1]:  # other line ends stand in strings
            out.write(f"{head}{line[1:]}\n")

    def flush(self) -> None:
        """Let a reader of the pipe have what there is, before more input is waited for."""
        for out in set(self._files.values()):
            out.flush()


def run(
    args: argparse.Namespace,
    pipeline: Pipeline,
    open_input: Callable[[], BinaryIO],
    note: Callable[[str], None],
) -> int:
    """Run the command; `note` says one line on stderr."""
    began = time.perf_counter()
    tables: tuple[TableName, ...] = args.tables or _ALL
    if args.output is not None and "errors" not in tables:
        tables = (*tables, "errors")
    wanted: list[TableName] = [name for name in _ALL if name in tables and name != "errors"]
    n_errors = 0
    with ExitStack() as files:
        file = files.enter_context(open_input())
        output = _Output(tables, args.output, files)
        rows = JsonRows(file, _columns(args))
        inputs = resolve(rows, args.text, args.id, args.date)
        for made in pipeline._stream(inputs, wanted, args.threads):
            for name in tables:
                output.write(name, made[name])
            output.flush()
            if "errors" not in tables:
                _show_errors(made.errors, n_errors, note)
            n_errors += len(made.errors)
    if rows.n_rows:
        for option, column in rows.unseen.items():
            note(f"{option}: no row has {column!r}")
    if "errors" not in tables and n_errors > _MAX_SHOWN:
        note(f"{n_errors - _MAX_SHOWN} errors more; -t ...,errors or -o DIR gives all")
    if not args.quiet:
        counts = ", ".join(
            f"{n} {name}" for name, n in output.n_rows.items() if name not in ("articles", "errors")
        )
        seconds = time.perf_counter() - began
        note(
            f"{rows.n_rows} docs{': ' if counts else ''}{counts}; "
            f"{n_errors} errors; {seconds:.2f} s"
        )
    return 3 if n_errors > 0 else 0


def _columns(args: argparse.Namespace) -> dict[str, str]:
    """The columns that rows may lack; a row that lacks its text is an error anyway."""
    columns = {"--id": args.id, "--date": args.date}
    if args.date is not None and is_date(args.date):
        del columns["--date"]
    return {option: name for option, name in columns.items() if name is not None}


def _show_errors(errors: Table[Any], n_before: int, note: Callable[[str], None]) -> None:
    for error in errors[: max(0, _MAX_SHOWN - n_before)]:
        name = "" if error.article_id is None else f" ({error.article_id})"
        message = "".join(c if c.isprintable() else " " for c in f"{name}: {error.message}")
        note(f"doc {error.doc}{message}")
