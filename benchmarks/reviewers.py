"""Twenty reviewers at once on PostgreSQL: nothing that one was told as kept is lost, and nothing is judged twice.

Each is a process with its own connection that takes, judges, skips, takes back and hands on for `--minutes`. Then the log is
counted against what each was told. Without `--database` a server is started in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult
from pathlib import Path
from typing import Any

from analyzer.annotations import ModelId, Score, Scoring, Verdict
from analyzer.errors import AnalyzerError
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Action, Click, LogFilters, Rules, Store, Verb
from analyzer.thread import Post, Segment, SegmentKind, Thread

MODEL = ModelId(name="made-up", version="1", hash="0" * 12)
POSTS_A_THREAD = 100
# Of a reviewer's turns: how many end in a verdict, in one that is taken back at once, in a skip, in an escalation.
TURNS = {"review": 70, "undo": 12, "skip": 12, "escalate": 6}
COUNTED = (Verb.CLAIM, Verb.REVIEW, Verb.UNDO, Verb.SKIP, Verb.ESCALATE)
# Twenty reviewers that never rest judged up to this many posts a minute.
POSTS_A_MINUTE = 6_000


@dataclass(kw_only=True)
class Told:
    """What one reviewer was told: by verb and post how often, errors by their words, and seconds a turn."""

    name: str
    done: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    overtaken: int = 0
    empty: int = 0
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    """Fill a store, let the reviewers work, count, print a table; gives 1 where anything was lost, double or an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--posts", type=int, help=f"flagged posts (default: {POSTS_A_MINUTE:,} a minute)")
    parser.add_argument(
        "--database", help="SQLAlchemy URL of a database that may be filled (default: a server of its own)"
    )
    options = parser.parse_args()
    with _database(options.database) as database:
        posts = options.posts or max(POSTS_A_THREAD, int(options.minutes * POSTS_A_MINUTE))
        with Store.open(database) as store:
            _fill(store, posts=posts)
            store.desk.next(LOCAL)
            before = max((line.number for line in store.desk.actions(LOCAL, limit=1)), default=0)
        told = _work(database, reviewers=options.reviewers, seconds=60 * options.minutes)
        with Store.open(database) as store:
            lines = [
                line
                for line in store.desk.iter_actions(LOCAL, filters=LogFilters(verbs=COUNTED))
                if line.number > before
            ]
    return _report(told, lines, minutes=options.minutes, posts=posts)


def _database(named: str | None) -> AbstractContextManager[str]:
    if named:
        return nullcontext(named)
    # The tests know how to start one.
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from postgresql_server import server  # type: ignore[import-not-found]  # noqa: PLC0415  As above.

    started: AbstractContextManager[str] = server()
    return started


def _fill(store: Store, *, posts: int) -> None:
    chance = random.Random(7)  # noqa: S311  Made-up posts, no secret.
    for number in range(-(-posts // POSTS_A_THREAD)):
        made = tuple(_post(place) for place in range(1, POSTS_A_THREAD + 1))
        scorings = [
            Scoring(
                id=post.id,
                scores=(Score(post_id=post.id, label="incitement", value=chance.uniform(0.5, 1), model=MODEL),),
                labels=("incitement",),
                model=MODEL,
            )
            for post in made
        ]
        thread = Thread(id=f"forum.example/{number}", title=None, engine="made-up", source=f"{number}.html", posts=made)
        store.add(thread, scorings, classifier_thresholds={"incitement": 0.5})
    store.desk.set_rules(LOCAL, replace(Rules(), gold_rate=0.0))


def _post(place: int) -> Post:
    own = Segment(kind=SegmentKind.OWN, text=f"These are the words of post {place}.", language="en")
    return Post(id=str(place), position=place, author=f"author {place % 7}", segments=(own,))


def _work(database: str, *, reviewers: int, seconds: float) -> list[Told]:
    # Spawned: a forked process would share its parent's connections.
    context = get_context("spawn")
    gate = context.Barrier(reviewers)
    with context.Pool(reviewers, initializer=_share, initargs=(gate,)) as pool:
        given: list[AsyncResult[Told]] = [
            pool.apply_async(_review, (database, f"reviewer {number}", seconds)) for number in range(reviewers)
        ]
        return [one.get(timeout=seconds + 600) for one in given]


_gate: Any = None


def _share(gate: Any) -> None:
    global _gate  # noqa: PLW0603  What a pool's processes share comes to them so.
    _gate = gate


def _review(database: str, name: str, seconds: float) -> Told:
    told, person = Told(name=name), Person(name, frozenset({Role.REVIEWER}))
    chance = random.Random(name)  # noqa: S311  As above.
    with Store.open(database) as store:
        # All begin at once, once the slowest has loaded.
        _gate.wait(timeout=600)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            begun = time.perf_counter()
            turn = chance.choices(list(TURNS), weights=list(TURNS.values()))[0]
            try:
                _turn(store, person, told, turn=turn, verdict=chance.choice(list(Verdict)))
            except AnalyzerError as error:
                told.errors[f"{turn}: {error.what}"] += 1
            told.seconds.append(time.perf_counter() - begun)
    return told


def _turn(store: Store, person: Person, told: Told, *, turn: str, verdict: Verdict) -> None:
    card = store.desk.take(person)
    if card is None:
        told.empty += 1
        time.sleep(0.2)
        return
    post = (card.thread_id, card.post_id)
    told.done[("claim", *post)] += 1
    if turn in {"skip", "escalate"}:
        getattr(store.desk, turn)(person, *post)
        told.done[(turn, *post)] += 1
        return
    store.desk.review(person, *post, Click(verdicts={"incitement": verdict}))
    told.done[("review", *post)] += 1
    if turn == "undo":
        try:
            store.desk.undo(person, *post)
        except AnalyzerError as error:
            # A second reader was faster, and his word stands on the first: the undo is rightly refused.
            if "that was the last" not in error.what:
                raise
            told.overtaken += 1
        else:
            told.done[("undo", *post)] += 1


def _report(told: list[Told], lines: list[Action], *, minutes: float, posts: int) -> int:
    logged = Counter((line.person, line.verb.value, line.thread_id, line.post_id) for line in lines)
    said: Counter[tuple[str, str, str | None, str | None]] = Counter(
        {(one.name, *key): count for one in told for key, count in one.done.items()}
    )
    # A claim that is asked for again is prolonged, and no new line of the log.
    lost = [key for key, count in said.items() if logged[key] < (1 if key[1] == "claim" else count)]
    unasked = [key for key, count in logged.items() if said[key] < count]
    double = _doubles(lines)
    errors = sum((one.errors for one in told), Counter[str]())
    turns = sorted(1000 * second for one in told for second in one.seconds)
    verbs = Counter(line.verb.value for line in lines)
    print(f"{len(told)} reviewers, {minutes:g} min, {posts:,} flagged posts")
    for verb in COUNTED:
        print(f"{verb.value:<34}{verbs[verb.value]:>10,}")
    print(
        f"{'a turn, median and 95 %':<34}{statistics.median(turns):>10.0f} ms{turns[int(0.95 * len(turns))]:>8.0f} ms"
    )
    print(f"{'undo after a second reader':<34}{sum(one.overtaken for one in told):>10,}")
    print(f"{'queue found empty':<34}{sum(one.empty for one in told):>10,}")
    for name, found in (("told, not in the log", lost), ("in the log, not told", unasked), ("double verdicts", double)):
        print(f"{name:<34}{len(found):>10,}  {found[:3] or ''}")
    print(f"{'errors':<34}{errors.total():>10,}  {dict(errors.most_common(5)) or ''}")
    return 1 if lost or unasked or double or errors else 0


def _doubles(lines: list[Action]) -> list[tuple[str | None, str | None, str]]:
    """Give what was judged twice: two standing readings of one kind, or two by one person, by post and what it is."""
    standing: dict[tuple[str | None, str | None], dict[int, Action]] = {}
    found = []
    for line in lines:
        of_post = standing.setdefault((line.thread_id, line.post_id), {})
        if line.verb is Verb.UNDO:
            of_post.pop(line.detail["withdraws"], None)
        if line.verb is not Verb.REVIEW:
            continue
        again = (line.person, line.detail["reading"])
        if any(other.person == again[0] or other.detail["reading"] == again[1] for other in of_post.values()):
            found.append((line.thread_id, line.post_id, again[1]))
        of_post[line.number] = line
    return found


if __name__ == "__main__":
    sys.exit(main())
