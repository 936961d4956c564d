"""Spark and Dask, the real ones: the same rows as from one process."""

import datetime
import shutil
from pathlib import Path

import pytest

import nutgraf as ng

ROWS = [
    {
        "url": f"u{i}",
        "body": None if i == 7 else f"“We know {i},” said Mayor Jane Roe of town {i} on Monday.",
        "day": datetime.date(2020, 1, 1 + i % 28),
    }
    for i in range(60)
]
TABLES = ("articles", "blocks", "mentions", "dates", "numbers", "entities", "roles", "quotes")


def wanted(table: str) -> list[str]:
    """The rows with the article's id in the place of its number, in no order."""
    rows = []
    asked = [] if table == "errors" else [table]
    made = ng.extract(ROWS, text="body", id="url", published="day", tables=asked)
    for row in made[table].to_pylist():
        row["article_id"] = ROWS[row.pop("doc")]["url"]
        rows.append(row)
    return sorted(repr(sorted(as_stored(row).items())) for row in rows)


def as_stored(row: dict) -> dict:
    """Numbers of 32 bits as such; what is not there as None."""
    out = {}
    for key, value in row.items():
        if isinstance(value, float):
            value = None if value != value else round(value, 4)
        out[key] = value
    return out


@pytest.fixture(scope="module")
def session():
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    made = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executorEnv.PYTHONPATH", str(Path(ng.__file__).parents[1]))
        .getOrCreate()
    )
    yield made
    made.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark(session) -> None:
    frame = session.createDataFrame(
        [(r["url"], r["body"], r["day"]) for r in ROWS], "url string, body string, day date"
    ).repartition(5)
    for table in (*TABLES, "errors"):
        made = frame.mapInArrow(
            ng.spark.mapper(table, text="body", id="url", published="day"),
            ng.spark.schema(table),
        )
        assert made.schema == ng.spark.schema(table)
        rows = [as_stored(row.asDict(recursive=True)) for row in made.collect()]
        found = sorted(repr(sorted(plain(row).items())) for row in rows)
        assert found == wanted(table), table


def plain(row: dict) -> dict:
    import decimal

    return {k: int(v) if isinstance(v, decimal.Decimal) else v for k, v in row.items()}


@pytest.mark.slow
def test_dask() -> None:
    pytest.importorskip("dask.dataframe")
    import dask.dataframe
    import pandas

    frame = dask.dataframe.from_pandas(pandas.DataFrame(ROWS), npartitions=5)
    for table in (*TABLES, "errors"):
        made = frame.map_partitions(
            ng.dask.mapper(table, text="body", id="url", published="day"),
            meta=ng.dask.meta(table),
        )
        done = made.compute()
        assert list(done.columns) == list(ng.dask.meta(table).columns)
        rows = done.astype(object).where(done.notna(), None).to_dict("records")
        found = sorted(repr(sorted(as_stored(days(row)).items())) for row in rows)
        assert found == wanted(table), table


def days(row: dict) -> dict:
    return {k: v.date() if hasattr(v, "date") else v for k, v in row.items()}


def test_wrong_arguments() -> None:
    for engine in (ng.spark, ng.dask):
        with pytest.raises(ValueError, match="there is no table 'verbs'"):
            engine.mapper("verbs", text="a", id="b")
        with pytest.raises(ValueError, match="scheme must be one of"):
            engine.mapper("quotes", text="a", id="b", scheme="x")
        with pytest.raises(TypeError, match="id= must name a column"):
            engine.mapper("quotes", text="a", id=["b"])


def test_the_mapper_travels() -> None:
    """By pickle, as Spark sends it; and it reads a batch as it is."""
    import pickle

    pyarrow = pytest.importorskip("pyarrow")
    mapper = pickle.loads(pickle.dumps(ng.spark.mapper("quotes", text="body", id="url")))
    batch = pyarrow.RecordBatch.from_pylist(ROWS[:3])
    (made,) = mapper(iter([batch]))
    assert made.column("article_id").to_pylist() == ["u0", "u1", "u2"]
    assert made.schema.names[:3] == ["article_id", "quote", "sent"]
    assert list(mapper(iter([]))) == []


def test_engines_are_imported_when_asked_for() -> None:
    import subprocess
    import sys

    code = "import sys, nutgraf; assert 'nutgraf.spark' not in sys.modules; nutgraf.spark.mapper"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'flink'"):
        ng.flink  # noqa: B018
