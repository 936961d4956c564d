"""Aliases that the user gives."""

import copy
import pickle
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng
from nutgraf import _core

Rows = list[dict[str, str | None]]


def found(text: str, rows: Any) -> list[tuple[str, str | None, str, list[str]]]:
    return [(e.name, e.ext_id, e.label, e.aliases) for e in ng.entities(text, aliases=rows)]


# ------------------------------------------------------------------ meaning


def test_one_id_is_one_entity() -> None:
    rows: Rows = [
        {"surface": "Facebook", "id": "wd:Q380", "name": "Meta Platforms", "label": "ORG"},
        {"surface": "Meta", "id": "wd:Q380"},
    ]
    text = "Facebook grew in Paris. The company Meta said so."
    assert found(text, rows) == [
        ("Meta Platforms", "wd:Q380", "ORG", ["Facebook", "Meta"]),
        ("Paris", "wd:Q90", "GPE", ["Paris"]),
    ]


def test_one_name_is_one_entity() -> None:
    rows: Rows = [{"surface": "Facebook", "name": "M"}, {"surface": "Google", "name": "M"}]
    (row,) = found("Shares of Facebook rose, and shares of Google fell.", rows)
    assert row == ("M", None, "ORG", ["Facebook", "Google"])


def test_what_the_rules_would_join_is_split() -> None:
    text = "Jane Roe spoke. Ms. Roe left."
    assert len(ng.entities(text)) == 1
    rows: Rows = [{"surface": "Jane Roe", "id": "a"}, {"surface": "Roe", "id": "b"}]
    assert found(text, rows) == [
        ("Jane Roe", "a", "PERSON", ["Jane Roe"]),
        ("Roe", "b", "PERSON", ["Roe"]),
    ]


def test_two_entities_are_never_joined_by_a_third_name() -> None:
    text = (
        "The World Trade Organization (WTO) met. The U.S. spoke to the United States and America."
    )
    rows: Rows = [
        {"surface": "World Trade Organization", "id": "a"},
        {"surface": "WTO", "id": "b"},
        {"surface": "U.S.", "id": "c"},
        {"surface": "America", "id": "d"},
    ]
    ids = [e.ext_id for e in ng.entities(text, aliases=rows)]
    assert ids[:3] == ["a", "b", "c"]
    assert "d" in ids


def test_names_that_are_not_listed_join_by_the_rules() -> None:
    rows: Rows = [{"surface": "Jane Roe", "name": "Jane Q. Roe", "id": "a"}]
    assert found("Jane Roe spoke. Ms. Roe left.", rows) == [
        ("Jane Q. Roe", "a", "PERSON", ["Jane Roe", "Roe"])
    ]
    # Also by the name of the entity.
    rows = [{"surface": "Facebook", "name": "Google", "id": "a"}]
    (row,) = found("Shares of Facebook rose, and shares of Google fell.", rows)
    assert row == ("Google", "a", "ORG", ["Facebook", "Google"])


def test_a_listed_name_is_no_part_of_another() -> None:
    """Roe is whom the user says, though the article has a Jane Roe."""
    rows: Rows = [{"surface": "Roe", "name": "John Roe", "id": "a"}]
    assert found("Jane Roe spoke. Ms. Roe left.", rows) == [
        ("Jane Roe", None, "PERSON", ["Jane Roe"]),
        ("John Roe", "a", "PERSON", ["Roe"]),
    ]


def test_the_lexicon_is_overruled() -> None:
    rows: Rows = [{"surface": "Georgia", "name": "Georgia Corp", "label": "ORG"}]
    (row,) = ng.entities("The army of Georgia won.", aliases=rows)
    assert (row.name, row.ext_id, row.country, row.label, row.ambiguous) == (
        "Georgia Corp",
        None,
        None,
        "ORG",
        False,
    )
    rows = [{"surface": "Holland", "id": "iso:NL"}]
    (row,) = ng.entities("He lives in Holland.", aliases=rows)
    assert (row.ext_id, row.country) == ("iso:NL", "NL")


def test_a_label_alone_leaves_the_entity_to_the_rules() -> None:
    rows: Rows = [{"surface": "Roe", "label": "ORG"}]
    assert found("Shares of Roe Inc. fell. Roe shares rose.", rows) == [
        ("Roe Inc.", None, "ORG", ["Roe Inc.", "Roe"])
    ]
    rows = [{"surface": "Jane Roe", "label": "ORG"}]
    assert found("Jane Roe spoke.", rows) == [("Jane Roe", None, "ORG", ["Jane Roe"])]


def test_letter_case_counts_and_white_space_does_not() -> None:
    rows: Rows = [{"surface": " Jane \n Roe ", "id": "a"}]
    for text, wanted in [
        ("Jane Roe spoke.", "a"),
        ("Jane \t Roe spoke.", "a"),
        ("Jane\u00a0Roe spoke.", "a"),
        ("JANE ROE spoke.", None),
    ]:
        assert [e.ext_id for e in ng.entities(text, aliases=rows)] == [wanted], text


def test_context() -> None:
    rows: Rows = [
        {"surface": "Roe", "id": "any"},
        {"surface": "Roe", "id": "bank", "context": "the bank"},
        {"surface": "Roe", "id": "club", "context": "aab aab"},
    ]

    def id_in(text: str) -> list[str | None]:
        return [e.ext_id for e in ng.entities(text, aliases=rows)]

    assert id_in("Mr. Roe spoke.") == ["any"]
    assert id_in("Mr. Roe spoke of the bank.") == ["bank"]
    assert id_in("Mr. Roe spoke of The bank.") == ["any"]
    assert id_in("Mr. Roe said aaab aab.") == ["club"]
    # Of two that hold, the first.
    assert id_in("Mr. Roe said aab aab at the bank.") == ["bank"]
    # Each article by itself.
    texts = ["Mr. Roe spoke.", "Mr. Roe spoke of the bank."] * 3
    tables = ng.extract(texts, tables=["entities"], aliases=rows, threads=1)
    assert [e.ext_id for e in tables.entities] == ["any", "bank"] * 3


def test_many_entities() -> None:
    """Their numbers are no acronyms."""
    rows: Rows = [{"surface": f"Quorn{i}", "id": f"id{i}"} for i in range(3000)]
    text = "The World Trade Organization met, and Amnesty International. "
    plain = found(text, [])
    for i in range(0, 3000, 50):
        more = " ".join(
            f"Shares of Quorn{k} Inc. fell, said Jane Quorn{k}." for k in range(i, i + 50)
        )
        assert found(text + more, rows)[: len(plain)] == plain


def test_a_row_makes_no_mention() -> None:
    assert found("He likes the bread.", [{"surface": "bread", "id": "a"}]) == []


def test_explained() -> None:
    rows: Rows = [{"surface": "Jane Roe", "id": "a"}]
    reasons = ng.explain("Jane Roe spoke.", 0, 8, aliases=rows)
    assert [(r.rule, r.decision, r.kind) for r in reasons if r.stage == "entities"] == [
        ("J1", "joined", "PERSON")
    ]
    assert all(r.stage != "entities" for r in ng.explain("Jane Roe spoke.", 0, 8))


# ------------------------------------------------------------------ objects


ROWS: Rows = [
    {"surface": "Facebook", "id": "wd:Q380", "name": "Meta"},
    {"surface": "Roe", "label": "ORG", "context": "bank"},
]


def test_a_sequence_of_rows() -> None:
    aliases = ng.Aliases(ROWS)
    assert len(aliases) == 2
    assert aliases[0] == ng.Alias("Facebook", "Meta", "wd:Q380")
    assert [a.surface for a in aliases] == ["Facebook", "Roe"]
    assert aliases[1:] == (ng.Alias("Roe", label="ORG", context="bank"),)
    assert repr(aliases) == "<Aliases: 2 rows>"
    assert aliases == ng.Aliases(iter(ROWS))
    assert hash(aliases) == hash(ng.Aliases(tuple(ROWS)))
    assert aliases != ng.Aliases(ROWS[:1])
    assert aliases != ROWS
    assert len(ng.Aliases([])) == 0
    with pytest.raises(AttributeError):
        aliases._rows = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    "again", [lambda x: pickle.loads(pickle.dumps(x)), copy.copy, copy.deepcopy]
)
def test_copies(again: Any) -> None:
    aliases = ng.Aliases(ROWS)
    assert again(aliases) == aliases
    assert again(aliases).id == aliases.id
    pipeline = ng.Pipeline(aliases=ROWS)
    assert again(pipeline) == pipeline
    text = "Shares of Facebook fell."
    assert list(again(pipeline).entities(text)) == list(pipeline.entities(text))


def test_pipelines() -> None:
    one, other = ng.Pipeline(aliases=ROWS), ng.Pipeline()
    assert one != other
    assert one == ng.Pipeline(aliases=ng.Aliases(ROWS))
    assert hash(one) == hash(ng.Pipeline(aliases=ROWS))
    assert "aliases=<Aliases: 2 rows>" in repr(one)
    assert "aliases" not in repr(other)
    text = "Shares of Facebook fell."
    hashes = {
        p.read(text).tables.entities.metadata["options_hash"]
        for p in (one, other, ng.Pipeline(aliases=ROWS[:1]))
    }
    assert len(hashes) == 3


def test_functions_make_a_pipeline_once() -> None:
    from nutgraf._pipeline import cached_pipeline

    assert cached_pipeline(aliases=ROWS) is cached_pipeline(aliases=ng.Aliases(ROWS))


def test_threads() -> None:
    rows: Rows = [
        {"surface": f"Roe{i}", "id": f"id{i}", "context": f"word{i}" if i % 2 else None}
        for i in range(200)
    ]
    texts = [
        f"Shares of Roe{i % 200} Inc. and of Jane Roe{i % 200} fell. word{i % 3}"
        for i in range(900)
    ]
    one = ng.extract(texts, tables=["entities"], aliases=rows, threads=1).entities.to_dict()
    pipeline = ng.Pipeline(aliases=rows)
    for threads in (2, 8):
        assert (
            pipeline.extract(texts, tables=["entities"], threads=threads).entities.to_dict() == one
        )
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda text: pipeline.entities(text).to_dict(), texts[:100] * 4))
    assert made[:100] == made[100:200] == made[300:]


def test_linear_time() -> None:
    """In the text, whatever contexts begin like it."""
    rows: Rows = [{"surface": "Roe", "id": "a", "context": "a" * 500 + "b"}]

    def took(n: int) -> float:
        text = "Mr. Roe spoke of " + "a" * n + "."
        pipeline = ng.Pipeline(aliases=rows)
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            pipeline.entities(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert took(400_000) < 40 * took(40_000) + 0.05


# -------------------------------------------------------------------- files


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "aliases é.csv"
    path.write_text(
        'surface,name,id,label,context\n"Roe, Jane",,x,,\n\nFacebook,Meta,wd:Q380,ORG,\nGoogle,,y\n',
        encoding="utf-8-sig",
    )
    aliases = ng.Aliases.load(path)
    assert list(aliases) == [
        ng.Alias("Roe, Jane", None, "x"),
        ng.Alias("Facebook", "Meta", "wd:Q380", "ORG"),
        ng.Alias("Google", None, "y"),
    ]
    for form in (path, str(path), aliases):
        (row,) = ng.entities("Shares of Facebook fell.", aliases=form)
        assert row.name == "Meta"


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("surface,name\nFacebook,Meta\n")
    assert [e.name for e in ng.entities("Shares of Facebook fell.", aliases=path)] == ["Meta"]
    path.write_text("surface,name\nFacebook,Meta Platforms\n")
    assert [e.name for e in ng.entities("Shares of Facebook fell.", aliases=path)] == [
        "Meta Platforms"
    ]


def test_columns_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,surface\r\nx,Roe\r\n")
    assert list(ng.Aliases.load(path)) == [ng.Alias("Roe", None, "x")]


# ------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"surface": ""}], "row 1: surface is empty"),
        ([{"surface": " \n", "id": "a"}], "row 1: surface is empty"),
        ([{"id": "a"}], "row 1: surface is empty"),
        ([{"surface": None, "id": "a"}], "row 1: surface is empty"),
        ([{"surface": "Roe"}], "row 1: 'Roe' has neither name nor id nor label"),
        ([{"surface": "Roe", "id": " "}], "row 1: 'Roe' has neither name nor id nor label"),
        ([{"surface": "Roe", "label": "COMPANY"}], "row 1: label must be one of PERSON, NORP"),
        ([{"surface": "Roe", "label": "DATE"}], "not 'DATE'"),
        ([{"surface": "Roe", "ident": "a"}], "row 1: unknown key 'ident'; keys are surface, name"),
        ([{"surface": "R\0e", "id": "a"}], "row 1: surface has a NUL character"),
        (
            [
                {"surface": "Roe", "id": "a"},
                {"surface": "Poe", "id": "b"},
                {"surface": " Roe", "id": "a"},
            ],
            "row 1 and row 3: they say the same of 'Roe'",
        ),
        (
            [{"surface": "Roe", "id": "a"}, {"surface": "Roe", "id": "b"}],
            "row 1 and row 2: they contradict each other about 'Roe'",
        ),
        (
            [
                {"surface": "Roe", "id": "a", "context": "x"},
                {"surface": "Roe", "id": "b", "context": "x"},
            ],
            "about 'Roe' where the article has 'x'",
        ),
        (
            [
                {"surface": "Roe", "id": "a", "name": "R"},
                {"surface": "Poe", "id": "a", "name": "P"},
            ],
            "row 1 and row 2: id 'a' has two names, 'R' and 'P'",
        ),
        (
            [
                {"surface": "Roe", "name": "R", "label": "ORG"},
                {"surface": "Poe", "name": "R", "label": "GPE"},
            ],
            "row 1 and row 2: name 'R' has two labels, 'ORG' and 'GPE'",
        ),
        (
            [
                {"surface": "Roe", "name": "R", "id": "a"},
                {"surface": "Poe", "name": "R", "id": "b"},
                {"surface": "Doe", "name": "R"},
            ],
            "row 3: 'R' is the name of a and b: say which",
        ),
    ],
)
def test_wrong_rows(rows: Any, message: str) -> None:
    with pytest.raises(ValueError, match="aliases: ") as error:
        ng.Aliases(rows)
    assert message in str(error.value)
    with pytest.raises(ValueError, match="aliases: "):
        ng.entities("Roe", aliases=rows)


@pytest.mark.parametrize(
    "rows", [3, b"a.csv", {"surface": "Roe", "id": "a"}, ["Roe"], [{"surface": 3, "id": "a"}]]
)
def test_wrong_types(rows: Any) -> None:
    with pytest.raises(TypeError, match="aliases"):
        ng.Pipeline(aliases=rows)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "line 1: no column names"),
        (b"name,id\nRoe,a\n", "line 1: no column 'surface' among name, id"),
        (b"surface,nam\nRoe,a\n", "line 1: unknown column 'nam'; columns are surface, name"),
        (b"surface,id,id\nRoe,a,b\n", "line 1: a column stands twice"),
        (b"surface,id\nRoe,a,b\n", "line 2: 3 cells, but 2 columns"),
        (b"surface,id\n\nRoe,a\n,b\n", "line 4: surface is empty"),
        (b'surface,id\n"Roe\nPoe",a\nX,\n', "line 4: 'X' has neither name nor id nor label"),
        (b'surface,id\n"Roe,a\n', "line 2: "),
        (b"surface,id\nRoe,a\nPoe,b\nRoe,c\n", "line 2 and line 4: they contradict each other"),
        (b"surface,id\nRoe,a\nR\xe9,b\n", "line 3: not UTF-8"),
    ],
)
def test_wrong_files(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="aliases: ") as error:
        ng.Aliases.load(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.csv"):
        ng.Pipeline(aliases=tmp_path / "none.csv")


def test_native_rows_are_checked() -> None:
    for rows in ([], (("a",),), ((3, None, None, None, 0, -1),), (("", None, None, None, 0, -1),)):
        with pytest.raises((TypeError, ValueError)):
            _core.Aliases(rows)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="aliases"):
        _core.Pipeline(aliases=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["surface", "name", "id", "context"])
def test_a_lone_surrogate_is_named(key: str) -> None:
    """Found by fuzzing."""
    with pytest.raises(ValueError, match=rf"row 1: {key} has a lone surrogate"):
        ng.Aliases([{"surface": "Roe", "name": "Jane Roe", key: "a\ud800"}])
