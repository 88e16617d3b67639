"""Skins and versions of phpBB, SMF and MyBB that spell posts and quotes unlike the stock pages."""

from __future__ import annotations

import re

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


def phpbb3(quote: str, *, body: str = 'id="phpbb"') -> str:
    """Give a page of phpBB 3.3."""
    post = (
        '<div id="p{0}" class="post has-profile bg2"><div class="inner"><dl class="postprofile" id="profile{0}"><dt>'
        '<div class="avatar-container"></div><a href="./memberlist.php?mode=viewprofile&amp;u={0}" class="username">{1}</a></dt></dl>'
        '<div class="postbody"><div id="post_content{0}"><h3><a href="./viewtopic.php?p={0}#p{0}">Re: Tide</a></h3>'
        '<p class="author"><span class="responsive-hide">by <strong><a class="username" href="./memberlist.php?mode=viewprofile&amp;u={0}">{1}</a></strong>'
        ' &raquo; </span><time datetime="2031-01-05T11:20:41+00:00">5 Jan 2031, 11:20</time></p><div class="content">{2}</div>'
        '<div class="notice">Last edited by <a class="username" href="./memberlist.php?u=9">Warden</a></div>'
        '<div id="sig{0}" class="signature">motto</div></div></div></div></div>'
    )
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{quote}{WORDS[1]}")
    return f"<html><head><title>Tide</title></head><body {body}>{posts}</body></html>"


BY_POST: Said = [("10", "Ada Lane", []), ("11", "old_tom", [("Ada Lane", "10", WORDS[0])])]
BY_NAME: Said = [("10", "Ada Lane", []), ("11", "old_tom", [("Ada Lane", None, WORDS[0])])]
ARROW = '<a href="./viewtopic.php?p=10#p10" data-post-id="10">↑</a>'
DATE = "Sun Jan 05, 2031 1:11 pm"


@pytest.mark.parametrize(
    "cite",
    [
        f'Ada Lane wrote: {ARROW}<span class="responsive-hide">{DATE}</span>',
        f'Ada Lane wrote: {ARROW}<div class="responsive-hide">{DATE}</div>',
        f'Ada Lane wrote: {ARROW}<span class="small">{DATE}</span>',
        f"Ada Lane wrote: {ARROW} {DATE}",
        f'<span class="right">{DATE}</span>Ada Lane wrote: {ARROW}',
        f'<span class="right">{DATE}</span><a href="./memberlist.php?mode=viewprofile&amp;u=1">Ada Lane</a> wrote: {ARROW}',
        f'<a href="/user/1">Ada Lane</a> hat geschrieben: {ARROW}<span class="responsive-hide">{DATE}</span>',
        f"Ada Lane je napisao/la: {ARROW}",
    ],
)
def test_phpbb3_quotes_name_their_author_wherever_the_date_stands(cite: str):
    """Link and date are no part of the name, and an arrow is nobody's name."""
    quote = f'<blockquote cite="./viewtopic.php?p=10#p10"><div><cite>{cite}</cite>{WORDS[0]}</div></blockquote>'
    assert said(phpbb3(quote)) == BY_POST
    bare = re.sub(r' (?:data-post-id|cite)="[^"]*"', "", phpbb3(quote))
    assert said(bare) == BY_POST


def test_an_arrow_names_nobody():
    """The link to a private message is no author, in a line that names a guest."""
    quote = f'<blockquote><div><cite>Ada Lane wrote: <a href="./ucp.php?i=pm&amp;mode=view" data-msg-id="3">↑</a></cite>{WORDS[0]}</div></blockquote>'
    assert said(phpbb3(quote)) == BY_NAME
    assert said(quote_page := phpbb3(quote.replace(' data-msg-id="3"', ""))) == BY_NAME, quote_page


@pytest.mark.parametrize(
    "changes",
    [
        {'class="post has-profile bg2"': 'class="post-body"', 'class="postprofile"': 'class="post-profile"'},
        {'class="post has-profile bg2"': 'class="well"', 'class="postbody"': 'class="col"'},
        # Nor have the words of phpBB 3.0 a number of their own.
        {'class="post has-profile bg2"': 'class="well"', 'id="post_content': 'id="was'},
        # Nothing is left around the words but their own number.
        {
            '<div id="p1': '<div class="row" data-was="p1',
            'class="postprofile"': 'class="col"',
            'class="content"': "",
            '<span class="responsive-hide">by': "<i hidden>",
            '<strong><a class="username"': "<b><a",
        },
        {'class="post has-profile bg2"': "", 'class="content"': 'class="prose"', 'class="postbody"': ""},
    ],
)
def test_phpbb3_posts_without_their_class(changes: dict[str, str]):
    """Skins that drop the class of posts keep their numbers, and the editor of a post is not its author."""
    page = phpbb3(
        f'<blockquote cite="./viewtopic.php?p=10#p10"><div><cite>Ada Lane wrote: {ARROW}</cite>{WORDS[0]}</div></blockquote>'
    )
    for old, new in changes.items():
        assert old in page
        page = page.replace(old, new)
    assert said(page) == BY_POST
    assert own(page) == [WORDS[0], WORDS[1]]


SUBSILVER_HEAD = '<div class="quotetitle"><div>{0} wrote: {1}<div class="quotedate">{2}</div></div></div><div class="quotecontent">{3}</div>'


def subsilver(quote: str) -> str:
    """Give a page of phpBB 3 in the skin subsilver2."""
    post = (
        '<table><tr><td><a name="p{0}"></a><b class="postauthor">{1}</b></td><td><div style="float: right">'
        '<a href="./viewtopic.php?p={0}#p{0}"></a><b>Posted:</b> 5 Jan 2031, 11:20</div></td></tr>'
        '<tr><td class="profile"></td><td><div class="postbody">{2}</div></td></tr></table>'
    )
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{quote}{WORDS[1]}")
    return f"<html><body>{posts}</body></html>"


@pytest.mark.parametrize("name", ["Ada Lane", '<a href="./memberlist.php?mode=viewprofile&amp;u=3">Ada Lane</a>'])
def test_subsilver2_of_phpbb_3_2_dates_and_links_its_quotes(name: str):
    """The line above a quote holds the post and its date since 3.2."""
    assert said(subsilver(SUBSILVER_HEAD.format(name, ARROW, DATE, WORDS[0]))) == BY_POST


def test_subsilver2_quotes_in_quotes_keep_their_own_posts():
    """The post of an inner quote is not that of the outer, nor is a link in the words quoted."""
    inner = SUBSILVER_HEAD.format("Eve", ARROW, DATE, "inner")
    link = '<a href="./viewtopic.php?p=77#p77">see there</a>'
    quote = f'<div class="quotetitle">Ada Lane wrote:</div><div class="quotecontent">{inner}outer {link}</div>'
    assert said(subsilver(quote))[1][2] == [("Eve", "10", "inner"), ("Ada Lane", None, "outer see there")]


def test_subsilver2_labels_a_quote_of_nobody():
    """The label over it bears another class and is no word of the post."""
    page = subsilver('<div class="uncited"><div>Quote:</div></div><div class="quotecontent">Low water at nine.</div>')
    assert said(page)[1][2] == [(None, None, WORDS[0])]
    assert own(page)[1] == WORDS[1]


@pytest.mark.parametrize(
    "quote",
    [
        "<table><tr><td><span class='genmed'><strong>{0}</strong></span></td></tr><tr><td class='quote'>{1}</td></tr></table>",
        "<table class='quote'><tr><td class='title'>{0}</td></tr><tr><td class='content'>{1}</td></tr></table>",
        "<div class='quotetitle'><b>{0}</b></div><div class='quotecontent'>{1}</div>",
        "<div align='center'><div class='quotetitle'><nobr>{0}</nobr></div><div class='quotediv'>{1}</div></div>",
        "<div class='q-wrap'><p class='q-head'><b>{0}</b></p><div class='q'>{1}</div></div>",
        "<blockquote><div><b>{0}</b></div>{1}</blockquote>",
        "<blockquote><div><cite>{0}</cite>{1}</div></blockquote>",
    ],
)
def test_phpbb2_quote_boxes_of_other_skins(quote: str):
    """A skin of phpBB 2 may write a box of its own; the line over the words names who is quoted, a bare label nobody."""
    post = (
        '<tr><td><span class="name"><a name="{0}"></a><b>{1}</b></span></td><td><a href="viewtopic.php?p={0}#{0}"></a>'
        '<span class="postdetails">Posted: 21 Oct 2031 18:10</span><div><span class="postbody">{2}</span></div></td></tr>'
    )
    for line, name in (
        ("Ada Lane wrote:", "Ada Lane"),
        ("Ada Lane hat folgendes geschrieben:", "Ada Lane"),
        ("Quote:", None),
    ):
        box = quote.format(line, WORDS[0])
        posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(
            11, "old_tom", f"</span>{box}<span class=postbody>{WORDS[1]}"
        )
        page = f"<html><body><table>{posts}</table></body></html>"
        assert said(page)[1] == ("11", "old_tom", [(name, None, WORDS[0])])
        assert own(page)[1] == WORDS[1]


def test_phpbb2_names_between_signs():
    """The signs around a name in some skins are not the name's."""
    box = "<div class='quotetitle'>« Ada Lane » wrote:</div><div class='quotediv'>Low water at nine.</div>"
    page = f'<table><tr><td><span class="name"><a name="1"></a><b>old_tom</b></span></td><td><span class="postbody">{box}So.</span></td></tr></table>'
    assert said(f"<html><body>{page}</body></html>") == [("1", "old_tom", [("Ada Lane", None, WORDS[0])])]


@pytest.mark.parametrize(
    "post",
    [
        '<tr><td><a name="{0}"></a><div><b>{1}</b><br>Regular</div></td><td><a href="viewtopic.php@p={0}#{0}"></a><div><span class="postbody">{2}</span></div></td></tr>',
        '<tr><td><a name="{0}"></a><span class="genmed"><b>{1}</b></span></td><td><a href="viewtopic.php?p={0}#{0}"></a><div><span class="postbody">{2}</span></div></td></tr>',
        (
            '<tr><td><table><tr><td><span class="largetext"><a name="{0}"></a><b>{1}</b></span></td><td><span class="smalltext">Tide</span>'
            '<span class="largetext">{2}</span></td></tr><tr><td><a href="viewtopic.php?p={0}#{0}"></a></td></tr></table></td></tr>'
        ),
        (
            '<tr><td><div><span class="poster-name"><b>{1}</b></span><p class="postdetails"><a href="viewtopic.php?p={0}#{0}"></a>'
            '<a name="{0}"></a></p></div><div><div class="postbody">{2}</div></div></td></tr>'
        ),
    ],
)
def test_phpbb2_names_without_their_class(post: str):
    """A number that is an anchor and the end of a link is a post; the name in bold behind it is its author's."""
    quote = "<table><tr><td><span class=genmed><b>Ada Lane wrote:</b></span></td></tr><tr><td class=quote>Low water at nine.</td></tr></table>"
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{quote}{WORDS[1]}")
    assert said(f"<html><body><table>{posts}</table></body></html>") == BY_NAME
    assert own(f"<html><body><table>{posts}</table></body></html>") == list(WORDS)


def smf(quote: str, **names: str) -> str:
    """Give a page of SMF 2.0; `names` are classes to rename."""
    post = (
        '<div class="post_wrapper"><div class="poster"><h4><a href="?action=profile;u=1">{1}</a></h4></div><div class="keyinfo">'
        '<h5 id="subject_{0}"><a href="?topic=7.msg{0}#msg{0}">Tide</a></h5></div><div class="post"><div class="inner" id="msg_{0}">{2}'
        '</div></div><div class="signature">motto</div></div>'
    )
    posts = post.format(10, names.get("author", "Ada Lane"), WORDS[0]) + post.format(
        11, "old_tom", f"{quote}{WORDS[1]}"
    )
    return f"<html><body><div><form>{posts}</form></div></body></html>"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        # The word before the date of many a language, and dates without an hour.
        ("Quote from: Ada Lane on 07/05/2017", "Ada Lane"),
        ("Quote from: Ada Lane on May 07, 2017", "Ada Lane"),
        ("Zitat von: Ada Lane am 07. Mai 2017", "Ada Lane"),
        ("Цитата: Ольга от Сегодня в 15:21:05", "Ольга"),
        ("Цитата: Man on Monday от Вчера в 15:21:05", "Man on Monday"),
        ("Alıntı yapılan:: Ada Lane - Mayıs 07, 2017, 15:21:05", "Ada Lane"),
        ("Citação de: Ada Lane online 07 de Maio de 2017, 15:21:05", "Ada Lane"),
        ("اقتباس من: Ada Lane في مايو 07, 2017, 03:21:05", "Ada Lane"),
        ("Idézetet írta: Ada Lane Dátum 2017. május 07. - 15:21:05", "Ada Lane"),
        ("Lainaus: Ada Lane - 07.05.2017, 15:21", "Ada Lane"),
        ("Sitat fra: Ada Lane på 07 mai 2017, 15:21:05", "Ada Lane"),
        ("Trích dẫn từ: Ada Lane trong 07/05/17 15:21", "Ada Lane"),
        # No such word: a second word with a capital is the name's.
        ("Quote from: Ada Lane 2017-05-07, 15:21:05", "Ada Lane"),
        ("Quote from: Ada xyz 2017-05-07, 15:21:05", "Ada"),
        # Numbers in a name are no date.
        ("Quote from: sitting on 22", "sitting on 22"),
    ],
)
def test_smf_names_and_dates_in_many_languages(line: str, name: str):
    """The name ends where the date's own words begin."""
    head = f'<div class="quoteheader"><div class="topslice_quote"><a href="?topic=7.msg10#msg10">{line}</a></div></div>'
    assert said(smf(f"{head}<blockquote>{WORDS[0]}</blockquote>"))[1][2] == [(name, "10", WORDS[0])]
    assert said(smf(f'<blockquote><cite><a href="?msg=10">{line}</a></cite>{WORDS[0]}</blockquote>'))[1][2] == [
        (name, "10", WORDS[0])
    ]


HEADED = '<div class="quoteheader"><a href="?topic=7.msg10#msg10">Quote from: Ada Lane on May 07, 2017, 03:21:05 PM</a></div><div class="quote">Low water at nine.</div>'
ELKARTE = (
    '<section class="post_wrapper"><aside><ul class="poster"><li><a class="linklevel1 name">{1}</a><ul><li>Posts: 3</li></ul></li></ul></aside>'
    '<article><h2 id="post_subject_{0}">Tide</h2><h5 id="info_{0}"><a href="?topic=7.msg{0}#msg{0}">Reply</a></h5>'
    '<div id="msg_{0}" class="messageContent">{2}</div><div class="signature">motto</div></article></section>'
)
CLASSIC = (
    '<table><tr><td rowspan="2"><strong><a href="?action=profile;u=1">{1}</a></strong></td><td><div id="subject_{0}">'
    '<a href="?topic=7.msg{0}#msg{0}">Tide</a></div><hr><div class="post">{2}</div></td></tr></table>'
)
FIRST = (
    '<table><tr><td rowspan="2"><b><a href="?action=profile;u=1">{1}</a></b></td><td><table><tr><td><b>'
    '<a href="?topic=7.msg{0}#msg{0}">Tide</a></b><br><span class="smalltext">&#171; <b>Reply #1 on:</b> May 07, 2017 &#187;</span>'
    '</td></tr></table><div class="post">{2}</div></td></tr></table>'
)
BARE = (
    '<div class="card"><h4><a href="?action=profile;u=1">{1}</a></h4><div id="subject_{0}"><a href="?topic=7.msg{0}#msg{0}">Tide</a></div>'
    '<div class="post">{2}</div></div>'
)


@pytest.mark.parametrize("post", [ELKARTE, CLASSIC, FIRST, BARE], ids=["elkarte", "classic", "1.0", "no wrapper"])
def test_smf_posts_of_its_kin_and_skins(post: str):
    """ElkArte, the classic theme of SMF 2.0, SMF 1.0 and skins without a wrapper keep author, number and words."""
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{HEADED}{WORDS[1]}")
    page = f"<html><body><div>{posts}</div></body></html>"
    assert said(page) == BY_POST
    assert own(page) == list(WORDS)


def mybb(quote: str) -> str:
    """Give a page of MyBB 1.8."""
    post = (
        '<div class="post" id="post_{0}"><div class="post_author"><div class="author_information"><strong><span class="largetext">'
        '<a href="member.php?action=profile&amp;uid=4">{1}</a></span></strong></div></div><div class="post_head"><span class="post_date">'
        '03-18-2031, 09:49 PM <span class="post_edit">by <a href="member.php?action=profile&amp;uid=2">Warden</a></span></span></div>'
        '<div class="post_body" id="pid_{0}">{2}</div></div>'
    )
    posts = post.format(10, "Ada Lane", WORDS[0]) + post.format(11, "old_tom", f"{quote}{WORDS[1]}")
    return f"<html><body><div><div>{posts}</div></div></body></html>"


@pytest.mark.parametrize("verb", ["Wrote:", "Adlı Kullanıcıdan Alıntı:", "Đã viết:", "Ha scritto:"])
def test_mybb_quotes_in_several_languages(verb: str):
    """What stands before the colon is the verb, of however many words."""
    cite = (
        f'<cite><span> (03-18-2031, 09:49 PM)</span>Ada Lane {verb} <a href="showthread.php?pid=10#pid10"></a></cite>'
    )
    assert said(mybb(f"<blockquote>{cite}{WORDS[0]}</blockquote>")) == BY_POST


@pytest.mark.parametrize(
    "changes",
    [
        {'<span class="largetext">': "<span>"},
        {'<strong><span class="largetext">': "<span>", "member.php?action=profile&amp;uid=4": "User-Ada-Lane"},
        {'<span class="largetext">': "<span>", 'class="post_author"': "", 'class="author_information"': ""},
        {'id="post_10"': "", 'id="post_11"': ""},
    ],
)
def test_mybb_skins_without_stock_marks(changes: dict[str, str]):
    """Without the class of names or the number of posts, what is left tells both; the editor is nobody's author."""
    page = mybb(
        '<blockquote><cite>Ada Lane Wrote: <a href="showthread.php?pid=10#pid10"></a></cite>Low water at nine.</blockquote>'
    )
    for old, new in changes.items():
        assert old in page
        page = page.replace(old, new)
    assert said(page) == BY_POST
