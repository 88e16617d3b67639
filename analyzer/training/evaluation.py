"""Measures a classifier on labelled cases, per label, per set and by what a case is about, and renders the outcome."""

from __future__ import annotations

import json as plain_json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.annotations import Example, ModelId
from analyzer.errors import DataError
from analyzer.training import grids
from analyzer.training.breakdowns import (
    Functionality,
    PairOutcome,
    Predicted,
    SubtypeOutcome,
    WordsOutcome,
    measure_functionalities,
    measure_pairs,
    measure_subtypes,
    measure_words,
)
from analyzer.training.cases import Case, read_cases
from analyzer.training.curves import Curve, trace
from analyzer.training.metrics import Outcome, Scored, measure_outcome
from analyzer.training.samples import Sample

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier

ALL = "all"


class By(StrEnum):
    """What an evaluation is broken down by."""

    CORPUS = "corpus"
    FUNCTIONALITY = "functionality"
    SUBTYPE = "subtype"
    PAIR = "pair"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The outcomes of a model, a row a label and set; the set `all` joins the others.

    The other fields hold what the data tell beside it: outcomes by kind of case, by subtype, within near pairs, by whose
    words a case holds, and the curves of the plots.
    """

    model: ModelId
    thresholds: Mapping[str, float]
    outcomes: tuple[Outcome, ...]
    functionalities: tuple[Functionality, ...] = ()
    subtypes: tuple[SubtypeOutcome, ...] = ()
    pairs: tuple[PairOutcome, ...] = ()
    words: tuple[WordsOutcome, ...] = ()
    curves: tuple[Curve, ...] = ()

    def grids(self) -> tuple[grids.Grid, ...]:
        """Give the outcomes as grids of text, those without a row left out."""
        found = (
            grids.outcome_grid(self.outcomes),
            grids.functionality_grid(self.functionalities),
            grids.subtype_grid(self.subtypes),
            grids.pair_grid(self.pairs),
            grids.words_grid(self.words),
        )
        return tuple(grid for grid in found if grid.rows)

    def heading(self) -> str:
        """Give the model and its thresholds as one line."""
        thresholds = ", ".join(f"{label} {value:.3f}" for label, value in self.thresholds.items())
        return f"model {self.model}; thresholds: {thresholds}"

    def table(self) -> str:
        """Give the outcomes as tables of plain text, figures with their 95 % intervals."""
        return "\n\n".join([self.heading(), *(grid.text() for grid in self.grids())])

    def json(self) -> str:
        """Give the outcomes as JSON; figures that cannot be told are null."""
        value = _without_nan(asdict(self)) | {"model": str(self.model), "thresholds": dict(self.thresholds)}
        return plain_json.dumps(value, ensure_ascii=False, indent=2)


def evaluate(data: Path, classifier: Classifier, *, by: Collection[By] = (), seed: int = 0) -> Evaluation:
    """Measure a classifier on a table (CSV, JSON lines, Parquet) of labelled examples.

    Columns: `text` or `own`; and any of `id`, `context` or `quoted`, `thread` or `pair` (kept together when intervals
    are drawn), `corpus` or `source` (outcomes by set), `functionality` or `kind`, `denial_type`, `incitement_type`, and
    the labels as 1/0/yes/no or empty; or `label` and `expected`, the one label that a row tests. `by` names what it is
    broken down by; all that the columns tell where it is empty.

    Raises:
        DataError: if columns are missing, a label has another value, no label is known, or the data do not tell what it
            is to be broken down by.
    """
    evaluation = evaluate_cases(read_cases(data), classifier, by=by, seed=seed)
    if not evaluation.outcomes:
        remedy = f"fill at least one of the columns {', '.join(classifier.labels)}"
        raise DataError("no label of this classifier is known", where=str(data), remedy=remedy)
    for asked, found, columns in (
        (By.FUNCTIONALITY, evaluation.functionalities, "functionality or kind"),
        (By.SUBTYPE, evaluation.subtypes, "denial_type or incitement_type"),
        (By.PAIR, evaluation.pairs, "pair (with unlike labels)"),
        (By.WORDS, evaluation.words, "kind (see docs/formats.md for its names)"),
    ):
        if asked in by and not found:
            remedy = f"give a column {columns}, or leave out --by {asked}"
            raise DataError(f"the table does not tell what is measured by {asked}", where=str(data), remedy=remedy)
    return evaluation


def evaluate_cases(
    cases: Sequence[Case], classifier: Classifier, *, by: Collection[By] = (), seed: int = 0
) -> Evaluation:
    """Measure a classifier on cases, broken down by what `by` names, or by all that they tell where it is empty."""
    asked = frozenset(by) or frozenset(By)
    samples = [case.sample for case in cases]
    predicted = predict(samples, classifier)
    corpora = By.CORPUS in asked
    return Evaluation(
        model=classifier.model,
        thresholds=classifier.thresholds,
        outcomes=measure_samples(samples, predicted.values, predicted.flagged, seed=seed, corpora=corpora),
        functionalities=measure_functionalities(cases, predicted) if By.FUNCTIONALITY in asked else (),
        subtypes=measure_subtypes(cases, predicted, seed=seed) if By.SUBTYPE in asked else (),
        pairs=measure_pairs(cases, predicted, seed=seed) if By.PAIR in asked else (),
        words=measure_words(cases, predicted) if By.WORDS in asked else (),
        curves=_curves(samples, predicted, classifier.thresholds),
    )


def predict(samples: Sequence[Sample], classifier: Classifier) -> Predicted:
    """Give what a classifier says of samples."""
    examples = [Example(id=sample.id, text=sample.text, context=sample.context) for sample in samples]
    labels = classifier.labels
    values: dict[str, list[float]] = {label: [] for label in labels}
    flagged: dict[str, list[bool]] = {label: [] for label in labels}
    subtypes: dict[str, list[str]] = {label: [] for label in labels}
    for scoring in classifier.score(examples):
        for score in scoring.scores:
            values[score.label].append(score.value)
            flagged[score.label].append(score.label in scoring.labels)
            subtypes[score.label].append(score.subtype or "")
    return Predicted(
        values={label: np.asarray(values[label], dtype=np.float64) for label in labels},
        flagged={label: np.asarray(flagged[label], dtype=bool) for label in labels},
        subtypes={label: tuple(subtypes[label]) for label in labels},
    )


def measure_samples(
    samples: Sequence[Sample],
    values: Mapping[str, Any],
    flagged: Mapping[str, Any],
    *,
    seed: int,
    corpora: bool = True,
) -> tuple[Outcome, ...]:
    """Give the outcomes of all labels over all samples and, where `corpora`, over each set with known labels."""
    sets = sorted({sample.source for sample in samples})
    names = [ALL] if not corpora else [ALL, *sets] if len(sets) > 1 else sets
    outcomes = []
    for label in values:
        for corpus in names:
            scored = _scored(samples, values, flagged, label, corpus)
            if scored is not None:
                outcomes.append(measure_outcome(scored, label=label, corpus=corpus, seed=seed))
    return tuple(outcomes)


def _scored(
    samples: Sequence[Sample], values: Mapping[str, Any], flagged: Mapping[str, Any], label: str, corpus: str
) -> Scored | None:
    """Give a label's scores on a set, or None where no answer is known."""
    rows = [row for row, sample in enumerate(samples) if label in sample.labels and corpus in {ALL, sample.source}]
    if not rows:
        return None
    answers = np.asarray([samples[row].labels[label] for row in rows], dtype=np.int64)
    groups = [samples[row].group for row in rows]
    return Scored(answers=answers, values=values[label][rows], flagged=flagged[label][rows], groups=groups)


def _curves(samples: Sequence[Sample], predicted: Predicted, thresholds: Mapping[str, float]) -> tuple[Curve, ...]:
    found = []
    for label in predicted.values:
        scored = _scored(samples, predicted.values, predicted.flagged, label, ALL)
        curve = trace(scored, label=label, threshold=thresholds[label]) if scored is not None else None
        if curve is not None:
            found.append(curve)
    return tuple(found)


def _without_nan(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_nan(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(part) for part in value]
    return None if isinstance(value, float) and np.isnan(value) else value
