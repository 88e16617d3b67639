"""A page as flat lists in document order, with what looks like a date or an author's name: what structure is read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Words in these are no post's, whatever the page.
SILENT = frozenset(
    "script style template iframe object svg button select textarea nav footer head dialog label option".split()
)
# These hold nothing, and what stands in these stands as well in what holds them.
EMPTY = frozenset("br img hr input link meta wbr source path col param embed area base track".split())
SKIPPED = SILENT | EMPTY
THIN = frozenset("i em u s sub sup".split())
MONTH = (
    r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|f[eé]v|avr|ao[uû]|d[eé]c|ene|abr|ago|dic|gen|mag|giu|lug|set"
    r"|ott|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w{0,9}\.?"
)
# Enough to know a date; what it says is read elsewhere.
DATE = re.compile(
    rf"\b(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th|\.)? (?:de )?{MONTH},?(?: de)? '?\d{{2,4}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? '?\d{{2,4}}|{MONTH} \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\d{{4}}年\d{{1,2}}月"
    r"|(?:\d{1,3}|an?) ?(?:s|m|h|d|w|y|mo|min|mins|hrs?|sec|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\.? ago\b"
    r"|(?:today|yesterday|heute|gestern|hier|ayer|ieri|сегодня|вчера)\b.{0,6}\d{1,2}[:.]\d\d|vor \d{1,3} \w{3,9}|il y a \d{1,3} \w{3,9}|hace \d{1,3} \w{3,9})",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"joined|join date|registered|member since|registriert|dabei seit|inscri|registro|iscritto|регистрац", re.IGNORECASE
)
# Words that stand in the address of an author's page, as `/u/`, `?user=` or `action=profile`.
AUTHOR_WORDS = frozenset(
    "u user users member members profile profiles author authors people person poster userid uid memberlist usr utilisateur"
    " benutzer mitglied usuario usuarios perfil profil kayttaja profiili showuser viewprofile userinfo userprofile".split()
)
HREF_WORD = re.compile(r"[a-z]+|/[~@]")
AUTHOR_CLASS = re.compile(
    r"author|user-?_?name|poster|nick-?name|by-?line|display-?_?name|member-?_?name|profile-?_?(?:name|link)|(?:^|[-_ ])user(?:$|[-_ ])|nickname|commenter|posted-?by|(?:^|[-_ ])name(?:$|[-_ ])",
    re.IGNORECASE,
)
DATE_CLASS = re.compile(r"date|time|posted|published|created|(?:^|[-_ ])ago", re.IGNORECASE)
AUTHOR_PROPERTIES = frozenset({"author", "creator"})
DATE_ATTRIBUTES = ("datetime", "data-timestamp", "data-time", "data-date", "data-utime", "data-created", "title")
MACHINE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|$)")
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
# A date stands in a short line, a name in a shorter one.
MAX_DATE = 90
MIN_DATE = 4
# A name in a card with its title and counts, as the sums count them.
MAX_MARK = 60
MAX_HREF = 300
# Labels, counts and names are shorter than what is said; they weigh a fifth. Ideographs say more in less.
SOLID = 24
SOLID_WIDE = 12
SHORT_WEIGHT = 5


# Most short texts with a digit are counts; these are the ones that could be a date.
HINT = re.compile(r"\d{4}|\d[-/.:]\d|\bago\b|\d (?:de )?[^\W\d_]{3}|[^\W\d_]{3}\.? '?\d|\u5e74")


@dataclass(slots=True)
class Outline:
    """The elements of a page in document order, without those in which no post stands.

    An element is named by its number; all below it have numbers up to `ends`, not included. `prose_sums` and `link_sums`
    count characters outside and inside links before an element; those of short texts weigh less. `dates` and `authors` are the elements that look like a
    date or an author's name, in order.
    """

    nodes: list[LexborNode]
    tags: list[str]
    parents: list[int]
    classes: list[str]
    ends: list[int] = field(default_factory=list)
    prose_sums: list[int] = field(default_factory=list)
    link_sums: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)

    def prose(self, number: int) -> int:
        """Give the characters outside links in an element."""
        return self.prose_sums[self.ends[number]] - self.prose_sums[number]

    def links(self, number: int) -> int:
        """Give the characters inside links in an element."""
        return self.link_sums[self.ends[number]] - self.link_sums[number]

    def within(self, number: int, outer: int) -> bool:
        """Tell whether an element is another or stands in it."""
        return outer <= number < self.ends[outer]

    def longest(self, number: int) -> int:
        """Give the characters of the element within this one that itself says most."""
        sums = self.prose_sums
        return max(sums[one + 1] - sums[one] for one in range(number, self.ends[number]))

    def children(self, number: int) -> Iterator[int]:
        """Give the elements that stand right in an element."""
        child, end = number + 1, self.ends[number]
        while child < end:
            yield child
            child = self.ends[child]

    def sign(self, number: int) -> str:
        """Give what elements of one kind share: the tag, and the first class without its digits."""
        return _sign(self.tags[number], self.classes[number])


def outline(tree: LexborHTMLParser) -> Outline:
    """Give the outline of a page in one pass over its nodes, those in which no post stands left out unseen."""
    draft = _Draft()
    if tree.body is not None:
        draft.walk(tree.body)
    return draft.done()


class _Draft:
    """An outline that is being made: the sums by element, and what may turn out to be a date or a name."""

    __slots__ = ("authors", "dates", "linked", "links", "page", "prose")

    def __init__(self) -> None:
        self.page = Outline([], [], [], [])
        self.prose: list[int] = []
        self.links: list[int] = []
        self.linked: list[bool] = []
        self.dates: set[int] = set()
        self.authors: list[tuple[int, str]] = []

    def walk(self, body: LexborNode) -> None:
        """Take in all nodes of the page; half of them are text between tags, and of these most are white space."""
        node = body.first_child
        parent = self.add(body.tag or "body", -1, body, body.attributes)
        waiting: list[tuple[LexborNode | None, int]] = [(None, -1)]
        while waiting:
            if node is None:
                node, parent = waiting.pop()
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and not text.isspace():
                    self.say(text.strip(), parent)
            elif tag not in SKIPPED and tag is not None and tag[0] != "-":
                number = parent if tag in THIN else self.element(node, tag, parent)
                if number >= 0 and (child := node.first_child) is not None:
                    waiting.append((node.next, parent))
                    node, parent = child, number
                    continue
            node = node.next

    def say(self, text: str, parent: int) -> None:
        """Count words for the element they stand in."""
        if self.page.tags[parent] == "h1":
            return
        size = len(text)
        solid = size >= SOLID or (size >= SOLID_WIDE and not text.isascii())
        (self.links if self.linked[parent] else self.prose)[parent] += size if solid else 1 + size // SHORT_WEIGHT
        if (
            MIN_DATE < size <= MAX_DATE
            # Two thirds of the short texts hold none of these, and a digit is found in a quarter of the time of a hint.
            and (DIGITS.search(text) or "ago" in text or "\u5e74" in text)
            and HINT.search(text)
            and _is_date(text)
        ):
            self.dates.add(parent)

    def element(self, node: LexborNode, tag: str, parent: int) -> int:
        """Add an element and give its number, -1 where the page does not show it."""
        attributes = node.attributes
        if not attributes:
            return self.add(tag, parent, node, attributes)
        if "hidden" in attributes or ("style" in attributes and HIDDEN.search((attributes["style"] or "")[:MAX_HREF])):
            return -1
        number = len(self.linked)
        name = attributes.get("class")
        if (name and _author_class(name)) or attributes.get("itemprop") in AUTHOR_PROPERTIES:
            self.authors.append((number, ""))
        elif tag == "a":
            self.authors.append((number, "/@" if attributes.get("rel") == "author" else attributes.get("href") or " "))
        elif tag == "time" or _is_dated(attributes):
            self.dates.add(number)
        return self.add(tag, parent, node, attributes)

    def add(self, tag: str, parent: int, node: LexborNode, attributes: Mapping[str, str | None]) -> int:
        """Add an element as it stands and give its number."""
        page, linked = self.page, self.linked
        number = len(linked)
        page.nodes.append(node)
        page.tags.append(tag)
        page.parents.append(parent)
        page.classes.append(attributes.get("class") or "")
        self.prose.append(0)
        self.links.append(0)
        if tag == "h1":
            page.headings.append(number)
        linked.append(tag == "a" or (parent >= 0 and linked[parent]))
        return number

    def done(self) -> Outline:
        """Give the outline, once all nodes are in it."""
        page = self.page
        page.prose_sums = [0, *accumulate(self.prose)]
        page.link_sums = [0, *accumulate(self.links)]
        page.ends = _ends(page.parents)
        page.dates = sorted(self.dates)
        page.authors = [
            number
            for number, href in self.authors
            if 0 < page.prose(number) + page.links(number) <= MAX_MARK and (not href or _author_link(href[:MAX_HREF]))
        ]
        return page


@lru_cache(maxsize=4096)
def _is_date(text: str) -> bool:
    return DATE.search(text) is not None and JOINED.search(text) is None


def _author_link(href: str) -> bool:
    words = HREF_WORD.findall(href.lower())
    return not AUTHOR_WORDS.isdisjoint(words) or "/~" in words or "/@" in words


def _is_dated(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an attribute holds a date for machines, as a script leaves it that prints `3 days ago`."""
    if "datetime" in attributes:
        return True
    title = attributes.get("title")
    return title is not None and MACHINE.match(title) is not None


@lru_cache(maxsize=4096)
def _author_class(classes: str) -> bool:
    return AUTHOR_CLASS.search(classes[:MAX_HREF]) is not None


@lru_cache(maxsize=4096)
def _sign(tag: str, classes: str) -> str:
    first = classes.split(None, 1)
    return f"{tag}.{DIGITS.sub('', first[0])}" if first else tag


def _ends(parents: Sequence[int]) -> list[int]:
    ends = list(range(1, len(parents) + 1))
    for number in range(len(parents) - 1, 0, -1):
        parent = parents[number]
        if ends[number] > ends[parent]:  # noqa: PLR1730  A call of `max` takes thrice the time.
            ends[parent] = ends[number]
    return ends
