"""The text of one article, cut by offsets of any unit."""

from typing import Final, final

from nutgraf._names import Offsets


@final
class Source:
    """A text and the unit in which offsets into it count."""

    __slots__ = ("_bytes", "_chars", "_unit")

    def __init__(self, text: str | bytes, unit: Offsets) -> None:
        self._unit: Final = unit
        self._chars: str | None = None
        self._bytes: bytes | None = None
        if unit == "char":
            self._chars = text if isinstance(text, str) else text.decode("utf-8", "replace")
        elif isinstance(text, bytes) and unit == "byte":
            self._bytes = text
        else:
            chars = text if isinstance(text, str) else text.decode("utf-8", "replace")
            codec = "utf-8" if unit == "byte" else "utf-16-le"
            self._bytes = chars.encode(codec, "surrogatepass")

    @property
    def length(self) -> int:
        """Of the whole text, in its unit."""
        if self._chars is not None:
            return len(self._chars)
        assert self._bytes is not None
        return len(self._bytes) // (2 if self._unit == "utf16" else 1)

    def text(self, start: int, stop: int) -> str:
        """The piece from `start` to `stop`."""
        if self._chars is not None:
            return self._chars[start:stop]
        assert self._bytes is not None
        if self._unit == "utf16":
            return self._bytes[2 * start : 2 * stop].decode("utf-16-le", "replace")
        return self._bytes[start:stop].decode("utf-8", "replace")
