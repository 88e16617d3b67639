"""Reads the things that a page describes in JSON-LD: those in each other, those in a graph that name each other by address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analyzer.values import MAX_POSTS, mapping_of, mappings_of, text_of

Raw = Mapping[str, Any]
MAX_SCRIPT = 16 * 1024 * 1024
# What pages put around a script so that readers of XHTML do not stumble over it.
WRAPPERS = (("<![CDATA[", "]]>"), ("<!--", "-->"))
MAX_WRAPPER = 40
INSIDE = ("mainEntity", "@graph")
# A list of answers may be a thing itself, and each of its entries too.
LISTS = frozenset({"ItemList", "ListItem", "Collection"})
ENTRIES = ("itemListElement", "item")
MAX_LEVELS = 4


@dataclass(slots=True)
class Graph:
    """The things of a page in order, by address, and those that say themselves what they answer."""

    things: list[Raw] = field(default_factory=list)
    named: dict[str, Raw] = field(default_factory=dict)
    answers: dict[str, list[Raw]] = field(default_factory=dict)

    def whole(self, given: Any) -> Any:
        """Give the thing that a bare address names, else what was given."""
        if isinstance(given, dict) and "@id" in given and not types_of(given) and "name" not in given:
            return self.named.get(text_of(given.get("@id")) or "", given)
        return given

    def inside(self, thing: Raw, key: str) -> Iterator[Raw]:
        """Give the things that a thing has under a key, out of the lists that hold them."""
        waiting = [(one, 0) for one in reversed(mappings_of(thing.get(key)))]
        seen: set[int] = set()
        while waiting:
            one, level = waiting.pop()
            one = mapping_of(self.whole(one))
            # A list may name itself, more than once.
            if id(one) in seen:
                continue
            seen.add(id(one))
            if types_of(one) & LISTS and level < MAX_LEVELS:
                entries = [entry for name in ENTRIES for entry in mappings_of(one.get(name))]
                waiting.extend((entry, level + 1) for entry in reversed(entries))
            else:
                yield one

    def answering(self, thing: Raw) -> list[Raw]:
        """Give the things that name this one as what they answer."""
        return self.answers.get(text_of(thing.get("@id")) or "", [])


def types_of(thing: Raw) -> set[str]:
    """Give a thing's types, each the last part of its address."""
    given = thing.get("@type")
    kinds = given if isinstance(given, list) else [given]
    return {kind.rstrip("/").rpartition("/")[2].rpartition(":")[2] for kind in kinds if isinstance(kind, str)}


def graph_of(scripts: Iterable[str]) -> Graph:
    """Give the things that scripts describe; a script that is no JSON describes none."""
    graph = Graph()
    for script in scripts:
        waiting: list[Any] = [_parsed(script)]
        while waiting and len(graph.things) < MAX_POSTS:
            thing = waiting.pop()
            if isinstance(thing, list):
                waiting.extend(reversed(thing))
            elif isinstance(thing, dict):
                graph.things.append(thing)
                _learn(graph, thing)
                waiting.extend(thing[key] for key in INSIDE if key in thing)
    return graph


def _learn(graph: Graph, thing: Raw) -> None:
    native = text_of(thing.get("@id"))
    if native and types_of(thing):
        graph.named.setdefault(native, thing)
    answered = text_of(mapping_of(thing.get("parentItem")).get("@id")) or text_of(thing.get("parentItem"))
    if answered:
        graph.answers.setdefault(answered, []).append(thing)


def _parsed(script: str) -> Any:
    if len(script) > MAX_SCRIPT:
        return None
    try:
        return json.loads(script, strict=False)
    except RecursionError:
        return None
    except ValueError:
        pass
    try:
        return json.loads(_unwrapped(script), strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(script: str) -> str:
    for before, after in WRAPPERS:
        begin, end = script.find(before, 0, MAX_WRAPPER), script.rfind(after)
        if begin >= 0 and end > begin:
            return script[begin + len(before) : end].strip("/* \n\t\r")
    return script
