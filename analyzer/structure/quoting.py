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
from analyzer.quotes.dom import BLOCKS, QuoteSource
from analyzer.quotes.text import tidy
from analyzer.structure.bodies import own_numbers, own_prose
from analyzer.structure.bylines import POST_LINK, clean_name
from analyzer.structure.outline import MAX_HREF, Outline
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
MAX_NAME = 60
MAX_CLASSES = 300
POST_ATTRIBUTES = ("data-post-id", "data-postid", "data-post", "data-pid", "data-quote-id", "data-source")
POST_NUMBER = re.compile(r"^(?:post:? ?)?(\d{1,20})$")
MAX_STEPS = 16
# What holds so much of the words of so many posts is the posts' own box, whatever it is called.
WHOLE = 0.5
MOST_POSTS = 0.6
# A box that a line such as `NAME wrote:` begins holds no more of the post: else the line begins the post.
MOST_QUOTED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """The quotes in one post: each box with what is known of its source, and the heads that say so, by `mem_id`."""

    boxes: Mapping[int, QuoteSource]
    heads: frozenset[int]


def quoting(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[Quoting]:
    """Give the quotes of each post; time is linear in the size of the posts."""
    found = [_Boxes.of(page, stretch, body) for stretch, body in zip(stretches, where, strict=True)]
    whole = _whole_posts(page, found, stretches, where)
    found = [boxes.without(page, whole) for boxes in found] if whole else found
    outer = {page.sign(box) for boxes in found for box in boxes.outer}
    above = _are_above(page, found)
    return [boxes.read(page, outer, above=above) for boxes in found]


def _are_above(page: Outline, found: Sequence[_Boxes]) -> bool:
    """Tell whether heads stand above their boxes on this page, rather than in them; outermost boxes tell."""
    above = inside = 0
    for boxes in found:
        heads = set(boxes.heads)
        ends = {page.ends[head] for head in heads}
        outer = boxes.outer
        above += sum(box in ends for box in outer)
        inside += sum(box + 1 in heads for box in outer)
    return above >= inside


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
                if number in headed.values() or tag == "cite" or _is_head(classes):
                    heads.append(number)
                elif number in headed or _is_box(tag, classes):
                    around[number] = open_[-1] if open_ else -1
                    open_.append(number)
        return cls(around, heads)

    @property
    def outer(self) -> list[int]:
        """The boxes that stand in no other."""
        return [box for box, outer in self.around.items() if outer < 0]

    def headed_signs(self, page: Outline) -> set[str]:
        """Give the signs of the boxes that have a head."""
        headed = (_headed_by(page, self.around.keys(), head, above=True) for head in self.heads)
        return {page.sign(box) for box in headed if box is not None}

    def without(self, page: Outline, signs: AbstractSet[str]) -> _Boxes:
        """Give the boxes without those of some signs: what stands in these stands in what is around them."""
        around: dict[int, int] = {}
        moved: dict[int, int] = {-1: -1}
        for box, outer in self.around.items():
            left_out = page.sign(box) in signs
            moved[box] = moved[outer] if left_out else box
            if not left_out:
                around[box] = moved[outer]
        return _Boxes(around, self.heads)

    def read(self, page: Outline, signs: AbstractSet[str], *, above: bool) -> Quoting:
        """Give the quotes; in one box, one that is made as it is a quote in the quote, and any other a part of it."""
        kept = {box for box in self.around if self._is_quote(page, box, signs)}
        heads: dict[int, int] = {}
        names: dict[int, str] = {}
        for head in self.heads:
            box = _headed_by(page, kept, head, above=above)
            if box is not None and box not in heads and (name := _author(page, head)) is not None:
                heads[box], names[box] = head, name
        for box in kept - heads.keys():
            first = box + 1
            if first < page.ends[box] and (name := _opener(page, box, first)) is not None:
                heads[box], names[box] = first, name
        return Quoting(
            boxes={
                page.nodes[box].mem_id: QuoteSource(names.get(box), _post(page, box, heads.get(box))) for box in kept
            },
            heads=frozenset(page.nodes[head].mem_id for head in heads.values()),
        )

    def _is_quote(self, page: Outline, box: int, signs: AbstractSet[str]) -> bool:
        sign, outer = page.sign(box), self.around[box]
        if outer < 0:
            return sign in signs
        for _ in range(MAX_STEPS):
            if outer < 0 or page.sign(outer) == sign:
                return outer >= 0 and sign in signs
            outer = self.around[outer]
        return False


def _post(page: Outline, box: int, head: int | None) -> str | None:
    """Give the number of the quoted post, by the box's attributes or a link in its head."""
    attributes = page.nodes[box].attributes
    for name in POST_ATTRIBUTES:
        if match := POST_NUMBER.match((attributes.get(name) or "")[:MAX_HREF]):
            return match.group(1)
    if match := POST_LINK.search((attributes.get("cite") or attributes.get("source") or "")[:MAX_HREF]):
        return match.group(1)
    for number in range(head, page.ends[head]) if head is not None else ():
        if page.tags[number] == "a" and (
            match := POST_LINK.search((page.nodes[number].attributes.get("href") or "")[:MAX_HREF])
        ):
            return match.group(1)
    return None


def _whole_posts(
    page: Outline, found: Sequence[_Boxes], stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]
) -> set[str]:
    """Give the signs of boxes that hold most words of most posts, the first one's too, and that no head names a source of.

    These hold what can be quoted: vBulletin 4 sets each post in a `blockquote`. The first post of a thread seldom quotes.
    """
    whole: Counter[str] = Counter()
    for boxes, stretch, body in zip(found, stretches, where, strict=True):
        words = sum(own_prose(page, root, stretch.inner) for root in body)
        whole.update({page.sign(box) for box in boxes.outer if page.prose(box) >= WHOLE * words > 0})
    first = {page.sign(box) for box in found[0].outer} if found else set()
    often = {sign for sign, count in whole.items() if sign in first and count >= MOST_POSTS * len(stretches)}
    return often - {sign for boxes in found for sign in boxes.headed_signs(page)} if often else often


def _headed(page: Outline, stretch: Stretch, body: Sequence[int]) -> dict[int, int]:
    """Give the boxes that begin with a line such as `NAME wrote:`, whatever they are called, each with that line's element."""
    found: dict[int, int] = {}
    for root in body:
        most = MOST_QUOTED * own_prose(page, root, stretch.inner)
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


def _headed_by(page: Outline, boxes: AbstractSet[int], number: int, *, above: bool) -> int | None:
    """Give the box that a head belongs to: the one right behind it where heads stand `above`, else the innermost around it."""
    following = page.ends[number]
    if above and following in boxes and page.parents[following] == page.parents[number]:
        return following
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
    if (said := attribution(text)) is not None and said.sure and len(said.name) <= MAX_NAME:
        return said.name
    place = bisect_left(page.authors, head)
    if place < len(page.authors) and page.authors[place] < page.ends[head]:
        return clean_name(page.nodes[page.authors[place]].text())
    named = page.tags[head] == "cite" or NAME_CLASS.search(page.classes[head][:MAX_CLASSES])
    return clean_name(text) if named else None


def _opener(page: Outline, box: int, first: int) -> str | None:
    """Give whom the first element in a box names, which in a box for a quote needs no colon at its end: `NAME said`."""
    if page.tags[first] not in OPENERS or page.prose(first) + page.links(first) > MAX_HEAD:
        return None
    text = _text(page, first)
    if not text or not _text(page, box).startswith(text) or not _ends_line(page.nodes[first]):
        return None
    said = attribution(text) or attribution(f"{text}:")
    return said.name if said is not None and said.sure and len(said.name) <= MAX_NAME else None


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
