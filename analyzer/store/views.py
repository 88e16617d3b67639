"""What the store gives back: values with names, ready to show or export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from analyzer.annotations import Scoring
from analyzer.thread import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an import changed: reading the same scrape twice gives zeros the second time.

    `changed` names the posts that were known with another author or other words; they stay as first kept.
    """

    threads: int = 0
    posts: int = 0
    scores: int = 0
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows of each kind the store holds; `scorings` counts a post once for each model that scored it."""

    threads: int
    scrapes: int
    posts: int
    segments: int
    authors: int
    models: int
    scorings: int
    scores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPost:
    """A stored post with the scores of the model in force; `scoring` is `None` while it has not been scored."""

    thread_id: str
    thread_title: str | None
    source: str
    engine: str
    post: Post
    scoring: Scoring | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSummary:
    """A stored thread in one row; `flagged` counts its posts per label, `flagged_posts` those with any label."""

    id: str
    title: str | None
    url: str | None
    engine: str
    source: str
    imported_at: datetime
    posts: int
    flagged_posts: int
    flagged: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorSummary:
    """An author over all threads of one `host`; `flagged_posts` counts posts with any label that is no signal."""

    author: str
    posts: int
    flagged_posts: int
    flagged: Mapping[str, int]
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCount:
    """How many scored posts a label was given to, and their share of the scored posts (0 to 1)."""

    label: str
    flagged: int
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Posts written on one UTC day, and how many of them were flagged per label."""

    day: date
    posts: int
    flagged: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole store at a glance; `undated` counts posts without a date, which no day of `timeline` holds."""

    threads: int
    posts: int
    authors: int
    scored: int
    undated: int
    labels: tuple[LabelCount, ...]
    timeline: tuple[DayCount, ...]
    top_threads: tuple[ThreadSummary, ...]
    top_authors: tuple[AuthorSummary, ...]
    models: tuple[str, ...]
