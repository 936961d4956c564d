"""Write docs/rules.md from the rules in the library and their examples in tests/rules/.

    python tools/make_rules.py [--check]

Fails if a rule has no section in its file there, or a section no rule.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import nutgraf
from nutgraf import _core

ROOT = Path(__file__).resolve().parent.parent

INTRODUCTION = """\
# Rules

Made by `tools/make_rules.py` from the rules in the library. Every rule has an id. The id stands in
a comment over the lines of C that follow it, over its examples in `tests/rules/`, for blocks and
mentions in the column `rule` of the table, and in what `explain()` says of a place in a text:

    >>> import nutgraf as ng
    >>> print(ng.explain("Gen. Roe's plan", 5, 10))
EXPLAINED

From the shell: `nutgraf explain FILE --find "Roe's"`. An example names the rule of its section, or is
marked `counterexample`; the tests ask `explain()`.
"""

ABOUT = {
    "blocks": "Which kind a line or paragraph is of (`csrc/src/blocks.c` and `article_*.c`).",
    "tokens": "Where words are cut (`csrc/src/tokens.c` and `token_*.c`).",
    "sentences": "Where sentences end (`csrc/src/sentences.c`).",
    "dates": "What is a date, and its value (`tools/values/dates.rules`, `csrc/src/dates_*.c`).",
    "numbers": "What is a number, and its value (`tools/values/numbers.rules`, `csrc/src/numbers_*.c`).",
    "entities": "Which names are of one person, place or organisation (`csrc/src/entities*.c`).",
    "roles": "What a person is, beside the name (`csrc/src/roles.c`).",
    "quotes": "Who is said to have said what (`csrc/src/quotes*.c`).",
    "mentions": "What is a name, an address or a handle (`csrc/src/mentions*.c`).",
}


def sections(stage: str) -> set[str]:
    """The ids that have examples."""
    text = (ROOT / "tests" / "rules" / f"{stage}.md").read_text(encoding="utf-8")
    return set(re.findall(r"^## ([A-Z]+[0-9]+)\b", text, re.M))


def page() -> str:
    """The page; exits if rules and examples do not fit together."""
    lines = str(nutgraf.explain("Gen. Roe's plan", 5, 10)).splitlines()
    parts = [INTRODUCTION.replace("EXPLAINED", "\n".join(f"    {line}" for line in lines))]
    wrong: list[str] = []
    for stage, rules in _core.RULES.items():
        examples = sections(stage)
        ids = {rule_id for rule_id, _ in rules}
        wrong += [
            f"{rule_id}: no section in tests/rules/{stage}.md" for rule_id in sorted(ids - examples)
        ]
        wrong += [
            f"{rule_id}: a section in tests/rules/{stage}.md, but no rule"
            for rule_id in sorted(examples - ids)
        ]
        parts.append(
            f"\n## {stage.capitalize()}\n\n{ABOUT[stage]}\nExamples: [tests/rules/{stage}.md](../tests/rules/{stage}.md).\n\n| id | rule |\n|---|---|\n"
        )
        parts += [
            f"| {rule_id} | {summary.replace('|', chr(92) + '|')} |\n" for rule_id, summary in rules
        ]
    if wrong:
        sys.exit("\n".join(wrong))
    return "".join(parts)


def main() -> None:
    """Write the page, or say that it is out of date."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if the page is out of date")
    args = parser.parse_args()
    target = ROOT / "docs" / "rules.md"
    text = page()
    if args.check:
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            sys.exit("docs/rules.md is out of date: make docs")
        return
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
