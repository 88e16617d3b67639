"""Prints how well quotes without marks are found and traced, on the threads of ../shared/iac.

Run: python benchmarks/iac.py [--threads N] [--verbose]

All figures of analyzer/quotes/unmarked.py were chosen on the threads with an even number; the odd ones were only measured. Characters are those that are no white space. The columns: `found`, of the quoted characters of quotes that stand
whole in an earlier post (white space folded), called quoted; `of all`, the same of all quoted characters, three in
four of which stand whole in an earlier post; `true`, of the characters called quoted, quoted; `source`, of the quotes
whose source the forum recorded, those whose words are called quoted from that post; `marked`, the same when the quotes
are given as a page's marks would give them, without author and post; `named`, with author, without post. `posts/s` is
the time of `trace` alone, on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.quotes.match import trace
from analyzer.thread import Found, Post, Segment, SegmentKind

THREADS = Path(__file__).parents[2] / "shared" / "iac" / "threads.jsonl.gz"


@dataclass
class Tally:
    """What was right of what there is, in one part of the threads."""

    threads: int = 0
    posts: int = 0
    whole: int = 0
    whole_found: int = 0
    quoted: int = 0
    quoted_found: int = 0
    called: int = 0
    called_true: int = 0
    explicit: int = 0
    source: int = 0
    marked: int = 0
    named: int = 0
    seconds: float = 0.0


def main() -> None:
    """Trace all threads and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=None, help="look at every thread up to this many")
    parser.add_argument("--verbose", action="store_true", help="show what is called quoted and is not")
    asked = parser.parse_args()
    if not THREADS.is_file():
        sys.exit(f"{THREADS} is not here; the real threads are needed to measure.")
    halves = {"even (tuned on)": Tally(), "odd": Tally()}
    for number, thread in enumerate(threads()):
        if asked.threads is not None and number >= asked.threads:
            break
        even, odd = halves.values()
        for wrong in measure(thread, odd if int(thread["id"]) % 2 else even):
            if asked.verbose:
                print(wrong)
    total = Tally()
    for half in halves.values():
        for one in fields(Tally):
            setattr(total, one.name, getattr(total, one.name) + getattr(half, one.name))
    show({**halves, "all": total})


def threads() -> Iterator[dict[str, Any]]:
    """Give the threads as they are stored."""
    with gzip.open(THREADS, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def measure(thread: dict[str, Any], tally: Tally) -> Iterator[str]:
    """Add a thread to its tally, and give the words that are called quoted and are not."""
    posts = thread["posts"]
    tally.threads += 1
    tally.posts += len(posts)
    bare = [as_post(post, i, (Segment(kind=SegmentKind.OWN, text=post["text"]),)) for i, post in enumerate(posts)]
    before = time.process_time()
    traced = trace(bare)
    tally.seconds += time.process_time() - before
    folded: list[str] = []
    for post, got in zip(posts, traced, strict=True):
        yield from compare(post, got, folded, tally)
        folded.append(" ".join(post["text"].split()))
    for name in ("marked", "named"):
        given = trace([as_post(post, i, marked(post, named=name == "named")) for i, post in enumerate(posts)])
        right = sum(map(traced_right, posts, given))
        setattr(tally, name, getattr(tally, name) + right)


def as_post(post: dict[str, Any], number: int, segments: tuple[Segment, ...]) -> Post:
    """Give a post with these segments."""
    return Post(
        id=str(post["id"]),
        position=number + 1,
        author=post["author"],
        created_at=datetime.fromtimestamp(post["ts"], tz=UTC),
        segments=segments,
    )


def marked(post: dict[str, Any], *, named: bool) -> tuple[Segment, ...]:
    """Give the segments as marks would part them: quotes in order, without post, and the words between them."""
    segments: list[Segment] = []
    past = 0
    for quote in explicit_apart(post):
        if own := post["text"][past : quote["start"]].strip():
            segments.append(Segment(kind=SegmentKind.OWN, text=own))
        text = post["text"][quote["start"] : quote["end"]].strip()
        author = quote["author"] if named else None
        segments.append(Segment(kind=SegmentKind.QUOTE, text=text, author=author, found=Found.MARKUP, depth=1))
        past = quote["end"]
    if own := post["text"][past:].strip():
        segments.append(Segment(kind=SegmentKind.OWN, text=own))
    return tuple(segments)


def explicit_apart(post: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the quotes in order, without those that stand in another."""
    apart: list[dict[str, Any]] = []
    for quote in sorted(post["quotes"], key=lambda one: (one["start"], -one["end"])):
        if not apart or quote["start"] >= apart[-1]["end"]:
            apart.append(quote)
    return apart


def traced_right(post: dict[str, Any], given: Post) -> int:
    """Give how many of a post's explicit quotes were traced to the post the forum recorded."""
    quotes = [segment for segment in given.segments if segment.found is not None and segment.depth == 1]
    by_words = {segment.text: segment.post_id for segment in quotes}
    return sum(
        by_words.get(post["text"][quote["start"] : quote["end"]].strip()) == str(quote["quote_id"])
        for quote in post["quotes"]
        if quote["explicit"]
    )


def compare(post: dict[str, Any], got: Post, earlier: list[str], tally: Tally) -> Iterator[str]:
    """Compare what is called quoted in a post with what is."""
    text = post["text"]
    seen = np.array([not letter.isspace() for letter in text], bool)
    true, called = np.zeros(len(text), bool), np.zeros(len(text), bool)
    sources = np.full(len(text), -1)
    past = 0
    numbers: dict[str | None, int] = {}
    for segment in got.segments:
        start = text.index(segment.text, past)
        past = start + len(segment.text)
        if segment.kind is SegmentKind.QUOTE:
            called[start:past] = True
            sources[start:past] = numbers.setdefault(segment.post_id, len(numbers))
    for quote in post["quotes"]:
        part = slice(quote["start"], quote["end"])
        true[part] = True
        count, found = int(seen[part].sum()), int((seen & called)[part].sum())
        tally.quoted += count
        tally.quoted_found += found
        words = " ".join(text[part].split())
        if any(words in one for one in earlier):
            tally.whole += count
            tally.whole_found += found
        if quote["explicit"]:
            tally.explicit += 1
            said = sources[part][sources[part] >= 0]
            tally.source += bool(len(said)) and int(np.bincount(said).argmax()) == numbers.get(str(quote["quote_id"]))
    tally.called += int((called & seen).sum())
    tally.called_true += int((called & seen & true).sum())
    for segment in got.segments:
        if segment.kind is SegmentKind.QUOTE and not true[(start := text.index(segment.text)) : start + 1].any():
            yield f"{post['id']} {post['author']}: called a quote of {segment.post_id}: {segment.text[:200]!r}"


def show(tallies: dict[str, Tally]) -> None:
    """Print the table."""
    columns = ("found", "of all", "true", "source", "marked", "named")
    print(f"{'':18}{'threads':>8}{'posts':>8}" + "".join(f"{name:>8}" for name in columns) + f"{'posts/s':>9}")
    for name, one in tallies.items():
        shares = (
            (one.whole_found, one.whole),
            (one.quoted_found, one.quoted),
            (one.called_true, one.called),
            (one.source, one.explicit),
            (one.marked, one.explicit),
            (one.named, one.explicit),
        )
        print(
            f"{name:18}{one.threads:8}{one.posts:8}"
            + "".join(f"{part / max(1, of):8.4f}" for part, of in shares)
            + f"{one.posts / max(1e-9, one.seconds):9.0f}"
        )


if __name__ == "__main__":
    main()
