"""Measures the scores of one label on the final verdicts of a team: right and wrong, and how far probabilities hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.annotations import Verdict
from analyzer.training.curves import Bin, reliability_bins
from analyzer.training.metrics import BINS, Interval, Outcome, Scored, measure_outcome, share_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.store.modelviews import Judgement

# The intervals of the same verdicts are the same each time a page is shown.
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How many posts the model gave a label to and left without, by what people said of it."""

    hits: int
    false_alarms: int
    misses: int
    rejections: int

    @property
    def precision(self) -> float:
        """The share of the posts with the label that people gave it as well; not a number without any."""
        return _ratio(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """The share of the posts people gave the label that the model gave it as well; not a number without any."""
        return _ratio(self.hits, self.hits + self.misses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """The posts whose score lies in one bin, and the interval (Wilson's, 95 %) of the share that people gave the label."""

    bin: Bin
    share: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One label on the verdicts of a team; `outcome` is `None` where no verdict says yes or no.

    `unsure` verdicts are counted and left out of all else. Intervals draw whole threads, or posts where all are of one.
    """

    label: str
    confusion: Confusion
    unsure: int
    threads: int
    outcome: Outcome | None
    reliability: tuple[Reliability, ...] = ()


def decided(judgements: Sequence[Judgement], label: str) -> tuple[Judgement, ...]:
    """Give the verdicts on a label that say yes or no."""
    return tuple(one for one in judgements if one.label == label and one.verdict is not Verdict.UNSURE)


def confuse(judgements: Sequence[Judgement], label: str, *, threshold: float) -> Confusion:
    """Count verdicts of yes and no against the label as a threshold gives it."""
    of_label = decided(judgements, label)
    counted = {
        (is_yes, is_given): sum(
            (one.verdict is Verdict.YES) is is_yes and (one.score >= threshold) is is_given for one in of_label
        )
        for is_yes in (True, False)
        for is_given in (True, False)
    }
    return Confusion(
        hits=counted[True, True],
        false_alarms=counted[False, True],
        misses=counted[True, False],
        rejections=counted[False, False],
    )


def measure(judgements: Sequence[Judgement], label: str, *, threshold: float) -> Measured:
    """Measure one label at a threshold (0 to 1) on final verdicts."""
    of_label = decided(judgements, label)
    found = as_scored(of_label, threshold=threshold)
    return Measured(
        label=label,
        confusion=confuse(of_label, label, threshold=threshold),
        unsure=sum(one.label == label and one.verdict is Verdict.UNSURE for one in judgements),
        threads=len({one.thread_id for one in of_label}),
        outcome=measure_outcome(found, label=label, corpus="verdicts", seed=_SEED) if of_label else None,
        reliability=reliability(found.answers, found.values, found.groups),
    )


def as_scored(judgements: Sequence[Judgement], *, threshold: float) -> Scored:
    """Give verdicts of yes and no as arrays, a place a post, its group the thread, or the post where all are of one."""
    values = np.asarray([one.score for one in judgements], dtype=np.float64)
    threads = [one.thread_id for one in judgements]
    # Draws of one thread would all be the same, and their interval a claim of certainty.
    groups = threads if len(set(threads)) > 1 else [str(place) for place in range(len(threads))]
    return Scored(
        answers=np.asarray([one.verdict is Verdict.YES for one in judgements], dtype=np.int64),
        values=values,
        flagged=values >= threshold,
        groups=groups,
    )


def reliability(
    answers: NDArray[np.int64], values: NDArray[np.float64], groups: Sequence[str]
) -> tuple[Reliability, ...]:
    """Give the share of yes in ten bins of the score, each with its interval; empty bins are left out."""
    return tuple(_with_interval(one, answers, values, groups) for one in reliability_bins(answers, values))


def _with_interval(
    one: Bin, answers: NDArray[np.int64], values: NDArray[np.float64], groups: Sequence[str]
) -> Reliability:
    rows = np.flatnonzero(np.minimum((values * BINS).astype(int), BINS - 1) == round(one.low * BINS))
    return Reliability(bin=one, share=share_of(answers[rows] == 1, [groups[row] for row in rows.tolist()]))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
