"""Discourse topics as text: what `/raw/TOPIC` gives, each post as its author typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from analyzer.dates import parse_date
from analyzer.ids import digest
from analyzer.readers.discourse_quotes import NAME, RAW_POST, RAW_QUOTE, RAW_TOPIC, in_order, part_raw
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Thread

# `wren | 2013-05-03 14:01:00 UTC | #1`, and between two posts a line of dashes.
HEAD = re.compile(r"^(\S{1,60}) \| (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC) \| #(\d{1,9})[ \t]*$", re.MULTILINE)
DASHES = re.compile(r"\n-{25}\s*\Z")
RAW_URL = re.compile(r"/raw/(\d{1,9})(?:[/?#]|$)")


class DiscourseRawReader:
    """Reads the text of a topic, whose posts each begin with a line of author, time and number."""

    name = "discourse-raw"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the text begins with the first line of a post."""
        return source.kind is SourceKind.TEXT and HEAD.match(source.text.lstrip("\ufeff\n ")) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the topic's posts."""
        heads = list(HEAD.finditer(source.text))
        address = RAW_URL.search(source.url or "")
        native = address[1] if address else _own_topic(source.text, {head[3]: head[1] for head in heads})
        posts: dict[str, Post] = {}
        for number, head in enumerate(heads):
            end = heads[number + 1].start() if number + 1 < len(heads) else len(source.text)
            post = Post(
                id=str(int(head[3])),
                position=len(posts) + 1,
                author=head[1],
                created_at=parse_date(head[2]),
                segments=part_raw(DASHES.sub("", source.text[head.end() : end].rstrip()), native),
            )
            posts.setdefault(post.id, post)
        host = urlsplit(source.url).hostname if source.url else None
        thread = Thread(
            id=f"{host or NAME}/{native or digest(heads[0][0])}",
            title=None,
            engine=NAME,
            source=source.name,
            url=source.url,
            posts=tuple(posts.values()),
            problems=tuple(source.problems),
        )
        yield in_order(thread)


READER = DiscourseRawReader()


def _own_topic(text: str, authors: Mapping[str, str]) -> str:
    """Give the topic's number, which a quote of one of its own posts says, or nothing."""
    for tag in RAW_QUOTE.finditer(text):
        topic, post = RAW_TOPIC.search(tag[0]), RAW_POST.search(tag[0])
        if topic and post and f'"{authors.get(post[1])},' in tag[0]:
            return topic[1]
    return ""
