"""The same rows wherever the program runs: no home, nowhere to write, any locale."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nutgraf as ng

PACKAGE = Path(ng.__file__).parent
TEXT = (
    "Bürgermeister Quits\n\nSPRINGFIELD, Ill. (AP) — Mayor İrfan Işık paid $3.5 million on Friday, "
    "Aug. 11, 2017. “It’s naïve,” he said. 1,234.5 kg fell by 2.5 percent in IRAQ and Irian. 🇰🇵\n"
)
TABLES = "blocks,tokens,mentions,dates,numbers,quotes"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "ünder.jsonl"
    lines = (json.dumps({"body": x}, ensure_ascii=i > 0) for i, x in enumerate([TEXT, "Two."]))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(command: list[str | Path], env: dict[str, str | None], cwd: Path) -> bytes:
    where = str(PACKAGE.parent)
    whole = {**os.environ, "PYTHONPATH": where, **env}
    done = subprocess.run(
        command,
        env={key: value for key, value in whole.items() if value is not None},
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    return done.stdout


def rows(news: Path, env: dict[str, str | None], *prefix: str) -> list[bytes]:
    """What the command line writes to a pipe: of a file of articles, and of one text."""
    page = news.with_name("ä.txt")
    page.write_text(TEXT, encoding="utf-8")
    nutgraf = [*prefix, sys.executable, "-m", "nutgraf"]
    return [
        run([*nutgraf, "extract", news.name, "--text", "body", "-t", TABLES], env, news.parent),
        run([*nutgraf, "read", page.name], env, news.parent),
        run([*nutgraf, "read", page.name, "--text"], env, news.parent),
    ]


USUAL: dict[str, str | None] = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": None, "COLUMNS": "80"}
PLACES: dict[str, dict[str, str | None]] = {
    "no home": {"HOME": None, "USERPROFILE": None, "XDG_CACHE_HOME": None},
    "a home that is not there": {"HOME": "/no/such/home"},
    "no folder for what is temporary": {"TMPDIR": "/no/such/folder"},
    "C": {"LC_ALL": "C", "LANG": None},
    "C, and not UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX, and not UTF-8": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a locale that is not there": {"LC_ALL": "xx_XX", "PYTHONUTF8": "0"},
    "nothing at all": {key: None for key in os.environ if key not in ("PATH", "LD_LIBRARY_PATH")},
}


@pytest.fixture
def usual(news: Path) -> list[bytes]:
    expected = rows(news, USUAL)
    assert "It’s naïve".encode() in expected[0]
    assert "İrfan Işık".encode() in expected[1]
    return expected


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="locales of POSIX")
def test_places(news: Path, usual: list[bytes]) -> None:
    for name, env in PLACES.items():
        assert rows(news, {**USUAL, **env}) == usual, name


@pytest.fixture(scope="session")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """A locale with a comma in numbers, where the small letter of I is ı."""
    if shutil.which("localedef") is None:
        pytest.skip("there is no localedef to make the locale with")
    folder = tmp_path_factory.mktemp("locales")
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", folder / "tr_TR.UTF-8"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not (folder / "tr_TR.UTF-8").exists():
        pytest.skip(f"the locale tr_TR cannot be made: {done.stderr.strip()}")
    return {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(folder)}


@pytest.mark.slow
def test_turkish(news: Path, usual: list[bytes], turkish: dict[str, str | None]) -> None:
    assert rows(news, {**USUAL, **turkish}) == usual
    assert rows(news, {**USUAL, **turkish, "PYTHONUTF8": "0"}) == usual


def test_a_process_that_took_the_locale(tmp_path: Path, turkish: dict[str, str | None]) -> None:
    """C, too, has the locale then: its decimal comma, its letters."""
    code = (
        "import locale, sys; sys.stdout.reconfigure(encoding='utf-8'); import nutgraf as ng;"
        "chosen = locale.setlocale(locale.LC_ALL, '') if sys.argv[1:] else 'C';"
        f"text = {TEXT!r}; tables = ng.extract([text, 'Two.'], threads=1);"
        "print(locale.localeconv()['decimal_point']);"
        "print(*(tables[name].to_jsonl() for name in tables));"
        "names = ng.Lexicon(['IRAQ', 'Irfan Isik', 'kg'], label='X');"
        "print(ng.match(text, names).to_csv(), ng.explain(text, 0, 180));"
        "print(ng.Patterns('p :: p :: n:NUMBER \"kg\" => KG').find(text).to_csv());"
    )
    plain = run([sys.executable, "-c", code], USUAL, tmp_path).decode()
    there = run([sys.executable, "-c", code, "x"], {**USUAL, **turkish}, tmp_path).decode()
    assert (plain[0], there[0]) == (".", ",")
    assert there[1:] == plain[1:]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")
def test_a_folder_that_may_not_be_written(news: Path, usual: list[bytes], tmp_path: Path) -> None:
    """Neither that of the package nor any other; root is asked to obey, too."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write everywhere, and there is no setpriv")
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]
    install = tmp_path / "install"
    shutil.copytree(PACKAGE, install / "nutgraf", ignore=shutil.ignore_patterns("__pycache__"))
    before = sorted(install.rglob("*"))
    for path in (*before, install):
        path.chmod(path.stat().st_mode & ~0o222)
    news.with_name("ä.txt").touch()
    news.parent.chmod(0o555)
    env: dict[str, str | None] = {"PYTHONPATH": str(install), "HOME": str(install)}
    env |= {"TMPDIR": str(install), "PYTHONDONTWRITEBYTECODE": None}
    code = "import nutgraf, sys; print(nutgraf.__file__, file=open(sys.argv[1], 'w'))"
    try:
        refused = subprocess.run(
            [*prefix, sys.executable, "-c", code, install / "x"],
            env={**os.environ, "PYTHONPATH": str(install)},
            capture_output=True,
            check=False,
        )
        assert b"PermissionError" in refused.stderr
        assert rows(news, {**USUAL, **env}, *prefix) == usual
        assert sorted(install.rglob("*")) == before
    finally:
        for path in (news.parent, install, *before):
            path.chmod(path.stat().st_mode | 0o700)
