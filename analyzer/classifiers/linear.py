"""The first tier: TF-IDF and logistic regression over own words, then over what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.annotations import Example, ModelId, Scoring, Stretch
from analyzer.classifiers import modelfiles
from analyzer.classifiers.base import languages_of, to_scoring
from analyzer.classifiers.calibration import Strictness, thresholds_of
from analyzer.classifiers.judge import Judge, chance
from analyzer.classifiers.occlusion import spans_by_occlusion
from analyzer.classifiers.terms import TermTable, TermWeights
from analyzer.classifiers.words import has_words
from analyzer.errors import ModelError
from analyzer.labels import LABEL_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A batch ends with 256 posts, or with 300,000 characters: larger ones were no faster, and memory stays bounded.
_BATCH = 256
_BATCH_LENGTH = 300_000
# Of what a post answers only the last so many characters are read: the nearest words stand last.
CONTEXT_LENGTH = 1500
# A text without words has the least logit there is: probabilities of .00005 and .99995 are as good as none and all.
_LOGIT_BOUND = 10.0
_REMEDY = "train the model again or install the package again"


class LinearClassifier:
    """Scores own words by linear weights, with no library but numpy, about as fast as JSON can be read."""

    def __init__(
        self,
        *,
        weights: TermWeights,
        judge: Judge,
        manifest: Mapping[str, Any],
        model: ModelId,
        thresholds: Mapping[str, float],
    ) -> None:
        """Take the parts of a model as `read_model` or training gives them; raises `ModelError` for languages that are none."""
        self.model = model
        self.labels = judge.labels
        self.thresholds = thresholds
        self.languages = languages_of(manifest, where=str(model))
        self.subtyped: tuple[str, ...] = ()
        self.manifest = manifest
        self._weights = weights
        self._judge = judge
        self._terms = TermTable(weights)

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give one scoring an example, in order, reading ahead no further than 256 examples."""
        for batch in _batches(examples):
            for example, row in zip(batch, self.values(batch).tolist(), strict=True):
                values = {label: round(value, 6) for label, value in zip(self.labels, row, strict=True)}
                yield to_scoring(example.id, values, self.thresholds, self.model)

    def values(self, batch: Sequence[Example]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Give the probabilities of a batch, a row an example and a column a label; a text without words has zeros."""
        logits, spoken = self._logits(batch)
        return chance(logits) * spoken[:, None]

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give the stretches of the example's own text without which a label's logit falls most, the strongest first.

        Raises:
            KeyError: if the model does not score the label.
        """
        if label not in self.labels:
            raise KeyError(label)
        place = self.labels.index(label)

        def logits_of(batch: Sequence[Example]) -> list[float]:
            logits, spoken = self._logits(batch)
            bounded = np.clip(logits[:, place], -_LOGIT_BOUND, _LOGIT_BOUND)
            found: list[float] = np.where(spoken > 0, bounded, -_LOGIT_BOUND).tolist()
            return found

        return spans_by_occlusion(example, logits_of)

    def save(self, folder: Path) -> None:
        """Write the model's files into a folder.

        Raises:
            ModelError: if the folder cannot be written.
        """
        modelfiles.write(folder, self.manifest, {**self._weights.to_parts(), "judge": self._judge.to_part()})

    def _logits(self, batch: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give calibrated logits, a row an example and a column a label, and 1 for each example that has words."""
        spoken = [has_words(example.text) for example in batch]
        own = self._terms.read([example.text if said else "" for example, said in zip(batch, spoken, strict=True)])
        context = self._terms.read(
            [example.context[-CONTEXT_LENGTH:] if said else "" for example, said in zip(batch, spoken, strict=True)]
        )
        return self._judge.calibrated(own, context), np.asarray(spoken, dtype=np.float32)


def _batches(examples: Iterable[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    length = 0
    for example in examples:
        batch.append(example)
        length += len(example.text)
        if len(batch) == _BATCH or length >= _BATCH_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def read_model(folder: Path, *, strictness: Strictness = Strictness.BALANCED) -> LinearClassifier:
    """Read a linear model from its folder.

    Raises:
        ModelError: if a file is missing, damaged or of another format.
    """
    files = modelfiles.read(folder)
    where = str(folder)
    weights = TermWeights.from_parts(files.parts, where=where)
    judge = Judge.from_part(files.parts.get("judge", {}), heads=weights.heads, where=where)
    if not judge.labels or any(label not in LABEL_NAMES for label in judge.labels):
        raise ModelError("the model scores labels this program does not know", where=where, remedy="update the package")
    thresholds = thresholds_of(files.manifest, judge.labels, where=where, strictness=strictness)
    return LinearClassifier(
        weights=weights, judge=judge, manifest=files.manifest, model=files.id, thresholds=thresholds
    )
