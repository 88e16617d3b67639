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


# Astra calls the words a comment too, Newspaper prints the time without its machine form, Substack has anchors for boxes,
# wpDiscuz numbers a comment by itself and by what it answers.
ASTRA = (
    '<li class="comment" id="li-comment-{0}"><article id="comment-{0}" class="ast-comment"><header class="ast-comment-meta"><cite><b class="fn">{1}</b></cite>'
    '<time datetime="2023-05-03T10:00:00+00:00">x</time></header><section class="ast-comment-content comment"><p>{2}</p></section></article>{3}</li>'
)
NEWSPAPER = (
    '<li class="comment" id="comment-{0}"><article><footer><cite>{1}</cite><a class="comment-link" href="#c"><time>May 3, 2023 at 10:00 am</time></a></footer>'
    '<div class="comment-content"><p>{2}</p></div><div class="comment-meta" id="comment-{0}"><a class="comment-reply-link">Reply</a></div></article>{3}</li>'
)
SUBSTACK = (
    '<div class="comment"><div id="comment-{0}" class="comment-anchor"></div><table class="comment-content"><tr><td class="comment-rest"><div class="comment-meta">'
    '<span class="commenter-name"><a href="https://s.example/profile/1-x">{1}</a></span><a title="May 3, 2023, 10:00 AM" class="comment-timestamp">May 3</a></div>'
    '<div class="comment-body"><p>{2}</p></div></td></tr></table>{3}</div>'
)
DISCUZ = (
    '<div id="wpd-comm-{0}_0" class="comment wpd-comment"><div class="wpd-comment-wrap"><div id="comment-{0}"><div class="wpd-comment-author">{1}</div>'
    '<div class="wpd-comment-date" title="May 3, 2023 10:00 am">2 years ago</div><div class="wpd-comment-text"><p>{2}</p></div></div></div>{3}</div>'
)


@pytest.mark.parametrize(
    "markup", [ASTRA, NEWSPAPER, SUBSTACK, DISCUZ], ids=["astra", "newspaper", "substack", "wpdiscuz"]
)
def test_comments_in_comments(markup: str):
    """An answer stands in what it answers, whatever boxes there are between."""
    answer = markup.format(2, "Bo Lee", "How so?", "")
    lists = {
        ASTRA: '<ul class="children">{}</ul>',
        NEWSPAPER: '<ul class="children">{}</ul>',
        SUBSTACK: '<div class="comment-list">{}</div>',
    }
    inner = lists.get(markup, "{}").format(answer)
    thread = read(f'<div id="comments">{markup.format(1, "Ann", "It moved.", inner)}</div>')
    article = thread.posts[0].id
    assert [(post.id, post.author, post.own, post.reply_to) for post in thread.posts[1:]] == [
        ("1", "Ann", "It moved.", article),
        ("2", "Bo Lee", "How so?", "1"),
    ]
    assert {post.created_at.isoformat() for post in thread.posts[1:]} == {"2023-05-03T10:00:00+00:00"}


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
