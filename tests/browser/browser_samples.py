"""Posts that wait for a word on denial, for tests with a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analyzer.annotations import ModelId, Score, Scoring
from analyzer.labels import LABEL_NAMES
from analyzer.store import Store
from analyzer.thread import Post, Segment, SegmentKind, Thread

MODEL = ModelId(name="sample", version="1", hash="0123456789ab")


def add_waiting(database: Path, thread_id: str, words: Sequence[str], *, title: str) -> None:
    """Add a thread by wren whose posts `p1`, `p2` … say the words given and are flagged for denial."""
    posts, scorings = [], []
    for number, said in enumerate(words, start=1):
        own = Segment(kind=SegmentKind.OWN, text=said)
        posts.append(Post(id=f"p{number}", position=number, author="wren", segments=(own,)))
        values = {name: 0.9 if name == "denial" else 0.1 for name in LABEL_NAMES}
        scores = tuple(Score(post_id=f"p{number}", label=n, value=v, model=MODEL) for n, v in values.items())
        scorings.append(Scoring(id=f"p{number}", scores=scores, labels=("denial",), model=MODEL))
    with Store.open(database) as store:
        store.add(
            Thread(id=thread_id, title=title, engine="xenforo2", source="sample.html", posts=tuple(posts)), scorings
        )
