#!/usr/bin/env python3
"""Write csrc/src/lines_words.inc: the function words that tell prose, hashed.

usage: make_function_words.py   (from the root)

Words of at most five letters, as numbers with the first letter lowest.  The
multiplier is the first one that gives each word a slot of its own.
"""
import pathlib

WORDS = """a i an as at be by do he if in is it me my no of on or so to up we and are but can for had has her his how
its not our out she the was who you also been from have into that them they than this were what when will with your
about after could their there which would""".split()
BITS = 9
TARGET = pathlib.Path("csrc/src/lines_words.inc")


def slots(multiplier: int) -> dict[int, str] | None:
    found: dict[int, str] = {}
    for word in WORDS:
        key = int.from_bytes(word.encode(), "little")
        slot = key * multiplier % 2**64 >> (64 - BITS)
        if slot in found:
            return None
        found[slot] = word
    return found


def main() -> None:
    multiplier = 0x9E3779B97F4A7C15
    while (table := slots(multiplier)) is None:
        multiplier = (multiplier * 6364136223846793005 + 1442695040888963407) % 2**64 | 1
    lines = ["/* Made by tools/make_function_words.py; do not edit. */", "/* clang-format off */",
             f"#define WORD_MULTIPLIER 0x{multiplier:016X}u", f"#define WORD_BITS {BITS}",
             "static const uint64_t function_words[1 << WORD_BITS] = {"]
    for slot, word in sorted(table.items()):
        lines.append(f"    [{slot}] = 0x{int.from_bytes(word.encode(), 'little'):X}u, /* {word} */")
    lines += ["};", "/* clang-format on */"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
