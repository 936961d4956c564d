"""Overrides: what rows mean, and what is wrong with some."""

import pickle
import re
import time
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng

TEXT = "In May, Amber rose. Roe said the Big Tent was full. Jane Roe paid $5 in May 2015."


def found(text: str, rows: Any) -> list[tuple[str, str, str]]:
    return [(m.text, m.label, m.rule) for m in ng.mentions(text, overrides=rows)]


def test_a_label_a_new_mention_and_letter_case() -> None:
    rows = [
        {"surface": "Amber", "label": "ORG"},
        {"surface": "big tent", "label": "EVENT", "case": "fold"},
    ]
    made = found(TEXT, rows)
    assert ("Amber", "ORG", "M38") in made
    assert ("Big Tent", "EVENT", "M38") in made
    assert found("the big  tent", [rows[1] | {"case": "exact", "surface": "Big Tent"}]) == []


def test_longer_mentions_stay_and_others_go() -> None:
    made = found(TEXT, [{"surface": "Roe", "label": "ORG"}])
    assert [m for m in made if "Roe" in m[0]] == [
        ("Roe", "ORG", "M38"),
        ("Jane Roe", "PERSON", "M7"),
    ]
    made = found(TEXT, [{"surface": "paid $5", "label": "EVENT"}])
    assert ("paid $5", "EVENT", "M38") in made
    assert not any(label == "MONEY" for _, label, _ in made)
    rows = [
        {"surface": "Roe said", "label": "ORG"},
        {"surface": "said the Big Tent", "label": "EVENT"},
    ]
    assert any(text == "Roe said" for text, _, _ in found(TEXT, rows))


def test_never_takes_dates_and_numbers_from_their_tables() -> None:
    rows = [{"surface": "May", "never": "DATE"}, {"surface": "$5", "never": "MONEY"}]
    t = ng.extract([TEXT], overrides=rows, tables=["dates", "numbers"])
    assert [d.text for d in t.dates] == ["May 2015"]
    assert len(t.numbers) == 0
    rows = [{"surface": "30 minutes", "never": "TIME"}]
    assert len(ng.dates("She waited for 30 minutes.", overrides=rows)) == 0


def test_never_gives_the_best_other_label_or_none() -> None:
    (m,) = [
        m
        for m in ng.mentions(TEXT, overrides=[{"surface": "Amber", "never": "PERSON"}])
        if m.text == "Amber"
    ]
    assert (m.rule, m.label != "PERSON", m.conf < 1) == ("M39", True, True)
    every = "PERSON ORG GPE NORP FAC LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE"
    assert "Amber" not in [m[0] for m in found(TEXT, [{"surface": "Amber", "never": every}])]


def test_entities_and_quotes_follow() -> None:
    t = ng.extract(
        [TEXT], overrides=[{"surface": "Roe", "never": "*"}, {"surface": "Amber", "label": "ORG"}]
    )
    assert {(e.name, e.label) for e in t.entities} == {("Amber", "ORG"), ("Jane Roe", "PERSON")}


def test_explain_names_the_row() -> None:
    rows = [
        {"surface": "X", "label": "ORG"},
        {"surface": "Amber", "label": "ORG"},
        {"surface": "May", "never": "*"},
    ]
    reasons = [r for r in ng.explain(TEXT, 0, 14, overrides=rows) if r.stage == "mentions"]
    assert [(r.text, r.decision, r.summary[-24:]) for r in reasons] == [
        ("Amber", "made", "is: row 2, 'Amber' is ORG"[-24:]),
        ("May", "dropped", "never: row 3, 'May' never *"[-24:]),
    ]


def test_context() -> None:
    rows = [
        {"surface": "Amber", "label": "ORG"},
        {"surface": "Amber", "label": "GPE", "context": "Big Tent"},
    ]
    assert ("Amber", "GPE", "M38") in found(TEXT, rows)
    assert ("Amber", "ORG", "M38") in found("In May, Amber rose.", rows)


def test_options_hash_and_pickle(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("surface,label\nAmber,ORG\n", encoding="utf-8")
    pipeline = ng.Pipeline(overrides=path)
    hashes = {p.extract(["x"]).mentions.metadata["options_hash"] for p in (pipeline, ng.Pipeline())}
    assert len(hashes) == 2
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
    assert pickle.loads(pickle.dumps(pipeline.overrides)) == ng.Overrides.load(path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"surface": " ", "label": "ORG"}], "row 1: surface is empty"),
        ([{"surface": "a\0b", "label": "ORG"}], "NUL"),
        ([{"surface": "Roe"}], "row 1: 'Roe' has neither label nor never"),
        ([{"surface": "Roe", "label": "A B"}], "label must be one word"),
        ([{"surface": "Roe", "label": "ORG", "case": "loud"}], "case must be"),
        ([{"surface": "Roe", "label": "ORG", "x": "y"}], "unknown key 'x'"),
        ([{"surface": "Roe", "label": "ORG"}, {"surface": "Roe", "never": "*"}], "row 1 and row 2"),
        ([{"surface": "Roe", "label": "ORG"}] * 2, "row 1 and row 2"),
        ([{"surface": "a " * 10000, "label": "ORG"}], "row 1"),
    ],
)
def test_bad_rows(rows: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        ng.Overrides(rows)


def test_bad_files(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes("surface,label\nZoë,ORG\n".encode("latin-1"))
    with pytest.raises(ValueError, match=r"o\.csv, line 2: not UTF-8"):
        ng.Overrides.load(path)
    with pytest.raises(FileNotFoundError):
        ng.Overrides.load(tmp_path / "none.csv")


def test_a_hundred_thousand_rows() -> None:
    rows = [{"surface": f"Zor{i:x} Bel{i:x}", "label": "ORG"} for i in range(100_000)]
    began = time.perf_counter()
    made = ng.Overrides(rows)
    assert time.perf_counter() - began < 20
    assert found("Zorff Belff rose.", made)[0][:2] == ("Zorff Belff", "ORG")


@pytest.mark.parametrize("key", ["surface", "label", "never", "context"])
def test_a_lone_surrogate_is_named(key: str) -> None:
    """Found by fuzzing."""
    row = {"surface": "Roe", "label": None if key == "never" else "ORG", key: "a\ud800"}
    with pytest.raises(ValueError, match=rf"row 1: {key} has a lone surrogate"):
        ng.Overrides([row])
