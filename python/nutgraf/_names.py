"""The closed lists of the tables, in the order of the C enums."""

from typing import Literal, TypeAlias

TableName: TypeAlias = Literal[
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
]
Scheme: TypeAlias = Literal["news", "ud", "uax29"]
Offsets: TypeAlias = Literal["char", "byte", "utf16"]
Boundary: TypeAlias = Literal["grapheme", "word", "sentence"]
PublishedSource: TypeAlias = Literal["given", "stamp", "dateline", "none", "metadata"]
DateOrder: TypeAlias = Literal["auto", "mdy", "dmy"]
DateType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
Grain: TypeAlias = Literal[
    "second",
    "minute",
    "hour",
    "day_part",
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "half",
    "season",
    "year",
    "fiscal_year",
    "decade",
    "century",
    "millennium",
    "vague",
]
Anchor: TypeAlias = Literal["none", "published", "stamp", "dateline", "previous"]
DateMod: TypeAlias = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
]
NumberKind: TypeAlias = Literal[
    "money", "percent", "count", "ordinal", "measure", "age", "vote", "score", "range"
]
Hedge: TypeAlias = Literal["at_least", "up_to", "about", "nearly", "more_than", "less_than"]
RoleKind: TypeAlias = Literal["title", "apposition", "copula", "party_state", "age"]
QuoteKind: TypeAlias = Literal["direct", "mixed", "indirect", "block", "scare"]
CueClass: TypeAlias = Literal[
    "say",
    "claim",
    "deny",
    "ask",
    "urge",
    "promise",
    "announce",
    "agree",
    "accuse",
    "write",
    "think",
    "show",
    "other",
]
SpeakerType: TypeAlias = Literal[
    "named", "role", "collective", "document", "anonymous", "unknown", "none"
]
Stage: TypeAlias = Literal[
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
]
Decision: TypeAlias = Literal[
    "made",
    "joined",
    "cut",
    "kept",
    "split",
    "ends",
    "begins",
    "goes_on",
    "evidence",
    "instead",
    "dropped",
]
LetterCase: TypeAlias = Literal["mixed", "title", "upper", "lower"]
BlockKind: TypeAlias = Literal[
    "kicker",
    "headline",
    "deck",
    "byline",
    "dateline",
    "stamp",
    "comment_count",
    "body",
    "subhead",
    "block_quote",
    "pull_quote",
    "list",
    "caption",
    "credit",
    "agency_credit",
    "contributor",
    "correction",
    "update",
    "promo",
    "related",
    "embed",
    "copyright",
    "chrome",
]
SentenceKind: TypeAlias = Literal["prose", "headline", "fragment", "question", "exclamation"]
TokenKind: TypeAlias = Literal[
    "word",
    "number",
    "punct",
    "quote_open",
    "quote_close",
    "dash",
    "symbol",
    "clitic",
    "abbr",
    "url",
    "email",
    "handle",
    "hashtag",
    "emoji",
    "invalid",
]
Label: TypeAlias = Literal[
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
    "DATE",
    "TIME",
    "PERCENT",
    "MONEY",
    "QUANTITY",
    "ORDINAL",
    "CARDINAL",
    "URL",
    "EMAIL",
    "HANDLE",
    "HASHTAG",
    "PHONE",
]
Form: TypeAlias = Literal[
    "full", "family", "given", "acronym", "short", "demonym", "pronoun", "nominal"
]
