"""phpBB 2 pages: tables in tables, as its skin subSilver and the ports to portals draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine
from analyzer.readers.parts import CITED, POST_LINK, WROTE, WROTE_UNKNOWN, RuledReader, blocks, card_of
from analyzer.source import Source

# A label in any language, then the date with its hour: `Posted: Thu Oct 21, 2004 6:10 pm   Post subject: …`.
DATE = re.compile(
    r"^[^:]{1,30}: ?(\S.{5,45}?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\b\.?)?)(?![\d:])", re.IGNORECASE
)
DIGITS = re.compile(r"\d{1,18}")
# A name in bold behind its anchor, where a skin gives it no class.
BOLD = "a[name] + b, a[name] ~ div > b, a[name] + .genmed > b, .poster-name > b"
NUMBER = re.compile(r"^p?(\d{1,18})$")
# Some skins put the name between the signs of their language: `« NAME » wrote:`.
BETWEEN = re.compile(r"^\u00ab\s?(\S.{0,99}?)\s?\u00bb \S.{0,30}[:\uff1a]$")
WORDS = BodyRules(
    quote="table:has(> tbody > tr > td.quote), table:has(> tr > td.quote), table.quote, .quotecontent, .quotediv, .q-wrap, blockquote",
    quote_body="td.quote, table.quote td.content, .q-wrap > .q",
    quote_author=(
        Field(selector=".genmed", pattern=WROTE),
        Field(selector="tr:first-child > td", pattern=WROTE),
        *CITED,
        Field(selector=".q-head, blockquote > div:first-child", pattern=WROTE),
        Field(selector=".genmed", pattern=WROTE_UNKNOWN),
        Field(selector="tr:first-child > td > b", pattern=WROTE_UNKNOWN),
    ),
    quote_post=(Field(selector=".genmed a[href], cite a[href]", attribute="href", pattern=POST_LINK),),
    quote_head=".quotetitle",
    head_author=(Field(pattern=BETWEEN), Field(pattern=WROTE), Field(pattern=WROTE_UNKNOWN)),
    head_post=(Field(selector="a[href]", attribute="href", pattern=POST_LINK),),
    code="td.code, .codecontent",
    skip=".gensmall, .smalltext, .genmed:has(> b), .genmed:has(> strong), td > .genmed, td > b:only-child, cite, .codetitle, .adsbygoogle,"
    " blockquote > div:first-child:has(> b:only-child)",
)


class PhpBB2Reader(RuledReader):
    """Finds posts by the author's name in its own cell, since no element of the page holds a post and nothing else."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's marks: names with an anchor, and words."""
        if not super().claims(source) or source.tree.css_first(".postbody, .largetext") is None:
            return False
        return source.tree.css_first(self.engine.post) is not None or bool(_anchors(source.tree))

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the row, or what else is around it, with each name and its words."""
        names = tree.css(self.engine.post)
        yield from blocks(names, ".postbody") if names else blocks(_anchors(tree))

    def card(self, node: LexborNode) -> Mapping[str, str]:
        """Give what stands in lines under the name."""
        return {**super().card(node), **card_of(node.css_first(".name ~ .postdetails"))}


def _anchors(tree: LexborHTMLParser) -> list[LexborNode]:
    """Give the anchors of posts where names have no class of their own: numbers that links to the posts end with."""
    linked = {(node.attributes.get("href") or "").rpartition("#")[2] for node in tree.css('a[href*="#"]')}
    named = [(node, node.attributes.get("name") or "") for node in tree.css("a[name]")]
    return [node for node, name in named if name in linked and DIGITS.fullmatch(name)]


READER = PhpBB2Reader(
    Engine(
        name="phpbb2",
        marks=("postbody", "largetext"),
        claims=f".name > a[name], a[name] + .name, {BOLD}",
        # phpBB 3 keeps some of these names in its skin subsilver2; post numbers have a letter there.
        unless='a[name^="p"] ~ .postauthor, #phpbb, .postprofile, .blockpost',
        title=(
            Field(selector="a.maintitle"),
            Field(selector=".maintitle"),
            Field(selector='a[href*="viewtopic.php"].cattitle'),
            Field(selector="title", pattern=re.compile(r"^(?:.{1,80}? ?:: ?[^-]{3,30} - )?(.+)$")),
        ),
        thread_id=(
            Field(selector="a.maintitle", attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
            Field(selector='a[href*="view=previous"]', attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
            Field(selector='a[href*="mode=reply"]', attribute="href", pattern=re.compile(r"[?&]t=(\d+)")),
        ),
        url_id=re.compile(r"(?:[?&]t=|-t|topic[-_,/]?)(\d+)"),
        post=".name:has(> a[name]), a[name] + .name",
        post_id=(
            Field(selector=".name a[name], a[name]", attribute="name", pattern=NUMBER),
            Field(selector='a[href*="viewtopic"][href*="#"]', attribute="href", pattern=re.compile(r"#p?(\d+)$")),
        ),
        author=(
            Field(selector=".name b"),
            Field(selector=".name"),
            Field(selector=BOLD),
        ),
        created_at=(
            Field(selector='a[href*="viewtopic"] ~ .postdetails', pattern=DATE),
            Field(selector="td .postdetails", pattern=DATE),
            Field(selector=".postdetails > time"),
            Field(selector=".gensmall", pattern=DATE),
            Field(selector='a[href*="viewtopic"] ~ .smalltext'),
        ),
        body=(
            "td:has(> .postbody)",
            "*:has(> .postbody)",
            ".postbody",
            "td:has(> .largetext):not(:has(> .largetext > a[name]))",
        ),
        words=WORDS,
    )
)
