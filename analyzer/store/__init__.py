"""Keeping threads, scores and reviews: SQL lives here alone."""

from analyzer.store.desk import Desk
from analyzer.store.deskviews import Action, Answer, Claim, Click, Filters, History, Queued, State, Verb
from analyzer.store.log import LogFilters
from analyzer.store.modeldesk import ModelDesk
from analyzer.store.modelviews import DayOfScores, Judgement, Judgements, Limits, Move, Moved
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
    "Counts",
    "DayCount",
    "DayOfScores",
    "Desk",
    "Filters",
    "History",
    "Judgement",
    "Judgements",
    "LabelCount",
    "Limits",
    "LogFilters",
    "ModelDesk",
    "Move",
    "Moved",
    "Overview",
    "Queued",
    "Rules",
    "ScoredPost",
    "State",
    "Store",
    "ThreadSummary",
    "Verb",
]
