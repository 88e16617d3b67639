"""Threads of any engine as plain text: copied from a browser, made by a Markdown writer, or dumped node by node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.ids import digest
from analyzer.quotes.markdown import unmark
from analyzer.readers.skins import all_skins
from analyzer.readers.skins.base import Header, Lettered, Skin, lettered
from analyzer.readers.skins.mending import mend
from analyzer.readers.skins.naming import named
from analyzer.dates import parse_date
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A scrape with the skin that explains it best."""

    text: Lettered
    skin: Skin
    headers: tuple[Header, ...]
    score: float


def readings(source: Source) -> list[Reading]:
    unmarked = unmark(source.text)
    text = lettered(mend(unmarked.lines), unmarked.names)
    found = []
    joined = "\n".join(line.text for line in text.lines).casefold()
    for skin in all_skins():
        headers = tuple(named(list(skin.find(text)), text))
        full = sum(worth(text.letters[one.end : two.start if two else len(text.lines)]) for one, two in zip(headers, [*headers[1:], None]))
        if skin.signed:
            full = sum(worth(text.letters[(one.end if one else 0) : two.start]) for one, two in zip([None, *headers[:-1]], headers))
        marked = 1.25 if skin.marks and re.search(skin.marks, joined) else 1.0
        found.append(Reading(text=text, skin=skin, headers=headers, score=full * skin.weight * marked))
    return sorted(found, key=lambda one: -one.score)


def worth(body: str) -> float:
    """Give what a body says for its header, 0 to 1: words, and no more fields of a card at its beginning."""
    if not any(letter in "tsqi" for letter in body):
        return 0.0
    return 1.0 if body[0] not in "dnl0fr" else 0.4


class PlainTextReader:
    name = "plaintext"
    last_resort = False

    def claims(self, source: Source) -> bool:
        return source.kind is SourceKind.TEXT and readings(source)[0].score > 1

    def read(self, source: Source) -> Iterator[Thread]:
        best = readings(source)[0]
        posts = []
        for number, header in enumerate(best.headers):
            following = best.headers[number + 1].start if number + 1 < len(best.headers) else len(best.text.lines)
            words = "\n".join(line.text for line in best.text.lines[header.end : following])
            if best.skin.signed:
                before = best.headers[number - 1].end if number else 0
                words = "\n".join(line.text for line in best.text.lines[before : header.start])
            posts.append(Post(id=str(number), position=number + 1, author=header.author, created_at=parse_date(header.date),
                              segments=(Segment(kind=SegmentKind.OWN, text=words),) if words else ()))
        yield Thread(id="x/" + digest(source.text), title=None, engine=best.skin.engine, source=source.name, posts=tuple(posts))


READER = PlainTextReader()
