"""Processes that are forked, spawned, killed; interpreters within one."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import nutgraf as ng

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and signals of POSIX")

PREPARED = """
import os, signal, sys, threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # of forks with threads, from 3.12 on
import nutgraf as ng
signal.alarm(100)  # a process that hangs ends, and so its children do
TEXT = "By Jane Roe\\n\\nMr. Doe of North Korea said “it’s naïve” on Friday. He paid $3 million. "
TEXTS = [TEXT * n for n in (1, 2, 3, 40)] * 10
NAMES = ng.Lexicon(["Jane Roe", "Mr. Doe"], label="PERSON")
PIPELINE = ng.Pipeline(lexicons=NAMES)
from nutgraf import _pipeline
_pipeline.long_run = lambda *_: 1000  # many runs, so that the threads have work

def rows(threads):
    tables = PIPELINE.extract(TEXTS, threads=threads)
    return {name: tables[name].to_dict() for name in tables}, ng.match(TEXT, NAMES).to_dict()

def forked(check):
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        os._exit(0 if check() else 1)
    return child

def codes(children):
    return {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children}
"""


@posix
@pytest.mark.slow
def test_fork_behind_threads(run_python: Callable[[str], str]) -> None:
    code = PREPARED + (
        "usual = rows(4)\n"
        "print(codes([forked(lambda: rows(1 + i % 2) == usual) for i in range(6)]))\n"
    )
    assert run_python(code) == "{0}\n"


@posix
@pytest.mark.slow
def test_fork_while_threads_read(run_python: Callable[[str], str]) -> None:
    """The child has one thread, and must not wait for one that it has not."""
    code = PREPARED + (
        "usual, stop = rows(1), threading.Event()\n"
        "def work():\n"
        "    while not stop.is_set():\n"
        "        PIPELINE.read(TEXT * 20)\n"
        "        PIPELINE.extract([TEXT * 20000], tables=['tokens'], threads=1)\n"
        "        ng.match(TEXT, NAMES)\n"
        "        ng.Pipeline(lexicons=NAMES)\n"
        "threads = [threading.Thread(target=work) for _ in range(3)]\n"
        "for t in threads: t.start()\n"
        "found = set()\n"
        "for i in range(30): found |= codes([forked(lambda: rows(1 + i % 2) == usual)])\n"
        "stop.set()\n"
        "for t in threads: t.join()\n"
        "print(found)\n"
    )
    assert run_python(code) == "{0}\n"


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_multiprocessing(method: str, tmp_path: Path) -> None:
    import multiprocessing

    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"there is no {method} here")
    program = tmp_path / "program.py"
    program.write_text(
        "import multiprocessing, sys, warnings\n"
        "warnings.simplefilter('ignore', DeprecationWarning)\n"
        "import nutgraf as ng\n"
        "TEXT = 'Mr. Doe of North Korea said “no” on Friday. '\n"
        "def rows(pair):\n"
        "    pipeline, n = pair\n"
        "    tables = pipeline.extract([TEXT * n, TEXT], threads=2)\n"
        "    return {name: tables[name].to_dict() for name in tables}\n"
        "if __name__ == '__main__':\n"
        "    overrides = [{'surface': 'Doe', 'never': '*'}]\n"
        "    pipeline = ng.Pipeline(lexicons=ng.Lexicon(['Doe']), overrides=overrides)\n"
        "    pairs = [(pipeline, n) for n in range(1, 7)]\n"
        "    usual = list(map(rows, pairs))\n"
        f"    with multiprocessing.get_context({method!r}).Pool(2) as pool:\n"
        "        print(pool.map(rows, pairs) == usual)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


SAVE = """
import sys, itertools, nutgraf as ng
made = [ng.Lexicon([f"Jane{i} Roe{i * k}" for i in range(4000)], label="PERSON") for k in (1, 2)]
tables = [ng.tokens(f"Jane Roe {k} left. " * 8000) for k in (1, 2)]
print("begun", flush=True)
for k in itertools.cycle((0, 1)):
    made[k].save(sys.argv[1] + "/own.ngx", name=f"n{k + 1}")
    tables[k].to_csv(sys.argv[1] + "/own.csv")
"""


@posix
@pytest.mark.slow
def test_killed_while_it_writes(tmp_path: Path) -> None:
    """Fifteen times kill -9: under the name is always one of the two, and whole."""
    dice = random.Random(5)
    csv = [ng.tokens(f"Jane Roe {k} left. " * 8000).to_csv() for k in (1, 2)]
    seen = set()
    for _ in range(15):
        with subprocess.Popen([sys.executable, "-c", SAVE, tmp_path], stdout=-1) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            time.sleep(dice.uniform(0.02, 0.2))
            process.send_signal(signal.SIGKILL)
        for path in (tmp_path / "own.ngx", tmp_path / "own.csv"):
            if path.exists() and path.suffix == ".csv":
                seen.add(csv.index(path.read_text(encoding="utf-8")))
            elif path.exists():
                lexicon = ng.Lexicon.load(path)
                assert len(lexicon) >= 4000
                seen.add(lexicon.metadata["name"])
    assert seen & {0, 1}
    assert seen & {"n1", "n2"}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="all interpreters have one GIL")
def test_an_interpreter_with_a_gil_of_its_own(run_python: Callable[[str], str]) -> None:
    """It gets an ImportError; one that shares the GIL works."""
    code = (
        "import sys\n"
        "if sys.version_info >= (3, 13):\n"
        "    import _interpreters as these\n"
        "    isolated, legacy = these.create('isolated'), these.create('legacy')\n"
        "else:\n"
        "    import _xxsubinterpreters as these\n"
        "    isolated, legacy = these.create(isolated=True), these.create(isolated=False)\n"
        "start = f'import sys; sys.path[:] = {sys.path!r};'\n"
        "refused = start + 'import importlib.machinery as m, importlib.util as u, sys\\n'\n"
        "refused += 'try:\\n    import nutgraf\\nexcept ImportError as e:\\n'\n"
        "refused += '    assert \"_core\" in str(e), e\\nelse:\\n    raise SystemError\\n'\n"
        "works = start + 'import nutgraf as ng; assert len(ng.tokens(\"It works.\")) == 3'\n"
        "print(these.run_string(isolated, refused), these.run_string(legacy, works))\n"
    )
    assert run_python(code) == "None None\n"
