"""The sources of the value rules: words, patterns, rules.  Used by make_values.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
