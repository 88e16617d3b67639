"""Prints how long reading saved pages takes against the bare parse of the same pages, in one run on one core.

`read` is from bytes to posts with their segments as the page marks them; `settle` is what is inferred after that: quotes
traced, lost quotes found, reported speech and language.

Run: python benchmarks/read_speed.py [--repeat 3]
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from analyzer.errors import AnalyzerError
from analyzer.quotes.attribute import attribute
from analyzer.readers.base import reader_for
from analyzer.source import Source, SourceKind
from analyzer.thread import Thread

SHARED = Path(__file__).parents[2] / "shared"


def main() -> None:
    """Time each page both ways, in turns, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="the quickest of so many turns counts")
    repeat = parser.parse_args().repeat
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not here; the real pages are needed to measure.")
    times: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0, 0.0, 0.0])
    for path in sorted([*SHARED.glob("pages/*/*.html.gz"), *SHARED.glob("wcxb-forum/*.html.gz")]):
        data = gzip.decompress(path.read_bytes())
        source = Source.from_bytes(path.name, data)
        if source.kind is not SourceKind.HTML:
            continue
        text = source.text
        row = times[path.parent.name]
        row[0] += 1
        row[1] += len(data) / 1e6
        row[2] += quickest(partial(LexborHTMLParser, text), repeat)
        row[3] += quickest(partial(threads, path.name, data), repeat)
        found = threads(path.name, data)
        row[4] += quickest(partial(_settle, found), repeat)
    print(f"{'pages of':22}{'pages':>6}{'MB':>8}{'parse s':>9}{'read s':>8}{'ratio':>7}{'settle s':>10}{'ratio':>7}")
    for name, row in [*sorted(times.items()), ("all", [sum(column) for column in zip(*times.values(), strict=True)])]:
        print(
            f"{name:22}{row[0]:6.0f}{row[1]:8.1f}{row[2]:9.3f}{row[3]:8.3f}{row[3] / row[2]:7.2f}"
            f"{row[4]:10.3f}{row[4] / row[2]:7.2f}"
        )


def threads(name: str, data: bytes) -> list[Thread]:
    """Give a page's threads as its reader gives them; a page that no reader reads costs its time and gives none."""
    source = Source.from_bytes(name, data)
    try:
        return list(reader_for(source).read(source))
    except AnalyzerError:
        return []


def _settle(found: list[Thread]) -> list[Thread]:
    return [attribute(thread) for thread in found]


def quickest(work: Callable[[], object], repeat: int) -> float:
    """Give the seconds of the quickest turn, as the processor counts them: other programs on the machine cost none."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    main()
