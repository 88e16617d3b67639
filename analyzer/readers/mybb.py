"""MyBB pages, 1.2 to 1.8, in blocks and in tables, and its archive, which has no skin and no numbers of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import blocks

NUMBER = re.compile(r"^(?:post|pid)_?(\d{1,12})$")
LINKED = re.compile(r"(?:#pid|pid=|-post-)(\d{1,12})")
# `(03/18/2015, 09:49 PM)tommy Wrote:`, the date before or behind the name, the verb of any language.
ATTRIBUTION = re.compile(rf"^(?:\([^()]{{4,60}}\))?\s*(.{{1,100}}?)\s*{SAID}\s?[:\uff1a]", re.IGNORECASE)
ANY_VERB = re.compile(r"^(?:\([^()]{4,60}\))?\s*(.{1,100}?) \S{2,20}\s?[:\uff1a](?: ?\([^()]{4,60}\))?$")

PROFILE = (
    "a[href*='action=profile']:not(:has(img)), a[href*='user-' i]:not(:has(img)), a[href*='/user/']:not(:has(img)),"
    " a[href*='/profile/']:not(:has(img))"
)
ARCHIVED = "#fullversion ~ #content .post:has(> .header + .message)"
WORDS = BodyRules(
    quote="blockquote, .quote_body",
    quote_author=(
        Field(selector="cite", without="a", pattern=ATTRIBUTION),
        Field(selector="cite", pattern=ATTRIBUTION),
        Field(selector="cite", without="a", pattern=ANY_VERB),
    ),
    quote_post=(Field(selector="cite a", attribute="href", pattern=LINKED),),
    quote_head=".quote_header",
    head_author=(Field(pattern=ATTRIBUTION), Field(pattern=ANY_VERB)),
    head_post=(Field(selector="a", attribute="href", pattern=LINKED),),
    code=".codeblock, .code_body, pre",
    skip="blockquote > cite, .quote_header, .codeblock > .title, .code_header, .post_edit, .attachments, .mycode_spoiler_title",
)


class MyBBReader(HtmlForumReader):
    """Finds posts by their number, or by that of their words where a skin keeps no other."""

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the nodes that hold a post each, else what is around each post's words."""
        found = [*super().nodes(tree)]
        if not found:
            found = [*blocks([node for node in tree.css('[id^="pid_"]') if NUMBER.match(node.id or "")])]
        yield from found


READER = MyBBReader(
    Engine(
        name="mybb",
        claims=f'[id^="post_"] [id^="pid_"], [id^="pid_"].post_body, {ARCHIVED}',
        marks=("pid_", "fullversion"),
        title=(
            Field(selector=".navigation .active"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector='input[name="tid"]', attribute="value", pattern=re.compile(r"^(\d+)$")),
            Field(
                selector='a[href*="tid="], #fullversion a',
                attribute="href",
                pattern=re.compile(r"(?:[?&]tid=|thread-)(\d+)"),
            ),
        ),
        url_id=re.compile(r"(?:[?&]tid=|thread-)(\d+)"),
        post=f'[id^="post_"]:has([id^="pid_"]), {ARCHIVED}',
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector='[id^="pid_"]', attribute="id", pattern=NUMBER),
            Field(selector='a[href*="pid"]:not(.message a)', attribute="href", pattern=LINKED),
        ),
        author=(
            Field(selector=".author_information .largetext"),
            Field(selector=".post_author .largetext"),
            Field(selector=".largetext"),
            # Skins leave the class out, and addresses are rewritten to `user-4.html` or `User-Name`.
            Field(selector=f".author_information :is({PROFILE})"),
            Field(selector=f".post_author :is({PROFILE})"),
            Field(selector=".author_information > strong, .post_author > strong"),
            Field(selector=".header > .author, .header > h2"),
            Field(selector=PROFILE),
        ),
        created_at=(
            # A relative date has the whole one in its title; `Yesterday` has the day alone.
            Field(
                selector=".post_date > span[title]",
                attribute="title",
                pattern=re.compile(r"^(.*\d.*\d{1,2}:\d{2}.*)$"),
            ),
            Field(selector=".post_date", without=".post_edit"),
            Field(selector=".post_management .smalltext", without="a"),
            Field(selector=".post_head .smalltext", without="a"),
            Field(selector=".tcat .smalltext", without="a"),
            Field(selector=".header > .dateline"),
        ),
        body=('[id^="pid_"]', ".post_body", ".header + .message"),
        words=WORDS,
        signature=".signature",
        deleted=".deleted_post, .deleted_post_hidden",
        card=CardRules(
            pairs=".author_statistics",
            label=(Field(pattern=re.compile(r"^([^:]{2,30}):")),),
            value=(Field(pattern=re.compile(r"^[^:]{2,30}: ?([\d,. ]{1,12})")),),
        ),
    )
)
