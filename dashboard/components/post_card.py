"""A post as a reader would see it: whose words are whose, which labels were given, where a quote comes from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from analyzer.store.views import ScoredPost
from analyzer.thread import Found, Post, Segment, SegmentKind
from dashboard.components import links
from dashboard.components.badges import scoring_line
from dashboard.components.links import Place
from dashboard.components.markup import MAX_SHOWN, NOTHING, Html, join, line, show, tag, text

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

# Boxes past the sixth are drawn at the sixth: a hostile page nests thousands, and none is wide enough to read.
MAX_DEPTH = 6
# A quote of this many characters is some eight lines, own words of this many two screens; the rest is folded.
FOLD_QUOTE_AFTER = 800
FOLD_OWN_AFTER = 6000
# A post of forty screens is cut here, so that 25 posts stay near two megabytes; the export has it whole.
MAX_SEGMENTS = 200
MAX_POST = 4 * MAX_SHOWN
# What a page says of an author is a handful of facts; a hostile one can say thousands.
MAX_FACTS = 8
# With it the post named in the address stood at the top in six of six first visits on a busy machine of two cores;
# without it one was missed.
SECONDS_TO_ARRIVE = 0.4
ARRIVED = "posts have arrived"
# What is said of masked words: of several, of one.
_KINDS: Mapping[SegmentKind, tuple[str, str]] = {
    SegmentKind.OWN: ("own words", "own word"),
    SegmentKind.QUOTE: ("quoted words", "quoted word"),
    SegmentKind.ARTICLE: ("words of a pasted article", "word of a pasted article"),
    SegmentKind.LINK: ("words of a link card", "word of a link card"),
    SegmentKind.CODE: ("words of code", "word of code"),
    SegmentKind.SIGNATURE: ("words of a signature", "word of a signature"),
}


def post_cards(
    posts: Iterable[ScoredPost], places: Mapping[str, Place], *, below: Callable[[ScoredPost], None] | None = None
) -> None:
    """Show posts with their anchors, authors, dates, labels and words; `places` are those of all posts of the thread.

    `below` shows within the card of each post what else there is to it.
    """
    slots = [(scored.post.position, _post_card(scored, places, below=below)) for scored in posts]
    # A heading brings itself into view when the address names its anchor, once, as soon as it is there: it must not be
    # there before the words that stand above and below it, and those wait for a part of Streamlit on the first visit.
    if not st.session_state.get(ARRIVED):
        time.sleep(SECONDS_TO_ARRIVE)
        st.session_state[ARRIVED] = True
    for position, slot in slots:
        slot.subheader(f"Post {position:d}", anchor=links.anchor(position))


def _post_card(
    scored: ScoredPost, places: Mapping[str, Place], *, below: Callable[[ScoredPost], None] | None
) -> DeltaGenerator:
    post = scored.post
    words = _Words(thread_id=scored.thread_id, places=places)
    shown = _within_bounds(_marked(scored))
    with st.container(border=True):
        slot = st.empty()
        cut = "The rest of this post is not shown here; the export has it." if len(shown) < len(post.segments) else ""
        show(
            tag(
                "div",
                _byline(post, words),
                scoring_line(scored.scoring, has_own_words=bool(post.own.strip())),
                *words.boxes(shown, depth=0),
                tag("span", cut, class_="fa-cut") if cut else NOTHING,
                class_="fa-post",
            )
        )
        if below is not None:
            below(scored)
    return slot


def words_alone(scored: ScoredPost, places: Mapping[str, Place], *, masked: bool = False) -> Html:
    """Give a post's words without its head, quoted ones folded; `masked` says how many words there are instead."""
    words = _Words(thread_id=scored.thread_id, places=places, folded=True, masked=masked)
    shown = _within_bounds(_marked(scored))
    cut = (
        "The rest of this post is not shown here; the export has it." if len(shown) < len(scored.post.segments) else ""
    )
    return tag(
        "div", *words.boxes(shown, depth=0), tag("span", cut, class_="fa-cut") if cut else NOTHING, class_="fa-post"
    )


def day(moment: datetime | None) -> Html:
    """Give a date as people write it, in UTC; a time of midnight is taken for a date alone."""
    if moment is None:
        return tag("span", "undated", class_="fa-faint")
    clock = "" if (moment.hour, moment.minute) == (0, 0) else moment.strftime(", %H:%M UTC")
    return tag("time", f"{moment.day} {moment.strftime('%B %Y')}{clock}", datetime=moment.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A segment and the stretches of it that carried a given label, as code points in order."""

    segment: Segment
    marks: tuple[tuple[int, int], ...] = ()


def _marked(scored: ScoredPost) -> list[_Piece]:
    given = [score for score in scored.scoring.scores if score.label in scored.scoring.labels] if scored.scoring else []
    spans = [span for score in given for span in score.spans]
    pieces = []
    for index, segment in enumerate(scored.post.segments):
        marks: list[tuple[int, int]] = []
        for span in sorted((s for s in spans if s.segment == index), key=lambda s: (s.start, s.end)):
            start = max(span.start, marks[-1][1] if marks else 0)
            if start < span.end <= min(len(segment.text), MAX_SHOWN):
                marks.append((start, span.end))
        pieces.append(_Piece(segment=segment, marks=tuple(marks)))
    return pieces


def _within_bounds(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    total = 0
    for index, piece in enumerate(pieces[:MAX_SEGMENTS]):
        total += min(len(piece.segment.text), MAX_SHOWN)
        if total > MAX_POST:
            return pieces[:index]
    return pieces[:MAX_SEGMENTS]


def byline(scored: ScoredPost, places: Mapping[str, Place]) -> Html:
    """Give a post's author, date, what it answers, and some facts about the author."""
    return _byline(scored.post, _Words(thread_id=scored.thread_id, places=places))


def _byline(post: Post, words: _Words) -> Html:
    author = tag("strong", line(post.author)) if post.author else tag("em", "author not given")
    answers = words.places.get(post.reply_to) if post.reply_to else None
    facts = [
        tag("div", tag("dt", line(key, limit=40)), tag("dd", line(value, limit=80)))
        for key, value in list(post.card.items())[:MAX_FACTS]
    ]
    return tag(
        "header",
        tag("span", author, class_="fa-author"),
        day(post.created_at),
        tag("small", "in answer to ", words.link(answers)) if answers else "",
        tag("dl", *facts, class_="fa-card") if facts else "",
        class_="fa-byline",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Draws the segments of a post, nested quotes in nested boxes; `folded` closes the outer ones until asked."""

    thread_id: str
    places: Mapping[str, Place]
    folded: bool = False
    masked: bool = False

    def boxes(self, pieces: Sequence[_Piece], *, depth: int) -> Iterator[Html]:
        """Give the pieces at this depth in order, and those deeper in boxes of their own."""
        for deeper, group in groupby(pieces, key=lambda p: _depth(p.segment) > depth):
            run = list(group)
            if not deeper:
                yield from (_masked(piece) if self.masked else self._piece(piece) for piece in run)
                continue
            for box in _split(run, depth=depth + 1):
                inner = self.boxes(box, depth=depth + 1)
                quote = tag("blockquote", self._source(box, depth=depth + 1), *inner, class_="fa-quote")
                yield self._folded_quote(box, quote) if self.folded and depth == 0 else quote

    def link(self, place: Place) -> Html:
        """Give a link to a post of this thread, on whichever page it stands."""
        href = links.to_thread(self.thread_id, page=place.page, position=place.position)
        return tag("a", f"post #{place.position:d}", href=href)

    def _folded_quote(self, box: Sequence[_Piece], quote: Html) -> Html:
        author = next((piece.segment.author for piece in box if piece.segment.author), None)
        number = sum(len(piece.segment.text.split()) for piece in box)
        whom = line(author, limit=60) if author else "an author not named"
        return tag("details", tag("summary", "Quoted words of ", whom, f", {number:,} in all"), quote)

    def _source(self, box: Sequence[_Piece], *, depth: int) -> Html:
        at_depth = (p.segment for p in box if _depth(p.segment) == depth and p.segment.kind is SegmentKind.QUOTE)
        quote = next(at_depth, None)
        if quote is None:
            return tag("div", "quoted", class_="fa-source")
        place = self.places.get(quote.post_id) if quote.post_id else None
        parts: list[Html | str] = ["quoted from ", line(quote.author) if quote.author else "an author not named"]
        if place is not None:
            parts += [", ", self.link(place)]
        elif quote.post_id:
            parts.append(", post not on this page of the forum")
        if quote.found is Found.MATCHED:
            alike = f" ({quote.similarity:.0%} alike)" if quote.similarity is not None else ""
            parts.append(tag("small", f" · found by comparing the words{alike}"))
        return tag("div", *parts, class_="fa-source")

    def _piece(self, piece: _Piece) -> Html:
        segment = piece.segment
        match segment.kind:
            case SegmentKind.OWN:
                return _own(piece)
            case SegmentKind.QUOTE:
                return _quoted(segment.text)
            case SegmentKind.ARTICLE:
                return _folded(f"Pasted article, {len(segment.text.split()):,} words", segment.text)
            case SegmentKind.LINK:
                return _folded("Link card", segment.text)
            case SegmentKind.CODE:
                return tag("pre", text(segment.text), class_="fa-code")
            case SegmentKind.SIGNATURE:
                return tag("footer", text(segment.text), class_="fa-signature", dir="auto")


def _depth(segment: Segment) -> int:
    least = 1 if segment.kind is SegmentKind.QUOTE else 0
    return min(max(segment.depth, least), MAX_DEPTH)


def _split(run: Sequence[_Piece], *, depth: int) -> Iterator[list[_Piece]]:
    """Give the boxes of a run: a new one starts where the quote at this depth is of another post or author."""
    box: list[_Piece] = []
    source: tuple[str | None, str | None] | None = None
    for piece in run:
        segment = piece.segment
        if _depth(segment) == depth and segment.kind is SegmentKind.QUOTE:
            here = (segment.post_id, segment.author)
            if source is not None and here != source:
                yield box
                box = []
            source = here
        box.append(piece)
    yield box


def _masked(piece: _Piece) -> Html:
    # The words do not leave the server: what is only blurred is still read out.
    number = len(piece.segment.text.split())
    return tag("div", f"Masked: {number:,} {_KINDS[piece.segment.kind][number == 1]}", class_="fa-masked")


def _own(piece: _Piece) -> Html:
    words = piece.segment.text
    cut = _cut(words, FOLD_OWN_AFTER)
    shown, at = [], 0
    for start, end in piece.marks:
        if end <= cut:
            shown += [text(words[at:start]), tag("mark", text(words[start:end]))]
            at = end
    own = tag("div", *shown, text(words[at:cut]), class_="fa-own", dir="auto")
    return own if cut == len(words) else join(own, _rest(words[cut:]))


def _quoted(words: str) -> Html:
    cut = _cut(words, FOLD_QUOTE_AFTER)
    shown = tag("div", text(words[:cut]), class_="fa-quoted", dir="auto")
    return shown if cut == len(words) else join(shown, _rest(words[cut:]))


def _cut(words: str, after: int) -> int:
    """Give where to fold: the last space before `after`, unless a word as long as half of it stands there."""
    if len(words) <= after:
        return len(words)
    space = words.rfind(" ", 0, after)
    return space if space > after // 2 else after


def _rest(words: str) -> Html:
    return _folded(f"The rest, {len(words):,} characters", words)


def _folded(summary: str, words: str) -> Html:
    return tag("details", tag("summary", summary), tag("div", text(words), dir="auto", class_="fa-quoted"))
