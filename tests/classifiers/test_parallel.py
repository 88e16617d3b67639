"""A pool of processes gives what one process gives, in order and within bounds."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading

import pytest

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.classifiers import parallel, score_parallel
from analyzer.classifiers.base import to_scoring
from analyzer.classifiers.calibration import Strictness
from analyzer.classifiers.linear import LinearClassifier
from analyzer.errors import ModelError


def examples(count):
    return [Example(id=f"e{n}", text=f"burn post {n} of the harbour", context="why?" * (n % 3)) for n in range(count)]


def test_a_pool_scores_as_one_process(tiny_folder, monkeypatch):
    """Two processes give the same scorings in the same order."""
    monkeypatch.setattr(parallel, "_WORTH_A_POOL", 100)
    monkeypatch.setattr(parallel, "_CHUNK", 50)
    given = examples(1030)
    expected = list(classifiers.load(folder=tiny_folder).score(given))
    assert list(score_parallel(iter(given), processes=2, folder=tiny_folder)) == expected


def test_few_examples_stay_in_this_process(tiny_folder, monkeypatch):
    """Below the bound no pool is started."""
    monkeypatch.setattr(parallel, "_score_in_pool", pytest.fail)
    assert len(list(score_parallel(examples(300), processes=2, folder=tiny_folder))) == 300
    assert list(score_parallel([], processes=2, folder=tiny_folder)) == []


def test_a_pool_reads_ahead_within_bounds(tiny_folder, monkeypatch):
    """A stream is not read to its end before scorings are taken, and leaving early ends the pool."""
    monkeypatch.setattr(parallel, "_WORTH_A_POOL", 100)
    monkeypatch.setattr(parallel, "_CHUNK", 50)
    taken = 0

    def stream():
        nonlocal taken
        for example in examples(20_000):
            taken += 1
            yield example

    scorings = score_parallel(stream(), processes=2, folder=tiny_folder)
    assert next(scorings).id == "e0"
    assert taken <= 100 + 50 * 2 * 4
    scorings.close()


def with_strictness(folder, copy, strictness):
    """Give a copy of a model's folder with these thresholds beside the balanced ones."""
    shutil.copytree(folder, copy)
    manifest = json.loads((copy / "manifest.json").read_bytes())
    (copy / "manifest.json").write_text(json.dumps({**manifest, "strictness": strictness}))
    return copy


def test_a_strictness_that_a_model_lacks_is_said_at_once(tiny_folder, tmp_path):
    """A model with one kind of thresholds gives no others."""
    folder = with_strictness(tiny_folder, tmp_path / "model", {})
    with pytest.raises(ModelError, match="no high-recall thresholds"):
        score_parallel(iter([]), processes=2, folder=folder, strictness=Strictness.HIGH_RECALL)


def test_strictness_reaches_the_other_processes(tiny_folder, tmp_path, monkeypatch):
    """Labels are given by the thresholds that were asked for, and by those alone."""
    labels = classifiers.load(folder=tiny_folder).labels
    folder = with_strictness(tiny_folder, tmp_path / "model", {"high-recall": dict.fromkeys(labels, 0.0)})
    monkeypatch.setattr(parallel, "_WORTH_A_POOL", 100)
    found = list(score_parallel(examples(150), processes=2, folder=folder, strictness=Strictness.HIGH_RECALL))
    assert len(found) == 150
    assert all(scoring.labels == labels for scoring in found)


def test_subtypes_come_back_from_other_processes(tiny_folder, monkeypatch):
    """Where a classifier gives subtypes, those of another process are those of this one."""
    monkeypatch.setattr(parallel, "_WORTH_A_POOL", 100)
    monkeypatch.setattr(LinearClassifier, "score", _score_with_subtypes)
    monkeypatch.setattr(parallel, "_context", lambda: multiprocessing.get_context("fork"))
    choice = parallel.ModelChoice(folder=tiny_folder)
    classifier = choice.load()
    classifier.subtyped = classifier.labels
    given = examples(150)
    found = list(parallel.score_loaded(iter(given), choice=choice, classifier=classifier, processes=2))
    assert found == list(classifier.score(given))
    assert {score.subtype for scoring in found for score in scoring.scores} == {"kind", None}


def _score_with_subtypes(self, batch):
    for example in batch:
        row = self.values([example])[0].tolist()
        values = {label: round(value, 6) for label, value in zip(self.labels, row, strict=True)}
        subtypes = dict.fromkeys(self.labels, "kind")
        yield to_scoring(example.id, values, dict.fromkeys(self.labels, 0.4), self.model, subtypes=subtypes)


def test_a_missing_model_is_said_at_once(tmp_path):
    """The error comes before any example is read."""
    with pytest.raises(ModelError):
        score_parallel(iter([]), processes=2, folder=tmp_path)


def test_where_threads_run_processes_start_fresh():
    """Forking is left out as soon as another thread runs."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert parallel._context().get_start_method() == "spawn"
    finally:
        done.set()
        thread.join()
