"""Reviews: what is refused, what state they put a post in, and that nothing of them is ever changed."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from analyzer.annotations import Reading, Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, Rules, State, Verb
from analyzer.store.drawing import draw

YES = Click(verdicts={"incitement": Verdict.YES})
NO = Click(verdicts={"incitement": Verdict.NO})
ALWAYS = Rules(gold_rate=0, second_rates={"incitement": 1.0, "denial": 0.0})
CALL = ("h/1", "call")


@pytest.mark.parametrize(
    ("click", "said"),
    [
        (Click(verdicts={}), "no label is judged"),
        (Click(verdicts={"denail": Verdict.YES}), "no label is named 'denail'"),
        (Click(verdicts={"denial": Verdict.YES}, subtypes={"denial": "call"}), "no subtype"),
        (Click(verdicts={"denial": Verdict.NO}, subtypes={"denial": "literal"}), "no subtype"),
        (Click(verdicts={"denial": Verdict.YES}, subtypes={"incitement": "call"}), "no subtype"),
        (Click(verdicts={"denial": Verdict.YES}, policies={"incitement": "P1"}), "not judged"),
        (Click(verdicts={"denial": Verdict.YES}, note="x" * 10_001), "over 10000 letters"),
        (Click(verdicts={"denial": "perhaps"}), "no verdict"),
    ],
)
def test_a_click_that_cannot_be_is_refused_whole(desk, ann, click, said):
    """Nothing is kept of it, neither a review nor a line of the log nor a claim."""
    lines = desk.actions(LOCAL)
    with pytest.raises(DataError, match=said):
        desk.review(ann, *CALL, click)
    assert (desk.state(ann, *CALL), desk.actions(LOCAL)) == (State.UNSEEN, lines)


def test_a_post_that_is_not_there_is_refused(desk, ann):
    """Every method that names a post says so."""
    for ask in (desk.claim, desk.release, desk.undo, desk.skip, desk.escalate, desk.appeal, desk.state, desk.history):
        with pytest.raises(DataError, match="no such post"):
            ask(ann, "h/1", "p9")


def test_a_yes_names_its_policy_where_the_rules_ask_for_one(desk, ann):
    """A no needs none."""
    desk.set_rules(LOCAL, Rules(policy_required=frozenset({"incitement"})))
    with pytest.raises(DataError, match="must name its policy"):
        desk.review(ann, *CALL, YES)
    desk.review(ann, "h/1", "anger", NO)
    (review,) = desk.review(ann, *CALL, Click(verdicts=YES.verdicts, policies={"incitement": "4.2"}))
    assert review.policy == "4.2"


def test_a_review_keeps_what_was_said_and_seen(desk, ann, clock, linear):
    """Model, score and time since the claim stand by the verdict, and all labels of a click in one line of the log."""
    desk.claim(ann, *CALL)
    clock.move(seconds=12)
    click = Click(
        verdicts={"denial": Verdict.NO, "incitement": Verdict.YES}, subtypes={"incitement": "call"}, note="clear\x00"
    )
    denial, incitement = desk.review(ann, *CALL, click)
    assert (denial.label, denial.verdict, denial.score, denial.model) == ("denial", Verdict.NO, None, None)
    assert (incitement.score, incitement.model, incitement.seconds) == (0.93, linear, 12.0)
    assert (incitement.subtype, incitement.note, incitement.reading) == ("call", "clear\x00", Reading.FIRST)
    assert (incitement.thread_id, incitement.post_id, incitement.reviewer) == (*CALL, "ann")
    assert incitement.created_at == clock.now
    line = desk.actions(LOCAL, limit=1)[0]
    assert (line.verb, line.post_id) == (Verb.REVIEW, "call")
    assert dict(line.detail) == {"reading": "first", "verdicts": {"denial": "no", "incitement": "yes"}}
    assert desk.history(ann, *CALL).claim is None


def test_a_judged_post_is_judged_once(desk, ann, ben):
    """Neither the same nor another reviewer judges it again."""
    desk.review(ann, *CALL, YES)
    assert desk.state(ann, *CALL) is State.REVIEWED
    for person in (ann, ben):
        with pytest.raises(DataError, match="has been judged"):
            desk.review(person, *CALL, NO)


def test_undo_is_a_row_of_its_own(desk, ann, ben, clock):
    """The review stays, marked as withdrawn, and the post is as it was."""
    desk.review(ann, *CALL, YES)
    clock.move(seconds=3)
    with pytest.raises(DataError, match="no verdict here"):
        desk.undo(ben, *CALL)
    desk.undo(ann, *CALL)
    history = desk.history(ann, *CALL)
    assert (history.state, [review.withdrawn_at for review in history.reviews]) == (State.UNSEEN, [clock.now])
    assert [line.verb for line in history.actions] == [Verb.CLAIM, Verb.REVIEW, Verb.UNDO]
    with pytest.raises(DataError, match="no verdict here"):
        desk.undo(ann, *CALL)
    desk.review(ann, *CALL, NO)
    assert [review.verdict for review in desk.history(ann, *CALL).reviews] == ["yes", "no"]


def test_nobody_takes_back_what_was_read_since(desk, ann, ben):
    """Once a second reader has spoken, the first one's verdict stands."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, YES)
    desk.review(ben, *CALL, YES)
    with pytest.raises(DataError, match="no verdict here"):
        desk.undo(ann, *CALL)
    desk.undo(ben, *CALL)
    assert desk.state(ann, *CALL) is State.SECOND
    assert "call" in {card.post_id for card in desk.next(ben, limit=9)}
    (review,) = desk.review(ben, *CALL, NO)
    assert review.reading is Reading.SECOND


@pytest.mark.parametrize("table", ["review", "action"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET pk = pk", "UPDATE {} SET post_pk = NULL", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_said(desk, store, ann, table, statement):
    """Not only the program: whoever opens the database meets the same refusal."""
    desk.review(ann, *CALL, YES)
    desk.undo(ann, *CALL)
    with pytest.raises(DBAPIError, match="append-only"), store._engine.begin() as connection:
        connection.exec_driver_sql(statement.format(table))
    assert len(desk.history(ann, *CALL).reviews) == 1


def test_reviews_go_with_their_thread_and_the_log_stays(desk, store, ann):
    """A thread that is taken out takes its reviews along; what was done is still told, by ids."""
    desk.review(ann, *CALL, YES)
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM thread")
        assert connection.exec_driver_sql("SELECT count(*) FROM review").scalar() == 0
    assert (desk.actions(LOCAL)[0].verb, desk.actions(LOCAL)[0].post_id) == (Verb.REVIEW, "call")


def test_the_second_reader_is_another_and_reads_blind(desk, ann, ben, lea):
    """Nobody sees the first verdict before the second is given, and the first reader is never the second."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, YES)
    assert desk.state(ann, *CALL) is State.SECOND
    with pytest.raises(RefusedError, match="has judged this post before"):
        desk.claim(ann, *CALL)
    assert "call" not in {card.post_id for card in desk.next(ann, limit=9)}
    (card,) = (card for card in desk.next(ben, limit=9) if card.post_id == "call")
    assert (card.state, card.reason) == (State.UNSEEN, "incitement .93, not yet seen")
    for person in (ben, lea):
        history = desk.history(person, *CALL)
        assert history.reviews == ()
        assert not {Verb.REVIEW, Verb.CLAIM} & {line.verb for line in history.actions}
    (review,) = desk.review(ben, *CALL, YES)
    assert (review.reading, desk.state(ann, *CALL)) == (Reading.SECOND, State.SETTLED)
    assert {review.reviewer for review in desk.history(ben, *CALL).reviews} == {"ann", "ben"}


def test_the_draw_hangs_on_label_and_post_alone(desk, ann, store):
    """The rate of a label that was judged decides; the number is the same each time, and no key gives another's."""
    desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates={"incitement": 0.0, "denial": 1.0}))
    desk.review(ann, *CALL, YES)
    desk.review(ann, "h/1", "denial", Click(verdicts={"denial": Verdict.YES}))
    assert [desk.state(ann, "h/1", id_) for id_ in ("call", "denial")] == [State.REVIEWED, State.SECOND]
    keys = [bytes([number]) * 32 for number in range(2)]
    draws = [[draw(key, "second", "h/1", str(number)) for number in range(2000)] for key in keys]
    assert draws[0] == [draw(keys[0], "second", "h/1", str(number)) for number in range(2000)]
    assert draws[0] != draws[1]
    # One in ten, give or take five standard deviations of 2,000 draws.
    assert all(0.066 < sum(one < 0.1 for one in each) / 2000 < 0.134 for each in draws)
    with store._engine.connect() as connection:
        assert len(set(connection.exec_driver_sql("SELECT draw FROM review").scalars())) == 2


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (({"incitement": "yes"}, {"incitement": "yes"}), State.SETTLED),
        (({"incitement": "yes"}, {"incitement": "no"}), State.DISPUTED),
        (({"incitement": "yes"}, {"incitement": "unsure"}), State.DISPUTED),
        (({"incitement": "no"}, {"denial": "no"}), State.SETTLED),
        (({"incitement": "no"}, {"incitement": "no", "denial": "yes"}), State.DISPUTED),
        (({"incitement": "yes", "denial": "yes"}, {"incitement": "yes"}), State.DISPUTED),
    ],
)
def test_readings_that_differ_go_to_a_lead(desk, ann, ben, said, state):
    """What one reader did not judge counts as that reader's no; a lead's reading settles it."""
    desk.set_rules(LOCAL, ALWAYS)
    for person, verdicts in zip((ann, ben), said, strict=True):
        desk.review(person, *CALL, Click(verdicts={label: Verdict(verdict) for label, verdict in verdicts.items()}))
    assert desk.state(ann, *CALL) is state


def test_readings_of_another_post_settle_nothing(desk, ann, ben):
    """Two posts with the same labels: what was agreed on one is no agreement on the other."""
    desk.set_rules(LOCAL, ALWAYS)
    other = ("h/1", "anger")
    for post, second in ((CALL, NO), (other, YES)):
        desk.review(ann, *post, YES)
        desk.review(ben, *post, second)
    assert [desk.state(ann, *post) for post in (CALL, other)] == [State.DISPUTED, State.SETTLED]


def test_a_lead_settles_a_dispute(desk, ann, ben, lea):
    """No third reviewer gets it, and the lead's reading is of its own kind."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(ann, *CALL, YES)
    desk.review(ben, *CALL, NO)
    with pytest.raises(RefusedError):
        desk.review(Person("cid", frozenset({Role.REVIEWER})), *CALL, YES)
    assert desk.next(lea)[0].reason == "incitement .93, two readings differ"
    (review,) = desk.review(lea, *CALL, YES)
    assert (review.reading, desk.state(ann, *CALL)) == (Reading.LEAD, State.SETTLED)


def test_a_lead_does_not_decide_a_dispute_of_his_own(desk, ann, lea, lou):
    """One of the two readers is no judge between them."""
    desk.set_rules(LOCAL, ALWAYS)
    desk.review(lea, *CALL, YES)
    desk.review(ann, *CALL, NO)
    assert "call" not in {card.post_id for card in desk.next(lea, limit=9)}
    with pytest.raises(RefusedError, match="judged this post before"):
        desk.review(lea, *CALL, YES)
    assert "call" in {card.post_id for card in desk.next(lou, limit=9)}


def test_what_is_escalated_goes_to_a_lead(desk, ann, ben, lea):
    """A reviewer hands it on, no reviewer gets it, and a lead's reading settles it."""
    desk.claim(ben, *CALL)
    with pytest.raises(DataError, match="another reviewer has this post"):
        desk.escalate(ann, *CALL)
    desk.escalate(ben, *CALL)
    with pytest.raises(DataError, match="is escalated"):
        desk.escalate(ben, *CALL)
    with pytest.raises(RefusedError):
        desk.claim(ann, *CALL)
    assert "call" not in {card.post_id for card in desk.next(ann, limit=9)}
    assert desk.next(lea)[0].reason == "incitement .93, escalated"
    desk.review(lea, *CALL, YES)
    assert desk.state(ann, *CALL) is State.SETTLED


def test_an_appeal_goes_to_who_never_judged_the_post(desk, ann, lea, lou):
    """Not to the first reviewer, not to the lead who decided, and not to one who took the verdict back."""
    with pytest.raises(DataError, match="no decision"):
        desk.appeal(ann, *CALL)
    desk.review(lou, *CALL, YES)
    desk.undo(lou, *CALL)
    desk.review(lea, *CALL, YES)
    desk.appeal(ann, *CALL)
    for lead in (lea, lou):
        assert "call" not in {card.post_id for card in desk.next(lead, limit=9)}
        with pytest.raises(RefusedError, match="judged this post before"):
            desk.review(lead, *CALL, NO)
    other = Person("max", frozenset({Role.LEAD}))
    assert desk.next(other)[0].state is State.APPEALED
    (review,) = desk.review(other, *CALL, NO)
    assert (review.reading, desk.state(ann, *CALL)) == (Reading.APPEAL, State.SETTLED)


PEOPLE = [Person(name, frozenset({Role.REVIEWER, Role.LEAD})) for name in "abcd"]
STEPS = st.lists(
    st.tuples(st.sampled_from(["yes", "no", "undo", "escalate", "appeal", "claim"]), st.sampled_from(PEOPLE)),
    max_size=9,
)


def expected(steps):
    """Give the state after steps that were taken, as docs/desk.md tells it: by going through them in order."""
    clicks, calls, claimed = [], [], False
    for number, (kind, person, reading) in enumerate(steps):
        claimed = kind == "claim" or (claimed and kind in {"undo", "appeal"})
        if kind == "undo":
            clicks.remove(next(click for click in reversed(clicks) if click[1] == person))
        elif kind in {"escalate", "appeal"}:
            calls.append((number, kind))
        elif kind != "claim":
            clicks.append((number, person, reading, kind))

    def waits(call, *answers):
        last = max((number for number, _, reading, _ in clicks if reading in answers), default=-1)
        return any(number > last and kind == call for number, kind in calls)

    if waits("appeal", "appeal"):
        return State.APPEALED
    if waits("escalate", "lead", "appeal"):
        return State.ESCALATED
    return after_readings({reading: kind for _, _, reading, kind in clicks}, claimed=claimed)


def after_readings(said, *, claimed):
    """Give the state by what was said at each kind of reading, where nobody waits for an answer."""
    if {"lead", "appeal"} & said.keys():
        return State.SETTLED
    if "second" in said:
        return State.SETTLED if said.get("first") == said["second"] else State.DISPUTED
    if "first" in said:
        return State.SECOND
    return State.CLAIMED if claimed else State.UNSEEN


def take_step(desk, kind, person):
    """Do a step if it may be done; give it with the kind of reading it was, or nothing."""
    try:
        if kind in {"yes", "no"}:
            (review,) = desk.review(person, *CALL, Click(verdicts={"incitement": Verdict(kind)}))
            return kind, person.name, review.reading.value
        done = getattr(desk, kind)(person, *CALL)
    except (DataError, RefusedError):
        return None
    return None if kind == "claim" and done is None else (kind, person.name, None)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_state_follows_from_any_order_of_reviews(desk, store, clock, flagged, steps):
    """Whoever does whatever in whatever order: the state is what the steps say, and nobody reads where he may not."""
    thread, _ = flagged
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM thread")
    store.add(*flagged)
    assert thread.id == CALL[0]
    desk.set_rules(LOCAL, ALWAYS)
    done = []
    for kind, person in steps:
        clock.move(seconds=1)
        step = take_step(desk, kind, person)
        done += [step] if step else []
        assert desk.state(LOCAL, *CALL) is expected(done)
    readers = [(reading, name) for _, name, reading in done if reading]
    for (one, a), (other, b) in combinations(readers, 2):
        # One's own reading may be given anew after undoing it; a lead may decide what he escalated himself.
        assert a != b or other in {"first", "lead"} or one == other
