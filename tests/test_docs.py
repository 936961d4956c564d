"""What the pages say is what happens."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nutgraf import _core

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize(
    "page", ["README.md", "docs/model.md", "docs/archives.md", "docs/corrections.md"]
)
def test_examples_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's session gives what it shows."""
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / page), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_rules_page_is_up_to_date() -> None:
    """docs/rules.md is what the library and tests/rules/ say."""
    command = [sys.executable, str(ROOT / "tools" / "make_rules.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_tables_page_has_every_column() -> None:
    """docs/tables.md names each column of each table, and each word of its lists."""
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (\w+)(.*?)(?=^## |\Z)", text, re.M | re.S))
    for number, table in enumerate(_core.TABLES):
        for name, _, _, values in _core.schema(number):
            assert re.search(rf"\b{name}\b", parts[table]), f"{table}.{name}"
            if values is not None and name in ("kind", "letter_case", "published_source"):
                for value in values:
                    assert re.search(rf"\b{value}\b", parts[table]), f"{table}.{name}: {value}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_point_at_files(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
