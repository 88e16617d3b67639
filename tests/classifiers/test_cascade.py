"""Two tiers joined: the first settles what is clear, the second has the word on the rest."""

from __future__ import annotations

import json
import math
import shutil

import numpy as np
import pytest

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.classifiers import modelfiles
from analyzer.classifiers.base import MODELS
from analyzer.classifiers.calibration import Strictness
from analyzer.classifiers.cascade import LEAST, CascadeClassifier
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
        "shares": {"denial": 0.5, "sarcasm": 0.25, "incitement": 1.0, "hostility": 0.0},
        "calibration": {label: [0.5, -0.1] for label in bounds},
        "thresholds": dict.fromkeys(bounds, 0.3),
        "strictness": {"high-precision": dict.fromkeys(bounds, 0.6), "high-recall": dict.fromkeys(bounds, 0.1)},
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


def test_settled_posts_keep_the_first_tiers_word_and_the_rest_have_both(cascade):
    """Of an open post the logits are the second's plus a share of the first's, calibrated by the cascade's own numbers."""
    first, joined = cascade.first.values(EXAMPLES), cascade.values(EXAMPLES)
    columns = [cascade.first.labels.index(label) for label in cascade.labels]
    settled = cascade.is_settled(first)
    assert joined[settled] == pytest.approx(first[settled][:, columns])
    logits = cascade.second.logits(EXAMPLES)
    shares = {"denial": 0.5, "sarcasm": 0.25, "incitement": 1.0, "hostility": 0.0}
    for row in np.flatnonzero(~settled):
        for place, label in enumerate(cascade.labels):
            sure = min(max(float(first[row, columns[place]]), LEAST), 1 - LEAST)
            logit = float(logits[row, cascade.second.heads.index(label)]) + shares[label] * math.log(sure / (1 - sure))
            assert joined[row, place] == pytest.approx(1 / (1 + math.exp(0.1 - 0.5 * logit)), abs=1e-5)
    assert not settled[1]


def test_a_post_without_words_has_no_score(cascade):
    """Whatever it quotes: a mark or a picture is nobody's denial, with bounds that settle nothing too."""
    silent = Example(id="s", text="🙂 …", context="Hang every one of them from the bridge.")
    cascade = CascadeClassifier(
        first=cascade.first,
        second=cascade.second,
        manifest=cascade.manifest,
        model=cascade.model,
        calibration=cascade._calibration,
        shares=cascade._shares,
        settled=np.zeros(len(cascade.labels), dtype=np.float32),
    )
    assert not cascade.values([silent]).any()


def test_thresholds_are_its_own(tmp_path):
    """Strictness chooses among the cascade's thresholds, not among its tiers'."""
    folder = write_cascade(tmp_path)
    assert set(classifiers.load(folder=folder).thresholds.values()) == {0.3}
    assert set(classifiers.load(folder=folder, strictness=Strictness.HIGH_RECALL).thresholds.values()) == {0.1}


def test_spans_are_those_of_the_joined_logit(cascade):
    """What carried a call is found in the words of the call."""
    text = "The ferry was late again. Hang every one of them from the bridge. I had soup."
    first = cascade.spans(Example(id="1", text=text), "incitement")[0]
    assert "Hang" in text[first.start : first.end] or "bridge" in text[first.start : first.end]
    with pytest.raises(KeyError):
        cascade.spans(EXAMPLES[0], "rudeness")


@pytest.mark.parametrize("name", ["shares", "settled", "calibration"])
@pytest.mark.parametrize("value", [None, {}, {"denial": "much"}, {"denial": float("inf")}])
def test_a_damaged_manifest_is_refused(tmp_path, name, value):
    """A number that is missing or none is said when the model is loaded."""
    path = write_cascade(tmp_path) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}))
    with pytest.raises(ModelError):
        classifiers.load(folder=path.parent)


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


@pytest.mark.parametrize("place", [0, 30, 75])
def test_a_long_post_is_read_to_its_end(place):
    """By the shipped cascade a call in one sentence of a thousand words is found, wherever it stands."""
    shipped = classifiers.load("cascade")
    calm = ["The bakery on the corner opens at seven and the bread is good."] * 80
    call = "Somebody should drive every last one of the hill people into the river and hold them under."
    texts = (" ".join([*calm[:place], call, *calm[place:]]), " ".join(calm))
    flagged = [scoring.labels for scoring in shipped.score(Example(id=text[:5], text=text) for text in texts)]
    assert "incitement" in flagged[0]
    assert flagged[1] == ()
