"""What the pages of vBulletin, phpBB, XenForo 1, FluxBB and Something Awful are known for, bad input first."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from analyzer.errors import UnreadableError
from analyzer.quotes.dom import BodyRules, part
from analyzer.readers import (
    fluxbb,
    phpbb2,
    phpbb3,
    phpbb3_subsilver,
    somethingawful,
    vbulletin3,
    vbulletin4,
    vbulletin5,
    xenforo1,
)
from analyzer.readers.base import all_readers, reader_for
from analyzer.readers.parts import signature_apart
from analyzer.source import Source
from analyzer.thread import Segment, SegmentKind, Thread

SAMPLES = Path(__file__).parents[2] / "threads"
OURS = "fluxbb phpbb2 phpbb3 phpbb3_subsilver somethingawful vbulletin3 vbulletin4 vbulletin5 xenforo1".split()
OWN, QUOTE, SIGNATURE = SegmentKind.OWN, SegmentKind.QUOTE, SegmentKind.SIGNATURE

# A quote box of each engine around what `%s` stands for; the author is `N7`.
BOXES: dict[str, tuple[BodyRules, str]] = {
    "vbulletin3": (
        vbulletin3.WORDS,
        (
            '<div style="margin:20px"><div class="smallfont">Quote:</div><table><tr><td class="alt2"><div>Originally Posted by'
            ' <strong>N7</strong></div><div style="font-style:italic">%s</div></td></tr></table></div>'
        ),
    ),
    "vbulletin4": (
        vbulletin4.WORDS,
        (
            '<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_postedby">'
            'Originally Posted by <strong>N7</strong></div><div class="message">%s</div></div></div></div>'
        ),
    ),
    "vbulletin5": (
        vbulletin5.WORDS,
        (
            '<div class="bbcode_quote"><div class="bbcode_postedby">Originally posted by <strong>N7</strong></div>'
            '<div class="message">%s</div></div>'
        ),
    ),
    "phpbb2": (
        phpbb2.WORDS,
        '<table><tr><td><span class="genmed"><b>N7 wrote:</b></span></td></tr><tr><td class="quote">%s</td></tr></table>',
    ),
    "phpbb3": (phpbb3.WORDS, "<blockquote><div><cite>N7 wrote:</cite>%s</div></blockquote>"),
    "phpbb3_subsilver": (
        phpbb3_subsilver.WORDS,
        '<div class="quotetitle">N7 wrote:</div><div class="quotecontent">%s</div>',
    ),
    "xenforo1": (
        xenforo1.WORDS,
        (
            '<div class="bbCodeBlock bbCodeQuote" data-author="N7"><aside><div class="attribution type">N7 said:</div>'
            '<blockquote class="quoteContainer"><div class="quote">%s</div></blockquote></aside></div>'
        ),
    ),
    "fluxbb": (
        fluxbb.WORDS,
        '<div class="quotebox"><cite>N7 wrote:</cite><blockquote><div>%s</div></blockquote></div>',
    ),
    "somethingawful": (
        somethingawful.WORDS,
        '<div class="bbc-block"><h4>N7 posted:</h4><blockquote>%s</blockquote></div>',
    ),
}


def segments(words: str, rules: BodyRules) -> tuple[Segment, ...]:
    """Give the segments of a body."""
    body = LexborHTMLParser(f"<div id=body>{words}</div>").css_first("#body")
    assert body is not None
    return part(body, rules)


def read(page: str) -> Thread:
    """Give the thread of a page."""
    source = Source.from_bytes("page.html", page.encode())
    (thread,) = reader_for(source).read(source)
    return thread


def sample(engine: str) -> str:
    """Give the text of an engine's sample page."""
    (path,) = (SAMPLES / engine).glob("*.html")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("engine", OURS)
def test_page_without_posts_is_nobodys(engine: str):
    """A login wall in the forum's own dress holds no post, and no reader takes it for a thread."""
    head, _, _ = sample(engine).partition("</head>")
    wall = f'{head}</head><body id="top" class="wall"><p>Please enable JavaScript and cookies to continue.</p></body></html>'
    with pytest.raises(UnreadableError):
        read(wall)


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.html")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_sample_is_one_readers(path: Path):
    """No page is claimed by two readers that both mean what they say."""
    source = Source.from_path(path)
    claiming = [one for one in all_readers() if not one.last_resort and one.claims(source)]
    assert len(claiming) == 1 or (not claiming and reader_for(source).last_resort)


@pytest.mark.parametrize("engine", BOXES)
def test_quotes_nested_1000_deep(engine: str):
    """Depth and author of each box are kept, without recursion."""
    rules, box = BOXES[engine]
    before, after = box.split("%s")
    parted = [one for one in segments(before * 1000 + "core" + after * 1000, rules) if one.kind is QUOTE]
    assert len(parted) == 1000
    assert parted[-1].text == "core"
    assert parted[-1].depth == 1000
    assert {one.author for one in parted} == {"N7"}


@pytest.mark.parametrize("engine", BOXES)
def test_quote_of_a_picture_keeps_its_author(engine: str):
    """A box without words is still a quote of somebody."""
    rules, box = BOXES[engine]
    quote, own = segments(box % '<img src="boat.jpg" alt="">' + "Nice boat.", rules)
    assert (quote.kind, quote.author, quote.text) == (QUOTE, "N7", "")
    assert own.text == "Nice boat."


@pytest.mark.parametrize("engine", BOXES)
def test_a_quote_is_not_named_by_the_one_inside(engine: str):
    """A box that names nobody stays nameless, whoever is named within it."""
    rules, box = BOXES[engine]
    named = box % "inner"
    nameless = (
        box.replace("Originally Posted by <strong>N7</strong>", "")
        .replace("Originally posted by <strong>N7</strong>", "")
        .replace("N7 wrote:", "")
        .replace("N7 said:", "")
        .replace("N7 posted:", "")
        .replace(' data-author="N7"', "")
    )
    by_depth = {one.depth: one.author for one in segments(nameless % f"{named} outer", rules) if one.kind is QUOTE}
    assert by_depth == {1: None, 2: "N7"}


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Quote:", None),
        ("Zitat:", None),
        ("", None),
        ("Anna wrote:", "Anna"),
        ("he said said wrote:", "he said said"),
        ("Max Muster hat geschrieben:", "Max Muster"),
        ("Zoé a écrit\u00a0:", "Zoé"),
        ("El Niño escribió:", "El Niño"),
        ("Pina ha scritto:", "Pina"),
        ("Дед Мороз писал(а):", "Дед Мороз"),
        ("Can yazdı:", "Can"),
        ("小明 写道:", "小明"),
        ("Ola skrev:", "Ola"),
        ("Ewa napisał(a):", "Ewa"),
        ("علي كتب:", "علي"),
        ("-=[Clan]=- wrote:", "-=[Clan]=-"),
        # A language that is not in the list: the last word is the verb.
        ("Bob verbed:", "Bob"),
    ],
)
def test_phpbb_names_the_author_in_any_language(line: str, author: str | None):
    """`NAME wrote:` gives the name, and the bare word for a quote gives none."""
    page = f"<blockquote><div><cite>{line}</cite>words</div></blockquote>"
    (quote,) = segments(page, phpbb3.WORDS)
    assert quote.author == author
    assert quote.text == "words"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Originally Posted by Anna", "Anna"),
        ("Zitat von Max Muster", "Max Muster"),
        ("Envoyé par Zoé", "Zoé"),
        ("Iniciado por El Niño", "El Niño"),
        ("Originalmente Escrito por El Niño", "El Niño"),
        ("Originariamente inviato da Pina", "Pina"),
        ("Сообщение от Дед Мороз", "Дед Мороз"),
        ("المشاركة الأصلية كتبت بواسطة علي", "علي"),
    ],
)
def test_vbulletin_names_the_author_without_marks(line: str, author: str):
    """Where a skin lost the `strong` around the name, the words before it tell it."""
    page = f'<div class="bbcode_quote"><div class="bbcode_postedby">{line} <a href="?p=9#post9">»</a></div><div class="message">w</div></div>'
    (quote,) = segments(page, vbulletin4.WORDS)
    assert (quote.author, quote.post_id, quote.text) == (author, "9", "w")


def test_a_box_that_ends_like_an_attribution_names_nobody():
    """The words of a quote are never taken for its author."""
    (quote,) = segments('<div class="quotecontent">As the poet wrote:</div>', phpbb3_subsilver.WORDS)
    assert quote.author is None


def test_split_quotes_of_vbulletin5_stay_without_an_author():
    """Only the first piece of a quote cut in pieces is attributed; the others are not given a name."""
    box = BOXES["vbulletin5"][1]
    pieces = box % "one" + "mine" + '<div class="bbcode_quote"><div class="quote_container">two</div></div>'
    assert [(one.kind, one.author) for one in segments(pieces, vbulletin5.WORDS)] == [
        (QUOTE, "N7"),
        (OWN, None),
        (QUOTE, None),
    ]


def test_signature_takes_all_below_the_line():
    """Quotes below the drawn line are part of the signature; a shorter line is the author's own."""
    own = Segment(kind=OWN, text="Mine.\n____\nStill mine.\n_________________\nmotto")
    quote = Segment(kind=QUOTE, text="carpe", author="H", depth=1)
    assert [(one.kind, one.text) for one in signature_apart((own, quote))] == [
        (OWN, "Mine.\n____\nStill mine."),
        (SIGNATURE, "motto\ncarpe"),
    ]


def test_quoted_line_is_no_signature():
    """Somebody else's signature in a quote box leaves the own words after it alone."""
    quote = Segment(kind=QUOTE, text="a\n_________________\nb", depth=1)
    own = Segment(kind=OWN, text="mine")
    assert signature_apart((quote, own)) == (quote, own)


def test_vbulletin_3_0_shares_a_cell_between_title_words_and_signature():
    """Where the words have no element of their own, title, edit note and buttons are left out."""
    page = """<table id="post5"><tr><td class="thead"><a name="post5"></a>2nd March 2004, 10:11</td></tr>
    <tr><td class="alt2"><a class="bigusername" href="member.php?u=1">Ada</a></td>
    <td class="alt1" id="td_post_5"><div class="smallfont"><strong>Re: tea</strong></div><hr />Two spoons.
    <br />__________________<br />Ada &amp; sons<div class="smallfont"><em>Last edited by Ada</em></div>
    <div align="right"><a href="report.php?p=5">Report</a></div></td></tr></table>"""
    (post,) = read(page).posts
    assert (post.id, post.author, post.own) == ("5", "Ada", "Two spoons.")
    assert [one.text for one in post.segments if one.kind is SIGNATURE] == ["Ada & sons"]
    assert post.created_at is not None
    assert post.created_at.isoformat() == "2004-03-02T10:11:00+00:00"


def test_vbulletin_post_without_a_block_of_its_own_is_found_around_its_words():
    """A skin that dropped the outer ids still gives each post its own author."""
    unit = '<div class="p"><a class="username" href="member.php?u={0}">N{0}</a><div id="post_message_{0}">words {0}</div></div>'
    thread = read(
        "<html><body><div>" + "".join(unit.format(number) for number in (31, 32, 33)) + "</div></body></html>"
    )
    assert [(post.id, post.author, post.own) for post in thread.posts] == [
        ("31", "N31", "words 31"),
        ("32", "N32", "words 32"),
        ("33", "N33", "words 33"),
    ]


def test_boxes_of_thanks_are_no_posts():
    """Add-ons of vBulletin 4 print lists that wear a post's classes and a name."""
    thread = read(sample("vbulletin4"))
    assert [post.id for post in thread.posts] == ["51880", "51884", "51901", "51903"]


def test_comments_of_vbulletin5_answer_the_post_above():
    """A comment stands inside the post that it answers, and takes nothing of it."""
    thread = read(sample("vbulletin5"))
    comment = next(post for post in thread.posts if post.id == "885")
    assert (comment.author, comment.own, comment.reply_to) == ("Iris Thorne", "Sweet! No, wait.", "884")


@pytest.mark.parametrize("engine", ["vbulletin3", "vbulletin4", "xenforo1"])
def test_deleted_posts_are_kept(engine: str):
    """The place of a deleted post stays in the thread with what the page says of its author, and is no problem."""
    thread = read(sample(engine))
    (deleted,) = (post for post in thread.posts if not post.segments)
    assert deleted.author in {"quaylad", "spanner99", "reedman"}
    assert not thread.problems


def test_phpbb_page_for_the_printer():
    """Without cards and numbers, author, date and words are still there."""
    page = """<html><body id="phpbb"><div id="page-body"><h2>Tea</h2>
    <div class="post"><h3>Tea</h3><div class="date">Posted: <strong>3 Feb 2031, 21:14</strong></div>
    <div class="author">by <strong>Ada</strong></div><div class="content">Two spoons.</div></div><hr />
    <div class="post"><h3>Re: Tea</h3><div class="date">Posted: <strong>3 Feb 2031, 22:00</strong></div>
    <div class="author">by <strong>Ben</strong></div>
    <div class="content"><blockquote><div><cite>Ada wrote:</cite>Two spoons.</div></blockquote>Three.</div></div>
    </div></body></html>"""
    thread = read(page)
    assert [(post.author, post.own) for post in thread.posts] == [("Ada", "Two spoons."), ("Ben", "Three.")]
    assert all(post.created_at for post in thread.posts)


def test_many_posts_are_found_once_each():
    """Posts are told by their numbers in one pass, however many there are."""
    unit = '<table id="post{0}"><tr><td><a class="bigusername">N</a></td><td id="td_post_{0}"><div id="post_message_{0}">w</div></td></tr></table>'
    thread = read("<html><body>" + "".join(unit.format(number) for number in range(2000)) + "</body></html>")
    assert [post.id for post in thread.posts] == [str(number) for number in range(2000)]


def test_punbb_1_2_page():
    """The engine FluxBB grew from draws its quotes in another box."""
    page = """<html><body><div id="punviewtopic" class="pun"><div id="p7" class="blockpost rowodd firstpost">
    <h2><span><span class="conr">#1&nbsp;</span><a href="viewtopic.php?pid=7#p7">2006-05-04 10:00:00</a></span></h2>
    <div class="box"><div class="inbox"><div class="postleft"><dl><dt><strong><a href="profile.php?id=2">Ada</a></strong></dt></dl></div>
    <div class="postright"><h3>Tea</h3><div class="postmsg"><blockquote><div class="incqbox"><h4>Ben wrote:</h4><p>Two spoons.</p></div>
    </blockquote><p>Three.</p></div></div></div></div></div></div></body></html>"""
    (post,) = read(page).posts
    assert (post.id, post.author, post.own) == ("7", "Ada", "Three.")
    assert [(quote.author, quote.text) for quote in post.quotes] == [("Ben", "Two spoons.")]


def test_punbb_1_4_page():
    """Later PunBB keeps head, author and words in other places."""
    unit = """<div class="post odd"><div id="p{0}" class="posthead"><h3 class="hn post-ident"><span class="post-num">1</span>
    <span class="post-byline"><span>Reply by </span><a href="user/2">N{0}</a></span>
    <span class="post-link"><a class="permalink" href="post/{0}#p{0}">2012-05-04 10:00:00</a></span></h3></div>
    <div class="postbody"><div class="post-entry"><h4 class="entry-title hn">Re: Tea</h4><div class="entry-content">
    <div class="quotebox"><cite>Ben wrote:</cite><blockquote><p>Two.</p></blockquote></div><p>Three.</p></div>
    <div class="sig-content"><span class="sig-line"></span>motto</div></div></div></div>"""
    page = f'<html><body><div id="brd-viewtopic"><div class="main-content main-topic">{unit.format(8)}{unit.format(9)}</div></div></body></html>'
    first, second = read(page).posts
    assert (first.id, first.author, first.own, second.id) == ("8", "N8", "Three.", "9")
    assert first.created_at is not None
    assert [one.text for one in first.segments if one.kind is SIGNATURE] == ["motto"]
    assert [quote.author for quote in first.quotes] == ["Ben"]
