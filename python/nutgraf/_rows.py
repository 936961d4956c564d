"""One row of each table, as a named tuple made when it is asked for.

The fields are the table's columns in their order.  Sentences and blocks have one
more, `text`: the piece of the article, or None where the table does not know its
article, as after `extract()`, which keeps no text.
"""

from datetime import date
from typing import Final, NamedTuple

from nutgraf._names import (
    BlockKind,
    Form,
    Label,
    LetterCase,
    PublishedSource,
    SentenceKind,
    TokenKind,
)


class ArticleRow(NamedTuple):
    """A row of the table `articles`: one document, what is known of the whole."""

    doc: int
    """The row of the input."""
    article_id: str | None
    headline: str | None
    headline_start: int | None
    headline_stop: int | None
    bylines: list[str]
    """Persons, without "By"."""
    agency: str | None
    dateline_place: str | None
    published: date | None
    published_source: PublishedSource
    n_chars: int
    """Code points, whatever the unit of offsets."""
    n_bytes: int
    """Of the text as UTF-8."""
    n_blocks: int
    n_sentences: int
    n_tokens: int
    letter_case: LetterCase
    error: str | None
    """Why the document was not read; None if it was."""


class Block(NamedTuple):
    """A row of the table `blocks`: a line or paragraph of one kind."""

    doc: int
    block: int
    start: int
    stop: int
    kind: BlockKind
    conf: float
    rule: str
    text: str | None = None


class Sentence(NamedTuple):
    """A row of the table `sentences`; a sentence never crosses a block."""

    doc: int
    sent: int
    block: int
    start: int
    stop: int
    kind: SentenceKind
    text: str | None = None


class Token(NamedTuple):
    """A row of the table `tokens`; what no token covers is white space."""

    doc: int
    tok: int
    sent: int
    start: int
    stop: int
    text: str
    kind: TokenKind
    space_after: bool


class Mention(NamedTuple):
    """A row of the table `mentions`: a name, an address or a handle in the text."""

    doc: int
    mention: int
    sent: int
    start: int
    stop: int
    text: str
    label: Label
    form: Form
    title: str | None
    """The honorific or function before a person's name, as written."""
    conf: float
    rule: str


class ErrorRow(NamedTuple):
    """A row of the table `errors`: something that was wrong with a document."""

    doc: int
    article_id: str | None
    stage: str
    code: str
    message: str


ROW_TYPES: Final[dict[str, type[NamedTuple]]] = {
    "articles": ArticleRow,
    "blocks": Block,
    "sentences": Sentence,
    "tokens": Token,
    "mentions": Mention,
    "errors": ErrorRow,
}
