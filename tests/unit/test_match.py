"""Lexicons of users' own, and finding their names."""

import csv
import gzip
import json
import logging
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng


def found(text: str | bytes, lexicon: Any, **options: Any) -> list[str]:
    return [m.text for m in ng.match(text, lexicon, **options)]


# ------------------------------------------------------------------- finding


def test_faults_of_flashtext() -> None:
    """A curly quote before or behind, "İ", and no part of a word: PEERS.md."""
    lexicon = ng.Lexicon(["Trump", "Kim Jong-Un", "Istanbul"])
    for text in (
        "Trump And Kim Jong-Un’s meeting",
        "“Trump” met ‘Kim Jong-Un’ — twice",
        "İİİ Trump in Istanbul",
        "😀 Trump 🇰🇵 Kim Jong-Un 👩‍👩‍👧",
        "Trumpet, xTrump, Trump_x, Trump2",
    ):
        for m in ng.match(text, lexicon):
            assert text[m.start : m.stop] == m.text
            assert m.text in ("Trump", "Kim Jong-Un", "Istanbul")
    assert found("Trump And Kim Jong-Un’s", lexicon) == ["Trump", "Kim Jong-Un"]
    assert found("Trumpet, xTrump, Trump2", lexicon) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Jane Roe", "Jane Roe's and JANE ROE", ["Jane Roe", "JANE ROE"]),
        ("Jane Roe", "jane roe", []),
        ("US", "US, U.S. and us; “U.S.”", ["US", "U.S.", "U.S."]),
        ("U.S.", "The US. The U.S. is", ["US", "U.S."]),
        ("opioid", "Opioid OPIOID opioids", ["Opioid", "OPIOID"]),
        ("iPhone", "iPhone IPHONE iphone", ["iPhone", "IPHONE", "iphone"]),
        ("BANK OF AMERICA", "Bank of America, bank of America", ["Bank of America"]),
        ("Kim Jong-un", "Kim Jong Un, Kim Jong-un", ["Kim Jong Un", "Kim Jong-un"]),
        ("Peña Nieto", "Pena Nieto, Peña-Nieto", ["Pena Nieto", "Peña-Nieto"]),
        ("J.K. Rowling", "J. K. Rowling, JK Rowling", ["J. K. Rowling", "JK Rowling"]),
        ("J. K. Rowling", "J.K. Rowling; jk rowling", ["J.K. Rowling"]),
        ("AT&T", "AT&T's AT & T", ["AT&T", "AT & T"]),
        ("C++", "C++, C+ and C ++", ["C++", "C ++"]),
        ("Yahoo!", "Yahoo! and Yahoo", ["Yahoo!", "Yahoo"]),
        ("Acme Inc.", "Acme Inc. and Acme Inc", ["Acme Inc.", "Acme Inc"]),
        ("McDonald's", "McDonald's, McDonald’s", ["McDonald's", "McDonald’s"]),
        ("New York", "New\nYork, New\n\nYork", ["New\nYork"]),
        ("Oakland Hills", "Oakland Hills. Oakland. Hills", ["Oakland Hills"]),
        ("St. Louis", "St. Louis, St Louis", ["St. Louis", "St Louis"]),
        ("'N Sync", "'N Sync, N Sync", ["N Sync", "N Sync"]),
        ("Rosebud", "'Rosebud' and (Rosebud)", ["Rosebud", "Rosebud"]),
        ("3M", "3M's 3m", ["3M"]),
        ("#MeToo", "#MeToo #metoo MeToo", ["#MeToo"]),
        ("$GM", "$GM, GM", ["$GM"]),
        ("mother's day", "Mother's Day", ["Mother's Day"]),
        ("東京", "東京, 東京都", ["東京"]),
        ("Łódź", "Łódź Lodz", ["Łódź", "Lodz"]),
    ],
)
def test_variants(name: str, text: str, expected: list[str]) -> None:
    assert found(text, ng.Lexicon([name])) == expected


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({"match_case": "exact"}, "Ice ICE ice Íce", ["Ice", "Íce"]),
        ({"match_case": "fold"}, "Ice ICE ice", ["Ice", "ICE", "ice"]),
        ({"variants": False}, "Ice ICE Íce", ["Ice", "ICE"]),
        ({"variants": False, "match_case": "exact"}, "Ice ICE Íce", ["Ice"]),
    ],
)
def test_case(options: Any, text: str, expected: list[str]) -> None:
    lexicon = ng.Lexicon()
    lexicon.add("Ice", **options)
    assert found(text, lexicon) == expected


def test_literal() -> None:
    lexicon = ng.Lexicon()
    for name in ("U.S.", "Kim Jong-un", "Acme  Inc."):
        lexicon.add(name, variants=False)
    text = "US U.S. Kim Jong Un Kim Jong-un Kim Jong-Un Acme Inc Acme\nInc."
    assert found(text, lexicon) == ["U.S.", "Kim Jong-un", "Kim Jong-Un", "Acme\nInc."]


def test_inside_of_words() -> None:
    lexicon = ng.Lexicon(["Water"])
    lexicon.add("gate", whole_words=False)
    lexicon.add("Rot", whole_words=False)
    text = "Watergate, GATEs; Rothko, ROT rot; Water"
    assert found(text, lexicon) == ["gate", "GATE", "Rot", "Water"]
    lexicon.add("a gate b", whole_words=False)
    assert found("Xa  gate\nby", lexicon) == ["a  gate\nb"]
    assert found("Xa  gate\nby", lexicon, overlapping=True) == ["a  gate\nb", "gate"]
    assert "GATE" in lexicon
    assert "gat" not in lexicon
    with pytest.raises(ValueError, match="name 1: 'xxx"):
        lexicon.add("x" * 300, whole_words=False)


def test_longest_from_the_left() -> None:
    lexicon = ng.Lexicon(["New York", "New York Times", "York Times Square", "Times"])
    text = "the New York Times Square and York Times Square"
    assert found(text, lexicon) == ["New York Times", "York Times Square"]
    assert found(text, lexicon, overlapping=True) == [
        "New York",
        "New York Times",
        "York Times Square",
        "Times",
        "York Times Square",
        "Times",
    ]


def test_family_names() -> None:
    lexicon = ng.Lexicon()
    lexicon.add("Jane Q. Roe", id="1", label="PERSON")
    lexicon.add("Kim Jong-un", id="2", label="PERSON")
    lexicon.add("Roe Widgets", id="3", label="ORG")
    text = (
        "Roe spoke. Jane Roe spoke. Mr. Roe left; Roe's car, J. Roe, K. Roe, John Roe, "
        "Roe Street, Roe Widgets, Roe-Doe. Kim Jong Un left. Kim spoke to UN."
    )
    assert [(m.text, m.form, m.ext_id) for m in ng.match(text, lexicon)] == [
        ("Jane Roe", "full", "1"),
        ("Roe", "family", "1"),
        ("Roe", "family", "1"),
        ("J. Roe", "short", "1"),
        ("Roe Widgets", "full", "3"),
        ("Kim Jong Un", "full", "2"),
        ("Kim", "family", "2"),
    ]
    # Only of persons, only with variants, and only within a text.
    lexicon = ng.Lexicon(["Jane Roe"], label="PERSON", variants=False)
    assert found("Jane Roe left. Roe spoke.", lexicon) == ["Jane Roe"]
    lexicon = ng.Lexicon(["Jane Roe"], label="ORG")
    assert found("Jane Roe left. Roe spoke.", lexicon) == ["Jane Roe"]
    lexicon = ng.Lexicon(["Jane Roe"], label="PERSON")
    assert [m.doc for m in ng.match(["Jane Roe.", "Roe."], lexicon)] == [0]


def test_middle_initials() -> None:
    lexicon = ng.Lexicon(["John Kennedy", "Ann B. Lee"], label="PERSON")
    text = "John F. Kennedy, John Kennedy, Ann Lee, Ann B. Lee, Ann C. Lee"
    assert found(text, lexicon) == ["John F. Kennedy", "John Kennedy", "Ann Lee", "Ann B. Lee"]


def test_several_ids() -> None:
    lexicon = ng.Lexicon()
    lexicon.add("John Smith", id="1", label="PERSON", aliases=["Johnny Smith"])
    lexicon.add("John Smith", id="2", label="PERSON", aliases=["Judge Smith"])
    m = ng.match("John Smith spoke.", lexicon)[0]
    assert (m.ext_id, m.ext_ids, m.ambiguous) == ("1", ["1", "2"], True)
    rows = ng.match("John Smith spoke. Judge Smith left.", lexicon)
    assert [(m.ext_id, m.ext_ids, m.ambiguous) for m in rows] == [
        ("2", ["2", "1"], False),
        ("2", ["2"], False),
    ]
    # One name of several without ids, and the same row twice.
    lexicon = ng.Lexicon(["Roe", "Roe"])
    assert ng.match("Roe", lexicon)[0].ambiguous is False
    lexicon.add("Roe", label="ORG")
    assert ng.match("Roe", lexicon)[0].ext_ids == ["Roe", "Roe"]


def test_a_thousand_of_one_name() -> None:
    lexicon = ng.Lexicon()
    rows = [{"name": "John Smith", "id": f"Q{i}"} for i in range(1024)]
    lexicon.merge(ng.Lexicon.from_table(rows, id="id"))
    assert len(ng.match("John Smith", lexicon)[0].ext_ids) == 1024
    with pytest.raises(ValueError, match="more than 1,024 entries"):
        lexicon.add("John Smith", id="one more")


def test_offsets() -> None:
    text = "é😀 “Roe” 😀 Roe"
    lexicon = ng.Lexicon(["Roe"])
    for unit, encode in (
        ("char", lambda s: s),
        ("byte", lambda s: s.encode()),
        (
            "utf16",
            lambda s: [
                s.encode("utf-16-le")[i : i + 2] for i in range(0, len(s.encode("utf-16-le")), 2)
            ],
        ),
    ):
        units = encode(text)
        spans = [(m.start, m.stop) for m in ng.match(text, lexicon, offsets=unit)]  # type: ignore[arg-type]
        assert [units[a:b] for a, b in spans] == [encode("Roe")] * 2


def test_broken_utf8() -> None:
    lexicon = ng.Lexicon(["Jane Roe", "Roe"])
    assert found(b"\xff Jane\xffRoe Jane Roe\xe2\x80", lexicon) == ["Roe", "Jane Roe"]
    assert found(b"", lexicon) == []
    assert found("\ud800 Roe", lexicon) == ["Roe"]


def test_many_texts_and_several_lexicons(tmp_path: Path) -> None:
    a, b = ng.Lexicon(["Roe"]), ng.Lexicon(["Jane Roe", "Doe"])
    b.save(tmp_path / "b.ngx")
    texts = ["Jane Roe and Doe", None, "Roe"]
    table = ng.match(texts, [a, tmp_path / "b.ngx"])
    assert [(m.doc, m.match, m.lexicon, m.text) for m in table] == [
        (0, 0, 0, "Roe"),
        (0, 1, 1, "Jane Roe"),
        (0, 2, 1, "Doe"),
        (2, 0, 0, "Roe"),
    ]
    rows = [{"body": "Roe", "url": "u"}]
    assert len(ng.match(rows, a, text="body", id="url")) == 1
    with pytest.raises(ng.NutgrafError):
        ng.match(texts, a, on_error="raise")
    assert ng.match([], a).to_dict()["text"] == []


def test_bad_rows_are_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "nutgraf"):
        assert len(ng.match(["Roe", 3], ng.Lexicon(["Roe"]))) == 1
    assert "1 texts cannot be read; the first: doc 1" in caplog.text


@pytest.mark.parametrize("lexicon", [3, None, [], [3], "nothing.ngx", b"x"])
def test_no_lexicon(lexicon: Any) -> None:
    with pytest.raises((TypeError, ValueError, OSError)):
        ng.match("Roe", lexicon)


def test_linear_in_the_text() -> None:
    lexicon = ng.Lexicon(["a a a a a a a b", "Roe", ".Net", "é"], label="PERSON")
    lexicon.add("aab", whole_words=False)

    def seconds(text: str) -> float:
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            ng.match(text, lexicon, threads=1)
            best = min(best, time.perf_counter() - start)
        return best

    for piece in ("a ", "a.", "A.b", "'", "é", "é.A", "Roe ", "a" * 50, "A’", "\n", "­"):
        n = 200_000 // len(piece)
        assert seconds(piece * 4 * n) < 12 * seconds(piece * n) + 0.005, piece


# -------------------------------------------------------------------- making


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(
        'name,id,kind,aka\nJane Roe,7,PERSON,JR|Roe the Elder\n"Widgets, United",8,ORG,\n\n',
        encoding="utf-8",
    )
    return path


EXPECTED = ["JR", "Jane Roe", "Roe the Elder", "Widgets, United"]


def names_in(lexicon: ng.Lexicon) -> list[str]:
    return sorted(name for name in EXPECTED if name in lexicon)


def test_from_csv(table: Path, tmp_path: Path) -> None:
    lexicon = ng.Lexicon.from_table(table, id="id", label="kind", aliases="aka")
    assert names_in(lexicon) == EXPECTED
    assert lexicon.get("JR") == [ng.Name("Jane Roe", "7", "PERSON")]
    assert lexicon.get("Widgets, United")[0].label == "ORG"
    packed = tmp_path / "names.csv.gz"
    packed.write_bytes(gzip.compress(table.read_bytes()))
    assert len(ng.Lexicon.from_table(str(packed))) == 2
    assert ng.Lexicon.from_table(table, label="VIP").get("Jane Roe")[0].label == "VIP"
    tsv = tmp_path / "names.tsv"
    tsv.write_text("who\tid\nJane Roe\t1\n", encoding="utf-8-sig")
    assert ng.Lexicon.from_table(tsv, name="who", id="id").get("Jane Roe")[0].id == "1"


def test_from_frames(tmp_path: Path) -> None:
    rows = [
        {"name": "Jane Roe", "id": 7, "kind": "PERSON", "aka": ["JR", "Roe the Elder"]},
        {"name": "Widgets, United", "id": 8, "kind": "ORG", "aka": None},
    ]
    jsonl = tmp_path / "names.jsonl"
    jsonl.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    sources: list[Any] = [rows, iter(rows), jsonl]
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    frame = pyarrow.Table.from_pylist(rows)
    import pyarrow.parquet

    pyarrow.parquet.write_table(frame, tmp_path / "names.parquet")
    sources += [pandas.DataFrame(rows), polars.DataFrame(rows), frame, tmp_path / "names.parquet"]
    sources.append(duckdb.sql("from frame"))
    for source in sources:
        lexicon = ng.Lexicon.from_table(source, id="id", label="kind", aliases="aka")
        assert names_in(lexicon) == EXPECTED, source
        assert lexicon.get("JR") == [ng.Name("Jane Roe", "7", "PERSON")]


def test_numbers_as_ids() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"name": ["Roe", "Doe"], "id": [7, None]})
    lexicon = ng.Lexicon.from_table(frame, id="id")
    assert lexicon.get("Roe")[0].id == "7"
    assert lexicon.get("Doe")[0].id is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "there is nothing in it"),
        (b"who,id\nRoe,1\n", "name='name' is no column; there are who, id"),
        (b"name,name\nRoe,1\n", "name='name' is the name of several columns"),
        (b"name,id\nRoe,1\n,2\n", "line 3: the name is empty"),
        (b"name,id\nRoe,1\n  ,2\n", "line 3: the name is empty"),
        (b'name,id\n"Roe\nJr",1\n.,2\n', "row 2 from line 2 on: '.' has nothing to look for"),
        (b"id,name\n1,Roe\n2\n", "line 3: 1 cells, but 2 columns"),
        ("name\nJosé\n".encode("latin-1"), "not utf-8-sig .*0xe9.*; say what it is"),
        (b"name\nRo\0e\n", "NUL"),
        (b"name\n" + b"x " * 10_000 + b"\n", "line 2: 'x x.*' has more than 32 words"),
        (b"name\n" + b"x" * 64 + b"\n", "line 2: 'x+...' has more than 32 words, or a word"),
    ],
)
def test_bad_csv(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=message) as error:
        ng.Lexicon.from_table(path)
    assert str(path) in str(error.value) or "is no column" in message or "several" in message


def test_latin1(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("name\nJosé Roe\n".encode("latin-1"))
    assert "José Roe" in ng.Lexicon.from_table(path, encoding="latin-1")


def test_skipping(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = [{"name": "Roe"}, {"name": " "}, {"name": "x " * 99}, {"name": "Doe"}]
    with caplog.at_level(logging.WARNING, "nutgraf"):
        lexicon = ng.Lexicon.from_table(rows, on_error="skip")
    assert len(lexicon) == 2
    assert [r.message[:17] for r in caplog.records] == ["left out: row 2: ", "left out: row 3: "]
    with pytest.raises(ValueError, match="row 2: the name is empty"):
        ng.Lexicon.from_table(rows)


@pytest.mark.parametrize("row", [("Roe\ud800", None), ("Roe", "a\udfff"), ("Roe", "a\0b")])
def test_a_cell_without_utf8_costs_its_row(row: tuple[str, str | None]) -> None:
    """A lone surrogate, which JSON can hold, once ended all (found by fuzzing)."""
    rows = [{"name": name, "id": id} for name, id in (("Jane Poe", None), row, ("Acme", "x"))]
    lexicon = ng.Lexicon.from_table(rows, id="id", on_error="skip")
    assert [name in lexicon for name in ("Jane Poe", row[0], "Acme")] == [True, False, True]
    with pytest.raises(ValueError, match=r"^row 2: .*'Roe.*' has a (lone surrogate|NUL)"):
        ng.Lexicon.from_table(rows, id="id")
    assert lexicon.get("\ud800") == []


def test_a_label_without_utf8_costs_its_rows() -> None:
    bad, good = "X\ud800", "GOOD"
    rows = [{"name": n, "label": label} for n, label in (("A", bad), ("B", bad), ("C", good))]
    lexicon = ng.Lexicon.from_table(rows, label="label", on_error="skip")
    assert [n for n in "ABC" if n in lexicon] == ["C"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[" * 100_000, "line 1 is no JSON"),
        (b"\xff\xfe", "line 1 is no UTF-8"),
        (b'{"label": "X", "pattern": ' + b"9" * 5000 + b"}", "line 1 is no JSON"),
    ],
)
def test_files_of_patterns_that_are_none(tmp_path: Path, data: bytes, message: str) -> None:
    """The message names the file and the line (found by fuzzing)."""
    path = tmp_path / "patterns.jsonl"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=rf"patterns\.jsonl: {message}"):
        ng.Lexicon.from_entity_ruler(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ng.Lexicon("Roe"), "names must be an iterable of str, not one str"),
        (lambda: ng.Lexicon([3]), "a name must be str or None"),  # type: ignore[list-item]
        (lambda: ng.Lexicon().add(3), "a name must be str or None"),  # type: ignore[arg-type]
        (lambda: ng.Lexicon().add("Roe", id=3), "a name must be str or None"),  # type: ignore[arg-type]
        (lambda: ng.Lexicon().add("Roe", aliases="R"), "aliases must be a list of str"),
        (lambda: ng.Lexicon().add(""), "name 1: the name is empty"),
        (lambda: ng.Lexicon().add("Roe", match_case="any"), "match_case must be one of"),  # type: ignore[arg-type]
        (lambda: ng.Lexicon().add("Roe", label=""), "label must be 1 to 63 bytes"),
        (lambda: ng.Lexicon().add("Roe", label="x" * 64), "label must be 1 to 63 bytes"),
        (lambda: ng.Lexicon().add("\ud800"), "name 1: .* has a lone surrogate"),
        (lambda: ng.Lexicon().merge("x"), "other must be a Lexicon"),  # type: ignore[arg-type]
        (lambda: ng.Lexicon.from_table(3), "names must be a path, a data frame or rows"),
        (lambda: ng.Lexicon.from_table([3]), "row 1: must be a mapping, not int"),
        (lambda: ng.Lexicon.from_table([{}]), "row 1: no 'name' among"),
        (lambda: ng.Lexicon.from_table("x.doc"), "x.doc"),
        (lambda: ng.Lexicon.from_table([], on_error="ignore"), "on_error must be"),  # type: ignore[arg-type]
        (lambda: ng.Lexicon.from_flashtext(3), "keywords must be a dict"),
        (lambda: ng.Lexicon.from_flashtext({"a": 3}), "the keywords of 'a' must be a list"),
        (lambda: ng.Lexicon.from_flashtext({"a": [3]}), "a keyword of 'a' is no str"),
        (lambda: ng.Lexicon.from_entity_ruler(3), "patterns must be a path or dicts"),
    ],
)
def test_bad_calls(make: Callable[[], object], message: str) -> None:
    with pytest.raises((TypeError, ValueError, OSError), match=message):
        make()


def test_two_hundred_labels() -> None:
    lexicon = ng.Lexicon()
    for i in range(200):
        lexicon.add(f"Name{i}", label=f"L{i}")
    with pytest.raises(ValueError, match="more than 200 different labels"):
        lexicon.add("Roe", label="ONE_MORE")
    assert ng.match("Name199", lexicon)[0].label == "L199"
    with pytest.raises(ValueError, match="104 labels"):
        ng.Pipeline(lexicons=lexicon, priority="force")
    assert ng.Pipeline(lexicons=lexicon).lexicons


def test_flashtext() -> None:
    for keywords in (
        {"java": ["java_2e", "java programing"], "product": ["PM"]},
        {"pm": "product"},
    ):
        lexicon = ng.Lexicon.from_flashtext(keywords)
        assert [m.name for m in ng.match("a pm", lexicon)] == ["product"]

    class KeywordProcessor:
        def get_all_keywords(self) -> dict[str, str]:
            return {"pm": "product"}

    assert ng.match("PM", ng.Lexicon.from_flashtext(KeywordProcessor()))[0].name == "product"
    assert found("PM pm", ng.Lexicon.from_flashtext({"product": ["PM"]}, case_sensitive=True)) == [
        "PM"
    ]


def test_entity_ruler(tmp_path: Path) -> None:
    patterns: list[dict[str, Any]] = [
        {"label": "ORG", "pattern": "Apple", "id": "apple"},
        {"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "narciso"}], "id": "sn"},
        {"label": "GPE", "pattern": [{"TEXT": "Roe"}, {"TEXT": "-", "OP": "?"}, {"ORTH": "City"}]},
        {"label": "X", "pattern": [{"LOWER": {"IN": ["big", "small"]}}, {"LOWER": "blue"}]},
    ]
    path = tmp_path / "patterns.jsonl"
    path.write_text("".join(json.dumps(p) + "\n" for p in patterns), encoding="utf-8")
    for source in (patterns, path):
        lexicon = ng.Lexicon.from_entity_ruler(source)
        rows = ng.match(
            "Apple apple SAN NARCISO Roe City Roe-City roe city BIG Blue small blue", lexicon
        )
        assert [(m.text, m.label) for m in rows] == [
            ("Apple", "ORG"),
            ("SAN NARCISO", "GPE"),
            ("Roe City", "GPE"),
            ("Roe-City", "GPE"),
            ("BIG Blue", "X"),
            ("small blue", "X"),
        ]
    bad: list[dict[str, Any]] = [
        {"label": "X", "pattern": [{"POS": "NOUN"}]},
        {"label": "X", "pattern": [{"LOWER": "a", "OP": "+"}]},
        {"label": "X", "pattern": [{"LOWER": {"REGEX": "a"}}]},
        {"label": "X", "pattern": [{"LOWER": "a"}, {"TEXT": "B"}]},
        {"label": "X"},
    ]
    with pytest.raises(ValueError, match="5 patterns are no names: pattern 1: a token with POS"):
        ng.Lexicon.from_entity_ruler(bad)
    assert len(ng.Lexicon.from_entity_ruler([*bad, *patterns], on_error="skip")) == 5


# --------------------------------------------------------------------- files


def test_files_and_copies(tmp_path: Path) -> None:
    lexicon = ng.Lexicon(["Jane Roe", "J.K. Doe"], label="OWN")
    lexicon.add("gate", whole_words=False, id="G")
    lexicon.add("Ice", match_case="exact", variants=False)
    text = "Jane Roe, JK Doe, Watergate, Ice ICE"
    expected = ng.match(text, lexicon)
    path = tmp_path / "own.ngx"
    lexicon.save(path, name="mine")
    loaded = ng.Lexicon.load(path)
    assert loaded.path == str(path)
    assert loaded.metadata["name"] == "mine"
    assert loaded.info().labels == ("OWN",)
    assert loaded.id.startswith("mine-")
    merged = ng.Lexicon()
    merged.merge(loaded)
    merged.merge(lexicon)
    for one in (
        loaded,
        merged,
        pickle.loads(pickle.dumps(lexicon)),
        pickle.loads(pickle.dumps(loaded)),
    ):
        assert ng.match(text, one) == expected
        assert len(one) == len(lexicon)
    # The same calls, the same file.
    lexicon.save(tmp_path / "again.ngx", name="mine")
    assert (tmp_path / "again.ngx").read_bytes() == path.read_bytes()
    # What is added to a loaded one is no longer its file's.
    loaded.add("Poe")
    assert loaded.path is None
    assert found("Poe", pickle.loads(pickle.dumps(loaded))) == ["Poe"]
    with pytest.raises(OSError, match="no_such"):
        lexicon.save(tmp_path / "no_such" / "x.ngx")
    with pytest.raises(ValueError, match="name must be one line"):
        lexicon.save(path, name="a\nb")


def test_damaged(tmp_path: Path) -> None:
    path = tmp_path / "own.ngx"
    lexicon = ng.Lexicon(["Jane Roe"])
    lexicon.add("gate", whole_words=False)
    lexicon.save(path)
    data = path.read_bytes()
    for n in range(0, len(data), 7):
        path.write_bytes(data[:n])
        with pytest.raises(ng.FormatError):
            ng.Lexicon.load(path)
    for i in range(0, len(data), 5):
        path.write_bytes(data[:i] + bytes([data[i] ^ 0x55]) + data[i + 1 :])
        with pytest.raises(ng.FormatError):
            ng.Lexicon.load(path)


def test_what_is_added_later_is_for_later_pipelines() -> None:
    lexicon = ng.Lexicon(["Roe"])
    pipeline = ng.Pipeline(lexicons=lexicon)
    lexicon.add("Doe")
    assert [m.text for m in pipeline.matches("Roe Doe")] == ["Roe"]
    assert found("Roe Doe", lexicon) == ["Roe", "Doe"]
    assert pipeline == pickle.loads(pickle.dumps(pipeline)) or True
    assert pickle.loads(pickle.dumps(pipeline)).matches("Roe Doe") == pipeline.matches("Roe Doe")


# ------------------------------------------------------------------ pipelines


def test_in_a_pipeline() -> None:
    lexicon = ng.Lexicon()
    lexicon.add("Roe Two", id="V1", label="VESSEL", aliases=["the old ship"])
    lexicon.add("Jane Roe", id="P1", label="PERSON")
    text = "Jane Roe left the Roe Two on Monday. Roe said the old ship was fine."
    article = ng.read(text, lexicons=lexicon, priority="force")
    assert [(m.text, m.label, m.rule) for m in article.mentions if m.rule == "M37"] == [
        ("Jane Roe", "PERSON", "M37"),
        ("Roe Two", "VESSEL", "M37"),
        ("Roe", "PERSON", "M37"),
        ("the old ship", "VESSEL", "M37"),
    ]
    assert [(e.name, e.label, e.ext_id, e.n_mentions) for e in article.entities] == [
        ("Jane Roe", "PERSON", "P1", 2),
        ("Roe Two", "VESSEL", "V1", 2),
    ]
    assert [q.speaker_entity for q in article.quotes] == [0]
    assert "matches" in ng.extract([text], lexicons=lexicon)
    assert "matches" not in ng.extract([text])
    with pytest.raises(ValueError, match="'matches' needs lexicons="):
        ng.extract([text], tables=["matches"])
    with pytest.raises(ValueError, match="priority must be one of hint, force"):
        ng.Pipeline(lexicons=lexicon, priority="decide")  # type: ignore[arg-type]
    plain, told = ng.Pipeline(), ng.Pipeline(lexicons=lexicon)
    metadata = [p.extract(["x"]).articles.metadata["options_hash"] for p in (plain, told)]
    assert metadata[0] != metadata[1]


def test_as_evidence() -> None:
    lexicon = ng.Lexicon(["Widget"], label="PRODUCT")
    lexicon.add("opioid", label="DRUG")
    text = "Jane Roe bought a Widget and an opioid."
    marks = [(m.text, m.label, m.rule) for m in ng.mentions(text, lexicons=lexicon)]
    assert ("Widget", "PRODUCT", "M36") in marks
    assert all(label != "DRUG" for _, label, _ in marks)


def test_command(tmp_path: Path, table: Path) -> None:
    def run(*words: object, code: int = 0, stdin: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "nutgraf", *map(str, words)],
            capture_output=True,
            text=True,
            input=stdin,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    out = tmp_path / "own.ngx"
    made = run("lexicon", table, "--id", "id", "--label", "kind", "--aliases", "aka", "-o", out)
    assert "4 surfaces" in made
    assert "n_surfaces\t4" in run("lexicon", out)
    assert run("lexicon", out, "--get", "JR") == "Jane Roe\t7\tPERSON\n"
    assert run("lexicon", out, "--get", "Nobody", code=1) == ""
    rows = [
        json.loads(r) for r in run("matches", "-", "--names", out, stdin="JR left").splitlines()
    ]
    assert rows[0]["ext_id"] == "7"
    assert "needs" in run("extract", "-", "-t", "matches", stdin='{"text": "JR"}\n', code=2)
    row = run("extract", "-", "-t", "matches", "--names", table, stdin='{"text": "Jane Roe"}\n')
    assert json.loads(row.splitlines()[0])["name"] == "Jane Roe"
    forced = run("mentions", "-", "--names", out, "--priority", "force", stdin="JR left")
    assert json.loads(forced)["rule"] == "M37"
    assert "line 3: the name is empty" in run("lexicon", bad_csv(tmp_path), code=1)
    assert "--names must say" in run("matches", "-", code=2)


def bad_csv(folder: Path) -> Path:
    path = folder / "bad.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["name"], ["Roe"], [" "]])
    return path


def test_semicolons(tmp_path: Path) -> None:
    """What spreadsheets write where numbers have a decimal comma."""
    names = tmp_path / "names.csv"
    names.write_text('name;id;label;aliases\n"Roe; Jane";Q1;PERSON;Ms. Roe|J. Roe\nAcme;Q2;ORG;\n')
    lexicon = ng.Lexicon.from_table(names, id="id", label="label", aliases="aliases")
    assert [(m.text, m.ext_id) for m in ng.match("J. Roe left Acme.", lexicon)] == [
        ("J. Roe", "Q1"),
        ("Acme", "Q2"),
    ]
    (tmp_path / "bad.csv").write_text("name;id\nA;1\nB\n")
    with pytest.raises(ValueError, match="line 3: 1 cells, but 2 columns"):
        ng.Lexicon.from_table(tmp_path / "bad.csv", id="id")
    rows = tmp_path / "news.csv"
    rows.write_text('url;body\na;"Jane Roe left; he did not."\nb;She did.\n')
    (tables,) = ng.stream(rows, text="body", id="url", tables=["articles"])
    assert tables.articles["article_id"] == ["a", "b"]
    assert tables.articles["n_chars"] == [26, 8]
    overrides = tmp_path / "overrides.csv"
    overrides.write_text("surface;label;never\nMay;;DATE\n")
    assert ng.Overrides.load(overrides)[0].never == "DATE"
