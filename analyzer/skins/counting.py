"""Tells headers that are none by the numbers of the posts around them: nothing stands between posts 3 and 4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from analyzer.quotes.late import late
from analyzer.skins.base import Header, Lettered

# `#3`, `Post: #1,203`, `3#`, `#3 of 20`.
NUMBER = late(r"\D{0,20}(\d[\d,.]{0,8})\D?(?: ?(?:of|von|de|/) ?\d{1,6})?(?: ?\(\w{4,9}\))?")
# Two posts with numbers that follow each other may be a chance, a row of them is the page's own count.
LEAST_STEPS = 2


def counted(headers: Sequence[Header], text: Lettered) -> list[Header]:
    """Give the headers without those that stand between two posts whose numbers follow each other.

    Lists of similar threads, of the latest posts and of attachments have names and dates as headers have, and stand
    between the first post and the second on many pages.
    """
    numbers = [(place, number) for place, header in enumerate(headers) if (number := _number(header, text)) is not None]
    steps = [(one[0], other[0]) for one, other in pairwise(numbers) if other[1] == one[1] + 1]
    if len(steps) < LEAST_STEPS:
        return list(headers)
    left_out = set(_between(steps))
    # A post shown twice stands among the answers to the one above first, and then in its place.
    left_out |= {one[0] for one, other in pairwise(numbers) if _is_same(headers[one[0]], headers[other[0]], text)}
    return [header for place, header in enumerate(headers) if place not in left_out]


def _between(steps: Sequence[tuple[int, int]]) -> Iterator[int]:
    for first, second in steps:
        yield from range(first + 1, second)


def _is_same(one: Header, other: Header, text: Lettered) -> bool:
    """Tell whether two headers have the same number, written alike: `#4.` is a comment to `#4`."""
    first, second = (
        [text.lines[place].text for place in range(header.start, header.end) if text.letters[place] == "n"]
        for header in (one, other)
    )
    return first == second and first[0][-1:].isdigit()


def _number(header: Header, text: Lettered) -> int | None:
    """Give the post's number in a header, where it has one and no more."""
    places = [place for place in range(header.start, header.end) if text.letters[place] == "n"]
    found = {
        int(match.group(1).replace(",", "").replace(".", "") or 0)
        for place in places
        if (match := NUMBER.fullmatch(text.lines[place].text))
    }
    return found.pop() if len(found) == 1 else None
