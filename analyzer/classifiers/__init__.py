"""Classifiers: text in, scores out; they know nothing of forums."""

from analyzer.classifiers.base import Classifier, load, names
from analyzer.classifiers.parallel import score_parallel

__all__ = ["Classifier", "load", "names", "score_parallel"]
