"""From rules to symbols, an automaton and programs.  Used by make_values.py."""

from __future__ import annotations

from collections.abc import Iterable

from values_language import CAP, MARK, SHAPE_NAMES, WORD, Entry, Language, Pattern, Rule

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
    cells: dict[int, tuple[int, int]] = {}
    bases = [0] * len(rows)
    taken = 0  # bit i: cell i is
    for s in sorted(range(len(rows)), key=lambda s: -len(rows[s])):
        if not rows[s]:
            continue
        # Where the row fits: its cells are free there, all of them.
        free = ~taken & ((1 << (taken.bit_length() + 2 * width)) - 1)
        fits = free >> min(rows[s])
        for k in rows[s]:
            fits &= free >> k
        bases[s] = (fits & -fits).bit_length() - 1
        for k, target in rows[s].items():
            taken |= 1 << (bases[s] + k)
            cells[bases[s] + k] = (s + 1, target)
    return bases, [cells.get(i, (0, 0)) for i in range(max(bases) + width)]


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
