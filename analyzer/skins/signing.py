"""Who signed on a wiki, where links are lost: names that the page itself gives are looked for in the words before the time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.signatures import timestamp_in
from analyzer.skins.base import Lettered
from analyzer.skins.signing_lines import (
    MAX_NAME_WORDS,
    MAX_WHOLE,
    Lead,
    Led,
    begun,
    below_dash,
    is_motto,
    leads,
)
from analyzer.skins.signing_words import (
    ADDED,
    ADDRESS,
    ADDRESSED,
    BRACKET,
    BRACKETS,
    BREAK,
    CALL,
    ENDED,
    GREETING,
    HYPHEN,
    IN_BRACKETS,
    LIST,
    PAGE_OF,
    PART_OF_NAME,
    PING,
    SMALL,
    SPACES,
    SPEAKS_OF_TIME,
    TALK,
    Stretch,
    bare_word,
    first_field,
    key_of,
    link_words,
    proper,
    stretches,
    within,
)
from analyzer.wikiwords import USER

BEFORE = 160
MAX_LINES_UP = 9
MAX_PIECES_BACK = 4
LEAST_BEHIND = 3
# `(talk · contribs)`: more words are a sentence, and words of a sentence stand in names too.
MAX_LINK_WORDS = 3
# Behind the brackets of the talk page somebody may add a motto of so many characters.
MAX_MOTTO = 40
# An ending that so many of the best ending's signatures share is the name, and longer than the best.
LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What stands before the time of a signature: the words that can be a name, and what speaks for a signature.

    `behind` are the lines below the name, where a dash ends the line above it.
    """

    words: tuple[str, ...] = ()
    sure: str | None = None
    dashed: bool = False
    bracketed: bool = False
    ended: bool = False
    whole: bool = False
    tail: str = ""
    lead: tuple[Lead, ...] = ()
    head: str = ""
    behind: tuple[str, ...] | None = None


class Names:
    """What a page says of names: their spelling where somebody calls them, and the words of the links behind them."""

    def __init__(self, text: Lettered, places: Sequence[int]) -> None:
        joined = "\n".join(line.text for line in text.lines)
        self.called = {key_of([name]): bare for name in _called(joined) if (bare := bare_word(name.strip()))}
        self.called.pop("", None)
        self.numbered = _numbered(self.called.values())
        self.addressed = frozenset(match.casefold() for match in ADDRESSED.findall(joined))
        heads = [head_of(place, text) for place in places]
        links = [link_words(within(match)) for head in heads if (match := BRACKETS.fullmatch(head))]
        behind = [piece for link in links if len(link) <= MAX_LINK_WORDS for piece in link]
        learnt = {word for word, times in Counter(behind).items() if times > 1}
        self.talk = TALK | learnt
        # `Anntalk`: where the page has that link in brackets too, it may stand right behind a name.
        self.behind_names = tuple(word for word in learnt | (TALK & {*behind}) if len(word) >= LEAST_BEHIND)
        self.signatures = [
            self._signature(head, alone=self._is_alone(place, text)) for head, place in zip(heads, places, strict=True)
        ]
        self.led = Led((one.lead, one.words) for one in self.signatures if one.words)
        self.endings = Counter(
            " ".join(one.words[-n:]).casefold() for one in self.signatures for n in range(1, len(one.words) + 1)
        )

    def author(self, one: Signature) -> str | None:
        """Give the name in a signature: one the page calls, else the words that most signatures with them share."""
        words = one.words
        if one.sure is not None or not words:
            return proper(one.sure)
        if one.behind is not None:
            return proper(begun(" ".join(words), one.behind, self.called, self.talk))
        if led := self.led.name(one.lead, words, self.called):
            return proper(led[0])
        # Right before the brackets of its links a name ends; without them a motto may follow it.
        runs = [
            (start, end)
            for start in range(len(words))
            for end in range(len(words), len(words) - 1 if one.bracketed else start, -1)
        ]
        for start, end in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
            if spelled := self.called.get(key_of(words[start:end])):
                return proper(spelled)
        if one.dashed:
            begins = [" ".join(words[:n]) for n in range(len(words), 0, -1)]
            name = next((name for name in begins if name.casefold() in self.addressed), begins[0])
        else:
            name = self._shared(one)
        return proper(self.numbered.get(key_of([name]), name))

    def tail(self, one: Signature, author: str | None) -> str:
        """Give what a signature is made of, to its end: the dash or the name, and the links behind it."""
        if one.sure is not None or one.dashed or not author:
            return one.tail
        if led := self.led.name(one.lead, one.words, self.called):
            return one.head[led[1] :]
        first = author.split()[0]
        begin = one.tail.casefold().rfind(first.casefold()[1:])
        return one.tail[begin - 1 :] if begin > 0 else ""

    def is_signature(self, one: Signature) -> bool:
        """Tell whether there is a name before a time: what ends a sentence or speaks of a time signs nothing."""
        if one.sure is not None or (one.words and (one.dashed or one.bracketed)):
            return True
        if one.ended or not one.words:
            return any(key_of(one.words[:n]) in self.called for n in range(1, len(one.words) + 1))
        return one.words[-1].casefold() not in SPEAKS_OF_TIME

    def _shared(self, one: Signature) -> str:
        words = one.words
        endings = [" ".join(words[-n:]) for n in range(len(words), 0, -1) if words[-n][0] != "("] or [" ".join(words)]
        best = max(self.endings[ending.casefold()] for ending in endings)
        if best > 1:
            return next(e for e in endings if self.endings[e.casefold()] >= max(2, LEAST_SHARED * best))
        if one.whole and len(words) <= MAX_WHOLE:
            return endings[0]
        named = len(words)
        while named and (not words[named - 1][:1].islower() or words[named - 1] in SMALL or named == len(words)):
            named -= 1
        while words[named] in SMALL and named < len(words) - 1:
            named += 1
        return " ".join(words[named:])

    def _signature(self, head: str, *, alone: bool) -> Signature:
        added = ADDED.search(head)
        if added:
            begin = max((match.start() for match in BREAK.finditer(head, 0, added.start()) if match["dash"]), default=0)
            return Signature(sure=added.group("name").strip(), tail=head[begin or added.start() :])
        whole = CALL.sub(r"\1", head)
        head, bracketed = self._unbracketed(whole)
        pieces, links = stretches(head), frozenset(link_words(BRACKET.sub(" ", whole[len(head) :])))
        found = [(piece, words) for piece in pieces[-MAX_PIECES_BACK:] if (words := self._words(piece.text, links))]
        if not found:
            return Signature(bracketed=bracketed)
        piece, words = found[-1]
        passed = len(found) > 1 and self._is_behind(piece, pieces, found[-2])
        if passed or (len(found) > 1 and is_motto(words, piece, *found[-2])):
            piece, words = found[-2]
        behind = None
        if not bracketed and (below := below_dash(found)) is not None:
            piece, words = found[below]
            behind = tuple(one.text.strip() for one in pieces[pieces.index(piece) + 1 :])
        address = next((word for word in words if ADDRESS.fullmatch(word)), None)
        linked = (
            bracketed
            or passed
            or any(self.talk.issuperset(link_words(one.text)) for one in pieces[pieces.index(piece) + 1 :])
        )
        # A link may be a picture of a telephone: signs alone are no words that follow the name.
        spoken = [one for one in pieces if any(map(str.isalnum, one.text))]
        ended = not linked and (piece is not spoken[-1] or ENDED.search(piece.text) is not None)
        # A hyphen between words of a sentence begins no signature: `thanks - and - enjoy!`
        dashed = piece.dashed and not (ENDED.search(piece.text) and HYPHEN.match(whole, piece.begin))
        return Signature(
            words=tuple(words[:MAX_NAME_WORDS] if piece.dashed else words[-MAX_NAME_WORDS:]),
            sure=address,
            dashed=dashed,
            bracketed=bracketed,
            ended=ended,
            whole=len(words) <= MAX_NAME_WORDS,
            tail=whole[piece.begin :],
            # Where time and name are one line, what stands above it was said before.
            lead=leads(pieces, pieces.index(piece), self._lead_words) if alone and not piece.dashed else (),
            head=whole,
            behind=behind,
        )

    def _is_behind(self, piece: Stretch, pieces: Sequence[Stretch], before: tuple[Stretch, Sequence[str]]) -> bool:
        """Tell whether the last words before a time follow links, or are a sentence that follows a name on its own line."""
        stretch, words = before
        between = pieces[pieces.index(stretch) + 1 : pieces.index(piece)]
        if between:
            linked = link_words(between[-1].text)
            return bool(linked) and self.talk.issuperset(linked) and "\n" not in between[-1].text
        return (
            ENDED.search(piece.text) is not None
            and ENDED.search(stretch.text) is None
            and not piece.dashed
            and len(piece.text.split()) <= MAX_NAME_WORDS
            and len(words) == 1
            and not words[0][:1].islower()
        )

    def _is_alone(self, place: int, text: Lettered) -> bool:
        """Tell whether the name is not on the time's line: nothing is, or words of links alone."""
        if not text.lines[place].runs_on or not place:
            return True
        linked = link_words(BRACKET.sub(" ", text.lines[place - 1].text))
        return self.talk.issuperset(word for word in linked if any(map(str.isalnum, word)))

    def _lead_words(self, piece: str) -> list[str]:
        return self._words(piece, frozenset())

    def _unbracketed(self, head: str) -> tuple[str, bool]:
        """Give what stands before the brackets of the links behind a name, and whether there are any."""
        stamp = timestamp_in(head)
        if stamp is not None and len(head) - stamp.end <= MAX_MOTTO:
            head = head[: stamp.start]
        bracketed = False
        for one in IN_BRACKETS.finditer(head, max(0, len(head) - MAX_MOTTO - BEFORE // 2)):
            if len(head) - one.end() <= MAX_MOTTO and one.start() and self.talk.issuperset(link_words(one.group(1))):
                head, bracketed = head[: one.start()], True
                break
        while match := BRACKETS.fullmatch(head):
            if bracketed and PART_OF_NAME.fullmatch(within(match)):
                break
            head, bracketed = match.group("head"), True
        return head, bracketed

    def _words(self, piece: str, links: frozenset[str]) -> list[str]:
        """Give the words that can be a name: up to the words of links behind it, without signs that are no letters."""
        piece = piece.lstrip()
        greeting = GREETING.match(piece)
        if greeting and piece[greeting.end() :][:1].isspace():
            piece = piece[greeting.end() :]
        words = [bare for word in SPACES.split(first_field(piece)) if (bare := bare_word(word))]
        kept: list[str] = []
        for word in words:
            # Names end with a small letter of their own (`Wim b`), links are written `T` there.
            if word.casefold() in self.talk and (len(word) > 1 or word.isupper()) and (kept or len(words) == 1):
                break
            kept.append(word)
        if kept and links.isdisjoint(self.behind_names):
            last = kept[-1]
            link = next(
                (one for one in self.behind_names if last.casefold().endswith(one) and len(last) > len(one) + 1), ""
            )
            kept[-1] = last[: len(last) - len(link)]
        return kept


def head_of(place: int, text: Lettered) -> str:
    """Give what stands before the time of a signature, as far as it can hold the name."""
    lines: list[str] = []
    length = 0
    for up in range(place - 1, max(-1, place - 1 - MAX_LINES_UP), -1):
        if text.letters[up] == "z" or length > BEFORE // 2:
            break
        if text.lines[up].trails:
            continue
        lines.append(text.lines[up].text[-BEFORE:])
        length += len(lines[-1])
    return "\n".join(reversed(lines))[-BEFORE:].strip()


def _called(joined: str) -> Iterator[str]:
    """Give the names that links to people's pages and pings spell."""
    for match in PAGE_OF.finditer(joined):
        if match.group(1).casefold() in USER:
            words = match.group(2).split()[:MAX_NAME_WORDS]
            # The name ends where the sentence goes on, which a small letter does not prove.
            ends = [n for n in range(1, len(words) + 1) if n == len(words) or words[n][:1].islower()]
            yield from (" ".join(words[:n]) for n in ends)
    for match in PING.finditer(joined):
        yield from LIST.split(match.group(1) or match.group(2) or match.group(3))


def _numbered(called: Iterable[str]) -> dict[str, str]:
    """Give the names that end with a number by what they are without, where no other is the same: `Ann` signs for `Ann98`."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in called:
        if (bare := name.rstrip("0123456789")) and bare != name:
            found[key_of([bare])].add(name)
    return {key: names.pop() for key, names in found.items() if len(names) == 1}
