"""Exports of the tool forumscraper: a thread as JSON whose posts keep the markup of their engine."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from analyzer.dates import parse_date
from analyzer.ids import digest
from analyzer.quotes.anyhtml import part_html
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Problem, Segment, SegmentKind, Thread

FORMAT = re.compile(r"^([a-z]{2,20})-(?:(\d\+?)-)?thread$")
# What the tool calls an engine, and what this project does.
ENGINES = {
    "invision": "ipb4",
    "phpbb": "phpbb3",
    "smf": "smf",
    "stackexchange": "stackexchange",
    "vbulletin": "vbulletin",
    "xenforo": "xenforo",
    "xmb": "xmb",
}
BODIES = ("content", "body", "text")
IDS = ("id", "postid", "post_id")
AUTHORS = ("user", "author")
TAG = re.compile(r"<[^>]{0,500}>")
MAX_CARD = 200


class ForumscraperReader:
    """Reads one thread's export, whatever the engine."""

    name = "forumscraper-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the export names itself in `format_version` and holds posts."""
        given = _given(source)
        return given is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the thread of the export."""
        given = _given(source) or {}
        match = FORMAT.match(given["format_version"])
        engine = _engine(match.group(1), match.group(2) or "") if match else "forumscraper"
        posts: dict[str, Post] = {}
        problems = list(source.problems)
        for number, raw in enumerate(given["posts"], start=1):
            if not isinstance(raw, dict):
                problems.append(
                    Problem(
                        what="this is no post", where=f"{source.name}, post {number}", remedy="look at it in the file"
                    )
                )
                continue
            for post in _posts(raw, len(posts) + 1):
                posts.setdefault(post.id, post)
        url = _text(given.get("url"))
        native = _text(given.get("id"))
        title = _text(given.get("title"))
        yield Thread(
            id=f"{_host(url) or engine}/{native or digest(title, next(iter(posts), None))}",
            title=html.unescape(title) if title else None,
            engine=engine,
            source=source.name,
            url=url if url and url.startswith(("http://", "https://")) else None,
            posts=tuple(posts.values()),
            problems=tuple(problems),
        )


READER = ForumscraperReader()


def _given(source: Source) -> dict[str, Any] | None:
    # The mark stands first; other JSON of any size is not parsed for it.
    if source.kind is not SourceKind.JSON or '"format_version"' not in source.text[:400]:
        return None
    given = source.json
    if not isinstance(given, dict) or not isinstance(given.get("posts"), list):
        return None
    return given if FORMAT.match(str(given.get("format_version"))) else None


def _engine(name: str, version: str) -> str:
    version = version.rstrip("+")
    engine = ENGINES.get(name, name)
    return f"{engine}{version}" if engine in {"xenforo", "vbulletin"} else engine


def _posts(raw: Mapping[str, Any], position: int) -> Iterator[Post]:
    author = _author(raw)
    created_at = _text(raw.get("date"))
    body = next((raw[key] for key in BODIES if isinstance(raw.get(key), str)), "")
    segments = part_html(body) + _signature(raw.get("signature"))
    native = next((text for key in IDS if (text := _text(raw.get(key)))), None)
    yield Post(
        id=native or digest(author, created_at, *(s.text for s in segments)),
        position=position,
        author=author,
        created_at=parse_date(created_at),
        segments=segments,
        card=_card(raw),
    )


def _author(raw: Mapping[str, Any]) -> str | None:
    for key in AUTHORS:
        value = raw.get(key)
        name = _text(value.get("name")) if isinstance(value, dict) else _text(value)
        if name:
            return html.unescape(name)
    return None


def _signature(value: Any) -> tuple[Segment, ...]:
    if not isinstance(value, str):
        return ()
    text = "\n".join(segment.text for segment in part_html(value))
    return (Segment(kind=SegmentKind.SIGNATURE, text=text),) if text else ()


def _card(raw: Mapping[str, Any]) -> Mapping[str, str]:
    """Give the role and the labelled rows that the engines' exports hold under different names."""
    card: dict[str, str] = {}
    user = raw.get("user")
    role = _plain(raw.get("user_title") or raw.get("group") or (user.get("title") if isinstance(user, dict) else None))
    if role:
        card["role"] = role
    extras = raw.get("user_extras")
    for rows in (raw.get("user_extra"), raw.get("userinfo"), extras.get("pairs") if isinstance(extras, dict) else None):
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                label, value = _plain(row.get("name") or row.get("key")), _plain(row.get("value"))
                if label and value:
                    card.setdefault("role" if label == "Rank" else label.rstrip(":").lower(), value)
    return card or NO_CARD


def _plain(value: Any) -> str | None:
    return (
        " ".join(html.unescape(TAG.sub(" ", value[:2000])).split())[:MAX_CARD] or None
        if isinstance(value, str)
        else None
    )


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()[:2000] or None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None
