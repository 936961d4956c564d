"""A convolutional tagger on the data of the model that ships, for comparison (docs/model.md).

    pip install jax optax
    python tools/train_names.py --shared ../shared --corpus-only
    python tools/compare_convolution.py --shared ../shared

Two layers of window 3 and width 64 over sums of embeddings (word, prefix, suffix, shape,
what the rules and so the lexicon say, how the form stands elsewhere in the document), a
linear-chain CRF on top, trained on partial labels as the trainer does; every token is read.
Nothing of it ships.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from evaluate import load, load_scorer

import nutgraf as ng

REPO = Path(__file__).resolve().parents[1]
LABELS = "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE".split()
N_TYPES = len(LABELS)
N_TAGS = 1 + 2 * N_TYPES  # O, beginnings, insides
WIDTH, LENGTH, BATCH = 64, 64, 128
LENGTHS = ((0, 8), (8, 16), (16, 24), (24, 32), (32, 48), (48, LENGTH))
DEV = ("ship/voa_names.dev", "ship/press_names.dev")
SETS = (*DEV, "measure/worldwide.dev", "measure/ieer.dev", "measure/nne_wsj.dev")


class Piece(NamedTuple):
    """A sentence, or a part of one, of at most LENGTH tokens."""

    doc: int
    spans: list[tuple[int, int]]
    words: list[str]
    given: list[list[str]]
    allowed: np.ndarray | None


def shape(word: str) -> str:
    """Classes of letters, runs made one."""
    classes = re.sub(r"[0-9]", "0", re.sub(r"[^\W\d_A-Z]", "x", re.sub(r"[A-Z]", "X", word)))
    return re.sub(r"(.)\1+", r"\1\1", classes)[:8]


def pieces(examples: list[dict[str, Any]], gold: bool) -> list[Piece]:
    """Sentences with their features; with what each token may be if `gold`."""
    rules = ng.Pipeline(model=None)
    tables = rules.extract(
        [e["text"] for e in examples], tables=["tokens", "sentences", "mentions"]
    )
    by_rule: list[dict[int, tuple[int, str]]] = [{} for _ in examples]
    for m in tables.mentions:
        by_rule[m.doc][m.start] = (m.stop, f"{m.label} {m.rule}")
    tokens: list[dict[int, list[tuple[int, int, str]]]] = [{} for _ in examples]
    for doc, sent, start, stop, text in zip(
        *(tables.tokens[name] for name in ("doc", "sent", "start", "stop", "text")), strict=True
    ):
        tokens[doc].setdefault(sent, []).append((start, stop, text))
    out: list[Piece] = []
    for doc, example in enumerate(examples):
        small = Counter(t for s in tokens[doc].values() for _, _, t in s if t[:1].islower())
        capital = Counter(
            t.lower() for s in tokens[doc].values() for _, _, t in s[1:] if t[:1].isupper()
        )
        may = allowed_of(example, tokens[doc]) if gold else None
        stop_of, told = 0, ""
        for sentence in tokens[doc].values():
            given = []
            for i, (start, _, word) in enumerate(sentence):
                where = "I"
                if start in by_rule[doc]:
                    stop_of, told = by_rule[doc][start]
                    where = "B"
                rule = f"{where} {told}" if start < stop_of else "O"
                low = word.lower()
                elsewhere = (
                    f"{min(small[low], 2)} {min(capital[low], 2)}" if word[:1].isupper() else ""
                )
                given.append(
                    [f"w {low}", f"p {low[:3]}", f"s {low[-3:]}", f"h {shape(word)}", f"r {rule}",
                     f"r {rule.split(' M')[0]}", f"d {elsewhere}", f"f {i == 0} {word.isupper()}"]
                )  # fmt: skip
            for i in range(0, len(sentence), LENGTH):
                part = sentence[i : i + LENGTH]
                mask = None if may is None else np.array([may[s] for s, _, _ in part])
                if mask is not None and mask.all():
                    continue
                out.append(
                    Piece(doc, [(s, e) for s, e, _ in part], [t for _, _, t in part],
                          given[i : i + LENGTH], mask)
                )  # fmt: skip
    return out


def allowed_of(
    example: dict[str, Any], sentences: dict[int, list[tuple[int, int, str]]]
) -> dict[int, np.ndarray]:
    """The tags that each token may have, by its start."""
    known = {LABELS.index(x) for x in example.get("labels") or LABELS}
    outside = np.zeros(N_TAGS, bool)
    outside[0] = True
    for k in range(N_TYPES):
        if k not in known:
            outside[[1 + k, 1 + N_TYPES + k]] = True
    checked = example.get("checked")
    out: dict[int, np.ndarray] = {}
    for sentence in sentences.values():
        for start, stop, _ in sentence:
            sure = checked is None or any(a <= start and stop <= b for a, b in checked)
            out[start] = outside if sure else np.ones(N_TAGS, bool)
    starts = sorted(out)
    for a, b, names in example["entities"]:
        first = True
        for start in starts:
            if a <= start < b:
                tags = np.zeros(N_TAGS, bool)
                for name in names.split("|"):
                    if name in LABELS:
                        tags[1 + LABELS.index(name) + (0 if first else N_TYPES)] = True
                if tags.any():
                    out[start] = tags
                first = False
    return out


def encode(made: list[Piece], ids: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Feature ids, which tokens there are, and what they may be."""
    n_given = len(made[0].given[0])
    x = np.zeros((len(made), LENGTH, n_given), np.int32)
    real = np.zeros((len(made), LENGTH), bool)
    may = np.ones((len(made), LENGTH, N_TAGS), bool)
    for i, piece in enumerate(made):
        for k, features in enumerate(piece.given):
            x[i, k] = [ids.get(f, 0) for f in features]
        real[i, : len(piece.words)] = True
        if piece.allowed is not None:
            may[i, : len(piece.words)] = piece.allowed
    return x, real, may


def can_follow() -> np.ndarray:
    """An inside goes on what began as it."""
    ok = np.zeros((N_TAGS, N_TAGS), bool)
    ok[:, : 1 + N_TYPES] = True
    for k in range(N_TYPES):
        ok[1 + k, 1 + N_TYPES + k] = ok[1 + N_TYPES + k, 1 + N_TYPES + k] = True
    return ok


FOLLOWS = can_follow()
BARRED = -1e4


def emissions(p: dict[str, Any], x: jnp.ndarray, real: jnp.ndarray, drop: Any) -> jnp.ndarray:
    """Scores of tags."""
    h = p["table"][x]
    if drop is not None:
        h = h * jax.random.bernoulli(drop, 0.8, h.shape[:3])[..., None] / 0.8
    h = h.sum(2)
    for name in ("first", "second"):
        h = jnp.where(real[..., None], h, 0)
        wide = jnp.pad(h, ((0, 0), (1, 1), (0, 0)))
        wide = jnp.concatenate([wide[:, :-2], wide[:, 1:-1], wide[:, 2:]], -1)
        up = (wide @ p[name] + p[f"{name} bias"]).reshape(*h.shape[:2], WIDTH, 3)
        h = h + up.max(-1)
        h = h - h.mean(-1, keepdims=True)
        h = h * jax.lax.rsqrt((h * h).mean(-1, keepdims=True) + 1e-3)
    return h @ p["out"] + p["out bias"]


def log_sum(p: dict[str, Any], score: jnp.ndarray, real: jnp.ndarray) -> jnp.ndarray:
    """The logarithm of the sum over all paths."""
    moves = jnp.where(FOLLOWS, p["moves"], BARRED)
    begin = score[:, 0] + jnp.where(jnp.arange(N_TAGS) > N_TYPES, BARRED, 0)

    def step(ahead: jnp.ndarray, at: tuple[jnp.ndarray, jnp.ndarray]) -> tuple[jnp.ndarray, None]:
        s, r = at
        top = ahead.max(1, keepdims=True)
        new = jnp.log(jnp.exp(ahead - top) @ jnp.exp(moves) + 1e-30) + top + s
        return jnp.where(r[:, None], new, ahead), None

    last, _ = jax.lax.scan(step, begin, (score[:, 1:].swapaxes(0, 1), real[:, 1:].T))
    return jax.nn.logsumexp(last, 1)


def loss(p: dict[str, Any], x: Any, real: Any, may: Any, key: Any) -> jnp.ndarray:
    score = emissions(p, x, real, key)
    kept = jnp.where(may, score, BARRED)
    return (log_sum(p, score, real) - log_sum(p, kept, real)).sum() / x.shape[0]


def spans(p: dict[str, Any], made: list[Piece], ids: dict[str, int], n: int) -> list[list[Any]]:
    """Names by document: Viterbi."""
    moves = np.where(FOLLOWS, np.asarray(p["moves"]), BARRED)
    found: list[list[Any]] = [[] for _ in range(n)]
    scores = jax.jit(lambda x, real: emissions(p, x, real, None))
    for i in range(0, len(made), BATCH):
        part = made[i : i + BATCH]
        x, real, _ = encode(part, ids)
        if len(part) < BATCH:
            x = np.concatenate([x, np.zeros((BATCH - len(part), *x.shape[1:]), np.int32)])
            real = np.concatenate([real, np.zeros((BATCH - len(part), LENGTH), bool)])
        all_scores = np.asarray(scores(x, real))
        for piece, score in zip(part, all_scores, strict=False):
            path = viterbi(score[: len(piece.words)], moves)
            k = 0
            while k < len(path):
                stop = k + 1
                if path[k]:
                    while stop < len(path) and path[stop] > N_TYPES:
                        stop += 1
                    label = LABELS[(path[k] - 1) % N_TYPES]
                    found[piece.doc].append([piece.spans[k][0], piece.spans[stop - 1][1], label])
                k = stop
    return found


def viterbi(score: np.ndarray, moves: np.ndarray) -> list[int]:
    ahead = score[0] + np.where(np.arange(N_TAGS) > N_TYPES, BARRED, 0)
    back = []
    for row in score[1:]:
        every = ahead[:, None] + moves
        back.append(every.argmax(0))
        ahead = every.max(0) + row
    path = [int(ahead.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=REPO.parent / "shared")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    scorer = load_scorer(args.shared).TASKS["entities"]
    train = pieces(load(REPO / "build/names/train.jsonl"), True)
    count = Counter(f for piece in train for given in piece.given for f in given)
    ids = {f: i + 1 for i, (f, n) in enumerate(count.items()) if n >= 3}
    ids = {f: i + 1 for i, f in enumerate(ids)}
    print(f"{len(train)} sentences, {len(ids)} embeddings", flush=True)
    x, real, may = encode(train, ids)
    del count
    gold = {name: load(args.shared / f"data/entities/{name}.jsonl") for name in SETS}
    dev = {name: pieces(rows, False) for name, rows in gold.items()}
    rng = np.random.default_rng(args.seed)
    p = {
        "table": rng.normal(0, 0.1, (len(ids) + 1, WIDTH)),
        "first": rng.normal(0, 0.07, (3 * WIDTH, 3 * WIDTH)),
        "first bias": np.zeros(3 * WIDTH),
        "second": rng.normal(0, 0.07, (3 * WIDTH, 3 * WIDTH)),
        "second bias": np.zeros(3 * WIDTH),
        "out": rng.normal(0, 0.1, (WIDTH, N_TAGS)),
        "out bias": np.zeros(N_TAGS),
        "moves": np.zeros((N_TAGS, N_TAGS)),
    }
    p = {name: jnp.asarray(a, jnp.float32) for name, a in p.items()}
    sizes = real.sum(1)
    by_length = [np.flatnonzero((sizes > low) & (sizes <= high)) for low, high in LENGTHS]
    n_steps = sum(len(rows) // BATCH for rows in by_length)
    optimizer = optax.chain(
        optax.clip_by_global_norm(5.0),
        optax.adam(optax.cosine_decay_schedule(2e-3, args.epochs * n_steps)),
    )
    state = optimizer.init(p)

    @jax.jit
    def step(p: Any, state: Any, x: Any, real: Any, may: Any, key: Any) -> Any:
        value, gradient = jax.value_and_grad(loss)(p, x, real, may, key)
        change, state = optimizer.update(gradient, state)
        return optax.apply_updates(p, change), state, value

    key = jax.random.PRNGKey(args.seed)
    for epoch in range(args.epochs):
        start, total = time.time(), 0.0
        batches = []
        for (_, high), rows in zip(LENGTHS, by_length, strict=True):
            rng.shuffle(rows)
            batches += [(high, rows[i : i + BATCH]) for i in range(0, len(rows) - BATCH, BATCH)]
        random.Random(epoch).shuffle(batches)
        for n, at in batches:
            key, drop = jax.random.split(key)
            p, state, value = step(p, state, x[at, :n], real[at, :n], may[at, :n], drop)
            total += float(value)
        line = f"epoch {epoch + 1}: loss {total / n_steps:.3f}, {time.time() - start:.0f} s;"
        for name in SETS if epoch + 1 == args.epochs else DEV:
            found = spans(p, dev[name], ids, len(gold[name]))
            rows = [{"id": g["id"], "entities": s} for g, s in zip(gold[name], found, strict=True)]
            figures = scorer(list(zip(gold[name], rows, strict=True)))
            line += f" {name.partition('/')[2]} {figures['names_f1']:.1f}"
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
