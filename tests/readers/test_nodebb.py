"""NodeBB: previews of parents, answers unfolded, deleted posts, and lines that only look like a quote's head."""

from pathlib import Path

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

PAGE = (Path(__file__).parents[2] / "threads" / "nodebb" / "rope-on-the-quay.html").read_text(encoding="utf-8")


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def test_a_deleted_post_keeps_its_place_and_author_without_the_notice():
    """What stands in place of the words is the forum's and nobody's."""
    assert "This post is deleted!" in PAGE
    deleted = read(PAGE).posts[-1]
    assert (deleted.author, deleted.segments) == ("barnacle", ())


def test_an_unfolded_preview_of_the_parent_is_not_in_the_post():
    """The parent's words and quotes above a post are the parent's alone."""
    post = read(PAGE).posts[2]
    assert "Salt does that" not in post.text
    assert post.reply_to == "34"


def test_a_post_that_stands_twice_is_read_once_in_its_own_place():
    """Answers unfold below the post they answer, and parsing lifts them out of it."""
    assert PAGE.count('data-pid="34"') == 2
    assert [post.id for post in read(PAGE).posts] == ["31", "34", "36", "37"]


def test_a_paragraph_before_a_quote_that_names_nobody_is_the_authors():
    """A line with a link to a post that ends with no colon says something of its own."""
    html = PAGE.replace(
        'The rope on the quay</a>:</p>\n<blockquote><p dir="auto">already',
        'the quay</a>, look:</p>\n<blockquote><p dir="auto">already',
    )
    assert read(html).posts[1].segments[0].author == "Ferry"
    html = html.replace(", look:</p>", ", look</p>")
    assert read(html).posts[1].segments[0].text == "@Ferry said in the quay, look"


def test_without_data_attributes_authors_and_parents_stand_in_links():
    """Published pages lose their data attributes; links and names in sight remain."""
    html = "".join(part.split('"', 1)[1] if number else part for number, part in enumerate(PAGE.split(' data-pid="')))
    html = html.replace(' data-username="', ' x-name="').replace(' data-parent-pid="', ' x-parent="')
    assert [(post.id, post.author, post.reply_to) for post in read(html).posts[:3]] == [
        ("31", "Ferry", None),
        ("34", "Splice Hand", "31"),
        ("36", "Ferry", "34"),
    ]
