"""Two processes at one desk, and one that is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from analyzer.people import LOCAL, Person, Role
from analyzer.store import Store, Verb

WORK = """
import sys
from analyzer.annotations import Verdict
from analyzer.people import Person, Role
from analyzer.store import Click, Store

person = Person(sys.argv[2], frozenset({Role.REVIEWER}))
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    while (card := store.desk.take(person)) is not None:
        store.desk.review(person, card.thread_id, card.post_id, Click(verdicts={"incitement": Verdict.YES}))
        print(card.thread_id, card.post_id, flush=True)
"""
POSTS = 24


@pytest.fixture(name="filled")
def _filled(database, flagged, scoring):
    """Give the address of a store with some flagged posts; memory is nobody else's."""
    if database == "sqlite://":
        pytest.skip("a database in memory has one process")
    thread, _ = flagged
    posts = tuple(replace(thread.posts[0], id=str(number), position=number) for number in range(1, POSTS + 1))
    with Store.open(database) as store:
        store.add(replace(thread, posts=posts), [scoring(post.id, incitement=0.9) for post in posts])
        store.desk.set_rules(LOCAL, replace(store.desk.rules(LOCAL), second_rates={"incitement": 0.0}))
        store.desk.next(LOCAL)
    return str(database)


def start(database, name):
    """Start a process that works through the queue, and wait until it is ready."""
    command = [sys.executable, "-c", WORK, database, name]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_never_get_the_same_post(filled):
    """Both work through one queue at once: every post is judged, and none twice."""
    both = [start(filled, name) for name in ("ann", "ben")]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    done = [line for process in both for line in process.communicate(timeout=120)[0].splitlines()]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(done) == sorted(f"h/1 {number}" for number in range(1, POSTS + 1))
    with Store.open(filled) as store:
        lines = list(store.desk.iter_actions(LOCAL))
    for verb in (Verb.CLAIM, Verb.REVIEW):
        assert sorted(line.post_id for line in lines if line.verb is verb) == sorted(map(str, range(1, POSTS + 1)))


def test_a_verdict_that_was_written_outlives_a_kill(filled):
    """Every verdict that was told as given is there after SIGKILL, with its line in the log and no half of another."""
    process = start(filled, "ann")
    process.stdin.write("go\n")
    process.stdin.flush()
    told = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGKILL)
    told += process.stdout.readlines()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    with Store.open(filled) as store:
        lines = [line for line in store.desk.iter_actions(LOCAL) if line.verb is Verb.REVIEW]
        assert {line.split()[1] for line in told} <= {line.post_id for line in lines}
        for line in lines:
            (review,) = store.desk.history(LOCAL, line.thread_id, line.post_id).reviews
            assert (review.reviewer, review.created_at) == ("ann", line.at)


def test_threads_of_a_process_never_get_the_same_post(store, flagged, scoring):
    """A dashboard's sessions share a process: what one takes no other gets."""
    thread, _ = flagged
    posts = tuple(replace(thread.posts[0], id=str(number), position=number) for number in range(1, 13))
    store.add(replace(thread, posts=posts), [scoring(post.id, incitement=0.9) for post in posts])
    taken = []

    def take(name):
        for number in range(3):
            card = store.desk.take(Person(f"{name}{number}", frozenset({Role.REVIEWER})))
            taken.append(card.post_id)

    people = [threading.Thread(target=take, args=(name,)) for name in "abcd"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(taken) == sorted(post.id for post in posts)
