"""What is said about posts: examples for a classifier, the scores it gives, and the reviews that people give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a classifier sees of a post: its own words, and what they answer (quoted or parent's words, or empty)."""

    id: str
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelId:
    """Which model gave a score: `hash` is the first 12 hex digits of the SHA-256 of its files."""

    name: str
    version: str
    hash: str

    def __str__(self) -> str:
        """Give the id as `name-version-hash`."""
        return f"{self.name}-{self.version}-{self.hash}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of an example's text that carried a label: code points, and how far its logit falls without it."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one segment that carried a label: code points into the segment's text, `weight` as of a `Stretch`."""

    segment: int
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How likely a label is for a post's own words: `value` is a calibrated probability, 0 to 1, never a fact."""

    post_id: str
    label: str
    value: float
    model: ModelId
    subtype: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """All scores of one example by one model, a row a label.

    `labels` are the names of those whose value reaches the model's threshold, in the order of `analyzer.labels`.
    `unsupported` is the language of the words (ISO 639-1) where the model was not tested in it: then no label is given,
    unless asked for.
    """

    id: str
    scores: tuple[Score, ...]
    labels: tuple[str, ...]
    model: ModelId
    unsupported: str | None = None

    @property
    def values(self) -> Mapping[str, float]:
        """Label names with their probability, 0 to 1."""
        return {score.label: score.value for score in self.scores}


class Verdict(StrEnum):
    """What a person says of one post and one label."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Reading(StrEnum):
    """What kind of look at a post a review comes from; one of `GOLD` tries the reviewer and changes nothing of the post."""

    FIRST = "first"
    SECOND = "second"
    LEAD = "lead"
    APPEAL = "appeal"
    GOLD = "gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person said of one post and one label; never changed, at most withdrawn by a later row.

    `model` and `score` are what the reviewer saw (`None` where the label was not scored), `seconds` the time from claim
    to verdict (`None` without a claim), `withdrawn_at` when it was undone.
    """

    post_id: str
    thread_id: str
    label: str
    verdict: Verdict
    reviewer: str
    created_at: datetime
    reading: Reading
    subtype: str | None = None
    note: str | None = None
    policy: str | None = None
    model: ModelId | None = None
    score: float | None = None
    seconds: float | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A review as one of several readings to compare: `flagged` is whether the model in force gives the label today.

    `flagged` is `None` where that model has not scored the label, or its labels are withheld for the language.
    """

    thread_id: str
    post_id: str
    label: str
    reviewer: str
    verdict: Verdict
    reading: Reading
    created_at: datetime
    flagged: bool | None = None
