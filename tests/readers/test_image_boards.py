"""Image boards beyond the samples: what is lost with attributes, index pages, catalogs, dumps of many threads."""

import json
import re
from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

THREADS = Path(__file__).parents[2] / "threads"
SAMPLES = (
    "vichan/leaking-bow.html",
    "lynxchan/leaking-bow.html",
    "jschan/leaking-bow.html",
    "futaba/leaking-bow.html",
    "futaba/leaking-bow-no-elements.html",
)


def read(text: str, name: str = "page.html") -> list[Thread]:
    """Give the threads of a text."""
    return list(pipeline.read(Source.from_bytes(name, text.encode())))


@pytest.mark.parametrize("name", SAMPLES)
def test_boards_are_read_without_their_data(name: str):
    """Authors, numbers and answers stand in links and text too."""
    page = (THREADS / name).read_text(encoding="utf-8")
    (whole,) = read(page)
    (stripped,) = read(re.sub(r'\s(?:data-[\w-]+|onclick)="[^"]*"', "", page))
    assert stripped.posts == whole.posts
    assert [post.id for post in whole.posts][:2] == ["50", "51"]
    assert whole.posts[1].quotes[0].post_id == "50"


def test_index_page_of_vichan_is_a_thread_for_each():
    """Posts belong to the thread that their number links to."""
    page = (THREADS / "vichan" / "leaking-bow.html").read_text(encoding="utf-8")
    other = re.sub(
        r'(?<=\D)5([0-2])(?=[#"&.])', r"7\1", page[page.index('<div class="thread"') : page.index("</form>")]
    )
    one, two = read(page.replace("</form>", f"{other}</form>"))
    assert (one.id, len(one.posts)) == ("boards.example/k/50", 3)
    assert (two.id, len(two.posts)) == ("boards.example/k/70", 3)


def test_lines_that_are_paragraphs():
    """On 8chan each line is a paragraph: quoted lines that follow each other are one quote."""
    lines = (
        "".join(f'<p class="body-line ltr quote">&gt;{line}</p>' for line in ("be me", "be wet"))
        + '<p class="body-line ltr ">No.</p>'
    )
    intro = '<p class="intro"><span class="name">Anonymous</span> <a class="post_no" href="/k/res/5.html#5">5</a></p>'
    (thread,) = read(
        f'<html><body><div class="thread" id="thread_5"><div class="post op" id="op_5">{intro}<div class="body">{lines}</div></div></div></body></html>'
    )
    assert [segment.text for segment in thread.posts[0].segments] == ["be me\nbe wet", "No."]


ARCHIVE = (
    '<html><body><form id="postform"></form><div itemscope itemtype="http://schema.org/DiscussionForumPosting" id="p50"><label>'
    '<span class="filetitle">Knots</span> <span class="postername"><span itemprop="name">Anonymous</span></span>'
    ' <span class="posttime" title="1549765505000">x</span></label> <a class="js" href="/k/thread/S50#p50">No.50</a>'
    '<blockquote><p itemprop="text">Which knot holds?</p></blockquote><table itemscope itemtype="http://schema.org/Comment">'
    '<tbody><tr><td class="doubledash">&gt;&gt;</td><td class="reply" id="p51"><label><span class="postername">'
    '<span itemprop="name">Bo</span></span> <span class="posttime" title="1549785868000">x</span></label>'
    ' <a class="js" href="/k/thread/S50#p51">No.51</a><blockquote><p itemprop="text"><a href="/k/post/S50">&gt;&gt;50</a><br>'
    '<span class="unkfunc">&gt;Which knot holds?</span><br>None.</p></blockquote></td></tr></tbody></table></div></body></html>'
)


def test_archives_of_fuuka():
    """The first post of an archive has no element of its own, and its time counts milliseconds."""
    (thread,) = read(ARCHIVE)
    assert thread.id == "futaba/50"
    assert [(post.id, post.author, post.own) for post in thread.posts] == [
        ("50", "Anonymous", "Which knot holds?"),
        ("51", "Bo", "None."),
    ]
    assert thread.posts[0].created_at.isoformat() == "2019-02-10T02:25:05+00:00"


THEME = (
    '<html><body><div class="content"><div id="50"><label><span class="filetitle">Knots</span> <span class="postername">Anonymous</span>'
    ' <span class="postername mod">## Mod</span> Sun 10 Feb 02:25:05 2019</label> <a class="js" href="/k/thread/50/#50">No.50</a>'
    '<div class="quoted-by">Quoted By: <a href="/k/thread/50/#50_1">&gt;&gt;50,1</a></div><blockquote><p>Which knot holds?</p></blockquote>'
    '</div><table><tbody><tr><td class="doubledash">&gt;&gt;</td><td class="subreply" id="50_1"><label><span class="postername">Bo</span>'
    ' Sun Feb 10 03:25:05 2019</label> <a class="js" href="/k/thread/50/#50_1">No.50,1</a><div class="quoted-by"></div><blockquote><p>'
    '<a href="/k/thread/50/#50">&gt;&gt;50</a><br>&gt;Which knot holds?<br>None.</p></blockquote></td></tr></tbody></table></div></body></html>'
)


def test_tables_of_newer_archives():
    """Who quotes a post is listed above its words, and what was written in the archive has a number of two parts."""
    (thread,) = read(THEME)
    assert [(post.id, post.author, post.created_at.hour, post.reply_to, post.own) for post in thread.posts] == [
        ("50", "Anonymous", 2, None, "Which knot holds?"),
        ("50_1", "Bo", 3, "50", "None."),
    ]


POSTS = [
    {"no": 50, "name": "Anonymous", "com": "Which knot holds?", "time": 1549765505, "resto": 0},
    {"no": 51, "name": "Bo", "com": "&gt;&gt;50<br>&gt;Which knot holds?<br>None.", "time": 1549765605, "resto": 50},
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dump.ndjson", "\n".join(json.dumps({"posts": POSTS}) for _ in range(2))),
        ("catalog.json", json.dumps([{"page": 1, "threads": [{**POSTS[0], "last_replies": POSTS[1:]}] * 2}])),
    ],
)
def test_many_threads_of_one_board(name: str, text: str):
    """Dumps hold a thread a line, catalogs a first post with its last answers."""
    threads = read(text, name)
    assert all([(post.id, post.author, post.reply_to) for post in thread.posts] == [
        ("50", "Anonymous", None),
        ("51", "Bo", "50"),
    ] for thread in threads)  # fmt: skip
    assert len(threads[0].posts) == 2


FIRST = {"subject": "Knots", "name": "Anonymous"}
ANSWER = ">>50\n>Which knot holds?\nNone."


@pytest.mark.parametrize(
    "thread",
    [
        {
            **FIRST,
            "boardUri": "k",
            "threadId": 50,
            "markdown": "Which knot holds?",
            "creation": "2019-02-10T02:25:05.000Z",
            "posts": [{"postId": 51, "name": "Bo", "message": ANSWER, "creation": "2019-02-10T02:26:05.000Z"}],
        },
        {
            **FIRST,
            "board": "k",
            "postId": 50,
            "nomarkup": "Which knot holds?",
            "date": "2019-02-10T02:25:05.000Z",
            "replies": [{"postId": 51, "name": "Bo", "nomarkup": ANSWER, "date": "2019-02-10T02:26:05.000Z"}],
        },
    ],
)
def test_json_of_boards_whose_first_post_holds_the_answers(thread: dict):
    """LynxChan and jschan give a thread as its first post."""
    (found,) = read(json.dumps(thread), "50.json")
    assert found.id.endswith("/k/50")
    assert [(post.id, post.author, post.reply_to) for post in found.posts] == [
        ("50", "Anonymous", None),
        ("51", "Bo", "50"),
    ]
    assert found.posts[1].quotes[0].author == "Anonymous"
