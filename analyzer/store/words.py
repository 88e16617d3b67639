"""Words as the search knows them: folded alike when a post is kept and when it is asked for, on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Scripts that put no blank between words: each sign is a word, and a run of them is asked for as a phrase.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
# The same in a text as it was written, where marks may stand beside the letters that they belong to.
_WRITTEN = re.compile(
    f"[{_UNSPACED}]|(?:[^\\W_{_UNSPACED}]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f])+"
)
# A phrase stands between quotation marks; one that is never closed goes to the end.
_PHRASE = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')
# PostgreSQL leaves out words over 2,046 bytes, and nobody types one of 64 letters.
_LETTERS = 64
# PostgreSQL takes 1 MiB of words and places a post; a place takes up to as much again as the word.
_BYTES = 250_000


def folded(text: str) -> str:
    """Give the words of a text in small letters without marks, a blank between two: no syntax is left in it."""
    small = text.casefold()
    if not small.isascii():
        # Letters of mathematics become capitals only when they are taken apart, so they are folded once more.
        spread = unicodedata.normalize("NFKD", small.encode("utf-8", "ignore").decode("utf-8")).casefold()
        spread = unicodedata.normalize("NFKD", spread)
        # Accents, and the vowel signs of Thai and the scripts of India: a word is the same word without them, and whole.
        small = "".join(sign for sign in spread if not unicodedata.category(sign).startswith("M"))
    found = " ".join(word[:_LETTERS] for word in _WORD.findall(small) if word.isalnum())
    encoded = found.encode("utf-8")
    return found if len(encoded) <= _BYTES else encoded[:_BYTES].decode("utf-8", "ignore")


def phrases(query: str) -> tuple[str, ...]:
    """Give what a query asks for, folded: its words, and as one phrase what stands between quotation marks.

    A word of several parts (`well-known`, `北京`) is a phrase of them.
    """
    found = (folded(match.group(1) or match.group(2) or "") for match in _PHRASE.finditer(query))
    return tuple(dict.fromkeys(filter(None, found)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where found words stand in a text, in code points; `end` is not included."""

    start: int
    end: int


def places(text: str, wanted: Sequence[str]) -> tuple[Stretch, ...]:
    """Give where the folded phrases of a query stand in a text as it was written, in order and without overlaps."""
    words: list[str] = []
    stretches: list[Stretch] = []
    for match in _WRITTEN.finditer(text):
        # A sign may fold to several words, and a mark alone to none.
        for word in folded(match.group()).split():
            words.append(word)
            stretches.append(Stretch(*match.span()))
    found: list[Stretch] = []
    for phrase in (each.split() for each in wanted):
        begins = (at for at, word in enumerate(words) if word == phrase[0])
        runs = (at for at in begins if words[at : at + len(phrase)] == phrase)
        found += [Stretch(stretches[at].start, stretches[at + len(phrase) - 1].end) for at in runs]
    return _joined(sorted(found, key=lambda each: (each.start, -each.end)))


def _joined(found: Sequence[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for each in found:
        if joined and each.start < joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    return tuple(joined)
