"""Discuz! on mobile pages and with its left column shut, posts hidden from the reader, and quotes in other languages."""

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

HEAD = '<html><head><title>壶 - 茶馆 - Powered by Discuz!</title></head><body><div id="postlist">'
LINK = '<a href="forum.php?mod=redirect&amp;goto=findpost&amp;pid=70&amp;ptid=55"><font color="#999999">{0}</font></a>'
QUOTE = '<div class="{kind}quote"><blockquote><font size="2">' + LINK + "</font><br>壶嘴漏水。</blockquote></div>正是。"
LINE = "听雨楼 发表于 2024-5-18 19:27"
HIDDEN = "提示: <em>作者被禁止或删除 内容自动屏蔽</em>"
# How a name is shown: a member's, a guest's with the address, that of somebody who is gone, and none.
NAMES = {
    "听雨楼": '<a href="home.php?mod=space&amp;uid=9" class="{0}">听雨楼</a>',
    "补锅匠": '<a href="home.php?mod=space&amp;uid=8" class="{0}">补锅匠</a>',
    "游客": '<a href="javascript:;">游客 <em>1.2.3.*</em></a>',
    "旧人": "旧人 <em>该用户已被删除</em>",
    "匿名": "匿名",
}


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def desktop(number: int, name: str, words: str | None) -> str:
    name = NAMES[name].format("xw1")
    name = f'<div class="authi">{name}</div>' if "xw1" in name else name
    body = f'<div id="postmessage_{number}">{words}</div>' if words else f'<div class="locked">{HIDDEN}</div>'
    return (
        f'<table id="pid{number}"><tr><td class="pls"><div class="pi">{name}</div></td><td class="plc"><div class="pti"><div class="authi">'
        f'<em id="authorposton{number}">发表于 2024-5-18 19:27</em></div></div><div class="t_fsz">{body}</div></td></tr></table>'
    )


def shut(number: int, name: str, words: str | None) -> str:
    name = NAMES[name].format("xi2")
    body = f'<div id="postmessage_{number}">{words}</div>' if words else f'<div class="locked">{HIDDEN}</div>'
    return (
        f'<table id="pid{number}"><tr><td class="plc"><div class="pti"><div class="authi"><a href="home.php?mod=space&amp;uid=9" class="xi2 avt"><img></a>'
        f'{name}<em id="authorposton{number}">发表于 2024-5-18 19:27</em></div></div>{body}</td></tr></table>'
    )


def mobile(number: int, name: str, words: str | None) -> str:
    return (
        f'<div class="plc cl"><div class="display pi" href="#replybtn_{number}"><ul class="authi"><li class="grey"><em>1<sup>#</sup></em><b>{NAMES[name].format("blue")}</b>'
        f'</li><li class="grey rela">2024-5-18 19:27</li></ul><div class="message">{words or f"<div class=quote>{HIDDEN}</div>"}</div></div></div>'
    )


def newer(number: int, name: str, words: str | None) -> str:
    comment = '<div class="plc" id="commentdetail_5"><div class="display pi"><ul class="authi"><li class="mtit"><a class="xi2">别人</a></li></ul></div></div>'
    return (
        f'<div class="plc cl" id="pid{number}"><div class="display pi"><ul class="authi"><li class="mtit"><span class="y">1#</span><span class="z">{NAMES[name].format("")}</span>'
        f'</li><li class="mtime"><em>99</em> 2024-5-18 19:27</li></ul><div class="message">{words or f"<div class=quote>{HIDDEN}</div>"}</div>{comment}</div></div>'
    )


@pytest.mark.parametrize("skin", [desktop, shut, mobile, newer])
def test_posts_of_each_skin(skin):
    """Each post is there with its number, also where its words are hidden; notices are nobody's words."""
    kind = "" if skin in (desktop, shut) else "grey "
    thread = read(
        HEAD
        + skin(70, "听雨楼", "壶嘴漏水。")
        + skin(71, "补锅匠", QUOTE.format(LINE, kind=kind))
        + skin(72, "听雨楼", None)
    )
    assert [(post.id, post.author, post.own) for post in thread.posts] == [
        ("70", "听雨楼", "壶嘴漏水。"),
        ("71", "补锅匠", "正是。"),
        ("72", "听雨楼", ""),
    ]
    assert all(str(post.created_at)[:16] == "2024-05-18 19:27" for post in thread.posts)
    assert [(quote.author, quote.post_id, quote.text) for quote in thread.posts[1].quotes] == [
        ("听雨楼", "70", "壶嘴漏水。")
    ]
    assert thread.problems == ()


@pytest.mark.parametrize("skin", [desktop, mobile, newer])
@pytest.mark.parametrize("name", ["游客", "旧人", "匿名"])
def test_names_stand_without_what_is_said_of_them(skin, name: str):
    """Behind a guest's name stands an address, behind one that is gone that it is."""
    assert read(HEAD + skin(70, name, "壶。")).posts[0].author == name


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Posted by Tea Pot at 2024-5-18 07:27 PM", "Tea Pot"),
        ("Tea Pot posted on 2024-5-18 19:27", "Tea Pot"),
        ("TeaPot ตอบกลับเมื่อ 2024-5-18 19:27", "TeaPot"),
        ("听雨楼 發表於 2024-5-18 19:27", "听雨楼"),
    ],
)
def test_quotes_in_other_languages(line: str, author: str):
    """Packs of other languages say it in another order; of an unknown one the name is the first word."""
    (quote,) = read(HEAD + desktop(71, "补锅匠", QUOTE.format(line, kind=""))).posts[0].quotes
    assert (quote.author, quote.post_id, quote.text) == (author, "70", "壶嘴漏水。")


def seven(number: int, name: str, words: str, *, left: bool) -> str:
    """Version 7: the name above the picture or above the words, that of a guest where the picture would be."""
    member = "space" in NAMES[name]
    link = NAMES[name].replace("home.php?mod=space", "space.php?id=1").replace(' class="{0}"', "")
    above = f'<div class="postinfo">{link}</div>' if member and left else ""
    beside = link.replace("<a ", '<a class="posterlink" ') if member and not left else ""
    picture = "<a><img></a>" if member else link
    return (
        f'<table id="pid{number}"><tr><td class="postauthor">{above}<div class="avatar">{picture}</div></td><td class="postcontent"><div class="postinfo"><strong><a id="postnum{number}">1#</a>'
        f'</strong><div class="authorinfo">{beside}<em id="authorposton{number}">发表于 2009-5-18 19:27</em></div></div><div id="postmessage_{number}">{words}</div></td></tr></table>'
    )


def test_the_name_stands_in_three_places_in_version_7():
    """A setting moves it, and guests have it elsewhere."""
    for left in (True, False):
        html = HEAD + "".join(seven(70 + number, name, "壶。", left=left) for number, name in enumerate(NAMES))
        assert [post.author for post in read(html).posts] == list(NAMES)


def test_a_line_that_says_whom_a_post_answers_is_no_word():
    """The reply button writes it above the words, with a link to the post."""
    line = '<b>回复 <a href="redirect.php?goto=findpost&amp;pid=70&amp;ptid=55">2#</a> <i>听雨楼</i> </b><br><br>正是。'
    post = read(HEAD + desktop(71, "补锅匠", line)).posts[0]
    assert (post.reply_to, post.text) == ("70", "正是。")


def test_the_archiver_is_lines_and_words():
    """A post is what stands between two lines; a quote there has lost its box."""
    first = '<p class="author"><strong>听雨楼</strong> 发表于 2024-5-18 19:27</p><h3>壶</h3>壶嘴漏水。<br>'
    second = f'<p class="author"><strong>补锅匠</strong> 发表于 <span title="2024-5-19 08:00:05">昨天</span></p>{LINE}<br>壶嘴漏水。<br><br>正是。'
    end = '</div><div id="end"><a href="../thread-55-1-1.html">壶</a></div>'
    page = f'<html><head><title>壶</title></head><body><div id="content">{first}{second}<div class="page"></div>{end}'
    thread = read(page)
    assert (thread.id, thread.title, thread.engine) == ("discuz/55", "壶", "discuz")
    assert [(post.author, str(post.created_at)[:16], post.own) for post in thread.posts] == [
        ("听雨楼", "2024-05-18 19:27", "壶嘴漏水。"),
        ("补锅匠", "2024-05-19 08:00", "正是。"),
    ]
    assert [(quote.author, quote.text) for quote in thread.posts[1].quotes] == [("听雨楼", "壶嘴漏水。")]
