"""scikit-learn: counts of who and what articles are about, as features.

::

    from nutgraf.sklearn import EntityVectorizer

    model = make_pipeline(EntityVectorizer(labels=["PERSON", "ORG"]), LogisticRegression())
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from nutgraf._extras import required
from nutgraf._pipeline import cached_pipeline

__all__ = ["EntityVectorizer"]

_Base: Any = required(
    "sklearn.feature_extraction.text", "nutgraf.sklearn", "sklearn"
).CountVectorizer

# Words that are no words: a feature is an entity as it is.
_SEPARATOR: Final = "\x00"


def _split(document: str) -> list[str]:
    return document.split(_SEPARATOR) if document else []


class EntityVectorizer(_Base):  # type: ignore[misc] # a class that has no types
    """A matrix of how often each article mentions each person, place or organisation.

    A `CountVectorizer` whose words are entities: all mentions of an entity in an article
    count for its one name, so that "Ms. Roe" counts for Jane Roe.

    Args:
        labels: Which entities: "PERSON", "ORG" ...; None for all.
        with_label: Whether features are "PERSON:Jane Roe" or "Jane Roe".
        binary: Whether mentions are counted, or only that there are some.
        min_df: In how many articles (int) or which share of them (float) it must be.
        max_df: In how many at most.
        max_features: Only so many, the most frequent.
        threads: How many threads; 0 for all cores.
    """

    def __init__(
        self,
        *,
        labels: Sequence[str] | None = None,
        with_label: bool = True,
        binary: bool = False,
        min_df: int | float = 1,
        max_df: int | float = 1.0,
        max_features: int | None = None,
        threads: int = 0,
    ) -> None:
        """See the class."""
        _Base.__init__(
            self,
            analyzer=_split,
            binary=binary,
            min_df=min_df,
            max_df=max_df,
            max_features=max_features,
        )
        self.labels = labels
        self.with_label = with_label
        self.threads = threads

    @classmethod
    def _get_param_names(cls) -> list[str]:
        return ["binary", "labels", "max_df", "max_features", "min_df", "threads", "with_label"]

    def _entities(self, raw_documents: Iterable[str]) -> list[str]:
        """Each article as the names of its mentions' entities, in one string."""
        if isinstance(raw_documents, str):
            raise ValueError("Iterable over raw text documents expected, string object received.")
        documents = list(raw_documents)
        made = cached_pipeline().extract(
            documents, tables=["entities", "errors"], threads=self.threads
        )
        if len(made.errors) > 0:
            error = made.errors[0]
            raise ValueError(f"document {error.doc}: {error.message}")
        out: list[list[str]] = [[] for _ in documents]
        columns = (made.entities[name] for name in ("doc", "label", "name", "n_mentions"))
        for doc, label, name, n in zip(*columns, strict=True):
            if self.labels is None or label in self.labels:
                out[doc] += [f"{label}:{name}" if self.with_label else name] * n
        return [_SEPARATOR.join(names) for names in out]

    def fit(self, raw_documents: Iterable[str], y: object = None) -> "EntityVectorizer":
        """Learn which entities there are."""
        self.fit_transform(raw_documents)
        return self

    def fit_transform(self, raw_documents: Iterable[str], y: object = None) -> Any:
        """Learn which entities there are, and count them.

        Raises:
            ValueError: A document is no text, or none of them names an entity.
        """
        named = self._entities(raw_documents)
        if not any(named):
            which = "" if self.labels is None else f" of {', '.join(map(str, self.labels))}"
            raise ValueError(f"empty vocabulary: no document names an entity{which}")
        return _Base.fit_transform(self, named)

    def transform(self, raw_documents: Iterable[str]) -> Any:
        """Count the entities that were learned: a sparse matrix, a row an article."""
        return _Base.transform(self, self._entities(raw_documents))
