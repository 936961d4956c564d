"""Pictures of tables, by Altair; needs `nutgraf[plot]`.

::

    import nutgraf as ng
    import nutgraf.plot

    t = ng.extract(df, text="body", published="date")
    nutgraf.plot.speakers(t)       # who speaks most, and how much is anonymous
    nutgraf.plot.timeline(t)       # who is named when
    nutgraf.plot.about(t)          # who speaks about whom
    nutgraf.plot.together(t)       # who is named together

Each takes `Tables`, counts in Python and hands Altair a few hundred values at most, so that a
million rows make the same picture as a hundred. What comes back is an `altair.Chart`.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from nutgraf._extras import required
from nutgraf._rows import Entity
from nutgraf._table import Tables

if TYPE_CHECKING:
    import altair

__all__ = ["about", "speakers", "timeline", "together"]

_alt: Any = required("altair", "nutgraf.plot", "plot")

# Told apart by the colour-blind, too: Okabe and Ito, with grey for what has no name.
_TYPES: Final = {
    "named": "#0072b2",
    "role": "#56b4e9",
    "collective": "#009e73",
    "document": "#cc79a7",
    "anonymous": "#d55e00",
    "unknown": "#999999",
}
_LINES: Final = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#000000",
    "#999999",
)
_MAX_LABEL: Final = 180


def speakers(tables: Tables, *, top: int = 20) -> "altair.Chart":
    """Who is quoted most: a bar for each, by what kind of speaker it is.

    All anonymous sources are one bar; "I" and "they" that mean nobody by name are none. The
    title says how many quotes there are, and which share of them is anonymous.

    Args:
        tables: With `quotes` and `entities`.
        top: How many bars at most.

    Raises:
        KeyError: A table was not asked for.
    """
    _check(tables, top)
    names = _names(tables)
    counts: Counter[tuple[str, str]] = Counter()
    total = anonymous = 0
    for doc, kind, speaker, entity, type_ in _columns(
        tables, "quotes", "doc", "kind", "speaker", "speaker_entity", "speaker_type"
    ):
        if kind == "scare":
            continue
        total += 1
        if type_ == "anonymous":
            anonymous += 1
            counts["anonymous sources", type_] += 1
        elif entity is not None:
            counts[names[doc, entity][0], type_] += 1
        elif speaker is not None and type_ in _TYPES and type_ != "unknown":  # "I", "we"
            counts[speaker[:1].upper() + speaker[1:], type_] += 1
    if not counts:
        return cast("altair.Chart", _nothing("no quotes with a speaker"))
    by_name = Counter[str]()
    for (name, _), n in counts.items():
        by_name[name] += n
    shown = [name for name, _ in by_name.most_common(top)]
    rows = [
        {"speaker": name, "type": type_, "quotes": n}
        for (name, type_), n in counts.items()
        if name in set(shown)
    ]
    types = [type_ for type_ in _TYPES if any(row["type"] == type_ for row in rows)]
    chart: altair.Chart = (
        _chart(
            rows,
            f"{total} quotes, {100 * anonymous / total:.0f} % of them by anonymous sources",
        )
        .mark_bar()
        .encode(
            x=_alt.X("quotes:Q", title="quotes", axis=_alt.Axis(tickMinStep=1)),
            y=_alt.Y("speaker:N", sort=shown, title=None, axis=_alt.Axis(labelLimit=_MAX_LABEL)),
            color=_alt.Color(
                "type:N",
                scale=_alt.Scale(domain=types, range=[_TYPES[type_] for type_ in types]),
                title="speaker",
            ),
            order=_alt.Order("type:N"),
            tooltip=["speaker:N", "type:N", "quotes:Q"],
        )
    )
    return chart


def timeline(tables: Tables, *, names: Sequence[str] | None = None, top: int = 6) -> "altair.Chart":
    """How often persons, places and organisations are named, over time.

    By day, week, month or year, so that there are some dozens of points at most.

    Args:
        tables: With `articles` and `entities`.
        names: Which ones; by default the most frequent.
        top: How many, if `names` is None.

    Raises:
        KeyError: A table was not asked for.
        ValueError: No article has a date.
    """
    _check(tables, top)
    days = {
        doc: day for doc, day in _columns(tables, "articles", "doc", "published") if day is not None
    }
    if not days:
        raise ValueError(
            "timeline() needs dates, and no article has one: pass published= to extract()"
        )
    grain = _grain(min(days.values()), max(days.values()))
    known = _names(tables)
    counts: Counter[tuple[str, datetime.date]] = Counter()
    totals = Counter[str]()
    for doc, entity, n in _columns(tables, "entities", "doc", "entity", "n_mentions"):
        if doc in days:
            name = known[doc, entity][0]
            counts[name, _start(days[doc], grain)] += n
            totals[name] += n
    chosen = [name for name, _ in totals.most_common(top)] if names is None else list(names)
    starts = sorted({_start(day, grain) for day in days.values()})
    # A time without mentions is 0, and not a line across it.
    rows = [
        {"name": name, "date": start.isoformat(), "mentions": counts[name, start]}
        for name in chosen
        for start in starts
    ]
    if not any(row["mentions"] for row in rows):
        return cast("altair.Chart", _nothing("none of these names in articles with a date"))
    chart: altair.Chart = (
        _chart(rows, f"mentions by {grain}, {len(days)} articles")
        .mark_line(point=len(starts) <= 40)
        .encode(
            x=_alt.X("date:T", title=None),
            y=_alt.Y("mentions:Q", title="mentions", axis=_alt.Axis(tickMinStep=1)),
            color=_alt.Color(
                "name:N",
                sort=chosen,
                scale=_alt.Scale(domain=chosen, range=list(_LINES)),
                title=None,
                legend=_alt.Legend(labelLimit=_MAX_LABEL),
            ),
            tooltip=["name:N", "date:T", "mentions:Q"],
        )
    )
    return chart


def about(tables: Tables, *, top: int = 15) -> "altair.Chart | altair.LayerChart":
    """Who speaks about whom: speakers down, whom their quotes name across.

    Args:
        tables: With `quotes`, `mentions` and `entities`.
        top: How many rows and columns at most.

    Raises:
        KeyError: A table was not asked for.
    """
    _check(tables, top)
    edges = [(e.speaker, e.about, e.n_quotes) for e in tables.speaker_graph()]
    if not edges:
        return cast("altair.Chart", _nothing("no quotes that name anybody"))
    return cast("altair.LayerChart", _matrix(edges, "speaker", "about", "quotes", top))


def together(
    tables: Tables, *, labels: Sequence[str] | None = None, top: int = 15
) -> "altair.Chart | altair.LayerChart":
    """Which persons, places and organisations are named in the same articles.

    Args:
        tables: With `entities`.
        labels: Which entities, such as ["PERSON", "ORG"]; by default persons, organisations,
            places and peoples.
        top: How many at most.

    Raises:
        KeyError: The table was not asked for.
    """
    _check(tables, top)
    wanted = {"PERSON", "ORG", "GPE", "NORP"} if labels is None else set(labels)
    names = _names(tables)
    articles: dict[int, set[str]] = defaultdict(set)
    counts = Counter[str]()
    for doc, entity, label in _columns(tables, "entities", "doc", "entity", "label"):
        name = names[doc, entity][0]
        if label in wanted and name not in articles[doc]:
            articles[doc].add(name)
            counts[name] += 1
    shown = [name for name, _ in counts.most_common(top)]
    among = set(shown)
    pairs = Counter[tuple[str, str]]()
    for found in articles.values():
        here = sorted(found & among, key=shown.index)
        for i, a in enumerate(here):
            for b in here[i + 1 :]:
                pairs[a, b] += 1
                pairs[b, a] += 1
    if not pairs:
        return cast("altair.Chart", _nothing("no two names in one article"))
    return cast(
        "altair.LayerChart",
        _matrix([(a, b, n) for (a, b), n in pairs.items()], "name", "with", "articles", top),
    )


# --------------------------------------------------------------------- shared


def _check(tables: object, top: int) -> None:
    if not isinstance(tables, Tables):
        raise TypeError(
            f"a picture is made of Tables, as extract() gives them, not of {type(tables).__name__}"
        )
    if top < 1:
        raise ValueError(f"top must be 1 or more, not {top}")


def _columns(tables: Tables, table: Any, *names: str) -> Iterable[tuple[Any, ...]]:
    made = tables[table]
    return zip(*(made[name] for name in names), strict=True)


def _names(tables: Tables) -> dict[tuple[int, int], tuple[str, str]]:
    """The name and label of each entity; of one id over all articles, the most frequent name."""
    rows = list(cast("Iterable[Entity]", tables.entities))
    by_id: dict[str, Counter[str]] = defaultdict(Counter)
    for e in rows:
        if e.ext_id is not None:
            by_id[e.ext_id][e.name] += 1
    best = {ext_id: counts.most_common(1)[0][0] for ext_id, counts in by_id.items()}
    return {
        (e.doc, e.entity): (e.name if e.ext_id is None else best[e.ext_id], e.label) for e in rows
    }


def _grain(first: datetime.date, last: datetime.date) -> str:
    days = (last - first).days
    return "day" if days <= 62 else "week" if days <= 400 else "month" if days <= 3_000 else "year"


def _start(day: datetime.date, grain: str) -> datetime.date:
    if grain == "week":
        return day - datetime.timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if grain == "year" else day


def _matrix(
    triples: list[tuple[str, str, int]], down: str, across: str, what: str, top: int
) -> Any:
    rows_by, columns_by = Counter[str](), Counter[str]()
    for a, b, n in triples:
        rows_by[a] += n
        columns_by[b] += n
    rows = [name for name, _ in rows_by.most_common(top)]
    columns = [name for name, _ in columns_by.most_common(top)]
    values: list[dict[str, Any]] = [
        {down: a, across: b, what: n} for a, b, n in triples if a in set(rows) and b in set(columns)
    ]
    if not values:  # the most frequent ones on both sides never meet
        a, b, n = max(triples, key=lambda triple: triple[2])
        values, rows, columns = [{down: a, across: b, what: n}], [a], [b]
    axis = _alt.Axis(labelLimit=_MAX_LABEL)
    base = _alt.Chart(_alt.Data(values=values)).encode(
        x=_alt.X(
            f"{across}:N", sort=columns, axis=_alt.Axis(labelLimit=_MAX_LABEL, labelAngle=-45)
        ),
        y=_alt.Y(f"{down}:N", sort=rows, axis=axis),
        tooltip=[f"{down}:N", f"{across}:N", f"{what}:Q"],
    )
    most = max(value[what] for value in values)
    return base.mark_rect().encode(
        color=_alt.Color(f"{what}:Q", scale=_alt.Scale(scheme="blues", domainMin=0), legend=None)
    ) + base.mark_text().encode(
        text=f"{what}:Q",
        color=_alt.condition(
            f"datum['{what}'] > {most / 2}", _alt.value("white"), _alt.value("black")
        ),
    )


def _chart(rows: list[dict[str, Any]], title: str) -> Any:
    return _alt.Chart(_alt.Data(values=rows), title=title)


def _nothing(why: str) -> Any:
    """A picture that says that there is none."""
    return (
        _alt.Chart(_alt.Data(values=[{"why": f"nothing to show: {why}"}]))
        .mark_text(fontSize=14)
        .encode(text="why:N")
    )
