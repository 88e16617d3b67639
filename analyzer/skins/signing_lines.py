"""Names in wiki signatures that a dump node by node breaks over lines: each colour within a name is a line of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.skins.signing_words import Stretch, key_of

# A name is broken into so many lines before its last, each of so few words.
MAX_LINES = 4
MAX_WORDS = 2
# So many of the signatures that end alike begin alike too, if the lines above belong to the name.
LEAST_LED = 0.5


@dataclass(frozen=True, slots=True)
class Lead:
    """A line right above the last words before a time, and where in the text it begins."""

    text: str
    begin: int


def leads(pieces: Sequence[Stretch], last: int, words: Callable[[str], Sequence[str]]) -> tuple[Lead, ...]:
    """Give the short lines above a piece that nothing but line ends part from it, the nearest last."""
    found: list[Lead] = []
    for number in range(last - 1, max(-1, last - 1 - MAX_LINES), -1):
        below, piece = pieces[number + 1], pieces[number]
        said = words(piece.text)
        if below.dashed or not 0 < len(said) <= MAX_WORDS or not piece.text.rstrip(" \u00b7")[-1:].isalnum():
            break
        found.append(Lead(" ".join(said), piece.begin))
    return tuple(reversed(found))


class Led:
    """What a page says of lines above signatures: which belong to the names, and which are the last words said."""

    def __init__(self, signatures: Iterable[tuple[Sequence[Lead], Sequence[str]]]) -> None:
        self.times: Counter[str] = Counter()
        self.below: dict[str, set[str]] = defaultdict(set)
        for lead, words in signatures:
            self.times.update(key_of([*(one.text for one in lead[k:]), *words]) for k in range(len(lead) + 1))
            if lead:
                self.below[key_of([lead[-1].text])].add(key_of(words))

    def name(self, lead: Sequence[Lead], words: Sequence[str], called: Mapping[str, str]) -> tuple[str, int] | None:
        """Give the name that lines and words make, and where it begins; `None` where the lines do not belong to it."""
        for k in range(len(lead)):
            pieces = [*(one.text for one in lead[k:]), *words]
            if spelled := called.get(key_of(pieces)):
                return spelled, lead[k].begin
        for k in range(len(lead)):
            key = key_of([*(one.text for one in lead[k:]), *words])
            often = self.times[key] > 1 and self.times[key] >= LEAST_LED * self.times[key_of(words)]
            # `Support` stands above the names of many.
            if often and all(len(self.below[key_of([one.text])]) <= 1 for one in lead[k:]):
                return _glued([*(one.text for one in lead[k:]), " ".join(words)]), lead[k].begin
        return None


def _glued(pieces: Sequence[str]) -> str:
    """Join the pieces of a name: a digit, a small letter or a letter alone goes on with the word before it."""
    name = pieces[0]
    for piece in pieces[1:]:
        goes_on = len(piece) == 1 or not piece[0].isalpha() or piece[0].islower()
        name += piece if goes_on else f" {piece}"
    return name
