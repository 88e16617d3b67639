"""Hacker News pages of every year since 2010: the comments; a submission's own words, where it has any, come last.

The submission is the head of the page and none of its comments; a page of `item?id=` of one comment has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.markdown_posts import quoted_lines_apart
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Post, Segment, Thread

ITEM = re.compile(r"item\?id=(\d+)")
# `2024-01-05T10:20:30 1704450030`: newer pages give the Unix time too.
STAMP = re.compile(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")
SUBMITTED: Fields = (Field(selector=".hnuser"), Field(selector='a[href*="user?id="]'))
SUBMISSION_ID: Fields = (
    Field(selector=".age a", attribute="href", pattern=ITEM),
    Field(selector='a[href*="item?id="]', attribute="href", pattern=ITEM),
    Field(selector=".score", attribute="id", pattern=re.compile(r"score_(\d+)")),
)
# One step of indentation is a spacer of 40 pixels.
STEP = 40
MAX_DEPTH = 1000
# What is shown in place of words that were taken down.
GONE = frozenset({"[deleted]", "[flagged]", "[dead]", "[dupe]"})
# The submission's words stand at most this many rows below the line that says who submitted it.
MAX_ROWS = 3
# A comment's cell stands in a table of its own in its row.
MAX_STEPS = 6
# Beside a comment stand links to it, to what it answers, to its context and its submission.
MAX_LINKS = 8
WORDS = BodyRules(quote="blockquote", code="pre", skip='.reply, font[size="1"], form')


@dataclass(frozen=True, slots=True)
class HackerNewsReader(HtmlForumReader):
    """Reads comments in the order of the page, and what they answer by their indentation."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        for thread in HtmlForumReader.read(self, source):
            submission = _submission(source.tree, len(thread.posts) + 1)
            posts = tuple(_answering(source.tree, thread.posts, submission.id if submission else None))
            if submission is not None and submission.segments:
                posts = (*posts, submission)
            yield replace(thread, posts=quoting_answered(posts))

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what a comment says; its number is that of its row, where it has no link to itself."""
        if (value := first_value(fields, node)) is not None or fields is not self.engine.post_id:
            return value
        row = node.parent
        for _ in range(MAX_STEPS):
            if row is None or (row.tag == "tr" and (row.id or "").isdigit()):
                break
            row = row.parent
        return row.id if row is not None else None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the comment's segments, with lines that begin with `>` as quotes."""
        segments = quoted_lines_apart(HtmlForumReader.segments(self, node))
        return () if len(segments) == 1 and segments[0].text in GONE else segments


READER = HackerNewsReader(
    Engine(
        name="hackernews",
        claims='td.default .comhead a[href*="user?id="], tr.athing.comtr td.default',
        marks=("comhead", "comtr"),
        title=(
            Field(selector=".titleline > a"),
            Field(selector="td.title a.storylink"),
            Field(selector="td.title > a"),
            Field(selector=".onstory a, .storyon a"),
            Field(selector="title", pattern=re.compile(r"^(.+?) \| Hacker News$")),
        ),
        thread_id=(
            Field(selector="table.fatitem .athing", attribute="id"),
            Field(selector=".subtext .age a, .subtext .subline .age a", attribute="href", pattern=ITEM),
            Field(selector='.subtext a[href*="item?id="]', attribute="href", pattern=ITEM),
            Field(selector=".onstory a, .storyon a", attribute="href", pattern=ITEM),
        ),
        url_id=ITEM,
        post="td.default",
        post_id=(
            Field(selector=".comhead .age a", attribute="href", pattern=ITEM),
            Field(selector='.comhead a[href*="item?id="]', attribute="href", pattern=ITEM),
            Field(selector=".comhead [id^=unv_]", attribute="id", pattern=re.compile(r"(\d+)")),
            Field(selector='a[href*="reply?id="]', attribute="href", pattern=re.compile(r"reply\?id=(\d+)")),
        ),
        author=(Field(selector=".comhead .hnuser"), Field(selector='.comhead a[href*="user?id="]')),
        created_at=(
            Field(selector=".comhead .age", attribute="title", pattern=STAMP),
            Field(selector=".comhead .age a", attribute="title", pattern=STAMP),
        ),
        body=(".commtext", ".comment > font", ".comment"),
        words=WORDS,
    )
)


def _answering(tree: LexborHTMLParser, posts: tuple[Post, ...], submission: str | None) -> Iterator[Post]:
    """Give the comments with what they answer: the last one above that is indented less, else the submission."""
    depths = _depths(tree)
    above: list[tuple[int, str]] = []
    for post in posts:
        depth = depths.get(post.id)
        if depth is None and not above:
            # A comment at the head of its own page: what it answers is named beside it, and all below answer it.
            above.append((-1, post.id))
            yield replace(post, reply_to=_named(tree, post.id))
            continue
        if depth is None:
            yield post
            continue
        while above and above[-1][0] >= depth:
            above.pop()
        # A page of replies to one comment begins below it, and its first depth says nothing.
        parent = above[-1][1] if above else (submission if depth == 0 else None)
        above.append((depth, post.id))
        yield replace(post, reply_to=parent)


def _named(tree: LexborHTMLParser, native: str) -> str | None:
    """Give the number behind the word `parent` beside a comment at the head of a page."""
    for link in tree.css('table .comhead a[href*="item?id="]')[:MAX_LINKS]:
        match = ITEM.search((link.attributes.get("href") or "")[:500])
        if match and match.group(1) != native and link.text().strip() == "parent":
            return match.group(1)
    return None


def _depths(tree: LexborHTMLParser) -> dict[str, int]:
    depths: dict[str, int] = {}
    for node in tree.css("td.default"):
        native = READER.value(READER.engine.post_id, node)
        row = node.parent
        depth = _indent(row) if row is not None else None
        if native and depth is not None:
            depths.setdefault(native, depth)
    return depths


def _indent(row: LexborNode) -> int | None:
    cell = row.css_first("td.ind")
    if cell is not None and (indent := cell.attributes.get("indent") or "").isdigit():
        return min(int(indent[:6]), MAX_DEPTH)
    spacer = (cell or row).css_first("img[width]")
    width = (spacer.attributes.get("width") or "") if spacer is not None else ""
    return min(int(width[:6]) // STEP, MAX_DEPTH) if width.isdigit() else None


def _submission(tree: LexborHTMLParser, position: int) -> Post | None:
    line = tree.css_first("td.subtext")
    native = first_value(SUBMISSION_ID, line) if line is not None else None
    if line is None or native is None:
        return None
    return Post(
        id=native,
        position=position,
        author=first_value(SUBMITTED, line),
        created_at=parse_date(first_value((Field(selector=".age", attribute="title", pattern=STAMP),), line)),
        segments=quoted_lines_apart(_head_words(line)),
    )


def _head_words(line: LexborNode) -> tuple[Segment, ...]:
    row = line.parent
    for _ in range(MAX_ROWS):
        row = row.next if row is not None else None
        while row is not None and row.tag != "tr":
            row = row.next
        if row is None or row.css_first("form") is not None:
            break
        for cell in row.css("td"):
            if segments := part(cell, WORDS):
                return segments
    return ()
