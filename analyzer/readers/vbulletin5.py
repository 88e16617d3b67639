"""vBulletin 5 and 6 pages, with the comments that stand below a post."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from analyzer.fields import Field, first_value
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import MAX_LEVELS, POST_LINK, POSTED_BY, named_within
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment

# A quote that its writer cut into pieces names its author in the first box alone; the others stay without a name.
WORDS = BodyRules(
    quote=".bbcode_quote",
    quote_body=".message",
    quote_author=(
        Field(selector=".bbcode_postedby > strong"),
        Field(selector=".bbcode_postedby > b"),
        Field(selector=".bbcode_postedby", without="a[href*=post], .b-icon", pattern=POSTED_BY),
        Field(selector=".bbcode_postedby", pattern=POSTED_BY),
        Field(selector=".bbcode_postedby strong"),
    ),
    quote_post=(
        Field(selector=".bbcode_postedby a[href]", attribute="href", pattern=POST_LINK),
        Field(selector=".bbcode_postedby a[href]", attribute="href", pattern=re.compile(r"/node/(\d{1,18})(?!\w)")),
    ),
    link=".b-link-preview, .link-preview",
    code="pre.bbcode_code, .bbcode_container > pre, .bbcode_container > .bbcode_code, .bbcode_container > code",
    skip=".bbcode_postedby, .bbcode_quote_container, .bbcode_description, .adsbygoogle, .axd, .js-slideshow__gallery-node > .h-hide,"
    " .b-post__edit-note, .post-edited, .h-hide-imp",
)
POSTS = frozenset({"b-post", "js-post"})
# Without one of these no selector of `claims` matches.
OWN_MARKS = frozenset({"b-post", "post-content-text"})
NODE = b"data-node-id"
COMMENTS = frozenset({"b-comment", "js-comment"})
NUMBER = re.compile(r"(\d+)$")


class VBulletin5Reader(HtmlForumReader):
    """Gives comments the post they stand under as what they answer."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's mark: XenForo has one of its classes, and half of all pages are its."""
        if source.kind is not SourceKind.HTML:
            return False
        if source.names.isdisjoint(OWN_MARKS) and NODE not in source.utf8:
            return False
        return super().claims(source)

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post or comment in a node."""
        post = super().post(node, position)
        if post is None or not _is(node, COMMENTS):
            return post
        around = node.parent
        for _ in range(MAX_LEVELS):
            if around is None:
                break
            if _is(around, POSTS):
                return replace(post, reply_to=first_value(self.engine.post_id, around))
            around = around.parent
        return post

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words; a quote that names nobody may do so in its first line."""
        return named_within(super().segments(node))


def _is(node: LexborNode, names: frozenset[str]) -> bool:
    return not names.isdisjoint((node.attributes.get("class") or "").split())


READER = VBulletin5Reader(
    Engine(
        name="vbulletin5",
        marks=("b-post", "js-post"),
        claims=".b-post .js-post__content-text, .b-post .post-content-text, .js-post .post-content-text,"
        " .b-post .b-post__content, li.js-post[data-node-id], body.vb-page .b-post",
        title=(
            Field(selector=".page-title-widget .main-title"),
            Field(selector=".js-conversation-starter .b-post__title"),
            Field(
                selector='meta[property="og:title"]',
                attribute="content",
                pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$"),
            ),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80}| -)?$")),
        ),
        thread_id=(
            Field(selector="[data-channel-id][data-node-id].js-conversation-starter", attribute="data-node-id"),
            Field(selector=".js-conversation-starter", attribute="data-node-id"),
        ),
        url_id=re.compile(r"/(\d{1,12})-[^/]"),
        post=".b-post, .js-post:not(.b-post)",
        post_id=(
            Field(attribute="data-node-id"),
            Field(selector="a.anchor[id^=post]", attribute="id", pattern=NUMBER),
            Field(selector=".b-post__count", attribute="href", pattern=POST_LINK),
            Field(selector="[id^=content-tags-]", attribute="id", pattern=NUMBER),
        ),
        author=(
            Field(selector=".b-userinfo .author strong"),
            Field(selector=".author strong"),
            Field(selector=".author a"),
            Field(selector=".author"),
            Field(selector='[itemprop="author"] [itemprop="name"]'),
            Field(selector=".b-comment__author"),
            Field(selector=".b-userinfo__details a"),
            Field(selector="a.b-avatar img", attribute="alt"),
        ),
        created_at=(
            # The attribute of `time` is in the forum's own zone and does not say so; this is the instant.
            Field(attribute="data-node-publishdate"),
            Field(selector=".b-post__timestamp time", attribute="datetime"),
            Field(selector="time[datetime]", attribute="datetime"),
            Field(selector=".b-post__timestamp, .b-comment__timestamp, .post-date"),
        ),
        body=(
            ".js-post__content-text",
            ".post-content-text",
            "[itemprop=text]",
            "[itemprop=commentText]",
            ".js-post__content",
        ),
        words=WORDS,
        signature=".post-signature",
        deleted=".b-post--deleted, .deleted, :has(.b-post__deleted-notice)",
        card=CardRules(
            role=".usertitle",
            pairs=".b-userinfo__additional-info",
            label=(Field(selector="label"),),
            value=(Field(selector="span"),),
        ),
    )
)
