"""Chats as Telegram Desktop exports them as pages (`messages.html`): messages of one author that follow each other are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules, part
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Found, Post, Segment, SegmentKind, Thread

NUMBER = re.compile(r"go_to_message(-?\d{1,18})$")
# `03.02.2031 10:00:00 UTC+01:00`: the day first, and the zone only in newer exports.
STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
# Behind the name of a forwarded message stands its own day, and behind a bot's the bot.
NAME: Fields = (Field(pattern=re.compile(r"^(.{1,200}?)(?: via @\w{3,40})?$"), without=".details"),)
FORWARDED = ".forwarded.body"
# What is shown in place of the name of somebody who left.
GONE = "Deleted Account"


@dataclass(frozen=True, slots=True)
class TelegramPageReader(HtmlForumReader):
    """Reads messages; notes of the service are left out."""

    @property
    def name(self) -> str:
        """The reader's name; the engine is the same as that of the export in JSON."""
        return "telegram-html"

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's messages; one that is joined to that above it is by the same author."""
        joined = {node.id for node in source.tree.css(".message.joined[id]")}
        for thread in HtmlForumReader.read(self, source):
            posts: list[Post] = []
            for post in thread.posts:
                above = posts[-1].author if posts and f"message{post.id}" in joined else None
                posts.append(replace(post, author=post.author or above))
            yield replace(thread, posts=quoting_answered(posts))

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the message in a node."""
        post = HtmlForumReader.post(self, node, position)
        stamp = STAMP.search(self.value(self.engine.created_at, node) or "")
        if post is None or stamp is None:
            return post
        day, month, year, clock, zone = stamp.groups()
        return replace(post, created_at=parse_date(f"{year}-{month}-{day}T{clock}{zone or 'Z'}"))

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what a message says; the name in what it forwards is not its author's."""
        if fields is not self.engine.author:
            return first_value(fields, node)
        for name in node.css(".from_name")[:4]:
            parent = name.parent
            if parent is not None and not parent.css_matches(FORWARDED):
                shown = first_value(NAME, name)
                return None if shown == GONE else shown
        return None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the words by origin: what was forwarded is its author's."""
        forwarded = node.css_first(FORWARDED)
        if forwarded is None:
            return HtmlForumReader.segments(self, node)
        name, body = forwarded.css_first(".from_name"), forwarded.css_first(".text")
        author = first_value(NAME, name) if name is not None else None
        return tuple(
            replace(
                segment,
                kind=SegmentKind.QUOTE,
                author=segment.author or author,
                depth=segment.depth + 1,
                found=Found.MARKUP,
            )
            for segment in (part(body, self.engine.words) if body is not None else ())
            if segment.kind in {SegmentKind.OWN, SegmentKind.QUOTE}
        )


READER = TelegramPageReader(
    Engine(
        name="telegram",
        claims=".history .message.default > .body > .text, .history .message.default > .body .date.details",
        marks=("history",),
        title=(
            Field(selector=".page_header .text.bold"),
            Field(selector=".page_header .text"),
            Field(selector="title"),
        ),
        post=".message.default",
        post_id=(Field(attribute="id", pattern=re.compile(r"^message(-?\d{1,18})$")),),
        author=(Field(selector=".from_name"),),
        created_at=(Field(selector=".date.details", attribute="title"),),
        parent=(
            Field(selector=".reply_to a", attribute="href", pattern=NUMBER),
            Field(selector=".reply_to a", attribute="onclick", pattern=re.compile(r"GoToMessage\((-?\d{1,18})\)")),
        ),
        body=(".body > .text",),
        words=BodyRules(quote="blockquote", code="pre"),
        # Pictures and polls are messages without words.
        deleted=".message",
    )
)
