"""The log of all actions and the search: filters, export in constant memory, hostile words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.annotations import Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, Filters, LogFilters, State, Verb, log
from analyzer.store.words import folded, phrases
from analyzer.thread import Post, Segment, SegmentKind

YES = Click(verdicts={"incitement": Verdict.YES})


@pytest.fixture(name="busy")
def _busy(desk, ann, ben, clock):
    """Give a desk at which some things were done, an hour apart."""
    for act in (
        lambda: desk.record(ann, Verb.LOGIN),
        lambda: desk.review(ann, "h/1", "call", YES),
        lambda: desk.skip(ben, "h/1", "denial"),
        lambda: desk.record(ben, Verb.EXPORT, {"posts": 4}),
    ):
        clock.move(hours=1)
        act()
    return desk


def test_times_without_a_zone_are_refused(desk):
    """Nobody can tell when a time without a zone was."""
    filters = LogFilters(since=datetime(2024, 1, 1))  # noqa: DTZ001 (that is the point)
    for ask in (desk.actions, desk.iter_actions):
        with pytest.raises(DataError, match="no zone"):
            ask(LOCAL, filters=filters)


def test_what_the_desk_does_is_logged_by_the_desk_alone(desk, ann):
    """Nobody writes a review into the log that was none."""
    with pytest.raises(DataError, match="is logged where it is done"):
        desk.record(ann, Verb.REVIEW)


def test_only_who_may_reads_the_log(desk, ann):
    """Refused when asked, not at the first line."""
    for ask in (desk.actions, desk.iter_actions):
        with pytest.raises(RefusedError):
            ask(ann)
    with pytest.raises(RefusedError):
        desk.record(Person("eve"), Verb.EXPORT)


@pytest.mark.parametrize(
    ("filters", "verbs"),
    [
        (LogFilters(), ["export", "skip", "review", "claim", "login", "rules"]),
        (LogFilters(person="ben"), ["export", "skip"]),
        (LogFilters(verbs=(Verb.LOGIN, Verb.REVIEW)), ["review", "login"]),
        (LogFilters(thread_id="h/1", post_id="call"), ["review", "claim"]),
        (LogFilters(since=datetime(2024, 3, 1, 12, tzinfo=UTC)), ["export", "skip"]),
        (LogFilters(until=datetime(2024, 3, 1, 10, tzinfo=UTC)), ["rules"]),
        (LogFilters(person="ben", verbs=(Verb.LOGIN,)), []),
    ],
)
def test_the_log_is_filtered(busy, filters, verbs):
    """The latest first in a page, the oldest first in an export."""
    assert [line.verb for line in busy.actions(LOCAL, filters=filters)] == verbs
    assert [line.verb for line in busy.iter_actions(LOCAL, filters=filters)] == verbs[::-1]


def test_a_line_says_who_did_what_when_to_which_post(busy):
    """And what else there is to tell, but no words of the post."""
    line = busy.actions(LOCAL)[2]
    assert (line.person, line.thread_id, line.post_id) == ("ann", "h/1", "call")
    assert line.at == datetime(2024, 3, 1, 11, tzinfo=UTC)
    assert dict(busy.actions(LOCAL)[0].detail) == {"posts": 4}
    assert busy.actions(LOCAL, limit=1, offset=3)[0].verb is Verb.CLAIM
    assert not any("valley" in str(line) for line in busy.iter_actions(LOCAL))


def test_an_export_reads_a_few_lines_at_a_time(busy, monkeypatch):
    """No line is lost or doubled where one part ends, and lines written meanwhile are no trouble."""
    monkeypatch.setattr(log, "BATCH", 2)
    lines = busy.iter_actions(LOCAL)
    first = next(lines)
    busy.record(LOCAL, Verb.IMPORT)
    numbers = [first.number, *(line.number for line in lines)]
    assert len(numbers) == len(set(numbers)) == 7
    assert numbers == sorted(numbers)


SEARCHES = [
    ("valley", ["call"]),
    ("VALLEY drive", ["call"]),
    ('"all out"', ["call"]),
    ('"out all"', []),
    ("valley harmed", []),
    ("senor", ["denial"]),
    ("SEÑOR", ["denial"]),
    ("val", []),
    ("", []),
    ("  !?  ", []),
    ('"', []),
    ("val*", []),
    ("own : valley", []),
    ("valley OR harmed", []),
    ("NOT valley", []),
    ("valley) OR (own : nobody", []),
    ('valley" OR "nobody', []),
    ("'; DROP TABLE post; --", []),
    ("x\x00\ud800", []),
    ("author 1", []),
]


@pytest.mark.parametrize(("query", "found"), SEARCHES)
def test_a_query_is_words_and_phrases_alone(desk, ann, query, found):
    """Signs and operators of a database mean nothing; case and accents make no difference."""
    assert [post.post.id for post in desk.search(ann, query)] == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(label="incitement"), ["call"]),
        (Filters(label="denial"), []),
        (Filters(author="author 1"), ["call"]),
        (Filters(author="author 2"), []),
        (Filters(author="nobody"), []),
        (Filters(author="author 1", label="incitement", thread_id="h/1", language="en", low=0.9), ["call"]),
        (Filters(label="incitement", high=0.9), []),
        (Filters(thread_id="h/2"), []),
    ],
)
def test_a_search_keeps_to_its_filters(desk, ann, filters, found):
    """Label and author as much as the others."""
    assert [post.post.id for post in desk.search(ann, "valley", filters=filters)] == found


def test_a_search_knows_no_states_and_no_strangers(desk, ann):
    """States are the queue's; a researcher reads no posts."""
    with pytest.raises(DataError, match="no states"):
        desk.search(ann, "valley", filters=Filters(states=(State.UNSEEN,)))
    with pytest.raises(DataError, match="no page"):
        desk.search(ann, "valley", limit=-1)
    with pytest.raises(RefusedError):
        desk.search(Person("eve", frozenset({Role.RESEARCHER})), "valley")


def test_quotes_are_found_with_their_post_and_no_phrase_crosses(desk, store, ann, flagged):
    """Own and quoted words; signatures are not; what was added last comes first, a page at a time."""
    thread, _ = flagged
    segments = (
        Segment(kind=SegmentKind.QUOTE, text="the old valley", depth=1),
        Segment(kind=SegmentKind.OWN, text="bridge 北京大学"),
        Segment(kind=SegmentKind.SIGNATURE, text="sent from my telephone"),
    )
    post = Post(id="q", position=1, author="a", segments=segments, created_at=datetime.now(UTC) - timedelta(days=1))
    store.add(replace(thread, id="h/2", posts=(post,)))
    queries = ("valley", "valley bridge", '"valley bridge"', "telephone", "北京", "京北", "大")
    assert [[post.post.id for post in desk.search(ann, query)] for query in queries] == [
        ["q", "call"],
        ["q"],
        [],
        [],
        ["q"],
        [],
        ["q"],
    ]
    assert [post.post.id for post in desk.search(ann, "valley", limit=1, offset=1)] == ["call"]


def test_posts_of_any_length_are_kept(desk, store, ann, flagged):
    """A word of 200,000 letters and a post of 100,000 words are no error on any database."""
    thread, _ = flagged
    texts = ("x" * 200_000, " ".join(f"w{number}" for number in range(100_000)), "é" * 200_000)
    posts = tuple(
        Post(id=f"l{number}", position=number, author=None, segments=(Segment(kind=SegmentKind.OWN, text=text),))
        for number, text in enumerate(texts, start=1)
    )
    store.add(replace(thread, id="h/2", posts=posts))
    assert [post.post.id for post in desk.search(ann, "w7")] == ["l2"]
    assert [post.post.id for post in desk.search(ann, "x" * 300_000)] == ["l1"]


@given(text=st.text())
def test_folded_words_hold_no_syntax(text):
    """Letters, digits and blanks alone, and folding them again changes nothing."""
    words = folded(text)
    assert all(sign.isalnum() or sign == " " for sign in words)
    assert folded(words) == words
    assert all(phrase == folded(phrase) != "" for phrase in phrases(text))
