#!/usr/bin/env python3
"""Index csrc/src/lang_en_news.inc by the first two letters of its phrases.

usage: make_news_index.py   (from the root; writes csrc/src/lang_en_news_index.inc)

Row a, column b holds the first phrase that begins with letter a and then with
letter b (column 0: with anything that is no letter), so that the phrases with
these two letters are those up to the next entry.  phrase_third is the third byte
of each phrase if that is a letter, else 0.  phrase_fixed says how many bytes of
it can be compared at once: those before a star, at most 16.

phrase_starts is a set of the first four letters of all phrases, hashed: most
lines of prose begin with none of them.  phrase_groups, hashed too, has the first
phrase with these four letters, plus one; what is taken goes to the next slot.
phrase_longer is the same of the first six letters, or four of phrases with less than
six.  phrase_short has the second letters of the phrases with fewer letters than that,
by the first ones, and short_phrases are these phrases, from short_first on by
the first letter.

ng_phrase_lists has a bit for each list that has a phrase in the row, so that most
places where some list is asked for are done with by one look.
"""

import pathlib
import re

SOURCE = pathlib.Path("csrc/src/lang_en_news.inc")
HEADER = pathlib.Path("csrc/src/lang_en_news.h")
TARGET = pathlib.Path("csrc/src/lang_en_news_index.inc")
START_MULTIPLIER = 0x9E3779B1
START_BITS = 14
GROUP_BITS = 12


def start_hash(start: bytes) -> int:
    """Of the first four letters, or of six: what stands behind the fourth is mixed in."""
    first = int.from_bytes(start[:4], "little")
    return (first ^ int.from_bytes(start[4:], "little") * 0x10001) * START_MULTIPLIER & 0xFFFFFFFF


def main() -> None:
    entries = re.findall(r'^\{"((?:[^"\\]|\\.)*)", (\w+)', SOURCE.read_text(encoding="utf-8"), re.M)
    phrases = [text.encode().decode("unicode_escape").encode("latin-1") for text, _ in entries]
    names = re.findall(r"^    (NG_PHRASE_\w+),", HEADER.read_text(encoding="utf-8"), re.M)
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
    lists = [0] * (26 * 27)
    for k, (_, name) in zip(keys, entries, strict=True):
        lists[k] |= 1 << names.index(name)
    third = [p[2] if p[2:3].isalpha() else 0 for p in phrases]

    def column(name: str, kind: str, values: list, width: int = 24) -> list[str]:
        rows = (values[i : i + width] for i in range(0, len(values), width))
        return [
            f"static const {kind} {name}[{len(values)}] = {{",
            *("    " + " ".join(f"{n}," for n in row) for row in rows),
            "};",
        ]

    # Six letters tell more than four, for the phrases that have them.
    longer = [0] * (1 << START_BITS - 6)
    for phrase, n in zip(phrases, fixed, strict=True):
        if n >= 6:
            slot = start_hash(phrase[:6]) >> (32 - START_BITS)
            longer[slot // 64] |= 1 << slot % 64
        elif n >= 4:
            slot = start_hash(phrase[:4]) >> (32 - START_BITS)
            longer[slot // 64] |= 1 << slot % 64
    shorts = [p for p, n in zip(phrases, fixed, strict=True) if n < 4]
    starts = [0] * (1 << START_BITS - 6)
    groups = [0] * (1 << GROUP_BITS)
    short = [0] * 26
    known = set()
    for i, (phrase, n) in enumerate(zip(phrases, fixed, strict=True)):
        if n < 4:
            short[phrase[0] - 97] |= 1 << key(phrase) % 27
        elif phrase[:4] not in known:
            known.add(phrase[:4])
            product = int.from_bytes(phrase[:4], "little") * START_MULTIPLIER & 0xFFFFFFFF
            slot = product >> (32 - START_BITS)
            starts[slot // 64] |= 1 << slot % 64
            slot = product >> (32 - GROUP_BITS)
            while groups[slot] != 0:
                slot = (slot + 1) % len(groups)
            groups[slot] = i + 1

    lines = [
        "/* Made by tools/make_news_index.py from lang_en_news.inc; do not edit. */",
        "/* clang-format off */",
        "static const uint16_t phrase_index[26 * 27 + 1] = {",
        *rows,
        f"    {len(phrases)},",
        "};",
        f"#define START_MULTIPLIER {START_MULTIPLIER:#x}u",
        f"#define START_BITS {START_BITS}",
        f"#define GROUP_BITS {GROUP_BITS}",
        "const uint32_t ng_phrase_lists[26 * 27] = {",
        *(
            "    " + ", ".join(f"{x:#x}" for x in lists[a : a + 27]) + ","
            for a in range(0, 702, 27)
        ),
        "};",
        *column("phrase_starts", "uint64_t", [f"{x:#x}u" for x in starts], 8),
        *column("phrase_longer", "uint64_t", [f"{x:#x}u" for x in longer], 8),
        *column("phrase_short", "uint32_t", [f"{x:#x}u" for x in short], 13),
        *column("phrase_groups", "uint16_t", groups),
        *column("short_phrases", "uint16_t", [i for i, n in enumerate(fixed) if n < 4]),
        *column("short_first", "uint8_t", [sum(p[0] - 97 < a for p in shorts) for a in range(27)]),
        *column("phrase_third", "char", third),
        *column("phrase_fixed", "uint8_t", fixed),
        "/* clang-format on */",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
