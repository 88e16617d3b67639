"""Threads of LynxChan and jschan as JSON: a first post that holds its answers (`posts`, `replies`)."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.quotes.dom import BodyRules
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.imageboard import part_all, settled
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Segment, SegmentKind, Thread
from analyzer.values import body_of, mapping_of, mappings_of, text_of, time_of

WORDS = BodyRules(quote="", code="pre.code, code")
CARD = {
    "tripcode": "tripcode",
    "userId": "id",
    "id": "id",
    "signedRole": "role",
    "capcode": "role",
    "flagName": "country",
}
# What holds the answers, and where a first post's number stands, by engine.
ANSWERS = {"lynxchan": "posts", "jschan": "replies"}

Raw = Mapping[str, Any]


class LynxchanJsonReader:
    """Reads a thread, or the first posts of several on an index page, with the last answers to each."""

    name = "lynxchan-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds first posts of one of these engines."""
        if source.kind is not SourceKind.JSON or not ('"threadId"' in source.text or '"postId"' in source.text):
            return False
        return next(_threads(source), None) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the threads."""
        for place, first in enumerate(_threads(source)):
            engine = _engine(first) or ""
            posts: dict[str, Post] = {}
            for raw in (first, *mappings_of(first.get(ANSWERS[engine]))):
                number = _number(raw)
                if number:
                    posts.setdefault(number, _post(number, raw, len(posts) + 1))
            title = text_of(first.get("subject"))
            board = text_of(first.get("boardUri")) or text_of(first.get("board"))
            yield Thread(
                id=f"{engine}/{board}/{_number(first)}" if board else f"{engine}/{_number(first)}",
                title=html.unescape(title) if title else None,
                engine=engine,
                source=source.name,
                posts=settled(list(posts.values())),
                problems=source.problems if place == 0 else (),
            )


READER = LynxchanJsonReader()


def _threads(source: Source) -> Iterator[Raw]:
    given = source.json
    waiting = mappings_of(mapping_of(given).get("threads", given))
    yield from (raw for raw in waiting if _engine(raw))


def _engine(raw: Raw) -> str | None:
    if "threadId" in raw and "creation" in raw and ("markdown" in raw or "message" in raw):
        return "lynxchan"
    return "jschan" if "postId" in raw and "nomarkup" in raw and "date" in raw else None


def _number(raw: Raw) -> str | None:
    return text_of(raw.get("postId")) or text_of(raw.get("threadId"))


def _post(number: str, raw: Raw, position: int) -> Post:
    # `markdown` and, on jschan, `message` are what is shown; the others are as typed.
    shown = body_of(raw.get("markdown")) or ("" if "creation" in raw else body_of(raw.get("message")))
    typed = body_of(raw.get("nomarkup")) or body_of(raw.get("message"))
    parted = part_all(part_fragment(shown, WORDS) if shown else (Segment(kind=SegmentKind.OWN, text=typed),))
    name = text_of(raw.get("name"))
    card = {label: text for key, label in CARD.items() if (text := text_of(raw.get(key)))}
    return Post(
        id=number,
        position=position,
        author=html.unescape(name) if name else None,
        created_at=time_of(raw.get("creation") or raw.get("date")),
        reply_to=next((one for one in parted.named if one != number), None),
        segments=parted.segments,
        card=card or NO_CARD,
    )
