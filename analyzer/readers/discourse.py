"""Discourse topics: pages as crawlers are given them and as browsers show them, and the JSON of topics and feeds."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from analyzer.dates import parse_date
from analyzer.errors import UnreadableError
from analyzer.fields import Field
from analyzer.ids import digest
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import tidy
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Problem, Segment, SegmentKind, Thread

NAME = "discourse"
DIGITS = re.compile(r"^(\d{1,9})$")
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
        Field(attribute="data-post", pattern=DIGITS),
        Field(selector=".title a", attribute="href", pattern=re.compile(r"/t/(?:[^/]{1,300}/)?\d{1,9}/(\d{1,6})")),
    ),
    quote_thread=(
        Field(attribute="data-topic", pattern=DIGITS),
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


POST_NUMBER = re.compile(r"^#?(?:post_)?(\d{1,9})$")
MILLISECONDS = re.compile(r"^(\d{9,10})\d{3}$")
# Where the program that shows the topic finds it, when the page was kept before it ran.
PRELOADED = '[data-preloaded*="post_stream"]'

ENGINE = Engine(
    name=NAME,
    claims=f'.topic-body.crawler-post, .crawler-post .creator, .topic-post article[id^="post_"],'
    f' article[id^="post_"] .cooked, {PRELOADED}',
    marks=("crawler-post", "cooked", "data-preloaded"),
    title=(
        Field(selector="#topic-title h1 a, #topic-title .fancy-title"),
        Field(selector="#topic-title h1"),
        Field(selector='meta[property="og:title"]', attribute="content"),
        Field(selector="title"),
    ),
    thread_id=(
        Field(selector="article[data-topic-id]", attribute="data-topic-id"),
        Field(selector="h1[data-topic-id]", attribute="data-topic-id"),
    ),
    url_id=re.compile(r"/t/(?:[^/]{1,300}/)?(\d{1,9})(?:[/?#]|$)"),
    post='.crawler-post, article[id^="post_"]',
    # The link to the next page has a post's class and neither author nor number.
    not_posts=".crawler-post[role=navigation], .small-action, .embedded-posts article, .embedded-posts .crawler-post",
    post_id=(
        Field(attribute="id", pattern=POST_NUMBER),
        Field(attribute="data-post-number", pattern=POST_NUMBER),
        Field(selector='[itemprop="position"]', pattern=POST_NUMBER),
    ),
    author=(
        Field(selector=".names a[data-user-card]", attribute="data-user-card"),
        Field(selector=".creator [itemprop=name]"),
        Field(selector="[itemprop=author] [itemprop=name]"),
        Field(selector=".names .username a, .names .username"),
        Field(selector=".names a[href*='/u/']", attribute="href", pattern=re.compile(r"/u/([^/?#]{1,60})")),
        Field(selector=".creator a"),
        Field(selector=".creator"),
    ),
    created_at=(
        Field(selector="time.post-time", attribute="datetime"),
        Field(selector=".crawler-post-meta time", attribute="datetime"),
        Field(selector=".post-date [data-time]", attribute="data-time", pattern=MILLISECONDS),
        Field(selector=".post-date [title]", attribute="title"),
        Field(selector=".crawler-post-meta .post-time"),
    ),
    body=(".contents > .cooked", ".cooked", ".post[itemprop=text]", ".post[itemprop=articleBody]", ".post"),
    words=WORDS,
    signature=".user-signature, .signatures",
    card=CardRules(role=".topic-meta-data .user-title"),
)


@dataclass(frozen=True, slots=True)
class DiscourseReader(HtmlForumReader):
    """Reads Discourse, whose quotes name a topic and a number within it."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page holds a topic, or the JSON posts that are cooked and numbered within a topic."""
        if source.kind is SourceKind.JSON:
            return '"post_number"' in source.text and '"cooked"' in source.text
        return HtmlForumReader.claims(self, source)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the thread of a page or topic; of a feed, one for each run of posts of the same topic.

        Raises `UnreadableError` where a file is no JSON, or holds no list of posts.
        """
        if source.kind is SourceKind.JSON:
            yield from _from_json(source)
            return
        for thread in HtmlForumReader.read(self, source):
            topic = _kept(source)
            kept = _posts_in(topic)
            if thread.posts or not kept:
                settled = _settled(thread, thread.id.rpartition("/")[2])
                yield _with_replies(settled, kept) if kept else settled
            else:
                yield _thread_of(kept, source=source, about=topic, page=thread)


READER = DiscourseReader(ENGINE)


def _from_json(source: Source) -> Iterator[Thread]:
    try:
        document = json.loads(source.text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            "the file looks like a Discourse topic, and is no JSON", where=source.name, remedy="save it again, whole"
        ) from error
    posts = _posts_in(document)
    if not posts:
        raise UnreadableError(
            "the file has no list of posts", where=source.name, remedy="save the topic's page with `.json` at its end"
        )
    about = document if isinstance(document, dict) else {}
    for _, run in groupby(posts, key=lambda post: post.get("topic_id")):
        yield _thread_of(list(run), source=source, about=about)


def _posts_in(document: Any) -> list[dict[str, Any]]:
    """Give the posts of a parsed answer, whichever it is."""
    if isinstance(document, dict):
        stream = document.get("post_stream")
        found = stream.get("posts") if isinstance(stream, dict) else document.get("latest_posts", document.get("posts"))
        found = [document] if found is None and "cooked" in document else found
    else:
        found = document
    return [one for one in found if isinstance(one, dict) and "post_number" in one] if isinstance(found, list) else []


def _thread_of(
    found: Sequence[Mapping[str, Any]], *, source: Source, about: Mapping[str, Any], page: Thread | None = None
) -> Thread:
    """Give the thread that posts of one topic make, in their order, no number twice; `page` says where they were kept."""
    posts: dict[str, Post] = {}
    problems: list[Problem] = list(source.problems)
    for one in found:
        try:
            post = _post(one, len(posts) + 1)
        except (TypeError, ValueError) as error:
            where = f"{source.name}, post {str(one.get('post_number'))[:20]}"
            what = f"it could not be read ({error})"
            problems.append(Problem(what=what, where=where, remedy="look at it in the file"))
            continue
        posts.setdefault(post.id, post)
    topic, url = found[0].get("topic_id") or about.get("id"), page.url if page else None
    native = str(topic) if topic is not None else digest(*posts)
    thread = Thread(
        id=f"{(urlsplit(url).hostname if url else None) or NAME}/{native}",
        title=_text(about.get("title")) or _text(found[0].get("topic_title")) or (page.title if page else None),
        engine=NAME,
        source=source.name,
        url=url,
        posts=tuple(posts.values()),
        problems=tuple(problems),
    )
    return _settled(thread, native)


def _post(one: Mapping[str, Any], position: int) -> Post:
    role = _text(one.get("user_title"))
    return Post(
        id=str(int(one["post_number"])),
        position=position,
        author=_text(one.get("username")),
        created_at=parse_date(_text(one.get("created_at"))),
        reply_to=_answered(one),
        segments=tuple(_segments(one)),
        card={"role": role} if role else NO_CARD,
    )


def _segments(one: Mapping[str, Any]) -> Iterable[Segment]:
    cooked = one.get("cooked")
    if isinstance(cooked, str):
        body = LexborHTMLParser(cooked).body
        yield from part(body, WORDS) if body is not None else ()
    elif isinstance(raw := one.get("raw"), str) and tidy(raw):
        yield Segment(kind=SegmentKind.OWN, text=tidy(raw))
    signature = one.get("user_signature")
    if isinstance(signature, str) and (text := tidy(LexborHTMLParser(signature).text(separator="\n"))):
        yield Segment(kind=SegmentKind.SIGNATURE, text=text)


def _text(value: Any) -> str | None:
    return tidy(value) or None if isinstance(value, str) else None


def _kept(source: Source) -> dict[str, Any]:
    """Give the topic that the page holds as JSON within JSON, empty where it holds none."""
    holder = source.tree.css_first(PRELOADED)
    for name, value in _mapping(holder.attributes.get("data-preloaded") if holder is not None else None).items():
        topic = _mapping(value) if name.startswith("topic_") else {}
        if _posts_in(topic):
            return topic
    return {}


def _with_replies(thread: Thread, kept: Sequence[Mapping[str, Any]]) -> Thread:
    """Give the thread with what its posts answer, which the kept topic says and the page's posts do not.

    Of the kept posts nothing else is read: their words are those of the page.
    """
    answered: dict[str, str | None] = {}
    for one in kept:
        with contextlib.suppress(TypeError, ValueError):
            answered.setdefault(str(int(one["post_number"])), _answered(one))
    return replace(thread, posts=tuple(replace(post, reply_to=answered.get(post.id)) for post in thread.posts))


def _answered(one: Mapping[str, Any]) -> str | None:
    number = one.get("reply_to_post_number")
    return str(int(number)) if number else None


def _mapping(text: Any) -> dict[str, Any]:
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {}


def _settled(thread: Thread, native: str) -> Thread:
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
        # The address of a topic's first post ends with the topic.
        return replace(segment, thread_id=f"{host}/{segment.thread_id}", post_id=segment.post_id or "1", author=author)

    if not any(segment.depth for segment in post.segments):
        return post
    return replace(post, segments=tuple(known(segment) for segment in post.segments))
