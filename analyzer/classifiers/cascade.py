"""Joins two tiers: the first settles what is clear, the second reads the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.annotations import Example, ModelId, Scoring
from analyzer.classifiers import modelfiles
from analyzer.classifiers.base import load, to_scoring
from analyzer.classifiers.calibration import Strictness
from analyzer.classifiers.transformer import TransformerClassifier
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.annotations import Stretch
    from analyzer.classifiers.base import Classifier

_BATCH = 256
_REMEDY = "train the model again or install the package again"


class CascadeClassifier:
    """Scores by the first tier where it is sure that no label is near, and by the second everywhere else.

    A post is settled when the first tier's probability of every label is below that label's `settled` bound. What is
    flagged is always the second tier's word.
    """

    def __init__(
        self,
        *,
        first: Classifier,
        second: TransformerClassifier,
        manifest: Mapping[str, Any],
        model: ModelId,
        settled: NDArray[np.float32],
    ) -> None:
        """Take both tiers and the bounds, one a label in the order of the second tier's labels."""
        self.first = first
        self.second = second
        self.manifest = manifest
        self.model = model
        self.labels = second.labels
        self.languages = second.languages
        self.subtyped = second.subtyped
        self.thresholds = second.thresholds
        self._settled = settled
        self._columns = [first.labels.index(label) for label in second.labels]

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give one scoring an example, in order, reading ahead no further than 256 examples."""
        stream = iter(examples)
        while batch := list(islice(stream, _BATCH)):
            values, subtypes = self._read(batch)
            for place, example in enumerate(batch):
                row = {label: round(float(value), 6) for label, value in zip(self.labels, values[place], strict=True)}
                yield to_scoring(example.id, row, self.thresholds, self.model, subtypes=subtypes.get(place, {}))

    def values(self, batch: Sequence[Example]) -> NDArray[np.float32]:
        """Give the probabilities of a batch, a row an example and a column a label."""
        return self._read(batch)[0]

    def is_settled(self, values: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Tell of the first tier's probabilities, a row an example, which examples need no second reading."""
        bounded: NDArray[np.bool_] = np.all(values[:, self._columns] < self._settled, axis=1)
        return bounded

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give the stretches of own words that carried a label, by the tier whose word it is."""
        return self.second.spans(example, label)

    def save(self, folder: Path) -> None:
        """Write the model's files into a folder, each tier in a folder of its own in it.

        Raises:
            ModelError: if the folder cannot be written.
        """
        modelfiles.write(folder, self.manifest, {})
        self.first.save(folder / str(self.manifest["first"]))
        self.second.save(folder / str(self.manifest["second"]))

    def _read(self, batch: Sequence[Example]) -> tuple[NDArray[np.float32], dict[int, dict[str, str]]]:
        first = self.first.values(batch)
        values = first[:, self._columns]
        open_rows = np.flatnonzero(~self.is_settled(first)).tolist()
        if not open_rows:
            return values, {}
        logits = self.second.logits([batch[row] for row in open_rows])
        values[open_rows] = self.second.calibrated(logits)
        return values, {row: self.second.subtypes(each) for row, each in zip(open_rows, logits, strict=True)}


def read_model(folder: Path, *, strictness: Strictness = Strictness.BALANCED) -> CascadeClassifier:
    """Read a cascade from its folder; its tiers lie in it, or beside it under the names that its manifest gives.

    Raises:
        ModelError: if a file is missing or damaged, or a tier is not the one that the cascade was fitted to.
    """
    files = modelfiles.read(folder)
    where = str(folder)
    # What is flagged is the second tier's word: the first is loaded with whatever thresholds it has.
    first = load(folder=_tier(files, "first"))
    second = load(folder=_tier(files, "second"), strictness=strictness)
    if not isinstance(second, TransformerClassifier):
        raise ModelError("the second tier is no transformer", where=where, remedy=_REMEDY)
    fitted = files.manifest.get("fitted_to")
    if fitted != [str(first.model), str(second.model)]:
        what = f"the cascade was fitted to other tiers than {first.model} and {second.model}"
        raise ModelError(what, where=where, remedy="train the cascade again")
    bounds = files.manifest.get("settled")
    if not isinstance(bounds, dict) or not all(isinstance(bounds.get(label), (int, float)) for label in second.labels):
        raise ModelError("the manifest lacks a bound for a label", where=where, remedy=_REMEDY)
    whole = hashlib.sha256(f"{files.id.hash} {first.model} {second.model}".encode()).hexdigest()[:12]
    return CascadeClassifier(
        first=first,
        second=second,
        manifest=files.manifest,
        model=ModelId(name=files.id.name, version=files.id.version, hash=whole),
        # What is settled is never flagged, whatever the strictness.
        settled=np.asarray([min(bounds[label], second.thresholds[label]) for label in second.labels], dtype=np.float32),
    )


def _tier(files: modelfiles.ModelFiles, place: str) -> Path:
    name = files.manifest.get(place)
    if not isinstance(name, str) or not name.isidentifier():
        raise ModelError(f"the manifest names no {place} tier", where=str(files.folder), remedy=_REMEDY)
    inside = files.folder / name
    return inside if inside.is_dir() else files.folder.parent / name
