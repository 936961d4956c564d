"""What fuzzers run of the Python package: one function a target, which takes any bytes.

`fuzz/run_python.py` drives them by atheris, `tests/property/test_fuzz_targets.py` by
hypothesis.  A target returns if all that it asserts holds; what it lets through of
exceptions are those that the documentation of a function names, and no others.
"""

import csv
import io
import json
import logging
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import nutgraf as ng

# What a lexicon leaves out is logged.
logging.getLogger("nutgraf").addHandler(logging.NullHandler())

# Where the targets write their files; in memory where there is such a place.
_SHM: Final = Path("/dev/shm")
_FOLDER: Final = tempfile.TemporaryDirectory(dir=_SHM if _SHM.is_dir() else None)

TEXT: Final = (
    "In May, Jane Roe and Kim Jong Un left the Roe Two at 3:30 p.m., officials said. "
    "“We know,” Roe said. Acme Widgets, based in Springfield, paid $5 million."
)


def _file(name: str, data: bytes) -> Path:
    path = Path(_FOLDER.name, name)
    path.write_bytes(data)
    return path


def _split(data: bytes, n: int) -> tuple[bytes, bytes]:
    """The first bytes, which choose, filled up by zeros; and the others."""
    return data[:n].ljust(n, b"\0"), data[n:]


def _text(data: bytes) -> str:
    """Any str: what is not UTF-8 becomes lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


def _seen(text: str) -> str:
    """As nutgraf sees it: a lone surrogate is as good as a broken byte."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# ---------------------------------------------------------------------- readers


def _articles(path: Path, **more: Any) -> tuple[list[Any], list[Any]]:
    """The rows of articles and of errors of a file, or two empty lists for one that is refused."""
    articles: list[Any] = []
    errors: list[Any] = []
    try:
        stream = ng.stream(path, text="text", tables=["articles", "errors"], threads=1, **more)
        for batch in stream:
            articles += batch.articles
            errors += batch.errors
    except ValueError as error:
        assert any(word in str(error) for word in (path.name, "column", "published"))
        return [], []
    assert [row.doc for row in articles] == list(range(len(articles)))
    assert all(0 <= row.doc < len(articles) for row in errors)
    for row in (*articles, *errors):
        pickle.dumps(row)
        repr(row).encode("utf-8")
    return articles, errors


def jsonl(data: bytes) -> None:
    """JSON Lines: as many articles as there are lines that are not blank, texts as json reads them."""
    (how,), lines = _split(data, 1)
    more = {"id": "id", "published": "date"} if how % 2 else {}
    articles, errors = _articles(_file("rows.jsonl", lines), **more)
    want = [x for x in io.BytesIO(lines.removeprefix(b"\xef\xbb\xbf")) if not x.isspace()]
    if not articles and more:  # a column that no row has
        return
    assert len(articles) == len(want)
    wrong = {row.doc for row in errors if row.stage == "input"}
    for article, line in zip(articles, want, strict=True):
        assert (article.error is not None) == (article.doc in wrong)
        if article.error is None:
            assert article.n_chars == len(json.loads(line)["text"])


def csv_file(data: bytes) -> None:
    """CSV: where csv itself finds nothing wrong, its rows and texts."""
    (how,), lines = _split(data, 1)
    ending, comma = (("csv", ","), ("tsv", "\t"))[how & 1]
    if how & 2:
        lines = comma.join(("id", "text", "date")).encode() + b"\n" + lines
    more = {"id": "id", "published": "date"} if how & 4 else {}
    articles, errors = _articles(_file(f"rows.{ending}", lines), **more)
    try:
        text = lines.decode("utf-8-sig")
        rows = [
            x for x in csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True) if x
        ]
    except (UnicodeDecodeError, csv.Error):
        return
    if not articles or not rows or rows[0].count("text") != 1:
        assert len(articles) <= len(rows)
        return
    names = rows.pop(0)
    assert len(articles) == len(rows)
    wrong = {row.doc for row in errors if row.stage == "input"}
    for article, row in zip(articles, rows, strict=True):
        assert (article.error is not None) == (article.doc in wrong) == (len(row) != len(names))
        if article.error is None:
            assert article.n_chars == len(row[names.index("text")])


def html(data: bytes) -> None:
    """Pages: any of them is read, and offsets are those of the text that was made of it."""
    (how,), page = _split(data, 1)
    article = ng.read_html(
        page if how & 1 else _text(page), published="2017-08-11" if how & 2 else None
    )
    _check_article(article)
    assert article.headline is None or article.headline in _seen(article.text)


# ------------------------------------------------------------- what users know


def corrections(data: bytes) -> None:
    """Files of overrides, aliases and reviews: read, or refused with the file's name."""
    (how,), content = _split(data, 1)
    path = _file("corrections.csv", content)
    try:
        if how % 3 == 0:
            overrides = ng.Overrides.load(path)
            assert pickle.loads(pickle.dumps(overrides)) == overrides
            assert ng.Overrides(row._asdict() for row in overrides) == overrides
            _check_article(ng.read(TEXT, overrides=overrides))
        elif how % 3 == 1:
            aliases = ng.Aliases.load(path)
            assert pickle.loads(pickle.dumps(aliases)) == aliases
            _check_article(ng.read(TEXT, aliases=aliases))
        else:
            review = ng.Review.load(path)
            again = _file("again.csv", b"")
            review.write(again)
            written = again.read_bytes()
            ng.Review.load(again).write(again)
            assert again.read_bytes() == written
    except ValueError as error:
        assert str(path) in str(error)
        str(error).encode("utf-8")


def examples(data: bytes) -> None:
    """Annotated texts, which a model is trained on: read, or refused with the file's name."""
    (how,), content = _split(data, 1)
    path = _file(("gold.jsonl", "gold.conll")[how & 1], content)
    try:
        scores = ng.evaluate(path)
    except ValueError as error:
        assert str(path) in str(error)
        return
    assert 0 <= scores.names.f1 <= 100
    repr(scores)


def lexicon(data: bytes) -> None:
    """Tables of names: what is made of one finds the same from its file."""
    (how,), content = _split(data, 1)
    made = _lexicon(how, content)
    if made is None:
        return
    path = Path(_FOLDER.name, "own.ngx")
    made.save(path)
    loaded = ng.Lexicon.load(path)
    assert len(loaded) == len(made)
    text = TEXT + " " + content.decode("utf-8", "replace")
    found = ng.match(text, made, overlapping=bool(how & 8))
    assert found == ng.match(text, loaded, overlapping=bool(how & 8))
    for row in found:
        assert row.text == _seen(text)[row.start : row.stop]
        assert row.name


def _lexicon(how: int, content: bytes) -> ng.Lexicon | None:
    kind = how % 8
    on_error: Any = "skip" if how & 16 else "raise"
    try:
        if kind < 4:
            ending = ("csv", "tsv", "jsonl", "csv")[kind]
            if ending != "jsonl" and how & 32:
                content = b"name,id,label,aka\n" + content
            return ng.Lexicon.from_table(
                _file(f"names.{ending}", content),
                id="id" if how & 64 else None,
                label="label",
                aliases="aka" if how & 128 else None,
                on_error=on_error,
                whole_words=kind != 3,
            )
        if kind < 6:
            return ng.Lexicon.from_flashtext(json.loads(content), label="ORG")
        if kind == 6:
            patterns = json.loads(content)
            if isinstance(patterns, str):  # the path of some file
                return None
            return ng.Lexicon.from_entity_ruler(patterns, on_error=on_error)
        return ng.Lexicon.from_entity_ruler(_file("patterns.jsonl", content), on_error=on_error)
    except (ValueError, TypeError, RecursionError) as error:
        str(error).encode("utf-8", "surrogatepass")
        return None


# ------------------------------------------------------------------ the surface


def _check_article(article: ng.Article) -> None:
    """Rows say what stands in the text, and can be shown and kept."""
    text = article.text if isinstance(article.text, str) else None
    for table in (article.mentions, article.dates, article.numbers, article.roles, article.quotes):
        for row in table:
            assert 0 <= row.start < row.stop
            if text is not None:
                assert row.text == _seen(text)[row.start : row.stop]
    for table in (article.blocks, article.sentences, article.tokens, article.entities):
        list(table)
    repr(article)


def _read(how: bytes, data: bytes) -> None:
    text = data if how[0] & 1 else _text(data)
    scheme: Any = ("news", "ud", "uax29")[how[1] % 3]
    day = "2017-08-11" if how[0] & 2 else None
    article, again = (ng.read(text, scheme=scheme, published=day) for _ in range(2))
    _check_article(article)
    assert list(article.quotes) == list(again.quotes)
    assert list(article.dates) == list(again.dates)


def _explain(how: bytes, data: bytes) -> None:
    text = _text(data)
    start, stop = how
    try:
        reasons = ng.explain(text, start, stop)
    except (ValueError, IndexError):
        assert not 0 <= start <= stop <= len(text)
        return
    for reason in reasons:
        assert 0 <= reason.start < reason.stop <= len(text)
    str(reasons)


def _segment(how: bytes, data: bytes) -> None:
    text = data if how[0] & 1 else _text(data)
    kind: Any = ("grapheme", "word", "sentence")[how[1] % 3]
    spans = list(ng.segment(text, kind))
    at = 0
    for start, stop, *_ in spans:
        assert start == at < stop
        at = stop
    if isinstance(text, str):
        assert at == len(text)


def _repair(how: bytes, data: bytes) -> None:
    text = _text(data)
    made = ng.repair(text)
    start = how[0] % (len(made.text) + 1)
    stop = min(start + how[1] % 16, len(made.text))
    a, b = made.to_original(start, stop)
    assert 0 <= a <= b <= len(text)
    assert made.to_original(0, len(made.text))[1] <= len(text)
    parts = []
    at = 0
    for repair in made.repairs:
        assert at <= repair.start <= repair.stop
        parts += [text[at : repair.start], repair.text]
        at = repair.stop
    assert "".join([*parts, text[at:]]) == made.text


def _near_duplicates(how: bytes, data: bytes) -> None:
    texts = [part if how[0] & 1 else _text(part) for part in data.split(b"\n\n")]
    rows = ng.near_duplicates(texts)
    assert len(rows) == len(texts)
    for i, row in enumerate(rows):
        assert row.near_dup_of is None or 0 <= row.near_dup_of < i


def _phrases(how: bytes, data: bytes) -> None:
    day, _, phrase = _text(data).partition("\n")
    try:
        date = ng.parse_date(phrase, published=day if how[0] & 1 else None)
    except ValueError as error:
        assert "published" in str(error)
        return
    number = ng.parse_number(phrase)
    assert date is None or 0 <= date.start < date.stop <= len(phrase)
    assert number is None or 0 <= number.start < number.stop <= len(phrase)


def _extract(how: bytes, data: bytes) -> None:
    """Rows with ids and days of all kinds; none costs the others."""
    rows = [
        dict(zip(("text", "id", "date"), map(_text, line.split(b"\t")), strict=False))
        for line in data.split(b"\n")
    ]
    rows[0] = {"text": "", "id": None, "date": None} | rows[0]  # no row has it: a mistake
    odd: tuple[Any, ...] = (None, 5, 2.5, float("nan"), b"\xff", (), [], {}, True)
    for i, row in enumerate(rows):
        if (how[0] + i) % 8 == 0:
            row[("text", "id", "date")[i % 3]] = odd[(how[1] + i) % len(odd)]
    tables = ng.extract(rows, text="text", id="id", published="date", threads=1)
    assert len(tables.articles) == len(rows)
    for row, article in zip(rows, tables.articles, strict=True):
        text = row.get("text")
        assert (article.error is None) == isinstance(text, (str, bytes))
        if article.error is None and isinstance(text, str):
            assert article.n_chars == len(text)
    for date in tables.dates:
        assert (date.from_date is None) == (date.to_date is None)
    for table in (tables.mentions, tables.quotes, tables.errors):
        table.to_pylist()


def _patterns(how: bytes, data: bytes) -> None:
    rules, _, text = data.partition(b"\xff")
    try:
        patterns = ng.Patterns(_text(rules), words={"PORT": ["Aldersea", "Springfield"]})
    except (ng.FormatError, ValueError):
        return
    assert pickle.loads(pickle.dumps(patterns)) == patterns
    whole = _text(text)
    try:
        found = patterns.find(whole)
    except ValueError as error:  # "@LABEL" of which there are no names
        assert "no lexicon with this label" in str(error)
        return
    for row in found:
        assert row.text == _seen(whole)[row.start : row.stop]
        assert row.rule in [rule.id for rule in patterns.rules]


_SURFACE: Final[tuple[Callable[[bytes, bytes], None], ...]] = (
    _read,
    _explain,
    _segment,
    _repair,
    _near_duplicates,
    _phrases,
    _extract,
    _patterns,
)


def surface(data: bytes) -> None:
    """The functions of the package: the first byte says which, two more with what options."""
    (which, *how), rest = _split(data, 3)
    _SURFACE[which % len(_SURFACE)](bytes(how), rest)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "corrections": corrections,
    "csv": csv_file,
    "examples": examples,
    "html": html,
    "jsonl": jsonl,
    "lexicon": lexicon,
    "surface": surface,
}
