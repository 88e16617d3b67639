"""Fits the first step: scikit-learn TF-IDF over own words with logistic regression, one head a label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from nltk.tokenize import WordPunctTokenizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from analyzer.classifiers import words
from analyzer.classifiers.terms import TermWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.training.vectors import WordVectors

Sentences = list[list[str]]


def part(text: str) -> Sentences:
    """Give a text's sentences of tokens by NLTK's tokenizer."""
    return words.sentences(text, WordPunctTokenizer().tokenize)


def distinct_words(sentences: Sentences) -> list[str]:
    """Give each token of a text once."""
    return list(dict.fromkeys(token for tokens in sentences for token in tokens))


def distinct_pairs(sentences: Sentences) -> list[str]:
    """Give each pair of neighbours of a text once."""
    return list(dict.fromkeys(pair for tokens in sentences for pair in words.pairs(tokens)))


def all_grams(sentences: Sentences) -> list[str]:
    """Give the character runs of each distinct word of a text."""
    return [gram for token in distinct_words(sentences) for gram in words.grams(token)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Fitted vectorizers, word vectors and the scale of each block: what turns texts into columns.

    Counts are of distinct words and a row is divided by the square root of their number, in place of the usual L2
    norm: a text's score is then a sum over its terms, which is what makes scoring fast. Measured on the forum posts
    the two were within .01 average precision of each other.
    """

    words: TfidfVectorizer
    pairs: TfidfVectorizer
    grams: TfidfVectorizer
    vectors: WordVectors
    scales: tuple[float, float, float, float]

    def columns(self, texts: Sequence[Sentences]) -> sp.csr_matrix:
        """Give a row a text: words, pairs, characters, vectors, each scaled."""
        blocks = [*(vectorizer.transform(texts) for vectorizer in (self.words, self.pairs, self.grams))]
        blocks.append(_vector_sums(texts, self.vectors))
        scaled = [block * scale for block, scale in zip(blocks, self.scales, strict=True)]
        return sp.csr_matrix(_row_scale(texts) @ sp.hstack(scaled))

    def fold(self, heads: tuple[str, ...], coefficients: NDArray[np.float64], bias: NDArray[np.float64]) -> TermWeights:
        """Give the weight of each term from the heads' coefficients, a row a column of `columns`."""
        counts = [len(self.words.vocabulary_), len(self.pairs.vocabulary_), len(self.grams.vocabulary_)]
        of_words, of_pairs, of_grams, of_vectors = np.split(coefficients, np.cumsum(counts))
        vectorizers = (self.words, self.pairs, self.grams)
        of_words, of_pairs, of_grams = (
            scale * vectorizer.idf_[:, None] * block
            for scale, vectorizer, block in zip(self.scales, vectorizers, (of_words, of_pairs, of_grams), strict=False)
        )
        terms = sorted({*self.words.vocabulary_, *self.vectors.words})
        rows = {word: row for row, word in enumerate(self.vectors.words)}
        leaning = self.scales[3] * (self.vectors.matrix @ of_vectors)
        weights = np.zeros((len(terms), len(heads)))
        for place, term in enumerate(terms):
            if term in self.words.vocabulary_:
                weights[place] += of_words[self.words.vocabulary_[term]]
            if term in rows:
                weights[place] += leaning[rows[term]]
            found = [self.grams.vocabulary_[gram] for gram in words.grams(term) if gram in self.grams.vocabulary_]
            if found:
                weights[place] += of_grams[found].sum(axis=0)
        return TermWeights(
            heads=heads,
            bias=bias.astype(np.float32),
            words=(terms, _rounded(weights)),
            pairs=(list(self.pairs.get_feature_names_out()), _rounded(of_pairs)),
            grams=(list(self.grams.get_feature_names_out()), _rounded(of_grams)),
        )


def fit_design(texts: Sequence[Sentences], vectors: WordVectors, *, least: int) -> Design:
    """Fit the vectorizers on texts; a term must stand in `least` of them, a pair or character run in a few more."""
    fitted = []
    # At most 90,000 pairs and 45,000 runs: with their weights about 6 MB of JSON.
    for analyzer, extra, most in ((distinct_words, 0, 60_000), (distinct_pairs, 1, 90_000), (all_grams, 3, 45_000)):
        vectorizer = TfidfVectorizer(
            analyzer=analyzer, norm=None, min_df=least + extra, max_features=most, dtype=np.float64
        )
        fitted.append(_fit(vectorizer, texts))
    blocks = [*(vectorizer.transform(texts) for vectorizer in fitted), _vector_sums(texts, vectors)]
    # Each block is brought to a mean row length of 1, words and pairs together, then characters to 0.5.
    row_scale = _row_scale(texts)
    together = _mean_length(row_scale @ sp.hstack(blocks[:2]))
    lengths = (together, together, _mean_length(row_scale @ blocks[2]) * 2, _mean_length(row_scale @ blocks[3]))
    scales = tuple(1 / length if length else 0.0 for length in lengths)
    return Design(
        words=fitted[0],
        pairs=fitted[1],
        grams=fitted[2],
        vectors=vectors,
        scales=(scales[0], scales[1], scales[2], scales[3]),
    )


def _fit(vectorizer: TfidfVectorizer, texts: Sequence[Sentences]) -> TfidfVectorizer:
    try:
        return vectorizer.fit(texts)
    except ValueError:
        # Too few texts for any term to stand often enough: a vocabulary of one impossible term keeps the block.
        vectorizer.set_params(vocabulary=["\t"], min_df=1, max_features=None)
        return vectorizer.fit(texts)


def fit_head(
    columns: sp.csr_matrix, answers: NDArray[np.float64], weights: NDArray[np.float64], *, strength: float
) -> tuple[NDArray[np.float64], float]:
    """Give the coefficients and the bias of one head; where all answers are alike, no coefficient and a low bias."""
    if len(set(answers.tolist())) < 2:  # noqa: PLR2004 - yes and no
        return np.zeros(columns.shape[1]), -3.0
    head = LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=0)
    head.fit(columns, answers, sample_weight=weights)
    return head.coef_[0], float(head.intercept_[0])


def _rounded(weights: NDArray[np.float64]) -> NDArray[np.float32]:
    return weights.astype(np.float16).astype(np.float32)


def _row_scale(texts: Sequence[Sentences]) -> sp.dia_matrix:
    return sp.diags([1 / np.sqrt(max(1, len(distinct_words(sentences)))) for sentences in texts])


def _mean_length(block: sp.csr_matrix) -> float:
    return float(np.sqrt(np.asarray(block.multiply(block).sum(axis=1))).mean())


def _vector_sums(texts: Sequence[Sentences], vectors: WordVectors) -> sp.csr_matrix:
    rows = {word: row for row, word in enumerate(vectors.words)}
    sums = np.zeros((len(texts), vectors.matrix.shape[1]))
    for place, sentences in enumerate(texts):
        found = [rows[token] for token in distinct_words(sentences) if token in rows]
        if found:
            sums[place] = vectors.matrix[found].sum(axis=0)
    return sp.csr_matrix(sums)
