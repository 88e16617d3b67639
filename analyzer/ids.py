"""Ids made from what a page says, for pages that give none of their own: the same words give the same id."""

from __future__ import annotations

import hashlib


def digest(*parts: str | None) -> str:
    """Give 12 hex digits that depend on the parts' words, not on their white space."""
    text = "\x1f".join(" ".join((part or "").split()) for part in parts)
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:12]


class FreshIds:
    """Gives each post of a thread an id of its own: the second `+1` of one author is a post too, with `-2` at its id's end.

    How often an id was asked for is kept, so that many posts with the same words take linear time.
    """

    def __init__(self) -> None:
        self._asked: dict[str, int] = {}

    def of(self, wanted: str) -> str:
        """Give the id itself the first time, then with the first number behind it that makes it another."""
        fresh, count = wanted, self._asked.get(wanted, 0)
        while fresh in self._asked:
            count += 1
            fresh = f"{wanted}-{count}"
        self._asked[wanted] = max(count, 1)
        self._asked.setdefault(fresh, 1)
        return fresh
