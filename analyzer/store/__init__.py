"""Keeping threads and scores: SQL lives here alone."""

from analyzer.store.store import Store
from analyzer.store.views import (
    Added,
    AuthorSummary,
    Counts,
    DayCount,
    LabelCount,
    Overview,
    ScoredPost,
    ThreadSummary,
)

__all__ = [
    "Added",
    "AuthorSummary",
    "Counts",
    "DayCount",
    "LabelCount",
    "Overview",
    "ScoredPost",
    "Store",
    "ThreadSummary",
]
