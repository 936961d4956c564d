"""The wheel: what is in it, and that it works where there is nothing else."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SOURCES = ("csrc", "python", "setup.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE")


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    # Nothing of this process's way to the package may help.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment |= env or {}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode != 0:
        pytest.fail(f"{command}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


def static() -> dict[str, str]:
    """As `make wheel` builds it, where utf8proc is there as an archive."""
    if shutil.which("pkg-config") is None or "UTF8PROC_LIBS" in os.environ:
        return {}
    folder = run("pkg-config", "--variable=libdir", "libutf8proc", cwd=Path.cwd()).strip()
    return {"NUTGRAF_STATIC": "1"} if Path(folder, "libutf8proc.a").exists() else {}


@pytest.fixture(scope="module")
def packed(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution."""
    # Not imported: setuptools would patch this process.
    for name in ("build", "setuptools"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is needed to build the source distribution")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("packed")
    # A copy, so that nothing is left in the tree and nothing built before is used.
    skip = shutil.ignore_patterns("*.so", "__pycache__", "*.egg-info", "build")
    for name in SOURCES:
        path = repo / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=skip)
        else:
            shutil.copy(path, source / name)
    options = ("--sdist", "--no-isolation", "--outdir", out)
    run(sys.executable, "-m", "build", *options, source, cwd=out)
    (found,) = out.glob("*.tar.gz")
    return found


@pytest.fixture(scope="module")
def wheel(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the source distribution gives where there is no network."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("pip is needed to build the wheel")
    out = tmp_path_factory.mktemp("wheel")
    options = ("--no-build-isolation", "--no-deps", "--no-index", "--no-cache-dir")
    run(sys.executable, "-m", "pip", "wheel", *options, "-w", out, packed, cwd=out, env=static())
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment that holds the wheel and nothing else."""
    return install(wheel, sys.executable, tmp_path_factory.mktemp("venv"))


def install(wheel: Path, base: str, home: Path) -> Path:
    """A fresh environment of the Python `base` with the wheel; gives its Python."""
    run(base, "-m", "venv", "--without-pip", home, cwd=home)
    binaries = home / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / ("python.exe" if os.name == "nt" else "python")
    pip = (sys.executable, "-m", "pip", "--python", python, "--no-cache-dir")
    run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=home)
    return python


def other_pythons() -> list[str]:
    """Those that NUTGRAF_PYTHONS lists, and later ones on the path."""
    listed = filter(None, os.environ.get("NUTGRAF_PYTHONS", "").split(os.pathsep))
    on_path = (shutil.which(f"python3.{minor}") for minor in range(12, 16))
    works = []
    for python in filter(None, (*listed, *on_path)):
        # A shim of a version manager may be there without the version.
        done = subprocess.run([python, "-c", ""], capture_output=True, check=False, timeout=60)
        if done.returncode == 0:
            works.append(python)
    return works


def test_source_distribution(packed: Path, repo: Path) -> None:
    """All of the sources; that they are enough is seen where the wheel is built from them."""
    with tarfile.open(packed) as archive:
        names = {n.partition("/")[2] for n in archive.getnames()}
    assert {"csrc/include/nutgraf.h", "python/binding/binding.h", "LICENSE", "NOTICE"} <= names
    assert {f"csrc/src/{p.name}" for p in (repo / "csrc/src").iterdir()} <= names


def test_tag(wheel: Path) -> None:
    assert "-cp311-abi3-" in wheel.name


def test_contents(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        (metadata,) = (archive.read(n).decode() for n in names if n.endswith("/METADATA"))
    for wanted in ("py.typed", "_core.pyi", "__init__.py", "__main__.py", "data/news.ngx"):
        assert f"nutgraf/{wanted}" in names
    assert sizes["nutgraf/data/news.ngx"] > 100_000
    assert [n for n in names if n.startswith("nutgraf/_core.") and n.endswith((".so", ".pyd"))]
    for wanted in ("LICENSE", "NOTICE"):
        assert [n for n in names if n.endswith(f"dist-info/licenses/{wanted}")]
    assert not [n for n in names if n.endswith((".c", ".h", ".inc", ".o"))]
    assert {n.split("/")[0].split("-")[0] for n in names} == {"nutgraf"}
    required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist:")]
    assert all("extra ==" in line for line in required)


def test_the_wheel_needs_the_c_library_alone(wheel: Path, tmp_path: Path) -> None:
    if sys.platform != "linux" or shutil.which("readelf") is None or not static():
        pytest.skip("needs readelf, ELF and libutf8proc.a")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".so"))
        library = archive.extract(name, tmp_path)
    shown = run("readelf", "-d", library, cwd=tmp_path)
    needed = [line.split("[")[1].split("]")[0] for line in shown.splitlines() if "(NEEDED)" in line]
    assert {n.split(".")[0] for n in needed} <= {"libc", "libm", "libpthread", "ld-linux-x86-64"}
    symbols = run("nm", "-D", "--defined-only", library, cwd=tmp_path).splitlines()
    assert [line.split()[-1] for line in symbols] == ["PyInit__core"]


def test_read_and_extract(python: Path, tmp_path: Path) -> None:
    code = (
        "import nutgraf as ng, sys\n"
        "a = ng.read('Mayor Quits\\n\\nMayor Jane Roe left North Korea on Monday.')\n"
        "t = ng.extract(['One. Two.', None], threads=2)\n"
        "print(a.headline, len(a.sentences), len(t.sentences), len(t.errors), ng.__file__)\n"
    )
    *found, file = run(python, "-c", code, cwd=tmp_path).split(maxsplit=5)
    assert found == ["Mayor", "Quits", "2", "2", "1"]
    assert str(python.parents[1]) in file


def test_command(python: Path, tmp_path: Path) -> None:
    command = python.with_name("nutgraf" + python.suffix)
    (tmp_path / "a.txt").write_text("Mayor Quits\n\nMayor Jane Roe resigned on Monday.\n")
    assert json.loads(run(command, "read", "a.txt", cwd=tmp_path))["headline"] == "Mayor Quits"
    (tmp_path / "a.jsonl").write_text('{"text": "One. Two."}\n')
    out = run(command, "extract", "a.jsonl", "-t", "sentences", cwd=tmp_path)
    assert len(out.splitlines()) == 2
    assert "BROKEN" not in run(command, "doctor", cwd=tmp_path)
    assert "nutgraf" in run(python, "-m", "nutgraf", "--version", cwd=tmp_path)


def test_one_wheel_for_later_pythons(wheel: Path, tmp_path: Path) -> None:
    pythons = other_pythons()
    if not pythons:
        pytest.skip("no later Python here; NUTGRAF_PYTHONS may list some")
    for i, base in enumerate(pythons):
        home = tmp_path / str(i)
        home.mkdir()
        python = install(wheel, base, home)
        code = (
            "import nutgraf as ng\n"
            "t = ng.extract(['Jane Roe left North Korea.', None, b'\\xff'] * 9, threads=2)\n"
            "print(len(t.sentences), len(t.errors), ng.segment('a b', 'word').stops.nbytes)\n"
            "print(t.tokens[::2].to_pylist() == list(map(dict, t.tokens.to_pylist()[::2])))\n"
        )
        assert run(python, "-W", "error", "-c", code, cwd=home).split() == ["18", "9", "12", "True"]
        assert "BROKEN" not in run(python, "-m", "nutgraf", "doctor", cwd=home)


def test_all_recorded_files_are_there(python: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.metadata import files\n"
        "print(all(f.locate().exists() for f in files('nutgraf')))\n"
    )
    assert run(python, "-c", code, cwd=tmp_path).strip() == "True"
