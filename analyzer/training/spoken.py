"""Reads the posts of real threads, own words apart from quoted ones."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.errors import DataError

# Of what a post answers, so many characters are read: as many as labelled posts show.
MOST_CONTEXT = 500


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
