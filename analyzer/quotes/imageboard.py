"""Parts the words of an image board, where `>>123` names the post that is answered and `>` begins quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from analyzer.quotes.text import tidy, words
from analyzer.thread import Found, Post, Segment, SegmentKind

# `>>123`, `>>>/sci/123`, `>>123 (OP)`, `>>123 (You)`, `>>123 \u2192`; several may stand on a line.
# Archives number what was written there by the post above it and its own place: `>>123,1`.
NUMBER = r"\d{1,18}(?:[,_]\d{1,4}(?!\d))?"
# A post of another board, `>>>/sci/123`, is none of this thread, also where the number is.
REFERENCE = re.compile(rf"(?<!>)>>({NUMBER})")
LEADING = re.compile(
    rf"(?:>>(?:>/\w{{1,30}}/)?{NUMBER}(?: ?\((?:OP|You|Dead|Cross-thread)\))?(?: ?[\u2192#])?[ ,]{{0,3}}){{1,200}}"
)
QUOTED = re.compile(r">(?![>\d]{0,2}>\d)(?:\s?>)*\s?")
MAX_DEPTH = 9
# Characters of a line, and of the post it may come from, that are compared where it does not stand there word for word.
LEAST_EDITED, MOST_EDITED, MAX_SOURCE = 16, 400, 8000
LEAST_SIMILAR = 85


@dataclass(frozen=True, slots=True)
class Parted:
    """The segments of a post, and the ids of the posts it names, in order."""

    segments: tuple[Segment, ...]
    named: tuple[str, ...]


def part_all(segments: Iterable[Segment]) -> Parted:
    """Give the segments of a post with its own words parted as `part_board` does, and all that these name."""
    found: list[Segment] = []
    named: list[str] = []
    for segment in segments:
        parted = part_board(segment.text) if segment.kind is SegmentKind.OWN else Parted((segment,), ())
        found.extend(parted.segments)
        named.extend(parted.named)
    return Parted(tuple(found), tuple(named))


def part_board(text: str) -> Parted:
    """Give the segments of a post's visible text; time is linear in its length.

    Lines that begin with `>` are quotes of the post named last above them, if one was. The references at the
    beginning of a line are in no segment.
    """
    segments: list[Segment] = []
    lines: list[str] = []
    depth, source = 0, None
    box: str | None = None
    for line in text.split("\n"):
        leading = LEADING.match(line)
        rest = line[leading.end() :] if leading else line
        quoted = QUOTED.match(rest)
        marked = min(quoted.group().count(">"), MAX_DEPTH) if quoted and rest[quoted.end() :].strip() else 0
        if leading or (rest.strip() and marked != depth):
            segments.extend(_segment(lines, depth, box))
            lines, depth = [], marked
        if leading:
            named = REFERENCE.findall(leading.group())
            source = named[-1].replace(",", "_") if named else None
        box = source
        lines.append(rest[quoted.end() :] if quoted and marked else rest)
    segments.extend(_segment(lines, depth, box))
    return Parted(tuple(segments), tuple(dict.fromkeys(number.replace(",", "_") for number in REFERENCE.findall(text))))


def settled(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Give the posts with each quote's author, where its words stand in the post that the lines above it name.

    Where that post is there and does not hold them, the lines only wear the mark of a quote: they name nobody.
    """
    known = {post.id: post for post in posts}
    spoken: dict[str, str] = {}
    return tuple(
        replace(post, segments=tuple(_settled(segment, known, spoken) for segment in post.segments)) for post in posts
    )


def _settled(segment: Segment, known: dict[str, Post], spoken: dict[str, str]) -> Segment:
    source = known.get(segment.post_id or "")
    if segment.kind is not SegmentKind.QUOTE or source is None:
        return segment
    if source.id not in spoken:
        spoken[source.id] = f" {' '.join(words(source.text))} "
    if all(_stands_in(words(line), spoken[source.id]) for line in segment.text.split("\n")):
        return replace(segment, author=source.author)
    return replace(segment, post_id=None)


def _stands_in(line: list[str], source: str) -> bool:
    joined = " ".join(line)
    if f" {joined} " in source or not joined:
        return True
    # Quoted by hand, words are mended and cut; a short line is compared, whatever its source's length.
    return LEAST_EDITED <= len(joined) <= MOST_EDITED and bool(
        fuzz.partial_ratio(joined, source[:MAX_SOURCE], score_cutoff=LEAST_SIMILAR)
    )


def _segment(lines: list[str], depth: int, source: str | None) -> Iterator[Segment]:
    if not (text := tidy("\n".join(lines))):
        return
    if depth:
        yield Segment(kind=SegmentKind.QUOTE, text=text, post_id=source, found=Found.MARKUP, depth=depth)
    else:
        yield Segment(kind=SegmentKind.OWN, text=text)
