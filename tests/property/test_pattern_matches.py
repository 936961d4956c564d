"""Patterns against a naive matcher in Python, on random patterns and texts."""

from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

import nutgraf as ng

MAX_ATOMS = 48


@dataclass(frozen=True)
class Atom:
    text: str
    glued: bool
    start: int


@dataclass(frozen=True)
class Leaf:
    source: str
    glue: str = ""  # "", "~", "_"

    def takes(self, atom: Atom) -> bool:
        if (self.glue == "~" and not atom.glued) or (self.glue == "_" and atom.glued):
            return False
        text = atom.text
        classes = {
            "WORD": text.isalpha(),
            "CAP": text[0].isupper(),
            "UPPER": text.isupper(),
            "LOWER": text.islower(),
            "INT": text.isdigit(),
            "DIGITS<2>": text.isdigit() and len(text) == 2,
            "WORD<1>": text.isalpha() and len(text) == 1,
            "MARK": not text.isalnum(),
            "ANY": True,
            "SET": text.lower() in ("a", "b", "7"),
        }
        if self.source in classes:
            return classes[self.source]
        if self.source[0] == "'":
            return text == self.source[1:-1]
        return text.lower() == self.source[1:-1].lower()

    def __str__(self) -> str:
        return self.glue + self.source


@dataclass(frozen=True)
class Chain:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return "(" + " ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True)
class Either:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return "(" + " | ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True)
class Repeat:
    part: "Node"
    low: int
    high: int | None
    sign: str

    def __str__(self) -> str:
        return f"({self.part}){self.sign}"


Node: TypeAlias = Leaf | Chain | Either | Repeat


def ends(node: Node, atoms: list[Atom], at: int) -> set[int]:
    """Where the pattern may end if it begins at an atom."""
    if isinstance(node, Leaf):
        return {at + 1} if at < len(atoms) and node.takes(atoms[at]) else set()
    if isinstance(node, Either):
        return set().union(*(ends(part, atoms, at) for part in node.parts))
    if isinstance(node, Chain):
        reached = {at}
        for part in node.parts:
            reached = set().union(*(ends(part, atoms, i) for i in reached))
        return reached
    reached, found = {at}, {at} if node.low == 0 else set()
    limit = node.high if node.high is not None else len(atoms) + node.low + 1
    for count in range(1, limit + 1):
        reached = set().union(*(ends(node.part, atoms, i) for i in reached))
        if count >= node.low:
            if reached <= found and node.high is None:
                break
            found |= reached
    return found


def has_edge(atoms: list[Atom], i: int) -> bool:
    """Whether a match may begin or end before atom i."""
    if i == 0 or i == len(atoms):
        return True
    touch = atoms[i].glued and atoms[i].text.isalnum() and atoms[i - 1].text.isalnum()
    return not touch


def naive(rules: list[Node], atoms: list[Atom]) -> list[tuple[int, int, str]]:
    found = []
    at = 0
    while at < len(atoms):
        best = (at, 0)
        if has_edge(atoms, at):
            for number, rule in enumerate(rules):
                for stop in ends(rule, atoms, at):
                    if stop - at <= MAX_ATOMS and stop > best[0] and has_edge(atoms, stop):
                        best = (stop, number)
        if best[0] > at:
            last = atoms[best[0] - 1]
            found.append((atoms[at].start, last.start + len(last.text), f"r{best[1]}"))
            at = best[0]
        else:
            at += 1
    return found


LEAVES = ["WORD", "CAP", "UPPER", "LOWER", "INT", "DIGITS<2>", "WORD<1>", "MARK", "ANY", "SET"]
QUOTED = ['"a"', "'a'", '"Ab"', "'B'", '"7"', '"-"', '"12"']
leaves = st.builds(Leaf, st.sampled_from([*LEAVES, *QUOTED]), st.sampled_from(["", "", "~", "_"]))
SIGNS = [
    (0, 1, "?"),
    (0, None, "*"),
    (1, None, "+"),
    (2, 3, "{2,3}"),
    (0, 2, "{0,2}"),
    (2, None, "{2,}"),
]


def repeats(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(lambda part, sign: Repeat(part, *sign), children, st.sampled_from(SIGNS))


def parts(children: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(children, min_size=1, max_size=3).map(tuple)


nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda c: st.one_of(st.builds(Chain, parts(c)), st.builds(Either, parts(c)), repeats(c)),
    max_leaves=6,
)
words = st.sampled_from(["a", "A", "b", "B", "ab", "Ab", "AB", "7", "12", "123", "-", "/"])


# So that all is prose, and one sentence.
PREFIX = "the old mayor of the town said on Monday that it was about a"


@st.composite
def texts(draw: st.DrawFn) -> list[Atom]:
    atoms: list[Atom] = []
    at = 0
    for text in PREFIX.split():
        atoms.append(Atom(text, False, at))
        at += len(text) + 1
    at -= 1
    for text in draw(st.lists(words, max_size=14)):
        glued = draw(st.booleans())
        # Letters that touch are one word, numbers one number.
        before = atoms[-1].text
        if glued and (
            (before.isalpha() and text.isalpha()) or (before.isdigit() and text.isdigit())
        ):
            glued = False
        at += 0 if glued else 1
        atoms.append(Atom(text, glued, at))
        at += len(text)
    return atoms


def written(atoms: list[Atom]) -> str:
    text = ""
    for atom in atoms:
        text += ("" if atom.glued or not text else " ") + atom.text
    return text


@settings(max_examples=400, deadline=None)
@given(st.lists(nodes, min_size=1, max_size=3), texts())
def test_as_the_naive_matcher(rules: list[Node], atoms: list[Atom]) -> None:
    used = [rule for rule in rules if 0 not in ends(rule, [], 0)]
    text = written(atoms)
    source = "words SET = a, b, 7\n"
    source += "".join(f"r{i} :: :: {rule} => X\n" for i, rule in enumerate(used))
    if not used:
        return
    patterns = ng.Patterns(source)
    pipeline = ng.Pipeline(patterns=patterns, lexicon=None, model=None)
    assert len(pipeline.sentences(text)) == 1
    found = [(m.start, m.stop, m.rule) for m in pipeline.pattern_matches(text)]
    assert found == naive(used, atoms)
