"""nutgraf inside of other packages, the real ones: the same rows as from `extract()`."""

import json
import subprocess
import sys
import time
import warnings
from importlib import import_module
from pathlib import Path

import pytest

import nutgraf as ng

TEXTS = [
    "“We know,” said Mayor Jane Roe of Springfield on Monday. Ms. Roe left.",
    "",
    "Paul Poe met Jane Roe in France.\n\n  The U.S. paid $3.5bn,  he said.",
]
TABLES = tuple(name for name in ng.extract([]) if name != "errors")
MADE = ng.extract(TEXTS)


def as_stored(rows: list[dict]) -> str:
    """Numbers of 32 bits as such."""

    def plain(value):
        if isinstance(value, float):
            return None if value != value else round(value, 4)
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return list(value) if isinstance(value, (list, tuple)) else value

    return json.dumps([plain(row) for row in rows], default=str)


def rows_of(table: str) -> list[dict]:
    return ng.extract(TEXTS, tables=[table])[table].to_pylist()


# ---------------------------------------------------------------- data frames


@pytest.mark.parametrize("table", TABLES)
def test_pandas(table: str) -> None:
    pandas = pytest.importorskip("pandas")
    import_module("nutgraf.pandas")
    frame = pandas.DataFrame({"body": TEXTS}, index=["a", "b", "c"])
    made = getattr(frame["body"].nutgraf, table)()
    assert list(made.index) == ["abc"[row["doc"]] for row in rows_of(table)]
    assert list(made.columns) == list(MADE[table].columns)
    assert len(made) == len(rows_of(table))


@pytest.mark.parametrize("table", TABLES)
def test_polars(table: str) -> None:
    polars = pytest.importorskip("polars")
    import_module("nutgraf.polars")
    made = getattr(polars.Series("body", TEXTS).nutgraf, table)()
    assert as_stored(made.to_dicts()) == as_stored(rows_of(table))


def test_columns_without_texts() -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    import_module("nutgraf.pandas")
    import_module("nutgraf.polars")
    with pytest.raises(AttributeError, match="this series holds int64: choose the column"):
        pandas.Series([1]).nutgraf.entities()
    with pytest.raises(TypeError, match="this series holds Int64: choose the column"):
        polars.Series([1]).nutgraf.entities()
    assert len(polars.Series("a", [], dtype=polars.String).nutgraf.entities()) == 0
    assert len(pandas.Series([], dtype="object").nutgraf.entities()) == 0


def test_options_and_dates() -> None:
    pandas = pytest.importorskip("pandas")
    import_module("nutgraf.pandas")
    texts = pandas.Series(["She left on Friday.", "well-known"])
    dates = texts.nutgraf.dates(published=pandas.Series(["2017-08-14", None]))
    assert list(dates["value"]) == ["2017-08-11"]
    assert len(texts.nutgraf.tokens(scheme="ud")) > len(texts.nutgraf.tokens())
    assert texts.nutgraf.extract(tables=["blocks"]).blocks[0].kind == "body"


def test_narwhals() -> None:
    narwhals = pytest.importorskip("narwhals")
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    for frame in (polars.DataFrame({"t": TEXTS}), pandas.DataFrame({"t": TEXTS})):
        wrapped = narwhals.from_native(frame)
        assert ng.extract(wrapped, text="t").quotes == MADE.quotes
        assert ng.extract(wrapped["t"]).quotes == MADE.quotes


# ------------------------------------------------------------------------ SQL


@pytest.mark.parametrize("table", TABLES)
def test_functions_in_duckdb(table: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    import nutgraf.duckdb

    with duckdb.connect() as db:
        db.execute("create table news (doc uinteger, body varchar)")
        db.executemany("insert into news values (?, ?)", [*enumerate(TEXTS), (3, None)])
        assert nutgraf.duckdb.register(db, tables=[table]) == [f"nutgraf_{table}"]
        made = db.execute(
            f"select doc, unnest(nutgraf_{table}(body), recursive := true) from news order by doc"
        )
        names = [column[0] for column in made.description]
        found = [dict(zip(names, row, strict=True)) for row in made.fetchall()]
        # What is asked for in one call for one text has numbers of its own.
        assert as_stored(found) == as_stored([{"doc": row["doc"], **row} for row in rows_of(table)])
        nothing = db.execute(f"select nutgraf_{table}(null)").fetchone()
        assert nothing == (None,)


def test_tables_in_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as db:
        db.register("q", MADE.quotes)
        db.register("e", MADE.entities)
        found = db.sql(
            "select e.name, q.text from q join e on q.doc = e.doc and q.speaker_entity = e.entity"
            " order by q.doc, q.quote"
        ).fetchall()
    assert found[0] == ("Jane Roe", "We know")


# --------------------------------------------------------------- Hugging Face


def test_datasets() -> None:
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    given = datasets.Dataset.from_dict({"u": ["x", "y", "z"], "t": TEXTS})
    for table in ("entities", "quotes", "articles"):
        made = given.map(
            ng.datasets.mapper(table, text="t", id="u"),
            batched=True,
            batch_size=2,
            remove_columns=given.column_names,
            features=ng.datasets.features(table),
        )
        wanted = rows_of(table)
        for row in wanted:
            row["article_id"] = "xyz"[row.pop("doc")]
        names = list(made.column_names)
        assert as_stored(made.to_list()) == as_stored([{n: r[n] for n in names} for r in wanted])


# ---------------------------------------------------------------------- spaCy


@pytest.fixture(scope="module")
def blank():
    spacy = pytest.importorskip("spacy")
    return spacy.blank("en")


def test_a_doc_of_our_tokens(blank) -> None:
    for text in [*TEXTS, "  Two\n\n\nlines  here ", " ", "\n"]:
        a = ng.read(text)
        doc = a.to_spacy(blank)
        assert doc.text == text
        words = [t.text for t in doc if not t.is_space]
        assert words == a.tokens["text"]
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [
            (m.start, m.stop, m.label) for m in a.mentions
        ]
        if text.strip():
            assert len(list(doc.sents)) >= len(a.sentences)
        assert doc._.nutgraf is a
    for unit in ("byte", "utf16"):
        doc = ng.read("Zürich: Jane Roe left.".encode(), offsets=unit).to_spacy(blank)
        assert [e.text for e in doc.ents] == ["Zürich", "Jane Roe"]


def test_a_component_of_spacy(blank) -> None:
    import spacy

    import nutgraf.spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf")
    doc = nlp(TEXTS[0])
    assert doc.ents[0].text == "Jane Roe"
    assert {e.label_ for e in doc.ents} >= {"PERSON", "DATE"}
    assert doc._.nutgraf.quotes[0].text == "We know"
    assert [s.text for s in doc.sents] == [s.text for s in ng.read(TEXTS[0]).sentences]
    assert len(nlp("")) == 0
    # Our tokens in place of spaCy's.
    nlp.tokenizer = nutgraf.spacy.Tokenizer(nlp.vocab)
    doc = nlp(TEXTS[2])
    assert [t.text for t in doc if not t.is_space] == ng.tokens(TEXTS[2])["text"]
    assert doc.text == TEXTS[2]
    # What is there already stays.
    first = spacy.blank("en")
    first.add_pipe("entity_ruler").add_patterns([{"label": "MAYOR", "pattern": "Jane Roe"}])
    first.add_pipe("nutgraf", config={"sentences": False})
    assert first(TEXTS[0]).ents[0].label_ == "MAYOR"
    assert not first(TEXTS[0]).has_annotation("SENT_START")


def test_a_pipeline_that_is_none() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(TypeError, match="nlp must be a pipeline"):
        ng.read("Jane Roe left.").to_spacy(None)  # type: ignore[arg-type]


def test_columns_of_other_things() -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("nutgraf.pandas")
    mixed = pandas.Series(["Jane Roe left.", 3, None], dtype=object)
    assert mixed.nutgraf.mentions().text.tolist() == ["Jane Roe"]
    assert len(pandas.Series([], dtype=object).nutgraf.mentions()) == 0
    with pytest.raises(AttributeError, match="this series holds datetime64"):
        pandas.Series(pandas.to_datetime(["2020-01-01"])).nutgraf.mentions()


def test_displacy() -> None:
    displacy = pytest.importorskip("spacy.displacy")
    data = ng.read(TEXTS[0]).to_displacy()
    html = displacy.render(data, style="ent", manual=True, page=True)
    assert "Jane Roe" in html
    for unit in ("byte", "utf16"):
        assert ng.read(TEXTS[0], offsets=unit).to_displacy() == data


# --------------------------------------------------------------- scikit-learn


@pytest.fixture
def vectorizer():
    pytest.importorskip("sklearn")
    from nutgraf.sklearn import EntityVectorizer

    return EntityVectorizer


def test_counts_of_entities(vectorizer) -> None:
    made = vectorizer(labels=["PERSON", "GPE"])
    counts = made.fit_transform(TEXTS)
    names = list(made.get_feature_names_out())
    assert counts.shape == (3, len(names))
    assert counts[0, names.index("PERSON:Jane Roe")] == 2
    assert counts[2, names.index("PERSON:Jane Roe")] == 1
    assert counts[1].sum() == 0
    assert (made.transform(TEXTS) != counts).nnz == 0
    assert made.transform(["Nobody knows Xenia Yu."]).sum() == 0
    bare = vectorizer(with_label=False, binary=True).fit(TEXTS)
    assert "Jane Roe" in bare.get_feature_names_out()
    assert bare.transform(TEXTS[:1]).max() == 1
    with pytest.raises(ValueError, match="document 1: text must be str"):
        made.transform(["A.", None])
    with pytest.raises(ValueError, match="string object received"):
        made.fit("A text.")
    with pytest.raises(ValueError, match="no document names an entity of PERSON, GPE"):
        made.fit(["Nobody came.", ""])


def test_an_estimator_like_others(vectorizer) -> None:
    import pickle

    from sklearn.base import clone
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.utils.estimator_checks import check_estimator

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # says that its checks of numbers do not apply
        check_estimator(vectorizer())
    copy = clone(vectorizer(labels=["ORG"], min_df=2))
    assert copy.get_params()["labels"] == ["ORG"]
    assert copy.set_params(binary=True).binary is True
    model = make_pipeline(vectorizer(), LogisticRegression())
    texts = ["Jane Roe left.", "Paul Poe left."] * 6
    search = GridSearchCV(model, {"entityvectorizer__labels": [None, ["PERSON"]]}, cv=2)
    search.fit(texts, [0, 1] * 6)
    assert list(search.predict(["Jane Roe spoke.", "Paul Poe spoke."])) == [0, 1]
    fitted = pickle.loads(pickle.dumps(vectorizer().fit(texts)))
    assert list(fitted.get_feature_names_out()) == ["PERSON:Jane Roe", "PERSON:Paul Poe"]


# --------------------------------------------------------------------- graphs


def test_gexf(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    t = ng.extract(["Jane Roe said Paul Poe lied. “Poe is wrong,” Roe said."])
    t.speaker_graph().to_gexf(tmp_path / "a.gexf")
    graph = networkx.read_gexf(tmp_path / "a.gexf")
    assert list(graph.edges) == [("Jane Roe (PERSON)", "Paul Poe (PERSON)")]


# ------------------------------------------------------------------- imports


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    others = (
        "pandas", "polars", "pyarrow", "duckdb", "datasets", "spacy", "sklearn", "networkx",
        "pyspark", "dask", "altair", "numpy", "tqdm", "zstandard", "trafilatura", "narwhals",
    )  # fmt: skip
    code = f"""
import sys
import nutgraf as ng
a = ng.read("Jane Roe left.")
a.to_html(), a.quotes.to_html(), ng.extract(["A."]), list(ng.stream(["A."]))
print([name for name in {others!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("module", "extra"),
    [("pandas", "pandas"), ("polars", "polars"), ("sklearn", "sklearn")],
)
def test_extras_are_named(module: str, extra: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; import nutgraf.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert f"nutgraf.{module} needs {module}: pip install 'nutgraf[{extra}]'" in done.stderr


def test_spacy_sentences_take_linear_time() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf", config={"entities": False})
    seconds = []
    for n in (1_000, 8_000):
        doc = nlp.make_doc("It rained. " * n)
        component = nlp.get_pipe("nutgraf")
        start = time.perf_counter()
        component(doc)
        seconds.append(time.perf_counter() - start)
        assert len(list(doc.sents)) == n
    assert seconds[1] < 32 * seconds[0]  # 64 times if it were quadratic
