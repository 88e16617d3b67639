"""Parts a post whose HTML comes alone, as exports hold it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from analyzer.quotes.dom import BodyRules, part
from analyzer.thread import Segment

# What Markdown becomes: quotes without a name, and code.
PLAIN = BodyRules(quote="blockquote", code="pre", skip=".invisible")


def part_fragment(html: str, rules: BodyRules = PLAIN) -> tuple[Segment, ...]:
    """Give the segments of a body in HTML; time is linear in its length."""
    body = LexborHTMLParser(html).body
    return part(body, rules) if body is not None else ()
