"""Typed uses of the package, for mypy and pyright to check; never run."""

import datetime
from typing import Any, Literal, assert_type

import nutgraf as ng

aliases = ng.Aliases([{"surface": "Roe", "id": "a"}])
assert_type(aliases[0], ng.Alias)
assert_type(aliases[0:1], tuple[ng.Alias, ...])
assert_type(ng.Aliases.load("aliases.csv"), ng.Aliases)
assert_type(ng.Pipeline(aliases=[{"surface": "Roe", "name": None}]).aliases, ng.Aliases | None)
assert_type(ng.entities("text", aliases="aliases.csv"), ng.Table[ng.Entity])
a = ng.read("text", published="2017-08-11", id="x", scheme="ud", offsets="byte", lexicon=None)
assert_type(a, ng.Article)
assert_type(a.text, str | bytes)
assert_type(a.headline, str | None)
assert_type(a.bylines, list[str])
assert_type(a.published, datetime.date | None)
assert_type(a.blocks, ng.Table[ng.Block])
assert_type(a.sentences, ng.Table[ng.Sentence])
assert_type(a.tokens, ng.Table[ng.Token])
assert_type(a.mentions, ng.Table[ng.Mention])
assert_type(a.to_dict(), dict[str, Any])

own = ng.Patterns('x :: x :: "x" => X')
assert_type(own.find("x"), ng.Table[ng.PatternMatch])
assert_type(own.find("x")[0].groups, dict[str, str])
assert_type(own.rules, tuple[ng.PatternRule, ...])
assert_type(ng.extract(["x"], patterns=own).patterns, ng.Table[ng.PatternMatch])

e = a.explain(1, 2)
assert_type(e, ng.Explanation)
assert_type(ng.explain("text", 0, 4, offsets="utf16"), ng.Explanation)
assert_type(e[0], ng.Reason)
assert_type(e[0:2], list[ng.Reason])
assert_type(e.rules, tuple[str, ...])
assert_type(
    e[0].stage,
    Literal[
        "blocks",
        "tokens",
        "sentences",
        "mentions",
        "dates",
        "numbers",
        "entities",
        "roles",
        "quotes",
        "patterns",
    ],
)
assert_type(e[0].conf, float | None)
for reason in e:
    assert_type(reason, ng.Reason)

t = ng.tokens(b"text")
assert_type(t, ng.Table[ng.Token])
assert_type(t[0], ng.Token)
assert_type(t[1:2], ng.Table[ng.Token])
assert_type(t["text"], list[Any])
assert_type(t[0].text, str)
assert_type(t[0].start, int)
assert_type(t.filter(kind="word"), ng.Table[ng.Token])
assert_type(t.head(), ng.Table[ng.Token])
assert_type(t.to_csv(), str)
assert_type(t.to_jsonl(), str)
assert_type(t.schema[0].values, tuple[str, ...] | None)
for token in t:
    assert_type(token, ng.Token)

tables = ng.extract(["a", b"b"], id=["x", None], tables=["tokens"], threads=2, on_error="raise")
assert_type(tables, ng.Tables)
assert_type(tables.articles, ng.Table[ng.ArticleRow])
assert_type(tables.errors[0].message, str)
assert_type(tables["tokens"], ng.Table[Any])
for name in tables:
    assert_type(
        name,
        Literal[
            "articles",
            "blocks",
            "sentences",
            "tokens",
            "mentions",
            "dates",
            "numbers",
            "entities",
            "roles",
            "quotes",
            "matches",
            "patterns",
            "errors",
        ],
    )

spans = ng.segment("text", "word")
assert_type(spans, ng.Spans)
assert_type(spans[0], tuple[int, int])
assert_type(spans[0:2], list[tuple[int, int]])
assert_type(spans.stops, memoryview)

lexicon = ng.Lexicon.load("a.ngx")
pipeline = ng.Pipeline(scheme="uax29", offsets="utf16", lexicon=lexicon)
assert_type(pipeline.read("text"), ng.Article)
assert_type(pipeline.sentences("text")[0].text, str | None)
assert_type(ng.__version__, str)

# What a type checker must refuse: an ignore that is not needed is an error.
ng.read(5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
ng.read("text", "x")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
ng.read("text", scheme="ptb")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
ng.segment("text", "line")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
ng.extract(["text"], tables=["speakers"])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
t[0].kind = "word"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
