"""The small labelled table that training tests use."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.training import TrainOptions


@pytest.fixture(scope="session")
def table():
    """A table of 83 labelled examples written for the tests."""
    return Path(__file__).parents[1] / "data" / "tiny_labelled.csv"


@pytest.fixture(scope="session")
def options():
    """Options that train on it in a fraction of a second."""
    return TrainOptions(folds=3, vector_size=10, package_sets=False)
