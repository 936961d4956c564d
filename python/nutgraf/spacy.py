"""spaCy: nutgraf's names, sentences and tokens in a `Doc`.

::

    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf")                    # names and sentences, on spaCy's tokens
    doc = nlp(text)
    doc.ents, doc.sents, doc._.nutgraf.quotes  # the whole article, read

    nlp.tokenizer = nutgraf.spacy.Tokenizer(nlp.vocab)   # and our tokens, too

spaCy knows the component by itself where nutgraf is installed; otherwise `import nutgraf.spacy`.
"""

from typing import TYPE_CHECKING, Any, Final

from nutgraf._extras import required
from nutgraf._pipeline import cached_pipeline
from nutgraf._view import in_chars

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from nutgraf._article import Article

__all__ = ["Component", "Tokenizer", "make_component", "to_doc"]

_Language: Any = required("spacy.language", "nutgraf.spacy", "spacy").Language

# Of spaCy's own scheme; addresses and handles are no entities there.
_NOT_ENTITIES: Final = frozenset({"URL", "EMAIL", "HANDLE", "HASHTAG", "PHONE"})


class Component:
    """Sets `doc.ents`, where sentences begin, and `doc._.nutgraf`, the `Article`.

    A name whose ends are inside of spaCy's tokens is widened to whole tokens; entities that
    are there already stay, unless one of ours that overlaps them is longer.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("nutgraf")
    >>> [(ent.text, ent.label_) for ent in nlp("Jane Roe left Paris.").ents]
    [('Jane Roe', 'PERSON'), ('Paris', 'GPE')]
    >>> import nutgraf as ng
    >>> doc = component.mark(nlp.make_doc("Jane Roe left."), ng.read("Jane Roe left."))
    >>> doc._.nutgraf.mentions[0].text
    'Jane Roe'
    """

    def __init__(self, *, sentences: bool, entities: bool) -> None:
        """Made by `nlp.add_pipe("nutgraf", config={"sentences": ..., "entities": ...})`."""
        self._sentences: Final = sentences
        self._entities: Final = entities
        tokens: Any = required("spacy.tokens", "nutgraf.spacy", "spacy")
        if not tokens.Doc.has_extension("nutgraf"):
            tokens.Doc.set_extension("nutgraf", default=None)
        self._array: Final = required("numpy", "nutgraf.spacy", "spacy").array
        self._filter: Final = required("spacy.util", "nutgraf.spacy", "spacy").filter_spans

    def __call__(self, doc: "Doc") -> "Doc":
        """Read the text of a `Doc`."""
        return self.mark(doc, cached_pipeline().read(doc.text))

    def mark(self, doc: "Doc", article: "Article") -> "Doc":
        """Set in a `Doc` of the article's text what the article says."""
        doc._.nutgraf = article
        if self._sentences and len(doc) > 0:
            starts = {
                span.start
                for s in article.sentences
                if (span := doc.char_span(s.start, s.stop, alignment_mode="expand")) is not None
            }
            doc[0].is_sent_start = True  # spaCy's own error where a parser has set sentences
            # One array: each `is_sent_start` that is set goes through the whole Doc.
            marks = [1 if i == 0 or i in starts else -1 for i in range(len(doc))]
            doc.from_array(["SENT_START"], self._array(marks, dtype="int64").astype("uint64"))
        if self._entities:
            _set_entities(doc, article, self._filter)
        return doc


def _set_entities(doc: Any, article: "Article", filter_spans: Any) -> None:
    ids = {e.entity: e.ext_id for e in article.entities if e.ext_id is not None}
    spans = list(doc.ents)
    for m in article.mentions:
        if m.label in _NOT_ENTITIES:
            continue
        span = doc.char_span(
            m.start,
            m.stop,
            label=m.label,
            kb_id=ids.get(m.entity, "") if m.entity is not None else "",
            alignment_mode="expand",
        )
        if span is not None:
            spans.append(span)
    # Of two that overlap the longer one stays; what was there before is the first of equals.
    doc.ents = filter_spans(spans)


@_Language.factory(  # type: ignore[untyped-decorator]
    "nutgraf", default_config={"sentences": True, "entities": True}, assigns=["doc.ents"]
)
def make_component(
    nlp: "Language", name: str, sentences: bool = True, entities: bool = True
) -> Component:
    """The factory behind `nlp.add_pipe("nutgraf", config={...})`.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("nutgraf", config={"entities": False})
    >>> len(nlp("Jane Roe left Paris.").ents)
    0
    """
    return Component(sentences=sentences, entities=entities)


class Tokenizer:
    """A tokenizer for `nlp.tokenizer` that cuts words as nutgraf does; what is between them but
    for one blank is a token of white space, as spaCy wants it."""

    def __init__(self, vocab: "Vocab") -> None:
        """Args: vocab: That of the pipeline."""
        self.vocab: Final = vocab

    def __call__(self, text: str) -> "Doc":
        """A `Doc` with our tokens."""
        doc: Doc = _doc(self.vocab, text, cached_pipeline().tokens(text))
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: there is nothing to save."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> "Tokenizer":
        """As it is."""
        return self

    def to_disk(self, path: object, **_: object) -> None:
        """Nothing: there is nothing to save."""

    def from_disk(self, path: object, **_: object) -> "Tokenizer":
        """As it is."""
        return self


def _doc(vocab: Any, text: str, tokens: Any) -> Any:
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, stop in zip(tokens["start"], tokens["stop"], strict=True):
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        words.append(text[start:stop])
        spaces.append(False)
        at = stop
    gap = text[at:]
    if gap.startswith(" ") and words:
        spaces[-1], gap = True, gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
    doc_type: Any = required("spacy.tokens", "nutgraf.spacy", "spacy").Doc
    return doc_type(vocab, words=words, spaces=spaces)


def to_doc(article: "Article", nlp: "Language") -> "Doc":
    """The article as a `Doc` of our tokens, with sentences and names; see `Article.to_spacy()`.

    >>> import spacy
    >>> import nutgraf as ng
    >>> from nutgraf.spacy import to_doc
    >>> [t.text for t in to_doc(ng.read("Jane Roe can't."), spacy.blank("en"))]
    ['Jane', 'Roe', 'ca', "n't", '.']
    """
    if not hasattr(nlp, "vocab"):
        raise TypeError(
            f"nlp must be a pipeline, such as spacy.blank('en'), not {type(nlp).__name__}"
        )
    article = in_chars(article)
    text = (
        article.text if isinstance(article.text, str) else article.text.decode("utf-8", "replace")
    )
    doc = _doc(nlp.vocab, text, article.tokens)
    return Component(sentences=True, entities=True).mark(doc, article)
