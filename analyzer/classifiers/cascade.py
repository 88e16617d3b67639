"""Joins two tiers: the first settles what is far from every label, both together judge the rest."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.annotations import Example, ModelId, Scoring
from analyzer.classifiers import modelfiles
from analyzer.classifiers.base import load, to_scoring
from analyzer.classifiers.calibration import Calibration, Strictness
from analyzer.classifiers.occlusion import spans_by_occlusion
from analyzer.classifiers.transformer import SILENT, TransformerClassifier
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.annotations import Stretch
    from analyzer.classifiers.base import Classifier

_BATCH = 256
# The first tier's probabilities are kept this far from 0 and 1, so that their logits are numbers.
LEAST = 1e-4
_REMEDY = "train the model again or install the package again"


class CascadeClassifier:
    """Scores by the first tier where it is sure that no label is near, and by both everywhere else.

    A post is settled when the first tier's probability of every label is below that label's `settled` bound, and is then
    never flagged. Of the rest the second tier's logits are read, each with a share of the first tier's added: the two err on
    other posts, one by words and one by sense (stacking, Wolpert 1992; what it gains stands in the model card).
    """

    def __init__(  # noqa: PLR0913  Two tiers, what joins them, and what tells which model it is.
        self,
        *,
        first: Classifier,
        second: TransformerClassifier,
        manifest: Mapping[str, Any],
        model: ModelId,
        calibration: Calibration,
        shares: NDArray[np.float32],
        settled: NDArray[np.float32],
    ) -> None:
        """Take both tiers, and in the order of the second's labels the first's shares and the bounds, one a label."""
        self.first = first
        self.second = second
        self.manifest = manifest
        self.model = model
        self.labels = second.labels
        self.languages = second.languages
        self.subtyped = second.subtyped
        self.thresholds = calibration.thresholds
        self._calibration = calibration
        self._shares = shares
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
        """Give the sentences and words of the own text without which a label's joined logit falls most.

        Raises:
            KeyError: if the model does not score the label.
        """
        if label not in self.labels:
            raise KeyError(label)
        column = self.labels.index(label)

        def logits(others: Sequence[Example]) -> list[float]:
            joined = self.joined(self.first.values(others), self.second.logits(others))
            return [float(value) for value in np.nan_to_num(joined[:, column], nan=SILENT)]

        return spans_by_occlusion(example, logits)

    def joined(self, first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give logits of the labels, not calibrated, from the first's probabilities and the second's logits of all heads."""
        main = second[:, [self.second.heads.index(label) for label in self.labels]]
        added: NDArray[np.float32] = main + self._shares * log_odds(first[:, self._columns])
        return added

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
        joined = self.joined(first[open_rows], logits)
        spoken = ~np.isnan(joined[:, :1])
        values[open_rows] = self._calibration.values(np.nan_to_num(joined)) * spoken.astype(np.float32)
        return values, {row: self.second.subtypes(each) for row, each in zip(open_rows, logits, strict=True)}


def log_odds(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the logits of probabilities, those of 0 and 1 as of the nearest that have one here."""
    sure = np.clip(values, LEAST, 1 - LEAST)
    logits: NDArray[np.float32] = np.log(sure / (1 - sure))
    return logits


def read_model(folder: Path, *, strictness: Strictness = Strictness.BALANCED) -> CascadeClassifier:
    """Read a cascade from its folder; its tiers lie in it, or beside it under the names that its manifest gives.

    Raises:
        ModelError: if a file is missing or damaged, or a tier is not the one that the cascade was fitted to.
    """
    files = modelfiles.read(folder)
    where = str(folder)
    # Flags come by the cascade's own thresholds, whatever those of its tiers.
    first, second = load(folder=_tier(files, "first")), load(folder=_tier(files, "second"))
    if not isinstance(second, TransformerClassifier):
        raise ModelError("the second tier is no transformer", where=where, remedy=_REMEDY)
    fitted = files.manifest.get("fitted_to")
    if fitted != [str(first.model), str(second.model)]:
        what = f"the cascade was fitted to other tiers than {first.model} and {second.model}"
        raise ModelError(what, where=where, remedy="train the cascade again")
    calibration = Calibration.from_manifest(files.manifest, where=where, strictness=strictness)
    if calibration.labels != second.labels:
        raise ModelError("the cascade scores other labels than its second tier", where=where, remedy=_REMEDY)
    bounds, shares = (_row(files, name, second.labels) for name in ("settled", "shares"))
    whole = hashlib.sha256(f"{files.id.hash} {first.model} {second.model}".encode()).hexdigest()[:12]
    return CascadeClassifier(
        first=first,
        second=second,
        manifest=files.manifest,
        model=ModelId(name=files.id.name, version=files.id.version, hash=whole),
        calibration=calibration,
        shares=shares,
        # What is settled is never flagged, whatever the strictness.
        settled=np.minimum(bounds, [calibration.thresholds[label] for label in second.labels]).astype(np.float32),
    )


def _row(files: modelfiles.ModelFiles, name: str, labels: Sequence[str]) -> NDArray[np.float32]:
    table = files.manifest.get(name)
    values = [table.get(label) for label in labels] if isinstance(table, dict) else [None]
    if not all(isinstance(value, (int, float)) and math.isfinite(value) for value in values):
        what = f"the manifest lacks {name}, one finite number a label"
        raise ModelError(what, where=str(files.folder), remedy=_REMEDY)
    return np.asarray(values, dtype=np.float32)


def _tier(files: modelfiles.ModelFiles, place: str) -> Path:
    name = files.manifest.get(place)
    if not isinstance(name, str) or not name.isidentifier():
        raise ModelError(f"the manifest names no {place} tier", where=str(files.folder), remedy=_REMEDY)
    inside = files.folder / name
    return inside if inside.is_dir() else files.folder.parent / name
