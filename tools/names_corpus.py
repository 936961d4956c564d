"""Read the sources of the names model into one form.

A document is a text, its names as (start, stop, label) in code points, and the
spans that count: what lies outside "checked" was not annotated, or in a way that
is not ours, and trains nothing.  The labels and their conventions are those of
docs/model.md.  What another set has no word for is settled here by lists of the
lexicon; where they do not settle it, the sentence does not count.

A trainer's file holds one document a line:
{"id", "text", "entities": [[start, stop, label], ...], "checked": [[start, stop], ...],
"labels": [label, ...], "weight"}, the last three optional.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from nutgraf._train import NAME_LABELS

Span: TypeAlias = tuple[int, int]
Name: TypeAlias = tuple[int, int, str]

# What a set means by place, and by miscellaneous.
PLACE = "GPE|LOC|FAC"
MISCELLANEOUS = "NORP|PRODUCT|EVENT|WORK_OF_ART|LAW|LANGUAGE"
PEOPLE_AND_PLACES = ("PERSON", "ORG", "GPE", "LOC", "FAC")

# Words that stand before a name and are no part of it.
TITLES = frozenset(
    """mr mrs ms miss dr sir lady lord dame president vice-president vice chairman chairwoman prime minister premier
    chancellor king queen prince princess pope rev reverend father sister brother bishop archbishop cardinal rabbi imam
    sheikh ayatollah gen general lt lieutenant col colonel maj major capt captain cmdr commander sgt sergeant adm
    admiral brig brigadier sen senator rep representative gov governor mayor judge justice prof professor secretary
    ambassador hon honorable attorney deputy chief director coach detective officer spokesman spokeswoman officers
    senators representatives presidents ministers counsel""".split()
)

# The last word of a place tells a building or a piece of nature from a polity.
FACILITY_WORDS = frozenset(
    """airport bridge street avenue road highway stadium hospital prison jail tower building square hall dam canal
    tunnel station base fort port park museum palace temple mosque church cathedral university school library center
    centre hotel house mall theater theatre arena castle gate boulevard square cemetery monastery""".split()
)
NATURE_WORDS = frozenset(
    """river sea ocean lake bay gulf mountain mountains mount valley island islands peninsula desert coast cape strait
    forest basin plateau hills hemisphere continent channel delta falls glacier volcano beach pole creek""".split()
)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its names; `checked` None says that all of it counts."""

    id: str
    text: str
    entities: tuple[Name, ...]
    checked: tuple[Span, ...] | None = None
    weight: float = 1.0
    labels: tuple[str, ...] | None = None  # those that are marked in it; None: all

    def to_json(self) -> str:
        row: dict[str, Any] = {"id": self.id, "text": self.text, "entities": self.entities}
        if self.checked is not None:
            row["checked"] = self.checked
        if self.labels is not None:
            row["labels"] = self.labels
        if self.weight != 1.0:
            row["weight"] = self.weight
        return json.dumps(row, ensure_ascii=False)


_LISTS: dict[str, tuple[str, ...]] = {
    "GPE": ("gpe_country", "gpe_city", "gpe_city_ne", "gpe_subdivision", "gpe_us_county"),
    "LOC": ("loc",),
    "FAC": ("fac",),
    "NORP": ("norp_demonym", "norp_ethnic", "norp_group"),
    "LANGUAGE": ("language",),
}


class Gazetteer:
    """Surfaces of the lexicon's lists that say what kind of place or group a name is."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = labels

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        labels: dict[str, str] = {}
        for label, names in _LISTS.items():
            for name in names:
                for row in lexicon_rows(folder / f"{name}.tsv"):
                    labels.setdefault(row[0], label)
        return cls(labels)

    def label(self, surface: str) -> str | None:
        return self._labels.get(surface)

    def is_group(self, surface: str) -> bool:
        return self.label(surface) == "NORP"

    def place(self, surface: str) -> str | None:
        """GPE, LOC or FAC; None if it cannot be told."""
        words = re.findall(r"\w+", surface.lower())
        if not words:
            return None
        if len(words) > 1 and words[-1] in FACILITY_WORDS:
            return "FAC"
        known = self._labels.get(surface)
        if known in ("GPE", "LOC", "FAC"):
            return known
        if words[-1] in NATURE_WORDS or words[0] in ("lake", "mount", "gulf", "cape"):
            return "LOC"
        return None


# Sources of the lexicon that the model may be made from: those that the lexicon ships.
LEXICON_SOURCES = frozenset(
    """airportsdata cldr compromise congress corpora country-codes country-coder census1990 dotgov factbook faker
    fundus geonames hand hipo holidays naturalearth nsi openfootball phoenix popular-names sec-cik-mapper sp500
    un-locode wordnet""".split()
)
# Phoenix's list of armed groups has unclear terms.
NOT_SHIPPED = {("org_militant", "phoenix")}


def lexicon_rows(path: Path) -> Iterator[list[str]]:
    """Rows of a list (surface, type, canonical, id, extra) from sources that may ship."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 5:
                continue
            sources = set(re.findall(r"src=([^;]+)", row[4]))
            sources -= {source for name, source in NOT_SHIPPED if name == path.stem}
            if sources & LEXICON_SOURCES:
                yield row


def json_rows(path: Path) -> Iterator[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def trim(text: str, start: int, stop: int, label: str) -> Span:
    """The span without what our conventions leave out: "the", possessive, titles, marks."""
    while True:
        before = start, stop
        while start < stop and (text[start].isspace() or text[start] in "\"'`“”‘’(["):
            start += 1
        while start < stop and (text[stop - 1].isspace() or text[stop - 1] in "\"'`“”‘’,;:"):
            stop -= 1
        surface = text[start:stop]
        if surface[:4].lower() == "the " and surface[:9] != "The Hague":
            start += 4
        elif surface.endswith(("'s", "’s")):
            stop -= 2
        elif label == "PERSON":
            match = re.match(r"([A-Za-z-]+)\.?\s+", surface)
            if match and match.group(1).lower() in TITLES and not match.group(1).islower():
                start += match.end()
        if (start, stop) == before:
            return start, stop


def with_year(text: str, start: int, stop: int, label: str) -> Name:
    """The name of a law with its year, which belongs to it: "Clean Air Act of 1990"."""
    if label == "LAW" and (year := re.match(r" of \d{4}\b", text[stop : stop + 9])):
        stop += year.end()
    return start, stop, label


def settle(names: Iterable[Name]) -> tuple[Name, ...]:
    """In order, without overlaps; of two that overlap the longer stays."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda n: (n[0] - n[1], n)):
        if name[0] < name[1] and all(name[1] <= k[0] or k[1] <= name[0] for k in kept):
            kept.append(name)
    return tuple(sorted(kept))


def keep_sentences(document: Document, sentences: Iterable[Span], bad: Iterable[int]) -> Document:
    """The document with only those sentences checked in which no offset of `bad` lies."""
    offsets = sorted(set(bad))
    checked = [
        (a, b) for a, b in sentences if a < b and not any(a <= offset < b for offset in offsets)
    ]
    inside = [n for n in document.entities if any(a <= n[0] and n[1] <= b for a, b in checked)]
    return replace(document, entities=tuple(inside), checked=tuple(checked))


def whole_word(text: str, start: int, stop: int) -> Span:
    """The span with the s of a possessive that has lost its apostrophe: "Roes house".

    The gold leaves it out, but it is part of the token that a tagger sees.
    """
    lost = text[stop : stop + 1] == "s" and not text[stop + 1 : stop + 2].isalnum()
    return (start, stop + 1) if lost and text[stop - 1].isalnum() else (start, stop)


def read_own(path: Path) -> Iterator[Document]:
    """Our own gold: labels as they are."""
    for row in json_rows(path):
        checked = row.get("checked")
        yield Document(
            row["id"],
            row["text"],
            settle(
                with_year(row["text"], *whole_word(row["text"], a, b), label)
                for a, b, label in row["entities"]
                if label in NAME_LABELS
            ),
            None if checked is None else tuple((a, b) for a, b in checked),
        )


# An annotation of another set: its surface and label to ours, or to several ("GPE|LOC"); None cannot be told,
# "" is no name here.
Map: TypeAlias = Callable[[str, str], str | None]


def convert(row: dict[str, Any], mapping: Map) -> Document:
    """A row of another set; sentences that hold what cannot be told do not count."""
    text = row["text"]
    names: list[Name] = []
    unclear: list[int] = []
    for start, stop, kind in row["entities"]:
        first = mapping(text[start:stop], kind)
        start, stop = trim(text, start, stop, first or "")
        label = mapping(text[start:stop], kind) if start < stop else ""
        if label is None:
            unclear.append(start)
        elif label:
            names.append((start, stop, label))
    document = Document(row["id"], text, settle(names))
    return keep_sentences(document, [(a, b) for a, b in row["sentences"]], unclear)


def gum_map(gazetteer: Gazetteer) -> Map:
    def label(surface: str, kind: str) -> str | None:
        if kind == "time":
            return ""
        if gazetteer.is_group(surface):
            return "NORP"
        if kind == "person":
            # A title further in, as in "U.S. President Ann Roe", leaves it open what comes before.
            words = re.findall(r"[\w-]+", surface)
            if any(word.lower() in TITLES for word in words) or surface.islower():
                return None
            return "PERSON"
        if kind == "organization":
            return "GPE" if gazetteer.label(surface) == "GPE" else "ORG"  # a country as a team
        if kind == "place":
            return gazetteer.place(surface) or PLACE
        if kind == "event":
            return "EVENT"
        return None

    return label


def coarse_map(gazetteer: Gazetteer) -> Map:
    """PER, LOC, ORG, MISC, and the six types of WNUT 2017."""

    def label(surface: str, kind: str) -> str | None:
        if kind in ("PER", "person"):
            return "PERSON"
        if kind in ("ORG", "corporation"):
            return "ORG"
        if kind in ("LOC", "location"):
            return gazetteer.place(surface) or PLACE
        if kind == "group":
            return "NORP" if gazetteer.is_group(surface) else "ORG"
        if kind == "creative-work":
            return "WORK_OF_ART"
        if kind == "product":
            return "PRODUCT"
        return "NORP" if gazetteer.is_group(surface) else MISCELLANEOUS

    return label


def respace(row: dict[str, Any]) -> dict[str, Any]:
    """A tokenised tweet with its blanks as people write them; spans follow."""
    text = row["text"]
    drop: set[int] = set()
    for pattern in (
        r" (?=[.,!?;:)\]’](?:\s|$|[.,!?]))",
        r" (?='(?:s|S|re|ve|ll|d|m|t)\b)",
        r" (?=n't\b)",
        r"(?<=[(\[]) ",
        r"(?:(?<=^@)|(?<=\s@)|(?<=^#)|(?<=\s#)) (?=\w)",
    ):
        drop.update(match.start() for match in re.finditer(pattern, text))
    place, where = [], 0
    for i in range(len(text) + 1):
        place.append(where)
        where += i < len(text) and i not in drop
    moved = "".join(c for i, c in enumerate(text) if i not in drop)
    return {
        **row,
        "text": moved,
        "entities": [
            (place[a], place[b], label)
            for a, b, label in row["entities"]
            # A handle is its own kind of mention, and no name.
            if text[a] not in "@#" and not (a >= 1 and text[:a].rstrip().endswith("@"))
        ],
        "sentences": [(place[a], place[b]) for a, b in row["sentences"]],
    }


def read_gum(path: Path, gazetteer: Gazetteer) -> Iterator[Document]:
    for row in json_rows(path):
        yield convert(row, gum_map(gazetteer))


def read_coarse(path: Path, gazetteer: Gazetteer) -> Iterator[Document]:
    """Sets with PER, LOC, ORG and MISC (wikigold)."""
    for row in json_rows(path):
        yield convert(row, coarse_map(gazetteer))


def read_tweets(path: Path, gazetteer: Gazetteer) -> Iterator[Document]:
    """wnut17 and the Broad Twitter Corpus, which come as tokens."""
    for row in map(respace, json_rows(path)):
        marked = (
            PEOPLE_AND_PLACES
            if row["source"] == "BroadTwitterCorpus"
            else (*PEOPLE_AND_PLACES, "PRODUCT", "WORK_OF_ART")
        )
        yield replace(convert(row, coarse_map(gazetteer)), labels=marked)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_labels(path: Path, texts: dict[str, str]) -> Iterator[Document]:
    """Labels that stand apart from their texts, joined by the text's hash.

    `texts` has the texts by their sha256.  KeyError if one is not there.
    """
    for row in json_rows(path):
        text = texts[row["sha256"]]
        yield Document(
            row["id"],
            text,
            settle(with_year(text, a, b, label) for a, b, label in row["entities"]),
            tuple((a, b) for a, b in row["checked"]),
        )


def raw_texts(paths: Iterable[Path]) -> dict[str, str]:
    """Texts of files of raw documents, by their sha256."""
    return {sha256(row["text"]): row["text"] for path in paths for row in json_rows(path)}


def write_corpus(path: Path, documents: Iterable[Document]) -> tuple[int, int]:
    """Writes a trainer's file; how many documents and names it has."""
    n_documents = n_names = 0
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.write(document.to_json() + "\n")
            n_documents += 1
            n_names += len(document.entities)
    return n_documents, n_names
