"""Make the names model that ships: python/nutgraf/data/names.ngm.

    python tools/train_names.py --shared ../shared                 the whole recipe
    python tools/train_names.py --shared ../shared --without btc   an ablation
    python tools/train_names.py --shared ../shared --corpus-only   only the trainer's files

Reads only sources whose licence lets a model ship (SOURCES says which), joins
labels of our own (tools/labels), adds augmented copies, calls the trainer and
measures the result on the development sets that are there.  The same seed gives
the same bytes.  What each part is worth stands in docs/model.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from evaluate import load_scorer
from names_augment import case_copies, other_marks, substituted, with_lead
from names_corpus import (
    Document,
    Gazetteer,
    json_rows,
    raw_texts,
    read_coarse,
    read_gum,
    read_labels,
    read_own,
    read_tweets,
    write_corpus,
)
from names_invent import sentence
from names_pools import Pools

import nutgraf as ng

TOOLS = Path(__file__).resolve().parent
REPO = TOOLS.parent


@dataclass(frozen=True)
class Source:
    """Where documents come from, and what may be done with them."""

    name: str
    licence: str
    read: Callable[[Context], Iterable[Document]]
    # Whether names of others may be put in, and copies in other case be made: where the labels are good.
    augment: bool = True


@dataclass(frozen=True)
class Context:
    """The folders, and what is read once."""

    data: Path
    gazetteer: Gazetteer
    pools: Pools
    seed: int

    def ship(self, name: str) -> Path:
        return self.data / "entities" / "ship" / f"{name}.jsonl"


def _labels(context: Context, *names: str) -> Iterator[Document]:
    texts = raw_texts(context.data / "raw" / f"{name}.ship.jsonl" for name in ("news", "press"))
    for name in names:
        yield from read_labels(TOOLS / "labels" / f"{name}.jsonl", texts)


def _tweets(context: Context, *names: str) -> Iterator[Document]:
    return chain.from_iterable(read_tweets(context.ship(name), context.gazetteer) for name in names)


def _gum(context: Context, *names: str) -> Iterator[Document]:
    return chain.from_iterable(
        read_gum(context.ship(f"gum_{name}.train"), context.gazetteer) for name in names
    )


def _sentences(context: Context, copies: int = 12) -> Iterator[Document]:
    """Our own sentences, each with names put in a number of times."""
    rng = random.Random(context.seed)
    lines = (TOOLS / "names_sentences.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    for i, line in enumerate(lines):
        for copy in range(copies if "{" in line else 1):
            text, names = sentence(line, context.pools, rng)
            yield Document(f"sentence-{i}-{copy}", text, tuple(names))


SOURCES = [
    Source("voa", "public domain text (Voice of America), our labels", lambda c: read_own(c.ship("voa_names.train"))),
    Source("press", "public domain text (US Senate, US Department of Justice), our labels", lambda c: read_own(c.ship("press_names.train"))),
    Source("wikinews", "CC BY 2.5 text (Wikinews), our labels", lambda c: _labels(c, "wikinews")),
    Source("gov", "public domain and OGL 3 text (US and UK governments), our labels", lambda c: _labels(c, "gov")),
    Source("releases", "public domain text (US Senate, US Department of Justice), our labels", lambda c: _labels(c, "press", "heads", "body")),
    Source("sentences", "our own", _sentences, augment=False),
    Source("gum", "CC BY 4.0 (GUM: academic, court)", lambda c: _gum(c, "academic", "court")),
    Source("wikigold", "CC BY 4.0 (wikigold)", lambda c: read_coarse(c.ship("wikigold_smart.all"), c.gazetteer), augment=False),
    Source("wnut", "CC BY 4.0 (WNUT 2017)", lambda c: _tweets(c, "wnut17.train"), augment=False),
    Source("btc", "CC BY 4.0 (Broad Twitter Corpus)", lambda c: _tweets(c, "btc.f", "btc.h"), augment=False),
]  # fmt: skip

# Copies, as shares of the documents or sentences of the sources that may be augmented.
SUBSTITUTED, CASE, LEADS, MARKS = 0.5, 0.12, 0.06, 0.15


def assemble(context: Context, without: Iterable[str] = ()) -> list[Document]:
    """All documents, with augmented copies, in an order that the seed decides."""
    left_out = set(without)
    rng = random.Random(context.seed)
    documents: list[Document] = []
    for source in SOURCES:
        if source.name in left_out:
            continue
        plain = list(source.read(context))
        documents += plain
        if source.augment:
            documents += augmented(plain, context, rng, left_out)
    rng.shuffle(documents)
    return documents


def augmented(
    plain: list[Document], context: Context, rng: random.Random, left_out: set[str]
) -> list[Document]:
    made: list[Document] = []
    if "substituted" not in left_out:
        for document in plain:
            if rng.random() < SUBSTITUTED:
                copy = substituted(document, context.pools, rng)
                if copy is not None:
                    made.append(copy)
    if "case" not in left_out:
        made += case_copies([*plain, *made], CASE, rng)
    if "marks" not in left_out:
        made += [
            replace(other_marks(document, rng), id=f"{document.id}~marks")
            for document in plain
            if rng.random() < MARKS
        ]
    if "leads" not in left_out:
        made += [
            with_lead(first_sentences(d), context.pools, rng) for d in plain if rng.random() < LEADS
        ]
    return made


def first_sentences(document: Document) -> Document:
    """The first sentence alone, to stand behind a dateline."""
    start, stop = document.checked[0] if document.checked else (0, len(document.text))
    return Document(
        document.id,
        document.text[start:stop],
        tuple(
            (a - start, b - start, label)
            for a, b, label in document.entities
            if start <= a and b <= stop
        ),
    )


# What training stops by: it is in the manner of what was trained on.  The other sets
# are only measured.
DEV = ("voa_names.dev", "press_names.dev")
MEASURED = (
    "ship/voa_names.dev",
    "ship/press_names.dev",
    "measure/worldwide.dev",
    "measure/ieer.dev",
    "measure/nne_wsj.dev",
)
SETTINGS: dict[str, Any] = {"max_rows": 140000, "min_count": 4}


def dev_documents(context: Context) -> list[Document]:
    """A third of the radio news, all press releases: about as much of each."""
    radio, press = (list(read_own(context.ship(name))) for name in DEV)
    return [*radio[::3], *press]


def measure(model: ng.Model, shared: Path) -> dict[str, dict[str, float]]:
    """Figures of the scorer on the development sets that are there."""
    score = load_scorer(shared).TASKS["entities"]
    figures = {}
    for name in MEASURED:
        path = shared / "data" / "entities" / f"{name}.jsonl"
        if not path.exists():
            continue
        gold = list(json_rows(path))
        found: list[dict[str, Any]] = [{"id": g["id"], "entities": []} for g in gold]
        for row in ng.extract([g["text"] for g in gold], tables=["mentions"], model=model).mentions:
            found[row.doc]["entities"].append([row.start, row.stop, row.label])
        figures[path.stem] = score(list(zip(gold, found, strict=True)))
    return figures


def metadata(sources: Iterable[Source], corpus: Path) -> dict[str, str]:
    return {
        "name": "news-names",
        "version": "1",
        "licence": "CC BY 4.0; sources and their notices in NOTICE",
        **{f"source {source.name}": source.licence for source in sources},
        "corpus_sha256": hashlib.sha256(corpus.read_bytes()).hexdigest(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=REPO.parent / "shared")
    parser.add_argument(
        "--out", type=Path, default=REPO / "python" / "nutgraf" / "data" / "names.ngm"
    )
    parser.add_argument(
        "--work", type=Path, default=REPO / "build" / "names", help="where the trainer's files go"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        help="a source, or one of substituted, case, marks, leads",
    )
    parser.add_argument("--corpus-only", action="store_true")
    args = parser.parse_args()
    kinds = {source.name for source in SOURCES} | {"substituted", "case", "marks", "leads"}
    if unknown := set(args.without) - kinds:
        parser.error(f"--without {', '.join(sorted(unknown))}: none of {', '.join(sorted(kinds))}")

    data = args.shared / "data"
    lexicon = data / "lexicon"
    context = Context(data, Gazetteer.load(lexicon), Pools.load(lexicon), args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    train, dev = args.work / "train.jsonl", args.work / "dev.jsonl"
    n_documents, n_names = write_corpus(train, assemble(context, args.without))
    write_corpus(dev, dev_documents(context))
    print(f"{train}: {n_documents} texts, {n_names} names")
    if args.corpus_only:
        return 0

    def report(p: ng.Progress) -> None:
        print(
            f"epoch {p.epoch}/{p.epochs}  loss {p.loss:.4f}  dev {p.f1:.2f}{' *' if p.best else ''}",
            flush=True,
        )

    used = [source for source in SOURCES if source.name not in args.without]
    ng.train(
        train,
        dev=dev,
        out=args.out,
        seed=args.seed,
        metadata=metadata(used, train),
        progress=report,
        **SETTINGS,
    )
    model = ng.Model.load(args.out)
    print(f"{args.out}: {model.n_bytes / 1e6:.2f} MB")
    for name, figures in measure(model, args.shared).items():
        print(
            f"{name:<18}",
            json.dumps({k: round(v, 1) for k, v in figures.items() if not k.startswith("on18")}),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
