"""Finds the first post where it looks unlike the answers: what stands right before them and says something."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analyzer.structure.outline import Outline
from analyzer.structure.repeats import Stretch

# Less is a button or a notice, not a post.
LEAST_PROSE = 70
LEAST_UNMARKED = 120
NOTICE = re.compile(
    r"alert|anon|guest|sign-?up|register|welcome|notice|warning|cookie|banner|breadcrumb|navigation|masthead|login|promo|advert|sponsor",
    re.IGNORECASE,
)
# A list of answers stands a few boxes away from what they answer.
MAX_STEPS = 10
# Menus and lists of other threads are links; a post has more words than links.
LEAST_SHARE = 0.5
ASIDE = frozenset({"aside", "header", "form", "ol", "ul", "noscript"})


def opening(page: Outline, stretches: Sequence[Stretch]) -> Stretch | None:
    """Give the stretch of the first post, or `None` where the first of the repeated ones is the first post."""
    box = stretches[0].roots[0]
    headings = [number for number in page.headings if number < box]
    if not headings:
        return None
    heading = headings[0]
    best: tuple[int, list[int]] | None = None
    for _ in range(MAX_STEPS):
        parent = page.parents[box]
        if parent < 0:
            break
        before = [child for child in page.children(parent) if child < box and page.ends[child] > heading]
        said = [child for child in before if _says(page, child) and not page.within(heading, child)] or [
            child for child in before if _says(page, child)
        ]
        if said:
            fullest = max(said, key=page.prose)
            if best is None or page.prose(fullest) > page.prose(best[0]):
                best = (fullest, before)
        box = parent
        if box <= heading:
            break
    if best is None:
        return None
    fullest, before = best
    roots = tuple(child for child in before if child == fullest or (child > fullest and _says(page, child)))
    return Stretch(roots=_with_head(page, before, roots), mark=_mark(page, roots[0], stretches[0].roots[0]))


def _says(page: Outline, number: int) -> bool:
    prose, links = page.prose(number), page.links(number)
    if prose < LEAST_PROSE or prose < LEAST_SHARE * (prose + links):
        return False
    if page.tags[number] in ASIDE or NOTICE.search(page.classes[number]):
        return False
    return page.longest(number) >= (LEAST_PROSE if _marked(page, number) else LEAST_UNMARKED)


def _with_head(page: Outline, before: Sequence[int], roots: tuple[int, ...]) -> tuple[int, ...]:
    """Give the roots with the element right before them if it bears the name or date, and they do not."""
    place = before.index(roots[0])
    if place == 0 or _marked(page, roots[0]) or not _marked(page, before[place - 1]):
        return roots
    return (before[place - 1], *roots)


def _marked(page: Outline, number: int) -> bool:
    return any(_first(marks, number, page.ends[number]) is not None for marks in (page.dates, page.authors))


def _mark(page: Outline, start: int, end: int) -> int:
    for marks in (page.dates, page.authors):
        if (found := _first(marks, start, end)) is not None:
            return found
    return start


def _first(marks: Sequence[int], start: int, end: int) -> int | None:
    place = bisect_left(marks, start)
    return marks[place] if place < len(marks) and marks[place] < end else None
