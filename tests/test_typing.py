"""Type checkers on the package, its stub and the typed examples."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300
    )
    output = done.stdout + done.stderr
    if done.returncode != 0:
        pytest.fail(f"{' '.join(command)}\n{output}", pytrace=False)
    return output


@pytest.fixture(scope="module")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    pytest.importorskip("mypy", reason="mypy is in the extra dev")
    return str(tmp_path_factory.mktemp("mypy"))


def test_mypy(repo: Path, mypy_cache: str) -> None:
    run(sys.executable, "-m", "mypy", "--cache-dir", mypy_cache, cwd=repo)


def test_mypy_on_examples(repo: Path, mypy_cache: str) -> None:
    examples = [str(path) for path in (repo / "tests" / "typing").glob("*.py")]
    assert examples
    run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", mypy_cache, *examples, cwd=repo)


def test_stub_is_what_the_extension_is(repo: Path, mypy_cache: str, tmp_path: Path) -> None:
    # Buffers have had this method for type checkers always, for Python since 3.12.
    allowed = tmp_path / "allowed.txt"
    allowed.write_text("nutgraf._core.Buffer.__buffer__\n")
    options = ("--allowlist", str(allowed), "--ignore-unused-allowlist")
    run(sys.executable, "-m", "mypy.stubtest", "nutgraf._core", *options, cwd=repo)


def test_pyright(repo: Path) -> None:
    beside = Path(sys.executable).with_name("pyright")
    pyright = str(beside) if beside.exists() else shutil.which("pyright")
    if pyright is None:
        pytest.skip("pyright is in the extra dev")
    version = subprocess.run(
        [pyright, "--version"], capture_output=True, text=True, check=False, timeout=300
    )
    if version.returncode != 0:
        pytest.skip(f"pyright fetches its program on first use, and could not: {version.stderr}")
    run(pyright, "--pythonpath", sys.executable, cwd=repo)
