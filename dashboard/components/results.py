"""Posts that a search found: where they stand, who wrote them, and the stretch of their words that was looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzer.store.views import ScoredPost
from analyzer.store.words import Stretch, phrases, places
from analyzer.thread import Segment, SegmentKind
from dashboard.components.badges import label_badge
from dashboard.components.figure_tables import post_link
from dashboard.components.markup import MAX_SHOWN, NOTHING, Html, join, line, tag, text
from dashboard.components.notes import counted
from dashboard.components.post_card import day

# Shown before the first found word, and in all, of a post: some four lines.
_BEFORE, _SHOWN = 120, 420
# Looked through for the words; what a search finds further back is named without being marked.
_LOOKED = MAX_SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Excerpt:
    """The words shown of a post, the stretches to be marked in them, and whether they are quoted ones."""

    words: str
    marks: tuple[Stretch, ...]
    is_quoted: bool
    is_cut_before: bool
    is_cut_after: bool


def results(found: Sequence[ScoredPost], query: str, *, masked: Sequence[bool]) -> Html:
    """Give an entry a post; `masked` says of each whether its words stay on the server."""
    wanted = phrases(query)
    entries = (_entry(scored, wanted, masked=hidden) for scored, hidden in zip(found, masked, strict=True))
    return tag("ul", *(tag("li", entry) for entry in entries), class_="fa-results")


def _entry(scored: ScoredPost, wanted: Sequence[str], *, masked: bool) -> Html:
    given = scored.scoring.labels if scored.scoring else ()
    author = tag("strong", line(scored.post.author, limit=60)) if scored.post.author else tag("em", "author not given")
    return join(
        tag("p", post_link(scored)),
        tag("div", author, " ", day(scored.post.created_at), " ", *(label_badge(name) for name in given)),
        _masked(scored) if masked else _shown(_excerpt(scored, wanted)),
    )


def _masked(scored: ScoredPost) -> Html:
    return tag("div", f"Masked: {counted(len(scored.post.own.split()), 'own word')}", class_="fa-masked")


def _shown(excerpt: _Excerpt) -> Html:
    pieces: list[Html] = []
    edges = [0, *(edge for mark in excerpt.marks for edge in (mark.start, mark.end)), len(excerpt.words)]
    for number, (start, end) in enumerate(pairwise(edges)):
        words = text(excerpt.words[start:end])
        pieces.append(tag("mark", words) if number % 2 else words)
    return tag(
        "div",
        tag("small", "in quoted words: ") if excerpt.is_quoted else NOTHING,
        "… " if excerpt.is_cut_before else NOTHING,
        *pieces,
        " …" if excerpt.is_cut_after else NOTHING,
        class_="fa-own",
        dir="auto",
    )


def _excerpt(scored: ScoredPost, wanted: Sequence[str]) -> _Excerpt:
    """Give the first segment that holds a wanted word, own words before quoted ones; without any, the own words."""
    own_first = sorted(scored.post.segments, key=lambda segment: segment.kind is not SegmentKind.OWN)
    for segment in own_first:
        marks = places(segment.text[:_LOOKED], wanted)
        if marks:
            return _cut(segment, marks)
    return _cut(own_first[0], ()) if own_first else _cut(Segment(kind=SegmentKind.OWN, text=""), ())


def _cut(segment: Segment, marks: Sequence[Stretch]) -> _Excerpt:
    start = max(0, marks[0].start - _BEFORE) if marks else 0
    # From a whole word on, unless there is none.
    start = segment.text.find(" ", start, marks[0].start) + 1 or start if marks and start else start
    end = min(len(segment.text), start + _SHOWN)
    kept = (Stretch(mark.start - start, min(mark.end, end) - start) for mark in marks if mark.start < end)
    return _Excerpt(
        words=segment.text[start:end],
        marks=tuple(kept),
        is_quoted=segment.kind is not SegmentKind.OWN,
        is_cut_before=start > 0,
        is_cut_after=end < len(segment.text),
    )
