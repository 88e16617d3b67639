"""Settles who wrote which words of a thread, once its posts have been read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analyzer.language import language_of
from analyzer.quotes.heads import headed
from analyzer.quotes.marked import part_marked
from analyzer.quotes.match import trace
from analyzer.quotes.pasted import articles_apart
from analyzer.quotes.reported import reported_in
from analyzer.quotes.spoken import is_later, name_key
from analyzer.thread import Post, Segment, SegmentKind, Thread

# `@Bricklayer of Hemm, no`: names have spaces on many forums, so that the longest known name is the one that is meant.
MAX_NAME_WORDS = 5
ADDRESSED = re.compile(r"\s{0,9}@\s?([^\n]{1,200})")
# A quoted line as mail programs mark it.
MARKED = re.compile(r"^\s{0,3}>[^\n<]{0,200}?\w", re.MULTILINE)
LEAST_MARKED = 2


def attribute(thread: Thread) -> Thread:
    """Give the thread with its words settled.

    Lines marked `>` by hand or by a mail gateway and pasted articles are parted, quotes have the author that the line above
    them names, are traced to their posts, replies known from quotes and from `@name`, and own words have their language
    and the speech they report.
    """
    parted = [
        replace(post, segments=articles_apart(_marks_apart(post.segments), thread.title)) for post in thread.posts
    ]
    # A line that names an author tells where to look; and what has no mark is a quote only once its words are found.
    posts = [_with_reply(post) for post in headed(trace(headed(parted)))]
    return replace(thread, posts=tuple(map(_described, _addressed(posts))))


def _marks_apart(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Give the segments with the lines that own words mark with `>` as quotes; one line may be an arrow or a smiley."""
    parted: list[Segment] = []
    for segment in segments:
        marked = segment.kind is SegmentKind.OWN and len(MARKED.findall(segment.text)) >= LEAST_MARKED
        parted.extend(part_marked(segment.text) if marked else (segment,))
    return tuple(parted)


def _with_reply(post: Post) -> Post:
    if post.reply_to is not None:
        return post
    return replace(post, reply_to=_first_source(post.segments))


def _first_source(segments: Sequence[Segment]) -> str | None:
    """Give the post that the first outer quote of this thread comes from: what a post quotes first is what it answers."""
    for segment in segments:
        if segment.kind is SegmentKind.QUOTE and segment.depth == 1 and segment.post_id and segment.thread_id is None:
            return segment.post_id
    return None


def _addressed(posts: Sequence[Post]) -> list[Post]:
    """Give the posts with replies known from `@name` at the start of own words: the latest post of that author."""
    latest: dict[str, Post] = {}
    found: list[Post] = []
    for post in posts:
        answered = _named(post, latest) if post.reply_to is None else None
        found.append(replace(post, reply_to=answered.id) if answered is not None else post)
        if post.author:
            latest[name_key(post.author)] = post
    return found


def _named(post: Post, latest: dict[str, Post]) -> Post | None:
    """Give the latest post of the author whom a post names first, where it names one who wrote before."""
    first = next((segment for segment in post.segments if segment.kind is not SegmentKind.SIGNATURE), None)
    match = ADDRESSED.match(first.text) if first is not None and first.kind is SegmentKind.OWN else None
    if match is None:
        return None
    words = match[1].split()
    for count in range(min(MAX_NAME_WORDS, len(words)), 0, -1):
        name = name_key(" ".join(words[:count]))
        for written in (name, name.rstrip(".,:;!?-)")):
            other = latest.get(written)
            if other is not None and written != name_key(post.author) and not is_later(other, post):
                return other
    return None


def _described(post: Post) -> Post:
    """Give the post with the language of its own words and the speech they report."""
    if all(segment.kind is not SegmentKind.OWN for segment in post.segments):
        return post
    return replace(
        post,
        segments=tuple(
            replace(segment, language=language_of(segment.text), reported=reported_in(segment.text))
            if segment.kind is SegmentKind.OWN
            else segment
            for segment in post.segments
        ),
    )
