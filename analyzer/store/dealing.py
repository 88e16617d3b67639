"""Handing out posts: the next ones of a queue as cards with their reason, and claims on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from analyzer.errors import DataError, RefusedError
from analyzer.people import may
from analyzer.store import claiming, loading, queueing, reach, reasons, reviewing, schema, settings
from analyzer.store import rules as of_team
from analyzer.store.deskviews import Claim, Filters, Queued, State
from analyzer.store.log import PostKey
from analyzer.store.queueing import Asked, Place

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from analyzer.people import Person

# Places looked at for one that nobody takes meanwhile: more than a team has people at once.
_TRIED = 40


def next_posts(
    connection: Connection, person: Person, *, filters: Filters, at: datetime, limit: int
) -> tuple[Queued, ...]:
    """Give the next posts of a person's queue."""
    asked = _asked(connection, person, filters=filters, at=at)
    return _cards(connection, asked, queueing.places(connection, asked, limit=limit))


def take(connection: Connection, person: Person, *, filters: Filters, at: datetime) -> Queued | None:
    """Claim the first post of a person's queue that nobody takes meanwhile, and give it."""
    asked = _asked(connection, person, filters=filters, at=at)
    for place in queueing.places(connection, asked, limit=_TRIED):
        post = _free_key(connection, place.pk)
        if post is None:
            continue
        try:
            # Before the claim, so that a post which was judged meanwhile leaves no claim and release in the log.
            reviewing.reading(connection, post, person=person, rules=asked.rules, at=at)
            taken = claim(connection, post, person=person, at=at)
        except (DataError, RefusedError):
            # Judged by somebody between the question and the claim.
            continue
        if taken is not None:
            return _cards(connection, asked, [place])[0]
    return None


def claim(connection: Connection, post: PostKey, *, person: Person, at: datetime) -> Claim | None:
    """Claim a post that a person may judge, or give `None` where another holds it."""
    rules = of_team.load(connection)
    taken = claiming.take(connection, post, person=person, at=at, seconds=rules.claim_seconds)
    if taken is not None:
        # Asked once it is held: nobody can judge it in between.
        reviewing.reading(connection, post, person=person, rules=rules, at=at)
    return taken


def _asked(connection: Connection, person: Person, *, filters: Filters, at: datetime) -> Asked:
    rules, model_pk = of_team.load(connection), queueing.model_pk(connection)
    return Asked(person=person, rules=rules, filters=filters, at=at, model_pk=model_pk)


def _free_key(connection: Connection, pk: int) -> PostKey | None:
    """Give a post's ids and keep others off it, or `None` where somebody else is busy with it.

    All reviewers are told the same first places; who waited for the first would wait behind everybody.
    """
    post, thread = schema.post.c, schema.thread.c
    query = select(thread.id.label("thread_id"), post.id).join_from(schema.post, schema.thread)
    query = query.where(post.pk == pk).with_for_update(of=schema.post, key_share=True, skip_locked=True)
    row = connection.execute(query).first()
    return None if row is None else PostKey(pk=pk, thread_id=row.thread_id, post_id=row.id)


def _cards(connection: Connection, asked: Asked, places: Sequence[Place]) -> tuple[Queued, ...]:
    posts = loading.some(connection, [place.pk for place in places])
    reached = reach.of_posts(connection, (place.pk for place in places))
    thresholds = settings.thresholds(connection, asked.model_pk)
    # Who may only read, first or second, is not told which; a lead sees both sides anyway.
    blind = not may(asked.person, "decide")
    return tuple(
        Queued(
            post=post,
            state=State.UNSEEN if blind and place.state is State.SECOND else place.state,
            priority=place.priority,
            reason=reasons.reason(
                post,
                state=place.state,
                reached=reached.get(place.pk, (0, 0)),
                thresholds=thresholds,
                rules=asked.rules,
            ),
        )
        for place, post in zip(places, posts, strict=True)
    )
