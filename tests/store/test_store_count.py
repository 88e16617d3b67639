"""What the store counts: summaries, searches, thresholds and the overview."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analyzer.errors import DataError, StoreError
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread


@pytest.fixture(name="filled")
def _filled(store, bridge, scoring):
    """Give a store of two threads with some flagged posts; hostility is a signal and counts for none."""
    store.add(
        bridge,
        [
            scoring("p1", denial=0.7, sarcasm=0.1, hostility=0.9),
            scoring("p2", denial=0.6, sarcasm=0.9, hostility=0.1),
            scoring("p3", denial=0.1, sarcasm=0.1, hostility=0.9),
        ],
        classifier_thresholds={"denial": 0.5, "sarcasm": 0.8, "hostility": 0.5},
    )
    posts = tuple(
        Post(
            id=str(n),
            position=n,
            author="Ada",
            created_at=datetime(2024, 2, 29, 23, 59, tzinfo=UTC),
            segments=(Segment(kind=SegmentKind.OWN, text="own"),),
        )
        for n in (1, 2)
    )
    store.add(
        Thread(id="other.example/5", title="Ärger über 100%", engine="phpbb3", source="b.html", posts=posts),
        [scoring("1", denial=0.2, sarcasm=0.95, hostility=0.2)],
    )
    return store


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (0, -1), (2**31, 0), (1, 2**63)])
def test_a_page_out_of_range_is_refused(store, limit, offset):
    """No database is asked for less than nothing."""
    with pytest.raises(DataError, match="are no page"):
        store.thread_summaries(limit=limit, offset=offset)
    with pytest.raises(DataError, match="are no page"):
        store.scored_posts("x", limit=limit, offset=offset)


def test_an_unknown_label_is_refused_before_the_first_post(filled):
    """A slip in a label's name is no empty export."""
    with pytest.raises(DataError, match="no label is named 'denail'"):
        filled.iter_scored_posts(labels=["denail"])


@pytest.mark.parametrize("values", [{"denial": 1.5}, {"denail": 0.5}])
def test_thresholds_that_cannot_be_are_refused(filled, values):
    """A threshold is for a known label and from 0 to 1."""
    before = filled.thresholds()
    with pytest.raises(DataError):
        filled.set_thresholds(values)
    assert filled.thresholds() == before


def test_thresholds_need_a_model(store):
    """There is nothing to set before the first scores."""
    with pytest.raises(DataError, match="nothing was scored"):
        store.set_thresholds({"denial": 0.5})


def test_summaries_count_flags_a_label_and_posts_without_signals(filled):
    """A post that is hostile and nothing else is in `flagged`, but no flagged post."""
    other, bridge = filled.thread_summaries()
    assert (bridge.id, bridge.posts, bridge.flagged_posts) == ("forum.example/17", 3, 2)
    assert bridge.flagged == {"denial": 2, "sarcasm": 1, "hostility": 2}
    assert (other.id, other.posts, other.flagged_posts) == ("other.example/5", 2, 1)
    assert other.flagged == {"denial": 0, "sarcasm": 1, "hostility": 0}
    assert abs((datetime.now(UTC) - bridge.imported_at).total_seconds()) < 60


def test_summaries_come_newest_or_most_flagged_first_and_in_pages(filled):
    """The order is the one asked for, and pages cut it without gap or overlap."""
    assert [thread.id for thread in filled.thread_summaries(flagged_first=True)] == [
        "forum.example/17",
        "other.example/5",
    ]
    pages = [filled.thread_summaries(limit=1, offset=offset) for offset in range(3)]
    assert [[thread.id for thread in page] for page in pages] == [["other.example/5"], ["forum.example/17"], []]


@pytest.mark.parametrize(
    ("search", "count"),
    [
        (None, 2),
        ("", 2),
        ("  ", 2),
        ("BRIDGE old", 1),
        ("bridge ärger", 0),
        ("ÄRGER", 1),
        ("100%", 1),
        ("0_", 0),
        ("b.html", 1),
        ("example", 2),
    ],
)
def test_a_search_keeps_threads_with_all_its_words(filled, search, count):
    """Words are found in title, id, address and scrape name, in any case; % and _ stand for themselves."""
    assert filled.count_threads(search) == count
    assert len(filled.thread_summaries(search=search)) == count


def test_the_overview_counts_the_whole_store(filled, linear):
    """All numbers of the overview agree with the posts put in."""
    overview = filled.overview(top=1)
    assert (overview.threads, overview.posts, overview.authors) == (2, 5, 3)
    assert (overview.scored, overview.undated, overview.models) == (4, 1, (str(linear),))
    assert [(count.label, count.flagged, count.rate) for count in overview.labels] == [
        ("denial", 2, 0.5),
        ("sarcasm", 2, 0.5),
        ("hostility", 2, 0.5),
    ]
    assert [(day.day, day.posts, dict(day.flagged)) for day in overview.timeline] == [
        (date(2024, 2, 29), 3, {"denial": 1, "sarcasm": 1, "hostility": 1}),
        (date(2024, 3, 1), 1, {"denial": 1, "sarcasm": 1, "hostility": 0}),
    ]
    assert [(thread.id, thread.flagged_posts) for thread in overview.top_threads] == [("forum.example/17", 2)]
    assert [(a.host, a.author, a.posts, a.flagged_posts) for a in overview.top_authors] == [
        ("forum.example", "Ada", 1, 1)
    ]


def test_authors_of_one_name_on_two_hosts_are_two(filled):
    """The same name on another forum may be another person."""
    top = {(author.host, author.author): author.posts for author in filled.overview().top_authors}
    assert top == {("forum.example", "Ada"): 1, ("forum.example", "Bo Lind"): 1, ("other.example", "Ada"): 2}


def test_what_is_not_flagged_is_in_no_top_list(filled):
    """With thresholds that nothing reaches the top lists are empty."""
    filled.set_thresholds(dict.fromkeys(("denial", "sarcasm"), 1.0))
    overview = filled.overview()
    assert (overview.top_threads, overview.top_authors) == ((), ())
    assert [count.flagged for count in overview.labels] == [0, 0, 2]


def test_new_thresholds_flag_without_scoring_anew(filled):
    """What is flagged follows the thresholds as they are now, everywhere."""
    filled.set_thresholds({"denial": 0.65})
    assert dict(filled.thresholds()) == {"denial": 0.65, "sarcasm": 0.8, "hostility": 0.5}
    assert filled.overview().labels[0].flagged == 1
    assert filled.scored_posts("forum.example/17")[1].scoring.labels == ("sarcasm",)
    assert [scored.post.id for scored in filled.iter_scored_posts(labels=["denial"])] == ["p1"]


def test_a_score_at_the_threshold_is_flagged_alike_everywhere(store, bridge, scoring):
    """Counts and posts agree to the last bit on what reaches a threshold."""
    value = 0.1 + 0.2
    store.add(bridge, [scoring("p1", denial=value)], classifier_thresholds={"denial": value})
    assert store.overview().labels[0].flagged == 1
    assert store.scored_posts(bridge.id)[0].scoring.labels == ("denial",)


def test_posts_in_unsupported_languages_are_flagged_nowhere(filled, bridge, scoring):
    """Whatever their scores, they are in no count, list or stream of flagged posts until labels are asked for them."""
    foreign = replace(scoring("p2", denial=0.6, sarcasm=0.9, hostility=0.1), unsupported="fr")
    filled.add(bridge, [foreign])
    assert {label.label: label.flagged for label in filled.overview().labels} == {
        "denial": 1,
        "sarcasm": 1,
        "hostility": 2,
    }
    assert [(row.id, row.flagged_posts) for row in filled.thread_summaries()] == [
        ("other.example/5", 1),
        (bridge.id, 1),
    ]
    assert [one.post.id for one in filled.iter_scored_posts(labels=["denial", "sarcasm"])] == ["p1", "1"]
    kept = filled.scored_posts(bridge.id)[1].scoring
    assert (kept.unsupported, kept.labels, kept.values["sarcasm"]) == ("fr", (), 0.9)
    filled.add(bridge, [foreign], withhold_unsupported=False)
    assert filled.scored_posts(bridge.id)[1].scoring == replace(foreign, labels=("denial", "sarcasm"))
    assert [one.post.id for one in filled.iter_scored_posts(labels=["denial", "sarcasm"])] == ["p1", "p2", "1"]


def test_labels_choose_the_posts_that_are_streamed(filled):
    """Posts with any of the labels come once, in the order they were added."""
    found = filled.iter_scored_posts(labels=["denial", "sarcasm"])
    assert [(scored.thread_id, scored.post.id) for scored in found] == [
        ("forum.example/17", "p1"),
        ("forum.example/17", "p2"),
        ("other.example/5", "1"),
    ]
    assert list(filled.iter_scored_posts(labels=[])) == []
    assert list(filled.iter_scored_posts(labels=["incitement"])) == []


def test_streaming_goes_on_over_batches_and_while_others_write(store, bridge):
    """More posts than a batch come once each, and the store may be written to meanwhile."""
    posts = tuple(Post(id=str(n), position=n, author=None) for n in range(1, 1201))
    store.add(replace(bridge, posts=posts))
    seen = []
    for scored in store.iter_scored_posts():
        if not seen:
            store.add(replace(bridge, id="forum.example/18"))
        seen.append((scored.thread_id, scored.post.id))
    assert len(seen) == len(set(seen)) == 1203
    assert [scored.post.id for scored in store.scored_posts(bridge.id, limit=700, offset=500)] == [
        str(n) for n in range(501, 1201)
    ]


def test_counts_name_all_rows(filled):
    """A row of every table is counted as what it is."""
    counts = filled.counts()
    assert (counts.threads, counts.scrapes, counts.posts, counts.segments) == (2, 2, 5, 5)
    assert (counts.authors, counts.models, counts.scorings, counts.scores) == (3, 1, 4, 12)


def test_authors_of_a_thread_are_those_who_write_and_are_quoted(filled):
    """All names that the words of a thread may hold are known."""
    assert filled.authors("forum.example/17") == {"Ada", "Bo Lind"}
    assert filled.authors("nowhere/1") == frozenset()


def test_a_short_key_from_the_environment_is_refused(store, monkeypatch):
    """A key that could be found by trying is none."""
    monkeypatch.setenv("ANALYZER_PSEUDONYM_KEY", "short")
    with pytest.raises(StoreError, match="5 characters"):
        store.pseudonym_key()


def test_the_key_is_made_once_and_the_environment_goes_before_it(tmp_path, monkeypatch):
    """Exports of today and tomorrow have the same key; another store has another; a team can give its own."""
    monkeypatch.delenv("ANALYZER_PSEUDONYM_KEY", raising=False)
    with Store.open(tmp_path / "a.db") as store:
        key = store.pseudonym_key()
    with Store.open(tmp_path / "a.db") as store, Store.open(tmp_path / "b.db") as other:
        assert store.pseudonym_key() == key
        assert other.pseudonym_key() != key
        assert len(key) == 32
        monkeypatch.setenv("ANALYZER_PSEUDONYM_KEY", "0f" * 32)
        assert store.pseudonym_key() == other.pseudonym_key() == b"\x0f" * 32
        monkeypatch.setenv("ANALYZER_PSEUDONYM_KEY", "a sentence that the team knows")
        assert len(store.pseudonym_key()) == 32
