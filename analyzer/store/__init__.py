"""Keeping threads, scores and reviews: SQL lives here alone."""

from analyzer.store.access import Access, Export
from analyzer.store.desk import Desk
from analyzer.store.deskviews import (
    Action,
    Answer,
    Claim,
    Click,
    Filters,
    GoldCount,
    History,
    PostId,
    PostPlace,
    Queued,
    Ratings,
    State,
    Verb,
)
from analyzer.store.figureviews import Copies, Pace, Passed, Point, Quoted, Rise, Waiting
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
    "Access",
    "Action",
    "Added",
    "Answer",
    "AuthorSummary",
    "Claim",
    "Click",
    "Copies",
    "Counts",
    "DayCount",
    "DayOfScores",
    "Desk",
    "Export",
    "Filters",
    "GoldCount",
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
    "Pace",
    "Passed",
    "Point",
    "PostId",
    "PostPlace",
    "Queued",
    "Quoted",
    "Ratings",
    "Rise",
    "Rules",
    "ScoredPost",
    "State",
    "Store",
    "ThreadSummary",
    "Verb",
    "Waiting",
]
