"""One article, read."""

import datetime
from typing import TYPE_CHECKING, Any, Final, final

from nutgraf._explain import Explanation
from nutgraf._frozen import Frozen
from nutgraf._rows import (
    ArticleRow,
    Block,
    DateRow,
    Entity,
    Mention,
    NumberRow,
    PatternMatch,
    Quote,
    Role,
    Sentence,
    Token,
)
from nutgraf._table import Table, Tables

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from nutgraf._pipeline import Pipeline


@final
class Article(Frozen):
    """One article and its tables; `read()` makes it.

    Immutable.  Offsets in its tables slice `text` if it is a str and the pipeline
    counts code points, which is the default.

    >>> import nutgraf as ng
    >>> a = ng.read("A Ferry Stops\\n\\nMayor Jane Roe resigned on Monday.", published="2017-08-11")
    >>> a.headline, [m.text for m in a.mentions], a.dates[0].value
    ('A Ferry Stops', ['Jane Roe', 'Monday'], '2017-08-07')
    >>> a.to_dict()["entities"][0]["name"]
    'Jane Roe'
    """

    __slots__ = ("_pipeline", "_row", "_tables", "text")

    def __init__(self, text: str | bytes, tables: Tables, pipeline: "Pipeline") -> None:
        """Use `read()`."""
        self.text: Final = text
        self._tables: Final = tables
        self._pipeline: Final = pipeline
        self._row: Final[ArticleRow] = tables.articles[0]

    @property
    def id(self) -> str | None:
        """What the caller gave as id."""
        return self._row.article_id

    @property
    def headline(self) -> str | None:
        """The headline as it stands in the text; None if there is none."""
        return self._row.headline

    @property
    def bylines(self) -> list[str]:
        """The authors, without "By"."""
        return self._row.bylines

    @property
    def agency(self) -> str | None:
        """The news agency that the article credits, in its words."""
        return self._row.agency

    @property
    def dateline_place(self) -> str | None:
        """The place in the dateline, as written."""
        return self._row.dateline_place

    @property
    def published(self) -> datetime.date | None:
        """The article's date: the one given, else that of a stamp, else None."""
        return self._row.published

    @property
    def published_source(self) -> str:
        """Where `published` comes from: "given", "stamp", "dateline", "metadata" (of a page) or
        "none"."""
        return self._row.published_source

    @property
    def letter_case(self) -> str:
        """The case of the text's letters: "mixed", "title", "upper" or "lower"."""
        return self._row.letter_case

    @property
    def tables(self) -> Tables:
        """All tables."""
        return self._tables

    @property
    def blocks(self) -> Table[Block]:
        """Lines and paragraphs with their kinds."""
        return self._tables.blocks

    @property
    def sentences(self) -> Table[Sentence]:
        """Sentences, in text order."""
        return self._tables.sentences

    @property
    def tokens(self) -> Table[Token]:
        """Tokens, in text order."""
        return self._tables.tokens

    @property
    def mentions(self) -> Table[Mention]:
        """Names, addresses, dates and numbers, in text order."""
        return self._tables.mentions

    @property
    def dates(self) -> Table[DateRow]:
        """Dates, times and durations with their values, in text order."""
        return self._tables.dates

    @property
    def numbers(self) -> Table[NumberRow]:
        """Numbers with their values, in text order."""
        return self._tables.numbers

    @property
    def entities(self) -> Table[Entity]:
        """Persons, places and organisations, in the order of their first mentions."""
        return self._tables.entities

    @property
    def roles(self) -> Table[Role]:
        """Functions, ages and parties of persons, in text order."""
        return self._tables.roles

    @property
    def pattern_matches(self) -> Table[PatternMatch]:
        """What your patterns found, where the article was read with `patterns=`."""
        return self._tables.patterns

    @property
    def quotes(self) -> Table[Quote]:
        """Who said what, in text order."""
        return self._tables.quotes

    def explain(self, start: int, stop: int) -> Explanation:
        """Which rules made what stands at [start, stop) of the text.

        Offsets are in the unit of the pipeline, as in the tables, so that those of
        a row explain the row; see `nutgraf.explain()`.

        >>> import nutgraf as ng
        >>> a = ng.read("Mayor Jane Roe's office closed.")
        >>> mention = a.mentions[0]
        >>> mention.text, a.explain(mention.start, mention.stop).rules
        ('Jane Roe', ('B2', 'T2', 'T1', 'T11', 'S16', 'S1', 'M5'))
        """
        return self._pipeline.explain(self.text, start, stop)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON, without the text: fields, then tables."""
        row = self._row._asdict()
        published = self._row.published
        row["published"] = None if published is None else published.isoformat()
        tables: dict[str, list[dict[str, Any]]] = {
            name: self._tables[name].to_pylist()
            for name in self._tables
            if name not in ("articles", "errors")
        }
        for date in tables["dates"]:
            for key in ("from_date", "to_date"):
                date[key] = None if date[key] is None else date[key].isoformat()
        return {**row, **tables}

    def to_spacy(self, nlp: "Language") -> "Doc":
        """A spaCy `Doc` with these tokens, sentences and names; needs nutgraf[spacy].

        What is between tokens but for one blank is a token of white space. `doc.text` is the
        article's text, and `doc._.nutgraf` the article.

        Args:
            nlp: A pipeline for its vocabulary, such as `spacy.blank("en")`; its components are
                not run.

        >>> import nutgraf as ng
        >>> a = ng.read("Mayor Jane Roe resigned on Monday.", published="2017-08-11")
        >>> import spacy
        >>> [(ent.text, ent.label_) for ent in a.to_spacy(spacy.blank("en")).ents]
        [('Jane Roe', 'PERSON'), ('Monday', 'DATE')]
        """
        from nutgraf.spacy import to_doc

        return to_doc(self, nlp)

    def to_displacy(self) -> dict[str, Any]:
        """What `spacy.displacy.render(..., style="ent", manual=True)` takes: text, names, title.

        >>> import nutgraf as ng
        >>> ng.read("Jane Roe left.").to_displacy()
        {'text': 'Jane Roe left.', 'ents': [{'start': 0, 'end': 8, 'label': 'PERSON'}], 'title': None}
        """
        from nutgraf._view import in_chars

        article = in_chars(self)
        text = article.text
        return {
            "text": text if isinstance(text, str) else text.decode("utf-8", "replace"),
            "ents": [{"start": m.start, "end": m.stop, "label": m.label} for m in article.mentions],
            "title": article.headline,
        }

    def to_html(self, *, page: bool = False) -> str:
        """The article as HTML: names, dates, numbers, roles and quotes marked where they stand,
        tables of them below, what is not the article greyed out.

        Without scripts, for light and dark, everything of the text escaped; of a very long
        article the first 200,000 characters. A notebook shows it by itself.

        Args:
            page: A page of its own instead of a piece for one.

        >>> import nutgraf as ng
        >>> "<mark" in ng.read("Jane Roe left.").to_html()
        True
        """
        from nutgraf._view import article_html

        return article_html(self, page=page)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.to_html()}

    def __repr__(self) -> str:
        headline = self.headline or "without headline"
        if len(headline) > 60:
            headline = headline[:59] + "…"
        date = "" if self.published is None else f" {self.published}"
        return (
            f"<Article {headline!r}{date}: {len(self.blocks)} blocks, "
            f"{len(self.sentences)} sentences, {len(self.tokens)} tokens, "
            f"{len(self.mentions)} mentions>"
        )
