"""`nutgraf lexicon`: make a lexicon of names, or say what is in one."""

import argparse
import sys
from collections.abc import Callable

from nutgraf._lexicon import Lexicon


def add_lexicon(command: argparse.ArgumentParser) -> None:
    """The arguments."""
    command.add_argument("files", metavar="FILE", nargs="+", help="tables of names, or lexicons")
    command.add_argument("-o", "--output", metavar="OUT.ngx", help="where to")
    command.add_argument("--name", metavar="COL", default="name", help="the column of names (name)")
    command.add_argument("--id", metavar="COL", help="the column of ids")
    command.add_argument(
        "--label", metavar="LABEL", help="the column of labels, or the label of all"
    )
    command.add_argument("--aliases", metavar="COL", help="the column of other names")
    command.add_argument(
        "--separator", metavar="C", default="|", help="what parts them in a cell (|)"
    )
    command.add_argument(
        "--match-case",
        choices=("smart", "exact", "fold"),
        default="smart",
        help="how letter case counts (smart: a capital where the name has one)",
    )
    command.add_argument(
        "--no-variants", action="store_true", help="find names only as they are written"
    )
    command.add_argument(
        "--encoding",
        default="utf-8-sig",
        help="of CSV files (utf-8-sig: UTF-8, with a mark or not)",
    )
    command.add_argument(
        "--skip", action="store_true", help="leave out names that cannot be one, and say which"
    )
    command.add_argument("--get", metavar="SURFACE", help="say what is known of a surface")


def run_lexicon(args: argparse.Namespace, note: Callable[[str], None]) -> int:
    """Run the command; `note` says one line on stderr."""
    made: Lexicon | None = None
    for path in args.files:
        if path.lower().endswith(".ngx"):
            one = Lexicon.load(path)
        else:
            one = Lexicon.from_table(
                path,
                name=args.name,
                id=args.id,
                label=args.label,
                aliases=args.aliases,
                separator=args.separator,
                match_case=args.match_case,
                variants=not args.no_variants,
                encoding=args.encoding,
                on_error="skip" if args.skip else "raise",
            )
        if made is None:
            made = one
        else:
            made.merge(one)
    assert made is not None  # argparse asks for a file
    if args.get is not None:
        for name in made.get(args.get):
            sys.stdout.write("\t".join(x or "" for x in name) + "\n")
        return 0 if args.get in made else 1
    if args.output is not None:
        made.save(args.output)
        note(f"{len(made)} surfaces in {args.output}")
        return 0
    info = made.info()
    for key in ("n_surfaces", "n_entries", "n_words", "n_bytes"):
        sys.stdout.write(f"{key}\t{getattr(info, key)}\n")
    sys.stdout.write(f"labels\t{', '.join(info.labels)}\n")
    for key, text in made.metadata.items():
        sys.stdout.write(f"{key}\t{text}\n")
    return 0
