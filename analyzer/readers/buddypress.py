"""Streams of BuddyPress: what members wrote, and the comments below, whatever the template pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from analyzer.fields import Field, Fields, first_value
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.readers.parts import standing_in
from analyzer.source import Source
from analyzer.thread import Segment, Thread

# A comment stands in a list in the entry or comment that it answers.
MAX_STEPS = 8
# Of an entry, and of a comment.
HEADS = (".activity-header", ".acomment-meta")
ENTRY = "li[id^=activity-], li[id^=acomment-], div.activity-item[id^=activity-]"


@dataclass(frozen=True, slots=True)
class BuddypressReader(HtmlForumReader):
    """Reads entries of a stream and, inside them, the comments."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's stream as one thread; what a comment answers is what it stands in."""
        numbered = ((node, self.value(self.engine.post_id, node)) for node in source.tree.css(ENTRY))
        around = standing_in(numbered, levels=MAX_STEPS)
        for thread in HtmlForumReader.read(self, source):
            posts = tuple(replace(post, reply_to=around.get(post.id)) for post in thread.posts)
            yield replace(thread, posts=quoting_answered(posts))

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what stands in an entry's own head, and not in that of a comment below it."""
        if fields is self.engine.post_id:
            return first_value(fields, node)
        head = node.css_first(HEADS[0 if (node.id or "").startswith("activity") else 1])
        return first_value(fields, head) if head is not None else None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments; an entry that reports a deed and has no words is without any, whatever is said below it."""
        is_comment = (node.id or "").startswith("acomment")
        if not is_comment and node.css_first(".activity-inner") is None:
            return ()
        return HtmlForumReader.segments(self, node)


READER = BuddypressReader(
    Engine(
        name="buddypress",
        claims="[id^=activity-] .activity-inner, [id^=acomment-] .acomment-content",
        unless=".bbp-reply-content",
        marks=("activity-inner", "acomment-content"),
        title=(Field(selector='meta[property="og:title"]', attribute="content"), Field(selector="title")),
        url_id=re.compile(r"/activity/(?:p/)?(\d+)"),
        post=ENTRY,
        # Entries and comments are of one series of numbers.
        post_id=(Field(attribute="id", pattern=re.compile(r"^(?:activity|acomment)-(\d+)$")),),
        author=(
            Field(
                selector=".acomment-meta .author-name, .acomment-meta a, .activity-header a:not(:has(img)):not(:empty)"
            ),
        ),
        created_at=(
            Field(selector=".time-since, time", attribute="data-livestamp"),
            Field(selector="time", attribute="datetime"),
            Field(selector=".time-since", attribute="title"),
            Field(selector=".time-since"),
        ),
        body=(".activity-inner, .acomment-content",),
        words=BodyRules(quote="blockquote", code="pre", skip=".activity-meta, .activity-comments, .activity-read-more"),
        deleted=ENTRY,
    )
)
