"""vBulletin 4 pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.text import tidy
from analyzer.readers.drawn import drawn
from analyzer.readers.htmlforum import MAX_CARD_ROWS, CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import ARROW, BY, POST_LINK, POSTED_BY, THREAD_LINK, THREAD_NUMBER, named_within, numbered
from analyzer.source import Source
from analyzer.thread import Segment, Thread

NUMBER = re.compile(r"(\d+)$")
POST = re.compile(r"(post_)(\d{1,18})")
# The page for the printer writes who is quoted without a class.
PRINTED = ".bbcode_quote.printable > div:not(.message)"
WORDS = BodyRules(
    # Boards that were vBulletin 3 before kept its quote boxes.
    quote=".bbcode_quote, td.alt2",
    quote_body=".message",
    quote_author=(
        Field(selector=".bbcode_postedby > strong"),
        Field(selector=".bbcode_postedby", without="a[href*=post]", pattern=POSTED_BY),
        Field(selector=".bbcode_postedby", pattern=POSTED_BY),
        Field(selector=".bbcode_postedby strong"),
        Field(selector=f"{PRINTED} > strong"),
        Field(selector=f"{BY} > strong"),
        Field(selector=BY, pattern=POSTED_BY),
    ),
    quote_post=(
        Field(
            selector=f".bbcode_postedby a[href], {PRINTED} > a[href], {BY} > a[href]",
            attribute="href",
            pattern=POST_LINK,
        ),
        Field(selector=ARROW, attribute="href", pattern=POST_LINK),
    ),
    code="pre.bbcode_code, .bbcode_container > pre, .bbcode_container > .bbcode_code, .bbcode_container > code",
    skip=f".bbcode_postedby, {PRINTED}, {BY}, .smallfont:has(+ table td.alt2), "
    ".bbcode_quote_container, .bbcode_description, .bbcode_container > .bbcode_head, .adsbygoogle,"
    " .tapatalkSignatur, .attachments, .postattachments, .editedby, ins, [id^=gpt-]",
)


class VBulletin4Reader(HtmlForumReader):
    """Tells posts from the boxes that add-ons name like them, and reads cards whose rows have no element of their own."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread, by the quote boxes that its skin draws."""
        yield from HtmlForumReader.read(replace(self, engine=drawn(source.tree, self.engine)), source)

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the nodes whose ids are a post's number, else those that look like a post."""
        posts = [parts["post_"] for parts in numbered(tree, POST).values()]
        yield from posts or list(super().nodes(tree)) or tree.css(".postbit, .postbitlegacy")

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words; a quote that names nobody may do so in its first line."""
        return named_within(super().segments(node))

    def card(self, node: LexborNode) -> Mapping[str, str]:
        """Give role, and each value under the label before it."""
        card = dict(super().card(node))
        for label in node.css(".userinfo dt, .userinfo_extra dt")[:MAX_CARD_ROWS]:
            value = label.next
            while value is not None and value.tag in {"-text", "-comment"}:
                value = value.next
            if (
                value is not None
                and value.tag == "dd"
                and (name := tidy(label.text()))
                and (text := tidy(value.text()))
            ):
                card[name.rstrip(":").lower()] = text
        return card


READER = VBulletin4Reader(
    Engine(
        name="vbulletin4",
        marks=("post_message_", "postcontainer", "postbit"),
        claims="li[id^=post_] [id^=post_message_], .postcontainer [id^=post_message_], .postcontainer .postcontent,"
        " .postbit .postcontent, .postbit .content > blockquote.restore",
        unless=".b-post, .js-post",
        title=(
            Field(selector=".threadtitle"),
            Field(selector="#pagetitle h1"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$")),
        ),
        thread_id=THREAD_NUMBER,
        url_id=THREAD_LINK,
        post=".postcontainer",
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector="[id^=post_message_]", attribute="id", pattern=NUMBER),
            Field(selector="[id^=postcount]", attribute="id", pattern=NUMBER),
            Field(selector="a[name^=post]", attribute="name", pattern=NUMBER),
        ),
        author=(
            Field(selector=".username_container .username"),
            Field(selector=".userinfo .username"),
            Field(selector=".username"),
            Field(selector=".username_container strong"),
            Field(selector=".username_container"),
            Field(selector=".postdetails a[href*=member]"),
            Field(selector="a[href*=member]"),
        ),
        created_at=(
            Field(selector=".postdate .date"),
            Field(selector=".postdate"),
            Field(selector=".posthead .date, .date, .header .datetime"),
            Field(selector="time", attribute="datetime"),
            # Some skins print it in a row of the author's card; joining dates have no hour.
            Field(
                selector=".userstats dd, .userinfo_extra dd", pattern=re.compile(r"^(\S.{5,40}\d{1,2}:\d{2}.{0,6})$")
            ),
        ),
        body=("blockquote.postcontent", ".postcontent", "[id^=post_message_]", "blockquote.restore"),
        words=WORDS,
        signature=".signaturecontainer, .signature",
        deleted=".postbitdeleted, .postbitignored, :not(:has(.postcontent))",
        card=CardRules(role=".usertitle"),
    )
)
