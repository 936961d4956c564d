"""Compiled lexicons."""

import os
from typing import Final, final

from nutgraf import _core
from nutgraf._frozen import Frozen

# The lexicon that comes with the package; tools/make_lexicon.py makes it.
BUILT_IN: Final = os.path.join(os.path.dirname(__file__), "data", "news.ngx")


@final
class Lexicon(Frozen):
    """A compiled lexicon (.ngx): mapped read-only, and checked in full when opened.

    Immutable, thread-safe, and picklable by its path.
    """

    __slots__ = ("_native", "path")

    def __init__(self, native: _core.Lexicon, path: str) -> None:
        """Use `Lexicon.load()`."""
        self._native: Final = native
        self.path: Final = path

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Lexicon":
        """Open a lexicon file.

        Raises:
            FormatError: The file is damaged or no lexicon; the message says where.
            OSError: It cannot be read.
        """
        name = os.fspath(path)
        return cls(_core.Lexicon(name), name)

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says of itself: sources, licences, version."""
        lines = self._native.info()["metadata"].splitlines()
        pairs = (line.partition(": ") for line in lines if ": " in line)
        return {key: value for key, _, value in pairs}

    @property
    def id(self) -> str:
        """Its name and version, as in the metadata of tables."""
        metadata = self.metadata
        return f"{metadata.get('name', 'unnamed')}-{metadata.get('version', '0')}"

    @property
    def n_bytes(self) -> int:
        """The size of the file."""
        return int(self._native.info()["n_bytes"])

    def __len__(self) -> int:
        return int(self._native.info()["n_surfaces"])

    def __repr__(self) -> str:
        return f"<Lexicon {self.path}: {len(self)} surfaces>"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (Lexicon.load, (self.path,))
