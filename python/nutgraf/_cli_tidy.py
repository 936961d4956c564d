"""`nutgraf duplicates` and `nutgraf repair`: before an archive is read."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

from nutgraf._files import JsonRows
from nutgraf._inputs import BadRow
from nutgraf._near_dup import near_duplicates
from nutgraf._repair import repair

# Rows that cannot be read are shown on stderr, this many of them.
_MAX_SHOWN: Final = 20


def run_duplicates(
    args: argparse.Namespace, open_input: Callable[[], BinaryIO], note: Callable[[str], None]
) -> int:
    """Run the command; `note` says one line on stderr."""
    docs: list[int] = []
    ids: list[str | None] = []
    texts: list[str] = []
    problems: list[str] = []
    with open_input() as file:
        rows = JsonRows(file, {} if args.id is None else {"--id": args.id})
        for doc, row in enumerate(rows):
            if isinstance(row, BadRow):
                problems.append(f"doc {doc}: {row.message}")
                continue
            text = row.get(args.text)
            if not isinstance(text, str):
                what = "no text" if text is None else f"a {type(text).__name__}"
                problems.append(f"doc {doc}: {args.text!r} is {what}")
                continue
            docs.append(doc)
            article_id = None if args.id is None else row.get(args.id)
            ids.append(None if article_id is None else str(article_id))
            texts.append(text)
    found = near_duplicates(texts, threshold=args.threshold, whole=args.whole)
    for doc, name, one in zip(docs, ids, found, strict=True):
        of = one.near_dup_of
        out: dict[str, object] = {"doc": doc}
        if args.id is not None:
            out["article_id"] = name
        out["content_hash"] = one.content_hash
        out["near_dup_of"] = None if of is None else docs[of]
        if args.id is not None:
            out["near_dup_of_id"] = None if of is None else ids[of]
        out["similarity"] = round(one.similarity, 3)
        sys.stdout.write(json.dumps(out, ensure_ascii=False) + "\n")
    for option, column in (rows.unseen if rows.n_rows else {}).items():
        note(f"{option}: no row has {column!r}")
    for problem in problems[:_MAX_SHOWN]:
        note("".join(c if c.isprintable() else " " for c in problem))
    if len(problems) > _MAX_SHOWN:
        note(f"{len(problems) - _MAX_SHOWN} errors more")
    if not args.quiet:
        n = sum(one.near_dup_of is not None for one in found)
        note(f"{rows.n_rows} docs: {n} near-duplicates; {len(problems)} errors")
    return 3 if problems else 0


def run_repair(args: argparse.Namespace, data: bytes) -> int:
    """Run the command."""
    repaired = repair(data.decode("utf-8", "replace"))
    if args.map:
        for one in repaired.repairs:
            sys.stdout.write(json.dumps(one._asdict(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(repaired.text)
    return 0
