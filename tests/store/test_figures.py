"""The figures of the overview: what waits, how long verdicts take, who quotes whom, copies, rising threads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st

import analyzer.store
from analyzer.annotations import Reading, Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Answer, Click, Rules, State, Store, copying
from analyzer.store.waiting import share
from analyzer.thread import Post, Segment, SegmentKind, Thread

BOTH = ("denial", "incitement")
SPEECH = "There was never a camp at the river mouth, and whoever says so was paid for it by the dredging company."
NOON = datetime(2024, 2, 1, 12, tzinfo=UTC)


def said(id_, text, *, author="ada", position=1, quotes=(), kind=SegmentKind.OWN):  # noqa: PLR0913  A post has as many parts.
    """Give a post with words of its own, or pasted, that quotes others of its thread."""
    quoted = [Segment(kind=SegmentKind.QUOTE, text="…", author="x", post_id=one, depth=1) for one in quotes]
    return Post(
        id=id_,
        position=position,
        author=author,
        created_at=NOON + timedelta(hours=position),
        segments=(*quoted, Segment(kind=kind, text=text)),
    )


def thread(id_, *posts):
    """Give a thread of posts."""
    return Thread(id=id_, title=f"Of {id_}", engine="e", source="s", posts=posts)


@pytest.mark.parametrize(
    "ask",
    [
        lambda figures, person: figures.waiting(person),
        lambda figures, person: figures.paces(person),
        lambda figures, person: figures.most_quoted(person, labels=BOTH),
        lambda figures, person: figures.passed(person, labels=BOTH),
        lambda figures, person: figures.copies(person),
        lambda figures, person: figures.rises(person, label="denial"),
    ],
)
def test_a_researcher_sees_no_figures(store, ask):
    """Refused where the data is read; an empty store answers everybody else without an error."""
    with pytest.raises(RefusedError):
        ask(store.figures, Person("rae", frozenset({Role.RESEARCHER})))
    ask(store.figures, Person("ann", frozenset({Role.REVIEWER})))


def test_labels_and_limits_that_cannot_be_are_refused(store):
    """A slip in a label's name is no empty figure."""
    with pytest.raises(DataError, match="no label is named 'denail'"):
        store.figures.passed(LOCAL, labels=["denail"])
    with pytest.raises(DataError, match="no label is named 'denail'"):
        store.figures.rises(LOCAL, label="denail")
    with pytest.raises(DataError, match="are no page"):
        store.figures.copies(LOCAL, limit=-1)


def test_what_waits_is_told_by_state_with_its_age(desk, store, clock, ann, ben):
    """Unseen posts wait since they were added, others since they were sent on; gold and what is judged wait no more."""
    store.figures._clock = lambda: datetime.now(UTC) + timedelta(days=2)
    desk.put_gold(LOCAL, "h/1", "anger", [Answer(label="hostility", verdict=Verdict.NO)])
    unseen = store.figures.waiting(LOCAL)[0]
    # Sarcasm alone is in no queue, and a gold post is a trial.
    assert (unseen.state, unseen.posts) == (State.UNSEEN, 2)
    assert timedelta(days=2) <= unseen.median <= unseen.oldest < timedelta(days=2, minutes=5)
    store.figures._clock = clock
    desk.set_rules(LOCAL, Rules(gold_rate=0, second_rates={"denial": 1.0, "incitement": 0.0}))
    desk.review(ann, "h/1", "denial", Click(verdicts={"denial": Verdict.YES}))
    clock.move(hours=3)
    desk.escalate(ben, "h/1", "call")
    clock.move(hours=1)
    found = {each.state: each for each in store.figures.waiting(LOCAL)}
    assert {state: each.posts for state, each in found.items()} == {
        State.UNSEEN: 0, State.SECOND: 1, State.ESCALATED: 1, State.DISPUTED: 0, State.APPEALED: 0,
    }  # fmt: skip
    assert (found[State.SECOND].oldest, found[State.ESCALATED].median) == (timedelta(hours=4), timedelta(hours=1))
    assert found[State.UNSEEN].oldest is None


def test_paces_count_a_click_once_and_no_gold(desk, store, clock, ann):
    """Two labels of one click are one time; a trial by gold, and a verdict without a claim before it, are none."""
    desk.put_gold(LOCAL, "h/1", "anger", [Answer(label="hostility", verdict=Verdict.NO)])
    for post_id, minutes in (("call", 1), ("denial", 3), ("anger", 5)):
        desk.claim(ann, "h/1", post_id)
        clock.move(minutes=minutes)
        desk.review(ann, "h/1", post_id, Click(verdicts={"denial": Verdict.NO, "incitement": Verdict.NO}))
    (pace,) = store.figures.paces(LOCAL)
    assert (pace.reading, pace.clicks, pace.median, pace.ninetieth) == (Reading.FIRST, 2, 60.0, 180.0)
    (late,) = store.figures.paces(LOCAL, since=clock.now - timedelta(minutes=6))
    assert (late.clicks, late.median) == (1, 180.0)
    assert store.figures.paces(LOCAL, since=clock.now) == ()


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_numbers(numbers, part):
    """At least that part of the numbers is no greater, and of those below it fewer."""
    ordered = sorted(numbers)
    found = share(ordered, part)
    assert found in ordered
    assert sum(each <= found for each in ordered) >= part * len(ordered) - 1e-9
    assert sum(each < found for each in ordered) <= part * len(ordered) + 1e-9


@pytest.fixture(name="talk")
def _talk(store, scoring):
    """Give a store in which two denials of ada are quoted: by bo twice, once denying himself, and by cy to object."""
    posts = (
        said("1", "It never happened.", author="ada", position=1),
        said("2", "Nor did that.", author="ada", position=2, quotes=["1"]),
        said("3", "True, never.", author="bo", position=3, quotes=["1"]),
        said("4", "Indeed.", author="bo", position=4, quotes=["2"]),
        said("5", "It did, I was there.", author="cy", position=5, quotes=["1", "1", "nowhere"]),
        said("6", "Who asks?", author=None, position=6, quotes=["1", "5"]),
    )
    scorings = [scoring("1", denial=0.9), scoring("2", denial=0.8), scoring("3", denial=0.7), scoring("5", denial=0.2)]
    store.add(thread("h/1", *posts), scorings)
    return store


def test_the_most_quoted_flagged_posts_come_first(talk):
    """Quotes are counted once a pair of posts; what nobody quotes and what is not flagged is left out."""
    found = talk.figures.most_quoted(LOCAL, labels=BOTH)
    assert [(each.post.post.id, each.quoted) for each in found] == [("1", 4), ("2", 1)]
    assert talk.figures.most_quoted(LOCAL, labels=["incitement"]) == ()
    assert len(talk.figures.most_quoted(LOCAL, labels=BOTH, limit=1)) == 1


def test_quotes_are_counted_by_pair_of_authors_and_told_from_those_that_are_flagged_too(talk):
    """Who quotes himself and authors that are not known are no pair; a quote to object is not flagged itself."""
    found = talk.figures.passed(LOCAL, labels=BOTH)
    assert [(each.author, each.quoted_author, each.label, each.quotes, each.flagged) for each in found] == [
        ("bo", "ada", "denial", 2, 1),
        ("cy", "ada", "denial", 1, 0),
    ]
    talk.set_thresholds({"denial": 0.85})
    assert [(each.author, each.quotes, each.flagged) for each in talk.figures.passed(LOCAL, labels=BOTH)] == [
        ("bo", 1, 0),
        ("cy", 1, 0),
    ]


def test_a_quoted_page_that_is_added_later_is_known_to_be_quoted(store, scoring):
    """Pairs are kept whichever page of a thread came first."""
    store.add(thread("h/1", said("2", "Hear, hear.", author="bo", position=2, quotes=["1"])))
    store.add(thread("h/1", said("1", "It never happened.", author="ada")), [scoring("1", denial=0.9)])
    assert [(each.author, each.quoted_author) for each in store.figures.passed(LOCAL, labels=BOTH)] == [("bo", "ada")]


def test_copies_are_found_in_other_threads_and_by_other_authors(store, scoring):
    """One word changed, another case, a pasted article: still the same text; quoting it is no copying."""
    store.add(
        thread("h/1", said("1", SPEECH), said("2", "And what about the harvest?", position=2)),
        [scoring("1", denial=0.9), scoring("2", denial=0.1)],
    )
    store.add(
        thread(
            "h/2",
            said("a", SPEECH.upper().replace("PAID", "BOUGHT"), author="bo", position=3),
            said("b", SPEECH, position=4, kind=SegmentKind.ARTICLE),
            said("c", SPEECH, position=5, kind=SegmentKind.QUOTE),
        ),
        [scoring("a", denial=0.9), scoring("b"), scoring("c")],
    )
    (group,) = store.figures.copies(LOCAL)
    assert (group.first.thread_id, group.first.post.id) == ("h/1", "1")
    assert (group.posts, group.threads, group.authors, group.flagged) == (3, 2, 2, 2)
    assert [other.post.id for other in group.others] == ["a", "b"]
    assert (group.since, group.until) == (NOON + timedelta(hours=1), NOON + timedelta(hours=4))


def test_one_author_who_says_it_again_in_the_same_thread_is_no_copy(store):
    """Nor are short posts, which are alike by chance, and posts that share a sentence and no more."""
    other = SPEECH + " " + " ".join(f"word{number}" for number in range(20))
    posts = (said("1", SPEECH), said("2", SPEECH, position=2), said("3", other, author="cy", position=3))
    store.add(thread("h/1", *posts, *(said(f"t{n}", "Thank you, that helped.", author=f"a{n}") for n in range(3))))
    assert store.figures.copies(LOCAL) == ()


@given(st.lists(st.sampled_from("a b c d e".split()), max_size=60), st.integers(0, 59))
def test_fingerprints_hang_on_the_words_alone(words, cut):
    """They are few, in order, fit the databases' whole numbers, and a text is wholly like itself."""
    prints = copying.fingerprints(words)
    assert len(prints) <= 4
    assert list(prints) == sorted(prints) == sorted(copying.fingerprints(list(words)))
    assert all(0 <= value < 2**63 for value in prints)
    assert bool(prints) == (len(words) >= 12)
    if words:
        assert copying.likeness(words, words) == 1.0
        assert copying.likeness(words, words[:cut]) == 0.0 or copying.likeness(words, words[:cut]) >= copying.ALIKE


def test_a_phrase_that_many_posts_share_keeps_a_bounded_list(store):
    """Posts that end alike and are no copies leave a few fingerprints of what they share, not one each."""
    tail = "sent from my old telephone with the cracked glass and no battery left"
    posts = [
        said(str(n), " ".join(f"w{n}x{m}" for m in range(3 * n + 9)) + " " + tail, author=f"a{n}") for n in range(60)
    ]
    store.add(thread("h/1", *posts))
    with store._read() as connection:
        most = connection.exec_driver_sql(
            "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM fingerprint GROUP BY value) AS counted"
        ).scalar()
    assert 1 < most <= 32


def test_threads_come_in_the_order_of_how_surely_scores_rise(store, scoring):
    """A steep and steady rise comes before a shaky one; what falls, stays or is too short does not come at all."""
    courses = {
        "steep": [n / 20 for n in range(12)],
        "shaky": [n / 20 + (0.2 if n % 2 else 0) for n in range(12)],
        "falls": [1 - n / 20 for n in range(12)],
        "stays": [0.5] * 12,
        "short": [n / 10 for n in range(7)],
    }
    for name, values in courses.items():
        posts = [said(str(n), "words", position=n + 1) for n in range(len(values))]
        store.add(thread(f"h/{name}", *posts), [scoring(str(n), denial=value) for n, value in enumerate(values)])
    steep, shaky = store.figures.rises(LOCAL, label="denial")
    assert (steep.thread_id, shaky.thread_id) == ("h/steep", "h/shaky")
    assert (steep.begins, steep.ends, steep.surely) == pytest.approx((0, 0.55, 0.55), abs=1e-6)
    assert shaky.surely < shaky.ends - shaky.begins
    assert [(point.position, point.value) for point in steep.points] == [(n + 1, n / 20) for n in range(12)]
    assert [each.thread_id for each in store.figures.rises(LOCAL, label="denial", limit=1)] == ["h/steep"]
    assert store.figures.rises(LOCAL, label="incitement") == ()


def test_a_store_of_the_fourth_revision_gets_its_quotes_and_copies(database, scoring):
    """What the migration finds is what adding the same threads finds."""
    if database == "sqlite://":
        pytest.skip("a database in memory is never opened again")
    elsewhere = replace(said("1", SPEECH, author="bo", quotes=["1"]), id="z")
    elsewhere = replace(elsewhere, segments=(replace(elsewhere.segments[0], thread_id="h/1"), elsewhere.segments[1]))
    config = Config()
    config.set_main_option("script_location", analyzer.store.__path__[0] + "/migrations")
    with Store.open(database) as store:
        store.add(thread("h/1", said("1", SPEECH)), [scoring("1", denial=0.9)])
        store.add(thread("h/2", elsewhere, said("y", "Hm.", author="cy", position=2, quotes=["z"])))
        before = (store.figures.copies(LOCAL), store.figures.passed(LOCAL, labels=BOTH))
        with store._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0004")
    with Store.open(database) as store:
        assert (store.figures.copies(LOCAL), store.figures.passed(LOCAL, labels=BOTH)) == before
        assert [group.posts for group in before[0]] == [2]
        assert [each.author for each in before[1]] == ["bo"]


def test_preferences_are_kept_a_person(store, ann, ben):
    """What one chooses is not another's; the last choice counts; nothing was chosen at first."""
    assert store.preferences.of(ann) == {}
    store.preferences.put(ann, {"quiet": True})
    store.preferences.put(ann, {"masked": ["denial"], "minutes": 20})
    assert store.preferences.of(ann) == {"masked": ["denial"], "minutes": 20}
    assert store.preferences.of(ben) == {}
