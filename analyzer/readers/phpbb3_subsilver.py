"""phpBB 3 pages in the skin subsilver2 and its kin, which keep the tables of phpBB 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine
from analyzer.readers.parts import (
    CITE_LINKS,
    CITED,
    CITED_USER,
    LINKED_NAME,
    POST_LINK,
    WROTE,
    WROTE_DATED,
    WROTE_UNKNOWN,
    RuledReader,
    blocks,
    card_of,
)

WORDS = BodyRules(
    quote=".quotecontent, blockquote",
    # phpBB 3.2 and later call the line over a quote of nobody `uncited`, and put a link and a date into that of a post.
    quote_head=".quotetitle, .uncited:not(blockquote)",
    quote_author=CITED,
    head_author=(
        Field(pattern=WROTE),
        Field(without=CITE_LINKS, pattern=WROTE),
        Field(selector=CITED_USER, pattern=LINKED_NAME),
        Field(pattern=WROTE_DATED),
        Field(without=CITE_LINKS, pattern=WROTE_UNKNOWN),
    ),
    quote_post=(
        Field(attribute="cite", pattern=POST_LINK),
        Field(selector="cite a[href*='#p']", attribute="href", pattern=POST_LINK),
        Field(selector="cite a[href*=viewtopic]", attribute="href", pattern=POST_LINK),
    ),
    head_post=(
        Field(selector="a[href*='#p']", attribute="href", pattern=POST_LINK),
        Field(selector="a[href*=viewtopic]", attribute="href", pattern=POST_LINK),
    ),
    code=".codecontent, .codebox code, .codebox pre",
    skip=".quotetitle, .codetitle, .codebox > p, .gensmall, cite, .attachtitle, .attachcontent, .adsbygoogle",
)


class SubsilverReader(RuledReader):
    """Finds posts by the author's name, which stands beside the post's anchor."""

    @property
    def name(self) -> str:
        """The reader's own name: the engine is that of the other phpBB 3 pages."""
        return "phpbb3-subsilver"

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the table, or what else is around it, with each name and its words."""
        yield from blocks(tree.css(self.engine.post), ".postbody")

    def card(self, node: LexborNode) -> Mapping[str, str]:
        """Give what stands in lines under the name."""
        return {**super().card(node), **card_of(node.css_first("span.postdetails"))}


READER = SubsilverReader(
    Engine(
        name="phpbb3",
        marks=("postauthor",),
        claims=".postauthor, b.postauthor",
        unless='.postprofile, .name > a[name], [id^="postmessage_"]',
        title=(
            Field(selector="a.titles"),
            Field(selector="#pageheader h2"),
            Field(selector="h2 a"),
            Field(selector="title", pattern=re.compile(r"^.{1,80}? ?[•:]{1,2} ?[^-]{3,30} - (.+)$")),
        ),
        thread_id=(
            Field(selector="#pageheader a[href]", attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
            Field(selector='a[href*="view=previous"]', attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
            Field(selector='a[href*="view=print"]', attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
        ),
        url_id=re.compile(r"(?:[?&]t=|-t|topic)(\d+)"),
        post=".postauthor",
        post_id=(
            Field(selector="a[name^=p]", attribute="name", pattern=re.compile(r"^p(\d+)$")),
            Field(selector="[id^=p]", attribute="id", pattern=re.compile(r"^p(\d+)$")),
            Field(selector='a[href*="#p"]', attribute="href", pattern=re.compile(r"#p(\d+)$")),
        ),
        author=(Field(selector=".postauthor"),),
        created_at=(
            Field(selector="time", attribute="datetime"),
            Field(selector='div:has(> a[href*="#p"])', pattern=re.compile(r"^[^:]{1,30}: ?(.{6,60})$")),
            Field(selector='td:has(> a[href*="#p"])', pattern=re.compile(r"^[^:]{1,30}: ?(.{6,60})$")),
            Field(selector=".gensmall div, .gensmall", pattern=re.compile(r": ?(\S.{5,40}\d{1,2}:\d{2}(?: ?[ap]m)?)$")),
        ),
        body=("td:has(> .postbody)", "*:has(> .postbody)", ".postbody"),
        words=WORDS,
        card=CardRules(role="td.postdetails"),
    )
)
