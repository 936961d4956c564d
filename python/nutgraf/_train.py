"""Training of models."""

import os
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple, cast

from nutgraf import _core
from nutgraf._lexicon import Lexicon
from nutgraf._pipeline import DEFAULT_LEXICON, Pipeline

# Types of names; numbers and dates are found by rules.
NAME_LABELS: Final = (
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
)


class Progress(NamedTuple):
    """How training goes, after an epoch; figures are per cent, on the dev texts."""

    epoch: int
    epochs: int
    loss: float
    precision: float
    recall: float
    f1: float
    best: bool


class Figures(NamedTuple):
    """What came of training; precision, recall and F1 are of the finished model on the
    dev texts, by exact span and label, in per cent.  n_lost names are no whole tokens or
    are not read (see `everywhere` of `train()`)."""

    n_texts: int
    n_tokens: int
    n_names: int
    n_lost: int
    n_features: int
    n_rows: int
    epochs: int
    precision: float
    recall: float
    f1: float


Example = Mapping[str, Any]
Source = str | os.PathLike[str] | Iterable[Example]


def train(
    train: Source | Sequence[Source],
    *,
    out: str | os.PathLike[str],
    dev: Source | Sequence[Source] | None = None,
    labels: Sequence[str] | None = None,
    seed: int = 0,
    epochs: int = 12,
    everywhere: bool = False,
    lexicon: Lexicon | None = DEFAULT_LEXICON,
    metadata: Mapping[str, str] | None = None,
    progress: Callable[[Progress], object] | None = None,
    **settings: Any,
) -> Figures:
    """Train a model for names and write it to a file.

    Args:
        train: Examples, or files of them, or a list of files.  A file ending in .jsonl
            has an object a line: "text"; "entities", a list of [start, stop, label] in
            code points ("GPE|LOC": either); and if need be "checked", a list of [start,
            stop] outside which nothing is known, "labels", the only ones that are marked
            in this text, and "weight".  Other files are CoNLL: a token and its tag (BIO)
            a line, a blank line between sentences.
        out: The model file; replaced only when all has gone well.
        dev: Examples that are not trained on: training stops when it gets no better
            on them, and confidences are measured on them.
        labels: What to find, at most 31, in any words without blanks, "|" and ",":
            ["politician", "election"].  By default the labels of mentions (PERSON, ORG ...)
            that the examples have.  Names of other labels of mentions count as no names.
        seed: Same examples, options and seed on the same machine: same file.
        epochs: How often each example is seen, at most.
        everywhere: Read all words, for names that begin with a number or hold words in
            small letters ("1997 general election"); else words that begin like names and
            what may join them, which is several times faster.  `Figures.n_lost` tells how
            many names are not read.
        lexicon: The lexicon whose matches are seen; None for none.
        metadata: What the file shall say of itself: name, version, sources, licences.
        progress: Called after each epoch.
        **settings: patience, min_count, max_rows, rate, drop_word, drop_lexicon,
            drop_rule, drop_doc; see csrc/include/nutgraf.h.

    Raises:
        ValueError: An example is wrong (the message names file, line and span), or
            there are no names in them.
        OSError: A file cannot be read or written.

    >>> import os, tempfile
    >>> import nutgraf as ng
    >>> text = "The Roe Two left Springfield."
    >>> path = os.path.join(tempfile.mkdtemp(), "own.ngm")
    >>> ng.train([{"text": text, "entities": [[4, 11, "VESSEL"]]}] * 3, out=path, labels=["VESSEL"]).n_names
    3
    >>> ng.Model.load(path).labels
    ('VESSEL',)
    """
    known = _core.LABELS if labels is None else {*labels, *_core.LABELS}
    examples = list(read_examples(train, known=known))
    dev_examples = [] if dev is None else list(read_examples(dev, known=known))
    if labels is None:
        found = {label for e in examples for _, _, names in e.spans for label in names}
        labels = [label for label in _core.LABELS if label in found] or list(NAME_LABELS[:1])
    pipeline = Pipeline(lexicon=lexicon, model=None)
    native = _core.Trainer(
        pipeline._native, list(labels), seed=seed, epochs=epochs, everywhere=everywhere, **settings
    )
    for is_dev, group in ((False, examples), (True, dev_examples)):
        for example in group:
            _add(native, example, labels, is_dev)

    def report(*values: Any) -> None:
        if progress is not None:
            progress(Progress(*values))

    figures = Figures(**native.run(report))
    lines = {
        "name": "own",
        "version": "1",
        **(metadata or {}),
        "labels": " ".join(labels),
        "lexicon": "none" if pipeline.lexicon is None else pipeline.lexicon.id,
        "seed": str(seed),
        "epochs": str(figures.epochs),
        "texts": str(figures.n_texts),
        "names": str(figures.n_names),
        "dev_precision": f"{figures.precision:.2f}",
        "dev_recall": f"{figures.recall:.2f}",
        "dev_f1": f"{figures.f1:.2f}",
        "nutgraf": _core.__version__,
    }
    for key, value in lines.items():
        if "\n" in key + value or ": " in key:
            raise ValueError(f"metadata {key!r} holds a line break or ': '")
    native.write(os.fspath(out), "".join(f"{key}: {value}\n" for key, value in lines.items()))
    return figures


# ----------------------------------------------------------------- examples


class _Checked(NamedTuple):
    """An example whose form is right."""

    where: str
    text: str
    spans: list[tuple[int, int, tuple[str, ...]]]
    checked: list[tuple[int, int]] | None
    labels: tuple[str, ...] | None
    weight: float


def read_examples(
    sources: Any, *, known: Container[str] | None = _core.LABELS
) -> Iterator[_Checked]:
    """Examples as `train()` takes them, checked; labels too, unless `known` is None."""
    if isinstance(sources, (str, os.PathLike)):
        sources = [sources]
    for i, source in enumerate(sources):
        if isinstance(source, (str, os.PathLike)):
            yield from _read_file(os.fspath(source), known)
        elif isinstance(source, Mapping):
            yield _check(source, f"example {i}", known)
        else:
            for k, example in enumerate(cast(Iterable[Example], source)):
                yield _check(example, f"example {k}", known)


def _utf8_lines(name: str, file: Iterable[str]) -> Iterator[str]:
    try:
        yield from file
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not UTF-8: {error.reason}") from None


def _read_file(name: str, known: Container[str] | None) -> Iterator[_Checked]:
    import json

    with open(name, encoding="utf-8") as file:
        lines = _utf8_lines(name, file)
        if not name.endswith((".jsonl", ".json", ".ndjson")):
            yield from _read_conll(name, lines, known)
            return
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{name}, line {number}"
            try:
                example = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ValueError(f"{where}: no JSON: {error}") from None
            yield _check(example, where, known)


# What JSON holds in place of numbers: null, words, objects, 1e999.
_NO_NUMBERS: Final = (TypeError, ValueError, OverflowError, LookupError)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _check(example: Any, where: str, known: Container[str] | None) -> _Checked:
    """The example with its parts in their types; ValueError says what is wrong with it."""
    if not isinstance(example, Mapping):
        raise ValueError(f"{where}: no object but {type(example).__name__}")
    fields = cast(Mapping[str, Any], example)
    text = fields.get("text")
    if not isinstance(text, str):
        raise ValueError(f'{where}: "text" is no string')
    entities: Any = fields.get("entities")
    if not _is_list(entities):
        raise ValueError(f'{where}: "entities" is no list')
    spans = sorted(
        _span(row, len(text), f"{where}, span {i}", known) for i, row in enumerate(entities)
    )
    for before, after in () if known is None else pairwise(spans):
        if after[0] < before[1]:
            raise ValueError(f"{where}: spans {before[:2]} and {after[:2]} overlap")
    checked = fields.get("checked")
    if checked is not None:
        try:
            checked = sorted((int(row[0]), int(row[1])) for row in checked)
        except _NO_NUMBERS:
            raise ValueError(f'{where}: "checked" is no list of [start, stop]') from None
        for start, stop in checked:
            if not 0 <= start <= stop <= len(text):
                raise ValueError(f"{where}: checked span [{start}, {stop}] is outside the text")
    names: Any = fields.get("labels")
    if names is not None:
        is_names = isinstance(names, (list, tuple)) and all(
            isinstance(name, str) for name in cast(Iterable[object], names)
        )
        if not is_names:
            raise ValueError(f'{where}: "labels" is no list of labels')
        names = tuple(cast("Iterable[str]", names))
    try:
        weight = float(fields.get("weight", 1.0))
    except _NO_NUMBERS:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise ValueError(f'{where}: "weight" must be a number from 0 on')
    return _Checked(where, text, spans, checked, names, weight)


def _span(
    row: Any, n_chars: int, where: str, known: Container[str] | None
) -> tuple[int, int, tuple[str, ...]]:
    try:
        start, stop, label = row
        start, stop = int(start), int(stop)
        names = tuple(label.split("|"))
    except (*_NO_NUMBERS, AttributeError):
        raise ValueError(f"{where}: {row!r} is not [start, stop, label]") from None
    if not 0 <= start < stop <= n_chars:
        raise ValueError(f"{where}: [{start}, {stop}] is outside the text of {n_chars} characters")
    for name in names:
        if known is not None and name not in known:
            raise ValueError(f"{where}: unknown label {name!r}; labels= says which there are")
    return start, stop, names


def _read_conll(
    name: str, lines: Iterable[str], known: Container[str] | None
) -> Iterator[_Checked]:
    """Sentences of a CoNLL file: tokens joined by blanks, the last column the tag."""
    words: list[str] = []
    spans: list[list[Any]] = []
    first = at = 0

    def sentence() -> _Checked:
        example = {"text": " ".join(words), "entities": spans}
        return _check(example, f"{name}, line {first}", known)

    for number, line in enumerate(lines, 1):
        columns = line.split()
        if not columns or columns[0] == "-DOCSTART-":
            if words:
                yield sentence()
            words, spans, at = [], [], 0
            continue
        if len(columns) < 2:
            raise ValueError(f"{name}, line {number}: a token without a tag")
        if not words:
            first = number
        tag, _, label = columns[-1].partition("-")
        if tag not in ("B", "I", "O", "E", "S", "L", "U") or (tag != "O") != bool(label):
            raise ValueError(f"{name}, line {number}: unknown tag {columns[-1]!r}")
        stop = at + len(columns[0])
        goes_on = tag in ("I", "E", "L") and spans and spans[-1][1] == at - 1
        if goes_on and spans[-1][2] == label:
            spans[-1][1] = stop
        elif tag != "O":
            spans.append([at, stop, label])
        words.append(columns[0])
        at = stop + 1
    if words:
        yield sentence()


# -------------------------------------------------------------------- bytes


def _byte_offsets(text: str) -> Callable[[int], int]:
    """The offset in UTF-8 of an offset in code points."""
    if text.isascii():
        return lambda at: at
    wide = [i for i, c in enumerate(text) if c > "\x7f"]
    extra = [0]
    for i in wide:
        extra.append(extra[-1] + len(text[i].encode("utf-8", "surrogatepass")) - 1)
    return lambda at: at + extra[bisect_left(wide, at)]


def _add(native: "_core.Trainer", e: _Checked, labels: Sequence[str], is_dev: bool) -> None:
    bits = {label: 1 << i for i, label in enumerate(labels)}
    offset = _byte_offsets(e.text)
    spans: list[tuple[int, int, int]] = []
    for start, stop, names in e.spans:
        types = sum(bits.get(name, 0) for name in names)
        if types != 0:
            spans.append((offset(start), offset(stop), types))
    checked = None
    if e.checked is not None:
        checked = [(offset(start), offset(stop)) for start, stop in e.checked]
    marked = sum(bits.get(name, 0) for name in (labels if e.labels is None else e.labels))
    data = e.text.encode("utf-8", "replace")
    try:
        native.add(data, spans, checked, marked, e.weight, is_dev)
    except ValueError as error:
        raise ValueError(f"{e.where}: {error}") from None
