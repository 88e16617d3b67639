"""Boards of the Futaba family (Wakaba, Kusaba, the 4chan of before 2012) and Fuuka's archives: answers in table cells.

The first post of a thread has no element of its own: its name, number and words stand among those around the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, Fields, first_value
from analyzer.readers.htmlforum import Engine
from analyzer.readers.imageboard import WORDS, ImageboardReader

# `No.`, a file's line, a label and a dozen breaks and links stand above a first post's words.
MAX_STEPS = 60
MAX_TEXT = 200
BACKLINKS = ".quoted-by, .backlinks, .backlink, .replybacklinks"
DATE = re.compile(
    r"(\w{3} (?:\d{1,2} \w{3}|\w{3} \d{1,2}) \d\d:\d\d:\d\d \d{4}|(?:\d{2,4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2} \w{3,9} \d{4}|\w{3,9} \d{1,2},? \d{4})"
    r"(?: ?\([^()]{1,12}\))?(?:,? ?\d{1,2}:\d{2}(?::\d{2})?(?: [ap]\.?m\b)?)?)",
    re.IGNORECASE,
)
NAMES = ".postername, .commentpostername, .cnm"
NUMBER: Fields = (
    Field(selector="td, div", attribute="id", pattern=re.compile(r"^(?:reply|post|p|i)?(\d+(?:_\d+)?)$")),
    Field(
        selector='.reflink a, a.quotejs, a.js, .reflink, a[href*="/thread/"]',
        attribute="href",
        pattern=re.compile(r"#[pqis]?(\d+(?:_\d+)?)$"),
    ),
    Field(selector="input[name=delete]", attribute="value", pattern=re.compile(r"^(\d+)")),
    Field(selector="input[value=delete]", attribute="name", pattern=re.compile(r"^(\d+)$")),
    Field(selector=".reflink, .cno", pattern=re.compile(r"No\.\s?(\d+)")),
    Field(selector="a[name]", attribute="name", pattern=re.compile(r"^(\d+)$")),
)


@dataclass(frozen=True, slots=True)
class FutabaReader(ImageboardReader):
    """Reads answers by their cells, and first posts from the words that stand in none, back to what ends the post above."""

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the words of first posts, and the cells of answers."""
        answers = {
            node.mem_id
            for node in tree.css(".reply blockquote, .subreply blockquote, td.rtd blockquote, blockquote blockquote")
        }
        for node in tree.css(self.engine.post):
            if node.mem_id not in answers:
                yield node

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what stands in an answer, or above the words of a first post."""
        if node.tag != "blockquote":
            return first_value(fields, node)
        above = list(_above(node))
        elements = [one for one in above if one.tag and not one.tag.startswith("-")]
        found = (value for field in fields for one in elements if (value := first_value((field,), one)))
        if (value := next(found, None)) or fields is not self.engine.created_at:
            return value
        printed = (DATE.search((one.text_content or "")[:MAX_TEXT]) for one in above if one.tag == "-text")
        return next((match.group(1) for match in printed if match), None)


READER = FutabaReader(
    Engine(
        name="futaba",
        claims=".op .postername, .reply .postername, .subreply .postername, .reply .commentpostername, td.rtd .cno, label:has(.postername) ~ blockquote,"
        " .postername ~ blockquote, .postwidth .postername",
        unless=".postContainer .postMessage, .post .intro .post_no",
        marks=("postername", "commentpostername", "rtd"),
        title=(
            Field(selector=".filetitle"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(
                selector="[id^=thread], [data-res]", attribute="id", pattern=re.compile(r"^thread_?-?(\d+)[a-z]{0,12}$")
            ),
            Field(selector=".thre[data-res]", attribute="data-res"),
            Field(
                selector="input[name=parent], input[name=resto], input[name=replythread]",
                attribute="value",
                pattern=re.compile(r"^([1-9]\d*)$"),
            ),
        ),
        post=".reply:has(blockquote), .reply:has(> .message), .op:has(> .message), td.subreply, td.rtd, blockquote",
        post_id=NUMBER,
        author=(Field(selector=NAMES),),
        created_at=(
            Field(selector=".posttime", attribute="title", pattern=re.compile(r"^(\d{12,13})$")),
            Field(selector=".posttime, .cnw, .idhighlight", pattern=DATE),
            Field(selector="label, .replyheader, .opheader, td", without=f"{NAMES}, blockquote", pattern=DATE),
        ),
        body=("blockquote", ".message"),
        words=WORDS,
    ),
    tripcode=(Field(selector=".postertrip"),),
    place=(
        Field(
            selector='.reflink a, a.quotejs, a[href*="/thread/"]',
            attribute="href",
            pattern=re.compile(r"((?:thread|res)/S?\d+.*)$"),
        ),
    ),
)


def _above(words: LexborNode) -> Iterator[LexborNode]:
    """Give what stands above a first post's words, the nearest first, up to a rule or the words of another."""
    node = words.prev
    for _ in range(MAX_STEPS):
        if node is None or node.tag in {"hr", "blockquote", "table"}:
            break
        # Who answers a post is listed above its words, by number.
        if node.tag and not node.css_matches(BACKLINKS):
            yield node
        node = node.prev
