"""Parts the body of an HTML post into segments by the engine's own marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from analyzer.fields import MAX_NODES, Fields, first_value
from analyzer.quotes.text import fold, tidy
from analyzer.thread import Found, Segment, SegmentKind

BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
CELLS = frozenset({"td", "th"})
# No words of the post stand in these, whatever the engine.
SILENT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "button", "select", "textarea"}
)
# Old boards write a file's name where the smiley's text should stand: no page shows it.
FILE = re.compile(r"[\w-]{1,40}\.(?:gif|png|jpe?g|webp|svg)", re.IGNORECASE)
SMILEY = re.compile(r"smil|emoji|emoticon", re.IGNORECASE)
# What is still to be done, the last first: a node to enter, a block that ends by its tag, or what else to do at an end.
_Step = LexborNode | str | Callable[[], None]
NONE: frozenset[int] = frozenset()
# The line above a quote is a name, a title and a date; what is longer is a paragraph of the post.
MAX_HEAD = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRules:
    """How an engine marks what stands in a post: selectors below the body, empty where the engine has no such mark.

    `quote_body` is the part of a quote box that holds the words; `quote_head` is a line that stands before the box and
    says whose they are, where the box itself does not; `skip` is page furniture. Where such a line is known by its words
    alone, `head_text` matches them; `head_author` and `head_post` are what is read in a head and never in a box.
    `quote_thread` is the engine's number of the thread that is quoted from: the reader tells its own from others.
    `article` is a box for words from outside the forum, where the engine tells such a box from a quoted post.
    """

    quote: str
    quote_body: str = ""
    quote_head: str = ""
    quote_author: Fields = ()
    quote_post: Fields = ()
    quote_thread: Fields = ()
    head_text: re.Pattern[str] | None = None
    head_author: Fields = ()
    head_post: Fields = ()
    article: str = ""
    link: str = ""
    code: str = ""
    skip: str = ""


@dataclass(frozen=True, slots=True)
class QuoteSource:
    """Whose words a quote box holds and from which post, as far as its place in the page tells."""

    author: str | None = None
    post_id: str | None = None


UNKNOWN = QuoteSource()
NO_SOURCES: Mapping[int, QuoteSource] = MappingProxyType({})


def part(
    body: LexborNode,
    rules: BodyRules,
    *,
    without: frozenset[int] = frozenset(),
    quotes: Mapping[int, QuoteSource] = NO_SOURCES,
    preserved: bool = False,
) -> tuple[Segment, ...]:
    """Give the segments of a post's body in document order; time is linear in the size of the body.

    `without` are the nodes to leave out, by `mem_id`, where no selector tells them; `quotes` are such quote boxes, each with
    what is known of its source. `preserved` says that the page shows the line ends of the body, as it does those of a `pre`.
    """
    walk = _Walk(body, rules)
    walk.pre += preserved
    walk.skipped |= without
    walk.quotes = walk.quotes.union(quotes)
    walk.sources = quotes
    return walk.segments()


@dataclass(slots=True)
class _Stretch:
    """The segment being written: its words so far, and whose they are."""

    kind: SegmentKind
    depth: int = 0
    author: str | None = None
    post_id: str | None = None
    thread_id: str | None = None
    words: list[str] = field(default_factory=list)
    said: bool = False

    def segment(self) -> Segment | None:
        text = tidy("".join(self.words))
        return self.made(text) if text else None

    def made(self, text: str) -> Segment:
        return Segment(
            kind=self.kind,
            text=text,
            author=self.author,
            post_id=self.post_id,
            found=Found.MARKUP if self.kind is SegmentKind.QUOTE else None,
            depth=self.depth,
            thread_id=self.thread_id,
        )


class _Walk:
    """One pass over a body with a stack of its own: quotes nested 1,000 deep need no recursion."""

    def __init__(self, body: LexborNode, rules: BodyRules) -> None:
        self.body = body
        self.rules = rules
        self.quotes = self._ids(rules.quote)
        self.sources: Mapping[int, QuoteSource] = NO_SOURCES
        self.articles = self._ids(rules.article)
        self.links = self._ids(rules.link)
        self.codes = self._ids(rules.code)
        self.boxes = self.articles | self.links | self.codes
        self.heads = self._heads()
        self.skipped = self._ids(rules.skip) | self.heads
        # `None` keeps the place of a quote box that may turn out to hold no words of its own.
        self.done: list[Segment | None] = []
        self.places: dict[str, dict[int, list[LexborNode]]] = {}
        self.open = [_Stretch(SegmentKind.OWN)]
        self.pre = int(body.tag == "pre")

    def segments(self) -> tuple[Segment, ...]:
        stack: list[_Step] = []
        node = self.body.first_child
        while node is not None or stack:
            if node is None:
                node = self._next(stack)
                continue
            tag = node.tag
            # Half of all nodes are text, and most others are breaks in some bodies: they get no call of their own.
            if tag == "-text":
                text = node.text_content or ""
                # A line is folded once, when a segment is made of its words; a line end between tags is no line's end.
                self.open[-1].words.append(text if self.pre else text.replace("\n", " "))
                node = node.next
            elif tag == "br":
                self.open[-1].words.append("\n")
                node = node.next
            elif tag is None or tag[0] == "-":
                node = node.next
            else:
                if (following := node.next) is not None:
                    stack.append(following)
                node = self._enter(node, tag, stack)
        self._flush()
        return tuple(segment for segment in self.done if segment is not None)

    def _next(self, stack: list[_Step]) -> LexborNode | None:
        """Do what is to be done at the end of a node, or give the node to go on with."""
        step = stack.pop()
        if isinstance(step, LexborNode):
            return step
        if isinstance(step, str):
            self._block(step)
        else:
            step()
        return None

    def _ids(self, selector: str) -> frozenset[int]:
        found = self.body.css(selector) if selector else None
        return frozenset([node.mem_id for node in found]) if found else NONE

    def _heads(self) -> frozenset[int]:
        """Give the lines above quote boxes, of those that `head_text` must know the ones right before a box."""
        pattern = self.rules.head_text
        if pattern is None:
            return self._ids(self.rules.quote_head)
        heads = self.body.css(self.rules.quote_head)
        return frozenset(head.mem_id for head in heads if self._is_head(head, pattern))

    def _is_head(self, node: LexborNode, pattern: re.Pattern[str]) -> bool:
        after = node.next
        while after is not None and _is_blank(after):
            after = after.next
        if after is None or after.mem_id not in self.quotes:
            return False
        text = node.text()
        return len(text) <= MAX_HEAD and pattern.search(fold(text).strip()) is not None

    def _enter(self, node: LexborNode, tag: str, stack: list[_Step]) -> LexborNode | None:
        """Begin an element and give the first node in it, `None` where there is none to read."""
        if tag == "img":
            self._image(node)
            return None
        mem_id = node.mem_id
        if tag in SILENT or mem_id in self.skipped:
            if tag in BLOCKS:
                self._block(tag)
            return None
        if mem_id in self.quotes:
            return self._quote(node, stack)
        if mem_id in self.boxes and self.open[-1].depth == 0 and (kind := self._kind_of(node)) is not None:
            if kind is SegmentKind.CODE:
                self._preserved(stack)
            return self._inner(node, _Stretch(kind), stack)
        if tag in BLOCKS:
            self._block(tag)
            stack.append(tag)
        elif tag in CELLS:
            stack.append(self._leave_cell)
        if tag == "pre":
            self._preserved(stack)
        return node.first_child

    def _kind_of(self, node: LexborNode) -> SegmentKind | None:
        """Give whose words a box holds that is no quote; `None` for all that is no box."""
        if node.mem_id in self.articles:
            return SegmentKind.ARTICLE
        if node.mem_id in self.links:
            return SegmentKind.LINK
        return SegmentKind.CODE if node.mem_id in self.codes else None

    def _preserved(self, stack: list[_Step]) -> None:
        self.pre += 1
        stack.append(self._leave_pre)

    def _leave_pre(self) -> None:
        self.pre -= 1

    def _leave_cell(self) -> None:
        self.open[-1].words.append(" ")

    def _quote(self, box: LexborNode, stack: list[_Step]) -> LexborNode | None:
        outer = self.open[-1]
        known = self.sources.get(box.mem_id, UNKNOWN)
        inside = _Stretch(
            SegmentKind.QUOTE,
            depth=outer.depth + 1,
            author=known.author or self._said_of(box, self.rules.quote_author, self.rules.head_author),
            post_id=known.post_id or self._said_of(box, self.rules.quote_post, self.rules.head_post),
            thread_id=self._said_of(box, self.rules.quote_thread),
        )
        content = next(iter(self._within(self.rules.quote_body, box)), box) if self.rules.quote_body else box
        self._flush()
        place = len(self.done)
        self.done.append(None)
        stack.append(lambda: self._keep(inside, place))
        return self._inner(content, inside, stack)

    def _keep(self, stretch: _Stretch, place: int) -> None:
        """Keep a quote of a picture, or of nothing but another quote, with its author and without words."""
        if not stretch.said:
            self.done[place] = stretch.made("")

    def _said_of(self, box: LexborNode, fields: Fields, head_fields: Fields = ()) -> str | None:
        """Give the first value that stands in the box itself and not in a quote within it."""
        head = self._head_of(box)
        for place in fields:
            # The text of a whole box is what was said, not who said it: without a selector only attributes are read.
            own = [box] if place.attribute and not place.selector else []
            # A line before the box says whose it is; what stands in the box then says so of a box within it.
            for node in self._within(place.selector, box) if place.selector and head is None else own:
                if value := place.read(node):
                    return value
        return first_value(fields + head_fields, head) if head is not None else None

    def _within(self, selector: str, box: LexborNode) -> list[LexborNode]:
        """Give the first nodes that stand in the box itself and not in a quote within it.

        The body is searched once a selector, so that time stays linear however deep quotes are nested.
        """
        if selector not in self.places:
            by_box: dict[int, list[LexborNode]] = {}
            for node in self.body.css(selector):
                if (around := self._box_of(node)) is not None:
                    found = by_box.setdefault(around, [])
                    if len(found) < MAX_NODES:
                        found.append(node)
            self.places[selector] = by_box
        return self.places[selector].get(box.mem_id, [])

    def _head_of(self, box: LexborNode) -> LexborNode | None:
        """Give the line right before a quote box that says whose words it holds."""
        before = box.prev if self.heads else None
        while before is not None and before.mem_id not in self.heads:
            if not _is_blank(before):
                return None
            before = before.prev
        return before

    def _box_of(self, node: LexborNode) -> int | None:
        """Give the innermost quote box around a node, itself included."""
        around: LexborNode | None = node
        while around is not None and around.mem_id not in self.quotes:
            around = around.parent
        return None if around is None else around.mem_id

    def _inner(self, node: LexborNode, stretch: _Stretch, stack: list[_Step]) -> LexborNode | None:
        self._flush()
        self.open.append(stretch)
        stack.append(self._close)
        return node.first_child

    def _close(self) -> None:
        self._flush()
        self.open.pop()

    def _flush(self) -> None:
        stretch = self.open[-1]
        if (segment := stretch.segment()) is not None:
            stretch.said = True
            self.done.append(segment)
        stretch.words = []

    def _block(self, tag: str) -> None:
        """Begin a new line, after a blank one for paragraphs, unless the words end with as much already."""
        stretch = self.open[-1]
        wanted = 2 if tag == "p" else 1
        for words in reversed(stretch.words):
            # In preserved text lines end in the middle too.
            said = words.rstrip()
            wanted -= words.count("\n", len(said))
            if wanted <= 0 or said:
                break
        stretch.words.extend("\n" * wanted)

    def _image(self, node: LexborNode) -> None:
        attributes = node.attributes
        marks = f"{attributes.get('class') or ''} {attributes.get('src') or ''}"[:500]
        if not SMILEY.search(marks):
            return
        # Invision 2 keeps what was typed in an attribute of its own.
        for text in (attributes.get("alt"), attributes.get("title"), attributes.get("emoid")):
            if text and not FILE.fullmatch(text):
                self.open[-1].words.append(f" {text[:40]} ".replace("\n", " "))
                return


def _is_blank(node: LexborNode) -> bool:
    """Tell whether a node between a line and its quote box is a break, a comment or white space."""
    return node.tag in {"br", "-comment"} or (node.tag == "-text" and not (node.text_content or "").strip())
