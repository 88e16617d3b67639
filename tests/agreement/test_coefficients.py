"""Alpha and kappa: published examples, other programs, and what cannot be told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from analyzer.agreement import Caveat, alpha, kappa
from analyzer.agreement.coefficients import RESAMPLES, SEED

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C; a dot is a missing answer.
MEG, OWEN = "0100000010", "1110010000"
BEN, GERRY = "aabbdcccedda", "babbbccceddd"
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

ANSWERS = st.lists(st.lists(st.sampled_from("ynu"), max_size=4), max_size=60)
PAIRS = st.lists(st.tuples(st.sampled_from("yn"), st.sampled_from("yn")), min_size=10, max_size=60)


def by_post(*raters: str) -> list[list[str]]:
    return [[answer for answer in post if answer != "."] for post in zip(*raters, strict=True)]


@pytest.mark.parametrize(
    ("answers", "published"),
    [(by_post(MEG, OWEN), 0.095), (by_post(BEN, GERRY), 0.692), (by_post(*FOUR), 0.743)],
    ids=["two raters, yes or no", "two raters, five names", "four raters, answers missing"],
)
def test_alpha_is_the_published_one(answers, published):
    """Krippendorff's own worked examples for nominal data come out as he prints them."""
    assert round(alpha(answers).value, 3) == published


def test_kappa_is_the_published_one():
    """Two readers of 50 proposals: 20 times both yes, 15 times both no, 5 and 10 times not alike: .40."""
    pairs = ["yy"] * 20 + ["yn"] * 5 + ["ny"] * 10 + ["nn"] * 15
    found = kappa(pairs)
    assert (round(found.value, 10), found.alike, found.posts) == (0.4, 0.7, 50)


@given(pairs=PAIRS)
def test_kappa_is_that_of_scikit_learn(pairs):
    """The figure is scikit-learn's; it is told by nobody where all answers are the same."""
    found = kappa(pairs)
    sides = [len(set(side)) for side in zip(*pairs, strict=True)]
    if 1 in sides:
        same = len({answer for pair in pairs for answer in pair}) == 1
        assert (found.value, found.caveat) == (None, Caveat.ONE_ANSWER if same else Caveat.ONE_SIDED)
    else:
        assert found.value == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)), abs=1e-9)


@given(answers=ANSWERS)
def test_alpha_is_that_of_nltk(answers):
    """The figure is NLTK's, also where posts have different numbers of raters."""
    found = alpha(answers, least=0)
    told = [post for post in answers if len(post) > 1]
    assert found.posts == len(told)
    if len({answer for post in told for answer in post}) > 1:
        data = [(rater, place, answer) for place, post in enumerate(told) for rater, answer in enumerate(post)]
        assert found.value == pytest.approx(AnnotationTask(data=data).alpha(), abs=1e-9)
    else:
        assert found.value is None


@given(answers=ANSWERS, chance=st.randoms())
def test_the_order_of_posts_and_raters_changes_nothing(answers, chance):
    """The same posts give the same figures to the last digit, whoever comes first."""
    other = [chance.sample(post, len(post)) for post in answers]
    chance.shuffle(other)
    assert alpha(other) == alpha(answers)


@given(answers=ANSWERS)
def test_figures_are_in_their_ranges(answers):
    """A value lies within its interval's reach of -1 to 1, the share alike from 0 to 1, and nothing is both told and not."""
    found = alpha(answers)
    assert found.alike is None or 0 <= found.alike <= 1
    assert found.value is None or -1 <= found.value <= 1
    assert (found.low is None) == (found.high is None) == (found.caveat is not None)
    assert found.low is None or -1 <= found.low <= found.high <= 1


def test_an_interval_is_that_of_posts_drawn_one_by_one():
    """Drawing counts at once gives what drawing post after post gives, within what 1,000 draws differ by."""
    pairs = ["yy"] * 40 + ["nn"] * 30 + ["yn"] * 20 + ["ny"] * 10
    chance = random.Random(7)  # noqa: S311 (draws of a test, no secret)
    drawn = sorted(kappa(chance.choices(pairs, k=len(pairs))).value for _ in range(300))
    found = kappa(pairs)
    assert found.low == pytest.approx(drawn[7], abs=0.04)
    assert found.high == pytest.approx(drawn[-8], abs=0.04)
    assert found.low < found.value < found.high
    assert (RESAMPLES, kappa(pairs)) == (1000, found)
    assert SEED == 20110125


def test_an_interval_narrows_with_posts():
    """Ten times the posts, the same figure, a third of the width."""
    few, many = (kappa((["yy"] * 6 + ["nn"] * 6 + ["yn"] * 4) * times) for times in (1, 10))
    assert few.value == pytest.approx(many.value)
    assert 2.2 < (few.high - few.low) / (many.high - many.low) < 4.5


@pytest.mark.parametrize(
    ("pairs", "caveat", "value"),
    [
        ([], Caveat.FEW, None),
        (["yn"] * 9, Caveat.FEW, None),
        (["nn"] * 30, Caveat.ONE_ANSWER, None),
        (["nn"] * 30 + ["yy"] * 30, Caveat.NO_DIFFERENCE, 1.0),
        (["nn"] * 30 + ["ny", "yn"], Caveat.RARE_ANSWER, -0.02),
    ],
)
def test_what_cannot_be_told_is_said(pairs, caveat, value):
    """Few posts, one answer alone, an answer that most draws lack, and no difference at all have no interval."""
    for found in (kappa(pairs), alpha(pairs)):
        assert (found.caveat, found.low, found.high, found.posts) == (caveat, None, None, len(pairs))
        assert found.value is None if value is None else found.value == pytest.approx(value, abs=0.02)


def test_who_always_says_the_same_has_no_kappa():
    """It would be 0 whatever the other said, which looks like a finding and is none; alpha has no sides."""
    pairs = ["yy"] * 20 + ["yn"] * 10
    found = kappa(pairs)
    assert (found.value, found.caveat, found.posts) == (None, Caveat.ONE_SIDED, 30)
    assert alpha(pairs).value is not None


def test_answers_of_one_rater_say_nothing():
    """Posts with one answer or none are no posts of the comparison."""
    assert alpha([["y"], [], ["n"]] * 40).posts == 0
