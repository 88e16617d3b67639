"""Lets a slow classifier judge posts that nobody labelled, so that a quick one can learn its judgement."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.annotations import Example
from analyzer.training.samples import Sample
from analyzer.training.split import is_held_out
from analyzer.training.spoken import read_posts

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier

TAUGHT = "taught-posts"
# Posts of one window of the teacher's: longer ones take several times as long to judge and say the same many times.
_LONGEST = 120
# What a judged post counts for beside a labelled one.
_WEIGHT = 0.5


def taught(posts: Path, teacher: Classifier, *, most: int, seed: int) -> Iterator[Sample]:
    """Give up to `most` posts of a `threads.jsonl.gz`, drawn at random, with the teacher's probabilities as `chances`.

    Threads that are held out are left out, so that what is measured on them stays a measure.

    Raises:
        DataError: if the threads cannot be read.
    """
    found = [
        Sample(
            id=f"{TAUGHT}:{post.thread}:{post.id}",
            text=post.own,
            context=post.context,
            group=f"iac1:{post.thread}",
            source=TAUGHT,
            weight=_WEIGHT,
        )
        for post in read_posts(posts)
        if 0 < len(post.own.split()) <= _LONGEST
    ]
    found = [sample for sample in found if not is_held_out(sample)]
    chosen = random.Random(seed).sample(found, min(most, len(found)))  # noqa: S311 - a draw of posts, not a secret
    examples = (Example(id=sample.id, text=sample.text, context=sample.context) for sample in chosen)
    for sample, scoring in zip(chosen, teacher.score(examples), strict=True):
        # Only trained on: a fold of them would measure the teacher. Own words alone are learned, so context is left out.
        yield replace(sample, context="", folded=False, chances=scoring.values)
