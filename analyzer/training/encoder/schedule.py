"""The learning rate over a training: a short rise and a long fall, once or in several rounds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

# The share of a round in which the rate rises.
_WARM = 0.06


def round_of(epoch: int, *, epochs: int, restarts: Sequence[int]) -> range:
    """Give the epochs, counted from 0, that share one rise and fall of the rate with `epoch`.

    A round ends after each of `restarts`, so that a finished training can be lengthened; those of no effect (0 or the
    last epoch and later) are passed over.
    """
    bounds = sorted({0, epochs, *(restart for restart in restarts if 0 < restart < epochs)})
    return next(range(start, end) for start, end in itertools.pairwise(bounds) if start <= epoch < end)


def rate_at(place: float) -> float:
    """Give the share of the highest rate, 0 to 1, at a place from 0 to 1 of a round."""
    return place / _WARM if place < _WARM else (1 - place) / (1 - _WARM)
