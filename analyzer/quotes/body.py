"""Parts the body of a post that comes without its page, as plain text, BBCode or HTML."""

from __future__ import annotations

from collections.abc import Callable

from analyzer.options import Body
from analyzer.quotes.anyhtml import part_html
from analyzer.quotes.bbcode import part_bbcode
from analyzer.quotes.marked import is_marked, part_marked
from analyzer.quotes.plaintext import part_text
from analyzer.thread import Segment


def part_body(text: str, body: Body, *, known: Callable[[str], bool] = lambda _: False) -> tuple[Segment, ...]:
    """Give the segments of a body in order; `known` tells whether a name is an author of the thread.

    Plain text is parted by `>` where lines begin with it, else by the lines that forums leave when they are copied.
    """
    if body is Body.HTML:
        return part_html(text)
    if body is Body.BBCODE:
        return part_bbcode(text)
    if is_marked(text):
        return part_marked(text)
    return part_text([line.strip() for line in text.split("\n")], known=known)
