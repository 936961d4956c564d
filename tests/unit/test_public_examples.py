"""Every public function, class and method has an example that runs.

An example is a doctest (test_doctests.py runs them).  A method or property is also shown by an
example of its class that uses it by name; of named tuples, whose fields speak for themselves,
docs/tables.md has a row of each table.  Methods that are those of a function say so.
"""

import importlib
import inspect
import re
from collections.abc import Iterator

import pytest

import nutgraf as ng

# What other libraries call, and their manuals explain.
PROTOCOL = {"fit", "fit_transform", "transform", "to_bytes", "from_bytes", "to_disk", "from_disk"}
ADAPTERS = ("pandas", "polars", "duckdb", "datasets", "spacy", "sklearn", "spark", "dask", "plot")


def examples_of(thing: object) -> str:
    doc = inspect.getdoc(thing) or ""
    return "\n".join(re.findall(r"^(?:>>>|\.\.\.) .*$", doc, re.M))


def public_of(module: object, names: Iterator[str] | list[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        thing = getattr(module, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            yield name, thing


def missing_in(name: str, thing: object) -> Iterator[str]:
    if not inspect.isclass(thing):
        if not examples_of(thing):
            yield name
        return
    if issubclass(thing, (tuple, Exception)):
        return
    shown = examples_of(thing)
    if not shown:
        yield name
    for key, value in vars(thing).items():
        is_method = isinstance(value, (property, classmethod, staticmethod)) or inspect.isfunction(
            value
        )
        if key.startswith("_") or not is_method or isinstance(value, property):
            continue
        function = getattr(thing, key)
        doc = inspect.getdoc(function) or ""
        if key in PROTOCOL or re.search(r"[Ss]ee `nutgraf\.\w+\(\)`", doc):
            continue
        if not examples_of(function) and not re.search(rf"\.{key}\b", shown):
            yield f"{name}.{key}"


def test_package() -> None:
    missing = [
        m for name, thing in public_of(ng, list(ng.__all__)) for m in missing_in(name, thing)
    ]
    assert not missing, missing


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_adapters(adapter: str) -> None:
    try:
        module = importlib.import_module(f"nutgraf.{adapter}")
    except ImportError as error:
        pytest.skip(str(error))
    own = [
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    ]
    text = inspect.getdoc(module) or ""
    missing = [m for name, thing in public_of(module, own) for m in missing_in(name, thing)]
    missing = [m for m in missing if not re.search(rf"\b{m.split('.')[-1]}\(", text)]
    assert not missing, missing
