"""What scraping damaged, repaired, with a map back to the text as it was."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final, NamedTuple, final

from nutgraf._frozen import Frozen


class Repair(NamedTuple):
    """One change: [start, stop) of the original became `text`."""

    start: int
    stop: int
    text: str
    kind: str
    """"mojibake", "entity", "space", "invisible", "glued" or "doubled"."""


@final
class Repaired(Frozen):
    """A repaired text, and where its characters stood; `repair()` makes it.

    `text` is the repaired text, `original` the one given, `repairs` what was changed, in
    the order of the original, without overlap. Offsets are in code points.

    >>> import nutgraf as ng
    >>> fixed = ng.repair("Itâ€™s over.The mayor left.")
    >>> fixed.text
    'It’s over. The mayor left.'
    >>> fixed.to_original(0, 4), [r.kind for r in fixed.repairs]
    ((0, 6), ['mojibake', 'glued'])
    """

    __slots__ = ("_news", "_olds", "original", "repairs", "text")

    def __init__(self, original: str, repairs: tuple[Repair, ...]) -> None:
        """Use `repair()`."""
        parts: list[str] = []
        # Where each piece begins: of the repaired text, and of the original.
        news, olds = [0], [0]
        at = new = 0
        for r in repairs:
            parts += (original[at : r.start], r.text)
            new += r.start - at
            news.append(new)
            olds.append(r.start)
            new += len(r.text)
            at = r.stop
            news.append(new)
            olds.append(at)
        parts.append(original[at:])
        self.original: Final = original
        self.repairs: Final = repairs
        self.text: Final = "".join(parts)
        self._news: Final = tuple(news)
        self._olds: Final = tuple(olds)

    def to_original(self, start: int, stop: int) -> tuple[int, int]:
        """The span of the original that [start, stop) of the repaired text comes from.

        A span that touches a repair has all of what it replaced. Offsets behind the text
        are those of its end.
        """
        if not 0 <= start <= stop:
            raise ValueError(f"[{start}, {stop}) is no span")
        first = self._place(start)
        last = self._place(stop - 1) if stop > start else first
        old_start = self._olds[first] + (
            0 if first % 2 == 1 else min(start, len(self.text)) - self._news[first]
        )
        if stop == start:
            return old_start, old_start
        if last % 2 == 1:  # inside what a repair put there
            return old_start, self._olds[last + 1]
        return old_start, self._olds[last] + min(stop, len(self.text)) - self._news[last]

    def _place(self, at: int) -> int:
        """The piece that holds the character: odd ones are repairs."""
        return bisect_right(self._news, min(at, len(self.text))) - 1

    def __repr__(self) -> str:
        return f"<Repaired text of {len(self.text)} characters, {len(self.repairs)} repairs>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Repaired):
            return NotImplemented
        return (self.original, self.repairs) == (other.original, other.repairs)

    def __hash__(self) -> int:
        return hash((self.original, self.repairs))


# UTF-8 that was read as Windows-1252: "â€™" for a quotation mark, "Ã©" for "é".  Each lead byte
# and its continuation bytes as that page shows them.
_CONTINUATION: Final = "".join(
    {bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0)}
)
_MOJIBAKE: Final = (
    f"[\xc2-\xdf][{re.escape(_CONTINUATION)}]"
    f"|[\xe0-\xef][{re.escape(_CONTINUATION)}]{{2}}|[\xf0-\xf4][{re.escape(_CONTINUATION)}]{{3}}"
)
_PATTERN: Final = re.compile(
    rf"""(?P<mojibake>(?:{_MOJIBAKE})+)
    | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{{1,30}}|\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}});)
    | (?P<invisible>[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+)
    | (?P<space>(?<![ \t])[ \t]*[\u00a0\u2000-\u200a\u202f\u205f\u3000][ \t\u00a0\u2000-\u200a\u202f\u3000]*
        |(?<=\S)[ ]{{2,}}(?=\S))
    | (?P<glued>(?<=[a-z][a-z0-9][.!?])(?=[A-Z][a-z]+[ ])|(?<=[a-z][.!?][”"])(?=[A-Z][a-z]+[ ]))
    | (?P<doubled>(?<![^\n])(?P<phrase>[^\W\d][^\n.!?]{{5,40}})(?P=phrase)(?![^\n]))
    """,
    re.VERBOSE,
)


def _mojibake(found: str) -> str:
    data = b"".join(
        c.encode("cp1252") if c.encode("cp1252", "ignore") else bytes((ord(c),)) for c in found
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found


def _entity(found: str) -> str:
    text = html.unescape(found)
    return " " if text == "\xa0" else text


_TURNS: Final[dict[str, Callable[[str], str]]] = {
    "mojibake": _mojibake,
    "entity": _entity,
    "invisible": lambda _: "",
    "space": lambda _: " ",
    "glued": lambda _: " ",
    "doubled": lambda found: found[: len(found) // 2],
}


def repair(text: str, /) -> Repaired:
    """Repair what scraping did to a text, with a map back.

    `read()` and its like need none of this: they take a text as it is, and their offsets are those of
    it. Where a clean text is wanted, for people or for other tools:

    - "mojibake": UTF-8 that was read as Windows-1252, "Itâ€™s"
    - "entity": what HTML wrote for a character, "&amp;" "&#8217;"
    - "invisible": soft hyphens, zero-width spaces, byte order and control marks are left out
    - "space": no-break and other wide spaces, and several blanks inside a line, are one blank
    - "glued": a blank is put between sentences that stand together, "ended.The next one"
    - "doubled": a line that says the same twice, "read moreread more", says it once

    Args:
        text: Any text. What is not damaged stays as it is, letter for letter.

    Returns:
        A `Repaired`. Repairing it again changes only what one repair hid from another.

    Raises:
        TypeError: `text` is no str.

    >>> import nutgraf as ng
    >>> r = ng.repair("Itâ€™s over.The  mayor left.")
    >>> r.text
    'It’s over. The mayor left.'
    >>> start = r.text.index("mayor")
    >>> r.original[slice(*r.to_original(start, start + 5))]
    'mayor'
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"text must be str, not {type(text).__name__}")
    repairs: list[Repair] = []
    for match in _PATTERN.finditer(text):
        kind = next(name for name in _TURNS if match[name] is not None)
        turned = _TURNS[kind](match[kind])
        if turned != match[kind]:
            repairs.append(Repair(match.start(), match.end(), turned, kind))
    return Repaired(text, tuple(repairs))
