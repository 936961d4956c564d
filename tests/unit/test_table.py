import copy
import csv
import io
import json
import pickle

import pytest

import nutgraf as ng
from nutgraf import _cli

TEXT = "Ms. Roe left. Why? “No idea,” he said — twice."


@pytest.fixture
def tokens() -> ng.Table[ng.Token]:
    return ng.tokens(TEXT)


@pytest.fixture
def many() -> ng.Table[ng.Token]:
    """A table of several chunks."""
    texts = [f"Text number {i} of many. " * 200 for i in range(1200)]
    return ng.extract(texts, tables=["tokens"], threads=2).tokens


def test_rows(tokens: ng.Table[ng.Token]) -> None:
    assert len(tokens) == len(list(tokens)) > 0
    assert isinstance(tokens[0], ng.Token)
    assert tokens[0] == next(iter(tokens))
    assert tokens[-1] == list(tokens)[-1]
    assert [t.text for t in tokens] == tokens["text"]
    assert [t.tok for t in tokens] == list(range(len(tokens)))


def test_no_such_row(tokens: ng.Table[ng.Token]) -> None:
    for index in (len(tokens), -len(tokens) - 1):
        with pytest.raises(IndexError, match=f"no row {index}"):
            tokens[index]


def test_no_such_column(tokens: ng.Table[ng.Token]) -> None:
    with pytest.raises(KeyError, match=r"no column 'nope'; it has doc, tok"):
        tokens["nope"]
    with pytest.raises(KeyError, match="nope"):
        tokens.filter(nope=1)


@pytest.mark.parametrize(
    "key",
    [
        slice(None),
        slice(2, 5),
        slice(-3, None),
        slice(5, 2),
        slice(100, 200),
        slice(None, None, 2),
        slice(None, None, -1),
        slice(8, 1, -3),
    ],
)
def test_slices(tokens: ng.Table[ng.Token], key: slice) -> None:
    part = tokens[key]
    assert isinstance(part, ng.Table)
    assert list(part) == list(tokens)[key]
    assert part.metadata == tokens.metadata


def test_slices_over_chunks(many: ng.Table[ng.Token]) -> None:
    rows = list(many)
    n = len(rows)
    for key in (slice(n // 2, n // 2 + 10), slice(0, n, 9973), slice(None, None, -50_001)):
        assert list(many[key]) == rows[key]
    assert list(many[5 : n - 5][100:200]) == rows[105:205]
    assert list(many[::-1][:3]) == rows[::-1][:3]


def test_slice_of_a_sentence_keeps_its_text() -> None:
    sentences = ng.sentences(TEXT)
    assert [s.text for s in sentences[1:]] == [s.text for s in sentences][1:]
    assert sentences.filter(kind="question")[0].text == "Why?"


@pytest.mark.parametrize("wanted", ["wrod", ["word", "wrod"]])
def test_filter_by_a_word_that_the_closed_list_has_not(
    tokens: ng.Table[ng.Token], wanted: object
) -> None:
    with pytest.raises(ValueError, match=r"kind='wrod'.*word, number, punct"):
        tokens.filter(kind=wanted)


def test_filter(tokens: ng.Table[ng.Token]) -> None:
    rows = list(tokens)
    assert list(tokens.filter(kind="punct")) == [t for t in rows if t.kind == "punct"]
    both = tokens.filter(kind=["punct", "dash"], space_after=True)
    assert list(both) == [t for t in rows if t.kind in ("punct", "dash") and t.space_after]
    assert len(tokens.filter(kind="url")) == 0
    assert list(tokens.filter(doc=0)) == rows


def test_filter_by_any_values(tokens: ng.Table[ng.Token]) -> None:
    for wanted in (range(2), iter([0, 1]), {0: "x", 1: "y"}.keys(), tokens[:2]["tok"]):
        assert tokens.filter(tok=wanted)["tok"] == [0, 1]


def test_filter_by_lists() -> None:
    articles = ng.extract(["A\n\nBy Jane Roe\n\nMayor Roe left."], tables=["articles"]).articles
    assert len(articles.filter(bylines=[articles[0].bylines, ["Nobody"]])) == 1


@pytest.mark.parametrize("key", [1.0, None, (0, 1)])
def test_wrong_kind_of_index(tokens: ng.Table[ng.Token], key) -> None:
    with pytest.raises(TypeError, match=f"not {type(key).__name__}"):
        tokens[key]


def test_carriage_returns_in_csv() -> None:
    articles = ng.extract(["A text."], id=["a\rb"], tables=["articles"]).articles
    (row,) = csv.DictReader(io.StringIO(articles.to_csv(), newline=""))
    assert row["article_id"] == "a\rb"
    assert articles.to_csv().count("\r") == 1


def test_csv_for_spreadsheets(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    """What an article says is no formula, whatever it begins with; numbers stay numbers."""
    text = (
        "Zoë Roe said: -1+2 is a lot. She said: =A1 is none. +1 is, he said. @SUM(1) is, he said."
    )
    table = ng.quotes(text)
    rows = list(csv.DictReader(io.StringIO(table.to_csv(spreadsheet=True)[1:])))
    plain = list(csv.DictReader(io.StringIO(table.to_csv())))
    assert len(rows) == len(plain) > 0
    for row, before in zip(rows, plain, strict=True):
        assert not [c for c in row.values() if c[:1] in ("=", "+", "-", "@", "\t", "\r")]
        assert {k: v.removeprefix("'") for k, v in row.items()} == before
    assert {row["text"][:2] for row in rows} >= {"'-", "'="}
    table.to_csv(tmp_path / "q.csv", spreadsheet=True)
    assert (tmp_path / "q.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc,")
    tokens = ng.tokens("-5 = x").to_csv(spreadsheet=True)
    assert tokens.splitlines()[1].split(",")[0] == "0"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert _cli.main(["quotes", str(tmp_path / "a.txt"), "--spreadsheet"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("\ufeffdoc,")
    assert "'=A1" in out
    assert _cli.main(["quotes", str(tmp_path / "a.txt"), "--spreadsheet", "--format", "jsonl"]) == 2
    assert "--spreadsheet is for --format csv" in capsys.readouterr().err


def test_head(tokens: ng.Table[ng.Token]) -> None:
    assert list(tokens.head(2)) == list(tokens)[:2]
    assert len(tokens.head(10_000)) == len(tokens)


def test_plain_exports(tokens: ng.Table[ng.Token]) -> None:
    rows = [row._asdict() for row in tokens]
    assert tokens.to_pylist() == rows
    assert tokens.to_dict() == {name: [row[name] for row in rows] for name in tokens.columns}
    assert [json.loads(line) for line in tokens.to_jsonl().splitlines()] == rows
    read = list(csv.DictReader(io.StringIO(tokens.to_csv())))
    assert [row["text"] for row in read] == tokens["text"]
    assert list(read[0]) == list(tokens.columns)


def test_exports_to_files(tokens: ng.Table[ng.Token], tmp_path) -> None:
    for name in ("csv", "jsonl"):
        export = getattr(tokens, f"to_{name}")
        path = tmp_path / f"t.{name}"
        assert export(path) is None
        assert export(str(path)) is None
        buffer = io.StringIO()
        assert export(buffer) is None
        assert path.read_bytes().decode() == buffer.getvalue() == export()


def test_exports_of_nulls_dates_and_lists(article: str) -> None:
    articles = ng.extract([article, ""], id=["a", None], tables=["articles"]).articles
    first, second = csv.DictReader(io.StringIO(articles.to_csv()))
    assert second["article_id"] == second["headline"] == ""
    assert first["published"] == "2017-08-11"
    assert json.loads(first["bylines"]) == ["Jane Roe"]
    line = json.loads(articles.to_jsonl().splitlines()[0])
    assert line["published"] == "2017-08-11"
    assert line["bylines"] == ["Jane Roe"]


def test_empty() -> None:
    for table in ng.read("").tables:
        empty = ng.read("").tables[table]
        if table == "articles":
            continue
        assert len(empty) == 0
        assert list(empty) == empty.to_pylist() == []
        assert empty[:5].to_jsonl() == ""
        assert list(empty.to_dict()) == list(empty.columns)
        assert repr(empty).startswith(f"<Table {table}: 0 rows")
        assert empty[::-1].to_pylist() == []


def test_repr_is_short_and_plain(many: ng.Table[ng.Token]) -> None:
    shown = repr(many)
    assert len(shown.splitlines()) <= 13
    assert "more rows" in shown
    hostile = repr(ng.tokens("\x1b[31mred\x07"))
    assert all(c.isprintable() or c == "\n" for c in hostile)


def test_equality() -> None:
    assert ng.tokens(TEXT) == ng.tokens(TEXT)
    assert ng.tokens(TEXT) != ng.tokens(TEXT + " x")
    assert ng.tokens("") != ng.sentences("")
    assert ng.tokens("") != []
    with pytest.raises(TypeError, match="unhashable"):
        hash(ng.tokens(TEXT))


def test_pickle_says_what_to_do(tokens: ng.Table[ng.Token]) -> None:
    for attempt in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError, match="to_arrow"):
            attempt(tokens)


def test_metadata(tokens: ng.Table[ng.Token]) -> None:
    assert tokens.metadata["nutgraf_version"] == ng.__version__
    assert tokens.metadata["offset_unit"] == "char"
    tokens.metadata["nutgraf_version"] = "changed"
    assert tokens.metadata["nutgraf_version"] == ng.__version__
    other = ng.tokens(TEXT, offsets="byte").metadata
    assert other["options_hash"] != tokens.metadata["options_hash"]


def test_errors_can_be_asked_for() -> None:
    t = ng.extract([None, "A text."], tables=["errors"])
    assert list(t) == ["errors"]
    assert t.errors["doc"] == [0]


def test_tables() -> None:
    tables = ng.extract([TEXT], tables=["tokens"])
    assert list(tables) == ["tokens", "errors"]
    assert len(tables) == 2
    assert "tokens: " in repr(tables)
    with pytest.raises(KeyError, match="was not asked for"):
        _ = tables.blocks
    with pytest.raises(KeyError, match="no table 'nope'"):
        tables["nope"]  # type: ignore[index]


def test_jsonl_is_what_json_says(article: str) -> None:
    """The quick writer gives, byte for byte, what json.dumps() gives of each row."""
    texts = [f'{article}\n\n"quoted" \\ \u2028 \x01 🇰🇵', None, ""]
    tables = ng.extract(texts, id=['"x"\n', None, "y"], published=["2020-01-01", "soon", None])
    for name in tables:
        lines = [
            json.dumps(row, ensure_ascii=False, default=str) + "\n"
            for row in tables[name].to_pylist()
        ]
        assert tables[name].to_jsonl() == "".join(lines)
        assert tables[name][1:3].to_jsonl() == "".join(lines[1:3])
