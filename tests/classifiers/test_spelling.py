"""Spelling games are undone before scoring, and every letter knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.classifiers.spelling import plain, plain_text

WORDS = {"kill", "so", "cool", "hate", "them"}


def known(word):
    return word in WORDS


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("k1ll th3m all", "kill them all"),
        ("I h4te you, n00bs", "I hate you, noobs"),
        ("you piece of $hit", "you piece of shit"),
        ("k i l l them", "kill them"),
        ("k.i.l.l them!", "kill them!"),
        ("k-i-l-l them", "kill them"),
        ("sooooo killlll", "so kill"),
        ("coooool", "cool"),
        ("k\u200bi\u200cl\ufeffl", "kill"),
        ("kil\u00adl", "kill"),
        ("k\u202eill", "kill"),
        ("\u041aill th\u0435m", "Kill them"),
        ("\uff4b\uff49\uff4c\uff4c", "kill"),
        ("z\u0336\u0308a\u0335l", "zal"),
        ("nice \U0001f644", "nice  face with rolling eyes "),
    ],
)
def test_games_are_undone(written, read):
    """What a reader reads is what is scored."""
    assert plain(written, known=known).text == read


@pytest.mark.parametrize(
    "text",
    [
        "plain words, nothing to undo.",
        "b2b, mp3, h2o, covid19, 4chan, the 2nd of 10",
        "@name and https://example.org/a1b2c3d",
        "$AAPL fell, $5 a share",
        "I am a fan, e.g. of tea",
        "keep the letters: book, committee",
        "Это русский текст",
        "",
    ],
)
def test_ordinary_writing_stays(text):
    """Numbers, addresses, shares and other alphabets are no games."""
    assert plain(text, known=known).text == text


def test_a_word_leads_back_to_what_was_written():
    """The stretch of a word is the stretch it was written in, signs without width and all."""
    written = "We should k\u200b1llll them"
    found = plain(written, known=known)
    start = found.text.index("kill")
    assert written[slice(*found.origin(start, start + 4))] == "k\u200b1llll"


@given(st.text(st.characters(codec=None), max_size=200))
def test_origins_stay_inside_and_in_order(text):
    """Whatever the text, each letter's stretch lies in the text, and later letters come from no earlier place."""
    found = plain(text)
    stretches = [found.origin(place, place + 1) for place in range(len(found.text))]
    assert all(0 <= start < end <= len(text) for start, end in stretches)
    assert [start for start, _ in stretches] == sorted(start for start, _ in stretches)


@given(st.text(st.sampled_from("abk1 .$!4-o\u200b\u0430"), max_size=80))
def test_undoing_twice_changes_nothing_of_letters(text):
    """A text without games left has nothing undone again but what joining brought together."""
    once = plain(text).text
    assert len(plain(once).text) <= len(once)


@given(
    st.text(st.characters(codec=None), max_size=200)
    | st.text(st.sampled_from("abkK1 .$!@4-o\u200b\u0430\u00e9\n"), max_size=80)
)
def test_the_quick_way_gives_the_same_text(text):
    """Scoring, which needs no offsets, reads the same words."""
    assert plain_text(text, known=known) == plain(text, known=known).text


@pytest.mark.parametrize(
    "text", ["a " * 50_000, "a1" * 50_000, "aaaa" * 25_000, "$a" * 50_000, "а" * 100_000, "k.i" * 33_000]
)
def test_long_games_take_linear_time(text):
    """100,000 characters made to be slow are done at once: a pattern that backtracks would take minutes."""
    assert plain(text, known=known).text == plain_text(text, known=known)
