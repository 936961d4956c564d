#!/usr/bin/env python3
"""Index csrc/src/lang_en_news.inc by the first two letters of its phrases.

usage: make_news_index.py   (from the root; writes csrc/src/lang_en_news_index.inc)

Row a, column b holds the first phrase that begins with letter a and then with
letter b (column 0: with anything that is no letter), so that the phrases with
these two letters are those up to the next entry.  phrase_third is the third byte
of each phrase if that is a letter, else 0.  phrase_fixed says how many bytes of
it can be compared at once: those before a star, at most 16.
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
    fixed = [min(16, len(p.split(b"*")[0])) for p in phrases]
    third = [p[2] if p[2:3].isalpha() else 0 for p in phrases]

    def column(name: str, kind: str, values: list[int]) -> list[str]:
        rows = (values[i : i + 24] for i in range(0, len(values), 24))
        return [
            f"static const {kind} {name}[{len(values)}] = {{",
            *("    " + " ".join(f"{n}," for n in row) for row in rows),
            "};",
        ]

    lines = [
        "/* Made by tools/make_news_index.py from lang_en_news.inc; do not edit. */",
        "/* clang-format off */",
        "static const uint16_t phrase_index[26 * 27 + 1] = {",
        *rows,
        f"    {len(phrases)},",
        "};",
        *column("phrase_third", "char", third),
        *column("phrase_fixed", "uint8_t", fixed),
        "/* clang-format on */",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
