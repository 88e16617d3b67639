"""Once posts are read, replies, languages and reported speech are settled."""

from datetime import UTC, datetime

import pytest

from analyzer.quotes.attribute import attribute
from analyzer.rows import post_row
from analyzer.thread import Found, Post, Reported, Segment, SegmentKind, Thread


def thread(*posts: Post) -> Thread:
    """Settle a thread of posts."""
    return attribute(Thread(id="t", title=None, engine="e", source="s", posts=posts))


def said(
    number: int, author: str | None, text: str, *, before: tuple[Segment, ...] = (), day: int | None = None
) -> Post:
    """Make a post of own words, with what stands before them."""
    return Post(
        id=f"p{number}",
        position=number,
        author=author,
        created_at=datetime(2031, 2, day, tzinfo=UTC) if day else None,
        segments=(*before, Segment(kind=SegmentKind.OWN, text=text)),
    )


FIRST = said(1, "Bricklayer of Hemm", "The harbour was closed.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "@nobody, no",
        "no, @Bricklayer of Hemm",
        "@everyone look at this",
        "mail me@Bricklayer",
        "@Brick no",
        "@bo yes",
    ],
)
def test_no_reply_is_invented(text: str):
    """A name that wrote nothing before, or does not begin the words, or is one's own, answers nobody."""
    assert thread(FIRST, said(2, "bo", text)).posts[1].reply_to is None


@pytest.mark.parametrize(
    "text", ["@Bricklayer of Hemm no", "@bricklayer of hemm, no", "@Bricklayer of Hemm: no", "@ Bricklayer of Hemm\nno"]
)
def test_at_name_answers_the_latest_post_of_that_author(text: str):
    """A name that begins the words is answered, also with spaces in it; the latest post is meant."""
    again = said(2, "Bricklayer of Hemm", "It rained too.")
    assert thread(FIRST, again, said(3, "bo", text)).posts[2].reply_to == "p2"


def test_the_longest_name_is_meant():
    """Of two names that begin alike, the one that is written out."""
    assert (
        thread(said(1, "Ann", "x"), said(2, "Ann Lee", "y"), said(3, "bo", "@Ann Lee is right")).posts[2].reply_to
        == "p2"
    )
    assert (
        thread(said(1, "Ann", "x"), said(2, "Ann Lee", "y"), said(3, "bo", "@Ann is right")).posts[2].reply_to == "p1"
    )


def test_quote_goes_before_at_name():
    """What a post quotes first is what it answers."""
    quote = Segment(kind=SegmentKind.QUOTE, text="x", author="cy", post_id="p9", found=Found.MARKUP, depth=1)
    assert thread(FIRST, said(2, "bo", "@Bricklayer of Hemm no", before=(quote,))).posts[1].reply_to == "p9"


def test_a_later_post_is_not_answered():
    """Dates say that nothing had been said."""
    late = said(1, "ann", "x", day=9)
    assert thread(late, said(2, "bo", "@ann no", day=3)).posts[1].reply_to is None


def test_own_words_have_language_and_reported_speech():
    """Both stand in the rows; other kinds of words have neither."""
    text = 'I do not believe it, since he called them "vermin".'
    quote = Segment(kind=SegmentKind.QUOTE, text=text, author="cy", found=Found.MARKUP, depth=1)
    got = thread(said(1, "bo", text, before=(quote,)))
    quoted, own = got.posts[0].segments
    assert (quoted.language, quoted.reported) == (None, ())
    start = text.index("vermin")
    assert (own.language, own.reported) == ("en", (Reported(start=start, end=start + 6, speaker="he"),))
    row = post_row(got, got.posts[0])["segments"][1]
    assert row["language"] == "en"
    assert row["reported"] == [{"start": start, "end": start + 6, "speaker": "he"}]
