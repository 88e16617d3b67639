"""The tables of the model card put the models side by side, and say which of them has seen what is held out."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from analyzer.annotations import ModelId
from analyzer.classifiers.base import to_scoring
from analyzer.training.cases import read_cases
from analyzer.training.evaluation import evaluate_cases


@pytest.fixture
def quality(monkeypatch):
    """The benchmark, which stands in no package."""
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2] / "benchmarks"), *sys.path])
    return importlib.import_module("label_quality")


class Fixed:
    """A classifier that gives every text one score for denial."""

    labels = ("denial",)
    thresholds = {"denial": 0.5}  # noqa: RUF012 - a test's constant

    def __init__(self, name, value, sets=()):
        self.model = ModelId(name=name, version="1", hash="0" * 12)
        self.value = value
        self.manifest = {"data": [{"set": each} for each in sets]}

    def score(self, examples):
        """Give each text the score."""
        return (to_scoring(each.id, {"denial": self.value}, self.thresholds, self.model) for each in examples)


def test_models_stand_side_by_side(quality, tmp_path):
    """A row a label and set, a column a figure and model."""
    path = tmp_path / "rows.csv"
    path.write_text("own,denial,kind\na,1,say\nb,0,report\n")
    measured = {name: evaluate_cases(read_cases(path), Fixed(name, value)) for name, value in (("x", 0.9), ("y", 0.1))}
    labels = quality._labels(measured, "rows")
    assert labels.head[:6] == ("label", "set", "posts", "yes", "F1, x", "F1, y")
    assert labels.rows[0][:4] == ("denial", "rows", "2", "1")
    assert labels.rows[0][4].startswith("0.67")
    assert labels.rows[0][5].startswith("0.00")
    cases = quality._functionalities(measured, "rows")
    assert [(row[1], row[3][:4], row[4][:4]) for row in cases.rows] == [
        ("report", "0.00", "1.00"),
        ("say", "1.00", "0.00"),
    ]


def test_sets_with_few_positives_are_left_out(quality, tmp_path):
    """Fewer cases than a figure needs give no row."""
    path = tmp_path / "rows.csv"
    path.write_text("own,denial\na,1\nb,0\n")
    measured = {"x": evaluate_cases(read_cases(path), Fixed("x", 0.9))}
    assert quality._labels(measured, "rows", least=2).rows == ()


def test_a_model_that_saw_the_functional_cases_is_marked(quality):
    """What was trained on is no measure; a manifest without data says nothing."""
    grid = quality._models({"old": Fixed("old", 0.5, ["modcheck-dev"]), "new": Fixed("new", 0.5, ["forum-posts"])})
    assert ["trained on it" in row[-1] for row in grid.rows] == [True, False]
    bare = SimpleNamespace(model="m", thresholds={})
    assert quality._models({"bare": bare}).rows == (("bare", "m", "", ""),)
