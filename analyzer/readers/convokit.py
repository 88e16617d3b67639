"""Corpora of ConvoKit: a folder of `utterances.jsonl` with the speakers and conversations beside it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from analyzer.ids import digest
from analyzer.options import Body
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.body import part_body
from analyzer.source import Source, SourceKind
from analyzer.tables import Line, cell, header, lines, moment
from analyzer.thread import Post, Problem, Thread
from analyzer.values import NOBODY

ENGINE = "convokit"
NAMES = ("name", "character_name", "username", "user_name", "screen_name", "display_name")
TITLES = ("title", "conversation_title", "topic", "movie_name", "subject")
SPEAKERS = ("speakers.json", "users.json")
CONVERSATIONS = "conversations.json"
MAX_PROBLEMS = 50
ESCAPED = re.compile(r"&(gt|lt|amp);")
UNESCAPED = {"gt": ">", "lt": "<", "amp": "&"}


class ConvokitReader:
    """Reads the utterances of a corpus, a thread for each conversation."""

    name = "convokit"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the lines have ConvoKit's fields, of this version or of the first."""
        if source.kind is not SourceKind.JSON:
            return False
        keys = set(header(source) or ())
        return "text" in keys and bool({"speaker", "user"} & keys) and bool({"conversation_id", "root"} & keys)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the conversations in the order in which they begin, their utterances by time where all have one."""
        problems = list(source.problems)
        speakers = next((found for name in SPEAKERS if (found := _beside(source, name, problems))), {})
        conversations = _beside(source, CONVERSATIONS, problems)
        threads: dict[str, list[Line]] = defaultdict(list)
        for line in lines(source, lambda problem: problems.append(problem) if len(problems) < MAX_PROBLEMS else None):
            native = cell(line.row.get("conversation_id")) or cell(line.row.get("root"))
            if native is None or not isinstance(line.row.get("text"), str):
                if len(problems) < MAX_PROBLEMS:
                    problems.append(
                        Problem(what="this is no utterance", where=line.where, remedy="look at it in the file")
                    )
                continue
            threads[native].append(line)
        for native, rows in threads.items():
            meta = _meta(conversations.get(native))
            yield _thread(source.name, native, rows, speakers=speakers, meta=meta, problems=tuple(problems))
            problems = []


READER = ConvokitReader()


def _thread(  # noqa: PLR0913  All that a corpus says of a conversation.
    name: str,
    native: str,
    rows: list[Line],
    *,
    speakers: Mapping[str, Any],
    meta: Mapping[str, Any],
    problems: tuple[Problem, ...],
) -> Thread:  # fmt: skip
    authors = [_author(line.row, speakers) for line in rows]
    known = {author.casefold() for author in authors if author}
    found = [
        _post(line.row, author, number, known)
        for number, (line, author) in enumerate(zip(rows, authors, strict=True), start=1)
    ]
    if all(post.created_at for post in found):
        found.sort(key=lambda post: (post.created_at is None, post.created_at))
    posts: dict[str, Post] = {}
    for post in found:
        if post.id in posts:
            problems += (
                Problem(
                    what=f"a second utterance has the id {post.id[:60]!r}",
                    where=name,
                    remedy="look at it in the file",
                ),
            )
        posts.setdefault(post.id, post)
    title = next((str(meta[key]) for key in TITLES if isinstance(meta.get(key), str) and meta[key].strip()), None)
    return Thread(
        id=f"convokit/{native}",
        title=title,
        engine=ENGINE,
        source=name,
        posts=quoting_answered([replace(post, position=number) for number, post in enumerate(posts.values(), start=1)]),
        problems=problems,
    )


def _post(row: Mapping[str, Any], author: str | None, position: int, known: set[str]) -> Post:
    text = row["text"]
    # Corpora of Reddit keep its Markdown as its interface gave it, escaped once.
    shown = ESCAPED.sub(lambda match: UNESCAPED[match.group(1)], text) if "&gt;" in text or "&amp;" in text else text
    return Post(
        id=cell(row.get("id")) or digest(author, text),
        position=position,
        author=None if author in NOBODY else author,
        created_at=moment(row.get("timestamp")),
        reply_to=cell(row.get("reply-to")) or cell(row.get("reply_to")),
        segments=()
        if text.strip() in NOBODY
        else part_body(shown, Body.PLAIN, known=lambda name: name.casefold() in known),
    )


def _author(row: Mapping[str, Any], speakers: Mapping[str, Any]) -> str | None:
    given = row.get("speaker") or row.get("user")
    native = cell(given.get("id") if isinstance(given, dict) else given)
    meta = _meta(speakers.get(native or ""))
    return next((name for key in NAMES if (name := cell(meta.get(key)))), native)


def _meta(given: Any) -> Mapping[str, Any]:
    """Give what a corpus says of a speaker or conversation: under `meta`, or flat as in the first version."""
    if not isinstance(given, dict):
        return {}
    meta = given.get("meta")
    return meta if isinstance(meta, dict) else given


def _beside(source: Source, name: str, problems: list[Problem]) -> Mapping[str, Any]:
    if name not in source.beside:
        return {}
    try:
        given = json.loads(source.beside[name])
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        problems.append(
            Problem(what=f"{name} cannot be read", where=source.name, remedy="names and titles are left out")
        )
        return {}
    return given
