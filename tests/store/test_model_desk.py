"""What leads ask of the model in force: final verdicts, other thresholds before they are set, and the spread of scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analyzer.annotations import Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, Rules, Verb
from analyzer.store.drifting import EDGES

SHIPPED = {"denial": 0.5, "sarcasm": 0.5, "incitement": 0.5, "hostility": 0.5}


@pytest.fixture(name="model_desk")
def _model_desk(desk, store, clock):
    """Give the desk for the model of a store with four flagged posts."""
    store.model_desk._clock = clock
    assert desk is store.desk
    return store.model_desk


def say(desk, person, post_id, **verdicts):
    """Give verdicts on a post."""
    desk.review(person, "h/1", post_id, Click(verdicts={label: Verdict(said) for label, said in verdicts.items()}))


def found(model_desk, lea):
    """Give the final verdicts by post and label."""
    return {(one.post_id, one.label): one.verdict.value for one in model_desk.judgements(lea).verdicts}


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.RESEARCHER, Role.ADMIN])
@pytest.mark.parametrize(
    "ask",
    [
        lambda desk, who: desk.judgements(who),
        lambda desk, who: desk.limits(who),
        lambda desk, who: desk.counts(who),
        lambda desk, who: desk.move(who, "denial", 0.4),
        lambda desk, who: desk.days(who),
        lambda desk, who: desk.undated(who),
        lambda desk, who: desk.apply(who, {"denial": 0.4}, seen=desk.limits(LOCAL).in_force),
        lambda desk, who: desk.restore(who, seen=desk.limits(LOCAL).in_force),
    ],
)
def test_only_a_lead_may_ask(model_desk, role, ask):
    """Whoever is no lead is refused where the data is read, not only on the page."""
    before = dict(model_desk.limits(LOCAL).in_force)
    with pytest.raises(RefusedError, match="may not do this"):
        ask(model_desk, Person("eve", frozenset({role})))
    assert dict(model_desk.limits(LOCAL).in_force) == before


def test_a_store_without_scores_answers_with_nothing(store, lea):
    """Before a model has scored anything there is nothing to measure and no threshold to set."""
    asked = store.model_desk
    assert (asked.judgements(lea).model, asked.judgements(lea).verdicts) == (None, ())
    assert (asked.days(lea), asked.undated(lea), dict(asked.counts(lea))) == ((), 0, {})
    assert dict(asked.limits(lea).in_force) == {}
    with pytest.raises(DataError, match="no label 'denial'"):
        asked.move(lea, "denial", 0.5)
    with pytest.raises(DataError, match="nothing was scored yet"):
        asked.restore(lea, seen={})


def test_the_last_reading_of_each_label_counts(desk, model_desk, ann, lea):
    """A reading counts with the score of the model in force; withdrawn ones are counted and left out."""
    say(desk, ann, "call", incitement="yes", sarcasm="unsure")
    say(desk, ann, "denial", denial="yes")
    desk.undo(ann, "h/1", "denial")
    say(desk, ann, "denial", denial="no")
    asked = model_desk.judgements(lea)
    assert {(one.post_id, one.label, one.verdict, one.score) for one in asked.verdicts} == {
        ("call", "incitement", Verdict.YES, 0.93),
        ("call", "sarcasm", Verdict.UNSURE, 0.1),
        ("denial", "denial", Verdict.NO, 0.6),
    }
    assert (asked.withdrawn, asked.open_posts, asked.unscored) == (1, 0, 0)


def test_what_is_disputed_counts_once_a_lead_has_decided(desk, model_desk, ann, ben, lea):
    """Two readings that differ have no final verdict; the lead's is one, and what it left out keeps the one before."""
    desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates=dict.fromkeys(LABEL_NAMES, 1.0)))
    say(desk, ann, "call", incitement="yes", sarcasm="no")
    assert found(model_desk, lea) == {("call", "incitement"): "yes", ("call", "sarcasm"): "no"}
    say(desk, ben, "call", incitement="no", sarcasm="no")
    assert (found(model_desk, lea), model_desk.judgements(lea).open_posts) == ({}, 1)
    say(desk, lea, "call", incitement="yes")
    assert found(model_desk, lea) == {("call", "incitement"): "yes", ("call", "sarcasm"): "no"}


def test_what_is_appealed_or_handed_on_waits(desk, model_desk, ann, lea):
    """A contested verdict is none until it has been looked at again."""
    say(desk, ann, "call", incitement="yes")
    say(desk, ann, "denial", denial="yes")
    desk.appeal(ann, "h/1", "call")
    desk.escalate(ann, "h/1", "denial")
    assert (found(model_desk, lea), model_desk.judgements(lea).open_posts) == ({}, 2)


def test_gold_stands_apart(desk, model_desk, ann, lea):
    """The known answer of a gold post is told apart, and what a reviewer said of it counts for nothing."""
    desk.put_gold(lea, "h/1", "call", [Answer(label="incitement", verdict=Verdict.YES)])
    say(desk, ann, "call", incitement="no")
    asked = model_desk.judgements(lea)
    assert asked.verdicts == ()
    assert [(one.post_id, one.verdict, one.score, one.judged_at) for one in asked.gold] == [
        ("call", Verdict.YES, 0.93, None)
    ]


def test_verdicts_without_a_score_are_counted_and_left_out(desk, model_desk, store, lea, flagged):
    """A label that this model has not scored, and a language that it was not tested in, say nothing of the model."""
    say(desk, lea, "call", denial="no", incitement="yes")
    assert model_desk.judgements(lea).unscored == 1
    thread, scorings = flagged
    store.add(thread, [replace(scorings[0], unsupported="xx")])
    asked = model_desk.judgements(lea)
    assert (asked.verdicts, asked.withheld, asked.unscored) == ((), 1, 1)


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [("denial", 1.5, "no number from 0 to 1"), ("denial", float("nan"), "no number"), ("kindness", 0.5, "no label")],
)
def test_a_threshold_that_cannot_be_is_refused(model_desk, lea, label, value, words):
    """Nothing is reckoned for what is no threshold."""
    with pytest.raises(DataError, match=words):
        model_desk.move(lea, label, value)


@pytest.fixture(name="spread")
def _spread(model_desk, store, flagged, scoring):
    """Give the desk for the model of a store in which five posts have scores of denial, one of them withheld."""
    thread, _ = flagged
    more = [replace(post, id=f"d{n}", position=n, created_at=post.created_at.replace(day=5)) for n, post in
            enumerate((thread.posts[1],) * 5, start=5)]  # fmt: skip
    scores = [
        scoring(f"d{n}", denial=value) for n, value in zip(range(5, 10), (0.4, 0.45, 0.5, 0.7, 0.47), strict=True)
    ]
    scores[-1] = replace(scores[-1], unsupported="xx")
    store.add(replace(thread, title="A thread", posts=(*thread.posts, *more)), scores)
    return model_desk


@pytest.mark.parametrize(
    ("value", "changed", "posts"),
    [
        (0.5, (0, 0), []),
        (0.44, (1, 0), ["d6"]),
        (0.4, (2, 0), ["d6", "d5"]),
        (0.55, (0, 1), ["d7"]),
        (0.7, (0, 2), ["d7", "denial"]),
        (1.0, (0, 3), ["d7", "denial", "d8"]),
    ],
)
def test_a_move_tells_who_would_gain_or_lose(spread, lea, value, changed, posts):
    """Scores at the threshold carry the label, withheld ones never; listed are those nearest to the threshold first."""
    move = spread.move(lea, "denial", value)
    assert ((move.gained, move.lost), [one.post_id for one in move.posts]) == (changed, posts)
    assert spread.limits(lea).in_force["denial"] == 0.5


def test_a_move_is_what_applying_does(spread, store, lea):
    """The posts foretold are those that change once the threshold is set."""
    before = spread.counts(lea)
    move = spread.move(lea, "denial", 0.4)
    spread.apply(lea, {"denial": 0.4}, seen=spread.limits(lea).in_force)
    after = spread.counts(lea)
    assert (before["denial"], after["denial"] - before["denial"], after[""]) == (3, move.gained, 8)
    flags = {post.post.id for post in store.iter_scored_posts(labels=["denial"])}
    assert flags == {"denial", "d5", "d6", "d7", "d8"}


def test_a_list_of_moved_posts_is_bounded_and_says_where_they_stand(spread, lea):
    """The count is of all, the list of as many as asked for; the place counts the thread's posts from 0."""
    move = spread.move(lea, "denial", 0.4, limit=1)
    assert (move.gained, [(one.post_id, one.position, one.place, one.thread_title) for one in move.posts]) == (
        2, [("d6", 6, 5, "A thread")],
    )  # fmt: skip
    with pytest.raises(DataError, match="no page"):
        spread.move(lea, "denial", 0.4, limit=-1)


def test_thresholds_are_not_set_over_somebody_elses(model_desk, desk, lea, lou):
    """Who was shown the effect on other thresholds than those in force decides anew."""
    seen = dict(model_desk.limits(lea).in_force)
    model_desk.apply(lou, {"denial": 0.7}, seen=seen)
    with pytest.raises(DataError, match="other thresholds are in force"):
        model_desk.apply(lea, {"denial": 0.4}, seen=seen)
    with pytest.raises(DataError, match="other thresholds are in force"):
        model_desk.restore(lea, seen=seen)
    assert model_desk.limits(lea).in_force["denial"] == 0.7
    assert [line.person for line in desk.actions(LOCAL) if line.verb is Verb.THRESHOLDS] == ["lou"]


@pytest.mark.parametrize("values", [{"denial": 2}, {"kindness": 0.5}])
def test_nothing_is_kept_of_thresholds_that_cannot_be(model_desk, lea, values):
    """All or nothing: neither thresholds nor whose they are change."""
    before = model_desk.limits(lea)
    with pytest.raises(DataError):
        model_desk.apply(lea, {"sarcasm": 0.6, **values}, seen=before.in_force)
    assert model_desk.limits(lea) == before


def test_what_a_lead_set_outlives_imports_until_it_is_undone(model_desk, desk, store, lea, flagged):
    """An import brings its classifier's thresholds for the other labels alone; undo gives those it brought last."""
    model_desk.apply(lea, {"denial": 0.7}, seen=SHIPPED, calibration={"denial": (1.5, -0.25)})
    assert model_desk.limits(lea).by_hand == {"denial"}
    store.add(*flagged, classifier_thresholds={"denial": 0.3, "sarcasm": 0.6})
    limits = model_desk.limits(lea)
    assert (limits.in_force["denial"], limits.in_force["sarcasm"]) == (0.7, 0.6)
    assert (limits.shipped["denial"], limits.shipped["sarcasm"]) == (0.3, 0.6)
    model_desk.restore(lea, seen=limits.in_force)
    assert dict(store.thresholds()) == {**SHIPPED, "denial": 0.3, "sarcasm": 0.6}
    assert model_desk.limits(lea).by_hand == frozenset()
    undone, done = [line.detail for line in desk.actions(LOCAL) if line.verb is Verb.THRESHOLDS]
    assert (undone["restored"], undone["after"]["denial"]) == (True, 0.3)
    assert (done["calibration"], done["before"], done["after"]["denial"]) == ({"denial": [1.5, -0.25]}, SHIPPED, 0.7)
    store.add(*flagged, classifier_thresholds={"denial": 0.55})
    assert store.thresholds()["denial"] == 0.55


def test_thresholds_set_elsewhere_are_by_hand_as_well(model_desk, desk, store, lea, flagged):
    """The desk's and the store's own way to set thresholds hold against imports, too; the queue follows at once."""
    desk.set_thresholds(lea, {"denial": 0.65})
    store.set_thresholds({"sarcasm": 0.9})
    store.add(*flagged, classifier_thresholds=SHIPPED)
    assert (store.thresholds()["denial"], store.thresholds()["sarcasm"]) == (0.65, 0.9)
    assert "denial" not in {card.post_id for card in desk.next(LOCAL, limit=9)}
    model_desk.restore(lea, seen=store.thresholds())
    assert "denial" in {card.post_id for card in desk.next(LOCAL, limit=9)}


def test_days_hold_every_dated_score_once(spread, store, lea, flagged):
    """Counts by bin, the count over the threshold and the sum of scores by day; withheld and undated posts apart."""
    days = [day for day in spread.days(lea) if day.label == "denial"]
    assert [(day.day, day.posts, day.over, round(day.total, 6)) for day in days] == [
        (date(2024, 2, 2), 1, 1, 0.6),
        (date(2024, 2, 5), 4, 2, 2.05),
    ]
    # 0.4 and 0.45 lie under the edge 0.5, 0.5 at it.
    at = EDGES.index(0.5)
    assert days[1].bins[at : at + 3] == (2, 1, 1)
    assert spread.undated(lea) == 0
    thread, scorings = flagged
    undated = replace(thread, id="h/2", posts=tuple(replace(post, created_at=None) for post in thread.posts))
    store.add(undated, scorings)
    assert spread.undated(lea) == 4
    assert [day for day in spread.days(lea) if day.label == "denial"] == days
