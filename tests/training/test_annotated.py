"""Posts that were labelled for this project: labels that lie here without their words, met with the words."""

from __future__ import annotations

import csv
import gzip
import json
from importlib import resources

import pandas as pd
import pytest

from analyzer.labels import LABELS
from analyzer.training.annotated import ANNOTATED, read_annotated, read_annotated_rows, read_forum_posts
from analyzer.training.corpora import CORPORA
from analyzer.training.split import is_held_out

LABELLED = resources.files("analyzer.training") / "data" / "annotations"


def rows(name="posts.csv"):
    return list(csv.DictReader((LABELLED / name).read_text(encoding="utf-8").splitlines()))


def write_threads(path, *threads):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(thread) + "\n" for thread in threads)
    return path


def test_labels_meet_their_words(tmp_path):
    """A labelled post is found by thread and number; what is unsure is left out, and a thread is one group."""
    row = rows()[0]
    given = {"id": row["thread"], "posts": [{"id": row["post"], "text": "own words", "parent": None, "quotes": []}]}
    (sample,) = read_annotated(write_threads(tmp_path / "t.jsonl.gz", {**given, "id": "no such"}, given))
    assert (sample.source, sample.text, sample.group) == (ANNOTATED, "own words", f"iac1:{row['thread']}")
    for label in LABELS:
        expected = {"1": 1, "0": 0}.get(row[label.name])
        assert sample.labels.get(label.name) == expected


def test_corpus_rows_meet_their_words(tmp_path):
    """A row that was labelled anew keeps its corpus's thread as its group; rows that were not are left out."""
    row = rows("rows.csv")[0]
    told = {"corpus": row["corpus"], "id": row["id"], "thread": "t9", "text": "own words", "context": "a ||| b"}
    path = tmp_path / "corpora.parquet"
    pd.DataFrame([told, {**told, "id": "no such"}]).to_parquet(path)
    (sample,) = read_annotated_rows(path)
    assert (sample.source, sample.text, sample.context) == (ANNOTATED, "own words", "b")
    assert sample.group == f"{row['corpus']}:t9"
    for label in LABELS:
        assert sample.labels.get(label.name) == {"1": 1, "0": 0}.get(row[label.name])


@pytest.mark.parametrize("name", ["posts.csv", "rows.csv", "forum-posts.csv"])
def test_the_labels_hold_no_words(name):
    """The files have ids and answers alone; the posts are other people's text."""
    subtypes = {subtype.name for label in LABELS for subtype in label.subtypes}
    for row in rows(name):
        if name == "posts.csv":
            assert row["thread"].isdigit()
            assert row["post"].isdigit()
        else:
            assert row.get("corpus", "cad") in CORPORA
            assert len(row["id"]) < 60
            assert " " not in row["id"]
        assert {row[label.name] for label in LABELS} <= {"0", "1", "unsure"}
        assert {row["denial_type"], row["incitement_type"]} <= subtypes | {""}
        assert row["reported"] in {"", "d", "i", "di"}


def test_every_labelled_post_is_found(shared):
    """Each label meets its words in the shared threads, and some are held out: the posts labelled last are not."""
    samples = list(read_annotated(shared / "iac" / "threads.jsonl.gz"))
    assert len(samples) >= 0.99 * len(rows())
    assert 0.05 < sum(map(is_held_out, samples)) / len(samples) < 0.25


def test_every_labelled_row_is_found(shared):
    """Each label meets its words in the shared corpora, and some are held out."""
    samples = list(read_annotated_rows(shared / "data" / "corpora.parquet"))
    assert len(samples) >= 0.98 * len(rows("rows.csv"))
    assert 0.01 < sum(map(is_held_out, samples)) / len(samples) < 0.08


def forum_table(path, **answers):
    """A table of one forum post as the training folder has it, found in a thread that is learned from or held out."""
    row = {
        "id": "x", "thread": "t", "text": "own words", "quoted": "", "parent": "what it answers", "stratum": "random",
        "confidence": 3, "denial": "no", "denial_type": "", "sarcasm": "no", "incitement": "no", "incitement_type": "",
        "hostility": "no", "reported": "", **answers,
    }  # fmt: skip
    pd.DataFrame([row]).to_parquet(path)
    return path


def test_readings_that_differ_leave_a_label_unknown(tmp_path):
    """A label, with its subtypes, is learned and measured where both readings say the same."""
    chosen = next(row for row in rows("forum-posts.csv") if row["sarcasm"] == "0" and row["denial_type"] == "literal")
    told = {"id": chosen["id"], "sarcasm": "yes", "denial": "yes", "denial_type": "deflection", "reported": "i"}
    (sample,) = read_forum_posts(forum_table(tmp_path / "f.parquet", **told))
    assert (sample.text, sample.context) == ("own words", "what it answers")
    assert "sarcasm" not in sample.labels
    assert sample.labels["denial"] == 1
    assert sample.labels["denial/literal"] == 1
    (other,) = read_forum_posts(forum_table(tmp_path / "g.parquet", **{**told, "denial": "no"}))
    assert not [head for head in other.labels if head.startswith("denial")]


def test_a_doubtful_reading_counts_half_where_no_second_is(tmp_path):
    """A post without a second reading keeps its first, at half a weight where that was not sure of itself."""
    (sure,) = read_forum_posts(forum_table(tmp_path / "a.parquet", sarcasm="yes"))
    (doubtful,) = read_forum_posts(forum_table(tmp_path / "b.parquet", sarcasm="yes", confidence=1))
    assert (sure.labels["sarcasm"], doubtful.labels["sarcasm"]) == (1, 1)
    assert (sure.weight, doubtful.weight) == (1.0, 0.5)
    assert sure.labels["harm"] == 0


def test_second_readings_are_of_posts_at_hand(shared):
    """Nearly every post has a second reading, and no reading is of a post that is not there."""
    known = set(pd.read_parquet(shared / "data" / "forum-posts.parquet", columns=["id"])["id"])
    again = {row["id"] for row in rows("forum-posts.csv")}
    assert again <= known
    assert len(again) > 0.95 * len(known)
