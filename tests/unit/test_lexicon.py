import os
import pickle
import re
from pathlib import Path

import pytest

import nutgraf as ng
from nutgraf._lexicon import BUILT_IN


@pytest.fixture(scope="module")
def built_in() -> bytes:
    return Path(BUILT_IN).read_bytes()


def test_built_in() -> None:
    lexicon = ng.Lexicon.load(BUILT_IN)
    assert len(lexicon) > 10_000
    assert lexicon.n_bytes == os.path.getsize(BUILT_IN)
    assert all(isinstance(v, str) for v in lexicon.metadata.values())
    assert str(BUILT_IN) in repr(lexicon)
    assert ng.Pipeline().lexicon is not None


def test_pickle() -> None:
    lexicon = ng.Lexicon.load(BUILT_IN)
    assert len(pickle.loads(pickle.dumps(lexicon))) == len(lexicon)


def test_paths(tmp_path: Path, built_in: bytes) -> None:
    path = tmp_path / "naïve lexicon 🇰🇵.ngx"
    path.write_bytes(built_in)
    for form in (path, str(path)):
        lexicon = ng.Lexicon.load(form)
        assert ng.mentions("North Korea said.", lexicon=lexicon) == ng.mentions("North Korea said.")


def test_missing(tmp_path: Path) -> None:
    path = tmp_path / "none.ngx"
    with pytest.raises(FileNotFoundError) as caught:
        ng.Lexicon.load(path)
    assert caught.value.filename == str(path)
    with pytest.raises(OSError, match=re.escape(str(tmp_path))):
        ng.Lexicon.load(tmp_path)


def test_wrong_type() -> None:
    with pytest.raises(TypeError):
        ng.Lexicon.load(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="lexicon must be a Lexicon or None, not str"):
        ng.Pipeline(lexicon="news.ngx")  # type: ignore[arg-type]


def damaged(data: bytes) -> dict[str, bytes]:
    half = len(data) // 2
    return {
        "empty": b"",
        "other": b"PK\x03\x04" + bytes(200),
        "short": data[:40],
        "cut": data[:half],
        "longer": data + bytes(64),
        "flipped": data[:half] + bytes([data[half] ^ 0x40]) + data[half + 1 :],
        "header": data[:9] + bytes([data[9] ^ 0xFF]) + data[10:],
    }


@pytest.mark.parametrize("kind", list(damaged(bytes(99))))
def test_damaged(kind: str, tmp_path: Path, built_in: bytes) -> None:
    path = tmp_path / f"{kind}.ngx"
    path.write_bytes(damaged(built_in)[kind])
    with pytest.raises(ng.FormatError) as caught:
        ng.Lexicon.load(path)
    name, _, reason = str(caught.value).partition(": ")
    assert name == str(path)
    assert len(reason) > 8
    assert isinstance(caught.value, ng.NutgrafError)
    assert isinstance(caught.value, ValueError)


def test_no_lexicon() -> None:
    assert [t.text for t in ng.tokens("A text.", lexicon=None)] == ["A", "text", "."]
    assert isinstance(ng.mentions("A text by a@b.org.", lexicon=None), ng.Table)
    assert ng.tokens("A.", lexicon=None).metadata["lexicon_id"] == "none"


def test_a_lexicon_outlives_its_name(tmp_path: Path, built_in: bytes) -> None:
    path = tmp_path / "gone.ngx"
    path.write_bytes(built_in)
    pipeline = ng.Pipeline(lexicon=ng.Lexicon.load(path))
    path.unlink()
    assert len(pipeline.tokens("Still here.")) == 3
