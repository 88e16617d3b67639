"""Parts the body of a plain-text post into segments by the words that page furniture leaves behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.quotes.text import is_decoration, tidy
from analyzer.thread import Found, Segment, SegmentKind

# XenForo prints this line above a quote; names are at most 50 characters there, twice that leaves room for others.
ATTRIBUTION = re.compile(r"(.{1,100}?) said:")
CLOSER = "Click to expand..."
HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}", re.IGNORECASE)
# An unfurled card is host, title, a paragraph or two of description, host: longer is no card.
MAX_CARD_LINES = 12


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quote box as line numbers: the attribution, and the first line that is no longer in it."""

    start: int
    end: int
    author: str | None


def part_text(lines: Sequence[str], *, known: Callable[[str], bool] = lambda _: False) -> tuple[Segment, ...]:
    """Give the segments of a post's lines in order; `known` tells whether a name is an author of the thread.

    `NAME said:` opens a quote that its own `Click to expand...` closes, nested ones within. Where the closing line was
    lost, the quote of a known author ends at the next blank line; of an unknown name, it is speech in running text.
    Drawn rules between segments (`~`, `---`) are in none.
    """
    segments: list[Segment] = []
    for stretch in _stretches(lines, _quotes(lines, known)):
        if stretch.kind is SegmentKind.OWN:
            segments.extend(_cards_apart(stretch.text.split("\n")))
        else:
            segments.append(stretch)
    return tuple(s for s in segments if s.kind is not SegmentKind.OWN or not is_decoration(s.text))


def _quotes(lines: Sequence[str], known: Callable[[str], bool]) -> list[_Quote]:
    waiting: list[tuple[int, str]] = []
    found: list[_Quote] = []
    for number, line in enumerate(lines):
        if line == CLOSER:
            if waiting:
                start, author = waiting.pop()
                found.append(_Quote(start, number, author))
        elif match := ATTRIBUTION.fullmatch(line):
            waiting.append((number, match.group(1)))
    found.extend(_Quote(start, _paragraph_end(lines, start), author) for start, author in waiting if known(author))
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def _paragraph_end(lines: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(lines) and not lines[end]:
        end += 1
    while end < len(lines) and lines[end] and lines[end] != CLOSER and not ATTRIBUTION.fullmatch(lines[end]):
        end += 1
    return end


def _stretches(lines: Sequence[str], quotes: list[_Quote]) -> Iterator[Segment]:
    """Give the text between all openings and closings, each with the innermost quote it stands in."""
    around: list[_Quote] = []
    words: list[str] = []
    pending = iter([*quotes, _Quote(len(lines), len(lines), None)])
    upcoming = next(pending)
    for number, line in enumerate(lines):
        while around and number >= around[-1].end:
            yield from _segment(words, around)
            words = []
            around.pop()
        if number == upcoming.start:
            yield from _segment(words, around)
            words = []
            around.append(upcoming)
            upcoming = next(pending)
        elif line != CLOSER:
            words.append(line)
    yield from _segment(words, around)


def _segment(words: list[str], around: list[_Quote]) -> Iterator[Segment]:
    text = tidy("\n".join(words))
    if not text:
        return
    if not around:
        yield Segment(kind=SegmentKind.OWN, text=text)
    else:
        yield Segment(
            kind=SegmentKind.QUOTE, text=text, author=around[-1].author, found=Found.MARKUP, depth=len(around)
        )


def _cards_apart(lines: Sequence[str]) -> Iterator[Segment]:
    """Give own words and the unfurled link cards among them: host, title, description, the host again."""
    begin = number = 0
    while number < len(lines):
        end = _card_end(lines, number)
        if end is None:
            number += 1
            continue
        yield from _plain(SegmentKind.OWN, lines[begin:number])
        yield from _plain(SegmentKind.LINK, lines[number:end])
        begin = number = end
    yield from _plain(SegmentKind.OWN, lines[begin:])


def _card_end(lines: Sequence[str], number: int) -> int | None:
    host = lines[number].strip()
    if not HOST.fullmatch(host):
        return None
    for end in range(number + 2, min(number + MAX_CARD_LINES, len(lines))):
        if lines[end].strip() in {host, f"{host} {host}"}:
            return end + 1
    return None


def _plain(kind: SegmentKind, lines: Sequence[str]) -> Iterator[Segment]:
    if text := tidy("\n".join(lines)):
        yield Segment(kind=kind, text=text)
