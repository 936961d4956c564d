import datetime

import pytest

import nutgraf as ng

TEXTS = ["One. Two.", "", "Three here.\n\nFour."]


def spans(tables: ng.Tables) -> list[tuple[int, int, int]]:
    return [(s.doc, s.start, s.stop) for s in tables.sentences]


EXPECTED = [(0, 0, 4), (0, 5, 9), (2, 0, 11), (2, 13, 18)]


@pytest.mark.parametrize("make", [list, tuple, iter, lambda texts: (t for t in texts)])
def test_texts_of_any_iterable(make) -> None:
    assert spans(ng.extract(make(TEXTS))) == EXPECTED


def test_nothing() -> None:
    tables = ng.extract([])
    assert list(tables) == [
        *("articles", "blocks", "sentences", "tokens", "mentions"),
        *("dates", "numbers", "entities", "roles", "quotes", "errors"),
    ]
    assert all(len(tables[name]) == 0 for name in tables)


def test_an_article_row_for_each_text() -> None:
    articles = ng.extract(TEXTS).articles
    assert articles["doc"] == [0, 1, 2]
    assert articles["n_chars"] == [len(text) for text in TEXTS]
    assert articles["n_sentences"] == [2, 0, 2]


def test_same_as_read(article: str) -> None:
    one = ng.read(article, id="x", published="2017-08-12")
    many = ng.extract([article], id=["x"], published="2017-08-12")
    for name in many:
        assert many[name].to_pylist() == one.tables[name].to_pylist()


def test_rows_of_mappings() -> None:
    rows = [{"body": t, "url": i, "date": f"2020-01-0{i + 1}"} for i, t in enumerate(TEXTS)]
    tables = ng.extract(iter(rows), text="body", id="url", published="date")
    assert spans(tables) == EXPECTED
    assert tables.articles["article_id"] == ["0", "1", "2"]
    assert tables.articles["published"] == [datetime.date(2020, 1, d) for d in (1, 2, 3)]


def test_one_date_for_all() -> None:
    for published in ("2020-05-01", datetime.date(2020, 5, 1), datetime.datetime(2020, 5, 1, 12)):
        articles = ng.extract(TEXTS, published=published, tables=["articles"]).articles
        assert articles["published"] == [datetime.date(2020, 5, 1)] * 3
        assert articles["published_source"] == ["given"] * 3
    rows = [{"t": text} for text in TEXTS]
    articles = ng.extract(rows, text="t", published="2020-05-01").articles
    assert articles["published"] == [datetime.date(2020, 5, 1)] * 3


def test_parallel_ids_and_dates() -> None:
    articles = ng.extract(
        TEXTS, id=["a", None, 3], published=["2020-01-01", None, ""], tables=["articles"]
    ).articles
    assert articles["article_id"] == ["a", None, "3"]
    assert articles["published"] == [datetime.date(2020, 1, 1), None, None]


@pytest.mark.parametrize("name", ["id", "published"])
@pytest.mark.parametrize("n", [2, 4])
def test_lengths_differ(name: str, n: int) -> None:
    with pytest.raises(ValueError, match=name):
        ng.extract(TEXTS, **{name: ["2020-01-01"] * n})


def test_pandas_and_polars() -> None:
    for module in ("pandas", "polars"):
        library = pytest.importorskip(module, reason=f"{module} is optional")
        frame = library.DataFrame({"body": TEXTS, "url": ["a", "b", "c"], "n": [1, 2, 3]})
        tables = ng.extract(frame, text="body", id="url", published="2020-01-01")
        assert spans(tables) == EXPECTED
        assert tables.articles["article_id"] == ["a", "b", "c"]
        assert ng.extract(frame, text="body", id="n").articles["article_id"] == ["1", "2", "3"]
        assert spans(ng.extract(frame["body"])) == EXPECTED
        with pytest.raises(ValueError, match="there are body, url, n"):
            ng.extract(frame, text="nope")
        with pytest.raises(ValueError, match="text= must name a column"):
            ng.extract(frame)


def test_dates_of_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is optional")
    dates = pandas.to_datetime(pandas.Series(["2020-01-01", None, "2020-01-03"]))
    frame = pandas.DataFrame({"t": TEXTS, "d": dates})
    articles = ng.extract(frame, text="t", published="d", tables=["articles"])
    assert len(articles.errors) == 0
    wanted = [datetime.date(2020, 1, 1), None, datetime.date(2020, 1, 3)]
    assert articles.articles["published"] == wanted


def test_numpy() -> None:
    numpy = pytest.importorskip("numpy", reason="numpy is optional")
    assert spans(ng.extract(numpy.array(TEXTS))) == EXPECTED
    days = numpy.array(["2020-01-01"] * 3, dtype="datetime64[D]")
    assert ng.extract(TEXTS, published=days).articles["published_source"] == ["given"] * 3


def test_arrow_column() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is optional")
    assert spans(ng.extract(pyarrow.array(TEXTS).to_pylist())) == EXPECTED


def test_only_what_is_asked_for() -> None:
    tables = ng.extract(TEXTS, tables=["sentences", "sentences"])
    assert list(tables) == ["sentences", "errors"]
    assert spans(tables) == EXPECTED


def test_asking_for_less_changes_no_row(article: str) -> None:
    everything = ng.extract([article] * 3)
    for name in ("articles", "blocks", "sentences", "tokens", "mentions"):
        alone = ng.extract([article] * 3, tables=[name])[name]
        if name != "articles":  # its counts are those of the stages that ran
            assert alone == everything[name]


def test_on_error() -> None:
    tables = ng.extract(["One.", None, "Two."])
    assert tables.errors["doc"] == [1]
    assert [s.doc for s in tables.sentences] == [0, 2]
    with pytest.raises(ng.NutgrafError, match="doc 1: text must be str or bytes"):
        ng.extract(["One.", None], on_error="raise")
    with pytest.raises(ng.NutgrafError, match=r"doc 0 \('u'\)"):
        ng.extract([None], id=["u"], on_error="raise")


def test_generators_are_walked_run_by_run() -> None:
    seen = 0

    def texts():
        nonlocal seen
        for _ in range(50):
            seen += 1
            yield "Word " * 100_000

    batches = iter(ng.stream(texts(), tables=["blocks"], threads=1))
    next(batches)
    assert seen <= 8
    batches.close()


def test_rows_are_cut_by_their_texts() -> None:
    from nutgraf._inputs import chunks, resolve

    rows = [{"t": "x" * 400_000} for _ in range(10)]
    runs = list(chunks(resolve(rows, "t", None, None)))
    assert [len(run.texts) for run in runs] == [3, 3, 3, 1]
    assert [run.first_doc for run in runs] == [0, 3, 6, 9]
