"""What is done to a post without judging it: it is let go, also by who logs out, put off, handed to a lead, or contested."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from analyzer.errors import DataError
from analyzer.store import claiming, log, states
from analyzer.store import rules as of_team
from analyzer.store.deskviews import PostId, State, Verb
from analyzer.store.log import Done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from analyzer.people import Person
    from analyzer.store.log import PostKey

# Room for a reason, none for the post.
_LETTERS = 2_000
_UNDECIDED = frozenset({State.UNSEEN, State.CLAIMED, State.ESCALATED, State.APPEALED})
_CLOSED = frozenset({State.SETTLED, State.ESCALATED, State.DISPUTED, State.APPEALED})


def release(connection: Connection, post: PostKey, *, person: Person, at: datetime) -> None:
    """Give up a person's claim on a post, if there is one."""
    if claiming.release(connection, post, reviewer=person.name):
        log.write(connection, Done(verb=Verb.RELEASE, person=person, at=at, post=post))


def log_out(
    connection: Connection, *, person: Person, at: datetime, login: Mapping[str, Any], besides: Collection[PostId]
) -> None:
    """Give up a person's claims but those on posts of `besides`, and log the logout unless that of this login is logged."""
    for post in claiming.held_by(connection, person, at=at):
        if PostId(post.thread_id, post.post_id) not in besides:
            release(connection, post, person=person, at=at)
    done = Done(verb=Verb.LOGOUT, person=person, at=at, detail=login)
    if not log.is_there(connection, done):
        log.write(connection, done)


def skip(connection: Connection, post: PostKey, *, person: Person, at: datetime) -> None:
    """Give up a claim and put the post off for this person."""
    claiming.release(connection, post, reviewer=person.name)
    log.write(connection, Done(verb=Verb.SKIP, person=person, at=at, post=post))


def escalate(connection: Connection, post: PostKey, *, person: Person, at: datetime) -> None:
    """Hand a post to a lead, and give up the claim."""
    where = f"post {post.post_id} of {post.thread_id}"
    claim = claiming.of_post(connection, post, at=at)
    if claim is not None and claim.reviewer != person.name:
        raise DataError("another reviewer has this post", where=where, remedy="take the next one")
    state = _state(connection, post, at=at)
    if state in _CLOSED:
        raise DataError(f"this post is {state.value}", where=where, remedy="appeal against what was decided")
    claiming.release(connection, post, reviewer=person.name)
    log.write(connection, Done(verb=Verb.ESCALATE, person=person, at=at, post=post))


def appeal(connection: Connection, post: PostKey, *, person: Person, at: datetime, note: str | None) -> None:
    """Note that what was decided of a post is contested, and why."""
    where = f"post {post.post_id} of {post.thread_id}"
    if len(note or "") > _LETTERS:
        raise DataError(f"the note has over {_LETTERS} letters", where=where, remedy="say it shorter")
    state = _state(connection, post, at=at)
    if state in _UNDECIDED:
        raise DataError(
            "there is no decision to contest",
            where=where,
            remedy="wait until the post has been judged",
        )
    detail = {"note": note} if note else {}
    log.write(connection, Done(verb=Verb.APPEAL, person=person, at=at, post=post, detail=detail))


def _state(connection: Connection, post: PostKey, *, at: datetime) -> State:
    return states.of_post(connection, post.pk, rules=of_team.load(connection), at=at)
