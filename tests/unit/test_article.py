import copy
import datetime
import json
import pickle
import time

import pytest

import nutgraf as ng


def test_fields(article: str) -> None:
    a = ng.read(article, id="a1")
    assert a.text is article
    assert a.id == "a1"
    assert a.headline == "Mayor Quits Amid Inquiry"
    assert a.bylines == ["Jane Roe"]
    assert a.published == datetime.date(2017, 8, 11)
    assert a.published_source == "stamp"
    assert a.letter_case == "mixed"
    assert a.dateline_place is not None
    assert "SPRINGFIELD" in a.dateline_place


def test_given_date_goes_first(article: str) -> None:
    a = ng.read(article, published="2020-02-29")
    assert (a.published, a.published_source) == (datetime.date(2020, 2, 29), "given")


def test_tables(article: str) -> None:
    a = ng.read(article)
    assert a.blocks == a.tables.blocks == ng.blocks(article)
    assert a.sentences == a.tables.sentences == ng.sentences(article)
    assert a.tokens == a.tables.tokens == ng.tokens(article)
    assert a.mentions == a.tables.mentions == ng.mentions(article)
    row = a.tables.articles[0]
    counts = (len(a.blocks), len(a.sentences), len(a.tokens))
    assert (row.n_blocks, row.n_sentences, row.n_tokens) == counts
    assert row.n_chars == len(article)
    assert row.n_bytes == len(article.encode())
    assert article[row.headline_start : row.headline_stop] == a.headline


@pytest.mark.parametrize("offsets", ["char", "byte", "utf16"])
@pytest.mark.parametrize("kind", [str, bytes])
def test_texts_of_rows(article: str, offsets, kind) -> None:
    text = f"🇰🇵 {article}"
    a = ng.read(text if kind is str else text.encode(), offsets=offsets)
    plain = ng.read(text)
    for name in ("blocks", "sentences", "tokens", "mentions"):
        expected = [row.text for row in plain.tables[name]]
        assert [row.text for row in a.tables[name]] == expected
    for sentence, row in zip(plain.sentences, a.sentences, strict=True):
        assert text[sentence.start : sentence.stop] == row.text


def test_to_dict_is_json(article: str) -> None:
    a = ng.read(article, id="x")
    data = json.loads(json.dumps(a.to_dict()))
    assert data["published"] == "2017-08-11"
    assert data["headline"] == a.headline
    assert data["sentences"] == a.sentences.to_pylist()
    assert "text" not in data
    assert "errors" not in data


def test_empty() -> None:
    a = ng.read("")
    assert a.headline is None
    assert a.bylines == []
    assert (a.published, a.published_source) == (None, "none")
    assert len(a.tokens) == 0
    assert repr(a).startswith("<Article 'without headline'")


def test_repr(article: str) -> None:
    assert "Mayor Quits" in repr(ng.read(article))
    assert len(repr(ng.read("Word " * 14 + "\n\nA sentence is here."))) < 200


def test_immutable(article: str) -> None:
    a = ng.read(article)
    with pytest.raises(AttributeError):
        a.headline = "x"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        a.extra = 1  # type: ignore[attr-defined]


def test_pipelines_are_values(article: str) -> None:
    p = ng.Pipeline(scheme="ud", offsets="byte")
    same = pickle.loads(pickle.dumps(p))
    assert same == p
    assert hash(same) == hash(p)
    assert same.tokens(article) == p.tokens(article)
    assert p != ng.Pipeline()
    assert p != "p"
    assert "scheme='ud'" in repr(p)
    bare = pickle.loads(pickle.dumps(ng.Pipeline(lexicon=None)))
    assert bare.lexicon is None


def test_schemes_differ() -> None:
    text = "A well-known U.S. man."
    words = {s: [t.text for t in ng.tokens(text, scheme=s)] for s in ("news", "ud", "uax29")}
    assert "well-known" in words["news"]
    assert "-" in words["ud"]
    assert "U.S." in words["news"]
    assert words["uax29"] != words["news"]


def test_objects_are_immutable(article: str) -> None:
    read = ng.read(article)
    objects = {
        "text": read,
        "name": read.tokens,
        "scheme": ng.Pipeline(),
        "path": ng.Pipeline().model,
        "stops": ng.segment(article, "word"),
    }
    for name, thing in objects.items():
        with pytest.raises(AttributeError, match="immutable"):
            setattr(thing, name, None)
        with pytest.raises(AttributeError):
            delattr(thing, name)
    with pytest.raises(AttributeError, match="immutable"):
        read.headline = "another"  # type: ignore[misc]
    assert copy.copy(read).headline == read.headline


def test_a_headline_is_sought_in_linear_time() -> None:
    """Thousands of lines above the body that could all head it."""

    def seconds(n: int) -> float:
        menu = "Skip to content\nMenu\nLog in\nSubscribe\nPrivacy policy\nTerms of use\n"
        teasers = "".join(f"Council closes harbour bridge spring {i}\n" for i in range(n))
        other = "Quiet weather report page here\n" * 80
        body = (
            "The council voted on Tuesday to close the old harbour bridge for repairs that will "
            "last until spring, its engineers said.\n\n"
        )
        text = menu + teasers + other + body * 4
        best = 60.0
        for _ in range(3):
            start = time.perf_counter()
            ng.blocks(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(40_000) < 7 * seconds(10_000) + 0.05
