"""The rules of a user: language, matches, errors, and the examples of docs/patterns.md."""

import copy
import json
import pickle
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import nutgraf as ng

DOCS = (Path(__file__).resolve().parents[2] / "docs/patterns.md").read_text(encoding="utf-8")
RULES = """
words TEAM = Leeds, "West Ham", Arsenal
bill .9 :: bills of Congress :: kind:("H.R." | 'S.') number:INT => BILL "{kind:letters} {number}"
win :: wins :: winner:TEAM "beat" loser:TEAM [home:DIGITS ~DASH ~away:DIGITS] => RESULT
fine :: fines :: "fined" [amount:MONEY] => FINE
"""
TEXT = (
    "😀 “Çelik” said H.R. 1234 failed. West Ham beat Leeds 3–1 at home.\n\n"
    "Acme was fined $3.5 million."
)


def spans(rules: str, text: str) -> list[str]:
    return [m.text for m in ng.Patterns(rules).find(text)]


def one(pattern: str, text: str) -> list[str]:
    return spans(f"r :: r :: {pattern} => X", text)


# ------------------------------------------------------------------ examples


def examples() -> list[tuple[str, str, str, str]]:
    found = []
    for part in re.split(r"(?m)^### ", DOCS)[1:]:
        title, _, rest = part.partition("\n")
        rules = re.search(r"```\n(.*?)```", rest, re.DOTALL)
        assert rules is not None
        rows = re.findall(r"(?m)^\| (.+?) \| (.+?) \|$", rest)
        found += [(title, rules[1], sentence, wanted) for sentence, wanted in rows[1:]]
    return found


EXAMPLES = [e for e in examples() if not e[3].startswith("--")]


def test_there_are_ten_examples() -> None:
    titles = {e[0] for e in EXAMPLES}
    assert len(titles) == 10
    for title in titles:
        wanted = [e[3] for e in EXAMPLES if e[0] == title]
        assert sum(w != "–" for w in wanted) >= 2, title
        assert sum(w == "–" for w in wanted) >= 2, title


@pytest.mark.parametrize(
    ("title", "rules", "sentence", "wanted"), EXAMPLES, ids=[f"{e[0]}: {e[2]}" for e in EXAMPLES]
)
def test_example(title: str, rules: str, sentence: str, wanted: str) -> None:
    found = ng.Patterns(rules).find(sentence)
    shown = ", ".join(f"`{m.text}`" + (f" {m.value}" if m.value else "") for m in found)
    assert (shown or "–") == wanted, title


# -------------------------------------------------------------------- matches


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ('"cat"', "concatenate the Cat, cat5", ["Cat"]),
        ("'Cat'", "the cat, the CAT, the Cat", ["Cat"]),
        ('"won\'t"', "They won’t, she won't.", ["won’t", "won't"]),
        ('"cannot"', "They cannot.", ["cannot"]),
        ("UPPER<2> ~INT", "BA2490 and BA2490X and ba2490", ["BA2490"]),
        ("UPPER<2> _INT", "BA2490 and BA 2490", ["BA 2490"]),
        ("UPPER<2> INT", "BA2490 and BA 2490", ["BA2490", "BA 2490"]),
        ("ALNUM", "BA2490 is 4x4 or 12 or ab", ["BA2490", "4x4"]),
        ("DIGITS<5>", "1234 12345 123456 12,345", ["12345"]),
        ("INT", "12,345 or 3.5", ["12,345"]),
        ("DECIMAL", "12,345 or 3.5", ["3.5"]),
        ("YEAR", "in 1999, 999 and 2500", ["1999"]),
        ("DAY", "1 31 32 0", ["1", "31"]),
        ("ROMAN", "Elizabeth II, XIV, IIX, VX, MCMXCIX, Mix, IVI", ["II", "XIV", "MCMXCIX"]),
        ("DASH", "a-b — c", ["-", "—"]),
        ("LOWER<3,>", "An old Man sat", ["old", "sat"]),
        ('"a" "b"{2,3}', "a b; a b b; a b b b b", ["a b b", "a b b b"]),
        ('"a" ("b" | "c")* "d"', "a d; a b c b d; a b", ["a d", "a b c b d"]),
        ('"a" "b"{2,}', "a b; a b b b b b", ["a b b b b b"]),
        ('CAP+ "Inc" ~"."?', "Acme Rockets Inc. fell", ["Acme Rockets Inc."]),
        ('"in" [CAP] "on"', "in Rome on Monday in Paris", ["Rome"]),
        ('"x" | [CAP] "y"', "x and Roe y", ["x", "Roe"]),
        ('DATE "or" DATE', "on 11 August 2017 or May 5", ["11 August 2017 or May 5"]),
        ('"about" PERCENT', "about 5 percent of about 5 men", ["about 5 percent"]),
    ],
)
def test_pattern(pattern: str, text: str, found: list[str]) -> None:
    assert one(pattern, text) == found


SUIT = 'suit :: suits :: who:(@PERSON | @ORG) "sued" whom:(@PERSON | @ORG)+ => SUIT "{who}|{whom}"'


def test_names() -> None:
    found = ng.Patterns(SUIT).find("Jane Roe sued Acme Corp. on Monday. Many sued Acme Corp. too.")
    assert [(m.text, m.value) for m in found] == [
        ("Jane Roe sued Acme Corp.", "Jane Roe|Acme Corp.")
    ]


@pytest.mark.parametrize(
    ("pattern", "found", "who"),
    [
        ('"met" who:@PERSON', "met Sen. Jane Roe", "Jane Roe"),
        ('"met" [@PERSON]', "Jane Roe", None),
        ('"met" [title:"Sen." who:@PERSON]', "Sen. Jane Roe", "Jane Roe"),
        ('"met" who:("Sen." @PERSON)', "met Sen. Jane Roe", "Sen. Jane Roe"),
        (
            '"met" who:(@PERSON ("and" @PERSON)*)',
            "met Sen. Jane Roe and Mr. Doe",
            "Jane Roe and Mr. Doe",
        ),
        ('who:@PERSON ("and" | "met")', "Mr. Doe met", "Doe"),
        ('"met" _@PERSON', "met Sen. Jane Roe", None),
        ('"met" ~@PERSON', None, None),
    ],
)
def test_titles_before_names(pattern: str, found: str | None, who: str | None) -> None:
    text = "Mr. Doe met Sen. Jane Roe and Mr. Doe."
    rows = list(ng.Patterns(f"r :: r :: {pattern} => X").find(text))[:1]
    assert [m.text for m in rows] == ([] if found is None else [found])
    assert [m.groups.get("who") for m in rows] == ([] if found is None else [who])


def test_names_with_values() -> None:
    """One reading of the sentence for each kind of rule: none changes what another finds."""
    rules = """
gift :: gifts :: who:@PERSON "gave" [MONEY] => GIFT "{who}"
first :: first names :: "Jane" => FIRST
name :: names :: "Miss"? CAP CAP => NAME
day :: days :: "on" [DATE] => DAY
"""
    text = "Jane left. Jane Roe stayed. Jane Roe gave $3.5 million on Aug. 11, 2017."
    assert [(m.text, m.label, m.value) for m in ng.Patterns(rules).find(text)] == [
        ("Jane", "FIRST", None),
        ("Jane Roe", "NAME", None),
        ("$3.5 million", "GIFT", "Jane Roe"),
        ("Aug. 11, 2017", "DAY", None),
    ]


@pytest.mark.parametrize("priority", ["hint", "force"])
@pytest.mark.parametrize("tables", [["patterns"], None])
def test_names_of_a_lexicon(priority: Any, tables: Any) -> None:
    """A label of one's own: a name is found however the lexicon is used."""
    rules = (
        'sunk :: sunken ships :: ship:@VESSEL "sank" ("off" where:@GPE)? => SUNK "{ship}|{where}"'
    )
    ships = [
        ng.Lexicon(["Roe Two", "the Cat"], label="VESSEL"),
        ng.Lexicon(["Roe"], label="VESSEL"),
    ]
    options: Any = {"lexicons": ships, "priority": priority, "patterns": ng.Patterns(rules)}
    texts = ["The Roe Two sank off Cuba.", "Roe sank. The Cat sank. Roe Three sank."]
    found = ng.extract(texts, tables=tables, **options)["patterns"]
    assert [m.value for m in found] == ["Roe Two|Cuba", "Roe|", "The Cat|"]


def test_names_that_lie_in_each_other() -> None:
    """The longest name at a place is the piece, whatever lexicon has it; equal ones are both."""
    lexicons = [
        ng.Lexicon(["Big Cat Two", "Red"], label="VESSEL"),
        ng.Lexicon(["Big Cat", "Cat Two", "Red"], label="BAND"),
    ]
    rules = "ship :: ships :: @VESSEL => A\nband :: bands :: @BAND => B\nboth :: both :: @BAND @VESSEL => C"
    nlp = ng.Pipeline(lexicons=lexicons, patterns=ng.Patterns(rules), overlapping=True)
    found = nlp.pattern_matches("Big Cat Two, Cat Two, Big Cat Red")
    assert [(m.text, m.label) for m in found] == [
        ("Big Cat Two", "A"),
        ("Cat Two", "B"),
        ("Big Cat Red", "C"),
    ]


def test_names_that_overrides_say() -> None:
    rules = ng.Patterns('x :: x :: @WEATHER "came" => X')
    overrides = ng.Overrides([{"surface": "Roe", "label": "WEATHER"}])
    nlp = ng.Pipeline(overrides=overrides, patterns=rules)
    assert [m.text for m in nlp.pattern_matches("Roe came.")] == ["Roe came"]
    with pytest.raises(ValueError, match=r"@WEATHER: there are no mentions .*; give lexicons="):
        rules.find("Roe came.")
    with pytest.raises(ValueError, match=r"@PERSN: .*; did you mean @PERSON\?"):
        ng.Patterns("x :: x :: @PERSN => X").find("Roe came.")


def test_dates_that_overrides_deny() -> None:
    rules = ng.Patterns("x :: x :: DATE => X")
    overrides = ng.Overrides([{"surface": "Black Friday", "never": "DATE"}])
    text = "They met on Black Friday."
    assert [m.text for m in rules.find(text)] == ["Black Friday"]
    assert not list(ng.Pipeline(patterns=rules, overrides=overrides).pattern_matches(text))


def test_longest_then_first() -> None:
    rules = 'a :: :: "x" => A\nb :: :: "x" "y" => B\nc :: :: WORD "y" => C\n'
    assert [(m.rule, m.text) for m in ng.Patterns(rules).find("x y x")] == [
        ("b", "x y"),
        ("a", "x"),
    ]


def test_values_against_plain_rules() -> None:
    rules = 'a :: :: "fined" MONEY => A\nb :: :: "fined" MARK NUMBER => B\nc :: :: "on" WORD => C'
    found = ng.Patterns(rules).find("He was fined $5 on us, fined $3.5 million on it.")
    assert [(m.rule, m.text) for m in found] == [
        ("a", "fined $5"),
        ("c", "on us"),
        ("a", "fined $3.5 million"),
        ("c", "on it"),
    ]


@pytest.mark.parametrize("unit", ["char", "byte", "utf16"])
def test_offsets(unit: Any) -> None:
    table = ng.Pipeline(patterns=ng.Patterns(RULES), offsets=unit).pattern_matches(TEXT)
    encoded = {"char": TEXT, "byte": TEXT.encode(), "utf16": TEXT.encode("utf-16-le")}[unit]
    width = 2 if unit == "utf16" else 1

    def piece(start: int, stop: int) -> str:
        cut = encoded[start * width : stop * width]
        if isinstance(cut, str):
            return cut
        return cut.decode("utf-16-le" if unit == "utf16" else "utf-8")

    assert [m.text for m in table] == ["H.R. 1234", "3–1", "$3.5 million"]
    for m in table:
        assert piece(m.start, m.stop) == m.text
        for text, start, stop in zip(m.group_texts, m.group_starts, m.group_stops, strict=True):
            assert piece(start, stop) == text


def test_groups_and_values() -> None:
    bill, win, fine = ng.Patterns(RULES).find(TEXT)
    assert (bill.value, bill.label, bill.rule) == ("HR 1234", "BILL", "bill")
    assert bill.conf == pytest.approx(0.9)
    assert bill.groups == {"kind": "H.R.", "number": "1234"}
    assert win.groups == {"winner": "West Ham", "loser": "Leeds", "home": "3", "away": "1"}
    assert win.value is None
    assert fine.groups == {"amount": "$3.5 million"}


def test_value_filters() -> None:
    rules = 'r :: :: a:(WORD ~"-" ~INT) b:"z"? => X "{{{a:upper}|{a:lower}|{a:digits}|{a:letters}|{b}}}"'
    assert [m.value for m in ng.Patterns(rules).find("Ab-12")] == ["{AB-12|ab-12|12|Ab|}"]


@pytest.mark.parametrize("scheme", ["news", "ud"])
def test_schemes_are_the_same(scheme: Any) -> None:
    table = ng.Pipeline(patterns=ng.Patterns(RULES), scheme=scheme).pattern_matches(TEXT)
    assert [m.text for m in table] == ["H.R. 1234", "3–1", "$3.5 million"]


# --------------------------------------------------------------------- tables


def test_only_when_asked_for() -> None:
    assert "patterns" not in ng.extract([TEXT])
    assert len(ng.extract([TEXT], patterns=ng.Patterns(RULES)).patterns) == 3
    with pytest.raises(ValueError, match="needs patterns="):
        ng.extract([TEXT], tables=["patterns"])


def test_other_tables_stay() -> None:
    plain, own = ng.extract([TEXT]), ng.extract([TEXT], patterns=ng.Patterns(RULES))
    for name in plain:
        assert list(plain[name]) == list(own[name])


def test_exports() -> None:
    patterns = ng.Patterns(RULES)
    table = ng.extract([TEXT, "", TEXT], tables=["patterns"], patterns=patterns).patterns
    rows = list(table)
    assert [r.doc for r in rows] == [0, 0, 0, 2, 2, 2]
    assert [r.pattern_match for r in rows] == [0, 1, 2, 0, 1, 2]
    arrow = table.to_arrow()
    arrow.validate(full=True)
    assert arrow.column("group_texts").to_pylist() == [r.group_texts for r in rows]
    assert arrow.column("value").to_pylist() == [r.value for r in rows]
    assert list(table.to_pandas()["label"]) == [r.label for r in rows]
    assert table.to_polars()["rule"].to_list() == [r.rule for r in rows]
    other = ng.extract([TEXT], tables=["patterns"], patterns=ng.Patterns(RULES + 'x::x::"x" => X'))
    assert other.patterns.metadata["options_hash"] != table.metadata["options_hash"]


def test_explain() -> None:
    article = ng.read(TEXT, patterns=ng.Patterns(RULES))
    at = TEXT.index("H.R.")
    (reason,) = [r for r in article.explain(at, at + 4) if r.stage == "patterns"]
    assert (reason.rule, reason.summary, reason.kind) == ("bill", "bills of Congress", "BILL")
    assert reason.text == "H.R. 1234"


def test_command_line(tmp_path: Path) -> None:
    rules, text = tmp_path / "my.rules", tmp_path / "a.txt"
    rules.write_text(RULES, encoding="utf-8")
    text.write_text(TEXT, encoding="utf-8")

    def run(*args: object) -> tuple[int, list[dict[str, Any]], str]:
        command = [sys.executable, "-m", "nutgraf", *map(str, args)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, [json.loads(x) for x in done.stdout.splitlines()], done.stderr

    code, rows, _ = run("patterns", text, "--patterns", rules)
    assert code == 0
    assert [r["text"] for r in rows] == ["H.R. 1234", "3–1", "$3.5 million"]
    lines = tmp_path / "news.jsonl"
    lines.write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    code, rows, _ = run("extract", lines, "-t", "patterns", "--patterns", rules)
    assert [r["rule"] for r in rows] == ["bill", "win", "fine"]
    code, rows, error = run("patterns", text)
    assert code != 0
    assert "--patterns" in error
    code, rows, error = run("extract", lines, "-t", "patterns")
    assert code != 0
    assert "needs patterns=" in error
    rules.write_text("x", encoding="utf-8")
    code, rows, error = run("patterns", text, "--patterns", rules)
    assert code != 0
    assert "my.rules, line 1, column 2: expected '::'" in error


# --------------------------------------------------------------------- object


def test_object() -> None:
    patterns = ng.Patterns(RULES)
    assert repr(patterns) == "<Patterns: 3 rules>"
    assert patterns.rules[0] == ng.PatternRule(
        "bill", "BILL", "bills of Congress", 0.9, ("kind", "number")
    )
    same = ng.Patterns(RULES)
    assert patterns == same
    assert hash(patterns) == hash(same)
    assert patterns.id == same.id != ng.Patterns('x :: x :: "x" => X').id
    assert pickle.loads(pickle.dumps(patterns)) == patterns == copy.deepcopy(patterns)
    with pytest.raises(AttributeError):
        patterns.id = "x"  # type: ignore[misc]
    pipeline = ng.Pipeline(patterns=patterns)
    assert pickle.loads(pickle.dumps(pipeline)).patterns == patterns
    assert pipeline != ng.Pipeline()


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "my.rules"
    path.write_text(RULES, encoding="utf-8")
    assert ng.Patterns.load(path) == ng.Patterns(RULES)
    assert len(ng.extract([TEXT], patterns=str(path)).patterns) == 3
    path.write_text('a :: a :: ("x" => X')
    with pytest.raises(ValueError, match=r"my\.rules, line 1, column 16: expected '\)'"):
        ng.Patterns.load(path)
    path.write_bytes(b"\n\xff")
    with pytest.raises(ValueError, match="line 2: not UTF-8"):
        ng.Patterns.load(path)
    with pytest.raises(FileNotFoundError):
        ng.Patterns.load(tmp_path / "none")


def test_words() -> None:
    rule = 'a :: a :: a:TEAM "won" => X'
    words = {"TEAM": ["Leeds", 'the "Old" Team', "West Ham"]}
    found = ng.Patterns(rule, words=words).find("Leeds won, West Ham won, the “old” team won.")
    assert [m.groups["a"] for m in found] == ["Leeds", "West Ham", "the “old” team"]
    letters = ["".join(chr(97 + int(d)) for d in str(i)) for i in range(50_000)]
    assert ng.Patterns(rule, words={"TEAM": letters}).find("bcdef won")[0].text == "bcdef won"
    with pytest.raises(ValueError, match="line 1, column 3: expected '::'"):
        ng.Patterns("a b", words=words)
    with pytest.raises(ValueError, match="words X, column"):
        ng.Patterns(rule, words=words | {"X": [""]})
    with pytest.raises(ValueError, match="is empty"):
        ng.Patterns(rule, words={"TEAM": []})
    with pytest.raises(TypeError, match="must be a list"):
        ng.Patterns(rule, words={"TEAM": "Leeds"})


def test_threads() -> None:
    patterns = ng.Patterns(RULES)
    wanted = list(patterns.find(TEXT))
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: list(patterns.find(TEXT)), range(200)):
            assert found == wanted


# --------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("", "line 1, column 1: there is no rule"),
        ("# only\n", "line 2, column 1: there is no rule"),
        ("a", "line 1, column 2: expected '::' behind the id"),
        ("a :: b", "line 1, column 7: expected '::' behind what the rule finds"),
        ("a :: b ::", "line 1, column 10: expected a pattern"),
        ('a :: b :: "x"', "line 1, column 14: expected '=>' behind the pattern"),
        ('a :: b :: "x" =>', "expected a label"),
        ('a :: b :: "x" => low', "column 18: a label is written in capitals, not 'low'"),
        ('a :: b :: "x" => X y', "column 20: expected the end of the rule"),
        ('a :: b :: "x => X', 'column 11: expected " at the end'),
        ('a :: b :: ("x" => X', r"column 16: expected '\)' before the end"),
        ('a :: b :: "x") => X', r"column 14: '\)' closes nothing"),
        ('a :: b :: ("x"] => X', r"column 15: expected '\)' before '\]'"),
        ("a :: b :: () => X", r"column 12: expected something before '\)'"),
        ('a :: b :: | "x" => X', r"column 11: expected something before '\|'"),
        ("a :: b :: * => X", r"column 11: '\*' has nothing to repeat"),
        ('a :: b :: "x"** => X', "put what it repeats in"),
        ('a :: b :: "x"{3,2} => X', "a repeat from 3 to 2 can never be"),
        ('a :: b :: "x"{49} => X', "a repeat must be at most 48"),
        ("a :: b :: NUMER => X", "there is no class 'NUMER'; did you mean NUMBER"),
        ("a :: b :: QQQQ => X", "there are WORD, CAP"),
        ("a :: b :: MONEY<3> => X", "a length fits words and numbers only"),
        ('a :: b :: "x"? => X', "the rule 'a' can match nothing"),
        ('a :: b :: "x" ~("y"?) => X', "must not be empty"),
        ('a :: b :: "x" ["y"?] => X', "must not be empty"),
        ('a :: b :: ["x"] ["y"] => X', r"a rule has one \[\] only"),
        ('a :: b :: (["x"]) => X', "must stand by itself"),
        ('a :: b :: m:(n:"x") => X', "a named group stands in another"),
        ('a :: b :: "" => X', "nothing stands between the quotes"),
        ('a :: b :: m:"x" => X "{n}"', "the pattern has no group 'n'"),
        ('a :: b :: m:"x" => X "{m:big}"', "'big' is none of upper"),
        ('a :: b :: m:"x" => X "{m"', "expected '}'"),
        ('a 2 :: b :: "x" => X', "the confidence must be"),
        ('a :: b :: "x" => X\na :: b :: "y" => X', "line 2, column 1: there is a rule 'a' already"),
        ("let A = B\n", "there is no class 'B'"),
        ('let CAP = "x"\n', "'CAP' is a class already"),
        ('let A = m:"x"\n', "in a rule only"),
        ("words A = \n", "expected a word"),
        ('words A = "x" y\n', "expected ',' between words"),
        (' a :: b :: "x" => X', "expected a rule at the beginning of the line"),
        ('a :: b :: "x"\n    "y" => X\n  ) => Y', "line 3, column 3: expected the end of the rule"),
        ("é\0", "column 2: a NUL character"),
        ('a :: b :: "' + "x" * 200 + '" => X', "longer than 124 bytes"),
        ("a" * 64 + " :: b :: WORD => X", "an id is longer than 63 bytes"),
        ("a :: b :: " + "(" * 50, "groups stand in each other more than 31 deep"),
        ("a :: b :: " + '"x" ' * 5000 + "=> X", "the pattern is too long"),
        ('a :: b :: ((("x"{48}){48}){48}){48} => X', "the pattern is too long with this"),
        ("a :: b :: @ => X", "column 11: expected a label, such as PERSON, behind '@'"),
        ('a :: b :: @"MY LABEL" => X', "column 11: expected a label"),
        ("a :: b :: @PERSON<3> => X", "column 18: expected a class, a quoted text, '@'"),
        ('a :: b :: @"PERSON => X', 'expected " at the end of the quoted text'),
        ("a :: b :: " + " | ".join(f"@L{i}" for i in range(65)) + " => X", "at most 64 labels"),
    ],
)
def test_errors(rules: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        ng.Patterns(rules)
    assert str(caught.value).startswith("patterns: line ")


def test_wrong_types() -> None:
    with pytest.raises(TypeError, match="rules as str, not bytes"):
        ng.Patterns(b"x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Patterns or a path, not int"):
        ng.Pipeline(patterns=5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a str is the path"):
        ng.Pipeline(patterns=RULES)
    with pytest.raises(ValueError, match="not UTF-8"):
        ng.Patterns("a :: \ud800")
    with pytest.raises(ValueError, match="longer than 16777216 bytes"):
        ng.Patterns("#" * (16 << 20) + "\n")


# ----------------------------------------------------------------- many, slow


def test_ten_thousand_rules() -> None:
    letters = ["".join(chr(97 + int(d)) for d in str(i)) for i in range(10_000)]
    rules = "".join(f'r{i} :: :: "{w}" INT => X "{w}"\n' for i, w in enumerate(letters))
    began = time.perf_counter()
    patterns = ng.Patterns(rules)
    assert time.perf_counter() - began < 2
    assert [m.rule for m in patterns.find("Of bcde 17 and jjjj 5.")] == ["r1234", "r9999"]


HOSTILE = [
    'a :: :: (WORD? WORD?){1,24} "x" => X',
    'a :: :: ("a" | "b")* "a" ("a" | "b"){20} => X',
    "".join(f'r{i} :: :: WORD* "z{chr(97 + i)}" => X\n' for i in range(20)),
    'a :: :: m:WORD* n:WORD* o:WORD* "x" => X "{m}"',
]


@pytest.mark.parametrize("rules", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_rules_take_linear_time(rules: str) -> None:
    pipeline = ng.Pipeline(patterns=ng.Patterns(rules))

    def seconds(text: str) -> float:
        began = time.perf_counter()
        pipeline.extract([text], tables=["patterns"], threads=1)
        return time.perf_counter() - began

    # Of so many tokens a pipeline keeps no memory, in either case.
    text = "a b b a a b a b b a b a a a b x " * 8000
    ratios = []
    for _ in range(5):
        once = min(seconds(text) for _ in range(3))
        ratios.append(min(seconds(text * 2) for _ in range(3)) / once)
    assert min(ratios) < 2.6


def test_states_are_forgotten_and_made_again() -> None:
    """A rule with more states than are kept: the rows are those of a regular expression."""
    rng = random.Random(5)
    segments = ["".join(rng.choices("ab", k=rng.randint(15, 60))) for _ in range(2_000)]
    letters = "x".join(segments) + "x"
    rule = ng.Patterns('a :: :: ("a" | "b")* "a" ("a" | "b"){18} "x" => X')
    found = [(m.start // 2, (m.stop + 1) // 2) for m in rule.find(" ".join(letters))]
    # No match is longer than 48 pieces.
    assert found == [m.span() for m in re.finditer("[ab]{0,28}a[ab]{18}x", letters)]
