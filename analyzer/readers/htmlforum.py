"""Reads a forum page by a table of selectors: an engine is such a table and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date, parse_dates
from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.pagetime import page_now
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import tidy
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Problem, Segment, SegmentKind, Thread

URL: Fields = (
    Field(selector="link[rel=canonical]", attribute="href"),
    Field(selector='meta[property="og:url"]', attribute="content"),
)
# Browsers write this above a page they save.
SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(https?://[^\s<>\"']{1,500})")
HEAD_CHARACTERS = 4096
# A card has a dozen rows at most; more is a page that is not what it seems.
MAX_CARD_ROWS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRules:
    """Where a page says things of the author: `role` as text, `pairs` as rows with a label and a value."""

    role: str = ""
    pairs: str = ""
    label: Fields = ()
    value: Fields = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A forum engine as a table: where its pages keep what a thread is made of.

    `claims` is a selector that matches on this engine's thread pages alone; `marks` are classes or ids (less the digits
    at their ends) of which each such page has one, asked first because that takes no time. `post` selects the posts; the fields from
    `post_id` on are looked for below a post. `thread_id` reads the engine's own number of the thread from the page,
    `url_id` from its address. `body` is where the post's words stand, first selector that matches. `parent` names the
    post that one answers, where the engine keeps a tree. `not_posts` matches what wears a post's marks and is none,
    `deleted` a post of which only the place is left. `unless` matches on pages of an engine that grew out of this one.
    """

    name: str
    claims: str
    title: Fields
    post: str
    post_id: Fields
    author: Fields
    created_at: Fields
    body: tuple[str, ...]
    words: BodyRules
    thread_id: Fields = ()
    url_id: re.Pattern[str] | None = None
    parent: Fields = ()
    not_posts: str = ""
    signature: str = ""
    deleted: str = ""
    marks: tuple[str, ...] = ()
    unless: str = ""
    card: CardRules = CardRules()


class _Read(NamedTuple):
    """A post with the node that it was read from."""

    node: LexborNode
    post: Post


@dataclass(frozen=True, slots=True)
class HtmlForumReader:
    """Reads the saved pages of one engine."""

    engine: Engine
    last_resort: bool = False

    @property
    def name(self) -> str:
        """The engine's name."""
        return self.engine.name

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's mark and holds a post."""
        if source.kind is not SourceKind.HTML:
            return False
        if self.engine.marks and source.names and source.names.isdisjoint(self.engine.marks):
            return False
        if source.tree.css_first(self.engine.claims) is None:
            return False
        return not self.engine.unless or source.tree.css_first(self.engine.unless) is None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        engine, tree = self.engine, source.tree
        posts: dict[str, Post] = {}
        nodes: dict[str, LexborNode] = {}
        problems: list[Problem] = list(source.problems)
        for read in self._read(tree):
            node, post = read.node, replace(read.post, position=len(posts) + 1)
            # Looked for only where no words were found: the body's selectors cost as much as all others of a post.
            silent = all(segment.kind is SegmentKind.SIGNATURE for segment in post.segments)
            if (
                silent
                and first_node(node, engine.body) is None
                and not (engine.deleted and node.css_matches(engine.deleted))
            ):
                problems.append(_no_body(f"{source.name}, post {post.position}"))
            posts.setdefault(post.id, post)
            nodes.setdefault(post.id, node)
        if not posts:
            problems.append(_no_post(source.name, engine.name))
        posts = self.dated(source, posts, nodes)
        url = page_url(source)
        title = first_value(engine.title, tree)
        yield Thread(
            id=self._thread_id(tree, url, title, posts),
            title=title,
            engine=engine.name,
            source=source.name,
            url=url,
            posts=tuple(posts.values()),
            problems=tuple(problems),
        )

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the nodes that hold a post each, in page order; an engine whose posts no selector tells overrides this."""
        engine = self.engine
        no_posts = {node.mem_id for node in tree.css(engine.not_posts)} if engine.not_posts else set()
        yield from (node for node in tree.css(engine.post) if node.mem_id not in no_posts)

    def _read(self, tree: LexborHTMLParser) -> Iterator[_Read]:
        """Give the posts in page order, each without those within it, as where the tags of posts were never closed.

        The last is read first and taken out of a copy of the page: so each word is read once, and time is linear.
        """
        nodes = list(self.nodes(tree))
        if not inner_nodes(nodes):
            yield from (_Read(node, post) for node in nodes if (post := self.post(node, 0)) is not None)
            return
        last_first = from_within(list(self.nodes(tree.clone())))
        found = [_Read(node, post) for node in last_first if (post := self.post(node, 0)) is not None]
        yield from reversed(found)

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node, or `None` where it holds none; an engine with odd posts overrides this."""
        engine = self.engine
        author, native = self.value(engine.author, node), self.value(engine.post_id, node)
        if author is None and native is None:
            return None  # An advertisement in a post's clothes: pages put them between posts, without author or id.
        segments = self.segments(node) + self.signature(node)
        created_at = self.value(engine.created_at, node)
        return Post(
            id=native or digest(author, created_at, *(s.text for s in segments)),
            position=position,
            author=author,
            created_at=parse_date(created_at),
            reply_to=first_value(engine.parent, node),
            segments=segments,
            card=self.card(node),
        )

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what a post's node says in one of these places; an engine whose posts stand in no one node overrides this."""
        return first_value(fields, node)

    def dated(self, source: Source, posts: dict[str, Post], nodes: Mapping[str, LexborNode]) -> dict[str, Post]:
        """Give the posts with the dates that only the page as a whole tells: `Yesterday`, or 12-04-2007 among others."""
        if all(post.created_at is not None for post in posts.values()):
            return posts
        printed = [self.value(self.engine.created_at, nodes[post_id]) for post_id in posts]
        moments = parse_dates(printed, now=page_now(source)) if any(printed) else (None,) * len(printed)
        return {
            post.id: post if post.created_at is not None or moment is None else replace(post, created_at=moment)
            for post, moment in zip(posts.values(), moments, strict=True)
        }

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the post in a node; an engine whose words stand oddly overrides this."""
        body = first_node(node, self.engine.body)
        return part(body, self.engine.words) if body is not None else ()

    def signature(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the signature below the words as one segment, or none."""
        found = node.css_first(self.engine.signature) if self.engine.signature else None
        if found is None:
            return ()
        text = "\n".join(segment.text for segment in part(found, self.engine.words) if segment.text)
        return (Segment(kind=SegmentKind.SIGNATURE, text=text),) if text else ()

    def card(self, node: LexborNode) -> Mapping[str, str]:
        """Give what the page says of the author; an engine with odd cards overrides this."""
        rules = self.engine.card
        card: dict[str, str] = {}
        if rules.role and (role := node.css_first(rules.role)) is not None and (text := tidy(role.text())):
            card["role"] = text
        for pair in node.css(rules.pairs)[:MAX_CARD_ROWS] if rules.pairs else ():
            label, value = first_value(rules.label, pair), first_value(rules.value, pair)
            if label and value:
                card[label.rstrip(":").lower()] = value
        return card or NO_CARD

    def _thread_id(self, tree: LexborHTMLParser, url: str | None, title: str | None, posts: Mapping[str, Post]) -> str:
        native = first_value(self.engine.thread_id, tree)
        if native is None and url and self.engine.url_id and (match := self.engine.url_id.search(url)):
            native = match.group(1)
        host = urlsplit(url).hostname if url else None
        return f"{host or self.engine.name}/{native or digest(title, next(iter(posts), None))}"


def first_node(node: LexborNode | LexborHTMLParser, selectors: tuple[str, ...]) -> LexborNode | None:
    """Give the first node that any of the selectors finds, the first selector first."""
    for selector in selectors:
        if (found := node.css_first(selector)) is not None:
            return found
    return None


def holders(nodes: Sequence[LexborNode], boxes: Sequence[LexborNode]) -> dict[int, int]:
    """Give the innermost of some boxes around each node that stands in one, both by their `mem_id`; time is linear."""
    own = {box.mem_id for box in boxes}
    known: dict[int, int | None] = {}
    found: dict[int, int] = {}
    for node in nodes:
        path: list[int] = []
        around = node.parent
        while around is not None and around.mem_id not in own and around.mem_id not in known:
            path.append(around.mem_id)
            around = around.parent
        number = around.mem_id if around is not None else None
        box = number if number in own or number is None else known[number]
        known.update(dict.fromkeys(path, box))
        if box is not None:
            found[node.mem_id] = box
    return found


def inner_nodes(nodes: Sequence[LexborNode]) -> set[int]:
    """Give the nodes that stand within another of these, by their `mem_id`."""
    return set(holders(nodes, nodes))


def from_within(nodes: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Give nodes, the last first, each without those that stand within it: after they were given, these are taken out of the tree."""
    inner = inner_nodes(nodes)
    for node in reversed(nodes):
        yield node
        if node.mem_id in inner:
            node.replace_with("")


def page_url(source: Source) -> str | None:
    """Give the page's own address, by its links, by what the browser wrote when saving it or by its archive; else `None`."""
    url = first_value(URL, source.tree)
    if url is None and (match := SAVED_FROM.search(source.text[:HEAD_CHARACTERS])):
        url = match.group(1)
    url = url or source.url
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _no_post(where: str, engine: str) -> Problem:
    what = f"it bears the marks of {engine}, and no post was found in it"
    return Problem(what=what, where=where, remedy="save the page again, whole")


def _no_body(where: str) -> Problem:
    return Problem(what="its words were not found", where=where, remedy="look at it in the page")
