"""Scores a long stream of examples in several processes, in order and within bounded memory."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from analyzer.annotations import Example, Scoring
from analyzer.classifiers.base import DEFAULT, Classifier, load, to_scoring
from analyzer.classifiers.calibration import Strictness
from analyzer.errors import ModelError

# Below this a pool costs more than it gives: starting one takes about as long as scoring some thousand posts.
_WORTH_A_POOL = 4000
_CHUNK = 512
# Chunks a process that may be under way or waiting: 2 processes hold at most 4,096 examples.
_CHUNKS_AHEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """Which classifier is to be loaded: the same here as in another process."""

    name: str = DEFAULT
    folder: Path | None = None
    strictness: Strictness = Strictness.BALANCED

    def load(self) -> Classifier:
        """Give the classifier; raises `ModelError`."""
        return load(self.name, folder=self.folder, strictness=self.strictness)


# What comes back of an example: its values in the order of the labels, and its subtypes.
_Row: TypeAlias = tuple[list[float], Mapping[str, str]]

# A forked process finds here what this one has loaded, 0.2 s sooner than from its files.
_LOADED: dict[ModelChoice, Classifier] = {}


def score_parallel(
    examples: Iterable[Example],
    *,
    processes: int,
    name: str = DEFAULT,
    folder: Path | None = None,
    strictness: Strictness = Strictness.BALANCED,
) -> Iterator[Scoring]:
    """Give one scoring an example, in order, from `processes` processes; up to 4,000 examples stay in this one.

    Raises:
        ModelError: if the model cannot be loaded, or a process ends before its work is done.
    """
    choice = ModelChoice(name=name, folder=folder, strictness=strictness)
    return score_loaded(examples, choice=choice, classifier=choice.load(), processes=processes)


def score_loaded(
    examples: Iterable[Example], *, choice: ModelChoice, classifier: Classifier, processes: int
) -> Iterator[Scoring]:
    """Do what `score_parallel` does with the classifier of a choice that was loaded already."""
    stream = iter(examples)
    first = list(islice(stream, _WORTH_A_POOL)) if processes > 1 else []
    if processes <= 1 or len(first) < _WORTH_A_POOL:
        return classifier.score(chain(first, stream))
    return _score_in_pool(chain(first, stream), classifier, choice, processes)


def _score_in_pool(
    examples: Iterator[Example], classifier: Classifier, choice: ModelChoice, processes: int
) -> Iterator[Scoring]:
    under_way: deque[tuple[list[str], Future[list[_Row]]]] = deque()
    _LOADED[choice] = classifier
    with ProcessPoolExecutor(processes, mp_context=_context()) as pool:
        try:
            while chunk := list(islice(examples, _CHUNK)):
                texts = [(example.text, example.context) for example in chunk]
                under_way.append(([example.id for example in chunk], pool.submit(_rows, choice, texts)))
                if len(under_way) >= processes * _CHUNKS_AHEAD:
                    yield from _scorings(*under_way.popleft(), classifier)
            while under_way:
                yield from _scorings(*under_way.popleft(), classifier)
        except BrokenProcessPool as error:
            raise ModelError(
                "a scoring process ended early", where="score_parallel", remedy="use fewer processes or free memory"
            ) from error
        finally:
            # What has begun is waited for: a pool let go in the middle complains when the program ends.
            pool.shutdown(wait=True, cancel_futures=True)


def _scorings(ids: list[str], future: Future[list[_Row]], classifier: Classifier) -> Iterator[Scoring]:
    for example_id, (row, subtypes) in zip(ids, future.result(), strict=True):
        values = {label: round(value, 6) for label, value in zip(classifier.labels, row, strict=True)}
        yield to_scoring(example_id, values, classifier.thresholds, classifier.model, subtypes=subtypes)


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is safe and quick (Linux, no other thread), else start fresh processes."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _rows(choice: ModelChoice, texts: list[tuple[str, str]]) -> list[_Row]:
    classifier = _LOADED.get(choice) or _LOADED.setdefault(choice, choice.load())
    examples = [Example(id="", text=text, context=context) for text, context in texts]
    if not classifier.subtyped:
        # Making whole scorings here and once more there would take a quarter of the time.
        return [(row, {}) for row in classifier.values(examples).tolist()]
    return [
        (list(scoring.values.values()), {score.label: score.subtype for score in scoring.scores if score.subtype})
        for scoring in classifier.score(examples)
    ]
