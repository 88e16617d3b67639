"""The log of all actions: written in the transaction of what it tells of, never changed, read in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from analyzer.errors import DataError
from analyzer.people import Person
from analyzer.store import schema
from analyzer.store.deskviews import Action, Verb

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

# Lines read at a time.
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PostKey:
    """A post by its number and by its ids, which outlive it."""

    pk: int
    thread_id: str
    post_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What somebody did: a line before it is written; `detail` is JSON and holds no words of a post."""

    verb: Verb
    person: Person
    at: datetime
    post: PostKey | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilters:
    """Which lines of the log are asked for: by person, verbs, time (`until` not included) and post; all, if not set."""

    person: str | None = None
    verbs: tuple[Verb, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    thread_id: str | None = None
    post_id: str | None = None

    def on_days(self, since: date | None, until: date | None) -> LogFilters:
        """Give these filters kept to whole days in UTC, both included; a day that is `None` leaves its end open."""
        # After the calendar's last day there is no other, and nothing to keep out.
        after = until + timedelta(days=1) if until is not None and until < date.max else None
        return replace(
            self,
            since=None if since is None else datetime.combine(since, time(), UTC),
            until=None if after is None else datetime.combine(after, time(), UTC),
        )


EVERYTHING = LogFilters()


def find_post(connection: Connection, thread_id: str, post_id: str, *, lock: bool = False) -> PostKey:
    """Give a post's number; with `lock` nobody else does anything to it until the transaction ends.

    Raises:
        DataError: The store holds no such post.
    """
    post, thread = schema.post.c, schema.thread.c
    query = select(post.pk).join_from(schema.post, schema.thread, thread.pk == post.thread_pk)
    query = query.where(thread.id == thread_id, post.id == post_id)
    # Left out on SQLite, which has one writer at a time.
    pk = connection.execute(query.with_for_update(of=schema.post, key_share=True) if lock else query).scalar()
    if pk is None:
        raise DataError("the store holds no such post", where=f"post {post_id} of {thread_id}", remedy="add it first")
    return PostKey(pk=pk, thread_id=thread_id, post_id=post_id)


def write(connection: Connection, done: Done) -> int:
    """Write a line and give its number."""
    post = done.post
    values = {
        "at": done.at,
        "person": done.person.name,
        "verb": done.verb.value,
        "post_pk": None if post is None else post.pk,
        "thread_id": None if post is None else post.thread_id,
        "post_id": None if post is None else post.post_id,
        "detail": dict(done.detail),
    }
    key = connection.execute(insert(schema.action).values(values)).inserted_primary_key
    if key is None:  # pragma: no cover (every dialect gives the key of a single insert)
        raise AssertionError
    return int(key[0])


def is_there(connection: Connection, done: Done) -> bool:
    """Tell whether one of the person's last lines with this verb has the same detail."""
    filters = LogFilters(person=done.person.name, verbs=(done.verb,))
    lines = latest(connection, filters, limit=BATCH, offset=0)
    return any(dict(line.detail) == dict(done.detail) for line in lines)


def check(filters: LogFilters) -> None:
    """Refuse times without a zone."""
    if any(time is not None and time.utcoffset() is None for time in (filters.since, filters.until)):
        raise DataError("a time has no zone", where="log", remedy="give times in UTC")


def latest(connection: Connection, filters: LogFilters, *, limit: int, offset: int) -> tuple[Action, ...]:
    """Give lines, the latest first."""
    number = schema.action.c.pk
    query = _chosen(filters).order_by(number.desc()).limit(limit).offset(offset)
    return as_actions(connection.execute(query))


def batch(connection: Connection, filters: LogFilters, *, after: int) -> tuple[Action, ...]:
    """Give the next lines after a number, oldest first; fewer than `BATCH` where they are the last."""
    number = schema.action.c.pk
    return as_actions(connection.execute(_chosen(filters).where(number > after).order_by(number).limit(BATCH)))


def as_actions(rows: Iterable[Row[Any]]) -> tuple[Action, ...]:
    """Give rows of the table as lines of the log."""
    return tuple(
        Action(
            number=row.pk,
            at=row.at,
            person=row.person,
            verb=Verb(row.verb),
            thread_id=row.thread_id,
            post_id=row.post_id,
            detail=MappingProxyType(row.detail),
        )
        for row in rows
    )


def _chosen(filters: LogFilters) -> Select[Any]:
    columns = schema.action.c
    query = select(schema.action)
    for column, wanted in (
        (columns.person, filters.person),
        (columns.thread_id, filters.thread_id),
        (columns.post_id, filters.post_id),
    ):
        query = query if wanted is None else query.where(column == wanted)
    if filters.verbs:
        query = query.where(columns.verb.in_([verb.value for verb in filters.verbs]))
    if filters.since is not None:
        query = query.where(columns.at >= filters.since)
    return query if filters.until is None else query.where(columns.at < filters.until)
