"""Training and measuring classifiers."""

from analyzer.training.evaluation import Evaluation, evaluate
from analyzer.training.fitting import TrainingReport, TrainOptions, train

__all__ = ["Evaluation", "TrainOptions", "TrainingReport", "evaluate", "train"]
