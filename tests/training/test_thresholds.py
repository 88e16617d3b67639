"""Thresholds from calibrated probabilities."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyzer.training.thresholds import expected_threshold

SLACK = 0.05
VALUES = np.asarray([0.95, 0.9, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02])


def test_recall_asks_for_a_lower_threshold_than_precision():
    """The more a miss counts, the lower the threshold."""
    high, middle, low = (expected_threshold(VALUES, beta=beta) for beta in (0.5, 1.0, 2.0))
    assert high > middle > low


def expected_f1(cut):
    """Give the F1 to be expected of the labels from `cut` on."""
    given_label = VALUES[cut <= VALUES]
    return 2 * given_label.sum() / (len(given_label) + VALUES.sum())


def test_without_slack_the_best_expected_f1_is_reached():
    """No other cut between two values is expected to do better."""
    threshold = expected_threshold(VALUES, beta=1.0)
    assert expected_f1(threshold) == max(expected_f1(cut) for cut in VALUES)


def test_nearly_the_best_expected_f1_is_reached():
    """What is lost against the best cut is within the slack."""
    threshold = expected_threshold(VALUES, beta=1.0, slack=SLACK)
    assert expected_f1(threshold) >= (1 - SLACK) * max(expected_f1(cut) for cut in VALUES)


def test_no_lower_cut_does_as_well():
    """Of cuts within the slack the lowest is taken: each lower one is expected to lose more."""
    threshold = expected_threshold(VALUES, beta=1.0, slack=SLACK)
    best = max(expected_f1(cut) for cut in VALUES)
    assert all(expected_f1(cut) < (1 - SLACK) * best for cut in VALUES[threshold > VALUES])


def test_without_chances_there_is_nothing_to_choose():
    """Where nothing is likely at all, the middle is given."""
    assert expected_threshold(np.zeros(3), beta=1.0) == 0.5


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60), st.sampled_from([0.5, 1.0, 2.0]))
def test_a_threshold_is_a_share(values, beta):
    """Whatever the values, the threshold lies between 0 and 1."""
    assert 0 <= expected_threshold(np.asarray(values) / 1000, beta=beta) <= 1
