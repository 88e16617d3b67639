"""Finds the things a page describes with `itemscope` and `itemprop`, each with its own properties."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(slots=True)
class Item:
    """A thing: its types (the last parts of their addresses), its node, the thing it stands in, its properties' nodes."""

    types: frozenset[str]
    node: LexborNode
    around: Item | None = None
    properties: dict[str, list[LexborNode]] = field(default_factory=dict)


def items(tree: LexborHTMLParser) -> dict[int, Item]:
    """Give the page's things by their node's id in document order; time is linear in the size of the page."""
    found: dict[int, Item] = {}
    for node in tree.css("[itemscope]"):
        kinds = (node.attributes.get("itemtype") or "")[:500].split()
        found[node.mem_id] = Item(frozenset(kind.rstrip("/").rpartition("/")[2] for kind in kinds), node)
    scopes: dict[int, Item | None] = {}
    for node in tree.css("[itemscope], [itemprop]"):
        around = _scope(node.parent, found, scopes)
        if (item := found.get(node.mem_id)) is not None:
            item.around = around
        if around is not None:
            for name in (node.attributes.get("itemprop") or "")[:500].split():
                around.properties.setdefault(name, []).append(node)
    return found


def _scope(node: LexborNode | None, found: dict[int, Item], scopes: dict[int, Item | None]) -> Item | None:
    """Give the innermost thing around a place; each node on the way up is looked at once in all."""
    way: list[int] = []
    scope: Item | None = None
    while node is not None:
        if node.mem_id in scopes:
            scope = scopes[node.mem_id]
            break
        way.append(node.mem_id)
        if (scope := found.get(node.mem_id)) is not None:
            break
        node = node.parent
    scopes.update(dict.fromkeys(way, scope))
    return scope
