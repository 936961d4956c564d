#!/usr/bin/env python3
"""Compile the rules of dates and numbers: tools/values/* into csrc/src/lang_en_values{.h,_words.inc,_rules.inc}.

Usage: tools/make_values.py

Standard library only.  docs/values.md describes the pattern language; csrc/src/values.h says how the tables are used:

- words: every word that a class or a pattern names, in a hash table, with its classes and payloads;
- symbols: words and shapes of numbers that no pattern tells apart share one.  A symbol comes twice: for an atom that
  stands by itself, and for one that is glued to the atom before;
- one deterministic automaton for all patterns, in rows laid over each other;
- for each rule a small program that finds the captured parts again, once the automaton has found the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from values_automaton import Automaton, Symbols, lay_rows, program_of, shape_of_word
from values_language import (
    MAX_KEY,
    SHAPES,
    Language,
    Pattern,
    Rule,
    SourceError,
    read_rules,
    read_words,
)

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "tools" / "values"
TARGET = ROOT / "csrc" / "src"

# ------------------------------------------------------------------- writing


def key_of(word: str) -> tuple[int, int]:
    data = word.encode().ljust(MAX_KEY, b"\0")
    return int.from_bytes(data[:8], "little"), int.from_bytes(data[8:], "little")


HASH_BITS, BUCKET_BITS = 12, 10


def hash_of(word: str, multiplier: int) -> int:
    a, b = key_of(word)
    mask = (1 << 64) - 1
    return ((a ^ ((b << 17 | b >> 47) & mask)) * multiplier) & mask


def hash_words(words: list[str]) -> tuple[int, list[int], list[int]]:
    """A hash without collisions: a multiplier, what is added to the slots of each bucket, and the slots."""
    multiplier = 0x9E3779B97F4A7C15
    for _ in range(1000):
        made = place_words(words, multiplier)
        if made is not None:
            return multiplier, *made
        multiplier = (multiplier * 6364136223846793005 + 1442695040888963407) % (1 << 64) | 1
    raise SourceError("the words cannot be laid out")


def place_words(words: list[str], multiplier: int) -> tuple[list[int], list[int]] | None:
    buckets: dict[int, list[tuple[int, int]]] = {}
    for i, word in enumerate(words):
        h = hash_of(word, multiplier)
        buckets.setdefault(h >> 20 & ((1 << BUCKET_BITS) - 1), []).append(
            (h >> (64 - HASH_BITS), i)
        )
    slots = [-1] * (1 << HASH_BITS)
    added = [0] * (1 << BUCKET_BITS)
    for bucket, members in sorted(buckets.items(), key=lambda x: -len(x[1])):
        for add in range(1 << HASH_BITS):
            places = {slot ^ add for slot, _ in members}
            if len(places) == len(members) and all(slots[place] < 0 for place in places):
                break
        else:
            return None
        added[bucket] = add
        for slot, i in members:
            slots[slot ^ add] = i
    return added, slots


def c_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def rows_of(values: Iterable[object], per_line: int = 16) -> str:
    items = [str(v) for v in values]
    return "\n".join(
        "    " + ", ".join(items[i : i + per_line]) + "," for i in range(0, len(items), per_line)
    )


def write_header(language: Language, sets: dict[str, list[Rule]]) -> str:
    out = [
        "/* Made by tools/make_values.py from tools/values.  Classes of words, shapes of numbers, and what the rules ask for. */",
        "#ifndef NG_LANG_EN_VALUES_H",
        "#define NG_LANG_EN_VALUES_H",
        "",
        "typedef enum ng_value_class {",
        *[f"    NG_V_{name}," for name in language.classes],
        "    NG_N_VALUE_CLASSES",
        "} ng_value_class;",
        "",
        "typedef enum ng_value_shape {",
        *[f"    NG_V_{name}, /* {text} */" for name, text in SHAPES],
        "    NG_N_VALUE_SHAPES",
        "} ng_value_shape;",
        "",
    ]
    for name, rules in sets.items():
        actions = sorted({r.action for r in rules})
        out += [
            f"typedef enum ng_{name}_action {{",
            *[f"    NG_{name.upper()}_ACTION_{a.upper()}," for a in actions],
            f"    NG_N_{name.upper()}_ACTIONS",
            f"}} ng_{name}_action;",
            "",
            f"/* Indexes into ng_{name}_rules. */",
            "enum {",
            *[f"    NG_RULE_{r.id}," for r in rules],
            f"    NG_N_{name.upper()}_RULES",
            "};",
            "",
        ]
    guards = sorted({g for rules in sets.values() for r in rules for g in r.guards})
    out += [
        "typedef enum ng_value_guard {",
        *[f"    NG_GUARD_{g.upper()}," for g in guards],
        "    NG_N_VALUE_GUARDS",
        "} ng_value_guard;",
        "",
        "#endif",
        "",
    ]
    return "\n".join(out)


# Words and marks that are in most sentences.  Sentences that have no other of the patterns' words, and no digit,
# are not looked at.
COMMON = """the a an of in to and or for by from at on is as with . , - ' " : ( ) some over about more than up just only first last
    one no that this it its have has had was were are be been would will said after before under out all who but not when their
    between through into while within""".split()


def function_words(rules: list[Rule], symbols: Symbols) -> set[str]:
    """Those of COMMON without which each pattern still needs a word."""
    common = set(COMMON) & set(symbols.words)
    while True:
        plain = {symbols.lower[symbols.words.index(w)] for w in common}
        plain |= {symbols.capital[symbols.words.index(w)] for w in common}
        plain |= {symbols.other, symbols.other_lower, symbols.other_capital}
        spare = [r for r in rules if accepts_only(r.pattern, plain, symbols)]
        if not spare:
            return common
        # Leave out the words that those rules take, and look again.
        taken: set[str] = set()
        for rule in spare:
            for state in rule.pattern.states:
                if state.step is not None:
                    steps = symbols.accepting(state.step.members)
                    taken |= {
                        w
                        for w in common
                        if {symbols.lower[symbols.words.index(w)]} & steps and w.isalpha()
                    }
        drop = min((w for w in taken), key=COMMON[::-1].index, default=None)
        if drop is None:
            return set()
        common.discard(drop)


def accepts_only(pattern: Pattern, plain: set[int], symbols: Symbols) -> bool:
    """Whether the pattern matches something that is all of plain symbols."""
    seen, todo = set(), [pattern.start]
    while todo:
        s = todo.pop()
        if s in seen:
            continue
        seen.add(s)
        if s == pattern.end:
            return True
        step = pattern.states[s].step
        if step is None or symbols.accepting(step.members) & plain:
            todo += pattern.states[s].out
    return False


def write_words(language: Language, rules: list[Rule], symbols: Symbols) -> str:
    """The words and the symbols."""
    multiplier, added, table = hash_words(symbols.words)
    n = len(symbols.words)
    entries: list[tuple[int, int]] = []
    words: list[str] = []
    keys: list[str] = []
    triggers = set(symbols.words) - function_words(rules, symbols)
    for i, word in enumerate(symbols.words):
        first = len(entries)
        entries += [(language.classes.index(e.class_name), e.payload) for e in language.words[word]]
        shape = shape_of_word(language.words[word]) or "NONE"
        a, b = key_of(word)
        comment = "" if set("*/\\") & set(word) else f" /* {word} */"
        keys.append(f"    {{UINT64_C(0x{a:016X}), UINT64_C(0x{b:016X})}},{comment}")
        words.append(
            f"    {{{{{symbols.lower[i]}, {symbols.capital[i]}}}, {i}, NG_V_{shape}, {int(word in triggers)}, "
            f"{first}, {len(entries) - first}}},{comment}"
        )
    keys.append("    {UINT64_MAX, UINT64_MAX}, /* of no word */")
    words.append(
        f"    {{{{{symbols.other_lower}, {symbols.other_capital}}}, NG_NO_WORD, NG_V_NONE, 0, 0, 0}},"
    )
    marks = [
        symbols.words.index(c) if (c := chr(i)) in symbols.words and not c.isalnum() else -1
        for i in range(128)
    ]
    out = [
        "/* Made by tools/make_values.py from tools/values: do not edit. */",
        "",
        f"#define VALUE_HASH_BITS {HASH_BITS}",
        f"#define VALUE_BUCKET_BITS {BUCKET_BITS}",
        f"#define VALUE_HASH_MULTIPLIER UINT64_C(0x{multiplier:016X})",
        f"#define N_VALUE_WORDS {len(symbols.words)}",
        f"#define SYMBOL_MARK {symbols.other}",
        f"#define SYMBOL_LETTERS {symbols.other_lower}",
        f"#define SYMBOL_CAPITAL {symbols.other_capital}",
        "",
        "/* In small letters, padded with zeros; the last is no word. */",
        "static const ng_value_key value_keys[N_VALUE_WORDS + 1] = {",
        *keys,
        "};",
        "",
        "static const ng_value_word value_words[N_VALUE_WORDS + 1] = {",
        *words,
        "};",
        "",
        "static const ng_value_entry value_entries[] = {",
        rows_of((f"{{{c}, {p}}}" for c, p in entries), 12),
        "};",
        "",
        "static const uint16_t bucket_moves[1 << VALUE_BUCKET_BITS] = {",
        rows_of(added, 20),
        "};",
        "",
        "static const uint16_t value_slots[1 << VALUE_HASH_BITS] = {",
        rows_of((i if i >= 0 else n for i in table), 20),
        "};",
        "",
        "/* The word that the ASCII mark is, or -1. */",
        "static const int16_t mark_words[128] = {",
        rows_of(marks, 16),
        "};",
        "",
        "static const uint16_t shape_symbols[NG_N_VALUE_SHAPES] = {",
        rows_of(symbols.shapes, 20),
        "};",
        "",
    ]
    return "\n".join(out)


def write_rules(sets: dict[str, list[Rule]], symbols: Symbols) -> str:
    """The automaton, the programs and the rules."""
    rules = [r for some in sets.values() for r in some]
    automaton = Automaton(rules, symbols)
    bases, cells = lay_rows(automaton.rows, automaton.n_columns)
    lists = sorted(set(automaton.accepts) - {()}, key=lambda x: (len(x), x))
    flat: list[int] = [0xFFFF]
    place: dict[tuple[int, ...], int] = {(): 0}
    for accept in lists:
        place[accept] = len(flat)
        flat += [*accept, 0xFFFF]
    programs: list[tuple[int, int, int]] = []
    starts: list[int] = []
    for rule in rules:
        starts.append(len(programs))
        programs += program_of(rule.pattern, symbols.asked)
    starts.append(len(programs))
    n_words = (len(symbols.number) + 31) // 32
    steps = []
    for members in symbols.asked:
        accepting = symbols.accepting(members)
        steps.append(
            [sum(1 << (s % 32) for s in accepting if s // 32 == w) for w in range(n_words)]
        )
    guards = sorted({g for r in rules for g in r.guards})
    first = automaton.rows[automaton.start]
    start_rows = [first.get(automaton.columns[x], -1) + 1 for x in range(automaton.n_symbols)]

    out = [
        "/* Made by tools/make_values.py from tools/values: do not edit. */",
        "",
        f"#define N_STATES {len(automaton.rows)}",
        f"#define N_SYMBOLS {automaton.n_symbols} /* twice the number of symbols: odd ones are glued */",
        f"#define STEP_WORDS {n_words}",
        "",
        "/* The column of a symbol: those that no state tells apart share one. */",
        "static const uint16_t symbol_columns[N_SYMBOLS] = {",
        rows_of(automaton.columns, 20),
        "};",
        "",
        "/* From the start: the state + 1, or 0. */",
        "static const uint16_t start_states[N_SYMBOLS] = {",
        rows_of(start_rows, 20),
        "};",
        "",
        "static const uint32_t state_bases[N_STATES] = {",
        rows_of(bases, 16),
        "};",
        "",
        "/* {the state + 1 that the cell belongs to, where it leads} */",
        f"static const ng_value_cell cells[{len(cells)}] = {{",
        rows_of((f"{{{a}, {b}}}" for a, b in cells), 12),
        "};",
        "",
        "/* Where the list of rules that end in the state begins; 0: none. */",
        "static const uint16_t state_accepts[N_STATES] = {",
        rows_of((place[a] for a in automaton.accepts), 20),
        "};",
        "",
        "static const uint16_t accept_lists[] = {",
        rows_of(flat, 20),
        "};",
        "",
        "static const ng_value_code code[] = {",
        rows_of((f"{{{op}, {glue}, {arg}}}" for op, arg, glue in programs), 12),
        "};",
        "",
        f"static const uint32_t step_symbols[{len(steps)}][STEP_WORDS] = {{",
        *["    {" + ", ".join(f"0x{w:X}" for w in s) + "}," for s in steps],
        "};",
        "",
        f"static const ng_value_rule rules[{len(rules)}] = {{",
    ]
    for i, rule in enumerate(rules):
        name = next(k for k, v in sets.items() if rule in v)
        args = []
        for arg in rule.args:
            slot = rule.pattern.slots.get(arg, 0)
            args.append(f"{{{slot}, {0 if slot or arg == '-' else arg}}}")
        out.append(
            f"    {{{starts[i]}, {starts[i + 1] - starts[i]}, NG_SET_{name.upper()}, NG_{name.upper()}_ACTION_{rule.action.upper()}, "
            f"{sets[name].index(rule)}, {len(args)}, {len(rule.guards)}, {rule.conf}f, {{{', '.join(args) or '{0, 0}'}}}, "
            f"{{{', '.join(str(guards.index(g)) for g in rule.guards) or 0}}}}}, /* {rule.id} */"
        )
    out += ["};", ""]
    for name, some in sets.items():
        out += [
            f"const ng_rule ng_{name}_rules[] = {{",
            *[f"    {{{c_string(r.id)}, {c_string(r.summary)}}}," for r in some],
            "};",
            f"const size_t ng_n_{name}_rules = {len(some)};",
            "",
        ]
    return "\n".join(out)


def main() -> None:
    """Read the sources, write both files."""
    language = read_words(SOURCE / "words.txt")
    sets = {
        "date": read_rules(SOURCE / "dates.rules", language),
        "number": read_rules(SOURCE / "numbers.rules", language),
    }
    symbols = Symbols(language, [r for some in sets.values() for r in some])
    (TARGET / "lang_en_values.h").write_text(write_header(language, sets), encoding="utf-8")
    (TARGET / "lang_en_values_words.inc").write_text(
        write_words(language, [r for some in sets.values() for r in some], symbols),
        encoding="utf-8",
    )
    (TARGET / "lang_en_values_rules.inc").write_text(write_rules(sets, symbols), encoding="utf-8")


if __name__ == "__main__":
    main()
