"""What is told of the model in force: values with names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from analyzer.annotations import ModelId, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What people finally said of one post and label, beside the score (0 to 1) that the model in force gives it.

    `judged_at` is the time of the reading that counts; `None` for the known answer of a gold post.
    """

    thread_id: str
    post_id: str
    label: str
    verdict: Verdict
    score: float
    judged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """The final verdicts of a team, the known answers of gold posts, and how many rows count for nothing, and why.

    `open_posts` wait for a lead, `unscored` verdicts are on posts or labels that this model has not scored, `withheld`
    ones on posts in a language that it was not tested in, `withdrawn` ones were taken back.
    """

    model: ModelId | None
    thresholds: Mapping[str, float] = field(hash=False)
    verdicts: tuple[Judgement, ...] = ()
    gold: tuple[Judgement, ...] = ()
    open_posts: int = 0
    unscored: int = 0
    withheld: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The thresholds of the model in force, those that it came with, and the labels whose threshold people have set."""

    in_force: Mapping[str, float] = field(hash=False)
    shipped: Mapping[str, float] = field(hash=False)
    by_hand: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A post that another threshold would give a label or take it from; `place` counts its thread's posts from 0."""

    thread_id: str
    thread_title: str | None
    post_id: str
    position: int
    place: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What another threshold of a label would do: how many posts change, and the first of them, nearest to the one in force.

    A lower threshold gives posts the label, a higher one takes it from them: never both.
    """

    label: str
    now: float
    then: float
    count: int
    posts: tuple[Moved, ...] = ()

    @property
    def gained(self) -> int:
        """How many posts would carry the label that do not today."""
        return self.count if self.then < self.now else 0

    @property
    def lost(self) -> int:
        """How many posts would no longer carry it."""
        return self.count if self.then > self.now else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfScores:
    """The scores of one label for the posts written on one UTC day: how many lie in each bin of `drifting.EDGES`.

    `over` counts those at or over the threshold in force, `total` is the sum of the scores.
    """

    label: str
    day: date
    bins: tuple[int, ...]
    over: int
    total: float

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return sum(self.bins)
