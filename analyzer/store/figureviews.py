"""What a head of team reads of the store: figures with names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from analyzer.annotations import Reading
from analyzer.store.deskviews import State
from analyzer.store.views import ScoredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many posts wait in one state, and how long they have: `median` and `oldest` are `None` where none waits.

    Unseen posts wait since they were added, others since the review, the call for a lead or the appeal that sent them
    there.
    """

    state: State
    posts: int
    median: timedelta | None = None
    oldest: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long one kind of reading took from claim to verdict, in seconds: a click counts once, trials by gold not."""

    reading: Reading
    clicks: int
    median: float
    ninetieth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A flagged post with how many posts quote it, and how many more answer it."""

    post: ScoredPost
    quoted: int
    replies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """How often one author quoted posts of another that are flagged with a label.

    Of the `quotes`, `flagged` stand in posts that are flagged with the label themselves: the others answer, report or
    condemn as far as the model can tell.
    """

    label: str
    author: str
    quoted_author: str
    quotes: int
    flagged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Posts that say nearly the same: the first that was added, how many there are with it, and where and by whom.

    `flagged` counts those with a label that is no signal. `others` are some of the copies, oldest first; `authors` and
    the dates leave out what is not known.
    """

    first: ScoredPost
    posts: int
    threads: int
    authors: int
    flagged: int
    since: datetime | None
    until: datetime | None
    others: tuple[ScoredPost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A score and the position of its post in the thread."""

    position: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """How scores of a label change along a thread: the least-squares line over its posts in order.

    `begins` and `ends` are the line's values at the first and the last post. `surely` is the lower end of the rise's
    interval of 95 % (one side), by which threads are ordered: a short thread must rise steeply to come first.
    """

    thread_id: str
    title: str | None
    posts: int
    begins: float
    ends: float
    surely: float
    points: tuple[Point, ...] = ()
