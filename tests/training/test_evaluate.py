"""Measuring gives the right figures, and says what is wrong with a table."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from analyzer.annotations import ModelId
from analyzer.classifiers.base import to_scoring
from analyzer.errors import DataError
from analyzer.training import evaluate
from analyzer.training.metrics import area_under_curve, average_precision, best_threshold, calibration_error
from analyzer.training.samples import fold_of, read_samples


class Echo:
    """A classifier whose denial score stands in the text."""

    model = ModelId(name="echo", version="1", hash="0" * 12)
    labels = ("denial",)
    thresholds = {"denial": 0.5}  # noqa: RUF012 - a test's constant

    def score(self, examples):
        """Give each text as its own score."""
        return (to_scoring(e.id, {"denial": float(e.text)}, self.thresholds, self.model) for e in examples)


def write(path, rows, columns=("id", "text", "denial")):
    pd.DataFrame(rows, columns=list(columns)).to_csv(path, index=False)
    return path


def test_known_figures(tmp_path):
    """Four posts with one miss and one false alarm give the figures worked out by hand."""
    path = write(tmp_path / "four.csv", [("a", 0.9, 1), ("b", 0.4, 1), ("c", 0.6, 0), ("d", 0.1, 0)])
    outcome = evaluate(path, Echo()).outcomes[0]
    assert (outcome.examples, outcome.positives) == (4, 2)
    assert outcome.precision.value == outcome.recall.value == outcome.f1.value == 0.5
    assert outcome.average_precision.value == pytest.approx((1 + 2 / 3) / 2)
    assert outcome.auc.value == 0.75
    assert outcome.brier.value == pytest.approx((0.01 + 0.36 + 0.36 + 0.01) / 4)
    assert outcome.f1.low <= outcome.f1.value <= outcome.f1.high


def test_unknown_labels_are_left_out(tmp_path):
    """An empty or unsure label counts neither way."""
    path = write(tmp_path / "some.csv", [("a", 0.9, "yes"), ("b", 0.8, "unsure"), ("c", 0.7, ""), ("d", 0.1, "no")])
    assert evaluate(path, Echo()).outcomes[0].examples == 2


def test_sets_are_measured_apart(tmp_path):
    """A corpus column gives an outcome for each set and one for all."""
    rows = [("a", 0.9, 1, "x"), ("b", 0.2, 0, "x"), ("c", 0.3, 1, "y"), ("d", 0.1, 0, "y")]
    path = write(tmp_path / "sets.csv", rows, ("id", "text", "denial", "corpus"))
    outcomes = evaluate(path, Echo()).outcomes
    assert [(o.corpus, o.recall.value) for o in outcomes] == [("all", 0.5), ("x", 1.0), ("y", 0.0)]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_all_table_forms_measure_alike(tmp_path, suffix):
    """CSV, JSON lines and Parquet of the same rows give the same outcome."""
    frame = pd.DataFrame({"own": ["0.9", "0.2", "0.4"], "quoted": ["", "q", ""], "denial": [1, 0, 1]})
    path = tmp_path / f"rows{suffix}"
    match suffix:
        case ".csv":
            frame.to_csv(path, index=False)
        case ".jsonl":
            frame.to_json(path, orient="records", lines=True)
        case _:
            frame.to_parquet(path)
    outcome = evaluate(path, Echo()).outcomes[0]
    assert (outcome.examples, outcome.recall.value, outcome.precision.value) == (3, 0.5, 1.0)


def test_table_and_json_say_the_same(tmp_path):
    """Both forms name the label and its count; JSON holds no NaN."""
    evaluation = evaluate(write(tmp_path / "no.csv", [("a", 0.9, 0), ("b", 0.1, 0)]), Echo())
    value = json.loads(evaluation.json(), parse_constant=pytest.fail)
    assert value["outcomes"][0]["average_precision"]["value"] is None
    assert "denial" in evaluation.table()
    assert "nan" not in evaluation.table()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,body,denial\na,x,1\n", "text or own"),
        ("id,text\na,x\n", "denial"),
        ("id,text,denial\na,0.5,perhaps\n", "perhaps"),
        ("id,text,denial\n", "no rows"),
        ("", "cannot be read"),
        ("id,text,denial\na,0.5,\n", "no label"),
    ],
)
def test_a_wrong_table_says_what_and_where(tmp_path, content, said):
    """Each fault raises a DataError with what is wrong, where, and what to do."""
    path = tmp_path / "wrong.csv"
    path.write_text(content)
    with pytest.raises(DataError) as caught:
        evaluate(path, Echo())
    assert said in str(caught.value)
    assert "wrong.csv" in caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["gone.csv", "gone.jsonl", "gone.parquet", "table.xlsx"])
def test_a_missing_or_unknown_file_is_an_error(tmp_path, name):
    """A file that is not there, or of another form, raises a DataError."""
    with pytest.raises(DataError, match=name):
        evaluate(tmp_path / name, Echo())


@pytest.mark.parametrize("content", [b"{not json}\n", b"[1, 2]\n5\n", b"\xff\xfe\x00", b"PAR1"])
def test_a_damaged_file_is_an_error(tmp_path, content):
    """Bytes that are no table raise a DataError, whatever the suffix."""
    for suffix in (".jsonl", ".parquet", ".csv"):
        path = tmp_path / f"bad{suffix}"
        path.write_bytes(content)
        with pytest.raises(DataError):
            evaluate(path, Echo())


scored = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=2, max_size=60)


@settings(deadline=None)
@given(scored)
def test_figures_equal_those_of_scikit_learn(rows):
    """Average precision and area are what scikit-learn gives, ties and all; the threshold is among the best."""
    answers = np.asarray([row[0] for row in rows])
    values = np.asarray([row[1] / 20 for row in rows])
    if 0 < answers.sum() < len(answers):
        assert average_precision(answers, values) == pytest.approx(average_precision_score(answers, values))
        assert area_under_curve(answers, values) == pytest.approx(roc_auc_score(answers, values))
        best = max(f1_score(answers, values >= threshold) for threshold in set(values))
        assert f1_score(answers, values >= best_threshold(answers, values)) >= best - 0.0101
    assert 0 <= calibration_error(answers, values) <= 1


def test_figures_that_cannot_be_told_are_not_numbers():
    """Without positives there is no average precision, without both kinds no area."""
    none = np.zeros(3, dtype=int)
    assert math.isnan(average_precision(none, np.ones(3)))
    assert math.isnan(area_under_curve(none, np.ones(3)))
    assert best_threshold(none, np.ones(3)) == 0.5


@given(st.text(st.characters(codec=None)), st.integers(2, 9))
def test_a_group_is_always_in_the_same_fold(group, folds):
    """A fold hangs on group and seed alone."""
    assert 0 <= fold_of(group, folds=folds, seed=1) < folds
    assert fold_of(group, folds=folds, seed=1) == fold_of(group, folds=folds, seed=1)


def test_threads_and_pairs_stay_together(tmp_path):
    """Rows of a thread share a group; rows without one stand alone."""
    rows = [("a", "x", 1, "t1"), ("b", "y", 0, "t1"), ("c", "z", 0, "t2")]
    with_threads = read_samples(write(tmp_path / "t.csv", rows, ("id", "text", "denial", "thread")))
    assert with_threads[0].group == with_threads[1].group != with_threads[2].group
    alone = read_samples(write(tmp_path / "u.csv", [row[:3] for row in rows]))
    assert len({sample.group for sample in alone}) == 3
