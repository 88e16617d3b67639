"""Skins and versions of FluxBB, PunBB and Vanilla that spell posts and quotes unlike the stock pages."""

from __future__ import annotations

import html
import json

import pytest

from analyzer.readers.base import reader_for
from analyzer.source import Source
from analyzer.thread import SegmentKind

Said = list[tuple[str, str | None, list[tuple[str | None, str | None, str]]]]

# Two posts of each page: the second quotes the first. `%s` is the quote.
WORDS = ("Low water at nine.", "Then we walk.")


def said(page: str) -> Said:
    """Give id, author and quotes (author, post, words) of each post of a page."""
    source = Source.from_bytes("page.html", page.encode())
    (thread,) = reader_for(source).read(source)
    return [
        (post.id, post.author, [(s.author, s.post_id, s.text) for s in post.segments if s.kind is SegmentKind.QUOTE])
        for post in thread.posts
    ]


def own(page: str) -> list[str]:
    """Give the own words of each post of a page."""
    source = Source.from_bytes("page.html", page.encode())
    (thread,) = reader_for(source).read(source)
    return [post.own for post in thread.posts]


BY_NAME: Said = [("10", "Ada Lane", []), ("11", "old_tom", [("Ada Lane", None, WORDS[0])])]
FLUXBB = (
    '<div id="p{0}" class="blockpost"><h2><span><a href="viewtopic.php?pid={0}#p{0}">2031-05-30 06:12:44</a></span></h2>'
    '<div class="postleft"><dl><dt><strong>{1}</strong></dt></dl></div><div class="postmsg">{2}</div></div>'
)
PUNBB = (
    '<div id="p{0}" class="post"><h3><span class="post-byline">Reply by <strong>{1}</strong></span></h3><div class="post-entry">'
    '<div class="entry-content">{2}<p class="lastedit">Last edited by Warden</p><div class="sig-content"><p>motto</p></div></div></div></div>'
)
MODERNBB = (
    '<div id="p{0}" class="blockpost"><h2><a href="profile.php?id={0}">{1}</a></h2><div class="postmsg">{2}</div></div>'
)


@pytest.mark.parametrize(
    "post",
    [
        FLUXBB,
        PUNBB,
        MODERNBB,
        # Addresses as programs that copy sites to disk write them; a guest has none.
        MODERNBB.replace("?id=", "@id="),
        '<div id="p{0}" class="blockpost"><div class="profile-card"><h2>{1}</h2></div><div class="postmsg">{2}</div></div>',
    ],
    ids=["fluxbb", "punbb", "modernbb", "copied", "guest"],
)
def test_fluxbb_posts_of_its_kin(post: str):
    """Notes of edits and signatures that stand among the words are none of them."""
    quote = '<div class="quotebox"><cite>Ada Lane wrote:</cite><blockquote><p>Low water at nine.</p></blockquote></div>'
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{quote}{WORDS[1]}")
    page = f'<html><body><div class="main-topic"><div id="brdmain">{posts}</div></div></body></html>'
    assert said(page) == BY_NAME
    assert own(page) == list(WORDS)


@pytest.mark.parametrize(
    ("cite", "name"),
    [("Ada Lane schrieb:", "Ada Lane"), ("Ada Lane verbed:", "Ada Lane"), ("Ada Lane:", "Ada Lane"), ("Quote:", None)],
)
def test_fluxbb_lines_without_a_known_verb(cite: str, name: str | None):
    """A last word in small letters is a verb, one with a capital the name's; a label names nobody."""
    quote = f'<div class="quotebox"><cite>{cite}</cite><blockquote><p>Low water at nine.</p></blockquote></div>'
    page = f"<html><body>{FLUXBB.format(11, 'old_tom', quote)}</body></html>"
    assert said(page) == [("11", "old_tom", [(name, None, WORDS[0])])]


def test_punbb_1_2_has_its_boxes_within_blockquotes():
    """Of a quote in a quote, the outer one keeps its own words."""
    inner = '<blockquote><div class="incqbox"><h4>Eve wrote:</h4><p>inner</p></div></blockquote>'
    quote = f'<blockquote><div class="incqbox"><h4>Ada Lane wrote:</h4>{inner}<p>outer</p></div></blockquote>'
    page = f"<html><body>{FLUXBB.format(11, 'old_tom', quote)}</body></html>"
    assert said(page)[0][2] == [("Eve", None, "inner"), ("Ada Lane", None, "outer")]


def vanilla(quote: str) -> str:
    """Give a page of Vanilla 3."""
    post = (
        '<li id="Comment_{0}" class="Item ItemComment"><div class="Comment"><span class="Author"><a href="/profile/x" class="Username">{1}</a>'
        '</span><div class="Item-Body"><div class="Message userContent">{2}</div></div></div></li>'
    )
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{quote}<p>{WORDS[1]}</p>")
    return f'<html><body><ul class="MessageList">{posts}</ul></body></html>'


LINK = "https://v.example/discussion/comment/10#Comment_10"
EMBEDDED = html.escape(
    json.dumps(
        {
            "url": LINK,
            "body": f"<p>{WORDS[0]}</p>",
            "bodyRaw": "x" * 3000,
            "insertUser": {"name": "Ada Lane"},
            "embedType": "quote",
        }
    )
)
HEADER = f'<a href="/profile/x"><span class="embedQuote-userName">Ada Lane</span></a><a href="{LINK}"><time>June 3</time></a>'
FILLED = f'<blockquote class="embedQuote-body"><div class="embedQuote-header">{HEADER}</div><div class="userContent"><p>{WORDS[0]}</p></div></blockquote>'


@pytest.mark.parametrize(
    "quote",
    [
        f'<div class="js-embed" data-embedjson="{EMBEDDED}"><a href="{LINK}">{LINK}</a></div>',
        f'<div class="js-embed"><div class="embedQuote">{FILLED}</div></div>',
        f'<div class="js-embed"><div class="css-1">{FILLED.replace("embedQuote-body", "css-2").replace("embedQuote-header", "css-3")}</div></div>',
    ],
    ids=["data", "filled", "filled without classes"],
)
def test_vanilla_rich_quotes(quote: str):
    """A rich quote is one box with its author, whether scripts have filled it or its data alone say what it holds."""
    (first, second) = said(vanilla(quote))
    assert first == ("Comment_10", "Ada Lane", [])
    assert second[2] == [("Ada Lane", "Comment_10", WORDS[0])]


@pytest.mark.parametrize(
    "data", ["", ' data-embedjson="{"', ' data-embedjson="[]"', ' data-embedjson="{&quot;url&quot;: 3}"']
)
def test_vanilla_rich_quote_without_sound_data(data: str):
    """The link still tells the post; its address is no word of it, and nobody is named."""
    quote = f'<div class="js-embed"{data}><a href="https://v.example/discussion/3/tide">https://v.example/discussion/3/tide</a></div>'
    assert said(vanilla(quote))[1][2] == [(None, "Discussion_3", "")]
    assert own(vanilla(quote))[1] == WORDS[1]


def test_vanilla_1_has_words_without_a_message():
    """The first Vanilla calls the words of a comment its body, and names its author in a list above."""
    post = '<li id="Comment_{0}"><div class="CommentHeader"><ul><li><a href="/account/3/">{1}</a></li></ul></div><div class="CommentBody">{2}</div></li>'
    quote = f"<blockquote><cite>Ada Lane</cite><p>{WORDS[0]}</p></blockquote>{WORDS[1]}"
    page = f'<html><body><ol id="Comments">{post.format(10, "Ada Lane", WORDS[0])}{post.format(11, "old_tom", quote)}</ol></body></html>'
    assert [(author, quotes) for _, author, quotes in said(page)] == [
        ("Ada Lane", []),
        ("old_tom", [("Ada Lane", None, WORDS[0])]),
    ]


def test_vanilla_answers_and_lists_above_the_posts_are_no_posts():
    """A copy of the accepted answer and a list of other discussions change neither the order nor the number of posts."""
    page = vanilla("")
    answer = page[page.index('<li id="Comment_11"') : page.index("</ul>")]
    other = '<li id="Discussion_9" class="Item ItemDiscussion"><span class="Author"><a href="/profile/y">Eve</a></span></li>'
    copied = page.replace(
        '<ul class="MessageList">',
        f'<ul>{other}</ul><ul class="MessageList AcceptedAnswers">{answer}</ul><ul class="MessageList">',
    )
    assert said(copied) == said(page)


EMBED = (
    '<div class="js-embed" data-embedjson="{{&quot;url&quot;:&quot;https://v.example/discussion/comment/10#Comment_10&quot;,&quot;body&quot;:&quot;Low water at nine.'
    '&quot;,&quot;insertUser&quot;:{{&quot;name&quot;:&quot;Ada Lane&quot;}}}}"><a href="{0}">{0}</a></div>'
).format("https://v.example/discussion/comment/10#Comment_10")
DRAWN = (
    '<div id="Comment_{0}"><div><a href="/profile/x"><img src="a.png"></a><div><a href="/profile/x">{1}</a> <span>Warden</span></div>'
    '<a href="/discussion/comment/{0}#Comment_{0}"><time datetime="2031-05-30T06:12:44+00:00">May 30</time></a></div><div class="userContent">{2}</div></div>'
)
ADDRESSED = DRAWN.replace(' id="Comment_{0}"', "")
PLAIN = '<div class="comment separated"><div><a href="/profile/x" class="seoUser"><img alt="Photo"><span class="seoUserName">{1}</span></a></div><div class="userContent">{2}</div></div>'


@pytest.mark.parametrize(
    ("post", "numbers"),
    [(DRAWN, ["Comment_10", "Comment_11"]), (ADDRESSED, ["Comment_10", "Comment_11"]), (PLAIN, None)],
    ids=["numbered", "addressed", "plain"],
)
def test_vanilla_pages_that_scripts_draw(post: str, numbers: list[str] | None):
    """Since 2023 names and dates have no class of their own; to those without scripts pages give neither date nor number."""
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(
        11, "old_tom", f"{EMBED}<p>{WORDS[1]} <a href='/profile/y'>@y</a></p>"
    )
    leaders = '<aside><div><a class="seoUser" href="/profile/z"><span class="seoUserName">Eve</span></a><span>9</span></div></aside>'
    source = Source.from_bytes(
        "page.html", f"<html><body><h1>Tide</h1><noscript>{posts}{leaders}</noscript></body></html>".encode()
    )
    (thread,) = reader_for(source).read(source)
    quotes = [
        [(one.author, one.post_id, one.text) for one in post.segments if one.kind is SegmentKind.QUOTE]
        for post in thread.posts
    ]
    assert [post.author for post in thread.posts] == ["Ada Lane", "old_tom"]
    assert quotes == [[], [("Ada Lane", "Comment_10", WORDS[0])]]
    assert numbers is None or [post.id for post in thread.posts] == numbers


def test_vanilla_author_without_a_link_is_nobody_named_in_the_words():
    """A header without a profile names nobody, whoever the words speak to."""
    post = DRAWN.replace('<a href="/profile/x">{1}</a>', "").format(10, "", f"{WORDS[0]} <a href='/profile/y'>@y</a>")
    assert said(f"<html><body>{post}</body></html>") == [("Comment_10", None, [])]
