"""Discourse: pages, the topic kept in a page, topic JSON and feeds, quotes within and across topics."""

import html
import json
from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.errors import UnreadableError
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread

SAMPLES = Path(__file__).parents[2] / "threads" / "discourse"
PAGE = (SAMPLES / "wick-too-long.html").read_text(encoding="utf-8")
TOPIC = (SAMPLES / "wick-too-long-topic.json").read_text(encoding="utf-8")


def threads(text: str) -> list[Thread]:
    return list(pipeline.read(Source.from_bytes("file", text.encode())))


@pytest.mark.parametrize(
    "text", [TOPIC[:-400], '{"cooked": 1, "post_number"', '{"a": "\\"post_number\\" \\"cooked\\""}']
)
def test_broken_json_is_refused_with_a_reason(text: str):
    """A topic cut off in the middle and a file of other things are no threads."""
    with pytest.raises(UnreadableError):
        threads(text)


def test_one_bad_post_costs_no_other():
    """A post whose number is none is a problem, the rest is read."""
    topic = json.loads(TOPIC)
    topic["post_stream"]["posts"][1]["post_number"] = ["x"]
    (thread,) = threads(json.dumps(topic))
    assert [post.id for post in thread.posts] == ["1", "3", "4"]
    assert len(thread.problems) == 1


def test_the_link_to_the_next_page_is_no_post():
    """The page's last block has a post's class and is a link."""
    (thread,) = threads(PAGE)
    assert "next page" in PAGE
    assert [post.id for post in thread.posts] == ["1", "2", "3", "4"]


def test_a_quote_of_another_topic_names_its_author_and_is_no_reply():
    """Where the box shows the other topic's title, the picture says who wrote it; post 2 of that topic is not post 2 here."""
    (thread,) = threads(PAGE)
    quote = thread.posts[2].segments[0]
    assert (quote.author, quote.post_id, quote.thread_id) == ("old_wick", "2", "talk.lanterns.example/117")
    assert thread.posts[2].reply_to is None


def test_a_quote_within_the_topic_that_names_a_number_alone_has_that_posts_author():
    """Old quotes lost their names; the numbered post is on the page."""
    (thread,) = threads(PAGE.replace('data-username="Snuffer_Jo" ', "").replace("Snuffer_Jo:</div>", "</div>"))
    quote = thread.posts[1].segments[0]
    assert (quote.author, quote.post_id, quote.thread_id) == ("Snuffer_Jo", "1", None)


def test_a_box_without_name_is_no_quoted_post():
    """A box alone holds words that somebody brought from elsewhere."""
    (thread,) = threads(PAGE)
    assert thread.posts[2].segments[-1].kind is SegmentKind.ARTICLE


def test_the_topic_kept_in_a_page_is_read_where_the_page_shows_none():
    """A page saved before its program ran holds the posts as JSON within JSON."""
    kept = html.escape(json.dumps({"site": "{}", "topic_204": TOPIC}))
    page = f'<html><head><title>x</title></head><body><div id="data-preloaded" data-preloaded="{kept}"></div></body></html>'
    (thread,) = threads(page)
    assert [(post.author, post.reply_to) for post in thread.posts] == [
        ("Snuffer_Jo", None),
        ("Tallow", "1"),
        ("night_watch", "1"),
        ("Snuffer_Jo", "2"),
    ]


def test_a_feed_gives_a_thread_for_each_run_of_a_topic():
    """The newest posts of a site come from many topics, whose numbers overlap."""
    posts = json.loads(TOPIC)["post_stream"]["posts"]
    other = {**posts[0], "topic_id": 9, "topic_title": "Other"}
    feed = json.dumps({"latest_posts": [posts[1], other, posts[0]]})
    assert [(thread.id, [post.id for post in thread.posts]) for thread in threads(feed)] == [
        ("discourse/204", ["2"]),
        ("discourse/9", ["1"]),
        ("discourse/204", ["1"]),
    ]
