"""How Discourse marks what stands in a post, the same in its pages and its JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.thread import Post, Segment, SegmentKind, Thread

NUMBER = re.compile(r"^(\d{1,9})$")
AVATAR = re.compile(r"/user_avatar/[^/]{1,200}/([^/%]{1,60})/\d{1,4}/")

WORDS = BodyRules(
    quote="aside.quote",
    quote_body="blockquote",
    # A quote of another topic shows that topic's title, where one of this topic shows the name: only a name has a colon.
    quote_author=(
        Field(attribute="data-username"),
        Field(selector=".title", without="a, .quote-controls", pattern=re.compile(r"^(\S{1,60}):$")),
        Field(selector=".title img.avatar", attribute="src", pattern=AVATAR),
    ),
    quote_post=(
        Field(attribute="data-post", pattern=NUMBER),
        Field(selector=".title a", attribute="href", pattern=re.compile(r"/t/(?:[^/]{1,300}/)?\d{1,9}/(\d{1,6})")),
    ),
    quote_thread=(
        Field(attribute="data-topic", pattern=NUMBER),
        Field(selector=".title a", attribute="href", pattern=re.compile(r"/t/(?:[^/]{1,300}/)?(\d{1,9})(?:[/?#]|$)")),
    ),
    # Who quotes a post is given an `aside`; a box alone is for words that somebody brought from elsewhere.
    article="blockquote",
    link="aside.onebox, .onebox",
    code="pre",
    # An accepted answer is shown again below the question.
    skip="aside.accepted-answer, aside.quote > .title, .lightbox-wrapper .meta, .lightbox .meta, .clicks, .badge-notification,"
    " .cooked-selection-barrier, .codeblock-button-wrapper, .poll-buttons, .post-notice",
)


def settled(thread: Thread, native: str) -> Thread:
    """Give the thread with its quotes' topics compared with its own number, `native`.

    A quote of this topic that names a number and no author has that post's author; one of another topic keeps that
    topic as its `thread_id`, and the name in the spelling that this page's posts have.
    """
    authors = {post.id: post.author for post in thread.posts}
    spelled = {author.lower(): author for author in authors.values() if author}
    host = thread.id.rpartition("/")[0]
    posts = tuple(_with_known(post, native, host=host, authors=authors, spelled=spelled) for post in thread.posts)
    return replace(thread, posts=posts)


def _with_known(
    post: Post, native: str, *, host: str, authors: Mapping[str, str | None], spelled: Mapping[str, str]
) -> Post:
    def known(segment: Segment) -> Segment:
        if segment.kind is not SegmentKind.QUOTE:
            return segment
        author = spelled.get(segment.author.lower(), segment.author) if segment.author else None
        if segment.thread_id in {None, native}:
            return replace(segment, thread_id=None, author=author or authors.get(segment.post_id or ""))
        return replace(segment, thread_id=f"{host}/{segment.thread_id}", author=author)

    if not any(segment.depth for segment in post.segments):
        return post
    return replace(post, segments=tuple(known(segment) for segment in post.segments))
