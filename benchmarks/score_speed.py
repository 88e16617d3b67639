"""Print how fast each model scores: posts a second in one process and two, peak memory, and the cold start.

Run `python benchmarks/score_speed.py`, with `--model NAME` for one model. `48 tokens` are posts of 46 common words, each one
token, between the two marks of the encoder, without a context: what such speeds are told of elsewhere. `made up` are posts
of 50 words, many of them rare, half of them with a context; `forum` are posts of ../shared/iac in a random order, where that is at hand.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from analyzer.classifiers import names
from analyzer.training.spoken import read_posts

POSTS = Path(__file__).parents[2] / "shared" / "iac" / "threads.jsonl.gz"
# So many posts take some seconds on two cores.
COUNTS = {"linear": 20_000, "transformer": 800, "cascade": 2000}
_COMMON = "the of and to a in that is it you for was on are as with they not but have this be at or from by".split()
_COLD = """
import sys
from analyzer.annotations import Example
from analyzer.classifiers import load
print(next(iter(load(sys.argv[1]).score([Example(id="a", text="Burn them all, one post of a thread")]))).labels)
"""
_STREAM = """
import json, resource, sys
from analyzer.annotations import Example
from analyzer.classifiers import score_parallel
examples = (Example(**json.loads(line)) for line in sys.stdin)
for scoring in score_parallel(examples, processes=int(sys.argv[2]), name=sys.argv[1]):
    sys.stdout.write(json.dumps({"id": scoring.id, **scoring.values, "labels": scoring.labels}) + "\\n")
used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(max(used), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Posts a second, and the largest process in MB."""

    rate: float
    megabytes: float


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="append", choices=names(), help="only this model; may be repeated")
    options = parser.parse_args()
    print(f"{'model':<12} {'posts':<9} {'count':>6} {'1 process/s':>12} {'2 processes/s':>14} {'MB':>5}   cold start")
    for name in options.model or names():
        cold = min(_seconds([sys.executable, "-c", _COLD, name]) for _ in range(3))
        for kind, lines in _inputs(COUNTS.get(name, 1000)).items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "examples.jsonl"
                path.write_text("".join(lines), encoding="utf-8")
                one, two = (_run(path, name, processes, len(lines)) for processes in (1, 2))
            most = max(one.megabytes, two.megabytes)
            print(
                f"{name:<12} {kind:<9} {len(lines):>6,} {one.rate:>12,.0f} {two.rate:>14,.0f} {most:>5.0f}   {cold:.2f} s"
            )
    return 0


def _inputs(count: int) -> dict[str, list[str]]:
    """Give the examples as JSON lines, by kind."""
    found = {
        "48 tokens": [_short(number) for number in range(count)],
        "made up": [_example(number) for number in range(count)],
    }
    if POSTS.is_file():
        found["forum"] = _forum(count)
    return found


def _forum(count: int) -> list[str]:
    posts = [post for post in read_posts(POSTS) if post.own]
    random.Random(0).shuffle(posts)  # noqa: S311 - no secret
    chosen = [{"id": f"{post.thread}:{post.id}", "text": post.own, "context": post.context} for post in posts[:count]]
    return [json.dumps(example) + "\n" for example in chosen]


def _run(path: Path, name: str, processes: int, count: int) -> Run:
    with path.open("rb") as stream:
        start = time.perf_counter()
        command = [sys.executable, "-c", _STREAM, name, str(processes)]
        done = subprocess.run(command, stdin=stream, capture_output=True, check=True)  # noqa: S603 - our own words
        took = time.perf_counter() - start
    given = done.stdout.count(b"\n")
    if given != count:
        raise SystemExit(f"{count} examples went in, {given} scorings came out")
    return Run(rate=count / took, megabytes=int(done.stderr.split()[-1]) / 1024)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - as above
    return time.perf_counter() - start


def _short(number: int) -> str:
    draw = random.Random(number)  # noqa: S311 - no secret
    return json.dumps({"id": str(number), "text": " ".join(draw.choices(_COMMON, k=46))}) + "\n"


def _example(number: int) -> str:
    """Give one JSON line; words are drawn as in forums, few often and many seldom, with new names in between."""
    draw = random.Random(number)  # noqa: S311 - no secret
    common = _COMMON
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
