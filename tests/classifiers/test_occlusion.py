"""The words that carried a score are found, whatever gives the score."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.classifiers.occlusion import MOST_REGIONS, MOST_SPANS, MOST_WORDS, ROUNDS, spans_by_occlusion
from analyzer.training.samples import read_samples

GATE = Path(__file__).parents[1] / "data" / "label_gate.csv"
any_text = st.text(st.characters(codec=None) | st.sampled_from(" .!?\n\u200b"), max_size=300)


def counting(*words):
    """Give a score function that counts words, and the examples it was asked of."""
    asked = []

    def score_of(batch):
        asked.extend(batch)
        return [float(sum(example.text.lower().count(word) for word in words)) for example in batch]

    return score_of, asked


def marked(text, *words):
    """Give what of a text is marked as carrying a count of words."""
    return [text[span.start : span.end] for span in spans_by_occlusion(Example(id="x", text=text), counting(*words)[0])]


@pytest.mark.parametrize("text", ["", " \n ", "?!... …", "no such thing here", "\ud800", "a" * 10_000])
def test_nothing_is_marked_where_nothing_carried(text):
    """A score that no word lowers has no stretch, and a text without words is no error."""
    assert marked(text, "burn") == []


def test_the_word_is_marked_without_its_punctuation():
    """Of the strongest sentence the word alone is marked, as it was written."""
    assert marked("We met at noon. (Burn!) it all down, they said. So it went.", "burn") == ["Burn"]


def test_neighbours_are_marked_together():
    """Words side by side that carried as much as each other are one stretch."""
    assert marked("Let us go and burn them down by the old river, he said to us.", "burn", "them") == ["burn them"]


def test_a_sentence_carried_by_all_its_words_is_marked_whole():
    """Where most words carried it, the sentence says more than its words."""
    assert marked("Nice day. Burn burn burn burn now. Bye then.", "burn") == ["Burn burn burn burn now."]


def test_other_strong_sentences_are_marked_and_weak_ones_not():
    """A sentence half as strong as the strongest is marked too; weights fall, and nothing is marked twice."""
    text = (
        "One burn of a house and another burn of a barn. Now sing. Then another burn came upon them all. And the end."
    )
    spans = spans_by_occlusion(Example(id="x", text=text), counting("burn")[0])
    assert [text[span.start : span.end] for span in spans] == ["burn", "burn", "Then another burn came upon them all."]
    assert [span.weight for span in spans] == [1.0, 1.0, 1.0]


def test_a_long_post_is_narrowed_down():
    """The word is found among 1,000 sentences of 60 words each, with a bounded number of readings."""
    quiet = " ".join(["word"] * 60) + ". "
    text = quiet * 700 + "and then they burn it. " + quiet * 300
    score_of, asked = counting("burn")
    spans = spans_by_occlusion(Example(id="x", text=text), score_of)
    assert [text[span.start : span.end] for span in spans] == ["burn"]
    assert len(asked) <= (ROUNDS + 1) * (MOST_REGIONS + 1) + MOST_WORDS + 1 + 2 * (MOST_SPANS + 1)


def test_a_post_of_many_windows_is_read_in_passages():
    """The strongest sentence of a post of 670 words is found, and the post is read whole a few times alone."""
    quiet = "The pier was repaired in the spring with lime and stone. " * 15
    text = quiet + "They burn it. " + quiet + "Then they burn and burn. " + quiet + "Bye. " + quiet[:-1]
    score_of, asked = counting("burn")
    spans = spans_by_occlusion(Example(id="x", text=text), score_of)
    assert [text[span.start : span.end] for span in spans] == ["burn", "burn"]
    assert {text.rindex("Then", 0, span.start) for span in spans} == {text.index("Then")}
    assert sum(len(example.text) > len(text) / 2 for example in asked) <= MOST_SPANS + 1


def test_a_passage_that_the_post_does_not_hang_on_marks_nothing():
    """What scores high alone is not marked where the score of the whole post is another word's."""
    quiet = "The pier was repaired in the spring with lime and stone. " * 10
    text = quiet + "They sing. " + quiet + "They burn it. " + quiet

    def score_of(batch):
        return [
            float("burn" in example.text) if len(example.text) > 900 else 2.0 * ("sing" in example.text)
            for example in batch
        ]

    spans = spans_by_occlusion(Example(id="x", text=text), score_of)
    assert [text[span.start : span.end] for span in spans] == ["burn"]


@pytest.mark.parametrize("text", ["burn" * 25_000, "burn " * 20_000, "burn. " * 17_000, "burn.\n" * 17_000])
def test_a_huge_post_takes_bounded_time(text):
    """100,000 characters of any shape are read a bounded number of times."""
    score_of, asked = counting("burn")
    spans_by_occlusion(Example(id="x", text=text), score_of)
    assert len(asked) <= 110


@given(any_text, st.integers(0, 2**32 - 1))
def test_stretches_stay_inside_and_apart(text, seed):
    """Whatever the text and however scores come out, stretches are ordered by weight, within the text and disjoint."""
    draw = np.random.default_rng(seed)
    spans = spans_by_occlusion(Example(id="x", text=text), lambda batch: draw.normal(size=len(batch)).tolist())
    assert len(spans) <= MOST_SPANS
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert [span.weight for span in spans] == sorted((span.weight for span in spans), reverse=True)
    in_place = sorted(spans, key=lambda span: span.start)
    assert all(a.end <= b.start for a, b in pairwise(in_place))


# An encoder reads each of these some hundred times.
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=any_text, context=any_text)
def test_every_classifier_marks_within_the_text(classifier, text, context):
    """Of any text each classifier marks stretches that lie in it and weigh something."""
    for label in classifier.labels:
        spans = classifier.spans(Example(id="x", text=text, context=context), label)
        assert all(0 <= span.start < span.end <= len(text) and 0 < span.weight < np.inf for span in spans)


def test_an_unknown_label_is_refused(classifier):
    """A label that the model does not score has no stretches to give."""
    with pytest.raises(KeyError, match="charm"):
        classifier.spans(Example(id="x", text="some words"), "charm")


# Every fifth post of the gate: all of them take most of a minute, and other stretches beyond some dozen a post say no more.
SAMPLED, OTHERS = 5, 12


def test_without_the_top_stretch_the_score_falls_more_than_without_another():
    """Over flags of the gate, against other stretches of that length and against their mean.

    Of the model of November 2026 97 % of comparisons were won over all flags of the gate, and against the mean all of 68. A label
    can hang on what a post answers alone, so that no own word lowers the score: that held for one flag of 265.
    """
    model = classifiers.load()
    better, compared, unmarked = [], [], 0
    for sample in read_samples(GATE)[::SAMPLED]:
        example = Example(id="x", text=sample.text, context=sample.context)
        for label in next(iter(model.score([example]))).labels:
            top = next(iter(model.spans(example, label)), None)
            if top is None:
                unmarked += 1
                continue
            fall, others = _falls(model, example, label, top)
            if others:
                better.append(fall > np.mean(others))
                compared += [fall > other for other in others]
    assert unmarked <= 0.01 * len(better)
    assert len(better) > 40
    assert np.mean(better) >= 0.95
    assert np.mean(compared) >= 0.9


def _falls(model, example, label, top):
    """Give how far the logit falls without the top stretch, and without other stretches of that length all over the post."""
    text, place = example.text, model.labels.index(label)
    length = top.end - top.start
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    others = [at for at in starts if at + length <= len(text) and (at + length <= top.start or at >= top.end)]
    others = others[:: -(-len(others) // OTHERS) or 1]
    without = [Example(id="x", text=text[:at] + text[at + length :], context=example.context) for at in others]
    cut = Example(id="x", text=text[: top.start] + text[top.end :], context=example.context)
    values = np.clip(model.values([example, cut, *without])[:, place], 1e-6, 1 - 1e-6)
    logits = np.log(values / (1 - values))
    return logits[0] - logits[1], (logits[0] - logits[2:]).tolist()
