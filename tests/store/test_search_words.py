"""Where the words of a query stand in a text as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.store.words import phrases, places


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("river", "nothing", []),
        ("", "river", []),
        ("river", "The RIVER, the rivers, a river.", ["RIVER", "river"]),
        ("cafe", "Un café, un cafe\u0301.", ["café", "cafe\u0301"]),
        ('"the river"', "the old river, The  river", ["The  river"]),
        ("well-known", "a well known, well-known man", ["well known", "well-known"]),
        ("river the", "the river", ["the", "river"]),
        ('"the river" river', "the river", ["the river"]),
        ("北京", "我在北京住", ["北京"]),
        ("<b>", "a <b> c", ["b"]),
    ],
)
def test_words_are_found_as_the_search_finds_them(query, text, found):
    """Whole words in any case and accent, phrases side by side, signs of scripts without blanks one by one."""
    assert [text[each.start : each.end] for each in places(text, phrases(query))] == found


@given(st.text(max_size=80), st.text(max_size=20))
def test_places_lie_in_the_text_in_order(text, query):
    """Whatever is asked of whatever text, the places do not overlap and hold something."""
    end = 0
    for each in places(text, phrases(query)):
        assert end <= each.start < each.end <= len(text)
        end = each.end
