"""Undoes spelling games before a text is scored, and keeps where each letter came from.

Zero-width characters, letters of other alphabets that look Latin, l33t, s p a c e d letters, looong letters and emoji:
people write so to pass a filter, or for fun. What a reader reads is what is scored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Letters of other alphabets that look like a Latin one, by Unicode's confusables (UTS 39), the everyday part.
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһкмтвнгАЕОРСУХІЈЅКМТВНαορνικτυεβΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhkmtbhrAEOPCYXIJSKMTBHaopvikTuebABEZHIKMNOPTYX".replace("T", "t", 1),
        strict=True,
    )
)
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
# A letter, then one to three signs that stand for letters, then a letter: `k1ll`, `h4te`; `b2b` and `mp3` are none.
_LEET_RUN = re.compile(r"(?<=[A-Za-z])[013457@$!]{1,3}(?=[A-Za-z])")
_LEET_WORD = re.compile(r"(?<![\w@#$./:-])[A-Za-z][A-Za-z013457@$!]{2,30}(?![\w@./:-])")
_HEAD_DOLLAR = re.compile(r"(?<![\w$])\$(?=[a-z]{2,20}\b)")
# Four single letters or more with one sign between them, the same all along: `k i l l`, `k.i.l.l`, `k-i-l-l`.
_SPACED = re.compile(r"(?<![\w.-])[A-Za-z](?:([ .*_-])[A-Za-z])(?:\1[A-Za-z]){2,30}(?![\w-])")
_LONG = re.compile(r"([A-Za-z])\1{2,}")
# One look at a plain text tells whether there is anything to undo: nine in ten posts pay for this search alone.
_ANYTHING = re.compile(
    r"[^\x00-\x7f]|([A-Za-z])\1\1|[A-Za-z][013457@$!]{1,3}[A-Za-z]|(?<!\w)\$[a-z]|(?<![\w.-])[A-Za-z]([ .*_-])[A-Za-z]\2[A-Za-z]\2"
)
# Quick looks that miss nothing `_ANYTHING` finds in ASCII: 8 microseconds on a post of 50 words where it takes 24.
_SIGNED = re.compile(r"[013457@$!][A-Za-z]")
_SINGLES = re.compile(r"[ .*_-][A-Za-z][ .*_-][A-Za-z][ .*_-]")
_TRIPLE = re.compile(r"([A-Za-z])\1\1")
_WORD = re.compile(r"[A-Za-z]+")
_CHUNK = re.compile(r"\S+")
_EMOJI_NAME_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text as it is scored, and for each of its code points the stretch of the original that it stands for."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original text that `start` to `end` of this text came from, in code points."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], max(self.ends[start:end])


def never(_word: str) -> bool:
    """Know no word."""
    return False


def plain(text: str, *, known: Callable[[str], bool] = never) -> Plain:
    """Give a text with spelling games undone; a text without any is given as it is.

    `known` tells of a lower-case word whether it is one: `killl` becomes `kill` and `sooo` becomes `so`, for these
    are words; where neither form is known, one letter is kept.
    """
    if _ANYTHING.search(text) is None:
        return Plain(text=text)
    letters = list(_letters(text))
    for undo in (_unspaced, _unleet, lambda found: _unstretched(found, known)):
        letters = undo(letters)
    return Plain(
        text="".join(letter.text for letter in letters),
        starts=tuple(letter.start for letter in letters),
        ends=tuple(letter.end for letter in letters),
    )


def plain_text(text: str, *, known: Callable[[str], bool] = never) -> str:
    """Give the text of `plain` without where it came from, some ten times as fast."""
    return unstretched(unmasked(text), known=known)


def unmasked(text: str) -> str:
    """Give a text with all games but stretched letters undone."""
    if not text.isascii():
        foreign = {letter for letter in set(text) if not letter.isascii()}
        if not _LOOKALIKES.keys().isdisjoint(foreign):
            text = "".join(letter.text for letter in _letters(text))
        else:
            text = text.translate({ord(letter): _written(letter, False) for letter in foreign})
    if _SINGLES.search(text):
        text = _SPACED.sub(lambda match: match.group()[::2], text)
    if _SIGNED.search(text):
        changed = _signs(text)
        text = "".join(changed.get(place, letter) for place, letter in enumerate(text)) if changed else text
    return text


def unstretched(text: str, *, known: Callable[[str], bool] = never) -> str:
    """Give a text with runs of three of a letter or more cut to two where that is a word, else to one."""
    return _WORD.sub(lambda match: _cut_short(match.group(), known), text) if _TRIPLE.search(text) else text


def _cut_short(word: str, known: Callable[[str], bool]) -> str:
    double: str = _LONG.sub(r"\1\1", word)
    return double if double == word or known(double.lower()) else _LONG.sub(r"\1", word)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One code point and where it came from."""

    text: str
    start: int
    end: int


def _letters(text: str) -> Iterator[_Letter]:
    """Give the code points without what has no width, emoji by their names, look-alikes among Latin ones as Latin."""
    latin = _latin_words(text)
    for place, letter in enumerate(text):
        if letter.isascii():
            yield _Letter(letter, place, place + 1)
            continue
        for written in _written(letter, place in latin):
            yield _Letter(written, place, place + 1)


@lru_cache(maxsize=4096)
def _written(letter: str, among_latin: bool) -> str:  # noqa: FBT001 - positional, for the cache
    if among_latin and letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    category = unicodedata.category(letter)
    if category in {"Cf", "Mn", "Me", "Cs", "Co", "Cn"} or letter == "\ufe0f":
        return ""
    if category in {"So", "Sk"} and (name := unicodedata.name(letter, "")) and ord(letter) > 0x2190:  # noqa: PLR2004 - arrows on
        return " " + " ".join(name.lower().replace("-", " ").split()[:_EMOJI_NAME_WORDS]) + " "
    return unicodedata.normalize("NFKC", letter)


def _latin_words(text: str) -> frozenset[int]:
    """Give the places of look-alikes that stand in one word with Latin letters, or in a text of mostly Latin words."""
    found: set[int] = set()
    ascii_letters = sum(letter.isascii() and letter.isalpha() for letter in text)
    foreign = sum(letter.isalpha() and not letter.isascii() for letter in text)
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match.group()
        odd = [k for k, letter in enumerate(word, match.start()) if letter in _LOOKALIKES]
        if not odd:
            continue
        mixed = any(letter.isascii() for letter in word)
        if mixed or (len(odd) == len(word) and foreign <= ascii_letters // 4):
            found.update(odd)
    return frozenset(found)


def _unspaced(letters: list[_Letter]) -> list[_Letter]:
    text = "".join(letter.text for letter in letters)
    dropped: set[int] = set()
    for match in _SPACED.finditer(text):
        dropped.update(range(match.start() + 1, match.end(), 2))
    return [letter for place, letter in enumerate(letters) if place not in dropped] if dropped else letters


def _unleet(letters: list[_Letter]) -> list[_Letter]:
    changed = _signs("".join(letter.text for letter in letters))
    return [
        _Letter(changed[place], letter.start, letter.end) if place in changed else letter
        for place, letter in enumerate(letters)
    ]


def _signs(text: str) -> dict[int, str]:
    """Give the places of signs that stand for letters, with the letter."""
    changed = dict.fromkeys((match.start() for match in _HEAD_DOLLAR.finditer(text)), "s")
    for chunk in _CHUNK.finditer(text):
        if _SIGNED.search(chunk.group()):
            for word in _LEET_WORD.finditer(text, *chunk.span()):
                changed |= _signs_of(word)
    return changed


def _signs_of(word: re.Match[str]) -> dict[int, str]:
    if sum(letter.isalpha() for letter in word.group()) < 2 or len(word.group()) < 4:  # noqa: PLR2004 - b2b, h2o
        return {}
    runs = _LEET_RUN.finditer(word.string, *word.span())
    return {place: _LEET[word.string[place]] for run in runs for place in range(*run.span())}


def _unstretched(letters: list[_Letter], known: Callable[[str], bool]) -> list[_Letter]:
    text = "".join(letter.text for letter in letters)
    if _LONG.search(text) is None:
        return letters
    kept: list[_Letter] = []
    last = 0
    for word in re.finditer(r"[A-Za-z]+", text):
        if _LONG.search(word.group()) is None:
            continue
        kept += letters[last : word.start()]
        kept += _shortened(letters[word.start() : word.end()], word.group(), known)
        last = word.end()
    return kept + letters[last:]


def _shortened(letters: list[_Letter], word: str, known: Callable[[str], bool]) -> list[_Letter]:
    """Give a word with each run of three or more of a letter cut to two where that is a word, else to one."""
    double = _LONG.sub(r"\1\1", word)
    most = 2 if known(double.lower()) else 1
    cut: list[_Letter] = []
    for match in re.finditer(r"([A-Za-z])\1*", word):
        run = letters[match.start() : match.end()]
        if len(run) <= 2:  # noqa: PLR2004 - an ordinary double letter
            cut += run
        else:
            cut += run[: most - 1]
            cut.append(_Letter(run[most - 1].text, run[most - 1].start, run[-1].end))
    return cut
