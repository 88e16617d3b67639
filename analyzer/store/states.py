"""The state of a post as one SQL expression: derived each time, never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, exists, literal, or_, select

from analyzer.annotations import Reading, Verdict
from analyzer.store import schema
from analyzer.store.columns import KeptText, UtcTime
from analyzer.store.deskviews import State, Verb
from analyzer.store.rules import DEFAULT_RATE

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select
    from sqlalchemy.sql.expression import FromClause

    from analyzer.store.rules import Rules


# What kind of reading a state waits for, and those of which no earlier reader may do it.
DUE = {
    State.UNSEEN: Reading.FIRST,
    State.CLAIMED: Reading.FIRST,
    State.SECOND: Reading.SECOND,
    State.DISPUTED: Reading.LEAD,
    State.ESCALATED: Reading.LEAD,
    State.APPEALED: Reading.APPEAL,
}
FRESH_EYES = (State.SECOND, State.DISPUTED, State.APPEALED)

# What a query is asked for whom and when: with these open, a query is built once and kept.
ME = bindparam("me", type_=KeptText())
AT = bindparam("at", type_=UtcTime())

# Made once: an alias costs more than the query that it is in.
_REVIEW, _AGAINST, _LATER = (schema.review.alias(name) for name in ("judged", "against", "later"))
_CALL = schema.action.alias("call")


def standing(review: FromClause) -> ColumnElement[bool]:
    """Give the condition that a row is a review which nobody took back."""
    # Plus zero keeps SQLite from the index on that column, in which nearly all rows are NULL.
    return (review.c.withdraws + 0).is_(None) & ~exists().where(_LATER.c.withdraws == review.c.pk)


def is_read(pk: ColumnElement[Any], *readings: Reading) -> ColumnElement[bool]:
    """Give the condition that a post has a review of some kinds that stands."""
    return exists().where(_REVIEW.c.post_pk == pk, _REVIEW.c.reading.in_(readings), standing(_REVIEW))


def is_read_by_me(pk: ColumnElement[Any], *, before: Reading) -> ColumnElement[bool]:
    """Give the condition that `ME` has judged a post and may not be the one to do the reading that is due.

    A review of another kind counts also where it was taken back: the post was seen. One of this kind that was taken
    back may be given anew. Trials by gold are none.
    """
    mine = (_REVIEW.c.reviewer == ME) & (_REVIEW.c.post_pk == pk)
    counts = (_REVIEW.c.reading != before.value) | standing(_REVIEW)
    return exists().where(mine, _REVIEW.c.reading != Reading.GOLD.value, counts)


def is_claimed(pk: ColumnElement[Any], *, by_others: bool = False) -> ColumnElement[bool]:
    """Give the condition that a post is claimed as of `AT`, or claimed by somebody other than `ME`."""
    claim = schema.claim.c
    live = (claim.post_pk == pk) & (claim.expires_at > AT)
    return exists().where(live & (claim.reviewer != ME) if by_others else live)


def is_called(pk: ColumnElement[Any], verb: Verb, *answers: Reading) -> ColumnElement[bool]:
    """Give the condition that a post was escalated or appealed and no review of some kinds has answered since."""
    answered = exists().where(
        _REVIEW.c.post_pk == _CALL.c.post_pk,
        _REVIEW.c.reading.in_(answers),
        _REVIEW.c.action_pk > _CALL.c.pk,
        standing(_REVIEW),
    )
    return exists().where(_CALL.c.post_pk == pk, _CALL.c.verb == verb.value, ~answered)


def is_appealed(pk: ColumnElement[Any]) -> ColumnElement[bool]:
    """Give the condition that an appeal waits."""
    return is_called(pk, Verb.APPEAL, Reading.APPEAL)


def is_escalated(pk: ColumnElement[Any]) -> ColumnElement[bool]:
    """Give the condition that a post waits for a lead because somebody asked for one."""
    return is_called(pk, Verb.ESCALATE, Reading.LEAD, Reading.APPEAL)


def is_drawn(pk: ColumnElement[Any], *, rules: Rules) -> ColumnElement[bool]:
    """Give the condition that a first reading is among those read twice, by the rate of any label it judged."""
    first = (_REVIEW.c.post_pk == pk) & (_REVIEW.c.reading == Reading.FIRST.value)
    return exists().where(first, _REVIEW.c.draw < rate(_REVIEW, rules=rules), standing(_REVIEW))


def rate(review: FromClause, *, rules: Rules) -> ColumnElement[float]:
    """Give the rate of second readings of a review's label."""
    rates = dict(rules.second_rates)
    return case(rates, value=review.c.label, else_=DEFAULT_RATE) if rates else literal(DEFAULT_RATE)


def _differ(pk: ColumnElement[Any]) -> ColumnElement[bool]:
    """Give the condition that two readings differ: what one did not judge counts as its no."""

    def one_sided(mine: Reading, other: Reading) -> ColumnElement[bool]:
        same = exists().where(
            # Not the post's own number: an expression two levels down would bring the table in once more.
            _AGAINST.c.post_pk == _REVIEW.c.post_pk,
            _AGAINST.c.reading == other.value,
            _AGAINST.c.label == _REVIEW.c.label,
            _AGAINST.c.verdict == _REVIEW.c.verdict,
            standing(_AGAINST),
        )
        said = (_REVIEW.c.post_pk == pk) & (_REVIEW.c.reading == mine.value)
        return exists().where(said, _REVIEW.c.verdict != Verdict.NO.value, standing(_REVIEW), ~same)

    return or_(one_sided(Reading.FIRST, Reading.SECOND), one_sided(Reading.SECOND, Reading.FIRST))


def expression(pk: ColumnElement[Any], *, rules: Rules) -> ColumnElement[str]:
    """Give the state of a post as of `AT`, by its number; the first that fits counts."""
    return case(
        (is_appealed(pk), State.APPEALED.value),
        (is_escalated(pk), State.ESCALATED.value),
        (is_read(pk, Reading.LEAD, Reading.APPEAL), State.SETTLED.value),
        (is_read(pk, Reading.SECOND) & _differ(pk), State.DISPUTED.value),
        (is_read(pk, Reading.SECOND), State.SETTLED.value),
        (is_drawn(pk, rules=rules), State.SECOND.value),
        (is_read(pk, Reading.FIRST), State.REVIEWED.value),
        (is_claimed(pk), State.CLAIMED.value),
        else_=State.UNSEEN.value,
    )


def of_post(connection: Connection, pk: int, *, rules: Rules, at: datetime) -> State:
    """Give the state of one post."""
    return State(connection.execute(_of_post(rules), {"pk": pk, "at": at}).scalar_one())


def of_posts(
    connection: Connection, thread_id: str, post_ids: Sequence[str], *, rules: Rules, at: datetime
) -> Mapping[str, State]:
    """Give the states of posts of a thread, by their ids."""
    given = {"thread_id": thread_id, "post_ids": list(post_ids), "at": at}
    rows = connection.execute(_of_posts(rules), given).all() if post_ids else ()
    return {row.id: State(row.state) for row in rows}


@lru_cache(maxsize=16)
def _of_posts(rules: Rules) -> Select[Any]:
    post, thread = schema.post.c, schema.thread.c
    query = select(post.id, expression(post.pk, rules=rules).label("state"))
    query = query.join_from(schema.post, schema.thread, thread.pk == post.thread_pk)
    named = post.id.in_(bindparam("post_ids", expanding=True))
    return query.where(thread.id == bindparam("thread_id", type_=KeptText()), named)


@lru_cache(maxsize=16)
def _of_post(rules: Rules) -> Select[Any]:
    pk = schema.post.c.pk
    return select(expression(pk, rules=rules)).where(pk == bindparam("pk"))
