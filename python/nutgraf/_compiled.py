"""What lexicon and model files have in common."""

from typing import Any, Final, Generic, Protocol, TypeVar

from nutgraf._frozen import Frozen


class Native(Protocol):
    """The C side of an opened file."""

    def info(self, /) -> dict[str, Any]:
        """Numbers and the metadata text."""
        ...


N = TypeVar("N", bound=Native)


class Compiled(Frozen, Generic[N]):
    """An opened file: immutable, and picklable by its path."""

    __slots__ = ("_native", "path")

    def __init__(self, native: N, path: str) -> None:
        """Use `load()`."""
        self._native: Final = native
        self.path: Final = path

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says of itself: name, version, sources, licences."""
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
