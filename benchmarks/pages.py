"""Prints how well saved pages are read, by engine, against the truth of ../shared/pages.

What is known to be wrong in the truth is mended before (see `truths`).

With `--generic` every page but the wikis' is read as if its engine were unknown: how a board fares that no reader is for.

Run: python benchmarks/pages.py [ENGINE…] [--verbose] [--generic]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from analyzer import pipeline
from analyzer.errors import AnalyzerError
from analyzer.quotes.attribute import attribute
from analyzer.readers.generic import READER as GENERIC
from analyzer.source import Source
from analyzer.thread import Post, Thread

PAGES = Path(__file__).parents[2] / "shared" / "pages"

# The label of a quote box, which one truth takes for a name; and engines whose truth cuts quoted names at a space.
LABELS = frozenset({"Quote"})
CUT_AT_SPACE = frozenset({"somethingawful"})
WIKI = "mediawiki_talk"


@dataclass
class Tally:
    """What was right of what there is, for one engine."""

    pages: int = 0
    posts: int = 0
    authors: int = 0
    ids: int = 0
    dates: list[int] = field(default_factory=lambda: [0, 0])
    quotes: list[int] = field(default_factory=lambda: [0, 0])
    quote_authors: list[int] = field(default_factory=lambda: [0, 0])
    quote_posts: list[int] = field(default_factory=lambda: [0, 0])
    extra: int = 0


def main() -> None:
    """Read all pages with truth and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*")
    parser.add_argument("--verbose", action="store_true", help="name what is wrong")
    parser.add_argument("--generic", action="store_true", help="read every page as one of an unknown engine")
    asked = parser.parse_args()
    if not PAGES.is_dir():
        sys.exit(f"{PAGES} is not here; the real pages are needed to measure.")
    tallies: dict[str, Tally] = defaultdict(Tally)
    for truth in truths():
        engine = truth["engine"]
        if asked.generic and (not truth["file"].endswith(".html") or engine == WIKI):
            continue
        if not asked.engines or engine in asked.engines:
            for problem in measure(truth, tallies[engine], generic=asked.generic):
                if asked.verbose:
                    print(f"{truth['file']}: {problem}")
    show(tallies)


def truths() -> Iterator[dict[str, Any]]:
    """Give the truth of each page, less what is surely wrong in it.

    The truth of wiki pages lists the comments of a sub-section twice, under its own heading and under the one above.
    Names that are not known stand in the truth as empty texts, those of deleted accounts as `[deleted]`. One box without
    a name is said to quote `Quote`, which is its label. Names in quotes on Something Awful end at their first space
    (`OSI` for `OSI bean dip`), so that first words are compared there: see `as_true`.
    """
    with (PAGES / "truth.jsonl").open(encoding="utf-8") as file:
        for truth in map(json.loads, file):
            truth["authors"] = [None if author in {"", "[deleted]"} else author for author in truth["authors"]]
            for quote in (quote for quotes in truth.get("quotes_by_post") or [] for quote in quotes):
                quote["author"] = None if quote["author"] in LABELS else quote["author"]
            if truth["engine"] == WIKI:
                kept = list(
                    {post_id: number for number, post_id in reversed(list(enumerate(truth["post_ids"])))}.values()
                )
                truth.update(
                    {key: [truth[key][number] for number in sorted(kept)] for key in ("post_ids", "authors", "dates")}
                )
                truth["n_posts"] = len(truth["post_ids"])
            yield truth


def as_true(name: str | None, truth: dict[str, Any]) -> str | None:
    """Give a quoted name as the truth of its page writes such names."""
    return name.split(" ")[0] if name and truth["engine"] in CUT_AT_SPACE else name


def read(name: str, *, generic: bool = False) -> Thread:
    """Give the thread of a page; pages with several threads give their posts in one."""
    path = PAGES / f"{name}.gz"
    data = gzip.decompress(path.read_bytes()) if path.is_file() else (PAGES / name).read_bytes()
    source = Source.from_bytes(name, data)
    threads = [attribute(thread) for thread in GENERIC.read(source)] if generic else list(pipeline.read(source))
    if len(threads) == 1:
        return threads[0]
    posts = tuple(post for thread in threads for post in thread.posts)
    return Thread(id=name, title=None, engine=threads[0].engine, source=name, posts=posts)


def measure(truth: dict[str, Any], tally: Tally, *, generic: bool = False) -> Iterator[str]:
    """Add a page to its engine's tally, and give what is wrong."""
    tally.pages += 1
    tally.posts += truth["n_posts"]
    try:
        posts = read(truth["file"], generic=generic).posts
    except (AnalyzerError, OSError) as error:
        posts = ()
        yield str(error)
    got = [post.author for post in posts]
    tally.extra += max(0, len(got) - truth["n_posts"])
    tally.authors += sum(one == other for one, other in zip(got, truth["authors"], strict=False))
    if got != truth["authors"]:
        wrong = [pair for pair in zip(got, truth["authors"], strict=False) if pair[0] != pair[1]]
        yield f"{len(got)} posts of {truth['n_posts']}, authors (got, true): {wrong[:5]}"
    ids = [str(one) for one in truth.get("post_ids") or []]
    tally.ids += sum(post.id == other for post, other in zip(posts, ids, strict=False))
    if ids and [post.id for post in posts] != ids:
        yield f"ids (got, true): {[pair for pair in zip((p.id for p in posts), ids, strict=False) if pair[0] != pair[1]][:3]}"
    yield from measure_dates(truth, posts, tally)
    yield from measure_quotes(truth, posts, tally)


def measure_dates(truth: dict[str, Any], posts: tuple[Post, ...], tally: Tally) -> Iterator[str]:
    """Count posts with a date where the page has one."""
    dated = [post for post, date in zip(posts, truth.get("dates") or [], strict=False) if date]
    tally.dates[0] += sum(post.created_at is not None for post in dated)
    tally.dates[1] += sum(date is not None for date in truth.get("dates") or [])
    if missing := [d for p, d in zip(posts, truth.get("dates") or [], strict=False) if d and p.created_at is None]:
        yield f"{len(missing)} dates not read, such as {missing[0]!r}"


def measure_quotes(truth: dict[str, Any], posts: tuple[Post, ...], tally: Tally) -> Iterator[str]:
    """Compare the quotes of each post in order."""
    by_post = truth.get("quotes_by_post") or []
    tally.quotes[1] += truth["n_quotes"]
    if not by_post and truth["n_quotes"]:
        yield from measure_all_quotes(truth, posts, tally)
    for post, wanted in zip(posts, by_post, strict=False):
        quotes = [(as_true(author, truth), post_id) for author, post_id in boxes(post)]
        tally.quotes[0] += min(len(quotes), len(wanted))
        if len(quotes) != len(wanted):
            yield f"post {post.position} has {len(quotes)} quotes, true are {len(wanted)}"
        for quote, true in zip(quotes, wanted, strict=False):
            if true["author"] is not None:
                tally.quote_authors[0] += quote[0] == true["author"]
            if true["post"] is not None:
                tally.quote_posts[0] += quote[1] == str(true["post"])
            if (true["author"] and quote[0] != true["author"]) or (true["post"] and quote[1] != str(true["post"])):
                yield f"post {post.position}: quote {quote}, true is {true['author'], true['post']}"
    tally.quote_authors[1] += sum(one["author"] is not None for wanted in by_post for one in wanted)
    tally.quote_posts[1] += sum(one["post"] is not None for wanted in by_post for one in wanted)


def measure_all_quotes(truth: dict[str, Any], posts: tuple[Post, ...], tally: Tally) -> Iterator[str]:
    """Compare the quotes of a page in order, where the truth does not say which post they stand in."""
    quotes = [box for post in posts for box in boxes(post)]
    tally.quotes[0] += min(len(quotes), truth["n_quotes"])
    if len(quotes) != truth["n_quotes"]:
        yield f"{len(quotes)} quotes, true are {truth['n_quotes']}"
    for place, name, counts in ((0, "quoted_authors", tally.quote_authors), (1, "quoted_post_ids", tally.quote_posts)):
        got = [str(box[place]) for box in quotes]
        true = [str(one) for one in truth.get(name) or []]
        # Aligned, as a quote that somebody typed by hand is found by its words and not in the truth.
        blocks = SequenceMatcher(None, got, true, autojunk=False).get_matching_blocks()
        right = sum(one != "None" for block in blocks for one in true[block.b : block.b + block.size])
        counts[0] += right
        counts[1] += sum(one != "None" for one in true)
        if right < sum(one != "None" for one in true):
            yield f"{name}: {right} of {len(true)} right"


def boxes(post: Post) -> list[tuple[str | None, str | None]]:
    """Give author and post of each quote box in the order of their beginnings.

    Words after an inner quote go on in the box around it; where that box has none before it, it begins there too.
    """
    found: list[tuple[str | None, str | None]] = []
    around: dict[int, tuple[str | None, str | None]] = {}
    # Where in `found` the boxes begin that are deeper than the key, since a segment of that depth or less.
    begins: dict[int, int] = {}
    before = 0
    for segment in post.segments:
        box, depth = (segment.author, segment.post_id), segment.depth
        if depth and not (depth < before and around.get(depth) == box):
            found.insert(begins[depth] if depth < before and depth not in around else len(found), box)
        for outer in range(before, depth):
            begins[outer] = len(found) - 1
        around = {d: one for d, one in around.items() if d < depth} | {depth: box}
        before = depth
    return found


def share(pair: list[int]) -> str:
    """Give a share in per cent."""
    return f"{100 * pair[0] / pair[1]:6.1f}" if pair[1] else "     -"


def show(tallies: dict[str, Tally]) -> None:
    """Print the table with its sum."""
    print(
        f"{'engine':22}{'pages':>6}{'posts':>7}{'author':>8}{'ids':>7}{'dates':>7}{'quotes':>8}{'q.author':>9}{'q.post':>8}{'extra':>7}"
    )
    total = Tally()
    for engine, one in sorted(tallies.items()):
        line(engine, one)
        for name in ("pages", "posts", "authors", "ids", "extra"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
        for name in ("dates", "quotes", "quote_authors", "quote_posts"):
            setattr(total, name, [a + b for a, b in zip(getattr(total, name), getattr(one, name), strict=True)])
    line("all", total)


def line(engine: str, one: Tally) -> None:
    """Print a row."""
    print(
        f"{engine:22}{one.pages:6}{one.posts:7}  {share([one.authors, one.posts])} {share([one.ids, one.posts])}"
        f" {share(one.dates)}  {share(one.quotes)}   {share(one.quote_authors)}  {share(one.quote_posts)}{one.extra:7}"
    )


if __name__ == "__main__":
    main()
