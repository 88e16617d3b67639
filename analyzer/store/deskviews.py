"""What the review desk takes and gives: values with names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from analyzer.annotations import Rating, Review, Verdict
from analyzer.store.views import ScoredPost


class State(StrEnum):
    """Where a post stands: derived from reviews, claims and the log each time it is asked for."""

    UNSEEN = "unseen"
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    SECOND = "second"
    DISPUTED = "disputed"
    ESCALATED = "escalated"
    APPEALED = "appealed"
    SETTLED = "settled"


class Verb(StrEnum):
    """What can be done, as the log names it."""

    CLAIM = "claim"
    RELEASE = "release"
    REVIEW = "review"
    UNDO = "undo"
    SKIP = "skip"
    ESCALATE = "escalate"
    APPEAL = "appeal"
    GOLD = "gold"
    RULES = "rules"
    THRESHOLDS = "thresholds"
    IMPORT = "import"
    EXPORT = "export"
    LOGIN = "login"
    LOGOUT = "logout"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class PostId:
    """A post by the ids that the desk takes."""

    thread_id: str
    post_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """All that one click says of a post: a verdict a label, and by label the subtype and the policy that goes with it."""

    verdicts: Mapping[str, Verdict]
    subtypes: Mapping[str, str] = field(default_factory=dict, hash=False)
    policies: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That a post is one reviewer's until `expires_at`."""

    thread_id: str
    post_id: str
    reviewer: str
    taken_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One line of the log; `detail` never holds words of a post."""

    number: int
    at: datetime
    person: str
    verb: Verb
    thread_id: str | None
    post_id: str | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that happened to a post, oldest first, as far as the person who asks may know it."""

    state: State
    reviews: tuple[Review, ...]
    actions: tuple[Action, ...]
    claim: Claim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a gold post is for one label; told once the reviewer has said."""

    label: str
    verdict: Verdict
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which posts a queue is kept to; nothing set keeps all.

    `label` and `subtype` are those flagged; `low` and `high` bound the score of `label`, or of any flagged label.
    `since` and `until` are UTC days, both included. `language` is that of own words (ISO 639-1). Without `states` a
    queue holds what its person can work on.
    """

    label: str | None = None
    subtype: str | None = None
    thread_id: str | None = None
    author: str | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None
    low: float | None = None
    high: float | None = None
    states: tuple[State, ...] = ()


ALL = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A post in a queue, and why it stands there.

    To who may be its first or second reader a post is `UNSEEN` either way, and a gold post looks like any other.
    """

    post: ScoredPost
    state: State
    priority: float
    reason: str

    @property
    def thread_id(self) -> str:
        """The id of the post's thread."""
        return self.post.thread_id

    @property
    def post_id(self) -> str:
        """The id of the post within its thread."""
        return self.post.post.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """The ratings of some `posts`; `waiting` more were left out since they wait for a second reading.

    `is_cut` tells that there were older posts than could be given.
    """

    ratings: tuple[Rating, ...]
    posts: int
    waiting: int
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCount:
    """How a reviewer fared on one label of gold: `right` of `given`; `unsure` of the rest were no answer."""

    reviewer: str
    label: str
    given: int
    right: int
    unsure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPlace:
    """Where a post stands: its position as the forum counts it, and how many posts of its thread stand before it."""

    thread_id: str
    post_id: str
    title: str | None
    position: int
    index: int
