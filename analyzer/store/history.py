"""The history of a post: reviews, withdrawn ones too, and what was done, as far as the person who asks may know it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from analyzer.annotations import ModelId, Reading, Review, Verdict
from analyzer.people import may
from analyzer.store import claiming, gold, log, schema, states
from analyzer.store.deskviews import History, State, Verb

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from analyzer.people import Person
    from analyzer.store.log import PostKey
    from analyzer.store.rules import Rules

# What of others gives their verdicts away, or that a post is gold because so many read it.
_TELLING = frozenset({Verb.CLAIM, Verb.RELEASE, Verb.REVIEW, Verb.UNDO, Verb.GOLD})


def of_post(connection: Connection, post: PostKey, *, person: Person, rules: Rules, at: datetime) -> History:
    """Give the history of a post.

    Reviews of others are left out while the post waits for a second reading, and, for who is no lead, while it waits for
    a lead and where it is gold that the person has not judged.
    """
    state = states.of_post(connection, post.pk, rules=rules, at=at)
    found = reviews(connection, post)
    is_own = [review for review in found if review.reviewer == person.name]
    knows = _knows(connection, post, state=state, person=person, has_judged=bool(is_own))
    table = schema.action
    rows = connection.execute(select(table).where(table.c.post_pk == post.pk).order_by(table.c.pk))
    lines = log.as_actions(rows)
    return History(
        state=state,
        reviews=tuple(found if knows else is_own),
        actions=tuple(line for line in lines if knows or line.person == person.name or line.verb not in _TELLING),
        claim=claiming.of_post(connection, post, at=at),
    )


def reviews(connection: Connection, post: PostKey, *, action_pk: int | None = None) -> tuple[Review, ...]:
    """Give the reviews of a post, or those of one click, in the order they were given."""
    review, model, later = schema.review, schema.model, schema.review.alias("later")
    query = (
        select(review, model.c.name, model.c.version, model.c.hash, later.c.created_at.label("withdrawn_at"))
        .outerjoin_from(review, model, model.c.pk == review.c.model_pk)
        .outerjoin(later, later.c.withdraws == review.c.pk)
        .where(review.c.post_pk == post.pk, review.c.withdraws.is_(None))
        .order_by(review.c.pk)
    )
    if action_pk is not None:
        query = query.where(review.c.action_pk == action_pk)
    return tuple(_review(row, post) for row in connection.execute(query))


def _review(row: Row[Any], post: PostKey) -> Review:
    return Review(
        post_id=post.post_id,
        thread_id=post.thread_id,
        label=row.label,
        verdict=Verdict(row.verdict),
        reviewer=row.reviewer,
        created_at=row.created_at,
        reading=Reading(row.reading),
        subtype=row.subtype,
        note=row.note,
        policy=row.policy,
        model=None if row.name is None else ModelId(name=row.name, version=row.version, hash=row.hash),
        score=row.score,
        seconds=row.seconds,
        withdrawn_at=row.withdrawn_at,
    )


def _knows(connection: Connection, post: PostKey, *, state: State, person: Person, has_judged: bool) -> bool:
    if state is State.SECOND:
        return False
    if may(person, "decide"):
        return True
    pk = schema.post.c.pk
    is_gold = connection.execute(select(gold.is_gold(pk)).where(pk == post.pk)).scalar_one()
    return state not in {State.DISPUTED, State.ESCALATED, State.APPEALED} and (has_judged or not is_gold)
