"""A made-up team's desk for the pictures: threads whose scores a made-up model gave, and verdicts of three reviewers."""
# ruff: noqa: INP001  A part of a command, no package.

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from analyzer.annotations import ModelId, Score, Scoring, Verdict
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, Rules, Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

MODEL = ModelId(name="made-up", version="1", hash="0" * 12)
THRESHOLDS = {"denial": 0.42, "sarcasm": 0.55, "incitement": 0.35, "hostility": 0.5}
AUTHORS = ("wren", "tern", "plover", "gull", "knot", "dunlin", "avocet", "curlew")
SAID = (
    "There was never a prison at Ostrel, whatever the exiles print.",
    "Nobody died at the dock gate. Ask anyone who was on shift that night.",
    "The registers were written last autumn, and badly.",
    "Oh sure, forty ghosts paid their dues every Friday.",
    "I have read the report twice and disagree with half of it.",
    "Somebody ought to show the registry clerks the river.",
    "My aunt scrubbed those floors. She does not talk about it, and nor will I here.",
)
PEOPLE = tuple(Person(name, frozenset({Role.REVIEWER})) for name in ("Ann Mercer", "Ben Osei", "Cleo Varga"))
BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
THREADS, POSTS, JUDGED = 40, 18, 420


def fill(store: Store) -> None:
    """Add the threads, and let the reviewers judge most of what is flagged and some of what is not."""
    chance = random.Random(5)  # noqa: S311 - made-up posts, no secret
    truth: dict[tuple[str, str, str], bool] = {}
    found = [scoring for number in range(THREADS) for scoring in _thread(store, number, truth, chance)]
    flagged = [(thread, scoring) for thread, scoring in found if scoring.labels]
    others = [(thread, scoring) for thread, scoring in found if not scoring.labels]
    chance.shuffle(flagged)
    todo = flagged[:JUDGED] + others[:60]
    chance.shuffle(todo)
    store.desk.set_rules(LOCAL, replace(Rules(), gold_rate=0.0, second_rates=dict.fromkeys(LABEL_NAMES, 0.2)))
    for turn, (thread, scoring) in enumerate(todo):
        at = BEGUN + timedelta(days=115 + turn * 0.17)
        store.desk._clock = lambda at=at: at  # noqa: SLF001 - the desk's clock, as tests set it
        labels = LABEL_NAMES if chance.random() < 0.4 else scoring.labels or LABEL_NAMES  # noqa: PLR2004
        first, second = chance.sample(PEOPLE, 2)
        for person in (first, second):
            said = {label: _verdict(truth[thread, scoring.id, label], chance) for label in labels}
            store.desk.review(person, thread, scoring.id, Click(verdicts=said))
            if store.desk.state(LOCAL, thread, scoring.id) != "second":
                break


def _verdict(is_true: bool, chance: random.Random) -> Verdict:  # noqa: FBT001 - what is true is no option
    if chance.random() < 0.05:  # noqa: PLR2004
        return Verdict.UNSURE
    return Verdict.YES if is_true != (chance.random() < 0.1) else Verdict.NO  # noqa: PLR2004


def _thread(
    store: Store, number: int, truth: dict[tuple[str, str, str], bool], chance: random.Random
) -> list[tuple[str, Scoring]]:
    name = f"forum.example/ostrel.{number}"
    posts: list[Post] = []
    scorings: list[Scoring] = []
    rises = number % 9 == 0
    for place in range(1, POSTS + 1):
        post_id = f"p{place}"
        at = BEGUN + timedelta(days=number * 4.2, hours=3 * place)
        posts.append(_post(post_id, place, at, posts, chance))
        values = {label: _value(label, rises * place / POSTS, chance) for label in LABEL_NAMES}
        for label, value in values.items():
            truth[name, post_id, label] = chance.random() < value**1.4
        given = tuple(label for label in LABEL_NAMES if values[label] >= THRESHOLDS[label])
        scores = tuple(Score(post_id=post_id, label=label, value=value, model=MODEL) for label, value in values.items())
        scorings.append(Scoring(id=post_id, scores=scores, labels=given, model=MODEL))
    title = (
        f"{chance.choice(('The Orrin crossing', 'Depot fire at Tarn Hollow', 'The registers of Ostrel'))}, {number + 1}"
    )
    thread = Thread(id=name, title=title, engine="xenforo2", source=f"saved/{number}.html", posts=tuple(posts))
    store.add(thread, scorings, classifier_thresholds=THRESHOLDS)
    return [(name, scoring) for scoring in scorings]


def _post(post_id: str, place: int, at: datetime, earlier: list[Post], chance: random.Random) -> Post:
    own = Segment(kind=SegmentKind.OWN, text=chance.choice(SAID), language="en")
    segments = [own]
    if earlier and chance.random() < 0.5:  # noqa: PLR2004
        quoted = chance.choice(earlier)
        segments.insert(
            0, Segment(kind=SegmentKind.QUOTE, text=quoted.own, author=quoted.author, post_id=quoted.id, depth=1)
        )
    return Post(id=post_id, position=place, author=chance.choice(AUTHORS), created_at=at, segments=tuple(segments))


def _value(label: str, rise: float, chance: random.Random) -> float:
    logit = chance.gauss(-2.6 + (3.5 * rise if label == "incitement" else 0.0), 2.1)
    return round(1 / (1 + math.exp(-logit)), 4)
