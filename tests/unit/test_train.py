"""Training and measuring: a model from a page of sentences, and every wrong input told."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng

MARKED = """\
The board of [Acme Widgets|ORG] met [Jane Roe|PERSON] on Monday.
[John Doe|PERSON] said that [Zorbel Motors|ORG] would close.
Police told [Ann Poe|PERSON] to leave the office of [Norvik Widgets|ORG].
Shares of [Tandel Motors|ORG] fell, [Mark Moe|PERSON] said.
He was hired by [Kelber Widgets|ORG] last year — so they say.
[Lucy Loe|PERSON] said she would sell [Harbin Motors|ORG].
The minister met [Paul Coe|PERSON] and [Mary Joe|PERSON] in the café of [Roe Widgets|ORG].
No name stands in this sentence, which is about the weather."""


def example(marked: str) -> dict[str, Any]:
    text, entities = "", []
    for i, piece in enumerate(marked.replace("]", "[").split("[")):
        name, _, label = piece.partition("|")
        if i % 2:
            entities.append([len(text), len(text) + len(name), label])
        text += name
    return {"text": text, "entities": entities}


EXAMPLES = [example(line) for line in MARKED.splitlines()]
UNSEEN = "The board of Belder Widgets met Carl Noe. Anna Noe said Ostler Motors had met him."


def names(model: ng.Model) -> set[tuple[str, str]]:
    return {(m.label, m.text) for m in ng.mentions(UNSEEN, model=model, lexicon=None)}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model") / "own.ngm"
    seen: list[ng.Progress] = []
    figures = ng.train(
        EXAMPLES,
        dev=EXAMPLES,
        out=out,
        epochs=20,
        lexicon=None,
        min_count=1,
        metadata={"name": "page", "licence": "none"},
        progress=seen.append,
    )
    assert [p.epoch for p in seen] == list(range(1, len(seen) + 1))
    assert figures.n_texts == len(EXAMPLES)
    assert figures.n_names == 14
    assert figures.f1 > 99
    return out


def test_it_finds_names(path: Path) -> None:
    model = ng.Model.load(path)
    assert model.labels == ("PERSON", "ORG")
    assert model.metadata["name"] == "page"
    assert model.metadata["licence"] == "none"
    assert model.id == "page-1"
    assert model.n_bytes == path.stat().st_size
    assert "page" not in repr(model)
    assert str(path) in repr(model)
    assert {
        ("ORG", "Belder Widgets"),
        ("PERSON", "Carl Noe"),
        ("PERSON", "Anna Noe"),
        ("ORG", "Ostler Motors"),
    } <= names(model)
    found = ng.mentions(UNSEEN, model=model, lexicon=None)
    assert "M33" in {m.rule for m in found}
    assert all(0 < m.conf < 1 for m in found)


def test_offsets_of_wide_text(path: Path) -> None:
    text = "Ünïcode 🇰🇵 — the board of Belder Widgets met Carl Noe."
    for m in ng.mentions(text, model=ng.Model.load(path), lexicon=None):
        assert text[m.start : m.stop] == m.text


def test_same_input_same_file(path: Path, tmp_path: Path) -> None:
    files = []
    for i in range(2):
        out = tmp_path / f"{i}.ngm"
        ng.train(EXAMPLES, dev=EXAMPLES, out=out, epochs=3, seed=5, lexicon=None)
        files.append(out.read_bytes())
    assert files[0] == files[1]
    out = tmp_path / "other.ngm"
    ng.train(EXAMPLES, dev=EXAMPLES, out=out, epochs=3, seed=6, lexicon=None)
    assert out.read_bytes() != files[0]
    assert not list(tmp_path.glob("*.tmp*"))


def test_pipeline(path: Path) -> None:
    model = ng.Model.load(path)
    pipeline = ng.Pipeline(model=model)
    assert pipeline.model is model
    again = pickle.loads(pickle.dumps(pipeline))
    assert again.mentions(UNSEEN) == pipeline.mentions(UNSEEN)
    assert pipeline != ng.Pipeline(model=None)
    assert ng.Pipeline(model=None).model is None
    tables = pipeline.extract([UNSEEN] * 50, tables=["mentions"], threads=4)
    rows = [[m for m in tables.mentions if m.doc == doc] for doc in (0, 49)]
    assert [r[3:7] for r in rows[0]] == [r[3:7] for r in rows[1]]
    with pytest.raises(TypeError, match="model must be a Model or None, not str"):
        ng.Pipeline(model="own.ngm")  # type: ignore[arg-type]


def test_damaged_files(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    bad = tmp_path / "bad.ngm"
    for damage in (b"", data[:100], data[:-64], data[:200] + b"x" + data[201:], b"PK" + data[2:]):
        bad.write_bytes(damage)
        with pytest.raises(ng.FormatError, match=r"bad\.ngm"):
            ng.Model.load(bad)
    with pytest.raises(FileNotFoundError):
        ng.Model.load(tmp_path / "none.ngm")


WRONG: list[tuple[Any, str]] = [
    ({"entities": []}, '"text" is no string'),
    ({"text": "Jane"}, '"entities" is no list'),
    ({"text": "Jane", "entities": [[0, 9, "PERSON"]]}, r"span 0: \[0, 9\] is outside the text"),
    ({"text": "Jane", "entities": [[2, 2, "PERSON"]]}, r"span 0: \[2, 2\] is outside"),
    ({"text": "Jane", "entities": [[0, 4, "ROBOT"]]}, "unknown label 'ROBOT'"),
    ({"text": "Jane", "entities": [[0, 4]]}, r"\[0, 4\] is not \[start, stop, label\]"),
    (
        {"text": "Jane Roe", "entities": [[0, 6, "PERSON"], [5, 8, "ORG"]]},
        r"spans \(0, 6\) and \(5, 8\) overlap",
    ),
    ({"text": "Jane", "entities": [], "checked": [[0, 5]]}, r"checked span \[0, 5\] is outside"),
    ([1], "no object but list"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG)
def test_wrong_examples(wrong: Any, message: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps(e) for e in (EXAMPLES[0], wrong)))
    with pytest.raises(ValueError, match=rf"a\.jsonl, line 2.*{message}"):
        ng.train(file, out=tmp_path / "a.ngm")
    assert not (tmp_path / "a.ngm").exists()


def test_other_wrong_input(tmp_path: Path) -> None:
    out = tmp_path / "a.ngm"
    with pytest.raises(ValueError, match="no name"):
        ng.train([{"text": "Nothing here.", "entities": []}], out=out)
    with pytest.raises(ValueError, match="unknown label 'ROBOT'"):
        ng.train([{"text": "R2", "entities": [[0, 2, "ROBOT"]]}], out=out, labels=["DROID"])
    for labels in (["a b"], ["a|b"], ["a,b"], [""], ["x" * 64]):
        with pytest.raises(ValueError, match="is no label"):
            ng.train(EXAMPLES, out=out, labels=labels)
    with pytest.raises(ValueError, match="label 'ORG' is there twice"):
        ng.train(EXAMPLES, out=out, labels=["ORG", "ORG"])
    with pytest.raises(ValueError, match="1 to 31 labels"):
        ng.train(EXAMPLES, out=out, labels=[f"L{i}" for i in range(32)])
    with pytest.raises(ValueError, match="line break"):
        ng.train(EXAMPLES, out=out, epochs=1, metadata={"a": "b\nc"})
    with pytest.raises(OSError, match=r"none"):
        ng.train(EXAMPLES, out=tmp_path / "none" / "a.ngm", epochs=1)
    broken = tmp_path / "a.jsonl"
    broken.write_text("{")
    with pytest.raises(ValueError, match=r"a\.jsonl, line 1: no JSON"):
        ng.train(broken, out=out)

    def stop(progress: ng.Progress) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        ng.train(EXAMPLES, out=out, progress=stop)
    assert not out.exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[" * 100_000, "line 1: no JSON"),
        (r'{"text": "Roe", "entities": [[0, 1e999, "ORG"]]}', r"span 0: \[0, inf, 'ORG'\] is not"),
        (r'{"text": "Roe", "entities": [], "checked": 5}', '"checked" is no list'),
        (r'{"text": "Roe", "entities": [], "checked": [[0]]}', '"checked" is no list'),
        (r'{"text": "Roe", "entities": [], "checked": [[0, null]]}', '"checked" is no list'),
        (r'{"text": "Roe", "entities": [], "checked": [{}]}', '"checked" is no list'),
        (r'{"text": "Roe", "entities": [], "labels": 5}', '"labels" is no list'),
        (r'{"text": "Roe", "entities": [], "labels": "ORG"}', '"labels" is no list'),
        (r'{"text": "Roe", "entities": [], "labels": [[]]}', '"labels" is no list'),
        (r'{"text": "Roe", "entities": [], "weight": "much"}', '"weight" must be a number'),
        (r'{"text": "Roe", "entities": [], "weight": null}', '"weight" must be a number'),
        (r'{"text": "Roe", "entities": [], "weight": -1}', '"weight" must be a number'),
        (r'{"text": "Roe", "entities": [], "weight": NaN}', '"weight" must be a number'),
        ("\udcff", "not UTF-8"),
    ],
)
def test_wrong_examples_are_named(tmp_path: Path, line: str, message: str) -> None:
    """Some of these once were a TypeError, or did not say in which file (found by fuzzing)."""
    path = tmp_path / "a.jsonl"
    path.write_text(line, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ValueError, match=rf"a\.jsonl.*{message}"):
        ng.train(path, out=tmp_path / "a.ngm")


OWN = {"PERSON": "politician", "ORG": "société"}


@pytest.fixture(scope="module")
def own_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with labels that mentions do not have."""
    out = tmp_path_factory.mktemp("model") / "own.ngm"
    examples = [
        {**e, "entities": [[a, b, OWN[label]] for a, b, label in e["entities"]]} for e in EXAMPLES
    ]
    labels = list(OWN.values())
    figures = ng.train(
        examples, dev=examples, out=out, labels=labels, epochs=20, lexicon=None, min_count=1
    )
    assert figures.f1 > 99
    return out


def test_own_labels(own_path: Path) -> None:
    model = ng.Model.load(own_path)
    assert model.labels == ("politician", "société")
    found = ng.mentions(UNSEEN, model=model, lexicon=None)
    assert {("politician", "Carl Noe"), ("société", "Ostler Motors")} <= {
        (m.label, m.text) for m in found
    }
    first = found[0]
    shown = ng.explain(UNSEEN, first.start, first.stop, model=model, lexicon=None)
    assert first.label in {reason.kind for reason in shown}
    tables = ng.Pipeline(model=model, lexicon=None).extract([UNSEEN] * 20, tables=["mentions"])
    del model
    assert set(tables.mentions["label"]) == {m.label for m in found}
    assert "société" in dict(zip(found.columns, found.schema, strict=True))["label"].values
    assert {m.text for m in found.filter(label="politician")} >= {"Carl Noe"}
    kept = tables.mentions[3:9]
    assert [m.label for m in kept] == tables.mentions["label"][3:9]
    rows = ng.read(f"{UNSEEN} {UNSEEN}", model=ng.Model.load(own_path), lexicon=None)
    labels = {e.name: e.label for e in rows.entities}
    assert (labels["Carl Noe"], labels["Ostler Motors"]) == ("politician", "société")


def test_own_labels_in_arrow(own_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    found = ng.mentions(UNSEEN, model=ng.Model.load(own_path), lexicon=None)
    column = pa.table(found)["label"].combine_chunks()
    assert column.to_pylist() == found["label"]
    assert column.dictionary.to_pylist()[-2:] == ["politician", "société"]


def test_own_labels_evaluated(own_path: Path) -> None:
    pipeline = ng.Pipeline(model=ng.Model.load(own_path), lexicon=None)
    gold = [{"text": "Carl Noe met us.", "entities": [[0, 8, "politician"]]}]
    assert ng.evaluate(gold, pipeline).labels["politician"].gold == 1


ELECTIONS = """\
He lost the [1997 general election|election] by far.
She stood in the [2003 local elections|election] and won.
After the [1991 general election|election] he left the party.
They boycotted the [2010 local elections|election] in the north.
[Jane Roe|politician] won."""


def test_names_with_small_words(tmp_path: Path) -> None:
    examples = [example(line) for line in ELECTIONS.splitlines()]
    text, out = "He stood in the 1984 general election and lost.", tmp_path / "a.ngm"
    labels = ["election", "politician"]
    figures = [
        ng.train(examples, out=out, labels=labels, everywhere=everywhere, min_count=1)
        for everywhere in (False, True)
    ]
    assert [f.n_lost for f in figures] == [4, 0]
    (found,) = ng.mentions(text, model=ng.Model.load(out))
    assert (found.text, found.label) == ("1984 general election", "election")


@pytest.mark.slow
def test_labels_of_crossner(shared: Callable[[str], Path], tmp_path: Path) -> None:
    """200 sentences of politics with nine labels of their own."""
    out = tmp_path / "politics.ngm"
    name = "data/entities/sharealike/crossner_politics_smart.{}.jsonl"
    labels = ["politicalparty", "politician", "election", "organisation", "person", "location"]
    labels += ["country", "event", "misc"]
    train = [shared(name.format(part)) for part in ("train", "dev")]
    done = ng.train(train[0], dev=train[1], out=out, labels=labels, seed=1, everywhere=True)
    assert done.n_lost < 40
    figures = ng.evaluate(train[1], ng.Pipeline(model=ng.Model.load(out))).labels
    found = {label: round(score.f1, 1) for label, score in figures.items()}
    print(found)
    assert set(found) == set(labels)
    assert found["politicalparty"] > 60
    assert found["election"] > 60


CONLL = """-DOCSTART- O

The O
board O
of O
Acme B-ORG
Widgets I-ORG
met O
Jane B-PERSON
Roe I-PERSON
Ann B-PERSON

He O
left O
"""


def test_conll(tmp_path: Path) -> None:
    from nutgraf._train import read_examples

    file = tmp_path / "a.conll"
    file.write_text(CONLL)
    first, second = read_examples(file)
    assert first.text == "The board of Acme Widgets met Jane Roe Ann"
    found = [(first.text[a:b], names) for a, b, names in first.spans]
    assert found == [("Acme Widgets", ("ORG",)), ("Jane Roe", ("PERSON",)), ("Ann", ("PERSON",))]
    assert second.text == "He left"
    assert ng.train(file, out=tmp_path / "a.ngm", epochs=1).n_names == 3
    file.write_text("The O\nboard\n")
    with pytest.raises(ValueError, match=r"a\.conll, line 2: a token without a tag"):
        ng.train(file, out=tmp_path / "a.ngm")
    file.write_text("The X-ORG\n")
    with pytest.raises(ValueError, match="unknown tag 'X-ORG'"):
        ng.train(file, out=tmp_path / "a.ngm")


def test_partial_labels(tmp_path: Path) -> None:
    """A text that marks persons only says nothing of organisations."""
    persons = [
        {
            "text": e["text"],
            "entities": [x for x in e["entities"] if x[2] == "PERSON"],
            "labels": ["PERSON"],
        }
        for e in EXAMPLES
    ]
    out = tmp_path / "a.ngm"
    ng.train([*EXAMPLES, *persons], out=out, epochs=20, lexicon=None, min_count=1)
    assert ("ORG", "Ostler Motors") in names(ng.Model.load(out))
    either = [
        {**e, "entities": [[a, b, "PERSON|ORG"] for a, b, _ in e["entities"]]} for e in EXAMPLES
    ]
    ng.train([*EXAMPLES, *either], out=out, epochs=20, lexicon=None, min_count=1)
    assert ("PERSON", "Carl Noe") in names(ng.Model.load(out))
    checked = [{**e, "checked": [], "entities": []} for e in EXAMPLES]
    figures = ng.train([*EXAMPLES, *checked], out=out, epochs=2, lexicon=None)
    assert figures.n_names == 14


def test_evaluate(path: Path) -> None:
    pipeline = ng.Pipeline(model=ng.Model.load(path), lexicon=None)
    e = ng.evaluate(EXAMPLES, pipeline)
    assert e.names.gold == 14
    assert e.names.f1 > 95
    assert set(e.types) == {"PER", "ORG"}
    assert set(e.labels) == {"PERSON", "ORG"}
    assert e.slices["unseen"].gold == 14
    assert ng.evaluate(EXAMPLES, pipeline, seen=EXAMPLES).slices["unseen"].gold == 0
    assert e.slices["sentence_initial"].gold == 2
    title = {"text": "Sen. Jane Roe's", "entities": [[0, 15, "PERSON"]]}
    assert ng.evaluate([title], pipeline).names.gold == 1
    with pytest.raises(ValueError, match="offsets='char'"):
        ng.evaluate(EXAMPLES, ng.Pipeline(offsets="byte"))


def test_commands(tmp_path: Path, run_python: Callable[[str], str]) -> None:
    file, out = tmp_path / "a.jsonl", tmp_path / "a.ngm"
    file.write_text("\n".join(map(json.dumps, EXAMPLES)))
    cli = "from nutgraf._cli import main; main({!r})"
    train = ["train", str(file), "--dev", str(file), "-o", str(out), "--lexicon", "none", "-q"]
    assert run_python(cli.format(train)) == ""
    shown = run_python(cli.format(["eval", str(file), "--model", str(out), "--lexicon", "none"]))
    assert "slice headline" in shown
    shown = run_python(cli.format(["eval", str(file), "--model", str(out), "--json"]))
    assert json.loads(shown)["names"]["gold"] == 14


def test_what_was_read_before_changes_nothing() -> None:
    pipeline = ng.Pipeline()
    texts = [
        'He replied "I am not able to do that", said Thomas of Peru.',
        "At 6 in Lima, 6 of 9 and A. Roe of 1 Main St. met.",
        "A 3 B 4 C 5 D 6 E 7 F 8 G 9 H 0 I 1 J 2 said Ana Ruiz of Lima.",
    ]
    alone = [ng.Pipeline().mentions(text).to_pylist() for text in texts]
    for _ in range(2):
        assert [pipeline.mentions(text).to_pylist() for text in texts] == alone
    assert [pipeline.mentions(text).to_pylist() for text in reversed(texts)] == alone[::-1]
