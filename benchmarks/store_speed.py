"""How fast the store takes threads and answers, on a store filled with made-up posts."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.annotations import ModelId, Score, Scoring
from analyzer.labels import LABEL_NAMES
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MODEL = ModelId(name="made-up", version="1", hash="0" * 12)
POSTS_A_THREAD = 100
AUTHORS = 5000
# Some 60 words, as long as a forum post is at the median of public thread collections.
WORDS = "the town hall said that nobody was hurt when the old bridge was closed on monday ".split() * 4


def main() -> None:
    """Fill a store and print a table of times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--database", help="a path or SQLAlchemy URL; default: a file that is thrown away")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with Store.open(options.database or Path(folder) / "speed.db") as store:
            fill = _seconds(lambda: _fill(store, posts=options.posts))
            counts = store.counts()
            print(f"{counts.posts:,} posts, {counts.threads:,} threads, {counts.scores:,} scores")
            print(f"{'filled':<44}{fill:>9.2f} s {counts.posts / fill:>12,.0f} posts/s")
            for name, ask in _questions(store).items():
                # The second time: what a dashboard meets that is open already.
                first, second = _seconds(ask), _seconds(ask)
                print(f"{name:<44}{first:>9.3f} s {second:>10.3f} s again")
        for file in Path(folder).glob("speed.db"):
            print(f"{'size':<44}{file.stat().st_size / 2**20:>9.0f} MiB")


def _questions(store: Store) -> dict[str, Callable[[], object]]:
    return {
        "overview": store.overview,
        "50 threads, newest first": store.thread_summaries,
        "50 threads, most flagged first": lambda: store.thread_summaries(flagged_first=True),
        "50 threads of a search": lambda: store.thread_summaries(search="bridge 17"),
        "count of a search": lambda: store.count_threads("bridge 17"),
        "50 posts of a thread": lambda: store.scored_posts("forum.example/7"),
        "a whole thread": lambda: store.thread("forum.example/7"),
        "all posts, streamed": lambda: sum(1 for _ in store.iter_scored_posts()),
        "posts flagged for incitement, streamed": lambda: sum(
            1 for _ in store.iter_scored_posts(labels=["incitement"])
        ),
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _fill(store: Store, *, posts: int) -> None:
    for thread in _threads(posts):
        scorings = tuple(_scoring(post) for post in thread.posts)
        store.add(thread, scorings, classifier_thresholds=dict.fromkeys(LABEL_NAMES, 0.5))


def _threads(posts: int) -> Iterator[Thread]:
    chance = random.Random(7)  # noqa: S311 (made-up posts, no secret)
    for number in range(-(-posts // POSTS_A_THREAD)):
        begun = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(90_000))
        yield Thread(
            id=f"forum.example/{number}",
            title=f"The bridge of part {number}",
            engine="made-up",
            source=f"thread-{number}.html",
            posts=tuple(_post(place, begun=begun, chance=chance) for place in range(1, POSTS_A_THREAD + 1)),
        )


def _post(place: int, *, begun: datetime, chance: random.Random) -> Post:
    own = " ".join(chance.sample(WORDS, len(WORDS)))
    quote = Segment(kind=SegmentKind.QUOTE, text=own[:120], author=f"author {chance.randrange(AUTHORS)}", depth=1)
    return Post(
        id=str(place),
        position=place,
        author=f"author {chance.randrange(AUTHORS)}",
        created_at=begun + timedelta(minutes=17 * place),
        segments=(quote, Segment(kind=SegmentKind.OWN, text=own)),
    )


def _scoring(post: Post) -> Scoring:
    chance = random.Random(post.own)  # noqa: S311 (made-up scores, no secret)
    # A power of an even draw: some one in ten reaches 0.5.
    values = {label: chance.random() ** 6.6 for label in LABEL_NAMES}
    scores = tuple(Score(post_id=post.id, label=label, value=value, model=MODEL) for label, value in values.items())
    labels = tuple(label for label, value in values.items() if value >= 0.5)  # noqa: PLR2004 (the thresholds above)
    return Scoring(id=post.id, scores=scores, labels=labels, model=MODEL)


if __name__ == "__main__":
    main()
