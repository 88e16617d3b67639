"""Tells how scores and their agreement with people change from week to week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from scipy.special import chdtri

from analyzer.annotations import Verdict
from analyzer.measuring.verdicts import decided
from analyzer.store.modelviews import DayOfScores, Judgement
from analyzer.training.metrics import Interval, share_of

# With fewer posts in the first weeks chance alone gives an index near 0.1: ten free bins x (1/200 + 1/200).
LEAST_REFERENCE = 200
# What a chart still shows apart; two years.
MOST_WEEKS = 104
# Below the first a shift is called small, above the second large: Siddiqi, Credit Risk Scorecards (2006).
SMALL_SHIFT, LARGE_SHIFT = 0.1, 0.25
# Added to each bin, so that one without posts has a logarithm.
_HALF_A_POST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfScores:
    """The scores of a label for the posts written in a week from its Monday (UTC).

    `over` is the share at or over the threshold, `mean` the mean score. `shift` is the population stability index against
    the first weeks, and `chance` what it exceeds once in twenty weeks where nothing has changed; both are `None` in the
    first weeks themselves.
    """

    start: date
    posts: int
    over: float
    mean: float
    shift: float | None = None
    chance: float | None = None

    @property
    def is_shifted(self) -> bool:
        """Whether the shift is more than small and more than chance."""
        return self.shift is not None and self.chance is not None and self.shift > max(self.chance, SMALL_SHIFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfVerdicts:
    """Final verdicts of yes and no on a label in a week from its Monday (UTC).

    `agreement` is the share on which the model says the same, `confirmed` the share of its labels that people confirm;
    both with Wilson's interval.
    """

    start: date
    verdicts: int
    agreement: Interval
    given: int
    confirmed: Interval


def weeks_of_scores(days: Iterable[DayOfScores], label: str) -> tuple[WeekOfScores, ...]:
    """Give the weeks of a label, each against the first weeks that hold 200 posts; the latest 104 where there are more."""
    sums: dict[date, list[DayOfScores]] = {}
    for day in days:
        if day.label == label:
            sums.setdefault(monday(day.day), []).append(day)
    weeks = dict(sorted(sums.items()))
    first = _first_weeks(weeks)
    reference = np.sum([day.bins for start in first for day in weeks[start]], axis=0)
    return tuple(_week(start, found, None if start in first else reference) for start, found in weeks.items())[
        -MOST_WEEKS:
    ]


def weeks_of_verdicts(judgements: Sequence[Judgement], label: str, *, threshold: float) -> tuple[WeekOfVerdicts, ...]:
    """Give how far the model and final verdicts agree by the week of the verdict; the latest 104 weeks at most."""
    weeks: dict[date, list[Judgement]] = {}
    for one in decided(judgements, label):
        if one.judged_at is not None:
            weeks.setdefault(monday(utc_day(one.judged_at)), []).append(one)
    return tuple(_agreement(start, found, threshold) for start, found in sorted(weeks.items()))[-MOST_WEEKS:]


def stability_index(reference: np.ndarray, counts: np.ndarray) -> float:
    """Give the population stability index of counts in bins against others: the sum of (p - q) x ln(p / q).

    Siddiqi, Credit Risk Scorecards (2006), after Lewis, An Introduction to Credit Scoring (1994).
    """
    before, after = ((each + _HALF_A_POST) / (each.sum() + _HALF_A_POST * len(each)) for each in (reference, counts))
    return float(np.sum((after - before) * np.log(after / before)))


def chance_bound(reference: int, posts: int, *, bins: int) -> float:
    """Give what the index exceeds once in twenty times where both samples come from the same scores.

    The index is then distributed as chi-squared with one degree of freedom less than bins, times the sum of 1/n of both
    samples: Yurdakul and Naranjo, Journal of Risk Model Validation 14 (2020).
    """
    return float(chdtri(bins - 1, 0.05) * (1 / reference + 1 / posts))


def monday(day: date) -> date:
    """Give the Monday of a day's week."""
    # The first days of the year 1 have no Monday before them.
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def utc_day(at: datetime) -> date:
    """Give the UTC day of a time."""
    return at.astimezone(UTC).date()


def _first_weeks(weeks: Mapping[date, Sequence[DayOfScores]]) -> frozenset[date]:
    """Give the weeks that others are held against: the first ones that hold enough posts, or all there are."""
    first: list[date] = []
    posts = 0
    for start, found in weeks.items():
        if posts >= LEAST_REFERENCE:
            break
        first.append(start)
        posts += sum(day.posts for day in found)
    return frozenset(first)


def _week(start: date, days: Sequence[DayOfScores], reference: np.ndarray | None) -> WeekOfScores:
    counts = np.sum([day.bins for day in days], axis=0)
    posts = int(counts.sum())
    shift = chance = None
    if reference is not None:
        shift = stability_index(reference, counts)
        chance = chance_bound(int(reference.sum()), posts, bins=len(counts))
    over, total = sum(day.over for day in days), sum(day.total for day in days)
    return WeekOfScores(start=start, posts=posts, over=over / posts, mean=total / posts, shift=shift, chance=chance)


def _agreement(start: date, found: Sequence[Judgement], threshold: float) -> WeekOfVerdicts:
    given = [one for one in found if one.score >= threshold]
    return WeekOfVerdicts(
        start=start,
        verdicts=len(found),
        agreement=_share(found, [(one.verdict is Verdict.YES) == (one.score >= threshold) for one in found]),
        given=len(given),
        confirmed=_share(given, [one.verdict is Verdict.YES for one in given]),
    )


def _share(found: Sequence[Judgement], hits: Sequence[bool]) -> Interval:
    return share_of(np.asarray(hits, dtype=np.bool_), [one.thread_id for one in found])
