"""Settles who wrote which words of a thread, once its posts have been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzer.quotes.match import trace
from analyzer.quotes.pasted import articles_apart
from analyzer.thread import Post, Segment, SegmentKind, Thread


def attribute(thread: Thread) -> Thread:
    """Give the thread with pasted articles parted, quotes traced to their posts, and replies known from quotes."""
    parted = [replace(post, segments=articles_apart(post.segments, thread.title)) for post in thread.posts]
    return replace(thread, posts=tuple(_with_reply(post) for post in trace(parted)))


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
