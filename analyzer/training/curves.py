"""Takes from scores the numbers that the plots of an evaluation show: precision over recall, and reliability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.training.metrics import BINS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.training.metrics import Scored

# The curve of many posts has as many points; a plot shows no more than these, and a reader needs every tenth.
_POINTS = 101


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What flagging from a probability upward gives."""

    threshold: float
    recall: float
    precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The posts whose probability lies between two bounds: how many, their mean probability, the share with the label."""

    low: float
    high: float
    posts: int
    mean: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One label's precision over recall, the point at its threshold, and its reliability in ten bins; empty bins left out."""

    label: str
    at_threshold: Point
    points: tuple[Point, ...]
    bins: tuple[Bin, ...]


def trace(scored: Scored, *, label: str, threshold: float) -> Curve | None:
    """Give the curve of a label over all of its posts, or None where no post has the label."""
    if not scored.answers.any():
        return None
    flagged = int(scored.flagged.sum())
    hits = int(scored.answers[scored.flagged].sum())
    at = Point(
        threshold=threshold,
        recall=hits / int(scored.answers.sum()),
        precision=hits / flagged if flagged else float("nan"),
    )
    points = _points(scored.answers, scored.values)
    return Curve(label=label, at_threshold=at, points=points, bins=reliability_bins(scored.answers, scored.values))


def _points(answers: NDArray[np.int64], values: NDArray[np.float64]) -> tuple[Point, ...]:
    """Give the points of the curve by falling threshold, evenly spread over recall where there are too many."""
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(values[order]) != 0, True))
    hits = np.cumsum(answers[order])[ends]
    recall, precision = hits / hits[-1], hits / (ends + 1)
    kept = np.arange(len(ends))
    if len(ends) > _POINTS:
        kept = np.unique(np.searchsorted(recall, np.linspace(recall[0], 1, _POINTS)))
    return tuple(
        Point(threshold=float(values[order][ends[i]]), recall=float(recall[i]), precision=float(precision[i]))
        for i in kept
    )


def reliability_bins(answers: NDArray[np.int64], values: NDArray[np.float64]) -> tuple[Bin, ...]:
    """Give the mean probability and the share with the label in ten bins of equal width, empty ones left out."""
    places = np.minimum((values * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(
            low=place / BINS,
            high=(place + 1) / BINS,
            posts=int((places == place).sum()),
            mean=float(values[places == place].mean()),
            share=float(answers[places == place].mean()),
        )
        for place in np.unique(places).tolist()
    )
