"""Claims: a post is one reviewer's for some minutes, taken by one statement, so that no two ever hold it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from analyzer.store import log, schema
from analyzer.store.deskviews import Claim, Verb
from analyzer.store.log import Done, PostKey

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from analyzer.people import Person


def take(connection: Connection, post: PostKey, *, person: Person, at: datetime, seconds: float) -> Claim | None:
    """Take or prolong a claim and give it, or `None` where it is another's; what is taken anew goes into the log.

    On PostgreSQL the statement waits for another transaction that takes the same post, and so orders all that is done
    to a post; SQLite has one writer at a time.
    """
    table = schema.claim
    expires_at = at + timedelta(seconds=seconds)
    values = {"post_pk": post.pk, "reviewer": person.name, "taken_at": at, "expires_at": expires_at}
    is_mine = table.c.reviewer == person.name
    is_over = table.c.expires_at <= at
    is_held = is_mine & ~is_over
    taken = {
        "reviewer": person.name,
        "taken_at": case((is_held, table.c.taken_at), else_=at),
        "expires_at": expires_at,
    }
    module = sqlite if connection.dialect.name == "sqlite" else postgresql
    written = module.insert(table).values(values)
    connection.execute(
        written.on_conflict_do_update(index_elements=[table.c.post_pk], set_=taken, where=or_(is_over, is_mine))
    )
    claim = of_post(connection, post, at=at)
    if claim is None or claim.reviewer != person.name:
        return None
    if claim.taken_at == at:
        log.write(connection, Done(verb=Verb.CLAIM, person=person, at=at, post=post))
    return claim


def of_post(connection: Connection, post: PostKey, *, at: datetime) -> Claim | None:
    """Give the claim on a post, or `None` where there is none or it has run out."""
    table = schema.claim
    query = select(table).where(table.c.post_pk == post.pk, table.c.expires_at > at)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Claim(
        thread_id=post.thread_id,
        post_id=post.post_id,
        reviewer=row.reviewer,
        taken_at=row.taken_at,
        expires_at=row.expires_at,
    )


def held_by(connection: Connection, person: Person, *, at: datetime) -> tuple[PostKey, ...]:
    """Give the posts on which a person has a claim that has not run out; nobody does anything to them until the transaction ends.

    They are locked in the order of their numbers, so that two who ask at once wait for each other and not both for ever.
    """
    table, post, thread = schema.claim, schema.post.c, schema.thread.c
    query = select(post.pk, thread.id.label("thread_id"), post.id.label("post_id"))
    query = query.join_from(table, schema.post, post.pk == table.c.post_pk).join(
        schema.thread, thread.pk == post.thread_pk
    )
    query = query.where(table.c.reviewer == person.name, table.c.expires_at > at).order_by(post.pk)
    rows = connection.execute(query.with_for_update(of=schema.post, key_share=True))
    return tuple(PostKey(pk=row.pk, thread_id=row.thread_id, post_id=row.post_id) for row in rows)


def release(connection: Connection, post: PostKey, *, reviewer: str) -> bool:
    """Give up one's claim on a post; tell whether there was one."""
    table = schema.claim
    mine = (table.c.post_pk == post.pk) & (table.c.reviewer == reviewer)
    return connection.execute(delete(table).where(mine)).rowcount > 0
