"""Flarum: the JSON in the page and the articles beside it."""

from pathlib import Path

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

PAGE = (Path(__file__).parents[2] / "threads" / "flarum" / "missing-island.html").read_text(encoding="utf-8")


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def test_broken_json_leaves_the_articles():
    """Without the JSON the page still says who wrote what."""
    thread = read(PAGE.replace('{"resources"', '{"resources'))
    assert [post.author for post in thread.posts] == ["Peregrine", "Ink & Vellum", "Peregrine", "[deleted]"]
    assert [quote.author for quote in thread.posts[2].quotes] == ["Ink & Vellum"]


def test_posts_of_other_pages_in_the_json_are_left_out():
    """The JSON brings the last post of the discussion along, which the page does not show."""
    assert "It was a smudge" in PAGE
    assert [post.id for post in read(PAGE).posts] == ["410", "415", "418", "420"]


def test_without_articles_the_json_is_the_thread():
    """A page kept without what is shown to those without scripts has all posts of its JSON, renamings aside."""
    start, end = PAGE.index('<noscript id="flarum-content">'), PAGE.index("</noscript>\n</main>")
    assert [post.id for post in read(PAGE[:start] + PAGE[end:]).posts] == ["410", "415", "418", "420", "502"]
