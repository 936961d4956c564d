"""Who spoke, and about whom: the quotes of many articles as a graph."""

import io
import os
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple, final

from nutgraf._extras import required
from nutgraf._frozen import Frozen

if TYPE_CHECKING:
    import pandas

    from nutgraf._table import Tables


class Edge(NamedTuple):
    """Somebody spoke about somebody, or something, by name."""

    speaker: str
    """The speaker's name; one `ext_id` or, without one, one name and label is one node."""
    speaker_label: str
    about: str
    about_label: str
    n_quotes: int
    n_docs: int


class _Node(NamedTuple):
    name: str
    label: str


@final
class SpeakerGraph(Frozen):
    """The edges from speakers to those they name in what they say, the most frequent first.

    Immutable.  `Tables.speaker_graph()` makes it.

    >>> import os, tempfile
    >>> import nutgraf as ng
    >>> t = ng.extract(["Jane Roe said John Doe was right. “I thank Roe,” Doe said."])
    >>> graph = t.speaker_graph()
    >>> [(e.speaker, e.about, e.n_quotes) for e in graph.edges]
    [('Jane Roe', 'John Doe', 1), ('John Doe', 'Jane Roe', 1)]
    >>> graph.to_pylist()[0]["speaker"], len(graph.to_pandas())
    ('Jane Roe', 2)
    >>> graph.to_networkx().number_of_nodes()
    2
    >>> graph.to_gexf(os.path.join(tempfile.mkdtemp(), "who.gexf"))
    """

    __slots__ = ("edges", "n_quotes")

    def __init__(self, edges: tuple[Edge, ...], n_quotes: dict[tuple[str, str], int]) -> None:
        """Use `Tables.speaker_graph()`."""
        self.edges: Final = edges
        self.n_quotes: Final = n_quotes
        """How many quotes each speaker has, by name and label, whether they name anybody or not."""

    def __len__(self) -> int:
        return len(self.edges)

    def __iter__(self) -> Iterator[Edge]:
        return iter(self.edges)

    def to_pylist(self) -> list[dict[str, Any]]:
        """A list with a dict for each edge."""
        return [edge._asdict() for edge in self.edges]

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas.DataFrame with a row for each edge; needs nutgraf[pandas]."""
        import pandas

        return pandas.DataFrame(self.to_pylist(), columns=list(Edge._fields))

    def to_networkx(self) -> Any:
        """A networkx.DiGraph; needs nutgraf[graph].

        Nodes are (name, label), with `n_quotes`; edges have `n_quotes` and `n_docs`.

        Raises:
            ImportError: networkx is not there.
        """
        networkx = required("networkx", "to_networkx()", "graph")
        graph = networkx.DiGraph()
        for node, n in self.n_quotes.items():
            graph.add_node(node, n_quotes=n)
        for edge in self.edges:
            about = (edge.about, edge.about_label)
            if about not in graph:
                graph.add_node(about, n_quotes=0)
            graph.add_edge(
                (edge.speaker, edge.speaker_label),
                about,
                n_quotes=edge.n_quotes,
                n_docs=edge.n_docs,
            )
        return graph

    def to_gexf(self, path: "str | os.PathLike[str]") -> None:
        """Write it as GEXF, for Gephi and other tools for graphs; needs nutgraf[graph].

        Raises:
            ImportError: networkx is not there.
            OSError: The file cannot be written.
        """
        from nutgraf._replace import replacing

        graph = self.to_networkx()
        networkx = required("networkx", "to_gexf()", "graph")
        named = networkx.relabel_nodes(graph, {node: f"{node[0]} ({node[1]})" for node in graph})
        page = io.BytesIO()
        networkx.write_gexf(named, page)
        with replacing(path) as file:
            file.write(page.getvalue().decode("utf-8"))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from nutgraf._view import rows_html

        html = rows_html(
            f"{len(self.n_quotes)} speakers, {len(self.edges)} edges",
            Edge._fields,
            self.edges,
            len(self.edges),
        )
        return {"text/plain": repr(self), "text/html": html}

    def __repr__(self) -> str:
        return f"<SpeakerGraph {len(self.n_quotes)} speakers, {len(self.edges)} edges>"


def speaker_graph(tables: "Tables") -> SpeakerGraph:
    """See `Tables.speaker_graph()`."""
    nodes: dict[tuple[int, int], _Node] = {}
    known: dict[str, _Node] = {}
    for e in tables.entities:
        node = _Node(e.name, e.label)
        nodes[e.doc, e.entity] = known.setdefault(e.ext_id, node) if e.ext_id else node
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for m in tables.mentions:
        if m.entity is not None:
            places[m.doc].append((m.start, m.entity))
    quotes: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[_Node, _Node]] = Counter()
    docs: dict[tuple[_Node, _Node], set[int]] = defaultdict(set)
    for q in tables.quotes:
        if q.speaker_entity is None:
            continue
        near = places[q.doc]
        inside = near[bisect_left(near, (q.start, -1)) : bisect_left(near, (q.stop, -1))]
        named = {nodes[q.doc, entity] for start, entity in inside if _is_said(q, start)}
        for entity in (q.speaker_entity, *q.co_speakers):
            speaker = nodes[q.doc, entity]
            quotes[speaker] += 1
            for about in named - {speaker}:
                pairs[speaker, about] += 1
                docs[speaker, about].add(q.doc)
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return SpeakerGraph(
        tuple(Edge(*a, *b, n, len(docs[a, b])) for (a, b), n in ranked), dict(quotes.most_common())
    )


def _is_said(quote: Any, start: int) -> bool:
    """Whether a name at `start` is part of what is said, and not of the cue that splits it."""
    if quote.kind == "mixed":
        return not quote.cue_start or not (
            min(quote.cue_start, quote.speaker_start or quote.cue_start)
            <= start
            < max(quote.cue_stop, quote.speaker_stop or 0)
        )
    return any(a <= start < b for a, b in zip(quote.part_starts, quote.part_stops, strict=True))
