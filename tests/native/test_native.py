"""Builds the C library with sanitizers and runs its own tests and example.

The library stands alone: nothing of Python is compiled here.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
TESTS = sorted(Path(__file__).parent.glob("test_*.c"))
CC = os.environ.get("CC", "cc")
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]
WARN = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wstrict-prototypes"]
FLAGS = ["-std=c11", "-O1", "-g", *WARN, "-Werror"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which(CC) is None, reason=f"there is no compiler {CC}"),
]


def run(*command: object, timeout: float = 600) -> str:
    environment = {
        **os.environ,
        "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    done = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=timeout,
        env=environment,
    )
    if done.returncode != 0:
        line = " ".join(map(str, command))
        pytest.fail(f"{line}\n{done.stdout[-4000:]}{done.stderr[-4000:]}", pytrace=False)
    return done.stdout


def pkg_config(what: str) -> list[str]:
    variable = {"--cflags": "UTF8PROC_CFLAGS", "--libs": "UTF8PROC_LIBS"}[what]
    if variable in os.environ:
        return shlex.split(os.environ[variable])
    if shutil.which("pkg-config") is None:
        pytest.skip("pkg-config is needed to find utf8proc")
    return shlex.split(run("pkg-config", what, "libutf8proc"))


def compile_flags() -> list[str]:
    headers = ["-I", str(REPO / "csrc/include"), "-I", str(REPO / "csrc/src")]
    return [*FLAGS, *SANITIZE, *headers, *pkg_config("--cflags")]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("native")


@pytest.fixture(scope="session")
def archive(build: Path) -> Path:
    """The library, compiled once a session."""
    flags = compile_flags()

    def compile_one(source: Path) -> Path:
        target = build / f"{source.stem}.o"
        run(CC, *flags, "-c", source, "-o", target)
        return target

    sources = sorted((REPO / "csrc/src").glob("*.c"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile_one, sources))
    library = build / "libnutgraf.a"
    run("ar", "rcs", library, *objects)
    return library


def link(source: Path, archive: Path, build: Path) -> Path:
    program = build / source.stem
    libraries = [*pkg_config("--libs"), "-lm"]
    # The tests, unlike the library, use POSIX: pages that may not be read.
    run(CC, *compile_flags(), "-D_DEFAULT_SOURCE", source, archive, *libraries, "-o", program)
    return program


@pytest.mark.parametrize("source", TESTS, ids=[path.stem for path in TESTS])
def test_native(source: Path, archive: Path, build: Path) -> None:
    run(link(source, archive, build))


@pytest.mark.parametrize("version", ["15.0", "17.0"])
def test_break_tests(
    version: str, archive: Path, build: Path, shared: Callable[[str], Path]
) -> None:
    names = ("GraphemeBreakTest", "WordBreakTest", "SentenceBreakTest")
    files = [shared(f"data/unicode/{version}/{name}.txt") for name in names]
    changed = REPO / "tests/conformance/unicode_15_changes.txt"
    options = ["--changed", changed] if version == "15.0" else []
    run(link(REPO / "tests/native/test_segment.c", archive, build), *options, *files)


def test_header_alone(build: Path) -> None:
    """The public header needs nothing before it, in C and in C++."""
    source = build / "header.c"
    source.write_text('#include "nutgraf.h"\nint main(void) { return NG_OK; }\n')
    flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", REPO / "csrc/include"]
    run(CC, "-std=c11", *flags, "-c", source, "-o", build / "header.o")
    cxx = os.environ.get("CXX", "c++")
    if shutil.which(cxx) is not None:
        run(cxx, "-x", "c++", "-std=c++11", *flags, "-c", source, "-o", build / "header.o")


def test_example(archive: Path, build: Path, tmp_path: Path) -> None:
    source = REPO / "examples/read.c"
    text = tmp_path / "a.txt"
    text.write_text("Mayor Quits\n\nMayor Jane Roe resigned on Monday in Springfield.\n")
    shown = run(link(source, archive, build), text)
    assert "headline" in shown
    assert "Jane Roe" in shown


def test_nothing_but_init_is_exported() -> None:
    if sys.platform != "linux" or shutil.which("nm") is None:
        pytest.skip("needs nm and ELF")
    from nutgraf import _core

    symbols = run("nm", "-D", "--defined-only", _core.__file__).splitlines()
    assert [line.split()[-1] for line in symbols] == ["PyInit__core"]


def test_no_state(build: Path) -> None:
    """The library has no variables but the two that say which instructions there are and to use."""
    if sys.platform != "linux" or shutil.which("size") is None:
        pytest.skip("needs size and ELF")

    def sections(source: Path) -> str:
        target = build / f"plain_{source.stem}.o"
        flags = ("-std=c11", "-O1", "-fPIC", "-I", REPO / "csrc/include", "-I", REPO / "csrc/src")
        run(CC, *flags, *pkg_config("--cflags"), "-c", source, "-o", target)
        return run("size", "-A", target)

    sources = sorted((REPO / "csrc/src").glob("*.c"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(sources, pool.map(sections, sources), strict=True))
    sizes = {
        (source.name, fields[0]): int(fields[1])
        for source, shown in found.items()
        for fields in map(str.split, shown.splitlines())
        if fields and fields[0] in (".data", ".bss", ".tdata", ".tbss") and fields[1] != "0"
    }
    assert sizes == {("dispatch.c", ".bss"): 8}


def test_no_abort_and_no_locale() -> None:
    """The library calls nothing that ends the process, prints or reads the locale."""
    if sys.platform != "linux" or shutil.which("nm") is None:
        pytest.skip("needs nm and ELF")
    from nutgraf import _core

    wanted = {
        line.split()[-1].partition("@")[0] for line in run("nm", "-D", _core.__file__).splitlines()
    }
    forbidden = {"abort", "exit", "printf", "puts", "setlocale", "isalpha", "tolower", "toupper"}
    forbidden |= {"__ctype_b_loc", "__ctype_tolower_loc", "time", "getenv", "rand", "strtok"}
    assert not wanted & forbidden
