"""Pseudonyms for authors: the same name gets the same one in every export, and only the key leads back."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from analyzer.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# 10 hex digits are 40 bits: among 100,000 authors two share a pseudonym with a chance of 0.5 %.
_DIGITS = 10
_SHORTEST_KEY = 16
# Tokens of a name that is looked for in text; forums allow names of some 50 characters. It bounds the work a token.
_LONGEST_NAME = 32
# A bare word shorter than this is no name: an author "A" must not cost every "A" of a text.
_SHORTEST_BARE = 3

# A word, a run of blanks, or any other character. Scripts written without blanks go character by character, so that
# a name is found in the middle of a sentence.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|[^\w\s]")
_UNSPACED_CHARACTER = re.compile(rf"[{_UNSPACED}]")
# What forums write behind the name of the one who is quoted.
_SAYS = frozenset({"said", "says", "wrote", "writes", "posted", "schrieb", "escribió", "dijo", "écrit", "napisał"})


@dataclass(slots=True)
class _Node:
    """A step on the way through the names, token by token."""

    steps: dict[str, _Node] = field(default_factory=dict)
    is_end: bool = False

    def put(self, tokens: Iterable[str]) -> None:
        """Add a name."""
        node = self
        for token in tokens:
            node = node.steps.setdefault(token, _Node())
        node.is_end = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The names to look for: as they are spelled, and in any letter case."""

    spelled: _Node
    folded: _Node


class Pseudonyms:
    """Pseudonyms made with a secret key (HMAC-SHA256).

    Raises:
        DataError: The key is shorter than 16 bytes.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            raise DataError(
                f"the key has {len(key)} bytes",
                where="pseudonyms",
                remedy=f"give at least {_SHORTEST_KEY} random bytes",
            )
        self._key = key

    @overload
    def of(self, author: str) -> str: ...
    @overload
    def of(self, author: None) -> None: ...
    @overload
    def of(self, author: str | None) -> str | None: ...

    def of(self, author: str | None) -> str | None:
        """Give the pseudonym of an author, such as `author-3f9a1c2b7d`; `None` stays `None`.

        Letter case, blanks around and the way accents are encoded make no difference.
        """
        if author is None:
            return None
        name = " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", author).casefold()).split())
        digest = hmac.new(self._key, name.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"author-{digest.hexdigest()[:_DIGITS]}"

    @overload
    def mask(self, text: str, authors: Iterable[str]) -> str: ...
    @overload
    def mask(self, text: None, authors: Iterable[str]) -> None: ...
    @overload
    def mask(self, text: str | None, authors: Iterable[str]) -> str | None: ...

    def mask(self, text: str | None, authors: Iterable[str]) -> str | None:
        """Give the text with the pseudonyms of `authors` in place of their names; `None` stays `None`.

        Behind `@` or `posted by` and before `said:`, `wrote:` and the like a name counts in any letter case; elsewhere as whole words,
        as it is spelled, from three characters on. The longest name at a place wins. The time is linear in the text.
        Nicknames, misspellings and names that are not in `authors` stay.
        """
        return None if text is None else self._masked(text, _names(frozenset(authors)))

    def _masked(self, text: str, names: _Names) -> str:
        tokens: list[str] = _TOKEN.findall(text)
        done: list[str] = []
        place = 0
        while place < len(tokens):
            end = _name_end(tokens, place, names)
            if end is None:
                done.append(tokens[place])
                place += 1
            else:
                done.append(self.of("".join(tokens[place:end])))
                place = end
        return "".join(done)


# The authors of a thread are the same for its posts, one after the other.
@lru_cache(maxsize=4)
def _names(authors: frozenset[str]) -> _Names:
    names = _Names(spelled=_Node(), folded=_Node())
    for author in authors:
        for spelling in {author, unicodedata.normalize("NFC", author), unicodedata.normalize("NFD", author)}:
            tokens = [_blank(token) for token in _TOKEN.findall(spelling.strip())]
            if 0 < len(tokens) <= _LONGEST_NAME:
                names.spelled.put(tokens)
                names.folded.put(token.casefold() for token in tokens)
    return names


def _name_end(tokens: Sequence[str], start: int, names: _Names) -> int | None:
    """Give the place behind the longest name that starts at a token, or `None`."""
    spelled: _Node | None = names.spelled
    folded: _Node | None = names.folded
    is_addressed = _is_addressed(tokens, start)
    length = 0
    found: int | None = None
    # At most `_LONGEST_NAME` steps, for no name is longer.
    for place in range(start, len(tokens)):
        token = _blank(tokens[place])
        folded = folded.steps.get(token.casefold()) if folded else None
        if folded is None:
            break
        spelled = spelled.steps.get(token) if spelled else None
        length += len(token)
        is_spelled = spelled is not None and spelled.is_end
        is_bare = is_spelled and (length >= _SHORTEST_BARE or _UNSPACED_CHARACTER.match(token) is not None)
        if is_bare or (folded.is_end and (is_addressed or _speaks(tokens, place + 1))):
            found = place + 1
    return found


def _is_addressed(tokens: Sequence[str], start: int) -> bool:
    before = "".join(tokens[max(start - 4, 0) : start])
    return before.endswith("@") or before.rstrip().casefold().endswith("posted by")


def _speaks(tokens: Sequence[str], end: int) -> bool:
    behind = [token.casefold() for token in tokens[end : end + 2] if not token.isspace()]
    return bool(behind) and behind[0] in _SAYS


def _blank(token: str) -> str:
    return " " if token.isspace() else token
