"""Markdown is parted as it is shown, in linear time."""

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.quotes.markdown_posts import part_markdown, quoted_lines_apart
from analyzer.thread import Found, Segment, SegmentKind


def parted(text: str) -> list[tuple[str, int, str]]:
    """Give kind, depth and text of each segment."""
    return [(segment.kind.value, segment.depth, segment.text) for segment in part_markdown(text)]


@pytest.mark.parametrize("text", ["", "\n\n", ">", "> \n>\n", "```", "\x00"[:0]])
def test_nothing_said_gives_no_segment(text: str):
    """Marks without words are no segment."""
    assert parted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> a\n\nb", [("quote", 1, "a"), ("own", 0, "b")]),
        (">a\nlazy\n\nb", [("quote", 1, "a\nlazy"), ("own", 0, "b")]),
        ("> a\n\n> b", [("quote", 1, "a\n\nb")]),
        ("> > a\n>\n> b\n\nc", [("quote", 2, "a"), ("quote", 1, "b"), ("own", 0, "c")]),
        (">>> a", [("quote", 3, "a")]),
        ("> a\n- b", [("quote", 1, "a"), ("own", 0, "b")]),
        (">!hidden!< shown", [("own", 0, "hidden shown")]),
        (r"\> no quote", [("own", 0, "> no quote")]),
        ("5 > 4", [("own", 0, "5 > 4")]),
        ("a\n\n    x > 1\n\nb", [("own", 0, "a"), ("code", 0, "x > 1"), ("own", 0, "b")]),
        ("```\n> a\n```\nb", [("code", 0, "> a"), ("own", 0, "b")]),
        ("```\n> never closed", [("code", 0, "> never closed")]),
        ("1. a\n\n    b", [("own", 0, "1. a\n\nb")]),
        (
            "**b** *i* _u_ ~~s~~ snake_case_name [l](https://x.example/a_(b)) &amp;",
            [("own", 0, "b i u s snake_case_name l &")],
        ),
        ("# Heading #\n***\ntext", [("own", 0, "Heading\n\ntext")]),
    ],
)
def test_parts_as_it_is_shown(text: str, expected: list[tuple[str, int, str]]):
    """Quotes, lazy lines, code and escapes are those that a Markdown page shows."""
    assert parted(text) == expected


def test_quotes_say_how_they_were_found():
    """A quote's mark is markup; it names nobody."""
    (quote,) = part_markdown("> a")
    assert (quote.found, quote.author, quote.post_id) == (Found.MARKUP, None, None)


@pytest.mark.parametrize("piece", [">", "> a\n", "[", "![a](", "*a ", "**a", "_a ", "__a ", ">!a", "# ", "`", "~"])
@pytest.mark.parametrize("end", [" a", "\n~"])
def test_hostile_text_takes_linear_time(piece: str, end: str):
    """Marks that never close and quotes nested without end are parted in linear time, whatever comes behind."""
    assert_linear(lambda text: part_markdown(text + end), piece, letters=300_000)


@settings(deadline=None)
@given(st.text(alphabet="> \n!`~ab*_[]()#-1.\\&;", max_size=200))
def test_own_and_quoted_words_keep_their_order(text: str):
    """Whatever the text, letters are neither lost nor moved nor doubled."""
    said = "".join(c for segment in part_markdown(text) for c in segment.text if c in "ab")
    # An address between brackets is not shown.
    if "](" not in text and "```" not in text and "~~~" not in text:
        assert said == "".join(c for c in text if c in "ab")


def test_typed_marks_become_quotes():
    """Lines of shown text that begin with `>` are quotes; faces, arrows and numbers are not."""
    own = Segment(kind=SegmentKind.OWN, text="> you said\n\n>> and I said\n\nno\n>_< >:( \n> 5 %\n->x")
    found = [(segment.kind.value, segment.depth, segment.text) for segment in quoted_lines_apart((own,))]
    assert found == [("quote", 1, "you said"), ("quote", 2, "and I said"), ("own", 0, "no\n>_< >:(\n> 5 %\n->x")]


def test_quotes_and_code_are_left_as_they_are():
    """Only own words are looked at."""
    code = Segment(kind=SegmentKind.CODE, text="> a")
    assert quoted_lines_apart((code,)) == (code,)
