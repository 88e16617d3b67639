"""The shipped model keeps its floors on sentences it was never trained on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.training import evaluate
from analyzer.training.samples import read_samples

DATA = Path(__file__).parents[1] / "data"
GATE = DATA / "label_gate.csv"
FLOORS = json.loads((DATA / "label_gate_floors.json").read_text())


@pytest.fixture(scope="module")
def outcomes():
    """The shipped model's outcome for each label of the gate."""
    return {outcome.label: outcome for outcome in evaluate(GATE, classifiers.load()).outcomes}


@pytest.mark.parametrize("label", sorted(FLOORS["floors"]))
@pytest.mark.parametrize("figure", ["f1", "average_precision"])
def test_no_floor_is_broken(outcomes, label, figure):
    """Each label reaches its floor; `python benchmarks/label_quality.py --raise-floors` raises them."""
    assert getattr(outcomes[label], figure).value >= FLOORS["floors"][label][figure]


def test_the_gate_is_the_one_the_floors_were_set_on():
    """Changing the gate's rows needs the floors to be set anew, on purpose."""
    assert hashlib.sha256(GATE.read_bytes()).hexdigest() == FLOORS["sha256"]


def test_the_gate_was_never_trained_on():
    """No sentence of the gate stands in a set of the package."""
    package = Path(classifiers.__file__).parents[1] / "training" / "data"
    trained = {sample.text.lower() for path in package.glob("*.csv") for sample in read_samples(path)}
    own = [sample.text.lower() for sample in read_samples(GATE)]
    assert not [text for text in own if len(text.split()) > 3 and text in trained]


def test_the_seed_thread(shared):
    """In the thread the project began with, the call for genocide is flagged and the post before it for nothing."""
    lines = (shared / "seeds" / "002_8105929bd074db61.txt").read_text(encoding="utf-8").splitlines()
    calm = next(line for line in lines if line.startswith("It's a really shocking read"))
    first = next(line for line in lines if line.startswith("Indeed, no one has the right"))
    start = lines.index("Happy Thanksgiving!")
    own = "\n".join([first, *lines[start : start + 3]])
    quoted = next(line for line in lines if line.startswith("israel, india unite"))
    classifier = classifiers.load()
    for context in (f"{calm}\n{quoted}", f"{calm}\n\n{quoted}", quoted, calm, ""):
        scoring = next(iter(classifier.score([Example(id="3", text=own, context=context)])))
        assert "incitement" in scoring.labels
    for context in ("", own, quoted):
        assert next(iter(classifier.score([Example(id="2", text=calm, context=context)]))).labels == ()
