"""Parts a post of a plain-text scrape into quotes and own words, where a quote's end has seldom a mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from analyzer.quotes.attributions import BEFORE_COLON, LABEL, RUN_ON, Attribution, attribution
from analyzer.quotes.markdown import Line
from analyzer.quotes.text import tidy, words
from analyzer.thread import Found, Segment, SegmentKind

# Posts of one author in which a quote's words are looked for, the latest first, and how much of each.
MAX_SOURCES = 60
MAX_SOURCE_CHARACTERS = 30_000
# Runs of this many words are compared where a line was edited; this share of them must stand in the source.
RUN = 3
LEAST_SHARE = 0.6
LEAST_WORDS_EDITED = 6
# A line of one word or two stands in every other post: alone it does not carry a quote on.
LEAST_WORDS = 3
# Quotes in quotes deeper than this are given this depth: no forum shows more.
MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of a post's body and the letter it has: `c` ends a quote box, `f` is a button."""

    line: Line
    letter: str


@dataclass(slots=True)
class Earlier:
    """The posts above, by author, as words: what a quote's words are looked for in."""

    by_author: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    everyone: list[str] = field(default_factory=list)

    def add(self, author: str | None, text: str) -> None:
        """Make a post known to the quotes after it."""
        joined = f" {' '.join(words(text[:MAX_SOURCE_CHARACTERS]))} "
        self.by_author[_key(author or "")].append(joined)
        self.everyone.append(joined)

    def source(self, name: str | None, line: str) -> str | None:
        """Give the latest post of an author that a line stands in; of anybody's where no author is named."""
        spoken = words(line)
        posts = self.everyone if name is None else self.by_author.get(_key(name), [])
        least = LEAST_WORDS_EDITED if name is None else 1
        if len(spoken) < least:
            return None
        for joined in reversed(posts[-MAX_SOURCES:]):
            if stands_in(spoken, joined):
                return joined
        return None


@dataclass(frozen=True, slots=True)
class _Box:
    """A quote box as line numbers: its first line, the first line that is no longer in it, and whom it quotes."""

    start: int
    end: int
    author: str | None


def part_lines(
    body: Sequence[BodyLine], *, known: frozenset[str], earlier: Earlier, base: int = 0
) -> tuple[Segment, ...]:
    """Give the segments of a post's lines in order.

    `known` are the names of the thread's authors, case folded; `base` is how many quote marks stand before own words.
    A quote begins at a line that names whom it quotes, and goes on to its closing line, as far as quote marks do, as
    far as its words stand in an earlier post of that author, or else to the next blank line.
    """
    parting = _Parting([part for one in body for part in _apart(one, known)], known, earlier, base)
    return tuple(parting.segments())


def stands_in(spoken: Sequence[str], joined: str) -> bool:
    """Tell whether a line's words stand in a source, word for word or nearly."""
    if f" {' '.join(spoken)} " in joined:
        return True
    if len(spoken) < LEAST_WORDS_EDITED:
        return False
    runs = [f" {' '.join(spoken[k : k + RUN])} " for k in range(len(spoken) - RUN + 1)]
    return sum(run in joined for run in runs) >= LEAST_SHARE * len(runs)


def _apart(one: BodyLine, known: frozenset[str]) -> Iterator[BodyLine]:
    """Give a line, or those it is made of where known names and their words run on: `NAME wrote:words`."""
    while attribution(one.line.text) is None and (match := RUN_ON.match(one.line.text)):
        said = attribution(match.group("head"))
        if said is None or _key(said.name) not in known:
            break
        yield BodyLine(replace(one.line, text=match.group("head")), "q")
        one = BodyLine(replace(one.line, text=match.group("words"), gap=0), "t")
    yield one


class _Parting:
    """Finds the quote boxes of one body, and gives what stands in and around them."""

    def __init__(self, body: list[BodyLine], known: frozenset[str], earlier: Earlier, base: int) -> None:
        self.body = body
        self.known = known
        self.earlier = earlier
        self.depths = [max(0, one.line.depth - base) for one in body]
        self.said = [self._said(one) for one in body]
        # Lines that are no words: they name whom a box quotes, end it, or label it.
        self.silent = {number for number, one in enumerate(body) if one.letter == "c"}

    def segments(self) -> Iterator[Segment]:
        closed = list(self._closed())
        # Quote marks before all lines of a box that a line closes, or all but the first, draw that box once more.
        drawn = {(start, box.end) for box in closed for start in (box.start, box.start + 1)}
        boxes = [*closed, *(box for box in self._marked() if (box.start, box.end) not in drawn)]
        taken = {box.start for box in boxes}
        boxes.extend(self._open(taken, boxes))
        boxes.sort(key=lambda box: (box.start, -box.end))
        around: list[_Box] = []
        stretch: list[Line] = []
        pending = iter([*boxes, _Box(len(self.body), len(self.body), None)])
        upcoming = next(pending)
        for number, one in enumerate(self.body):
            while around and number >= around[-1].end:
                yield from _segment(stretch, around)
                stretch = []
                around.pop()
            while number == upcoming.start:
                yield from _segment(stretch, around)
                stretch = []
                around.append(upcoming)
                upcoming = next(pending)
            if number not in self.silent:
                stretch.append(one.line)
        yield from _segment(stretch, around)

    def _said(self, one: BodyLine) -> Attribution | None:
        text = one.line.text
        said = attribution(text)
        if said is not None:
            return said if said.sure or _key(said.name) in self.known else None
        match = BEFORE_COLON.fullmatch(text)
        if match is not None and _key(match.group("name")) in self.known:
            return Attribution(name=match.group("name"))
        return None

    def _closed(self) -> Iterator[_Box]:
        """Give the boxes that a line of the page closes: `Click to expand...`."""
        waiting: list[int] = []
        for number, one in enumerate(self.body):
            said = self.said[number]
            if one.letter == "c" and waiting:
                start = waiting.pop()
                opened = self.said[start]
                self.silent.add(start)
                yield _Box(start, number + 1, opened.name if opened else None)
            elif said is not None:
                waiting.append(number)

    def _marked(self) -> Iterator[_Box]:
        """Give the boxes that quote marks draw; whom they quote is named in their first line or in the one above."""
        for depth in range(1, min(max(self.depths, default=0), MAX_DEPTH) + 1):
            number = 0
            while number < len(self.body):
                if self.depths[number] < depth:
                    number += 1
                    continue
                end = number + 1
                while end < len(self.body) and self.depths[end] >= depth and not self._begins_box(end, depth):
                    end += 1
                yield self._marked_box(number, end, depth)
                number = end

    def _begins_box(self, number: int, depth: int) -> bool:
        return self.depths[number] == depth and self.said[number] is not None and number not in self.silent

    def _marked_box(self, start: int, end: int, depth: int) -> _Box:
        above = start - 1
        while above >= 0 and self.body[above].letter == "f":
            above -= 1
        for place in (start, above):
            said = self.said[place] if place >= 0 else None
            # A line that names somebody inside a deeper box belongs to that box.
            if said is not None and place not in self.silent and self.depths[place] in {depth, depth - 1}:
                self.silent.update(range(place, start) if place < start else {place})
                return _Box(min(place, start), end, said.name)
        return _Box(start, end, None)

    def _open(self, taken: set[int], boxes: Sequence[_Box]) -> Iterator[_Box]:
        """Give the boxes whose end has no mark."""
        covered = [(box.start, box.end) for box in boxes]
        number = 0
        while number < len(self.body):
            said = self.said[number]
            labelled = said is None and LABEL.fullmatch(self.body[number].line.text) is not None
            if number in taken or number in self.silent or (said is None and not labelled):
                number += 1
                continue
            if labelled and number + 1 < len(self.body) and self.said[number + 1] is not None:
                self.silent.add(number)
                number += 1
                continue
            floor = min((start for start, end in covered if start > number), default=len(self.body))
            ceiling = min((end for start, end in covered if start < number < end), default=len(self.body))
            found = list(self._chain(number, min(floor, ceiling)))
            yield from found
            number = max((box.end for box in found), default=number + 1)

    def _chain(self, number: int, limit: int) -> Iterator[_Box]:
        """Give the boxes of attributions one below the other, which are boxes in boxes, innermost words first."""
        starts: list[int] = []
        first = number
        while first < limit and (self.said[first] is not None or first == number or self.body[first].letter == "f"):
            if self.body[first].letter != "f" or first == number:
                starts.append(first)
            self.silent.add(first)
            first += 1
        end = first
        for start in reversed(starts):
            said = self.said[start]
            end = self._end(end, limit, said.name if said else None, least=start == starts[-1])
            yield _Box(start, end, said.name if said else None)

    def _end(self, number: int, limit: int, name: str | None, *, least: bool) -> int:
        """Give the line after the quoted words that begin here, `least` one line long."""
        stop = number
        while stop < limit and self.said[stop] is None and not LABEL.fullmatch(self.body[stop].line.text):
            stop += 1
        source = next(
            (
                source
                for place in range(number, min(stop, number + 4))
                if (source := self.earlier.source(name, self.body[place].line.text)) is not None
            ),
            None,
        )
        if source is not None:
            return self._end_in(source, number, stop, least=least)
        if not least or number >= stop:
            return number
        gap = next((place for place in range(number + 1, stop) if self.body[place].line.gap), None)
        return gap if gap is not None else number + 1

    def _end_in(self, source: str, number: int, stop: int, *, least: bool) -> int:
        end, missed = number, 0
        for place in range(number, stop):
            spoken = words(self.body[place].line.text)
            if not spoken or (stands_in(spoken, source) and len(spoken) < LEAST_WORDS):
                continue
            if stands_in(spoken, source):
                end, missed = place + 1, 0
                continue
            missed += 1
            if missed > 1:
                break
        return max(end, number + 1) if least and number < stop else end


def _segment(lines: Sequence[Line], around: Sequence[_Box]) -> Iterator[Segment]:
    text = tidy("\n".join(_with_gaps(lines)))
    if not text:
        return
    if not around:
        yield Segment(kind=SegmentKind.OWN, text=text)
    else:
        depth = min(len(around), MAX_DEPTH)
        yield Segment(kind=SegmentKind.QUOTE, text=text, author=around[-1].author, found=Found.MARKUP, depth=depth)


def _with_gaps(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line.gap:
            yield ""
        yield line.text


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
