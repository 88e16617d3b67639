"""Plain-text bodies are parted by the lines that quote boxes leave behind."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.quotes.plaintext import ATTRIBUTION, CLOSER, part_text
from analyzer.quotes.text import is_decoration
from analyzer.thread import SegmentKind

OWN, QUOTE, LINK = SegmentKind.OWN, SegmentKind.QUOTE, SegmentKind.LINK


def parted(text: str, known: tuple[str, ...] = ()) -> list[tuple[SegmentKind, str, str | None, int]]:
    """Give kind, text, author and depth of each segment."""
    segments = part_text(text.split("\n"), known=known.__contains__)
    return [(s.kind, s.text, s.author, s.depth) for s in segments]


def test_no_lines_no_segments():
    """An empty body has no segment, and neither has a drawn rule."""
    assert parted("") == []
    assert parted("~\n\n---") == []


def test_speech_in_running_text_is_no_quote():
    """A line that ends in `said:` opens no quote unless a box was closed or the name is an author's."""
    assert parted("Then my uncle said:\nno way") == [(OWN, "Then my uncle said:\nno way", None, 0)]


def test_lost_closer_ends_at_the_blank_line():
    """A quote of a known author whose closing line was cut off ends with its paragraph."""
    assert parted("ann said:\nher words\n\nmy answer", ("ann",)) == [
        (QUOTE, "her words", "ann", 1),
        (OWN, "my answer", None, 0),
    ]


def test_nested_quotes_keep_depth_and_author():
    """The inner quote is apart, the outer one goes on after it."""
    text = f"ann said:\nouter\nbo said:\ninner\n{CLOSER}\nouter again\n{CLOSER}\nmine"
    assert parted(text) == [
        (QUOTE, "outer", "ann", 1),
        (QUOTE, "inner", "bo", 2),
        (QUOTE, "outer again", "ann", 1),
        (OWN, "mine", None, 0),
    ]


def test_two_quotes_in_a_row():
    """Adjacent quotes are two."""
    assert parted(f"ann said:\none\n{CLOSER}\nbo said:\ntwo\n{CLOSER}") == [
        (QUOTE, "one", "ann", 1),
        (QUOTE, "two", "bo", 1),
    ]


def test_stray_closer_is_furniture():
    """A closing line without an opening is in no segment."""
    assert parted(f"mine\n{CLOSER}") == [(OWN, "mine", None, 0)]


def test_unfurled_card_is_a_link():
    """Host, title, description and host again are a link card, what surrounds them stays own."""
    card = "news.example.org\n\nA headline\n\nWhat it is about.\nnews.example.org news.example.org"
    assert parted(f"look\n{card}\n\n~\nodd, no?") == [
        (OWN, "look", None, 0),
        (LINK, card, None, 0),
        (OWN, "~\nodd, no?", None, 0),
    ]


def test_many_unclosed_quotes_take_linear_time():
    """Ten thousand openings without an end neither overflow nor hang."""
    assert len(part_text(["ann said:", "x", ""] * 10_000, known=lambda _: True)) == 10_000


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["ann said:", "bo said:", CLOSER, "", "some words", "more, here", "~", "host.example", "?"]),
        max_size=30,
    )
)
def test_segments_hold_every_line_once(lines: list[str]):
    """All lines but attributions of quotes, closers and drawn rules come back in order."""
    segments = part_text(lines, known=lambda name: name == "ann")
    spoken = [line for segment in segments for line in segment.text.split("\n") if line]
    kept = [line for line in lines if line and line != CLOSER and not ATTRIBUTION.fullmatch(line)]
    said = [line for line in spoken if not ATTRIBUTION.fullmatch(line)]
    assert [line for line in said if not is_decoration(line)] == [line for line in kept if not is_decoration(line)]
