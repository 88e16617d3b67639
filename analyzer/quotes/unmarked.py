"""Finds quotes that lost their marks: lines of a post that stand in an earlier post of the thread."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analyzer.quotes.shingles import LENGTH, Numbers
from analyzer.quotes.spoken import Spoken, is_later, label_of
from analyzer.thread import Found, Post, Segment, SegmentKind

# The figures below were chosen on one half of the Internet Argument Corpus and measured on the other (benchmarks/iac.py).
# So many words in a row, with so many letters, are rarely said twice by chance: `I do not think that it is` is.
LEAST_RUN = 5
LEAST_LETTERS = 14
# Two runs of one source with no more words between them are one quote with an edit in it, or an ellipsis.
MAX_EDIT = 4
# A line is quoted when this share of its words is; what is less is a phrase taken up in one's own sentence.
LEAST_SHARE = 0.75
# Lines as short as this that stand in as many places are no one's: `You must log in to see this`.
MAX_WORDS_OF_ALL = 20
LEAST_PLACES_OF_ALL = 16
# The same of lines that end this post as they end that one, and of shorter ones at the end: a reply stands below what
# it quotes, `Sent from my phone` below all.
MAX_WORDS_LAST = 8
# Lines that one post holds twice are the page's, up to this length each.
MAX_WORDS_REPEATED = 12
# Lines with a label that so many texts of a thread have are a form.
LEAST_FILLED = 6


@dataclass(frozen=True, slots=True)
class _Run:
    """Words from `here` on that stand from `there` on too; `text` is the number of that text."""

    here: int
    there: int
    count: int
    text: int


@dataclass(slots=True)
class _Line:
    """How many words of a line stand in which texts, how many in an edit between such, and whether that is no chance."""

    same: Counter[int] = field(default_factory=Counter)
    edited: int = 0
    there: int = -1
    strong: bool = False


@dataclass(slots=True)
class _Block:
    """Lines of one text with one source: line numbers and places of words, both with an end that is not included.

    `there` is where the last run of their words ends in the source, `same` how many of their words stand there.
    """

    first: int
    last: int
    start: int
    end: int
    text: int
    there: int
    same: int


class Unmarked:
    """Finds the unmarked quotes of a thread's posts, one post after another, each in those before it."""

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self._shingles = spoken.shingles
        self._speaker_at = spoken.speakers[spoken.shingles.text_of]
        # Where each shingle was said first, first by somebody else than that, and last.
        count = spoken.shingles.count
        self._first, self._other, self._last = (np.full(count, -1, np.int64) for _ in range(3))
        self._sources: dict[int, Segment] = {}

    def parted(self, number: int, post: Post) -> Post:
        """Give the post with the quotes in its own words as segments, and make its words known to later posts.

        `post` is the one with this number, its marked quotes traced. Each post is given once, in order.
        """
        segments: list[Segment] = []
        learnt: list[tuple[int, list[_Block]]] = []
        quoting = False
        for index, segment in enumerate(post.segments):
            text = self._spoken.text_at.get((number, index))
            if text is None:
                segments.append(segment)
                continue
            blocks = self._blocks(text) if segment.kind is SegmentKind.OWN else []
            segments.extend(self._split(segment, blocks) if blocks else (segment,))
            quoting = quoting or bool(blocks)
            if segment.kind is SegmentKind.QUOTE:
                self._sources[text] = segment
            learnt.append((text, blocks))
        # Only now: the words that a reply takes up from the quote above it are quoted there.
        for text, blocks in learnt:
            self._learn(text, blocks)
        # Who repeats another's post and adds nothing says it too: the same call from many accounts is no quote.
        answers = any(segment.kind is SegmentKind.OWN for segment in segments) or post.quotes
        return replace(post, segments=tuple(segments)) if quoting and answers else post

    def _blocks(self, text: int) -> list[_Block]:
        runs = self._runs(text)
        blocks = self._quoted_lines(text, runs) if runs else []
        return [block for block in blocks if not self._is_of_all(text, block)]

    def _is_of_all(self, text: int, block: _Block) -> bool:
        """Tell whether the lines are repeated by many or within one post, as page furniture and slogans are."""
        shingles, count = self._shingles, block.end - block.start
        groups = shingles.groups[block.start : block.end - LENGTH + 1]
        if count < MAX_WORDS_OF_ALL:
            if len(groups) and shingles.places[groups].min() >= LEAST_PLACES_OF_ALL:
                return True
            end, end_there = (shingles.begins[one + 1] - 1 for one in (text, block.text))
            if block.end == end and (count < MAX_WORDS_LAST or block.there == end_there):
                return True
        return count < max(MAX_WORDS_OF_ALL, MAX_WORDS_REPEATED * (block.last - block.first)) and (
            self._is_repeated(groups, text, block.text) or self._is_address(text, block) or self._is_form(text, block)
        )

    def _is_repeated(self, groups: Numbers, *texts: int) -> bool:
        """Tell whether one of the texts holds the beginning of a block twice."""
        shingles = self._shingles
        first = next(iter(groups[groups >= 0].tolist()), -2)
        return any(
            np.count_nonzero(shingles.groups[shingles.begins[text] : shingles.begins[text + 1]] == first) > 1
            for text in texts
        )

    def _is_address(self, text: int, block: _Block) -> bool:
        """Tell whether the lines are addresses: who links to the same page quotes nobody."""
        lines = self._spoken.text(text).split("\n")[block.first : block.last]
        return all("://" in line and " " not in line.strip() for line in lines if line.strip())

    def _is_form(self, text: int, block: _Block) -> bool:
        """Tell whether the lines fill in a form: who is as old as another, or owns the same machine, quotes nobody.

        It is one where many fill in the same, or where the lines beside these are labelled too and the writer's own.
        """
        lines = self._spoken.text(text).split("\n")
        filled = [label_of(line) for line in lines[block.first : block.last] if line.strip()]
        if not all(filled):
            return False
        beside = (_next(lines, block.first - 1, -1), _next(lines, block.last, 1))
        return any(map(label_of, beside)) or all(self._spoken.labels[label] >= LEAST_FILLED for label in filled)

    def _runs(self, text: int) -> list[_Run]:
        """Give the runs of words that earlier texts of others hold, from left to right, the longest at each place."""
        start, end = self._shingles.begins[text], self._shingles.begins[text + 1] - 1
        places = np.flatnonzero(self._shingles.groups[start:end] >= 0) + start
        groups = self._shingles.groups[places]
        said = np.stack([self._first[groups], self._other[groups], self._last[groups]])
        known = (said >= 0).any(axis=0)
        runs: list[_Run] = []
        past = start
        for here, candidates in zip(places[known].tolist(), said[:, known].T.tolist(), strict=True):
            if here < past:
                continue
            best, length = -1, 0
            for there in dict.fromkeys(candidates):
                if there >= 0 and self._may_quote(text, int(self._shingles.text_of[there])):
                    count = self._shingles.run(here, there, end)
                    if count > length:
                        best, length = there, count
            if length >= LENGTH:
                runs.append(_Run(here, best, length, int(self._shingles.text_of[best])))
                past = here + length
        return runs

    def _may_quote(self, text: int, source: int) -> bool:
        """Tell whether another said it, and not later; who says the same again says it himself."""
        spoken = self._spoken
        if spoken.speakers[text] == spoken.speakers[source]:
            return False
        return not is_later(spoken.post_of(source), spoken.post_of(text))

    def _quoted_lines(self, text: int, runs: Sequence[_Run]) -> list[_Block]:
        """Give the lines that are quoted, neighbours with one source as one block."""
        lines = self._shingles.lines[text]
        blocks: list[_Block] = []
        for line, seen in sorted(self._seen(lines, runs).items()):
            start, end = lines[line], lines[line + 1]
            if not seen.strong or seen.same.total() + seen.edited < LEAST_SHARE * (end - start):
                continue
            source = max(seen.same, key=seen.same.__getitem__)
            if blocks and blocks[-1].end == start and blocks[-1].text == source:
                block = blocks[-1]
                block.last, block.end, block.there = line + 1, end, seen.there
                block.same += seen.same.total()
            else:
                blocks.append(_Block(line, line + 1, start, end, source, seen.there, seen.same.total()))
        return blocks

    def _seen(self, lines: Sequence[int], runs: Sequence[_Run]) -> dict[int, _Line]:
        """Give what of each line stands in earlier texts."""
        found: dict[int, _Line] = defaultdict(_Line)
        for chain in _chains(runs):
            first, last = chain[0], chain[-1]
            strong = sum(run.count for run in chain) >= LEAST_RUN and (
                self._shingles.letters(first.here, last.here + last.count) >= LEAST_LETTERS
            )
            past = first.here
            for run in chain:
                for line, count in _by_line(lines, past, run.here):
                    found[line].edited += count
                past = run.here + run.count
                for line, count in _by_line(lines, run.here, past):
                    seen = found[line]
                    seen.same[run.text] += count
                    seen.there = run.there + run.count
                    seen.strong = seen.strong or strong
        return found

    def _split(self, segment: Segment, blocks: Sequence[_Block]) -> Iterator[Segment]:
        lines = segment.text.split("\n")
        past = 0
        for block in blocks:
            if own := "\n".join(lines[past : block.first]).strip():
                yield replace(segment, text=own)
            yield self._quote(block, "\n".join(lines[block.first : block.last]).strip())
            past = block.last
        if own := "\n".join(lines[past:]).strip():
            yield replace(segment, text=own)

    def _quote(self, block: _Block, words: str) -> Segment:
        """Give the quote: of the post that said it, or of whoever that post quotes from elsewhere."""
        post = self._spoken.post_of(block.text)
        quoted = self._sources.get(block.text)
        return Segment(
            kind=SegmentKind.QUOTE,
            text=words,
            author=quoted.author if quoted else post.author,
            post_id=quoted.post_id if quoted else post.id,
            found=Found.MATCHED,
            depth=1,
            similarity=round(min(1.0, block.same / (block.end - block.start)), 3),
        )

    def _learn(self, text: int, blocks: Sequence[_Block]) -> None:
        """Note where the words of a text were said, save those that it quotes."""
        start, end = self._shingles.begins[text], self._shingles.begins[text + 1] - 1
        groups = self._shingles.groups[start:end]
        own = groups >= 0
        for block in blocks:
            own[block.start - start : block.end - start] = False
        places = np.flatnonzero(own)
        if not len(places):
            return
        groups, places = groups[places], places + start
        # Of places with one shingle, numpy keeps the one assigned last: turned round, that is the first.
        new = self._first[groups] < 0
        self._first[groups[new][::-1]] = places[new][::-1]
        others = (self._other[groups] < 0) & (self._speaker_at[self._first[groups]] != self._spoken.speakers[text])
        self._other[groups[others][::-1]] = places[others][::-1]
        self._last[groups] = places


def _next(lines: Sequence[str], place: int, step: int) -> str:
    """Give the next line with words from a place on, in one direction; empty where there is none."""
    while 0 <= place < len(lines) and not lines[place].strip():
        place += step
    return lines[place] if 0 <= place < len(lines) else ""


def _chains(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Give the runs that go on in one another: the same source, in its order, with at most an edit between."""
    chain: list[_Run] = []
    for run in runs:
        if chain:
            before = chain[-1]
            gap = run.here - before.here - before.count
            if run.text != before.text or gap > MAX_EDIT or run.there < before.there + before.count:
                yield chain
                chain = []
        chain.append(run)
    if chain:
        yield chain


def _by_line(lines: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the lines that the words from `start` to `end` stand in, and how many of them in each."""
    line = bisect_right(lines, start) - 1
    while start < end:
        stop = min(end, lines[line + 1])
        if stop > start:
            yield line, stop - start
        start, line = stop, line + 1
