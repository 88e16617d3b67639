"""Makes a model folder of a trained network: exported, calibrated and measured on what was held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from analyzer.annotations import Example
from analyzer.classifiers import modelfiles
from analyzer.classifiers.calibration import Calibration
from analyzer.classifiers.cascade import CascadeClassifier, log_odds
from analyzer.classifiers.cascade import read_model as read_cascade
from analyzer.classifiers.transformer import ENCODER, PIECES, TransformerClassifier
from analyzer.classifiers.transformer import read_model as read_transformer
from analyzer.labels import LABEL_NAMES
from analyzer.training.annotated import ANNOTATED
from analyzer.training.answers import platt
from analyzer.training.corpora import CORPORA, OWN_SETS
from analyzer.training.evaluation import measure_samples
from analyzer.training.fitting import CALIBRATED_ON, figures_of
from analyzer.training.thresholds import SLACK, expected_threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.classifiers.base import Classifier
    from analyzer.training.samples import Sample

VERSION = "1"
# Of the F1 to be expected on held-out real posts, what settling posts by the first tier may cost a label.
_MOST_LOST = 0.004
_REAL = CALIBRATED_ON | {ANNOTATED}
# The first tier's logit is added once over at most: with more, forum posts gained nothing that could be told from
# chance, and average precision on sentences written to fool models (dynahate) fell from .79 to .72.
_MOST_SHARE = 1.0
# The bounds of all labels grow together. Each on its own, they settled 15 % of the posts instead of 2 % at the same expected
# cost, and half-sarcastic sets lost 5 to 7 points of F1 by it (Sarcasm Corpus V2 fell from .77 to .71).
_SETTLE_STEPS = np.linspace(0.0, 0.25, 101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """An exported network: its ONNX file, its vocabulary's `tokenizer.json`, and the names of its heads in order."""

    onnx: bytes
    pieces: bytes
    heads: tuple[str, ...]


def assemble(
    encoder: Encoder,
    held_out: Sequence[Sample],
    output: Path,
    *,
    manifest: Mapping[str, Any],
) -> TransformerClassifier:
    """Write a transformer's folder, calibrated on its own 8-bit logits of held-out forum posts, and read it back.

    Raises:
        ModelError: if the folder cannot be written.
    """
    others = {ENCODER: encoder.onnx, PIECES: encoder.pieces}
    first = {
        **manifest,
        "kind": "transformer",
        "name": "transformer",
        "version": VERSION,
        "heads": list(encoder.heads),
        "calibration": {label: [1.0, 0.0] for label in LABEL_NAMES},
        "thresholds": dict.fromkeys(LABEL_NAMES, 0.5),
        "languages": ["en"],
    }
    modelfiles.write(output, first, {}, others=others)
    raw = read_transformer(output)
    logits = logits_of(raw, held_out)
    fitted = calibrate(logits[:, [raw.heads.index(label) for label in LABEL_NAMES]], held_out)
    modelfiles.write(output, {**first, **fitted}, {}, others=others)
    classifier = read_transformer(output)
    values = classifier.calibrated(logits)
    metrics = measured(values, held_out, classifier)
    modelfiles.write(output, {**first, **fitted, "metrics": metrics}, {}, others=others)
    return read_transformer(output)


def logits_of(classifier: TransformerClassifier, samples: Sequence[Sample]) -> NDArray[np.float32]:
    """Give the logits of samples, a row a sample and a column a head."""
    parts = [classifier.logits(_examples(samples[start : start + 256])) for start in range(0, len(samples), 256)]
    return np.concatenate(parts)


def values_of(classifier: Classifier, samples: Sequence[Sample]) -> NDArray[np.float32]:
    """Give the probabilities of samples, a row a sample and a column a label."""
    parts = [classifier.values(_examples(samples[start : start + 256])) for start in range(0, len(samples), 256)]
    return np.concatenate(parts)


def calibrate(logits: NDArray[np.float32], samples: Sequence[Sample]) -> dict[str, Any]:
    """Give slope, offset and the three thresholds of each label, fitted on the forum posts among the samples.

    The thresholds have the best F1 to be expected or, for sarcasm, nearly so, and for the other two kinds of strictness the best F0.5 and F2.
    """
    calibration, balanced, precise, wide = {}, {}, {}, {}
    for place, label in enumerate(LABEL_NAMES):
        rows = [
            row
            for row, sample in enumerate(samples)
            if sample.source in CALIBRATED_ON and label in sample.labels and not np.isnan(logits[row, place])
        ]
        answers = np.asarray([samples[row].labels[label] for row in rows], dtype=np.int64)
        of_label = logits[rows, place].astype(np.float64)
        slope, offset = platt(of_label, answers)
        values = 1 / (1 + np.exp(-(of_label * slope + offset)))
        calibration[label] = [round(slope, 5), round(offset, 5)]
        precise[label], wide[label] = (expected_threshold(values, beta=beta) for beta in (0.5, 2.0))
        balanced[label] = expected_threshold(values, beta=1.0, slack=SLACK.get(label, 0.0))
    return {
        "calibration": calibration,
        "thresholds": balanced,
        "strictness": {"high-precision": precise, "high-recall": wide},
    }


def measured(values: NDArray[np.float32], samples: Sequence[Sample], classifier: Classifier) -> list[dict[str, Any]]:
    """Give the outcomes of each label and set for a manifest, figures as value, low and high of the 95 % interval."""
    columns = {label: values[:, place].astype(np.float64) for place, label in enumerate(classifier.labels)}
    flagged = {label: column >= classifier.thresholds[label] for label, column in columns.items()}
    return figures_of(measure_samples(samples, columns, flagged, seed=0))


def join(
    first: Classifier, second: TransformerClassifier, held_out: Sequence[Sample], output: Path
) -> CascadeClassifier:
    """Write the folder of a cascade beside its tiers' folders: the first's shares, calibration, thresholds and bounds.

    Shares are fitted on the held-out forum posts by logistic regression on both tiers' logits. The bounds grow together
    until settling is expected to cost a label more than 0.4 points of F1 on held-out real posts, by the joined
    probabilities: by labels, one post more or less of 27 would already be a point.
    """
    posts = [sample for sample in held_out if sample.source in _REAL]
    quick, logits = (
        values_of(first, posts)[:, [first.labels.index(label) for label in second.labels]],
        logits_of(second, posts),
    )
    main = logits[:, [second.heads.index(label) for label in second.labels]]
    sure = log_odds(quick)
    shares = {label: _share(main[:, k], sure[:, k], label, posts) for k, label in enumerate(second.labels)}
    joined = main + sure * np.asarray([shares[label] for label in second.labels], dtype=np.float32)
    fitted = calibrate(joined, posts)
    slow = Calibration.from_manifest(fitted, where=str(output)).values(np.nan_to_num(joined))
    settled, share = _bounds(quick, slow, fitted["thresholds"])
    manifest = {
        "kind": "cascade",
        "name": "cascade",
        "version": VERSION,
        "first": "linear",
        "second": "transformer",
        "fitted_to": [str(first.model), str(second.model)],
        "shares": shares,
        **fitted,
        "settled": settled,
        "settled_share": round(share, 4),
        "languages": ["en"],
    }
    modelfiles.write(output, manifest, {})
    cascade = read_cascade(output)
    metrics = measured(values_of(cascade, held_out), held_out, cascade)
    modelfiles.write(output, {**manifest, "metrics": metrics}, {})
    return read_cascade(output)


def _share(second: NDArray[np.float32], first: NDArray[np.float32], label: str, samples: Sequence[Sample]) -> float:
    """Give how much of the first tier's logit is added to the second's: the ratio of their weights, 0 to 1."""
    rows = [
        row
        for row, sample in enumerate(samples)
        if sample.source in CALIBRATED_ON and label in sample.labels and not np.isnan(second[row])
    ]
    answers = np.asarray([samples[row].labels[label] for row in rows])
    if len(set(answers.tolist())) < 2:  # noqa: PLR2004 - yes and no
        return 0.0
    head = LogisticRegression(C=1.0, max_iter=500).fit(np.column_stack([second[rows], first[rows]]), answers)
    ours, theirs = head.coef_[0]
    return round(float(np.clip(theirs / ours, 0.0, _MOST_SHARE)), 4) if ours > 0 else _MOST_SHARE


def _bounds(
    quick: NDArray[np.float32], slow: NDArray[np.float32], thresholds: Mapping[str, float]
) -> tuple[dict[str, float], float]:
    """Give the bound of each label, and the share of posts that they settle."""
    labels = LABEL_NAMES
    flagged = np.stack([slow[:, k] >= thresholds[label] for k, label in enumerate(labels)], axis=1)
    best: tuple[dict[str, float], float] = (dict.fromkeys(labels, 0.0), 0.0)
    for step in _SETTLE_STEPS:
        # A label's bound is the value below which the first tier holds this share of what the second would flag.
        bounds = [
            min(float(np.quantile(quick[flagged[:, k], k], step)), thresholds[label]) if flagged[:, k].any() else 0.0
            for k, label in enumerate(labels)
        ]
        is_settled: NDArray[np.bool_] = np.all(quick < np.asarray(bounds), axis=1)
        after = flagged & ~is_settled[:, None]
        lost = max(
            _expected_f1(flagged[:, k], slow[:, k]) - _expected_f1(after[:, k], slow[:, k]) for k in range(len(labels))
        )
        if lost > _MOST_LOST:
            break
        best = ({label: round(bound, 5) for label, bound in zip(labels, bounds, strict=True)}, float(is_settled.mean()))
    return best


def _expected_f1(flagged: NDArray[np.bool_], chances: NDArray[np.float32]) -> float:
    """Give the F1 that is to be expected of flags if the probabilities are right."""
    return float(2 * chances[flagged].sum() / max(1e-9, flagged.sum() + chances.sum()))


def data_table(counts: Mapping[str, int], held_out: Mapping[str, int]) -> list[dict[str, Any]]:
    """Give for each set how many rows were learned from and held out, and its licence."""
    return [
        {
            "set": name,
            "rows": counts.get(name, 0),
            "held_out": held_out.get(name, 0),
            "licence": CORPORA[name].licence if name in CORPORA else OWN_SETS.get(name, ("see its README", 1.0))[0],
        }
        for name in sorted({*counts, *held_out})
    ]


def _examples(samples: Sequence[Sample]) -> list[Example]:
    return [Example(id=sample.id, text=sample.text, context=sample.context) for sample in samples]
