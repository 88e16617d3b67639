"""The second tier: windows, whose words, spans, damaged files; no torch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.classifiers.base import MODELS
from analyzer.classifiers.calibration import Strictness
from analyzer.classifiers.transformer import ENCODER
from analyzer.errors import ModelError

CALL = "Somebody should drive every last one of the hill people into the river and hold them under."
CALM = "The bakery on the corner opens at seven and the bread is good. "


@pytest.fixture(scope="module")
def transformer():
    """The shipped second tier."""
    return classifiers.load("transformer")


def values(classifier, text, context=""):
    return next(iter(classifier.score([Example(id="x", text=text, context=context)]))).values


@pytest.mark.parametrize("place", [5, 60, 150])
def test_every_window_of_a_long_post_is_read(transformer, place):
    """A call in one sentence of a thousand words raises the score at least tenfold, wherever it stands.

    Whether it reaches the threshold is the cascade's to hold: words around a call weigh much with this tier.
    """
    sentences = [CALM] * 80
    sentences.insert(place // 2, CALL + " ")
    with_call, without = (values(transformer, text)["incitement"] for text in ("".join(sentences), CALM * 80))
    assert with_call >= 10 * without
    assert without < transformer.thresholds["incitement"]


def test_a_call_is_seen_behind_a_calm_quote(transformer):
    """Of two quotes that do not fit together both are read: the last is not cut away by the first, nor the first by it."""
    calm, last = CALM * 6, CALL
    alone = values(transformer, "exactly", last)["incitement"]
    for context in (f"{calm}\n{last}", f"{last}\n\n{calm}"):
        assert values(transformer, "exactly", context)["incitement"] >= alone / 2


def test_what_is_agreed_with_becomes_the_authors(transformer):
    """One word under a call and under a harmless post, and the call turned down: only the first is incitement."""
    threshold = transformer.thresholds["incitement"]
    assert values(transformer, "exactly", CALL)["incitement"] >= threshold
    assert values(transformer, "exactly", CALM)["incitement"] < threshold
    assert values(transformer, "What a vile thing to write, delete this.", CALL)["incitement"] < threshold


def test_subtypes_are_given_with_their_label(transformer):
    """A given label with subtypes names one; a label that is not given names none."""
    scoring = next(iter(transformer.score([Example(id="x", text=CALL)])))
    given = {score.label: score.subtype for score in scoring.scores}
    assert given["incitement"] == "call"
    assert given["denial"] is None
    assert given["hostility"] is None


def test_a_span_carries_the_score(transformer):
    """The strongest stretch lies in the sentence that calls, and without it the score falls below the threshold."""
    text = f"{CALM}{CALL} {CALM}"
    top, *_ = transformer.spans(Example(id="x", text=text), "incitement")
    assert text.index(CALL) <= top.start < top.end <= text.index(CALL) + len(CALL)
    assert values(transformer, text.replace(CALL, ""))["incitement"] < transformer.thresholds["incitement"]


def test_an_unknown_label_has_no_spans(transformer):
    """Asking for a label the model does not score is an error of the caller."""
    with pytest.raises(KeyError):
        transformer.spans(Example(id="x", text=CALL), "weather")


def test_strictness_moves_thresholds_alone():
    """The stricter a reader, the higher the thresholds; scores stay."""
    loaded = {strictness: classifiers.load("transformer", strictness=strictness) for strictness in Strictness}
    for label in loaded[Strictness.BALANCED].labels:
        precise, balanced, wide = (
            loaded[strictness].thresholds[label]
            for strictness in (Strictness.HIGH_PRECISION, Strictness.BALANCED, Strictness.HIGH_RECALL)
        )
        assert precise >= balanced >= wide
    assert len({str(values(classifier, CALL)) for classifier in loaded.values()}) == 1


def test_a_changed_encoder_is_refused(tmp_path):
    """The manifest's hash holds for the encoder too, and what is no ONNX file is said when it is opened."""
    folder = tmp_path / "model"
    shutil.copytree(MODELS / "transformer", folder)
    (folder / ENCODER).write_bytes(b"no onnx")
    with pytest.raises(ModelError, match="not the one that was trained"):
        classifiers.load(folder=folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"][ENCODER]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="lacks"):
        classifiers.load(folder=folder)


def test_scoring_needs_no_torch():
    """A fresh process scores by the second tier without torch, transformers and scikit-learn."""
    program = (
        "import sys; from analyzer import Example, score_examples;"
        "print(next(iter(score_examples([Example(id='1', text='hello there')], model='transformer'))).id);"
        "assert not {'torch', 'transformers', 'sklearn'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_the_files_are_small():
    """All of the second tier's files together are at most 24 MB."""
    assert sum(path.stat().st_size for path in (MODELS / "transformer").iterdir()) <= 24_000_000
