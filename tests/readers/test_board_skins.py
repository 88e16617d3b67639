"""Pages of XenForo, vBulletin and Invision whose posts stand otherwise than in the common skins."""

from __future__ import annotations

import pytest

from analyzer.readers.base import reader_for
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread


def read(page: str) -> Thread:
    """Give the thread of a page."""
    source = Source.from_bytes("page.html", page.encode())
    (thread,) = reader_for(source).read(source)
    return thread


def told(thread: Thread) -> list[tuple[str, str | None, str, list[tuple[str | None, str | None]]]]:
    """Give of each post its id, author and own words, and of each of its quotes the author and the post."""
    return [
        (
            post.id,
            post.author,
            post.own,
            [(s.author, s.post_id) for s in post.segments if s.kind is SegmentKind.QUOTE],
        )
        for post in thread.posts
    ]


def test_an_article_of_xenforo_2_has_its_author_below_the_words():
    """The first post of an article thread has no card at its side; a member it mentions did not write it."""
    page = """<html id="XF"><body><article class="message message--article js-post" id="js-post-4"><div class="message-inner">
    <div class="message-cell message-cell--main"><header class="message-attribution"><time datetime="2031-03-01T10:00:00+0000"></time></header>
    <article class="message-body"><div class="bbWrapper">Tides, says <a class="username" href="/members/ben.2/">@ben</a>.</div></article></div></div>
    <aside class="message-articleUserInfo"><div class="message-articleWrittenBy u-srOnly">Written by</div>
    <h3 class="message-articleUserName"><a class="username" href="/members/orla.1/">Orla Crumb</a></h3>
    <div class="message-articleUserAbout"><div class="bbWrapper">I mend piers.</div></div></aside></article></body></html>"""
    assert told(read(page)) == [("4", "Orla Crumb", "Tides, says @ben.", [])]


def test_a_guests_name_in_invision_3_stands_in_the_bar_alone():
    """A guest has no element of an author around the name."""
    page = """<html><body id="ipboard_body"><div class="post_block hentry" id="post_id_4"><a id="entry4"></a><div class="post_wrap">
    <h3 class="guest row2"><span class="post_id right"><a href="#entry4" rel="bookmark">#1</a></span> Guest_orla_* <span class="ip right">(IP: <em>Private</em>)</span></h3>
    <div class="post_body"><p class="posted_info">Posted <abbr class="published" title="2012-12-12T03:12:00+00:00">12 December 2012</abbr></p>
    <div class="post entry-content">Low tide.</div></div></div></div></body></html>"""
    assert told(read(page)) == [("4", "Guest_orla_*", "Low tide.", [])]


VB4_PAGE = '<html id="vbulletin_html"><body><div id="postlist">{}</div></body></html>'
VB4_QUOTE = """<div class="bbcode_quote"><div class="bbcode_postedby">Originally Posted by <strong>Orla</strong>
<a href="showthread.php?p=4#post4"></a></div><div class="message">Low tide.</div></div>"""


def test_a_skin_of_vbulletin_4_without_a_list():
    """Posts that are no list's rows are known by the number in their id."""
    unit = """<div class="postbit" id="post_{0}"><div class="posthead"><span class="date">12-04-2007, 10:11 AM</span></div>
    <div class="userinfo"><a class="username" href="member.php?{0}"><strong>{1}</strong></a></div>
    <div id="post_message_{0}"><blockquote class="postcontent restore">{2}</blockquote></div></div>"""
    posts = unit.format(4, "Orla", "Low tide.") + unit.format(5, "Ben", f"{VB4_QUOTE}High tide.")
    assert told(read(VB4_PAGE.format(posts))) == [
        ("4", "Orla", "Low tide.", []),
        ("5", "Ben", "High tide.", [("Orla", "4")]),
    ]


def test_the_page_for_the_printer_of_vbulletin_4():
    """It has neither cards nor the class of a post's words."""
    unit = """<li class="postbit blockbody" id="post_{0}"><div class="header"><div class="datetime">12-04-2007, 10:11 AM</div>
    <span class="username">{1}</span></div><div class="content"><blockquote class="restore">{2}</blockquote></div></li>"""
    posts = unit.format(4, "Orla", "Low tide.") + unit.format(5, "Ben", f"{VB4_QUOTE}High tide.")
    thread = read(VB4_PAGE.format(f"<ol>{posts}</ol>"))
    assert told(thread) == [("4", "Orla", "Low tide.", []), ("5", "Ben", "High tide.", [("Orla", "4")])]
    assert all(post.created_at for post in thread.posts)


IPB2_POST = """<table class="ipbtable"><tr><td class="row2">{anchor}<span class="normalname"><a href="index.php?showuser={n}">{name}</a></span></td>
<td class="row2"><span class="postdetails"><b>Posted:</b> May 1 2006, 10:0{n} AM</span></td></tr>
<tr><td class="post1"><span class="postdetails">Member<br>Joined: 3-January 04</span></td><td class="post1"><div class="postcolor"{id}>{words}</div></td></tr></table>"""


def ipb2_page(quote: str, anchor: str = '<a name="entry{n}"></a>', number: str = "") -> str:
    """Give a page of two posts, of which the second holds the quote."""
    posts = [
        IPB2_POST.format(anchor=anchor.format(n=n), id=number.format(n=n), n=n, name=name, words=words)
        for n, name, words in ((4, "Orla Crumb", "Low tide."), (5, "Ben", f"{quote}High tide."))
    ]
    return f'<html><body><div id="ipbwrapper">{"".join(posts)}</div></body></html>'


@pytest.mark.parametrize(
    ("page", "post"),
    [
        (
            ipb2_page(
                "<table><tr><td><b>QUOTE</b> (Orla Crumb @ May 1 2006, 10:04 AM)</td></tr><tr><td id='QUOTE'>Zzz.</td></tr></table>"
            ),
            None,
        ),
        (
            ipb2_page(
                "<div class='quotetop'>ZITAT(Orla Crumb @ May 1 2006, 10:04 AM) <a href='index.php?act=findpost&amp;pid=4'><img></a></div>"
                "<div class='quotemain'>Zzz.</div>",
                anchor="",
                number=' id="post-{n}"',
            ),
            "4",
        ),
        (
            ipb2_page(
                '<div class="post-block quote"><div class="block-title">Orla Crumb @ 01.05.06, 10:04 <a href="/index.php?act=findpost&amp;pid=4"></a></div>'
                '<div class="block-body">Zzz.</div></div>',
                anchor="",
                number=' data-postid="{n}"',
            ),
            "4",
        ),
    ],
    ids=["version 1", "version 2", "a later board"],
)
def test_quotes_of_invision_1_and_2(page: str, post: str | None):
    """A table with a cell named for it, a box below a line, or a block with a title."""
    thread = read(page)
    assert told(thread) == [("4", "Orla Crumb", "Low tide.", []), ("5", "Ben", "High tide.", [("Orla Crumb", post)])]
    assert [post.created_at.minute for post in thread.posts if post.created_at] == [4, 5]
    assert thread.posts[0].card == {"role": "Member", "joined": "3-January 04"}


VB3_POST = """<div id="edit{n}"><table id="post{n}"><tr><td class="thead"><a name="post{n}"></a>12-04-2007, 10:11 AM</td></tr>
<tr><td class="alt2"><a class="bigusername" href="member.php?u={n}">{name}</a></td>
<td class="alt1" id="td_post_{n}"><div id="post_message_{n}">{words}</div></td></tr></table></div>"""
VB4_POST = """<li class="postbitlegacy postcontainer" id="post_{n}"><span class="date">12-04-2007, 10:11 AM</span>
<a class="username" href="member.php?{n}"><strong>{name}</strong></a>
<div id="post_message_{n}"><blockquote class="postcontent restore">{words}</blockquote></div></li>"""
ARROW = '<a href="showthread.php?p=4#post4" rel="nofollow"><img alt="View Post"></a>'
BY = f"Originally Posted by <strong>Orla Crumb</strong> {ARROW}"


@pytest.mark.parametrize("post", [VB3_POST, VB4_POST], ids=["vbulletin3", "vbulletin4"])
@pytest.mark.parametrize(
    ("box", "nameless"),
    [
        (
            f'<div class="qbox"><div class="qhead">{BY}</div><div class="qtext">%s</div></div>',
            '<div class="qbox"><div class="qhead">Quote:</div><div class="qtext">%s</div></div>',
        ),
        (
            f'<div class="smallfont">Quote:</div><div class="q"><div>{BY}</div><i>%s</i></div>',
            '<div class="smallfont">Quote:</div><div class="q"><i>%s</i></div>',
        ),
        (
            f"<fieldset><legend>Quote: {BY}</legend>%s</fieldset>",
            None,
        ),
        (
            '<blockquote class="q"><p>Escrito por Orla Crumb <a href="showthread.php?p=4#post4">&raquo;</a></p>%s</blockquote>',
            '<blockquote class="q">%s</blockquote>',
        ),
    ],
    ids=["a head", "a label above", "a fieldset", "a name without mark"],
)
def test_a_skin_of_vbulletin_draws_quotes_its_own_way(post: str, box: str, nameless: str | None):
    """The link to the quoted post stays in any skin: the block it heads is a quote, and so are others like it."""
    inner = box % "ebb."
    words, named, own = f"{box % f'Low {inner} tide.'}High tide.", [("Orla Crumb", "4")] * 3, "High tide."
    if nameless:
        words, own = f"{words}{nameless % 'No tide.'}Mine.", "High tide.\n\nMine."
        named.append((None, None))
    first, second = (
        post.format(n=n, name=name, words=said) for n, name, said in ((4, "Orla Crumb", "Hello."), (5, "Ben", words))
    )
    assert told(read(f'<html><body><ol id="posts">{first}{second}</ol></body></html>')) == [
        ("4", "Orla Crumb", "Hello.", []),
        ("5", "Ben", own, named),
    ]


@pytest.mark.parametrize(
    "words",
    [
        '<div class="pic"><div><a href="showthread.php?p=4#post4"><img alt="pier"></a></div>Look.</div>',
        '<div class="sum"><p>As I said in <a href="showthread.php?p=4#post4">my first post</a>, no.</p>Look.</div>',
        f'Look. <div class="sum">First this. <p>{BY}</p></div>',
    ],
    ids=["a picture", "a link", "words before it"],
)
def test_a_link_to_a_post_alone_makes_no_quote(words: str):
    """A block is a quote only where its first line names somebody."""
    page = "".join(VB3_POST.format(n=n, name="Ben", words=words) for n in (5, 6))
    assert [quotes for *_, quotes in told(read(f"<html><body>{page}</body></html>"))] == [[], []]


def test_the_line_above_a_box_of_vbulletin_3_may_name_the_author():
    """Some skins write there whom others write into the box."""
    box = (
        f'<div><div class="smallfont">{BY}</div><table><tr><td class="alt2">Low tide.</td></tr></table></div>High tide.'
    )
    page = VB3_POST.format(n=5, name="Ben", words=box)
    assert told(read(f"<html><body>{page}</body></html>")) == [("5", "Ben", "High tide.", [("Orla Crumb", "4")])]


ON_PAPER = """<table class="tborder"><tr><td class="page"><table><tr valign="bottom"><td style="font-size:14pt">{0}</td>
<td class="smallfont" align="right">12-04-2007 10:11 AM</td></tr></table><hr><div><strong>Re: Piers</strong></div>
<div style="margin-top:10px">{1}</div></td></tr></table><br>"""
IN_ARCHIVE = """<div class="post"><div class="posttop"><div class="username">{0}</div><div class="date">12-04-2007, 10:11 AM</div></div>
<div class="posttext">{1}</div></div><hr>"""


@pytest.mark.parametrize("unit", [ON_PAPER, IN_ARCHIVE], ids=["printer", "archive"])
@pytest.mark.parametrize(
    "quote",
    [
        """<div style="margin:20px"><div class="smallfont">Quote:</div><table><tr><td class="alt2"><div>Originally Posted by
        <strong>Orla Crumb</strong> (Post 4)</div><div style="font-style:italic">Low tide.</div></td></tr></table></div>""",
        """<div style="margin:20px"><div class="smallfont">Quote:</div><table><tr><td class="alt2"><div>Originally Posted by
        Orla Crumb (Post 4)</div><div style="font-style:italic">Low tide.</div></td></tr></table></div>""",
        """<div class="bbcode_container"><div class="bbcode_description">Quote:</div><div class="bbcode_quote printable"><hr>
        <div>Originally Posted by <strong>Orla Crumb</strong> (Post 4)</div><div class="message">Low tide.</div><hr></div></div>""",
    ],
    ids=["3", "3 without bold", "4"],
)
def test_pages_of_vbulletin_for_printers_and_search_engines(unit: str, quote: str):
    """Nothing numbers their posts but the quotes, which say in words of which post they are."""
    posts = unit.format("Orla Crumb", "Low tide.") + unit.format("Ben", f"{quote}High tide.")
    thread = read(f"""<html><head><title>Harbour - Piers</title></head><body><table class="tborder"><tr><td>
    <p><a href="showthread.php?t=512">Piers</a></p></td></tr></table>{posts}</body></html>""")
    assert [row[1:] for row in told(thread)] == [
        ("Orla Crumb", "Low tide.", []),
        ("Ben", "High tide.", [("Orla Crumb", "4")]),
    ]
    assert (thread.title, thread.id.partition("/")[2]) == ("Piers", "512")


def test_vbulletin_2_has_no_classes():
    """Its tables are told by the anchors of posts, its quotes by their rules; labels are no words."""
    unit = """<table bgcolor="#6A7A99"><tr><td><table><tr><td bgcolor="#F1F1F1" width="175" nowrap><a name="post{n}"></a>
    <font face="verdana" size="2"><b>{name}</b></font><br><font size="1">Registered User<br>Posts: 12</font></td>
    <td bgcolor="#F1F1F1"><font size="1"><b>Re: Piers</b></font><p><font face="verdana" size="2">{words}</font></p>
    <p>__________________<br>Mind the gap.</p><p align="right"><font size="1"><a href="report.php?s=&postid={n}">Report this</a></font></p></td></tr>
    <tr><td nowrap><font size="1"><img alt="Old Post"> 05-21-2003 10:0{n} AM</font></td>
    <td><a href="member.php?s=&action=getinfo&userid={n}">Profile</a></td></tr></table></td></tr></table>"""
    quote = """<blockquote><font size="1">quote:</font><hr><i>Originally posted by Orla Crumb </i><br><b>Low tide.</b><hr></blockquote>"""
    posts = unit.format(n=4, name="Orla Crumb", words="Low tide.") + unit.format(
        n=5, name="Ben", words=f"{quote}High tide."
    )
    thread = read(f"<html><head><title>Harbour - Piers</title></head><body>{posts}</body></html>")
    assert told(thread) == [
        ("4", "Orla Crumb", "Low tide.", []),
        ("5", "Ben", "High tide.", [("Orla Crumb", None)]),
    ]
    assert [post.created_at.minute for post in thread.posts if post.created_at] == [4, 5]
    assert {s.text for post in thread.posts for s in post.segments if s.kind is SegmentKind.SIGNATURE} == {
        "Mind the gap."
    }
