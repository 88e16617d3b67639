"""Threads as read from a scrape: who wrote which words, in order, immutable from here on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

NO_CARD: Mapping[str, str] = MappingProxyType({})


class SegmentKind(StrEnum):
    """Whose words a stretch of a post is made of."""

    OWN = "own"
    QUOTE = "quote"
    ARTICLE = "article"
    LINK = "link"
    CODE = "code"
    SIGNATURE = "signature"


class Found(StrEnum):
    """How a quote's source was found.

    `MARKUP`: the forum's own marks say all that is known of it (also when they name no post);
    `MATCHED`: the source post was found by comparing the quoted words with earlier posts.
    """

    MARKUP = "markup"
    MATCHED = "matched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Words that an author reports of somebody: from `start` to `end` (not included), in code points of the segment's text.

    The quotation marks are left out. `speaker` is who is said to speak, as the text names him (`Wang Wenbin`, `he`).
    """

    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a post with one origin; the segments of a post in order are its whole visible text.

    `author`, `post_id` and `created_at` are those of the quoted words, `None` where the page does not say.
    `text` is empty only for a quote without words of its own: a picture, or nothing but another quote.
    `depth` is the number of quote boxes the words stand in: 0 for own words, 1 in a quote, 2 in a quote within it.
    `similarity` (0 to 1) is given for quotes found by matching. `thread_id` is that of the quoted post where the page
    says that it is another thread's: `post_id` is then no post of this one. Two segments that differ in it alone are equal.
    `similarity` (0 to 1) is given for quotes found by matching. Own words have a `language` (ISO 639-1, `und` where they
    are too few to tell), and `reported` says what of them is speech reported of others.
    """

    kind: SegmentKind
    text: str
    author: str | None = None
    post_id: str | None = None
    found: Found | None = None
    depth: int = 0
    created_at: datetime | None = None
    similarity: float | None = None
    thread_id: str | None = field(default=None, compare=False)
    language: str | None = None
    reported: tuple[Reported, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post: who wrote it, when, what it answers, and its words by origin.

    `id` is unique within its thread; the forum's own id where there is one. `position` counts from 1 in the order
    of the thread. `card` is what the page says of the author (role, joined, messages, country), as label and value.
    `created_at` is aware UTC, or `None` where the page does not say.
    """

    id: str
    position: int
    author: str | None
    created_at: datetime | None = None
    reply_to: str | None = None
    segments: tuple[Segment, ...] = ()
    card: Mapping[str, str] = field(default_factory=lambda: NO_CARD, hash=False)

    @property
    def own(self) -> str:
        """The author's own words: the own segments in order, a blank line between two."""
        return "\n\n".join(s.text for s in self.segments if s.kind is SegmentKind.OWN)

    @property
    def quotes(self) -> tuple[Segment, ...]:
        """The quote segments in order, nested ones included."""
        return tuple(s for s in self.segments if s.kind is SegmentKind.QUOTE)

    @property
    def text(self) -> str:
        """The whole visible text: all segments in order, a blank line between two."""
        return "\n\n".join(s.text for s in self.segments if s.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read: what, where, and what to do about it."""

    what: str
    where: str
    remedy: str

    def __str__(self) -> str:
        """Give the problem as one sentence."""
        return f"{self.where}: {self.what}; {self.remedy}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One discussion as read from a scrape.

    `id` is `host/native-id` where the page gives both, else made from what the page does give, so that reading the
    same scrape twice gives the same id. `engine` is the forum software. `source` names the scrape it was read from.
    """

    id: str
    title: str | None
    engine: str
    source: str
    posts: tuple[Post, ...]
    url: str | None = None
    problems: tuple[Problem, ...] = ()
