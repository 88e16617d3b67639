"""Trains the linear classifier: own words first, then own words against what they answer, then calibration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.classifiers import load, modelfiles
from analyzer.classifiers.linear import LinearClassifier, read_model
from analyzer.classifiers.terms import TermTable, TermWeights
from analyzer.errors import DataError
from analyzer.labels import LABEL_NAMES
from analyzer.training.annotated import read_annotated, read_annotated_rows
from analyzer.training.answers import fit_judge, measure_all, platt
from analyzer.training.corpora import CORPORA, OWN_SETS, read_folder, read_package_sets
from analyzer.training.evaluation import Evaluation, measure_samples
from analyzer.training.metrics import Outcome, best_threshold
from analyzer.training.ownwords import Design, fit_design, fit_head, part
from analyzer.training.samples import HEADS, Sample, fold_of, read_samples, without_twins
from analyzer.training.split import is_held_out
from analyzer.training.teaching import taught
from analyzer.training.thresholds import expected_threshold
from analyzer.training.vectors import learn_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.classifiers.judge import Judge

VERSION = "1"
# A yes or a no of a teacher that counts less than this is left out: it moves nothing and costs as much as any row.
_LEAST_WEIGHT = 0.01
# Real posts of many boards. The annotated posts are of one board and hold fewer positives: with them a threshold for
# other boards would be too high.
CALIBRATED_ON = frozenset({"forum-posts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOptions:
    """What training can be told.

    `share` of the public corpora's rows that are drawn (0 leaves them out), `without` the names of corpora and sets
    to leave out, `strength` the inverse of the regularisation, `vector_size` the dimensions of the word vectors,
    `least` in how many texts a term must stand, `package_sets` whether the contrast sets of this package are added,
    `posts` a `threads.jsonl.gz` whose labelled posts are, `teacher` the folder of a classifier that judges `taught` more
    of these posts, to be learned from as well.
    """

    share: float = 1.0
    without: frozenset[str] = frozenset()
    folds: int = 5
    strength: float = 3.0
    vector_size: int = 150
    least: int = 2
    package_sets: bool = True
    posts: Path | None = None
    teacher: Path | None = None
    taught: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingReport:
    """What was trained: the classifier as read back from its files, how much data, and the held-out outcomes.

    Each outcome is of posts whose thread or pair was in no training fold, with calibration and threshold from the
    other folds too.
    """

    classifier: LinearClassifier
    samples: int
    evaluation: Evaluation

    def __str__(self) -> str:
        """Give the count of samples and the held-out outcomes as a table of plain text."""
        return f"trained on {self.samples} samples; measured on posts held out:\n{self.evaluation.table()}"


def train(
    data: Path,
    output: Path,
    *,
    seed: int = 0,
    options: TrainOptions | None = None,
    progress: Callable[[str], None] = lambda _step: None,
) -> TrainingReport:
    """Train a classifier on a training folder or one labelled table, and write it into the folder `output`.

    `progress` is called with a short sentence before each step.

    Raises:
        DataError: if the data cannot be read or hold no label with both answers.
        ModelError: if the model cannot be written.
    """
    options = options or TrainOptions()
    progress("reading the data")
    samples = _read(data, options, seed=seed)
    teacher = load(folder=options.teacher) if options.posts is not None and options.teacher is not None else None
    if teacher is not None and options.posts is not None:
        progress(f"letting {teacher.model} judge posts")
        samples += taught(options.posts, teacher, most=options.taught, seed=seed)
    heads = _heads(samples, data)
    labels = tuple(label for label in LABEL_NAMES if label in heads)
    progress(f"learning words from {len(samples)} texts")
    design = _fit_words(samples, options, seed=seed)
    columns = design.columns([part(sample.text) for sample in samples])
    words = _Words(design=design, columns=columns, samples=samples, heads=heads, strength=options.strength)
    folds = np.asarray([fold_of(s.group, folds=options.folds, seed=seed) if s.folded else -1 for s in samples])
    parts: list[NDArray[np.float32]] = []
    held: list[NDArray[np.int64]] = []
    for fold in range(options.folds):
        rows = np.flatnonzero(folds == fold)
        if len(rows):
            progress(f"fold {fold + 1} of {options.folds}")
            weights = words.fit(np.flatnonzero(folds != fold))
            parts.append(measure_all([samples[row] for row in rows.tolist()], TermTable(weights)))
            held.append(rows)
    order = np.concatenate(held)
    measured = np.concatenate(parts)
    kept = [samples[row] for row in order.tolist()]
    progress("weighing own words against what they answer")
    logits = _held_out_logits(measured, kept, folds[order], labels)
    progress("fitting the final model")
    weights = words.fit(np.arange(len(samples)))
    judge = fit_judge(measured, kept, labels)
    values, flagged = _cross_calibrated(logits, kept, folds[order], labels)
    slopes, offsets, thresholds = _calibrate(logits, kept, labels)
    judge = replace(judge, slopes=slopes, offsets=offsets)
    outcomes = measure_samples(kept, values, flagged, seed=seed)
    strictness = _strictness(logits, kept, judge, thresholds)
    manifest = {
        **_manifest(samples, options, seed, thresholds, outcomes),
        "strictness": strictness,
        "teacher": str(teacher.model) if teacher is not None else None,
    }
    modelfiles.write(output, manifest, {**weights.to_parts(), "judge": judge.to_part()})
    classifier = read_model(output)
    evaluation = Evaluation(model=classifier.model, thresholds=classifier.thresholds, outcomes=outcomes)
    return TrainingReport(classifier=classifier, samples=len(samples), evaluation=evaluation)


def _read(data: Path, options: TrainOptions, *, seed: int) -> list[Sample]:
    if data.is_dir():
        samples = read_folder(data, seed=seed, share=options.share, without=options.without)
        anew = [*_annotated(options.posts), *_annotated_rows(data / "corpora.parquet")]
        return samples + [sample for sample in anew if not is_held_out(sample) and sample.source not in options.without]
    samples = read_samples(data)
    if options.package_sets:
        samples += [sample for sample in read_package_sets() if sample.source not in options.without]
    return without_twins(samples)


def _annotated(posts: Path | None) -> Iterable[Sample]:
    return () if posts is None else read_annotated(posts)


def _annotated_rows(path: Path) -> Iterable[Sample]:
    return read_annotated_rows(path) if path.is_file() else ()


def _heads(samples: Sequence[Sample], data: Path) -> tuple[str, ...]:
    """Give the heads with both answers among the folded samples: labels first, then the inner ones."""
    known = {(head, sample.labels[head]) for sample in samples if sample.folded for head in sample.labels}
    heads = tuple(head for head in HEADS if {(head, 0), (head, 1)} <= known)
    if not any(head in LABEL_NAMES for head in heads):
        raise DataError(
            "no label has both a yes and a no", where=str(data), remedy="give examples of both answers for one label"
        )
    return heads


def _fit_words(samples: Sequence[Sample], options: TrainOptions, *, seed: int) -> Design:
    texts = [part(sample.text) for sample in samples]
    contexts = [part(sample.context) for sample in samples if sample.context]
    streams = [[token for tokens in sentences for token in tokens] for sentences in (*texts, *contexts)]
    vectors = learn_vectors(streams, size=options.vector_size, words=20_000, least=5 * options.least, seed=seed)
    return fit_design(texts, vectors, least=options.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """What a head is fitted to: rows, 0 or 1 for each, and what each counts for."""

    rows: NDArray[np.int64]
    answers: NDArray[np.float64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """All that the first step is fitted from: the columns of every sample's own words."""

    design: Design
    columns: Any
    samples: Sequence[Sample]
    heads: tuple[str, ...]
    strength: float

    def fit(self, rows: NDArray[np.int64]) -> TermWeights:
        """Fit the heads on some rows."""
        coefficients = np.zeros((self.columns.shape[1], len(self.heads)))
        bias = np.zeros(len(self.heads))
        for place, head in enumerate(self.heads):
            known, judged = self._labelled(head, rows), self._chances(head, rows)
            coefficients[:, place], bias[place] = fit_head(
                self.columns[np.concatenate([known.rows, judged.rows])],
                np.concatenate([known.answers, judged.answers]),
                np.concatenate([known.weights, judged.weights]),
                strength=self.strength,
            )
        return self.design.fold(self.heads, coefficients, bias)

    def _labelled(self, head: str, rows: NDArray[np.int64]) -> _Answers:
        known = [row for row in rows.tolist() if self.samples[row].teaches(head)]
        return _Answers(
            rows=np.asarray(known, dtype=np.int64),
            answers=np.asarray([self.samples[row].labels[head] for row in known], dtype=np.float64),
            weights=np.asarray([self.samples[row].weight for row in known], dtype=np.float64),
        )

    def _chances(self, head: str, rows: NDArray[np.int64]) -> _Answers:
        """Give the rows that a teacher judged, each as a yes of its probability and a no of the rest."""
        found = [row for row in rows.tolist() if head in self.samples[row].chances]
        judged = np.asarray(found, dtype=np.int64)
        chances = np.asarray([self.samples[row].chances[head] for row in found], dtype=np.float64)
        counted = np.asarray([self.samples[row].weight for row in found], dtype=np.float64)
        weights = np.concatenate([counted * chances, counted * (1 - chances)])
        kept = weights > _LEAST_WEIGHT
        return _Answers(
            rows=np.concatenate([judged, judged])[kept],
            answers=np.concatenate([np.ones(len(judged)), np.zeros(len(judged))])[kept],
            weights=weights[kept],
        )


def _held_out_logits(
    measured: NDArray[np.float32], samples: Sequence[Sample], folds: NDArray[np.int64], labels: tuple[str, ...]
) -> NDArray[np.float64]:
    """Give each sample's logits from a judge that saw nothing of its fold."""
    logits = np.zeros((len(samples), len(labels)))
    for fold in sorted(set(folds.tolist())):
        inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(outside):
            judge = fit_judge(measured[outside], [samples[row] for row in outside.tolist()], labels)
            logits[inside] = judge.logits(measured[inside])
    return logits


def _strictness(
    logits: NDArray[np.float64], samples: Sequence[Sample], judge: Judge, thresholds: dict[str, float]
) -> dict[str, dict[str, float]]:
    """Give the thresholds for who would rather miss than flag wrongly, and the other way, on what calibration saw."""
    rows = _calibrated_rows(samples)
    values = 1 / (1 + np.exp(-(logits[rows] * judge.slopes + judge.offsets)))
    found: dict[str, dict[str, float]] = {"high-precision": {}, "high-recall": {}}
    for place, label in enumerate(judge.labels):
        precise, wide = (expected_threshold(values[:, place], beta=beta) for beta in (0.5, 2.0))
        found["high-precision"][label] = max(precise, thresholds[label])
        found["high-recall"][label] = min(wide, thresholds[label])
    return found


def _calibrated_rows(samples: Sequence[Sample]) -> list[int]:
    """Give the rows that calibrate: real posts, or without them what is not of this package."""
    chosen = [row for row, sample in enumerate(samples) if sample.source in CALIBRATED_ON]
    return chosen or [
        row for row, sample in enumerate(samples) if sample.source not in OWN_SETS and sample.source != "contexts"
    ]


def _calibrate(
    logits: NDArray[np.float64], samples: Sequence[Sample], labels: tuple[str, ...]
) -> tuple[NDArray[np.float32], NDArray[np.float32], dict[str, float]]:
    """Give slopes, offsets and thresholds, fitted on the forum posts or, without them, on what is not of this package."""
    chosen = _calibrated_rows(samples)
    slopes, offsets = np.ones(len(labels), dtype=np.float32), np.zeros(len(labels), dtype=np.float32)
    thresholds = {}
    for place, label in enumerate(labels):
        rows = [row for row in chosen if label in samples[row].labels]
        known = np.asarray([samples[row].labels[label] for row in rows], dtype=np.int64)
        slopes[place], offsets[place] = platt(logits[rows, place], known)
        values = 1 / (1 + np.exp(-(logits[rows, place] * slopes[place] + offsets[place])))
        thresholds[label] = best_threshold(known, values)
    return slopes, offsets, thresholds


def _cross_calibrated(
    logits: NDArray[np.float64], samples: Sequence[Sample], folds: NDArray[np.int64], labels: tuple[str, ...]
) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[np.bool_]]]:
    """Give each sample's probability and flag by calibration and threshold from the other folds."""
    values = {label: np.zeros(len(samples)) for label in labels}
    flagged = {label: np.zeros(len(samples), dtype=bool) for label in labels}
    for fold in sorted(set(folds.tolist())):
        inside = np.flatnonzero(folds == fold)
        outside = np.flatnonzero(folds != fold) if len(inside) < len(folds) else inside
        slopes, offsets, thresholds = _calibrate(logits[outside], [samples[row] for row in outside.tolist()], labels)
        for place, label in enumerate(labels):
            values[label][inside] = 1 / (1 + np.exp(-(logits[inside, place] * slopes[place] + offsets[place])))
            flagged[label][inside] = values[label][inside] >= thresholds[label]
    return values, flagged


def _manifest(
    samples: Sequence[Sample],
    options: TrainOptions,
    seed: int,
    thresholds: dict[str, float],
    outcomes: Sequence[Outcome],
) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for sample in samples:
        counts[sample.source] = counts.get(sample.source, 0) + 1
    data = []
    for source, count in sorted(counts.items()):
        corpus = CORPORA.get(source)
        licence, weight = (corpus.licence, corpus.weight) if corpus else OWN_SETS.get(source, ("not stated", 1.0))
        data.append({"set": source, "rows": count, "licence": licence, "weight": weight})
    inputs = {"posts": bool(options.posts), "teacher": bool(options.teacher)}
    return {
        "kind": "linear",
        "name": "linear",
        "version": VERSION,
        "options": {**asdict(options), "seed": seed, "without": sorted(options.without), **inputs},
        "data": data,
        "thresholds": thresholds,
        "calibration": "Platt scaling on held-out folds",
        "languages": ["en"],
        "metrics": figures_of(outcomes),
    }


def figures_of(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Give outcomes as a manifest holds them: figures as value, low and high of the 95 % interval."""
    return [{key: _short(value) for key, value in asdict(outcome).items()} for outcome in outcomes]


def _short(value: Any) -> Any:
    """Round figures to three decimals; one that cannot be told becomes null."""
    if isinstance(value, dict):
        return [_short(part) for part in value.values()]
    return value if not isinstance(value, float) else None if np.isnan(value) else round(value, 3)
