"""Scores texts by the weights of their words, word pairs and characters: the same sum as the fitted TF-IDF model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzer.classifiers import words
from analyzer.classifiers.modelfiles import pack, unpack
from analyzer.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Words that the model has not met are weighed by their characters and kept; 50,000 of them take about 6 MB.
_KEPT_WORDS = 50_000
_LONGEST_KEPT = 64
# What stands between blanks is cut into words once; looking it up again takes a tenth of the time. The first million
# words of forum posts bring 61,000; with room for fewer than that they were cut anew again and again. 200,000 take about
# 35 MB.
_KEPT_CHUNKS = 200_000
# The rows of a sentence's start and end, and how far a row is shifted where two numbers are joined into one.
_START, _END = 0, 1
_SHIFT = 31
_NEVER = (1 << _SHIFT) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the heads say of a batch of texts: logits, a row a text and a column a head.

    `whole` is of the whole text, `peak` the highest of its sentences, `sizes` the count of different words. A text
    without tokens has zeros.
    """

    whole: NDArray[np.float32]
    peak: NDArray[np.float32]
    sizes: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWeights:
    """The weights of one model: for each kind of term its names, and a matrix with a row a name and a column a head."""

    heads: tuple[str, ...]
    bias: NDArray[np.float32]
    words: tuple[Sequence[str], NDArray[np.float32]]
    pairs: tuple[Sequence[str], NDArray[np.float32]]
    grams: tuple[Sequence[str], NDArray[np.float32]]

    def to_parts(self) -> dict[str, dict[str, Any]]:
        """Give the weights as parts of a model's files, rounded to 16 bits."""
        parts: dict[str, dict[str, Any]] = {"heads": {"heads": list(self.heads), "bias": pack(self.bias, "float32")}}
        for name in ("words", "pairs", "grams"):
            terms, matrix = getattr(self, name)
            parts[name] = {"terms": "\n".join(terms), "weights": pack(matrix)}
        return parts

    @classmethod
    def from_parts(cls, parts: Mapping[str, Mapping[str, Any]], *, where: str) -> TermWeights:
        """Give the weights from a model's files.

        Raises:
            ModelError: if a part is missing, or names and weights do not fit each other.
        """
        remedy = "train the model again or install the package again"
        try:
            heads = tuple(str(head) for head in parts["heads"]["heads"])
            bias = unpack(parts["heads"]["bias"], shape=(len(heads),), where=where)
            tables = {}
            for name in ("words", "pairs", "grams"):
                terms = parts[name]["terms"].split("\n") if parts[name]["terms"] else []
                tables[name] = (terms, unpack(parts[name]["weights"], shape=(len(terms), len(heads)), where=where))
                if len(set(terms)) != len(terms):
                    raise ModelError(f"the {name} hold a name twice", where=where, remedy=remedy)
        except (KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"the model lacks {error}", where=where, remedy=remedy) from error
        return cls(heads=heads, bias=bias, **tables)


class _Chunks(dict[str, tuple[int, ...]]):
    """The rows of chunks met before; a new one is cut, and kept where it is not overlong."""

    def __init__(self, cut: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        """Cut a chunk that was not met before."""
        rows = self._cut(chunk)
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = rows
        return rows


class TermTable:
    """Adds up the weights of texts' terms, a batch at a time, remembering the words it has met."""

    def __init__(self, weights: TermWeights) -> None:
        """Lay all weights into one matrix: sentence ends, words, pairs, then room for words not met before."""
        self.heads = weights.heads
        self._bias = weights.bias
        self._known = {words.START: _START, words.END: _END}
        self._known.update(
            zip(weights.words[0], range(len(self._known), len(self._known) + len(weights.words[0])), strict=True)
        )
        self._rows = dict(self._known)
        self._grams = dict(zip(weights.grams[0], range(len(weights.grams[0])), strict=True))
        self._gram_weights = weights.grams[1]
        places = [self._pair_key(pair) for pair in weights.pairs[0]]
        order = np.argsort(np.asarray(places, dtype=np.int64), kind="stable")
        # The last key is above all others, so that a search always finds a place.
        self._pair_keys = np.append(np.asarray(places, dtype=np.int64)[order], np.iinfo(np.int64).max)
        self._first_pair = len(self._known)
        self._first_kept = self._first_pair + len(places)
        ends = np.zeros((2, len(self.heads)), dtype=np.float32)
        room = np.zeros((1024, len(self.heads)), dtype=np.float32)
        self._matrix = np.concatenate([ends, weights.words[1], weights.pairs[1][order], room])
        self._kept = 0
        self._chunks = _Chunks(self._met)

    def read(self, texts: Sequence[str]) -> Reading:
        """Give what the heads say of a batch of texts."""
        if self._kept > _KEPT_WORDS or len(self._chunks) > _KEPT_CHUNKS:
            self._rows, self._kept = dict(self._known), 0
            self._chunks.clear()
        rows, ends = self._cut(texts)
        whole = np.zeros((len(texts), len(self.heads)), dtype=np.float32)
        peak = np.zeros_like(whole)
        sizes = np.zeros(len(texts), dtype=np.float32)
        if len(rows):
            terms, homes = self._terms(rows)
            begun = np.append(0, np.cumsum(rows == _START))
            owners = np.repeat(np.arange(len(texts)), np.diff(begun[ends], prepend=0))
            filled, starts = np.unique(owners, return_index=True)
            of_sentences, _ = self._logits(terms, homes)
            peak[filled] = np.maximum.reduceat(of_sentences, starts, axis=0)
            whole[filled], sizes[filled] = self._logits(terms, owners[homes])
        return Reading(whole=whole, peak=peak, sizes=sizes)

    def _cut(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the rows of all texts' tokens, each sentence between `_START` and `_END`, and where each text ends."""
        rows: list[int] = []
        ends: list[int] = []
        known = self._chunks.__getitem__
        for text in texts:
            for line in words.lines(text):
                rows.append(_START)
                rows += chain.from_iterable(map(known, line.split()))
                if rows[-1] == _START:
                    rows.pop()
                else:
                    rows.append(_END)
            ends.append(len(rows))
        return np.asarray(rows, dtype=np.int64), np.asarray(ends, dtype=np.int64)

    def _met(self, chunk: str) -> tuple[int, ...]:
        """Give the rows of a chunk's tokens and, where it ends its sentence, the marks between it and the next one."""
        rows = [self._rows[token] if token in self._rows else self._keep(token) for token in words.cut(chunk)]
        return (*rows, _END, _START) if chunk.endswith(words.ENDS) else tuple(rows)

    def _terms(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the rows of all words and known pairs, and for each the sentence it stands in."""
        homes = np.cumsum(rows == _START) - 1
        keys = (rows[:-1] << _SHIFT) + rows[1:]
        places = np.searchsorted(self._pair_keys, keys)
        hits = np.flatnonzero(self._pair_keys[places] == keys)
        spoken = np.flatnonzero(rows > _END)
        terms = np.concatenate([rows[spoken], places[hits] + self._first_pair])
        return terms, np.concatenate([homes[spoken], homes[hits]])

    def _logits(
        self, terms: NDArray[np.int64], homes: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give the logits of each home (a sentence or a text) from its different terms, and its count of words."""
        keys = np.sort((homes << _SHIFT) + terms)
        keys = keys[np.append(True, np.diff(keys) > 0)]
        home, term = keys >> _SHIFT, keys & ((1 << _SHIFT) - 1)
        starts = np.flatnonzero(np.append(True, np.diff(home) > 0))
        are_words = (term < self._first_pair) | (term >= self._first_kept)
        counts = np.add.reduceat(are_words.astype(np.float32), starts)
        sums = np.add.reduceat(self._matrix[term], starts, axis=0)
        logits = (sums / np.sqrt(counts)[:, None] + self._bias).astype(np.float32, copy=False)
        return logits, counts

    def _pair_key(self, pair: str) -> int:
        """Give the number that stands for a pair; one with a word that is not known can never be met."""
        left, _, right = pair.partition(" ")
        known = self._known
        return (known.get(left, _NEVER) << _SHIFT) + known.get(right, _NEVER)

    def _keep(self, token: str) -> int:
        """Weigh a word that was not met before by its characters; overlong ones are not remembered: that bounds memory."""
        row = self._first_kept + self._kept
        if row == len(self._matrix):
            room = np.zeros((max(1024, self._kept), len(self.heads)), dtype=np.float32)
            self._matrix = np.concatenate([self._matrix, room])
        found = [self._grams[gram] for gram in words.grams(token) if gram in self._grams]
        self._matrix[row] = self._gram_weights[found].sum(axis=0) if found else 0
        if len(token) <= _LONGEST_KEPT:
            self._rows[token] = row
        self._kept += 1
        return row
