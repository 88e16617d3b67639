"""Discussion pages of MediaWiki, as saved pages and as wikitext: each section with signed comments is a thread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice
from typing import overload
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborNode

from analyzer.fields import Field, first_value
from analyzer.ids import digest
from analyzer.quotes.comments import SECONDS, Kind, Piece, Section, answered, post, sections
from analyzer.quotes.dom import BLOCKS, CELLS, SILENT
from analyzer.quotes.text import tidy
from analyzer.quotes.wikitext import WIKI_LINK, pieces_in
from analyzer.readers.htmlforum import first_node, page_url
from analyzer.signatures import ZONE, timestamp_in, user_in_link, user_of
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Problem, Thread

ENGINE = "mediawiki"
# The class and the ids that MediaWiki gives to a page's words, the last one before version 1.18.
MARKS = frozenset({"mw-parser-output", "mw-content-text", "bodyContent"})
# On these pages the software signs: see `mediawiki_boards`.
BOARDS = frozenset({"flow-topic", "lqt-post-wrapper"})
CONTENT = ("#mw-content-text .mw-parser-output", ".mw-parser-output", "#mw-content-text", "#bodyContent")
TITLE = (
    Field(selector="#firstHeading"),
    Field(selector="h1.firstHeading"),
    Field(selector="title", pattern=re.compile(r"^(.+?)(?: [-\u2013\u2014] [^-\u2013\u2014]{1,60})?$")),
)
# Page furniture, and what the software adds to headings and signatures.
SKIP = (
    ".mw-editsection, .mw-editsection-like, #toc, .toc, .ext-discussiontools-init-replylink-buttons,"
    " .ext-discussiontools-init-section-bar, .ext-discussiontools-init-section-metadata, .mw-references-wrap, .printfooter, .catlinks,"
    " .tocnumber, .ambox, .tmbox"
)
QUOTES = "blockquote, q, .talkquote, .inline-quote-talk"
CODES = "pre, .mw-highlight, syntaxhighlight"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A style that says how a node is shown says so at its beginning.
MAX_STYLE = 300
INDENTED = frozenset({"li", "dd"})
# In these something else holds for words than around them.
TELLING = INDENTED | {"a"}
# Who forgot to sign is named in small print, or in what is styled like it.
SMALL = "small, .autosigned"

HREF = re.compile(r'href="([^"]{1,1000})"')
# An id as pages have had them since 2022, and the times in those before.
COMPACT = re.compile(r'"c-[^"\s]{1,255}-\d{14}[-"]')
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z")
NO_DIGITS = re.compile(r"\D")
# A page with so many times of day and no signature among them is no discussion.
MAX_LOOKED_AT = 200


class MediaWikiReader:
    """Reads saved discussion pages and their wikitext."""

    name = "mediawiki"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the page is a wiki's and holds a signature."""
        if source.kind is SourceKind.HTML:
            return (
                not MARKS.isdisjoint(source.names) and BOARDS.isdisjoint(source.names) and _holds_signature(source.text)
            )
        if source.kind is not SourceKind.TEXT or "[[" not in source.text:
            return False
        return any(
            user_of(link.group(1)) is not None
            and timestamp_in(source.text[link.end() : link.end() + 300].partition("\n")[0])
            for link in WIKI_LINK.finditer(source.text)
        )

    def read(self, source: Source) -> Iterator[Thread]:
        """Give a thread for each section of the page that holds signed comments."""
        is_html = source.kind is SourceKind.HTML
        url = page_url(source) if is_html else source.url
        page = first_value(TITLE, source.tree) if is_html else None
        problems = source.problems
        compact = is_html and COMPACT.search(source.text) is not None
        given: Counter[str] = Counter()
        taken: Counter[str] = Counter()
        for group in _threads(sections(_html_pieces(source) if is_html else pieces_in(source.text))):
            posts = _posts(group, taken)
            if compact:
                posts = tuple(replace(one, id=_compact(one.id), reply_to=_compact(one.reply_to)) for one in posts)
            if any(section.unsigned for section in group) and posts:
                problems += (_unsigned(group[0].title or page or source.name, source.name),)
            if not posts:
                continue
            anchor = group[0].anchor or digest(posts[0].id)
            thread_id = f"{_host(url) or ENGINE}/{_page(url) or page or digest(posts[0].id)}#{anchor}"
            given[thread_id] += 1
            yield Thread(
                id=thread_id if given[thread_id] == 1 else f"{thread_id}-{given[thread_id]}",
                title=group[0].title or page,
                engine=ENGINE,
                source=source.name,
                url=url,
                posts=posts,
                problems=problems,
            )
            problems = ()


READER = MediaWikiReader()


def _holds_signature(text: str) -> bool:
    """Tell whether a link to somebody's page stands a little before a day and hour in the HTML of a page."""
    for zone in islice(ZONE.finditer(text), MAX_LOOKED_AT):
        near = text[max(0, zone.start() - 1000) : zone.end()]
        if any(user_in_link(unescape(link.group(1))) for link in HREF.finditer(near)) and timestamp_in(unescape(near)):
            return True
    return False


def _threads(found: Iterator[Section]) -> Iterator[list[Section]]:
    """Group the sections: a heading of the third level and below goes on with the discussion above it."""
    group: list[Section] = []
    for section in found:
        if group and section.level <= 2:  # noqa: PLR2004  MediaWiki's button for a new discussion makes a second-level heading.
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _posts(group: list[Section], taken: Counter[str]) -> tuple[Post, ...]:
    posts: list[Post] = []
    for section in group:
        answered(section)
        ids: list[str] = []
        for comment in section.comments:
            taken[comment.id] += 1
            ids.append(comment.id if taken[comment.id] == 1 else f"{comment.id}-{taken[comment.id] - 1}")
            reply_to = ids[comment.answers] if comment.answers is not None else None
            posts.append(post(comment, post_id=ids[-1], position=len(posts) + 1, reply_to=reply_to))
    return tuple(posts)


@overload
def _compact(comment_id: str) -> str: ...
@overload
def _compact(comment_id: None) -> None: ...
def _compact(comment_id: str | None) -> str | None:
    """Give a comment's id with its times as newer pages write them: `20200505123400`."""
    return TIMES.sub(lambda time: NO_DIGITS.sub("", time[0][:SECONDS]), comment_id) if comment_id else comment_id


def _unsigned(title: str, where: str) -> Problem:
    return Problem(
        what=f"words that nobody signed end the section {title[:80]!r} and are in no post",
        where=where,
        remedy="look at them in the page",
    )


def _html_pieces(source: Source) -> Iterator[Piece]:
    """Give the pieces of the page's words."""
    root = first_node(source.tree, CONTENT) or source.tree.body
    return iter(()) if root is None else _pieces(root)


def _pieces(root: LexborNode) -> Iterator[Piece]:  # noqa: C901  Runs once a node; calls would cost more than they do.
    """Give a node's pieces in document order, with a stack of our own."""
    marks = _Marks.of(root)
    node: LexborNode | None = root
    here = Piece(kind=Kind.WORDS)
    # What is still to be done, last first: a node with what holds for its words, or a piece to give when a node ends.
    waiting: list[tuple[LexborNode | None, Piece]] = []
    while node is not None or waiting:
        if node is None:
            node, here = waiting.pop()
            if node is None:
                yield here
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield _words(node.text_content or "", here)
        elif tag == "br":
            yield here._replace(kind=Kind.LINE)
        elif tag in HEADINGS:
            yield from _heading(node)
        elif not (tag in SILENT or tag[:1] == "-" or (mem_id := node.mem_id) in marks.skipped):
            if node is not root and (following := node.next) is not None:
                waiting.append((following, here))
            if (kind := _line_kind(mem_id, tag, marks.styled)) is not None:
                edge = Piece(kind, *here[1:])
                yield edge
                waiting.append((None, edge))
            if tag in TELLING or mem_id in marks.boxes:
                here = marks.inside(node, tag, here)
            node = node.first_child
            continue
        node = node.next


def _words(text: str, here: Piece) -> Piece:
    """Give the words of a text; made anew, as copying the piece takes four times as long and half of all nodes are text."""
    _, _, level, depth, user, by, anchor, code, small = here
    return Piece(Kind.WORDS, text if code else text.replace("\n", " "), level, depth, user, by, anchor, code, small)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """The nodes of a page that part words, and what holds inside a node; `boxes` are quotes, code and small print."""

    skipped: frozenset[int]
    quotes: frozenset[int]
    codes: frozenset[int]
    smalls: frozenset[int]
    boxes: frozenset[int]
    styled: frozenset[int]

    @classmethod
    def of(cls, root: LexborNode) -> _Marks:
        """Give the marks that stand in a node."""
        quotes, codes, smalls = _ids(root.css(QUOTES)), _ids(root.css(CODES)), _ids(root.css(SMALL))
        styled = [
            node for node in root.css("[style]") if "display:block" in (node.attributes.get("style") or "")[:MAX_STYLE]
        ]
        return cls(
            skipped=_ids(root.css(SKIP)),
            quotes=quotes,
            codes=codes,
            smalls=smalls,
            boxes=quotes | codes | smalls,
            styled=_ids(styled),
        )

    def inside(self, node: LexborNode, tag: str, here: Piece) -> Piece:
        """Give what holds for the words in a node that stands where `here` holds."""
        mem_id = node.mem_id
        _, _, level, depth, user, by, anchor, code, small = here
        if tag == "a":
            user = user or user_in_link(node.attributes.get("href"))
        return Piece(
            Kind.WORDS,
            "",
            level + (tag in INDENTED),
            depth + (mem_id in self.quotes),
            user,
            by,
            anchor,
            code or mem_id in self.codes,
            mem_id if mem_id in self.smalls else small,
        )


def _ids(nodes: Iterable[LexborNode]) -> frozenset[int]:
    return frozenset([node.mem_id for node in nodes])


def _line_kind(mem_id: int, tag: str, styled: AbstractSet[int]) -> Kind | None:
    if tag == "p":
        return Kind.PARAGRAPH
    return Kind.BLOCK if tag in BLOCKS or tag in CELLS or mem_id in styled else None


def _heading(node: LexborNode) -> Iterator[Piece]:
    if node.css_matches("#toc h2, .toc h2, .toctitle h2, .mw-toc-heading"):
        return
    headline = node.css_first(".mw-headline") or node
    text = headline.text()
    for left_out in headline.css(SKIP)[:8]:
        text = text.replace(left_out.text(), " ", 1)
    anchor = headline.attributes.get("id") or node.attributes.get("id") or ""
    yield Piece(kind=Kind.HEADING, text=tidy(text).replace("\n", " "), level=int((node.tag or "h2")[1]), anchor=anchor)


def _host(url: str | None) -> str | None:
    return urlsplit(url).hostname if url else None


def _page(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    given = parse_qs(parts.query).get("title")
    return given[0] if given else unquote(parts.path.rpartition("/wiki/")[2]) or None
