"""No recursion on input: the cycles of the library's call graph, and the stack that it takes.

gcc writes the calls of each file (-fcallgraph-info), without optimisation, so that none is
inlined away.  Each cycle must be in CYCLES with what bounds it.  Calls through pointers are
given by hand in POINTERS: a new one fails the test until somebody has looked at it.
"""

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
GCC = shutil.which("gcc")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(GCC is None or sys.platform != "linux", reason="needs gcc"),
]

# Function: how deep it calls itself at most.
CYCLES = {
    "ng_column_init": "a list column and its child: 2",
    "ng_column_free": "a list column and its child: 2",
    "export_column": "a list column and its child: 2",
    "copy_cell": "a list column and its child: 2",
    "ng_near_alike": "once, with the longer word behind: 2",
}

# Callers through pointers (regular expressions): the functions that they may call.
POINTERS = {
    r"ng_realloc|ng_free": r"default_realloc|default_free|pool_realloc|pool_free",
    r"release_schema|release_array|table_schema|ng_table_export": r"release_schema|release_array",
    r"ng_pipeline_run": r"ng_(?!pipeline|trainer)\w+_run",
    r"ng_batch_read": r"append_\w+|ng_batch_append_\w+",
    r"ng_entities_run": r"ng_alias_\w+|ng_listed_join|link_known|(ng_)?(offer|join)_\w+",
    r"ng_date_act|ng_number_act": r"act_\w+",
    r"ng_value_guard_passes": r"ng_guard_\w+|guard_\w+",
    r"ng_table_value_name": r"ng_(?!table_value)\w+_name",
    r"ng_train_epochs": r"",  # the caller's progress
    # Kernels for one level of the processor, and small helpers of the same file.
    r"(ng_)?next_words\w*|reserve_table|ng_inner_find|ng_lex_cut|fill_valid|scan_line": None,
    r"(ng_)?count_line_\w+|add_keys|score_words|settle_region|read_region": None,
    r"ng_tagger_path|ng_tagger_settle|ng_tagger_without|weigh": None,
    r"scan_regions|scan_stretches|add_variants|ng_lexicon_builder_add_name": None,
}

# Frames of more than this; those of the trainer are larger, and no text reaches them.
MAX_FRAME = 16 << 10


@pytest.fixture(scope="module")
def infos(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What gcc writes of each file."""
    out = tmp_path_factory.mktemp("calls")
    shown = subprocess.run(
        ["pkg-config", "--cflags", "libutf8proc"], capture_output=True, text=True, check=True
    )

    def compile_one(source: Path) -> str:
        command = [str(GCC), "-std=c11", "-O0", "-fcallgraph-info=su", "-DNG_API="]
        command += [f"-I{REPO}/csrc/include", f"-I{REPO}/csrc/src", *shown.stdout.split()]
        target = out / f"{source.stem}.o"
        subprocess.run([*command, "-c", str(source), "-o", str(target)], check=True)
        return target.with_suffix(".ci").read_text()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(compile_one, sorted((REPO / "csrc/src").glob("*.c"))))


def name_of(title: str) -> str:
    return title.rpartition(":")[2]


@pytest.fixture(scope="module")
def calls(infos: list[str]) -> dict[str, set[str]]:
    """Who calls whom; functions of one file have the file before their names."""
    found: dict[str, set[str]] = {}
    for info in infos:
        for a, b in re.findall(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', info):
            found.setdefault(a, set()).add(b)
    return found


def cycles(calls: dict[str, set[str]]) -> list[set[str]]:
    """The sets of functions that reach each other (Tarjan, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    out: list[set[str]] = []
    for root in calls:
        if root in number:
            continue
        work = [(root, iter(calls.get(root, ())))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while work:
            at, rest = work[-1]
            to = next(rest, None)
            if to is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number[at]:
                    i = stack.index(at)
                    if len(stack) - i > 1 or at in calls.get(at, ()):
                        out.append(set(stack[i:]))
                    del stack[i:]
            elif to not in number:
                number[to] = low[to] = len(number)
                stack.append(to)
                work.append((to, iter(calls.get(to, ()))))
            elif to in stack:
                low[at] = min(low[at], number[to])
    return out


def test_cycles(calls: dict[str, set[str]]) -> None:
    found = {name_of(name) for cycle in cycles(calls) for name in cycle}
    assert found == set(CYCLES)


def test_calls_through_pointers(calls: dict[str, set[str]]) -> None:
    """Each is known, and closes no cycle."""
    callers = {a for a, to in calls.items() if "__indirect_call" in to}
    unknown = [a for a in callers if not any(re.fullmatch(p, name_of(a)) for p in POINTERS)]
    assert not unknown
    full = {a: set(to) - {"__indirect_call"} for a, to in calls.items()}
    for caller in callers:
        for pattern, callees in POINTERS.items():
            if callees is not None and re.fullmatch(pattern, name_of(caller)):
                full[caller] |= {b for b in calls if re.fullmatch(callees, name_of(b))}
    found = {name_of(name) for cycle in cycles(full) for name in cycle}
    # A schema or an array releases its children, which have none but a list's.
    assert found == set(CYCLES) | {"release_schema", "release_array"}


def test_frames(infos: list[str]) -> None:
    """Without optimisation, where frames are largest."""
    sizes = {
        name: int(size)
        for info in infos
        for name, size in re.findall(r'label: "(\w+)\\n[^"]*\\n(\d+) bytes', info)
    }
    assert len(sizes) > 1000
    large = {name for name, size in sizes.items() if size > MAX_FRAME}
    assert large == {"ng_train_gradient", "ng_train_path"}
