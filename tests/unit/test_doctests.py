import doctest
import importlib
import pkgutil

import pytest

import nutgraf

MODULES = [
    m.name for m in pkgutil.iter_modules(nutgraf.__path__, "nutgraf.") if "__main__" not in m.name
]


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name), report=True)
    assert failed == 0


def test_there_are_doctests() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = map(importlib.import_module, MODULES)
    n = sum(len(test.examples) for module in modules for test in finder.find(module))
    assert n >= 10


def test_public_names_have_docstrings() -> None:
    for name in nutgraf.__all__:
        thing = getattr(nutgraf, name)
        if callable(thing):
            assert thing.__doc__, name
