#!/usr/bin/env python3
"""Write csrc/src/lines_words.inc: the words that the lines of a text are searched for, hashed.

usage: make_function_words.py   (from the root)

Function words tell prose; words of notices and of credits say that a line is
worth a closer look.  Words are numbers with the first letter lowest, and the
multiplier is the first one that gives each word a slot of its own.
"""

import math
import pathlib

# At most five letters.
FUNCTION_WORDS = """a i an as at be by do he if in is it me my no of on or so to up we and are but can for had has her
his how its not our out she the was who you also been from have into that them they than this were what when will with
your about after could their there which would""".split()

# How words begin by which footers, notices and calls to subscribe are looked for: five letters, case does not count.
HINTS = "contr cooki follo inbox javas newsl priva right recap subsc terms trial twitt".split()

# How words begin that stand in picture credits; capitals only, since prose has "photo".
CREDITS = """AP AFP Alamy Art Credit CREDIT Courtesy Caption EPA Getty GETTY Graphic Handout Image IMAGE Illustration
Photo PHOTO Picture Provided Pool Reuters REUTERS Shutter Screen Source Supplied Video""".split()

TARGET = pathlib.Path("csrc/src/lines_words.inc")


def slots(words: list[str], bits: int, multiplier: int) -> dict[int, str] | None:
    found: dict[int, str] = {}
    for word in words:
        key = int.from_bytes(word.encode(), "little")
        slot = key * multiplier % 2**64 >> (64 - bits)
        if slot in found:
            return None
        found[slot] = word
    return found


def table(name: str, words: list[str], bits: int) -> list[str]:
    multiplier = 0x9E3779B97F4A7C15
    while (found := slots(words, bits, multiplier)) is None:
        multiplier = (multiplier * 6364136223846793005 + 1442695040888963407) % 2**64 | 1
    macro = name.upper()
    return [
        f"#define {macro}_MULTIPLIER 0x{multiplier:016X}u",
        f"#define {macro}_BITS {bits}",
        f"static const uint64_t {name}s[1 << {macro}_BITS] = {{",
        *(
            f"    [{slot}] = 0x{int.from_bytes(word.encode(), 'little'):X}u, /* {word} */"
            for slot, word in sorted(found.items())
        ),
        # No letters at all are no word.
        *(["    [0] = 1u,"] if 0 not in found else []),
        "};",
    ]


def credits() -> list[str]:
    """The words in order, where those of each first letter begin, and for each first letter a bit for each second letter, modulo 64."""
    words = sorted(CREDITS)
    seconds = {
        c: sum({1 << (ord(w[1]) & 63) for w in words if w[0] == c}) for c in map(chr, range(65, 91))
    }
    return [
        "static const credit_word credit_words[] = {",
        *(f'    {{"{word}", {len(word)}}},' for word in words),
        "};",
        "static const uint8_t credit_first[27] = {",
        "    " + ", ".join(str(sum(w[0] < chr(65 + i) for w in words)) for i in range(27)),
        "};",
        "static const uint64_t credit_seconds[26] = {",
        *(f"    ['{c}' - 'A'] = 0x{bits:X}u," for c, bits in seconds.items() if bits),
        "};",
    ]


# Bits 0 to 3 stand for hints, 4 to 7 for credits.  What shares a bit lets through what it mixes: "Pic" and "Gra"
# also "Pia", so words with letters in common share one.
HINT_GROUPS = [
    "contr cooki follo",
    "terms trial twitt",
    "priva recap right",
    "inbox javas newsl subsc",
]
CREDIT_INITIALS = ["AE", "CGR", "HIP", "SV"]


def nibbles() -> list[str]:
    """For the first three letters and the halves of their bytes, low and high, the groups that have them there."""
    groups = [
        [
            a + b + c
            for w in g.split()
            for a in (w[0], w[0].upper())
            for b in (w[1], w[1].upper())
            for c in (w[2], w[2].upper())
        ]
        for g in HINT_GROUPS
    ]
    assert sorted(" ".join(HINT_GROUPS).split()) == sorted(HINTS)
    groups += [[w for w in CREDITS if w[0] in initials] for initials in CREDIT_INITIALS]
    assert sum(map(len, groups[4:])) == len(CREDITS)
    lines = ["static const uint8_t word_nibbles[6][16] = {"]
    for place in range(3):
        for half in range(2):
            row = [0] * 16
            for bit, words in enumerate(groups):
                # Anything may stand behind a short word.
                codes = {
                    c for w in words for c in ([ord(w[place])] if place < len(w) else range(256))
                }
                for code in codes:
                    row[code >> 4 if half else code & 15] |= 1 << bit
            lines.append("    {" + ", ".join(f"0x{x:02X}" for x in row) + "},")
    return [*lines, "};"]


def mixed(words: list[str], n_letters: int) -> int:
    """How many strings of so many letters a group of these words lets through."""
    return math.prod(len({w[i : i + 1] for w in words}) for i in range(n_letters))


def letters(name: str, words: list[str], n_letters: int, fold: bool) -> list[str]:
    """For each of the first letters a bit for each of eight groups of words that have it there.

    fold: capitals are as good as the small letters that the words have.
    """
    groups: list[list[str]] = [[] for _ in range(8)]
    for word in sorted({w[:n_letters] for w in words}):
        best = min(groups, key=lambda g: mixed([*g, word], n_letters) - mixed(g, n_letters))
        best.append(word)
    lines = [f"static const uint8_t {name}[{n_letters}][128] = {{"]
    for place in range(n_letters):
        lines.append("    {")
        row = [
            # Anything may stand behind a short word.
            sum(
                1 << bit
                for bit, g in enumerate(groups)
                if any(len(w) <= place or w[place] == c for w in g)
            )
            for c in ((chr(code).lower() if fold else chr(code)) for code in range(128))
        ]
        for at in range(0, 128, 16):
            lines.append("        " + " ".join(f"0x{x:02X}," for x in row[at : at + 16]))
        lines.append("    },")
    return [*lines, "};"]


def main() -> None:
    lines = ["/* Made by tools/make_function_words.py; do not edit. */", "/* clang-format off */"]
    lines += table("function_word", FUNCTION_WORDS, 9)
    lines += table("hint_word", HINTS, 6)
    lines += credits()
    lines += nibbles()
    lines.append("#if defined(NG_LINES_LETTERS)")
    lines += letters("hint_letters", HINTS, 4, fold=True)
    lines += letters("credit_letters", CREDITS, 3, fold=False)
    lines.append("#endif")
    lines.append("/* clang-format on */")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
