"""The queue: which posts a person may work on next, in the order of their priority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, select

from analyzer.annotations import Reading
from analyzer.people import may
from analyzer.store import drawing, gold, schema, settings, states
from analyzer.store.columns import UtcTime
from analyzer.store.deskviews import State, Verb
from analyzer.store.sieving import Sieve

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from analyzer.people import Person
    from analyzer.store.deskviews import Filters
    from analyzer.store.rules import Rules

# Posts that wait for a first or a second reader, and those that wait for a lead.
READERS = (State.UNSEEN, State.SECOND)
LEADS = (State.ESCALATED, State.DISPUTED, State.APPEALED)

_SKIP = schema.action.alias("skip")
_SINCE = bindparam("since", type_=UtcTime())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """For whom, by which rules and when a queue is asked for."""

    person: Person
    rules: Rules
    filters: Filters
    at: datetime
    model_pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A post's number in a queue, with its state and priority."""

    pk: int
    state: State
    priority: float


def places(connection: Connection, asked: Asked, *, limit: int) -> tuple[Place, ...]:
    """Give the next posts of a person, most pressing first, gold mixed in."""
    sieve = Sieve.of(connection, asked.filters, model_pk=asked.model_pk)
    since = asked.at - timedelta(seconds=asked.rules.skip_seconds)
    given = {"me": asked.person.name, "at": asked.at, "since": since, "limit": limit}
    found: list[Place] = []
    for state in _states(asked):
        query = _unseen(sieve) if state is State.UNSEEN else _others(state, sieve, asked.rules)
        rows = connection.execute(query, given).all()
        found += [Place(pk=row.pk, state=state, priority=row.value) for row in rows]
    ordered = sorted(found, key=lambda place: (-place.priority, -place.pk))
    return _mixed(connection, asked, ordered, sieve=sieve, limit=limit)


def model_pk(connection: Connection) -> int:
    """Give the number of the model in force, 0 where there is none."""
    model = settings.model_in_force(connection)
    return 0 if model is None else model.pk


def _states(asked: Asked) -> Iterable[State]:
    wanted = dict.fromkeys(asked.filters.states)
    return wanted or (READERS + LEADS if may(asked.person, "decide") else READERS)


# Building a query costs more than asking it: so each is kept, for the filters that are in use.
@lru_cache(maxsize=128)
def _unseen(sieve: Sieve) -> Select[Any]:
    """Give the query for posts that nobody has judged: goes down the index of priorities until enough are free."""
    table = schema.priority.c
    pk = table.post_pk
    query = select(pk.label("pk"), table.value).where(table.model_pk == sieve.model_pk)
    if sieve.of_post:
        query = query.join_from(schema.priority, schema.post, schema.post.c.pk == pk)
    free = (
        *sieve.conditions(pk),
        ~states.is_read(pk, *(reading for reading in Reading if reading is not Reading.GOLD)),
        *_free(pk),
        ~gold.is_gold(pk),
        ~states.is_appealed(pk),
        ~states.is_escalated(pk),
    )
    return query.where(*free).order_by(table.value.desc(), pk.desc()).limit(bindparam("limit"))


@lru_cache(maxsize=128)
def _others(state: State, sieve: Sieve, rules: Rules) -> Select[Any]:
    """Give the query for posts in another state: starts from the few that may be in it."""
    pk, table = schema.post.c.pk, schema.priority.c
    value = func.coalesce(table.value, 0.0).label("value")
    at_model = (table.post_pk == pk) & (table.model_pk == sieve.model_pk)
    is_state = states.expression(pk, rules=rules) == state.value
    query = select(pk.label("pk"), value).outerjoin_from(schema.post, schema.priority, at_model)
    conditions: list[ColumnElement[bool]] = [pk.in_(likely(state, rules)), *sieve.conditions(pk), is_state]
    if state in READERS + LEADS:
        conditions += _free(pk)
    if state in states.FRESH_EYES:
        conditions.append(~states.is_read_by_me(pk, before=states.DUE[state]))
    return query.where(*conditions).order_by(value.desc(), pk.desc()).limit(bindparam("limit"))


def likely(state: State, rules: Rules) -> Select[Any]:
    """Give the query for the posts that may be in a state, by the index that holds fewest."""
    review, action, claim = schema.review.c, schema.action.c, schema.claim.c
    of_reading = select(review.post_pk)
    if state is State.SECOND:
        drawn = review.draw < max((*rules.second_rates.values(), rules.rate("")))
        return of_reading.where(review.reading == Reading.FIRST.value, drawn)
    if state is State.DISPUTED:
        return of_reading.where(review.reading == Reading.SECOND.value)
    if state in {State.ESCALATED, State.APPEALED}:
        verb = Verb.ESCALATE if state is State.ESCALATED else Verb.APPEAL
        return select(action.post_pk).where(action.verb == verb.value, action.post_pk.is_not(None))
    return select(claim.post_pk) if state is State.CLAIMED else of_reading


def _free(pk: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Give the conditions that nobody else holds a post, and that its reader has not put it off."""
    yield ~states.is_claimed(pk, by_others=True)
    # With nothing added SQLite would read all that this person did, or all that was skipped, for each post.
    mine = (_SKIP.c.verb.concat("") == Verb.SKIP.value) & (_SKIP.c.person.concat("") == states.ME)
    yield ~exists().where(_SKIP.c.post_pk == pk, mine, _SKIP.c.at > _SINCE)


def _mixed(
    connection: Connection, asked: Asked, ordered: Sequence[Place], *, sieve: Sieve, limit: int
) -> tuple[Place, ...]:
    wanted, key = set(asked.filters.states), drawing.kept_key(connection)
    # A list of what is settled or waits for a lead is no queue to try a reader on.
    if key is None or (wanted and not wanted & set(READERS)):
        return tuple(ordered[:limit])
    name = asked.person.name
    turns = gold.turns(connection, reviewer=name, rate=asked.rules.gold_rate, key=key, places=limit)
    unread = iter(gold.unread(connection, reviewer=name, key=key, at=asked.at, sieve=sieve) if turns else ())
    rest = iter(ordered)
    mixed: list[Place] = []
    for number in range(limit):
        pk = next(unread, None) if number in turns else None
        if pk is not None:
            mixed.append(Place(pk=pk, state=State.UNSEEN, priority=_priority(connection, asked, pk)))
        elif (place := next(rest, None)) is not None:
            mixed.append(place)
    return tuple(mixed)


def _priority(connection: Connection, asked: Asked, pk: int) -> float:
    table = schema.priority.c
    query = select(table.value).where(table.post_pk == pk, table.model_pk == asked.model_pk)
    return connection.execute(query).scalar() or 0.0
