"""How work grows with what it is given, by what no busy machine changes: calls that are counted, and a guard against hanging."""

from __future__ import annotations

import cProfile
import pstats
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

# Twice the size makes twice the calls in linear time and four times in quadratic; the rest is for what is done once.
LINEAR = 2.3
# Of processor time. Hostile input of some hundred thousand letters is read in a hundredth of this, and takes minutes where a
# pattern tries each beginning with each end: what is between them is no matter of the machine.
HANGING_SECONDS = 30.0


def calls(work: Callable[[], object]) -> int:
    """Give how many functions are called by some work, those written in C included; what a pattern tries is no call."""
    with cProfile.Profile() as profile:
        work()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # No stub has it.


def growth(prepared: Callable[[int], Callable[[], object]], size: int) -> float:
    """Give how many times the calls it takes to do twice as much.

    `prepared` gives the work for a size; only what that does is counted.
    """
    # What is loaded once is not counted with the smaller of the two; another size, for what was read last may be kept.
    prepared(max(1, size // 2))()
    once = calls(prepared(size))
    return calls(prepared(2 * size)) / once


@contextmanager
def hang_guard() -> Iterator[None]:
    """Fail what hangs: patterns that try everything are stopped in the middle of it."""

    def stop(*_: object) -> None:
        pytest.fail(f"this took {HANGING_SECONDS:.0f} seconds of the processor and had not ended")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, HANGING_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def assert_linear(read: Callable[[str], object], piece: str, *, letters: int = 400_000) -> None:
    """Fail where text made of one piece over and over is not read in linear time.

    The calls are counted on a twentieth of it; what patterns try is no call, so all of it has to end.
    """
    grown = growth(lambda count: lambda: read(piece * count), max(1, letters // 20 // len(piece)))
    assert grown < LINEAR, f"twice of {piece[:20]!r} took {grown:.2f} times the calls"
    with hang_guard():
        read(piece * (letters // len(piece)))
