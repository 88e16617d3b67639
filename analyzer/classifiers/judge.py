"""Weighs what a post's own words say against what they answer: the second step of the linear classifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.classifiers.modelfiles import pack, unpack
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.classifiers.terms import Reading

# Counts of different tokens up to which a post is short in one sense or another.
_LENGTHS = (4, 8, 14, 30)
_LOGIT_BOUND = 6.0


def measures(heads: Sequence[str]) -> tuple[str, ...]:
    """Give the names of the measures that `measure` takes, in its order."""
    return (
        *(f"whole:{head}" for head in heads),
        *(f"peak:{head}" for head in heads),
        *(f"peak chance:{head}" for head in heads),
        *(f"{own}*context {answered}" for own in heads for answered in heads),
        *(f"{own}*{other}" for i, own in enumerate(heads) for other in heads[i + 1 :]),
        "answers",
        "log size",
        *(f"size<={size}" for size in _LENGTHS),
        *(f"size<={size} answers" for size in _LENGTHS),
    )


def chance(logits: NDArray[Any]) -> NDArray[np.float32]:
    """Give probabilities, 0 to 1, for logits."""
    bounded = np.clip(logits, -30, 30)
    chances: NDArray[np.float32] = (1 / (1 + np.exp(-bounded))).astype(np.float32)
    return chances


def measure(own: Reading, context: Reading) -> NDArray[np.float32]:
    """Give a row of measures a post, a column for each name of `measures`.

    What is answered counts through products with own words alone: as measures of its own it made the judge mark a calm
    answer down or up by its quote (short answers: average precision of denial .71 with them, .77 without).
    """
    answers = (context.sizes > 0).astype(np.float32)[:, None]
    whole, peak = (np.clip(part, -_LOGIT_BOUND, _LOGIT_BOUND) for part in (own.whole, own.peak))
    own_chance, context_chance = chance(peak), chance(context.peak) * answers
    heads = whole.shape[1]
    crossed = (own_chance[:, :, None] * context_chance[:, None, :]).reshape(len(whole), heads * heads)
    left, right = np.triu_indices(heads, 1)
    lengths = (own.sizes[:, None] <= np.asarray(_LENGTHS, dtype=np.float32)).astype(np.float32)
    columns = (
        whole,
        peak,
        own_chance,
        crossed,
        own_chance[:, left] * own_chance[:, right],
        answers,
        np.log1p(own.sizes)[:, None],
        lengths,
        lengths * answers,
    )
    return np.concatenate(columns, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """The fitted weights, a row a measure and a column a label, and each label's calibration."""

    labels: tuple[str, ...]
    bias: NDArray[np.float32]
    weights: NDArray[np.float32]
    slopes: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def logits(self, measured: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the logits before calibration, a row a post and a column a label."""
        logits: NDArray[np.float32] = measured @ self.weights + self.bias
        return logits

    def calibrated(self, own: Reading, context: Reading) -> NDArray[np.float32]:
        """Give logits whose `chance` is a calibrated probability, a row a post and a column a label."""
        logits: NDArray[np.float32] = self.logits(measure(own, context)) * self.slopes + self.offsets
        return logits

    def to_part(self) -> dict[str, Any]:
        """Give the weights as one part of a model's files."""
        names = ("bias", "weights", "slopes", "offsets")
        return {"labels": list(self.labels), **{name: pack(getattr(self, name), "float32") for name in names}}

    @classmethod
    def from_part(cls, part: Mapping[str, Any], *, heads: Sequence[str], where: str) -> Judge:
        """Give the weights from a model's files.

        Raises:
            ModelError: if a part is missing or of another size.
        """
        try:
            labels = tuple(str(label) for label in part["labels"])
            count = len(labels)
            return cls(
                labels=labels,
                bias=unpack(part["bias"], shape=(count,), where=where),
                weights=unpack(part["weights"], shape=(len(measures(heads)), count), where=where),
                slopes=unpack(part["slopes"], shape=(count,), where=where),
                offsets=unpack(part["offsets"], shape=(count,), where=where),
            )
        except (KeyError, TypeError, AttributeError) as error:
            remedy = "train the model again or install the package again"
            raise ModelError(f"the model lacks {error}", where=where, remedy=remedy) from error
