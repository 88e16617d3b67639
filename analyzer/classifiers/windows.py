"""Cuts posts into the windows of tokens that the encoder reads: own words first, what they answer second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Tokens of own words and of context in a window. Of the forum posts 81 in 100 fit into one window.
OWN_TOKENS, CONTEXT_TOKENS = 96, 40
# Windows of a long post overlap by this much, so that no sentence is only ever seen cut in two.
OVERLAP = 32
# A post of more windows is judged by these many: its first ones. 24 windows are about 1,200 words.
MOST_WINDOWS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The ids of the tokens that begin, part, fill up and hide what is read."""

    begin: int
    end: int
    pad: int
    mask: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What the encoder reads at once: token ids, of which the first `own` (with their marks) are own words.

    `start` is the place of its first own token among the post's own tokens.
    """

    ids: tuple[int, ...]
    own: int
    start: int


def windows(own: Sequence[int], context: Sequence[int], marks: Marks) -> Iterator[Window]:
    """Give the windows of one post in order; each has the same context."""
    behind = _middle_out(context)
    tail = (*behind, marks.end) if behind else ()
    step = OWN_TOKENS - OVERLAP
    last = max(0, len(own) - OVERLAP)
    starts = [0] if len(own) <= OWN_TOKENS else list(range(0, last, step))[:MOST_WINDOWS]
    for start in starts:
        ids = (marks.begin, *own[start : start + OWN_TOKENS], marks.end)
        yield Window(ids=(*ids, *tail), own=len(ids), start=start)


def _middle_out(context: Sequence[int]) -> tuple[int, ...]:
    """Give a context's first and last tokens: what is claimed stands there, not in the middle."""
    if len(context) <= CONTEXT_TOKENS:
        return tuple(context)
    half = CONTEXT_TOKENS // 2
    return (*context[:half], *context[-half:])
