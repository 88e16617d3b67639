"""Stores to test with, and threads to put in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

from analyzer.annotations import ModelId, Score, Scoring, Span
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Rules, Store
from analyzer.thread import Found, Post, Problem, Reported, Segment, SegmentKind, Thread


@pytest.fixture(name="database", params=["file", "memory", "postgresql"])
def _database(request, tmp_path):
    """Give the address of an empty database of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("make_database")()
    if request.param == "file":
        return request.getfixturevalue("make_file")(tmp_path / "posts.db")
    request.getfixturevalue("filled_memory")
    return "sqlite://"


@pytest.fixture(name="empty", scope="session")
def _empty():
    """Give an empty database as bytes."""
    with Store.open("sqlite://") as store:
        return store._engine.raw_connection().driver_connection.serialize()


@pytest.fixture(name="filled_memory")
def _filled_memory(empty):
    """Let databases in memory begin with the tables, as copies of one: see `make_file`."""

    def fill(connection, _):
        connection.deserialize(empty)

    event.listen(StaticPool, "connect", fill)
    yield
    event.remove(StaticPool, "connect", fill)


@pytest.fixture(name="store")
def _store(database):
    """Give an empty store on each kind of database."""
    with Store.open(database) as store:
        yield store


@pytest.fixture(name="linear")
def _linear():
    """Give the id of a model."""
    return ModelId(name="linear", version="1.0", hash="0123456789ab")


@pytest.fixture(name="bridge")
def _bridge():
    """Give a thread of three posts that holds every kind of value."""
    noon = datetime(2024, 2, 29, 12, 0, tzinfo=UTC)
    quote = Segment(
        kind=SegmentKind.QUOTE,
        text="The bridge is closed.",
        author="Ada",
        post_id="p1",
        found=Found.MATCHED,
        depth=1,
        created_at=noon,
        similarity=0.93,
        thread_id="forum.example/16",
    )
    reply = Segment(
        kind=SegmentKind.OWN,
        text="Oh sure it is.",
        language="en",
        reported=(Reported(start=3, end=7, speaker="he"), Reported(start=8, end=10)),
    )
    return Thread(
        id="forum.example/17",
        title="The old bridge",
        url="https://forum.example/threads/17",
        engine="xenforo2",
        source="bridge.html",
        posts=(
            Post(
                id="p1",
                position=1,
                author="Ada",
                created_at=noon,
                segments=(Segment(kind=SegmentKind.OWN, text="The bridge is closed."),),
                card={"Joined": "2011", "Messages": "1,204"},
            ),
            Post(
                id="p2",
                position=2,
                author="Bo Lind",
                created_at=noon + timedelta(days=1),
                reply_to="p1",
                segments=(quote, reply),
            ),
            Post(id="p3", position=3, author=None),
        ),
        problems=(Problem(what="no date", where="post p3", remedy="none needed"),),
    )


@pytest.fixture(name="scoring")
def _scoring(linear):
    """Give a function that makes the scoring of a post from values by label."""

    def make(post_id, *, model=linear, subtype=None, **values):
        spans = (Span(segment=0, start=0, end=2, weight=0.25),)
        scores = tuple(
            Score(post_id=post_id, label=label, value=value, model=model, subtype=subtype, spans=spans)
            for label, value in values.items()
        )
        labels = tuple(label for label, value in values.items() if value >= 0.5)
        return Scoring(id=post_id, scores=scores, labels=labels, model=model)

    return make


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self):
        """Give the time."""
        return self.now

    def move(self, **span):
        """Let time pass."""
        self.now += timedelta(**span)


@pytest.fixture(name="clock")
def _clock():
    """Give the clock of the desk."""
    return Clock()


@pytest.fixture(name="ann")
def _ann():
    """Give a reviewer."""
    return Person("ann", frozenset({Role.REVIEWER}))


@pytest.fixture(name="ben")
def _ben():
    """Give another reviewer."""
    return Person("ben", frozenset({Role.REVIEWER}))


@pytest.fixture(name="lea")
def _lea():
    """Give a lead."""
    return Person("lea", frozenset({Role.LEAD}))


@pytest.fixture(name="lou")
def _lou():
    """Give another lead."""
    return Person("lou", frozenset({Role.LEAD}))


@pytest.fixture(name="flagged")
def _flagged(scoring):
    """Give a thread of four flagged posts, by id `call`, `denial`, `mock`, `anger`, and the scorings of its posts."""
    scorings = (
        scoring("call", incitement=0.93, sarcasm=0.1),
        scoring("denial", denial=0.6),
        scoring("mock", sarcasm=0.99),
        scoring("anger", hostility=0.5),
    )
    texts = {
        "call": "Drive them all out of the valley.",
        "denial": "Nobody was ever harmed there, señor.",
        "mock": "Oh sure.",
        "anger": "You fools.",
    }
    posts = tuple(
        Post(
            id=id_,
            position=position,
            author=f"author {position}",
            created_at=datetime(2024, 2, position, tzinfo=UTC),
            segments=(Segment(kind=SegmentKind.OWN, text=text, language="en"),),
        )
        for position, (id_, text) in enumerate(texts.items(), start=1)
    )
    return Thread(id="h/1", title=None, engine="e", source="s", posts=posts), scorings


@pytest.fixture(name="desk")
def _desk(store, flagged, clock):
    """Give the desk of a store with that thread: no gold, and nothing drawn for a second reading."""
    store.add(*flagged)
    store.desk._clock = clock
    store.desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates=dict.fromkeys(LABEL_NAMES, 0.0)))
    return store.desk
