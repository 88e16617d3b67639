"""Finds where in repeated stretches the words of the posts stand: the way down that most of the prose takes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzer.structure.outline import DIGITS, Outline
from analyzer.structure.repeats import Stretch

# What writing is made of: what holds one of these is the body.
CONTENT = frozenset(
    "p ul ol li dl blockquote pre code table tr tbody h1 h2 h3 h4 h5 h6 span b i em strong font a br img u q".split()
)
ROWS = frozenset({"table", "tbody", "tr"})
QUOTE_CLASS = re.compile(r"quote|cite|\bbq\b|code|spoiler", re.IGNORECASE)
CARD_CLASS = re.compile(
    r"user-?_?(?:info|block|details|card|text|cell|panel|container)|author|avatar|profile|poster|member-?_?(?:info|card)",
    re.IGNORECASE,
)
# A box with a class that holds this share of the words is the body; without a class it must hold nearly all.
CLASSED_SHARE = 0.55
BARE_SHARE = 0.85
MAX_STEPS = 24
# A line with a name and a date is so long at most, a button or label shorter.
LINE = 120
SHORT = 40
# What so many bodies, and this share of them, have alike is the page's.
LEAST_SAME = 3
SAME_SHARE = 0.5
MAX_CLASSES = 300
FURNITURE = frozenset({"cite", "nav", "form"})
FURNITURE_CLASS = re.compile(
    r"signature|(?:^|[ -])sig(?:$| )|citation|breadcrumb|pagination|share|sharing|social|toolbar|action|avatar|adsbygoogle|sr-only"
    r"|visually-hidden|screen-reader|edited|lastedit|read-?more|report",
    re.IGNORECASE,
)
SIGNATURE_CLASS = re.compile(r"signature|(?:^|[ -])sig(?:$| )", re.IGNORECASE)
BOX_CLASS = re.compile(r"quote|onebox|unfurl|link-?card|link-?preview|code", re.IGNORECASE)
FOLD = re.compile(r"\s+")


def bodies(page: Outline, stretches: Sequence[Stretch]) -> list[tuple[int, ...]]:
    """Give for each stretch the elements that hold its words, without the names and buttons around them."""
    levels = [stretch.roots for stretch in stretches]
    inner = [stretch.inner for stretch in stretches]
    begun = [len(roots) > 1 for roots in levels]
    for _ in range(MAX_STEPS):
        places = [
            _places(page, roots, inside, whole=whole) for roots, inside, whole in zip(levels, inner, begun, strict=True)
        ]
        begun = [False] * len(levels)
        sign = _way(page, levels, inner, places)
        if sign is None:
            break
        levels = [(found[sign][0],) if sign in found else roots for roots, found in zip(levels, places, strict=True)]
    return levels


def _places(page: Outline, roots: tuple[int, ...], inner: Sequence[int], *, whole: bool) -> dict[str, tuple[int, int]]:
    """Give the next elements down by sign, each with its characters of prose; the fullest where two are alike."""
    places: dict[str, tuple[int, int]] = {}
    for root in roots:
        for place, child in enumerate([root] if whole else page.children(root)):
            count = own_prose(page, child, inner)
            if count <= 0:
                continue
            sign = page.sign(child)
            if "." not in sign:
                sign = f"{sign}:{place}"
            if sign not in places or places[sign][1] < count:
                places[sign] = (child, count)
    return places


def own_prose(page: Outline, number: int, inner: Sequence[int]) -> int:
    """Give the characters outside links in an element without those of the inner posts."""
    begin, end = bisect_left(inner, number), bisect_left(inner, page.ends[number])
    return page.prose(number) - sum(map(page.prose, inner[begin:end]))


def own_numbers(page: Outline, root: int, inner: Sequence[int]) -> Iterator[int]:
    """Give the elements below one, without those of the inner posts: so all posts together are looked at once."""
    number, end = root + 1, page.ends[root]
    for one in (*inner[bisect_left(inner, number) : bisect_left(inner, end)], end):
        yield from range(number, one)
        number = page.ends[one] if one < end else end


def _way(
    page: Outline,
    levels: Sequence[tuple[int, ...]],
    inner: Sequence[Sequence[int]],
    places: Sequence[dict[str, tuple[int, int]]],
) -> str | None:
    """Give the sign of the elements that hold most of the words of all stretches; `None` where the words are spread."""
    whole = sum(own_prose(page, root, inside) for roots, inside in zip(levels, inner, strict=True) for root in roots)
    sums: dict[str, int] = defaultdict(int)
    for found in places:
        for sign, (_, count) in found.items():
            sums[sign] += count
    # Where all say a word or two, the card beside them holds more words than they do.
    for card in (
        [one for one in sums if CARD_CLASS.search(one)] if any(not CARD_CLASS.search(one) for one in sums) else ()
    ):
        whole -= sums.pop(card)
    if not sums or not whole:
        return None
    sign = max(sums, key=lambda one: sums[one])
    tag = sign.split(".")[0].split(":")[0]
    share = sums[sign] / whole
    if tag in CONTENT and not (tag in ROWS and share > BARE_SHARE):
        return None
    if any(QUOTE_CLASS.search(one) for one in sums if one != sign) or QUOTE_CLASS.search(sign):
        return None
    return sign if share >= (CLASSED_SHARE if "." in sign else BARE_SHARE) else None


def furniture(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[frozenset[int]]:
    """Give the nodes in the bodies that are no words of the posts, by their `mem_id`.

    These are the posts within the post, the line with the mark, what is named as page furniture, and what most posts
    have in the same words.
    """
    same = _template(page, stretches, where)
    left_out = []
    for stretch, body in zip(stretches, where, strict=True):
        found = set(stretch.inner)
        for root in body:
            found.update(same.get(root, ()))
            # What holds most of the words is no furniture, whatever it is called.
            most = page.prose(root) // 2
            found.update(
                number
                for number in own_numbers(page, root, stretch.inner)
                if _is_furniture(page.tags[number], page.classes[number])
                and (page.prose(number) <= most or is_signature(page.classes[number]))
            )
            if page.within(stretch.mark, root):
                found.add(line_of(page, stretch.mark, root))
        left_out.append(frozenset(page.nodes[number].mem_id for number in found))
    return left_out


@lru_cache(maxsize=4096)
def _is_furniture(tag: str, classes: str) -> bool:
    return tag in FURNITURE or (classes != "" and FURNITURE_CLASS.search(classes[:MAX_CLASSES]) is not None)


@lru_cache(maxsize=4096)
def is_signature(classes: str) -> bool:
    """Tell whether an element is named as one that holds a signature."""
    return SIGNATURE_CLASS.search(classes[:MAX_CLASSES]) is not None


def has_boxes(page: Outline, body: Sequence[int], inner: Sequence[int]) -> bool:
    """Tell whether something in a body could be a quote, a link's card or a box of code."""
    return any(
        _is_box(page.tags[number], page.classes[number]) for root in body for number in own_numbers(page, root, inner)
    )


@lru_cache(maxsize=4096)
def _is_box(tag: str, classes: str) -> bool:
    return tag in {"blockquote", "pre"} or (classes != "" and BOX_CLASS.search(classes[:MAX_CLASSES]) is not None)


def line_of(page: Outline, mark: int, root: int) -> int:
    """Give the element around a mark that holds no more than a line."""
    while page.parents[mark] > root and page.prose(page.parents[mark]) <= LINE:
        mark = page.parents[mark]
    return mark


def _template(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> dict[int, list[int]]:
    """Give for each body the short elements that most bodies have alike but for digits."""
    least = max(LEAST_SAME, len(where) * SAME_SHARE)
    if len(where) < LEAST_SAME:
        return {}
    by_sign: dict[str, list[_Short]] = defaultdict(list)
    for place, body in enumerate(where):
        for root in body:
            for number in own_numbers(page, root, stretches[place].inner):
                if 0 < page.prose(number) + page.links(number) <= SHORT:
                    by_sign[page.sign(number)].append(_Short(place, root, number))
    left_out: dict[int, list[int]] = defaultdict(list)
    for alike in by_sign.values():
        for one in _same(page, alike, least) if len(alike) >= least else ():
            left_out[one.root].append(one.number)
    return left_out


class _Short(NamedTuple):
    """A short element, the body it stands in, and the place of that body's post."""

    place: int
    root: int
    number: int


def _same(page: Outline, alike: Sequence[_Short], least: float) -> Iterator[_Short]:
    """Give those whose words stand in so many posts."""
    by_text: dict[str, list[_Short]] = defaultdict(list)
    for one in alike:
        by_text[DIGITS.sub("0", FOLD.sub(" ", page.nodes[one.number].text()).strip())].append(one)
    for found in by_text.values():
        if len({one.place for one in found}) >= least:
            yield from found
