"""Gold: posts whose answer is known, mixed into a queue to see how sure its reader is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, insert, select

from analyzer.annotations import Verdict
from analyzer.errors import DataError
from analyzer.labels import in_order
from analyzer.store import drawing, log, schema, settings, states
from analyzer.store.deskviews import Answer, Verb
from analyzer.store.log import Done

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from analyzer.people import Person
    from analyzer.store.log import PostKey
    from analyzer.store.sieving import Sieve


def put(connection: Connection, post: PostKey, *, answers: Sequence[Answer], person: Person, at: datetime) -> None:
    """Make a post gold by its answer for each label, in place of those it had; without any it is gold no more."""
    labels = sorted(answer.label for answer in answers)
    settings.check_labels(connection, labels)
    if len(set(labels)) < len(labels):
        raise DataError("a label has two answers", where="gold", remedy="give one answer a label")
    table = schema.gold
    connection.execute(delete(table).where(table.c.post_pk == post.pk))
    rows = [
        {"post_pk": post.pk, "label": answer.label, "answer": answer.verdict.value, "note": answer.note}
        for answer in answers
    ]
    if rows:
        # The key is made at the latest with the first gold post: a queue without it draws none.
        drawing.key(connection)
        connection.execute(insert(table), rows)
    # Not what the answers are: the log is read by more people than may know them.
    log.write(connection, Done(verb=Verb.GOLD, person=person, at=at, post=post, detail={"labels": labels}))


def is_gold(pk: ColumnElement[int]) -> ColumnElement[bool]:
    """Give the condition that a post is gold."""
    return exists().where(schema.gold.c.post_pk == pk)


def answers(connection: Connection, post: PostKey, *, reviewer: str) -> tuple[Answer, ...]:
    """Give the answers of a gold post to who has judged it, none for a post that is not gold.

    Raises:
        DataError: The reviewer has not judged the post.
    """
    review, table = schema.review, schema.gold
    mine = review.c.reviewer == reviewer
    judged = select(exists().where(mine, review.c.post_pk == post.pk, states.standing(review)))
    if not connection.execute(judged).scalar_one():
        raise DataError(
            "whether a post is gold is told after the verdict",
            where=f"post {post.post_id} of {post.thread_id}",
            remedy="judge it first",
        )
    rows = connection.execute(select(table).where(table.c.post_pk == post.pk)).all()
    found = {row.label: Answer(label=row.label, verdict=Verdict(row.answer), note=row.note) for row in rows}
    return tuple(found[label] for label in in_order(found))


def turns(connection: Connection, *, reviewer: str, rate: float, key: bytes, places: int) -> tuple[int, ...]:
    """Give which of a reviewer's next `places` are for gold posts.

    The draw hangs on how many posts the reviewer has judged: so it stays the same until the next verdict.
    """
    done = _judged(connection, reviewer) if rate else 0
    return tuple(place for place in range(places) if drawing.draw(key, "gold", reviewer, done + place) < rate)


def _judged(connection: Connection, name: str) -> int:
    columns = schema.action.c
    query = select(func.count()).where(columns.person == name, columns.verb == Verb.REVIEW.value)
    return connection.execute(query).scalar_one()


def unread(connection: Connection, *, reviewer: str, key: bytes, at: datetime, sieve: Sieve) -> list[int]:
    """Give the gold posts that a reviewer has never judged and nobody else holds, in an order of the reviewer's own."""
    review, pk = schema.review.alias(), schema.post.c.pk
    seen = exists().where(review.c.post_pk == pk, review.c.reviewer == reviewer)
    free = ~states.is_claimed(pk, by_others=True)
    query = select(pk).where(pk.in_(select(schema.gold.c.post_pk)), ~seen, free, *sieve.conditions(pk))
    return sorted(
        connection.scalars(query, {"me": reviewer, "at": at}),
        key=lambda each: drawing.draw(key, "gold post", reviewer, each),
    )
