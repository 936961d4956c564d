"""Mentions to look at, and corrections fed back."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng
from nutgraf._cli import main

TEXTS = [
    "Wexley, Sept. 3 - Amber Quill said on Monday that Zorbelix would close its plant in Tarvo.",
    "Zorbelix rose on Tuesday. Amber Quill told reporters in Wexley that Tarvo was safe.",
    "The mayor of Tarvo, Brom Kettle, met Quill. Kettle said the Lindqvist Fund had paid $5 million.",
    "May said in May that the Lindqvist Fund was broke. A Zorbelix spokesman denied it.",
]


def mentions(**options: Any) -> list[tuple[int, int, int, str]]:
    t = ng.extract(TEXTS, tables=["mentions"], **options)
    return [(m.doc, m.start, m.stop, m.label) for m in t.mentions]


def filled(rows: ng.Review, answers: dict[str, dict[str, str]]) -> ng.Review:
    return ng.Review([row._replace(**answers.get(row.surface, {})) for row in rows])


# ------------------------------------------------------------------- choice


def test_each_surface_and_label_once_and_rows_fit_the_text() -> None:
    rows = ng.review(TEXTS, n=50)
    assert len({(row.surface, row.label) for row in rows}) == len(rows) > 5
    for row in rows:
        text = TEXTS[row.doc]
        assert text[row.start : row.stop] == row.surface
        assert row.before + row.surface + row.after in text
        assert row.n == sum(
            (text[m.start : m.stop], m.label) == (row.surface, row.label)
            for text in TEXTS
            for m in ng.mentions(text)
        )


def test_same_rows_whatever_the_threads_and_offsets() -> None:
    rows = ng.review(TEXTS * 50, n=20, threads=1)
    assert ng.review(TEXTS * 50, n=20, threads=4) == rows
    assert ng.review([x.encode() for x in TEXTS * 50], n=20, offsets="utf16") == rows


def test_labels_n_and_per_surface() -> None:
    assert {row.label for row in ng.review(TEXTS, labels=["MONEY", "DATE"])} == {"MONEY", "DATE"}
    assert len(ng.review(TEXTS, n=2)) == 2
    rows = [row for row in ng.review(TEXTS, n=50, per_surface=3) if row.surface == "Zorbelix"]
    assert len({row.doc for row in rows}) == len(rows) > 1
    assert len(ng.review([])) == 0
    for wrong in ({"n": 0}, {"per_surface": 0}, {"n": "x"}, {"labels": "PERSON"}):
        with pytest.raises((TypeError, ValueError), match=next(iter(wrong))):
            ng.review(TEXTS, **wrong)  # type: ignore[arg-type]


def test_surfaces_with_several_labels_stand_side_by_side() -> None:
    rows = [{"surface": "Zorbelix", "label": "PERSON", "context": "Monday"}]
    made = ng.review(TEXTS, n=5, overrides=[*rows, {"surface": "Zorbelix", "label": "ORG"}])
    assert {row.label for row in made if row.surface == "Zorbelix"} <= {"PERSON", "ORG"}


# --------------------------------------------------------------------- file


@pytest.mark.parametrize("surface", ["=1+1", "+x", "-x", "@x", "'=x", "''-", "plain", "'plain"])
def test_formulas_are_neutralised_and_restored(tmp_path: Path, surface: str) -> None:
    path = tmp_path / "review.csv"
    row = ng.ReviewRow(0, "=cmd", 1, 2, "a\nb ", surface, "-c", "ORG", 0.5, "M1", 1, "unsure")
    row = row._replace(name="@n", note="=HYPERLINK(1)")
    ng.Review([row]).write(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdoc,")
    with open(path, encoding="utf-8-sig", newline="") as file:
        for cell in list(csv.reader(file))[1]:
            assert not cell.startswith(("=", "+", "-", "@"))
    assert ng.Review.load(path)[0] == row
    path.write_bytes(path.read_bytes()[3:])  # without a byte order mark
    assert ng.Review.load(path)[0] == row


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("0,Roe,ORG,PERSN,", "line 2: correct must be .*'PERSN'"),
        ("x,Roe,ORG,ok,", "line 2: doc must be a number, not 'x'"),
        ("0, ,ORG,ok,", "line 2: surface is empty"),
        ('0,"Roe,ORG,ok,', "line"),
        ("0,Roe,ORG,ok,,9", "line 2: 6 cells, but 5 columns"),
    ],
)
def test_what_is_wrong_names_the_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "review.csv"
    path.write_text(f"doc,surface,label,correct,name\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        ng.Review.load(path)
    path.write_bytes(b"surface\nRo\xe9\n")
    with pytest.raises(ValueError, match="line 2: not UTF-8"):
        ng.Review.load(path)


def test_answers_in_any_letter_case_and_own_labels(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("surface,label,correct\nRoe,ORG,person\nRoe,ORG,NONE\nRoe,ORG,VESSEL\n")
    with pytest.raises(ValueError, match="line 4: correct must be"):
        ng.Review.load(path)
    rows = ng.Review.load(path, labels=["VESSEL"])
    assert [row.correct for row in rows] == ["PERSON", "none", "VESSEL"]


# --------------------------------------------------------------------- loop


def test_the_loop_closes(tmp_path: Path) -> None:
    """What was corrected is as said, and nothing else has changed."""
    before = mentions()
    ng.review(TEXTS, n=100).write(tmp_path / "review.csv")
    answers = {
        "Zorbelix": {"correct": "PERSON"},
        "Tarvo": {"correct": "none"},
        "Amber Quill": {"name": "Amber J. Quill", "id": "q1"},
    }
    rows = filled(ng.Review.load(tmp_path / "review.csv"), answers)
    assert {row.surface for row in rows} >= set(answers)
    rows.write(tmp_path / "review.csv")
    files = {
        "overrides": tmp_path / "overrides.csv",
        "aliases": tmp_path / "aliases.csv",
        "lexicon": tmp_path / "names.csv",
        "train": tmp_path / "train.jsonl",
    }
    done = ng.Review.load(tmp_path / "review.csv").apply(**files)
    assert done.overrides == 2
    assert done.aliases == 1
    after = mentions(overrides=files["overrides"])
    changed = []
    for doc, start, stop, label in before:
        surface = TEXTS[doc][start:stop]
        if surface != "Tarvo":
            changed.append((doc, start, stop, "PERSON" if surface == "Zorbelix" else label))
    assert [x for x in after if x in changed] == changed
    assert {TEXTS[d][a:b] for d, a, b, _ in after if (d, a, b, _) not in changed} <= {"Zorbelix"}
    t = ng.extract(TEXTS, aliases=files["aliases"], overrides=files["overrides"])
    assert {e.ext_id for e in t.entities if e.name == "Amber J. Quill"} == {"q1"}
    # Applying twice changes nothing.
    old = {name: path.read_bytes() for name, path in files.items()}
    assert ng.Review.load(tmp_path / "review.csv").apply(**files)[1:] == (0, 0, 0, 0)
    assert {name: path.read_bytes() for name, path in files.items()} == old


def test_training_data_is_what_train_reads(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    answers = {"Zorbelix": {"correct": "ORG"}, "Tarvo": {"correct": "none"}}
    done = filled(ng.review(TEXTS, n=100, per_surface=5), answers).apply(train=path)
    examples = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert done.train == len(examples) > 1
    names = [(e["text"][a:b], label) for e in examples for a, b, label in e["entities"]]
    assert set(names) == {("Zorbelix", "ORG")}
    for e in examples:
        for a, b in e["checked"]:
            assert "Zorbelix" in e["text"][a:b] or "Tarvo" in e["text"][a:b]
    figures = ng.train(path, out=tmp_path / "own.ngm", labels=["ORG"], epochs=1)
    assert figures.n_names == len(names)
    assert figures.n_lost == 0


def test_the_lexicon_file_is_what_a_lexicon_reads(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    rows = filled(
        ng.review(TEXTS, n=100),
        {
            "Quill": {"name": "Amber Quill", "id": "q1"},
            "Amber Quill": {"name": "Amber Quill", "id": "q1"},
        },
    )
    assert rows.apply(lexicon=path).lexicon >= 1
    lexicon = ng.Lexicon.from_table(
        str(path), name="name", id="id", label="label", aliases="aliases"
    )
    assert "Amber Quill" in lexicon


# ---------------------------------------------------------------- conflicts


def row(doc: int, sentence: str, surface: str, label: str, correct: str) -> ng.ReviewRow:
    before, _, after = sentence.partition(surface)
    start = len(before)
    place = (doc, None, start, start + len(surface), before, surface, after)
    return ng.ReviewRow(*place, label, 0.5, "M33", 1, "unsure", correct)


def test_two_ways_get_contexts(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    texts = ["Shares of Amber Dune fell.", "Her friend Amber Dune said so."]
    rows = [row(0, texts[0], "Amber Dune", "PERSON", "ORG"),
            row(1, texts[1], "Amber Dune", "ORG", "PERSON")]  # fmt: skip
    ng.Review(rows).apply(overrides=path)
    made = ng.Overrides.load(path)
    assert [(x.label, x.context) for x in made] == [
        ("ORG", "Amber Dune fell."),
        ("PERSON", "Amber Dune said"),
    ]
    for text, label in zip(texts, ("ORG", "PERSON"), strict=True):
        assert [m.label for m in ng.mentions(text, overrides=path)] == [label]


def test_answers_that_say_the_same_are_no_conflict(tmp_path: Path) -> None:
    rows = [
        row(0, "Amber fell.", "Amber", "ORG", "ok"),
        row(0, "Amber said.", "Amber", "PERSON", "ORG"),
    ]
    path = tmp_path / "o.csv"
    assert ng.Review(rows).apply(overrides=path).overrides == 1
    assert list(ng.Overrides.load(path)) == [ng.Override("Amber", "ORG")]
    rows = [
        row(0, "Amber fell.", "Amber", "ORG", "ok"),
        row(0, "Amber said.", "Amber", "PERSON", "ok"),
    ]
    assert ng.Review(rows).apply(overrides=tmp_path / "p.csv").overrides == 0


@pytest.mark.parametrize(("doc", "what"), [(0, "in one article"), (1, "in the same sentence")])
def test_what_no_context_separates_names_both_lines(tmp_path: Path, doc: int, what: str) -> None:
    rows = [
        row(0, "Amber fell.", "Amber", "PERSON", "ORG"),
        row(doc, "Amber fell.", "Amber", "PERSON", "none"),
    ]
    path = tmp_path / "overrides.csv"
    with pytest.raises(ValueError, match=f"row [12] and row [12]: 'Amber' is corrected .* {what}"):
        ng.Review(rows).apply(overrides=path, train=tmp_path / "t.jsonl")
    assert list(tmp_path.iterdir()) == []  # nothing was written


def test_existing_files_are_added_to(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text("label,surface,never,context\n,Dune,PERSON,", encoding="utf-8")
    rows = ng.Review([row(0, "Amber fell.", "Amber", "PERSON", "ORG")])
    rows.apply(overrides=path)
    assert path.read_text() == "label,surface,never,context\n,Dune,PERSON,\nORG,Amber,,\n"
    path.write_text("surface,label\nAmber,GPE\n")
    with pytest.raises(ValueError, match=r"overrides.csv, line 2 and row 1: they contradict"):
        rows.apply(overrides=path)
    path.write_text("surface,never\nDune,ORG\n")
    with pytest.raises(ValueError, match="has no column 'label'"):
        rows.apply(overrides=path)
    assert path.read_text() == "surface,never\nDune,ORG\n"


def test_a_name_for_what_is_none_is_refused(tmp_path: Path) -> None:
    wrong = row(0, "Amber fell.", "Amber", "PERSON", "none")._replace(name="A")
    with pytest.raises(ValueError, match="row 1: 'Amber' has a name or an id"):
        ng.Review([wrong]).apply(overrides=tmp_path / "o.csv")


def test_never_this_label(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    ng.Review([row(0, "Amber fell.", "Amber", "PERSON", "not")]).apply(overrides=path)
    assert list(ng.Overrides.load(path)) == [ng.Override("Amber", None, "PERSON")]


# ---------------------------------------------------------------------- CLI


def test_cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news, out = tmp_path / "news.jsonl", tmp_path / "review.csv"
    lines = [json.dumps({"body": x, "url": f"u{i}"}) for i, x in enumerate(TEXTS)]
    news.write_text("\n".join(lines), encoding="utf-8")
    command = ["review", str(news), "--text", "body", "--id", "url", "-o", str(out)]
    assert main([*command, "--n", "9", "--labels", "PERSON", "ORG"]) == 0
    rows = ng.Review.load(out)
    assert {r.label for r in rows} == {"PERSON", "ORG"}
    assert rows[0].article in {"u0", "u1", "u2", "u3"}
    # A file that is there may hold corrections.
    assert main(command) != 0
    assert "is there already" in capsys.readouterr().err
    filled(rows, {rows[0].surface: {"correct": "none"}}).write(out)
    over = tmp_path / "over.csv"
    assert main(["review", "--apply", str(out), "--overrides", str(over)]) == 0
    assert [x.surface for x in ng.Overrides.load(over)] == [rows[0].surface]
    assert main(["review", "--apply", str(out)]) != 0
    assert (
        main(["extract", str(news), "--text", "body", "-t", "mentions", "--overrides", str(over)])
        == 0
    )
    assert f'"{rows[0].surface}"' not in capsys.readouterr().out
