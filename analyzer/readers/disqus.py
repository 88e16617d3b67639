"""Disqus' own page, which other pages show in a frame: comments without the article they stand below."""

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

# An answer stands in a list in the comment it answers.
MAX_STEPS = 6
# The first in a comment is its own.
OWN = ".post-content"


@dataclass(frozen=True, slots=True)
class DisqusReader(HtmlForumReader):
    """Reads comments, each with its own words first and the answers to it inside of it."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's comments; what one answers is the one it stands in."""
        numbered = ((node, self.value(self.engine.post_id, node)) for node in source.tree.css(self.engine.post))
        around = standing_in(numbered, levels=MAX_STEPS)
        for thread in HtmlForumReader.read(self, source):
            posts = tuple(replace(post, reply_to=around.get(post.id)) for post in thread.posts)
            yield replace(thread, posts=quoting_answered(posts))

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what a comment's own box says, and not that of an answer in it."""
        if fields is self.engine.post_id:
            return first_value(fields, node)
        own = node.css_first(OWN)
        return first_value(fields, own) if own is not None else None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of a comment's own box; of one that was taken down there are none."""
        own = node.css_first(OWN)
        return HtmlForumReader.segments(self, own) if own is not None else ()


READER = DisqusReader(
    Engine(
        name="disqus",
        claims="#layout #post-list .post-message, #conversation .post-list .post-message, #thread .post-list .post-message",
        unless=".entry-content, .hentry, [itemprop=articleBody]",
        marks=("post-message",),
        title=(Field(selector='meta[property="og:title"]', attribute="content"), Field(selector="title")),
        post="li.post[id^=post-]",
        post_id=(Field(attribute="id", pattern=re.compile(r"^post-(\d+)$")),),
        author=(Field(selector=".post-byline .author"), Field(selector=".post-byline a, .author a")),
        created_at=(Field(selector=".time-ago", attribute="title"), Field(selector=".time-ago")),
        body=(".post-message",),
        words=BodyRules(quote="blockquote", code="pre", skip=".see-more"),
        # Of a comment that was taken down the place is left, with the answers in it.
        deleted="li.post",
    )
)
