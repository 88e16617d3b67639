"""Posts of real threads as they are learned from."""

from __future__ import annotations

import gzip
import json

import pytest

from analyzer.errors import DataError
from analyzer.training.spoken import read_posts


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
