"""Adding threads and scores: bad values, the same again, another page, and a process that dies."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.annotations import ModelId
from analyzer.errors import DataError
from analyzer.store import Added, Store
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread

ANY_TEXT = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["\x00", "\ud83d\ude00", "\ufdd00000", "'; --", "%_"]
)
TIMES = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 (the strategy gives the zone)
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_score_that_is_no_probability_is_refused_whole(store, bridge, scoring, value):
    """Nothing of the thread is kept when one of its scores cannot be."""
    with pytest.raises(DataError, match="no number from 0 to 1"):
        store.add(bridge, [scoring("p1", denial=value)])
    assert store.is_empty()


def test_scores_of_a_post_the_thread_has_not_are_refused(store, bridge, scoring):
    """A scoring that names no post is an error and not a loss."""
    with pytest.raises(DataError, match="no such post"):
        store.add(bridge, [scoring("p9", denial=0.5)])
    assert store.is_empty()


def test_a_score_of_another_post_is_refused(store, bridge, scoring):
    """A score under the wrong scoring would be given to the wrong author."""
    mixed = replace(scoring("p1", denial=0.9), id="p2")
    with pytest.raises(DataError, match="another post or model"):
        store.add(bridge, [mixed])


def test_a_threshold_that_is_no_probability_is_refused(store, bridge, scoring):
    """A threshold of 50 is a slip of the pen."""
    with pytest.raises(DataError, match="threshold of denial"):
        store.add(bridge, [scoring("p1", denial=0.9)], classifier_thresholds={"denial": 50})


def test_a_time_without_zone_is_refused(store, bridge):
    """Nobody can tell when a time without a zone was."""
    naive = replace(bridge.posts[0], created_at=datetime(2024, 1, 1))  # noqa: DTZ001 (that is the point)
    with pytest.raises(DataError, match="no zone"):
        store.add(replace(bridge, posts=(naive,)))


def test_a_time_that_utc_cannot_hold_is_refused(store, bridge):
    """The first hours of year 1 east of Greenwich lie before all time."""
    early = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    with pytest.raises(DataError, match="out of range"):
        store.add(replace(bridge, posts=(replace(bridge.posts[0], created_at=early),)))


def test_a_thread_comes_back_as_it_was_added(store, bridge):
    """Every field of thread, posts, segments and problems returns."""
    assert store.add(bridge) == Added(threads=1, posts=3)
    assert store.thread(bridge.id) == bridge


def test_scores_come_back_with_the_posts(store, bridge, scoring):
    """A scored post carries its scores, spans and model; another one none."""
    scored = scoring("p2", denial=0.2, sarcasm=0.9, subtype="literal")
    empty = scoring("p3")
    assert store.add(bridge, [scored, empty]).scores == 2
    first, second, third = store.scored_posts(bridge.id)
    assert (first.scoring, second.scoring, third.scoring) == (None, scored, empty)
    assert second.post == bridge.posts[1]
    assert (second.thread_title, second.source, second.engine) == ("The old bridge", "bridge.html", "xenforo2")


def test_the_same_scrape_twice_adds_nothing(store, bridge, scoring):
    """The second time all counts are zero and no row is new."""
    scorings = [scoring("p1", denial=0.9, hostility=0.1)]
    store.add(bridge, scorings)
    before = store.counts()
    assert store.add(replace(bridge, source="a-copy.html"), scorings) == Added()
    assert store.counts() == before


def test_another_page_adds_its_new_posts_alone(store, bridge):
    """Posts that both pages show are kept once, and the new ones name the scrape that brought them."""
    store.add(bridge)
    new = Post(id="p4", position=4, author="Ada", segments=(Segment(kind=SegmentKind.OWN, text="It opened again."),))
    page = replace(bridge, posts=(bridge.posts[2], new), source="bridge-2.html", problems=())
    assert store.add(page) == Added(posts=1)
    assert store.thread(bridge.id) == replace(bridge, posts=(*bridge.posts, new))
    assert [scored.source for scored in store.scored_posts(bridge.id)] == [*["bridge.html"] * 3, "bridge-2.html"]
    assert store.counts().scrapes == 2
    assert store.count_threads("bridge-2.HTML") == 1


def test_a_page_that_counts_from_1_again_follows(store, bridge):
    """A second page whose positions are taken goes behind the first."""
    store.add(bridge)
    page = tuple(Post(id=f"q{n}", position=n, author=None) for n in (1, 2))
    store.add(replace(bridge, posts=page, source="page-2.html"))
    thread = store.thread(bridge.id)
    assert [(post.id, post.position) for post in thread.posts] == [
        ("p1", 1),
        ("p2", 2),
        ("p3", 3),
        ("q1", 4),
        ("q2", 5),
    ]


def test_a_post_with_other_words_stays_as_first_kept(store, bridge, scoring):
    """An edited post is named as changed, and scores of the other words are not put to the kept ones."""
    store.add(bridge)
    edited = replace(bridge.posts[0], segments=(Segment(kind=SegmentKind.OWN, text="The bridge is open."),))
    again = replace(bridge, posts=(edited, *bridge.posts[1:]))
    scorings = [scoring("p1", denial=0.9), scoring("p2", denial=0.3)]
    assert store.add(again, scorings) == Added(scores=1, changed=("p1",))
    assert store.thread(bridge.id).posts == bridge.posts
    assert store.scored_posts(bridge.id)[0].scoring is None


def test_a_later_look_at_the_author_is_no_change(store, bridge):
    """The author's card and a relative date differ from day to day; the words do not."""
    store.add(bridge)
    later = replace(bridge.posts[0], card={"Messages": "1,300"}, created_at=None)
    assert store.add(replace(bridge, posts=(later,))).changed == ()


def test_an_id_that_a_page_gives_twice_is_kept_once(store, bridge):
    """Of two posts with one id the first is kept and the second named, if its words differ."""
    twin = Post(id="p1", position=2, author="Bo Lind")
    added = store.add(replace(bridge, posts=(bridge.posts[0], twin, bridge.posts[0])))
    assert (added.posts, added.changed) == (1, ("p1",))


def test_a_title_that_the_first_page_did_not_show_is_filled_in(store, bridge):
    """What is missing is taken from a later scrape; what is there stays."""
    store.add(replace(bridge, title=None, url=None))
    store.add(bridge)
    store.add(replace(bridge, title="Another title"))
    assert (store.thread(bridge.id).title, store.count_threads("OLD bridge")) == ("The old bridge", 1)


def test_a_label_scored_later_by_the_same_model_is_added(store, bridge, scoring):
    """A score is kept once a post, label and model; another label joins it."""
    store.add(bridge, [scoring("p1", denial=0.9)])
    assert store.add(bridge, [scoring("p1", denial=0.1, sarcasm=0.2)]).scores == 1
    assert dict(store.scored_posts(bridge.id)[0].scoring.values) == {"denial": 0.9, "sarcasm": 0.2}


def test_the_model_added_last_is_in_force_unless_one_is_set(store, bridge, scoring, linear):
    """Scores of both models are kept; one set of them is shown."""
    newer = replace(linear, version="2.0")
    store.add(bridge, [scoring("p1", denial=0.9)])
    store.add(bridge, [scoring("p1", model=newer, denial=0.1)])
    assert store.model() == newer
    store.use_model(linear)
    assert store.scored_posts(bridge.id)[0].scoring.values == {"denial": 0.9}
    store.use_model(None)
    assert store.scored_posts(bridge.id)[0].scoring.values == {"denial": 0.1}
    with pytest.raises(DataError, match="no scores of this model"):
        store.use_model(ModelId(name="other", version="1", hash="ffff"))
    assert store.model() == newer


def test_hostile_strings_are_only_strings(store, bridge):
    """SQL, patterns and quotes in ids, names and searches are kept and found as they are."""
    hostile = "x'; DROP TABLE post; -- %_\\\"\x00\ud800"
    post = Post(id=hostile, position=1, author=hostile, segments=(Segment(kind=SegmentKind.OWN, text=hostile),))
    thread = replace(bridge, id=f"{hostile}/1", title=hostile, source=hostile, posts=(post,))
    store.add(thread)
    store.add(replace(bridge, title="plain", problems=()))
    assert store.thread(thread.id) == thread
    assert [store.count_threads(search) for search in ("%", "_", "\\", "';", "\x00\ud800", "plain", hostile)] == [
        1,
        1,
        1,
        1,
        1,
        1,
        1,
    ]
    assert store.authors(thread.id) == {hostile}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_thread_comes_back(data):
    """Whatever a page may say returns as it was, NUL and lone surrogates included."""
    texts = ANY_TEXT
    segments = st.builds(
        Segment,
        kind=st.sampled_from(SegmentKind),
        text=texts,
        author=st.none() | texts,
        post_id=st.none() | texts,
        found=st.none() | st.sampled_from(Found),
        depth=st.integers(0, 40),
        created_at=st.none() | TIMES,
        similarity=st.none() | st.floats(0, 1),
    )
    ids = data.draw(st.lists(texts, unique=True, max_size=4))
    posts = tuple(
        Post(
            id=id_,
            position=position,
            author=data.draw(st.none() | texts),
            created_at=data.draw(st.none() | TIMES),
            reply_to=data.draw(st.none() | texts),
            segments=tuple(data.draw(st.lists(segments, max_size=3))),
            card=data.draw(st.dictionaries(texts, texts, max_size=2)),
        )
        for position, id_ in enumerate(ids, start=1)
    )
    problems = st.lists(st.builds(Problem, what=texts, where=texts, remedy=texts), max_size=2)
    thread = Thread(
        id=data.draw(texts),
        title=data.draw(st.none() | texts),
        engine=data.draw(texts),
        source=data.draw(texts),
        url=data.draw(st.none() | texts),
        posts=posts,
        problems=tuple(data.draw(problems)),
    )
    with Store.open("sqlite://") as store:
        store.add(thread)
        assert store.thread(thread.id) == thread
        assert store.add(thread) == Added()
        assert tuple(scored.post for scored in store.iter_scored_posts()) == posts


def test_writers_at_once_keep_every_thread_once(store, bridge):
    """Several threads of a process that add the same and other threads lose none and double none."""
    failed = []

    def write(writer):
        try:
            for number in range(5):
                store.add(replace(bridge, id=f"forum.example/{number}"))
                store.add(replace(bridge, id=f"forum.example/{writer}-{number}"))
        except Exception as error:  # noqa: BLE001 (a thread's errors are told by nobody else)
            failed.append(error)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    counts = store.counts()
    assert failed == []
    assert (counts.threads, counts.posts, counts.authors) == (20, 60, 2)


ENDLESS = """
import sys
from analyzer.annotations import ModelId, Score, Scoring
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

model = ModelId(name="m", version="1", hash="0")
with Store.open(sys.argv[1]) as store:
    for number in range(1_000_000):
        own = (Segment(kind=SegmentKind.OWN, text="word " * 50),)
        posts = tuple(Post(id=str(n), position=n, author=f"a{n}", segments=own) for n in range(1, 41))
        scorings = [
            Scoring(id=p.id, scores=(Score(post_id=p.id, label="denial", value=0.6, model=model),),
                    labels=("denial",), model=model)
            for p in posts
        ]
        store.add(Thread(id=f"h/{number}", title=None, engine="e", source="s", posts=posts), scorings)
        print(number, flush=True)
"""


@pytest.mark.parametrize("seen", [1, 7, 19])
def test_a_killed_writer_leaves_whole_threads(tmp_path, seen):
    """After a kill in the middle, every thread that was told as added is there, and each is whole."""
    path = tmp_path / "posts.db"
    writer = subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True)
    for _ in range(seen):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    told = seen + len(writer.stdout.read().split("\n")[:-1])
    writer.wait()
    writer.stdout.close()
    with Store.open(path) as store:
        counts = store.counts()
        assert counts.threads in {told, told + 1}
        assert (counts.posts, counts.scores) == (40 * counts.threads, 40 * counts.threads)
        assert len(store.thread(f"h/{told - 1}").posts) == 40
        with store._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
