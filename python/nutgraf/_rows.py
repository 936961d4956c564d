"""One row of each table, as a named tuple made when it is asked for.

The fields are the table's columns in their order.  Sentences and blocks have one
more, `text`: the piece of the article, or None where the table does not know its
article, as after `extract()`, which keeps no text.
"""

from datetime import date
from typing import Final, NamedTuple

from nutgraf._names import (
    Anchor,
    BlockKind,
    CueClass,
    DateMod,
    DateType,
    Form,
    Grain,
    Hedge,
    LetterCase,
    NumberKind,
    PublishedSource,
    QuoteKind,
    RoleKind,
    SentenceKind,
    SpeakerType,
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
    entity: int | None
    """The row of `entities`; None for addresses, dates and numbers."""
    sent: int
    start: int
    stop: int
    text: str
    label: str
    """One of `Label`, or one of the model's own."""
    form: Form
    title: str | None
    """The honorific or function before a person's name, as written."""
    conf: float
    rule: str


class DateRow(NamedTuple):
    """A row of the table `dates`: a date, time, duration or set of times in the text."""

    doc: int
    mention: int | None
    """The row of `mentions` with this span; None where there is none, as of "recently",
    or where `mentions` was not asked for in the same call."""
    sent: int
    start: int
    stop: int
    text: str
    type: DateType
    value: str | None
    """As in TIMEX3: "2017-08-11", "2017-W32", "P3D", "PAST_REF"; None for a day that there
    is not, such as 31 June.  X stands for what is unknown."""
    from_date: date | None
    """The first day of what the date names; None if that is unknown, and of durations."""
    to_date: date | None
    """The day behind the last."""
    time: str | None
    """The time of day, "15:30" or "15:30:05"."""
    tz: str | None
    """The time zone as written."""
    grain: Grain
    """How long the interval is that the date names; of a duration, its unit."""
    anchor: Anchor
    """What a relative date was counted from."""
    mod: DateMod | None
    """TIMEX3's mod: "early June" is START, "about two years" APPROX."""
    conf: float
    rule: str


class NumberRow(NamedTuple):
    """A row of the table `numbers`: an amount, a share, a measure, an age, a count."""

    doc: int
    mention: int | None
    """As in `DateRow`."""
    sent: int
    start: int
    stop: int
    text: str
    """Without a hedge ("about") and without "the"."""
    kind: NumberKind
    value: float
    """In the unit given: "3.5 million dollars" is 3500000.0; "5 percent" is 5.0."""
    value_max: float | None
    """The upper end of a range; of votes and scores the second number."""
    unit: str | None
    """Of a measure: "km", "mph"; see docs/values.md."""
    currency: str | None
    """ISO 4217: "USD"."""
    hedge: Hedge | None
    conf: float
    rule: str


class Entity(NamedTuple):
    """A row of the table `entities`: a person, a place, an organisation of one article.

    In the order of the first mentions.
    """

    doc: int
    entity: int
    label: str
    """As of its mentions."""
    name: str
    """The lexicon's for what it knows, else the fullest form in the article."""
    given: str | None
    family: str | None
    """Of a person; None where the article does not say."""
    aliases: list[str]
    """Each form in which it is written in the article, in text order."""
    n_mentions: int
    first_start: int
    """Where the first mention starts."""
    ext_id: str | None
    """"iso:KP", "wd:Q22686", or that of your own lexicon."""
    country: str | None
    """ISO 3166-1 alpha-2, where the id says it."""
    ambiguous: bool
    """The name may be of several: of two persons of one family, of a couple."""
    conf: float


class Role(NamedTuple):
    """A row of the table `roles`: a function, an age, a party, in text order."""

    doc: int
    entity: int | None
    """The holder's row of `entities`."""
    sent: int
    start: int
    stop: int
    text: str
    """Without "the" or "a"."""
    kind: RoleKind
    org_entity: int | None
    """The row of `entities` of what the function is in: a company, a country."""
    party: str | None
    """Of `party_state`: "R", "D", as written."""
    state: str | None
    """Of `party_state`: "Ohio", as written."""
    age: int | None
    conf: float
    rule: str


class Quote(NamedTuple):
    """A row of the table `quotes`: what somebody is said to have said, in text order."""

    doc: int
    quote: int
    sent: int
    """The sentence in which it starts."""
    kind: QuoteKind
    start: int
    stop: int
    text: str
    """From `start` to `stop`, without the marks at its ends."""
    part_starts: list[int]
    """Where its parts start: of "…," she said. "…" there are two.  Of kind "mixed" the parts
    are what stands between quotation marks."""
    part_stops: list[int]
    cue: str | None
    """The reporting verb, noun or phrase."""
    cue_start: int | None
    cue_stop: int | None
    cue_class: CueClass | None
    speaker: str | None
    """The shortest words that say who, as written: "she", "the officials"."""
    speaker_start: int | None
    speaker_stop: int | None
    speaker_entity: int | None
    """The row of `entities`; of "she" the person who is meant, where that is clear."""
    co_speakers: list[int]
    """Rows of `entities` of those who say the same with the speaker."""
    speaker_type: SpeakerType
    anonymity: str | None
    """The reason given for withholding the name."""
    channel: str | None
    """Where it was said: "in a statement", "on Twitter"."""
    n_words: int
    conf: float
    rule: str

    @property
    def said(self) -> str:
        """The parts without what stands between them, joined by a blank: what was said, of a
        quote that its cue splits.  Of offsets in code points, as by default."""
        pairs = zip(self.part_starts, self.part_stops, strict=True)
        return " ".join(self.text[a - self.start : b - self.start] for a, b in pairs)


class Match(NamedTuple):
    """A row of the table `matches`: a name of one of your lexicons in the text."""

    doc: int
    match: int
    lexicon: int
    """Which of them, from 0."""
    start: int
    stop: int
    text: str
    name: str
    """What the lexicon calls it."""
    ext_id: str | None
    label: str | None
    form: Form
    """"full": a name that is listed; "family": the family name of a person whose full name
    stands before; "short": the same with initials."""
    ext_ids: list[str]
    """The ids of all that have the name (the name of those without an id), the chosen first."""
    ambiguous: bool
    """Several have the name, and nothing in the text says whom it means."""


class PatternMatch(NamedTuple):
    """A row of the table `patterns`: what one of your rules found, in text order."""

    doc: int
    pattern_match: int
    sent: int
    start: int
    stop: int
    text: str
    """Without the context that the rule asks for."""
    label: str
    """That of the rule."""
    value: str | None
    """What the rule makes of its groups; None where it says no value, or it is empty."""
    group_names: list[str]
    """The named groups that took something, in the order of the rule."""
    group_texts: list[str]
    group_starts: list[int]
    group_stops: list[int]
    conf: float
    """That of the rule."""
    rule: str
    """Its id."""

    @property
    def groups(self) -> dict[str, str]:
        """The text of each named group that took something."""
        return dict(zip(self.group_names, self.group_texts, strict=True))


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
    "dates": DateRow,
    "numbers": NumberRow,
    "entities": Entity,
    "roles": Role,
    "quotes": Quote,
    "matches": Match,
    "patterns": PatternMatch,
    "errors": ErrorRow,
}
