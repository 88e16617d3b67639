"""The words of a thread as numbers, and where runs of the same words stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

# Letters of scripts without spaces between words count as words each, or a Chinese sentence would be one word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
WORD = re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]")
# Five words in a row: of 4 to 6, measured on the Internet Argument Corpus, quality is the same and five the fastest.
LENGTH = 5
# Odd constants with well-spread bits (from xxHash and SplitMix64); a collision is found out when words are compared.
MIX = np.uint64(0xFF51AFD7ED558CCD)
PLACES = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0x94D049BB133111EB],
    dtype=np.uint64,
)
# Looked at of one quote, and of one shingle: a phrase that stands in a thousand posts tells nothing of where it is from.
MAX_SHINGLES = 64
MAX_PLACES = 32
# Words compared at once, growing: most runs end within the first step.
STEP = 32


class Shingles:
    """The words of several texts in one row of numbers.

    `tokens` holds a number for each word, the texts one after another with a mark between two that equals no word.
    `groups` holds for each place the number of the `LENGTH` words that begin there, or -1 where they stand nowhere
    else; `places` is in how many places each of these stands, ending with a 1 for -1. `begins[t]` is where text t begins; `lines[t]` are the places where its lines begin, and its end.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        known = _Numbers()
        rows: list[list[int]] = []
        self.lines: list[list[int]] = []
        begins = [0]
        for number, text in enumerate(texts):
            place, row, lines = begins[-1], list[int](), list[int]()
            for line in text.casefold().split("\n"):
                lines.append(place + len(row))
                row.extend(map(known.__getitem__, WORD.findall(line)))
            lines.append(place + len(row))
            row.append(-1 - number)
            rows.append(row)
            self.lines.append(lines)
            begins.append(place + len(row))
        self.begins = begins
        self.tokens: Numbers = np.fromiter((n for row in rows for n in row), dtype=np.int64, count=begins[-1])
        self.text_of: Numbers = np.repeat(np.arange(len(rows)), np.diff(np.array(begins)))
        lengths = np.fromiter(map(len, known), dtype=np.int64, count=len(known))
        letters = (
            np.where(self.tokens >= 0, lengths[np.maximum(self.tokens, 0)], 0)
            if len(known)
            else np.zeros_like(self.tokens)
        )
        self._letters: Numbers = np.concatenate([np.zeros(1, np.int64), np.cumsum(letters)])
        self.groups, self.places = _groups(self.tokens)
        self.count = len(self.places) - 1

    def letters(self, start: int, end: int) -> int:
        """Give how many letters the words from `start` to `end` (not included) have."""
        return int(self._letters[end] - self._letters[start])

    def sharing(self, text: int) -> Iterator[tuple[int, int]]:
        """Give the texts that hold the same shingles as this one, each with how many, itself too.

        At most `MAX_SHINGLES` shingles, spread evenly, and of each the first and last `MAX_PLACES` places are looked at.
        """
        groups = self.groups[self.begins[text] : self.begins[text + 1]]
        groups = np.unique(groups[groups >= 0])
        groups = groups[:: len(groups) // MAX_SHINGLES + 1]
        order, bounds = self._by_group
        found = [np.unique(self.text_of[_ends(order[bounds[group] : bounds[group + 1]])]) for group in groups.tolist()]
        if found:
            texts, counts = np.unique(np.concatenate(found), return_counts=True)
            yield from zip(texts.tolist(), counts.tolist(), strict=True)

    @cached_property
    def _by_group(self) -> tuple[Numbers, Numbers]:
        """All places in the order of their shingles' numbers, and where each number's begin."""
        order = np.argsort(self.groups, kind="stable")
        return order, np.searchsorted(self.groups[order], np.arange(self.count + 1))

    def run(self, here: int, there: int, end: int) -> int:
        """Give how many words from `here` on, up to `end`, are the same as those from `there` on."""
        count, step = 0, STEP
        while here + count < end:
            one = self.tokens[here + count : min(here + count + step, end)]
            other = self.tokens[there + count : there + count + len(one)]
            differ = one[: len(other)] != other
            first = int(differ.argmax()) if len(other) else 0
            if not len(other) or differ[first]:
                return count + first
            count += len(other)
            step *= 4
        return count


def _ends(places: Numbers) -> Numbers:
    return places if len(places) <= 2 * MAX_PLACES else np.concatenate([places[:MAX_PLACES], places[-MAX_PLACES:]])


class _Numbers(dict[str, int]):
    """Gives each new word the next number."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _groups(tokens: Numbers) -> tuple[Numbers, Numbers]:
    """Give the number of each place's shingle, -1 for those that stand once, and in how many places each stands."""
    groups = np.full(len(tokens), -1, np.int64)
    places = len(tokens) - LENGTH + 1
    if places <= 0:
        return groups, np.ones(1, np.int64)
    mixed = (tokens.astype(np.uint64) + np.uint64(1)) * MIX
    mixed ^= mixed >> np.uint64(33)
    hashes = np.zeros(places, np.uint64)
    for place, factor in enumerate(PLACES):
        hashes += mixed[place : place + places] * factor
    _, number, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    often = counts > 1
    renumbered = np.cumsum(often) - 1
    groups[:places] = np.where(often[number], renumbered[number], -1)
    return groups, np.append(counts[often], 1)
