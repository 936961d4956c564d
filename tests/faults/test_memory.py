"""Each allocation fails in turn: MemoryError, no leak, and the next call gives the usual.

inject.py does it, in a process of its own for each scenario.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nutgraf as ng

HERE = Path(__file__).parent
MAPS = Path("/proc/self/maps")
SANITIZED = MAPS.exists() and "libasan" in MAPS.read_text()
CC = os.environ.get("CC", "cc")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux" or platform.libc_ver()[0] != "glibc",
        reason="the allocator that fails is written for glibc",
    ),
    pytest.mark.skipif(shutil.which(CC) is None, reason=f"there is no compiler {CC}"),
    pytest.mark.skipif(SANITIZED, reason="AddressSanitizer has an allocator of its own"),
]

# Of malloc() and its like: at least so many are known to fail, alone and with all behind.
SCENARIOS = {
    "read": 900,
    "read_plain": 600,
    "extract": 900,
    "extract_again": 700,
    "extract_threads": 20,
    "arrow_in": 100,
    "arrow_out": 3500,
    "lists": 2500,
    "csv_and_jsonl": 2000,
    "lexicon_build": 50,
    "lexicon_add": 50,
    "lexicon_file": 30,
    "lexicon_match": 130,
    "overrides": 300,
    "aliases": 300,
    "patterns": 900,
    "segment": 20,
    "explain": 280,
    "values": 300,
    "files_of_the_package": 6,
    "train": 250,
}

# The same of Python's allocators, where the extension is among the callers; alone.
OF_PYTHON = {
    "read": 550,
    "arrow_in": 25,
    "arrow_out": 330,
    "lists": 1300,
    "lexicon_build": 12,
    "lexicon_add": 30,
    "lexicon_file": 20,
    "lexicon_match": 75,
    "overrides": 140,
    "aliases": 120,
    "patterns": 35,
    "segment": 3,
    "explain": 800,
    "values": 230,
    "files_of_the_package": 30,
    "module": 1000,
    "train": 20,
}


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("shim") / "failing_malloc.so"
    flags = ["-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    source = HERE / "failing_malloc.c"
    subprocess.run([CC, *flags, source, "-o", target], check=True, timeout=60)
    return target


def inject(shim: Path, *args: str) -> dict[str, int]:
    path = os.pathsep.join([str(Path(ng.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, HERE / "inject.py", *args],
        env={**os.environ, "LD_PRELOAD": str(shim), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode != 0:
        pytest.fail(f"{done.returncode}: {done.stdout}{done.stderr}", pytrace=False)
    print(*args, done.stdout, end="")  # for docs/faults.md: pytest -rP
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_all_scenarios_are_run() -> None:
    names = subprocess.run(
        [sys.executable, "-c", "import inject; print(*inject.SCENARIOS)"],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(Path(ng.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert set(names.stdout.split()) == SCENARIOS.keys() | OF_PYTHON.keys()


@pytest.mark.parametrize("name", SCENARIOS)
def test_malloc_fails(name: str, shim: Path) -> None:
    pytest.importorskip("pyarrow") if name.startswith("arrow") else None
    assert inject(shim, name)["faults"] >= SCENARIOS[name]


@pytest.mark.parametrize("name", OF_PYTHON)
def test_python_has_no_memory(name: str, shim: Path) -> None:
    pytest.importorskip("pyarrow") if name.startswith("arrow") else None
    if sys.implementation.name != "cpython":
        pytest.skip("the allocators are CPython's")
    # What is counted is of the Python that runs it: most of it, whichever that is.
    assert inject(shim, name, "--python", "--alone")["faults"] >= OF_PYTHON[name] // 2
