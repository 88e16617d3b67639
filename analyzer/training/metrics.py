"""Measures scores against labels, with bootstrap intervals that draw whole groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DRAWS = 200
BINS = 10
_FLAT = 0.005
# The normal quantile of a 95 % interval.
_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with the 95 % interval of its bootstrap; not a number where it cannot be told."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Give the figure with its interval, two decimals."""
        return "–" if np.isnan(self.value) else f"{self.value:.2f} ({self.low:.2f}–{self.high:.2f})"  # noqa: RUF001


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one label fares on one set: counts, and figures of 0 to 1 at the threshold and without it.

    `brier` is the mean squared error of the probabilities; `calibration` the expected calibration error over ten bins.
    """

    label: str
    corpus: str
    examples: int
    positives: int
    precision: Interval
    recall: Interval
    f1: Interval
    average_precision: Interval
    auc: Interval
    brier: Interval
    calibration: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One label on one set, a place an example: what is true (1 or 0), the probability, whether it was flagged, the group."""

    answers: NDArray[np.int64]
    values: NDArray[np.float64]
    flagged: NDArray[np.bool_]
    groups: Sequence[str]

    def take(self, rows: NDArray[np.int64]) -> Scored:
        """Give some examples, each as often as its row is named."""
        groups: Sequence[str] = ()
        return Scored(answers=self.answers[rows], values=self.values[rows], flagged=self.flagged[rows], groups=groups)


def measure_outcome(scored: Scored, *, label: str, corpus: str, seed: int) -> Outcome:
    """Give a label's outcome on a set, its intervals from 200 draws of whole groups."""
    draws = draw_groups(scored.groups, seed=seed)

    def figure(of: Callable[[Scored], float]) -> Interval:
        return resample(lambda rows: of(scored.take(rows)), len(scored.answers), draws)

    return Outcome(
        label=label,
        corpus=corpus,
        examples=len(scored.answers),
        positives=int(scored.answers.sum()),
        precision=figure(lambda s: _ratio(s.answers[s.flagged].sum(), s.flagged.sum())),
        recall=figure(lambda s: _ratio(s.answers[s.flagged].sum(), s.answers.sum())),
        f1=figure(lambda s: _ratio(2 * s.answers[s.flagged].sum(), s.answers.sum() + s.flagged.sum())),
        average_precision=figure(lambda s: average_precision(s.answers, s.values)),
        auc=figure(lambda s: area_under_curve(s.answers, s.values)),
        brier=figure(lambda s: float(np.mean((s.values - s.answers) ** 2))),
        calibration=figure(lambda s: calibration_error(s.answers, s.values)),
    )


def resample(of: Callable[[NDArray[np.int64]], float], rows: int, draws: Sequence[NDArray[np.int64]]) -> Interval:
    """Give a figure over all rows, with the interval of the same figure over the draws in which it can be told."""
    told = [value for draw in draws if not np.isnan(value := of(draw))]
    low, high = np.percentile(told, [2.5, 97.5]) if told else (np.nan, np.nan)
    return Interval(value=of(np.arange(rows)), low=float(low), high=float(high))


def share_of(hits: NDArray[np.bool_], groups: Sequence[str]) -> Interval:
    """Give the share of hits with its Wilson interval, each group one trial; rows are, where all are of one group.

    Where all rows of a few hit, draws of them all say 1.00 to 1.00; Wilson's interval (1927) stays honest there.
    """
    if not len(hits):
        return Interval(value=float("nan"), low=float("nan"), high=float("nan"))
    share = float(hits.mean())
    trials = len(set(groups)) if len(set(groups)) > 1 else len(hits)
    centre = (share + _Z**2 / (2 * trials)) / (1 + _Z**2 / trials)
    half = _Z / (1 + _Z**2 / trials) * float(np.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2)))
    return Interval(value=share, low=max(0.0, min(share, centre - half)), high=min(1.0, max(share, centre + half)))


def average_precision(answers: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Give the average precision, ties counted together; not a number without positives."""
    if not answers.any():
        return float("nan")
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(values[order]) != 0, True))
    hits = np.cumsum(answers[order])[ends]
    return float(np.sum(np.diff(hits, prepend=0) * hits / (ends + 1)) / hits[-1])


def area_under_curve(answers: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Give the chance that a positive stands above a negative; not a number where one kind is missing."""
    positives = int(answers.sum())
    negatives = len(answers) - positives
    if not positives or not negatives:
        return float("nan")
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[answers == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(answers: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Give how far probabilities lie from shares on average, over ten bins of equal width."""
    bins = np.minimum((values * BINS).astype(int), BINS - 1)
    sizes = np.bincount(bins, minlength=BINS)
    gaps = np.abs(np.bincount(bins, values, BINS) - np.bincount(bins, answers, BINS))
    return float(gaps[sizes > 0].sum() / len(answers))


def best_threshold(answers: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Give the highest threshold whose F1 is within 0.005 of the best, half way to the next lower value; 0.5 without positives.

    The curve is flat at its top, and posts drawn for measuring hold more positives than a forum does: of two thresholds
    that do as well, the higher one costs a reviewer fewer false alarms.
    """
    if not answers.any():
        return 0.5
    order = np.argsort(-values, kind="stable")
    ranked = values[order]
    hits = np.cumsum(answers[order])
    scores = 2 * hits / (np.arange(1, len(ranked) + 1) + answers.sum())
    scores[np.append(np.diff(ranked) == 0, False)] = -1
    best = int(np.flatnonzero(scores >= scores.max() - _FLAT)[0])
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return round(float((ranked[best] + below) / 2), 4)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def draw_groups(groups: Sequence[str], *, seed: int) -> list[NDArray[np.int64]]:
    """Give the rows of 200 draws of groups with replacement, all rows of a group together."""
    _, places = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
    order = np.argsort(places, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(places))[:-1])
    chosen = np.random.default_rng(seed).integers(len(members), size=(_DRAWS, len(members)))
    return [np.concatenate([members[group] for group in draw]) for draw in chosen]
