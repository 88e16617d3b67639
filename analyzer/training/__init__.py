"""Training and measuring classifiers.

A name is loaded when it is asked for: `metrics` and `curves`, which the model page needs at once, are numpy alone, and
scikit-learn would come with all the rest.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.training.evaluation import Evaluation, evaluate
    from analyzer.training.fitting import TrainingReport, TrainOptions, train

__all__ = ["Evaluation", "TrainOptions", "TrainingReport", "evaluate", "train"]

_MODULES = MappingProxyType(
    {
        "Evaluation": "evaluation",
        "TrainOptions": "fitting",
        "TrainingReport": "fitting",
        "evaluate": "evaluation",
        "train": "fitting",
    }
)


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
