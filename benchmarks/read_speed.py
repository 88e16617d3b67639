"""Prints how long reading saved pages takes against the bare parse of the same pages, in one run on one core.

Run: python benchmarks/read_speed.py [--repeat 3]
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from analyzer import pipeline
from analyzer.errors import AnalyzerError
from analyzer.source import Source, SourceKind

SHARED = Path(__file__).parents[2] / "shared"


def main() -> None:
    """Time each page both ways, in turns, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="the quickest of so many turns counts")
    repeat = parser.parse_args().repeat
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not here; the real pages are needed to measure.")
    times: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0, 0.0])
    for path in sorted([*SHARED.glob("pages/*/*.html.gz"), *SHARED.glob("wcxb-forum/*.html.gz")]):
        data = gzip.decompress(path.read_bytes())
        source = Source.from_bytes(path.name, data)
        if source.kind is not SourceKind.HTML:
            continue
        text = source.text
        row = times[path.parent.name]
        row[0] += 1
        row[1] += len(data) / 1e6
        row[2] += quickest(lambda text=text: LexborHTMLParser(text), repeat)
        row[3] += quickest(lambda path=path, data=data: read(path.name, data), repeat)
    print(f"{'pages of':22}{'pages':>6}{'MB':>8}{'parse s':>9}{'read s':>8}{'ratio':>7}")
    for name, row in [*sorted(times.items()), ("all", [sum(column) for column in zip(*times.values(), strict=True)])]:
        print(f"{name:22}{row[0]:6.0f}{row[1]:8.1f}{row[2]:9.3f}{row[3]:8.3f}{row[3] / row[2]:7.2f}")


def read(name: str, data: bytes) -> None:
    """Read a page from its bytes to its threads; a page that no reader reads counts too."""
    try:
        list(pipeline.read(Source.from_bytes(name, data)))
    except AnalyzerError:
        return


def quickest(work: Callable[[], object], repeat: int) -> float:
    """Give the seconds of the quickest turn."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
