"""Files that are written as a whole: under their name when they are complete, or not at all."""

import contextlib
import errno
import os
import stat
from collections.abc import Generator
from typing import Final, TextIO

# Where no file can be made beside, one may still be written in place; or opening it says why not.
_NO_FILE_BESIDE: Final = (
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR),
    *(errno.ENAMETOOLONG, errno.EINVAL),
)


@contextlib.contextmanager
def naming(path: str | os.PathLike[str]) -> Generator[None]:
    """An OSError that names no file, as that of a full disk, names this one."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = os.fspath(path)
        raise


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str], encoding: str = "utf-8") -> Generator[TextIO]:
    """A text file to write, which takes the place of what was there at the end.

    If anything fails, what was there stays.  What is no file (a device, a pipe), or lies in a
    folder that takes no new files, is written where it is.

    Raises:
        OSError: It cannot be written; it names the path.
    """
    real = os.path.realpath(path)  # a link stays one
    with naming(path):
        part = None if _must_stay(os.fspath(path)) else _beside(real)
        if part is None:
            with open(path, "w", encoding=encoding, newline="") as file:
                yield file
            return
        try:
            with contextlib.suppress(FileNotFoundError):
                os.chmod(part, stat.S_IMODE(os.stat(real).st_mode))  # before anybody can read it
            with open(part, "w", encoding=encoding, newline="") as file:
                yield file
            os.replace(part, real)
        except BaseException:
            with contextlib.suppress(OSError):
                os.remove(part)
            raise


def _must_stay(path: str) -> bool:
    """Whether it is there, and no file or none that may be written; /dev/stdout may be any."""
    return path.startswith(("/dev/", "/proc/")) or (
        os.path.exists(path) and not (os.path.isfile(path) and os.access(path, os.W_OK))
    )


def _beside(path: str) -> str | None:
    """A new, empty file in the same folder; None where there may be none."""
    for attempt in range(100):
        part = f"{path}.tmp{os.getpid()}-{attempt}"
        try:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno in _NO_FILE_BESIDE:
                return None
            error.filename = path
            raise
        return part
    return None
