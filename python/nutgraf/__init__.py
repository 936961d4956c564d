"""nutgraf: English news text in, linked tables with exact offsets out.

::

    import nutgraf as ng

    article = ng.read(text)                   # one article
    tables = ng.extract(texts)                # many
    ng.stream("news/*.jsonl.gz", text="body").write("out/")   # more than memory holds
    ng.quotes(text), ng.entities(text)        # one table of one text
    ng.segment(text, "word")                  # plain UAX #29
    article.explain(10, 22)                   # which rules made what stands there
"""

from typing import TYPE_CHECKING, Any

from nutgraf._aliases import Alias, Aliases
from nutgraf._article import Article
from nutgraf._core import UNICODE_VERSION, FormatError, NutgrafError, __version__
from nutgraf._eval import Evaluation, Score, evaluate
from nutgraf._explain import Explanation, Reason
from nutgraf._graph import Edge, SpeakerGraph
from nutgraf._lexicon import Lexicon, LexiconInfo, Name
from nutgraf._model import Model
from nutgraf._near_dup import NearDuplicate, near_duplicates
from nutgraf._overrides import Override, Overrides
from nutgraf._patterns import PatternRule, Patterns
from nutgraf._pipeline import (
    Pipeline,
    blocks,
    dates,
    entities,
    explain,
    extract,
    match,
    mentions,
    numbers,
    parse_date,
    parse_number,
    quotes,
    read,
    read_html,
    roles,
    sentences,
    stream,
    tokens,
)
from nutgraf._repair import Repair, Repaired, repair
from nutgraf._review import Review, ReviewRow, review
from nutgraf._rows import (
    ArticleRow,
    Block,
    DateRow,
    Entity,
    ErrorRow,
    Match,
    Mention,
    NumberRow,
    PatternMatch,
    Quote,
    Role,
    Sentence,
    Token,
)
from nutgraf._segment import Spans, segment
from nutgraf._table import Field, Table, Tables
from nutgraf._train import Figures, Progress, train

if TYPE_CHECKING:
    from nutgraf import dask, datasets, spark
    from nutgraf._corrections import Applied
    from nutgraf._stream import Stream, Written

__all__ = [
    "UNICODE_VERSION",
    "Alias",
    "Aliases",
    "Applied",
    "Article",
    "ArticleRow",
    "Block",
    "DateRow",
    "Edge",
    "Entity",
    "ErrorRow",
    "Evaluation",
    "Explanation",
    "Field",
    "Figures",
    "FormatError",
    "Lexicon",
    "LexiconInfo",
    "Match",
    "Mention",
    "Model",
    "Name",
    "NearDuplicate",
    "NumberRow",
    "NutgrafError",
    "Override",
    "Overrides",
    "PatternMatch",
    "PatternRule",
    "Patterns",
    "Pipeline",
    "Progress",
    "Quote",
    "Reason",
    "Repair",
    "Repaired",
    "Review",
    "ReviewRow",
    "Role",
    "Score",
    "Sentence",
    "Spans",
    "SpeakerGraph",
    "Stream",
    "Table",
    "Tables",
    "Token",
    "Written",
    "__version__",
    "blocks",
    "dask",
    "datasets",
    "dates",
    "entities",
    "evaluate",
    "explain",
    "extract",
    "match",
    "mentions",
    "near_duplicates",
    "numbers",
    "parse_date",
    "parse_number",
    "quotes",
    "read",
    "read_html",
    "repair",
    "review",
    "roles",
    "segment",
    "sentences",
    "spark",
    "stream",
    "tokens",
    "train",
]

# What few programs need is imported when it is asked for.
_LATER = {
    "Applied": "_corrections",
    "Stream": "_stream",
    "Written": "_stream",
    "dask": "dask",
    "datasets": "datasets",
    "spark": "spark",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    module = importlib.import_module(f"{__name__}.{_LATER[name]}")
    return module if _LATER[name] == name else getattr(module, name)
