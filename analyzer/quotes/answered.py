"""Finds the source of quotes that name nobody in the post that is answered, where an engine keeps a tree of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analyzer.quotes.text import words
from analyzer.thread import Found, Post, Segment, SegmentKind

# One word is in every other post.
LEAST_WORDS = 2
# Words of the answered post that are looked at: posts of these engines are at most some 10,000 characters long.
MAX_WORDS = 4000


def quoting_answered(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Give the posts with each quote that names nobody traced to the answered post, if its words stand there as they are.

    An answer quotes what it answers far more often than anything else, so a short quote is no chance there.
    """
    known = {post.id: post for post in posts}
    spoken: dict[str, str] = {}
    return tuple(
        replace(post, segments=tuple(_traced(segment, known.get(post.reply_to), spoken) for segment in post.segments))
        if post.reply_to in known
        else post
        for post in posts
    )


def _traced(segment: Segment, answered: Post | None, spoken: dict[str, str]) -> Segment:
    if segment.kind is not SegmentKind.QUOTE or segment.author or segment.post_id or answered is None:
        return segment
    quoted = words(segment.text)
    if answered.id not in spoken:
        spoken[answered.id] = f" {' '.join(words(answered.text)[:MAX_WORDS])} "
    if len(quoted) < LEAST_WORDS or f" {' '.join(quoted)} " not in spoken[answered.id]:
        return segment
    return replace(segment, author=answered.author, post_id=answered.id, found=Found.MATCHED, similarity=1.0)


def first_above(native: str, parents: Mapping[str, str | None], known: dict[str, str]) -> str:
    """Give the first post above one, which need not be there itself; `known` remembers those that were found before.

    Posts that answer each other in a circle begin with the one that was asked for.
    """
    way: list[str] = []
    while native not in known:
        known[native] = native
        parent = parents.get(native)
        if parent is None or parent == native:
            break
        way.append(native)
        native = parent
    for one in way:
        known[one] = known[native]
    return known[native]


def discussions(parents: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Give by the first post above them the posts of each discussion, in the order in which `parents` names them."""
    found: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for native in parents:
        found.setdefault(first_above(native, parents, known), []).append(native)
    return found
