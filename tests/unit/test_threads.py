import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

import nutgraf as ng


@pytest.fixture(scope="module")
def texts() -> list[str]:
    words = ["Mr. Roe", "said", "“no”", "on Friday.", "North Korea", "paid", "$3.5bn", "– naïve"]
    return [" ".join(words[(i * k) % 8] for k in range(1, 300)) for i in range(900)]


def rows(tables: ng.Tables) -> dict[str, dict[str, list]]:
    return {name: tables[name].to_dict() for name in tables}


def test_same_rows_whatever_the_threads(texts: list[str]) -> None:
    texts = [*texts, None, b"\xff", ""]  # type: ignore[list-item]
    one = rows(ng.extract(texts, threads=1))
    assert len(one["tokens"]["tok"]) > 100_000
    for threads in (2, 8, 0):
        assert rows(ng.extract(texts, threads=threads)) == one


def test_one_pipeline_for_many_threads(texts: list[str]) -> None:
    pipeline = ng.Pipeline()
    expected = [rows(pipeline.read(text).tables) for text in texts[:40]]
    start = threading.Barrier(8)

    def work(_: int) -> bool:
        start.wait()
        return all(
            rows(pipeline.read(text).tables) == want
            for text, want in zip(texts[:40], expected, strict=True)
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_one_table_for_many_threads(texts: list[str]) -> None:
    table = ng.extract(texts[:50], threads=2).tokens
    expected = table.to_pylist()

    def work(_: int) -> bool:
        return table[::-1][::-1].to_pylist() == expected and table.to_pylist() == expected

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_the_first_use_may_be_in_threads(run_python) -> None:
    code = (
        "import nutgraf as ng\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len({len(ng.read(t).tokens) for t in pool.map(str, ['A text.'] * 64)}))\n"
    )
    assert run_python(code).strip() == "1"


def test_a_generator_is_never_walked_by_two_threads(texts: list[str]) -> None:
    walkers = set()

    def generate():
        for text in texts:
            walkers.add(threading.get_ident())
            yield text

    ng.extract(generate(), tables=["sentences"], threads=4)
    assert walkers == {threading.get_ident()}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="its interpreters have a GIL of their own")
def test_interpreters_within_a_process(run_python: Callable[[str], str]) -> None:
    code = (
        "import sys, _xxsubinterpreters as interpreters\n"
        "code = f'import sys; sys.path[:] = {sys.path!r}; import nutgraf as ng;'\n"
        "code += 't = ng.extract([\"One. Two.\", None]); assert len(t.sentences) == 2;'\n"
        "code += 'list(t.articles), t.errors.to_csv()'\n"
        "for _ in range(3):\n"
        "    one = interpreters.create()\n"
        "    interpreters.run_string(one, code)\n"
        "    interpreters.destroy(one)\n"
        "import nutgraf\n"
        "print(len(nutgraf.tokens('It works.')))\n"
    )
    assert run_python(code) == "3\n"
