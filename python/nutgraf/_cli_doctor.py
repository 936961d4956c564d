"""`nutgraf doctor`: what is installed, and whether it works."""

import importlib.util
import platform
import sys
from collections.abc import Iterator

from nutgraf import _core

_OPTIONAL = ("pandas", "polars", "pyarrow", "numpy", "duckdb")


def report() -> tuple[list[str], bool]:
    """Lines to print, and whether all that nutgraf needs is well."""
    lines = [
        _line("nutgraf", _core.__version__),
        _line("Unicode", _core.UNICODE_VERSION),
        _line("Python", f"{platform.python_version()} ({sys.implementation.name})"),
        _line("platform", f"{platform.system()} {platform.machine()}"),
        _line("core", str(_core.__file__)),
        _line("CPU level", _core.cpu_level()),
    ]
    lexicon, lexicon_is_well = _lexicon()
    lines += lexicon
    works, works_well = _works()
    lines.append(works)
    lines += [_line(name, version) for name, version in _packages()]
    return lines, lexicon_is_well and works_well


def _line(name: str, value: str) -> str:
    return f"{name:<12}{value}"


def _lexicon() -> tuple[list[str], bool]:
    from nutgraf._lexicon import BUILT_IN, Lexicon

    try:
        lexicon = Lexicon.load(BUILT_IN)
    except (OSError, _core.NutgrafError) as error:
        reason = getattr(error, "strerror", None)
        message = str(error) if reason is None else f"{BUILT_IN}: {reason}"
        return [_line("lexicon", f"BROKEN: {message}")], False
    size = f"{len(lexicon):,} surfaces, {lexicon.n_bytes / 1e6:.1f} MB"
    name = lexicon.id
    return [_line("lexicon", f"{name}: {size}"), _line("", str(lexicon.path))], True


def _works() -> tuple[str, bool]:
    """Whether a sentence is read as it should be, with what is there."""
    from nutgraf._pipeline import Pipeline

    found = [token.text for token in Pipeline(lexicon=None).tokens("It works.")]
    is_well = found == ["It", "works", "."]
    return _line("reading", "works" if is_well else f"BROKEN: {found}"), is_well


def _packages() -> Iterator[tuple[str, str]]:
    """Optional packages, without importing them."""
    from importlib import metadata

    for name in _OPTIONAL:
        if importlib.util.find_spec(name) is None:
            yield name, "not installed (optional)"
            continue
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "installed"
