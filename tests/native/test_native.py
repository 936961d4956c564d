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

from nutgraf._lexicon import BUILT_IN
from nutgraf._model import BUILT_IN_MODEL

REPO = Path(__file__).resolve().parents[2]
TESTS = sorted(Path(__file__).parent.glob("test_*.c"))
CC = os.environ.get("CC", "cc")
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]
WARN = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wstrict-prototypes"]
FLAGS = ["-std=c11", "-O1", "-g", *WARN, "-Werror"]
PLAIN = ("-std=c11", "-O1", "-g", "-fPIC")
THREADS = ("-std=c11", "-O1", "-g", "-fsanitize=thread")

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


def compile_flags(flags: tuple[str, ...] = (*FLAGS, *SANITIZE)) -> list[str]:
    headers = ["-I", str(REPO / "csrc/include"), "-I", str(REPO / "csrc/src")]
    return [*flags, *headers, *pkg_config("--cflags")]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("native")


def compile_all(folder: Path, flags: list[str]) -> list[Path]:
    """The objects of the library."""

    def compile_one(source: Path) -> Path:
        target = folder / f"{source.stem}.o"
        run(CC, *flags, "-c", source, "-o", target)
        return target

    folder.mkdir(exist_ok=True)
    sources = sorted((REPO / "csrc/src").glob("*.c"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(compile_one, sources))


@pytest.fixture(scope="session")
def archive(build: Path) -> Path:
    """The library, compiled once a session."""
    library = build / "libnutgraf.a"
    run("ar", "rcs", library, *compile_all(build, compile_flags()))
    return library


@pytest.fixture(scope="session")
def plain(build: Path) -> list[Path]:
    """The objects of the library without sanitizers."""
    return compile_all(build / "plain", compile_flags(PLAIN))


def link(source: Path, archive: Path, build: Path) -> Path:
    program = build / source.stem
    libraries = [*pkg_config("--libs"), "-lm", "-pthread"]
    # The tests, unlike the library, use POSIX: pages that may not be read, threads.
    run(CC, *compile_flags(), "-D_DEFAULT_SOURCE", source, archive, *libraries, "-o", program)
    return program


def link_shared(folder: Path, flags: tuple[str, ...], objects: list[Path]) -> Path:
    """test_shared.c, with the objects given."""
    program = folder / "test_shared"
    libraries = [*pkg_config("--libs"), "-lm", "-pthread"]
    source = REPO / "tests/native/test_shared.c"
    options = [*compile_flags(flags), "-D_DEFAULT_SOURCE"]
    run(CC, *options, source, *objects, *libraries, "-o", program)
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


def test_no_state(plain: list[Path]) -> None:
    """The library has no variables but the two that say which instructions there are and to use."""
    if sys.platform != "linux" or shutil.which("size") is None:
        pytest.skip("needs size and ELF")
    sizes = {
        (target.name, fields[0]): int(fields[1])
        for target in plain
        for fields in map(str.split, run("size", "-A", target).splitlines())
        if fields and fields[0] in (".data", ".bss", ".tdata", ".tbss") and fields[1] != "0"
    }
    assert sizes == {("dispatch.o", ".bss"): 8}


def test_threads_share_a_pipeline(build: Path) -> None:
    """64 threads, one pipeline with all that it can have, under ThreadSanitizer."""
    folder = build / "threads"
    folder.mkdir()
    probe = folder / "probe.c"
    probe.write_text("int main(void) { return 0; }\n")
    run(CC, "-fsanitize=thread", probe, "-o", folder / "probe")
    # On some kernels the sanitizer finds no room for its shadow unless addresses are plain.
    runner: tuple[str, ...] = ()
    if subprocess.run([folder / "probe"], capture_output=True, check=False).returncode != 0:
        runner = ("setarch", "-R")
        if subprocess.run([*runner, folder / "probe"], check=False).returncode != 0:
            pytest.skip("ThreadSanitizer does not run here")
    program = link_shared(folder, THREADS, compile_all(folder, compile_flags(THREADS)))
    run(*runner, program, 64, BUILT_IN, BUILT_IN_MODEL)


def test_valgrind(build: Path, plain: list[Path]) -> None:
    """All stages of a read, and what it shares, with neither errors nor blocks left."""
    if shutil.which("valgrind") is None:
        pytest.skip("valgrind is not there")
    program = link_shared(build / "plain", PLAIN, plain)
    leaks = ("--leak-check=full", "--show-leak-kinds=all", "--errors-for-leak-kinds=all")
    run("valgrind", "-q", "--error-exitcode=9", *leaks, program, 2, BUILT_IN, BUILT_IN_MODEL)


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
