"""Which rules made what stands at a place of a text."""

from collections.abc import Iterator, Sequence
from operator import index as as_index
from typing import Final, NamedTuple, cast, final, overload

from nutgraf import _core
from nutgraf._frozen import Frozen
from nutgraf._names import Decision, Stage
from nutgraf._overrides import Override
from nutgraf._source import Source

_MAX_TEXT: Final = 32
_MAX_LINES: Final = 16


class Reason(NamedTuple):
    """What one rule decided about one piece of the text."""

    stage: Stage
    """The table that the rule works for."""
    start: int
    stop: int
    text: str
    """The piece: the block, token, sentence or mention; of a sentence also marks in it."""
    kind: str
    """The kind of the block, token or sentence, or the mention's label; "space" where T1
    left white space out of all tokens."""
    decision: Decision
    """What the rule did: see `Explanation`."""
    rule: str
    """The id of the rule, as in docs/rules.md: "T11"."""
    summary: str
    """What the rule says."""
    conf: float | None
    """How sure it is: None of tokens and sentences."""
    weight: float | None = None
    """Of "evidence": how much it speaks for the name, in nats; below 0: for the reading that is
    "instead", which has how much worse it is, below 0.  None elsewhere."""


@final
class Explanation(Frozen, Sequence[Reason]):
    """The reasons for all rows that a span of a text touches; `explain()` makes it.

    An immutable sequence of `Reason`, by stage and in each in the order of the text
    (evidence for a name, and what it could be instead, stand behind it); `str()` lays them
    out in aligned lines.  `start`, `stop` and `text` are the span.

    The decisions are

    - "made": the row as a whole is this rule's
    - "joined": a mark in the token belongs to it; a closing mark belongs to its sentence;
      of entities: why the name is of an entity that has other names, or is the user's
    - "cut": the token is a piece of a word that was cut
    - "kept": the stop belongs to the abbreviation before it
    - "split": a mark or stop that belongs to a word elsewhere is a token of its own here
    - "ends", "begins": why a sentence ends, or the next one begins, there
    - "goes_on": why a mark that could end a sentence does not
    - "evidence": what the tagger went by when it read a name, the strongest first
    - "dropped": no mention, date or number, since your overrides say so
    - "instead": the tagger's best other reading, a name or "no name"

    >>> import nutgraf as ng
    >>> why = ng.explain("Mayor Jane Roe resigned.", 6, 14)
    >>> [r.rule for r in why if r.stage == "mentions" and r.decision == "made"]
    ['M5']
    """

    __slots__ = ("_reasons", "start", "stop", "text")

    def __init__(self, reasons: Sequence[Reason], start: int, stop: int, text: str) -> None:
        """Use `explain()`."""
        self._reasons: Final = tuple(reasons)
        self.start: Final = start
        self.stop: Final = stop
        self.text: Final = text

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules in it, each once, in the order of their first reason.

        The tagger's evidence has no rules.
        """
        rules = (r.rule for r in self._reasons if r.weight is None)
        return tuple(dict.fromkeys(rules))

    def __len__(self) -> int:
        return len(self._reasons)

    @overload
    def __getitem__(self, index: int) -> Reason: ...
    @overload
    def __getitem__(self, index: slice) -> list[Reason]: ...
    def __getitem__(self, index: int | slice) -> Reason | list[Reason]:
        if isinstance(index, slice):
            return list(self._reasons[index])
        return self._reasons[index]

    def __iter__(self) -> Iterator[Reason]:
        return iter(self._reasons)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from nutgraf._view import rows_html

        html = rows_html(
            f"{self.text}: {len(self)} reasons"
            if len(self.text) <= _MAX_TEXT
            else f"{len(self)} reasons",
            Reason._fields,
            self._reasons,
            len(self),
        )
        return {"text/plain": str(self), "text/html": html}

    def __str__(self) -> str:
        """Aligned lines, without those for single blanks between tokens."""
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        lines = self._lines()
        if len(lines) > _MAX_LINES:
            lines[_MAX_LINES - 1 :] = [f"... {len(lines) - _MAX_LINES + 1} more lines"]
        return "\n".join(lines)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Explanation):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return (self.start, self.stop, self.text, self._reasons)

    def _lines(self) -> list[str]:
        shown = [reason for reason in self._reasons if reason.text != " "]
        cells = [
            (r.stage, _shown(r.text), r.kind, r.decision, r.rule, r.summary + _figures(r))
            for r in shown
        ]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [f"<Explanation {self.start}:{self.stop} {_shown(self.text)}>"]
        for row in cells:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("  ".join(padded).rstrip())
        return lines


def _shown(text: str) -> str:
    """The text in quotes, on one line, without what would act on a terminal."""
    if len(text) > _MAX_TEXT:
        text = f"{text[: _MAX_TEXT // 2]} … {text[3 - _MAX_TEXT // 2 :]}"
    plain = "".join(c if c.isprintable() else "⏎" if c in "\n\r" else "\ufffd" for c in text)
    return f"«{plain}»"


def _figures(reason: Reason) -> str:
    if reason.weight is not None:
        return f" ({reason.weight:+.1f})"
    return "" if reason.conf is None else f" ({reason.conf:.2f})"


def _told(override: Override, row: int) -> str:
    """A row of the overrides, from 1."""
    label = "" if override.label is None else f"is {override.label}"
    never = "" if override.never is None else f"never {override.never}"
    return f"row {row + 1}, {override.surface!r} {label or never}"


def _offset(name: str, value: int) -> int:
    try:
        return as_index(value)
    except TypeError:
        raise TypeError(f"{name} must be an int, not {type(value).__name__}") from None


def explain_span(
    native: _core.Pipeline,
    text: str | bytes,
    source: Source,
    start: int,
    stop: int,
    overrides: Sequence[Override],
) -> Explanation:
    """The explanation of [start, stop), in the unit of the source."""
    start, stop = _offset("start", start), _offset("stop", stop)
    if start < 0:
        raise ValueError(f"start must be 0 or more, not {start}")
    if stop < start:
        raise ValueError(f"stop must be at least start ({start}), not {stop}")
    if stop > source.length:
        raise ValueError(f"stop is {stop}, the text ends at {source.length}")
    reasons = [
        Reason(
            cast(Stage, stage),
            first,
            last,
            source.text(first, last),
            kind,
            cast(Decision, decision),
            rule,
            summary if row < 0 else f"{summary}: {_told(overrides[row], row)}",
            conf,
            weight,
        )
        for stage, first, last, kind, decision, rule, summary, conf, weight, row in _core.explain(
            native, text, start, stop
        )
    ]
    return Explanation(reasons, start, stop, source.text(start, stop))
