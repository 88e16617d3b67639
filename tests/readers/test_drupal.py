"""Drupal: comments within the topic's block, numbers in anchors, parents by indentation, dates behind names."""

import re
from pathlib import Path

from analyzer import pipeline
from analyzer.readers import drupal
from analyzer.source import Source
from analyzer.thread import Thread

PAGE = (Path(__file__).parents[2] / "threads" / "drupal" / "mill-wheel-knocks.html").read_text(encoding="utf-8")


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def test_the_topic_has_its_own_words_author_and_number():
    """Version 7 keeps the comments in the block of the topic."""
    topic = read(PAGE).posts[0]
    assert (topic.id, topic.author) == ("77", "Marl")
    assert "paddle" not in topic.text


def test_an_indented_comment_answers_the_one_above():
    """The tree is drawn by indentation alone; a comment at the margin answers nobody that the page names."""
    assert [post.reply_to for post in read(PAGE).posts] == [None, None, "311", "314", None]


def test_numbers_stand_in_anchors_before_the_comments():
    """Without the address in the block, the anchor before it gives the number."""
    html = PAGE.replace('about="/comment/', 'x="/comment/').replace('href="/comment/', 'x="/comment/')
    assert [post.id for post in read(html).posts] == ["77", "311", "314", "315", "320"]


def test_a_date_follows_the_last_on():
    """A name may end with a number, and a date is printed in many ways."""
    for line, date in {
        "Submitted by pb66 on Sat, 16/08/2014 - 18:04.": "Sat, 16/08/2014 - 18:04",
        "Submitted by Marl on August 16, 2014 - 6:04pm": "August 16, 2014 - 6:04pm",
        "Gespeichert von Korn am 16. August 2014 - 18:04": "16. August 2014 - 18:04",
    }.items():
        match = drupal.ON_DAY.search(line)
        assert match is not None
        assert match.group(1) == date


def test_comments_nested_a_thousand_deep_are_read():
    """Comments within comments without end neither overflow nor take long."""
    comment = '<div class="comment" id="comment-{0}"><div class="submitted">Submitted by <a class="username">A{0}</a> on Sat, 16/08/2014 - 18:04</div><div class="content">{0}</div>'
    html = (
        '<div id="comments" class="comment-wrapper">'
        + "".join(comment.format(n) for n in range(1, 1001))
        + "</div>" * 1001
    )
    posts = read(f"<html><body>{html}</body></html>").posts
    assert [post.author for post in posts] == [f"A{n}" for n in range(1, 1001)]


def test_the_mark_of_new_comments_keeps_the_date():
    """A theme may print no date at all; the mark beside each comment has it in Unix seconds."""
    mark = '<mark class="hidden" data-comment-timestamp="1691953511"></mark>'
    html = PAGE.replace('<div class="submitted">', f'<div class="submitted">{mark}')
    assert read(html).posts[1].created_at == read(PAGE).posts[1].created_at
    bare = re.sub(r' content="2031[^"]*"| on \w{3}, \d\d/\d\d/2031 - \d\d:\d\d', "", html)
    dates = {post.created_at.isoformat() if post.created_at else None for post in read(bare).posts[1:]}
    assert dates == {"2023-08-13T19:05:11+00:00"}
