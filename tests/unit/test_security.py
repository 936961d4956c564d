"""What docs/security.md claims of the whole package."""

import ast
import contextlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf import _core

REPO = Path(__file__).resolve().parents[2]
PAGE = REPO / "docs/security.md"
# Ways to code, to other processes and to other machines.
MODULES = {
    "pickle", "marshal", "shelve", "code", "codeop", "ctypes", "cffi", "runpy", "subprocess", "pty",
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "asyncio", "requests", "webbrowser",
}  # fmt: skip
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "execv", "spawnv", "fork"}
# Functions of the C library that the module may not need.
SYMBOLS = {
    "system", "popen", "execve", "execv", "execvp", "execl", "fork", "vfork", "posix_spawn", "dlopen",
    "socket", "connect", "bind", "listen", "send", "sendto", "getaddrinfo", "gethostbyname",
    "gets", "strcpy", "strcat", "sprintf", "vsprintf", "alloca", "tmpnam", "mktemp",
}  # fmt: skip


def test_tests_of_the_threat_model_exist() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert len(named) > 20
    for file, name in named:
        assert re.search(rf"^def {name}\(", (REPO / file).read_text(encoding="utf-8"), re.M), name


@pytest.mark.parametrize(
    "path", sorted((REPO / "python/nutgraf").glob("*.py")), ids=lambda p: p.stem
)
def test_no_way_to_run_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not {n.split(".")[0] for n in names} & MODULES, names
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in CALLS, (node.func.id, node.lineno)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = getattr(node.func.value, "id", "")
            assert owner != "os" or node.func.attr not in CALLS, (node.func.attr, node.lineno)


def test_what_the_module_asks_of_the_system() -> None:
    if sys.platform != "linux" or shutil.which("nm") is None:
        pytest.skip("needs nm and ELF")
    listed = subprocess.run(
        ["nm", "-D", "--undefined-only", str(_core.__file__)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    wanted = {line.split()[-1].split("@")[0] for line in listed.splitlines()}
    assert "malloc" in wanted
    assert not wanted & SYMBOLS


def test_values_are_no_sql(tmp_path: Path) -> None:
    import sqlite3

    text = "Robert'); DROP TABLE mentions;-- Roe left Cuba on Monday, said \"Jane\" O'Roe."
    ng.stream([text], tables=["mentions", "tokens"]).write(tmp_path / "out", format="sqlite")
    (path,) = (tmp_path / "out").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(path)) as db:
        names = {
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        found = [row[0] for row in db.execute("SELECT text FROM tokens ORDER BY tok")]
    assert {"mentions", "tokens"} <= names
    assert found == [t.text for t in ng.tokens(text)]
