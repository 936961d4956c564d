"""Plain Unicode text segmentation."""

from collections.abc import Iterator, Sequence
from typing import Final, final, overload

from nutgraf import _core
from nutgraf._frozen import Frozen
from nutgraf._names import Boundary


@final
class Spans(Frozen, Sequence[tuple[int, int]]):
    """Immutable spans (start, stop) in code points that tile a text.

    Only the stops are stored; `stops` is a read-only memoryview of them.

    >>> import nutgraf as ng
    >>> spans = ng.segment("Hi there", "word")
    >>> list(spans), spans.stops.tolist()
    ([(0, 2), (2, 3), (3, 8)], [2, 3, 8])
    """

    __slots__ = ("stops",)

    def __init__(self, stops: memoryview) -> None:
        self.stops: Final = stops

    def __len__(self) -> int:
        return len(self.stops)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not hasattr(index, "__index__"):
            raise TypeError(f"spans are indexed by a number or a slice, not {type(index).__name__}")
        i = index.__index__()
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError(f"there are {len(self)} spans; there is no span {index}")
        return (self.stops[i - 1] if i > 0 else 0, self.stops[i])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        stops = self.stops.tolist()
        return zip([0, *stops[:-1]], stops, strict=False) if stops else iter(())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from nutgraf._view import rows_html

        html = rows_html(
            f"{len(self)} spans",
            ("", "start", "stop"),
            ((i, *span) for i, span in enumerate(self)),
            len(self),
        )
        return {"text/plain": repr(self), "text/html": html}

    def __repr__(self) -> str:
        shown = ", ".join(map(str, self[:4]))
        return f"<Spans {len(self)}: {shown}{', ...' if len(self) > 4 else ''}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spans):
            return NotImplemented
        return self.stops == other.stops

    def __hash__(self) -> int:
        return hash(tuple(self.stops))


def segment(text: str | bytes, kind: Boundary, /) -> Spans:
    """Cut a text into grapheme clusters, words or sentences after UAX #29.

    This is the Unicode standard, untailored: a word segment may be white space or
    a mark, and "Mr. Smith" has a sentence boundary.  For news use `tokens()` and
    `sentences()`.  The version of Unicode is `nutgraf.UNICODE_VERSION`.

    Args:
        text: The text; in bytes, each broken sequence counts as one code point,
            as in `text.decode("utf-8", "replace")`.
        kind: "grapheme" (extended clusters), "word" or "sentence".

    Returns:
        Spans in code points, in order, that tile the text; none for an empty one.

    Raises:
        TypeError: The text is neither str nor bytes.
        ValueError: There is no such kind, or the text is longer than 2 GiB.

    >>> import nutgraf as ng
    >>> [("Fire 🇰🇵!")[a:b] for a, b in ng.segment("Fire 🇰🇵!", "grapheme")]
    ['F', 'i', 'r', 'e', ' ', '🇰🇵', '!']
    """
    if kind not in _core.BOUNDARIES:
        raise ValueError(f"kind must be one of {', '.join(_core.BOUNDARIES)}, not {kind!r}")
    return Spans(memoryview(_core.segment(text, _core.BOUNDARIES.index(kind))))
