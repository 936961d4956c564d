"""What holds for every text."""

import functools

from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng
from strategies import broken_bytes, clean_texts, schemes, seen, texts

# White_Space, and the three that take no room; see csrc/src/unicode.h.
SPACE = frozenset(
    "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u2060"
) | frozenset(map(chr, range(0x2000, 0x200B)))

TABLES = ("blocks", "sentences", "tokens", "mentions")


@functools.lru_cache
def pipeline(scheme: str = "news", offsets: str = "char") -> ng.Pipeline:
    return ng.Pipeline(scheme=scheme, offsets=offsets)  # type: ignore[arg-type]


def is_space(text: str) -> bool:
    return set(text) <= SPACE


def check_cover(text: str, rows: ng.Table) -> None:
    """In order, inside, not empty, no overlap, and white space is all that is left."""
    at = 0
    for row in rows:
        assert at <= row.start < row.stop <= len(text)
        assert is_space(text[at : row.start])
        at = row.stop
    assert is_space(text[at:])


def check(text: str, article: ng.Article) -> None:
    blocks, sentences = list(article.blocks), list(article.sentences)
    tokens, mentions = list(article.tokens), list(article.mentions)
    check_cover(text, article.blocks)
    check_cover(text, article.sentences)
    check_cover(text, article.tokens)
    assert [b.block for b in blocks] == list(range(len(blocks)))
    assert [s.sent for s in sentences] == list(range(len(sentences)))
    assert [t.tok for t in tokens] == list(range(len(tokens)))
    assert [m.mention for m in mentions] == list(range(len(mentions)))
    for sentence in sentences:
        block = blocks[sentence.block]
        assert block.start <= sentence.start < sentence.stop <= block.stop
        assert sentence.text == text[sentence.start : sentence.stop]
    for token in tokens:
        sentence = sentences[token.sent]
        assert sentence.start <= token.start < token.stop <= sentence.stop
        assert token.text == seen(text[token.start : token.stop])
        assert not is_space(token.text)
        assert token.space_after == is_space(text[token.stop : token.stop + 1])
    # Sentences are runs of tokens: each begins and ends with one.
    assert {s.start for s in sentences} <= {t.start for t in tokens}
    assert {s.stop for s in sentences} <= {t.stop for t in tokens}
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.stop
        at = mention.stop
        sentence = sentences[mention.sent]
        assert sentence.start <= mention.start < mention.stop <= sentence.stop
        assert mention.text == seen(text[mention.start : mention.stop])
        assert 0 < mention.conf <= 1
        if mention.title is not None:
            assert mention.title in seen(text[sentence.start : mention.start])
    row = article.tables.articles[0]
    counts = (len(text), len(blocks), len(sentences), len(tokens))
    assert (row.n_chars, row.n_blocks, row.n_sentences, row.n_tokens) == counts
    if row.headline is not None:
        assert row.headline == seen(text[row.headline_start : row.headline_stop])
    for name in (*row.bylines, row.agency, row.dateline_place):
        assert name is None or name in seen(text)


@given(texts, schemes)
def test_any_text(text: str, scheme: str) -> None:
    check(text, pipeline(scheme).read(text))


@given(broken_bytes, schemes)
def test_any_bytes(data: bytes, scheme: str) -> None:
    """Offsets into bytes are those into what Python makes of them."""
    article = pipeline(scheme).read(data)
    text = data.decode("utf-8", "replace")
    check(text, article)
    assert article.tables.articles[0].n_bytes == len(data)
    again = pipeline(scheme).read(text)
    # In longer texts blocks may differ: how much of a line is looked at is counted in bytes.
    if len(text.encode()) <= 40 or article.blocks == again.blocks:
        for name in TABLES:
            assert article.tables[name] == again.tables[name]


@given(clean_texts)
def test_units(text: str) -> None:
    """Offsets in bytes and UTF-16 units are those in code points, converted."""
    chars = pipeline().read(text)
    for unit, codec, width in (("byte", "utf-8", 1), ("utf16", "utf-16-le", 2)):
        other = pipeline(offsets=unit).read(text)
        for name in TABLES:
            for a, b in zip(chars.tables[name], other.tables[name], strict=True):
                assert b.start == len(text[: a.start].encode(codec)) // width
                assert b.stop == len(text[: a.stop].encode(codec)) // width
                assert a.text == b.text


@given(clean_texts)
def test_str_and_bytes(text: str) -> None:
    one, other = pipeline().read(text), pipeline().read(text.encode())
    for name in one.tables:
        assert one.tables[name] == other.tables[name]


@given(texts, schemes)
def test_deterministic(text: str, scheme: str) -> None:
    one = pipeline(scheme).read(text).tables
    other = ng.Pipeline(scheme=scheme).extract(["", text + "x", text, ""])  # type: ignore[arg-type]
    for name in TABLES:
        mine = [row[1:] for row in one[name]]
        # Rows of extract() have no text of their own where the table holds none.
        theirs = [row[1:] for row in other[name] if row.doc == 2]
        n = len(one[name].columns) - 1
        assert [row[:n] for row in mine] == [row[:n] for row in theirs]


@given(texts)
def test_white_space_around_changes_no_token(text: str) -> None:
    """What stands before and behind a text by itself shifts its tokens, no more."""
    plain = pipeline().tokens(text)
    padded = pipeline().tokens(f"\n\n{text}\n\n")
    assert [(t.start + 2, t.text, t.kind) for t in plain] == [
        (t.start, t.text, t.kind) for t in padded
    ]


@given(st.lists(st.one_of(texts, broken_bytes, st.none()), max_size=8), st.integers(1, 3))
def test_extract_is_read(batch: list[str | bytes | None], threads: int) -> None:
    tables = pipeline().extract(batch, threads=threads)
    assert tables.articles["doc"] == list(range(len(batch)))
    assert tables.errors["doc"] == [i for i, text in enumerate(batch) if text is None]
    tokens = [row[3:6] for i, text in enumerate(batch) if text is not None
              for row in pipeline().tokens(text)]  # fmt: skip
    assert [row[3:6] for row in tables.tokens] == tokens
