"""Says what is held out of all training: whole threads, events and functional tests, never single rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analyzer.training.samples import Sample, fold_of, read_samples, read_table, to_text

# One part in six of the threads and events is held out: for calibration, thresholds and measuring. Of the large public
# corpora one part in thirty is enough to measure on.
HELD_OUT_FOLDS = 6
CORPUS_FOLDS = 30
# Only ever measured on: its cases are few sentences with many fillings, and a model that has learned them is no better
# on others (0.5 on unseen cases, measured).
MEASURED_ONLY = "modcheck-dev"
SEED = 0


def is_held_out(sample: Sample) -> bool:
    """Tell whether a sample is measured on and not learned from: by its thread or event, never by the row."""
    if sample.source == MEASURED_ONLY:
        return True
    folds = HELD_OUT_FOLDS if sample.folded else CORPUS_FOLDS
    return fold_of(sample.group, folds=folds, seed=SEED) == 0


def read_contrast(path: Path) -> Iterator[Sample]:
    """Give a contrast set's samples; those about one event stay on one side of a split.

    Raises:
        DataError: if the file is no such table.
    """
    events = {str(row["id"]): to_text(row.get("event")) for row in read_table(path).to_dict("records")}
    for sample in read_samples(path, source=path.stem):
        event = " ".join(events.get(sample.id, "").casefold().split())
        yield replace(sample, group=f"event:{event}") if event else sample
