"""Logging out gives back what one has on the table, and nothing of anybody else's."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from analyzer.annotations import Verdict
from analyzer.errors import DataError, RefusedError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, LogFilters, PostId, State, Verb

LOGIN = {"given": 1_709_280_000, "provider": "default"}
YES = Click(verdicts={"incitement": Verdict.YES})


def lines(desk, *verbs):
    """Give by whom and to which post some verbs are in the log, oldest first."""
    found = desk.iter_actions(LOCAL, filters=LogFilters(verbs=verbs))
    return [(line.verb.value, line.person, line.post_id) for line in found]


def test_who_may_not_log_out_releases_nothing(desk, ann):
    """Without a role there is no login; a logout is written where it is done and nowhere else."""
    desk.claim(ann, "h/1", "call")
    with pytest.raises(RefusedError):
        desk.log_out(Person("ann"), LOGIN)
    with pytest.raises(DataError, match="is logged where it is done"):
        desk.record(ann, Verb.LOGOUT)
    assert lines(desk, Verb.RELEASE, Verb.LOGOUT) == []
    assert desk.state(ann, "h/1", "call") is State.CLAIMED


def test_a_claim_ends_with_the_logout_of_its_person_alone(desk, ann, ben):
    """Each of the person's claims is a release in the log, then the logout; others get the posts at once and keep their own."""
    desk.claim(ann, "h/1", "call")
    desk.claim(ann, "h/1", "denial")
    desk.claim(ben, "h/1", "anger")
    desk.log_out(ann, LOGIN)
    assert lines(desk, Verb.RELEASE, Verb.LOGOUT) == [
        ("release", "ann", "call"),
        ("release", "ann", "denial"),
        ("logout", "ann", None),
    ]
    assert dict(desk.actions(LOCAL)[0].detail) == LOGIN
    assert desk.history(ann, "h/1", "anger").claim.reviewer == "ben"
    assert desk.state(ben, "h/1", "call") is State.UNSEEN
    assert desk.claim(ben, "h/1", "call") is not None


def test_a_second_logout_changes_nothing(desk, ann, ben):
    """The same login ends once, whatever was claimed between by somebody else; another login ends by itself."""
    desk.claim(ann, "h/1", "call")
    desk.log_out(ann, LOGIN)
    desk.claim(ben, "h/1", "call")
    before = list(desk.iter_actions(LOCAL))
    desk.log_out(ann, LOGIN)
    assert list(desk.iter_actions(LOCAL)) == before
    assert desk.history(ben, "h/1", "call").claim.reviewer == "ben"
    desk.log_out(ann, LOGIN | {"given": LOGIN["given"] + 1})
    assert lines(desk, Verb.LOGOUT) == [("logout", "ann", None)] * 2


def test_posts_of_another_login_stay(desk, ann, ben):
    """What the person still works on elsewhere is kept; what is named and not claimed is nothing."""
    desk.claim(ann, "h/1", "call")
    desk.claim(ann, "h/1", "denial")
    desk.log_out(ann, LOGIN, besides={PostId("h/1", "denial"), PostId("h/1", "anger"), PostId("h/2", "call")})
    assert lines(desk, Verb.RELEASE) == [("release", "ann", "call")]
    assert desk.claim(ben, "h/1", "denial") is None
    assert desk.claim(ben, "h/1", "anger") is not None


def test_what_has_run_out_or_was_judged_is_not_released(desk, ann, clock):
    """A claim that is over is nobody's any more; a verdict has ended its own, and stays."""
    desk.claim(ann, "h/1", "call")
    clock.move(minutes=10)
    desk.review(ann, "h/1", "denial", Click(verdicts={"denial": Verdict.NO}))
    desk.log_out(ann, LOGIN)
    assert lines(desk, Verb.RELEASE) == []
    assert len(desk.history(ann, "h/1", "denial").reviews) == 1


def test_logouts_at_once_release_each_post_once(store, flagged, scoring):
    """Four pages log out the same person while others take posts: no error, nobody waits for ever, no release twice."""
    thread, _ = flagged
    posts = tuple(replace(thread.posts[0], id=str(number), position=number) for number in range(1, 9))
    store.add(replace(thread, posts=posts), [scoring(post.id, incitement=0.9) for post in posts])
    desk, ann = store.desk, Person("ann", frozenset({Role.REVIEWER}))
    for post in posts[:4]:
        desk.claim(ann, "h/1", post.id)
    taken, failed = [], []

    def do(work):
        try:
            work()
        except Exception as error:  # noqa: BLE001 (told below, whatever it is)
            failed.append(error)

    def take(name):
        card = desk.take(Person(name, frozenset({Role.REVIEWER})))
        taken.append(card.post_id)

    works = [lambda: desk.log_out(ann, LOGIN)] * 4 + [lambda name=name: take(name) for name in "bcde"]
    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert failed == []
    assert len(set(taken)) == 4
    assert sorted(lines(desk, Verb.RELEASE)) == [("release", "ann", str(number)) for number in range(1, 5)]
    assert lines(desk, Verb.LOGOUT) == [("logout", "ann", None)]
