"""Keeping threads, scores and reviews: SQL lives here alone."""

from analyzer.store.desk import Desk
from analyzer.store.deskviews import Action, Answer, Claim, Click, Filters, History, Queued, State, Verb
from analyzer.store.figureviews import Copies, Pace, Passed, Point, Quoted, Rise, Waiting
from analyzer.store.log import LogFilters
from analyzer.store.rules import Rules
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
    "Action",
    "Added",
    "Answer",
    "AuthorSummary",
    "Claim",
    "Click",
    "Copies",
    "Counts",
    "DayCount",
    "Desk",
    "Filters",
    "History",
    "LabelCount",
    "LogFilters",
    "Overview",
    "Pace",
    "Passed",
    "Point",
    "Queued",
    "Quoted",
    "Rise",
    "Rules",
    "ScoredPost",
    "State",
    "Store",
    "ThreadSummary",
    "Verb",
    "Waiting",
]
