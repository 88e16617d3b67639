"""Where scores rise along a thread: a least-squares line over its posts in order, reckoned from sums in the database."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scipy.special import stdtrit
from sqlalchemy import Float, cast, func, select

from analyzer.store import schema, settings
from analyzer.store.figureviews import Point, Rise

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

# In fewer posts a line says little.
LEAST_POSTS = 8
# Drawn of one thread: some more than a chart has pixels for.
MOST_POINTS = 400
_SURE = 0.95


def rises(connection: Connection, *, label: str, limit: int) -> tuple[Rise, ...]:
    """Give the threads in which a label's scores surely rise, steepest first, with the scores of their posts."""
    model = settings.model_in_force(connection)
    if model is None:
        return ()
    found = [
        (row.thread_pk, rise) for row in _sums(connection, model.pk, label=label) if (rise := _rise(row)).surely > 0
    ]
    found.sort(key=lambda each: (-each[1].surely, each[0]))
    return tuple(_with_points(connection, rise, pk, model_pk=model.pk, label=label) for pk, rise in found[:limit])


def _sums(connection: Connection, model_pk: int, *, label: str) -> Sequence[Row[Any]]:
    post, score, thread = schema.post, schema.score.c, schema.thread.c
    # Not whole numbers: their squares outgrow PostgreSQL's.
    x, y = cast(post.c.position, Float), score.value
    sums = (
        select(post.c.thread_pk, func.count().label("n"), func.sum(x).label("x"), func.sum(y).label("y"),
               func.sum(x * x).label("xx"), func.sum(x * y).label("xy"), func.sum(y * y).label("yy"),
               func.min(x).label("first"), func.max(x).label("last"))
        .join_from(schema.score, post, post.c.pk == score.post_pk)
        .where(score.model_pk == model_pk, score.label == label)
        .group_by(post.c.thread_pk)
        .having(func.count() >= LEAST_POSTS)
        .subquery("sums")
    )  # fmt: skip
    return connection.execute(
        select(sums, thread.id, thread.title).join_from(sums, schema.thread, thread.pk == sums.c.thread_pk)
    ).all()


def _rise(row: Row[Any]) -> Rise:
    spread = row.xx - row.x * row.x / row.n
    slope = (row.xy - row.x * row.y / row.n) / spread if spread > 0 else 0.0
    middle = row.y / row.n
    left = max(0.0, row.yy - row.y * row.y / row.n - slope * slope * spread)
    error = math.sqrt(left / (row.n - 2) / spread) if spread > 0 else 0.0
    sure = slope - float(stdtrit(row.n - 2, _SURE)) * error
    length = row.last - row.first
    return Rise(
        thread_id=row.id,
        title=row.title,
        posts=row.n,
        begins=middle + slope * (row.first - row.x / row.n),
        ends=middle + slope * (row.last - row.x / row.n),
        surely=sure * length,
    )


def _with_points(connection: Connection, rise: Rise, thread_pk: int, *, model_pk: int, label: str) -> Rise:
    post, score = schema.post.c, schema.score.c
    of_post = (score.post_pk == post.pk) & (score.model_pk + 0 == model_pk) & (score.label == label)
    query = (
        select(post.position, score.value)
        .join_from(schema.post, schema.score, of_post)
        .where(post.thread_pk == thread_pk)
        .order_by(post.position)
    )
    rows = connection.execute(query).all()
    step = -(-len(rows) // MOST_POINTS)
    points = tuple(Point(position=row.position, value=row.value) for row in rows[:: max(1, step)])
    return replace(rise, points=points)
