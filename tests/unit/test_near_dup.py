"""Near-duplicates: the same story printed by others is found, other stories are not."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutgraf as ng

STORY = (
    "The council voted on Tuesday to close the old harbour bridge for repairs that will last "
    "until spring, its engineers said.\n\n"
    "“We looked at every other way, and there is none that is safe,” said Maria Lindqvist, who "
    "leads the city’s road department.\n\n"
    "Drivers will have to take the tunnel, where tolls are to be dropped for as long as the work "
    "goes on."
)
OTHER = (
    "The museum on the hill will open its new wing in May, a year later than planned, since the "
    "roof had to be built anew after a storm last winter.\n\nThe director said that visitors would "
    "get in for nothing on the first weekend."
)


def test_the_same_story() -> None:
    texts = [
        f"Bridge to close\n\nBy Jane Roe\n\n{STORY}",
        f"Museum to open in May\n\n{OTHER}",
        f"HARBOUR BRIDGE SHUT UNTIL SPRING\n\n(Reuters) - {STORY}\n\nReporting by John Doe",
        STORY.upper(),
        STORY[:-60],
        "",
        "Too short.",
        "Too short.",
        OTHER.encode(),
    ]
    rows = ng.near_duplicates(texts)
    assert [r.doc for r in rows] == list(range(len(texts)))
    assert [r.near_dup_of for r in rows] == [None, None, 0, 0, 0, None, None, None, 1]
    assert rows[1].similarity == 0
    assert rows[8].similarity == 1
    assert rows[3].content_hash == rows[0].content_hash != rows[4].content_hash
    assert rows[5].content_hash == "0" * 16 != rows[6].content_hash == rows[7].content_hash
    assert ng.near_duplicates(texts) == rows
    assert ng.near_duplicates([]) == []


def test_whole_texts_and_threshold() -> None:
    texts = [STORY, STORY.rpartition("\n\n")[0]]
    assert ng.near_duplicates(texts)[1].near_dup_of == 0
    assert ng.near_duplicates(texts, threshold=0.95)[1].near_dup_of is None
    assert ng.near_duplicates([STORY, STORY], threshold=1)[1].near_dup_of == 0
    menu = "\n".join(f"Menu entry number {i} of the site" for i in range(200))
    assert ng.near_duplicates([menu + STORY, menu + OTHER], whole=True)[1].near_dup_of == 0


def test_wrong_input() -> None:
    for threshold in (0, -1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="threshold must be more than 0 and at most 1"):
            ng.near_duplicates([STORY], threshold=threshold)
    with pytest.raises(TypeError, match="text 1 must be str or bytes, not int"):
        ng.near_duplicates([STORY, 1])  # type: ignore[list-item]


@given(st.lists(st.one_of(st.text(), st.binary(), st.sampled_from([STORY, OTHER])), max_size=8))
def test_any_texts(texts: list[str | bytes]) -> None:
    rows = ng.near_duplicates(texts)
    assert len(rows) == len(texts)
    for r in rows:
        assert (r.similarity >= 0.5) == (r.near_dup_of is not None)
        if r.near_dup_of is not None:
            assert r.near_dup_of < r.doc
            assert rows[r.near_dup_of].near_dup_of is None


def test_many_equal_texts_take_linear_time() -> None:
    rows = ng.near_duplicates([STORY] * 20_000, whole=True)
    assert {r.near_dup_of for r in rows[1:]} == {0}


def variant(rng: random.Random, text: str) -> str:
    """The text cut, retitled and credited anew, as other outlets print it."""
    title, _, rest = text.partition("\n")
    if len(title) > 150:  # no title, but the first paragraph
        title, rest = "Statement", text
    sentences = rest.split(". ")
    kept = max(1, int(len(sentences) * rng.uniform(0.7, 1)))
    body = ". ".join(sentences[:kept])
    if rng.random() < 0.5:
        body = body.replace("“", '"').replace("”", '"').replace("’", "'")
    head = rng.choice(["What we know so far", title.upper(), "Officials: " + title])
    credit = rng.choice(["", "By Jane Roe\n\n", "By JANE ROE, Associated Press\n\n"])
    end = rng.choice(["", "\n\n(Reporting by Jane Roe; Editing by John Doe)", "\n\nRead more"])
    return f"{head}\n\n{credit}{body}{end}"


@pytest.mark.slow
def test_real_articles(shared: Callable[[str], Path]) -> None:
    rng = random.Random(1)
    originals: list[str] = []
    with open(shared("data/raw/news.ship.jsonl"), encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"]
            if len(text) > 800:
                originals.append(text)
            if len(originals) == 1500:
                break
    same = {r.doc for r in ng.near_duplicates(originals) if r.near_dup_of is not None}
    originals = [text for i, text in enumerate(originals) if i not in same]
    n = len(originals)
    texts = originals + [variant(rng, text) for text in originals]
    rows = ng.near_duplicates(texts)
    found = [r for r in rows[n:] if r.near_dup_of is not None]
    right = sum(r.near_dup_of == r.doc - n for r in found)
    print(f"{n} originals, precision {right / len(found):.4f}, recall {right / n:.4f}")
    assert right / len(found) >= 0.98
    assert right / n >= 0.90
