"""Measure nutgraf on annotated texts.

    python tools/evaluate.py                       all known sets, a table
    python tools/evaluate.py entities GOLD.jsonl   one file
    python tools/evaluate.py tokens GOLD.jsonl --scheme ud --predictions OUT.jsonl

A gold file holds a JSON object a line, with "id", "text" and what is to be found.
Figures are those of the scorer, score/score.py in the folder of shared data
(--shared, NUTGRAF_SHARED, or ../shared): its docstring defines them.
"""

import argparse
import bisect
import datetime
import importlib.util
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import nutgraf as ng

REPO = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("NUTGRAF_SHARED", REPO.parent / "shared"))

# What counts as the body of an article.
BODY = frozenset({"body", "dateline", "subhead", "block_quote", "pull_quote", "list"})

Rows = Iterable[Any]
Predictions = dict[int, dict[str, Any]]


def _spans(name: str) -> Callable[[ng.Tables], Predictions]:
    """Spans of the table of that name."""

    def predict(tables: ng.Tables) -> Predictions:
        found: Predictions = defaultdict(lambda: {name: []})
        for row in tables[name]:  # type: ignore[index]
            found[row.doc][name].append([row.start, row.stop])
        return found

    return predict


def _entities(tables: ng.Tables) -> Predictions:
    found: Predictions = defaultdict(lambda: {"entities": []})
    for row in tables.mentions:
        found[row.doc]["entities"].append([row.start, row.stop, row.label])
    return found


def _structure(tables: ng.Tables) -> Predictions:
    found: Predictions = {}
    for row in tables.articles:
        published = None if row.published is None else row.published.isoformat()
        found[row.doc] = {
            "title": row.headline,
            "authors": row.bylines,
            "published": published,
            "body": [],
        }
    for block in tables.blocks:
        if block.kind in BODY:
            found[block.doc]["body"].append([block.start, block.stop])
    return found


def _dates(tables: ng.Tables) -> Predictions:
    found: Predictions = defaultdict(lambda: {"timex": []})
    for row in tables.dates:
        found[row.doc]["timex"].append([row.start, row.stop, row.type, row.value])
    return found


def _values(tables: ng.Tables) -> Predictions:
    found: Predictions = defaultdict(lambda: {"values": []})
    for row in tables.mentions:
        if row.label in ("MONEY", "PERCENT"):
            found[row.doc]["values"].append([row.start, row.stop, row.label])
    return found


# Which rows of numbers answer a file of cases, by the last part of its name.
KINDS = {
    "currency": ("money",),
    "percent": ("percent",),
    "number": ("count",),
    "ordinal": ("ordinal",),
    "dimension": ("measure",),
    "temperature": ("measure",),
    "age": ("age",),
}


def _specs(tables: ng.Tables) -> Predictions:
    found: Predictions = defaultdict(lambda: {"values": []})
    for row in tables.numbers:
        found[row.doc]["values"].append([row.start, row.stop, row.value, row.kind])
    return found


def content(quote: ng.Quote) -> list[list[int]]:
    """What a quote attributes, without the cue and the source that stand inside of it."""
    if quote.kind != "mixed":
        return [list(part) for part in zip(quote.part_starts, quote.part_stops, strict=True)]
    own = [(quote.cue_start, quote.cue_stop), (quote.speaker_start, quote.speaker_stop)]
    inside = [s for s in own if s[0] is not None and quote.start <= s[0] < quote.stop]
    if not inside:
        return [[quote.start, quote.stop]]
    start, stop = min(s[0] or 0 for s in inside), max(s[1] or 0 for s in inside)
    # What the cue splits goes on with the next marks, if a sentence ends before them.
    behind = [s for s in quote.part_starts if s >= stop]
    if behind and ". " in quote.text[stop - quote.start : behind[0] - quote.start]:
        stop = behind[0]
    return [[quote.start, start], [stop, quote.stop]]


def _quotes(tables: ng.Tables, without: tuple[str, ...] = ()) -> Predictions:
    found: Predictions = defaultdict(lambda: {"quotes": []})
    for row in tables.quotes:
        if row.kind == "scare" or row.rule in without:
            continue
        found[row.doc]["quotes"].append(
            {
                "content": content(row),
                "speaker": None if row.speaker is None else [row.speaker_start, row.speaker_stop],
                "kind": row.kind,
                "speaker_type": row.speaker_type,
            }
        )
    return found


def _quotes_by_sentence(tables: ng.Tables) -> Predictions:
    """As QUOTES_GUIDE.md has it: what runs into a later sentence is a row of its own, and what is
    spoken of without a clause ("criticized the plan", "talks about the war") is none."""
    found = _quotes(tables, without=("Q16", "Q17"))
    bounds: dict[int, list[int]] = defaultdict(list)
    for sentence in tables.sentences:
        bounds[sentence.doc].append(sentence.start)
    for doc, predictions in found.items():
        rows: list[dict[str, Any]] = []
        for quote in predictions["quotes"]:
            pieces: dict[int, list[list[int]]] = defaultdict(list)
            for start, stop in quote["content"]:
                while start < stop:
                    k = bisect.bisect_right(bounds[doc], start)
                    end = min([stop, *bounds[doc][k : k + 1]])
                    pieces[k].append([start, end])
                    start = end
            rows += [{**quote, "content": spans} for spans in pieces.values()]
        predictions["quotes"] = rows
    return found


def _aliases(tables: ng.Tables) -> Predictions:
    found: Predictions = defaultdict(lambda: {"mentions": []})
    for row in tables.mentions:
        if row.entity is not None:
            found[row.doc]["mentions"].append([row.start, row.stop, row.entity])
    return found


# Of each task: the tables that it needs, and what they say.
TASKS: dict[str, tuple[tuple[str, ...], Callable[[ng.Tables], Predictions]]] = {
    "tokens": (("tokens",), _spans("tokens")),
    "sentences": (("sentences",), _spans("sentences")),
    "entities": (("mentions",), _entities),
    "structure": (("articles", "blocks"), _structure),
    "dates": (("dates",), _dates),
    "values": (("mentions",), _values),
    "specs": (("numbers",), _specs),
    "quotes": (("quotes",), _quotes),
    "speakers": (("quotes",), _quotes),
    "kinds": (("blocks",), _structure),
    "quotes_by_sentence": (("quotes", "sentences"), _quotes_by_sentence),
    "aliases": (("mentions",), _aliases),
}

# Task, file under the data folder, scheme, and the figures worth a line.
KNOWN_SETS = [
    ("tokens", "tokens/measure/ptb_sample.dev.jsonl", "news", ("f1",)),
    ("tokens", "tokens/measure/ewt.dev.jsonl", "ud", ("f1",)),
    ("sentences", "tokens/measure/ptb_sample.dev.jsonl", "news", ("f1",)),
    ("sentences", "tokens/measure/ewt.dev.jsonl", "news", ("f1",)),
    ("sentences", "tokens/golden_rules_sbd.jsonl", "news", ("f1",)),
    ("structure", "structure/measure/naeb.jsonl", "news", ("body_f1", "title", "author_f1", "day")),
    ("entities", "entities/ship/voa_names.dev.jsonl", "news", ("names_f1",)),
    ("dates", "dates/ship/meantime.jsonl", "news", ("relaxed_f1", "strict_f1", "value_f1")),
    ("dates", "dates/ship/gum.jsonl", "news", ("recall", "value_recall")),
    ("dates", "dates/measure/timebank.jsonl", "news", ("relaxed_f1", "strict_f1", "value_f1")),
    ("dates", "dates/measure/aquaint.jsonl", "news", ("relaxed_f1", "strict_f1", "value_f1")),
    ("values", "values/ship/meantime.jsonl", "news", ("MONEY_f1", "PERCENT_f1")),
    ("specs", "values/ship/recognizers.currency.jsonl", "news", ("exact", "cases")),
    ("specs", "values/ship/recognizers.percent.jsonl", "news", ("exact", "cases")),
    ("specs", "values/ship/recognizers.number.jsonl", "news", ("exact", "cases")),
    ("specs", "values/ship/recognizers.datetime.jsonl", "news", ("fit", "exact", "cases")),
    ("specs", "values/ship/duckling.en.jsonl", "news", ("fit", "exact", "cases")),
    ("specs", "values/ship/values.quantulum3.jsonl", "news", ("exact", "cases")),
    ("entities", "entities/ship/press_names.dev.jsonl", "news", ("names_f1",)),
    ("aliases", "aliases/ship/gum.jsonl", "news", ("link_p", "link_f1", "b3_f1")),
    ("aliases", "aliases/ship/meantime.jsonl", "news", ("link_p", "link_f1", "b3_f1")),
    (
        "quotes_by_sentence",
        "quotes/ship/radio_press_quotes.dev.jsonl",
        "news",
        ("all@0.3_f1", "all@0.8_f1", "all@0.8_speaker"),
    ),
    (
        "quotes",
        "quotes/measure/polnear.dev.jsonl",
        "news",
        (
            "marked@0.3_f1",
            "marked@0.8_f1",
            "marked@0.8_speaker",
            "marked@0.8_end_to_end",
            "all@0.3_f1",
            "all@0.8_f1",
        ),
    ),
    ("quotes", "quotes/ship/gum.jsonl", "news", ("all@0.3_f1", "all@0.3_end_to_end")),
]


def load_scorer(shared: Path) -> ModuleType:
    """The scorer as a module; FileNotFoundError if it is not there."""
    path = shared / "score" / "score.py"
    if not path.exists():
        raise FileNotFoundError(f"no scorer at {path}; NUTGRAF_SHARED names the folder")
    spec = importlib.util.spec_from_file_location("nutgraf_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(path: Path) -> list[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def predict(task: str, gold: list[dict[str, Any]], scheme: Any = "news") -> list[dict[str, Any]]:
    """What nutgraf finds in the texts of a gold file, in the form that the scorer reads."""
    tables, of_tables = TASKS[task]
    published = [day_of(g) for g in gold] if task == "dates" else None
    found = of_tables(
        ng.extract(
            [g["text"] for g in gold],
            published=published,
            tables=tables,  # type: ignore[arg-type]
            scheme=scheme,
        )
    )
    return [{"id": g["id"], **found.get(i, {})} for i, g in enumerate(gold)]


def day_of(gold: dict[str, Any]) -> str | None:
    """The article's day, "dct", which some sets write day first."""
    day = str(gold.get("dct") or "")[:10]
    return "-".join(reversed(day.split("-"))) if re.match(r"\d\d-", day) else day or None


def flatten(text: str) -> str:
    """Single line breaks as blanks, as in text that was wrapped."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def numeric_f1(scorer: ModuleType, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> float:
    """Dates, times, percentages, money, quantities, ordinals and cardinals together, exact spans."""
    n_right = n_found = n_gold = 0
    for gold, found in pairs:
        text = gold["text"]
        ignored = [span[:2] for span in gold.get("on18_ignore", ())]

        def spans(
            rows: Iterable[Any], text: str = text, ignored: list[Any] = ignored
        ) -> set[tuple[int, int, str]]:
            trimmed = {
                (*scorer.trim(text, a, b, label), label)
                for a, b, label in rows
                if label in scorer.NUMERIC
            }
            return {x for x in trimmed if not any(a < x[1] and x[0] < b for a, b in ignored)}

        want, have = spans(gold["entities_on18"]), spans(found.get("entities", ()))
        n_right += len(want & have)
        n_found += len(have)
        n_gold += len(want)
    return 200 * n_right / max(1, n_found + n_gold)


def quantities(path: Path) -> dict[str, float]:
    """Cases of quantulum3: the share with exactly the expected spans and values."""
    cases = load(path)
    right = 0
    for case in cases:
        want = {(v["start"], v["end"], float(v["value"])) for v in case["values"]}
        have = {(n.start, n.stop, n.value) for n in ng.numbers(case["text"])}
        right += want == have
    return {"exact": 100 * right / max(1, len(cases)), "cases": len(cases)}


def _overlap(a: Iterable[int], b: Iterable[int]) -> float:
    """Intersection over union of two spans."""
    (a_start, a_stop), (b_start, b_stop) = a, b
    common = min(a_stop, b_stop) - max(a_start, b_start)
    return max(0, common) / (max(a_stop, b_stop) - min(a_start, b_start))


def _is_outermost(span: list[int], spans: list[list[int]]) -> bool:
    return not any(s != span and s[0] <= span[0] and span[1] <= s[1] for s in spans)


def aliases_apart(
    scorer: ModuleType, pairs: list[tuple[dict[str, Any], dict[str, Any]]]
) -> dict[str, float]:
    """What part of the figures is joining: `most_`, what perfect joining of our mentions would
    reach, as mentions do not lie in each other and some are not found; `outer_`, over gold
    names that lie in no other; `joined_`, over those of them of which a mention has half."""
    perfect, outer, joined = [], [], []
    for gold, found in pairs:
        mentions = found.get("mentions", [])
        spans = [span for cluster in gold["clusters"] for span in cluster]
        named = [(span, c) for c, cluster in enumerate(gold["clusters"]) for span in cluster]
        ideal = []
        for i, (start, stop, _) in enumerate(mentions):
            best = max(((_overlap((start, stop), s), c) for s, c in named), default=(0.0, 0))
            ideal.append([start, stop, best[1] if best[0] > 0 else f"none {i}"])
        perfect.append((gold, {**found, "mentions": ideal}))
        alone = [[s for s in c if _is_outermost(s, spans)] for c in gold["clusters"]]
        outer.append(({**gold, "clusters": alone}, found))
        seen = [[s for s in c if any(_overlap(s, m[:2]) >= 0.5 for m in mentions)] for c in alone]
        joined.append(({**gold, "clusters": seen}, found))
    out = {}
    for name, chosen in (("most", perfect), ("outer", outer), ("joined", joined)):
        figures = scorer.score_aliases(chosen)
        out.update({f"{name}_{key}": value for key, value in figures.items()})
    return out


# What a case of dates can say that a row can: a day, a month, a year, a week, a time.
PLAIN = re.compile(
    r"\d{4}(-\d\d(-\d\d(T[\d:]+)?)?|-W\d\d(-WE)?)?|P(T?\d+[A-Z])+|(PRESENT|PAST|FUTURE)_REF"
)


# What of an assistant's reading is another convention than that of news: prepositions and
# comparisons in the span, "few" as three, a moment counted from the clock or at the day's end,
# the next Friday of next week.
OTHER_SPAN = re.compile(
    r"(in|on|at|by|since|before|after|until|till|from|around|as late as|no later than|later than|"
    r"starting|more than|less than|year greater than|[<>]? ?=)\b|.*\b(or|and) (later|after)$|"
    r"(a )?(few|some|several)\b|(next|last|previous|following) \w+day$|(end|beginning) of\b",
    re.IGNORECASE,
)
OTHER_VALUE = re.compile(r".*T\d\d:\d\d:\d\d")


def date_cases(path: Path) -> dict[str, float]:
    """Cases of dates with a reference day: the share whose expected values have our form, and
    of those the share with exactly the expected spans and values; the same of those that
    follow the conventions of news ("alike")."""
    fit = right = alike = alike_right = 0
    cases = load(path)
    for case in cases:
        want = set()
        is_alike = True
        for x in case["expected"]:
            timexes = {v.get("timex", "") for v in (x.get("resolution") or {}).get("values", ())}
            if len(timexes) != 1 or not PLAIN.fullmatch(value := timexes.pop()):
                break
            # An hour is of no minute, or of the first one.
            value = f"{value}:00" if re.fullmatch(r".*T\d\d", value) else value
            span = case["text"][x["start"] : x["end"]]
            is_alike &= not OTHER_SPAN.match(span) and not OTHER_VALUE.fullmatch(value)
            want.add((x["start"], x["end"], value))
        else:
            fit += 1
            alike += is_alike
            day = str(case.get("reference") or "")[:10] or None
            have = {(d.start, d.stop, d.value) for d in ng.dates(case["text"], published=day)}
            right += want == have
            alike_right += is_alike and want == have
    return {
        "fit": 100 * fit / max(1, len(cases)),
        "exact": 100 * right / max(1, fit),
        "alike": 100 * alike / max(1, len(cases)),
        "alike_exact": 100 * alike_right / max(1, alike),
        "cases": len(cases),
    }


# What says by itself whether a day is past or to come: assistants look ahead, news back.
DIRECTED = re.compile(
    r"\b(\d{4}|\d\d?[/-]\d\d?[/-]\d\d|this|last|next|past|previous|coming|ago|hence|now|today|"
    r"yesterday|tomorrow|tonight|after|before)\b",
    re.IGNORECASE,
)
DUCKLING = re.compile(
    r"datetime(?:Holiday)? \((\d+), (\d+), (\d+), 0, 0, 0\) (Day|Week|Month|Quarter|Year)\b"
)


def duckling_days(path: Path) -> dict[str, float]:
    """Duckling's cases of times: the share that expects one day, week, month, quarter or year, and
    of those the share that parse_date() reads so; the same of those that are no feast and say
    whether they are past or to come ("alike")."""
    cases = [case for case in load(path) if case["dim"] == "Time" and case["expected"]]
    fit = right = alike = alike_right = 0
    for case in cases:
        match = DUCKLING.match(case["expected"])
        if match is None:
            continue
        fit += 1
        row = ng.parse_date(case["text"], published=case["reference"][:10])
        year, month, day = (int(match[i]) for i in (1, 2, 3))
        first = datetime.date(year, month, day)
        same = row is not None and (row.from_date, row.grain) == (first, match[4].lower())
        is_alike = "Holiday" not in match[0] and DIRECTED.search(case["text"]) is not None
        right += same
        alike += is_alike
        alike_right += same and is_alike
    return {
        "fit": 100 * fit / max(1, len(cases)),
        "exact": 100 * right / max(1, fit),
        "alike": 100 * alike / max(1, len(cases)),
        "alike_exact": 100 * alike_right / max(1, alike),
        "cases": len(cases),
    }


def evaluate(
    task: str, path: Path, shared: Path = SHARED, scheme: Any = "news", *, flat: bool = False
) -> dict[str, float]:
    """The figures of one set."""
    if task == "specs" and path.stem == "values.quantulum3":
        return quantities(path)
    if task == "specs" and ".datetime" in path.stem:
        return date_cases(path)
    if task == "specs" and path.stem == "duckling.en":
        return duckling_days(path)
    if task == "speakers":
        return speaker_types(path)
    if task == "kinds":
        return page_kinds(path)
    gold = load(path)
    if flat:
        gold = [{**g, "text": flatten(g["text"])} for g in gold]
    if task in ("tokens", "sentences"):
        gold = [g for g in gold if g.get(task) is not None]
    predictions = predict(task, gold, scheme)
    if task == "specs":
        kinds = KINDS[path.stem.rpartition(".")[2]]
        for row in predictions:
            row["values"] = [v[:3] for v in row.get("values", ()) if v[3] in kinds]
    pairs = list(zip(gold, predictions, strict=True))
    score = load_scorer(shared).TASKS[task.removesuffix("_by_sentence")]
    figures: dict[str, float] = score(pairs)
    if task == "entities" and any("entities_on18" in g for g in gold):
        figures["numeric_f1"] = numeric_f1(load_scorer(shared), pairs)
    if task == "aliases":
        figures.update(aliases_apart(load_scorer(shared), pairs))
    if task == "sentences":
        # The scorer's own measure, text by text: 100 is every sentence right.
        figures["texts_right"] = sum(score([pair])["f1"] == 100 for pair in pairs)
        figures["texts"] = len(pairs)
    return figures


# Kinds of lines that we read ourselves in naeb: spans of each page, without its text.
PAGE_KINDS = REPO / "tests" / "data" / "page_kinds.jsonl"
PAGE_KINDS_SECOND = REPO / "tests" / "data" / "page_kinds_second.jsonl"
ALIKE = ("caption", "credit", "agency_credit", "comment_count")
NOT_THE_ARTICLE = frozenset({"chrome", "related", "promo", "copyright"})


def page_kinds(path: Path) -> dict[str, float]:
    """F1 of captions, credits, agency credits and comment counts (spans that share half of what
    they cover), and of letters that are not the article's; of pages that were read while rules
    were written, and of others.  `second_` against the second reader's labels, `agreed_` of the
    first reader's labels against the second's."""
    pages = {g["id"]: g["text"] for g in load(path)}
    first = load(PAGE_KINDS)
    second = load(PAGE_KINDS_SECOND)
    ours = {g["id"]: [[b.start, b.stop, b.kind] for b in ng.blocks(pages[g["id"]])] for g in first}
    firsts = {g["id"]: g["spans"] for g in first}
    return {
        **_kinds_figures("", pages, first, ours, NOT_THE_ARTICLE),
        **_kinds_figures("second_", pages, second, ours, NOT_THE_ARTICLE),
        **_kinds_figures("agreed_", pages, second, firsts, {"other"}),
    }


def _kinds_figures(
    name: str,
    pages: dict[str, str],
    gold: list[dict[str, Any]],
    found: dict[str, list[list[Any]]],
    others: Container[str],
) -> dict[str, float]:
    n = Counter[tuple[str, str, str]]()
    for row in gold:
        text, part = pages[row["id"]], "read" if row["read"] else "unread"
        skipped = {i for a, b, kind in row["spans"] if kind == "skip" for i in range(a, b)}
        blocks = [s for s in found[row["id"]] if s[0] not in skipped]
        for kind in ALIKE:
            want = [s for s in row["spans"] if s[2] == kind]
            have = [s for s in blocks if s[2] == kind]
            hits = sum(any(_shares_half(w, h) for h in have) for w in want)
            n[part, kind, "hit"] += hits
            n[part, kind, "want"] += len(want)
            n[part, kind, "have"] += len(have)
        want_chars = _letters(text, [s for s in row["spans"] if s[2] == "other"]) - skipped
        have_chars = _letters(text, [s for s in blocks if s[2] in others]) - skipped
        n[part, "chrome", "hit"] += len(want_chars & have_chars)
        n[part, "chrome", "want"] += len(want_chars)
        n[part, "chrome", "have"] += len(have_chars)
    out: dict[str, float] = {}
    for part in ("read", "unread"):
        for kind in (*ALIKE, "chrome"):
            hit, want, have = (n[part, kind, k] for k in ("hit", "want", "have"))
            out[f"{name}{part}_{kind}_f1"] = 200 * hit / max(1, want + have)
            if kind != "chrome":
                out[f"{name}{part}_{kind}_n"] = want
    return out


def _shares_half(a: Iterable[Any], b: Iterable[Any]) -> bool:
    (a_start, a_stop, _), (b_start, b_stop, _) = a, b
    common = min(a_stop, b_stop) - max(a_start, b_start)
    return common * 2 >= max(a_stop, b_stop) - min(a_start, b_start)


def _letters(text: str, spans: Iterable[Any]) -> set[int]:
    return {i for a, b, _ in spans for i in range(a, b) if text[i].isalnum()}


# Types of speakers that we read ourselves in polnear.dev: a line each, without its text.
SPEAKER_TYPES = REPO / "tests" / "data" / "speaker_types.jsonl"


def speaker_types(path: Path) -> dict[str, float]:
    """Of attributions that are found (Jaccard of letters 0.3): how often the type of the speaker
    is right; and how well anonymous sources are found among them."""
    gold = load(path)
    if not any("speaker_type" in q for g in gold for q in g["quotes"]):
        by_id = {g["id"]: g for g in gold}
        for line in load(SPEAKER_TYPES):
            if line["id"] in by_id:
                by_id[line["id"]]["quotes"][line["quote"]]["speaker_type"] = line["speaker_type"]
    task = "quotes_by_sentence" if "ship" in path.parts else "quotes"
    n = Counter[str]()
    for g, p in zip(gold, predict(task, gold), strict=True):
        matched = match_quotes(g["text"], g["quotes"], p.get("quotes", []))
        for quote, found in matched:
            if "speaker_type" not in quote:
                continue
            want, have = quote["speaker_type"], found["speaker_type"]
            n["matched"] += 1
            n["right"] += want == have
            n["both"] += want == have == "anonymous"
            n["want"] += want == "anonymous"
            n["have"] += have == "anonymous"
    return {
        "matched": n["matched"],
        "accuracy": 100 * n["right"] / max(1, n["matched"]),
        "anonymous": n["want"],
        "anonymous_p": 100 * n["both"] / max(1, n["have"]),
        "anonymous_r": 100 * n["both"] / max(1, n["want"]),
        "anonymous_f1": 200 * n["both"] / max(1, n["have"] + n["want"]),
    }


def match_quotes(
    text: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs one to one, the best first, as the scorer makes them."""

    def letters(quote: dict[str, Any]) -> set[int]:
        places = (i for a, b in quote["content"] for i in range(a, b))
        return {i for i in places if not text[i].isspace() and text[i] not in "“”\"'.,"}

    wanted, had = [letters(q) for q in gold], [letters(q) for q in found]
    pairs = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, a in enumerate(had)
            for j, b in enumerate(wanted)
            if a & b
        ),
        reverse=True,
    )
    used: set[int] = set()
    taken: set[int] = set()
    out = []
    for score, i, j in pairs:
        if score >= 0.3 and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            out.append((gold[j], found[i]))
    return out


def _print_all(shared: Path) -> None:
    for task, name, scheme, columns in KNOWN_SETS:
        path = shared / "data" / name
        label = f"{task:<10} {path.stem:<22} {scheme:<6}"
        if not path.exists():
            print(f"{label} not there")
            continue
        figures = evaluate(task, path, shared, scheme)
        print(label, "  ".join(f"{column} {figures[column]:.2f}" for column in columns))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=TASKS, nargs="?")
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--scheme", choices=("news", "ud", "uax29"), default="news")
    parser.add_argument("--flat", action="store_true", help="single line breaks made blanks")
    parser.add_argument("--predictions", type=Path, help="write them here too")
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    if args.task is None:
        _print_all(args.shared)
        return 0
    if args.gold is None:
        parser.error("a task needs a gold file")
    if args.predictions is not None:
        found = predict(args.task, load(args.gold), args.scheme)
        with open(args.predictions, "w", encoding="utf-8") as file:
            for row in found:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    figures = evaluate(args.task, args.gold, args.shared, args.scheme, flat=args.flat)
    for name, value in figures.items():
        print(f"{name:<28} {value:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
