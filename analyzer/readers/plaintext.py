"""Threads of any engine as plain text: copied from a browser, made by a Markdown writer, or dumped node by node."""

from __future__ import annotations

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
    for skin in all_skins():
        headers = tuple(named(list(skin.find(text)), text))
        full = sum(1 for one, two in zip(headers, [*headers[1:], None]) if (two.start if two else len(text.lines)) > one.end)
        found.append(Reading(text=text, skin=skin, headers=headers, score=full * skin.weight))
    return sorted(found, key=lambda one: -one.score)


class PlainTextReader:
    name = "plaintext"
    last_resort = False

    def claims(self, source: Source) -> bool:
        return source.kind is SourceKind.TEXT and readings(source)[0].score > 2

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
