"""Articles, tables and segments as text for a terminal.

What comes from a text never reaches the terminal as a control character: a text
could otherwise move the cursor or hide what stands there.
"""

import os
import shutil
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from nutgraf._article import Article
from nutgraf._rows import Block

_RESET: Final = "\x1b[0m"
_BOLD: Final = "1"
_DIM: Final = "2"
_UNDERLINED: Final = "4"

# By what a reader looks for first: who, where, when, how much.
_LABEL_STYLES: Final = {
    "PERSON": "1;32",
    "NORP": "33",
    "ORG": "1;36",
    "GPE": "1;35",
    "LOC": "35",
    "FAC": "35",
    "DATE": "34",
    "TIME": "34",
    "MONEY": "31",
    "PERCENT": "31",
    "QUANTITY": "31",
    "CARDINAL": "31",
    "ORDINAL": "31",
}
_OTHER_STYLE: Final = "36"

_NOT_THE_ARTICLE: Final = frozenset({"chrome", "related", "promo", "comment_count", "copyright"})
_GUTTER: Final = 14
_MAX_WIDTH: Final = 100


def terminal_width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def wants_color(choice: str, is_terminal: bool) -> bool:
    """Whether to colour; see https://no-color.org."""
    if choice != "auto":
        return choice == "always"
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _visible(text: str) -> str:
    """The text on one line, with a mark for each character that would act."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_char_width, text))


# ------------------------------------------------------------------ article


class _Painter:
    """Text with a style for each character, cut into lines."""

    def __init__(self, article: Article, color: bool) -> None:
        text = article.text
        self.text = text if isinstance(text, str) else text.decode("utf-8", "replace")
        self.color = color
        self._mentions = list(article.mentions)
        self._starts = [mention.start for mention in self._mentions]

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}{_RESET}" if self.color and style and text else text

    def styles(self, start: int, stop: int, base: str) -> list[str]:
        """The style of each character of a block."""
        styles = [base] * (stop - start)

        def lay(low: int, high: int, style: str) -> None:
            for i in range(max(low, start), min(high, stop)):
                styles[i - start] = f"{base};{style}" if base else style

        first = bisect_left(self._starts, start)
        for mention in self._mentions[first : bisect_left(self._starts, stop)]:
            lay(mention.start, mention.stop, _LABEL_STYLES.get(mention.label, _OTHER_STYLE))
            if mention.title is not None:
                before = mention.start
                while before > start and self.text[before - 1].isspace():
                    before -= 1
                if self.text.endswith(mention.title, start, before):
                    lay(before - len(mention.title), before, _UNDERLINED)
        return styles

    def lines(self, start: int, stop: int, base: str, width: int) -> Iterator[str]:
        """The piece wrapped at white space and painted."""
        styles = self.styles(start, stop, base)
        for low, high in _wrap(self.text[start:stop], width):
            line, i = "", low
            while i < high:
                j = i
                while j < high and styles[j] == styles[i]:
                    j += 1
                line += self.paint(_visible(self.text[start + i : start + j]), styles[i])
                i = j
            yield line


def _wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Spans of lines of at most `width` columns; a longer word is cut."""
    low, columns, space = 0, 0, -1
    i = 0
    while i < len(text):
        char = text[i]
        if char in "\n\r\x85\u2028\u2029":
            yield low, i
            low, columns, space = i + 1, 0, -1
        else:
            if char.isspace():
                space = i
            columns += _char_width(char)
            if columns > width and i > low:
                cut = space if space > low else i
                yield low, cut
                low, columns, space = cut + (cut == space), 0, -1
                i = low
                continue
        i += 1
    if low < len(text):
        yield low, len(text)


def render(article: Article, width: int, color: bool) -> str:
    """The whole article as text of at most `width` columns."""
    painter = _Painter(article, color)
    width = min(width, _MAX_WIDTH + _GUTTER)
    headline = article.tables.articles[0].headline_start
    blocks = [block for block in article.blocks if block.start != headline]
    lines = [*_header(article, painter, width)]
    for i, block in enumerate(blocks):
        # A blank line where the text has one, or where a paragraph follows another.
        if i > 0 and "\n\n" in _gap(painter.text, blocks[i - 1].stop, block.start):
            lines.append("")
        lines += _block(block, painter, width)
    if color and len(article.mentions) > 0:
        lines += ["", _legend(article, painter)]
    return "\n".join(lines) + "\n"


def _gap(text: str, start: int, stop: int) -> str:
    return "".join(c for c in text[start:stop].replace("\r\n", "\n") if c == "\n")


def _header(article: Article, painter: _Painter, width: int) -> Iterator[str]:
    row = article.tables.articles[0]
    if row.headline_start is not None and row.headline_stop is not None:
        yield from painter.lines(row.headline_start, row.headline_stop, _BOLD, width)
    facts = [*article.bylines]
    if article.published is not None:
        facts.append(f"{article.published.isoformat()} ({article.published_source})")
    facts += [fact for fact in (article.agency, article.dateline_place) if fact is not None]
    if facts:
        yield painter.paint(_visible(" · ".join(facts)), _DIM)
    if article.headline is not None or facts:
        yield ""


def _block(block: Block, painter: _Painter, width: int) -> Iterator[str]:
    label = "" if block.kind == "body" else block.kind
    base = _BOLD if block.kind in ("headline", "subhead") else ""
    if block.kind in _NOT_THE_ARTICLE:
        base = _DIM
    for line in painter.lines(block.start, block.stop, base, width - _GUTTER - 1):
        indent = " " * (_GUTTER - 1 - len(label))
        yield f"{indent}{painter.paint(label, _DIM)}  {line}".rstrip()
        label = ""


def _legend(article: Article, painter: _Painter) -> str:
    counts = Counter(mention.label for mention in article.mentions)
    return "  ".join(
        f"{painter.paint(label, _LABEL_STYLES.get(label, _OTHER_STYLE))} {n}"
        for label, n in counts.most_common()
    )


# ------------------------------------------------------------------- tables


def columns(rows: Iterable[dict[str, Any]], width: int | None) -> Iterator[str]:
    """Aligned columns with a header; the text last, cut at `width` if one is given.

    `doc` is left out: there is but one document.
    """
    names: list[str] = []
    lines: list[list[str]] = []
    for row in rows:
        if not names:
            names = [name for name in row if name not in ("doc", "text")]
            names += [name for name in row if name == "text"]
            lines.append(names)
        lines.append([_cell(row[name]) for name in names])
    widths = [max(_width(cells[i]) for cells in lines) for i in range(len(names))]
    for cells in lines:
        line = "  ".join(
            cell + " " * (size - _width(cell)) for cell, size in zip(cells, widths, strict=True)
        ).rstrip()
        yield line if width is None else _cut(line, width)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else _visible(str(value))


def _cut(line: str, width: int) -> str:
    if _width(line) <= width:
        return line
    size = 0
    for i, char in enumerate(line):
        size += _char_width(char)
        if size >= width:
            return line[:i] + "…"
    return line


def segments(pieces: Iterable[str], kind: str) -> Iterator[str]:
    """Segments with a mark between; sentences one a line."""
    for piece in pieces:
        shown = "".join("⏎" if c in "\r\n\x85\u2028\u2029" else _visible(c) for c in piece)
        if kind == "sentence":
            yield shown + "\n"
        else:
            yield shown + ("\n" if "⏎" in shown else "│")
    if kind != "sentence":
        yield "\n"
