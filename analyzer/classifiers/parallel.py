"""Scores a long stream of examples in several processes, in order and within bounded memory."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

from analyzer.annotations import Example, Scoring
from analyzer.classifiers.base import Classifier, load, to_scoring
from analyzer.errors import ModelError

# Below this a pool costs more than it gives: starting one takes about as long as scoring some thousand posts.
_WORTH_A_POOL = 4000
_CHUNK = 512
# Chunks a process that may be under way or waiting: 2 processes hold at most 4,096 examples.
_CHUNKS_AHEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    name: str
    folder: Path | None


def score_parallel(
    examples: Iterable[Example], *, processes: int, name: str = "linear", folder: Path | None = None
) -> Iterator[Scoring]:
    """Give one scoring an example, in order, from `processes` processes; up to 4,000 examples stay in this one.

    Raises:
        ModelError: if the model cannot be loaded, or a process ends before its work is done.
    """
    classifier = load(name, folder=folder)
    stream = iter(examples)
    first = list(islice(stream, _WORTH_A_POOL)) if processes > 1 else []
    if processes <= 1 or len(first) < _WORTH_A_POOL:
        return classifier.score(chain(first, stream))
    return _score_in_pool(chain(first, stream), classifier, _Origin(name=name, folder=folder), processes)


def _score_in_pool(
    examples: Iterator[Example], classifier: Classifier, origin: _Origin, processes: int
) -> Iterator[Scoring]:
    under_way: deque[tuple[list[str], Future[list[list[float]]]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=_context()) as pool:
        try:
            while chunk := list(islice(examples, _CHUNK)):
                texts = [(example.text, example.context) for example in chunk]
                under_way.append(([example.id for example in chunk], pool.submit(_values, origin, texts)))
                if len(under_way) >= processes * _CHUNKS_AHEAD:
                    yield from _scorings(*under_way.popleft(), classifier)
            while under_way:
                yield from _scorings(*under_way.popleft(), classifier)
        except BrokenProcessPool as error:
            raise ModelError(
                "a scoring process ended early", where="score_parallel", remedy="use fewer processes or free memory"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _scorings(ids: list[str], future: Future[list[list[float]]], classifier: Classifier) -> Iterator[Scoring]:
    for example_id, row in zip(ids, future.result(), strict=True):
        values = dict(zip(classifier.labels, row, strict=True))
        yield to_scoring(example_id, values, classifier.thresholds, classifier.model)


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is safe and quick (Linux, no other thread), else start fresh processes."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


@cache
def _classifier(origin: _Origin) -> Classifier:
    return load(origin.name, folder=origin.folder)


def _values(origin: _Origin, texts: list[tuple[str, str]]) -> list[list[float]]:
    classifier = _classifier(origin)
    examples = (Example(id="", text=text, context=context) for text, context in texts)
    return [[score.value for score in scoring.scores] for scoring in classifier.score(examples)]
