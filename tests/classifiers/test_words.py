"""Texts part into the same words for training and scoring."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize import WordPunctTokenizer

from analyzer.classifiers import words


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


def test_pairs_mark_start_and_end():
    """The first and the last token pair with the sentence's ends."""
    assert words.pairs(["a", "b"]) == ["START a", "a b", "b END"]


def test_grams_stay_within_the_word():
    """Character runs mark the word's ends; single letters and punctuation have none."""
    assert words.grams("cat") == ["<ca", "cat", "at>", "<cat", "cat>", "<cat>"]
    assert words.grams("a") == words.grams("!!") == words.grams(words.SPEECH + "cat") == []
    assert len(words.grams("x" * 10_000)) < 80
