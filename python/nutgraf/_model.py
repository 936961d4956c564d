"""Models of the tagger."""

import os
from typing import Final, final

from nutgraf import _core
from nutgraf._compiled import Compiled

# The model that comes with the package.
BUILT_IN_MODEL: Final = os.path.join(os.path.dirname(__file__), "data", "names.ngm")


@final
class Model(Compiled[_core.Model]):
    """A tagger's model (.ngm): mapped read-only, and checked in full when opened.

    Immutable, thread-safe, and picklable by its path.  `train()` makes one.

    >>> import nutgraf as ng
    >>> from nutgraf._model import BUILT_IN_MODEL
    >>> ng.Model.load(BUILT_IN_MODEL).labels[:3]
    ('PERSON', 'NORP', 'FAC')
    """

    __slots__ = ()

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
    def labels(self) -> tuple[str, ...]:
        """The labels that it gives."""
        return tuple(self._native.info()["labels"])

    def __repr__(self) -> str:
        return f"<Model {self.path}: {', '.join(self.labels)}>"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (Model.load, (self.path,))
