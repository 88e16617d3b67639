"""Reads real posts that were labelled for this project: words from the data at hand, labels from this package."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from analyzer.labels import LABEL_NAMES
from analyzer.training.samples import (
    HARM,
    Sample,
    read_answers,
    read_table,
    to_sample,
    to_text,
)
from analyzer.training.spoken import read_posts

ANNOTATED, FORUM_POSTS = "annotated-posts", "forum-posts"
# A reading that was not sure of itself counts half where no second one is there.
_DOUBTFUL = 0.5


def read_forum_posts(path: Path) -> Iterator[Sample]:
    """Give the posts of a `forum-posts.parquet` with their labels, subtypes, and whether they tell of mass harm.

    Two thirds of the labels that come with the posts were given under guides older than 1.2, whose rulings are narrower.
    `annotations/forum-posts.csv` of this package is a second, blind reading under 1.2. Where the two differ, a label is not
    known: sarcasm of one post in twenty (kappa .76; read by eye, either reading was right about as often), others of one
    in thirty or fewer.

    Raises:
        DataError: if the file is no such table.
    """
    again = _given("forum-posts.csv", "id")
    for row in read_table(path).to_dict("records"):
        labels = read_answers(row, where=f"{path}, {row['id']}")
        later = again.get((str(row["id"]),))
        doubtful = later is None and str(row.get("confidence")) in {"1", "1.0"}
        if later is not None:
            labels = _agreed(labels, read_answers(later, where=f"forum-posts.csv, {row['id']}"))
        yield Sample(
            id=row["id"],
            text=row["text"],
            context=to_text(row["quoted"]) or to_text(row["parent"]),
            group=row["id"] if row["thread"].endswith(":") else row["thread"],
            source=FORUM_POSTS,
            labels={**labels, **_harm(labels, str(row["stratum"]))},
            weight=_DOUBTFUL if doubtful else 1.0,
        )


def _agreed(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    """Give what two readings say alike; a label's subtypes go with the label."""
    unlike = {label for label in LABEL_NAMES if first.get(label) != second.get(label)}
    return {head: value for head, value in second.items() if head.split("/")[0] not in unlike}


def _harm(labels: Mapping[str, int], stratum: str) -> dict[str, int]:
    """Give whether a post tells of mass harm, as far as its labels and the way it was drawn say."""
    if labels.get("denial") == 1 or labels.get("reported/denial") == 1:
        return {HARM: 1}
    return {HARM: 0} if stratum == "random" else {}


def read_annotated(path: Path) -> Iterator[Sample]:
    """Give the labelled posts of a `threads.jsonl.gz`; the labels lie in this package, the words do not.

    Raises:
        DataError: if the file cannot be read.
    """
    given = _given("posts.csv", "thread", "post")
    for post in read_posts(path):
        row = given.get((post.thread, post.id))
        if row is None or not post.own:
            continue
        # Threads are named as the forum posts name theirs, so that a thread stays on one side of the split.
        yield Sample(
            id=f"iac1:{post.thread}:{post.id}",
            text=post.own,
            context=post.context,
            group=f"iac1:{post.thread}",
            source=ANNOTATED,
            labels=read_answers(row, where=f"posts.csv, {post.thread}:{post.id}"),
        )


def read_annotated_rows(path: Path) -> Iterator[Sample]:
    """Give the rows of a `corpora.parquet` that were labelled anew by our guide; the words lie in that file alone.

    A row keeps the group that its corpus gives it, so that it stands on one side of the split under either label.

    Raises:
        DataError: if the file cannot be read.
    """
    given = _given("rows.csv", "corpus", "id")
    table = read_table(path)
    keys = list(zip(table["corpus"].astype(str), table["id"].astype(str), strict=True))
    wanted = [place for place, key in enumerate(keys) if key in given]
    for place, row in zip(wanted, table.iloc[wanted].to_dict("records"), strict=True):
        corpus, name = keys[place]
        labels = read_answers(given[corpus, name], where=f"rows.csv, {corpus}:{name}")
        sample = to_sample(row, labels, set(), weight=1.0)
        if sample is not None:
            yield replace(sample, source=ANNOTATED)


def _given(name: str, *keys: str) -> dict[tuple[str, ...], dict[Hashable, Any]]:
    with resources.as_file(resources.files("analyzer.training") / "data" / "annotations" / name) as labels:
        return {tuple(str(row[key]) for key in keys): row for row in read_table(labels).to_dict("records")}
