"""Drupal 6 to 11 in other themes: whose comment, its number, its day, and the line that names who is quoted."""

import pytest

from analyzer import pipeline
from analyzer.readers import drupal
from analyzer.source import Source
from analyzer.thread import Thread

HEAD = '<html><head><title>Wheel | Mill</title></head><body class="page-node page-node-77">'
BOX = "<blockquote><strong>Korn Weber wrote:</strong><br>Is the paddle loose?</blockquote><p>No.</p>"
POSTS = ((None, "Marl", "<p>Wheel knocks.</p>"), (311, "Korn Weber", "<p>Is the paddle loose?</p>"), (312, "Gast", BOX))
DAY = "Thu, 06/25/2015 - 12:32"


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def link(name: str) -> str:
    return name if name == "Gast" else f'<a href="/user/7" title="View user profile.">{name}</a>'


def garland(number: int | None, name: str, words: str) -> str:
    """Version 6: the day, a dash, and the name of a guest without a link."""
    told = f'<span class="submitted">{DAY} \u2014 {link(name)}</span><div class="content">{words}</div>'
    return (
        f'<a id="comment-{number}"></a><div class="comment">{told}</div>'
        if number
        else f'<div class="node">{told}</div><div id="comments">'
    )


def signed(number: int | None, name: str, words: str) -> str:
    """A theme that has the name apart from the line that begins `Posted at`."""
    told = f'<span class="submitted_author">{link(name)}</span><span class="submitted">Posted at 12:32 on {DAY}</span><div class="content">{words}</div>'
    return (
        f'<a id="comment-{number}"></a><div class="comment">{told}</div>'
        if number
        else f'<div class="node">{told}</div><div id="comments">'
    )


def stable(number: int | None, name: str, words: str) -> str:
    """Version 10 without RDF: names are spans and links as any other, and the comment above has a link of its own."""
    name = link(name).replace("Gast", "<span>Gast</span>")
    if number is None:
        return (
            f'<article class="node node--type-forum"><footer class="node__meta"><div class="node__submitted">Submitted by <span class="field--name-uid">{name}</span>'
            f' on <span class="field--name-created">{DAY}</span></div></footer><div class="node__content"><div class="field--name-body">{words}</div>'
            '<section class="comment-wrapper">'
        )
    return (
        f'<article class="comment js-comment"><footer class="comment__meta"><p class="comment__submitted">Submitted by {name} on {DAY}</p>'
        '<p class="parent visually-hidden">In reply to <a href="/comment/1#comment-1" class="permalink">t</a></p></footer>'
        f'<div class="content"><h3><a href="/comment/{number}#comment-{number}" class="permalink">t</a></h3><div class="field--name-comment-body">{words}</div></div></article>'
    )


def advanced(number: int | None, name: str, words: str) -> str:
    """The first version of Advanced Forum, whose posts are called comments of a forum."""
    count = f'<span class="post-num"><a href="/node/77#comment-{number}">#1</a></span>' if number else ""
    return (
        f'<div class="{"" if number else "top-post "}forum-comment"><div class="post-info">{count}</div><div class="forum-comment-left"><div class="author-name">{link(name)}</div>'
        f'</div><div class="forum-comment-right"><div class="posted-on">Posted: {DAY}</div><div class="content">{words}</div></div></div>'
    )


def backdrop(number: int | None, name: str, words: str) -> str:
    """A fork of version 7: the comments stand in a section without a name, within the topic."""
    if number is None:
        return f'<article id="node-77" class="node"><div class="submitted">Posted by <a class="username">{name}</a> on {DAY}</div><div class="content"><div class="field-name-body">{words}</div></div><section class="comments">'
    return (
        f'<a id="comment-{number}"></a><article class="comment"><div class="submitted"><p class="commenter-name"><span class="username">{name}</span></p><p class="comment-time">{DAY}</p></div>'
        f'<div class="content"><div class="field-name-comment-body">{words}</div></div></article>'
    )


def own(number: int | None, name: str, words: str) -> str:
    """A theme of somebody's own over version 10, which gives names and days classes of its own."""
    if number is None:
        return f'<article class="node node--type-forum"><div class="node__meta">By {link(name)}, <span class="field--name-created">{DAY}</span></div><div class="node__content">{words}</div></article>'
    return (
        f'<a id="comment-{number}"></a><article class="comment js-comment"><footer class="comment__meta"><span class="comment__user">{link(name)}</span>'
        f'<span class="comment__date">{DAY}</span></footer><div class="field--name-comment-body">{words}</div></article>'
    )


@pytest.mark.parametrize("theme", [garland, signed, stable, advanced, backdrop, own])
def test_themes(theme):
    """The topic has the number of its page, comments have theirs."""
    thread = read(HEAD + "".join(theme(*post) for post in POSTS))
    assert [(post.id, post.author, str(post.created_at)[:10]) for post in thread.posts] == [
        ("77", "Marl", "2015-06-25"),
        ("311", "Korn Weber", "2015-06-25"),
        ("312", "Gast", "2015-06-25"),
    ]
    assert [(quote.author, quote.post_id, quote.text) for quote in thread.posts[2].quotes] == [
        ("Korn Weber", "311", "Is the paddle loose?")
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Submitted by Weber, Korn on Thu, 06/25/2015 - 12:32.", "Weber, Korn"),
        ("Опубликовано Корн в чт, 25/06/2015 - 12:32", "Корн"),
        ("由 小王 提交于 周四, 2015-06-25 12:32", "小王"),
        ("Beküldte: Korn - 2015. jún. 25. 12:32", "Korn"),
        ("Vložil/a Korn, dne Čt, 25/06/2015 - 12:32", "Korn"),
        ("Posted at 14:32 on Thu, 06/25/2015", None),
        ("Posted June 25, 2015 - 12:32 by Korn", None),
        ("Опубликовано в чт, 25/06/2015 - 12:32", None),
    ],
)
def test_a_line_with_name_and_day(line: str, name: str | None):
    """What is no name is none: a day and an hour may follow the word as well."""
    match = drupal.SUBMITTED.match(line)
    assert (match[1] if match else None) == name


@pytest.mark.parametrize(
    "box",
    [
        '<div class="bb-quote">Korn Weber wrote:<blockquote class="bb-quote-body">Is the paddle loose?</blockquote></div>',
        '<div class="bb-quote"><b>Korn Weber wrote:</b><blockquote class="bb-quote-body">Is the paddle loose?</blockquote></div>',
        '<div class="quote-msg"><div class="quote-author"><em class="placeholder">Korn Weber</em> wrote:</div>Is the paddle loose?</div>',
    ],
)
def test_boxes_of_the_quote_modules(box: str):
    """A box and the body in it are one quote, whose first line is no part of it."""
    html = HEAD + "".join(garland(number, name, words.replace(BOX, box)) for number, name, words in POSTS)
    assert [(quote.author, quote.text) for quote in read(html).posts[2].quotes] == [
        ("Korn Weber", "Is the paddle loose?")
    ]
