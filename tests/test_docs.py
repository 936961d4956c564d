"""What the pages say is what happens."""

import doctest
import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng
from nutgraf import _core

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
# Copies, made when the site is built.
MADE = {DOCS / "changelog.md", DOCS / "api" / "command.md", *(DOCS / "tour").glob("*.md")}
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "SECURITY.md")),
    *(page for page in sorted(DOCS.rglob("*.md")) if page not in MADE),
]
# What sets things up, or speaks of other programs.
OTHERS = (
    "make ",
    "tools/",
    "sh ",
    "git ",
    "pip ",
    "cd ",
    "apt-get ",
    "python ",
    "python3 ",
    "docker ",
)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, *languages: str) -> list[str]:
    found = re.findall(r"(?ms)^```(\w+)\n(.*?)^```", page.read_text(encoding="utf-8"))
    return [code for language, code in found if language in languages]


SESSIONS = [page for page in PAGES if ">>> " in page.read_text(encoding="utf-8")]
PYTHON = [page for page in PAGES if any(">>>" not in code for code in blocks(page, "python"))]
SHELL = [page for page in PAGES if blocks(page, "sh")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that pages speak of: articles of examples/ under the names that they have there."""
    rows = [
        json.loads(line)
        for line in (ROOT / "examples/articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    articles = [
        {
            "body": r["body"],
            "text": r["body"],
            "id": r["url"],
            "url": r["url"],
            "ts": r["published"],
        }
        for r in rows[:6]
    ]
    lines = "".join(json.dumps(row) + "\n" for row in articles)
    (tmp_path / "news").mkdir()
    with gzip.open(tmp_path / "news/a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(lines)
    (tmp_path / "news.jsonl.gz").write_bytes((tmp_path / "news/a.jsonl.gz").read_bytes())
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(articles), tmp_path / "news/a.parquet")
    (tmp_path / "article.txt").write_text(rows[0]["body"] + "\nThe U.S. left.\n", encoding="utf-8")
    (tmp_path / "page.html").write_text("<title>A</title><p>Jane Roe left.</p>", encoding="utf-8")
    (tmp_path / "senate.csv").write_text("name,icpsr,aka\nJane Roe,1,Roe\n", encoding="utf-8")
    ng.Lexicon(["Jane Roe"], label="PERSON").save(tmp_path / "senate.ngx")
    (tmp_path / "aliases.csv").write_text("surface,name\nRoe,Jane Roe\n", encoding="utf-8")
    (tmp_path / "overrides.csv").write_text("surface,never\nMay,DATE\n", encoding="utf-8")
    (tmp_path / "my.rules").write_text("road :: roads :: 'M' ~INT => ROAD\n", encoding="utf-8")
    for part, n in (("train", 60), ("more", 20), ("dev", 20), ("gold", 20)):
        spans = [[0, 8, "PERSON"]]
        row = {"text": "Jane Roe left Springfield on Monday.", "entities": spans}
        examples = [row | {"id": f"{part}{i}"} for i in range(n)]
        text = "".join(json.dumps(x) + "\n" for x in examples)
        (tmp_path / f"{part}.jsonl").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", SESSIONS, ids=name_of)
def test_sessions(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's sessions give what they show."""
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.slow
@pytest.mark.parametrize("page", PYTHON, ids=name_of)
def test_python_blocks(page: Path, folder: Path) -> None:
    """They run, one behind the other, where the names that they do not define are what they say."""
    pandas = pytest.importorskip("pandas")
    lines = (folder / "news.jsonl").read_text(encoding="utf-8").splitlines()
    frame = pandas.DataFrame([json.loads(line) for line in lines])
    frame["date"] = frame["published"] = pandas.to_datetime(frame["ts"])
    frame["outlet"] = "The Ferry Post"
    texts = frame["body"].tolist()
    given: dict[str, Any] = {"ng": ng, "texts": texts, "text": texts[0], "df": frame, "Path": Path}
    given |= {"pd": pandas, "json": json, "t": ng.extract(texts)}
    for name, module in (("pl", "polars"), ("pa", "pyarrow"), ("duckdb", "duckdb")):
        given[name] = pytest.importorskip(module)
    ran = 0
    for code in blocks(page, "python"):
        if ">>>" not in code and "# Spark" not in code:  # tests/unit/test_engines.py has these
            exec(compile(code, name_of(page), "exec"), given)
            ran += 1
    assert ran > 0 or "# Spark" in page.read_text(encoding="utf-8")


def commands(page: Path) -> list[str]:
    lines = "".join(blocks(page, "sh")).replace("\\\n", " ").splitlines()
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [line for line in lines if not line.startswith(OTHERS)]


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in SHELL if commands(p)], ids=name_of)
def test_commands(page: Path, folder: Path) -> None:
    """They run in bash, each by itself."""
    program = folder / "bin" / "nutgraf"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m nutgraf "$@"\n')
    program.chmod(0o755)
    package = str(Path(str(ng.__file__)).resolve().parents[1])
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": package}
    for line in commands(page):
        command = line.partition(" | jq")[0]  # jq may not be there
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=120,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-500:]}{done.stderr[-1500:]}"


def test_rules_page_is_up_to_date() -> None:
    """docs/rules.md is what the library and tests/rules/ say."""
    command = [sys.executable, str(ROOT / "tools" / "make_rules.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_tables_page_has_every_column() -> None:
    """docs/tables.md names each column of each table, and each word of its lists."""
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (\w+)(.*?)(?=^## |\Z)", text, re.M | re.S))
    for number, table in enumerate(_core.TABLES):
        for name, _, _, values in _core.schema(number):
            assert re.search(rf"\b{name}\b", parts[table]), f"{table}.{name}"
            if values is not None and name in ("kind", "letter_case", "published_source"):
                for value in values:
                    assert re.search(rf"\b{value}\b", parts[table]), f"{table}.{name}: {value}"


def headings(page: Path) -> set[str]:
    """The anchors that GitHub and Sphinx make of a page's headings."""
    found = re.findall(r"^#{1,4} (.+)$", page.read_text(encoding="utf-8"), re.M)
    plain = (re.sub(r"[^\w\- ]", "", h.lower()) for h in found)
    return {h.strip().replace(" ", "-") for h in plain}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links(page: Path) -> None:
    """Every relative link of a page names a file, or a heading, that is there."""
    text = page.read_text(encoding="utf-8")
    for target, _, anchor in re.findall(r"\]\(([^)#:\s]*)(#([^)\s]+))?\)", text):
        path = (page.parent / target).resolve() if target else page
        if path.parent == DOCS / "tour":  # copies of examples/
            path = ROOT / "examples" / path.name
        if path == DOCS / "changelog.md":
            path = ROOT / "CHANGELOG.md"
        if path == DOCS / "api" / "command.md":
            continue
        assert path.exists(), target
        if anchor and path.suffix == ".md":
            assert anchor in headings(path), f"{target}#{anchor}"
