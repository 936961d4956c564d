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

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "tools" / "values"
TARGET = ROOT / "csrc" / "src"

# Shapes of numbers, told apart by values_atoms.c and values_fold.c: D in digits, W in words, O ordinals.
SHAPES = [
    ("NONE", "no number"),
    ("D0", '"0"'),
    ("D00", '"00"'),
    ("D1", '"1" to "9"'),
    ("D01_09", '"01" to "09"'),
    ("D10_12", "10 to 12"),
    ("D13_23", "13 to 23"),
    ("D24", "24"),
    ("D25_31", "25 to 31"),
    ("D32_59", "32 to 59"),
    ("D60_99", "60 to 99"),
    ("D3", "100 to 999"),
    ("D0XX", "three digits, the first a zero"),
    ("D0XXX", "four digits, the first a zero"),
    ("D1000_1499", "1000 to 1499"),
    ("D1500_2099", "1500 to 2099"),
    ("D2100UP", "2100 to 9999"),
    ("D5", "five digits"),
    ("D6", "six digits"),
    ("D7", "seven digits"),
    ("D8", "eight digits"),
    ("D9UP", "nine digits or more"),
    ("GROUPED", '"1,200"'),
    ("DEC", '"3.5"'),
    ("GROUPED_DEC", '"1,200.50"'),
    ("W0", '"zero"'),
    ("W1", '"one"'),
    ("W2_12", '"two" to "twelve"'),
    ("W13_31", '"thirteen" to "thirty-one"'),
    ("W32_59", '"thirty-two" to "fifty-nine"'),
    ("W60_99", '"sixty" to "ninety-nine"'),
    ("W100UP", '"a hundred", "two thousand"'),
    ("MIXED", 'digits and a word: "3.5 million"'),
    ("OD1_31", '"1st" to "31st"'),
    ("OD32UP", '"32nd" and above'),
    ("OW", 'of two words: "twenty-first"'),
]
SHAPE_NAMES = [name for name, _ in SHAPES]

# Any letters; letters that begin with a capital; any other mark.
WORD, CAP, MARK = "WORD", "CAP", "MARK"
BUILT_IN = [WORD, CAP, MARK]

MAX_KEY = 16  # bytes of a word
MAX_SLOTS = 12  # captured parts of a rule, the span among them
MAX_ARGS = 8
MAX_GUARDS = 4


class SourceError(Exception):
    """An error in a source file, with its place."""


@dataclass(frozen=True)
class Entry:
    """A word's place in a class."""

    class_name: str
    payload: int
    capital: bool


@dataclass
class Language:
    """What words.txt says."""

    classes: list[str] = field(default_factory=list)
    sets: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[Entry]] = field(default_factory=dict)

    def members(self, name: str, where: str) -> frozenset[str]:
        """The classes and shapes behind a name."""
        if name in self.sets:
            found: set[str] = set()
            for member in self.sets[name]:
                found |= self.members(member, where)
            return frozenset(found)
        if name in self.classes or name in SHAPE_NAMES or name in BUILT_IN:
            return frozenset([name])
        raise SourceError(f"{where}: {name} is no class, no set and no shape")


def logical_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line with those that go on with it, and where it stands."""
    text, where = "", ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace():
            text += " " + line.strip()
            continue
        if text:
            yield where, text
        text, where = line.rstrip(), f"{path.name}:{number}"
    if text:
        yield where, text


def read_words(path: Path) -> Language:
    """Read words.txt."""
    language = Language()
    for where, line in logical_lines(path):
        if match := re.match(r"(\w+) = (.*)", line):
            language.sets[match[1]] = match[2].split()
            continue
        match = re.match(r"(\w+): (.*)", line)
        if match is None:
            raise SourceError(f"{where}: neither 'CLASS: words' nor 'SET = classes'")
        name = match[1]
        if name not in language.classes:
            language.classes.append(name)
        for item in match[2].split():
            capital = item.startswith("^")
            word, sign, payload = item.removeprefix("^").partition("=")
            if len(word.encode()) > MAX_KEY:
                raise SourceError(f"{where}: {word} is longer than {MAX_KEY} bytes")
            entries = language.words.setdefault(word, [])
            if any(e.class_name == name for e in entries):
                raise SourceError(f"{where}: {word} stands twice in {name}")
            entries.append(Entry(name, int(payload) if sign else 0, capital))
    return language


# ------------------------------------------------------------------ patterns


@dataclass(frozen=True)
class Step:
    """One atom: of one of the classes and shapes, glued (True), spaced (False) or either (None)."""

    members: frozenset[str]
    glued: bool | None


@dataclass
class State:
    """A state of a pattern's non-deterministic automaton."""

    step: Step | None = None
    save: int | None = None
    out: list[int] = field(default_factory=list)


TOKEN = re.compile(
    r"\s*(?P<string>\"[^\"]+\")|\s*(?P<op>[()|?*+~:\[\]]|_(?=[\s(\"A-Z]))|\s*(?P<name>\w+)"
)


class Pattern:
    """A pattern read into states; the first is the start, the last accepts."""

    def __init__(self, text: str, language: Language, macros: dict[str, str], where: str) -> None:
        self.where = where
        self.language = language
        self.macros = macros
        self.slots: dict[str, int] = {}
        self.states: list[State] = []
        self.tokens = self.cut(text)
        self.at = 0
        start = self.new()
        start, end = self.alternatives(start)
        if self.at < len(self.tokens):
            raise SourceError(f"{where}: {self.tokens[self.at][1]!r} is not expected here")
        self.start, self.end = start, end

    def cut(self, text: str) -> list[tuple[str, str]]:
        tokens, at = [], 0
        text = text.strip()
        while at < len(text):
            match = TOKEN.match(text, at)
            if match is None or match.end() == at:
                raise SourceError(f"{self.where}: cannot read the pattern at {text[at:]!r}")
            kind = match.lastgroup or ""
            value = match[kind]
            if kind == "name" and value in self.macros:
                tokens += [("op", "("), *self.cut(self.macros[value]), ("op", ")")]
            else:
                tokens.append((kind, value))
            at = match.end()
            while at < len(text) and text[at].isspace():
                at += 1
        return tokens

    def new(self, step: Step | None = None, save: int | None = None) -> int:
        self.states.append(State(step, save))
        return len(self.states) - 1

    def peek(self, value: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == ("op", value)

    def take(self, value: str) -> None:
        if not self.peek(value):
            raise SourceError(f"{self.where}: {value!r} is missing")
        self.at += 1

    def alternatives(self, start: int) -> tuple[int, int]:
        ends = []
        fork = start
        while True:
            branch = self.new()
            self.states[fork].out.append(branch)
            ends.append(self.sequence(branch))
            if not self.peek("|"):
                break
            self.at += 1
        end = self.new()
        for e in ends:
            self.states[e].out.append(end)
        return start, end

    def sequence(self, at: int) -> int:
        while self.at < len(self.tokens) and not (
            self.peek("|") or self.peek(")") or self.peek("]")
        ):
            at = self.item(at)
        return at

    def slot(self, name: str) -> int:
        if name not in self.slots:
            self.slots[name] = len(self.slots) + 1
            if len(self.slots) >= MAX_SLOTS:
                raise SourceError(f"{self.where}: more than {MAX_SLOTS - 1} captured parts")
        return self.slots[name]

    def item(self, at: int) -> int:
        glued: bool | None = None
        slot: int | None = None
        if self.peek("~") or self.peek("_"):
            glued = self.peek("~")
            self.at += 1
        if (
            self.at + 1 < len(self.tokens)
            and self.tokens[self.at + 1] == ("op", ":")
            and self.tokens[self.at][0] == "name"
        ):
            slot = self.slot(self.tokens[self.at][1])
            self.at += 2
            if self.peek("~") or self.peek("_"):
                glued = self.peek("~")
                self.at += 1
        first = self.new()
        self.states[at].out.append(first)
        inner = first
        if slot is not None:
            inner = self.new(save=2 * slot)
            self.states[first].out.append(inner)
        end = self.primary(inner, glued)
        if slot is not None:
            close = self.new(save=2 * slot + 1)
            self.states[end].out.append(close)
            end = close
        after = self.new()
        self.states[end].out.append(after)
        if self.peek("?") or self.peek("*"):
            self.states[first].out.append(after)
        if self.peek("*") or self.peek("+"):
            self.states[end].out.insert(0, first)
        if self.peek("?") or self.peek("*") or self.peek("+"):
            self.at += 1
        return after

    def primary(self, at: int, glued: bool | None) -> int:
        if self.at >= len(self.tokens):
            raise SourceError(f"{self.where}: the pattern ends too early")
        kind, value = self.tokens[self.at]
        if kind == "op" and value in "([":
            self.at += 1
            if value == "[":
                inner = self.new(save=0)
                self.states[at].out.append(inner)
                at = inner
            before = len(self.states)
            _, end = self.alternatives(at)
            if glued is not None:
                self.glue(at, before, glued)
            self.take(")" if value == "(" else "]")
            if value == "[":
                close = self.new(save=1)
                self.states[end].out.append(close)
                end = close
            return end
        self.at += 1
        if kind == "string":
            for i, word in enumerate(value[1:-1].split()):
                tilde = word.startswith("~") and len(word) > 1
                word = word.removeprefix("~") if tilde else word
                self.language.words.setdefault(word.lower(), [])
                here = True if tilde else (glued if i == 0 else None)
                at = self.step(at, frozenset([f'"{word.lower()}"']), here)
            return at
        if kind == "name":
            return self.step(at, self.language.members(value, self.where), glued)
        raise SourceError(f"{self.where}: {value!r} is not expected here")

    def step(self, at: int, members: frozenset[str], glued: bool | None) -> int:
        state = self.new(step=Step(members, glued))
        self.states[at].out.append(state)
        return state

    def glue(self, at: int, first: int, glued: bool) -> None:
        """Ask of the first steps of a group that they are glued, or are not."""
        seen, todo = set(), [at]
        while todo:
            i = todo.pop()
            for j in self.states[i].out:
                if j in seen or j < first:
                    continue
                seen.add(j)
                step = self.states[j].step
                if step is None:
                    todo.append(j)
                else:
                    self.states[j].step = Step(step.members, glued)


# --------------------------------------------------------------------- rules


@dataclass
class Rule:
    """One rule of a set."""

    id: str
    conf: float
    summary: str
    pattern: Pattern
    action: str
    args: list[str]
    guards: list[str]
    where: str


def read_rules(path: Path, language: Language) -> list[Rule]:
    """Read dates.rules or numbers.rules."""
    macros: dict[str, str] = {}
    rules: list[Rule] = []
    for where, line in logical_lines(path):
        if match := re.match(r"let (\w+) = (.*)", line):
            macros[match[1]] = match[2]
            continue
        parts = [p.strip() for p in re.split(r"(?:^|\s)::(?:\s|$)", line)]
        if len(parts) != 4:
            raise SourceError(f"{where}: not 'ID CONF :: summary :: pattern => action :: guards'")
        name, _, conf = parts[0].partition(" ")
        source, arrow, action = parts[2].rpartition("=>")
        if not arrow:
            raise SourceError(f"{where}: no action behind the pattern")
        if any(r.id == name for r in rules):
            raise SourceError(f"{where}: {name} stands twice")
        words = action.split()
        args, guards = words[1:], parts[3].split()
        pattern = Pattern(source, language, macros, where)
        if len(args) > MAX_ARGS or len(guards) > MAX_GUARDS:
            raise SourceError(f"{where}: more than {MAX_ARGS} arguments or {MAX_GUARDS} guards")
        for arg in args:
            if not re.fullmatch(r"-?\d+", arg) and arg not in pattern.slots and arg != "-":
                raise SourceError(f"{where}: {arg} is no captured part")
        rules.append(Rule(name, float(conf), parts[1], pattern, words[0], args, guards, where))
    return rules


# ------------------------------------------------------------------- symbols


def shape_of_word(entries: list[Entry]) -> str | None:
    """The shape of a number in one word."""
    for e in entries:
        if e.class_name in ("ONES", "TEENS", "TENS", "ZERO"):
            v = e.payload
            for top, shape in (
                (0, "W0"),
                (1, "W1"),
                (12, "W2_12"),
                (31, "W13_31"),
                (59, "W32_59"),
                (99, "W60_99"),
            ):
                if v <= top:
                    return shape
    return None


class Symbols:
    """Which words and shapes the patterns tell apart."""

    def __init__(self, language: Language, rules: Iterable[Rule]) -> None:
        asked: set[frozenset[str]] = set()
        for rule in rules:
            asked |= {s.step.members for s in rule.pattern.states if s.step is not None}
        self.asked = sorted(asked, key=sorted)
        self.number: dict[frozenset[int], int] = {}
        self.words = sorted(language.words, key=lambda w: w.encode())
        self.language = language
        self.other = self.of({MARK})
        self.other_lower = self.of({WORD})
        self.other_capital = self.of({WORD, CAP})
        self.shapes = [self.of({name}) for name in SHAPE_NAMES]
        self.lower = [self.of(self.memberships(w, False)) for w in self.words]
        self.capital = [self.of(self.memberships(w, True)) for w in self.words]

    def memberships(self, word: str, capital: bool) -> set[str]:
        entries = self.language.words[word]
        found = {f'"{word}"'} | {e.class_name for e in entries if capital or not e.capital}
        if word[0].isalpha():
            found.add(WORD)
            if capital:
                found.add(CAP)
        else:
            found.add(MARK)
        shape = shape_of_word(entries)
        if shape is not None:
            found.add(shape)
        return found

    def of(self, memberships: set[str]) -> int:
        key = frozenset(i for i, members in enumerate(self.asked) if members & memberships)
        return self.number.setdefault(key, len(self.number))

    def accepting(self, members: frozenset[str]) -> frozenset[int]:
        i = self.asked.index(members)
        return frozenset(n for key, n in self.number.items() if i in key)


# ----------------------------------------------------------------- automaton


class Automaton:
    """The deterministic automaton of all rules, minimised."""

    def __init__(self, rules: list[Rule], symbols: Symbols) -> None:
        self.n_symbols = 2 * len(symbols.number)
        accepting = {members: symbols.accepting(members) for members in symbols.asked}
        moves: list[dict[int, list[int]]] = []  # of each state of all patterns: symbol -> itself
        outs: list[list[int]] = []
        is_step: list[bool] = []
        final: dict[int, int] = {}
        starts: list[int] = []
        for r, rule in enumerate(rules):
            base = len(outs)
            starts.append(base + rule.pattern.start)
            final[base + rule.pattern.end] = r
            for state in rule.pattern.states:
                outs.append([base + o for o in state.out])
                row: dict[int, list[int]] = {}
                if state.step is not None:
                    for symbol in accepting[state.step.members]:
                        for glued in (False, True):
                            if state.step.glued in (None, glued):
                                row[2 * symbol + glued] = []
                moves.append(row)
                is_step.append(state.step is not None)

        def closure(states: Iterable[int]) -> frozenset[int]:
            """What can be reached without an atom; kept are the steps and the ends."""
            seen, todo = set(states), list(states)
            while todo:
                for o in outs[todo.pop()]:
                    if o not in seen:
                        seen.add(o)
                        # A step is passed by taking its atom only.
                        if not is_step[o]:
                            todo.append(o)
            return frozenset(s for s in seen if is_step[s] or s in final)

        after = [closure(outs[s]) if is_step[s] else frozenset() for s in range(len(outs))]
        first = closure(starts)
        index = {first: 0}
        self.rows: list[dict[int, int]] = []
        accepts: list[tuple[int, ...]] = []
        todo = [first]
        while todo:
            current = todo.pop(0)
            accepts.append(tuple(sorted(final[s] for s in current if s in final)))
            reach: dict[int, set[int]] = {}
            for s in current:
                for symbol in moves[s]:
                    reach.setdefault(symbol, set()).update(after[s])
            row = {}
            for symbol in sorted(reach):
                target = frozenset(reach[symbol])
                if target not in index:
                    index[target] = len(index)
                    todo.append(target)
                row[symbol] = index[target]
            self.rows.append(row)
        self.accepts = accepts
        self.start = 0
        self.minimise()

    def minimise(self) -> None:
        group = [0] * len(self.rows)
        count = 0
        while True:
            keys: dict[tuple[object, ...], int] = {}
            new = []
            for s, row in enumerate(self.rows):
                key = (self.accepts[s], tuple((x, group[t]) for x, t in sorted(row.items())))
                new.append(keys.setdefault(key, len(keys)))
            group = new
            if len(keys) == count:
                break
            count = len(keys)
        rows: list[dict[int, int]] = [{} for _ in range(count)]
        accepts: list[tuple[int, ...]] = [()] * count
        for s, row in enumerate(self.rows):
            rows[group[s]] = {x: group[t] for x, t in row.items()}
            accepts[group[s]] = self.accepts[s]
        self.rows, self.accepts, self.start = rows, accepts, group[self.start]
        self.merge_symbols()

    def merge_symbols(self) -> None:
        """Symbols that no state tells apart share a column."""
        columns: dict[tuple[tuple[int, int], ...], int] = {}
        leads: list[list[tuple[int, int]]] = [[] for _ in range(self.n_symbols)]
        for s, row in enumerate(self.rows):
            for symbol, target in row.items():
                leads[symbol].append((s, target))
        self.columns = [columns.setdefault(tuple(lead), len(columns)) for lead in leads]
        self.n_columns = len(columns)
        self.rows = [{self.columns[x]: t for x, t in row.items()} for row in self.rows]


def lay_rows(rows: list[dict[int, int]], width: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Rows over each other: of each its base, and cells (state + 1 or 0, target)."""
    cells: list[tuple[int, int]] = []
    bases = [0] * len(rows)
    taken: list[bool] = []
    low = 0
    for s in sorted(range(len(rows)), key=lambda s: -len(rows[s])):
        keys = sorted(rows[s])
        if not keys:
            continue
        base = max(0, low - keys[0])
        while True:
            top = base + keys[-1]
            if top >= len(taken):
                taken += [False] * (top + 1 - len(taken))
                cells += [(0, 0)] * (top + 1 - len(cells))
            if not any(taken[base + k] for k in keys):
                break
            base += 1
        for k in keys:
            taken[base + k] = True
            cells[base + k] = (s + 1, rows[s][k])
        bases[s] = base
        while low < len(taken) and taken[low]:
            low += 1
    cells += [(0, 0)] * (max(bases) + width - len(cells))
    return bases, cells


# ------------------------------------------------------------------- programs


def program_of(pattern: Pattern, asked: list[frozenset[str]]) -> list[tuple[int, int, int]]:
    """The rule's states as (op, a, b): see ng_value_op in values.h."""
    order: list[int] = []
    place: dict[int, int] = {}
    code: list[list[object]] = []

    def emit(op: str, a: object = 0, b: object = 0) -> int:
        code.append([op, a, b])
        return len(code) - 1

    # Depth first; each state becomes its own instructions, jumps are patched in the end.
    todo = [pattern.start]
    while todo:
        s = todo.pop()
        if s in place:
            continue
        state = pattern.states[s]
        place[s] = len(code)
        order.append(s)
        if state.step is not None:
            glue = {None: 0, True: 1, False: 2}[state.step.glued]
            emit("STEP", asked.index(state.step.members), glue)
        elif state.save is not None:
            emit("SAVE", state.save)
        if s == pattern.end:
            emit("MATCH")
            continue
        outs = state.out
        for i, o in enumerate(outs):
            if i + 1 < len(outs):
                emit("SPLIT", ("state", o))
            else:
                emit("JUMP", ("state", o))
        todo += reversed(outs)
    ops = {"STEP": 0, "SAVE": 1, "SPLIT": 2, "JUMP": 3, "MATCH": 4}
    done = []
    for op, a, b in code:
        if isinstance(a, tuple):
            # Follow jumps to jumps.
            target = place[a[1]]
            while code[target][0] == "JUMP":
                target = place[code[target][1][1]]  # type: ignore[index]
            a = target
        done.append((ops[str(op)], int(a), int(b)))  # type: ignore[call-overload]
    return tidy(done)


def tidy(code: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Leave out what no way leads to, and jumps to the next instruction."""
    while True:
        reached, todo = set(), [0]
        while todo:
            i = todo.pop()
            if i in reached:
                continue
            reached.add(i)
            op, a, _ = code[i]
            if op in (2, 3):
                todo.append(a)
            if op in (0, 1, 2):
                todo.append(i + 1)
        keep = sorted(reached)
        drop = {
            i
            for n, i in enumerate(keep)
            if code[i][0] == 3 and n + 1 < len(keep) and keep[n + 1] == code[i][1]
        }
        keep = [i for i in keep if i not in drop]
        new: dict[int, int] = {}
        n = 0
        for i in range(len(code)):
            new[i] = n
            if i in keep:
                n += 1
        kept = set(keep)
        out = [
            (op, new[a] if op in (2, 3) else a, b) for i, (op, a, b) in enumerate(code) if i in kept
        ]
        if len(out) == len(code):
            return out
        code = out


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
