"""Make further training text out of annotated text, the same for the same seed.

What it is for: names that were never seen (substitution from the lexicon, of
all regions), headlines and capitals and lower case (case copies), the quotation
marks of wires and of the web, datelines and bylines.  Each function takes
documents and gives new ones; which share of the corpus they make is the
recipe's to say (train_names.py).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

import names_invent
from names_corpus import Document, Name, Span
from names_pools import Pools

Edit: TypeAlias = tuple[int, int, str]


def rewrite(document: Document, edits: Iterable[Edit], id: str) -> Document:
    """The document with spans replaced; names and checked spans move along.

    Edits are in order and without overlap; none crosses the bound of a name.
    """
    ordered = sorted(edits)
    pieces: list[str] = []
    bounds = sorted(
        {o for n in document.entities for o in n[:2]}
        | {o for c in document.checked or () for o in c}
    )
    moved: dict[int, int] = {}
    last = shift = i = 0
    for start, stop, new in [*ordered, (len(document.text) + 1, len(document.text) + 1, "")]:
        while i < len(bounds) and bounds[i] <= start:
            moved[bounds[i]] = bounds[i] + shift
            i += 1
        pieces += [document.text[last:start], new]
        last = stop
        shift += len(new) - (stop - start)
    return replace(
        document,
        id=id,
        text="".join(pieces),
        entities=tuple((moved[a], moved[b], label) for a, b, label in document.entities),
        checked=None
        if document.checked is None
        else tuple((moved[a], moved[b]) for a, b in document.checked),
    )


# --- case ---

# Words that stay small in a Title-Case headline.
SMALL = frozenset(
    """a an and as at but by for from in into nor of on onto or over per so the than that to up via vs with yet""".split()
)


def upper(text: str) -> str:
    """Capitals, letter for letter: offsets hold."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def lower(text: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def title(text: str) -> str:
    """As headlines are written: words with a capital, but for the small ones inside."""

    def word(match: re.Match[str]) -> str:
        found = match.group()
        inside = match.start() > 0 and match.end() < len(text.rstrip(" .!?"))
        if not found[0].islower() or (inside and found in SMALL):
            return found
        return upper(found[0]) + found[1:]

    return re.sub(r"[^\W_](?:[\w.-]|['’](?=\w))*", word, text)


def sentences_of(document: Document) -> list[Span]:
    """The sentences that were checked, one by one."""
    if document.checked is not None:
        return [(a, b) for a, b in document.checked if b > a]
    return [(0, len(document.text))]


def cut(document: Document, start: int, stop: int, id: str) -> Document:
    """A part of a document as one of its own."""
    return replace(
        document,
        id=id,
        text=document.text[start:stop],
        entities=tuple(
            (a - start, b - start, label)
            for a, b, label in document.entities
            if start <= a and b <= stop
        ),
        checked=None,
    )


def headline_stop(document: Document, start: int, stop: int, words: int) -> int:
    """Where a sentence can be cut to look like a headline: before a mark, outside of names."""
    inside = [(a, b) for a, b, _ in document.entities]
    where = stop
    for match in re.finditer(r"[,;.]?\s|[.]$", document.text[start:stop]):
        at = start + match.start()
        if any(a < at < b for a, b in inside):
            continue
        if len(document.text[start:at].split()) > words:
            break
        where = at
    return where


def case_copies(
    documents: Iterable[Document], share: float, rng: random.Random
) -> Iterator[Document]:
    """Headlines in Title Case and capitals, and sentences in lower case, of a share of all sentences that have names."""
    for document in documents:
        for start, stop in sentences_of(document):
            if rng.random() >= share:
                continue
            kind = rng.choice(("title", "title", "upper", "lower"))
            if kind != "lower" or rng.random() < 0.5:
                stop = headline_stop(document, start, stop, rng.randint(6, 14))
            part = cut(document, start, stop, f"{document.id}~{kind}{start}")
            if len(part.text.split()) < 3:
                continue
            change: Callable[[str], str] = {"title": title, "upper": upper, "lower": lower}[kind]
            yield replace(part, text=change(part.text))


# --- marks ---

_MARKS = {
    # opening double, closing double, apostrophe
    "curly": ("“", "”", "’"),
    "wire": ("``", "''", "'"),
    "plain": ('"', '"', "'"),
}


def other_marks(document: Document, rng: random.Random) -> Document:
    """The same text with the quotation marks and apostrophes of another house."""
    opening, closing, apostrophe = _MARKS[rng.choice(("curly", "curly", "wire", "plain"))]
    edits: list[Edit] = []
    for match in re.finditer(r"[\"“”]|``|''|(?<=\w)['’](?=\w)", document.text):
        found, start, stop = match.group(), match.start(), match.end()
        if any(a < start < b or a < stop < b for a, b, _ in document.entities):
            if found in "'’":
                edits.append((start, stop, apostrophe))
            continue
        if found in "'’":
            new = apostrophe
        elif found in ("“", "``") or (found == '"' and document.text[stop : stop + 1].isalnum()):
            new = opening
        else:
            new = closing
        if new != found:
            edits.append((start, stop, new))
    # Names keep their length only if the apostrophe in them does.
    return rewrite_inside(document, edits)


def rewrite_inside(document: Document, edits: list[Edit]) -> Document:
    """`rewrite` for edits that may lie inside a name, if they keep its length."""
    within = [e for e in edits if any(a < e[0] < b for a, b, _ in document.entities)]
    text = list(document.text)
    for start, stop, new in within:
        if len(new) == stop - start:
            text[start:stop] = list(new)
    kept = [e for e in edits if e not in within]
    return rewrite(replace(document, text="".join(text)), kept, document.id)


# --- datelines and bylines ---

AGENCIES = ("AP", "Reuters", "AFP", "UPI", "Xinhua", "IPS", "PTI", "Kyodo", "dpa", "IRIN")


def with_lead(document: Document, pools: Pools, rng: random.Random) -> Document:
    """The document behind a byline or a dateline, as wires write them."""
    names: list[Name] = []
    text = ""

    def add(surface: str, label: str) -> None:
        nonlocal text
        names.append((len(text), len(text) + len(surface), label))
        text += surface

    kind = rng.choice(("dateline", "dateline", "byline", "both"))
    if kind != "dateline":
        text += rng.choice(("By ", "By ", "BY ", "From "))
        person = pools.full_name(rng)
        add(upper(person) if text == "BY " else person, "PERSON")
        if rng.random() < 0.4:
            text += rng.choice((", ", " | ", "\n"))
            add(
                rng.choice(
                    ("Associated Press", "Reuters", "Agence France-Presse", rng.choice(pools.media))
                ),
                "ORG",
            )
            if rng.random() < 0.4:
                text += rng.choice((" Writer", " Staff Writer", " Correspondent"))
        text += "\n"
    if kind != "byline":
        city, country = rng.choice(pools.city), rng.choice(pools.country)
        add(upper(city) if rng.random() < 0.7 else city, "GPE")
        if rng.random() < 0.6:
            text += ", "
            add(country, "GPE")
        if rng.random() < 0.6:
            text += " ("
            add(rng.choice(AGENCIES), "ORG")
            text += ")"
        text += rng.choice((" - ", " — ", " _ ", " -- ", ": "))
    n = len(text)
    checked = document.checked
    if checked is not None:
        checked = ((0, n), *((a + n, b + n) for a, b in checked))
    return Document(
        f"{document.id}~lead",
        text + document.text,
        (*names, *((a + n, b + n, label) for a, b, label in document.entities)),
        checked,
        document.weight,
    )


# --- names of others ---

# Bodies that have a common noun for a name: no other name fits in their place.
_PLAIN_BODIES = frozenset(
    """Senate Congress House Parliament Pentagon Kremlin Army Navy Court Department Committee Administration State Ministry
    Embassy Cabinet Knesset Commission Council Government Assembly Marines Marine Guard Treasury Church Agency Office
    Democrats Republicans Internet Union Board Force Bank Corps Ministers""".split()
)
_BODY_END = re.compile(
    r"\w+ (?:Commission|Authority|Council|Board|Agency|Bureau|Institute|Association|Federation|Foundation|Society|"
    r"Committee|Corporation|Organization|Centre|Center|Fund|Service|Services|Union|Front)$"
)
_LAW_END = re.compile(
    r"\w+ (?:Act|Bill|Treaty|Convention|Protocol|Agreement|Accord|Code)(?: of \d{4})?$"
)

# What is made up and not drawn from a list.
_INVENTED: dict[str, Callable[[Pools, random.Random], str]] = {
    "acronym": names_invent.acronym,
    "body": names_invent.body,
    "company": names_invent.firm,
    "university": names_invent.school,
    "party": names_invent.union,
    "facility": names_invent.facility,
    "law": names_invent.law,
    "single": lambda pools, rng: (
        names_invent.coined(rng) if rng.random() < 0.5 else rng.choice(pools.single)
    ),
}

_COMPANY_END = re.compile(
    r"(?: |^)(?:Inc|Corp|Co|Ltd|LLC|Plc|AG|SA|Group|Holdings|Industries|Airlines|Bank)\.?$"
)


def _class_of(surface: str, label: str, pools: Pools) -> str | None:
    """What kind of name may stand in this one's place; None: leave it."""
    known = pools.classes.get(surface)
    if label == "PERSON":
        return "person"
    if label == "NORP":
        if known == "demonym" and " " not in surface:
            return (
                "demonyms"
                if surface.endswith("s") and not surface.endswith(("ss", "us"))
                else "demonym"
            )
        return None
    if label == "GPE":
        if surface.isupper() or "." in surface:
            return None
        return known if known in ("country", "city") else "city"
    if label == "ORG":
        if surface in _PLAIN_BODIES:
            return None
        if re.fullmatch(r"[A-Z]{3,6}", surface):
            return "acronym"
        if _BODY_END.search(surface):
            return "body"
        if _COMPANY_END.search(surface):
            return "company"
        if re.search(r"\b(?:University|College)\b", surface):
            return "university"
        if surface.endswith("Party"):
            return "party"
        if known in ("party", "university", "company", "team", "agency", "media"):
            return known
    if label == "ORG" and " " not in surface and surface[:1].isupper() and surface.isalpha():
        return "single"
    if label == "FAC" and " " in surface:
        return "facility"
    if label == "LAW" and _LAW_END.search(surface):
        return "law"
    if label == "LOC" and known == "nature" and " " in surface:
        return "nature"
    return None


def substituted(
    document: Document, pools: Pools, rng: random.Random, share: float = 0.8
) -> Document | None:
    """The document with other names, the same one for the same surface; None if nothing was changed.

    The parts of a person's name are replaced one by one, so that a surname that
    comes again alone is that person's new surname.
    """
    new: dict[tuple[str, str], str] = {}
    parts: dict[str, str] = {}
    edits: list[Edit] = []
    region = rng.randrange(len(pools.given))
    for start, stop, label in document.entities:
        surface = document.text[start:stop]
        key = surface, label
        if key not in new:
            kind = _class_of(surface, label, pools) if rng.random() < share else None
            if kind is None:
                new[key] = surface
            elif kind == "person":
                if rng.random() < 0.2:
                    region = rng.randrange(len(pools.given))
                new[key] = _other_person(surface, pools, region, parts, rng)
            elif kind in _INVENTED:
                new[key] = _INVENTED[kind](pools, rng)
            else:
                new[key] = rng.choice(getattr(pools, kind))
        if new[key] != surface:
            edits.append((start, stop, new[key]))
    return rewrite(document, edits, f"{document.id}~names") if edits else None


def _other_person(
    surface: str, pools: Pools, region: int, parts: dict[str, str], rng: random.Random
) -> str:
    words = surface.split(" ")
    if surface.isupper() and len(surface) > 4:
        return upper(_other_person(surface.title(), pools, region, parts, rng))
    for i, word in enumerate(words):
        if not word[:1].isupper() or len(word) < 3 or word.endswith("."):
            continue  # particles and initials stay
        if word not in parts:
            first = len(words) > 1 and i == 0
            parts[word] = rng.choice((pools.given if first else pools.surname)[region])
    return " ".join(parts.get(word, word) for word in words)
