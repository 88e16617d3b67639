"""Turns a model's logits into calibrated probabilities, and says from which probability a label is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.errors import ModelError
from analyzer.labels import LABEL_NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REMEDY = "train the model again or install the package again"


class Strictness(StrEnum):
    """Which of a model's three thresholds gives a label.

    `balanced` has the best F1 on held-out forum posts; `high-precision` weighs a false alarm as two misses would be
    (F0.5), `high-recall` a miss as two false alarms (F2).
    """

    HIGH_PRECISION = "high-precision"
    BALANCED = "balanced"
    HIGH_RECALL = "high-recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Each label's slope and offset (Platt 1999) and threshold, in the order of the labels."""

    labels: tuple[str, ...]
    slopes: NDArray[np.float32]
    offsets: NDArray[np.float32]
    thresholds: Mapping[str, float]

    def values(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give calibrated probabilities, 0 to 1, a row an example and a column a label."""
        values: NDArray[np.float32] = (1 / (1 + np.exp(-np.clip(logits * self.slopes + self.offsets, -30, 30)))).astype(
            np.float32
        )
        return values

    @classmethod
    def from_manifest(
        cls, manifest: Mapping[str, Any], *, where: str, strictness: Strictness = Strictness.BALANCED
    ) -> Calibration:
        """Give the calibration that a manifest holds: `calibration[label] = [slope, offset]`, and its thresholds.

        Raises:
            ModelError: if a label is not known, or lacks a number or a threshold.
        """
        table = manifest.get("calibration")
        if not isinstance(table, dict) or not table or any(label not in LABEL_NAMES for label in table):
            raise ModelError("the model scores labels this program does not know", where=where, remedy=_REMEDY)
        labels = tuple(label for label in LABEL_NAMES if label in table)
        try:
            slopes, offsets = np.asarray([table[label] for label in labels], dtype=np.float32).T
        except (TypeError, ValueError) as error:
            raise ModelError("the calibration is no table of two numbers", where=where, remedy=_REMEDY) from error
        if not (np.isfinite(slopes).all() and np.isfinite(offsets).all()):
            raise ModelError("the calibration holds values that are not finite", where=where, remedy=_REMEDY)
        thresholds = thresholds_of(manifest, labels, where=where, strictness=strictness)
        return cls(labels=labels, slopes=slopes, offsets=offsets, thresholds=thresholds)


def thresholds_of(
    manifest: Mapping[str, Any], labels: tuple[str, ...], *, where: str, strictness: Strictness = Strictness.BALANCED
) -> dict[str, float]:
    """Give the thresholds of a strictness; a model that holds only one kind gives that for `balanced` alone.

    Raises:
        ModelError: if a label has no threshold between 0 and 1 of this strictness.
    """
    table = manifest.get("thresholds")
    if strictness is not Strictness.BALANCED:
        others = manifest.get("strictness")
        table = others.get(strictness.value) if isinstance(others, dict) else None
        if table is None:
            what = f"the model has no {strictness.value} thresholds"
            raise ModelError(what, where=where, remedy="choose balanced, or train the model again")
    if not isinstance(table, dict) or not all(_is_share(table.get(label)) for label in labels):
        raise ModelError("the manifest lacks a threshold between 0 and 1 for a label", where=where, remedy=_REMEDY)
    return {label: float(table[label]) for label in labels}


def _is_share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
