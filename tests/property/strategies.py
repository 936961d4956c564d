"""Texts for property tests."""

from hypothesis import strategies as st

# What rules look at, in pieces that hypothesis puts side by side.
PIECES = [
    "Mr. ", "U.S.", "Jane Roe", "North Korea", "the ", "said ", "didn’t", "can't", "I’m", "’90s",
    "$3.5bn", "1,200", "3.5%", "Aug. 11, 2017", "08.11.17", "3 p.m.", "5:14", "(AP) — ",
    "“", "”", '"', "‘", "’", "'", "...", "…", ". ", "? ", "!", ", ", ": ", "; ", "-", "–", "—", "/",
    "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", " ", "  ", "\u00a0", "\u200b", "\u2028",
    "\u2060", "\ufeff",
    "By Jane Roe\n", "Related: ", "WASHINGTON, Aug 11 (Reuters) - ", "Share this\n", "15 Comments",
    "* ", "1. ", "https://example.org/a?b=c", "desk@example.org", "@jane_roe", "#news", "a.b.c",
    "🇰🇵", "👩\u200d👩\u200d👧", "👍🏽", "1\ufe0f\u20e3", "e\u0301", "ß", "Ünï", "東京",
    "\u0301", "\u200d",
    "\u0000", "\u001b", "\ufffd", "\U0010ffff", "\u202e", "\ud800", "ﬁ", "İ",
]  # fmt: skip

BROKEN = [b"\xff", b"\xc3", b"\xe2\x80", b"\xf0\x9f\x92", b"\xc0\x80", b"\xed\xa0\x80", b"\x80"]

news = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = st.one_of(news, st.text(max_size=80), st.text(st.characters(), max_size=40))
# Without lone surrogates, which have no UTF-8.
clean_texts = texts.map(lambda text: "".join(c for c in text if not "\ud800" <= c <= "\udfff"))
broken_bytes = st.lists(
    st.one_of(
        st.sampled_from(PIECES).map(lambda piece: piece.encode("utf-8", "surrogatepass")),
        st.sampled_from(BROKEN),
        st.binary(max_size=6),
    ),
    max_size=30,
).map(b"".join)
schemes = st.sampled_from(["news", "ud", "uax29"])


def seen(text: str) -> str:
    """A str as nutgraf sees it: a lone surrogate is as good as a broken byte."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
