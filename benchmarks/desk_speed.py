"""How fast the review desk answers: its queue on 200,000 posts of which 20,000 are flagged, and its search.

`--posts 1000000` measures the search as large as a forum of ten years.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.annotations import ModelId, Score, Scoring, Verdict
from analyzer.people import LOCAL
from analyzer.store import Click, Filters, Rules, State, Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MODEL = ModelId(name="made-up", version="1", hash="0" * 12)
POSTS_A_THREAD = 100
AUTHORS = 5000
WORDS_A_POST = 60
FLAGGED = 0.1
GERMAN = 0.001
LABELS = ("denial", "incitement", "hostility")
# As words are spread in any language (Zipf): the first stands in nearly every post, the last in a few.
VOCABULARY = tuple(f"word{number}" for number in range(1, 30_001))
SHARES = tuple(itertools.accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))


def main() -> None:
    """Fill a store and print a table of times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--reviewed", type=int, default=1_000, help="flagged posts that are judged before measuring")
    parser.add_argument("--asked", type=int, default=20, help="how often each question is asked")
    parser.add_argument("--database", help="a path or SQLAlchemy URL; default: a file that is thrown away")
    parser.add_argument("--only-fill", action="store_true", help="fill the database and measure nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(options.database or Path(folder) / "desk.db") as store:
        missing = options.posts - store.counts().posts
        fill = _seconds(lambda: _fill(store, posts=options.posts))
        print(f"{store.counts().posts:,} posts, {max(0, missing):,} of them filled in {fill:.0f} s", flush=True)
        if options.only_fill:
            return
        store.desk.set_rules(LOCAL, replace(Rules(), gold_rate=0.0))
        print(f"{'order of the queue reckoned anew':<44}{1000 * _seconds(lambda: store.desk.next(LOCAL)):>9.1f} ms")
        _judge(store, posts=options.reviewed)
        print(f"{'':<44}{'median':>9}    {'95 %':>8}    {'processor':>9}")
        for name, ask in _questions(store).items():
            # The processor's time beside the clock's: on a machine that others use as well, it is what a question costs.
            busy = time.process_time()
            times = sorted(1000 * _seconds(ask) for _ in range(options.asked))
            cost = 1000 * (time.process_time() - busy) / options.asked
            late = times[int(0.95 * (len(times) - 1))]
            print(f"{name:<44}{statistics.median(times):>9.1f} ms {late:>8.1f} ms {cost:>9.1f} ms", flush=True)


def _questions(store: Store) -> dict[str, Callable[[], object]]:
    desk = store.desk
    filters = {
        "queue": Filters(),
        "queue of a label": Filters(label="incitement"),
        "queue of a thread": Filters(thread_id="forum.example/7"),
        "queue of an author": Filters(author="author 7"),
        "queue of a month": Filters(since=date(2020, 3, 1), until=date(2020, 3, 31)),
        "queue between two scores": Filters(low=0.60, high=0.61),
        "queue of a language that few write": Filters(language="de"),
        "posts that are settled or judged once": Filters(states=(State.SETTLED, State.REVIEWED)),
    }
    queues: dict[str, Callable[[], object]] = {
        name: partial(desk.next, LOCAL, filters=chosen, limit=10) for name, chosen in filters.items()
    }
    searches = {
        "search for a rare word": ("word29000", Filters()),
        "search for the most common word": ("word1", Filters()),
        "search for two common words": ("word1 word2", Filters()),
        "search for a phrase of common words": ('"word1 word2 word3"', Filters()),
        "search for what is nowhere": ("word1 nowhere", Filters()),
        "search for a common word of an author": ("word1", Filters(author="author 7")),
        "search for a common word with a label": ("word1", Filters(label="incitement")),
        "search for a rare word with a label": ("word29000", Filters(label="incitement")),
        "search for a common word between scores": ("word1", Filters(low=0.60, high=0.61)),
        "search for a common word of a thread": ("word1", Filters(thread_id="forum.example/7")),
        "search for a label that no match has": ("word1 word2", Filters(subtype="none")),
        "search for a common word of a month": ("word1", Filters(since=date(2020, 3, 1), until=date(2020, 3, 31))),
    }
    found: dict[str, Callable[[], object]] = {
        name: partial(desk.search, LOCAL, query, filters=chosen) for name, (query, chosen) in searches.items()
    }
    return {**queues, "claim the next post, judge it": lambda: _judge(store, posts=1), **found, **_figures(store)}


def _figures(store: Store) -> dict[str, Callable[[], object]]:
    figures, spreading = store.figures, ("denial", "incitement")
    return {
        "overview: counts and days": store.overview,
        "overview: what waits, and since when": lambda: figures.waiting(LOCAL),
        "overview: time from claim to verdict": lambda: figures.paces(LOCAL),
        "overview: most quoted flagged posts": lambda: figures.most_quoted(LOCAL, labels=spreading),
        "overview: who quotes whom": lambda: figures.passed(LOCAL, labels=spreading),
        "overview: copies": lambda: figures.copies(LOCAL),
        "overview: threads that rise": lambda: figures.rises(LOCAL, label="incitement"),
    }


def _judge(store: Store, *, posts: int) -> None:
    for _ in range(posts):
        taken = store.desk.take(LOCAL)
        if taken is None:
            return
        said = dict.fromkeys(taken.post.scoring.labels if taken.post.scoring else LABELS, Verdict.YES)
        store.desk.review(LOCAL, taken.thread_id, taken.post_id, Click(verdicts=said))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _fill(store: Store, *, posts: int) -> None:
    kept = store.counts().threads
    for number in range(kept, -(-posts // POSTS_A_THREAD)):
        # Each thread has a chance of its own, so that a database filled in two goes holds the same posts.
        chance = random.Random(number)  # noqa: S311 (made-up posts, no secret)
        thread = _thread(number, chance=chance)
        scorings = tuple(_scoring(post, chance=chance) for post in thread.posts)
        store.add(thread, scorings, classifier_thresholds=dict.fromkeys(LABELS, 0.5))


def _thread(number: int, *, chance: random.Random) -> Thread:
    begun = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(90_000))
    return Thread(
        id=f"forum.example/{number}",
        title=f"Part {number}",
        engine="made-up",
        source=f"thread-{number}.html",
        posts=tuple(_posts(begun, chance=chance)),
    )


def _posts(begun: datetime, *, chance: random.Random) -> Iterator[Post]:
    for place in range(1, POSTS_A_THREAD + 1):
        own = " ".join(chance.choices(VOCABULARY, cum_weights=SHARES, k=WORDS_A_POST))
        answered = str(chance.randrange(1, place)) if place > 1 else None
        quote = Segment(kind=SegmentKind.QUOTE, text=own[:120], author="author 1", post_id=answered, depth=1)
        language = "de" if chance.random() < GERMAN else "en"
        yield Post(
            id=str(place),
            position=place,
            author=f"author {chance.randrange(AUTHORS)}",
            created_at=begun + timedelta(minutes=17 * place),
            reply_to=answered,
            segments=(quote, Segment(kind=SegmentKind.OWN, text=own, language=language)),
        )


def _scoring(post: Post, *, chance: random.Random) -> Scoring:
    label = chance.choice(LABELS)
    value = chance.uniform(0.5, 1) if chance.random() < FLAGGED else chance.uniform(0, 0.49)
    score = Score(post_id=post.id, label=label, value=value, model=MODEL)
    return Scoring(id=post.id, scores=(score,), labels=(label,) if value >= 0.5 else (), model=MODEL)  # noqa: PLR2004 (the threshold)


if __name__ == "__main__":
    main()
