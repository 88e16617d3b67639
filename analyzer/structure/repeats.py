"""Finds the posts of a page on an unknown engine: stretches of it that repeat, each with its own date or author."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

from analyzer.structure.outline import Outline

# So many kinds of marks are tried, the most frequent first: pages have some ten kinds of dates and names.
MAX_KINDS = 12
# From a mark up to the box that all posts share there are a dozen steps at most.
MAX_STEPS = 16
# The boxes of posts, of lists of replies, of heads and of the rest of the page.
MAX_SIGNS = 6
# A post says something outside its links; so many characters are a word or two.
LEAST_PROSE = 2
TAIL_PROSE = 40
# A first post may be that long whatever the answers are, and a post of this share of the mean says something.
ROOM = 300
LEAST_OF_MEAN = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where a post stands: the elements that hold it, in order, without the `inner` posts among them; `mark` is its date or name."""

    roots: tuple[int, ...]
    mark: int
    inner: tuple[int, ...] = ()
    around: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """The repeated stretches of a page, and how much they look like posts.

    `weight` (0 and up) is the share of the page's words that they hold, more where they are many, regular, and have both
    a date and a name; `marked` is the share that has both.
    """

    stretches: tuple[Stretch, ...]
    weight: float
    marked: float


def repeats(page: Outline) -> Repeats | None:
    """Give the stretches that hold most of the page's words with a mark in each; `None` where nothing repeats."""
    best: Repeats | None = None
    seen: set[tuple[int, ...]] = set()
    for marks in _kinds(page):
        tops = _tops(page, marks)
        if tuple(tops) in seen:
            continue  # The date and the name of the same posts.
        seen.add(tuple(tops))
        found = _without_tail(page, _stretches(page, marks, tops))
        weight = _weight(page, found)
        if weight > 0 and (best is None or weight > best.weight):
            best = Repeats(stretches=tuple(found), weight=weight, marked=_marked(page, found))
    return best


def prose_of(page: Outline, stretch: Stretch) -> int:
    """Give the characters outside links in a stretch."""
    return sum(map(page.prose, stretch.roots)) - sum(map(page.prose, stretch.inner))


def links_of(page: Outline, stretch: Stretch) -> int:
    """Give the characters inside links in a stretch."""
    return sum(map(page.links, stretch.roots)) - sum(map(page.links, stretch.inner))


def _kinds(page: Outline) -> Iterator[list[int]]:
    """Give the marks of each kind: alike in sign, and in that of the element around."""
    kinds: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for name, marks in (("date", page.dates), ("author", page.authors)):
        for mark in marks:
            parent = page.parents[mark]
            kinds[name, page.sign(mark), page.sign(parent) if parent >= 0 else ""].append(mark)
    several = [marks for marks in kinds.values() if len(marks) > 1]
    several.sort(key=len, reverse=True)
    yield from several[:MAX_KINDS]


def _stretches(page: Outline, marks: Sequence[int], tops: Sequence[int]) -> list[Stretch]:
    boxes = _alike(page, marks, tops)
    around = _nesting(page, boxes)
    inner: dict[int, list[int]] = defaultdict(list)
    for number, outer in enumerate(around):
        if outer is not None:
            inner[outer].append(boxes[number])
    roots = _followed(page, boxes, around)
    return [
        Stretch(roots=roots[number], mark=mark, inner=tuple(inner[number]), around=around[number])
        for number, mark in enumerate(marks)
    ]


def _tops(page: Outline, marks: Sequence[int]) -> list[int]:
    """Give the outermost element around each mark that holds no other; the climbs never share a step."""
    tops = []
    for number, mark in enumerate(marks):
        before = marks[number - 1] if number else -1
        after = marks[number + 1] if number + 1 < len(marks) else len(page.nodes)
        top = mark
        parent = page.parents[top]
        while parent > 0 and parent > before and page.ends[parent] <= after:
            top, parent = parent, page.parents[parent]
        tops.append(top)
    return tops


def _alike(page: Outline, marks: Sequence[int], tops: Sequence[int]) -> list[int]:
    """Give the box of each post: of the signs of the `tops` the one that most marks stand in, and begin.

    In a tree of replies the box of a post holds those of its replies, so it is looked for above the top as well; the
    top of an only reply is the list around it, so it is looked for below the top too.
    """
    # Without a class every box around has the same sign.
    common = [one for one in Counter(page.sign(top) for top in tops).most_common(MAX_SIGNS) if "." in one[0]]
    best, most = list(tops), 0
    for sign, _ in common:
        found = [_box(page, marks, tops, number, sign=sign) for number in range(len(tops))]
        fitting = [box for box in found if box is not None]
        worth = len(fitting) * (1 + _covered(page, fitting))
        if worth > most:
            best = [top if box is None else box for top, box in zip(tops, found, strict=True)]
            most = worth
    return _as_high(page, marks, best)


def _covered(page: Outline, boxes: Sequence[int]) -> int:
    """Give the characters outside links in the boxes, those in two of them counted once."""
    covered = end = 0
    for box in boxes:
        if box >= end:
            covered += page.prose(box)
            end = page.ends[box]
    return covered


def _box(page: Outline, marks: Sequence[int], tops: Sequence[int], number: int, *, sign: str) -> int | None:
    """Give the box with this sign around a mark: the outermost up to the top, else the next above it that it begins."""
    top, after = tops[number], marks[number - 1] if number else -1
    box, found = marks[number], None
    while box >= top:
        if page.sign(box) == sign:
            found = box
        box = page.parents[box]
    if found is not None:
        return found
    box = top
    for _ in range(MAX_STEPS):
        box = page.parents[box]
        if box <= max(0, after):
            return None
        if page.sign(box) == sign:
            return box
    return None


def _as_high(page: Outline, marks: Sequence[int], boxes: list[int]) -> list[int]:
    """Give the boxes, those unlike most no higher above their mark than most are.

    Before the first mark and after the last one nothing else ends a box.
    """
    usual = Counter(map(page.sign, boxes)).most_common(1)[0][0]
    heights = [_height(page, mark, box) for mark, box in zip(marks, boxes, strict=True) if page.sign(box) == usual]
    height = sorted(heights)[len(heights) // 2]
    lowered = []
    for mark, box in zip(marks, boxes, strict=True):
        low = box
        if page.sign(box) != usual and _height(page, mark, box) > height:
            low = mark
            for _ in range(height):
                low = page.parents[low]
        lowered.append(low)
    return lowered


def _height(page: Outline, mark: int, box: int) -> int:
    height = 0
    while mark != box:
        mark = page.parents[mark]
        height += 1
    return height


def _nesting(page: Outline, boxes: Sequence[int]) -> list[int | None]:
    """Give for each box the place of the one around it."""
    around: list[int | None] = []
    open_: list[int] = []
    for number, box in enumerate(boxes):
        while open_ and page.ends[boxes[open_[-1]]] <= box:
            open_.pop()
        around.append(open_[-1] if open_ else None)
        open_.append(number)
    return around


def _followed(page: Outline, boxes: Sequence[int], around: Sequence[int | None]) -> list[tuple[int, ...]]:
    """Give each box with the elements after it up to the next one, where those hold the words.

    In tables a row holds the name and the next one the words.
    """
    alone: list[tuple[int, ...]] = [(box,) for box in boxes]
    if any(outer is not None for outer in around):
        return alone
    followers: list[tuple[int, ...]] = []
    taken = set(boxes)
    for number, box in enumerate(boxes):
        end = page.ends[page.parents[box]] if page.parents[box] >= 0 else page.ends[box]
        following = boxes[number + 1] if number + 1 < len(boxes) else end
        found: list[int] = []
        child = page.ends[box]
        while child < min(end, following) and child not in taken and page.ends[child] <= following:
            found.append(child)
            child = page.ends[child]
        followers.append(tuple(found))
    # After the last post comes the rest of the page: as many elements are its own as the others have.
    usual = max((len(found) for found in followers[:-1]), default=0)
    followers[-1] = followers[-1][:usual]
    signs = set(map(page.sign, boxes))
    if any("." in page.sign(number) and page.sign(number) in signs for found in followers for number in found):
        return alone  # What follows is a post without a mark, not a part of this one.
    inside = sum(map(page.prose, boxes))
    outside = sum(page.prose(number) for found in followers[:-1] for number in found)
    return [(box, *found) for box, found in zip(boxes, followers, strict=True)] if outside > inside else alone


def _weight(page: Outline, found: Sequence[Stretch]) -> float:
    words = [prose_of(page, stretch) for stretch in found]
    # One stretch of another kind, such as the rest of the page, must not weigh for all.
    most = 10 * sorted(words)[len(words) // 2] + ROOM
    words = [min(count, most) for count in words]
    least = max(LEAST_PROSE, LEAST_OF_MEAN * sum(words) / len(words))
    saying = sum(count >= least for count in words)
    whole = page.prose_sums[-1]
    if saying < 2 or not whole:  # noqa: PLR2004  One post does not repeat.
        return 0.0
    # Both kinds of marks in a stretch make it a post rather than a part of one.
    share = sum(words) / whole
    alike = Counter(page.sign(stretch.roots[0]) for stretch in found).most_common(1)[0][1]
    regular = (saying / len(found)) * (0.5 + alike / len(found) / 2)
    return share * regular * (1 + _marked(page, found)) * (1 + log2(len(found)) / 10)


def _without_tail(page: Outline, found: list[Stretch]) -> list[Stretch]:
    """Give the stretches without those before and after the posts that look otherwise and say little: lists of threads."""
    signs = [page.sign(stretch.roots[0]) for stretch in found]
    usual = Counter(signs).most_common(1)[0][0]
    begin, end = 0, len(found)
    while end > 1 and signs[end - 1] != usual and prose_of(page, found[end - 1]) < TAIL_PROSE:
        end -= 1
    while begin < end - 1 and signs[begin] != usual and prose_of(page, found[begin]) < TAIL_PROSE:
        begin += 1
    if begin == 0:
        return found[:end]
    return [
        replace(one, around=None if one.around is None or one.around < begin else one.around - begin)
        for one in found[begin:end]
    ]


def _marked(page: Outline, found: Sequence[Stretch]) -> float:
    """Give the share of stretches with a date and a name."""
    both = (_holds(page, stretch, page.dates) and _holds(page, stretch, page.authors) for stretch in found)
    return sum(both) / len(found)


def _holds(page: Outline, stretch: Stretch, marks: Sequence[int]) -> bool:
    """Tell whether one of the marks stands in a stretch."""
    for root in stretch.roots:
        place = bisect_left(marks, root)
        if place < len(marks) and marks[place] < page.ends[root]:
            return True
    return False
