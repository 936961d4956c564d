"""What a lexicon of persons gives: names found without it, with it as evidence, and as order.

    python tools/lexicon_hint.py --names person_leader.tsv --gold worldwide.dev.jsonl

--names is a table of the lexicon facts (surface, type, canonical, id, extra), of which
--n are drawn by a fixed seed.  Prints precision and recall of PERSON, and of all names.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import nutgraf as ng


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=Path, nargs="+", required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--n", type=int, default=5000)
    args = parser.parse_args()
    rows = [
        line.split("\t")
        for path in args.names
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    rows = sorted(row for row in rows if len(row[0].split()) > 1)
    rows = random.Random(1).sample(rows, min(args.n, len(rows)))
    lexicon = ng.Lexicon.from_table(
        ({"name": row[0], "id": row[3] or row[2]} for row in rows), id="id", label="PERSON"
    )
    print(f"{len(lexicon)} surfaces of {len(rows)} names")
    ways: dict[str, ng.Pipeline] = {
        "without": ng.Pipeline(),
        "hint": ng.Pipeline(lexicons=lexicon),
        "force": ng.Pipeline(lexicons=lexicon, priority="force"),
        # Where the built-in lexicon knows none of them, as it will not know yours.
        "bare": ng.Pipeline(lexicon=None),
        "bare hint": ng.Pipeline(lexicon=None, lexicons=lexicon),
        "bare force": ng.Pipeline(lexicon=None, lexicons=lexicon, priority="force"),
    }
    for way, pipeline in ways.items():
        result = ng.evaluate(args.gold, pipeline)
        person = next(v for k, v in result.types.items() if k.startswith("PER"))
        print(
            f"{way:10} PERSON P {person.precision:.1f} R {person.recall:.1f} F1 {person.f1:.1f}"
            f"   all P {result.names.precision:.1f} R {result.names.recall:.1f} "
            f"F1 {result.names.f1:.1f}"
        )


if __name__ == "__main__":
    main()
