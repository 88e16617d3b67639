"""The model measured on verdicts: right and wrong, calibration before and after, drift."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analyzer import training
from analyzer.annotations import Verdict
from analyzer.measuring import recalibration
from analyzer.measuring.drift import (
    LEAST_REFERENCE,
    MOST_WEEKS,
    chance_bound,
    monday,
    stability_index,
    weeks_of_scores,
    weeks_of_verdicts,
)
from analyzer.measuring.recalibration import FOLDS, LEAST_VERDICTS, Refit, Refusal, calibrated, equivalent, refit
from analyzer.measuring.verdicts import confuse, measure
from analyzer.store import DayOfScores, Judgement
from analyzer.training.metrics import calibration_error

START = datetime(2031, 3, 10, 12, tzinfo=UTC)
YES, NO, UNSURE = Verdict.YES, Verdict.NO, Verdict.UNSURE
BINS = 11


def judged(score, verdict, *, thread=0, label="denial", day=0):
    """Give a verdict."""
    return Judgement(
        thread_id=f"h/{thread}",
        post_id=f"{score}-{day}",
        label=label,
        verdict=verdict,
        score=score,
        judged_at=START + timedelta(days=day),
    )


def drawn(count, *, slope=1.0, offset=0.0, threads=30, seed=4):
    """Give verdicts on random scores whose true probability is another logistic function of the score."""
    random = np.random.default_rng(seed)
    scores = random.uniform(0.02, 0.98, count)
    yes = random.random(count) < calibrated(scores, slope=slope, offset=offset)
    return [
        judged(float(score), YES if is_yes else NO, thread=number % threads)
        for number, (score, is_yes) in enumerate(zip(scores, yes, strict=True))
    ]


def test_nothing_judged_measures_nothing():
    """Without a verdict of yes or no there are no figures, and none is made up."""
    for found in ([], [judged(0.9, UNSURE)], [judged(0.9, YES, label="sarcasm")]):
        measured = measure(found, "denial", threshold=0.5)
        assert (measured.outcome, measured.reliability, measured.threads) == (None, (), 0)
    assert measure([judged(0.9, UNSURE)], "denial", threshold=0.5).unsure == 1


def test_figures_are_counted_at_the_threshold():
    """A score at the threshold carries the label; unsure is left out of all figures and counted."""
    found = [
        judged(0.9, YES), judged(0.5, YES, thread=1), judged(0.8, NO, thread=1), judged(0.4, YES), judged(0.1, NO),
        judged(0.9, UNSURE), judged(0.9, NO, label="sarcasm"),
    ]  # fmt: skip
    measured = measure(found, "denial", threshold=0.5)
    told = measured.confusion
    assert (told.hits, told.false_alarms, told.misses, told.rejections) == (2, 1, 1, 1)
    assert (measured.unsure, measured.threads, measured.outcome.examples, measured.outcome.positives) == (1, 2, 5, 3)
    assert measured.outcome.precision.value == told.precision == pytest.approx(2 / 3)
    assert measured.outcome.recall.value == told.recall == pytest.approx(2 / 3)
    assert measured.outcome.f1.value == pytest.approx(2 / 3)
    assert measured.outcome.brier.value == pytest.approx((0.01 + 0.25 + 0.64 + 0.36 + 0.01) / 5)


def test_a_share_of_nothing_is_no_number():
    """Where the model gave no label there is no precision, where people gave none no recall."""
    told = confuse([judged(0.1, NO)], "denial", threshold=0.5)
    assert np.isnan([told.precision, told.recall]).all()


def test_verdicts_of_one_thread_have_an_interval():
    """Draws of the one thread would all be the same: posts are drawn instead, and the interval has a width."""
    found = [judged(0.9, verdict) for verdict in (YES, NO, YES, YES, NO, YES)]
    precision = measure(found, "denial", threshold=0.5).outcome.precision
    assert precision.low < precision.value < precision.high


@settings(max_examples=15, deadline=None)
@given(some.lists(some.tuples(some.floats(0, 1), some.booleans(), some.integers(0, 3)), min_size=1, max_size=40))
def test_every_verdict_is_in_one_bin_and_one_cell(rows):
    """Whatever the scores, no verdict is lost or counted twice, and shares lie within their intervals."""
    found = [judged(score, YES if is_yes else NO, thread=thread) for score, is_yes, thread in rows]
    measured = measure(found, "denial", threshold=0.5)
    told = measured.confusion
    assert told.hits + told.false_alarms + told.misses + told.rejections == len(rows)
    assert sum(one.bin.posts for one in measured.reliability) == len(rows)
    assert all(one.share.low <= one.share.value <= one.share.high for one in measured.reliability)
    assert all(one.share.value == pytest.approx(one.bin.share) for one in measured.reliability)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "of yes there are 0 from 0."),
        ([judged(0.9, YES, thread=n) for n in range(LEAST_VERDICTS)], "of no there are 0 from 0."),
        ([judged(n / 40, (YES, NO)[n % 2], thread=n // 2 % (FOLDS - 1)) for n in range(40)], "there are 20 from 4."),
    ],
)
def test_too_few_verdicts_are_refused_with_a_number(found, words):
    """The sentence says how many are needed, and how many there are of the kind that lacks."""
    refused = refit(found, "denial", threshold=0.5)
    assert isinstance(refused, Refusal)
    assert refused.why.startswith("Needs at least 20 verdicts of yes and 20 of no, each from 5 threads")
    assert refused.why.endswith(words)


def test_scores_that_run_the_wrong_way_are_refused():
    """Where higher scores go with fewer yes there is no monotone calibration to be had."""
    found = [replace(one, verdict=NO if one.verdict is YES else YES) for one in drawn(300)]
    assert "no more yes" in refit(found, "denial", threshold=0.5).why


def test_a_calibration_that_is_off_is_found_and_mended():
    """The fit finds the function that the verdicts were drawn from, and probabilities of unseen threads are better."""
    fitted = refit(drawn(1500, slope=1.6, offset=-1.2), "denial", threshold=0.5)
    assert isinstance(fitted, Refit)
    assert (fitted.slope, fitted.offset) == (pytest.approx(1.6, abs=0.25), pytest.approx(-1.2, abs=0.25))
    assert fitted.change.high < 0
    assert (fitted.after.brier < fitted.before.brier, fitted.after.error < fitted.before.error) == (True, True)
    assert fitted.equivalent == equivalent(0.5, slope=fitted.slope, offset=fitted.offset)
    assert fitted.equivalent > 0.6
    assert fitted.is_within


def test_a_calibration_that_holds_is_not_said_to_be_better():
    """Where scores are right as they are, the interval of the change holds 0."""
    change = refit(drawn(600), "denial", threshold=0.5).change
    assert change.low < change.value < change.high
    assert change.high > 0


def test_after_is_measured_on_unseen_threads(monkeypatch):
    """Each fold is fitted on part of the verdicts: the calibration is not measured on what it has seen."""
    fitted_on = []
    monkeypatch.setattr(
        recalibration, "platt", lambda odds, answers, **_: fitted_on.append(len(answers)) or (1.0, odds.sum() * 0)
    )
    refit(drawn(300), "denial", threshold=0.5)
    assert fitted_on[0] == 300
    assert len(fitted_on) == 1 + FOLDS
    assert sum(300 - count for count in fitted_on[1:]) == 300


def test_verdicts_parted_cleanly_give_a_finite_slope():
    """A few verdicts that a threshold happens to part do not make every score 0 or 1."""
    found = [judged(0.2 + n / 1000, NO, thread=n % 6) for n in range(25)]
    found += [judged(0.7 + n / 1000, YES, thread=n % 6) for n in range(25)]
    fitted = refit(found, "denial", threshold=0.5)
    assert 0 < fitted.slope < 10
    assert not replace(fitted, equivalent=0.9).is_within


@settings(deadline=None)
@given(
    some.floats(0.001, 0.999), some.floats(0.01, 0.99), some.floats(0.2, 5), some.floats(-3, 3),
)  # fmt: skip
def test_equivalent_thresholds_give_the_same_posts(score, threshold, slope, offset):
    """A score reaches the equivalent threshold exactly where its new probability reaches the old one."""
    limit = equivalent(threshold, slope=slope, offset=offset)
    assert 0 <= limit <= 1
    # Four digits are kept: what lies nearer than that is told either way.
    if abs(score - limit) > 1e-4:
        (after,) = calibrated(np.asarray([score]), slope=slope, offset=offset)
        assert (score >= limit) == (after >= threshold)


def spread(day, *counts, over=0, total=0.0, label="denial"):
    """Give the scores of a day."""
    bins = (*counts, *([0] * (BINS - len(counts))))
    return DayOfScores(label=label, day=day, bins=bins, over=over, total=total)


def test_weeks_are_held_against_the_first_that_hold_enough():
    """The first weeks that hold 200 posts together have no index; later ones do, and a shift is told from chance."""
    first = date(2031, 3, 10)
    days = [
        spread(first, 60, 40, over=10, total=20.0),
        spread(first + timedelta(days=6), 0, 20, over=2, total=8.0),
        spread(first + timedelta(days=7), 80, 40),
        spread(first + timedelta(days=14), 130, 90),
        spread(first + timedelta(days=21), 10, 10, 200),
        spread(first, 5, label="sarcasm"),
    ]
    weeks = weeks_of_scores(days, "denial")
    assert [(week.start, week.posts) for week in weeks] == [
        (first, 120), (first + timedelta(days=7), 120), (first + timedelta(days=14), 220),
        (first + timedelta(days=21), 220),
    ]  # fmt: skip
    assert [week.shift is None for week in weeks] == [True, True, False, False]
    assert [week.is_shifted for week in weeks] == [False, False, False, True]
    assert (weeks[0].over, weeks[0].mean) == (0.1, pytest.approx(28 / 120))
    assert weeks_of_scores([], "denial") == ()
    assert sum(week.posts for week in weeks[:2]) >= LEAST_REFERENCE


@settings(deadline=None)
@given(some.lists(some.integers(0, 500), min_size=11, max_size=11).filter(any))
def test_the_index_of_the_same_scores_is_nothing(counts):
    """Against itself a week has index 0, against any other one no less."""
    same = np.asarray(counts)
    assert stability_index(same, same) == pytest.approx(0)
    assert stability_index(same, same[::-1]) >= 0


def test_chance_exceeds_its_bound_once_in_twenty():
    """Of weeks drawn from the same scores about one in twenty lies above the bound."""
    random = np.random.default_rng(1)
    shares = np.full(BINS, 1 / BINS)
    draws = random.multinomial(2000, shares, size=(1000, 2))
    above = [stability_index(*pair) > chance_bound(2000, 2000, bins=BINS) for pair in draws]
    assert 0.025 < np.mean(above) < 0.08


@settings(deadline=None)
@given(some.dates())
def test_every_day_has_its_monday(day):
    """Also the first days there are."""
    assert monday(day).weekday() == 0 or monday(day) == date.min
    assert 0 <= (day - monday(day)).days < 7


def test_agreement_follows_the_week_of_the_verdict():
    """A verdict counts in the week it was given; unsure and gold answers, which have no time, in none."""
    found = [
        judged(0.9, YES), judged(0.9, NO, day=6, thread=1), judged(0.1, NO, day=6), judged(0.1, NO, day=7),
        judged(0.9, UNSURE), replace(judged(0.9, YES), judged_at=None),
    ]  # fmt: skip
    first, second = weeks_of_verdicts(found, "denial", threshold=0.5)
    assert (first.start, first.verdicts, first.agreement.value) == (date(2031, 3, 10), 3, pytest.approx(2 / 3))
    assert (first.given, first.confirmed.value) == (2, 0.5)
    assert first.agreement.low < 2 / 3 < first.agreement.high
    assert (second.verdicts, second.agreement.value, second.given) == (1, 1.0, 0)
    assert np.isnan(second.confirmed.value)


def test_years_of_weeks_are_cut_to_the_latest():
    """A page shows two years; the first weeks stay what they are held against."""
    first = date(2020, 1, 6)
    days = [spread(first + timedelta(weeks=n), 150, 100) for n in range(150)]
    weeks = weeks_of_scores(days, "denial")
    assert (len(weeks), weeks[-1].start) == (MOST_WEEKS, days[-1].day)
    assert all(week.shift == pytest.approx(0) for week in weeks)
    found = [judged(0.9, YES, day=7 * n) for n in range(150)]
    assert len(weeks_of_verdicts(found, "denial", threshold=0.5)) == MOST_WEEKS


def test_the_smoothed_error_is_the_one_of_the_evaluation():
    """Calibration error and Brier score are those of `analyzer.training.metrics`, on the verdicts as they are."""
    found = drawn(200)
    fitted = refit(found, "denial", threshold=0.5)
    answers = np.asarray([one.verdict is YES for one in found], dtype=np.int64)
    scores = np.asarray([one.score for one in found])
    assert fitted.before.error == pytest.approx(calibration_error(answers, scores))
    assert fitted.before.brier == pytest.approx(measure(found, "denial", threshold=0.5).outcome.brier.value)


def test_measures_wait_for_no_library_that_fits():
    """The model page shows its figures at once: scikit-learn is loaded where something is fitted, and not before."""
    program = (
        "import sys; import analyzer.measuring.drift, analyzer.measuring.verdicts; "
        "assert not {'sklearn', 'scipy.stats'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_what_training_names_is_there():
    """Names that are loaded late are those named, and no other."""
    assert all(getattr(training, name).__name__ == name for name in training.__all__)
    with pytest.raises(AttributeError, match="no attribute 'evaluatee'"):
        _ = training.evaluatee
