"""Runs the golden examples of tests/rules/*.md.

A fenced block whose info string begins with one of TASKS is a test.  It holds the
input, a line "----", and what is expected:

    tokens      a | b | c, in one line or several
    sentences   one a line; a line break inside a sentence is shown as ⏎
    blocks      one `kind: text` a line, line breaks likewise
    mentions    one `LABEL: text` a line; dates and numbers in the sections of their rules only
    dates       one `TYPE value MOD: text` a line
    numbers     one `kind value unit currency hedge: text` a line; a range is `low..high`
    entities    one `LABEL name: one way of writing | another` a line
    roles       one `kind holder: text` a line, "-" for no holder
    quotes      one `kind speaker_type speaker: text` a line, "-" for no speaker, line breaks
                as above

Further words of the info string: `published=2017-08-11`, the article's day; `scheme=ud`
and other options of a Pipeline; `aliases=Big_Blue:IBM`, rows of surface and name, with commas
between them and _ for blanks; `lexicons=Roe_Two:VESSEL`, the same of names and labels (and
ids), `overrides=Jordan::GPE`, of surface, label and never; `model`: with the model that comes along;
`escape`, for which \\n \\r \\t \\\\ \\uXXXX \\UXXXXXXXX of both parts are characters and
\\xNN is a byte, so that broken UTF-8 can be written; and `counterexample`, for a text
in which the rule has no part: explain() names the rule of the section for every other
text, and not for this one.
"""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import nutgraf as ng

RULES = Path(__file__).with_name("rules")
TASKS = (
    "tokens",
    "sentences",
    "blocks",
    "mentions",
    "dates",
    "numbers",
    "entities",
    "roles",
    "quotes",
)
MARKS = ("escape", "counterexample", "model")
FENCE = re.compile(r"^(`{3,})[ \t]*([^`\n]*)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^##+ +(.+?) *$", re.MULTILINE)


class Case(NamedTuple):
    name: str
    title: str
    info: list[str]
    source: str
    expected: str


def cases_of(path: Path) -> Iterator[Case]:
    markdown = path.read_text(encoding="utf-8")
    headings = [(m.start(), m.group(1)) for m in HEADING.finditer(markdown)]
    counts: dict[str, int] = {}
    for fence in FENCE.finditer(markdown):
        info = fence.group(2).split()
        if not info or info[0] not in TASKS:
            continue
        heading = [title for start, title in headings if start < fence.start()][-1:]
        title = heading[0] if heading else "untitled"
        counts[title] = counts.get(title, 0) + 1
        source, line, expected = f"\n{fence.group(3)}".rpartition("\n----\n")
        assert line, f"{path.name}: {title}: block {counts[title]} has no line ----"
        yield Case(f"{path.stem}:{title}:{counts[title]}", title, info, source[1:], expected)


CASES = [case for path in sorted(RULES.glob("*.md")) for case in cases_of(path)]


def unescape(source: str) -> str | bytes:
    def byte_of(match: re.Match[bytes]) -> bytes:
        code = match.group(1)
        plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}
        if code in plain:
            return plain[code]
        number = int(code[1:], 16)
        if code.startswith(b"x"):
            return bytes([number])
        return chr(number).encode("utf-8", "replace")

    pattern = rb"\\([nrt\\]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"
    data = re.sub(pattern, byte_of, source.encode())
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def one_line(text: str) -> str:
    return re.sub("\r\n|[\n\r\x85\u2028\u2029]", "⏎", text)


def pipeline_of(case: Case) -> ng.Pipeline:
    options = dict(word.split("=", 1) for word in case.info[1:] if "=" in word)
    options.pop("published", None)
    if "aliases" in options:
        rows = [row.replace("_", " ").split(":") for row in options["aliases"].split(",")]
        options["aliases"] = [dict(zip(("surface", "name"), row, strict=True)) for row in rows]  # type: ignore[assignment]
    if "lexicons" in options:
        lexicon = ng.Lexicon()
        for row in options["lexicons"].split(","):
            name, label, *id = row.replace("_", " ").split(":")
            lexicon.add(name, label=label, id=id[0] if id else None)
        options["lexicons"] = lexicon  # type: ignore[assignment]
    if "overrides" in options:
        rows = [row.replace("_", " ").split(":") for row in options["overrides"].split(",")]
        keys = ("surface", "label", "never")
        options["overrides"] = [dict(zip(keys, row, strict=False)) for row in rows]  # type: ignore[assignment]
    # The examples are of the rules; what a model makes of them depends on its training.
    if "model" not in case.info:
        options["model"] = None  # type: ignore[assignment]
    return ng.Pipeline(**options)  # type: ignore[arg-type]


def source_of(case: Case) -> str | bytes:
    return unescape(case.source) if "escape" in case.info else case.source


def result_of(case: Case) -> list[str]:
    source, pipeline = source_of(case), pipeline_of(case)
    if case.info[0] == "tokens":
        return [token.text for token in pipeline.tokens(source)]
    if case.info[0] == "sentences":
        return [one_line(sentence.text or "") for sentence in pipeline.sentences(source)]
    if case.info[0] == "blocks":
        return [f"{b.kind}: {one_line(b.text or '')}" for b in pipeline.blocks(source)]
    if case.info[0] == "dates":
        return [date_of(d) for d in pipeline.dates(source, published=published_of(case))]
    if case.info[0] == "entities":
        return [f"{e.label} {e.name}: {' | '.join(e.aliases)}" for e in pipeline.entities(source)]
    if case.info[0] == "roles":
        return roles_of(pipeline, source)
    if case.info[0] == "quotes":
        return [
            f"{q.kind} {q.speaker_type} {q.speaker or '-'}: {one_line(q.text)}"
            for q in pipeline.quotes(source)
        ]
    if case.info[0] == "numbers":
        return [number_of(n) for n in pipeline.numbers(source, published=published_of(case))]
    values = ("M34", "M35", "D", "N")
    return [
        f"{m.label}: {one_line(m.text)}"
        for m in pipeline.mentions(source, published=published_of(case))
        if m.rule not in values or case.title.startswith(values)
    ]


def roles_of(pipeline: ng.Pipeline, source: str | bytes) -> list[str]:
    article = pipeline.read(source)
    names = ["-" if r.entity is None else article.entities[r.entity].name for r in article.roles]
    return [f"{r.kind} {n}: {r.text}" for r, n in zip(article.roles, names, strict=True)]


def published_of(case: Case) -> str | None:
    return next((w.partition("=")[2] for w in case.info if w.startswith("published=")), None)


def date_of(row: ng.DateRow) -> str:
    words = [row.type, str(row.value), row.mod]
    return f"{' '.join(w for w in words if w)}: {one_line(row.text)}"


def number_of(row: ng.NumberRow) -> str:
    value = f"{row.value:.15g}" + ("" if row.value_max is None else f"..{row.value_max:.15g}")
    words = [row.kind, value, row.unit, row.currency, row.hedge]
    return f"{' '.join(w for w in words if w)}: {one_line(row.text)}"


def expected_of(case: Case) -> list[str]:
    lines = [line.strip() for line in case.expected.splitlines() if line.strip()]
    if case.info[0] == "tokens":
        lines = " ".join(lines).split(" | ") if lines else []
    if "escape" in case.info:
        decoded = map(unescape, lines)
        lines = [s if isinstance(s, str) else s.decode("utf-8", "replace") for s in decoded]
    return lines


def test_there_are_rules() -> None:
    if not CASES:
        pytest.fail(f"no rules in {RULES}")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_rule(case: Case) -> None:
    unknown = [w for w in case.info[1:] if "=" not in w and w not in MARKS]
    assert not unknown, f"{case.name}: unknown words {unknown}"
    expected, found = expected_of(case), result_of(case)
    # Blanks inside a token or at the ends of a line cannot be seen in a file.
    found = [" ".join(item.split()) if case.info[0] == "tokens" else item.strip() for item in found]
    if found != expected:
        diff = "\n".join(
            difflib.unified_diff(expected, found, "expected", "found", lineterm="", n=2)
        )
        pytest.fail(f"{case.name}\n{case.source}\n{diff}", pytrace=False)


OF_RULES = [case for case in CASES if re.match("[A-Z]+[0-9]+ ", case.title)]


@pytest.mark.parametrize("case", OF_RULES, ids=[case.name for case in OF_RULES])
def test_explained(case: Case) -> None:
    """explain() names the rule whose section the example stands in."""
    rule = case.title.split()[0]
    source = source_of(case)
    n_chars = len(source if isinstance(source, str) else source.decode("utf-8", "replace"))
    found = pipeline_of(case).explain(source, 0, n_chars).rules
    assert (rule in found) != ("counterexample" in case.info), found
