"""Tells posts from lists that look alike, and finds the only post of a page without answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborHTMLParser

from analyzer.quotes.text import tidy
from analyzer.structure.bodies import own_numbers
from analyzer.structure.outline import Outline
from analyzer.structure.repeats import Repeats, Stretch, links_of, prose_of

# Boxes named so hold what people say, even where they hold few of the page's words.
POSTLIKE = re.compile(
    r"comment|repl(?:y|ies)|post|answer|message|response|kommentar|respuesta|reponse|beitrag|antwort|mensaje|discussion|thread",
    re.IGNORECASE,
)
# Words of addresses and classes by which a page without answers is known as a forum's.
FORUM = re.compile(
    r"forum|foren|\bboards?\b|topic|thread|discussions?\b|questions?/|/questions?\b|/answers?/|\bq-?and-?a\b|/t/|community|/talk/|viewtopic|showthread",
    re.IGNORECASE,
)
FORUM_BLOCKS = '[class*="topic" i], [class*="thread" i], [class*="forum" i], [class*="question" i], [id*="forum" i]'
ARTICLE = 'meta[property="article:published_time"], [itemprop="articleBody"]'
ANSWER = re.compile(r"comment|repl(?:y|ies)|answer|message|response|kommentar|antwort|respuesta|reponse", re.IGNORECASE)
RE = re.compile(r"^(?:(?:re|aw|sv|ответ)[:\s\[\]\d]{1,6})+", re.IGNORECASE)
HEADING = frozenset({"h1", "h2", "h3", "h4", "h5"})
TITLE_CLASS = re.compile(r"title|headline|heading", re.IGNORECASE)
LEAST_TITLE = 4
# Fewer of a page's words may be in the posts only where their boxes say what they are.
LEAST_SHARE = 0.25
LEAST_MARKED_SHARE = 0.12
# Lists of names and dates say less than a sentence each.
LEAST_MEAN = 5
MAX_LINK_SHARE = 0.65
MAX_MARKED_LINK_SHARE = 0.8
HALF = 0.5
MOST = 0.8
LEAST_SINGLE = 60
MAX_STEPS = 24
BOXES_ABOVE = 3
# Of the boxes of a list this share has a title that leads to a page of its own.
INDEX_SHARE = 0.6


def are_posts(page: Outline, found: Repeats) -> bool:
    """Tell whether repeated stretches are posts, and not a list of pages, wares or news."""
    prose = sum(prose_of(page, stretch) for stretch in found.stretches)
    links = sum(links_of(page, stretch) for stretch in found.stretches)
    if prose < LEAST_MEAN * len(found.stretches):
        return False
    if links > (MAX_LINK_SHARE if found.marked < HALF else MAX_MARKED_LINK_SHARE) * (prose + links) or _is_index(
        page, found
    ):
        return False
    if prose >= (LEAST_SHARE if found.marked < MOST else LEAST_MARKED_SHARE) * page.prose_sums[-1]:
        return True
    return are_postlike(page, found)


def are_postlike(page: Outline, found: Repeats) -> bool:
    """Tell whether most stretches stand in elements named as posts are."""
    named = sum(_is_postlike(page, stretch) for stretch in found.stretches)
    return 2 * named > len(found.stretches)


def _is_postlike(page: Outline, stretch: Stretch) -> bool:
    """Tell whether an element around the mark, up to those around the stretch, is named as posts are."""
    number, above = stretch.mark, 0
    for _ in range(MAX_STEPS):
        if number <= 0 or above > BOXES_ABOVE:
            return False
        attribute = page.nodes[number].attributes.get("id") or ""
        if POSTLIKE.search(f"{page.classes[number][:200]} {attribute[:100]}"):
            return True
        above += not any(page.within(number, root) and number != root for root in stretch.roots)
        number = page.parents[number]
    return False


def _is_index(page: Outline, found: Repeats) -> bool:
    """Tell whether most stretches have a title of their own that leads elsewhere: a list of articles, threads or wares."""
    if 2 * sum(ANSWER.search(page.classes[one.roots[0]][:200]) is not None for one in found.stretches) > len(
        found.stretches
    ):
        return False
    authors = set(page.authors)
    titles = [_title(page, stretch, authors) for stretch in found.stretches]
    return len({title for title in titles if title}) >= INDEX_SHARE * len(titles)


def _title(page: Outline, stretch: Stretch, authors: AbstractSet[int]) -> str | None:
    """Give the words of the title of a stretch, `None` where it has none or its title leads to a place on this page."""
    for root in stretch.roots:
        for number in own_numbers(page, root, stretch.inner):
            if page.tags[number] != "a" or number in authors or page.links(number) < LEAST_TITLE:
                continue
            href = page.nodes[number].attributes.get("href") or ""
            if _heads(page, number, root) and href and "#" not in href and not href.startswith("javascript"):
                return RE.sub("", tidy(page.nodes[number].text())[:200].casefold())
    return None


def _heads(page: Outline, number: int, root: int) -> bool:
    """Tell whether a link is in or around a heading."""
    for _ in range(3):
        if page.tags[number] in HEADING or TITLE_CLASS.search(page.classes[number][:200]):
            return True
        if number <= root:
            return False
        number = page.parents[number]
    return False


def single(page: Outline, tree: LexborHTMLParser, url: str) -> Stretch | None:
    """Give the only post of a forum's page, `None` where the page is no forum's or says nothing."""
    if tree.css_first(ARTICLE) is not None or not (FORUM.search(url[:500]) or tree.css_first(FORUM_BLOCKS) is not None):
        return None
    sums: dict[int, int] = defaultdict(int)
    for number in range(1, len(page.nodes)):
        own = page.prose_sums[number + 1] - page.prose_sums[number]
        if own:
            sums[number] += own
            sums[page.parents[number]] += own
    if not sums:
        return None
    block = max(sums, key=lambda number: sums[number])
    if page.longest(block) < LEAST_SINGLE:
        return None
    around = block
    while around > 0:
        for marks in (page.dates, page.authors):
            for start, end in ((around, block), (page.ends[block], page.ends[around])):
                place = bisect_left(marks, start)
                if place < len(marks) and marks[place] < end:
                    return Stretch(roots=(around,), mark=marks[place])
        around = page.parents[around]
    return None
