"""nutgraf: English news text in, linked tables with exact offsets out.

import nutgraf as ng

article = ng.read(text)                   # one article
tables = ng.extract(texts)                # many
ng.quotes(text), ng.entities(text)        # one table of one text
ng.segment(text, "word")                  # plain UAX #29
article.explain(10, 22)                   # which rules made what stands there
"""

from nutgraf._aliases import Alias, Aliases
from nutgraf._article import Article
from nutgraf._core import UNICODE_VERSION, FormatError, NutgrafError, __version__
from nutgraf._eval import Evaluation, Score, evaluate
from nutgraf._explain import Explanation, Reason
from nutgraf._graph import Edge, SpeakerGraph
from nutgraf._lexicon import Lexicon
from nutgraf._model import Model
from nutgraf._near_dup import NearDuplicate, near_duplicates
from nutgraf._pipeline import (
    Pipeline,
    blocks,
    dates,
    entities,
    explain,
    extract,
    mentions,
    numbers,
    parse_date,
    parse_number,
    quotes,
    read,
    read_html,
    roles,
    sentences,
    tokens,
)
from nutgraf._repair import Repair, Repaired, repair
from nutgraf._rows import (
    ArticleRow,
    Block,
    DateRow,
    Entity,
    ErrorRow,
    Mention,
    NumberRow,
    Quote,
    Role,
    Sentence,
    Token,
)
from nutgraf._segment import Spans, segment
from nutgraf._table import Field, Table, Tables
from nutgraf._train import Figures, Progress, train

__all__ = [
    "UNICODE_VERSION",
    "Alias",
    "Aliases",
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
    "Mention",
    "Model",
    "NearDuplicate",
    "NumberRow",
    "NutgrafError",
    "Pipeline",
    "Progress",
    "Quote",
    "Reason",
    "Repair",
    "Repaired",
    "Role",
    "Score",
    "Sentence",
    "Spans",
    "SpeakerGraph",
    "Table",
    "Tables",
    "Token",
    "__version__",
    "blocks",
    "dates",
    "entities",
    "evaluate",
    "explain",
    "extract",
    "mentions",
    "near_duplicates",
    "numbers",
    "parse_date",
    "parse_number",
    "quotes",
    "read",
    "read_html",
    "repair",
    "roles",
    "segment",
    "sentences",
    "tokens",
    "train",
]
