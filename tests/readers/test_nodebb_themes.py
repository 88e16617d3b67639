"""NodeBB in other themes and older versions, with and without data attributes: whose post, which number, who is quoted."""

import re

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

DATA = re.compile(r' data-[a-z]+="[^"]*"')
HEAD = (
    '<html><head><title>Rope</title></head><body><ul component="topic" id="post-container" class="posts" data-tid="9">'
)
POST = '<li component="post" class="post-row" data-pid="{pid}" data-username="{name}" itemscope><meta itemprop="datePublished" content="2016-08-01T10:00:00Z">'
LINE = '<p><a class="plugin-mentions-a" href="/user/splice-hand">@splice-hand</a> {said}</p><blockquote><p>Salt does that.</p></blockquote><p>Not here.</p>'
SAID = LINE.format(said='said in <a href="/post/31">Rope</a>:')
# Each is a post's inside: theme Vanilla, Persona before 0.8, Slick and Peace.
THEMES = {
    "vanilla": '<div class="topic-buttons"><button><span itemprop="author" data-username="{name}">{name}&nbsp;</span></button></div>'
    '<div component="post/content" class="post-content" itemprop="text">{words}</div><div class="post-info"><a class="permalink" href="/post/{pid}"></a></div>',
    "persona": '<div class="clearfix"><small><strong><a class="username-field" href="/user/x" itemprop="author" data-username="{name}">{name}</a></strong>'
    ' <a class="permalink" href="/post/{pid}">x</a><span>, last edited by <strong><a href="/user/mod">mod</a></strong></span></small></div>'
    '<div class="content" component="post/content" itemprop="text">{words}</div>',
    "slick": '<div class="row post-header"><a class="permalink" href="/post/{pid}"></a></div><div class="post-author"><a href="/user/x"></a>'
    '<div class="author"><a href="/user/x">\n{name}\n</a></div></div><div class="post-content" component="post/content">{words}</div>',
    "peace": '<div><a class="text-muted fw-bold" href="/user/x">{name}</a> <a class="permalink" href="/post/{pid}"></a></div><div component="post/content">{words}</div>',
}


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def page(inside: str, *, said: str = SAID) -> str:
    posts = ((31, "Splice Hand", "<p>Salt does that.</p>"), (34, "Ferry", said))
    return HEAD + "".join(f"{POST}{inside}</li>".format(pid=pid, name=name, words=words) for pid, name, words in posts)


def quotes(thread: Thread) -> list[tuple[str | None, str | None]]:
    return [(quote.author, quote.post_id) for post in thread.posts for quote in post.quotes]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("strip", ["", "data-"])
def test_themes(theme: str, strip: str):
    """Each theme shows the name elsewhere; a mention is an address, and the one quoted is named as on the page."""
    html = page(THEMES[theme])
    thread = read(DATA.sub("", html) if strip else html)
    assert [(post.id, post.author) for post in thread.posts] == [("31", "Splice Hand"), ("34", "Ferry")]
    assert quotes(thread) == [("Splice Hand", "31")]


def test_before_anything_was_called_a_component():
    """Version 0.5 has rows of posts, and their numbers in the ids of their words."""
    html = page(
        THEMES["vanilla"].replace('component="post/content"', 'id="content_{pid}"').split('<div class="post-info')[0]
    )
    thread = read(DATA.sub("", re.sub(r'component="[^"]*"', "", html)))
    assert [(post.id, post.author) for post in thread.posts] == [("31", "Splice Hand"), ("34", "Ferry")]
    assert quotes(thread) == [("Splice Hand", "31")]


@pytest.mark.parametrize(
    "said", ["said:", '在 <a href="/post/31">Rope</a> 中说：', 'كتب في  <a href="/post/31">Rope</a>']
)
def test_the_line_above_a_quote_in_other_languages(said: str):
    """Arabic ends it without a colon, older versions name no post."""
    assert quotes(read(page(THEMES["persona"], said=LINE.format(said=said)))) == [("Splice Hand", "31")]


def test_somebody_from_another_server_is_named_with_it():
    """In sight is a first name; the address of the profile has the server, as the attribute that is gone had."""
    shown = '<div class="post-header"><meta itemprop="name" content="Ferry"><a href="/user/ferry@quay.example">Ferry</a><a class="post-index" href="/post/{pid}"></a></div><div component="post/content">{words}</div>'
    assert read(DATA.sub("", page(shown))).posts[1].author == "ferry@quay.example"
