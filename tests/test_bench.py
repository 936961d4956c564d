"""bench/bench.py runs, skips what is not there by name, and writes what it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_bench(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out.json"
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    corpus.write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    # Stands for every peer: none of them can be imported.
    blocker = tmp_path / "spacy.py"
    blocker.write_text("raise ImportError('not here')\n", encoding="utf-8")
    command = [sys.executable, ROOT / "bench" / "bench.py", "--corpus", corpus]
    run = subprocess.run(
        [*command, "--rounds", "1", "--only", "nutgraf", "python", "spacy", "--json", out],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert "skipped: spaCy blank make_doc (not here)" in run.stderr
    result = json.loads(out.read_text(encoding="utf-8"))
    names = [row["name"] for row in result["rows"]]
    assert "extract, tokens + sentences" in names
    assert "str.split()" in names
    assert not any("spaCy" in name for name in names)
    for row in result["rows"]:
        assert row["name"] in run.stdout
        assert row["mb_per_s"] > 0
        assert row["version"] in run.stdout
    assert result["n_bytes"] == len(text.encode())


@pytest.mark.slow
def test_scale(tmp_path: Path) -> None:
    """bench/scale.py prints a line for each figure that can be had here."""
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    corpus = tmp_path / "corpus.jsonl"
    text = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    corpus.write_text((json.dumps({"text": text}) + "\n") * 20, encoding="utf-8")
    command = [sys.executable, ROOT / "bench" / "scale.py", "--corpus", corpus, "--rounds", "1"]
    run = subprocess.run(
        [*command, "--docs", "100", "--only", "threads", "arrow", "export", "memory", "start"],
        capture_output=True,
        text=True,
        check=True,
    )
    for said in (
        "threads: two are",
        "arrow in, tokens: polars",
        "export to duckdb",
        "start: import",
    ):
        assert said in run.stdout
    assert "memory of stream: 100 docs" in run.stdout
