"""A made-up team's desk for the pictures: threads whose scores a made-up model gave, and verdicts of three reviewers."""
# ruff: noqa: INP001  A part of a command, no package.

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from analyzer.annotations import ModelId, Score, Scoring, Span, Verdict
from analyzer.labels import LABEL_NAMES
from analyzer.people import LOCAL, Person, Role
from analyzer.store import Click, Rules, State, Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

MODEL = ModelId(name="made-up", version="1", hash="0" * 12)
THRESHOLDS = {"denial": 0.42, "sarcasm": 0.55, "incitement": 0.35, "hostility": 0.5}
AUTHORS = ("wren", "tern", "plover", "gull", "knot", "dunlin", "avocet", "curlew")
# What is said where a label is the strongest, and where none is given.
SAID = {
    "denial": (
        "There was never a prison at Ostrel, whatever the exiles print. A school with a fence is still a school.",
        "Nobody died at the dock gate. Ask anyone who was on shift that night, if they will talk to you at all.",
        "The registers were written last autumn, and badly. Three inks, two hands, and a stamp from another year.",
        "It was a fire. Fires happen, and every year somebody finds a crime in the ashes and sells it as a book.",
    ),
    "sarcasm": (
        "Oh sure, forty ghosts paid their dues every Friday. They signed for the soap as well.",
        "What a thoughtful school, with its bolts on the outside. Nobody could be robbed of their sleep.",
    ),
    "incitement": (
        "Somebody ought to show the registry clerks the river. The deep end, and at night.",
        "They had it coming. The next ones who cross will have it coming too, if there is one man left in this town.",
    ),
    "hostility": (
        "Crossers lie as they breathe. I would not buy a loaf of bread from one.",
        "Only a fool copies nine volumes by hand. Two fools, to judge by the spelling.",
    ),
    "": (
        "I have read the report twice and disagree with half of it. The other half keeps me awake.",
        "My aunt scrubbed those floors. She does not talk about it, and nor will I here.",
        "The ferry was late again, so I missed the hearing. Did anybody take notes of what the harbour master said?",
        "Page 40 names the depot and page 41 is missing from every copy that I have seen.",
        "Please keep to the topic. Two posts were moved to the thread on the bridge.",
        "Thank you for the scans. The third volume can be read well, the fourth only in part.",
    ),
}
PEOPLE = tuple(Person(name, frozenset({Role.REVIEWER})) for name in ("Ann Mercer", "Ben Osei", "Cleo Varga"))
LEAD = Person("Dora Lind", frozenset({Role.LEAD}))
BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
# Read by the team: these many of the flagged posts, and of the others; the rest waits.
THREADS, POSTS, JUDGED, OTHERS = 40, 18, 270, 60
# From one post read to the next, so that the last was read a moment ago.
BETWEEN = timedelta(hours=6)


def fill(store: Store) -> None:
    """Add the threads, and let the reviewers judge most of what is flagged and some of what is not."""
    chance = random.Random(5)  # noqa: S311 - made-up posts, no secret
    truth: dict[tuple[str, str, str], bool] = {}
    found = [scoring for number in range(THREADS) for scoring in _thread(store, number, truth, chance)]
    flagged = [(thread, scoring) for thread, scoring in found if scoring.labels]
    others = [(thread, scoring) for thread, scoring in found if not scoring.labels]
    chance.shuffle(flagged)
    todo = flagged[:JUDGED] + others[:OTHERS]
    chance.shuffle(todo)
    store.desk.set_rules(LOCAL, replace(Rules(), gold_rate=0.0, second_rates=dict.fromkeys(LABEL_NAMES, 0.4)))
    begun = datetime.now(UTC) - len(todo) * BETWEEN
    for turn, (thread, scoring) in enumerate(todo):
        said = _Said(thread=thread, scoring=scoring, truth=truth, at=begun + turn * BETWEEN)
        _judged(store, said, chance)
        if turn % 60 == 0 and store.desk.state(LOCAL, thread, scoring.id) in {State.REVIEWED, State.SETTLED}:
            store.desk.appeal(PEOPLE[1], thread, scoring.id, note="The author says that it was a joke.")


@dataclass(frozen=True, kw_only=True)
class _Said:
    """A post, what is true of it, and when the team turns to it."""

    thread: str
    scoring: Scoring
    truth: Mapping[tuple[str, str, str], bool]
    at: datetime


def _judged(store: Store, post: _Said, chance: random.Random) -> None:
    """Let one reviewer judge a post, a second one who is asked for it, and a lead some of what they dispute."""
    place = (post.thread, post.scoring.id)
    labels = LABEL_NAMES if chance.random() < 0.4 else post.scoring.labels or LABEL_NAMES  # noqa: PLR2004
    at = post.at
    _clock(store, at)
    if chance.random() < 0.03:  # noqa: PLR2004
        store.desk.escalate(PEOPLE[0], *place)
    for person in (*chance.sample(PEOPLE, 2), LEAD):
        state = store.desk.state(LOCAL, *place)
        waits_for_lead = state in {State.ESCALATED, State.DISPUTED}
        if state in {State.REVIEWED, State.SETTLED} or (state != State.UNSEEN and chance.random() < 0.25):  # noqa: PLR2004
            return
        if waits_for_lead != (person is LEAD):
            continue
        _clock(store, at)
        store.desk.claim(person, *place)
        at += timedelta(seconds=chance.lognormvariate(3.3, 0.7))
        _clock(store, at)
        said = {label: _verdict(post.truth[*place, label], chance) for label in labels}
        store.desk.review(person, *place, Click(verdicts=said))


def _clock(store: Store, at: datetime) -> None:
    store.desk._clock = lambda: at  # noqa: SLF001 - the desk's clock, as tests set it


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
        values = {label: _value(label, rises * place / POSTS, chance) for label in LABEL_NAMES}
        for label, value in values.items():
            truth[name, post_id, label] = chance.random() < value**1.4
        at = BEGUN + timedelta(days=number * 4.2, hours=3 * place)
        strongest = max(values, key=lambda label: values[label] - THRESHOLDS[label])
        said = chance.choice(SAID[strongest if values[strongest] >= THRESHOLDS[strongest] else ""])
        posts.append(_post(said, place, at, posts, chance))
        scorings.append(_scoring(posts[-1], values, strongest))
    title = (
        f"{chance.choice(('The Orrin crossing', 'Depot fire at Tarn Hollow', 'The registers of Ostrel'))}, {number + 1}"
    )
    thread = Thread(id=name, title=title, engine="xenforo2", source=f"saved/{number}.html", posts=tuple(posts))
    store.add(thread, scorings, classifier_thresholds=THRESHOLDS)
    return [(name, scoring) for scoring in scorings]


def _post(said: str, place: int, at: datetime, earlier: list[Post], chance: random.Random) -> Post:
    segments = [Segment(kind=SegmentKind.OWN, text=said, language="en")]
    if earlier and chance.random() < 0.5:  # noqa: PLR2004
        quoted = chance.choice(earlier)
        segments.insert(
            0, Segment(kind=SegmentKind.QUOTE, text=quoted.own, author=quoted.author, post_id=quoted.id, depth=1)
        )
    return Post(id=f"p{place}", position=place, author=chance.choice(AUTHORS), created_at=at, segments=tuple(segments))


def _scoring(post: Post, values: Mapping[str, float], strongest: str) -> Scoring:
    """Give the scores; the first sentence of the own words carries the strongest label."""
    first = post.segments[-1].text.partition(".")[0] + "."
    span = Span(segment=len(post.segments) - 1, start=0, end=len(first), weight=1.0)
    scores = tuple(
        Score(post_id=post.id, label=label, value=value, model=MODEL, spans=(span,) if label == strongest else ())
        for label, value in values.items()
    )
    given = tuple(label for label in LABEL_NAMES if values[label] >= THRESHOLDS[label])
    return Scoring(id=post.id, scores=scores, labels=given, model=MODEL)


def _value(label: str, rise: float, chance: random.Random) -> float:
    logit = chance.gauss(-2.6 + (3.5 * rise if label == "incitement" else 0.0), 2.1)
    return round(1 / (1 + math.exp(-logit)), 4)
