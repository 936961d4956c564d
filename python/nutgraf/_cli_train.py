"""`nutgraf train` and `nutgraf eval`."""

import argparse
import sys
from collections.abc import Callable, Iterator

from nutgraf._eval import Score, evaluate
from nutgraf._lexicon import Lexicon
from nutgraf._pipeline import DEFAULT_LEXICON, Pipeline
from nutgraf._train import Progress, train


def add_train(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", help="examples: .jsonl, else CoNLL")
    command.add_argument("--dev", metavar="FILE", nargs="+", help="examples to measure on")
    command.add_argument("-o", "--output", metavar="MODEL.ngm", required=True, help="the model")
    command.add_argument(
        "--labels", metavar="A,B", help="what to find, any words (the labels of mentions)"
    )
    command.add_argument(
        "--everywhere", action="store_true", help="names with numbers or words in small letters"
    )
    command.add_argument("--seed", type=int, default=0, help="(0)")
    command.add_argument("--epochs", type=int, default=12, help="at most (12)")
    command.add_argument(
        "--lexicon", metavar="FILE", help="in place of the built-in; 'none' for none"
    )
    command.add_argument("--name", default="own", help="what the model calls itself (own)")
    command.add_argument("--version", default="1", help="and its version (1)")
    command.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr")


def run_train(args: argparse.Namespace, note: Callable[[str], None]) -> int:
    def progress(p: Progress) -> None:
        mark = " *" if p.best else ""
        note(
            f"epoch {p.epoch}/{p.epochs}  loss {p.loss:.4f}  "
            f"P {p.precision:.2f}  R {p.recall:.2f}  F1 {p.f1:.2f}{mark}"
        )

    lexicon: Lexicon | None = DEFAULT_LEXICON
    if args.lexicon is not None:
        lexicon = None if args.lexicon == "none" else Lexicon.load(args.lexicon)
    figures = train(
        args.files,
        dev=args.dev,
        out=args.output,
        labels=None if args.labels is None else args.labels.split(","),
        seed=args.seed,
        epochs=args.epochs,
        everywhere=args.everywhere,
        lexicon=lexicon,
        metadata={"name": args.name, "version": args.version},
        progress=None if args.quiet else progress,
    )
    if not args.quiet:
        hint = "" if args.everywhere else " (see --everywhere)"
        note(
            f"{figures.n_texts:,} texts, {figures.n_names:,} names, {figures.n_lost:,} of them "
            f"not read{hint}; {figures.n_rows:,} features of {figures.n_features:,}"
        )
        note(f"{args.output}: F1 {figures.f1:.2f} on the dev texts")
    return 0


def add_eval(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="GOLD", nargs="+", help="annotated texts: .jsonl, CoNLL")
    command.add_argument("--seen", metavar="FILE", nargs="+", help="what the model was trained on")
    command.add_argument("--json", action="store_true", help="one JSON object")


def run_eval(args: argparse.Namespace, pipeline: Pipeline) -> int:
    result = evaluate(args.files, pipeline, seen=args.seen)
    if args.json:
        import json

        groups = {"types": result.types, "labels": result.labels, "slices": result.slices}
        rows = {name: {k: s._asdict() for k, s in group.items()} for name, group in groups.items()}
        print(json.dumps({"names": result.names._asdict(), **rows, "texts": result.n_texts}))
        return 0

    def lines() -> Iterator[str]:
        yield f"{'':<18}{'P':>7}{'R':>7}{'F1':>7}{'names':>9}"
        yield _line("names", result.names)
        for title, group in (
            ("type", result.types),
            ("label", result.labels),
            ("slice", result.slices),
        ):
            yield ""
            for name, score in group.items():
                yield _line(f"{title} {name.lower()}", score)

    sys.stdout.write("\n".join(lines()) + "\n")
    return 0


def _line(name: str, s: Score) -> str:
    return f"{name:<18}{s.precision:7.2f}{s.recall:7.2f}{s.f1:7.2f}{s.gold:9,}"
