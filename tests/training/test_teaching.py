"""A slow classifier's judgement of posts that nobody labelled, for the linear tier to learn."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from analyzer.annotations import Example, ModelId
from analyzer.classifiers.base import to_scoring
from analyzer.training import TrainOptions, train
from analyzer.training.split import is_held_out
from analyzer.training.teaching import TAUGHT, taught


class Teacher:
    """Says that a post incites where it tells of fire, the surer the longer the post it answers."""

    model = ModelId(name="teacher", version="1", hash="0" * 12)
    labels = ("incitement",)

    def score(self, examples):
        """Give one scoring an example."""
        for example in examples:
            value = (0.6 + 0.3 * bool(example.context)) if "fire" in example.text else 0.05
            yield to_scoring(example.id, {"incitement": value}, {"incitement": 0.5}, self.model)


@pytest.fixture
def posts(tmp_path):
    """Forty threads of two posts, and one post too long to be judged in one window."""
    path = tmp_path / "threads.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(40):
            words = "set fire to it" if number % 2 else "go to bed"
            first = {"id": 1, "text": f"{words}, neighbour {number}", "parent": None, "quotes": []}
            second = {"id": 2, "text": f"we {words} {number}", "parent": 1, "quotes": []}
            file.write(json.dumps({"id": str(number), "posts": [first, second]}) + "\n")
        long = {"id": 3, "text": "fire " * 200, "parent": None, "quotes": []}
        file.write(json.dumps({"id": "40", "posts": [long]}) + "\n")
    return path


def test_posts_carry_the_teachers_chances(posts):
    """Each has the teacher's probability by its own words and what it answers; nothing held out or long is among them."""
    found = list(taught(posts, Teacher(), most=500, seed=0))
    assert found
    assert len(found) < 80
    for sample in found:
        assert not is_held_out(sample.__class__(id="x", text="x", group=sample.group, source=TAUGHT))
        assert not sample.labels
        answered = sample.text.startswith("we ")
        assert sample.chances["incitement"] == pytest.approx(
            (0.9 if answered else 0.6) if "fire" in sample.text else 0.05
        )


def test_no_more_than_asked_and_the_same_each_time(posts):
    """The draw is of the seed."""
    first = [sample.id for sample in taught(posts, Teacher(), most=7, seed=3)]
    assert len(first) == 7
    assert first == [sample.id for sample in taught(posts, Teacher(), most=7, seed=3)]
    assert first != [sample.id for sample in taught(posts, Teacher(), most=7, seed=4)]


def test_the_linear_tier_learns_it(posts, tmp_path, monkeypatch):
    """Words that only the teacher knows move the score; the manifest names the teacher."""
    table = tmp_path / "team.csv"
    table.write_text(
        "text,incitement\n" + "".join(f"the pier is {'down' if n % 2 else 'up'} {n},{n % 2}\n" for n in range(40))
    )
    monkeypatch.setattr("analyzer.training.fitting.load", lambda **_where: Teacher())
    small = {"folds": 2, "vector_size": 10, "package_sets": False, "posts": posts}
    plain = train(table, tmp_path / "plain", options=TrainOptions(**small)).classifier
    learned = train(table, tmp_path / "learned", options=TrainOptions(**small, teacher=tmp_path)).classifier

    def gap(classifier):
        texts = ("set fire to it", "go to bed")
        values = classifier.values([Example(id=text, text=text) for text in texts])
        return float(np.diff(values[::-1, classifier.labels.index("incitement")])[0])

    assert gap(learned) > gap(plain) + 0.05
    assert learned.manifest["teacher"] == "teacher-1-000000000000"
    assert plain.manifest["teacher"] is None
