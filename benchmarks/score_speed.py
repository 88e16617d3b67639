"""Print how fast a model scores: examples a second in one process and two, peak memory, and the cold start.

Run `python benchmarks/score_speed.py`; the posts are made up here, about 50 words each, half of them with a context.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNT = 20_000
_COLD = """
from analyzer.annotations import Example
from analyzer.classifiers import load
print(next(iter(load().score([Example(id="a", text="one post of a thread")]))).labels)
"""
_STREAM = """
import json, sys
from analyzer.annotations import Example
from analyzer.classifiers import score_parallel
examples = (Example(**json.loads(line)) for line in sys.stdin)
for scoring in score_parallel(examples, processes=int(sys.argv[1])):
    sys.stdout.write(json.dumps({"id": scoring.id, **scoring.values, "labels": scoring.labels}) + "\\n")
"""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="how many examples")
    options = parser.parse_args()
    cold = min(_seconds([sys.executable, "-c", _COLD]) for _ in range(3))
    empty = min(_seconds([sys.executable, "-c", "pass"]) for _ in range(3))
    print(f"cold start: {cold:.2f} s to the first score ({cold / empty:.0f} x an empty Python of {empty:.3f} s)")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "examples.jsonl"
        path.write_text("".join(_example(number) for number in range(options.count)), encoding="utf-8")
        rates = {processes: _rate(path, processes, options.count) for processes in (1, 2)}
    print(f"{'processes':<10} {'examples/s':>11} {'ratio':>6}")
    for processes, rate in rates.items():
        print(f"{processes:<10} {rate:>11,.0f} {rate / rates[1]:>6.2f}")
    print(f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    return 0


def _rate(path: Path, processes: int, count: int) -> float:
    with path.open("rb") as stream:
        start = time.perf_counter()
        command = [sys.executable, "-c", _STREAM, str(processes)]
        done = subprocess.run(command, stdin=stream, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own words
        took = time.perf_counter() - start
    given = done.stdout.count(b"\n")
    if given != count:
        raise SystemExit(f"{count} examples went in, {given} scorings came out")
    return count / took


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - as above
    return time.perf_counter() - start


def _example(number: int) -> str:
    """Give one JSON line; words are drawn as in forums, few often and many seldom, with new names in between."""
    draw = random.Random(number)  # noqa: S311 - no secret
    common = "the of and to a in that is it you for was on are as with they not but have this be at or from by".split()
    rare = [
        f"{first}{last}" for first in ("gov", "peop", "mass", "farm", "hist") for last in ("er", "le", "ing", "ory")
    ]
    words = [draw.choice(draw.choice((common, rare))) for _ in range(46)]
    words += [f"name{draw.randrange(10_000)}" for _ in range(4)]
    draw.shuffle(words)
    text = " ".join(words[:20]) + ". " + " ".join(words[20:]) + "!"
    context = " ".join(draw.choice(common) for _ in range(40)) if number % 2 else ""
    return json.dumps({"id": str(number), "text": text, "context": context}) + "\n"


if __name__ == "__main__":
    sys.exit(main())
