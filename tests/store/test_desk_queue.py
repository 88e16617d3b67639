"""The queue: its order and reasons, its filters, claims, gold, and what is never in it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.annotations import ModelId, Reading, Score, Scoring, Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, Filters, Rules, State, Verb
from analyzer.store.ranking import severity, spread, uncertainty, worth
from analyzer.store.reasons import reason
from analyzer.thread import Post, Segment, SegmentKind

YES = Click(verdicts={"incitement": Verdict.YES})
GOLD = [Answer(label="incitement", verdict=Verdict.NO, note="a quotation")]
ALL_GOLD = Rules(gold_rate=1.0)


def ids(cards):
    """Give the ids of the posts of a queue."""
    return [card.post_id for card in cards]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(label="denail"), "no label is named"),
        (Filters(low=1.5), "no number from 0 to 1"),
        (Filters(high=-0.1), "no number from 0 to 1"),
        (Filters(since=date(2024, 2, 2), until=date(2024, 2, 1)), "end before they begin"),
    ],
)
def test_filters_that_cannot_be_are_refused(desk, ann, filters, said):
    """By the queue and by the search alike."""
    for ask in (lambda: desk.next(ann, filters=filters), lambda: desk.search(ann, "valley", filters=filters)):
        with pytest.raises(DataError, match=said):
            ask()


@pytest.mark.parametrize(
    "rules",
    [
        Rules(weights={"denail": 1}),
        Rules(weights={"denial": -1}),
        Rules(weights={"denial": math.nan}),
        Rules(second_rates={"denial": 1.1}),
        Rules(gold_rate=2),
        Rules(claim_seconds=0),
        Rules(skip_seconds=-1),
    ],
)
def test_rules_that_cannot_be_are_refused(desk, rules):
    """The rules in force stay."""
    before = desk.rules(LOCAL)
    with pytest.raises(DataError):
        desk.set_rules(LOCAL, rules)
    assert desk.rules(LOCAL) == before


def test_a_page_that_cannot_be_is_refused(desk, ann):
    """No queue is asked for less than nothing."""
    with pytest.raises(DataError, match="no page"):
        desk.next(ann, limit=-1)


@given(value=st.floats(0, 1), threshold=st.floats(0, 1), weight=st.floats(0, 10))
def test_the_formulas_hold_everywhere(value, threshold, weight):
    """Uncertainty lies between 1 and 2 and is greatest at the threshold; nothing is divided by zero."""
    assert 1 <= uncertainty(value, threshold) <= 2
    assert uncertainty(value, threshold) <= uncertainty(threshold, threshold) + 1e-9 == 2 + 1e-9
    assert 0 <= severity(value, threshold, weight=weight) <= 10 * weight


def test_the_formulas_in_numbers():
    """As docs/desk.md works them out."""
    assert severity(0.93, 0.5, weight=3) == pytest.approx(5.58)
    assert uncertainty(0.93, 0.5) == pytest.approx(1.3659, abs=1e-4)
    assert uncertainty(0.9, 0.9) == pytest.approx(2)
    assert [spread(0, 0), spread(1, 0), spread(2, 1)] == [1, 2, 3]
    both = worth(
        {"denial": 0.5, "incitement": 0.5, "sarcasm": 1.0},
        dict.fromkeys(("denial", "incitement", "sarcasm"), 0.5),
        rules=Rules(),
    )
    assert list(both.items()) == [("incitement", 6), ("denial", 4)]


def test_the_queue_goes_by_severity_and_says_why(desk, ann):
    """Incitement before denial before hostility; sarcasm alone is no breach and not there."""
    cards = desk.next(ann, limit=9)
    assert [card.reason for card in cards] == [
        "incitement .93, not yet seen",
        "denial .60, not yet seen",
        "hostility .50, not yet seen",
    ]
    assert cards[0].post.post.own == "Drive them all out of the valley."
    assert cards[0].priority == pytest.approx(5.58 * uncertainty(0.93, 0.5))


def test_reach_counts_posts_once(desk, store, ann, flagged):
    """A post that quotes and answers is one quote; another thread's quote counts, one's own does not."""
    thread, _ = flagged
    call = Segment(kind=SegmentKind.QUOTE, text="Drive", post_id="call", depth=1)
    twice = Post(id="q1", position=5, author="a", reply_to="call", segments=(call, call))
    answer = Post(id="q2", position=6, author="a", reply_to="call")
    own = Post(id="q3", position=7, author="a", reply_to="q3", segments=(replace(call, post_id="q3"),))
    store.add(replace(thread, posts=(twice, answer, own), source="page 2"))
    assert desk.next(ann)[0].reason == "incitement .93, quoted once, answered once, not yet seen"
    across = Post(id="x", position=1, author="b", segments=(replace(call, thread_id="h/1"),))
    store.add(replace(thread, id="h/2", posts=(across,)))
    first = desk.next(ann)[0]
    assert first.reason == "incitement .93, quoted 2 times, answered once, not yet seen"
    assert first.priority == pytest.approx(5.58 * uncertainty(0.93, 0.5) * 3)


def test_quotes_of_a_page_added_later_are_counted(desk, store, ann, flagged, scoring):
    """Page 2 may come before page 1."""
    thread, _ = flagged
    quote = Segment(kind=SegmentKind.QUOTE, text="Burn", post_id="first", depth=1)
    store.add(replace(thread, id="h/3", posts=(Post(id="second", position=2, author="a", segments=(quote,)),)))
    own = (Segment(kind=SegmentKind.OWN, text="Burn it."),)
    page = replace(thread, id="h/3", posts=(Post(id="first", position=1, author="b", segments=own),), source="p1")
    store.add(page, [scoring("first", incitement=0.9)])
    assert desk.next(ann)[0].reason == "incitement .90, quoted once, not yet seen"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(label="denial"), ["denial"]),
        (Filters(label="sarcasm"), []),
        (Filters(thread_id="h/1"), ["call", "denial", "anger"]),
        (Filters(thread_id="h/9"), []),
        (Filters(author="author 2"), ["denial"]),
        (Filters(since=date(2024, 2, 2)), ["denial", "anger"]),
        (Filters(until=date(2024, 2, 2)), ["call", "denial"]),
        (Filters(since=date(2024, 2, 2), until=date(2024, 2, 2)), ["denial"]),
        (Filters(language="en"), ["call", "denial", "anger"]),
        (Filters(language="de"), []),
        (Filters(low=0.6), ["call", "denial"]),
        (Filters(low=0.5, high=0.6), ["denial", "anger"]),
        (Filters(label="incitement", high=0.6), []),
        (Filters(subtype="literal"), []),
        (Filters(states=(State.SETTLED,)), []),
        (Filters(states=(State.UNSEEN,)), ["call", "denial", "anger"]),
        (Filters(label="denial", author="author 2", low=0.5, states=(State.UNSEEN,)), ["denial"]),
    ],
)
def test_filters_keep_what_fits(desk, lea, filters, found):
    """Each alone, and together."""
    assert ids(desk.next(lea, filters=filters, limit=9)) == found


@pytest.mark.parametrize("state", State)
def test_only_a_lead_asks_by_state(desk, ann, state):
    """A second reader who could ask for what waits for a second reading would know that somebody has judged it."""
    for ask in (desk.next, desk.take):
        with pytest.raises(RefusedError):
            ask(ann, filters=Filters(states=(state,)))


def test_a_subtype_is_that_of_the_flag(desk, store, ann, flagged, scoring):
    """A subtype of a score below its threshold is none."""
    thread, _ = flagged
    posts = tuple(replace(thread.posts[0], id=id_) for id_ in "ab")
    scorings = [scoring("a", incitement=0.9, subtype="threat"), scoring("b", incitement=0.4, subtype="threat")]
    store.add(replace(thread, id="h/2", posts=posts), scorings)
    assert ids(desk.next(ann, filters=Filters(subtype="threat"))) == ["a"]


def test_states_can_be_listed(desk, ann, ben, lea):
    """What was judged, and what is on somebody's table."""
    desk.review(ann, "h/1", "call", YES)
    desk.claim(ben, "h/1", "denial")
    listed = {state: ids(desk.next(lea, filters=Filters(states=(state,)), limit=9)) for state in State}
    full = {state: found for state, found in listed.items() if found}
    assert full == {State.UNSEEN: ["anger"], State.CLAIMED: ["denial"], State.REVIEWED: ["call"]}


def test_another_threshold_or_weight_moves_the_queue(desk, store, ann):
    """Both by the desk and by the store itself; the desk's change is logged with what was before."""
    desk.set_thresholds(LOCAL, {"incitement": 0.95})
    assert ids(desk.next(ann, limit=9)) == ["denial", "anger"]
    line = desk.actions(LOCAL, limit=1)[0]
    assert (line.verb, line.detail["before"]["incitement"], line.detail["after"]["incitement"]) == (
        "thresholds",
        0.5,
        0.95,
    )
    store.set_thresholds({"incitement": 0.5})
    desk.set_rules(LOCAL, replace(desk.rules(LOCAL), weights={"hostility": 9.0, "incitement": 0.0, "sarcasm": 0.0}))
    assert ids(desk.next(ann, limit=9)) == ["anger", "denial"]


def test_posts_whose_labels_are_withheld_are_not_queued(desk, store, ann, flagged):
    """A language that the model was not tested in is flagged for nothing, until somebody asks for it."""
    thread, scorings = flagged
    foreign = [replace(scoring, unsupported="xx") for scoring in scorings]
    store.add(thread, foreign)
    assert desk.next(ann) == ()
    store.add(thread, foreign, withhold_unsupported=False)
    assert ids(desk.next(ann)) == ["call", "denial"]


def test_the_order_kept_is_the_order_reckoned_anew(desk, store, flagged, scoring, linear):
    """What imports wrote bit by bit is what reckoning everything gives, for each model."""
    thread, _ = flagged
    newer = replace(linear, version="2.0")
    store.add(thread, [scoring("mock", model=newer, denial=0.7), scoring("call", model=newer, incitement=0.4)])
    store.add(thread, [scoring("mock", denial=0.7)], classifier_thresholds={"hostility": 0.4, "denial": 0.65})
    rows = "SELECT post_pk, model_pk, value FROM priority ORDER BY 1, 2"
    with store._engine.connect() as connection:
        kept = [tuple(row) for row in connection.exec_driver_sql(rows)]
    desk.set_rules(LOCAL, replace(desk.rules(LOCAL), weights={"denial": 2.0, "sarcasm": 0.0, "incitement": 3.0}))
    desk.next(LOCAL)
    with store._engine.connect() as connection:
        anew = [tuple(row) for row in connection.exec_driver_sql(rows)]
    assert len(kept) == 4
    assert kept == anew


def test_a_claim_keeps_others_off_and_runs_out(desk, ann, ben, clock):
    """Ten minutes by default; prolonging it keeps when it was taken."""
    taken = desk.claim(ann, "h/1", "call")
    assert ((taken.expires_at - taken.taken_at).total_seconds(), taken.reviewer) == (600, "ann")
    assert desk.claim(ben, "h/1", "call") is None
    assert (ids(desk.next(ben, limit=9)), ids(desk.next(ann))[0]) == (["denial", "anger"], "call")
    with pytest.raises(DataError, match="another reviewer has this post"):
        desk.review(ben, "h/1", "call", YES)
    clock.move(minutes=9)
    assert desk.claim(ann, "h/1", "call").taken_at == taken.taken_at
    clock.move(minutes=9)
    assert desk.claim(ben, "h/1", "call") is None
    clock.move(minutes=1)
    assert desk.state(ann, "h/1", "call") is State.UNSEEN
    assert desk.claim(ben, "h/1", "call").taken_at == clock.now
    assert [line.person for line in desk.actions(LOCAL) if line.verb == Verb.CLAIM] == ["ben", "ann"]


def test_a_claim_is_let_go(desk, ann, ben):
    """Others get the post at once; letting go what one has not is nothing."""
    desk.claim(ann, "h/1", "call")
    desk.release(ben, "h/1", "call")
    assert desk.claim(ben, "h/1", "call") is None
    desk.release(ann, "h/1", "call")
    assert desk.claim(ben, "h/1", "call") is not None
    assert sum(line.verb == Verb.RELEASE for line in desk.actions(LOCAL)) == 1


def test_a_skipped_post_goes_to_others(desk, ann, ben, clock):
    """It comes to who skipped it a day later."""
    desk.claim(ann, "h/1", "call")
    desk.skip(ann, "h/1", "call")
    assert (ids(desk.next(ann))[0], ids(desk.next(ben))[0]) == ("denial", "call")
    clock.move(days=1)
    assert ids(desk.next(ann))[0] == "call"


def test_taking_gives_each_post_once(desk, ann, ben):
    """Until the queue is empty; what one holds comes again to oneself alone."""
    taken = [desk.take(person) for person in (ann, ben)]
    assert ids(taken) == ["call", "denial"]
    assert ids([desk.take(ann), desk.take(ben)]) == ["call", "denial"]
    for person, card in zip((ann, ben), taken, strict=True):
        desk.review(person, card.thread_id, card.post_id, YES)
    assert (desk.take(ann).post_id, desk.take(ben)) == ("anger", None)


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.ADMIN])
def test_who_does_not_review_gets_no_queue(desk, role):
    """Roles are asked for where the data is read."""
    person = Person("x", frozenset({role}))
    for ask in (desk.next, desk.take):
        with pytest.raises(RefusedError):
            ask(person)
    with pytest.raises(RefusedError):
        desk.review(person, "h/1", "call", YES)
    with pytest.raises(RefusedError):
        desk.put_gold(person, "h/1", "call", GOLD)


@pytest.mark.parametrize(("value", "said"), [(0.815, ".82"), (0.29, ".29"), (0.996, ".99"), (1.0, "1.00")])
def test_scores_in_a_reason_are_rounded_as_on_the_pages(value, said):
    """A score below 1 is never shown as 1."""
    model = ModelId(name="m", version="1", hash="0" * 12)
    score = Score(post_id="p1", label="incitement", value=value, model=model)
    given = Scoring(id="p1", scores=(score,), labels=("incitement",), model=model)
    told = reason(
        SimpleNamespace(scoring=given),
        state=State.UNSEEN,
        reached=(0, 0),
        thresholds={"incitement": 0.25},
        rules=Rules(),
    )
    assert told == f"incitement {said}, not yet seen"


def test_gold_looks_like_any_post_and_changes_none(desk, ann, ben, lea):
    """Each reviewer meets it once; its answer is told after the verdict, and the post's state does not move."""
    desk.put_gold(lea, "h/1", "mock", GOLD)
    assert ids(desk.next(ann, limit=9)) == ["call", "denial", "anger"]
    desk.set_rules(LOCAL, ALL_GOLD)
    for person in (ann, ben):
        card = desk.take(person)
        assert (card.post_id, card.state, card.reason) == ("mock", State.UNSEEN, "not yet seen")
        with pytest.raises(DataError, match="after the verdict"):
            desk.answers(person, "h/1", "mock")
        (review,) = desk.review(person, "h/1", "mock", YES)
        assert (review.reading, desk.answers(person, "h/1", "mock")) == (Reading.GOLD, tuple(GOLD))
        assert desk.take(person).post_id != "mock"
    assert desk.state(ann, "h/1", "mock") is State.UNSEEN
    with pytest.raises(DataError, match="you have judged this post"):
        desk.review(ann, "h/1", "mock", YES)
    with pytest.raises(DataError, match="a verdict on gold stands"):
        desk.undo(ann, "h/1", "mock")
    assert {review.reviewer for review in desk.history(lea, "h/1", "mock").reviews} == {"ann", "ben"}


def test_gold_is_not_told_by_its_history(desk, ann, ben, lea):
    """Neither reviews of others nor that it was made gold are shown to who has not judged it."""
    desk.put_gold(lea, "h/1", "mock", GOLD)
    desk.review(ann, "h/1", "mock", YES)
    history = desk.history(ben, "h/1", "mock")
    assert (history.reviews, history.actions) == ((), ())
    assert "no" not in str(desk.actions(lea, limit=9)[-1].detail)


def test_gold_that_cannot_be_is_refused(desk, lea):
    """One answer a label, of a label that is known."""
    with pytest.raises(DataError, match="no label is named"):
        desk.put_gold(lea, "h/1", "call", [replace(GOLD[0], label="denail")])
    with pytest.raises(DataError, match="two answers"):
        desk.put_gold(lea, "h/1", "call", GOLD * 2)


def test_a_post_is_gold_no_more(desk, ann, lea):
    """Without answers it is a post like any other, and has none to tell."""
    desk.put_gold(lea, "h/1", "call", GOLD)
    desk.put_gold(lea, "h/1", "call", [])
    assert ids(desk.next(ann))[0] == "call"
    desk.review(ann, "h/1", "call", YES)
    assert desk.answers(ann, "h/1", "call") == ()


def test_gold_comes_at_its_rate_and_by_the_same_draw(desk, store, ann, flagged, scoring):
    """Asked again before the verdict the queue is the same; a filter is kept to by gold as well."""
    thread, _ = flagged
    posts = tuple(replace(thread.posts[0], id=str(number), position=number) for number in range(1, 41))
    store.add(replace(thread, id="h/2", posts=posts), [scoring(post.id, incitement=0.9) for post in posts])
    for number in range(1, 21):
        desk.put_gold(LOCAL, "h/2", str(number), GOLD)
    desk.set_rules(LOCAL, Rules(gold_rate=0.3))
    cards = desk.next(ann, limit=20)
    assert cards == desk.next(ann, limit=20)
    gold = [card for card in cards if card.thread_id == "h/2" and int(card.post_id) <= 20]
    assert 1 <= len(gold) <= 13
    assert {card.thread_id for card in desk.next(ann, filters=Filters(thread_id="h/1"), limit=9)} == {"h/1"}


def test_a_queue_asked_for_later_dates_nothing_earlier(desk, ann, clock):
    """Times of the log never go back."""
    for id_ in ("call", "denial"):
        desk.review(ann, "h/1", id_, YES)
        clock.move(seconds=1)
    times = [line.at for line in desk.iter_actions(LOCAL)]
    assert times == sorted(times)
    assert times[-1] < datetime(2024, 3, 2, tzinfo=UTC)
