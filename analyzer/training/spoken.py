"""Reads the posts of real threads, own words apart from quoted ones, and the labels that were given to some of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from analyzer.errors import DataError
from analyzer.training.samples import Sample, read_answers, read_table

# Of what a post answers, so many characters are read: as many as labelled posts show.
MOST_CONTEXT = 500
ANNOTATED = "annotated-posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A post of a thread: its own words and what they answer (quoted words, else the parent's), white space folded."""

    thread: str
    id: str
    own: str
    context: str


def read_posts(path: Path) -> Iterator[Spoken]:
    """Give the posts of a `threads.jsonl.gz` as `../shared/iac` has them.

    Raises:
        DataError: if the file cannot be read.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from _posts(json.loads(line))
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise DataError(f"the threads cannot be read ({error})", where=str(path), remedy="give a whole file") from error


def _posts(thread: Any) -> Iterator[Spoken]:
    texts = {post["id"]: str(post["text"]) for post in thread["posts"]}
    for post in thread["posts"]:
        text, last = str(post["text"]), 0
        own, quoted = [], []
        for quote in sorted(post["quotes"], key=lambda quote: int(quote["start"])):
            own.append(text[last : quote["start"]])
            quoted.append(text[quote["start"] : quote["end"]])
            last = max(last, quote["end"])
        own.append(text[last:])
        context = " ".join(" ".join(quoted).split()) or " ".join(texts.get(post.get("parent"), "").split())
        yield Spoken(
            thread=str(thread["id"]),
            id=str(post["id"]),
            own=" ".join(" ".join(own).split()),
            context=context[:MOST_CONTEXT],
        )


def read_annotated(path: Path) -> Iterator[Sample]:
    """Give the labelled posts of a `threads.jsonl.gz`; the labels lie in this package, the words do not.

    Raises:
        DataError: if the file cannot be read.
    """
    with resources.as_file(resources.files("analyzer.training") / "data" / "annotations" / "posts.csv") as labels:
        given = {(str(row["thread"]), str(row["post"])): row for row in read_table(labels).to_dict("records")}
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
