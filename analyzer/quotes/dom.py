"""Parts the body of an HTML post into segments by the engine's own marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from analyzer.fields import Fields
from analyzer.quotes.text import tidy
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
SMILEY = re.compile(r"smil|emoji|emoticon", re.IGNORECASE)
FOLD = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRules:
    """How an engine marks what stands in a post: selectors below the body, empty where the engine has no such mark.

    `quote_body` is the part of a quote box that holds the words; `skip` is page furniture.
    """

    quote: str
    quote_body: str = ""
    quote_author: Fields = ()
    quote_post: Fields = ()
    link: str = ""
    code: str = ""
    skip: str = ""


def part(body: LexborNode, rules: BodyRules, *, without: frozenset[int] = frozenset()) -> tuple[Segment, ...]:
    """Give the segments of a post's body in document order; time is linear in the size of the body.

    `without` are the nodes to leave out, by `mem_id`, where no selector tells them.
    """
    walk = _Walk(body, rules)
    walk.skipped |= without
    return walk.segments()


@dataclass(slots=True)
class _Stretch:
    """The segment being written: its words so far, and whose they are."""

    kind: SegmentKind
    depth: int = 0
    author: str | None = None
    post_id: str | None = None
    words: list[str] = field(default_factory=list)

    def segment(self) -> Segment | None:
        text = tidy("".join(self.words))
        if not text:
            return None
        return Segment(
            kind=self.kind,
            text=text,
            author=self.author,
            post_id=self.post_id,
            found=Found.MARKUP if self.kind is SegmentKind.QUOTE else None,
            depth=self.depth,
        )


class _Walk:
    """One pass over a body with a stack of its own: quotes nested 1,000 deep need no recursion."""

    def __init__(self, body: LexborNode, rules: BodyRules) -> None:
        self.body = body
        self.rules = rules
        self.quotes = self._ids(rules.quote)
        self.links = self._ids(rules.link)
        self.codes = self._ids(rules.code)
        self.skipped = self._ids(rules.skip)
        self.done: list[Segment] = []
        self.open = [_Stretch(SegmentKind.OWN)]
        self.pre = 0

    def segments(self) -> tuple[Segment, ...]:
        # What is still to be done, last first: a node to enter, or what to do when a node ends.
        stack: list[LexborNode | Callable[[], None]] = self._children(self.body)
        while stack:
            step = stack.pop()
            if isinstance(step, LexborNode):
                self._enter(step, stack)
            else:
                step()
        self._flush()
        return tuple(self.done)

    def _ids(self, selector: str) -> frozenset[int]:
        return frozenset(node.mem_id for node in self.body.css(selector)) if selector else frozenset()

    @staticmethod
    def _children(node: LexborNode) -> list[LexborNode | Callable[[], None]]:
        children: list[LexborNode | Callable[[], None]] = []
        child = node.last_child
        while child is not None:
            children.append(child)
            child = child.prev
        return children

    def _enter(self, node: LexborNode, stack: list[LexborNode | Callable[[], None]]) -> None:
        tag = node.tag
        if tag == "-text":
            self._say(node.text_content or "")
        elif tag == "br":
            self._line()
        elif tag == "img":
            self._image(node)
        elif tag in SILENT or node.mem_id in self.skipped:
            if tag in BLOCKS:
                self._block(tag)
        elif node.mem_id in self.quotes:
            self._quote(node, stack)
        elif node.mem_id in self.links and self.open[-1].depth == 0:
            self._inner(node, _Stretch(SegmentKind.LINK), stack)
        elif node.mem_id in self.codes and self.open[-1].depth == 0:
            self._preserved(stack)
            self._inner(node, _Stretch(SegmentKind.CODE), stack)
        elif tag is not None and not tag.startswith("-"):
            self._element(node, tag, stack)

    def _element(self, node: LexborNode, tag: str, stack: list[LexborNode | Callable[[], None]]) -> None:
        if tag in BLOCKS:
            self._block(tag)
            stack.append(lambda: self._block(tag))
        elif tag in CELLS:
            stack.append(lambda: self.open[-1].words.append(" "))
        if tag == "pre":
            self._preserved(stack)
        stack.extend(self._children(node))

    def _preserved(self, stack: list[LexborNode | Callable[[], None]]) -> None:
        self.pre += 1
        stack.append(self._leave_pre)

    def _leave_pre(self) -> None:
        self.pre -= 1

    def _quote(self, box: LexborNode, stack: list[LexborNode | Callable[[], None]]) -> None:
        outer = self.open[-1]
        inside = _Stretch(
            SegmentKind.QUOTE,
            depth=outer.depth + 1,
            author=self._said_of(box, self.rules.quote_author),
            post_id=self._said_of(box, self.rules.quote_post),
        )
        content = box.css_first(self.rules.quote_body) if self.rules.quote_body else None
        self._inner(content or box, inside, stack)

    def _said_of(self, box: LexborNode, fields: Fields) -> str | None:
        """Give the first value that stands in the box itself and not in a quote within it."""
        for place in fields:
            for node in place.find(box):
                if self._box_of(node) == box.mem_id and (value := place.read(node)):
                    return value
        return None

    def _box_of(self, node: LexborNode) -> int | None:
        """Give the innermost quote box around a node, itself included."""
        around: LexborNode | None = node
        while around is not None and around.mem_id not in self.quotes:
            around = around.parent
        return None if around is None else around.mem_id

    def _inner(self, node: LexborNode, stretch: _Stretch, stack: list[LexborNode | Callable[[], None]]) -> None:
        self._flush()
        self.open.append(stretch)
        stack.append(self._close)
        stack.extend(self._children(node))

    def _close(self) -> None:
        self._flush()
        self.open.pop()

    def _flush(self) -> None:
        stretch = self.open[-1]
        if (segment := stretch.segment()) is not None:
            self.done.append(segment)
        stretch.words = []

    def _say(self, text: str) -> None:
        self.open[-1].words.append(text if self.pre else FOLD.sub(" ", text))

    def _line(self) -> None:
        self.open[-1].words.append("\n")

    def _block(self, tag: str) -> None:
        """Begin a new line, after a blank one for paragraphs, unless the words end with as much already."""
        stretch = self.open[-1]
        wanted = 2 if tag == "p" else 1
        for words in reversed(stretch.words):
            wanted -= words.count("\n")
            if wanted <= 0 or not words.isspace():
                break
        stretch.words.extend("\n" * wanted)

    def _image(self, node: LexborNode) -> None:
        attributes = node.attributes
        marks = f"{attributes.get('class') or ''} {attributes.get('src') or ''}"[:500]
        if SMILEY.search(marks) and (alt := attributes.get("alt")):
            self._say(f" {alt[:40]} ")
