"""How well names are found: exact-span figures against annotated texts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, final

from nutgraf import _core
from nutgraf._pipeline import Pipeline
from nutgraf._train import Source, read_examples

# The labels of other schemes, and the coarse type that they are compared as.
COARSE: Final = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "LOCATION": "LOC",
    "FACILITY": "LOC",
    "PLACE": "LOC",
    "NORP": "NORP",
}
# Where the annotation has such a span, whatever is found is neither right nor wrong.
_PUT_ASIDE: Final = frozenset({"Misc", "MISC", "Product"})
NAMES: Final = ("PER", "ORG", "LOC")
SLICES: Final = ("headline", "caps", "possessive", "unseen", "sentence_initial")

_OPEN: Final = "\"'`“”‘’([_"
_CLOSE: Final = "\"'`“”‘’)].,;:_!?"
_TITLES: Final = frozenset(
    re.findall(
        r"[a-z-]+",
        """mr mrs ms miss dr sir lady lord dame president vice-president vice chairman chairwoman ceo
    prime minister premier chancellor king queen prince princess pope rev reverend father sister
    brother bishop archbishop cardinal rabbi imam sheikh ayatollah gen general lt lieutenant col
    colonel maj major capt captain cmdr commander sgt sergeant adm admiral brig brigadier sen
    senator rep representative gov governor mayor judge justice prof professor secretary ambassador
    hon attorney deputy first foreign defence defense interior finance spokesman spokeswoman
    director coach detective officer inspector superintendent constable chief former late m mme
    madame saint""",
    )
)

Span = tuple[int, int, str]


class Score(NamedTuple):
    """Precision, recall and F1 in per cent, and how many names there are."""

    precision: float
    recall: float
    f1: float
    gold: int
    found: int


@final
class Evaluation(NamedTuple):
    """Figures of `evaluate()`: PER, ORG and LOC together, by type, by label of the
    annotation, and for names in certain places."""

    names: Score
    types: dict[str, Score]
    labels: dict[str, Score]
    slices: dict[str, Score]
    n_texts: int


def _trim(text: str, start: int, stop: int, person: bool) -> tuple[int, int]:
    """The part of a span that is compared: without marks round it, a leading "the", a
    possessive 's, and titles before a person."""
    while True:
        before = start, stop
        while start < stop and (text[start].isspace() or text[start] in _OPEN):
            start += 1
        while start < stop and (text[stop - 1].isspace() or text[stop - 1] in _CLOSE):
            stop -= 1
        name = text[start:stop]
        article = re.match(r"the\s+", name, re.IGNORECASE)
        if article:
            start += article.end()
        elif name.lower().endswith(("'s", "’s")):
            stop -= 2
        elif person:
            title = re.match(r"([A-Za-z\-]+)\.?\s+", name)
            if title and title.group(1).lower() in _TITLES:
                start += title.end()
        if (start, stop) == before:
            return before


def _comparable(text: str, spans: Iterable[Span]) -> set[Span]:
    """Spans as they are compared; "City, State" is two places."""
    out: set[Span] = set()
    for start, stop, label in spans:
        cuts = [start]
        if label in ("LOC", "GPE"):
            for comma in re.finditer(", ", text[start:stop]):
                cuts += [start + comma.start(), start + comma.end()]
        cuts.append(stop)
        for a, b in zip(cuts[::2], cuts[1::2], strict=True):
            a, b = _trim(text, a, b, label in ("PER", "PERSON"))
            if a < b:
                out.add((a, b, label))
    return out


class _Counts:
    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def score(self, *keys: str) -> Score:
        right, found, gold = (sum(c[k] for k in keys) for c in (self.right, self.found, self.gold))
        return Score(
            100.0 * right / max(1, found),
            100.0 * right / max(1, gold),
            200.0 * right / max(1, found + gold),
            gold,
            found,
        )


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < stop for start, stop in spans)


class _Places:
    """Where the headlines, lines of capitals and sentences of a text are."""

    def __init__(self, text: str, sentences: Iterable[Any], known: frozenset[str]) -> None:
        self.text = text
        self.known = known
        self.headlines: list[tuple[int, int]] = []
        self.caps: list[tuple[int, int]] = []
        self.starts: set[int] = set()
        for s in sentences:
            words = re.findall(r"[^\W\d_]+", text[s.start : s.stop])
            if s.kind == "headline":
                self.headlines.append((s.start, s.stop))
            if len(words) >= 3 and text[s.start : s.stop].upper() == text[s.start : s.stop]:
                self.caps.append((s.start, s.stop))
            opening = re.match(r"\W*(?:the\s+)?", text[s.start : s.stop], re.IGNORECASE)
            self.starts |= {s.start, s.start + (opening.end() if opening else 0)}

    def slices(self, start: int, stop: int) -> list[str]:
        found: list[str] = []
        if _inside(self.headlines, start):
            found.append("headline")
        if _inside(self.caps, start):
            found.append("caps")
        if self.text[stop : stop + 2] in ("'s", "’s"):
            found.append("possessive")
        if self.text[start:stop].casefold() not in self.known:
            found.append("unseen")
        if start in self.starts:
            found.append("sentence_initial")
        return found


def evaluate(
    gold: Source | Sequence[Source],
    pipeline: Pipeline | None = None,
    *,
    seen: Source | Sequence[Source] | None = None,
) -> Evaluation:
    """Compare the names that a pipeline finds with annotated ones.

    A name is right if its span is exactly that of the annotation, a leading "the",
    a possessive 's, marks round it and titles before a person put aside, and its type
    is: persons, organisations, places (GPE, LOC, FAC) and groups (NORP).  Types that
    are nowhere annotated are not counted, nor is what lies outside "checked".

    Args:
        gold: Examples as for `train()`, in any usual scheme of labels.
        pipeline: The default one if None.
        seen: Examples that the model was trained on; a name that is in none of them
            is in the slice "unseen", which is all names if this is None.

    >>> import nutgraf as ng
    >>> gold = [{"text": "Jane Roe left Paris.", "entities": [[0, 8, "PERSON"], [14, 19, "GPE"]]}]
    >>> ng.evaluate(gold).names.f1
    100.0
    """
    pipeline = Pipeline() if pipeline is None else pipeline
    if pipeline.offsets != "char":
        raise ValueError(f"the pipeline must have offsets='char', not {pipeline.offsets!r}")
    examples = list(read_examples(gold, known=None))
    tables = pipeline.extract([e.text for e in examples], tables=["mentions", "sentences"])
    found: list[list[Span]] = [[] for _ in examples]
    sentences: list[list[Any]] = [[] for _ in examples]
    for m in tables.mentions:
        found[m.doc].append((m.start, m.stop, m.label))
    for s in tables.sentences:
        sentences[s.doc].append(s)
    known: frozenset[str] = frozenset()
    if seen is not None:
        known = frozenset(
            e.text[start:stop].casefold()
            for e in read_examples(seen, known=None)
            for start, stop, _ in e.spans
        )
    coarse, fine, sliced = _Counts(), _Counts(), _Counts()
    given = {*_core.LABELS, *(() if pipeline.model is None else pipeline.model.labels)}
    labels = {name for e in examples for _, _, names in e.spans for name in names}
    types = {COARSE[label.upper()] for label in labels if label.upper() in COARSE}
    for e, mentions, lines in zip(examples, found, sentences, strict=True):
        places = _Places(e.text, lines, known)
        marked = [(a, b, names[0]) for a, b, names in e.spans]
        for mapping, counts in ((COARSE, coarse), ({x: x for x in labels}, fine)):
            _count(e, marked, mentions, mapping, types if counts is coarse else labels, counts)
        _count_slices(e, marked, mentions, types, places, sliced)
    return Evaluation(
        coarse.score(*(t for t in NAMES if t in types)),
        {t: coarse.score(t) for t in (*NAMES, "NORP") if t in types},
        {label: fine.score(label) for label in sorted(labels & given)},
        {name: sliced.score(name) for name in SLICES},
        len(examples),
    )


def _pair(
    e: Any,
    marked: list[Span],
    mentions: list[Span],
    mapping: Mapping[str, str],
    types: set[str],
) -> tuple[set[Span], set[Span]]:
    """Gold and found spans of these types, as they are compared."""

    def of_types(spans: Iterable[Span]) -> list[Span]:
        mapped = ((a, b, mapping.get(x, mapping.get(x.upper(), ""))) for a, b, x in spans)
        return [span for span in mapped if span[2] in types]

    gold = _comparable(e.text, of_types(marked))
    found = _comparable(e.text, of_types(mentions))
    if e.checked is not None:
        found = {span for span in found if _inside(e.checked, span[0])}
    aside = [(a, b) for a, b, label in marked if label in _PUT_ASIDE]
    found = {s for s in found if s in gold or not any(a < s[1] and s[0] < b for a, b in aside)}
    return gold, found


def _count(
    e: Any,
    marked: list[Span],
    mentions: list[Span],
    mapping: Mapping[str, str],
    types: set[str],
    counts: _Counts,
) -> None:
    gold, found = _pair(e, marked, mentions, mapping, types)
    for span in found:
        counts.found[span[2]] += 1
        counts.right[span[2]] += span in gold
    for span in gold:
        counts.gold[span[2]] += 1


def _count_slices(
    e: Any,
    marked: list[Span],
    mentions: list[Span],
    types: set[str],
    places: _Places,
    counts: _Counts,
) -> None:
    gold, found = _pair(e, marked, mentions, COARSE, types & set(NAMES))
    for span in found:
        for name in places.slices(span[0], span[1]):
            counts.found[name] += 1
            counts.right[name] += span in gold
    for span in gold:
        for name in places.slices(span[0], span[1]):
            counts.gold[name] += 1
