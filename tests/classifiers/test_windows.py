"""Long posts are read in overlapping windows, each with what the post answers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analyzer.classifiers.windows import CONTEXT_TOKENS, MOST_WINDOWS, OVERLAP, OWN_TOKENS, Marks, windows

MARKS = Marks(begin=1, end=2, pad=0, mask=3)


def test_a_short_post_is_one_window():
    """Own words stand first between their marks, the context after them."""
    (only,) = windows([10, 11], [20], MARKS)
    assert only.ids == (1, 10, 11, 2, 20, 2)
    assert (only.own, only.start) == (4, 0)


def test_without_context_nothing_stands_behind():
    """No second mark is set where nothing is answered."""
    (only,) = windows([10], [], MARKS)
    assert only.ids == (1, 10, 2)


def test_a_long_context_keeps_both_ends():
    """Of a long quote its first and its last words are kept."""
    (only,) = windows([10], list(range(100, 300)), MARKS)
    behind = only.ids[only.own : -1]
    half = CONTEXT_TOKENS // 2
    assert behind == (*range(100, 100 + half), *range(300 - half, 300))


@given(st.integers(0, 3000))
def test_every_token_is_read(length):
    """Windows cover a post from its start, overlap, and are never more than the most."""
    own = list(range(10, 10 + length))
    found = list(windows(own, [], MARKS))
    assert 1 <= len(found) <= MOST_WINDOWS
    read = {token for window in found for token in window.ids[1 : window.own - 1]}
    reach = OWN_TOKENS + (MOST_WINDOWS - 1) * (OWN_TOKENS - OVERLAP)
    assert read == set(own[:reach])
    assert all(b.start - a.start == OWN_TOKENS - OVERLAP for a, b in pairwise(found))
