"""A picture of who quotes whom: a few authors, placed so that those who quote each other stand near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.store.figureviews import Passed

# Some 30 signs with a code each are what a picture of 700 pixels keeps apart.
MOST_AUTHORS = 30
# Those whose flagged posts are quoted most; the rest of the picture is who quotes them.
_QUOTED = 10
# The layout starts at random: the same each time, so that a colleague sees the same picture.
_SEED = 7
_STEPS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An author in the picture: where (0 to 1 each way), the labels of what others quote, and how often they do."""

    author: str
    labels: tuple[str, ...]
    quoted: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Authors, and who of them quotes whom; `left_out` counts authors for whom there was no room."""

    nodes: tuple[Node, ...]
    edges: tuple[Passed, ...]
    left_out: int


def graph(passed: Sequence[Passed], *, most: int = MOST_AUTHORS) -> Graph:
    """Give a picture of at most `most` authors: those quoted most often, and who quotes them most.

    Placed by force-directed drawing (Fruchterman and Reingold, 1991, as networkx has it), the same for the same quotes.
    """
    chosen = _chosen(passed, most=most)
    edges = tuple(each for each in passed if {each.author, each.quoted_author} <= chosen)
    places = _places(edges)
    quoted: Counter[str] = Counter()
    labels: dict[str, set[str]] = {}
    for each in edges:
        quoted[each.quoted_author] += each.quotes
        labels.setdefault(each.quoted_author, set()).add(each.label)
    nodes = tuple(
        Node(author=name, labels=tuple(sorted(labels.get(name, ()))), quoted=quoted[name], x=place[0], y=place[1])
        for name, place in places.items()
    )
    every = {name for each in passed for name in (each.author, each.quoted_author)}
    return Graph(nodes=nodes, edges=edges, left_out=len(every) - len(nodes))


def _chosen(passed: Sequence[Passed], *, most: int) -> set[str]:
    quoted: Counter[str] = Counter()
    for each in passed:
        # A quote that is flagged itself passes the label on: it counts twice.
        quoted[each.quoted_author] += each.quotes + each.flagged
    targets = {name for name, _ in quoted.most_common(min(_QUOTED, most))}
    chosen: set[str] = set()
    for each in passed:
        pair = {each.author, each.quoted_author}
        if each.quoted_author in targets and len(chosen | pair) <= most:
            chosen |= pair
    return chosen


def _places(edges: Iterable[Passed]) -> Mapping[str, Sequence[float]]:
    # Here: it takes a quarter of a second to load, and most pages draw no graph.
    import networkx as nx  # noqa: PLC0415

    drawn = nx.Graph()
    for each in edges:
        before = drawn.get_edge_data(each.author, each.quoted_author, {"weight": 0})["weight"]
        drawn.add_edge(each.author, each.quoted_author, weight=before + each.quotes)
    if not drawn:
        return {}
    found = nx.spring_layout(drawn, seed=_SEED, iterations=_STEPS, k=1.6 / len(drawn) ** 0.5, weight=None)
    (left, right), (low, high) = ((min(at), max(at)) for at in zip(*found.values(), strict=True))
    wide, tall = (right - left) or 1.0, (high - low) or 1.0
    return {name: (float((x - left) / wide), float((y - low) / tall)) for name, (x, y) in found.items()}
