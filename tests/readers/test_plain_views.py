"""Views without a skin: what SMF prints, and the archive of MyBB."""

import pytest

from analyzer.readers.base import reader_for
from analyzer.source import Source
from analyzer.thread import SegmentKind

SMF = (
    '<div class="postheader">Title: <strong>Tide</strong><br>Post by: <strong>{0}</strong> on <strong>May 30, 2031, 06:12:44 am</strong></div>'
    '<div class="postbody">{1}</div>'
)
MYBB = (
    '<div class="post"><div class="header"><div class="author"><h2>{0}</h2></div><div class="dateline">05-30-2031, 06:12 AM</div></div>'
    '<div class="message">{1}</div></div>'
)
LINK = '<a href="x.php?pid=10#pid10"></a>'


@pytest.mark.parametrize(
    ("engine", "page", "quote"),
    [
        (
            "smf",
            f'<h1 id="title">Board</h1><div id="posts">{SMF}</div>',
            '<blockquote class="bbc_standard_quote"><cite><a href="?topic=7.msg10#msg10">Quote from: Ada Lane on May 30, 2031, 06:00:00 am</a></cite>Low.</blockquote>',
        ),
        (
            "smf",
            f'<dl id="posts">{SMF}</dl>'.replace(" on <strong>", " on ").replace("am</strong>", "am"),
            '<div class="quoteheader"><a href="?topic=7.msg10#msg10">Quote from: Ada Lane on May 30, 2031, 06:00:00 am</a></div><blockquote>Low.</blockquote>',
        ),
        (
            "mybb",
            f'<div id="fullversion"><a href="showthread.php?tid=7">Tide</a></div><div id="content">{MYBB}</div>',
            f"<blockquote><cite><span> (05-30-2031, 06:12 AM)</span>Ada Lane Wrote: {LINK}</cite>Low.</blockquote>",
        ),
        (
            "mybb",
            f'<div id="fullversion"></div><div id="content">{MYBB}</div>'.replace('<div class="author">', "").replace(
                "</h2></div>", "</h2>"
            ),
            f"<blockquote><cite>Ada Lane Wrote: {LINK}</cite>Low.</blockquote>",
        ),
    ],
)
def test_views_without_a_skin(engine: str, page: str, quote: str):
    """Authors, dates and quotes are read as from the pages with a skin; numbers of posts are in quotes alone."""
    source = Source.from_bytes(
        "page.html", f"<html><body>{page.format('old_tom', f'{quote}Own.')}</body></html>".encode()
    )
    (thread,) = reader_for(source).read(source)
    (post,) = thread.posts
    assert (thread.engine, post.author, post.own) == (engine, "old_tom", "Own.")
    assert post.created_at is not None
    assert post.created_at.year == 2031
    assert [(part.author, part.post_id, part.text) for part in post.segments if part.kind is SegmentKind.QUOTE] == [
        ("Ada Lane", "10", "Low.")
    ]
