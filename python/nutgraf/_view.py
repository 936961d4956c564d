"""Articles and tables as HTML: one piece, without scripts, everything of the text escaped.

The styles come along, for light and dark, of the system or of the notebook that shows it. Text on
each tint has a contrast of 7:1 or more (WCAG AAA; AA asks for 4.5:1).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from nutgraf._rows import Block, DateRow, Entity, Mention, NumberRow, Quote, Role
from nutgraf._source import Source

if TYPE_CHECKING:
    from nutgraf._article import Article
    from nutgraf._table import Table

# What is shown at most; the tables have the rest.
MAX_CHARS: Final = 200_000
MAX_ROWS: Final = 100
MAX_CELL: Final = 200
_PREVIEW_ROWS: Final = 10

# A tint for what a reader looks for: who, where, when, how much.
_GROUPS: Final = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "people",
    "LANGUAGE": "people",
    "DATE": "date",
    "TIME": "date",
    "MONEY": "number",
    "PERCENT": "number",
    "QUANTITY": "number",
    "CARDINAL": "number",
    "ORDINAL": "number",
}
_GROUP_NAMES: Final = {
    "person": "person",
    "org": "organisation",
    "place": "place",
    "people": "people",
    "other": "other name",
    "date": "date",
    "number": "number",
}

_PLAIN: Final = frozenset({"body", "dateline", "list", "block_quote", "pull_quote"})
_NOT_THE_ARTICLE: Final = frozenset({"chrome", "related", "promo", "comment_count", "copyright"})
_N_VOICES: Final = 6
_CLOSING: Final = "”\"’'»"

_LIGHT: Final = (
    "--text:#1a1a1a;--soft:#595959;--line:#d9d9d9;--back:#fff;"
    "--person:#dbeafe;--org:#ede9fe;--place:#dcfce7;--people:#ccfbf1;--other:#fce7f3;--date:#fef3c7;"
    "--v0:#1d4ed8;--v1:#b45309;--v2:#15803d;--v3:#be185d;--v4:#6d28d9;--v5:#0f766e"
)
_DARK: Final = (
    "--text:#f0f0f0;--soft:#b0b0b0;--line:#4a4a4a;--back:#161616;"
    "--person:#1e3a5f;--org:#3b2a63;--place:#14432a;--people:#0f403c;--other:#5b1f3f;--date:#4d3a0b;"
    "--v0:#93c5fd;--v1:#fcd34d;--v2:#86efac;--v3:#f9a8d4;--v4:#c4b5fd;--v5:#5eead4"
)
# Of a notebook, what it says goes before what the system says.
_STYLE: Final = (
    f".nutgraf{{{_LIGHT};color-scheme:light}}"
    f"@media(prefers-color-scheme:dark){{.nutgraf{{{_DARK};color-scheme:dark}}}}"
    f"[data-jp-theme-light=true] .nutgraf,.vscode-light .nutgraf{{{_LIGHT};color-scheme:light}}"
    f"[data-jp-theme-light=false] .nutgraf,.vscode-dark .nutgraf{{{_DARK};color-scheme:dark}}"
    ".nutgraf{background:var(--back);color:var(--text);max-width:46rem;padding:1rem;"
    "font:1rem/1.65 Georgia,'Times New Roman',serif;overflow-wrap:anywhere;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    ".nutgraf p{margin:0 0 .75em;white-space:pre-wrap}"
    ".nutgraf .meta,.nutgraf .kind,.nutgraf summary,.nutgraf table,.nutgraf .by,.nutgraf .legend"
    "{font-family:system-ui,-apple-system,'Segoe UI',sans-serif}"
    ".nutgraf .meta,.nutgraf .legend{color:var(--soft);font-size:.8rem;line-height:1.5}"
    ".nutgraf .legend{border-bottom:1px solid var(--line);margin:.25rem 0 1rem;padding-bottom:.6rem}"
    ".nutgraf .legend mark,.nutgraf .legend u{margin-right:.5em}"
    ".nutgraf .kind{color:var(--soft);display:block;font-size:.68rem;letter-spacing:.06em;line-height:1.3;"
    "text-transform:uppercase}"
    ".nutgraf .headline{font-size:1.5rem;font-weight:700;line-height:1.25}"
    ".nutgraf .deck,.nutgraf .subhead{font-weight:700}"
    ".nutgraf .small{font-size:.9rem}"
    ".nutgraf .off{color:var(--soft);font-size:.85rem;margin-bottom:.4em}"
    ".nutgraf mark{background:var(--other);border-radius:.2em;color:inherit;padding:.05em .15em}"
    ".nutgraf .person{background:var(--person)}.nutgraf .org{background:var(--org)}"
    ".nutgraf .place{background:var(--place)}.nutgraf .people{background:var(--people)}"
    ".nutgraf .date{background:var(--date)}"
    ".nutgraf .number{background:none;border-bottom:1px dotted var(--soft);border-radius:0;padding:0}"
    ".nutgraf small{color:var(--soft);font:500 .6rem system-ui,sans-serif;letter-spacing:.03em;"
    "margin-left:.3em;vertical-align:.15em}"
    ".nutgraf i{border-bottom:1px dashed var(--soft);font-style:normal}"
    ".nutgraf q,.nutgraf u{quotes:none;text-decoration:underline;text-decoration-thickness:2px;"
    "text-underline-offset:.22em;text-decoration-skip-ink:none}"
    ".nutgraf q::before,.nutgraf q::after{content:none}"
    ".nutgraf u{text-decoration:underline dotted var(--soft)}"
    ".nutgraf .by{border:1px solid;border-radius:1em;font-size:.68rem;margin:0 .2em;padding:.05em .55em;"
    "display:inline-block;line-height:1.3;max-width:min(18em,90%);overflow:hidden;text-overflow:ellipsis;"
    "vertical-align:middle;white-space:nowrap;"
    "text-indent:0}"
    + "".join(
        f".nutgraf q.v{i}{{text-decoration-color:var(--v{i})}}.nutgraf .by.v{i}{{color:var(--v{i})}}"
        for i in range(_N_VOICES)
    )
    + ".nutgraf q.none{text-decoration:underline dashed var(--soft)}.nutgraf .by.none{color:var(--soft)}"
    ".nutgraf details{border-top:1px solid var(--line);padding:.4rem 0}"
    ".nutgraf summary{cursor:pointer;font-size:.85rem;font-weight:600}"
    ".nutgraf .wide{overflow-x:auto}"
    ".nutgraf table{background:none;border-collapse:collapse;color:inherit;font-size:.8rem;line-height:1.4;"
    "margin:.4rem 0;overflow-wrap:break-word}"
    ".nutgraf th,.nutgraf td{border-bottom:1px solid var(--line);padding:.25rem .9rem .25rem 0;"
    "text-align:left;vertical-align:top}"
    ".nutgraf th{color:var(--soft);font-weight:600}"
    ".nutgraf td{max-width:30rem;min-width:2.5rem}.nutgraf td.l{min-width:16rem}"
    ".nutgraf td.d{white-space:nowrap}"
    ".nutgraf .n{font-variant-numeric:tabular-nums;text-align:right}"
    "@media print{.nutgraf details::details-content{content-visibility:visible}.nutgraf{max-width:none}}"
)


class _Mark(NamedTuple):
    """Something that stands at [start, stop) of the text."""

    start: int
    stop: int
    layer: int
    """0 a quote, 1 a role, 2 a name or a value; a lower one goes round a higher one."""
    before: str
    after: str
    end: str
    """What follows where it ends, once."""


def article_html(article: "Article", *, page: bool = False) -> str:
    """The article with names, values, roles and quotes marked, and tables of them below."""
    article = in_chars(article)
    source = Source(article.text, "char")
    entities = list(article.entities)
    body = "".join(
        (
            f'<div class="nutgraf" lang="en"><style>{_STYLE}</style>',
            _meta(article),
            _legend(article),
            "".join(_blocks(article, source, entities)),
            _entity_table(entities, article.roles),
            _quote_table(article.quotes, entities),
            _date_table(article.dates),
            "</div>",
        )
    )
    if not page:
        return body
    title = escape(article.headline or "Article")
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>body{{margin:0;background:Canvas}}.nutgraf{{margin:0 auto}}</style>"
        f"</head><body><main>{body}</main></body></html>\n"
    )


def in_chars(article: "Article") -> "Article":
    """The same with offsets that count code points."""
    if article._pipeline.offsets == "char":
        return article
    from nutgraf._pipeline import Pipeline

    settings: Any = article._pipeline._settings() | {"offsets": "char"}
    chars = Pipeline(**settings)
    day = article.published if article.published_source in ("given", "metadata") else None
    return chars.read(article.text, published=day, id=article.id)


def _meta(article: "Article") -> str:
    parts: list[str] = []
    if article.published is not None:
        parts.append(f"<time>{article.published}</time> ({article.published_source})")
    if article.bylines:
        parts.append(", ".join(f"<bdi>{escape(name)}</bdi>" for name in article.bylines))
    parts += [escape(part) for part in (article.agency, article.dateline_place) if part]
    return f'<p class="meta">{" · ".join(parts)}</p>' if parts else ""


def _legend(article: "Article") -> str:
    there = {_group(label) for label in article.mentions["label"]}
    parts = [
        f'<mark class="{group}">{name}</mark>'
        for group, name in _GROUP_NAMES.items()
        if group in there
    ]
    if any(kind != "scare" for kind in article.quotes["kind"]):
        parts.append('<q class="v0">quote</q>')
    if len(article.roles) > 0:
        parts.append("<i>role</i>")
    return f'<p class="legend">{" ".join(parts)}</p>' if parts else ""


def _group(label: str) -> str:
    return _GROUPS.get(label, "other")


# --------------------------------------------------------------------- text


def _blocks(article: "Article", source: Source, entities: Sequence[Entity]) -> Iterator[str]:
    marks = _Sweep(_marks(article, source, entities))
    for block in article.blocks:
        if block.start >= MAX_CHARS:
            left = source.length - block.start
            yield f'<p class="off">{left} characters more are not shown.</p>'
            return
        stop = min(block.stop, MAX_CHARS)
        yield _block(block, "".join(marks.render(source, block.start, stop)))


def _block(block: Block, inner: str) -> str:
    kind = block.kind
    name = "" if kind in _PLAIN else f'<span class="kind">{kind.replace("_", " ")}</span>'
    if kind == "headline":
        return f'<p class="headline" role="heading" aria-level="3">{inner}</p>'
    if kind in _NOT_THE_ARTICLE:
        return f'<p class="off">{name}{inner}</p>'
    css = {"deck": "deck", "subhead": "subhead"}.get(kind, "" if kind in _PLAIN else "small")
    return f'<p class="{css}">{name}{inner}</p>' if css else f"<p>{inner}</p>"


def _marks(article: "Article", source: Source, entities: Sequence[Entity]) -> list[_Mark]:
    dates = {row.mention: row for row in article.dates if row.mention is not None}
    numbers = {row.mention: row for row in article.numbers if row.mention is not None}
    marks = [
        _mention_mark(m, dates.get(m.mention), numbers.get(m.mention), entities)
        for m in article.mentions
    ]
    marks += [_role_mark(role, entities) for role in article.roles]
    voices: dict[object, int] = {}
    for quote in article.quotes:
        marks += _quote_marks(quote, source, entities, voices)
    return sorted(marks, key=lambda mark: (mark.start, mark.layer, -mark.stop))


def _mention_mark(
    m: Mention, date: DateRow | None, number: NumberRow | None, entities: Sequence[Entity]
) -> _Mark:
    group = _group(m.label)
    said = [m.label]
    if m.entity is not None and m.entity < len(entities):
        entity = entities[m.entity]
        if entity.name != m.text:
            said.insert(0, entity.name)
        said += [part for part in (entity.ext_id, entity.country) if part]
    if date is not None and date.value is not None:
        said.append(date.value if date.mod is None else f"{date.value} {date.mod}")
    if number is not None:
        said += [f"{number.value:g}", *(part for part in (number.unit, number.currency) if part)]
    title = escape(" · ".join(said), quote=True)
    label = "" if group in ("date", "number") else f"<small>{escape(m.label)}</small>"
    tag = (
        f'<mark class="{group}" title="{title}">' if group != "other" else f'<mark title="{title}">'
    )
    return _Mark(m.start, m.stop, 2, tag + "<bdi>", "</bdi></mark>", label)


def _role_mark(role: Role, entities: Sequence[Entity]) -> _Mark:
    holder = ""
    if role.entity is not None and role.entity < len(entities):
        holder = f"{entities[role.entity].name}: "
    title = escape(f"{holder}{role.kind.replace('_', ' ')}", quote=True)
    return _Mark(role.start, role.stop, 1, f'<i title="{title}">', "</i>", "")


def _quote_marks(
    quote: Quote, source: Source, entities: Sequence[Entity], voices: dict[object, int]
) -> Iterator[_Mark]:
    if quote.kind == "scare":
        yield _Mark(quote.start, quote.stop, 0, '<u title="not said by anybody">', "</u>", "")
        return
    name = quote.speaker
    if quote.speaker_entity is not None and quote.speaker_entity < len(entities):
        name = entities[quote.speaker_entity].name
    voice = "none"
    if name is not None:
        key = quote.speaker_entity if quote.speaker_entity is not None else name
        voice = f"v{voices.setdefault(key, len(voices)) % _N_VOICES}"
    said = " · ".join(
        part for part in (quote.kind, quote.cue, quote.channel, quote.anonymity) if part
    )
    before = f'<q class="{voice}" title="{escape(said, quote=True)}">'
    parts = [(quote.start, quote.stop)]
    if quote.kind in ("direct", "block"):
        parts = list(zip(quote.part_starts, quote.part_stops, strict=True))
    for i, (start, stop) in enumerate(parts):
        end = ""
        if i == len(parts) - 1 and name is not None:
            who = "anonymous: " if quote.speaker_type == "anonymous" else ""
            end = f'<span class="by {voice}">{who}<bdi>{escape(_cut(name, 60))}</bdi></span>'
            # The chip goes behind the closing mark, and so does the line.
            while source.text(stop, stop + 1) in _CLOSING and stop < source.length:
                stop += 1
        yield _Mark(start, stop, 0, before, "</q>", end)


class _Sweep:
    """Goes through the text once; marks are those that stand there, one of each layer."""

    def __init__(self, marks: list[_Mark]) -> None:
        self._marks: Final = marks
        self._next = 0
        self._open: list[_Mark] = []

    def render(self, source: Source, start: int, stop: int) -> Iterator[str]:
        """The HTML of [start, stop), which is one block: what is open is closed at its end."""
        at = start
        shown: tuple[_Mark, ...] = ()
        while at < stop:
            self._open = [mark for mark in self._open if mark.stop > at]
            while self._next < len(self._marks) and self._marks[self._next].start <= at:
                mark = self._marks[self._next]
                self._next += 1
                if mark.stop > at:
                    self._open.append(mark)
            now = self._shown()
            yield from _change(shown, now)
            shown = now
            end = min([mark.stop for mark in self._open], default=stop)
            if self._next < len(self._marks):
                end = min(end, self._marks[self._next].start)
            end = min(end, stop)
            yield escape(source.text(at, end), quote=False)
            ended = [mark for mark in self._open if mark.stop == end]
            if ended:
                left = tuple(mark for mark in shown if mark.stop > end)
                yield from _change(shown, left)
                shown = left
                yield from (mark.end for mark in reversed(ended) if mark.end)
            at = end
        yield from _change(shown, ())

    def _shown(self) -> tuple[_Mark, ...]:
        """Of each layer the mark that began last."""
        layers = {mark.layer: mark for mark in self._open}
        return tuple(layers[layer] for layer in sorted(layers))


def _change(old: tuple[_Mark, ...], new: tuple[_Mark, ...]) -> Iterator[str]:
    same = 0
    while same < min(len(old), len(new)) and old[same] is new[same]:
        same += 1
    for mark in reversed(old[same:]):
        yield mark.after
    for mark in new[same:]:
        yield mark.before


def _cut(text: str, n: int) -> str:
    return text if len(text) <= n else text[: n - 1] + "…"


# ------------------------------------------------------------------- tables


def _details(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], n: int) -> str:
    if n == 0:
        return ""
    more = f"<p class='meta'>{n - MAX_ROWS} more</p>" if n > MAX_ROWS else ""
    return (
        f'<details><summary>{title} ({n})</summary><div class="wide">{_table(heads, rows)}</div>'
        f"{more}</details>"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object, *, is_number: bool = False) -> str:
    if value is None:
        return "<td></td>"
    if is_number:
        return f'<td class="n">{escape(str(value))}</td>'
    text = str(value)
    # Long texts get room, so that they are not towers of single words; days are one word.
    kind = ' class="d"' if isinstance(value, date) else ' class="l"' if len(text) > 30 else ""
    return f"<td{kind}><bdi>{escape(_cut(text, MAX_CELL))}</bdi></td>"


def _entity_table(entities: Sequence[Entity], roles: "Table[Role]") -> str:
    held: dict[int | None, list[str]] = defaultdict(list)
    for role in roles:
        if role.kind != "age" and role.text not in held[role.entity]:
            held[role.entity].append(role.text)
    rows = (
        (
            _cell(e.name),
            f'<td><mark class="{_group(e.label)}">{escape(e.label)}</mark></td>',
            _cell(e.n_mentions, is_number=True),
            _cell("; ".join(alias for alias in e.aliases if alias != e.name)),
            _cell("; ".join(held[e.entity])),
            _cell(e.ext_id),
        )
        for e in sorted(entities, key=lambda e: -e.n_mentions)[:MAX_ROWS]
    )
    heads = ("name", "label", "mentions", "also", "roles", "id")
    return _details("Persons, places, organisations", heads, rows, len(entities))


def _quote_table(quotes: "Table[Quote]", entities: Sequence[Entity]) -> str:
    said = [quote for quote in quotes if quote.kind != "scare"]
    rows = (
        (
            _cell(
                entities[q.speaker_entity].name
                if q.speaker_entity is not None and q.speaker_entity < len(entities)
                else q.speaker
            ),
            _cell(q.speaker_type),
            _cell(q.cue),
            _cell(q.text),
            _cell(q.anonymity),
        )
        for q in said[:MAX_ROWS]
    )
    return _details(
        "Who said what", ("speaker", "type", "cue", "text", "anonymous because"), rows, len(said)
    )


def _date_table(dates: "Table[DateRow]") -> str:
    rows = (
        (_cell(d.text), _cell(d.value), _cell(d.from_date), _cell(d.to_date))
        for d in dates[:MAX_ROWS]
    )
    return _details("When", ("text", "value", "from", "to (exclusive)"), rows, len(dates))


def table_html(table: "Table[Any]") -> str:
    """The first and last rows of a table, as a notebook shows them."""
    n = len(table)
    numbers = {f.name for f in table.schema if f.type.startswith(("uint", "float"))}
    head = table[: _PREVIEW_ROWS if n <= 2 * _PREVIEW_ROWS else _PREVIEW_ROWS // 2]
    tail = table[len(head) :] if n <= 2 * _PREVIEW_ROWS else table[n - _PREVIEW_ROWS // 2 :]

    def rows(part: "Table[Any]", first: int) -> Iterator[Sequence[str]]:
        for i, row in enumerate(part.to_pylist(), first):
            yield (
                f'<td class="n">{i}</td>',
                *(_value(value, name in numbers) for name, value in row.items()),
            )

    shown = [*rows(head, 0)]
    if len(head) + len(tail) < n:
        shown.append((f'<td class="n">⋮</td><td colspan="{len(table.columns)}"></td>',))
    shown += rows(tail, n - len(tail))
    return (
        f'<div class="nutgraf" style="max-width:none"><style>{_STYLE}</style>'
        f'<p class="meta">{escape(table.name)}: {n} rows</p>'
        f'<div class="wide">{_table(("", *table.columns), shown)}</div></div>'
    )


def rows_html(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], n: int) -> str:
    """The first of `n` rows of anything that is not a `Table`; numbers stand at the right."""
    shown = [[_value(v, isinstance(v, int)) for v in row] for row in islice(rows, MAX_ROWS)]
    more = f'<p class="meta">{n - MAX_ROWS} more</p>' if n > MAX_ROWS else ""
    body = f'<div class="wide">{_table(heads, shown)}</div>{more}' if shown else ""
    return (
        f'<div class="nutgraf" style="max-width:none"><style>{_STYLE}</style>'
        f'<p class="meta">{escape(caption)}</p>{body}</div>'
    )


def _value(value: object, is_number: bool) -> str:
    if isinstance(value, float):
        return _cell(f"{value:.2f}" if abs(value) < 1e6 else f"{value:g}", is_number=True)
    if isinstance(value, list):
        return _cell("; ".join(map(str, cast("list[object]", value))))
    return _cell(value, is_number=is_number)
