"""Pseudonyms: the same for the same name, nothing without the key, and no name left in the words."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.errors import DataError
from analyzer.pseudonyms import Pseudonyms

KEY = bytes(range(32))
ONE = Pseudonyms(KEY)
NAMES = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=3, max_size=20)
    .map(str.strip)
    .filter(lambda name: len(name) >= 3)
)


def test_a_short_key_is_refused():
    """A key that could be found by trying is none."""
    with pytest.raises(DataError, match="3 bytes"):
        Pseudonyms(b"abc")


def test_a_pseudonym_is_the_same_for_the_same_key():
    """Another process, another day: the same; another key: another."""
    assert ONE.of("Ada") == Pseudonyms(KEY).of("Ada") == "author-9556fd532c"
    assert Pseudonyms(b"x" * 32).of("Ada") != ONE.of("Ada")
    assert ONE.of("Ada") != ONE.of("Bob")


def test_nobody_stays_nobody():
    """A post without author gets none, and no text stays none."""
    assert ONE.of(None) is None
    assert ONE.mask(None, ["Ada"]) is None


@pytest.mark.parametrize("same", ["ADA É", " ada é ", "Ada  É", unicodedata.normalize("NFD", "Ada É")])
def test_spellings_of_a_name_share_their_pseudonym(same):
    """Case, blanks and the encoding of accents make no other person."""
    assert ONE.of(same) == ONE.of("Ada É")


@given(author=st.text())
def test_any_name_has_a_pseudonym(author):
    """Whatever a name is made of, its pseudonym has one form."""
    assert re.fullmatch(r"author-[0-9a-f]{10}", ONE.of(author))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@bob hello", "@{Bob} hello"),
        ("bob said: no", "{Bob} said: no"),
        ("Originally Posted by BOB", "Originally Posted by {Bob}"),
        ("I agree with Bob.", "I agree with {Bob}."),
        ("Bob's dog, Bob!", "{Bob}'s dog, {Bob}!"),
        ("Bobby and bob and kebob", "Bobby and bob and kebob"),
        ("Bob Smith wrote:", "{Bob Smith} wrote:"),
        ("Bob  Smith and Bob\nSmith", "{Bob Smith} and {Bob Smith}"),
        ("so x_X_x it is", "so {x_X_x} it is"),
        ("*Star* was here", "{*Star*} was here"),
        ("Al is all; al said no", "Al is all; {Al} said no"),
        ("昨日田中さんは言った", "昨日{田中}さんは言った"),
        ("", ""),
        ("\x00\ud800 @Al", "\x00\ud800 @{Al}"),
    ],
)
def test_names_in_text_are_replaced(text, expected):
    """Mentions and quotes in any case, whole words as spelled, the longest name first."""
    authors = ["Bob", "Bob Smith", "x_X_x", "*Star*", "Al", "田中"]
    assert ONE.mask(text, authors) == re.sub(r"\{(.+?)\}", lambda match: ONE.of(match.group(1)), expected)


@settings(deadline=None)
@given(name=NAMES, before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_name_behind_an_at_sign_never_stays(name, before, after):
    """Whatever a name is made of, a mention of it goes."""
    assert ONE.mask(f"{before} @{name} {after}", [name]).startswith(f"{before} @author-") or name in before


@settings(deadline=None)
@given(text=st.text())
def test_text_without_names_stays(text):
    """Nothing but names is touched."""
    assert ONE.mask(text, []) == text
    assert ONE.mask(text, ["a name that is not there"]) == text


def test_many_names_and_a_long_text_are_read_to_their_end():
    """Names made to be slow in a text made for them: a search that backtracks would take minutes."""
    authors = ["a " * length + "b" for length in range(1, 16)] + [f"name {number}" for number in range(2000)]
    text = "a " * 8000
    assert ONE.mask(text, authors) == text
