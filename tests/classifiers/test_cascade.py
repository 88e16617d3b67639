"""Two tiers joined: the first settles what is clear, the second has the word on the rest."""

from __future__ import annotations

import json
import shutil

import pytest

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.classifiers import modelfiles
from analyzer.classifiers.base import MODELS
from analyzer.errors import ModelError

EXAMPLES = [
    Example(id="1", text="Does anybody have a spare left-hand thread tap in 3/8?"),
    Example(id="2", text="Hang every one of them from the bridge."),
    Example(id="3", text="exactly", context="Hang every one of them from the bridge."),
    Example(id="4", text="Oh sure, and pigs fly on Tuesdays."),
    Example(id="5", text=""),
]


def write_cascade(folder):
    """Write a cascade of the shipped tiers into `folder/cascade`, the tiers beside it."""
    for name in ("linear", "transformer"):
        (folder / name).symlink_to(MODELS / name)
    fitted = [str(classifiers.load(folder=folder / name).model) for name in ("linear", "transformer")]
    bounds = {"denial": 0.05, "sarcasm": 0.1, "incitement": 0.05, "hostility": 0.15}
    manifest = {
        "kind": "cascade",
        "name": "cascade",
        "version": "1",
        "first": "linear",
        "second": "transformer",
        "fitted_to": fitted,
        "settled": bounds,
    }
    modelfiles.write(folder / "cascade", manifest, {})
    return folder / "cascade"


@pytest.fixture(scope="module")
def cascade(tmp_path_factory):
    """A cascade of the two shipped tiers."""
    return classifiers.load(folder=write_cascade(tmp_path_factory.mktemp("tiers")))


def test_a_saved_cascade_is_the_same(cascade, tmp_path):
    """Saving writes both tiers along, and the copy is the same model with the same scores."""
    cascade.save(tmp_path / "copy")
    copy = classifiers.load(folder=tmp_path / "copy")
    assert copy.model == cascade.model
    assert list(copy.score(EXAMPLES)) == list(cascade.score(EXAMPLES))


def test_each_post_has_the_score_of_one_tier(cascade):
    """Settled posts carry the first tier's probabilities, all others the second's."""
    first, second, joined = (each.values(EXAMPLES) for each in (cascade.first, cascade.second, cascade))
    columns = [cascade.first.labels.index(label) for label in cascade.labels]
    settled = cascade.is_settled(first)
    assert joined[settled] == pytest.approx(first[settled][:, columns])
    assert joined[~settled] == pytest.approx(second[~settled])
    assert not settled[1]


def test_what_is_settled_is_never_flagged(cascade):
    """A post that the first tier settles is below every threshold."""
    first = cascade.first.values(EXAMPLES)
    for example, is_settled, scoring in zip(EXAMPLES, cascade.is_settled(first), cascade.score(EXAMPLES), strict=True):
        assert not is_settled or scoring.labels == (), example.text


def test_a_tier_that_was_changed_is_refused(tmp_path):
    """The bounds were fitted to two models: with another one beside them, loading says so."""
    folder = write_cascade(tmp_path)
    (tmp_path / "linear").unlink()
    shutil.copytree(MODELS / "linear", tmp_path / "linear")
    path = tmp_path / "linear" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": "99"}))
    with pytest.raises(ModelError, match="fitted to other tiers"):
        classifiers.load(folder=folder)


def test_a_tier_outside_the_folder_is_refused(tmp_path):
    """A manifest cannot name a path as a tier."""
    path = write_cascade(tmp_path) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "first": "../../etc"}))
    with pytest.raises(ModelError, match="names no first tier"):
        classifiers.load(folder=path.parent)
