#!/usr/bin/env python3
"""Make csrc/src/unicode_tables.inc from the Unicode data inside the `regex` package.

    pip install regex==2025.11.3
    python tools/make_unicode.py            # write the file
    python tools/make_unicode.py --check    # exit 1 if the file differs

`regex` is used instead of the files of the Unicode Character Database because
any machine with pip has it at a pinned version.  Its releases follow Unicode,
so the script first makes sure that it sees Unicode 17.0 and no other version.

Every code point gets one record (grapheme, word and sentence break property,
character class).  There are few different records, so the table is: block
number of each 256 code points -> block of record numbers -> record.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import regex

UNICODE_VERSION = "17.0.0"
PINNED = "regex==2025.11.3"

# Characters of Unicode 17.0 that are neither Cn, Co nor Cs: 159,801 graphic and
# format characters and 65 controls.  No other version has the same number.
N_ASSIGNED = 159_801 + 65

N_CODE_POINTS = 0x110000
BLOCK_BITS = 8
OUTPUT = Path(__file__).resolve().parent.parent / "csrc" / "src" / "unicode_tables.inc"

# The order is that of the C enums made from these lists.
GRAPHEME_BREAKS = [
    "Other",
    "CR",
    "LF",
    "Control",
    "Extend",
    "ZWJ",
    "Regional_Indicator",
    "Prepend",
    "SpacingMark",
    "L",
    "V",
    "T",
    "LV",
    "LVT",
]
INDIC_BREAKS = ["None", "Consonant", "Extend", "Linker"]
WORD_BREAKS = [
    "Other",
    "CR",
    "LF",
    "Newline",
    "Extend",
    "ZWJ",
    "Format",
    "Regional_Indicator",
    "Katakana",
    "Hebrew_Letter",
    "ALetter",
    "Single_Quote",
    "Double_Quote",
    "MidNumLet",
    "MidLetter",
    "MidNum",
    "Numeric",
    "ExtendNumLet",
    "WSegSpace",
]
SENTENCE_BREAKS = [
    "Other",
    "CR",
    "LF",
    "Sep",
    "Extend",
    "Format",
    "Sp",
    "Lower",
    "Upper",
    "OLetter",
    "Numeric",
    "ATerm",
    "STerm",
    "SContinue",
    "Close",
]
CATEGORIES = [
    "Cn",
    "Cc",
    "Cf",
    "Co",
    "Cs",
    "Ll",
    "Lm",
    "Lo",
    "Lt",
    "Lu",
    "Mc",
    "Me",
    "Mn",
    "Nd",
    "Nl",
    "No",
    "Pc",
    "Pd",
    "Pe",
    "Pf",
    "Pi",
    "Po",
    "Ps",
    "Sc",
    "Sk",
    "Sm",
    "So",
    "Zl",
    "Zp",
    "Zs",
]

# Bits that share a byte with a break property; see enum comments in the output.
INDIC_SHIFT = 4
PICTOGRAPHIC = 0x80

# ng_char_class of unicode.h by general category, before the exceptions.
CLASS_OF_CATEGORY = {
    "Cn": "OTHER", "Co": "OTHER", "Cs": "OTHER", "Cc": "CONTROL", "Cf": "FORMAT",
    "Lu": "UPPER", "Lt": "UPPER", "Ll": "LOWER", "Lm": "LETTER", "Lo": "LETTER", "Nl": "LETTER",
    "Mc": "MARK", "Me": "MARK", "Mn": "MARK", "Nd": "DIGIT", "No": "NUMBER",
    "Pi": "QUOTE_OPEN", "Pf": "QUOTE_CLOSE", "Pd": "DASH",
    "Pc": "PUNCT", "Pe": "PUNCT", "Po": "PUNCT", "Ps": "PUNCT",
    "Sc": "CURRENCY", "Sk": "SYMBOL", "Sm": "SYMBOL", "So": "SYMBOL",
    "Zl": "SPACE", "Zp": "SPACE", "Zs": "SPACE",
}  # fmt: skip
CLASS_OF_CHARACTER = {
    **dict.fromkeys((0xFEFF, 0x200B, 0x2060), "SPACE"),
    **dict.fromkeys((0x27, 0x2019, 0x02BC, 0xFF07), "APOSTROPHE"),
    **dict.fromkeys((0x201A, 0x201E), "QUOTE_OPEN"),
    **dict.fromkeys((0x22, 0xFF02), "QUOTE"),
    **dict.fromkeys((0x2D, 0x2010, 0x2011), "HYPHEN"),
    0x2212: "DASH",
    # Extended_Pictographic, but in news text a trade mark sign and no picture.
    0x2122: "SYMBOL",
}

Record = tuple[int, int, int, str]


def code_points(expression: str) -> Iterator[int]:
    """The code points that `expression`, a property or set, matches."""
    return (ord(match[0]) for match in regex.finditer(expression, ALL_TEXT))


def values(name: str, choices: list[str]) -> list[int]:
    """The index into `choices` of the value of property `name`, by code point.

    A value that is in none of `choices` is an error: it would be new in Unicode.
    """
    found = [-1] * N_CODE_POINTS
    for index, choice in enumerate(choices):
        for cp in code_points(rf"\p{{{name}={choice}}}"):
            found[cp] = index
    if -1 in found:
        sys.exit(f"make_unicode: U+{found.index(-1):04X} has an unknown {name}")
    return found


def require_version() -> None:
    assigned = sum(1 for _ in code_points(r"[^\p{gc=Cn}\p{gc=Co}\p{gc=Cs}]"))
    if assigned != N_ASSIGNED:
        sys.exit(
            f"make_unicode: regex {regex.__version__} is not of Unicode {UNICODE_VERSION} "
            f"({assigned} characters instead of {N_ASSIGNED}); install {PINNED}"
        )


def class_of(cp: int, category: str, is_space: bool, is_emoji: bool) -> str:
    if cp in CLASS_OF_CHARACTER:
        return CLASS_OF_CHARACTER[cp]
    if is_space:
        return "SPACE"
    if is_emoji and cp > 0xFF:
        return "EMOJI"
    return CLASS_OF_CATEGORY[category]


def make_records() -> list[Record]:
    """The record of every code point."""
    grapheme = values("GCB", GRAPHEME_BREAKS)
    indic = values("InCB", INDIC_BREAKS)
    word = values("WB", WORD_BREAKS)
    sentence = values("SB", SENTENCE_BREAKS)
    category = values("gc", CATEGORIES)
    pictographic = set(code_points(r"\p{Extended_Pictographic}"))
    emoji = pictographic | set(code_points(r"[\p{Regional_Indicator}\p{Emoji_Modifier}]"))
    spaces = set(code_points(r"\p{White_Space}"))

    return [
        (
            grapheme[cp] | indic[cp] << INDIC_SHIFT | (PICTOGRAPHIC if cp in pictographic else 0),
            word[cp] | (PICTOGRAPHIC if cp in pictographic else 0),
            sentence[cp],
            class_of(cp, CATEGORIES[category[cp]], cp in spaces, cp in emoji),
        )
        for cp in range(N_CODE_POINTS)
    ]


def rows(numbers: list[int], per_row: int, indent: str = "    ") -> Iterator[str]:
    for start in range(0, len(numbers), per_row):
        yield indent + ", ".join(map(str, numbers[start : start + per_row])) + ","


def enum(prefix: str, choices: list[str]) -> Iterator[str]:
    names = [f"{prefix}_{choice.upper()}" for choice in choices]
    yield "enum {"
    yield from (f"    {name}," for name in names[:-1])
    yield f"    {names[-1]}"
    yield "};"
    yield ""


def enums() -> Iterator[str]:
    yield "/* Grapheme_Cluster_Break, in the low four bits of ng_grapheme_break_of(). */"
    yield from enum("NG_GCB", GRAPHEME_BREAKS)
    yield "/* Indic_Conjunct_Break, in bits 4 and 5 of ng_grapheme_break_of(). */"
    yield from enum("NG_INCB", INDIC_BREAKS)
    yield "/* Word_Break, in the low five bits of ng_word_break_of(). */"
    yield from enum("NG_WB", WORD_BREAKS)
    yield "/* Sentence_Break, all of ng_sentence_break_of(). */"
    yield from enum("NG_SB", SENTENCE_BREAKS)
    yield "/* Extended_Pictographic is a bit in the grapheme and in the word break property. */"
    yield "#define NG_GCB_MASK 0x0Fu"
    yield f"#define NG_INCB_SHIFT {INDIC_SHIFT}"
    yield "#define NG_INCB_MASK 0x03u"
    yield "#define NG_WB_MASK 0x1Fu"
    yield f"#define NG_PICTOGRAPHIC 0x{PICTOGRAPHIC:02X}u"
    yield ""


def ascii_tables(records: list[Record]) -> Iterator[str]:
    """One flat table per break property for the loops over ASCII."""
    yield "#ifdef NG_UNICODE_ASCII_TABLES"
    for column, name in enumerate(("grapheme", "word", "sentence")):
        yield f"static const uint8_t ascii_{name}_break[128] = {{"
        yield from rows([record[column] for record in records[:128]], 16)  # type: ignore[misc]
        yield "};"
    yield "#endif"
    yield ""


def stages(records: list[Record]) -> Iterator[str]:
    # Record 0 is that of plain unassigned and private characters, so that
    # everything behind the last block needs no table.
    numbers: dict[Record, int] = {records[N_CODE_POINTS - 1]: 0}
    for record in records:
        numbers.setdefault(record, len(numbers))
    if len(numbers) > 256:
        sys.exit(f"make_unicode: {len(numbers)} records do not fit into a byte")

    size = 1 << BLOCK_BITS
    blocks: dict[tuple[int, ...], int] = {}
    first_use: list[int] = []
    block_of: list[int] = []
    for start in range(0, N_CODE_POINTS, size):
        block = tuple(numbers[record] for record in records[start : start + size])
        if block not in blocks:
            blocks[block] = len(blocks)
            first_use.append(start)
        block_of.append(blocks[block])
    if len(blocks) > 256:
        sys.exit(f"make_unicode: {len(blocks)} blocks do not fit into a byte")

    default = blocks[(0,) * size]
    while block_of[-1] == default:
        block_of.pop()

    yield "#ifdef NG_UNICODE_TABLES"
    yield f"#define BLOCK_BITS {BLOCK_BITS}"
    yield f"#define N_MAPPED 0x{len(block_of) * size:X}u /* from here on record 0 */"
    yield ""
    yield "/* grapheme break, word break, sentence break, class */"
    yield "static const unicode_record unicode_records[] = {"
    for grapheme, word, sentence, char_class in numbers:
        yield f"    {{0x{grapheme:02X}, 0x{word:02X}, {sentence}, NG_CHAR_{char_class}}},"
    yield "};"
    yield ""
    yield f"/* Which block each {size} code points have. */"
    yield "static const uint8_t unicode_block_of[] = {"
    for start in range(0, len(block_of), 16):
        yield f"    /* U+{start * size:04X} */"
        yield from rows(block_of[start : start + 16], 16)
    yield "};"
    yield ""
    yield "/* Which record each code point of a block has; block 0 is ASCII. */"
    yield f"static const uint8_t unicode_blocks[][{size}] = {{"
    for block, start in zip(blocks, first_use, strict=True):
        yield f"    /* {blocks[block]}, first used for U+{start:04X} */"
        yield "    {"
        yield from rows(list(block), 16, "        ")
        yield "    },"
    yield "};"
    yield "#endif"


def make_table() -> str:
    records = make_records()
    lines = [
        f"/* Made by tools/make_unicode.py from Unicode {UNICODE_VERSION} ({PINNED}); do not edit. */",
        "/* clang-format off */",
        "",
        *enums(),
        *ascii_tables(records),
        *stages(records),
        "/* clang-format on */",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="exit 1 if the file differs")
    arguments = parser.parse_args()

    require_version()
    table = make_table()
    if not arguments.check:
        OUTPUT.write_text(table, encoding="ascii")
        return 0
    if not OUTPUT.exists() or OUTPUT.read_text(encoding="ascii") != table:
        print(f"make_unicode: {OUTPUT.name} is out of date", file=sys.stderr)
        return 1
    return 0


ALL_TEXT = "".join(map(chr, range(N_CODE_POINTS)))

if __name__ == "__main__":
    sys.exit(main())
