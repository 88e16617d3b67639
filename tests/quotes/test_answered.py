"""Quotes that name nobody are traced to the answered post."""

from analyzer.quotes.answered import quoting_answered
from analyzer.thread import Found, Post, Segment, SegmentKind


def quote(text: str, **more: object) -> Segment:
    """Give a quote."""
    return Segment(kind=SegmentKind.QUOTE, text=text, found=Found.MARKUP, depth=1, **more)


def post(name: str, *segments: Segment, reply_to: str | None = None) -> Post:
    """Give a post by its author's name, which is its id too."""
    return Post(id=name, position=1, author=name, reply_to=reply_to, segments=segments)


OWN = Segment(kind=SegmentKind.OWN, text="The ford is closed, and the ferry too.")


def test_words_of_the_answered_post_are_traced():
    """A quote of as few as two words is found where the engine says what is answered."""
    _, answer = quoting_answered([post("a", OWN), post("b", quote("ferry, too"), reply_to="a")])
    assert (answer.segments[0].author, answer.segments[0].post_id) == ("a", "a")
    assert (answer.segments[0].found, answer.segments[0].similarity) == (Found.MATCHED, 1.0)


def test_what_stands_elsewhere_or_is_named_stays():
    """Other words, single words, quotes that name somebody, and posts that answer nothing known are left as they are."""
    posts = [
        post("a", OWN),
        post("b", quote("the bridge is closed"), quote("ferry"), quote("the ferry too", author="c"), reply_to="a"),
        post("d", quote("the ferry too"), reply_to="gone"),
        post("e", quote("the ferry too")),
    ]
    assert quoting_answered(posts) == tuple(posts)
