"""References and quoted lines of image boards are parted, and settled against the posts they name."""

import pytest
from growth import assert_linear

from analyzer.quotes.imageboard import part_board, settled
from analyzer.thread import Post, SegmentKind


def parted(text: str) -> list[tuple[str, str | None, str]]:
    """Give kind, named post and text of each segment."""
    return [(segment.kind.value, segment.post_id, segment.text) for segment in part_board(text).segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (">>12", []),
        (">", [("own", None, ">")]),
        (">>12\nyes", [("own", None, "yes")]),
        (">>12 yes", [("own", None, "yes")]),
        (">>12\n>a\nb", [("quote", "12", "a"), ("own", None, "b")]),
        (">>12 (OP)\n>>13 (You)\n>a", [("quote", "13", "a")]),
        (">>12\na\n>b\n>>13\n>c", [("own", None, "a"), ("quote", "12", "b"), ("quote", "13", "c")]),
        (">a\n>>b", [("quote", None, "a"), ("quote", None, "b")]),
        ("see >>12 there", [("own", None, "see >>12 there")]),
        (">>>/sci/99 there", [("own", None, "there")]),
        (">>12,1\n>a b\nc", [("quote", "12_1", "a b"), ("own", None, "c")]),
    ],
)
def test_quoted_lines_belong_to_the_post_named_above(text: str, expected: list):
    """`>` begins a quote of the last post that a line named at its beginning."""
    assert parted(text) == expected


def test_names_come_in_order_and_once():
    """A post answers the first that it names."""
    assert part_board(">>3\n>>1\nx >>3 and >>>/sci/7").named == ("3", "1")
    assert part_board(">>3\n>>>/sci/7\n>a").segments[0].post_id is None


def thread(*texts: str) -> list[Post]:
    """Give posts numbered from 1 by authors named likewise."""
    return [
        Post(id=str(n), position=n, author=f"a{n}", segments=part_board(text).segments)
        for n, text in enumerate(texts, 1)
    ]


def test_a_quote_is_of_the_named_post_if_its_words_stand_there():
    """Words that stand in the named post get its author, words that do not get nobody: they only wear the mark."""
    first, second, third = settled(thread("cats are fine", ">>1\n>Cats are fine!\nno", ">>1\n>be me\nlol"))
    assert first.segments[0].kind is SegmentKind.OWN
    assert (second.segments[0].author, second.segments[0].post_id) == ("a1", "1")
    assert (third.segments[0].author, third.segments[0].post_id) == (None, None)


def test_a_quote_of_an_absent_post_keeps_its_number():
    """What cannot be looked up is believed."""
    (post,) = settled(thread(">>77\n>gone words"))
    assert (post.segments[0].author, post.segments[0].post_id) == (None, "77")


@pytest.mark.parametrize("piece", [">", ">>1 ", ">>1", "> ", ">>1\n>a\n"])
def test_hostile_posts_take_linear_time(piece: str):
    """References and marks without end are parted in linear time."""
    assert_linear(part_board, piece)
