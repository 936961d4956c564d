"""The notebooks of examples/ run, cell by cell, in a kernel."""

import os
import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("[0-9]*.md"))

pytestmark = pytest.mark.slow


def test_there_are_four() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell that raises, an assertion that does not hold, or a warning of ours fails."""
    jupytext = pytest.importorskip("jupytext")
    nbclient = pytest.importorskip("nbclient")
    for package in ("pandas", "duckdb", "altair", "ipykernel"):
        pytest.importorskip(package)
    # The kernel is another process; it finds the package where this one did.
    import nutgraf

    folder = str(Path(nutgraf.__file__).resolve().parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")]))
    notebook = jupytext.read(path)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": EXAMPLES}}
    ).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(cells) == len(re.findall(r"^```\{code-cell\}", path.read_text("utf-8"), re.M)) > 4
    shown = [cell for cell in cells if cell.outputs]
    assert len(shown) >= len(cells) - 3


def test_articles_are_whole() -> None:
    import json

    rows = [json.loads(x) for x in (EXAMPLES / "articles.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 20
    assert len({row["url"] for row in rows}) == 20
    assert all(set(row) == {"url", "publisher", "published", "body"} for row in rows)
