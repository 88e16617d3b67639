"""A pool of processes gives what one process gives, in order and within bounds."""

from __future__ import annotations

import threading

import pytest

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.classifiers import parallel, score_parallel
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
