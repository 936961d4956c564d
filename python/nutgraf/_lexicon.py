"""Compiled lexicons."""

import os
from typing import Final, final

from nutgraf import _core
from nutgraf._compiled import Compiled

# The lexicon that comes with the package; tools/make_lexicon.py makes it.
BUILT_IN: Final = os.path.join(os.path.dirname(__file__), "data", "news.ngx")


@final
class Lexicon(Compiled[_core.Lexicon]):
    """A compiled lexicon (.ngx): mapped read-only, and checked in full when opened.

    Immutable, thread-safe, and picklable by its path.
    """

    __slots__ = ()

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Lexicon":
        """Open a lexicon file.

        Raises:
            FormatError: The file is damaged or no lexicon; the message says where.
            OSError: It cannot be read.
        """
        name = os.fspath(path)
        return cls(_core.Lexicon(name), name)

    def __len__(self) -> int:
        return int(self._native.info()["n_surfaces"])

    def __repr__(self) -> str:
        return f"<Lexicon {self.path}: {len(self)} surfaces>"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (Lexicon.load, (self.path,))
