"""Discourse topics as pages: what crawlers are given, what browsers show, and the topic kept in a page's head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from analyzer.fields import Field
from analyzer.readers.discourse_json import posts_in, thread_of
from analyzer.readers.discourse_words import WORDS, settled
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Thread

NUMBER = re.compile(r"^#?(?:post_)?(\d{1,9})$")
MILLISECONDS = re.compile(r"^(\d{9,10})\d{3}$")
# Where the program that shows the topic finds it, when the page was kept before it ran.
PRELOADED = '[data-preloaded*="post_stream"]'


@dataclass(frozen=True, slots=True)
class DiscourseReader(HtmlForumReader):
    """Reads the pages of Discourse, whose quotes name a topic and a number within it."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread, from its posts or else from the topic kept in it."""
        for thread in HtmlForumReader.read(self, source):
            kept = None if thread.posts else _kept(source, thread)
            yield kept or settled(thread, thread.id.rpartition("/")[2])


READER = DiscourseReader(
    Engine(
        name="discourse",
        claims=f'.topic-body.crawler-post, .crawler-post .creator, .topic-post article[id^="post_"],'
        f' article[id^="post_"] .cooked, {PRELOADED}',
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
            Field(attribute="id", pattern=NUMBER),
            Field(attribute="data-post-number", pattern=NUMBER),
            Field(selector='[itemprop="position"]', pattern=NUMBER),
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
)


def _kept(source: Source, thread: Thread) -> Thread | None:
    """Give the topic that the page holds as JSON within JSON, `None` where it holds none."""
    holder = source.tree.css_first(PRELOADED)
    for name, value in _mapping(holder.attributes.get("data-preloaded") if holder is not None else None).items():
        topic = _mapping(value) if name.startswith("topic_") else {}
        if posts := posts_in(topic):
            host = urlsplit(thread.url).hostname if thread.url else None
            return thread_of(
                posts,
                source=source,
                topic=topic.get("id"),
                title=topic.get("title") or thread.title,
                url=thread.url,
                host=host or "discourse",
            )
    return None


def _mapping(text: Any) -> dict[str, Any]:
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {}
