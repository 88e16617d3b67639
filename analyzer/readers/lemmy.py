"""Lemmy pages: a submission and its tree of comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.readers.parts import standing_in
from analyzer.source import Source
from analyzer.thread import Post, Segment, Thread
from analyzer.values import time_of

NAMED = re.compile(r"^@?([^@]{1,100})")
NUMBER = re.compile(r"comment-(\d+)")
LINKED = re.compile(r"/(?:comment/|post/\d+/)(\d+)")
POST_ID = re.compile(r"/post/(\d+)")
# `Friday, October 4th, 2024 at 3:43:10 PM GMT+03:00`; the words of other languages are left unread.
PRINTED = re.compile(
    r"^(?:\w{3,12}, )?(\w{3,12} \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?:,? at)? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)"
    r"(?: (?:GMT|UTC)([+-]\d{2}):?(\d{2})?)?"
)
WHEN: Fields = (
    Field(selector=".moment-time", attribute="data-tippy-content"),
    Field(selector="time", attribute="datetime"),
    # Other tips beside it count votes.
    Field(
        selector="[data-tippy-content]",
        attribute="data-tippy-content",
        pattern=re.compile(r"^(\D{0,40}\d{1,2}\D{1,8}\d{4}\b.*)$"),
    ),
)
GONE = re.compile(r"\*?(?:deleted by creator|removed by mod|\[deleted\]|\[removed\])\*?", re.IGNORECASE)
# A comment's article stands two boxes inside the item of the comment it answers.
MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class LemmyReader(HtmlForumReader):
    """Reads the submission, which pages show once for small and once for wide screens, and its comments."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread; what a comment answers is the one in whose list it stands."""
        for thread in HtmlForumReader.read(self, source):
            first = thread.posts[0].id if thread.posts and not _is_comment(thread.posts[0].id) else None
            parents = _parents(source.tree)
            posts = (
                replace(post, reply_to=parents.get(post.id, first)) if post.id != first else post
                for post in thread.posts
            )
            yield replace(thread, posts=quoting_answered(tuple(posts)))

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node; comments have numbers of their own, apart from the submissions'."""
        post = HtmlForumReader.post(self, node, position)
        if post is None:
            return None
        submitted = first_value(SUBMISSION_ID, node) if not _classed(node, "comment-node") else None
        when = first_value(WHEN, node)
        return replace(
            post, id=f"post-{submitted}" if submitted else post.id, created_at=post.created_at or _printed(when)
        )

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments: of a submitted link its card too, none where the words were taken down."""
        segments = HtmlForumReader.segments(self, node)
        return () if len(segments) == 1 and GONE.fullmatch(segments[0].text) else segments


SUBMISSION_ID: Fields = (
    Field(selector='.post-title a[href*="/post/"]', attribute="href", pattern=POST_ID),
    Field(selector='h1 a[href*="/post/"], a[href*="/post/"]', attribute="href", pattern=POST_ID),
)

READER = LemmyReader(
    Engine(
        name="lemmy",
        claims=".comment-node .md-div, .comment-node .person-listing, .post-listing .post-container .person-listing",
        unless=".post-listings, .post-listing ~ .post-listing",
        marks=("comment-node", "post-listing"),
        title=(
            Field(selector=".post-listing .post-title h1"),
            Field(selector=".post-listing h1, .post-title"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$")),
        ),
        url_id=POST_ID,
        thread_id=(Field(selector='.post-listing .post-title a[href*="/post/"]', attribute="href", pattern=POST_ID),),
        post=".post-listing, article.comment-node, div.comment-node",
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector='a[title="link"]', attribute="href", pattern=LINKED),
            Field(selector='a[href*="/comment/"]', attribute="href", pattern=LINKED),
        ),
        author=(
            Field(selector=".person-listing > span", pattern=NAMED),
            Field(selector=".person-listing", attribute="title", pattern=NAMED),
            Field(selector=".person-listing", pattern=NAMED),
            Field(selector='a[href^="/u/"]', attribute="href", pattern=re.compile(r"/u/([^@/?#]{1,100})")),
        ),
        created_at=WHEN,
        body=(".comment-content .md-div", ".md-div", ".card-body .md-div"),
        words=BodyRules(quote="blockquote", code="pre", skip="summary"),
        deleted=".post-listing",
    )
)


def _is_comment(native: str) -> bool:
    return not native.startswith("post-")


def _classed(node: LexborNode, name: str) -> bool:
    return name in (node.attributes.get("class") or "").split()


def _printed(text: str | None) -> datetime | None:
    match = PRINTED.match(text) if text else None
    if match is None:
        return time_of(text)
    day = re.sub(r"(?<=\d)(?:st|nd|rd|th)|,| at\b", "", match.group(1))
    moment = parse_date(" ".join(day.split()))
    hours, minutes = match.group(2), match.group(3) or "00"
    if moment is None or hours is None:
        return moment
    return parse_date(f"{moment:%Y-%m-%dT%H:%M:%S}{hours}:{minutes}")


def _parents(tree: LexborHTMLParser) -> dict[str, str]:
    """Give for each comment the one in whose list it stands: the list is beside a comment's own box, not in it."""
    numbered = (
        (node.parent, first_value(READER.engine.post_id, node))
        for node in tree.css(".comment-node")
        if node.parent is not None
    )
    return standing_in(numbered, levels=MAX_STEPS)
