"""Classifiers: text in, scores out; they know nothing of forums."""

from analyzer.classifiers.base import Classifier, load, names, strictness_of
from analyzer.classifiers.parallel import ModelChoice, score_loaded, score_parallel

__all__ = ["Classifier", "ModelChoice", "load", "names", "score_loaded", "score_parallel", "strictness_of"]
