"""What was corrected in a review becomes overrides, aliases, a lexicon and training data."""

import csv
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from nutgraf import _aliases, _overrides
from nutgraf._aliases import Aliases
from nutgraf._csv_rows import csv_rows, delimiter_of, fail, header_of
from nutgraf._overrides import Overrides
from nutgraf._review import NAME_LABELS, Review, ReviewRow, is_checked

_LEXICON_COLUMNS: Final = ("name", "id", "label", "aliases")
_WORD: Final = re.compile(r"\S+")
_MAX_CONTEXT_WORDS: Final = 12

Cells = dict[str, str]
Path = str | os.PathLike[str]


class Applied(NamedTuple):
    """How many rows `apply()` added to each file, and how many were looked at."""

    checked: int
    overrides: int
    aliases: int
    lexicon: int
    train: int


class _Said(NamedTuple):
    """What a row of the review says of its surface, and where it stands."""

    where: str
    row: ReviewRow
    surface: str
    label: str | None
    """What it is; None: a name of an unknown label, or none."""
    answer: str
    """ "label", "none" or "not"."""

    @property
    def is_change(self) -> bool:
        return self.answer != "label" or self.label != self.row.label


def _said(review: Review) -> list[_Said]:
    said: list[_Said] = []
    for i, row in enumerate(review):
        if not is_checked(row):
            continue
        where, correct = review.where(i), row.correct or "ok"
        if correct in ("none", "not") and (row.name or row.id):
            fail(where, f"{row.surface!r} has a name or an id, and correct is {correct!r}")
        if correct in ("ok", "not") and not row.label:
            fail(where, f"correct is {correct!r}, but label is empty")
        label = {"ok": row.label, "none": None, "not": None}.get(correct, correct)
        answer = correct if correct in ("none", "not") else "label"
        said.append(_Said(where, row, " ".join(row.surface.split()), label, answer))
    return said


# ---------------------------------------------------------------- contexts


def _sentence(row: ReviewRow) -> str:
    return row.before + row.surface + row.after


def _contexts(row: ReviewRow) -> Iterable[str]:
    """Pieces of the row's sentence with the surface in it, from short to long."""
    text = _sentence(row)
    start, stop = len(row.before), len(row.before) + len(row.surface)
    ends = [m.end() for m in _WORD.finditer(text) if m.end() >= stop]
    begins = [m.start() for m in _WORD.finditer(text) if m.start() <= start][::-1]
    for n in range(1, _MAX_CONTEXT_WORDS + 1):
        for i in range(n + 1):
            if i < len(begins) and n - i < len(ends):
                yield text[begins[i] : ends[n - i]]
    yield text


def _article(row: ReviewRow) -> object:
    return row.doc if row.article is None else row.article


def _context(x: _Said, others: Sequence[_Said]) -> str:
    """A phrase of x's sentence that the sentences of the others do not have."""
    for y in others:
        if _article(x.row) == _article(y.row):
            fail(
                f"{x.where} and {y.where}",
                f"{x.surface!r} is corrected in two ways in one article",
            )
    elsewhere = [_sentence(y.row) for y in others]
    for phrase in _contexts(x.row):
        if not any(phrase in text for text in elsewhere):
            return phrase
    fail(
        f"{x.where} and {others[0].where}",
        f"{x.surface!r} is corrected in two ways in the same sentence",
    )


def _settled(
    said: Iterable[_Said], key: Callable[[_Said], object]
) -> Iterable[tuple[_Said, str | None]]:
    """For each surface what is said of it, once; with a context where several things are."""
    by_surface: defaultdict[str, dict[object, list[_Said]]] = defaultdict(lambda: defaultdict(list))
    for x in said:
        by_surface[x.surface][key(x)].append(x)
    for ways in by_surface.values():
        if len(ways) == 1:
            (same,) = ways.values()
            yield next((x for x in same if x.is_change), same[0]), None
            continue
        for way, same in ways.items():
            others = [x for other, group in ways.items() if other != way for x in group]
            for x in same:
                yield x, _context(x, others)


# ------------------------------------------------------------------- rows


def _override_rows(said: Sequence[_Said]) -> list[tuple[str, Cells]]:
    rows: dict[tuple[str, ...], tuple[str, Cells]] = {}
    changed = {x.surface for x in said if x.is_change}
    named = [x for x in said if x.surface in changed]
    for x, context in _settled(
        named, lambda x: (x.answer, x.label, x.row.label if x.answer == "not" else None)
    ):
        if not x.is_change and context is None:
            continue
        cells = {"surface": x.surface}
        if x.answer == "label" and x.label is not None:
            cells["label"] = x.label
        else:
            cells["never"] = "*" if x.answer == "none" else x.row.label
        if context is not None:
            cells["context"] = context
        rows.setdefault(tuple(cells.values()), (x.where, cells))
    return list(rows.values())


def _alias_rows(said: Sequence[_Said]) -> list[tuple[str, Cells]]:
    rows: dict[tuple[str, ...], tuple[str, Cells]] = {}
    named = [x for x in said if x.row.name or x.row.id]
    for x, context in _settled(named, lambda x: (x.row.name, x.row.id)):
        cells = {"surface": x.surface}
        for column, value in (
            ("name", x.row.name),
            ("id", x.row.id),
            ("label", x.label if x.label in NAME_LABELS else None),
            ("context", context),
        ):
            if value:
                cells[column] = value
        rows.setdefault(tuple(cells.items()), (x.where, cells))  # type: ignore[arg-type]
    return list(rows.values())


def _lexicon_rows(said: Sequence[_Said]) -> list[tuple[str, Cells]]:
    """Names with their other ways of writing: those that have a name or id, or were relabelled."""
    groups: dict[tuple[str | None, ...], tuple[str, Cells, list[str]]] = {}
    for x in said:
        if x.answer != "label" or not (x.row.name or x.row.id or x.is_change):
            continue
        name = x.row.name or x.surface
        key = (x.row.id or name, x.label)
        cells = {"name": name, "id": x.row.id or "", "label": x.label or ""}
        where, told, aliases = groups.setdefault(key, (x.where, cells, []))
        if x.row.name and told["name"] != x.row.name:
            if told["name"] not in aliases and told["name"] != x.row.name:
                aliases.append(told["name"])
            told["name"] = x.row.name
        if x.surface != told["name"] and x.surface not in aliases:
            aliases.append(x.surface)
    rows: list[tuple[str, Cells]] = []
    for where, cells, aliases in groups.values():
        kept = [alias for alias in aliases if alias != cells["name"] and "|" not in alias]
        rows.append((where, cells | {"aliases": "|".join(kept)}))
    return rows


def _examples(said: Sequence[_Said]) -> list[str]:
    """Lines of training data, one a sentence; what nobody looked at in it is not `checked`."""
    sentences: defaultdict[str, dict[tuple[int, int], _Said]] = defaultdict(dict)
    for x in said:
        if x.answer == "not":
            continue  # that tells what it is not, and training wants what it is
        start = len(x.row.before)
        spans = sentences[_sentence(x.row)]
        for (a, b), y in spans.items():
            if a < start + len(x.row.surface) and start < b and y.label != x.label:
                fail(
                    f"{y.where} and {x.where}",
                    f"{x.surface!r} is corrected in two ways in the same sentence",
                )
        spans.setdefault((start, start + len(x.row.surface)), x)
    lines: list[str] = []
    for text, spans in sentences.items():
        names = sorted((a, b, x.label) for (a, b), x in spans.items() if x.label in NAME_LABELS)
        checked = _joined(_around(text, a, b) for a, b in spans)
        example = {"text": text, "entities": [list(x) for x in names], "checked": checked}
        lines.append(json.dumps(example, ensure_ascii=False))
    return lines


def _around(text: str, start: int, stop: int) -> list[int]:
    """The words that were looked at with the span: those with capitals or digits that it touches,
    so that its ends are known, too."""
    words = [m.span() for m in _WORD.finditer(text)]
    inside = [i for i, (a, b) in enumerate(words) if a < stop and start < b]
    first, last = inside[0], inside[-1]
    while first > 0 and not text[words[first - 1][0]].islower():
        first -= 1
    while last + 1 < len(words) and not text[words[last + 1][0]].islower():
        last += 1
    return [words[max(first - 1, 0)][0], words[min(last + 1, len(words) - 1)][1]]


def _joined(spans: Iterable[list[int]]) -> list[list[int]]:
    out: list[list[int]] = []
    for start, stop in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], stop)
        else:
            out.append([start, stop])
    return out


# ------------------------------------------------------------------ files


def _read_text(path: str) -> str | None:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not UTF-8") from None


def _added(path: str, rows: list[tuple[str, Cells]], columns: Sequence[str], key: str) -> "_File":
    """The file with the rows that it does not have yet behind its own."""
    before = _read_text(path)
    known: list[tuple[str, dict[str, str]]] = []
    names, mark = list(columns), ","
    if before is not None and before.strip("\ufeff\r\n "):
        try:
            known = list(csv_rows(path, columns, key))
        except ValueError as error:
            raise ValueError(f"{path}, {error}") from None
        first = next(csv.reader(io.StringIO(before.lstrip("\ufeff"))))
        mark = delimiter_of(first, ",")
        names = [name.strip() for name in header_of(first, ",")]
    have = {_frozen(cells) for _, cells in known}
    new = [(where, cells) for where, cells in rows if _frozen(cells) not in have]
    for where, cells in new:
        for column, value in cells.items():
            if value and column not in names:
                fail(where, f"{path} has no column {column!r}, which this row needs")
    out = io.StringIO(newline="")
    if before and not before.endswith("\n"):
        out.write("\n")
    writer = csv.writer(out, delimiter=mark, lineterminator="\n")
    if not (before and before.strip("\ufeff\r\n ")):
        writer.writerow(names)
    writer.writerows([cells.get(name, "") for name in names] for _, cells in new)
    return _File(path, (before or "") + (out.getvalue() if new or not before else ""), known, new)


def _frozen(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((key, value) for key, value in cells.items() if value)


class _File(NamedTuple):
    path: str
    text: str
    known: list[tuple[str, dict[str, str]]]
    new: list[tuple[str, Cells]]

    def check(self, same: Sequence[str], make: Callable[[list[Any]], object]) -> None:
        """That no new row says another thing of what an old one speaks of, and that all are
        well together."""
        seen = {tuple(cells.get(x, "") for x in same): where for where, cells in self.known}
        for where, cells in self.new:
            before = seen.get(tuple(cells.get(x, "") for x in same))
            if before is not None:
                fail(
                    f"{self.path}, {before} and {where}",
                    f"they contradict each other about {cells['surface']!r}",
                )
        rows = [*(cells for _, cells in self.known), *(cells for _, cells in self.new)]
        try:
            make(rows)
        except ValueError as error:
            raise ValueError(f"{self.path} with what is added: {error}") from None


def _write(path: str, text: str) -> None:
    """Replace the file at once, or not at all."""
    from nutgraf._replace import replacing

    with replacing(path) as file:
        file.write(text)


def apply(
    review: Review,
    *,
    overrides: Path | None = None,
    aliases: Path | None = None,
    lexicon: Path | None = None,
    train: Path | None = None,
) -> Applied:
    """Add what was corrected to files; see `Review.apply()`."""
    said = _said(review)
    files: dict[str, _File] = {}
    if overrides is not None:
        rows = _override_rows(said)
        made = _added(os.fspath(overrides), rows, _overrides.COLUMNS, "surface")
        made.check(("surface", "context", "case"), Overrides)
        files["overrides"] = made
    if aliases is not None:
        made = _added(os.fspath(aliases), _alias_rows(said), _aliases.COLUMNS, "surface")
        made.check(("surface", "context"), Aliases)
        files["aliases"] = made
    if lexicon is not None:
        files["lexicon"] = _added(os.fspath(lexicon), _lexicon_rows(said), _LEXICON_COLUMNS, "name")
    texts = {name: (file.path, file.text, len(file.new)) for name, file in files.items()}
    if train is not None:
        path = os.fspath(train)
        before = _read_text(path) or ""
        have = set(before.splitlines())
        lines = [line for line in _examples(said) if line not in have]
        gap = "\n" if before and not before.endswith("\n") else ""
        text = before + gap + "".join(f"{line}\n" for line in lines) if lines else before
        texts["train"] = (path, text, len(lines))
    # Nothing is written before everything is known to be right.
    for path, text, _ in texts.values():
        _write(path, text)
    counts = {name: texts[name][2] if name in texts else 0 for name in Applied._fields[1:]}
    return Applied(len(said), **counts)
