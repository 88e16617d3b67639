"""Invision Power Board 1 and 2 pages, which a few large forums still run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import QUOTED_AT
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.readers.parts import blocks, card_of
from analyzer.thread import NO_CARD

NUMBER = re.compile(r"(\d{1,18})$")
LINKED = re.compile(r"(?:[?&;]p(?:id)?=|#entry|findpost__p__)(\d{1,18})")
NAMED = ".normalname, .unreg"
# Version 1 draws a quote as a table: a row that says whose it is, and the words in a cell of their own.
TABLE = "table:has(> tbody > tr > #QUOTE)"
BY = f"{TABLE} > tbody > tr:first-child"
DATE = re.compile(r"^(?:\D{2,20}:\s)?(.{4,40}?\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?)(?!\d)", re.IGNORECASE)

WORDS = BodyRules(
    quote=f".quotemain, .post-block.quote, {TABLE}",
    quote_body="#QUOTE, .block-body",
    quote_head=".quotetop",
    quote_author=(
        Field(selector=BY, pattern=QUOTED_AT),
        # A later board of this engine writes the line into the box.
        Field(selector=".block-title", pattern=re.compile(r"^(.{1,100}?) @ ")),
    ),
    quote_post=(Field(selector=f"{BY} a[href], .block-title a[href]", attribute="href", pattern=LINKED),),
    head_author=(Field(pattern=QUOTED_AT),),
    head_post=(Field(selector="a[href]", attribute="href", pattern=LINKED),),
    code=".codemain, #CODE, .post-block.code",
    skip=f".quotetop, .codetop, .block-title, {BY}, .edit",
)


class Ipb2Reader(HtmlForumReader):
    """Finds the posts by their words, since only the tables around them tell one post from the next."""

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the block around the words of each post that holds the author's name."""
        yield from blocks(tree.css(self.engine.post), NAMED)

    def card(self, node: LexborNode) -> Mapping[str, str]:
        """Give what stands in lines below the name: the rank, then rows."""
        return card_of(node.css_first(".post1 .postdetails, .post2 .postdetails")) or NO_CARD


READER = Ipb2Reader(
    Engine(
        name="ipb2",
        marks=("postcolor",),
        claims="td .postcolor",
        unless=".post_block",
        title=(
            Field(selector=".maintitle b"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$")),
        ),
        thread_id=(
            Field(selector='input[name="t"]', attribute="value", pattern=re.compile(r"^(\d{1,12})$")),
            Field(selector='a[href*="showtopic="]', attribute="href", pattern=re.compile(r"showtopic=(\d{1,12})")),
        ),
        url_id=re.compile(r"(?:showtopic[=/]|/topic/)(\d{1,12})"),
        post="td .postcolor",
        post_id=(
            Field(selector=".postcolor[id^=post-]", attribute="id", pattern=NUMBER),
            Field(selector="a[name^=entry]", attribute="name", pattern=NUMBER),
            Field(selector="[id^=post-main-]", attribute="id", pattern=NUMBER),
            Field(selector="[data-postid]", attribute="data-postid", pattern=NUMBER),
            Field(selector='a[href*="qpid="]', attribute="href", pattern=re.compile(r"qpid=(\d{1,18})")),
        ),
        author=(
            Field(selector=".normalname"),
            Field(selector=".unreg"),
        ),
        created_at=(Field(selector=".postdetails", pattern=DATE),),
        body=(".postcolor",),
        words=WORDS,
        signature=".signature",
    )
)
