"""Posts of real threads as they are learned from, and the labels that lie here without their words."""

from __future__ import annotations

import csv
import gzip
import json
from importlib import resources

import pytest

from analyzer.errors import DataError
from analyzer.labels import LABELS
from analyzer.training.split import is_held_out
from analyzer.training.spoken import ANNOTATED, read_annotated, read_posts

LABELLED = resources.files("analyzer.training") / "data" / "annotations" / "posts.csv"


def rows():
    return list(csv.DictReader(LABELLED.read_text(encoding="utf-8").splitlines()))


def write_threads(path, *threads):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(thread) + "\n" for thread in threads)
    return path


def thread(name="7"):
    """A thread of two posts, the second with the first's words quoted before its own."""
    return {
        "id": name,
        "posts": [
            {"id": 1, "text": "The mill  burned.", "parent": None, "quotes": []},
            {"id": 2, "text": "The mill burned.\nAnd who lit it?", "parent": 1, "quotes": [{"start": 0, "end": 16}]},
            {"id": 3, "text": "I did not.", "parent": 2, "quotes": []},
        ],
    }


def test_own_words_stand_apart_from_quoted_ones(tmp_path):
    """What is quoted is context; where nothing is, the parent's words are."""
    first, second, third = read_posts(write_threads(tmp_path / "t.jsonl.gz", thread()))
    assert (first.own, first.context) == ("The mill burned.", "")
    assert (second.own, second.context) == ("And who lit it?", "The mill burned.")
    assert (third.own, third.context) == ("I did not.", "The mill burned. And who lit it?")


@pytest.mark.parametrize(
    "data", [b"", b"not gzip", gzip.compress(b"no json\n", mtime=0), gzip.compress(b'{"id": 1}\n', mtime=0)]
)
def test_a_damaged_file_is_an_error(data, tmp_path):
    """The error names the file; an empty one holds nothing."""
    path = tmp_path / "t.jsonl.gz"
    path.write_bytes(data)
    if not data:
        assert list(read_posts(path)) == []
        return
    with pytest.raises(DataError, match=r"t\.jsonl\.gz"):
        list(read_posts(path))


def test_labels_meet_their_words(tmp_path):
    """A labelled post is found by thread and number; what is unsure is left out, and a thread is one group."""
    row = rows()[0]
    given = {"id": row["thread"], "posts": [{"id": row["post"], "text": "own words", "parent": None, "quotes": []}]}
    (sample,) = read_annotated(write_threads(tmp_path / "t.jsonl.gz", thread("no such"), given))
    assert (sample.source, sample.text, sample.group) == (ANNOTATED, "own words", f"iac1:{row['thread']}")
    for label in LABELS:
        expected = {"1": 1, "0": 0}.get(row[label.name])
        assert sample.labels.get(label.name) == expected


def test_the_labels_hold_no_words():
    """The file has ids and answers alone; the posts are other people's text."""
    subtypes = {subtype.name for label in LABELS for subtype in label.subtypes}
    for row in rows():
        assert row["thread"].isdigit()
        assert row["post"].isdigit()
        assert {row[label.name] for label in LABELS} <= {"0", "1", "unsure"}
        assert {row["denial_type"], row["incitement_type"]} <= subtypes | {""}
        assert row["reported"] in {"", "d", "i", "di"}


def test_every_labelled_post_is_found(shared):
    """Each label meets its words in the shared threads, and some are held out."""
    samples = list(read_annotated(shared / "iac" / "threads.jsonl.gz"))
    assert len(samples) >= 0.99 * len(rows())
    assert 0.1 < sum(map(is_held_out, samples)) / len(samples) < 0.25
