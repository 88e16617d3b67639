"""Short posts amid ordinary words."""

from __future__ import annotations

import random

import pytest

from analyzer.training.encoder import surroundings
from analyzer.training.samples import Sample

NONE = dict.fromkeys(("denial", "sarcasm", "incitement", "hostility"), 0)
CALM = "The tram was late again today. We walked home along the canal. It rained a little."


def draw(seed):
    """Give a source of draws."""
    return random.Random(seed)  # noqa: S311 - draws of rows, not secrets


def twin(name, text, *, labels=NONE, pair="p1"):
    """Give a sample of a near pair."""
    return Sample(id=name, text=text, group="g", source="contrast-x", pair=pair, labels=labels)


def calm(text=CALM, **changed):
    """Give an ordinary post."""
    return Sample(**{"id": "calm", "text": text, "group": "h", "source": "forum-posts", "labels": NONE, **changed})


@pytest.fixture
def _always(monkeypatch):
    """Surround every pair that may be."""
    monkeypatch.setattr(surroundings, "SURROUNDED", 1.0)


@pytest.mark.usefixtures("_always")
def test_without_an_ordinary_post_nothing_changes():
    """Posts with a context, a label or one unknown lend no words, nor do those of a pair or of few words."""
    lacking = [
        calm(context="asked before"),
        calm(labels={**NONE, "sarcasm": 1}),
        calm(labels={"denial": 0}),
        calm(pair="p2"),
        calm("Too short."),
        calm("word " * 46),
    ]
    samples = [twin("a", "Burn it down."), *lacking]
    assert surroundings.surrounded(samples, draw(0)) == samples


@pytest.mark.usefixtures("_always")
def test_twins_get_the_same_words_at_the_same_place():
    """What tells twins apart stays the only difference."""
    samples = [twin("a", "Hang them all.", labels={**NONE, "incitement": 1}), twin("b", "Hang the coats."), calm()]
    first, second, ordinary = surroundings.surrounded(samples, draw(1))
    assert first.text.replace("Hang them all.", "Hang the coats.") == second.text
    assert first.text != samples[0].text
    assert {*CALM.split()} <= {*first.text.split()}
    assert (first.labels, second.labels, ordinary) == (samples[0].labels, samples[1].labels, samples[2])


@pytest.mark.usefixtures("_always")
def test_a_pair_with_a_long_post_stays_alone():
    """What would not fit into one window is left as it is, and so is its twin."""
    samples = [twin("a", "Hang them."), twin("b", "long " * 26), calm()]
    assert surroundings.surrounded(samples, draw(2)) == samples


def test_a_share_of_pairs_is_surrounded():
    """About one pair in eight, the same for the same draw."""
    samples = [*(twin(f"t{n}", "Hang them.", pair=f"p{n}") for n in range(400)), calm()]
    found = surroundings.surrounded(samples, draw(3))
    changed = sum(a.text != b.text for a, b in zip(samples, found, strict=True))
    assert 25 <= changed <= 75
    assert found == surroundings.surrounded(samples, draw(3))
