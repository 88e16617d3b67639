"""What the store gives of readings: to leads alone, blind where a reader is still due, by day, bounded; gold and appeals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analyzer.annotations import Reading, Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, GoldCount, Rules, State, Verb

YES = Click(verdicts={"incitement": Verdict.YES})
NO = Click(verdicts={"incitement": Verdict.NO})
UNSURE = Click(verdicts={"incitement": Verdict.UNSURE})
NEVER = Rules(gold_rate=0, second_rates={"incitement": 0.0, "denial": 0.0})
ALWAYS = Rules(gold_rate=0, second_rates={"incitement": 1.0, "denial": 0.0})
CALL, DENIAL = ("h/1", "call"), ("h/1", "denial")
TODAY = date(2024, 3, 1)


def said(found):
    """Give who said what, as far as tests compare it."""
    return [(each.post_id, each.reviewer, each.reading.value, each.label, each.verdict.value) for each in found.ratings]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.RESEARCHER, Role.ADMIN])
def test_leads_alone_may_ask(desk, role):
    """Who reads is not told how others read; nor are researchers and admins."""
    person = Person("x", frozenset({role}))
    for ask in (desk.quality.ratings, desk.quality.gold, lambda who: desk.quality.places(who, [CALL])):
        with pytest.raises(RefusedError, match="may not do this"):
            ask(person)


def test_days_that_end_before_they_begin_are_refused(desk, lea):
    """So are pages that cannot be, and more places than one statement takes."""
    for ask in (desk.quality.ratings, desk.quality.gold):
        with pytest.raises(DataError, match="end before they begin"):
            ask(lea, since=date(2024, 3, 2), until=TODAY)
    with pytest.raises(DataError, match="no page"):
        desk.quality.ratings(lea, posts=-1)
    with pytest.raises(DataError, match="too many"):
        desk.quality.places(lea, [CALL] * 501)
    assert desk.quality.places(lea, []) == ()


def test_all_readings_of_a_post_are_given(desk, ann, ben, lea, clock):
    """First, second and the lead's, with who gave them and what the model gives today."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, Click(verdicts={"incitement": Verdict.YES, "denial": Verdict.NO}))
    clock.move(minutes=1)
    desk.review(ben, *CALL, NO)
    clock.move(minutes=1)
    desk.review(lea, *CALL, YES)
    found = desk.quality.ratings(lea)
    assert said(found) == [
        ("call", "ann", "first", "denial", "no"),
        ("call", "ann", "first", "incitement", "yes"),
        ("call", "ben", "second", "incitement", "no"),
        ("call", "lea", "lead", "incitement", "yes"),
    ]
    assert [each.flagged for each in found.ratings] == [None, True, True, True]
    assert found.ratings[-1].created_at == clock.now
    assert (found.posts, found.waiting, found.is_cut) == (1, 0, False)


def test_a_post_that_waits_for_its_second_reader_is_left_out(desk, ann, ben, lea):
    """Not even a lead is told of a first reading, who may be the second reader; once both are given, both are told."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, YES)
    desk.review(ann, *DENIAL, Click(verdicts={"denial": Verdict.YES}))
    assert desk.state(lea, *CALL) is State.SECOND
    found = desk.quality.ratings(lea)
    assert (said(found), found.posts, found.waiting) == ([("denial", "ann", "first", "denial", "yes")], 1, 1)
    desk.review(ben, *CALL, NO)
    assert {each.post_id for each in desk.quality.ratings(lea).ratings} == {"call", "denial"}


def test_what_was_taken_back_is_no_rating(desk, ann, lea):
    """Neither the review nor the row that withdraws it is given; what was said anew is."""
    desk.set_rules(LOCAL, NEVER)
    desk.review(ann, *CALL, YES)
    desk.undo(ann, *CALL)
    assert desk.quality.ratings(lea).posts == 0
    desk.review(ann, *CALL, NO)
    assert said(desk.quality.ratings(lea)) == [("call", "ann", "first", "incitement", "no")]


def test_the_models_labels_follow_its_thresholds(desk, store, ann, lea):
    """Another threshold changes what the model says today, not what people said."""
    desk.review(ann, *CALL, YES)
    assert [each.flagged for each in desk.quality.ratings(lea).ratings] == [True]
    store.set_thresholds({"incitement": 0.95})
    assert [each.flagged for each in desk.quality.ratings(lea).ratings] == [False]


def test_a_language_that_the_model_does_not_know_has_no_model_label(desk, store, flagged, ann, lea):
    """Where its labels are withheld the model is no rater."""
    thread, scorings = flagged
    desk.review(ann, *CALL, YES)
    foreign = [replace(each, unsupported="de") for each in scorings]
    store.add(thread, foreign)
    assert [each.flagged for each in desk.quality.ratings(lea).ratings] == [None]


def test_ratings_are_those_of_posts_first_read_on_some_days(desk, ann, ben, lea, clock):
    """Both days count whole; a second reading given later comes along with its first one."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, YES)
    clock.move(days=1)
    desk.review(ben, *CALL, NO)
    desk.review(ann, *DENIAL, Click(verdicts={"denial": Verdict.YES}))
    day = timedelta(days=1)

    def posts(**days):
        return sorted({each.post_id for each in desk.quality.ratings(lea, **days).ratings})

    assert posts(since=TODAY, until=TODAY) == ["call"]
    assert len(desk.quality.ratings(lea, until=TODAY).ratings) == 2
    assert posts(since=TODAY + day) == ["denial"]
    assert posts(since=TODAY - day, until=date.max) == ["call", "denial"]
    assert posts(since=TODAY + 2 * day) == []


def test_the_posts_read_last_are_given_where_there_are_too_many(desk, ann, lea, clock):
    """The rest is said to be there."""
    desk.review(ann, *CALL, YES)
    clock.move(minutes=1)
    desk.review(ann, *DENIAL, Click(verdicts={"denial": Verdict.YES}))
    found = desk.quality.ratings(lea, posts=1)
    assert ({each.post_id for each in found.ratings}, found.is_cut) == ({"denial"}, True)
    assert not desk.quality.ratings(lea, posts=2).is_cut


def test_gold_is_counted_apart(desk, ann, ben, lea):
    """By reviewer and label; what was left out is a no, unsure is no right answer, and no gold is among the ratings."""
    desk.put_gold(lea, *CALL, [Answer(label="incitement", verdict=Verdict.YES), Answer(label="denial", verdict=Verdict.NO)])  # fmt: skip
    desk.put_gold(lea, *DENIAL, [Answer(label="incitement", verdict=Verdict.NO)])
    assert desk.quality.gold(lea) == ()
    desk.review(ann, *CALL, YES)
    desk.review(ann, *DENIAL, YES)
    desk.review(ben, *CALL, UNSURE)
    assert desk.quality.gold(lea) == (
        GoldCount(reviewer="ann", label="denial", given=1, right=1, unsure=0),
        GoldCount(reviewer="ann", label="incitement", given=2, right=1, unsure=0),
        GoldCount(reviewer="ben", label="denial", given=1, right=1, unsure=0),
        GoldCount(reviewer="ben", label="incitement", given=1, right=0, unsure=1),
    )
    assert desk.quality.ratings(lea).ratings == ()
    assert desk.quality.gold(lea, since=TODAY + timedelta(days=1)) == ()
    desk.put_gold(lea, *CALL, [])
    assert [count.reviewer for count in desk.quality.gold(lea)] == ["ann"]


def test_places_say_where_posts_stand(desk, lea):
    """Position, and how many posts of the thread stand before; a post that is not there is left out."""
    found = desk.quality.places(lea, [("h/1", "mock"), ("h/1", "call"), ("h/1", "p9"), ("h/2", "call")])
    assert sorted((each.post_id, each.title, each.position, each.index) for each in found) == [
        ("call", None, 1, 0),
        ("mock", None, 3, 2),
    ]


def test_states_of_a_page_of_posts_are_those_of_each(desk, ann, lea):
    """Asked at once or one by one, posts stand where they stand; researchers are not told."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, YES)
    desk.review(ann, *DENIAL, Click(verdicts={"denial": Verdict.YES}))
    desk.escalate(ann, "h/1", "anger")
    ids = ("call", "denial", "mock", "anger")
    assert desk.states(lea, "h/1", (*ids, "p9")) == {post_id: desk.state(lea, "h/1", post_id) for post_id in ids}
    assert (desk.states(lea, "h/1", ()), desk.states(lea, "h/2", ids)) == ({}, {})
    with pytest.raises(RefusedError):
        desk.states(Person("rae", frozenset({Role.RESEARCHER})), "h/1", ids)


def test_an_appeal_says_why(desk, ann, ben, lea):
    """The note stands in the post's history and in the log; one that is too long is refused whole."""
    desk.review(ann, *CALL, YES)
    with pytest.raises(DataError, match="over 2000 letters"):
        desk.appeal(ben, *CALL, note="x" * 2001)
    assert desk.state(lea, *CALL) is State.REVIEWED
    desk.appeal(ben, *CALL, note="It is irony.")
    (line,) = [line for line in desk.history(lea, *CALL).actions if line.verb is Verb.APPEAL]
    assert dict(line.detail) == {"note": "It is irony."}
    desk.review(lea, *CALL, NO)
    desk.appeal(ben, *CALL)
    assert dict(desk.actions(lea, limit=1)[0].detail) == {}


def test_reading_kinds_are_told(desk, ann, lou, lea):
    """What an appeal decided comes along as such."""
    desk.review(ann, *CALL, YES)
    desk.appeal(ann, *CALL)
    desk.review(lou, *CALL, NO)
    assert [each.reading for each in desk.quality.ratings(lea).ratings] == [Reading.FIRST, Reading.APPEAL]
