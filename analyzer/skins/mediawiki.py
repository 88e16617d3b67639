"""MediaWiki talk pages as plain text: `NAME (talk) 12:34, 5 June 2019 (UTC)` ends each post."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.quotes.late import late
from analyzer.skins.base import Header, Lettered

# What may stand between the words and the name: a dash, the end of a sentence.
BREAK = late(r"[-\u2013\u2014\u2012\u2015\u300a~]+|(?<=[.!?\u2026:;)\]\"\u201d\u00bb,\u060c]) +")
BRACKETS = late(r"[\s,\u00b7|]*(?:\([^()]{0,80}\)|\[[^\[\]]{0,80}\])?[\s,\u00b7|]*$")
DASHES = late(r"[\s\u2013\u2014\u2012\u2015~-]+$")
STAMP = late(r"\d{1,2}[:.]\d{2}")
# Words of the links behind a name, where no brackets stand around them.
TALK = frozenset(
    "talk t c contribs dyskusja discuter msg discussioni discussione disc nakash diskussion d b ✉ ☎ ✍ 🌟 نقاش راسلني 讨论 обс".split()
)
MAX_NAME_WORDS = 5
MAX_LINES_UP = 4
LEAST_SIGNATURES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaWikiSkin:
    """Finds the lines that sign; the name is what their last words share with other signatures, or what a link says."""

    engine: str = "mediawiki"
    weight: float = 2.5
    signed: bool = True
    marks: str = ""
    needs_marks: bool = False

    def find(self, text: Lettered) -> Iterator[Header]:
        """Give the signatures in order."""
        places = [k for k, letter in enumerate(text.letters) if letter == "z"]
        if len(places) < LEAST_SIGNATURES:
            return
        tails = [_tail(place, text) for place in places]
        endings = Counter(" ".join(tail[-n:]) for tail in tails for n in range(1, len(tail) + 1))
        for place, tail in zip(places, tails, strict=True):
            line = text.lines[place].text
            stamp = STAMP.search(line)
            yield Header(
                start=place,
                end=place + 1,
                author=_name(tail, endings, text.spoken_of),
                date=line[stamp.start() :] if stamp else None,
            )


SKINS = (MediaWikiSkin(),)


def _tail(place: int, text: Lettered) -> Sequence[str]:
    """Give the last words before a signature's brackets and date, as far as they can be a name."""
    line = text.lines[place].text
    stamp = STAMP.search(line)
    before = BRACKETS.sub("", line[: stamp.start()] if stamp else line)
    up = place - 1
    while before.strip("-\u2013\u2014 ,(").casefold() in {"", *TALK} and place - up <= MAX_LINES_UP and up >= 0:
        before = BRACKETS.sub("", text.lines[up].text)
        up -= 1
    pieces = [piece for piece in BREAK.split(before[-120:]) if piece and piece.strip()]
    words = (pieces[-1] if pieces else "").strip("_*").split()
    while len(words) > 1 and words[-1].casefold() in TALK:
        words.pop()
    return tuple(words[-MAX_NAME_WORDS:])


def _name(tail: Sequence[str], endings: Counter[str], spoken_of: frozenset[str]) -> str | None:
    """Give the longest ending that a link gives as a name, else the one that most signatures share."""
    candidates = [" ".join(tail[-n:]) for n in range(len(tail), 0, -1)]
    for candidate in candidates:
        if candidate.casefold() in spoken_of:
            return candidate
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: (endings[candidate], len(candidate)))
    return best if endings[best] > 1 else candidates[0]
