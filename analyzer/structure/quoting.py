"""Finds the quotes in the posts of an unknown engine, and who is quoted: by what boxes are called, and by what their heads say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from analyzer.quotes.attributions import attribution
from analyzer.quotes.dom import BLOCKS
from analyzer.quotes.text import tidy
from analyzer.structure.bodies import own_numbers, own_prose
from analyzer.structure.bylines import clean_name
from analyzer.structure.outline import Outline
from analyzer.structure.repeats import Stretch

QUOTE = re.compile(r"quote|quotation|zitat|bbcode-?_?cite|\bcitat", re.IGNORECASE)
# Buttons, and what can be quoted rather than is: `selectToQuote`, `multiquote`, `quotelink`.
NO_QUOTE = re.compile(
    r"quot(?:e?able|ing)|to-?_?quote|multi-?_?quote|quote-?_?(?:button|btn|links?$|reply|this|post$|action|control|count|toggle|tool|select)"
    r"|(?:button|btn|can|no)-?_?quote",
    re.IGNORECASE,
)
# The line in a box, or above it, that says whose the words are.
HEAD = re.compile(
    r"(?:quote|citation|zitat)(?:box|block)?[-_]*(?:d[-_]*)?(?:title|head|top|author|user|info|by|meta|name|date|from|source|attribution|icon|link|said|label"
    r"|caption|cite)|(?:title|head|header|author|by|name|info|meta)[-_]*quote",
    re.IGNORECASE,
)
NAME_CLASS = re.compile(r"author|user|name|by\b", re.IGNORECASE)
NO_BOX = frozenset("a button i svg input img span cite small label".split())
# What a quote without a telling name can be made of.
BOXES = frozenset("div blockquote td fieldset dl dd aside section figure".split())
OPENERS = frozenset("b strong p div cite a h3 h4 h5 h6 header".split())
# A head is a name, a title and a date.
MAX_HEAD = 160
MAX_CLASSES = 300
MAX_STEPS = 16
# What holds so much of the words of so many posts is the posts' own box, whatever it is called.
WHOLE = 0.9
MOST_POSTS = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """The quotes in one post: each box with the author its head names, and the heads that are read so, by `mem_id`."""

    boxes: Mapping[int, str | None]
    heads: frozenset[int]


def quoting(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[Quoting]:
    """Give the quotes of each post; time is linear in the size of the posts."""
    found = [_Boxes.of(page, stretch, body) for stretch, body in zip(stretches, where, strict=True)]
    outer = {page.sign(box) for boxes in found for box in boxes.outer}
    outer -= _whole_posts(page, found, stretches, where)
    return [boxes.read(page, outer) for boxes in found]


@dataclass(frozen=True, slots=True)
class _Boxes:
    """What in a post is called a quote, with the innermost such box around each (-1 for none), and the heads, in order."""

    around: Mapping[int, int]
    heads: Sequence[int]

    @classmethod
    def of(cls, page: Outline, stretch: Stretch, body: Sequence[int]) -> _Boxes:
        """Give what looks like a quote or a head in a post, one pass over its elements."""
        headed = _headed(page, stretch, body)
        around: dict[int, int] = {}
        heads: list[int] = []
        open_: list[int] = []
        for root in body:
            for number in own_numbers(page, root, stretch.inner):
                while open_ and page.ends[open_[-1]] <= number:
                    open_.pop()
                tag, classes = page.tags[number], page.classes[number]
                if number in headed.values() or _is_head(classes):
                    heads.append(number)
                elif number in headed or _is_box(tag, classes):
                    around[number] = open_[-1] if open_ else -1
                    open_.append(number)
        return cls(around, heads)

    @property
    def outer(self) -> list[int]:
        """The boxes that stand in no other."""
        return [box for box, outer in self.around.items() if outer < 0]

    def read(self, page: Outline, signs: AbstractSet[str]) -> Quoting:
        """Give the quotes: a box in a box is a quote in a quote where it is made as outer ones are, else a part of it."""
        authors: dict[int, str | None] = {box: None for box in self.around if page.sign(box) in signs}
        read: list[int] = []
        for head in self.heads:
            box = _innermost(page, authors.keys(), head)
            if box is not None and authors[box] is None and (name := _author(page, head)) is not None:
                authors[box] = name
                read.append(head)
        for box, author in authors.items():
            first = box + 1
            if author is None and first < page.ends[box] and (name := _opener(page, box, first)) is not None:
                authors[box] = name
                read.append(first)
        return Quoting(
            boxes={page.nodes[box].mem_id: author for box, author in authors.items()},
            heads=frozenset(page.nodes[head].mem_id for head in read),
        )


def _whole_posts(
    page: Outline, found: Sequence[_Boxes], stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]
) -> set[str]:
    """Give the signs of boxes that hold nearly all words of most posts: these hold what can be quoted."""
    whole: Counter[str] = Counter()
    for boxes, stretch, body in zip(found, stretches, where, strict=True):
        words = sum(own_prose(page, root, stretch.inner) for root in body)
        whole.update({page.sign(box) for box in boxes.outer if page.prose(box) >= WHOLE * words > 0})
    return {sign for sign, count in whole.items() if count >= MOST_POSTS * len(stretches)}


def _headed(page: Outline, stretch: Stretch, body: Sequence[int]) -> dict[int, int]:
    """Give the boxes that begin with a line such as `NAME wrote:`, whatever they are called, each with that line's element."""
    found: dict[int, int] = {}
    for root in body:
        most = WHOLE * own_prose(page, root, stretch.inner)
        for number in own_numbers(page, root, stretch.inner):
            box = page.parents[number]
            if box == root or number != box + 1 or page.tags[box] not in BOXES or _is_head(page.classes[box]):
                continue
            if page.prose(number) < page.prose(box) < most and _says_who(page, number):
                found[box] = number
    return found


def _says_who(page: Outline, number: int) -> bool:
    if page.prose(number) + page.links(number) > MAX_HEAD:
        return False
    said = attribution(_text(page, number))
    return said is not None and said.sure


def _innermost(page: Outline, boxes: AbstractSet[int], number: int) -> int | None:
    """Give the innermost of the boxes around an element, as far as a head stands in its box."""
    for _ in range(MAX_STEPS):
        number = page.parents[number]
        if number < 0 or number in boxes:
            return number if number in boxes else None
    return None


def _author(page: Outline, head: int) -> str | None:
    """Give whom a head names: by its words, by the link or mark of an author in it, or as its class says that it is a name."""
    text = _text(page, head)
    if len(text) > MAX_HEAD:
        return None
    if (said := attribution(text)) is not None and said.sure:
        return said.name
    place = bisect_left(page.authors, head)
    if place < len(page.authors) and page.authors[place] < page.ends[head]:
        return clean_name(page.nodes[page.authors[place]].text())
    return clean_name(text) if NAME_CLASS.search(page.classes[head][:MAX_CLASSES]) else None


def _opener(page: Outline, box: int, first: int) -> str | None:
    """Give whom the first element in a box names, which in a box for a quote needs no colon at its end: `NAME said`."""
    if page.tags[first] not in OPENERS or page.prose(first) + page.links(first) > MAX_HEAD:
        return None
    text = _text(page, first)
    if not text or not _text(page, box).startswith(text) or not _ends_line(page.nodes[first]):
        return None
    said = attribution(text) or attribution(f"{text}:")
    return said.name if said is not None and said.sure else None


def _ends_line(node: LexborNode) -> bool:
    """Tell whether a line ends with an element: by what it is, or by what follows it."""
    following = node.next
    while following is not None and following.tag == "-text" and not (following.text_content or "").strip():
        following = following.next
    return node.tag in BLOCKS or following is None or following.tag == "br" or following.tag in BLOCKS


def _text(page: Outline, number: int) -> str:
    return tidy(page.nodes[number].text()[: 2 * MAX_HEAD]).replace("\n", " ")


@lru_cache(maxsize=4096)
def _is_head(classes: str) -> bool:
    return any(HEAD.search(name) for name in classes[:MAX_CLASSES].split())


@lru_cache(maxsize=4096)
def _is_box(tag: str, classes: str) -> bool:
    if tag == "blockquote":
        return True
    if tag in NO_BOX or not classes:
        return False
    return any(QUOTE.search(name) and not NO_QUOTE.search(name) for name in classes[:MAX_CLASSES].split())
