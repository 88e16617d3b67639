"""Reads the pages of an image board by a table of selectors: posts without names that answer each other by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.imageboard import part_board, settled
from analyzer.readers.htmlforum import HtmlForumReader, first_node, page_url
from analyzer.source import Source
from analyzer.thread import NO_CARD, Post, Segment, SegmentKind, Thread
from analyzer.values import host_of

# Fuuka writes an `S` before the number.
THREAD = re.compile(r"(?:^|/)(?:thread|res)/S?(\d+)")
BOARD = re.compile(r"/(\w{1,30})/(?:thread|res|post)/S?\d+")
# Quotes and references are marked by their `>` in the words themselves, also where all classes were lost.
WORDS = BodyRules(
    quote="",
    code="pre.prettyprint, pre",
    skip=".abbr, .abbrev, .toolong, .backlink_list, .fileText, .deadlink .rev, .exif, table.exif, .stub, .public_ban, .public_warning,"
    " .divBanMessage, .contentOmissionIndicator, .filename, .filesize, .omittedposts, .replies, .post-ban, .post-edited",
)


@dataclass(frozen=True, slots=True)
class ImageboardReader(HtmlForumReader):
    """Reads posts that name each other by number; `place` says where a post links to its thread.

    `tripcode` is the mark that a writer is the same as before, shown behind the name. `month_first` says that the engine
    prints 02/10/19 for the tenth of February, whatever the board.
    """

    place: Fields = ()
    tripcode: Fields = ()
    month_first: bool = False

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread; a page of search results gives one for each thread that it shows posts of."""
        threads = _Threads(self, source)
        for node in self.nodes(source.tree):
            threads.add(node)
        yield from threads.all()

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node, answering the first post that it names."""
        post = HtmlForumReader.post(self, node, position)
        if post is None:
            return None
        body = first_node(node, self.engine.body)
        lined = body is not None and body.css_first("p.body-line") is not None
        segments: list[Segment] = []
        named: list[str] = []
        for segment in part(body, self.engine.words) if body is not None else ():
            if segment.kind is not SegmentKind.OWN:
                segments.append(segment)
                continue
            # 8chan puts each line into a paragraph of its own.
            text = segment.text.replace("\n\n", "\n") if lined else segment.text
            parted = part_board(text)
            segments.extend(parted.segments)
            named.extend(parted.named)
        tripcode = self.value(self.tripcode, node)
        created_at = post.created_at
        if created_at is None and self.month_first:
            created_at = parse_date(self.value(self.engine.created_at, node), day_first=False)
        return replace(
            post,
            created_at=created_at,
            segments=tuple(segments),
            reply_to=next((one for one in named if one != post.id), None),
            card={"tripcode": tripcode} if tripcode else NO_CARD,
        )

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:  # noqa: ARG002  The table's reader asks by node.
        """Give none: what a post names is read together with its words."""
        return ()


class _Threads:
    """The threads of a page as they come up, each with its posts."""

    def __init__(self, reader: ImageboardReader, source: Source) -> None:
        self.reader = reader
        self.source = source
        self.url = page_url(source)
        tree = source.tree
        self.native = first_value(reader.engine.thread_id, tree) or (
            match.group(1) if (match := THREAD.search(self.url or "")) else None
        )
        self.host = host_of(self.url)
        self.posts: dict[str, dict[str, Post]] = {}
        self.boards: dict[str, str] = {}
        self.nodes: dict[str, LexborNode] = {}

    def add(self, node: LexborNode) -> None:
        """Add the post in a node to its thread."""
        link = self.reader.value(self.reader.place, node) or ""
        match = THREAD.search(link)
        native = match.group(1) if match else self.native or next(iter(self.posts), "")
        posts = self.posts.setdefault(native, {})
        post = self.reader.post(node, len(posts) + 1)
        if post is None:
            return
        posts.setdefault(post.id, post)
        self.nodes.setdefault(post.id, node)
        self.host = self.host or host_of(link)
        if board := BOARD.search(link):
            self.boards.setdefault(native, board.group(1))

    def all(self) -> Iterator[Thread]:
        """Give the threads; a page without posts is one empty thread."""
        title = first_value(self.reader.engine.title, self.source.tree)
        several = len(self.posts) > 1
        for number, (native, posts) in enumerate((self.posts or {"": {}}).items()):
            board = self.boards.get(native)
            dated = self.reader.dated(self.source, posts, self.nodes)
            name = f"{board}/{native}" if board and native else native or digest(title, next(iter(posts), None))
            yield Thread(
                id=f"{self.host or self.reader.engine.name}/{name}",
                title=None if several else title,
                engine=self.reader.engine.name,
                source=self.source.name,
                url=self.url,
                posts=settled(list(dated.values())),
                problems=self.source.problems if number == 0 else (),
            )
