"""The learning rate rises and falls once a round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.training.encoder.schedule import rate_at, round_of


@pytest.mark.parametrize(
    ("epoch", "epochs", "restarts", "expected"),
    [
        (0, 4, (), range(4)),
        (3, 4, (), range(4)),
        (2, 6, (3,), range(3)),
        (3, 6, (3,), range(3, 6)),
        (5, 6, (3, 4), range(4, 6)),
        (1, 3, (0, 3, 9), range(3)),
    ],
)
def test_rounds(epoch, epochs, restarts, expected):
    """A restart cuts the training in two; one before the first epoch or after the last does nothing."""
    assert round_of(epoch, epochs=epochs, restarts=restarts) == expected


@given(st.integers(1, 50), st.lists(st.integers(-3, 60), max_size=5), st.data())
def test_every_epoch_is_in_its_round(epochs, restarts, data):
    """Rounds part the epochs: each holds the epoch that was asked for, and stays inside the training."""
    epoch = data.draw(st.integers(0, epochs - 1))
    found = round_of(epoch, epochs=epochs, restarts=restarts)
    assert epoch in found
    assert 0 <= found.start < found.stop <= epochs
    assert round_of(found.start, epochs=epochs, restarts=restarts) == found


@given(st.floats(0, 1))
def test_the_rate_is_a_share(place):
    """It begins and ends at 0 and never passes the highest."""
    assert 0 <= rate_at(place) <= 1
    assert rate_at(0) == rate_at(1) == 0
