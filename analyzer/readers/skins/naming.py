"""Tells which of the lines above a post is its author's name, by what holds for the whole page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analyzer.quotes.attributions import names_in
from analyzer.readers.skins.base import Header, Lettered

# Letters after which a card begins: buttons, notes, rules, the end of a quote, dates and numbers.
EDGES = frozenset("fec-dn")
INITIALS = 2
# How far a name stands above the first row of its card, at most: titles and banners stand between.
MAX_DISTANCE = 6


def named(headers: Sequence[Header], text: Lettered) -> list[Header]:
    """Give the headers with the authors of open runs settled; a run that holds no name is left out."""
    open_runs = [header.run for header in headers if header.run]
    if not open_runs:
        return list(headers)
    spoken_of = names_in(text.lines) | {name.casefold() for name in text.names}
    seen = Counter(text.lines[place].text.casefold() for run in open_runs for place in _short(run, text))
    usual = _usual_distance(open_runs, text, spoken_of, seen)
    settled: list[Header] = []
    for header in headers:
        if not header.run:
            settled.append(header)
            continue
        place = _place(header.run, text, spoken_of, seen, usual)
        if place is not None:
            settled.append(replace(header, author=text.lines[place].text, start=_top(place, text)))
    return settled


def _short(run: Sequence[int], text: Lettered) -> list[int]:
    return [place for place in run if text.letters[place] != "i"]


def _top(place: int, text: Lettered) -> int:
    """Give the line where the card begins: an avatar's initial or the name once more above the name."""
    if place and _is_avatar(text.lines[place - 1].text, text.lines[place].text):
        return place - 1
    return place


def _is_avatar(above: str, name: str) -> bool:
    return above == name or (len(above) <= INITIALS and name.casefold().startswith(above.casefold()))


def _usual_distance(
    runs: Sequence[Sequence[int]], text: Lettered, spoken_of: frozenset[str] | set[str], seen: Counter[str]
) -> int:
    """Give how far above the card's first row the name mostly stands, by the runs that leave no doubt."""
    votes: Counter[int] = Counter()
    for run in runs:
        for place in run:
            value = text.lines[place].text.casefold()
            score = 3 * (value in spoken_of) + 4 * _stands_out(place, run, text)
            score += text.letters[place] == "s" and seen[value] > 1
            score -= 2 * (text.letters[place] == "r")
            votes[run[-1] - place] += score
    return max(votes, key=lambda distance: (votes[distance], -distance)) if votes else 0


def _stands_out(place: int, run: Sequence[int], text: Lettered) -> bool:
    """Tell whether an avatar or the page's own furniture stands right above a line."""
    if place and _is_avatar(text.lines[place - 1].text, text.lines[place].text):
        return True
    return place == run[0] and place > 0 and text.letters[place - 1] in EDGES


def _place(
    run: Sequence[int], text: Lettered, spoken_of: frozenset[str] | set[str], seen: Counter[str], usual: int
) -> int | None:
    best, best_score = None, 0.0
    for place in run:
        value = text.lines[place].text.casefold()
        kind = text.letters[place]
        distance = run[-1] - place
        if distance >= MAX_DISTANCE:
            continue
        score = 2.0 - 0.5 * abs(distance - usual)
        score += 3 * (value in spoken_of) + 2.5 * _stands_out(place, run, text)
        score += 0.5 * (seen[value] > 1) - 2.5 * (kind == "r") - 2 * (kind == "0") - 1.5 * (kind == "i")
        if score > best_score:
            best, best_score = place, score
    return best
