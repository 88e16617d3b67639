"""The five documents the project began with are read as a person reads them."""

from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.classifiers import load
from analyzer.pipeline import score
from analyzer.source import Source
from analyzer.thread import Found, Segment, SegmentKind, Thread

KINDS = SegmentKind


def read(shared: Path, number: str) -> Thread:
    """Give the thread of the seed with this number."""
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    (thread,) = pipeline.read(Source.from_path(path))
    return thread


def words(thread: Thread) -> str:
    """Give all words of all segments."""
    return "\n".join(segment.text for post in thread.posts for segment in post.segments)


def kinds(segments: tuple[Segment, ...]) -> list[SegmentKind]:
    """Give the kinds in order."""
    return [segment.kind for segment in segments]


def test_forum_seed_has_its_title_and_three_posts(shared: Path):
    """One thread with its title; three authors in order."""
    thread = read(shared, "002")
    assert thread.engine == "xenforo2"
    assert thread.title is not None
    assert thread.title.startswith("Xinjiang leak sheds new light")
    assert [post.author for post in thread.posts] == ["sammuel", "lightning F57", "sbuscxk"]
    assert not thread.problems


def test_forum_seed_first_post_is_pasted(shared: Path):
    """The first post is an article and a link card, without own words."""
    first = read(shared, "002").posts[0]
    assert first.own == ""
    assert kinds(first.segments) == [KINDS.ARTICLE, KINDS.LINK]
    assert first.segments[0].text.endswith('"spreading lies and rumours".')


def test_forum_seed_second_post_is_own_words(shared: Path):
    """The second post is own words only."""
    second = read(shared, "002").posts[1]
    assert kinds(second.segments) == [KINDS.OWN]
    assert second.own.startswith("It's a really shocking read.")
    assert second.own.endswith("treated this way")


def test_forum_seed_third_post_is_parted_in_order(shared: Path):
    """Quote, own words, two quotes, own words; two sources found, the absent one named."""
    first, second, third = read(shared, "002").posts
    assert kinds(third.segments) == [KINDS.QUOTE, KINDS.OWN, KINDS.QUOTE, KINDS.QUOTE, KINDS.OWN]
    quotes = third.quotes
    assert [quote.author for quote in quotes] == ["lightning F57", "sammuel", "mili"]
    assert [quote.post_id for quote in quotes] == [second.id, first.id, None]
    assert [quote.found for quote in quotes] == [Found.MATCHED, Found.MATCHED, Found.MARKUP]
    assert third.reply_to == second.id
    assert third.segments[1].text.startswith("Indeed,")
    assert third.segments[4].text.splitlines()[0] == "Happy Thanksgiving!"
    assert len(third.segments[4].text.splitlines()) == 3


@pytest.mark.parametrize(
    "furniture",
    [
        "Click to expand",
        "said:",
        "FULL MEMBER",
        "New Recruit",
        "Dec 14, 2017",
        "Israel\n",
        "Last edited",
        "Users Who Are Viewing",
        "Similar threads",
        "Latest posts",
        "Top Bottom",
    ],
)
def test_forum_seed_furniture_is_in_no_segment(shared: Path, furniture: str):
    """Page furniture and user cards stand in no segment."""
    assert furniture not in words(read(shared, "002"))


def test_forum_seed_cards_are_kept_beside_the_posts(shared: Path):
    """What the card says of the author is kept, not as words."""
    cards = [post.card for post in read(shared, "002").posts]
    assert [card["role"] for card in cards] == ["FULL MEMBER", "FULL MEMBER", "MEMBER, New Recruit"]
    assert [card["joined"] for card in cards] == ["Dec 14, 2017", "Feb 28, 2022", "Apr 29, 2022"]
    assert [card["messages"] for card in cards] == ["1,817", "197", "48"]
    assert [card["country"] for card in cards] == ["Israel", "United Kingdom", "China"]


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        ("000", "The leak of thousands", "#AFP"),
        ("001", "MEP from France", "economic development.”"),
        ("003", "Insight into what awaits", "against its will."),
        ("004", "Thousands of photos", "lies and rumours."),
    ],
)
def test_article_seed_is_one_post_without_own_words(shared: Path, number: str, start: str, end: str):
    """An article is one post whose words are the press's, from its first sentence to its last."""
    thread = read(shared, number)
    (post,) = thread.posts
    assert thread.engine == "article"
    assert post.own == ""
    assert set(kinds(post.segments)) <= {KINDS.ARTICLE, KINDS.QUOTE}
    assert words(thread).startswith(start)
    assert words(thread).endswith(end)


@pytest.mark.parametrize(
    ("number", "furniture"),
    [
        ("000", "Laisser un commentaire"),
        ("000", "Votre adresse"),
        ("001", "ad blocker"),
        ("001", "Source link"),
        ("001", "cannot be free"),
        ("003", "See also"),
        ("003", "HVG"),
        ("003", "patrons"),
        ("004", "Subscribe"),
    ],
)
def test_article_furniture_is_in_no_segment(shared: Path, number: str, furniture: str):
    """Comment form, plea, references and promotion stand in no segment."""
    assert furniture not in words(read(shared, number))


def test_embedded_tweets_are_quotes(shared: Path):
    """Three tweets are quotes with author and date, the Spanish one whole."""
    (post,) = read(shared, "000").posts
    assert [quote.author for quote in post.quotes] == ["Raphael Glucksmann", "Andres Mourenza", "Agence France-Presse"]
    assert {quote.created_at.date().isoformat() for quote in post.quotes if quote.created_at} == {"2022-05-24"}
    assert post.quotes[1].text.startswith("Between 1 and 4 million")
    assert post.quotes[1].text.endswith("exclusivos.")
    assert "Glucksmann" not in "".join(s.text for s in post.segments if s.kind is KINDS.ARTICLE)


def test_forum_seed_is_flagged_for_its_own_words_alone(shared: Path):
    """The third post is flagged for incitement, the first two for nothing, by the shipped classifier."""
    first, second, third = score(read(shared, "002"), load("linear"))
    assert first.labels == second.labels == ()
    assert "incitement" in third.labels


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_article_seed_is_flagged_for_nothing(shared: Path, number: str):
    """Nobody is flagged for the news."""
    (scoring,) = score(read(shared, number), load("linear"))
    assert scoring.labels == ()
