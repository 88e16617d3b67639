"""Finds the post a quote comes from by comparing words, where the page names none, and quotes that no mark shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from analyzer.quotes.spoken import Spoken, is_later, name_key
from analyzer.quotes.text import words
from analyzer.quotes.unmarked import Unmarked
from analyzer.thread import Found, Post, Segment, SegmentKind

# Word runs of this length are rarely shared by chance in one thread; shorter quotes are compared as a whole.
RUN = 4
# A quote is cut, corrected and re-flowed, seldom rewritten: at least this share of it stands in its source.
LEAST_SIMILAR = 0.6
# Without an author's name to go by, a quote must be long enough to be no chance.
LEAST_WORDS_UNNAMED = 5
# A short quote is compared letter by letter, and then near the whole of it must stand in the source.
LEAST_NEARLY = 0.85
# Two words or one are in every other post: only word for word, never nearly.
LEAST_WORDS_NEARLY = 3
# Posts that share most with a quote are compared with it whole: a dozen, so that time stays linear.
MAX_CANDIDATES = 12
# Quotes that share no run of words with any post are looked for in so many posts of their author, the latest first.
MAX_RECENT = 40
# Posts kept as words at once: a hundred times what one quote is compared with, and some megabytes.
MAX_KEPT = 1000


def trace(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Give the posts with each quote that names no post traced to the earlier post its words come from.

    A quote with an author is looked for in that author's earlier posts only, the latest first among equals. What is
    found has `post_id`, `found: matched` and its `similarity`; a quote whose source is not there stays as it is. A quote
    that names its post and nobody has that post's author.
    Own words that stand in an earlier post of somebody else become quotes in the same way. Earlier is what the dates
    say where all posts have one, else the order of the page; a post with a later date is no source in any case.
    """
    order = _written(posts)
    written = [posts[number] for number in order]
    spoken = Spoken(written)
    tracer, unmarked = _Tracer(spoken), Unmarked(spoken)
    traced: list[Post] = list(posts)
    for number, post in enumerate(written):
        known = tuple(tracer.traced(segment, number, index) for index, segment in enumerate(post.segments))
        with_sources = post if known == post.segments else replace(post, segments=known)
        traced[order[number]] = unmarked.parted(number, with_sources)
        tracer.add(number)
    return tuple(traced)


def _written(posts: Sequence[Post]) -> list[int]:
    """Give the numbers of the posts in the order in which they were written."""
    dates = [post.created_at for post in posts if post.created_at is not None]
    numbers = list(range(len(posts)))
    if len(dates) == len(posts):
        numbers.sort(key=dates.__getitem__)
    return numbers


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An earlier post as words, joined for whole comparison: what it says, and what it says with all it quotes."""

    said: str
    said_runs: frozenset[str]
    whole: str
    whole_runs: frozenset[str]


class _Tracer:
    """Keeps the earlier posts of a thread by author."""

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self._authors = {post.id: post.author for post in spoken.posts}
        self._by_author: dict[str, list[int]] = defaultdict(list)
        self._candidates: dict[int, _Candidate] = {}

    def add(self, number: int) -> None:
        """Make a post known to the quotes after it."""
        if author := self._spoken.posts[number].author:
            self._by_author[name_key(author)].append(number)

    def traced(self, segment: Segment, number: int, index: int) -> Segment:
        """Give the segment with its source, where it is a quote that names none and one is found."""
        if segment.kind is not SegmentKind.QUOTE:
            return segment
        if segment.post_id is not None:
            author = None if segment.author or segment.thread_id else self._authors.get(segment.post_id)
            return replace(segment, author=author) if author else segment
        named = segment.author is not None
        quoted = words(segment.text)
        if not quoted or (not named and len(quoted) < LEAST_WORDS_UNNAMED):
            return segment
        best, best_similarity = None, 0.0
        for candidate in self._sharing(segment, number, index):
            similarity = self._similarity(quoted, candidate)
            if similarity > best_similarity:
                best, best_similarity = candidate, similarity
        if best is None or best_similarity < LEAST_SIMILAR:
            return segment
        source = self._spoken.posts[best]
        return replace(
            segment,
            post_id=source.id,
            author=segment.author or source.author,
            found=Found.MATCHED,
            similarity=round(best_similarity, 3),
        )

    def _sharing(self, segment: Segment, number: int, index: int) -> Iterable[int]:
        """Give the numbers of the earlier posts that share most runs of words with a quote, the likeliest first.

        Of equal ones, that is the author's latest, or without a name the first to say it: later ones repeat it.
        """
        post = self._spoken.posts[number]
        theirs = self._by_author.get(name_key(segment.author), []) if segment.author else None
        if theirs is not None and len(theirs) <= MAX_CANDIDATES:
            return [one for one in reversed(theirs) if not is_later(self._spoken.posts[one], post)]
        if theirs is not None and not theirs:
            return ()
        author = name_key(segment.author)
        shared: Counter[int] = Counter()
        text = self._spoken.text_at[number, index]
        for other, count in self._spoken.shingles.sharing(text):
            one = self._spoken.places[other][0]
            if one < number and (theirs is None or name_key(self._spoken.posts[one].author) == author):
                shared[one] += count
        sign = -1 if segment.author else 1
        ranked = sorted(shared, key=lambda one: (-shared[one], sign * one))
        found = [one for one in ranked[: 4 * MAX_CANDIDATES] if not is_later(self._spoken.posts[one], post)][
            :MAX_CANDIDATES
        ]
        return found or list(reversed((theirs or [])[-MAX_RECENT:]))

    def _similarity(self, quoted: list[str], number: int) -> float:
        """Give the share of the quote's words that stand in a post, 0 to 1; what the post itself says counts first."""
        candidate = self._candidate(number)
        said = _similarity(quoted, candidate.said, candidate.said_runs)
        if said >= LEAST_SIMILAR or candidate.whole == candidate.said:
            return said
        return max(said, _similarity(quoted, candidate.whole, candidate.whole_runs) - 0.001)

    def _candidate(self, number: int) -> _Candidate:
        if number not in self._candidates:
            if len(self._candidates) >= MAX_KEPT:
                self._candidates.clear()
            post = self._spoken.posts[number]
            whole = words(post.text)
            said = words("\n".join(s.text for s in post.segments if s.kind is not SegmentKind.QUOTE))
            self._candidates[number] = _Candidate(
                f" {' '.join(said)} ", frozenset(_runs(said)), f" {' '.join(whole)} ", frozenset(_runs(whole))
            )
        return self._candidates[number]


def _similarity(quoted: list[str], said: str, runs: frozenset[str]) -> float:
    joined = " ".join(quoted)
    if f" {joined} " in said:
        return 1.0
    if len(quoted) >= 2 * RUN:
        wanted = _runs(quoted)
        return sum(run in runs for run in wanted) / len(wanted)
    if len(quoted) < LEAST_WORDS_NEARLY:
        return 0.0
    return fuzz.partial_ratio(joined, said, score_cutoff=100 * LEAST_NEARLY) / 100


def _runs(spoken: list[str]) -> list[str]:
    return [" ".join(spoken[i : i + RUN]) for i in range(len(spoken) - RUN + 1)]
