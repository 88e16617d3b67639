"""What holds for every classifier, whatever it learned."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer import classifiers
from analyzer.annotations import Example
from analyzer.labels import LABEL_NAMES

ODD = [
    "",
    " \n\t ",
    "!!! ... ???",
    "😀🔥",
    "\x00\x00",
    "lone \ud800 surrogate",
    "שלום עולם, مرحبا بالعالم",
    "\u202eright to left\u202c",
    "\uff46\uff55\uff4c\uff4c \uff57\uff49\uff44\uff54\uff48",
    "z\u200be\u200br\u200bo width",
    "e\u0301" * 50,
    "中文没有空格的一句话",
    "a" * 5000,
    '"' * 999,
    "“" * 999,
]
any_text = st.text(st.characters(codec=None), max_size=300)


def one(classifier, text, context=""):
    return next(iter(classifier.score([Example(id="x", text=text, context=context)])))


def test_order_and_ids_are_kept(classifier):
    """One scoring comes for each example, in order, under its id."""
    examples = [Example(id=f"p{n}", text=f"post number {n}" * (n % 7)) for n in range(700)]
    assert [scoring.id for scoring in classifier.score(examples)] == [example.id for example in examples]


def test_scoring_reads_no_further_than_a_batch(classifier):
    """A stream is read as scorings are taken, never exhausted ahead."""
    taken = 0

    def stream():
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield Example(id=str(number), text="some words")

    assert next(iter(classifier.score(stream()))).id == "0"
    assert taken <= 2000


def test_no_examples_give_no_scorings(classifier):
    """An empty stream is no error."""
    assert list(classifier.score([])) == []


def test_labels_and_thresholds_fit(classifier):
    """Labels are known ones in the project's order, each with a threshold above 0 and at most 1."""
    assert list(classifier.labels) == [name for name in LABEL_NAMES if name in classifier.labels]
    assert set(classifier.thresholds) == set(classifier.labels)
    assert all(0 < value <= 1 for value in classifier.thresholds.values())


def test_languages_are_codes_and_subtypes_of_its_labels(classifier):
    """Each classifier was tested in a language at least, and gives subtypes of nothing but its labels."""
    assert classifier.languages
    assert all(len(code) == 2 for code in classifier.languages)
    assert set(classifier.subtyped) <= set(classifier.labels)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_scores_between_0_and_1(classifier, text):
    """No text, however odd, breaks scoring or leaves the range."""
    scoring = one(classifier, text, text)
    assert set(scoring.values) == set(classifier.labels)
    assert all(0 <= value <= 1 for value in scoring.values.values())
    assert scoring.labels == tuple(n for n in classifier.labels if scoring.values[n] >= classifier.thresholds[n])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=any_text, context=any_text)
def test_any_text_scores_between_0_and_1(classifier, text, context):
    """Whatever text and context are, every label gets a value of 0 to 1."""
    assert all(0 <= value <= 1 for value in one(classifier, text, context).values.values())


@pytest.mark.parametrize("text", ["", "   ", "?!", "😀"])
def test_text_without_words_earns_nothing(classifier, text):
    """Only own words can earn a label: without any, context changes nothing."""
    scoring = one(classifier, text, "Kill them all, the massacre never happened, you idiot.")
    assert set(scoring.values.values()) == {0.0}
    assert scoring.labels == ()


def test_a_post_scores_the_same_in_company(classifier):
    """A score does not hang on what else is in the batch."""
    texts = ["They never did it, it is staged.", "exactly", "A long sentence. And another one! And more?", "no"]
    examples = [Example(id=str(n), text=text, context=texts[n - 1]) for n, text in enumerate(texts)]
    together = list(classifier.score(examples * 100))
    for example, scoring in zip(examples, together[-4:], strict=True):
        assert next(iter(classifier.score([example]))).values == pytest.approx(scoring.values, abs=1e-4)


def test_a_huge_text_is_scored_whatever_it_repeats(classifier):
    """Texts of 100,000 characters made to be slow: a pattern that backtracks would take minutes."""
    for text in ("word " * 20_000, "a" * 100_000, '"' * 100_000, "“x" * 50_000, ". " * 50_000, "http" * 25_000):
        assert all(0 <= value <= 1 for value in one(classifier, text, text).values.values())


def test_a_saved_classifier_scores_the_same(classifier, tmp_path):
    """Saving and loading give the same model, by its hash and by its scores."""
    classifier.save(tmp_path / "copy")
    copy = classifiers.load(folder=tmp_path / "copy")
    examples = [Example(id="a", text="Burn them out", context="who?"), Example(id="b", text="exactly", context="no")]
    assert copy.model == classifier.model
    assert list(copy.score(examples)) == list(classifier.score(examples))
    assert (copy.labels, dict(copy.thresholds)) == (classifier.labels, dict(classifier.thresholds))
