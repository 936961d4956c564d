"""The fuzz targets of Python (fuzz/python_targets.py), driven by hypothesis."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import BROKEN, PIECES

FUZZ = Path(__file__).resolve().parents[2] / "fuzz"
sys.path.insert(0, str(FUZZ))

python_targets: Any = pytest.importorskip("python_targets")

MARKS = [b'"', b",", b"\t", b"\n", b"\r", b"\r\n", b"\x00", b"{", b"}", b"[", b"]", b":", b"\\u", b"'",
         b"<p>", b"</p>", b"<!--", b"<table>", b"&#0;", b"=", b"|", b"*", b"@", b"1e999", b"null"]  # fmt: skip
PATCHES = st.one_of(
    st.sampled_from([*MARKS, *BROKEN, *(p.encode("utf-8", "surrogatepass") for p in PIECES)]),
    st.binary(max_size=4),
)


@st.composite
def changed(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A seed, pieces of which are replaced, left out or doubled."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        stop = min(len(data), start + draw(st.integers(0, 12)))
        data = data[:start] + draw(st.one_of(PATCHES, st.just(2 * data[start:stop]))) + data[stop:]
    return data


@pytest.mark.parametrize("name", sorted(python_targets.TARGETS))
def test_target(name: str) -> None:
    if name == "html":
        pytest.importorskip("trafilatura")
    seeds = [path.read_bytes() for path in sorted((FUZZ / "seeds" / f"py_{name}").iterdir())]
    target = python_targets.TARGETS[name]
    for seed in seeds:
        target(seed)

    @given(st.one_of(changed(seeds), st.binary(max_size=60)))
    def check(data: bytes) -> None:
        target(data)

    check()
