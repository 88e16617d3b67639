"""Where a value stands in a page: a selector, an attribute, a pattern, tried in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Selectors of one field are written for one node; a page that answers with more is looked at this far.
MAX_NODES = 8
# No name, title or id is longer; a pattern never sees more.
MAX_CHARACTERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One place a value can stand.

    `selector` is looked for below a node; empty means the node itself. `attribute` is read, or the text where it is
    `None`, save that of the nodes `without` selects. Of what is read, the first group of `pattern` is the value.
    """

    selector: str = ""
    attribute: str | None = None
    pattern: re.Pattern[str] | None = None
    without: str = ""

    def read(self, node: LexborNode) -> str | None:
        """Give the value that stands in this very node, white space folded, or `None`."""
        raw = self._text(node) if self.attribute is None else node.attributes.get(self.attribute) or ""
        # Splitting folds white space in a third of the time of a pattern.
        value = " ".join(raw[:MAX_CHARACTERS].split())
        if self.pattern is None:
            return value or None
        match = self.pattern.search(value)
        return match.group(1).strip() or None if match else None

    def _text(self, node: LexborNode) -> str:
        text = node.text()
        for left_out in node.css(self.without)[:MAX_NODES] if self.without else ():
            text = text.replace(left_out.text(), " ", 1)
        return text


Fields = tuple[Field, ...]


def first_value(fields: Iterable[Field], node: LexborNode | LexborHTMLParser) -> str | None:
    """Give the first value that any of the fields finds, or `None`."""
    for field in fields:
        selector = field.selector
        # The first node is looked for alone: most places are not on a page at all, and what stands first has the value.
        first = node.css_first(selector) if selector else node
        if first is None or not isinstance(first, LexborNode):
            continue
        if value := field.read(first):
            return value
        for other in node.css(selector)[1:MAX_NODES] if selector else ():
            if value := field.read(other):
                return value
    return None
