"""4chan's JSON: a thread (`posts`), one a line, or the first posts of several on an index page or in a catalog (`threads`)."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.quotes.dom import BodyRules
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.imageboard import part_all, settled
from analyzer.source import Source, SourceKind
from analyzer.tables import lines
from analyzer.thread import NO_CARD, Post, Problem, Thread
from analyzer.values import body_of, mapping_of, mappings_of, text_of, time_of

# References and quoted lines are told by their `>`, not by their classes.
WORDS = BodyRules(quote="", code="pre", skip=".abbr, .exif")
HEAD = 4000
CARD = {"trip": "tripcode", "id": "id", "capcode": "role", "country_name": "country"}


Raw = Mapping[str, Any]


class FourchanJsonReader:
    """Reads what 4chan and the boards that took over its format give as JSON."""

    name = "4chan-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds posts with `no`, `resto` and a time."""
        if source.kind is not SourceKind.JSON or '"no"' not in source.text[:HEAD]:
            return False
        if source.json is None:
            return _is_thread(mappings_of(mapping_of(source.first_line).get("posts")))
        return any(_is_thread(posts) for posts in _threads(source, []))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the threads."""
        problems = list(source.problems)
        for number, raws in enumerate(filter(_is_thread, _threads(source, problems))):
            posts: dict[str, Post] = {}
            for raw in raws:
                native = text_of(raw.get("no"))
                if native:
                    posts.setdefault(native, _post(native, raw, len(posts) + 1))
            first = raws[0]
            title = text_of(first.get("sub"))
            native = text_of(first.get("resto"))
            yield Thread(
                id=f"4chan/{native if native and native != '0' else text_of(first.get('no'))}",
                title=html.unescape(title) if title else None,
                engine="4chan",
                source=source.name,
                posts=settled(list(posts.values())),
                problems=tuple(problems) if number == 0 else (),
            )


READER = FourchanJsonReader()


def _threads(source: Source, problems: list[Problem]) -> Iterator[list[Raw]]:
    dump = [line.row for line in lines(source, problems.append)] if source.json is None else []
    for row in dump or mappings_of(source.json):
        if "threads" not in row:
            yield mappings_of(row.get("posts"))
        # A catalog has a thread's first post by itself, and with it the last answers.
        for thread in mappings_of(row.get("threads")):
            yield mappings_of(thread.get("posts")) or [thread, *mappings_of(thread.get("last_replies"))]


def _is_thread(posts: list[Raw]) -> bool:
    return bool(posts) and "no" in posts[0] and "time" in posts[0] and ("resto" in posts[0] or "com" in posts[0])


def _post(native: str, raw: Raw, position: int) -> Post:
    parted = part_all(part_fragment(body_of(raw.get("com")), WORDS))
    name = text_of(raw.get("name"))
    card = {label: text for key, label in CARD.items() if (text := text_of(raw.get(key)))}
    return Post(
        id=native,
        position=position,
        author=html.unescape(name) if name else None,
        created_at=time_of(raw.get("time")),
        reply_to=next((one for one in parted.named if one != native), None),
        segments=parted.segments,
        card=card or NO_CARD,
    )
