"""Finds the things a page describes with `itemscope` and `itemprop`, or with RDFa's `typeof` and `property`."""

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


@dataclass(frozen=True, slots=True)
class _Words:
    """The attributes that say where a thing begins, what it is, and of what property its parts are."""

    scope: str
    types: str
    name: str


MICRODATA = _Words("itemscope", "itemtype", "itemprop")
RDFA = _Words("typeof", "typeof", "property")


def items(tree: LexborHTMLParser) -> dict[int, Item]:
    """Give the page's things by their node's id in document order; time is linear in the size of the page.

    RDFa is read where a page has no microdata, its prefixes left out: `schema:Comment` is a `Comment`.
    """
    return _items(tree, MICRODATA) or _items(tree, RDFA)


def _items(tree: LexborHTMLParser, words: _Words) -> dict[int, Item]:
    found: dict[int, Item] = {}
    for node in tree.css(f"[{words.scope}]"):
        kinds = (node.attributes.get(words.types) or "")[:500].split()
        found[node.mem_id] = Item(frozenset(map(_last, kinds)), node)
    scopes: dict[int, Item | None] = {}
    for node in tree.css(f"[{words.scope}], [{words.name}]") if found else ():
        around = _scope(node.parent, found, scopes)
        if (item := found.get(node.mem_id)) is not None:
            item.around = around
        if around is not None:
            for name in (node.attributes.get(words.name) or "")[:500].split():
                around.properties.setdefault(_last(name), []).append(node)
    return found


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].rpartition(":")[2]


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
