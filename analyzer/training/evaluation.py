"""Measures a classifier on labelled examples, per label and per set, and renders the outcome."""

from __future__ import annotations

import json as plain_json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.annotations import Example, ModelId
from analyzer.errors import DataError
from analyzer.training.metrics import Outcome, Scored, measure_outcome
from analyzer.training.samples import Sample, read_samples

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier

ALL = "all"
_COLUMNS = ("precision", "recall", "f1", "average_precision", "auc", "brier", "calibration")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The outcomes of a model, a row a label and set; the set `all` joins the others."""

    model: ModelId
    thresholds: Mapping[str, float]
    outcomes: tuple[Outcome, ...]

    def table(self) -> str:
        """Give the outcomes as a table of plain text, figures with their 95 % intervals."""
        head = ("label", "set", "examples", "positives", *(column.replace("_", " ") for column in _COLUMNS))
        rows = [
            (
                each.label,
                each.corpus,
                str(each.examples),
                str(each.positives),
                *(str(getattr(each, c)) for c in _COLUMNS),
            )
            for each in self.outcomes
        ]
        widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)]
        thresholds = ", ".join(f"{label} {value:.3f}" for label, value in self.thresholds.items())
        return "\n".join([f"model {self.model}; thresholds: {thresholds}", *(line.rstrip() for line in lines)])

    def json(self) -> str:
        """Give the outcomes as JSON; figures that cannot be told are null."""
        value = {
            "model": str(self.model),
            "thresholds": dict(self.thresholds),
            "outcomes": [_without_nan(asdict(each)) for each in self.outcomes],
        }
        return plain_json.dumps(value, ensure_ascii=False, indent=2)


def evaluate(data: Path, classifier: Classifier, *, seed: int = 0) -> Evaluation:
    """Measure a classifier on a table (CSV, JSON lines, Parquet) of labelled examples.

    Columns: `text` or `own`; and any of `id`, `context` or `quoted`, `thread` or `pair` (kept together when intervals
    are drawn), `corpus` or `source` (outcomes by set), and the labels as 1/0/yes/no or empty.

    Raises:
        DataError: if columns are missing, a label has another value, or no label is known.
    """
    samples = read_samples(data)
    examples = [Example(id=sample.id, text=sample.text, context=sample.context) for sample in samples]
    scored = [scoring.values for scoring in classifier.score(examples)]
    values = {label: np.asarray([row[label] for row in scored], dtype=np.float64) for label in classifier.labels}
    flagged = {label: values[label] >= classifier.thresholds[label] for label in classifier.labels}
    outcomes = measure_samples(samples, values, flagged, seed=seed)
    if not outcomes:
        remedy = f"fill at least one of the columns {', '.join(classifier.labels)}"
        raise DataError("no label of this classifier is known", where=str(data), remedy=remedy)
    return Evaluation(model=classifier.model, thresholds=classifier.thresholds, outcomes=outcomes)


def measure_samples(
    samples: Sequence[Sample], values: Mapping[str, Any], flagged: Mapping[str, Any], *, seed: int
) -> tuple[Outcome, ...]:
    """Give the outcomes of all labels over all samples and over each set with known labels."""
    corpora = sorted({sample.source for sample in samples})
    outcomes = []
    for label in values:
        for corpus in (ALL, *corpora) if len(corpora) > 1 else corpora:
            rows = [
                row for row, sample in enumerate(samples) if label in sample.labels and corpus in {ALL, sample.source}
            ]
            if not rows:
                continue
            answers = np.asarray([samples[row].labels[label] for row in rows], dtype=np.int64)
            groups = [samples[row].group for row in rows]
            scored = Scored(answers=answers, values=values[label][rows], flagged=flagged[label][rows], groups=groups)
            outcomes.append(measure_outcome(scored, label=label, corpus=corpus, seed=seed))
    return tuple(outcomes)


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(part) for key, part in value.items()}
    return None if isinstance(value, float) and np.isnan(value) else value
