"""FoolFuuka's JSON: threads with their posts by number, and search results."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.quotes.imageboard import part_board, settled
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Thread
from analyzer.values import MAX_POSTS, body_of, mapping_of, text_of, time_of

HEAD = 4000
CARD = {"trip": "tripcode", "poster_hash": "id", "capcode": "role", "poster_country_name": "country"}
# Everybody's role; the archive writes it down for each post.
NO_ROLE = "N"


class FoolFuukaJsonReader:
    """Reads the posts of each thread, the first post first."""

    name = "foolfuuka-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds posts with the number of their thread."""
        if source.kind is not SourceKind.JSON or '"thread_num"' not in source.text[:HEAD]:
            return False
        return next(_raws(source), None) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the threads, by number."""
        threads: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
        for raw in _raws(source):
            number, thread = _number(raw), text_of(raw.get("thread_num"))
            if number and thread:
                threads[f"{text_of(mapping_of(raw.get('board')).get('shortname')) or ''}/{thread}".lstrip("/")][
                    number
                ] = raw
        for place, (native, raws) in enumerate(threads.items()):
            first = next(iter(raws.values()))
            title = text_of(first.get("title")) or text_of(first.get("title_processed"))
            yield Thread(
                id=f"foolfuuka/{native}",
                title=html.unescape(title) if title else None,
                engine="foolfuuka",
                source=source.name,
                posts=settled([_post(number, raw, n) for n, (number, raw) in enumerate(raws.items(), start=1)]),
                problems=source.problems if place == 0 else (),
            )


READER = FoolFuukaJsonReader()


def _raws(source: Source) -> Iterator[Mapping[str, Any]]:
    """Give the posts; they stand as a list, or as an object with their numbers as names."""
    waiting: list[Any] = [source.json]
    seen = 0
    while waiting and seen < MAX_POSTS:
        given = waiting.pop()
        seen += 1
        if isinstance(given, list):
            waiting.extend(reversed(given))
        elif isinstance(given, dict) and "thread_num" in given and ("num" in given or "doc_id" in given):
            yield given
        elif isinstance(given, dict):
            inner = [given["op"], given.get("posts")] if "op" in given else list(given.values())
            waiting.extend(one for one in reversed(inner) if isinstance(one, dict | list))


def _number(raw: Mapping[str, Any]) -> str | None:
    number, below = text_of(raw.get("num")), text_of(raw.get("subnum"))
    return f"{number}_{below}" if number and below and below != "0" else number


def _post(number: str, raw: Mapping[str, Any], position: int) -> Post:
    written = body_of(raw.get("comment_sanitized")) or body_of(raw.get("comment"))
    parted = part_board(html.unescape(written))
    name = text_of(raw.get("name_processed")) or text_of(raw.get("name"))
    card = {label: text for key, label in CARD.items() if (text := text_of(raw.get(key))) and text != NO_ROLE}
    return Post(
        id=number,
        position=position,
        author=html.unescape(name) if name else None,
        created_at=time_of(raw.get("timestamp")),
        reply_to=next((one for one in parted.named if one != number), None),
        segments=parted.segments,
        card=card or NO_CARD,
    )
