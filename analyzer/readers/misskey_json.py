"""Notes as the interface of Misskey and its descendants gives them: one, a list, or one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.quotes.answered import discussions, quoting_answered
from analyzer.quotes.markdown_posts import part_markdown, quoted_lines_apart, shown
from analyzer.quotes.text import tidy
from analyzer.source import Source, SourceKind
from analyzer.tables import lines
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread
from analyzer.values import MAX_POSTS, body_of, host_of, mapping_of, mappings_of, text_of, time_of, web_address

HEAD = 20_000

Raw = Mapping[str, Any]


class MisskeyJsonReader:
    """Reads notes and those that stand in them: what they answer, and what they pass on without a word."""

    name = "misskey-json"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the source holds notes, each with its user."""
        if (
            source.kind is not SourceKind.JSON
            or '"renoteId"' not in source.text
            or '"createdAt"' not in source.text[:HEAD]
        ):
            return False
        return next(_notes(source, []), None) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the discussions in the order in which they begin."""
        problems = list(source.problems)
        notes: dict[str, Raw] = {}
        for raw in _notes(source, problems):
            notes.setdefault(text_of(raw.get("id")) or "", raw)
        threads = discussions({native: text_of(raw.get("replyId")) for native, raw in notes.items()})
        for number, (root, natives) in enumerate(threads.items()):
            url = web_address(notes[natives[0]].get("uri"))
            yield Thread(
                id=f"{host_of(url) or 'misskey'}/{root}",
                title=None,
                engine="misskey",
                source=source.name,
                url=url,
                posts=quoting_answered(
                    [_post(notes[one], place, frozenset(natives)) for place, one in enumerate(natives, start=1)]
                ),
                problems=tuple(problems) if number == 0 else (),
            )


READER = MisskeyJsonReader()


def _notes(source: Source, problems: list[Problem]) -> Iterator[Raw]:
    given = source.json
    if given is None:
        given = [line.row for line in lines(source, problems.append)]
    waiting = list(reversed(mappings_of(given)))
    seen = 0
    while waiting and seen < MAX_POSTS:
        raw = waiting.pop()
        seen += 1
        if not _is_note(raw):
            continue
        renoted = mapping_of(raw.get("renote"))
        if _is_note(renoted) and not body_of(raw.get("text")):
            waiting.append(renoted)
            continue
        answered = mapping_of(raw.get("reply"))
        if _is_note(answered):
            # What is answered comes first, and is then left out where the note comes up again.
            waiting.extend(({**raw, "reply": None}, answered))
            continue
        yield raw


def _is_note(raw: Raw) -> bool:
    return (
        text_of(raw.get("id")) is not None
        and "username" in mapping_of(raw.get("user"))
        and "text" in raw
        and "createdAt" in raw
        and ("replyId" in raw or "renoteId" in raw)
    )


def _user(raw: Raw) -> str | None:
    user = mapping_of(raw.get("user"))
    name, host = text_of(user.get("username")), text_of(user.get("host"))
    return f"{name}@{host}" if name and host else name


def _post(raw: Raw, position: int, here: frozenset[str]) -> Post:
    return Post(
        id=text_of(raw.get("id")) or "",
        position=position,
        author=_user(raw),
        created_at=time_of(raw.get("createdAt")),
        reply_to=text_of(raw.get("replyId")),
        segments=tuple(_segments(raw, here)),
    )


def _segments(raw: Raw, here: frozenset[str]) -> Iterator[Segment]:
    if warning := text_of(raw.get("cw")):
        yield Segment(kind=SegmentKind.OWN, text=warning)
    yield from _written(body_of(raw.get("text")))
    renoted = mapping_of(raw.get("renote"))
    if _is_note(renoted):
        native = text_of(renoted.get("id"))
        own = [one.text for one in _written(body_of(renoted.get("text"))) if one.kind is SegmentKind.OWN]
        yield Segment(
            kind=SegmentKind.QUOTE,
            text="\n\n".join(own),
            author=_user(renoted),
            post_id=native,
            found=Found.MARKUP,
            depth=1,
            thread_id=None if native in here else native,
        )


def _written(text: str) -> tuple[Segment, ...]:
    """Give the words by lines: a quote ends with its last `>`, where Markdown's goes on; code is fenced as there."""
    if "```" in text:
        return part_markdown(text)
    return quoted_lines_apart((Segment(kind=SegmentKind.OWN, text=tidied),)) if (tidied := tidy(shown(text))) else ()
