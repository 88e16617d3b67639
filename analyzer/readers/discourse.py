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

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.errors import UnreadableError
from analyzer.fields import Field
from analyzer.ids import digest
from analyzer.quotes.dom import part
from analyzer.quotes.text import tidy
from analyzer.readers.discourse_quotes import MEMBER, NAME, TOPIC, WORDS, called_in, in_order, part_raw, settled
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Problem, Segment, SegmentKind, Thread

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
        Field(selector="#topic-title h1 a, h1 a.fancy-title, a.post-date", attribute="href", pattern=TOPIC),
    ),
    url_id=TOPIC,
    post='.crawler-post, article[id^="post_"]',
    # The link to the next page has a post's class and neither author nor number.
    not_posts=".crawler-post[role=navigation], .small-action, .small-action article, .embedded-posts article, .embedded-posts .crawler-post",
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
        Field(selector=".topic-meta-data h3 a[href*='/users/']"),
        Field(attribute="aria-label", pattern=re.compile(r"@([^\s@]{1,60})")),
        Field(selector=".names a, .topic-avatar a", attribute="href", pattern=MEMBER),
        Field(selector=".creator a"),
        Field(selector=".creator"),
    ),
    created_at=(
        Field(selector="time.post-time", attribute="datetime"),
        Field(selector=".crawler-post-meta time", attribute="datetime"),
        Field(selector=".post-date [data-time]", attribute="data-time", pattern=MILLISECONDS),
        # The link is titled `Post date`, in the forum's language.
        Field(selector=".post-date span[title], .post-date time[title]", attribute="title"),
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
            return '"post_number"' in source.text and ('"cooked"' in source.text or '"raw"' in source.text)
        return HtmlForumReader.claims(self, source)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the thread of a page or topic; of a feed, one for each run of posts of the same topic.

        Raises `UnreadableError` where a file is no JSON, or holds no list of posts.
        """
        if source.kind is SourceKind.JSON:
            yield from _from_json(source)
            return
        for thread in map(in_order, HtmlForumReader.read(self, source)):
            topic = _kept(source)
            kept = _posts_in(topic)
            if thread.posts or not kept:
                fitted = settled(thread, thread.id.rpartition("/")[2], called=called_in(source.tree))
                yield _with_replies(fitted, kept) if kept else fitted
            else:
                yield _thread_of(kept, source=source, about=topic, page=thread)

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node, without the posts that a reader unfolded above and below it."""
        if node.css_first(".embedded-posts") is not None:
            alone = LexborHTMLParser(node.html or "")
            for unfolded in alone.css(".embedded-posts"):
                unfolded.decompose()
            node = alone.css_first(self.engine.post) or node
        return HtmlForumReader.post(self, node, position)


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
        found = [document] if found is None and "post_number" in document else found
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
    return settled(thread, native)


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
    if isinstance(cooked, str) and cooked:
        body = LexborHTMLParser(cooked).body
        yield from part(body, WORDS) if body is not None else ()
    elif isinstance(raw := one.get("raw"), str):
        yield from part_raw(raw, str(one.get("topic_id") or ""))
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
