"""Chats as Telegram Desktop exports them in JSON: one chat, or all of an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.dates import parse_date
from analyzer.ids import digest
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.text import tidy
from analyzer.source import Source, SourceKind
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread
from analyzer.values import mapping_of, mappings_of, text_of

ENGINE = "telegram"
MAX_FIRST = 20


class TelegramReader:
    """Reads `result.json`: each chat is a thread, each message a post; notes of the service are left out."""

    name = "telegram"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the export holds messages with Telegram's fields."""
        if source.kind is not SourceKind.JSON or '"messages"' not in source.text or '"text"' not in source.text:
            return False
        return any(_is_chat(chat) for chat in _chats(source.json))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give each chat that holds messages."""
        problems = source.problems
        for chat in _chats(source.json):
            if _is_chat(chat):
                yield _thread(chat, source.name, problems)
                problems = ()


READER = TelegramReader()


def _chats(given: Any) -> list[Any]:
    if not isinstance(given, dict):
        return []
    if isinstance(given.get("messages"), list):
        return [given]
    found = []
    for key in ("chats", "left_chats"):
        chats = given.get(key)
        if isinstance(chats, dict) and isinstance(chats.get("list"), list):
            found.extend(chats["list"])
    return found


def _is_chat(chat: Any) -> bool:
    messages = chat.get("messages") if isinstance(chat, dict) else None
    # What the export has no words for comes first in some chats.
    return any(_is_message(one) for one in messages[:MAX_FIRST]) if isinstance(messages, list) else False


def _is_message(raw: Any) -> bool:
    return (
        isinstance(raw, dict) and text_of(raw.get("type")) in {"message", "service"} and "date" in raw and "id" in raw
    )


def _thread(chat: Mapping[str, Any], name: str, problems: tuple[Problem, ...]) -> Thread:
    posts: dict[str, Post] = {}
    for number, raw in enumerate(chat["messages"], start=1):
        if not isinstance(raw, dict) or "id" not in raw:
            problems += (
                Problem(what="this is no post", where=f"{name}, post {number}", remedy="look at it in the file"),
            )
        elif raw.get("type") == "message":
            post = _post(raw, len(posts) + 1)
            posts.setdefault(post.id, post)
    title = chat.get("name") if isinstance(chat.get("name"), str) else None
    native = chat.get("id") if isinstance(chat.get("id"), int | str) else digest(title, next(iter(posts), None))
    return Thread(
        id=f"telegram/{native}",
        title=title,
        engine=ENGINE,
        source=name,
        posts=quoting_answered(list(posts.values())),
        problems=problems,
    )


def _post(raw: Mapping[str, Any], position: int) -> Post:
    author = raw.get("from") or raw.get("author")
    # A message of another chat has a number of that chat.
    answers = raw.get("reply_to_message_id") if "reply_to_peer_id" not in raw else None
    # The clock of the export is that of the exporting machine; Unix times, in newer exports, are certain.
    created_at = raw.get("date_unixtime") or raw.get("date")
    return Post(
        id=str(raw["id"]),
        position=position,
        author=author if isinstance(author, str) else None,
        created_at=parse_date(str(created_at)) if created_at else None,
        reply_to=str(answers) if isinstance(answers, int | str) else None,
        segments=tuple(_segments(raw)),
    )


def _segments(raw: Mapping[str, Any]) -> Iterator[Segment]:
    """Give the words by origin: what was forwarded is its author's, quotes and code are marked by the sender."""
    forwarded = raw.get("forwarded_from")
    is_forwarded = "forwarded_from" in raw
    words: list[str] = []
    kind = SegmentKind.OWN
    for piece in _pieces(raw.get("text") or raw.get("text_entities") or _asked(raw.get("poll"))):
        here = _kind(piece)
        if here is not kind:
            yield from _segment(words, kind, forwarded, is_forwarded=is_forwarded)
            words, kind = [], here
        words.append(str(piece.get("text") or ""))
    yield from _segment(words, kind, forwarded, is_forwarded=is_forwarded)


def _asked(poll: Any) -> str:
    """Give the words of a poll, a line for its question and for each answer."""
    answers = mappings_of(mapping_of(poll).get("answers"))
    lines = (text_of(one) for one in (mapping_of(poll).get("question"), *(answer.get("text") for answer in answers)))
    return "\n".join(filter(None, lines))


def _pieces(text: Any) -> Iterator[Mapping[str, Any]]:
    for piece in text if isinstance(text, list) else [text]:
        if isinstance(piece, str):
            yield {"type": "plain", "text": piece}
        elif isinstance(piece, dict) and isinstance(piece.get("text"), str):
            yield piece


def _kind(piece: Mapping[str, Any]) -> SegmentKind:
    kind = piece.get("type")
    return SegmentKind.QUOTE if kind == "blockquote" else SegmentKind.CODE if kind == "pre" else SegmentKind.OWN


def _segment(words: list[str], kind: SegmentKind, forwarded: Any, *, is_forwarded: bool) -> Iterator[Segment]:
    text = tidy("".join(words))
    if not text:
        return
    if is_forwarded or kind is SegmentKind.QUOTE:
        author = forwarded if is_forwarded and isinstance(forwarded, str) else None
        yield Segment(kind=SegmentKind.QUOTE, text=text, author=author, found=Found.MARKUP, depth=1)
    else:
        yield Segment(kind=kind, text=text)
