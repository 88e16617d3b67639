"""Comments below articles in the markup of many programs: who wrote them, when, below which."""

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

SENTENCE = (
    "The bridge was closed again in spring because its piers had moved by a hand since the last survey of the office. "
)
ARTICLE = f'<h1 class="entry-title">Bridge closed</h1><div class="entry-content"><p>{SENTENCE * 2}</p><p>{SENTENCE * 2}</p></div>'
PAGE = '<html><head><title>Bridge closed</title><meta property="og:type" content="article"></head><body><main>{}{}</main></body></html>'

BLOCK = (
    '<li id="comment-{0}" class="{4}"><div><div class="wp-block-comment-author-name"><a href="x">{1}</a></div><div class="wp-block-comment-date">'
    '<time datetime="2023-05-03T10:00:00+00:00"><a href="#comment-{0}">x</a></time></div><div class="wp-block-comment-content"><p>{2}</p></div></div>{3}</li>'
)
TERMS = (
    '<dt class="comment-author" id="c{0}"><a name="c{0}"></a><a href="x">{1}</a> said...</dt><dd class="comment-body"><p>{2}</p></dd>'
    '<dd class="comment-footer"><span class="comment-timestamp"><a href="#c{0}">3 May 2023 at 10:00</a></span></dd>'
)
MOVABLE = (
    '<div class="comment" id="c{0}"><div class="comment-content"><p>{2}</p></div><p class="comment-footer">Posted by: <a href="x">{1}</a>'
    ' | <a href="#c{0}">May 3, 2023 10:00 AM</a></p></div>'
)
LEAF = (
    '<div class="b-tree-twig"><div id="t{0}" class="b-leaf"><div class="b-leaf-username"><span class="ljuser"><a href="x"><b>{1}</b></a></span></div>'
    '<span class="b-leaf-createdtime">May 3 2023, 10:00:00 UTC</span><div class="b-leaf-article">{2}</div></div></div>'
)


def read(comments: str) -> Thread:
    """Give the thread of an article with comments."""
    (thread,) = pipeline.read(Source.from_bytes("page.html", PAGE.format(ARTICLE, comments).encode()))
    return thread


@pytest.mark.parametrize("markup", [TERMS, MOVABLE, LEAF], ids=["terms", "below the words", "leaves"])
def test_flat_comments(markup: str):
    """The name may stand above the words, below them or in a list's term."""
    one, two = markup.format(1, "Ann", "It moved."), markup.format(2, "Bo Lee", "How so?")
    wrapped = f'<div id="comments">{"<dl>" if markup == TERMS else ""}{one}{two}</div>'
    thread = read(wrapped)
    assert [(post.id, post.author, post.own) for post in thread.posts[1:]] == [
        ("1", "Ann", "It moved."),
        ("2", "Bo Lee", "How so?"),
    ]
    assert {post.created_at.isoformat() for post in thread.posts[1:]} == {"2023-05-03T10:00:00+00:00"}
    assert (thread.posts[0].author, thread.posts[0].created_at) == (None, None)


@pytest.mark.parametrize("classes", ["comment", ""])
def test_comments_of_block_themes(classes: str):
    """Answers stand in the item of what they answer."""
    answer = f"<ol>{BLOCK.format(2, 'Bo', 'How so?', '', classes)}</ol>"
    thread = read(f'<ol class="wp-block-comment-template">{BLOCK.format(1, "Ann", "It moved.", answer, classes)}</ol>')
    article = thread.posts[0].id
    assert [(post.id, post.author, post.own, post.reply_to) for post in thread.posts[1:]] == [
        ("1", "Ann", "It moved.", article),
        ("2", "Bo", "How so?", "1"),
    ]
