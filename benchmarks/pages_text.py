"""Prints how well saved pages are read once rendered to plain text, by engine and renderer, against the truth of ../shared/pages.

The first column counts authors in the right position, where one post too many moves all that follow; the second passes over
posts left out or made up. On pages of wikis some authors sign with another name than their account's, which alone is true
there and stands nowhere in the text (7 % of the posts), and one truth leaves out 18 posts of 2004 that are signed in the
shape of that year.

Run: python benchmarks/pages_text.py [ENGINE…] [--renderer NAME]… [--verbose]
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from pages import PAGES, as_true, boxes, truths
from renderers import RENDERERS

from analyzer import pipeline
from analyzer.errors import AnalyzerError
from analyzer.source import Source
from analyzer.thread import Post


@dataclass
class Tally:
    """What was right of what there is, for one engine and renderer."""

    posts: int = 0
    authors: int = 0
    aligned: int = 0
    quotes: int = 0
    quoted: int = 0
    extra: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def main() -> None:
    """Render and read all pages with truth and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*")
    parser.add_argument("--renderer", action="append", choices=sorted(RENDERERS), help="only this renderer")
    parser.add_argument("--verbose", action="store_true", help="name what is wrong")
    asked = parser.parse_args()
    if not PAGES.is_dir():
        sys.exit(f"{PAGES} is not here; the real pages are needed to measure.")
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for truth in truths():
        if not truth["file"].endswith(".html") or (asked.engines and truth["engine"] not in asked.engines):
            continue
        page = Source.from_bytes(truth["file"], gzip.decompress((PAGES / f"{truth['file']}.gz").read_bytes())).text
        for renderer in asked.renderer or RENDERERS:
            for problem in measure(truth, RENDERERS[renderer](page), tallies[truth["engine"]][renderer]):
                if asked.verbose:
                    print(f"{truth['file']} {renderer}: {problem}")
    show(tallies, asked.renderer or list(RENDERERS))


def measure(truth: dict[str, Any], text: str, tally: Tally) -> Iterator[str]:
    """Add a page to a tally, and give what is wrong."""
    tally.posts += truth["n_posts"]
    wanted = truth.get("quotes_by_post") or []
    tally.quotes += sum(quote["author"] is not None for quotes in wanted for quote in quotes)
    try:
        threads = list(pipeline.read(Source.from_bytes("page.txt", text.encode())))
    except AnalyzerError as error:
        yield str(error)
        return
    posts = [post for thread in threads for post in thread.posts]
    got = [post.author for post in posts]
    tally.extra += max(0, len(got) - truth["n_posts"])
    right = sum(one == other for one, other in zip(got, truth["authors"], strict=False))
    tally.authors += right
    pairs = list(aligned(got, truth["authors"]))
    tally.aligned += len(pairs)
    if got != truth["authors"]:
        wrong = [pair for pair in zip(got, truth["authors"], strict=False) if pair[0] != pair[1]]
        yield f"{threads[0].engine}: {len(got)} posts of {truth['n_posts']}, {right} right, authors (got, true): {wrong[:4]}"
    yield from measure_quotes(posts, truth, tally, pairs)


def aligned(got: Sequence[str | None], wanted: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Give the places of posts that are the same when posts left out or made up are passed over."""
    blocks = SequenceMatcher(None, [str(one) for one in got], [str(one) for one in wanted], autojunk=False)
    for block in blocks.get_matching_blocks():
        for k in range(block.size):
            yield block.a + k, block.b + k


def measure_quotes(
    posts: Sequence[Post], truth: dict[str, Any], tally: Tally, pairs: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """Count the quotes with the right author, within the posts that are the same."""
    wanted = truth.get("quotes_by_post") or []
    for one, other in pairs:
        if other >= len(wanted):
            continue
        true = [quote["author"] for quote in wanted[other] if quote["author"] is not None]
        found = [as_true(author, truth) for author, _ in boxes(posts[one]) if author is not None]
        # Which of two boxes, one in the other, comes first is a matter of taste where the outer has no words before.
        tally.quoted += (Counter(found) & Counter(true)).total()
        if Counter(found) != Counter(true):
            yield f"post {posts[one].position} quotes {found}, true is {true}"


def show(tallies: dict[str, dict[str, Tally]], renderers: Sequence[str]) -> None:
    """Print authors and quotes in per cent, a row an engine, three columns a renderer."""
    print(f"{'engine':16}{'posts':>6}{'quotes':>7}" + "".join(f"{name:>15}" for name in renderers))
    total: dict[str, Tally] = defaultdict(Tally)
    for engine, by_renderer in sorted(tallies.items()):
        print(row(engine, by_renderer, renderers))
        for name, tally in by_renderer.items():
            total[name].add(tally)
    print(row("all", total, renderers))
    print(
        "each three, in per cent: authors in the right position; authors once posts left out or made up are passed over;"
        " quotes with the right author"
    )


def row(name: str, by_renderer: dict[str, Tally], renderers: Sequence[str]) -> str:
    """Give a row of the table."""
    first = by_renderer[renderers[0]]
    cells = []
    for renderer in renderers:
        tally = by_renderer[renderer]
        quotes = f"{100 * tally.quoted / tally.quotes:5.0f}" if tally.quotes else "    -"
        posts = max(1, tally.posts)
        cells.append(f"{100 * tally.authors / posts:6.0f}{100 * tally.aligned / posts:4.0f}{quotes}")
    return f"{name:16}{first.posts:6}{first.quotes:7}" + "".join(cells)


if __name__ == "__main__":
    main()
