#!/usr/bin/env python3
"""Index csrc/src/lang_en_news.inc by the first two letters of its phrases.

usage: make_news_index.py   (from the root; writes csrc/src/lang_en_news_index.inc)

Row a, column b holds the first phrase that begins with letter a and then with
letter b (column 0: with anything that is no letter), so that the phrases with
these two letters are those up to the next entry.
"""

import pathlib
import re

SOURCE = pathlib.Path("csrc/src/lang_en_news.inc")
TARGET = pathlib.Path("csrc/src/lang_en_news_index.inc")


def main() -> None:
    phrases = [
        text.encode().decode("unicode_escape").encode("latin-1")
        for text in re.findall(r'^\{"((?:[^"\\]|\\.)*)",', SOURCE.read_text(encoding="utf-8"), re.M)
    ]
    if phrases != sorted(phrases):
        raise SystemExit(f"{SOURCE}: phrases are not in order")

    def key(phrase: bytes) -> int:
        second = phrase[1] - 96 if len(phrase) > 1 and 97 <= phrase[1] <= 122 else 0
        return (phrase[0] - 97) * 27 + second

    keys = [key(p) for p in phrases]
    rows = []
    for a in range(26):
        firsts = (sum(k < a * 27 + b for k in keys) for b in range(27))
        rows.append("    " + ", ".join(str(n) for n in firsts) + ",")
    lines = [
        "/* Made by tools/make_news_index.py from lang_en_news.inc; do not edit. */",
        "/* clang-format off */",
        *rows,
        f"    {len(phrases)},",
        "/* clang-format on */",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
