"""Every sample scrape is read as its golden file says."""

import json
from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.rows import post_row
from analyzer.source import Source

ROOT = Path(__file__).parents[2]
GOLDENS = sorted((ROOT / "threads").rglob("*.expected.json"))
# Written for humans or not decidable from the outside; each is tested elsewhere.
NOT_COMPARED = {"source", "engine", "thread_id", "thread_title", "similarity"}


def scrape_of(golden: Path) -> Path:
    """Give the scrape that a golden file belongs to."""
    stem = golden.name.removesuffix(".expected.json")
    (scrape,) = (path for path in golden.parent.iterdir() if path.stem == stem and path != golden)
    return scrape


def test_there_are_samples():
    """At least six samples ship, so that the parametrised test below cannot pass by being empty."""
    assert len(GOLDENS) >= 6


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_reads_as_its_golden_file_says(golden: Path):
    """Authors, dates, replies, cards and segments are those that the golden file names."""
    expected = json.loads(golden.read_text(encoding="utf-8"))
    (thread,) = pipeline.read(Source.from_path(scrape_of(golden)))
    assert thread.engine == expected["thread"]["engine"]
    assert thread.title == expected["thread"]["title"]
    assert len(thread.problems) == expected["thread"].get("problems", 0)
    if expected["thread"].get("thread_id"):
        assert thread.id == expected["thread"]["thread_id"]
    rows = [post_row(thread, post) for post in thread.posts]
    by_position = {row["position"]: row["post_id"] for row in rows}
    assert len(rows) == len(expected["posts"])
    for row, post in zip(rows, expected["posts"], strict=True):
        assert comparable(row, post) == resolved(post, by_position)


def comparable(row: dict, expected: dict) -> dict:
    """Give what the golden file speaks of from a row."""
    kept = {key: value for key, value in row.items() if key in expected and key not in NOT_COMPARED}
    if expected.get("post_id") is None:
        kept.pop("post_id", None)
    kept["segments"] = [
        {key: value for key, value in got.items() if key in wanted and key not in NOT_COMPARED}
        for got, wanted in zip(row["segments"], expected["segments"], strict=False)
    ] + row["segments"][len(expected["segments"]) :]
    return kept


def resolved(post: dict, by_position: dict[int, str]) -> dict:
    """Give the expected post with `{"position": n}` turned into the id the reader gave that post."""

    def known(value: object) -> object:
        return by_position[value["position"]] if isinstance(value, dict) else value

    given = {key: value for key, value in post.items() if key not in NOT_COMPARED}
    if given.get("post_id") is None:
        given.pop("post_id", None)
    if "reply_to" in given:
        given["reply_to"] = known(given["reply_to"])
    given["segments"] = [
        {key: known(value) if key == "post_id" else value for key, value in segment.items() if key not in NOT_COMPARED}
        for segment in post["segments"]
    ]
    return given
