"""What another threshold would do, asked before it is set: which posts would gain or lose the label."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import false, func, select

from analyzer.errors import DataError
from analyzer.labels import in_order
from analyzer.store import schema, settings, shipped
from analyzer.store.modelviews import Limits, Move, Moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection


def limits(connection: Connection) -> Limits:
    """Give the thresholds in force and those that the model came with."""
    model = settings.model_in_force(connection)
    if model is None:
        return Limits(in_force=MappingProxyType({}), shipped=MappingProxyType({}))
    kept = shipped.load(connection, model.pk)
    return Limits(
        in_force=settings.thresholds(connection, model.pk),
        shipped=MappingProxyType({label: kept.values[label] for label in in_order(kept.values)}),
        by_hand=kept.by_hand,
    )


def counts(connection: Connection) -> Mapping[str, int]:
    """Give how many posts carry each label of the model in force, and under the empty name how many it has scored."""
    model = settings.model_in_force(connection)
    if model is None:
        return MappingProxyType({})
    scoring = schema.scoring.c
    scored = select(func.count()).where(scoring.model_pk == model.pk, ~scoring.withheld)
    found = {"": connection.execute(scored).scalar_one()}
    for label, limit in settings.thresholds(connection, model.pk).items():
        between = _between(model.pk, label, low=limit, high=None)
        found[label] = connection.execute(select(func.count()).where(between)).scalar_one()
    return MappingProxyType(found)


def move(connection: Connection, label: str, value: float, *, limit: int) -> Move:
    """Give what another threshold of a label would do, with at most `limit` of the posts that change.

    Raises:
        DataError: The model in force has no such label, or the threshold is none.
    """
    settings.check_probability(value, where=f"threshold of {label}")
    model = settings.model_in_force(connection)
    known = {} if model is None else settings.thresholds(connection, model.pk)
    if model is None or label not in known:
        raise DataError(
            f"the model in force has no label {label!r}", where="thresholds", remedy="choose one of its own"
        )
    now = known[label]
    between = _between(model.pk, label, low=min(now, value), high=max(now, value)) if value != now else false()
    count = connection.execute(select(func.count()).select_from(schema.score).where(between)).scalar_one()
    posts = _moved(connection, between, limit=limit, is_up=value > now)
    return Move(label=label, now=now, then=value, count=count, posts=posts)


def _between(model_pk: int, label: str, *, low: float, high: float | None) -> ColumnElement[bool]:
    score = schema.score.c
    reached = (score.model_pk == model_pk) & (score.label == label) & (score.value >= low)
    below = reached if high is None else reached & (score.value < high)
    return below & score.post_pk.not_in(settings.withheld(model_pk))


def _moved(connection: Connection, between: ColumnElement[bool], *, limit: int, is_up: bool) -> tuple[Moved, ...]:
    score, post, thread, sooner = schema.score, schema.post, schema.thread, schema.post.alias("sooner")
    before = (sooner.c.position < post.c.position) | (
        (sooner.c.position == post.c.position) & (sooner.c.pk < post.c.pk)
    )
    place = select(func.count()).where(sooner.c.thread_pk == post.c.thread_pk, before).scalar_subquery()
    columns: list[Any] = [thread.c.id.label("thread_id"), thread.c.title, post.c.id, post.c.position]
    query = (
        select(*columns, score.c.value, place.label("place"))
        .join_from(score, post, post.c.pk == score.c.post_pk)
        .join(thread, thread.c.pk == post.c.thread_pk)
        .where(between)
        .order_by(score.c.value if is_up else score.c.value.desc(), post.c.pk)
        .limit(limit)
    )
    return tuple(
        Moved(
            thread_id=row.thread_id,
            thread_title=row.title,
            post_id=row.id,
            position=row.position,
            place=row.place,
            score=row.value,
        )
        for row in connection.execute(query)
    )
