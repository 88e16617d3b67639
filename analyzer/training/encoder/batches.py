"""Turns samples into batches of token ids: near pairs together, texts of like length together."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from analyzer.classifiers.windows import Window, windows
from analyzer.training.encoder.surroundings import surrounded

if TYPE_CHECKING:
    from analyzer.classifiers.wordpieces import WordPieces
    from analyzer.training.samples import Sample

# A batch ends with so many tokens, padding counted: on two cores larger ones were no faster a token.
BATCH_TOKENS = 3072
# Names of people, places and peoples in the contrast sets are changed for others in this share of rows, so that no
# event's name can stand for a label.
SWAPPED = 0.3
# So many rows are misspelt, as people do and as filters are dodged.
MISSPELT = 0.08
_NAME = re.compile(r"(?<=[a-z,;:)\"'] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?")
# What stands with a capital and is no name worth changing.
_NO_NAMES = frozenset("They There This That What When Where Which While With Would Your Have Just Only Even".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tensors of one step, a row a sample; `known` is 0 where a head's answer is not known."""

    ids: torch.Tensor
    segments: torch.Tensor
    mask: torch.Tensor
    answers: torch.Tensor
    known: torch.Tensor
    weights: torch.Tensor
    pairs: torch.Tensor


class Encoding:
    """Encodes samples by the base model's vocabulary."""

    def __init__(self, pieces: WordPieces, heads: Sequence[str]) -> None:
        """Take a vocabulary and the names of the heads in order."""
        self.pieces = pieces
        self.heads = tuple(heads)
        self.marks = pieces.marks

    def first_windows(self, samples: Sequence[Sample]) -> list[Window]:
        """Give the first window of each sample: labels are of the whole post, and most posts fit into one."""
        own = self.pieces.ids([sample.text for sample in samples])
        context = self.pieces.ids([sample.context for sample in samples])
        return [next(windows(a, b, self.marks)) for a, b in zip(own, context, strict=True)]

    def batch(self, samples: Sequence[Sample], cut: Sequence[Window], pairs: Sequence[int]) -> Batch:
        """Give one batch as tensors."""
        longest = max(len(window.ids) for window in cut)
        shape = (len(samples), longest)
        ids = np.full(shape, self.marks.pad, dtype=np.int64)
        segments, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        answers = np.zeros((len(samples), len(self.heads)), dtype=np.float32)
        known = np.zeros_like(answers)
        for row, (sample, window) in enumerate(zip(samples, cut, strict=True)):
            length = len(window.ids)
            ids[row, :length] = window.ids
            segments[row, window.own : length] = 1
            mask[row, :length] = 1
            for column, head in enumerate(self.heads):
                if head in sample.labels:
                    answers[row, column], known[row, column] = sample.labels[head], 1
        return Batch(
            ids=torch.from_numpy(ids),
            segments=torch.from_numpy(segments),
            mask=torch.from_numpy(mask),
            answers=torch.from_numpy(answers),
            known=torch.from_numpy(known),
            weights=torch.tensor([sample.weight for sample in samples]),
            pairs=torch.tensor(pairs),
        )

    def epoch(self, samples: Sequence[Sample], *, seed: int) -> list[Batch]:
        """Give an epoch's batches in random order; the rows of a near pair stand in one batch."""
        draw = random.Random(seed)  # noqa: S311 - an order, not a secret
        swapped = [_misspelt(sample, draw) for sample in _swapped(surrounded(samples, draw), draw)]
        cut = self.first_windows(swapped)
        units = _units(swapped, draw)
        units.sort(key=lambda unit: max(len(cut[row].ids) for row in unit) + 6 * draw.random())
        found = [
            self.batch([swapped[row] for row in rows], [cut[row] for row in rows], pairs)
            for rows, pairs in _packed(units, cut)
        ]
        draw.shuffle(found)
        return found


def plain_batches(encoding: Encoding, samples: Sequence[Sample]) -> Iterator[tuple[list[int], Batch]]:
    """Give batches for measuring, each with the rows it holds, texts of like length together."""
    cut = encoding.first_windows(samples)
    order = sorted(range(len(samples)), key=lambda row: len(cut[row].ids))
    for rows, pairs in _packed([[row] for row in order], cut):
        yield rows, encoding.batch([samples[row] for row in rows], [cut[row] for row in rows], pairs)


def _units(samples: Sequence[Sample], draw: random.Random) -> list[list[int]]:
    """Give rows that stay together: near pairs of the contrast sets, each row of the others alone.

    A row that is shown twice an epoch stands in two units.
    """
    pairs: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    met: dict[str, int] = defaultdict(int)
    alone = []
    for row, sample in enumerate(samples):
        if sample.pair:
            pairs[sample.source, sample.pair, met[sample.id]].append(row)
            met[sample.id] += 1
        else:
            alone.append([row])
    # A set whose rows all stand under one quote would fill a batch: at most six rows stay together.
    for rows in pairs.values():
        draw.shuffle(rows)
    together = [rows[start : start + 6] for rows in pairs.values() for start in range(0, len(rows), 6)]
    return alone + together


def _packed(units: Iterable[Sequence[int]], cut: Sequence[Window]) -> Iterator[tuple[list[int], list[int]]]:
    rows: list[int] = []
    pairs: list[int] = []
    longest = 0
    for number, unit in enumerate(units):
        longer = max(longest, *(len(cut[row].ids) for row in unit))
        if rows and longer * (len(rows) + len(unit)) > BATCH_TOKENS:
            yield rows, pairs
            rows, pairs = [], []
            longer = max(len(cut[row].ids) for row in unit)
        rows += unit
        pairs += [number if len(unit) > 1 else -1] * len(unit)
        longest = longer
    if rows:
        yield rows, pairs


def _swapped(samples: Sequence[Sample], draw: random.Random) -> list[Sample]:
    """Change names in some rows of the contrast sets for names of others, the same in own and quoted words."""
    pool = sorted({name for sample in samples if sample.pair for name in _names(sample)})
    changed = []
    for sample in samples:
        names = _names(sample) if sample.pair and pool and draw.random() < SWAPPED else []
        text, context = sample.text, sample.context
        for name in names:
            other = draw.choice(pool)
            text, context = text.replace(name, other), context.replace(name, other)
        changed.append(replace(sample, text=text, context=context) if names else sample)
    return changed


def _misspelt(sample: Sample, draw: random.Random) -> Sample:
    """Misspell a word or two in some rows: a letter dropped, doubled or changed with its neighbour."""
    if draw.random() >= MISSPELT:
        return sample
    words = sample.text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]  # noqa: PLR2004
    for place in draw.sample(long, min(len(long), 2)):
        word = words[place]
        at = draw.randrange(1, len(word) - 1)
        words[place] = draw.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    return replace(sample, text=" ".join(words))


def _names(sample: Sample) -> list[str]:
    found = {*_NAME.findall(sample.text), *_NAME.findall(sample.context)}
    return sorted(name for name in found if name not in _NO_NAMES)
