"""Finds where in repeated stretches the words of the posts stand: the way down that most of the prose takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from analyzer.readers.outline import Outline
from analyzer.readers.repeats import Stretch

# What writing is made of: what holds one of these is the body.
CONTENT = frozenset("p ul ol li dl blockquote pre code table tr tbody h1 h2 h3 h4 h5 h6 span b i em strong font a br img u q".split())
ROWS = frozenset({"table", "tbody", "tr"})
QUOTE_CLASS = re.compile(r"quote|cite|\bbq\b|code|spoiler", re.IGNORECASE)
# A box with a class that holds this share of the words is the body; without a class it must hold nearly all.
CLASSED_SHARE = 0.55
BARE_SHARE = 0.85
MAX_STEPS = 24


def bodies(page: Outline, stretches: Sequence[Stretch]) -> list[tuple[int, ...]]:
    """Give for each stretch the elements that hold its words, without the names and buttons around them."""
    levels = [stretch.roots for stretch in stretches]
    inner = [stretch.inner for stretch in stretches]
    begun = [len(roots) > 1 for roots in levels]
    for _ in range(MAX_STEPS):
        places = [_places(page, roots, inside, whole=whole) for roots, inside, whole in zip(levels, inner, begun, strict=True)]
        begun = [False] * len(levels)
        sign = _way(page, levels, inner, places)
        if sign is None:
            break
        levels = [(found[sign][0],) if sign in found else roots for roots, found in zip(levels, places, strict=True)]
    return levels


def _places(page: Outline, roots: tuple[int, ...], inner: tuple[int, ...], *, whole: bool) -> dict[str, tuple[int, int]]:
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


def own_prose(page: Outline, number: int, inner: tuple[int, ...]) -> int:
    """Give the characters outside links in an element without those of the inner posts."""
    return page.prose(number) - sum(page.prose(one) for one in inner if page.within(one, number))


def _way(
    page: Outline,
    levels: Sequence[tuple[int, ...]],
    inner: Sequence[tuple[int, ...]],
    places: Sequence[dict[str, tuple[int, int]]],
) -> str | None:
    """Give the sign of the elements that hold most of the words of all stretches; `None` where the words are spread."""
    whole = sum(own_prose(page, root, inside) for roots, inside in zip(levels, inner, strict=True) for root in roots)
    sums: dict[str, int] = defaultdict(int)
    for found in places:
        for sign, (_, count) in found.items():
            sums[sign] += count
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
