"""Reddit's own JSON (a page's address with `.json`), and Pushshift's submissions and comments, one a line or in a list."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.fragment import part_fragment
from analyzer.quotes.markdown_posts import part_markdown
from analyzer.source import Source, SourceKind
from analyzer.thread import NO_CARD, Post, Problem, Segment, SegmentKind, Thread
from analyzer.values import MAX_POSTS, body_of, mapping_of, mappings_of, text_of, time_of

COMMENT, SUBMISSION = "t1", "t3"
# What stands in place of names and words that were taken down.
GONE = frozenset({"[deleted]", "[removed]", "[unavailable]", ""})
REMOVED = re.compile(r"\[ ?(?:deleted|removed)(?: by (?:user|reddit|moderator)[^\]]{0,100})? ?\]", re.IGNORECASE)
# Numbers of posts as Reddit writes them, with its mark before them or without.
NUMBER = re.compile(r"(?:(t[13])_)?([a-z0-9]{1,13})")
MAX_NUMBER = 36**13
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SITE = "https://www.reddit.com"
# A listing says so within its first characters.
HEAD = 400
MAX_BAD_LINES = 20

Raw = Mapping[str, Any]


class RedditJsonReader:
    """Reads listings as one thread a submission, comments in the order of the page; Pushshift's in the order of the file."""

    name = "reddit-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source is a listing of comments, or holds Pushshift's objects."""
        if source.kind is not SourceKind.JSON:
            return False
        if '"subreddit"' not in source.text and '"link_id"' not in source.text:
            return False
        return any(True for _ in islice(_listed(source), 1)) or _is_bare(_first(source))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give a thread for each submission, also where only its comments are there."""
        problems = list(source.problems)
        threads: dict[str, dict[str, Raw]] = {}
        for raw in _raws(source, problems):
            native, thread = _id(raw), _thread(raw)
            if native and thread:
                threads.setdefault(thread, {}).setdefault(native, raw)
        for number, (thread, raws) in enumerate(threads.items()):
            yield _read(source, thread, raws, problems if number == 0 else [])


READER = RedditJsonReader()


def _first(source: Source) -> Raw:
    if isinstance(source.first_line, dict):
        return source.first_line
    given = source.json
    if isinstance(given, dict):
        given = given.get("data")
    return next(iter(mappings_of(given)), {})


def _is_bare(raw: Raw) -> bool:
    """Tell whether an object is one of Pushshift's."""
    is_comment = isinstance(raw.get("body"), str) and "link_id" in raw
    is_submission = isinstance(raw.get("title"), str) and (
        "selftext" in raw or "is_self" in raw or "num_comments" in raw
    )
    return "id" in raw and "subreddit" in raw and (is_comment or is_submission)


def _raws(source: Source, problems: list[Problem]) -> Iterator[Raw]:
    found = False
    for raw in islice(_listed(source), MAX_POSTS):
        found = True
        yield raw
    if not found:
        yield from (raw for raw in islice(_bare(source, problems), MAX_POSTS) if _is_bare(raw))


def _listed(source: Source) -> Iterator[Raw]:
    """Give submissions and comments of listings in the order of the page, answers below what they answer."""
    if '"Listing"' not in source.text[:HEAD] and '"kind"' not in source.text[:HEAD]:
        return
    given = source.json
    waiting: list[Any] = (
        [given] if isinstance(given, dict) else list(reversed(given)) if isinstance(given, list) else []
    )
    while waiting:
        thing = mapping_of(waiting.pop())
        data = mapping_of(thing.get("data"))
        if thing.get("kind") == "Listing":
            waiting.extend(reversed(mappings_of(data.get("children"))))
        elif text_of(thing.get("kind")) in {COMMENT, SUBMISSION}:
            yield {**data, "name": text_of(data.get("name")) or f"{thing['kind']}_{data.get('id')}"}
            waiting.append(data.get("replies"))
        elif "kind" not in thing:
            # What unfolds more comments gives `json`, archives give `data`: things without a listing.
            things = mapping_of(mapping_of(thing.get("json")).get("data")).get("things", thing.get("data"))
            waiting.extend(reversed(mappings_of(things)))


def _bare(source: Source, problems: list[Problem]) -> Iterator[Raw]:
    given = source.json
    if isinstance(given, list | dict):
        yield from _unfolded(mappings_of(mapping_of(given).get("data", given)))
        return
    bad = 0
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError):
            raw = None
        if isinstance(raw, dict):
            yield from _unfolded([raw])
            continue
        bad += 1
        if bad <= MAX_BAD_LINES:
            problems.append(
                Problem(
                    what="this is no JSON object",
                    where=f"{source.name}, line {number}",
                    remedy="look at it in the file",
                )
            )


def _unfolded(raws: list[Raw]) -> Iterator[Raw]:
    """Give submissions and comments, each with the comments that a tool has put into it, which may not say where they belong."""
    waiting = list(reversed(raws))
    while waiting:
        raw = waiting.pop()
        yield raw
        below = [*mappings_of(raw.get("comments")), *mappings_of(raw.get("replies"))]
        if below and (native := _id(raw)) and (thread := _thread(raw)):
            known = {"link_id": f"{SUBMISSION}_{thread}", "parent_id": native, "subreddit": raw.get("subreddit")}
            waiting.extend({**known, **one} for one in reversed(below))


def _id(raw: Raw) -> str | None:
    name = text_of(raw.get("name"))
    if name and name.startswith((f"{COMMENT}_", f"{SUBMISSION}_")):
        return name
    native = text_of(raw.get("id"))
    return f"{COMMENT if 'body' in raw else SUBMISSION}_{native}" if native else None


def _thread(raw: Raw) -> str | None:
    link = _name(raw.get("link_id"), SUBMISSION)
    if link:
        return link.removeprefix(f"{SUBMISSION}_")
    native = _id(raw)
    return native[3:] if native and native.startswith(SUBMISSION) else "comments"


def _name(given: Any, kind: str) -> str | None:
    """Give a post's full name, by its number in letters and digits or, as the archives of 2022 and 2023 have it, in decimals."""
    if isinstance(given, int) and not isinstance(given, bool) and 0 < given < MAX_NUMBER:
        written = ""
        while given:
            given, digit = divmod(given, len(DIGITS))
            written = DIGITS[digit] + written
        return f"{kind}_{written}"
    match = NUMBER.fullmatch(text_of(given) or "")
    return f"{match.group(1) or kind}_{match.group(2)}" if match else None


def _parent(raw: Raw) -> str | None:
    """Give the full name of what a comment answers; the archives that say `null` for it mean the submission."""
    link = _name(raw.get("link_id"), SUBMISSION)
    if "parent_id" not in raw:
        return None
    parent = _name(raw["parent_id"], COMMENT)
    if raw["parent_id"] is None or (link and parent == f"{COMMENT}_{link[3:]}"):
        return link
    return parent


def _read(source: Source, thread: str, raws: Mapping[str, Raw], problems: list[Problem]) -> Thread:
    submission = raws.get(f"{SUBMISSION}_{thread}", {})
    # Lines stand in the order of their times or none: the submission is what was there first.
    ordered = [*((f"{SUBMISSION}_{thread}", submission) for _ in range(1) if submission)]
    ordered += [(native, raw) for native, raw in raws.items() if raw is not submission]
    title = text_of(submission.get("title")) or text_of(next(iter(raws.values())).get("link_title"))
    permalink = text_of(submission.get("permalink"))
    return Thread(
        id=f"www.reddit.com/{thread}",
        title=html.unescape(title) if title else None,
        engine="reddit",
        source=source.name,
        url=SITE + permalink if permalink and permalink.startswith("/r/") else None,
        posts=quoting_answered([_post(native, raw, place) for place, (native, raw) in enumerate(ordered, start=1)]),
        problems=tuple(problems),
    )


def _post(native: str, raw: Raw, position: int) -> Post:
    author = text_of(raw.get("author"))
    return Post(
        id=native,
        position=position,
        author=None if author in GONE else author,
        created_at=time_of(raw.get("created_utc") or raw.get("created")),
        reply_to=_parent(raw),
        segments=_segments(raw),
        card={"flair": flair} if (flair := text_of(raw.get("author_flair_text"))) else NO_CARD,
    )


def _segments(raw: Raw) -> tuple[Segment, ...]:
    written = body_of(raw.get("body") if "body" in raw else raw.get("selftext"))
    if written.strip() not in GONE and not REMOVED.fullmatch(written.strip()):
        # What Reddit made of the words is surer than what we would; it comes escaped once, unless asked otherwise.
        made = body_of(raw.get("body_html") or raw.get("selftext_html"))
        if made:
            return part_fragment(html.unescape(made) if made.lstrip().startswith("&lt;") else made)
        return part_markdown(_unescaped(written))
    if "body" in raw or raw.get("is_self") or not text_of(raw.get("title")) or written.strip():
        return ()
    lines = [html.unescape(line) for line in (text_of(raw.get("title")), text_of(raw.get("domain"))) if line]
    return (Segment(kind=SegmentKind.LINK, text="\n".join(lines)),)


def _unescaped(text: str) -> str:
    return text.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&") if "&" in text else text
