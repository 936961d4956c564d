"""Mentions that are worth a look: chosen, written to a CSV file, and read back."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Unpack, cast, final, overload

from nutgraf import _core
from nutgraf._csv_rows import csv_rows, fail, neutralised, restored
from nutgraf._frozen import Frozen
from nutgraf._inputs import Inputs, chunks
from nutgraf._pipeline import Options, Pipeline, cached_pipeline, check_threads

if TYPE_CHECKING:
    from nutgraf._corrections import Applied

# Those of names: values and addresses are not chosen unless they are asked for.
NAME_LABELS: Final = _core.LABELS[: _core.LABELS.index("DATE")]
_ANSWERS: Final = ("ok", "none", "not")
# Of all rows, how many may be of surfaces with several labels, and of unclear entities.
_SPLIT_SHARE: Final = 0.4
_UNCLEAR_SHARE: Final = 0.1
# A surface that is nearly always of one label and surely so is no inconsistency.
_SURE: Final = 0.97
# Of these many names are those of several; that helps nobody.
_PLACES: Final = ("GPE", "LOC")


class ReviewRow(NamedTuple):
    """A mention to look at: a line of the file."""

    doc: int
    """The row of the input, from 0."""
    article: str | None
    """The article's id."""
    start: int
    """Where the mention begins in the text, in code points."""
    stop: int
    before: str
    """The sentence up to the mention; with it and `after` the sentence as the text has it."""
    surface: str
    after: str
    label: str
    conf: float
    rule: str
    n: int
    """How many mentions in all articles have this surface and label."""
    why: str
    """Why it was chosen: "unsure", "unclear" (it is not known of which entity it is) or
    "labels", with those that the surface has in other places."""
    correct: str | None = None
    """What you say: None: you did not look; "ok"; a label; "none": it is no name; "not": it
    is not of this label, whatever else."""
    name: str | None = None
    """What the entity is called."""
    id: str | None = None
    """Its id."""
    note: str | None = None
    """Yours; nobody reads it."""


COLUMNS: Final = ReviewRow._fields


@final
class Review(Frozen, Sequence[ReviewRow]):
    """Mentions that are worth a look; `review()` makes it, and `load()` reads it back.

    An immutable sequence of `ReviewRow`.  `write()` it to a file, fill in the last columns
    with a spreadsheet or an editor, `load()` it, and `apply()` it.

    >>> import os, tempfile
    >>> import nutgraf as ng
    >>> rows = ng.review(["Amber Quill said that Zorbelix would close."], n=1)
    >>> folder = tempfile.mkdtemp()
    >>> path = os.path.join(folder, "review.csv")
    >>> ng.Review(row._replace(correct="ORG") for row in rows).write(path)
    >>> again = ng.Review.load(path)
    >>> again[0].surface, again.where(0)[-6:]
    ('Zorbelix', 'line 2')
    >>> again.apply(overrides=os.path.join(folder, "overrides.csv")).overrides
    0
    """

    __slots__ = ("_rows", "_where")

    def __init__(self, rows: Iterable[ReviewRow], where: Sequence[str] | None = None) -> None:
        self._rows: Final = tuple(rows)
        self._where: Final = tuple(where or (f"row {i}" for i in range(1, len(self._rows) + 1)))

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, labels: Sequence[str] = ()) -> "Review":
        """Read a CSV file in UTF-8, with or without a byte order mark.

        Args:
            path: The file; its columns are the fields of `ReviewRow`.  Cells that `write()`
                marked, so that no spreadsheet takes them for formulas, are as before.
            labels: Labels of your own, which `correct` may have too.

        Raises:
            OSError: It cannot be read.
            ValueError: A column is unknown or missing, or a cell wrong; the message names file
                and line.
        """
        file = os.fspath(path)
        rows: list[ReviewRow] = []
        where: list[str] = []
        try:
            for line, cells in csv_rows(file, COLUMNS, "surface"):
                rows.append(_row_of(cells, line, labels))
                where.append(line)
        except ValueError as error:
            raise ValueError(f"review: {file}, {error}") from None
        return cls(rows, [f"{file}, {line}" for line in where])

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write a CSV file in UTF-8 with a byte order mark, which Excel wants.

        A cell that a spreadsheet would take for a formula (it begins with =, +, - or @) has an
        apostrophe in front.  A file that is there is replaced when all is written.

        Raises:
            OSError: It cannot be written.
        """
        import csv

        from nutgraf._replace import replacing

        with replacing(path, "utf-8-sig") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in self._rows:
                cells = row._replace(conf=round(row.conf, 4))
                writer.writerow("" if cell is None else neutralised(str(cell)) for cell in cells)

    def apply(
        self,
        *,
        overrides: str | os.PathLike[str] | None = None,
        aliases: str | os.PathLike[str] | None = None,
        lexicon: str | os.PathLike[str] | None = None,
        train: str | os.PathLike[str] | None = None,
    ) -> "Applied":
        """Add what was corrected to files, which are made if they are not there.

        Rows that a file has are not added again, and none is taken out: applying twice changes
        nothing.  Where a surface is corrected in two ways, each way has as its context a phrase
        of its sentence that the other has not.  Nothing is written if anything is wrong.

        Args:
            overrides: A CSV file for `Overrides`: surfaces with another label, or none.
            aliases: A CSV file for `Aliases`: surfaces with a name or an id.
            lexicon: A CSV file for `Lexicon.from_table()`: what has a name, an id or another
                label.
            train: JSON Lines for `train()`: the sentences, in which only the words around what
                was looked at are `checked`.

        Raises:
            OSError: A file cannot be read or written.
            ValueError: Two rows contradict each other, or a row of a file; the message names both.
        """
        from nutgraf._corrections import apply

        return apply(self, overrides=overrides, aliases=aliases, lexicon=lexicon, train=train)

    def where(self, index: int) -> str:
        """Where a row stands, for messages: "review.csv, line 7"."""
        return self._where[index]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> ReviewRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ReviewRow, ...]: ...
    def __getitem__(self, index: int | slice) -> ReviewRow | tuple[ReviewRow, ...]:
        return self._rows[index]

    def __iter__(self) -> Iterator[ReviewRow]:
        return iter(self._rows)

    def __repr__(self) -> str:
        n = sum(is_checked(row) for row in self._rows)
        return f"<Review: {len(self)} rows, {n} checked>"

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Review) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)


def is_checked(row: ReviewRow) -> bool:
    """Whether somebody has filled in what the mention is; a name or an id says that it is one."""
    return any(cell is not None for cell in (row.correct, row.name, row.id))


def _number(cells: Mapping[str, str], column: str, where: str, kind: type[Any]) -> Any:
    text = cells.get(column, "").strip()
    try:
        # Spreadsheets of many countries write a comma.
        return kind(text.replace(",", ".") if kind is float else text) if text else kind(0)
    except ValueError:
        fail(where, f"{column} must be a number, not {text!r}")


def _answer(value: str | None, labels: Sequence[str], where: str) -> str | None:
    if value is None:
        return None
    if value.lower() in _ANSWERS:
        return value.lower()
    if value in labels:
        return value
    if value.upper() in _core.LABELS:
        return value.upper()
    known = ", ".join((*_ANSWERS, *_core.LABELS, *labels))
    fail(where, f"correct must be empty or one of {known}, not {value!r}")


def _row_of(cells: Mapping[str, str], where: str, labels: Sequence[str]) -> ReviewRow:
    """A line of the file, checked."""
    given = {key: restored(value) for key, value in cells.items()}
    for key, value in given.items():
        if "\0" in value:
            fail(where, f"{key} has a NUL character: {value!r}")
    filled = {key: given.get(key, "").strip() or None for key in ("correct", "name", "id", "note")}
    surface = given["surface"]
    if not surface.strip():
        fail(where, "surface is empty")
    return ReviewRow(
        _number(cells, "doc", where, int),
        given.get("article") or None,
        _number(cells, "start", where, int),
        _number(cells, "stop", where, int),
        given.get("before", ""),
        surface,
        given.get("after", ""),
        given.get("label", "").strip(),
        _number(cells, "conf", where, float),
        given.get("rule", ""),
        _number(cells, "n", where, int),
        given.get("why", ""),
        _answer(filled["correct"], labels, where),
        filled["name"],
        filled["id"],
        filled["note"],
    )


# --------------------------------------------------------------- choosing


class _Example(NamedTuple):
    conf: float
    doc: int
    start: int
    stop: int
    article: str | None
    rule: str
    before: str
    surface: str
    after: str


class _Group:
    """The mentions of one surface and label."""

    __slots__ = ("examples", "label", "n", "surface", "total", "unclear")

    def __init__(self, surface: str, label: str) -> None:
        self.surface: Final = surface
        self.label: Final = label
        self.n = 0
        self.total = 0.0
        self.unclear = False
        self.examples: list[_Example] = []

    @property
    def doubt(self) -> float:
        """How many of its mentions may be wrong; the root, since they say the same again."""
        return (1 - self.total / self.n) * sqrt(self.n)

    def wants(self, conf: float, most: int) -> bool:
        return len(self.examples) < most or conf < self.examples[-1].conf

    def keep(self, example: _Example, most: int) -> None:
        """The least certain ones, of different articles as long as there are others."""
        same = [x for x in self.examples if x.doc == example.doc]
        if same:
            if same[0].conf <= example.conf:
                return
            self.examples.remove(same[0])
        self.examples.append(example)
        self.examples.sort()
        del self.examples[most:]


def _groups(
    pipeline: Pipeline, inputs: Inputs, labels: Sequence[str] | None, most: int, threads: int
) -> list[_Group]:
    """All groups of the articles, in the order of their first mentions."""
    groups: dict[tuple[str, str], _Group] = {}
    values = frozenset(_core.LABELS) - frozenset(NAME_LABELS)
    for run, made in pipeline._run_all(
        chunks(inputs), ("articles", "sentences", "mentions", "entities"), threads
    ):
        texts = run.texts.to_list() if isinstance(run.texts, _core.ArrowColumn) else run.texts
        t: dict[str, Any] = {
            name: pipeline._table(name, made, None)
            for name in ("articles", "sentences", "mentions", "entities")
        }
        ids = dict(zip(t["articles"]["doc"], t["articles"]["article_id"], strict=True))
        spans: list[tuple[int, int]] = list(
            zip(t["sentences"]["start"], t["sentences"]["stop"], strict=True)
        )
        first: dict[int, int] = {}
        for i, doc in enumerate(t["sentences"]["doc"]):
            first.setdefault(doc, i)
        e = t["entities"]
        unclear = {
            (doc, entity)
            for doc, entity, flag in zip(e["doc"], e["entity"], e["ambiguous"], strict=True)
            if flag
        }
        m = t["mentions"]
        columns = (m[x] for x in ("doc", "start", "stop", "sent", "text", "label", "conf", "rule"))
        for (doc, start, stop, sent, surface, label, conf, rule), entity in zip(
            zip(*columns, strict=True), m["entity"], strict=True
        ):
            if label in values if labels is None else label not in labels:
                continue
            surface = " ".join(surface.split())
            group = groups.get((surface, label))
            if group is None:
                group = groups[surface, label] = _Group(surface, label)
            group.n += 1
            group.total += conf
            is_unclear = (doc, entity) in unclear
            group.unclear |= is_unclear
            if group.wants(conf, most):
                text = _text(texts[doc - run.first_doc])
                begin, end = cast("tuple[int, int]", spans[first[doc] + sent])
                group.keep(
                    _Example(
                        conf,
                        doc,
                        start,
                        stop,
                        ids[doc],
                        rule,
                        text[begin:start],
                        text[start:stop],
                        text[stop:end],
                    ),
                    most,
                )
    return list(groups.values())


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return cast(str, value)


def _by_doubt(group: _Group) -> tuple[float, str, str]:
    return (-group.doubt, group.surface, group.label)


def _split(groups: Sequence[_Group]) -> list[list[_Group]]:
    """Surfaces that have several labels, those with the most doubtful mentions first."""
    by_surface: defaultdict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_surface[group.surface].append(group)
    found = [
        sorted(several, key=lambda g: (-g.n, g.label))
        for several in by_surface.values()
        if len(several) > 1 and any(g.total / g.n < _SURE for g in several)
    ]
    return sorted(found, key=lambda several: (-sum(g.doubt for g in several), several[0].surface))


# How fast a label's turn gets less likely with what was taken of it.
_SPREAD: Final = 4


def _in_turns(groups: Iterable[_Group]) -> Iterator[_Group]:
    """The most doubtful first, but of a label the less the more it had: all have their turn."""
    by_label: defaultdict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_label[group.label].append(group)
    queues = [sorted(by_label[label], key=_by_doubt, reverse=True) for label in sorted(by_label)]
    taken = [0] * len(queues)
    while any(queues):
        best = max(
            (i for i, queue in enumerate(queues) if queue),
            key=lambda i: (queues[i][-1].doubt / (taken[i] + _SPREAD), -i),
        )
        taken[best] += 1
        yield queues[best].pop()


def _choose(groups: Sequence[_Group], n: int, per_surface: int) -> list[tuple[_Group, str]]:
    chosen: dict[tuple[str, str], tuple[_Group, str]] = {}
    room = n

    def take(group: _Group, why: str) -> None:
        nonlocal room
        if (group.surface, group.label) not in chosen:
            chosen[group.surface, group.label] = (group, why)
            room -= min(per_surface, len(group.examples))

    for several in _split(groups):
        if n - room >= _SPLIT_SHARE * n:
            break
        told = ", ".join(f"{group.label} {group.n}" for group in several)
        for group in several:
            take(group, f"labels: {told}")
    n_before = room
    for group in sorted((g for g in groups if g.unclear and g.label not in _PLACES), key=_by_doubt):
        if n_before - room >= _UNCLEAR_SHARE * n:
            break
        take(group, "unclear")
    for group in _in_turns(groups):
        if room <= 0:
            break
        take(group, "unsure")
    return list(chosen.values())


def choose(
    pipeline: Pipeline,
    inputs: Inputs,
    *,
    n: int = 200,
    labels: Sequence[str] | None = None,
    per_surface: int = 1,
    threads: int = 0,
) -> Review:
    """The mentions of the inputs that are most worth a look; see `review()`."""
    for name, value in (("n", n), ("per_surface", per_surface)):
        if not isinstance(value, int):
            raise TypeError(f"{name} must be an int, not {type(value).__name__}")
        if value < 1:
            raise ValueError(f"{name} must be 1 or more, not {value}")
    if isinstance(labels, str):
        raise TypeError(f"labels must be a list of labels, not the str {labels!r}")
    if pipeline.offsets != "char":
        settings = pipeline._settings()
        settings["offsets"] = "char"
        pipeline = Pipeline(**settings)
    groups = _groups(pipeline, inputs, labels, per_surface, check_threads(threads))
    rows: list[ReviewRow] = []
    for group, why in _choose(groups, n, per_surface):
        for x in group.examples[:per_surface]:
            place = (x.doc, x.article, x.start, x.stop, x.before, x.surface, x.after)
            rows.append(ReviewRow(*place, group.label, x.conf, x.rule, group.n, why))
    return Review(rows[:n])


def review(
    texts: object,
    /,
    *,
    text: str | None = None,
    id: object = None,
    published: object = None,
    n: int = 200,
    labels: Sequence[str] | None = None,
    per_surface: int = 1,
    threads: int = 0,
    **options: Unpack[Options],
) -> Review:
    """The mentions that are most worth a look, with their sentences, for people to correct.

    A surface with a label is one choice, however often it occurs.  First come surfaces that have
    several labels, side by side; then persons and things of which it is not known which they
    are; then the least certain ones, where many mentions count for more and each label has its
    turn.  The same texts and options give the same rows.

    Args:
        texts: As for `extract()`, or files, a folder or a pattern as for `stream()`.
        text: The column with the texts, where `texts` are rows or files.
        id: The column with ids, or a list as long as the texts.
        published: As for `extract()`.
        n: How many rows at most.
        labels: Of which labels; by default those of names.
        per_surface: How many mentions of a surface and label at most, of different articles.
        threads: How many threads; 0 for all cores.
        **options: See `Pipeline`.

    Returns:
        A `Review`: `write()` it, correct it, `Review.load()` it, and `apply()` it.

    Raises:
        TypeError, ValueError: As `extract()`; `n` or `per_surface` is below 1.
        OSError: A file cannot be read.

    >>> import nutgraf as ng
    >>> rows = ng.review(["Zorbelix rose.", "Zorbelix said so, and Jane Roe did."], n=1)
    >>> [(row.surface, row.n) for row in rows]
    [('Zorbelix', 1)]
    """
    from nutgraf._stream import source_of

    pipeline = cached_pipeline(**options)
    inputs = source_of(texts, text, id, published).open()
    return choose(pipeline, inputs, n=n, labels=labels, per_surface=per_surface, threads=threads)
