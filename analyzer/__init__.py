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
    from analyzer.classifiers.base import Classifier
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


def score(
    thread: Thread,
    *,
    model: str = "cascade",
    strictness: str = "balanced",
    spans: bool = False,
    any_language: bool = False,
) -> Iterator[Scoring]:
    """Give the scores of a thread's posts in order, by the shipped model of that name; raises `ModelError`.

    `strictness` is `high-precision`, `balanced` or `high-recall`. With `spans`, the scores of given labels say which
    words of which segment carried them. Words in a language that the model was not tested in get no label, unless
    `any_language` is set.
    """
    from analyzer import pipeline
    from analyzer.scoring import ScoreOptions

    options = ScoreOptions(spans=spans, any_language=any_language)
    yield from pipeline.score(thread, _classifier(model, strictness), options=options)


def score_examples(
    examples: Iterable[Example],
    *,
    model: str = "cascade",
    strictness: str = "balanced",
    spans: bool = False,
    any_language: bool = False,
) -> Iterator[Scoring]:
    """Give the scores of examples in order as they come; as `score`, the example's text being its only segment."""
    from analyzer.scoring import ScoreOptions
    from analyzer.scoring import score_examples as scored

    options = ScoreOptions(spans=spans, any_language=any_language)
    yield from scored(examples, _classifier(model, strictness), options=options)


def open_store(database: str | Path | None = None) -> Store:
    """Give the store in a file or at a SQLAlchemy URL, `ANALYZER_DATABASE` or `analyzer.db` by default.

    Raises `StoreError` where it cannot be opened.
    """
    from analyzer.store import Store

    return Store.open(database)


def add(
    scrape: str | Path | Source,
    *,
    store: Store,
    model: str = "cascade",
    strictness: str = "balanced",
    any_language: bool = False,
) -> Imported:
    """Read, score and store a scrape; one that was stored before adds nothing. Raises as `read` and `score` do."""
    from analyzer import pipeline

    source = scrape if isinstance(scrape, Source) else Source.from_path(scrape)
    classifier = _classifier(model, strictness)
    return pipeline.add(source, store=store, classifier=classifier, any_language=any_language)


def _classifier(model: str, strictness: str) -> Classifier:
    from analyzer.classifiers import load, strictness_of

    return load(model, strictness=strictness_of(strictness))
