"""What waits at the desk and how long, and how long verdicts take."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from analyzer.annotations import Reading
from analyzer.store import gold, queueing, schema, states
from analyzer.store.deskviews import State, Verb
from analyzer.store.figureviews import Pace, Waiting

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from analyzer.store.rules import Rules

# What is told of: gold is a trial of the reader, and no wait.
READINGS = (Reading.FIRST, Reading.SECOND, Reading.LEAD, Reading.APPEAL)
_SENT = (Verb.REVIEW.value, Verb.ESCALATE.value, Verb.APPEAL.value)


def waiting(connection: Connection, *, rules: Rules, at: datetime) -> tuple[Waiting, ...]:
    """Give how many posts wait in each state that waits for somebody, and since when."""
    model_pk = queueing.model_pk(connection)
    unseen = _unseen(connection, model_pk, at=at)
    rest = (_since_sent(connection, state, rules=rules, at=at) for state in (State.SECOND, *queueing.LEADS))
    return (unseen, *rest)


def paces(connection: Connection, *, since: datetime | None) -> tuple[Pace, ...]:
    """Give how long clicks took from claim to verdict, by kind of reading; only those from `since` on, if it is set."""
    review = schema.review.c
    query = (
        select(review.reading, func.max(review.seconds))
        .where(review.seconds.is_not(None), review.reading.in_([reading.value for reading in READINGS]))
        .group_by(review.reading, review.action_pk)
        .order_by(review.reading)
    )
    if since is not None:
        query = query.where(review.created_at >= since)
    rows = connection.execute(query).all()
    found = {name: sorted(row[1] for row in group) for name, group in groupby(rows, key=lambda row: row[0])}
    return tuple(
        Pace(reading=reading, clicks=len(taken), median=share(taken, 0.5), ninetieth=share(taken, 0.9))
        for reading in READINGS
        if (taken := found.get(reading.value))
    )


def share(ordered: Sequence[float], part: float) -> float:
    """Give the least of some ordered numbers that `part` (0 to 1) of them do not exceed: the nearest-rank percentile."""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def _unseen(connection: Connection, model_pk: int, *, at: datetime) -> Waiting:
    table, post, scrape = schema.priority.c, schema.post, schema.scrape
    pk = table.post_pk
    free: list[ColumnElement[bool]] = [
        ~states.is_read(pk, *READINGS),
        ~gold.is_gold(pk),
        ~states.is_appealed(pk),
        ~states.is_escalated(pk),
    ]
    query = (
        select(scrape.c.imported_at, func.count())
        .join_from(schema.priority, post, post.c.pk == pk)
        .join(scrape, scrape.c.pk == post.c.scrape_pk)
        .where(table.model_pk == model_pk, *free)
        .group_by(scrape.c.imported_at)
        .order_by(scrape.c.imported_at.desc())
    )
    rows = connection.execute(query).all()
    posts = sum(row[1] for row in rows)
    if not posts:
        return Waiting(state=State.UNSEEN, posts=0)
    passed = 0
    for imported_at, number in rows:
        passed += number
        if passed >= posts / 2:
            oldest = at - rows[-1][0]
            return Waiting(state=State.UNSEEN, posts=posts, median=_age(at - imported_at), oldest=_age(oldest))
    raise AssertionError


def _since_sent(connection: Connection, state: State, *, rules: Rules, at: datetime) -> Waiting:
    """Give the posts in a state that something sent them to: since the last thing that can have."""
    pk, action = schema.post.c.pk, schema.action.c
    sent = select(func.max(action.at)).where(action.post_pk == pk, action.verb.in_(_SENT)).correlate(schema.post)
    query: Any = select(sent.scalar_subquery()).where(
        pk.in_(queueing.likely(state, rules)), states.expression(pk, rules=rules) == state.value
    )
    ages = sorted(_age(at - since) for since in connection.scalars(query, {"at": at}) if since is not None)
    if not ages:
        return Waiting(state=state, posts=0)
    return Waiting(state=state, posts=len(ages), median=ages[(len(ages) - 1) // 2], oldest=ages[-1])


def _age(span: timedelta) -> timedelta:
    # Two machines' clocks may differ by a moment.
    return max(span, timedelta(0))
