"""What people finally said of posts, beside the scores of the model in force."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from analyzer.annotations import Reading, Verdict
from analyzer.store import rules as of_team
from analyzer.store import schema, settings, states
from analyzer.store.deskviews import State
from analyzer.store.modelviews import Judgement, Judgements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row, Select

# What has been said of these posts is contested or not finished: a lead has the last word.
_OPEN = (State.DISPUTED, State.ESCALATED, State.APPEALED)


def judgements(connection: Connection, *, at: datetime) -> Judgements:
    """Give the final verdicts and the gold answers, beside the scores of the model in force.

    Final is, label by label, the verdict of the last reading that judged the label and was not taken back. A label that
    no reading judged has none: who was not asked for a label has not said no to it.
    """
    model = settings.model_in_force(connection)
    model_pk = 0 if model is None else model.pk
    waiting = _open_posts(connection, at=at)
    final = {(row.post_pk, row.label): row for row in connection.execute(_readings(model_pk))}
    closed = [row for key, row in final.items() if key[0] not in waiting]
    scored = [row for row in closed if row.value is not None]
    return Judgements(
        model=None if model is None else model.id,
        thresholds=MappingProxyType({}) if model is None else settings.thresholds(connection, model.pk),
        verdicts=tuple(_judgement(row) for row in scored if not row.withheld),
        gold=tuple(_judgement(row) for row in connection.execute(_answers(model_pk)) if not row.withheld),
        open_posts=len({key[0] for key in final} & waiting),
        unscored=len(closed) - len(scored),
        withheld=sum(bool(row.withheld) for row in scored),
        withdrawn=_withdrawn(connection),
    )


def _readings(model_pk: int) -> Select[Any]:
    """Give the query for all reviews that stand, gold apart, oldest first, with the score of a model."""
    review = schema.review
    query = select(review.c.post_pk, review.c.label, review.c.verdict, review.c.created_at)
    stands = (review.c.reading != Reading.GOLD.value) & states.standing(review)
    return _beside_scores(query, review, model_pk=model_pk).where(stands).order_by(review.c.pk)


def _answers(model_pk: int) -> Select[Any]:
    """Give the query for the answers of gold posts that a model has scored."""
    gold = schema.gold
    answers = select(gold.c.post_pk, gold.c.label, gold.c.answer.label("verdict"))
    beside = _beside_scores(answers, gold, model_pk=model_pk)
    return beside.where(schema.score.c.value.is_not(None)).order_by(gold.c.post_pk, gold.c.label)


def _beside_scores(query: Select[Any], table: Any, *, model_pk: int) -> Select[Any]:
    post, thread, score, scoring = schema.post, schema.thread, schema.score, schema.scoring
    of_score = (score.c.post_pk == table.c.post_pk) & (score.c.model_pk == model_pk) & (score.c.label == table.c.label)
    of_scoring = (scoring.c.post_pk == table.c.post_pk) & (scoring.c.model_pk == model_pk)
    return (
        query.add_columns(thread.c.id.label("thread_id"), post.c.id.label("post_id"), score.c.value, scoring.c.withheld)
        .select_from(table)
        .join(post, post.c.pk == table.c.post_pk)
        .join(thread, thread.c.pk == post.c.thread_pk)
        .outerjoin(score, of_score)
        .outerjoin(scoring, of_scoring)
    )


def _open_posts(connection: Connection, *, at: datetime) -> frozenset[int]:
    """Give the numbers of the posts with reviews whose last word has not been said."""
    pk = schema.post.c.pk
    state = states.expression(pk, rules=of_team.load(connection))
    reviewed = select(schema.review.c.post_pk)
    query = select(pk).where(pk.in_(reviewed), state.in_([each.value for each in _OPEN]))
    numbers: Iterable[int] = connection.scalars(query, {"at": at})
    return frozenset(numbers)


def _withdrawn(connection: Connection) -> int:
    columns = schema.review.c
    return connection.execute(select(func.count()).where(columns.withdraws.is_not(None))).scalar_one()


def _judgement(row: Row[Any]) -> Judgement:
    return Judgement(
        thread_id=row.thread_id,
        post_id=row.post_id,
        label=row.label,
        verdict=Verdict(row.verdict),
        score=row.value,
        judged_at=getattr(row, "created_at", None),
    )
