"""Fits the second step: logistic regression over what the heads say of own words and of what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from analyzer.classifiers.judge import Judge, measure
from analyzer.classifiers.linear import CONTEXT_LENGTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.classifiers.terms import TermTable
    from analyzer.training.samples import Sample

_BATCH = 1000
# The inverse of the regularisation; measures have a deviation of 1. On the held-out folds 0.02 to 0.1 were alike and
# 0.5 worse. Words of short answers crossed with their context were tried as further columns and gave nothing.
_STRENGTH = 0.05


def measure_all(samples: Sequence[Sample], table: TermTable) -> NDArray[np.float32]:
    """Give the measures of samples, a row a sample, by the heads of a table."""
    parts = []
    for start in range(0, len(samples), _BATCH):
        batch = samples[start : start + _BATCH]
        own = table.read([sample.text for sample in batch])
        context = table.read([sample.context[-CONTEXT_LENGTH:] for sample in batch])
        parts.append(measure(own, context))
    return np.concatenate(parts)


def fit_judge(measured: NDArray[np.float32], samples: Sequence[Sample], labels: tuple[str, ...]) -> Judge:
    """Fit the second step, not calibrated yet: slopes are 1 and offsets 0."""
    centre = measured.mean(axis=0)
    spread = measured.std(axis=0)
    spread = np.where(spread > 1e-6, spread, 1.0)  # noqa: PLR2004 - a column that never changes stays 0
    columns = (measured - centre) / spread
    weights = np.zeros((columns.shape[1], len(labels)))
    bias = np.zeros(len(labels))
    for place, label in enumerate(labels):
        known = np.asarray([row for row, sample in enumerate(samples) if label in sample.labels], dtype=np.int64)
        truth = np.asarray([samples[row].labels[label] for row in known])
        counted = np.asarray([samples[row].weight for row in known])
        if len(set(truth.tolist())) < 2:  # noqa: PLR2004 - yes and no
            bias[place] = -3.0
            continue
        head = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=300, random_state=0)
        head.fit(columns[known], truth, sample_weight=counted)
        weights[:, place], bias[place] = head.coef_[0], head.intercept_[0]
    weights /= spread[:, None]
    return Judge(
        labels=labels,
        bias=(bias - centre @ weights).astype(np.float32),
        weights=weights.astype(np.float32),
        slopes=np.ones(len(labels), dtype=np.float32),
        offsets=np.zeros(len(labels), dtype=np.float32),
    )


def platt(logits: NDArray[np.float64], answers: NDArray[np.int64], *, is_smoothed: bool = False) -> tuple[float, float]:
    """Give slope and offset that turn logits into probabilities; the slope stays positive, so the order stays.

    With `is_smoothed` the targets are (yes + 1) / (yes + 2) and 1 / (no + 2) instead of 1 and 0 (Platt 1999, section
    2.2): a few answers that a threshold happens to part cleanly then make no slope without end.
    """
    if len(set(answers.tolist())) < 2:  # noqa: PLR2004 - yes and no
        return 1.0, 0.0
    rows, truth, weights = logits[:, None], answers, np.ones(len(answers))
    if is_smoothed:
        yes = int(answers.sum())
        targets = np.where(answers == 1, (yes + 1) / (yes + 2), 1 / (len(answers) - yes + 2))
        # A target between 0 and 1 is the same row once as a yes and once as a no, weighted so.
        rows = np.concatenate([rows, rows])
        truth = np.concatenate([np.ones_like(answers), np.zeros_like(answers)])
        weights = np.concatenate([targets, 1 - targets])
    fitted = LogisticRegression(C=1e4, solver="lbfgs", max_iter=500).fit(rows, truth, sample_weight=weights)
    return max(float(fitted.coef_[0, 0]), 0.05), float(fitted.intercept_[0])
