"""Rows of stored posts, with and without pseudonyms."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analyzer.annotations import ModelId, Score, Scoring
from analyzer.exporters import exporter, names, post_rows
from analyzer.pseudonyms import Pseudonyms
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

MODEL = ModelId(name="m", version="1", hash="ab")
PSEUDONYMS = Pseudonyms(b"k" * 32)


@pytest.fixture(name="store")
def _store():
    """Give a store of one thread in which people name each other."""
    own = SegmentKind.OWN
    posts = (
        Post(
            id="1",
            position=1,
            author="Ada L",
            created_at=datetime(2024, 1, 1, tzinfo=UTC),
            segments=(Segment(kind=own, text="@bob what do you say?"),),
        ),
        Post(
            id="2",
            position=2,
            author="Bob",
            reply_to="1",
            segments=(
                Segment(kind=SegmentKind.QUOTE, text="@bob what do you say?", author="Ada L", depth=1),
                Segment(kind=own, text="Ada L is right, and Zed is not."),
            ),
        ),
        Post(id="3", position=3, author=None),
    )
    thread = Thread(id="h/1", title="A word to Bob", engine="e", source="a.html", posts=posts)
    scores = (Score(post_id="2", label="denial", value=0.75, model=MODEL),)
    with Store.open("sqlite://") as store:
        store.add(thread, [Scoring(id="2", scores=scores, labels=("denial",), model=MODEL)])
        yield store


def test_rows_hold_what_is_known_of_a_post(store):
    """All columns are there, in one order, for scored posts and others."""
    first, second, third = post_rows(store.iter_scored_posts(), pseudonyms=None)
    assert list(first) == list(second) == list(third)
    assert second == {
        "source": "a.html",
        "engine": "e",
        "thread_id": "h/1",
        "thread_title": "A word to Bob",
        "post_id": "2",
        "position": 2,
        "author": "Bob",
        "created_at": None,
        "reply_to": "1",
        "own": "Ada L is right, and Zed is not.",
        "quoted": "@bob what do you say?",
        "scores": {"denial": 0.75},
        "labels": ["denial"],
        "subtypes": {},
        "unsupported": None,
        "model": "m-1-ab",
    }
    assert (first["created_at"], first["scores"], first["model"]) == ("2024-01-01T00:00:00+00:00", {}, None)


def test_no_name_of_an_author_leaves(store):
    """Authors, quotes, words and title carry pseudonyms; others that are named stay; nobody stays nobody."""
    rows = list(post_rows(store.iter_scored_posts(), pseudonyms=PSEUDONYMS))
    ada, bob = PSEUDONYMS.of("Ada L"), PSEUDONYMS.of("Bob")
    assert [row["author"] for row in rows] == [ada, bob, None]
    assert rows[0]["own"] == f"@{bob} what do you say?"
    assert rows[1]["quoted"] == f"@{bob} what do you say?"
    assert rows[1]["own"] == f"{ada} is right, and Zed is not."
    assert rows[0]["thread_title"] == f"A word to {bob}"


def test_a_choice_of_posts_hides_the_names_of_the_whole_thread(store):
    """Names of those whose posts are left out are known by the store."""
    extra = Post(id="4", position=4, author="Zed")
    store.add(replace(store.thread("h/1"), posts=(extra,)))
    (row,) = post_rows(store.iter_scored_posts(labels=["denial"]), pseudonyms=PSEUDONYMS, authors=store.authors)
    assert "Zed" not in str(row)
    assert "Ada" not in str(row)


@pytest.mark.parametrize("name", names())
def test_every_format_takes_the_rows_of_a_store(store, name):
    """What the store gives can be written in each format, under pseudonyms."""
    stream = io.BytesIO()
    assert exporter(name).write(post_rows(store.iter_scored_posts(), pseudonyms=PSEUDONYMS), stream) == 3
    assert b"Ada" not in stream.getvalue()


def test_rows_are_json(store):
    """Rows need nothing but JSON to be passed on."""
    rows = list(post_rows(store.iter_scored_posts(), pseudonyms=None))
    assert json.loads(json.dumps(rows)) == rows
