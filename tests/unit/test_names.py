"""The closed lists and columns of Python are those of C."""

from typing import Any, get_args

import pytest

from nutgraf import _core, _names
from nutgraf._rows import ROW_TYPES


def values(table: str, column: str) -> tuple[str, ...] | None:
    fields = _core.schema(_core.TABLES.index(table))
    return next(field[3] for field in fields if field[0] == column)


@pytest.mark.parametrize(
    ("literal", "names"),
    [
        (_names.TableName, _core.TABLES),
        (_names.Scheme, _core.SCHEMES),
        (_names.Offsets, _core.UNITS),
        (_names.Boundary, _core.BOUNDARIES),
        (_names.Stage, (*_core.RULES, "patterns")),  # those of the user have no list
        (_names.Decision, _core.DECISIONS),
        (_names.PublishedSource, values("articles", "published_source")),
        (_names.LetterCase, values("articles", "letter_case")),
        (_names.BlockKind, values("blocks", "kind")),
        (_names.SentenceKind, values("sentences", "kind")),
        (_names.TokenKind, values("tokens", "kind")),
        (_names.Label, values("mentions", "label")),
        (_names.Form, values("mentions", "form")),
    ],
)
def test_literals(literal: Any, names: tuple[str, ...]) -> None:
    assert get_args(literal) == names


@pytest.mark.parametrize("table", _core.TABLES)
def test_rows(table: str) -> None:
    fields = list(ROW_TYPES[table]._fields)
    columns = [field[0] for field in _core.schema(_core.TABLES.index(table))]
    # What a table does not hold but a row has.
    if table in ("blocks", "sentences"):
        columns.append("text")
    assert fields == columns


@pytest.mark.parametrize("table", _core.TABLES)
def test_nullable_columns_are_optional(table: str) -> None:
    hints = ROW_TYPES[table].__annotations__
    for name, _, nullable, _ in _core.schema(_core.TABLES.index(table)):
        assert (type(None) in get_args(hints[name])) == nullable, f"{table}.{name}"


def test_every_rule_has_an_id() -> None:
    for table in ("blocks", "mentions"):
        rules = values(table, "rule")
        assert rules
        assert len(set(rules)) == len(rules)


def test_schema_of_no_table() -> None:
    for number in (-1, len(_core.TABLES)):
        with pytest.raises(ValueError, match="no table"):
            _core.schema(number)
