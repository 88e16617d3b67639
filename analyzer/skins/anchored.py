"""Forums of any language and skin: dates that recur in one frame, with names that recur in one place beside them.

No word is known here. Of all lines with a date, those belong together whose words next to the date are the same; the
author's name is what differs on that line, or on the line that stands at the same distance above or below it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzer.quotes.late import late
from analyzer.skins.base import DATED, Header, Lettered, Skin

DIGITS = re.compile(r"\d+")
# A header's line; a longer one with a date in it is prose.
MAX_LINE = 160
MAX_NAME = 40
MAX_NAME_WORDS = 5
# Fewer dates in a frame are a chance, and so many kinds of frames are looked at, the most frequent first.
LEAST_ANCHORS = 3
MAX_FRAMES = 8
# Where a name may stand: so many lines above the date, or below it.
OFFSETS = (-1, -2, 1, -3, 2, -4, 3)
# This share of the dates has a name; this share at most says the same: a rank, a button, a title.
NAMED = 0.8
MOST_ALIKE = 0.6
MOST_AGAIN = 0.35
# So many lines beside a header can belong to it.
MAX_BESIDE = 8
CARD = frozenset("lr0fdn")
DASHES = ("\u2014", "\u2013", "-")
SENTENCE = late(r".*[.!?\u2026\u3002]['\"\u201d]?")
LETTER = late(r".*[^\W\d_].*")
EDGE = ' \t,;:|\u00b7\u2022\u2013\u2014()[]@#"-'


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A line with a date: what stands before and behind it on the line."""

    place: int
    date: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def frames(self) -> tuple[tuple[str, str], ...]:
        """The words next to the date, both and each alone, as the name may be the other; with one digit for any number."""
        left = plain(self.left[-1]) if self.left else ""
        right = plain(self.right[0]) if self.right else ""
        return (left, right), ("*" if left else "", right), (left, "*" if right else "")


class AnchoredSkin(Skin):
    """Finds headers by what recurs beside dates; asked as the other skins are, and worth less than any that knows its words."""

    def find(self, text: Lettered) -> Iterator[Header]:
        """Give the headers of the frame of dates that gives most posts a name."""
        frames: dict[tuple[bool, str, str], list[_Anchor]] = defaultdict(list)
        for anchor in _anchors(text):
            # A row of a card has a date too: since when somebody is a member.
            for frame in dict.fromkeys(anchor.frames):
                frames[(text.letters[anchor.place] == "l", *frame)].append(anchor)
        several = sorted((found for found in frames.values() if len(found) >= LEAST_ANCHORS), key=len, reverse=True)
        best: list[Header] = []
        for anchors in several[:MAX_FRAMES]:
            found = _headers(anchors, text)
            # In an article the names beside dates are those of different people, once each.
            if not _are_known([header.author for header in found], text):
                continue
            if _saying(found, text) > _saying(best, text):
                best = found
        yield from best


SKINS = (AnchoredSkin(engine="plaintext", headers=(), weight=0.38),)


def _are_known(names: Sequence[str | None], text: Lettered) -> bool:
    """Tell whether somebody comes again, or is quoted or addressed elsewhere in the text."""
    found = Counter(name for name in names if name is not None)
    return any(count > 1 or name.casefold() in text.spoken_of for name, count in found.items())


def _saying(headers: Sequence[Header], text: Lettered) -> int:
    """Give how many headers have a name, and words below them; 0 where two in a row have one name too often.

    Such are the date of a post and the one in its author's card; those who talk take turns.
    """
    ends = [*(header.start for header in headers[1:]), len(text.letters)]
    again = sum(one.author == other.author for one, other in pairwise(headers))
    if again > MOST_AGAIN * len(headers):
        return 0
    return sum(
        header.author is not None and any(letter in "tsqi" for letter in text.letters[header.end : end])
        for header, end in zip(headers, ends[: len(headers)], strict=True)
    )


def _anchors(text: Lettered) -> Iterator[_Anchor]:
    for place, line in enumerate(text.lines):
        if len(line.text) > MAX_LINE or text.letters[place] == "q" or line.depth or not DIGITS.search(line.text):
            continue
        if match := _dated(line.text):
            left, right = line.text[: match.start()], line.text[match.end() :]
            if left[:1] in DASHES:
                continue  # Who signs so is quoted: `— NAME (@name) DATE` below a post that was put into an article.
            yield _Anchor(place, match.group(), tuple(left.split()), tuple(right.split()))


def _dated(line: str) -> re.Match[str] | None:
    """Give the first date in a line that begins a word: in `tidewaiter Feb 11` another language has a Tuesday."""
    match = DATED.search(line)
    while match is not None and match.start() and line[match.start() - 1].isalnum():
        match = DATED.search(line, match.start() + 1)
    return match


def _headers(anchors: Sequence[_Anchor], text: Lettered) -> list[Header]:
    """Give a header for each date that has a name, none where the names are in no one place."""
    places = {anchor.place: number for number, anchor in enumerate(anchors)}
    inline = _differing([one.left for one in anchors]) or _differing([one.right for one in anchors])
    if inline is not None:
        return _spread(anchors, [(anchor.place, name) for anchor, name in zip(anchors, inline, strict=True)], text)
    best: tuple[float, list[tuple[int, str | None]]] | None = None
    for rank, offset in enumerate(OFFSETS):
        lines = [_line_at(anchor.place, offset, text, places) for anchor in anchors]
        names = _differing([tuple(line.split()) for line in lines]) or [None] * len(anchors)
        named = [(anchor.place + offset, name) for anchor, name in zip(anchors, names, strict=True)]
        fitness = _fitness([name for _, name in named], text) - rank / 50
        if fitness > 0 and (best is None or fitness > best[0]):
            best = fitness, named
    return _spread(anchors, best[1], text) if best is not None else []


def _differing(sides: Sequence[tuple[str, ...]]) -> list[str | None] | None:
    """Give what differs between the words on one side of the dates, if that is a name each; `None` where it is not."""
    alike = [tuple(map(plain, side)) for side in sides]
    begin = _common(alike)
    end = _common([side[begin:][::-1] for side in alike])
    names = [_name(" ".join(side[begin : len(side) - end])) for side in sides]
    return names if _is_various(names) else None


def _common(rows: Sequence[tuple[str, ...]]) -> int:
    """Give how many words most rows begin with alike."""
    count = 0
    while True:
        words = Counter(row[count] for row in rows if len(row) > count)
        if not words or words.most_common(1)[0][1] < NAMED * len(rows):
            return count
        count += 1


def _line_at(place: int, offset: int, text: Lettered, places: dict[int, int]) -> str:
    """Give the line at a distance from a date, empty where it can be no name's or another date stands between."""
    target = place + offset
    step = 1 if offset > 0 else -1
    if not 0 <= target < len(text.lines) or any(one in places for one in range(place + step, target + step, step)):
        return ""
    line = text.lines[target].text
    return "" if text.letters[target] in "fldn0" or len(line) > MAX_LINE else line


def _name(text: str) -> str | None:
    text = text.strip(EDGE)
    if not 1 < len(text) <= MAX_NAME or len(text.split()) > MAX_NAME_WORDS:
        return None
    return text if LETTER.fullmatch(text) and not SENTENCE.fullmatch(text) and not DATED.search(text) else None


def _is_various(names: Sequence[str | None]) -> bool:
    found = Counter(plain(name) for name in names if name is not None)
    count = found.total()
    return count >= NAMED * len(names) and found.most_common(1)[0][1] <= max(1, MOST_ALIKE * count)


def _fitness(names: Sequence[str | None], text: Lettered) -> float:
    """Give how well lines at one distance do for names, 0 for not at all: those that come again, or are quoted, do best."""
    if not _is_various(names):
        return 0.0
    found = Counter(name for name in names if name is not None)
    again = sum(count for count in found.values() if count > 1) / len(names)
    spoken = sum(count for name, count in found.items() if name.casefold() in text.spoken_of) / len(names)
    return found.total() / len(names) + again + spoken


def _spread(anchors: Sequence[_Anchor], named: Sequence[tuple[int, str | None]], text: Lettered) -> list[Header]:
    """Give the headers, each with the lines beside it that are a card or that most headers have alike."""
    ends = [max(anchor.place, place) for anchor, (place, name) in zip(anchors, named, strict=True)]
    begins = [
        min(anchor.place, place) if name else anchor.place for anchor, (place, name) in zip(anchors, named, strict=True)
    ]
    below = _alike(ends, 1, text)
    above = _alike(begins, -1, text)
    headers: list[Header] = []
    past = 0
    for anchor, begin, end, (_, name) in zip(anchors, begins, ends, named, strict=True):
        start = _reach(begin, -1, above, text, cards=False)
        stop = _reach(end, 1, below, text, cards=True) + 1
        start = max(start, past)
        if start >= stop:
            continue
        headers.append(Header(start=start, end=stop, author=name, date=anchor.date, settled=True))
        past = stop
    return headers


def _alike(places: Sequence[int], step: int, text: Lettered) -> dict[int, set[str]]:
    """Give by distance the lines that most headers have there alike."""
    found: dict[int, set[str]] = {}
    for distance in range(1, MAX_BESIDE + 1):
        lines = Counter(
            plain(text.lines[place + step * distance].text)
            for place in places
            if 0 <= place + step * distance < len(text.lines)
        )
        found[distance] = {line for line, count in lines.items() if count >= max(2, MOST_ALIKE * len(places))}
    return found


def _reach(place: int, step: int, alike: dict[int, set[str]], text: Lettered, *, cards: bool) -> int:
    """Give how far a header goes on from a line, in one direction."""
    for distance in range(1, MAX_BESIDE + 1):
        beside = place + step * distance
        if not 0 <= beside < len(text.lines):
            return place + step * (distance - 1)
        known = plain(text.lines[beside].text) in alike[distance]
        if not known and not (text.letters[beside] in CARD if cards else text.letters[beside] == "f"):
            return place + step * (distance - 1)
    return place + step * MAX_BESIDE


def plain(word: str) -> str:
    """Give words in small letters and with one digit for any number: what they are but for their numbers."""
    return DIGITS.sub("0", word.casefold())
