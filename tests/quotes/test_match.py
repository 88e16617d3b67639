"""Quotes are traced to the post their words come from, and to no other."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.quotes.match import trace
from analyzer.thread import Found, Post, Segment, SegmentKind

LONG = "the harbour was closed for a week in the autumn and nobody told the ferry crews what the reason had been"


def post(number: int, author: str | None, *segments: Segment) -> Post:
    """Make a post."""
    return Post(id=str(number), position=number, author=author, segments=segments)


def own(text: str) -> Segment:
    """Make own words."""
    return Segment(kind=SegmentKind.OWN, text=text)


def quote(text: str, author: str | None = None, post_id: str | None = None) -> Segment:
    """Make a quote as a reader gives it."""
    return Segment(kind=SegmentKind.QUOTE, text=text, author=author, post_id=post_id, found=Found.MARKUP, depth=1)


def traced(*posts: Post) -> Segment:
    """Trace and give the last post's first segment."""
    return trace(posts)[-1].segments[0]


def test_no_posts():
    """An empty thread stays empty."""
    assert trace([]) == ()


def test_quote_of_an_absent_post_stays():
    """Whoever is not in the thread is named and traced to nothing."""
    found = traced(post(1, "ann", own(LONG)), post(2, "bo", quote(LONG, "cy")))
    assert (found.author, found.post_id, found.found, found.similarity) == ("cy", None, Found.MARKUP, None)


def test_reference_of_the_page_is_kept():
    """What the engine says is not second-guessed."""
    assert traced(post(1, "ann", own(LONG)), post(2, "bo", quote(LONG, "ann", "99"))).post_id == "99"


def test_a_quote_that_names_its_post_alone_has_its_author():
    """The post says who wrote it; a number of another thread says nothing here."""
    assert traced(post(1, "Ada", own("Low water at nine.")), post(2, "Bo", quote("", post_id="1"))).author == "Ada"
    elsewhere = replace(quote("x", post_id="1"), thread_id="77")
    assert traced(post(1, "Ada", own("Low water at nine.")), post(2, "Bo", elsewhere)).author is None


def test_later_posts_are_not_sources():
    """Nobody quotes what has not been said."""
    first, _ = trace([post(1, "bo", quote(LONG, "ann")), post(2, "ann", own(LONG))])
    assert first.segments[0].post_id is None


def test_latest_of_equal_posts_is_the_source():
    """The same words twice: the nearer post is meant."""
    assert (
        traced(post(1, "ann", own(LONG)), post(2, "ann", own(LONG)), post(3, "bo", quote(LONG, "Ann"))).post_id == "2"
    )


def test_shortened_and_edited_quote_is_found():
    """A quote cut in the middle and with a word changed is traced, with its similarity."""
    cut = "The harbour was closed for a week in the autumn ... and nobody told the ferry crews what the cause had been"
    found = traced(post(1, "ann", own(f"{LONG}. {LONG[::-1]}")), post(2, "bo", quote(cut, "ann")))
    assert found.post_id == "1"
    assert found.found is Found.MATCHED
    assert found.similarity is not None
    assert 0.6 <= found.similarity < 1


def test_unnamed_quote_needs_its_whole_text():
    """Without a name only near the whole quote counts, and then the author is known too."""
    assert traced(post(1, "ann", own(LONG)), post(2, "bo", quote("a week", None))).post_id is None
    found = traced(post(1, "ann", own(LONG)), post(2, "bo", quote(LONG[:60], None)))
    assert (found.post_id, found.author) == ("1", "ann")


def test_short_quotes_do_not_match_inside_words():
    """`no` is not found in `nobody`."""
    assert traced(post(1, "ann", own("nobody knows it")), post(2, "bo", quote("no", "ann"))).post_id is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ann", "bo", None]), st.text(max_size=60)), max_size=8))
def test_tracing_changes_nothing_but_sources(said: list[tuple[str | None, str]]):
    """Words, kinds and order stay whatever is traced, and a source is always an earlier post."""
    posts = [post(i, author, own(text), quote(text[:20], author)) for i, (author, text) in enumerate(said, start=1)]
    for before, after in zip(posts, trace(posts), strict=True):
        assert [s.text for s in before.segments] == [s.text for s in after.segments]
        assert all(s.post_id is None or int(s.post_id) < after.position for s in after.segments)
