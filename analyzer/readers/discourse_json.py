"""Discourse topics and feeds as JSON: `/t/ID.json`, `/t/ID/posts.json`, `/posts.json`, lists of posts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from analyzer.dates import parse_date
from analyzer.errors import UnreadableError
from analyzer.ids import digest
from analyzer.quotes.dom import part
from analyzer.quotes.text import tidy
from analyzer.readers.discourse_words import WORDS, settled
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Problem, Segment, SegmentKind, Thread

ENGINE = "discourse"
# What Discourse itself says in a topic (closed, moved, renamed) is a post of this type.
SMALL_ACTION = 3


class DiscourseJsonReader:
    """Reads what a Discourse site answers to a program."""

    name = "discourse_json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the file holds posts as Discourse writes them: cooked, and numbered within a topic."""
        return source.kind is SourceKind.JSON and '"post_number"' in source.text and '"cooked"' in source.text

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the threads of the file: one of a topic; of a feed, one for each run of posts of the same topic.

        Raises `UnreadableError` where the file is no JSON, or holds no list of posts.
        """
        try:
            document = json.loads(source.text.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise UnreadableError(
                "the file looks like a Discourse topic, and is no JSON",
                where=source.name,
                remedy="save it again, whole",
            ) from error
        posts = posts_in(document)
        if not posts:
            raise UnreadableError(
                "the file has no list of posts",
                where=source.name,
                remedy="save the topic's page with `.json` at its end",
            )
        about = document if isinstance(document, dict) else {}
        for topic, run in groupby(posts, key=lambda post: post.get("topic_id")):
            yield thread_of(list(run), source=source, topic=topic or about.get("id"), title=about.get("title"))


READER = DiscourseJsonReader()


def posts_in(document: Any) -> list[dict[str, Any]]:
    """Give the posts of a parsed answer, whichever it is."""
    if isinstance(document, dict):
        stream = document.get("post_stream")
        found = stream.get("posts") if isinstance(stream, dict) else document.get("latest_posts", document.get("posts"))
        found = [document] if found is None and "cooked" in document else found
    else:
        found = document
    return [one for one in found if isinstance(one, dict) and "post_number" in one] if isinstance(found, list) else []


def thread_of(
    found: Sequence[Mapping[str, Any]],
    *,
    source: Source,
    topic: Any,
    title: Any = None,
    url: str | None = None,
    host: str = ENGINE,
) -> Thread:
    """Give the thread that posts of one topic make, in their order, no number twice."""
    posts: dict[str, Post] = {}
    problems: list[Problem] = list(source.problems)
    for one in found:
        try:
            post = _post(one, len(posts) + 1)
        except (TypeError, ValueError) as error:
            where = f"{source.name}, post {str(one.get('post_number'))[:20]}"
            problems.append(
                Problem(what=f"it could not be read ({error})", where=where, remedy="look at it in the file")
            )
            continue
        posts.setdefault(post.id, post)
    first = found[0]
    native = str(topic) if topic is not None else digest(*posts)
    thread = Thread(
        id=f"{host}/{native}",
        title=_text(title) or _text(first.get("topic_title")),
        engine=ENGINE,
        source=source.name,
        url=url,
        posts=tuple(posts.values()),
        problems=tuple(problems),
    )
    return settled(thread, native)


def _post(one: Mapping[str, Any], position: int) -> Post:
    answered = one.get("reply_to_post_number")
    role = _text(one.get("user_title"))
    return Post(
        id=str(int(one["post_number"])),
        position=position,
        author=_text(one.get("username")),
        created_at=parse_date(_text(one.get("created_at"))),
        reply_to=str(int(answered)) if answered else None,
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
