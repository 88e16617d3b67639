"""Pages that describe their posts to search engines in the words of schema.org, as JSON-LD or microdata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.linkeddata import Graph, graph_of, types_of
from analyzer.quotes.microdata import Item, items
from analyzer.quotes.text import tidy
from analyzer.readers.base import Rank
from analyzer.readers.htmlforum import page_url
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread
from analyzer.values import MAX_POSTS, body_of, host_of, mapping_of, mappings_of, text_of, time_of

STARTS = frozenset({"DiscussionForumPosting", "Question", "SocialMediaPosting", "Conversation"})
ANSWERS = frozenset({"Comment", "Answer", "UserComments", "Reply"})
# The order in which a posting's answers are shown.
BELOW = ("acceptedAnswer", "suggestedAnswer", "comment", "comments", "reply", "hasPart")
BODIES = ("text", "articleBody", "commentText")
WHEN = ("dateCreated", "datePublished", "commentTime", "dateModified")
COUNTS = ("commentCount", "answerCount")
NUMBERED = re.compile(
    r"(?:post|comment|answer|reply|msg|[#?&][acp]|^p_?|entry|/)[-_=/]{0,2}(\d{1,18})/?$", re.IGNORECASE
)
MARKUP = re.compile(r"<(?:p|br|div|blockquote|a|ul|ol|b|i|strong|em)\b", re.IGNORECASE)
# A page that has no mark for the name puts it above the quoted words.
NAMED = re.compile(r"^([^\n:]{1,100}?)(?: (?:wrote|said|schrieb|a écrit|escribió|ha scritto))? ?: ?\n+(?=\S)")
# Where less of the answers are described than the page says there are, its visible words tell more.
LEAST_DESCRIBED = 0.5
LEAST_POSTS = 2
TITLE: Fields = (
    Field(selector='[itemprop="headline"]'),
    Field(selector='meta[property="og:title"]', attribute="content"),
    Field(selector="h1"),
    Field(selector="title"),
)
WORDS = BodyRules(
    quote="blockquote",
    quote_author=(
        Field(attribute="data-author"),
        Field(attribute="data-username"),
        Field(
            selector="cite",
            pattern=re.compile(r"^(.{1,100}?)(?: (?:wrote|said|schrieb|a écrit|escribió|ha scritto))?\s?:?$"),
        ),
    ),
    code="pre",
    skip="cite",
)


@dataclass(slots=True)
class _Described:
    """A post as it is described, before it has a place."""

    native: str | None
    author: str | None
    when: str | None
    segments: tuple[Segment, ...]
    parent: _Described | None = None
    missing: int = 0
    asks: bool = False
    post: str = ""


class SchemaOrgReader:
    """Reads descriptions of at least two posts; asked when no engine claims the page."""

    name = "schema.org"
    last_resort = Rank.DESCRIBED

    def claims(self, source: Source) -> bool:
        """Tell whether the page describes a discussion, and most of its answers."""
        if source.kind is not SourceKind.HTML or b"schema.org" not in source.utf8:
            return False
        described, _ = _described(source)
        told = sum(one.missing for one in described)
        return len(described) >= LEAST_POSTS and len(described) - 1 >= LEAST_DESCRIBED * told

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        described, title = _described(source)
        posts: dict[str, Post] = {}
        names: set[str | None] = set()
        told = _is_tree(described)
        for one in described:
            native = one.native
            if native is None or native in posts:
                native = "s" + digest(one.author, one.when, *(segment.text for segment in one.segments))
            if native in posts:
                continue
            one.post = native
            names.add(one.author)
            posts[native] = Post(
                id=native,
                position=len(posts) + 1,
                author=one.author,
                created_at=time_of(one.when),
                reply_to=one.parent.post or None if one.parent and told else None,
                segments=tuple(_named(segment, names) for segment in one.segments),
            )
        url = page_url(source)
        title = title or first_value(TITLE, source.tree)
        yield Thread(
            id=f"{host_of(url) or 'schema.org'}/{digest(url or title)}",
            title=title,
            engine="schema.org",
            source=source.name,
            url=url,
            posts=quoting_answered(list(posts.values())),
            problems=source.problems,
        )


READER = SchemaOrgReader()


def _described(source: Source) -> tuple[list[_Described], str | None]:
    """Give the posts and the title by the description that holds more posts."""
    scripts, title = _by_scripts(source.tree)
    marked = _by_marks(source.tree)
    return (scripts, title) if len(scripts) > len(marked) else (marked, title)


def _is_tree(described: list[_Described]) -> bool:
    """Tell whether the answers answer what they stand in: a flat list stands in the first post for want of a tree."""
    return any(one.parent.parent is not None or one.parent.asks for one in described if one.parent)


def _named(segment: Segment, names: set[str | None]) -> Segment:
    """Give a quote whose first line is the name of somebody above with its author."""
    match = NAMED.match(segment.text) if segment.kind is SegmentKind.QUOTE and segment.author is None else None
    if match is None or match.group(1) not in names:
        return segment
    return replace(segment, author=match.group(1), text=segment.text[match.end() :])


def _by_scripts(tree: LexborHTMLParser) -> tuple[list[_Described], str | None]:
    graph = graph_of(script.text(deep=True) for script in tree.css('script[type="application/ld+json"]'))
    for thing in graph.things:
        if types_of(thing) & STARTS:
            title = text_of(thing.get("headline")) or text_of(thing.get("name"))
            found = _first_once(list(_posts_of(thing, graph)))
            if len(found) >= LEAST_POSTS:
                return found, html.unescape(title) if title else None
    return [], None


def _first_once(found: list[_Described]) -> list[_Described]:
    """Give the posts without the first, where a page tells it again among its own answers."""
    first = found[0] if found else None
    told = next((one for one in found[1:] if first and one.parent is first and _is_same(one, first)), None)
    if told is None:
        return found
    for one in found:
        if one.parent is first:
            one.parent = told
    told.parent, told.missing = None, first.missing if first else 0
    return found[1:]


def _is_same(one: _Described, other: _Described) -> bool:
    if one.author != other.author:
        return False
    if one.when and one.when == other.when:
        return True
    return bool(one.segments) and one.segments == other.segments


def _posts_of(start: Mapping[str, Any], graph: Graph) -> Iterator[_Described]:
    waiting: list[tuple[Mapping[str, Any], _Described | None]] = [(start, None)]
    seen: set[int] = set()
    while waiting and len(seen) < MAX_POSTS:
        thing, parent = waiting.pop()
        # Things of a graph may name each other in a circle.
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        one = _Described(
            native=_native(text_of(thing.get("@id")) or text_of(thing.get("url")) or text_of(thing.get("identifier"))),
            author=_name(graph, thing.get("author") or thing.get("creator")),
            when=next((text for key in WHEN if (text := text_of(thing.get(key)))), None),
            segments=_written(next((text for key in BODIES if (text := body_of(thing.get(key)))), ""))
            or _shared(thing),
            parent=parent,
            missing=_counted(thing) if parent is None else 0,
            asks="Question" in types_of(thing),
        )
        yield one
        below = [inner for key in BELOW for inner in graph.inside(thing, key)] + graph.answering(thing)
        waiting.extend((inner, one) for inner in reversed(below) if types_of(inner) & (ANSWERS | STARTS))


def _shared(thing: Mapping[str, Any]) -> tuple[Segment, ...]:
    """Give the card of what a posting without words shares."""
    for shared in mappings_of(thing.get("sharedContent")):
        lines = filter(
            None, (text_of(shared.get("headline")) or text_of(shared.get("name")), text_of(shared.get("url")))
        )
        if text := "\n".join(lines):
            return (Segment(kind=SegmentKind.LINK, text=html.unescape(text)),)
    return ()


def _counted(thing: Mapping[str, Any]) -> int:
    counts = [text for key in COUNTS if (text := text_of(thing.get(key)))]
    for counter in mappings_of(thing.get("interactionStatistic")):
        kind = counter.get("interactionType")
        if "Comment" in str(mapping_of(kind).get("@type") or kind):
            counts.append(text_of(counter.get("userInteractionCount")) or "")
    return max((int(count) for count in counts if count.isascii() and count.isdigit()), default=0)


def _native(address: str | None) -> str | None:
    match = NUMBERED.search(address) if address else None
    return match.group(1) if match else None


def _name(graph: Graph, given: Any) -> str | None:
    for one in map(graph.whole, given if isinstance(given, list) else [given]):
        if (
            name := text_of(one)
            or text_of(mapping_of(one).get("name"))
            or text_of(mapping_of(one).get("alternateName"))
        ):
            return html.unescape(name)
    return None


def _written(text: str) -> tuple[Segment, ...]:
    if MARKUP.search(text):
        return part_fragment(text, WORDS)
    plain = tidy(html.unescape(text))
    return (Segment(kind=SegmentKind.OWN, text=plain),) if plain else ()


def _by_marks(tree: LexborHTMLParser) -> list[_Described]:
    found = items(tree)
    posts: dict[int, _Described] = {}
    for mem_id, item in found.items():
        kinds = item.types & (STARTS | ANSWERS)
        if not kinds or (not posts and not kinds & STARTS) or not any(key in item.properties for key in BODIES):
            continue
        posts[mem_id] = _marked(item, found, posts)
    return _first_once(list(posts.values()))


def _marked(item: Item, found: Mapping[int, Item], posts: Mapping[int, _Described]) -> _Described:
    bodies = [node for key in BODIES for node in item.properties.get(key, ())]
    body = next((node for node in bodies if node.tag != "meta"), bodies[0])
    parent = posts.get(item.around.node.mem_id) if item.around else None
    own = (item.node.attributes.get(name) for name in ("itemid", "resource", "about"))
    addresses = [*own, *_values(item, "url"), item.node.attributes.get("id")]
    return _Described(
        native=next(filter(None, (_native(one) for one in addresses if one)), None),
        author=_person(item, found),
        when=next((value for key in WHEN for value in _values(item, key)), None),
        segments=_written(body.attributes.get("content") or "") if body.tag == "meta" else part(body, WORDS),
        parent=parent,
        missing=max((int(v) for key in COUNTS for v in _values(item, key) if v.isascii() and v.isdigit()), default=0)
        if not parent
        else 0,
        asks="Question" in item.types,
    )


def _person(item: Item, found: Mapping[int, Item]) -> str | None:
    for node in (*item.properties.get("author", ()), *item.properties.get("creator", ())):
        person = found.get(node.mem_id)
        names = _values(person, "name") if person else []
        if name := next(iter(names), None) or tidy(node.text()[:200]):
            return name
    return next(iter(_values(item, "name")), None) if item.types & ANSWERS else None


def _values(item: Item, name: str) -> list[str]:
    values = (_value(node) for node in item.properties.get(name, ()))
    return [value for value in values if value]


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    for key in ("content", "datetime", "href"):
        if value := attributes.get(key):
            return value[:2000].strip()
    return tidy(node.text()[:2000])
