r"""Prints how much of the posts' words is read from the forum pages of WCXB, by engine found and overall.

The figure is word F1 as that benchmark takes it: both texts case folded and cut into words (`\w+`), true positives are the
overlap of the two multisets of words, precision and recall are its share of the words read and of the words wanted, and
the mean is taken over pages (macro). Read are the words of all posts in order, without their titles and authors; a page
that no reader claims, or that two claim, counts as 0.

`F1`, `prec.` and `recall` are of all words but signatures, quotes included; `own` is F1 without the quotes, which the
ground truth of many pages leaves out; `first` is the best F1 that the first so many posts of the page could have, without
quotes: where it is much higher, the ground truth ends before the page does.

Some pages were saved before a script had loaded their posts, so that their HTML holds no word of the ground truth: they are
named `(shell)`, count as 0 among all, and the last row is the mean of the others.

Run: python benchmarks/wcxb.py [NUMBER…] [--verbose] [--generic]
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from analyzer import pipeline
from analyzer.errors import AnalyzerError
from analyzer.quotes.attribute import attribute
from analyzer.readers.generic import READER as GENERIC
from analyzer.source import Source
from analyzer.structure.shell import is_shell
from analyzer.thread import Post, SegmentKind, Thread

PAGES = Path(__file__).parents[2] / "shared" / "wcxb-forum"
WORD = re.compile(r"\w+")
WORST = 20
SHELL = "(shell)"
FIGURES = ("f1", "precision", "recall", "own", "first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A page's figures, each from 0 to 1, and the engine that its reader found."""

    page: str
    engine: str
    posts: int
    f1: float
    precision: float
    recall: float
    own: float = 0.0
    first: float = 0.0


def main() -> None:
    """Read the pages and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="NUMBER", help="only these pages")
    parser.add_argument("--verbose", action="store_true", help=f"name the {WORST} worst pages")
    parser.add_argument("--generic", action="store_true", help="read every page by the generic reader alone")
    asked = parser.parse_args()
    if not PAGES.is_dir():
        sys.exit(f"{PAGES} is not here; the real pages are needed to measure.")
    found = [
        measure(path, generic=asked.generic)
        for path in sorted(PAGES.glob("*.json"))
        if not asked.pages or path.stem in asked.pages
    ]
    if not found:
        sys.exit("none of these pages is here.")
    if asked.verbose:
        for one in sorted(found, key=lambda page: page.f1)[:WORST]:
            figures = "".join(f"{getattr(one, name):8.3f}" for name in FIGURES)
            print(f"{one.page} {one.engine:16}{one.posts:5}{figures}")
    show(found)


def measure(path: Path, *, generic: bool) -> Measured:
    """Compare the words of a page's posts with its ground truth."""
    wanted = Counter(words(json.loads(path.read_text(encoding="utf-8"))["ground_truth"]["main_content"]))
    data = gzip.decompress(path.with_suffix(".html.gz").read_bytes())
    try:
        threads = list(read(Source.from_bytes(path.stem, data), generic=generic))
    except AnalyzerError:
        engine = SHELL if is_shell(Source.from_bytes(path.stem, data)) else "(unread)"
        return Measured(page=path.stem, engine=engine, posts=0, f1=0.0, precision=0.0, recall=0.0)
    posts = [post for thread in threads for post in thread.posts]
    got = Counter(word for post in posts for word in said(post, quotes=True))
    own: Counter[str] = Counter()
    first = 0.0
    for post in posts:
        own.update(said(post, quotes=False))
        first = max(first, f1(own, wanted))
    hits = (got & wanted).total()
    return Measured(
        page=path.stem,
        engine=threads[0].engine,
        posts=len(posts),
        f1=f1(got, wanted),
        precision=hits / max(1, got.total()),
        recall=hits / max(1, wanted.total()),
        own=f1(own, wanted),
        first=first,
    )


def f1(got: Counter[str], wanted: Counter[str]) -> float:
    """Give the harmonic mean of precision and recall of two multisets of words, 0 to 1."""
    return 2 * (got & wanted).total() / max(1, got.total() + wanted.total())


def read(source: Source, *, generic: bool) -> Iterator[Thread]:
    """Give the threads of a page by the reader that claims it, or by the generic one."""
    return map(attribute, GENERIC.read(source)) if generic else pipeline.read(source)


def said(post: Post, *, quotes: bool) -> Iterator[str]:
    """Give the words of a post without its signature, which the benchmark counts as furniture."""
    for segment in post.segments:
        if segment.kind is not SegmentKind.SIGNATURE and (quotes or segment.kind is not SegmentKind.QUOTE):
            yield from words(segment.text)


def words(text: str) -> list[str]:
    """Give the words, case folded."""
    return WORD.findall(text.casefold())


def show(found: list[Measured]) -> None:
    """Print the means by engine, overall, and over the pages whose HTML holds posts."""
    by_engine: dict[str, list[Measured]] = defaultdict(list)
    for one in found:
        by_engine[one.engine].append(one)
    print(f"{'engine':18}{'pages':>6}{'posts':>7}{'F1':>8}{'prec.':>8}{'recall':>8}{'own':>8}{'first':>8}")
    whole = [one for one in found if one.engine != SHELL]
    for engine, pages in [*sorted(by_engine.items()), ("all", found), ("all with posts", whole)]:
        if not pages:
            continue
        means = [fmean(getattr(page, name) for page in pages) for name in FIGURES]
        print(f"{engine:18}{len(pages):6}{sum(page.posts for page in pages):7}" + "".join(f"{m:8.3f}" for m in means))


if __name__ == "__main__":
    main()
