"""Flarum 0.1 to 2.0: the copy for those without scripts, the page as scripts drew it, mentions with and without ids."""

import re

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

DATA = re.compile(r' data-[a-z]+="[^"]*"')
HEAD = '<html><head><title>Kiln - Clay</title></head><body><div id="app">'
MENTION = '<blockquote class="uncited"><div><p><a href="https://f.example/d/13/1" class="PostMention" data-id="410">Wren Alder</a> It cracked at noon today.</p></div></blockquote><p>Mine too.</p>'
POSTS = (
    (1, 410, "Wren Alder", "<p>It cracked at noon today.</p>"),
    (2, 412, "Tom Reed", MENTION),
    (4, 415, "finch", "<p>Good.</p>"),
)


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def copied(*, tag: str) -> str:
    posts = "".join(
        f'<{tag}><h3 class="PostUser-name">{name}</h3><div class="Post-body">{words}</div></{tag}><hr>'
        for _, _, name, words in POSTS
    )
    return f'<noscript id="flarum-content"><div class="container"><h2>Kiln</h2><div>{posts}</div></div></noscript>'


def address(number: int) -> str:
    return "https://f.example/d/13-kiln" + (f"/{number}" if number > 1 else "")


def drawn(link: str) -> str:
    posts = "".join(
        f'<div class="PostStream-item"><article class="CommentPost Post" data-id="{post_id}"><header class="Post-header"><h3 class="PostUser-name"><a href="/u/x">'
        f'<span class="Avatar">W</span><span class="username">{name}</span></a></h3>{link.format(address(number))}<span class="PostMeta-number">Post #{number} </span></header>'
        f'<div class="Post-body">{words}</div></article></div>'
        for number, post_id, name, words in POSTS
    )
    return f'<h2 class="DiscussionHero-title">Kiln</h2>{posts}'


def quotes(thread: Thread) -> list[tuple[str | None, str | None, str]]:
    return [(quote.author, quote.post_id, quote.text) for post in thread.posts for quote in post.quotes]


@pytest.mark.parametrize("tag", ["div", "article"])
def test_the_copy_for_those_without_scripts(tag: str):
    """Version 0.1 has blocks where 2.0 has articles; neither tells a post's id."""
    thread = read(HEAD + copied(tag=tag))
    assert (thread.title, [post.author for post in thread.posts]) == ("Kiln", ["Wren Alder", "Tom Reed", "finch"])
    assert quotes(thread) == [("Wren Alder", "410", "It cracked at noon today.")]


@pytest.mark.parametrize(
    "link", ['<input class="PostMeta-permalink" value="{0}">', '<a class="PostMeta-permalink" href="{0}">x</a>']
)
def test_what_scripts_drew_has_ids_or_numbers(link: str):
    """Posts have ids; where these are gone, the numbers in addresses, of mentions too. On touch screens it is a link."""
    html = HEAD + drawn(link)
    thread = read(html)
    assert (thread.id, [post.id for post in thread.posts]) == ("flarum/13", ["410", "412", "415"])
    assert quotes(thread) == [("Wren Alder", "410", "It cracked at noon today.")]
    thread = read(DATA.sub("", html))
    assert [(post.id, post.reply_to) for post in thread.posts] == [("1", None), ("2", "1"), ("4", None)]
    assert quotes(thread) == [("Wren Alder", "1", "It cracked at noon today.")]


def test_a_page_saved_by_a_browser_holds_each_post_once():
    """What is there for those without scripts is kept with the page that scripts drew."""
    for html in (drawn("") + copied(tag="article"), copied(tag="div") + drawn("")):
        assert [post.id for post in read(HEAD + html).posts] == ["410", "412", "415"]


@pytest.mark.parametrize(
    ("begin", "author", "post"),
    [
        ('<div><p><span class="PostMention PostMention--deleted" data-id="409">[unbekannt]</span> ', None, "409"),
        ("<div><cite>Wren Alder wrote:</cite><p>", "Wren Alder", "410"),
        ("<div><cite>Wren Alder</cite><p>", "Wren Alder", "410"),
        ("<div><cite>Wren Alder sanoikin:</cite><p>", "Wren Alder", "410"),
    ],
)
def test_how_a_quote_names_its_author(begin: str, author: str | None, post: str):
    """A deleted post's mention is no link and names nobody; BBCode has the name in a line of its own."""
    html = re.sub(r"<div><p><a [^>]*>Wren Alder</a> ", begin, HEAD + drawn(""))
    assert quotes(read(html)) == [(author, post, "It cracked at noon today.")]
