"""Whatever comes in: an answer, or an error that says what to do."""

import datetime

import pytest

import nutgraf as ng

NO_TEXTS = [None, 5, 3.5, ["a"], {"text": "a"}, bytearray(b"a"), memoryview(b"a"), object()]
ONE_TEXT = [ng.read, ng.blocks, ng.sentences, ng.tokens, ng.mentions]


@pytest.mark.parametrize("function", ONE_TEXT)
@pytest.mark.parametrize("text", NO_TEXTS, ids=lambda text: type(text).__name__)
def test_no_text(function, text) -> None:
    with pytest.raises(TypeError, match=f"text must be str or bytes, not {type(text).__name__}"):
        function(text)


@pytest.mark.parametrize("function", ONE_TEXT)
@pytest.mark.parametrize("text", ["", b"", " ", "\n\n\r\n", "\ufeff", "\u200b\u2060"])
def test_empty_texts(function, text) -> None:
    result = function(text)
    tables = result.tables if isinstance(result, ng.Article) else {result.name: result}
    for name in tables:
        assert len(tables[name]) == (name == "articles")


def test_broken_utf8() -> None:
    for broken in (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x92", b"\xc0\x80", b"\x80" * 9):
        tokens = ng.tokens(b"Before " + broken + b" after.")
        assert "invalid" in tokens["kind"]
        assert tokens[0].text == "Before"
        assert tokens[-1].text == "."


def test_replacement_characters_are_invalid_too() -> None:
    assert "invalid" in ng.tokens("Before \ufffd after.")["kind"]


def test_lone_surrogates() -> None:
    text = "Before \ud800 after \udfff."
    tokens = ng.tokens(text)
    assert "invalid" in tokens["kind"]
    last = tokens[-1]
    assert text[last.start : last.stop] == "."
    assert ng.read(text, id="\ud800").id == "\ufffd"
    for table in ng.read(text).tables:
        ng.read(text).tables[table].to_jsonl().encode()


def test_nul() -> None:
    text = "Be\0fore. After\0"
    assert ng.read(text, id="a\0b").id == "a\0b"
    assert ng.tokens(text)[-1].stop == len(text)


@pytest.mark.parametrize("published", ["not a date", 5, object(), "2017-02-30"])
def test_bad_date(published) -> None:
    with pytest.raises(ValueError, match="published must be a date"):
        ng.read("A text.", published=published)
    with pytest.raises(ValueError, match="published must be a date"):
        ng.extract(["A text."], published=published)


def test_bad_date_of_a_row_costs_no_row() -> None:
    tables = ng.extract(["One.", "Two."], published=["soon", "2020-01-01"])
    assert tables.errors["stage"] == ["published"]
    assert "'soon'" in tables.errors[0].message
    assert tables.articles["published"] == [None, datetime.date(2020, 1, 1)]
    assert [s.doc for s in tables.sentences] == [0, 1]


def test_bad_rows_cost_no_others() -> None:
    texts = ["One.", None, float("nan"), 7, b"Two.", ["x"], "Three."]
    tables = ng.extract(texts, id=[f"id{i}" for i in range(7)])
    assert tables.errors["doc"] == [1, 2, 3, 5]
    assert tables.errors["article_id"] == ["id1", "id2", "id3", "id5"]
    assert set(tables.errors["code"]) == {"type"}
    assert [s.doc for s in tables.sentences] == [0, 4, 6]
    assert [e is None for e in tables.articles["error"]] == [
        True,
        False,
        False,
        False,
        True,
        False,
        True,
    ]


def test_tuples_are_no_texts() -> None:
    """Nor pairs of a code and a message, which is how the core is told of bad rows."""
    texts = ["One.", ("code", "message"), ("a",), (), "Two."]
    for tables in (ng.extract(texts), ng.extract([{"t": t} for t in texts], text="t")):
        assert tables.errors["code"] == ["type"] * 3
        assert [s.doc for s in tables.sentences] == [0, 4]


def test_bad_id() -> None:
    with pytest.raises(TypeError, match="id must be str or None, not int"):
        ng.read("A text.", id=5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"scheme": "ptb"}, "scheme must be one of news, ud, uax29, not 'ptb'"),
        ({"offsets": "line"}, "offsets must be one of char, byte, utf16, not 'line'"),
        ({"scheme": None}, "scheme must be one of"),
    ],
)
def test_unknown_values(options, message: str) -> None:
    for call in (lambda: ng.Pipeline(**options), lambda: ng.read("A.", **options)):
        with pytest.raises(ValueError, match=message):
            call()


def test_unknown_names() -> None:
    with pytest.raises(TypeError, match="nope"):
        ng.read("A.", nope=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="there is no table 'verbs'"):
        ng.extract(["A."], tables=["verbs"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="tables must be a list of names"):
        ng.extract(["A."], tables="tokens")
    with pytest.raises(ValueError, match="on_error must be"):
        ng.extract(["A."], on_error="ignore")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="threads must be 0"):
        ng.extract(["A."], threads=-1)


def test_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """2 GiB of text do not fit into a test; the core's report of one does."""
    from nutgraf import _core, _pipeline

    def run(pipeline, texts, ids, published, tables, first_doc, *more):
        return real(pipeline, [("too_long", "it is too long")] * len(texts), *rest(ids, published))

    def rest(ids, published):
        return ids, published, (1 << len(_core.TABLES)) - 1, 0

    real = _core.run
    monkeypatch.setattr(_pipeline._core, "run", run)
    with pytest.raises(ValueError, match="text: it is too long"):
        ng.read("A text.")
    assert ng.extract(["A text."]).errors["code"] == ["too_long"]


def test_errors_of_an_iterator_come_through() -> None:
    def texts():
        yield "One."
        raise OSError("disk gone")

    for threads in (1, 2):
        with pytest.raises(OSError, match="disk gone"):
            ng.extract(texts(), threads=threads)


def test_str_subclasses() -> None:
    class Text(str):
        pass

    assert ng.tokens(Text("A näive text.")) == ng.tokens("A näive text.")
    assert len(ng.extract([Text("One.")]).sentences) == 1


def test_threads_are_a_number() -> None:
    with pytest.raises(TypeError, match="threads must be an int, not str"):
        ng.extract(["A text."], threads="2")


def test_names_that_no_row_has() -> None:
    """A mistake in the call, which once gave rows of nulls; what some rows lack is their own."""
    rows = [{"body": "Jane Roe left.", "url": "a"}, {"body": "She did."}]
    for options, message in (
        ({"text": "bodi"}, "text='bodi': no row has it; the first has body, url"),
        ({"text": "body", "id": "ur"}, "id='ur': no row has it"),
        ({"text": "body", "published": "day"}, "published='day': no row has it"),
    ):
        with pytest.raises(ValueError, match=message):
            ng.extract(rows, **options)
    assert ng.extract(rows, text="body", id="url").articles["article_id"] == ["a", None]


def test_one_text_is_no_collection() -> None:
    with pytest.raises(TypeError, match="not one text"):
        ng.near_duplicates("Jane Roe left.")
    pytest.importorskip("trafilatura")
    with pytest.raises(ValueError, match=r"pathlib\.Path"):
        ng.read_html("page.html")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ids": ["a"]}, "there is no argument ids=; did you mean id="),
        ({"date": "2017-08-11"}, "did you mean published="),
        ({"Lexicon": None}, "did you mean lexicon="),
        ({"zzz": 1}, r"there is no argument zzz=; see nutgraf\.Pipeline"),
    ],
)
def test_arguments_that_there_are_not(options, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        ng.extract(["Jane Roe left."], **options)


def test_names_where_a_lexicon_belongs(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"names themselves are given as nutgraf\.Lexicon"):
        ng.match("Jane Roe left.", ["Jane Roe"])
    (tmp_path / "names.csv").write_text("name,id\nJane Roe,Q1\n")
    assert [m.ext_id for m in ng.match("Jane Roe left.", tmp_path / "names.csv")] == ["Q1"]


@pytest.mark.parametrize(
    "text", [chr(c) * n for c in range(33) for n in (1, 5)] + ["\0 a", "\x1f\n\0"]
)
def test_controls_alone(text: str) -> None:
    """A phrase of NULs once had a sentence and no block (a crash, found by fuzzing)."""
    assert ng.parse_date(text) is None
    assert ng.parse_number(text) is None
    ng.read(text).to_html()
    ng.Patterns("x :: x :: ANY => X").find(text)
