"""Pasted articles are told from own words, and own words are never lost to an article."""

import pytest

from analyzer.quotes.pasted import articles_apart
from analyzer.thread import Segment, SegmentKind

OWN, ARTICLE, LINK = SegmentKind.OWN, SegmentKind.ARTICLE, SegmentKind.LINK
TITLE = "Dam at Vellmark held back water for nine days"
BODY = (
    "VELLMARK (AFP) - Engineers at the Vellmark dam held back water for nine days although three villages below had"
    " asked for it, officials said on Monday.\n\n"
    'The water board told reporters that "every valve was checked" and that the delay had been announced in May.\n\n'
    "According to the minutes, which were published on Tuesday, two members of the board had asked for the gates to be"
    " opened and were outvoted."
)


def parted(*segments: Segment, title: str | None = TITLE) -> list[tuple[SegmentKind, str]]:
    """Give kind and text of each segment."""
    return [(segment.kind, segment.text) for segment in articles_apart(segments, title)]


def own(text: str) -> Segment:
    """Make own words."""
    return Segment(kind=OWN, text=text)


def test_no_segments():
    """A post without words stays so."""
    assert parted() == []


def test_article_under_the_threads_title():
    """The heading says where it begins, the reporting that it is the press's."""
    assert parted(own(f"{TITLE}\n\n{BODY}")) == [(ARTICLE, f"{TITLE}\n\n{BODY}")]


def test_comment_before_and_after_stays_own():
    """What the poster adds above and below stays the poster's."""
    text = f"Read this, I am speechless.\n\n{TITLE}\n\n{BODY}\n\nI say we hang the lot of them."
    assert parted(own(text)) == [
        (OWN, "Read this, I am speechless."),
        (ARTICLE, f"{TITLE}\n\n{BODY}"),
        (OWN, "I say we hang the lot of them."),
    ]


def test_heading_of_a_link_card_marks_the_article():
    """The card's title is the article's heading."""
    card = Segment(kind=LINK, text=f"news.example\n\n{TITLE}\n\nNine days.\nnews.example")
    assert parted(own(f"{TITLE}\n\n{BODY}"), card, title=None) == [(ARTICLE, f"{TITLE}\n\n{BODY}"), (LINK, card.text)]


@pytest.mark.parametrize(
    "text",
    [
        "They said it, the officials said it, and you said it too. " * 10,
        "According to my neighbour they should all be shot. He said so and reported it, and I agree. " * 5,
        f"{TITLE}\n\nNonsense. Shoot them.",
        BODY.replace("VELLMARK (AFP) - ", ""),
    ],
)
def test_own_words_are_not_taken_for_an_article(text: str):
    """Without a mark of where it begins, or with somebody speaking for himself, words stay own."""
    assert {kind for kind, _ in parted(own(text))} == {OWN}


def test_long_own_post_under_the_title_stays_own():
    """An opening post that repeats the thread's title and argues is own words."""
    text = f"{TITLE}\n\n" + "I have read what officials said and what they told us, and we should not believe it. " * 6
    assert {kind for kind, _ in parted(own(text))} == {OWN}
