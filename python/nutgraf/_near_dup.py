"""Near-duplicates: the same story with another headline, credit or end."""

from collections.abc import Iterable
from typing import Final, NamedTuple, Unpack

from nutgraf import _core
from nutgraf._pipeline import Options, cached_pipeline

# What stays of a story when another outlet prints it.
_BODY: Final = frozenset(("body", "block_quote", "list"))


class NearDuplicate(NamedTuple):
    """What `near_duplicates()` says of one text."""

    doc: int
    """The text's place among the texts given."""
    content_hash: str
    """Sixteen hexadecimal digits: equal for the same words in the same order, whatever the
    case and the marks; "0000000000000000" without words."""
    near_dup_of: int | None
    """An earlier text that this one nearly is, which is one of no other itself; None: of none."""
    similarity: float
    """The share of runs of four words that both have, estimated to some 0.05; 0 without one."""


def near_duplicates(
    texts: Iterable[str | bytes],
    /,
    *,
    threshold: float = 0.5,
    whole: bool = False,
    **options: Unpack[Options],
) -> list[NearDuplicate]:
    """Find articles that are nearly the same: wire copy, updates, cut and retitled stories.

    Only the body of each article counts, so that headlines, bylines, credits and menus
    may differ; by the runs of four words that two bodies share.  Linear in the texts,
    about a kilobyte of memory for each besides the bodies themselves.  The same result every
    time; the first text of a group is the one that the others are duplicates of.

    Args:
        texts: The articles.
        threshold: The least share of runs of four words, more than 0 and at most 1.  An
            article that is cut to its first half shares about half.
        whole: All of each text counts, not the body alone.
        **options: See `Pipeline`.

    Returns:
        A `NearDuplicate` for each text, in their order.

    Raises:
        TypeError: A text is neither str nor bytes.
        ValueError: The threshold is out of range.

    >>> import nutgraf as ng
    >>> story = "The council voted on Tuesday to close the old bridge for repairs until spring. "
    >>> story += "Drivers will have to take the tunnel while the work goes on, it said."
    >>> first, second = ng.near_duplicates([story, "Bridge shut\\n\\n(Reuters) - " + story])
    >>> first.near_dup_of, second.near_dup_of
    (None, 0)
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be more than 0 and at most 1, not {threshold!r}")
    if isinstance(texts, (str, bytes)):
        raise TypeError("texts must be a list or another iterable of texts, not one text")
    given = list(texts)
    for i, text in enumerate(given):
        if not isinstance(text, (str, bytes)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"text {i} must be str or bytes, not {type(text).__name__}")
    data = [t if isinstance(t, bytes) else t.encode("utf-8", "replace") for t in given]
    if not whole:
        pieces: list[list[bytes]] = [[] for _ in data]
        blocks = cached_pipeline(**{**options, "offsets": "byte"}).extract(data, tables=["blocks"])
        for b in blocks.blocks:
            if b.kind in _BODY:
                pieces[b.doc].append(data[b.doc][b.start : b.stop])
        data = [b"\n".join(parts) for parts in pieces]
    found = _core.near_duplicates(tuple(data), threshold)
    return [
        NearDuplicate(i, f"{content:016x}", of, similarity)
        for i, (content, of, similarity) in enumerate(found)
    ]
