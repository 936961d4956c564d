"""`nutgraf review`: mentions to look at, and what was corrected back into files."""

import argparse
from collections.abc import Callable
from pathlib import Path

from nutgraf._inputs import Inputs, resolve
from nutgraf._pipeline import Pipeline
from nutgraf._review import Review, choose
from nutgraf._stream import source_of

EPILOG = """Writes the mentions that are most worth a look, with their sentences, to a CSV file for a
spreadsheet: surfaces that have several labels, then unclear entities, then the least
certain mentions, each surface with a label once.  In "correct" write

  ok       it is what "label" says
  PERSON   or another label: that is what it is
  none     it is no name
  not      it is not of this label, whatever else
           and nothing where you did not look

and in "name" and "id" of whom it is, if you know better.  With --apply that becomes rows of the
files of --overrides (labels), --aliases (names and ids), --lexicon (the same for your own
lexicon) and --train (for nutgraf train), which are added to; twice changes nothing.

examples:
  nutgraf review news.jsonl --text body --id url -o review.csv --n 200
  nutgraf review --apply review.csv --overrides overrides.csv --aliases aliases.csv
  nutgraf extract news.jsonl --text body --overrides overrides.csv --aliases aliases.csv -o out/"""


def add_review(command: argparse.ArgumentParser, count: Callable[[str], int]) -> None:
    command.add_argument(
        "files", metavar="FILE", nargs="*", help="as for extract: files, a folder or a pattern"
    )
    command.add_argument("--text", metavar="COL", default="text", help="of the text (text)")
    command.add_argument("--id", metavar="COL", help="the column of an id")
    command.add_argument("--date", metavar="COL", help="of the day of publication, or one day")
    command.add_argument("-o", "--output", metavar="CSV", help="the file to correct")
    command.add_argument("--n", metavar="N", type=count, default=200, help="rows at most (200)")
    command.add_argument(
        "--labels",
        metavar="LABEL",
        nargs="+",
        help="which labels (those of names); with --apply: labels of your own",
    )
    command.add_argument(
        "--per-surface", metavar="N", type=count, default=1, help="rows a surface and label (1)"
    )
    command.add_argument(
        "--threads", metavar="N", type=count, default=0, help="how many (0: all cores)"
    )
    command.add_argument("--apply", metavar="CSV", help="a file that was corrected")
    command.add_argument("--train", metavar="JSONL", help="with --apply: training data")


def run_apply(args: argparse.Namespace, note: Callable[[str], None]) -> int:
    """Raises ValueError if something is wrong with the files, or none is named."""
    paths = {x: getattr(args, x) for x in ("overrides", "aliases", "lexicon", "train")}
    if args.files or args.output is not None:
        raise ValueError("--apply takes no FILE and no -o")
    if all(path is None for path in paths.values()):
        raise ValueError("--apply needs --overrides, --aliases, --lexicon or --train")
    done = Review.load(args.apply, labels=args.labels or ()).apply(**paths)
    note(f"{done.checked} rows of {args.apply} are filled in")
    for name, path in paths.items():
        if path is not None:
            note(f"{path}: {getattr(done, name)} new rows")
    return 0


def run_review(
    args: argparse.Namespace, pipeline: Pipeline, lines: object, note: Callable[[str], None]
) -> int:
    """`lines`: rows of stdin, if that is what is read; else None."""
    if not args.files:
        raise ValueError("review needs FILE or --apply")
    if args.output is None:
        raise ValueError("review needs -o review.csv")
    if args.train is not None:
        raise ValueError("--train goes with --apply")
    if Path(args.output).exists():
        raise ValueError(f"{args.output} is there already, maybe with corrections: name another")
    inputs: Inputs
    if lines is not None:
        inputs = resolve(lines, args.text, args.id, args.date)
    else:
        files = [Path(name) for name in args.files]
        named = args.files[0] if len(files) == 1 else files
        inputs = source_of(named, args.text, args.id, args.date).open()
    made = choose(
        pipeline,
        inputs,
        n=args.n,
        labels=args.labels,
        per_surface=args.per_surface,
        threads=args.threads,
    )
    made.write(args.output)
    note(f"{args.output}: {len(made)} mentions to look at")
    return 0
