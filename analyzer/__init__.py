"""Reads saved forum threads, parts quoted from own words, and scores the own words: the same verbs as the command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.annotations import Example, ModelId, Score, Scoring, Span
from analyzer.errors import AnalyzerError
from analyzer.labels import LABELS, Label
from analyzer.options import DEFAULT, Body, ReadOptions
from analyzer.source import Source
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread

if TYPE_CHECKING:
    from analyzer.pipeline import Imported
    from analyzer.store import Store

__all__ = [
    "LABELS",
    "AnalyzerError",
    "Body",
    "Example",
    "Found",
    "Label",
    "ModelId",
    "Post",
    "Problem",
    "ReadOptions",
    "Score",
    "Scoring",
    "Segment",
    "SegmentKind",
    "Source",
    "Span",
    "Thread",
    "add",
    "open_store",
    "read",
    "score",
    "score_examples",
]

# The functions below import late: the classifier's libraries take 1.3 s to import and the store's 0.2 s, and
# a script that only reads threads needs neither.


def read(scrape: str | Path | Source, *, options: ReadOptions = DEFAULT) -> Iterator[Thread]:
    """Give the threads of a scrape or an archive, quoted and own words parted and quotes traced.

    `options` say how a table of posts is written, as `--body` and `--columns` do. Raises `SourceError` where a file cannot be opened or is no text, `UnreadableError` where it holds no thread.
    """
    from analyzer import pipeline

    yield from pipeline.read(scrape if isinstance(scrape, Source) else Source.from_path(scrape, options=options))


def score(thread: Thread, *, model: str = "linear") -> Iterator[Scoring]:
    """Give the scores of a thread's posts in order, by the shipped model of that name; raises `ModelError`."""
    from analyzer import pipeline
    from analyzer.classifiers import load

    yield from pipeline.score(thread, load(model))


def score_examples(examples: Iterable[Example], *, model: str = "linear") -> Iterator[Scoring]:
    """Give the scores of examples in order as they come, by the shipped model of that name; raises `ModelError`."""
    from analyzer.classifiers import load

    yield from load(model).score(examples)


def open_store(database: str | Path | None = None) -> Store:
    """Give the store in a file or at a SQLAlchemy URL, `ANALYZER_DATABASE` or `analyzer.db` by default.

    Raises `StoreError` where it cannot be opened.
    """
    from analyzer.store import Store

    return Store.open(database)


def add(scrape: str | Path | Source, *, store: Store, model: str = "linear") -> Imported:
    """Read, score and store a scrape; one that was stored before adds nothing. Raises as `read` does."""
    from analyzer import pipeline
    from analyzer.classifiers import load

    source = scrape if isinstance(scrape, Source) else Source.from_path(scrape)
    return pipeline.add(source, store=store, classifier=load(model))
