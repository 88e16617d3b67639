"""Finds the post a quote comes from by comparing words, where the page names none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from analyzer.quotes.text import words
from analyzer.thread import Found, Post, Segment, SegmentKind

# Word runs of this length are rarely shared by chance in one thread; shorter quotes are compared as a whole.
RUN = 4
# A quote is cut, corrected and re-flowed, seldom rewritten: at least this share of it stands in its source.
LEAST_SIMILAR = 0.6
# Without an author's name to go by, near the whole quote must stand in the source, and be long enough to be no chance.
LEAST_SIMILAR_UNNAMED = 0.85
LEAST_WORDS_UNNAMED = 5
# Two words or one are in every other post: only word for word, never nearly.
LEAST_WORDS_NEARLY = 3
# Posts of one author that are looked at, the latest first; an author with more is quoted from near by.
MAX_CANDIDATES = 200


def trace(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Give the posts with each quote that names no post traced to the earlier post its words come from.

    A quote with an author is looked for in that author's earlier posts only, the latest first among equals. What is
    found has `post_id`, `found: matched` and its `similarity`; a quote whose source is not there stays as it is.
    """
    tracer = _Tracer()
    traced = []
    for post in posts:
        known = tuple(tracer.traced(segment) for segment in post.segments)
        traced.append(post if known == post.segments else replace(post, segments=known))
        tracer.add(post)
    return tuple(traced)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An earlier post as words, joined for whole comparison."""

    post_id: str
    author: str
    joined: str
    runs: frozenset[str]


class _Tracer:
    """Keeps the earlier posts of a thread by author."""

    def __init__(self) -> None:
        self._posts: dict[str, list[Post]] = defaultdict(list)
        self._all: list[Post] = []
        self._candidates: dict[str, _Candidate] = {}

    def add(self, post: Post) -> None:
        """Make a post known to the quotes after it."""
        self._all.append(post)
        if post.author:
            self._posts[_name(post.author)].append(post)

    def traced(self, segment: Segment) -> Segment:
        """Give the segment with its source, where it is a quote that names none and one is found."""
        if segment.kind is not SegmentKind.QUOTE or segment.post_id is not None:
            return segment
        named = segment.author is not None
        posts = self._posts.get(_name(segment.author), []) if segment.author else self._all
        least = LEAST_SIMILAR if named else LEAST_SIMILAR_UNNAMED
        quoted = words(segment.text)
        if not quoted or (not named and len(quoted) < LEAST_WORDS_UNNAMED):
            return segment
        best, best_similarity = None, 0.0
        for post in reversed(posts[-MAX_CANDIDATES:]):
            similarity = _similarity(quoted, self._candidate(post))
            if similarity > best_similarity:
                best, best_similarity = post, similarity
        if best is None or best_similarity < least:
            return segment
        return replace(
            segment,
            post_id=best.id,
            author=segment.author or best.author,
            found=Found.MATCHED,
            similarity=round(best_similarity, 3),
        )

    def _candidate(self, post: Post) -> _Candidate:
        if post.id not in self._candidates:
            spoken = words(post.text)
            self._candidates[post.id] = _Candidate(
                post.id, post.author or "", f" {' '.join(spoken)} ", frozenset(_runs(spoken))
            )
        return self._candidates[post.id]


def _similarity(quoted: list[str], candidate: _Candidate) -> float:
    """Give the share of the quote's words that stand in the candidate, 0 to 1."""
    joined = " ".join(quoted)
    if f" {joined} " in candidate.joined:
        return 1.0
    if len(quoted) >= 2 * RUN:
        runs = list(_runs(quoted))
        return sum(run in candidate.runs for run in runs) / len(runs)
    if len(quoted) < LEAST_WORDS_NEARLY:
        return 0.0
    return fuzz.partial_ratio(joined, candidate.joined, score_cutoff=100 * LEAST_SIMILAR_UNNAMED) / 100


def _runs(spoken: list[str]) -> list[str]:
    return [" ".join(spoken[i : i + RUN]) for i in range(len(spoken) - RUN + 1)]


def _name(author: str) -> str:
    return " ".join(author.casefold().split())
