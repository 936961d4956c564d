"""What the adapters cost over extract() on the same rows.

    python bench/adapters.py --corpus FILE.jsonl [--only pandas polars duckdb datasets sklearn spacy]

Both sides of a ratio are timed in one run, in turn, best of --rounds, with one thread. An adapter
is compared with `extract()` of a column of its own library into a frame of it, where it has one.
Those of scikit-learn and spaCy make objects of their own (a count matrix, a Doc), and what
these cost without nutgraf is given, too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import fresh, read_corpus
from scale import best

import nutgraf as ng

TABLE: Any = "quotes"


def compare(
    name: str, extract: Callable[[], object], adapter: Callable[[], object], rounds: int
) -> None:
    """Print one line."""
    extract()
    adapter()
    t = best({"extract": extract, "adapter": adapter}, rounds)
    print(f"{name}: {t['adapter'] / t['extract']:.3f} of extract() ({t['extract']:.2f} s)")


def pandas(texts: list[str], rounds: int) -> None:
    """The accessor."""
    import pandas

    import nutgraf.pandas  # noqa: F401 # registers the accessor

    series: Any = pandas.Series(texts)
    compare(
        "pandas",
        lambda: ng.extract(series, tables=[TABLE], threads=1)[TABLE].to_pandas(),
        lambda: series.nutgraf.quotes(threads=1),
        rounds,
    )


def polars(texts: list[str], rounds: int) -> None:
    """The namespace."""
    import polars

    import nutgraf.polars  # noqa: F401 # registers the accessor

    series: Any = polars.Series("body", texts)
    compare(
        "polars",
        lambda: polars.DataFrame(ng.extract(series, tables=[TABLE], threads=1)[TABLE]),
        lambda: series.nutgraf.quotes(threads=1),
        rounds,
    )


def duckdb(texts: list[str], rounds: int) -> None:
    """The functions of SQL, to Arrow."""
    import duckdb
    import pyarrow

    import nutgraf.duckdb

    con = duckdb.connect()
    con.execute("set threads = 1")
    nutgraf.duckdb.register(con)
    news = pyarrow.table({"body": texts})
    con.register("news", news)
    compare(
        "duckdb",
        lambda: pyarrow.table(ng.extract(news, text="body", tables=[TABLE], threads=1)[TABLE]),
        lambda: con.sql("select nutgraf_quotes(body) from news").to_arrow_table(),
        rounds,
    )


def datasets(texts: list[str], rounds: int) -> None:
    """`map`, without its cache."""
    import datasets

    datasets.disable_progress_bars()
    ids = list(map(str, range(len(texts))))
    ds = datasets.Dataset.from_dict({"url": ids, "body": texts})
    run = ng.datasets.mapper(TABLE, text="body", id="url")
    features = ng.datasets.features(TABLE)

    def mapped(function: Callable[..., object], given: Any) -> object:
        return ds.map(
            function,
            batched=True,
            remove_columns=ds.column_names,
            features=given,
            keep_in_memory=True,
            load_from_cache_file=False,
        )

    compare(
        "datasets",
        lambda: ng.extract(ds, text="body", tables=[TABLE], threads=1),
        lambda: mapped(run, features),
        rounds,
    )
    empty = {name: [] for name in features}
    bare = best({"bare": lambda: mapped(lambda _: empty, features)}, rounds)["bare"]
    print(f"  map() with a function that does nothing: {bare:.2f} s")


def sklearn(texts: list[str], rounds: int) -> None:
    """The vectorizer, and a CountVectorizer over the same names."""
    from nutgraf.sklearn import EntityVectorizer

    compare(
        "sklearn",
        lambda: ng.extract(fresh(texts), tables=["entities"], threads=1),
        lambda: EntityVectorizer().fit_transform(fresh(texts)),
        rounds,
    )


def spacy(texts: list[str], rounds: int) -> None:
    """The component, with spaCy's tokens and with ours."""
    import spacy

    import nutgraf.spacy

    tables: Any = ["tokens", "sentences", "mentions", "entities"]
    bare, theirs, ours = (spacy.blank("en") for _ in range(3))
    for nlp in (bare, theirs, ours):
        nlp.max_length = 10**9
    theirs.add_pipe("nutgraf")
    ours.add_pipe("nutgraf")
    ours.tokenizer = nutgraf.spacy.Tokenizer(ours.vocab)
    for name, nlp in (("its tokens", theirs), ("our tokens", ours)):
        compare(
            f"spacy, {name}",
            lambda: ng.extract(fresh(texts), tables=tables, threads=1),
            lambda nlp=nlp: [None for _ in nlp.pipe(fresh(texts))],
            rounds,
        )
    alone = best({"bare": lambda: [None for _ in bare.pipe(fresh(texts))]}, rounds)["bare"]
    print(f"  spaCy's tokenizer alone: {alone:.2f} s")


ADAPTERS: dict[str, Callable[[list[str], int], None]] = {
    "pandas": pandas,
    "polars": polars,
    "duckdb": duckdb,
    "datasets": datasets,
    "sklearn": sklearn,
    "spacy": spacy,
}


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="JSONL with a column 'text'")
    parser.add_argument("--bytes", type=int, default=4_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=ADAPTERS, default=list(ADAPTERS))
    args = parser.parse_args()
    texts = read_corpus(args.corpus, args.bytes)
    for name in args.only:
        ADAPTERS[name](texts, args.rounds)


if __name__ == "__main__":
    main()
