import os
import sys
from collections.abc import Callable

import pytest

THIRD_PARTY = ("numpy", "pandas", "polars", "pyarrow", "duckdb", "regex", "hypothesis")
# Modules of the standard library that few programs have loaded and few calls need.
SELDOM = ("asyncio", "concurrent.futures", "csv", "decimal", "json", "logging", "pathlib")


def test_import_pulls_in_little(run_python: Callable[[str], str]) -> None:
    loaded = run_python(
        "import sys; before = set(sys.modules); import nutgraf;print(*(set(sys.modules) - before))"
    ).split()
    assert "nutgraf._core" in loaded
    assert not [name for name in (*THIRD_PARTY, *SELDOM) if name in loaded]


@pytest.mark.skipif("asan" in os.environ.get("LD_PRELOAD", ""), reason="sanitizers take time")
def test_import_is_quick(run_python: Callable[[str], str]) -> None:
    # Measured in time of the processor and against modules of the standard library,
    # by turns: a slow or busy machine is slow for both.
    def seconds(modules: str) -> float:
        code = f"import time; t = time.process_time(); import {modules}"
        return float(run_python(f"{code}; print(time.process_time() - t)"))

    pairs = [(seconds("nutgraf"), seconds("asyncio, decimal, email.message")) for _ in range(7)]
    ours, theirs = (min(column) for column in zip(*pairs, strict=True))
    assert ours < 2 * theirs, f"{ours * 1000:.0f} ms, asyncio and others {theirs * 1000:.0f} ms"


def test_the_command_starts_quickly(run_python: Callable[[str], str]) -> None:
    loaded = run_python("import sys; import nutgraf._cli; print(*sys.modules)").split()
    assert not [name for name in THIRD_PARTY if name in loaded]
    assert "json" not in loaded


def test_nothing_is_read_before_it_is_needed(run_python: Callable[[str], str]) -> None:
    code = "import nutgraf._pipeline as p; print(p._built_in.cache_info().currsize)"
    assert run_python(code).strip() == "0"


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import nutgraf as ng

    table = ng.tokens("A text.")
    for module, method in (
        ("pyarrow", "to_arrow"),
        ("polars", "to_polars"),
        ("pandas", "to_pandas"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(ImportError, match=rf"pip install 'nutgraf\[{module}\]'"):
            getattr(table, method)()
