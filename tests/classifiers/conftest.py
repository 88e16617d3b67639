"""The classifiers under test: every shipped one, and one trained here on a small table written for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer import classifiers
from analyzer.training import TrainOptions, train

TABLE = Path(__file__).parents[1] / "data" / "tiny_labelled.csv"


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """The folder of a model trained on the small table alone."""
    folder = tmp_path_factory.mktemp("tiny") / "model"
    train(TABLE, folder, options=TrainOptions(folds=3, vector_size=10, package_sets=False))
    return folder


@pytest.fixture(scope="session", params=[*classifiers.names(), "tiny"])
def classifier(request, tiny_folder):
    """Each classifier in turn."""
    return classifiers.load(folder=tiny_folder) if request.param == "tiny" else classifiers.load(request.param)
