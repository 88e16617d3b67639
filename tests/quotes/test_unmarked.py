"""Quotes that lost their marks are found by their words, and own words stay own."""

from datetime import UTC, datetime, timedelta

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.quotes.match import trace
from analyzer.thread import Found, Post, Segment, SegmentKind

SAID = "The harbour was closed for a week in the autumn, and nobody told the ferry crews what the reason had been."
MORE = "My uncle drove the morning boat for eleven years and he heard of it from a notice on the ticket window."
REPLY = "That is not how I remember it."
DAY = datetime(2031, 2, 11, tzinfo=UTC)


def said(author: str | None, text: str, number: int = 1, at: datetime | None = None) -> Post:
    """Make a post of own words."""
    return Post(
        id=f"p{number}",
        position=number,
        author=author,
        created_at=at,
        segments=(Segment(kind=SegmentKind.OWN, text=text),),
    )


def thread(*said_by: tuple[str | None, str]) -> tuple[Post, ...]:
    """Trace posts of own words, each as author and text."""
    return trace([said(author, text, number) for number, (author, text) in enumerate(said_by, start=1)])


def quotes(post: Post) -> list[tuple[str, str | None, str | None]]:
    """Give words, author and post of each quote."""
    return [(quote.text, quote.author, quote.post_id) for quote in post.quotes]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        ":)",
        "I agree.",
        "I do not think that is so, whatever you say about the ferry crews and the autumn.",
        "He said nobody told the ferry crews what the reason had been, and I for one have seen the letter to them.",
    ],
)
def test_own_words_stay_own(text: str):
    """Nothing in common, a common phrase, or a phrase taken up in one's own sentence is no quote."""
    assert thread(("ann", SAID), ("bo", text))[1].own == text


def test_paragraph_above_a_reply_is_a_quote():
    """The first lines stand in an earlier post: they are quoted from it, and the reply is own."""
    _, second = thread(("ann", f"{SAID}\n\n{MORE}"), ("bo", f"{SAID}\n\n{REPLY}"))
    assert quotes(second) == [(SAID, "ann", "p1")]
    assert second.own == REPLY
    quote = second.quotes[0]
    assert (quote.found, quote.similarity, quote.depth) == (Found.MATCHED, 1.0, 1)


def test_reply_between_two_quotes():
    """Quotes from one post with replies after each are two quotes."""
    _, second = thread(("ann", f"{SAID}\n\n{MORE}"), ("bo", f"{SAID}\n\n{REPLY}\n\n{MORE}\n\nGood man."))
    assert [segment.text for segment in second.segments] == [SAID, REPLY, MORE, "Good man."]
    assert second.own == f"{REPLY}\n\nGood man."


def test_edited_and_shortened_quotes_are_found():
    """A word changed, a stretch left out, other punctuation and case."""
    cut = "THE HARBOUR was closed for a week in autumn ... nobody told the ferry crews what the cause had been"
    _, second = thread(("ann", f"{MORE}\n{SAID}"), ("bo", f"{cut}\n{REPLY}"))
    assert quotes(second) == [(cut, "ann", "p1")]
    similarity = second.quotes[0].similarity
    assert similarity is not None
    assert 0.7 < similarity < 1


def test_reflowed_quote_is_one_quote():
    """Line breaks in other places change nothing."""
    words = SAID.split()
    flowed = "\n".join(" ".join(words[i : i + 7]) for i in range(0, len(words), 7))
    _, second = thread(("ann", SAID), ("bo", f"{flowed}\n\n{REPLY}"))
    assert quotes(second) == [(flowed, "ann", "p1")]


def test_who_says_the_same_again_quotes_nobody():
    """One's own words repeated are one's own."""
    assert thread(("ann", SAID), ("Ann ", f"{SAID}\n{REPLY}"))[1].quotes == ()


def test_same_call_from_many_is_nobodys_quote():
    """A post that is another's words and nothing else is said by its author too: a campaign is not hidden."""
    assert [post.quotes for post in thread(("ann", SAID), ("bo", SAID), ("cy", SAID))] == [(), (), ()]


def test_source_is_who_said_it_first_and_not_who_quoted_it():
    """A quote handed on leads to the one who said it."""
    posts = thread(("ann", SAID), ("bo", f"{SAID}\n\n{REPLY}"), ("cy", f"{SAID}\n\n{REPLY}\n\nBoth of you are wrong."))
    assert quotes(posts[2]) == [(SAID, "ann", "p1"), (REPLY, "bo", "p2")]


def test_quote_of_a_marked_quote_keeps_its_author():
    """Words that another post quotes from elsewhere are those of the one it names."""
    marked = Segment(kind=SegmentKind.QUOTE, text=SAID, author="dee", found=Found.MARKUP, depth=1)
    first = Post(id="p1", position=1, author="ann", segments=(marked, Segment(kind=SegmentKind.OWN, text=MORE)))
    _, second = trace([first, said("bo", f"{SAID}\n{REPLY}", 2)])
    assert quotes(second) == [(SAID, "dee", None)]


def test_later_posts_are_no_sources():
    """Nobody quotes what has not been said: by the order of the page, and by the dates against it."""
    assert thread(("bo", f"{SAID}\n{REPLY}"), ("ann", f"{SAID}\n{MORE}"))[0].quotes == ()
    newest_first = [said("bo", f"{SAID}\n{REPLY}", 1, DAY + timedelta(hours=1)), said("ann", SAID, 2, DAY)]
    assert quotes(trace(newest_first)[0]) == [(SAID, "ann", "p2")]
    undated = said("cy", MORE, 3)
    late = [said("ann", SAID, 1, DAY + timedelta(days=1)), said("bo", f"{SAID}\n{REPLY}", 2, DAY), undated]
    assert trace(late)[1].quotes == ()


@pytest.mark.parametrize("footer", ["Sent from my old telephone with two hands", "You must log in to see this picture"])
def test_lines_under_many_posts_are_no_quotes(footer: str):
    """What a telephone or the page writes into posts is nobody's."""
    posts = thread(("ann", f"{SAID}\n\n{footer}"), ("bo", f"{MORE}\n\n{footer}"), ("cy", f"{REPLY}\n\n{footer}"))
    assert [post.quotes for post in posts] == [(), (), ()]


def test_two_footers_are_enough():
    """A line that ends two posts is known for a footer the first time that it comes again."""
    footer = "Mit meinem Telefon geschrieben, ganz ohne einen Schreibtisch"
    assert thread(("ann", f"{SAID}\n\n{footer}"), ("bo", f"{MORE}\n\n{footer}"))[1].quotes == ()


def test_the_same_address_is_no_quote():
    """Who links to the same page quotes nobody."""
    address = "https://harbour.example/notices/autumn/the-ferry-crews-and-the-week"
    assert thread(("ann", f"{SAID}\n{address}"), ("bo", f"{address}\n{REPLY}"))[1].quotes == ()


def test_a_form_that_many_fill_in_is_no_quote():
    """Who lives in the same town and works as long quotes nobody; in a thread with one such list it is a quote."""
    form = "Town: Hemm on the lower river\nTrade: ferry hand for eleven winters\nBoat: none of my own so far"
    asked = [(f"hand{number}", form.replace("none", f"number {number}")) for number in range(6)]
    assert all(not post.quotes for post in thread(*asked))
    assert quotes(thread(asked[0], ("bo", f"{form}\n\n{REPLY}"))[1])


def test_one_line_of_a_list_of_ones_own_is_no_quote():
    """Two lists of what somebody owns share a line; the lines beside it are the writer's."""
    one = "Hull: larch on oak, built at Hemm\nSail: tanned cotton from the upper mill\nBell: brass, cracked"
    other = "Hull: spruce on ash, built here\nSail: tanned cotton from the upper mill\nBell: none"
    assert thread(("ann", one), ("bo", f"{REPLY}\n\n{other}"))[1].quotes == ()


def test_words_taken_up_from_ones_own_quote_stay_own():
    """A reply that repeats the box above it is not a second quote."""
    box = Segment(kind=SegmentKind.QUOTE, text=SAID, author="dee", found=Found.MARKUP, depth=1)
    words = Segment(kind=SegmentKind.OWN, text=f"{SAID}\n{REPLY}")
    (only,) = trace([Post(id="p1", position=1, author="ann", segments=(box, words))])
    assert only.own == words.text


def test_lines_repeated_within_a_post_are_no_quotes():
    """A line that the page wrote into one post twice is furniture in the next one too."""
    line = "To see what is hidden here you need to register"
    assert thread(("ann", f"{line}\n{SAID}\n{line}"), ("bo", f"{line}\n{REPLY}"))[1].quotes == ()


def test_languages_without_spaces():
    """A Chinese sentence is many words; a short phrase of it is no quote."""
    chinese = "港口在秋天关闭了一个星期，没有人告诉渡轮船员是什么原因。"
    assert quotes(thread(("ann", chinese), ("bo", f"{chinese}\n我不记得是这样。"))[1]) == [(chinese, "ann", "p1")]
    assert thread(("ann", chinese), ("bo", "港口在秋天\n我不记得是这样。"))[1].quotes == ()


def test_nameless_posts_can_quote_each_other():
    """Where everybody is anonymous, the same name is not the same person."""
    assert quotes(thread(("Anonymous", SAID), ("Anonymous", f"{SAID}\n{REPLY}"))[1]) == [(SAID, "Anonymous", "p1")]


def test_signatures_and_cards_are_no_sources():
    """What stands under every post of an author is not what he says."""
    under = Segment(kind=SegmentKind.SIGNATURE, text=SAID)
    first = Post(id="p1", position=1, author="ann", segments=(Segment(kind=SegmentKind.OWN, text=MORE), under))
    assert trace([first, said("bo", f"{SAID}\n{REPLY}", 2)])[1].quotes == ()


@pytest.mark.parametrize(
    "piece",
    ["a ", "a b c d e f g h i j ", "a\n", "x y z a b c d e f g " * 20 + "q "],
    ids=["one word", "a period", "lines", "broken periods"],
)
def test_hostile_repetition_takes_linear_time(piece: str):
    """Posts made to match everywhere take linear time."""
    assert_linear(lambda text: thread(("ann", text), ("bo", f"{text}\n{REPLY}")), piece, letters=100_000)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ann", "bo", None]),
            st.lists(st.sampled_from([SAID, MORE, REPLY, "", "ß ﬁ İ"]), max_size=4),
        ),
        max_size=6,
    )
)
def test_no_word_is_lost_or_moved(said_by: list[tuple[str | None, list[str]]]):
    """All words stay, in order, whatever is called a quote."""
    before = [(author, "\n".join(lines)) for author, lines in said_by]
    for (_, text), post in zip(before, thread(*before), strict=True):
        assert "\n".join(segment.text for segment in post.segments).split() == text.split()
