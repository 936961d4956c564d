"""What all tests share.

The suite runs on the installed package.  Data that cannot stand in the repository
is looked for in NUTGRAF_SHARED (../shared by default); tests that need it are
skipped without it, or fail if NUTGRAF_REQUIRE_SHARED=1.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPO = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("NUTGRAF_SHARED", REPO.parent / "shared"))

settings.register_profile(
    "nutgraf",
    deadline=None,  # machines are noisy; time has its own tests
    max_examples=int(os.environ.get("NUTGRAF_EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("nutgraf")

ARTICLE = """Mayor Quits Amid Inquiry

By Jane Roe
Aug. 11, 2017

SPRINGFIELD, Ill. (AP) — Mayor John Q. Doe resigned on Friday, two days after \
“a difficult week,” his office said. He didn’t pay $3.5 million, he said.

Mr. Doe, 58, a Democrat, will leave City Hall on Sept. 1. Write to desk@example.org.

Related: What We Know About The Inquiry
"""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "slow: compiles, type-checks or installs; `make check` leaves it out"
    )


@pytest.fixture
def article() -> str:
    """A small article with most kinds of parts."""
    return ARTICLE


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the repository, which some tests need beside the package."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """The path of a shared file; skips the test where there is none."""

    def path(name: str) -> Path:
        found = SHARED / name
        if not found.exists():
            reason = f"{found} is not there; NUTGRAF_SHARED names the folder"
            if os.environ.get("NUTGRAF_REQUIRE_SHARED") == "1":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
        return found

    return path


@pytest.fixture(scope="session")
def run_python() -> Callable[[str], str]:
    """Run a piece of Python in a process of its own; gives its stdout."""

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
