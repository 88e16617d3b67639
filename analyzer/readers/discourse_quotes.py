"""What Discourse writes into a post whatever page shows it: how quotes name topic, post and author."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser

from analyzer.fields import Field, first_value
from analyzer.quotes.bbcode import part_bbcode
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.quotes.text import words
from analyzer.thread import Post, Segment, SegmentKind, Thread

NAME = "discourse"
NOBODY: Mapping[str, str] = MappingProxyType({})
DIGITS = re.compile(r"^(\d{1,9})$")
AVATAR = re.compile(r"/(?:user_avatar/[^/]{1,200}|letter_avatar)/([^/%]{1,60})/\d{1,4}/")
# `Wren:`, `Wren :` in French, `Wren said:` before version 0.9.9.
NAMED = re.compile(rf"^(\S{{1,60}}?)(?: {SAID})?\s?[:\uff1a]$", re.IGNORECASE)
# A name with blanks is what somebody is called, not the name that posts are signed with.
CALLED = re.compile(rf"^(\S.{{0,99}}?)(?: {SAID})?\s?[:\uff1a]$", re.IGNORECASE)
TOPIC = re.compile(r"/t/(?:[^/]{1,300}/)?(\d{1,9})(?:[/?#]|$)")
MEMBER = re.compile(r"/u(?:sers)?/([^/?#]{1,60})")
SIGNED = (
    Field(selector="a[data-user-card]", attribute="data-user-card"),
    Field(selector=".username a, .username"),
    Field(selector="[itemprop=author] [itemprop=name], [itemprop=name]"),
    Field(selector="b"),
    Field(selector="a", attribute="href", pattern=MEMBER),
)
FULL = (Field(selector=".full-name"), Field(pattern=re.compile(r"\((\S.{0,99})\)")))
# A quote so short is in many posts by chance; and so many quotes are looked for in all posts of a page.
LEAST_WORDS = 4
MAX_ASKED = 200
IN_TOPIC = re.compile(r"/t/(?:[^/]{1,300}/)?\d{1,9}/(\d{1,6})(?:[/?#]|$)")
# `[quote="Wren Alder, post:1, topic:55, username:wren"]`.
RAW_QUOTE = re.compile(r'\[quote="[^"\n\]]{1,300}"\]', re.IGNORECASE)
RAW_TOPIC = re.compile(r",\s?topic:\s?(\d{1,9})")
RAW_POST = re.compile(r",\s?post:\s?(\d{1,9})")

WORDS = BodyRules(
    # Words of the chat are quoted in a box of their own.
    quote="aside.quote, .chat-transcript",
    quote_body="blockquote, .chat-transcript-messages",
    # A quote of another topic shows that topic's title, where one of this topic shows the name: only a name has a colon.
    quote_author=(
        Field(attribute="data-username"),
        Field(selector=".chat-transcript-username"),
        Field(selector=".title", without="a, .quote-controls", pattern=NAMED),
        Field(selector=".title img.avatar", attribute="src", pattern=AVATAR),
        Field(selector=".title", without="a, .quote-controls", pattern=CALLED),
    ),
    quote_post=(
        Field(attribute="data-post", pattern=DIGITS),
        Field(selector=".title a", attribute="href", pattern=IN_TOPIC),
    ),
    quote_thread=(
        Field(attribute="data-topic", pattern=DIGITS),
        Field(selector=".title a", attribute="href", pattern=TOPIC),
    ),
    # Who quotes a post is given an `aside`; a box alone is for words that somebody brought from elsewhere.
    article="blockquote",
    link="aside.onebox, .onebox",
    code="pre",
    # An accepted answer is shown again below the question.
    skip="aside.accepted-answer, aside.quote > .title, .lightbox-wrapper .meta, .lightbox .meta, .clicks, .badge-notification,"
    " .cooked-selection-barrier, .codeblock-button-wrapper, .poll-buttons, .post-notice, .cooked > .username, .post-replies",
)


def part_raw(text: str, native: str) -> tuple[Segment, ...]:
    """Give the segments of a post as its author typed it, in the topic numbered `native`.

    A quote of another topic loses its number, which counts within that topic.
    """

    def told(tag: re.Match[str]) -> str:
        topic = RAW_TOPIC.search(tag[0])
        return RAW_TOPIC.sub("", RAW_POST.sub("", tag[0])) if topic and topic[1] != native else tag[0]

    return part_bbcode(RAW_QUOTE.sub(told, text))


def in_order(thread: Thread) -> Thread:
    """Give the thread with its posts in the order of their numbers: a page may hold them twice, in two parts of it."""
    if not all(post.id.isdecimal() for post in thread.posts):
        return thread
    posts = sorted(thread.posts, key=lambda post: int(post.id))
    return replace(thread, posts=tuple(replace(post, position=number) for number, post in enumerate(posts, 1)))


def called_in(tree: LexborHTMLParser) -> Mapping[str, str]:
    """Give the names that posts are signed with by what their authors are called in small letters.

    Pages show both side by side, plain ones the second in brackets.
    """
    found: dict[str, str] = {}
    for names in (*tree.css(".names:has(.full-name)"), *tree.css(".creator")):
        called, signed = first_value(FULL, names), first_value(SIGNED, names)
        if called and signed:
            found.setdefault(called.lower(), signed)
    return found


def settled(thread: Thread, native: str, *, called: Mapping[str, str] = NOBODY) -> Thread:
    """Give the thread with its quotes' topics compared with its own number, `native`, no number where it is not known.

    A quote of this topic that names a number and no author has that post's author; one of another topic keeps that
    topic as its `thread_id`, and the name in the spelling that this page's posts have. `called` gives, by what an author
    is called in small letters, the name that posts are signed with.
    """
    authors = {post.id: post.author for post in thread.posts}
    page = _Page(
        native=native,
        host=thread.id.rpartition("/")[0],
        authors=authors,
        spelled={**called, **{author.lower(): author for author in authors.values() if author}},
        speakers=_Speakers(thread.posts),
    )
    posts = (
        replace(post, segments=tuple(map(page.known, post.segments))) if any(s.depth for s in post.segments) else post
        for post in thread.posts
    )
    return replace(thread, posts=tuple(posts))


class _Speakers:
    """Tells by their words who is quoted under a name with blanks, which is no name that posts are signed with."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = posts
        self._asked = 0

    @cached_property
    def _said(self) -> list[tuple[str | None, str]]:
        return [(post.author, f" {' '.join(words(post.own))} ") for post in self._posts]

    def of(self, segment: Segment) -> str | None:
        """Give the author of the first post that holds a quote's words, or the name that the quote has."""
        quoted = words(segment.text)
        self._asked += 1
        if len(quoted) < LEAST_WORDS or self._asked > MAX_ASKED:
            return segment.author
        joined = f" {' '.join(quoted)} "
        return next((author for author, said in self._said if author and joined in said), segment.author)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a page tells of its quotes: its topic's number, who wrote which post, and how names are spelled."""

    native: str
    host: str
    authors: Mapping[str, str | None]
    spelled: Mapping[str, str]
    speakers: _Speakers

    def known(self, segment: Segment) -> Segment:
        """Give a segment with its author and its topic as this page knows them."""
        if segment.kind is not SegmentKind.QUOTE:
            return segment
        author = self.spelled.get(segment.author.lower(), segment.author) if segment.author else None
        if author and " " in author and segment.post_id is None:
            author = self.speakers.of(replace(segment, author=author))
        written = self.authors.get(segment.post_id or "")
        # Where the page does not say its own number, a quote is of this topic if the post it names is its author's.
        own = segment.thread_id if not self.native.isdigit() and author and author == written else self.native
        if segment.thread_id in {None, own}:
            return replace(segment, thread_id=None, author=author or written)
        # The address of a topic's first post ends with the topic.
        thread_id = f"{self.host}/{segment.thread_id}"
        return replace(segment, thread_id=thread_id, post_id=segment.post_id or "1", author=author)
