"""Hacker News as JSON: Firebase items, alone, in a list or one a line, and Algolia's items and search results."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.markdown_posts import quoted_lines_apart
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Problem, Segment, Thread
from analyzer.values import MAX_POSTS, body_of, mapping_of, mappings_of, text_of, time_of

HOST = "news.ycombinator.com"
TYPES = frozenset({"story", "comment", "job", "poll", "pollopt"})
GONE = frozenset({"[deleted]", "[flagged]", "[dead]"})
MAX_BAD_LINES = 20

Raw = Mapping[str, Any]


class HackerNewsJsonReader:
    """Reads the submission, where it has words, and the comments below it, answers below what they answer."""

    name = "hackernews-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds items with a type of theirs, or hits of a search among them."""
        if source.kind is not SourceKind.JSON:
            return False
        # Only what names these can be one of both.
        text = source.text
        if not ('"type"' in text and ('"by"' in text or '"author"' in text)) and '"objectID"' not in text:
            return False
        return any(True for _ in islice(_items(source, []), 1))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give a thread for each submission whose words or comments are there."""
        problems = list(source.problems)
        items: dict[str, Raw] = {}
        for raw in islice(_items(source, problems), MAX_POSTS):
            native = text_of(raw.get("id") or raw.get("objectID"))
            if native:
                items.setdefault(native, raw)
        stories: dict[str, list[str]] = {}
        known: dict[str, str] = {}
        for native in _ordered(items):
            stories.setdefault(_story(native, items, known), []).append(native)
        for number, (story, natives) in enumerate(stories.items()):
            yield _thread(
                source, story, [(native, items[native]) for native in natives], problems if number == 0 else []
            )


READER = HackerNewsJsonReader()


def _items(source: Source, problems: list[Problem]) -> Iterator[Raw]:
    """Give the items, those inside of others after these."""
    waiting: list[Any] = []
    if source.json is not None:
        given = source.json
        waiting = list(reversed(mappings_of(mapping_of(given).get("hits", given))))
    elif isinstance(source.first_line, dict) and _is_item(source.first_line):
        waiting = list(reversed(list(_line_items(source, problems))))
    while waiting:
        raw = mapping_of(waiting.pop())
        if _is_item(raw):
            yield raw
            # Algolia puts the answers into their item; some tools put them into Firebase's `kids`.
            for key in ("children", "comments", "kids"):
                waiting.extend(reversed(mappings_of(raw.get(key))))


def _line_items(source: Source, problems: list[Problem]) -> Iterator[Raw]:
    bad = 0
    for number, line in enumerate(source.text.split("\n"), start=1):
        try:
            raw = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError):
            raw = None
        if isinstance(raw, dict):
            yield raw
        elif (bad := bad + 1) <= MAX_BAD_LINES:
            problems.append(
                Problem(
                    what="this is no JSON object",
                    where=f"{source.name}, line {number}",
                    remedy="look at it in the file",
                )
            )


def _is_item(raw: Raw) -> bool:
    native = text_of(raw.get("id") or raw.get("objectID"))
    if native is None or not native.isdigit():
        return False
    if text_of(raw.get("type")) in TYPES:
        return "time" in raw or "created_at_i" in raw or raw.get("deleted") is True
    return (
        "objectID" in raw and "created_at_i" in raw and ("story_id" in raw or "comment_text" in raw or "points" in raw)
    )


def _parent(raw: Raw) -> str | None:
    return text_of(raw.get("parent")) or text_of(raw.get("parent_id"))


def _story(native: str, items: Mapping[str, Raw], known: dict[str, str]) -> str:
    """Give the submission that an item belongs to: what it says, else the last item above it that is known."""
    way: list[str] = []
    while native not in known:
        known[native] = native  # A circle of items that answer each other ends where it began.
        raw = items.get(native, {})
        above = text_of(raw.get("story_id")) or _parent(raw)
        if above is None or above == native:
            break
        way.append(native)
        native = above
    for one in way:
        known[one] = known[native]
    return known[native]


def _ordered(items: Mapping[str, Raw]) -> Iterator[str]:
    """Give the items in the order of the page: each below what it answers, answers as the item lists them."""
    below: dict[str, dict[str, None]] = {}
    for native, raw in items.items():
        kids = raw.get("kids")
        for kid in kids if isinstance(kids, list) else ():
            if (name := text_of(kid)) and name in items:
                below.setdefault(native, {})[name] = None
        if (parent := _parent(raw)) in items and parent is not None and parent != native:
            below.setdefault(parent, {})[native] = None
    roots = [native for native, raw in items.items() if _parent(raw) not in items]
    waiting = list(reversed(roots))
    given: set[str] = set()
    while waiting:
        native = waiting.pop()
        if native in given:
            continue
        given.add(native)
        yield native
        waiting.extend(reversed(list(below.get(native, ()))))
    yield from (native for native in items if native not in given)


def _thread(source: Source, story: str, items: list[tuple[str, Raw]], problems: list[Problem]) -> Thread:
    titles = (text_of(raw.get("title")) or text_of(raw.get("story_title")) for _, raw in items)
    title = next(filter(None, titles), None)
    posts: list[Post] = []
    for native, raw in items:
        segments = _segments(raw)
        # A submitted link has no words of its own: it is the thread's head.
        if segments or raw.get("type") == "comment" or _parent(raw) is not None:
            posts.append(_post(native, raw, segments, len(posts) + 1))
    return Thread(
        id=f"{HOST}/{story}",
        title=html.unescape(title) if title else None,
        engine="hackernews",
        source=source.name,
        url=f"https://{HOST}/item?id={story}",
        posts=quoting_answered(posts),
        problems=tuple(problems),
    )


def _post(native: str, raw: Raw, segments: tuple[Segment, ...], position: int) -> Post:
    return Post(
        id=native,
        position=position,
        author=text_of(raw.get("by")) or text_of(raw.get("author")),
        created_at=time_of(raw.get("time") or raw.get("created_at_i")),
        reply_to=_parent(raw),
        segments=segments,
    )


def _segments(raw: Raw) -> tuple[Segment, ...]:
    written = body_of(raw.get("text")) or body_of(raw.get("comment_text")) or body_of(raw.get("story_text"))
    if not written or written.strip() in GONE:
        return ()
    return quoted_lines_apart(part_fragment(written))
