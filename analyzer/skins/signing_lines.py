"""Names in wiki signatures that a dump node by node breaks over lines: each colour within a name is a line of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from analyzer.skins.signing_words import Stretch, key_of

# A name is broken into so many lines before its last, each of so few words.
MAX_LINES = 4
MAX_WORDS = 2
# No name has more words, and a stretch of so few is a name as a whole.
MAX_NAME_WORDS = 5
MAX_WHOLE = 3
# A piece of a name in a colour of its own has seldom more letters, or the piece before it has not.
MAX_PIECE = 3
# Letters of a lone link to the talk page: talk, discussion.
TALK_ALONE = frozenset("TD")
# The first letter that is no longer Latin, in Unicode's order.
LATIN_ENDS = "\u0250"
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
                texts = [one.text for one in lead[k:]]
                # A motto that always follows a name the page calls is no part of it.
                if spelled := next(
                    (called[key_of(texts[:n])] for n in range(len(texts), 0, -1) if key_of(texts[:n]) in called), ""
                ):
                    return spelled, lead[k].begin
                return _glued([*(one.text for one in lead[k:]), " ".join(words)]), lead[k].begin
        return None


def begun(name: str, behind: Sequence[str], called: Mapping[str, str], talk: AbstractSet[str]) -> str:
    """Give the name that begins a signature on lines of its own: one the page calls, else the first and its last letters.

    What stands behind it are links and mottos; a line that goes on with the name is as short as its colours are.
    """
    for count in range(len(behind), -1, -1):
        if spelled := called.get(key_of([name, *behind[:count]])):
            return spelled
    # A link to contributions stands behind one to the talk page: `C` alone is a letter of the name in its own colour.
    if len(behind) == 1 and len(behind[0]) == 1 and behind[0].isupper() and behind[0] not in TALK_ALONE:
        return name + behind[0]
    for piece in behind:
        short = min(len(name), len(piece)) <= MAX_PIECE or piece[0].isdigit()
        surname = name.istitle() and piece.istitle() and " " not in name
        if (
            not (short or surname)
            or not piece.isalnum()
            or piece.casefold() in talk
            or _is_latin(name) != _is_latin(piece)
        ):
            break
        name += f" {piece}" if surname and not short else piece
    return name


def _is_latin(word: str) -> bool:
    return max(word) < LATIN_ENDS


def _glued(pieces: Sequence[str]) -> str:
    """Join the pieces of a name: a digit, a small letter or a letter alone goes on with the word before it."""
    name = pieces[0]
    for piece in pieces[1:]:
        goes_on = len(piece) == 1 or not piece[0].isalpha() or piece[0].islower()
        name += piece if goes_on else f" {piece}"
    return name


def below_dash(found: Sequence[tuple[Stretch, Sequence[str]]]) -> int | None:
    """Give which of the pieces that can be a name is the line below one that a dash ends, with short lines alone below it."""
    for number in range(len(found) - 1, -1, -1):
        if found[number][0].dashed:
            return number if found[number][0].fresh else None
        if len(found[number][1]) > MAX_NAME_WORDS:
            return None
    return None


def is_motto(words: Sequence[str], piece: Stretch, before: Stretch, words_before: Sequence[str]) -> bool:
    """Tell whether the words behind a second dash are those of a link, and the name stands between the two dashes."""
    return (
        piece.dashed
        and before.dashed
        and all(word.islower() for word in words)
        and len(words_before) <= MAX_WHOLE
        and not words_before[0][:1].islower()
    )
