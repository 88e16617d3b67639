"""Fits the calibration of one label anew to the verdicts of a team, and says what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from analyzer.annotations import Verdict
from analyzer.measuring.verdicts import Reliability, as_scored, decided, reliability
from analyzer.store.modelviews import Judgement
from analyzer.training.answers import platt
from analyzer.training.metrics import Interval, Scored, calibration_error, draw_groups, resample

# Ten verdicts of the rarer kind for each number that is fitted, and Platt scaling fits two (ten events per variable:
# Peduzzi and others, Journal of Clinical Epidemiology 49, 1996).
LEAST_VERDICTS = 20
# Each fold needs a thread of its own with a yes and one with a no.
FOLDS = 5
# Scores of 0 and 1 have no log-odds: they count as the nearest that the classifiers give.
_LEAST_SCORE = 1e-5
# What `platt` gives where a higher score goes with fewer yes: there is no order to keep.
_NO_SLOPE = 0.05
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How calibrated probabilities are: Brier score and expected calibration error (0 to 1, less is better), and bins."""

    brier: float
    error: float
    reliability: tuple[Reliability, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """A label's new calibration: the log-odds of a score times `slope` plus `offset`.

    `after` is measured on posts of threads that the fit did not see. `change` is the Brier score after less that before,
    with its interval: below 0 is better. `equivalent` is the score (0 to 1) whose new probability is the threshold in
    force. `lowest` and `highest` bound the scores that people judged: beyond them the fit is a guess.
    """

    label: str
    slope: float
    offset: float
    before: Fit
    after: Fit
    change: Interval
    threshold: float
    equivalent: float
    verdicts: int
    threads: int
    lowest: float
    highest: float

    @property
    def is_better(self) -> bool:
        """Whether probabilities of unseen threads are better by more than chance."""
        return self.change.high < 0

    @property
    def is_within(self) -> bool:
        """Whether the equivalent threshold lies among scores that people have judged."""
        return self.lowest <= self.equivalent <= self.highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why the calibration of a label cannot be fitted: a sentence."""

    label: str
    why: str


def refit(judgements: Sequence[Judgement], label: str, *, threshold: float) -> Refit | Refusal:
    """Fit a label's calibration to verdicts by Platt scaling, measured across five folds of whole threads."""
    of_label = decided(judgements, label)
    if (why := _lacking(of_label)) is not None:
        return Refusal(label=label, why=why)
    found = as_scored(of_label, threshold=threshold)
    slope, offset = platt(log_odds(found.values), found.answers, is_smoothed=True)
    if slope <= _NO_SLOPE:
        why = "On these verdicts a higher score goes with no more yes than a lower one: no calibration can mend that."
        return Refusal(label=label, why=why)
    unseen = _across_folds(found)
    draws = draw_groups(found.groups, seed=_SEED)
    errors = (unseen - found.answers) ** 2 - (found.values - found.answers) ** 2
    return Refit(
        label=label,
        slope=slope,
        offset=offset,
        before=_fit(found, found.values),
        after=_fit(found, unseen),
        change=resample(lambda rows: float(errors[rows].mean()), len(errors), draws),
        threshold=threshold,
        equivalent=equivalent(threshold, slope=slope, offset=offset),
        verdicts=len(of_label),
        threads=len({one.thread_id for one in of_label}),
        lowest=float(found.values.min()),
        highest=float(found.values.max()),
    )


def calibrated(values: np.ndarray, *, slope: float, offset: float) -> np.ndarray:
    """Give the new probabilities of scores; their order stays."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds(values) * slope + offset, -30, 30))))


def equivalent(threshold: float, *, slope: float, offset: float) -> float:
    """Give the score whose new probability is a threshold, to four digits."""
    odds = (float(log_odds(np.asarray([threshold]))[0]) - offset) / slope
    return round(float(1 / (1 + np.exp(-np.clip(odds, -30, 30)))), 4)


def log_odds(values: np.ndarray) -> np.ndarray:
    """Give the log-odds of scores, those of 0 and 1 as of the nearest that have some."""
    sure = np.clip(values, _LEAST_SCORE, 1 - _LEAST_SCORE)
    return np.asarray(np.log(sure / (1 - sure)))


def _across_folds(found: Scored) -> np.ndarray:
    """Give each post the probability of a calibration that was fitted on other threads."""
    unseen = np.zeros(len(found.values))
    odds = log_odds(found.values)
    for seen, held in StratifiedGroupKFold(n_splits=FOLDS).split(odds, found.answers, found.groups):
        slope, offset = platt(odds[seen], found.answers[seen], is_smoothed=True)
        unseen[held] = calibrated(found.values[held], slope=slope, offset=offset)
    return unseen


def _fit(found: Scored, values: np.ndarray) -> Fit:
    return Fit(
        brier=float(np.mean((values - found.answers) ** 2)),
        error=calibration_error(found.answers, values),
        reliability=reliability(found.answers, values, found.groups),
    )


def _lacking(of_label: Sequence[Judgement]) -> str | None:
    """Give the sentence that says how many verdicts are missing, or `None` where there are enough."""
    for verdict in (Verdict.YES, Verdict.NO):
        threads = [one.thread_id for one in of_label if one.verdict is verdict]
        if len(threads) < LEAST_VERDICTS or len(set(threads)) < FOLDS:
            return (
                f"Needs at least {LEAST_VERDICTS} verdicts of yes and {LEAST_VERDICTS} of no, each from {FOLDS} threads "
                f"or more; of {verdict.value} there are {len(threads)} from {len(set(threads))}."
            )
    return None
