"""Texts part into the same words for training and scoring."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize import WordPunctTokenizer

from analyzer.classifiers import words
from analyzer.classifiers.terms import TermTable, TermWeights

NONE = np.zeros((0, 1), dtype=np.float32)
NO_WEIGHTS = TermWeights(heads=("x",), bias=NONE.sum(axis=0), words=([], NONE), pairs=([], NONE), grams=([], NONE))


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=200))
def test_tokens_are_those_of_nltk(text):
    """The pattern kept for speed gives what NLTK's tokenizer gives."""
    assert words.tokenize(text) == WordPunctTokenizer().tokenize(text)


def test_sentences_end_at_marks_and_lines():
    """A text parts at a mark before a space and at each line."""
    assert words.sentences("He left. She's here!\nWho? 3.5 km") == [
        ["he", "left", "."],
        ["she", "'", "s", "here", "!"],
        ["who", "?"],
        ["3", ".", "5", "km"],
    ]


def test_reported_speech_is_other_words():
    """Words between quotation marks never count as the author's own."""
    own, straight, curly = (words.sentences(text)[0] for text in ("vermin", '"vermin"', "“vermin”"))
    assert own == ["vermin"]
    assert words.SPEECH + "vermin" in straight
    assert words.SPEECH + "vermin" in curly
    assert "vermin" not in straight + curly


def test_disguises_are_undone():
    """Wide letters, marks of no width, curly apostrophes and links read as plain words."""
    assert words.sentences("\uff2b\uff49\uff4c\uff4c") == [["kill"]]
    assert words.sentences("ki\u200bll") == [["kill"]]
    assert words.sentences("don\u2019t") == words.sentences("don't") == [["do", "not"]]
    assert words.sentences("Let\u2019s go") == [["lets", "go"]]
    assert words.sentences("see https://example.org/a?b=c now") == [["see", "link", "now"]]


def test_spelling_games_are_undone():
    """Signs for letters, spaced, stretched and foreign letters read as plain words, here as in training."""
    assert words.sentences("K1ll th3m, k i l l th\u0435m!") == [["kill", "them", ",", "kill", "them", "!"]]
    assert words.sentences("killlll sooo goood") == [["kill", "so", "good"]]
    assert words.sentences("fun \U0001f525") == [["fun", "fire"]]


def test_listed_words_have_a_double_letter():
    """The list that decides between `killl` and `sooo` is plain, in order and without a word twice."""
    listed = words._DOUBLE_LETTERS.read_text(encoding="ascii").splitlines()
    assert listed == sorted(set(listed))
    assert all(any(a == b for a, b in pairwise(word)) for word in listed)
    assert (words.has_double_letter("kill"), words.has_double_letter("soo")) == (True, False)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec=None) | st.sampled_from(" .!\n\x1c"), max_size=60), max_size=4))
def test_remembered_chunks_give_the_same_words(texts):
    """Scoring, which remembers what stands between blanks, reads the sentences that training reads."""
    table = TermTable(NO_WEIGHTS)
    for _ in range(2):
        rows, ends = table._cut(texts)
        expected = []
        for text in texts:
            for tokens in words.sentences(text):
                expected += [0, *(table._rows.get(token, -1) for token in tokens), 1]
        assert ends.tolist() == sorted(ends.tolist())
        assert len(rows) == len(expected)
        assert all(row == known for row, known in zip(rows.tolist(), expected, strict=True) if known >= 0)


def test_pairs_mark_start_and_end():
    """The first and the last token pair with the sentence's ends."""
    assert words.pairs(["a", "b"]) == ["START a", "a b", "b END"]


def test_grams_stay_within_the_word():
    """Character runs mark the word's ends; single letters and punctuation have none."""
    assert words.grams("cat") == ["<ca", "cat", "at>", "<cat", "cat>", "<cat>"]
    assert words.grams("a") == words.grams("!!") == words.grams(words.SPEECH + "cat") == []
    assert len(words.grams("x" * 10_000)) < 80
