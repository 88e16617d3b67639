"""Tells which of the lines above a post is its author's name, by what holds for the whole page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer.quotes.late import late
from analyzer.skins.base import INITIALS, Header, Lettered, is_avatar
from analyzer.skins.bodies import AGAIN
from analyzer.skins.letters import AND, LIKERS, RANK

# Letters after which a card begins: buttons, notes, rules, the end of a quote, dates and numbers.
EDGES = frozenset("fec-n")
# How far a name stands above the first row of its card, at most: titles and banners stand between.
MAX_DISTANCE = 6
MANY = 3
# A line that ends so many of the runs is no name unless others speak of it: nobody writes so much of a thread below ever
# different last words. On a real NodeBB page one author wrote 10 posts of 12.
LEAST_GROUP = 0.9
# The number of the post before the name, and what the staff is behind it, on its line.
NUMBERED = late(r"^#\d{1,6} (?=\S)")
STAFF = late(
    r"(?P<name>\S.{0,48}?) (?:(?:site |global )?admin(?:istrator)?|(?:super |global )?moderator|mod|(?:junior|senior|new|full) member)",
    re.IGNORECASE,
)


def named(headers: Sequence[Header], text: Lettered) -> list[Header]:
    """Give the headers with the authors of open runs settled; its likeliest line is the name."""
    headers = [replace(header, run=_below_likers(header.run, text)) for header in headers]
    runs = [header.run for header in headers if header.run]
    if not runs:
        return [_shortened(header, text) for header in headers]
    page = _page(runs, text)
    settled: list[Header] = []
    for header in headers:
        if not header.run:
            settled.append(header)
            continue
        place = _place(header.run, page)
        settled.append(replace(header, author=text.lines[place].text, start=_top(place, text)))
    return [_shortened(header, text) for header in settled]


def _below_likers(run: Sequence[int], text: Lettered) -> tuple[int, ...]:
    """Give a run without the names of those who liked the post above, which end with `and 5 others` or follow a label."""
    cut = 0
    for number, place in enumerate(run):
        # One letter alone is an avatar without a picture.
        if text.letters[place] != "i" and AND.fullmatch(text.lines[place].text):
            cut = number + (1 if " " in text.lines[place].text else 2)
    if not cut and run and run[0] and LIKERS.fullmatch(text.lines[run[0] - 1].text):
        cut = 1
    return tuple(run[cut:] if cut < len(run) else run)


def _shortened(header: Header, text: Lettered) -> Header:
    """Give the header with the name alone, where a title stands behind it on the same line: `NAME Senior Member`."""
    if header.settled:
        return header
    author = NUMBERED.sub("", (header.author or "").rstrip("\u2666\u272d\u2605\u2606 ")) or header.author or ""
    if author != header.author:
        header = replace(header, author=author or None)
    # An avatar's words may stand before the name: `Anna BergAnna Berg`.
    half = len(author) // 2
    if half > 1 and author[:half].strip() == author[half:].strip():
        return replace(header, author=author[half:].strip())
    if staff := STAFF.fullmatch(author):
        return replace(header, author=staff.group("name"))
    pieces = author.split()
    if len(pieces) <= 1 or author.casefold() in text.spoken_of:
        return header
    for length in range(len(pieces) - 1, 0, -1):
        name, rest = " ".join(pieces[:length]), " ".join(pieces[length:])
        titled = RANK.fullmatch(rest) is not None or any(mark in rest for mark in "@|")
        # A mention may be of half a name only: `@Anna Berg`.
        if name.casefold() in text.spoken_of and (titled or name.casefold() not in text.mentioned):
            return replace(header, author=name)
    return header


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What holds for all runs of a page: names known from elsewhere, titles that stand below names, what recurs.

    `parted` says that a blank line stands above most cards and none within, `doubled` that names stand twice, once for their
    pictures.
    """

    text: Lettered
    known: frozenset[str]
    seen: Counter[str]
    tops: frozenset[str]
    titles: frozenset[str]
    furniture: frozenset[str]
    usual: int
    group: frozenset[str] = frozenset()
    below_ranks: bool = False
    parted: bool = False
    doubled: bool = False

    def value(self, place: int) -> str:
        """Give a line case folded."""
        return self.text.lines[place].text.casefold()


def _page(runs: Sequence[Sequence[int]], text: Lettered) -> _Page:
    values = [[text.lines[place].text.casefold() for place in run if text.letters[place] != "i"] for run in runs]
    values = [run for run in values if run]
    ranks = frozenset(text.lines[place].text.casefold() for run in runs for place in run if text.letters[place] == "r")
    tops, titles = _blocks(values, ranks, text.spoken_of)
    group = _group(values) - text.spoken_of
    titles |= _ranks(runs, text) | group
    page = _Page(
        text=text,
        known=text.spoken_of,
        seen=Counter(value for run in values for value in set(run)),
        tops=tops - titles,
        titles=titles,
        furniture=_furniture(values),
        usual=0,
        group=group,
    )
    parted = sum(any(_begins_block(place, run, text) for place in run) for run in runs)
    page = replace(page, below_ranks=_below_ranks(runs, page), parted=parted > 1 and 2 * parted >= len(runs))
    doubled = sum(
        any(text.lines[upper].text == text.lines[lower].text for upper, lower in pairwise(run)) for run in runs
    )
    page = replace(page, doubled=doubled > 1 or len(runs) == 1)
    return replace(page, usual=_usual_distance(runs, page))


def _blocks(
    values: Sequence[Sequence[str]], ranks: frozenset[str], known: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Give what begins and what follows in the blocks that end more than one run alike.

    Two posts of one author end with the same name and titles, and differ above them. Where a known name stands right above,
    what begins the block is a title that two authors have.
    """
    endings = Counter(tuple(run[-length:]) for run in values for length in range(1, len(run) + 1))
    tops: set[str] = set()
    above: dict[str, set[str]] = defaultdict(set)
    for run in values:
        longest = max((n for n in range(1, len(run) + 1) if endings[tuple(run[-n:])] > 1), default=0)
        # What an author is stands above his name on some pages: `OP`.
        while longest > 1 and run[-longest] in ranks:
            longest -= 1
        if longest:
            name = run[-longest - 1] if longest < len(run) else ""
            if name in known and run[-longest] not in known:
                above[run[-longest]].update((name, ""))
            else:
                tops.add(run[-longest])
        for upper, lower in pairwise(run[len(run) - longest :]):
            above[lower].add(upper)
    # A title stands below more names than one.
    return frozenset(tops), frozenset(value for value, uppers in above.items() if len(uppers) > 1)


def _ranks(runs: Sequence[Sequence[int]], text: Lettered) -> frozenset[str]:
    """Give the ranks (`Registered member`) that stand below more lines than one: nobody is called so."""
    above: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        for upper, lower in pairwise(run):
            if text.letters[lower] == "r":
                above[text.lines[lower].text.casefold()].add(text.lines[upper].text.casefold())
    return frozenset(value for value, uppers in above.items() if len(uppers) > 1)


def _group(values: Sequence[Sequence[str]]) -> frozenset[str]:
    """Give the line that ends nearly all runs below ever different ones: what all members are, and nobody's name."""
    ends = Counter(run[-1] for run in values if len(run) > 1)
    often = max(MANY, LEAST_GROUP * len(values))
    above = {value: {run[-2] for run in values if len(run) > 1 and run[-1] == value} for value in ends}
    return frozenset(value for value, times in ends.items() if times >= often and len(above[value]) >= MANY)


def _below_ranks(runs: Sequence[Sequence[int]], page: _Page) -> bool:
    """Tell whether ranks stand above names on this page and the group of all below, as in Invision 3.

    Without such a group, what stands above may be whether somebody is there, as in NodeBB; above a few names alone, that
    they began the thread.
    """
    if not page.group:
        return False
    above = below = 0
    for run in runs:
        letters = [page.text.letters[place] for place in run if page.value(place) not in page.group]
        above += any(pair == ("r", "s") for pair in pairwise(letters[-2:]))
        below += letters[-1:] == ["r"]
    return above > 1 and 2 * above >= len(runs) and not below


def _furniture(values: Sequence[Sequence[str]]) -> frozenset[str]:
    """Give the lines that stand in most runs above ever different ones, or above such lines: buttons nobody has listed."""
    below: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for run in values:
        for value, following in pairwise(run):
            below[value].add(following)
            count[value] += 1
    often = max(MANY, 0.5 * len(values))
    recurring = {value for value in count if count[value] >= often}
    found = {value for value in recurring if len(below[value]) >= MANY}
    for value in sorted(recurring - found):
        if below[value] <= found:
            found.add(value)
    return frozenset(found)


def _top(place: int, text: Lettered) -> int:
    """Give the line where the card begins: an avatar's initial or the name once more above the name."""
    if place and is_avatar(text.lines[place - 1].text, text.lines[place].text):
        return place - 1
    return place


def _usual_distance(runs: Sequence[Sequence[int]], page: _Page) -> int:
    """Give how far above the card's first row the name mostly stands, by the runs that leave no doubt."""
    votes: Counter[int] = Counter()
    for run in runs:
        for place in run:
            score = _evidence(place, run, page)
            if score > 0:
                votes[run[-1] - place] += round(2 * score)
    return max(votes, key=lambda distance: (votes[distance], -distance)) if votes else 0


def _evidence(place: int, run: Sequence[int], page: _Page) -> float:
    """Give what speaks for a line being the name and against it, wherever it stands."""
    value, kind = page.value(place), page.text.letters[place]
    score = 3.0 * (value in page.known) + 2.0 * (value in page.tops)
    score -= 2.5 * (kind == "r") + 2 * (kind == "0") + 4 * (kind == "i") + 2.5 * (value in page.titles)
    # Signatures and banners begin with a heart or a star, and recur as names do.
    score -= 3 * (unicodedata.category(value[:1] or " ") == "So")
    # A rank that a banner says once more is no name below its picture.
    upper = page.text.lines[place - 1].text if place else ""
    if upper and value not in page.titles and is_avatar(upper, page.text.lines[place].text):
        # A title above the first card stands twice too.
        score += 3 if page.doubled or len(upper) <= INITIALS else 0
    above = page.text.letters[place - 1] if place else "-"
    if place == run[0] and above in EDGES:
        score += 2
    if place > run[0] and page.value(place - 1) in page.furniture:
        score += 3
    score += 2.5 * (page.parted and _begins_block(place, run, page.text))
    # The title of the thread once more is nobody's name.
    score -= 4 * (AGAIN.fullmatch(value) is not None)
    return score - 6 * (value in page.furniture)


def _begins_block(place: int, run: Sequence[int], text: Lettered) -> bool:
    """Tell whether a blank line parts a line from those above it, and none the lines of the card from each other."""
    gaps = [text.lines[below].gap for below in range(place, run[-1] + 1)]
    return len(gaps) > 1 and gaps[0] > 0 and not any(gaps[1:])


def _place(run: Sequence[int], page: _Page) -> int:
    if page.below_ranks and (lines := [place for place in run if page.value(place) not in page.group]):
        return lines[-1]
    best, best_score = run[-1], -100.0
    for place in run:
        distance = run[-1] - place
        score = _evidence(place, run, page) + 1.5 - 0.8 * abs(distance - page.usual)
        if distance < MAX_DISTANCE and score > best_score:
            best, best_score = place, score
    return best
