"""vBulletin 3 pages, and those of forums that still run a changed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules, part
from analyzer.readers.drawn import drawn
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import (
    ARROW,
    BY,
    POST_LINK,
    POSTED_BY,
    RULE,
    THREAD_LINK,
    THREAD_NUMBER,
    blocks,
    named_within,
    numbered,
    signature_apart,
)
from analyzer.source import Source
from analyzer.thread import Segment, SegmentKind, Thread

PLACES = re.compile(r"(edit|post|td_post_|post_message_)(\d{1,18})")
# The post's date stands in the bar above it, among icons and links, with the hour at its end.
DATE = re.compile(
    r"^(?:#\s?\d{1,9}\s|[|(]\s?|Old\s){0,3}(\S.{2,45}?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?)(?!\d)",
    re.IGNORECASE,
)
NAMED = ".bigusername, [id^=postmenu_], .username, a[href*=member]"
SIGNATURE = "[id^=post_message_] ~ div, .signature"
WORDS = BodyRules(
    quote="table:has(> tbody > tr > td.alt2), .panel.alt2, .bbcode_quote",
    quote_body=".message, td.alt2",
    # `Quote:` stands above the box, in some skins who is quoted.
    quote_head=".smallfont:has(+ table td.alt2)",
    head_text=POSTED_BY,
    head_author=(Field(selector="strong, b"), Field(pattern=POSTED_BY)),
    head_post=(Field(selector="a[href]", attribute="href", pattern=POST_LINK),),
    quote_author=(
        Field(selector=f"{BY} > strong"),
        Field(selector=".bbcode_postedby > strong"),
        Field(selector=".alt2 > div:first-child:has(> a[href*=post]) > strong"),
        Field(selector=f"{BY} > b, {BY} > a:not([href*=post]) > strong, {BY} > a:not([href*=post]) > b"),
        Field(selector=f'{BY} > a[href*="member"]'),
        Field(selector=BY, without="a[href*=post]", pattern=POSTED_BY),
        Field(selector=BY, pattern=POSTED_BY),
        Field(selector=".alt2 > div:first-child", pattern=POSTED_BY),
        Field(selector=".bbcode_postedby", pattern=POSTED_BY),
    ),
    quote_post=(
        Field(selector=f"{BY} > a[href]", attribute="href", pattern=POST_LINK),
        Field(selector=".alt2 > div:first-child > a[href*=post]", attribute="href", pattern=POST_LINK),
        Field(selector=".bbcode_postedby a[href]", attribute="href", pattern=POST_LINK),
        Field(selector=ARROW, attribute="href", pattern=POST_LINK),
    ),
    code="pre.alt2, div.alt2[dir=ltr]:has(> code), .bbcode_code, pre.bbcode_code",
    # `Quote:` and `Code:` stand above their boxes.
    skip=f"{BY}, .alt2 > div:first-child:has(> a[href*=post] > img), .bbcode_postedby, .bbcode_quote_container,"
    " .smallfont:has(+ table td.alt2), .smallfont:has(+ pre), .smallfont:has(+ div.alt2), .bbcode_description,"
    " div:has(> label):has(+ .panel.alt2), .adsbygoogle, [id^=gpt-], ins,"
    " [id^=td_post_] > .smallfont, [id^=td_post_] > [align=right]",
)


class VBulletin3Reader(HtmlForumReader):
    """Finds the posts by the numbers in the ids of their parts, since skins change all around these."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread, by the quote boxes that its skin draws."""
        yield from HtmlForumReader.read(replace(self, engine=drawn(source.tree, self.engine)), source)

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the block around each post, by its own id, else the one that holds the words and the author."""
        found = numbered(tree, PLACES)
        words = {number: parts.get("td_post_") or parts.get("post_message_") for number, parts in found.items()}
        loose = {number: node for number, node in words.items() if node is not None}
        wide = dict(zip(loose, blocks(list(loose.values()), NAMED), strict=True))
        for number, parts in found.items():
            whole = [parts[prefix] for prefix in ("edit", "post") if prefix in parts and parts[prefix].tag != "a"]
            holding = [node for node in whole if node.css_first(NAMED) is not None]
            if holding:
                yield holding[0]
            elif number in wide:
                yield wide[number]

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words; in vBulletin 3.0 they share a cell with title and signature."""
        segments = named_within(super().segments(node))
        return segments if node.css_first("[id^=post_message_]") is not None else signature_apart(segments)

    def signature(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give what stands under the words behind a drawn line."""
        if node.css_first("[id^=post_message_]") is None:
            return ()
        for below in node.css(SIGNATURE):
            text = "\n".join(segment.text for segment in part(below, self.engine.words) if segment.text)
            first, _, rest = text.partition("\n")
            if RULE.fullmatch(first):
                text = rest.strip()
            elif "signature" not in (below.attributes.get("class") or ""):
                continue
            return (Segment(kind=SegmentKind.SIGNATURE, text=text),) if text else ()
        return ()


READER = VBulletin3Reader(
    Engine(
        name="vbulletin3",
        marks=("post_message_", "td_post_"),
        claims="[id^=post_message_], td[id^=td_post_]",
        unless="li[id^=post_] [id^=post_message_], .postcontainer, .postcontent, .b-post, .js-post",
        title=(
            Field(selector="td.navbar strong"),
            Field(selector=".navbar strong"),
            Field(selector="h1.threadtitle"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="h1"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$")),
        ),
        thread_id=THREAD_NUMBER,
        url_id=THREAD_LINK,
        post="table[id^=post]",
        post_id=(
            Field(attribute="id", pattern=re.compile(r"(\d+)$")),
            Field(selector="[id^=post_message_]", attribute="id", pattern=re.compile(r"(\d+)$")),
            Field(selector="[id^=td_post_]", attribute="id", pattern=re.compile(r"(\d+)$")),
            Field(selector="[id^=postcount]", attribute="id", pattern=re.compile(r"(\d+)$")),
        ),
        author=(
            Field(selector=".bigusername"),
            Field(selector='[id^=postmenu_]:not([id$="_menu"])', without="script"),
            Field(selector=".username"),
            Field(selector='a[href*="member.php"]'),
            Field(selector='a[href*="/members/"]'),
        ),
        created_at=(
            Field(selector=".thead:has(> a[name^=post]), .tcell:has(> a[name^=post])", without="div", pattern=DATE),
            Field(selector=".thead", without="div", pattern=DATE),
            Field(selector=".thead div", pattern=DATE),
            Field(selector="[id^=post] td[align=right], [id^=post] .smallfont", pattern=DATE),
            Field(selector=".thead:has(> a[name^=post])", pattern=re.compile(r"(\d{1,4}[-./]\d{1,2}[-./]\d{1,4})")),
            Field(selector="time", attribute="datetime"),
        ),
        body=("[id^=post_message_]", "td[id^=td_post_]"),
        words=WORDS,
        deleted="*",
        card=CardRules(
            role='[id^=postmenu_]:not([id$="_menu"]) + .smallfont',
            pairs=".alt2:not([colspan]) > .smallfont > div",
            label=(Field(pattern=re.compile(r"^([^:\d]{2,30}):")),),
            value=(Field(pattern=re.compile(r"^[^:\d]{2,30}: ?(.{1,200})$")),),
        ),
    )
)
