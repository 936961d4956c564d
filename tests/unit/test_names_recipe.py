"""The recipe of the names model: how sources are read, and what is made of them."""

import json
import random
import sys
from pathlib import Path

import pytest

from nutgraf._train import NAME_LABELS

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import names_augment as augment  # noqa: E402
import names_corpus as corpus  # noqa: E402
import names_invent as invent  # noqa: E402
from names_pools import Pools  # noqa: E402

GAZETTEER = corpus.Gazetteer(
    {"Ruritania": "GPE", "Zenda": "GPE", "Ruritanians": "NORP", "Ruritanian": "NORP"}
)
LISTS = {
    "name_given": [("Ann" + c, "loc=XX;src=faker") for c in "abcdefghijklmnopqrstu"],
    "name_surname": [("Roe" + c, "loc=XX;src=faker") for c in "abcdefghijklmnopqrstu"],
    "gpe_country": [("Ruritania", "src=hand"), ("Graustark", "src=hand")],
    "gpe_city": [("Zenda", "src=hand"), ("Strelsau", "src=hand")],
    "norp_demonym": [("Ruritanian", "src=hand"), ("Ruritanians", "src=hand")],
    "norp_ethnic": [("Blueish", "src=hand")],
    "org_party": [("Blue Party", "src=hand")],
    "org_university": [("University of Strelsau", "src=hand")],
    "org_company": [("Roe Works Inc", "src=hand"), ("Acme", "src=hand"), ("Secret", "src=other")],
    "org_media": [("Zenda Times", "src=hand")],
    "org_team": [("Zenda Rovers", "src=hand")],
    "org_igo": [("Postal League", "src=hand")],
    "org_militant": [("Black Band", "src=phoenix"), ("Red Band", "src=hand")],
    "fac": [("Zenda Airport", "src=hand")],
    "loc": [("Blue River", "src=hand")],
}
EMPTY = [
    *("gpe_city_ne", "gpe_subdivision", "norp_group", "org_brand", "org_gov"),
    *("org_ngo", "org_phoenix", "org_intl_phoenix"),
]


@pytest.fixture(scope="module")
def pools(tmp_path_factory: pytest.TempPathFactory) -> Pools:
    folder = tmp_path_factory.mktemp("lexicon")
    for name in [*LISTS, *EMPTY]:
        rows = "".join(f"{s}\tX\t{s}\t\t{extra}\n" for s, extra in LISTS.get(name, []))
        (folder / f"{name}.tsv").write_text(rows, encoding="utf-8")
    return Pools.load(folder)


def surfaces(document: corpus.Document) -> list[tuple[str, str]]:
    return [(document.text[a:b], label) for a, b, label in document.entities]


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "label", "kept"),
    [
        ("the Blue Party", "ORG", "Blue Party"),
        ("Ruritania's", "GPE", "Ruritania"),
        ("President Ann Roe", "PERSON", "Ann Roe"),
        ("Sen. Ann Roe", "PERSON", "Ann Roe"),
        ("“The Last Roe”,", "WORK_OF_ART", "Last Roe"),
        ("The Hague", "GPE", "The Hague"),
        ("King", "PERSON", "King"),
    ],
)
def test_trim_leaves_out_what_is_no_part_of_a_name(text: str, label: str, kept: str) -> None:
    start, stop = corpus.trim(text, 0, len(text), label)
    assert text[start:stop] == kept


def test_places_are_told_apart_or_left_open(tmp_path: Path) -> None:
    text = "Zenda, Zenda Bridge, the Blue River and Foo"
    rows = [
        [text.index(s), text.index(s) + len(s), "LOC"]
        for s in ("Zenda,", "Zenda Bridge", "Blue River", "Foo")
    ]
    row = {"id": "a", "text": text, "entities": rows, "sentences": [[0, len(text)]]}
    [document] = corpus.read_coarse(write(tmp_path / "a.jsonl", row), GAZETTEER)
    assert surfaces(document) == [
        ("Zenda", "GPE"),
        ("Zenda Bridge", "FAC"),
        ("Blue River", "LOC"),
        ("Foo", corpus.PLACE),
    ]


def test_a_sentence_with_what_cannot_be_told_does_not_count(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": "Zenda won. Blue Thing lost.",
        "entities": [[0, 5, "place"], [11, 21, "abstract"]],
        "sentences": [[0, 10], [11, 27]],
    }
    [document] = corpus.read_gum(write(tmp_path / "a.jsonl", row), GAZETTEER)
    assert surfaces(document) == [("Zenda", "GPE")]
    assert document.checked == ((0, 10),)


def test_tweets_are_spaced_as_people_write_and_handles_are_no_names(tmp_path: Path) -> None:
    text = "@ roe_x hey , Ann did n't go to Zenda !"
    names = [
        (text.index(s), s, kind) for s, kind in (("roe_x", "PER"), ("Ann", "PER"), ("Zenda", "LOC"))
    ]
    row = {
        "id": "t",
        "source": "BroadTwitterCorpus",
        "text": text,
        "entities": [[0, 1, "PER"], *([at, at + len(s), kind] for at, s, kind in names)],
        "sentences": [[0, len(text)]],
    }
    [document] = corpus.read_tweets(write(tmp_path / "t.jsonl", row), GAZETTEER)
    assert document.text == "@roe_x hey, Ann didn't go to Zenda!"
    assert surfaces(document) == [("Ann", "PERSON"), ("Zenda", "GPE")]
    assert document.labels is not None
    assert "NORP" not in document.labels


def test_a_lost_apostrophe_leaves_its_s_in_the_token(tmp_path: Path) -> None:
    row = {
        "id": "p",
        "text": "Roes house, Ann said.",
        "entities": [[0, 3, "PERSON"], [12, 15, "PERSON"]],
    }
    [document] = corpus.read_own(write(tmp_path / "p.jsonl", row))
    assert surfaces(document) == [("Roes", "PERSON"), ("Ann", "PERSON")]


def test_a_law_has_its_year() -> None:
    text = "the Clean Air Act of 1990"
    start, stop, _ = corpus.with_year(text, 4, 17, "LAW")
    assert text[start:stop] == "Clean Air Act of 1990"
    assert corpus.with_year(text, 4, 17, "ORG") == (4, 17, "ORG")


def test_labels_find_their_text_by_its_hash(tmp_path: Path) -> None:
    text = "Ann Roe left."
    row = {
        "id": "x",
        "sha256": corpus.sha256(text),
        "checked": [[0, 13]],
        "entities": [[0, 7, "PERSON"]],
    }
    path = write(tmp_path / "l.jsonl", row)
    raw = corpus.raw_texts([write(tmp_path / "raw.jsonl", {"text": text}, {"text": "other"})])
    assert [surfaces(d) for d in corpus.read_labels(path, raw)] == [[("Ann Roe", "PERSON")]]
    with pytest.raises(KeyError):
        list(corpus.read_labels(path, {}))


def test_the_labels_of_the_repository_are_well_formed() -> None:
    for path in sorted((TOOLS / "labels").glob("*.jsonl")):
        for row in corpus.json_rows(path):
            assert len(row["sha256"]) == 64
            assert "text" not in row
            last = 0
            for start, stop, label in row["entities"]:
                assert last <= start < stop
                assert label in NAME_LABELS
                assert any(a <= start and stop <= b for a, b in row["checked"])
                last = stop


DOCUMENT = corpus.Document(
    "d",
    'Ann Roea of the Blue Party left Zenda. "Roea lost," said Ruritania\'s NBBC.',
    (
        (0, 8, "PERSON"),
        (16, 26, "ORG"),
        (32, 37, "GPE"),
        (40, 44, "PERSON"),
        (57, 66, "GPE"),
        (69, 73, "ORG"),
    ),
    ((0, 38), (39, 74)),
)


def test_names_move_with_the_text() -> None:
    moved = augment.rewrite(DOCUMENT, [(32, 37, "Strelsau"), (69, 73, "X")], "e")
    assert moved.text == DOCUMENT.text.replace("Zenda", "Strelsau").replace("NBBC", "X")
    assert [s for s, _ in surfaces(moved)] == [
        "Ann Roea",
        "Blue Party",
        "Strelsau",
        "Roea",
        "Ruritania",
        "X",
    ]
    assert moved.checked == ((0, 41), (42, 74))


def test_substitution_keeps_who_is_who(pools: Pools) -> None:
    changed = 0
    for seed in range(20):
        copy = augment.substituted(DOCUMENT, pools, random.Random(seed))
        assert copy is not None
        names = dict(zip([s for s, _ in surfaces(DOCUMENT)], surfaces(copy), strict=True))
        full, family = names["Ann Roea"][0], names["Roea"][0]
        assert [label for _, label in surfaces(copy)] == [n[2] for n in DOCUMENT.entities]
        if full != "Ann Roea" and family != "Roea":
            assert full.split()[-1] == family
            changed += 1
    assert changed > 5


def test_the_same_seed_gives_the_same_text(pools: Pools) -> None:
    def make() -> list[str]:
        rng = random.Random(3)
        documents = [
            augment.substituted(DOCUMENT, pools, rng),
            augment.with_lead(DOCUMENT, pools, rng),
            augment.other_marks(DOCUMENT, rng),
            *augment.case_copies([DOCUMENT], 1.0, rng),
        ]
        return [d.to_json() for d in documents if d is not None]

    assert make() == make()


def test_case_copies_keep_their_names() -> None:
    for seed in range(20):
        for copy in augment.case_copies([DOCUMENT], 1.0, random.Random(seed)):
            for surface, _ in surfaces(copy):
                assert surface.lower() in DOCUMENT.text.lower()
                assert surface.strip() == surface


def test_title_case_leaves_small_words_small() -> None:
    assert augment.title("fire in the old town kills two") == "Fire in the Old Town Kills Two"


def test_lists_that_may_not_ship_are_not_read(pools: Pools) -> None:
    assert "Secret" not in pools.company
    assert pools.single == ["Acme"]  # not the bands: two words, and one of an unclear list
    assert "Black Band" not in pools.classes


def test_every_sentence_of_ours_can_be_filled(pools: Pools) -> None:
    rng = random.Random(1)
    lines = (TOOLS / "names_sentences.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            text, names = invent.sentence(line, pools, rng)
            assert not set("{}[]|") & set(text)
            last = 0
            for start, stop, label in names:
                assert last <= start < stop <= len(text)
                assert label in NAME_LABELS
                last = stop
