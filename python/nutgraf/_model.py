"""Models of the tagger."""

import os
from typing import Final, final

from nutgraf import _core
from nutgraf._frozen import Frozen

# The model that comes with the package.
BUILT_IN_MODEL: Final = os.path.join(os.path.dirname(__file__), "data", "names.ngm")


@final
class Model(Frozen):
    """A tagger's model (.ngm): mapped read-only, and checked in full when opened.

    Immutable, thread-safe, and picklable by its path.  `train()` makes one.
    """

    __slots__ = ("_native", "path")

    def __init__(self, native: _core.Model, path: str) -> None:
        """Use `Model.load()`."""
        self._native: Final = native
        self.path: Final = path

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Model":
        """Open a model file.

        Raises:
            FormatError: The file is damaged, no model, or was trained by a version with
                other features or tokens; the message says which.
            OSError: It cannot be read.
        """
        name = os.fspath(path)
        return cls(_core.Model(name), name)

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says of itself: sources, licences, figures, seed."""
        lines = self._native.info()["metadata"].splitlines()
        pairs = (line.partition(": ") for line in lines if ": " in line)
        return {key: value for key, _, value in pairs}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it gives."""
        return tuple(self._native.info()["labels"])

    @property
    def id(self) -> str:
        """Its name and version, as in the metadata of tables."""
        metadata = self.metadata
        return f"{metadata.get('name', 'unnamed')}-{metadata.get('version', '0')}"

    @property
    def n_bytes(self) -> int:
        """The size of the file."""
        return int(self._native.info()["n_bytes"])

    def __repr__(self) -> str:
        return f"<Model {self.path}: {', '.join(self.labels)}>"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (Model.load, (self.path,))
