"""XenForo 2 threads copied from the browser as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analyzer.dates import is_date, parse_date
from analyzer.ids import FreshIds, digest
from analyzer.quotes.late import late
from analyzer.quotes.plaintext import part_text
from analyzer.source import Source
from analyzer.thread import Post, Thread

ENGINE = "xenforo2"
NUMBER = late(r"\d[\d,.\u202f]{0,11}[KMkm]?")
POST_NUMBER = late(r"#[\d,.]{1,9}")
# The card's rows with a label of their own line, as XenForo and its common add-ons print them; the value is the next line.
LABELS = frozenset(
    "age|awards|best answers|country|city|credits|equipment|first name|from|gender|hometown|homepage|interests|job"
    "|joined|likes|local time|location|media|messages|my country|name|nationality|occupation|points|posts|profession"
    "|ratings|reaction score|reactions|real name|registered|resources|sex|solutions|state|trophy points|website".split(
        "|"
    )
)
# Lines between the card and the words, and between the words and the next card.
HEADER = frozenset({"add bookmark", "share", "new", "op", "thread starter", "discussion starter", "bookmark", "save"})
# Nothing of a post follows its action bar or the list of those who liked it.
ACTIONS = late(r"(?:like quote reply|like reply|quote reply|reactions:)(?: .{0,200})?", re.IGNORECASE)
NAVIGATION = late(
    r"(?:(?:first|prev|previous|next|last|go to page|jump to page:?|…|\.{3}|\d{1,5}(?: of \d{1,5})?)\s*){1,12}",
    re.IGNORECASE,
)
FOOTER = late(
    r"(?:like|quote|reply|report|like quote reply|like reply|quote reply|\+ quote|upvote 0|upvote|downvote|0"
    r"|last edited(?: by a moderator)?: ?.{0,60}|last edited(?: by a moderator)?)",
    re.IGNORECASE,
)
PAGE_END = late(
    r"(?:users who are viewing this thread.{0,80}|similar threads|latest posts|latest threads|members online"
    r"|you must log in or register to reply here\.?|not open for further replies\.?|forum statistics|share this page"
    r"|share:|insert quotes….{0,40}|write your reply.{0,20}|post reply|recommended communities|top threads)",
    re.IGNORECASE,
)
# What stands between a thread's title and its first card, or above the title.
ABOVE = late(
    r"(?:thread starter.{0,80}|start date.{0,60}|tags.{0,200}|jump to new|watch|unwatch|.{0,80}what's new.{0,80}|home|forums?|menu|log in|register|search.{0,40}|new posts|\W+)",
    re.IGNORECASE,
)
# A card's head is avatar, name and at most a few lines of titles and banners.
MAX_HEAD_LINES = 10
MAX_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """Where a user card stands and what it says: lines `start` to `end` (not included), words from `end` on."""

    start: int
    end: int
    author: str
    rows: Mapping[str, str]
    created_at: datetime | None


def cards_thread(source: Source) -> Thread | None:
    """Give the thread of a text whose user cards are bare numbers, or `None` where there is no such card."""
    lines = source.lines
    cards = list(_cards(lines))
    if not cards:
        return None
    authors = {card.author.casefold() for card in cards}
    title = _title(lines[: cards[0].start])
    ids, posts = FreshIds(), dict[str, Post]()
    for card, following in zip(cards, [*cards[1:], None], strict=True):
        body = _body(lines, card.end, following.start if following else len(lines))
        segments = part_text(body, known=lambda name: name.casefold() in authors)
        post_id = ids.of("t" + digest(card.author, *(s.text for s in segments)))
        posts[post_id] = Post(
            id=post_id,
            position=len(posts) + 1,
            author=card.author,
            created_at=card.created_at,
            segments=segments,
            card=card.rows,
        )
    return Thread(
        id=f"{ENGINE}-text/{digest(title or next(iter(posts)))}",
        title=title,
        engine=ENGINE,
        source=source.name,
        posts=tuple(posts.values()),
        problems=source.problems,
    )


def _cards(lines: Sequence[str]) -> Iterator[_Card]:
    """Give the user cards in order, each found by its joining date with the counts after it."""
    floor = number = 0
    while number < len(lines):
        body = _facts_end(lines, number)
        head = _head(lines, floor, number) if body is not None else None
        if body is None or head is None:
            number += 1
            continue
        end, created_at = _attribution(lines, body)
        yield _Card(
            start=head.start,
            end=end,
            author=head.author,
            rows={**head.rows, **_facts(lines, number, body)},
            created_at=created_at or head.created_at,
        )
        floor = number = end


def _facts_end(lines: Sequence[str], number: int) -> int | None:
    """Give the line after a card's facts when they begin at this line: a joining date, then counts, then labelled rows."""
    if lines[number].casefold() in {"joined", "registered"}:
        value = _next_line(lines, number)
        return _rows_end(lines, value + 1) if value is not None and is_date(lines[value]) else None
    if not is_date(lines[number]):
        return None
    end = number + 1
    while end < len(lines) and NUMBER.fullmatch(lines[end]):
        end += 1
    # One number after a date is a list in running text; XenForo shows messages, reactions and points.
    return _rows_end(lines, end) if end - number > 2 else None  # noqa: PLR2004


def _rows_end(lines: Sequence[str], number: int) -> int:
    """Give the line after the labelled rows that begin here: a known label, its value on the next line with words."""
    while (label := _at_or_after(lines, number)) is not None and lines[label].rstrip(":").casefold() in LABELS:
        value = _next_line(lines, label)
        if value is None:
            break
        number = value + 1
    return number


def _facts(lines: Sequence[str], start: int, end: int) -> dict[str, str]:
    rows: dict[str, str] = {}
    texts = [line for line in lines[start:end] if line]
    if is_date(texts[0]):
        # The first count without a label is that of messages; what the others count differs from site to site.
        rows = {"joined": texts[0], "messages": texts[1]}
        texts = [text for text in texts[2:] if not NUMBER.fullmatch(text)]
    rows.update((label.rstrip(":").casefold(), value) for label, value in zip(texts[::2], texts[1::2], strict=False))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The top of a card: avatar, name, titles; some skins print the post's date there."""

    start: int
    author: str
    rows: Mapping[str, str]
    created_at: datetime | None


def _head(lines: Sequence[str], floor: int, number: int) -> _Head | None:
    """Read the lines above a card's facts backwards to the avatar: a picture's text or a letter, then the name."""
    above = [i for i in range(max(floor, number - 3 * MAX_HEAD_LINES), number) if lines[i]][-MAX_HEAD_LINES:]
    for k in range(len(above) - 1, 0, -1):
        avatar, name = lines[above[k - 1]], lines[above[k]]
        if len(name) <= MAX_NAME and _is_avatar(avatar, name):
            return _head_of(lines, above[k - 1], above[k], above[k + 1 :])
    # Without an avatar's text the name is the first line of the last block above the facts.
    return _head_without_avatar(lines, above)


def _is_avatar(avatar: str, name: str) -> bool:
    return avatar == name or (len(avatar) <= 2 and name.casefold().startswith(avatar.casefold()))  # noqa: PLR2004  A letter or two.


def _head_without_avatar(lines: Sequence[str], above: Sequence[int]) -> _Head | None:
    block = list(above)
    for k in range(len(above) - 1, 0, -1):
        if above[k] - above[k - 1] > 1:
            block = list(above[k:])
            break
    texts = [lines[i] for i in block]
    if not texts or len(texts[0]) > MAX_NAME or FOOTER.fullmatch(texts[0]) or texts[0].endswith((".", "!", "?", ":")):
        return None
    return _head_of(lines, block[0], block[0], block[1:])


def _head_of(lines: Sequence[str], start: int, name: int, below: Sequence[int]) -> _Head:
    dates = [lines[i] for i in below if is_date(lines[i])]
    titles = [lines[i] for i in below if not is_date(lines[i]) and lines[i].casefold() not in HEADER]
    titles = [title for title in dict.fromkeys(titles) if not POST_NUMBER.fullmatch(title)]
    rows = {"role": ", ".join(titles)} if titles else {}
    return _Head(start=start, author=lines[name], rows=rows, created_at=parse_date(dates[0]) if dates else None)


def _attribution(lines: Sequence[str], number: int) -> tuple[int, datetime | None]:
    """Give the line where the words begin and the post's date, which stands before its number or its bookmark link."""
    created_at, end = None, number
    window = [i for i in range(number, min(number + 12, len(lines))) if lines[i]][:6]
    for k, i in enumerate(window):
        text = lines[i]
        rest = [lines[j].casefold() for j in window[k + 1 : k + 4]]
        if is_date(text) and any(line in HEADER or POST_NUMBER.fullmatch(line) for line in rest):
            created_at = parse_date(text)
        elif text.casefold() not in HEADER and not POST_NUMBER.fullmatch(text):
            break
        end = i + 1
    return end, created_at


def _body(lines: Sequence[str], start: int, end: int) -> list[str]:
    """Give the lines of a post's words, without what the page prints below them."""
    for number in range(start, end):
        if PAGE_END.fullmatch(lines[number]):
            end = number
            break
    body = list(lines[start:end])
    body = body[: next((number for number, line in enumerate(body) if ACTIONS.fullmatch(line)), None)]
    while body and (not body[-1] or FOOTER.fullmatch(body[-1]) or NAVIGATION.fullmatch(body[-1])):
        body.pop()
    return body


def _title(above: Sequence[str]) -> str | None:
    """Give the line nearest above the first card that is no page furniture."""
    for line in reversed(above):
        if line and not ABOVE.fullmatch(line) and not NAVIGATION.fullmatch(line):
            return line
    return None


def _next_line(lines: Sequence[str], number: int) -> int | None:
    return _at_or_after(lines, number + 1)


def _at_or_after(lines: Sequence[str], number: int) -> int | None:
    """Give the first line with words here or up to two lines below."""
    for i in range(number, min(number + 3, len(lines))):
        if lines[i]:
            return i
    return None
