"""ActivityPub's JSON, as Mastodon, Lemmy, PeerTube, Discourse and others give it: notes, pages, activities, collections."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.ids import digest
from analyzer.quotes.answered import discussions, quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.markdown_posts import part_markdown, quoted_lines_apart
from analyzer.source import Source, SourceKind
from analyzer.thread import Found, Post, Segment, SegmentKind, Thread
from analyzer.values import MAX_POSTS, body_of, host_of, mapping_of, mappings_of, text_of, time_of, web_address

OBJECTS = frozenset({"Note", "Page", "Article", "Question", "ChatMessage", "Video", "Tombstone"})
ACTIVITIES = frozenset({"Create", "Update", "Announce", "Add"})
COLLECTIONS = frozenset({"Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage"})
# How programs name a post that is quoted as a whole; the line with its address is for those that do not show it.
QUOTES = ("quote", "quoteUrl", "quoteUri", "_misskey_quote")
WORDS = BodyRules(quote="blockquote", code="pre", skip=".invisible, .quote-inline")
MEMBERS = ("first", "orderedItems", "items", "replies", "comments")
# The last part of an actor's address is the name: `/users/anna`, `/@anna`, `/u/anna`.
ACTOR = re.compile(r"/@?([^/?#@]{1,100})/?(?:[?#].*)?$")
ANYTHING = re.compile(r"[<>]")

Raw = Mapping[str, Any]


class ActivityPubReader:
    """Reads objects as posts, answers by `inReplyTo`; a file with several discussions gives a thread each."""

    name = "activitypub"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source is an object, activity or collection of ActivityStreams that holds a post."""
        if source.kind is not SourceKind.JSON or '"type"' not in source.text:
            return False
        if not any(sign in source.text for sign in ('"attributedTo"', '"Tombstone"', '"actor"')):
            return False
        return next(_objects(source), None) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the discussions in the order in which they begin."""
        names: dict[str, str] = {}
        objects: dict[str, Raw] = {}
        for raw in _objects(source):
            _learn(raw, names)
            objects.setdefault(text_of(raw.get("id")) or digest(body_of(raw.get("content"))), raw)
        threads = discussions({native: _parent(raw) for native, raw in objects.items()})
        for number, (root, natives) in enumerate(threads.items()):
            raws = [(native, objects[native]) for native in natives]
            title = next((text for _, raw in raws if (text := text_of(raw.get("name")))), None)
            url = web_address(root)
            yield Thread(
                id=f"{host_of(url) or 'activitypub'}/{_path(root)}",
                title=html.unescape(title) if title else None,
                engine="activitypub",
                source=source.name,
                url=_page(objects.get(root, {})) or url,
                posts=quoting_answered(
                    [_post(native, raw, place, names, objects) for place, (native, raw) in enumerate(raws, start=1)]
                ),
                problems=source.problems if number == 0 else (),
            )


READER = ActivityPubReader()


def _objects(source: Source) -> Iterator[Raw]:
    """Give the posts in the order of the file, a post before its replies."""
    given = source.json
    if given is None:
        given = _lines(source) if isinstance(source.first_line, dict) and source.first_line.get("type") else []
    waiting: list[Any] = list(reversed(given)) if isinstance(given, list) else [given]
    seen = 0
    while waiting and seen < MAX_POSTS:
        raw = mapping_of(waiting.pop())
        seen += 1
        kind = _type(raw)
        if kind in ACTIVITIES:
            made = raw.get("object")
            # Some name who wrote it in the activity alone; who announces what others wrote is another.
            if kind == "Create" and isinstance(made, dict) and "attributedTo" not in made and "actor" in raw:
                made = {**made, "attributedTo": raw["actor"]}
            waiting.append(made)
        elif kind in COLLECTIONS:
            waiting.extend(reversed(_members(raw)))
        elif kind in OBJECTS and _is_post(raw):
            yield raw
            waiting.extend(reversed(_members(raw)))


def _lines(source: Source) -> list[Any]:
    objects = []
    for line in source.text.split("\n")[:MAX_POSTS]:
        try:
            objects.append(json.loads(line))
        except (ValueError, RecursionError):
            continue
    return objects


def _type(raw: Raw) -> str | None:
    kind = raw.get("type")
    return text_of(kind[0] if isinstance(kind, list) and kind else kind)


def _is_post(raw: Raw) -> bool:
    if _type(raw) == "Tombstone":
        return text_of(raw.get("id")) is not None
    return "attributedTo" in raw and ("content" in raw or "name" in raw or "contentMap" in raw)


def _members(raw: Raw) -> list[Mapping[str, Any]]:
    members: list[Mapping[str, Any]] = []
    for key in MEMBERS:
        members.extend(mappings_of(raw.get(key)))
    return members


def _learn(raw: Raw, names: dict[str, str]) -> None:
    """Take what an object says of names: whole actors, and those it mentions."""
    for actor in mappings_of(raw.get("attributedTo")):
        native, name = text_of(actor.get("id")), text_of(actor.get("preferredUsername")) or text_of(actor.get("name"))
        if native and name:
            names[native] = name


def _parent(raw: Raw) -> str | None:
    given = raw.get("inReplyTo")
    if isinstance(given, list):
        given = given[0] if given else None
    return text_of(given) or text_of(mapping_of(given).get("id"))


def _path(address: str) -> str:
    return address.partition("://")[2].partition("/")[2].strip("/") or address


def _page(raw: Raw) -> str | None:
    given = raw.get("url")
    for one in given if isinstance(given, list) else [given]:
        if address := web_address(one) or web_address(mapping_of(one).get("href")):
            return address
    return None


def _post(native: str, raw: Raw, position: int, names: Mapping[str, str], objects: Mapping[str, Raw]) -> Post:
    return Post(
        id=native,
        position=position,
        author=_author(raw, names),
        created_at=time_of(raw.get("published")),
        reply_to=_parent(raw),
        segments=(*_segments(raw), *_quoted(raw, objects, names)),
    )


def _quoted(raw: Raw, objects: Mapping[str, Raw], names: Mapping[str, str]) -> Iterator[Segment]:
    """Give what a post quotes as a whole, where that is in the file too."""
    address = next((text for key in QUOTES if (text := text_of(raw.get(key)))), None)
    if address is None or (quoted := objects.get(address)) is None:
        return
    own = "\n\n".join(one.text for one in _segments(quoted) if one.kind is SegmentKind.OWN)
    author = _author(quoted, names)
    yield Segment(kind=SegmentKind.QUOTE, text=own, author=author, post_id=address, found=Found.MARKUP, depth=1)


def _author(raw: Raw, names: Mapping[str, str]) -> str | None:
    given = raw.get("attributedTo")
    for one in given if isinstance(given, list) else [given]:
        address = text_of(one) or text_of(mapping_of(one).get("id")) or ""
        # A group and its writer may both be named; the group is no person.
        if _type(mapping_of(one)) in {"Group", "Organization"}:
            continue
        if name := names.get(address):
            return name
        if match := ACTOR.search(address):
            return match.group(1)
    return None


def _segments(raw: Raw) -> tuple[Segment, ...]:
    if _type(raw) == "Tombstone":
        return ()
    written = body_of(raw.get("content")) or next(map(body_of, mapping_of(raw.get("contentMap")).values()), "")
    source = mapping_of(raw.get("source"))
    if not written and "markdown" in (text_of(source.get("mediaType")) or ""):
        return part_markdown(body_of(source.get("content")))
    if (text_of(raw.get("mediaType")) or "").startswith("text/markdown"):
        segments = part_markdown(written)
    else:
        segments = quoted_lines_apart(part_fragment(written, WORDS))
    # What stands above the fold is the author's too: a warning of what follows.
    warning = text_of(raw.get("summary")) if _type(raw) == "Note" else None
    if warning and not ANYTHING.search(warning):
        segments = (Segment(kind=SegmentKind.OWN, text=warning), *segments)
    return (*segments, *_links(raw))


def _links(raw: Raw) -> Iterator[Segment]:
    """Give the addresses that a page links to."""
    for attached in mappings_of(raw.get("attachment")) if _type(raw) == "Page" else ():
        if attached.get("type") == "Link" and (address := web_address(attached.get("href"))):
            yield Segment(kind=SegmentKind.LINK, text=address)
