"""Threads of the Internet Argument Corpus as JSON: a thread of 4forums.com with the offsets of every quote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from analyzer.dates import parse_date
from analyzer.quotes.text import tidy
from analyzer.source import Source, SourceKind
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread

# The corpus was collected from vBulletin 3, and writes the forum's name before each title.
ENGINE = "vbulletin3"
SITE = re.compile(r"^4Forums\.com[^-]{0,60}-\s{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    """A quoted stretch as offsets into the post's text, and whose words it holds."""

    start: int
    end: int
    author: str | None
    post_id: str | None
    found: Found


class IacReader:
    """Reads one thread, or one thread a line."""

    name = "iac"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the first thread's posts have a text, a parent and quotes with offsets."""
        if source.kind is not SourceKind.JSON:
            return False
        return _is_thread(source.first_line) or ('"quotes"' in source.text[:100_000] and _is_thread(source.json))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the threads of the file."""
        if _is_thread(source.json):
            yield _thread(source.json, source, source.problems)
            return
        problems = source.problems
        for number, line in enumerate(source.text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
            except (ValueError, RecursionError):
                given = None
            if _is_thread(given):
                yield _thread(given, source, problems)
                problems = ()
            else:
                problems += (
                    Problem(
                        what="this is no thread", where=f"{source.name}, line {number}", remedy="look at it in the file"
                    ),
                )


READER = IacReader()


def _is_thread(given: Any) -> bool:
    posts = given.get("posts") if isinstance(given, dict) else None
    first = posts[0] if isinstance(posts, list) and posts else None
    return isinstance(first, dict) and {"id", "author", "text", "parent", "quotes"} <= first.keys()


def _thread(given: Mapping[str, Any], source: Source, problems: tuple[Problem, ...]) -> Thread:
    posts: dict[str, Post] = {}
    for number, raw in enumerate(given["posts"], start=1):
        if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
            problems += (
                Problem(what="this is no post", where=f"{source.name}, post {number}", remedy="look at it in the file"),
            )
            continue
        post = _post(raw, len(posts) + 1)
        posts.setdefault(post.id, post)
    url = given.get("url") if isinstance(given.get("url"), str) else None
    title = SITE.sub("", str(given.get("title") or "")).strip()
    return Thread(
        id=f"{_host(url) or 'iac'}/{given.get('id')}",
        title=title or None,
        engine=ENGINE,
        source=source.name,
        url=url,
        posts=tuple(posts.values()),
        problems=problems,
    )


def _post(raw: Mapping[str, Any], position: int) -> Post:
    moment = raw.get("ts")
    return Post(
        id=str(raw["id"]) if raw.get("id") is not None else f"{position}",
        position=position,
        author=_known(raw.get("author")),
        created_at=parse_date(str(int(moment))) if isinstance(moment, int | float) and moment == moment else None,  # noqa: PLR0124  Not a number.
        reply_to=_known(raw.get("parent")),
        segments=tuple(_segments(raw["text"], list(_quotes(raw.get("quotes"))))),
    )


def _quotes(given: Any) -> Iterator[_Quote]:
    for quote in given if isinstance(given, list) else ():
        start, end = (quote.get("start"), quote.get("end")) if isinstance(quote, dict) else (None, None)
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            # References that the forum did not record were inferred by the corpus' authors from the words.
            yield _Quote(
                start=start,
                end=end,
                author=_known(quote.get("author")),
                post_id=_known(quote.get("quote_id")),
                found=Found.MARKUP if quote.get("explicit") or quote.get("quote_id") is None else Found.MATCHED,
            )


def _segments(text: str, quotes: list[_Quote]) -> Iterator[Segment]:
    """Give the words between all beginnings and ends of quotes, each with the innermost quote it stands in."""
    waiting = sorted(quotes, key=lambda quote: (quote.start, -quote.end), reverse=True)
    around: list[_Quote] = []
    place = 0
    while waiting or around:
        opens = waiting[-1].start if waiting else len(text) + 1
        closes = around[-1].end if around else len(text) + 1
        until = min(opens, closes, len(text))
        if until > place:
            yield from _segment(text[place:until], around)
            place = until
        if opens < closes:
            quote = waiting.pop()
            if quote.start < len(text):
                around.append(quote)
        else:
            around.pop()
    yield from _segment(text[place:], around)


def _segment(text: str, around: list[_Quote]) -> Iterator[Segment]:
    text = tidy(text)
    if not text:
        return
    if not around:
        yield Segment(kind=SegmentKind.OWN, text=text)
        return
    quote = around[-1]
    yield Segment(
        kind=SegmentKind.QUOTE,
        text=text,
        author=quote.author,
        post_id=quote.post_id,
        found=quote.found,
        depth=len(around),
    )


def _known(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip() else None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None
