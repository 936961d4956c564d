"""Rules of the user over words, numbers and marks."""

import os
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, final

from nutgraf import _core
from nutgraf._frozen import Frozen

if TYPE_CHECKING:
    from nutgraf._pipeline import Pipeline
    from nutgraf._rows import PatternMatch
    from nutgraf._table import Table

_NAME: Final = re.compile("[A-Za-z][A-Za-z0-9_]*")


class PatternRule(NamedTuple):
    """A rule of `Patterns`."""

    id: str
    """What the column `rule` says."""
    label: str
    summary: str
    """What it finds, in the words of its writer; the id where these are missing."""
    conf: float
    groups: tuple[str, ...]
    """The names of its groups."""


@final
class Patterns(Frozen):
    """Rules that find case numbers, flights, scores ...: docs/patterns.md has the language.

    A rule says its id, what it finds, a pattern over words, numbers and marks, a label, and if
    need be a value made from named groups.  Rules read a sentence from the left; where
    several match at a place the longest match wins, then the first rule.  Matches do not overlap.

    Immutable, hashable, picklable; any number of pipelines and threads may share it.  Matching
    takes time linear in the text.

    Args:
        rules: The text of the rules.
        words: Sets of words by name, as `words NAME = ...` in the rules defines them.

    Raises:
        TypeError: `rules` is no str.
        ValueError: The rules are not in order; the message has line and column.

    >>> import nutgraf as ng
    >>> bills = ng.Patterns('''
    ... bill :: bills of Congress :: kind:("H.R." | 'S.') number:INT => BILL "{kind} {number}"
    ... ''')
    >>> [(m.text, m.label, m.groups["number"]) for m in bills.find("The House passed H.R. 1234.")]
    [('H.R. 1234', 'BILL', '1234')]
    """

    __slots__ = ("_native", "_source", "_words")

    def __init__(self, rules: str, *, words: Mapping[str, Iterable[str]] | None = None) -> None:
        given: object = rules
        if not isinstance(given, str):
            raise TypeError(f"patterns must be rules as str, not {type(given).__name__}")
        sets = _sets_of(words)
        self._source: Final = rules
        self._words: Final = sets
        self._native: Final = _compile(_lines_of(sets) + rules, sets)

    @classmethod
    def load(
        cls, path: str | os.PathLike[str], *, words: Mapping[str, Iterable[str]] | None = None
    ) -> "Patterns":
        """Read the rules of a file in UTF-8, by habit one of `.rules`.

        Raises:
            OSError: It cannot be read.
            ValueError: It is not UTF-8, or the rules are not in order; the message names the
                file, the line and the column.

        >>> import os, tempfile
        >>> import nutgraf as ng
        >>> path = os.path.join(tempfile.mkdtemp(), "my.rules")
        >>> with open(path, "w", encoding="utf-8") as file:
        ...     print("flight :: flights :: 'MH' ~number:DIGITS => FLIGHT", file=file)
        >>> [m.text for m in ng.Patterns.load(path).find("Flight MH370 left.")]
        ['MH370']
        """
        name = os.fspath(path)
        with open(name, "rb") as file:
            data = file.read()
        try:
            return cls(data.decode("utf-8-sig"), words=words)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise ValueError(f"patterns: {name}, line {line}: not UTF-8") from None
        except ValueError as error:
            message = str(error).removeprefix("patterns: ")
            raise ValueError(f"patterns: {name}, {message}") from None

    @property
    def rules(self) -> tuple[PatternRule, ...]:
        """The rules, in the order of the text."""
        return tuple(
            PatternRule(id, label, summary, round(conf, 6), groups)
            for id, label, summary, conf, groups in self._native.rules()
        )

    @property
    def id(self) -> str:
        """The same for the same text; a part of `options_hash` in the metadata of tables."""
        return f"{zlib.crc32(repr(self._key()).encode('utf-8', 'surrogatepass')):08x}"

    def find(self, text: str | bytes, /) -> "Table[PatternMatch]":
        """What the rules find in one text, in text order, offsets in code points.

        Only the stages that they need run.  For many texts use `extract()` with `patterns=`
        and `tables=["patterns"]`.

        Raises:
            TypeError: `text` is neither str nor bytes.
        """
        return _pipeline_of(self).pattern_matches(text)

    def _key(self) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        return (self._source, self._words)

    def __repr__(self) -> str:
        n = len(self.rules)
        return f"<Patterns: {n} rule{'' if n == 1 else 's'}>"

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Patterns) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[object, tuple[str, dict[str, tuple[str, ...]]]]:
        return (_rebuild, (self._source, dict(self._words)))


# What the option `patterns` takes.
PatternsLike: TypeAlias = Patterns | str | os.PathLike[str]


def _rebuild(source: str, words: dict[str, tuple[str, ...]]) -> Patterns:
    return Patterns(source, words=words)


@lru_cache(maxsize=8)
def _pipeline_of(patterns: Patterns) -> "Pipeline":
    from nutgraf._pipeline import Pipeline

    return Pipeline(patterns=patterns)


def patterns_of(value: PatternsLike) -> Patterns:
    """What the option says: patterns, or the path of a file."""
    if isinstance(value, Patterns):
        return value
    given: object = value
    if not isinstance(given, (str, os.PathLike)):
        raise TypeError(f"patterns must be Patterns or a path, not {type(given).__name__}")
    if isinstance(given, str) and "\n" in given:
        raise ValueError(
            "patterns: rules are given as Patterns(rules); a str is the path of a file"
        )
    return Patterns.load(value)


def _sets_of(
    words: Mapping[str, Iterable[str]] | None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sets: list[tuple[str, tuple[str, ...]]] = []
    for name, members in (words or {}).items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError(f"patterns: words: {name!r} is no name of letters, digits and '_'")
        if isinstance(members, (str, bytes)):
            raise TypeError(f"patterns: words: {name} must be a list of str, not one")
        listed = tuple(members)
        for member in listed:
            given: object = member
            if not isinstance(given, str):
                kind = type(given).__name__
                raise TypeError(f"patterns: words: {name} must hold str, not {kind}")
            if "\n" in given or "\0" in given:
                raise ValueError(f"patterns: words: {name} has a line break or NUL in {given!r}")
        if not listed:
            raise ValueError(f"patterns: words: {name} is empty")
        sets.append((name, listed))
    return tuple(sets)


def _lines_of(sets: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The sets as they stand in rules, a line each."""
    lines: list[str] = []
    for name, members in sets:
        quoted = (m.replace("\\", "\\\\").replace('"', '\\"') for m in members)
        lines.append(f"words {name} = " + ", ".join(f'"{m}"' for m in quoted) + "\n")
    return "".join(lines)


def _compile(text: str, sets: tuple[tuple[str, tuple[str, ...]], ...]) -> _core.Patterns:
    try:
        return _core.Patterns(text.encode("utf-8", "surrogatepass"))
    except ValueError as error:
        # Lines are those of the caller's text, which stands behind the sets.
        found = re.fullmatch(r"line (\d+), (.*)", str(error), re.DOTALL)
        if found is None:
            raise ValueError(f"patterns: {error}") from None
        line = int(found[1]) - len(sets)
        where = f"line {line}" if line > 0 else f"words {sets[line - 1][0]}"
        raise ValueError(f"patterns: {where}, {found[2]}") from None
