"""Pages in a bad state: what could be read is kept, and nothing crashes or hangs."""

import contextlib
from pathlib import Path

import pytest
from growth import hang_guard

from analyzer import pipeline
from analyzer.errors import AnalyzerError, UnreadableError
from analyzer.ids import FreshIds
from analyzer.source import Source
from analyzer.thread import Thread


def read(data: bytes, name: str = "page.html") -> Thread:
    """Give the one thread of a page."""
    (thread,) = pipeline.read(Source.from_bytes(name, data))
    return thread


@pytest.fixture(scope="module")
def page(threads_folder: Path) -> bytes:
    """A sample page."""
    return (threads_folder / "xenforo2" / "ostrel-registers.html").read_bytes()


@pytest.fixture(scope="module")
def copied(threads_folder: Path) -> bytes:
    """A sample of copied text."""
    return (threads_folder / "xenforo2_text" / "kestar-payroll.txt").read_bytes()


def test_cut_off_page_keeps_the_posts_before_the_cut(page: bytes):
    """However much of a page is missing, the posts that are whole are read as in the whole page."""
    whole = read(page).posts
    for share in range(1, 20):
        try:
            posts = read(page[: len(page) * share // 20]).posts
        except AnalyzerError:
            continue
        kept = max(0, len(posts) - 1)
        assert [post.own for post in posts[:kept]] == [post.own for post in whole[:kept]]
    assert kept > 5


def test_cut_off_text_keeps_the_posts_before_the_cut(copied: bytes):
    """The same for copied text."""
    whole = read(copied, "page.txt").posts
    for share in range(4, 20):
        posts = read(copied[: len(copied) * share // 20], "page.txt").posts
        kept = max(0, len(posts) - 1)
        assert [post.author for post in posts[:kept]] == [post.author for post in whole[:kept]]
    assert kept > 5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_encoding_changes_nothing(encoding: str, page: bytes, copied: bytes):
    """A page saved in another encoding reads the same."""
    assert [p.own for p in read(page.decode().encode(encoding)).posts] == [p.own for p in read(page).posts]
    text = copied.decode()
    assert [p.own for p in read(text.encode(encoding), "x.txt").posts] == [p.own for p in read(copied, "x.txt").posts]


SHELL = """<!DOCTYPE html><html><head><title>The ferry bell - Saltmarsh boards</title>
<link rel="stylesheet" href="/css/app.css"><link rel="stylesheet" href="/css/chat.css"><link rel="stylesheet" href="/css/polls.css">
{script}</head><body><noscript>Turn scripts on to read the boards, which are a place for long talks about bells.</noscript>
<section id="main"><div class="spinner"></div></section><nav>Saltmarsh boards</nav></body></html>"""


@pytest.mark.parametrize("script", ['<script src="/app.js"></script>', ""], ids=["whole", "scripts dropped"])
def test_a_page_saved_before_its_posts_were_loaded_is_called_so(script: str):
    """The frame of an app holds no post, and the error says what to do about it."""
    with pytest.raises(UnreadableError, match="saved before its posts were loaded") as caught:
        read(SHELL.format(script=script).encode())
    assert caught.value.where == "page.html"
    assert ".json" in caught.value.remedy


def test_an_unread_page_with_words_is_no_frame():
    """A page that says something and holds no thread is called what it is."""
    page = SHELL.format(script="").replace("Saltmarsh boards</nav>", f"{'A list of rules. ' * 20}</nav>")
    with pytest.raises(UnreadableError, match="no thread found"):
        read(page.encode())


def test_windows_1252_text_keeps_its_umlauts(copied: bytes):
    """Text from an old Windows program keeps its letters and dashes."""
    text = copied.decode().replace("harvest", "Ernte – größer", 3).encode("cp1252", errors="ignore")
    assert "Ernte – größer" in "".join(post.text for post in read(text, "x.txt").posts)


def test_page_of_five_thousand_posts_is_read_whole():
    """A long page keeps every post and its order."""
    one = '<article class="message message--post js-post" data-author="a{0}" data-content="post-{0}" id="js-post-{0}"><div class="message-body"><div class="bbWrapper">words of {0}</div></div></article>'
    markup = "<html id=XF><body>" + "".join(one.format(number) for number in range(5000)) + "</body></html>"
    posts = read(markup.encode()).posts
    assert [post.id for post in posts] == [str(number) for number in range(5000)]
    assert posts[-1].own == "words of 4999"


def test_posts_that_are_never_closed_keep_their_own_words():
    """Posts stand in each other where their tags are not closed: none is given the words of those below it."""
    one = '<article class="message message--post js-post" data-author="a{0}" data-content="post-{0}" id="js-post-{0}"><div class="message-body"><div class="bbWrapper">words of {0}<aside>'
    markup = "<html id=XF><body>" + "".join(one.format(number) for number in range(500))
    with hang_guard():
        posts = read(markup.encode()).posts
    assert [(post.id, post.position) for post in posts] == [(str(number), number + 1) for number in range(500)]
    assert [post.own for post in posts] == [f"words of {number}" for number in range(500)]


def test_many_posts_with_the_same_words_have_an_id_each():
    """The ids are given in linear time, and none twice."""
    ids = FreshIds()
    with hang_guard():
        given = [ids.of("a") for _ in range(200_000)]
    assert given[:3] == ["a", "a-2", "a-3"]
    assert len(set(given)) == 200_000
    assert [ids.of("a-2"), ids.of("b")] == ["a-2-2", "b"]


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<html><body>" + b"<div>" * 20_000 + b"</body></html>",
        b"<article class='message--post'>" * 3000,
        b"\xff\xfe" + b"\x00\xd8" * 2000,
        b"A\nB\nMay 1, 2020\n" * 5000,
        b"x" * 2_000_000,
        b"said:\n" * 50_000,
    ],
)
def test_nonsense_is_refused_or_read_but_never_breaks(data: bytes):
    """Whatever comes, the answer is threads or one error of ours."""
    with contextlib.suppress(AnalyzerError):
        assert all(thread.posts for thread in pipeline.read(Source.from_bytes("nonsense", data)))


@pytest.mark.parametrize(
    "data",
    [
        b'[{"kind": [], "data": {"subreddit": "s"}}, {"kind": "Listing", "data": {"children": [{"kind": {}}]}}]',
        b'{"type": [], "by": "a", "id": 1, "time": 1}\n{"type": {}, "by": "b", "id": 2}',
        b'{"messages": [{"type": [], "id": 1, "date": "x", "text": "y"}]}',
    ],
    ids=["reddit", "hackernews", "telegram"],
)
def test_odd_kinds_in_exports_are_told(data: bytes):
    """A list or an object where a word should stand is no post, and no crash."""
    with pytest.raises(UnreadableError):
        read(data, "export.json")


@pytest.mark.parametrize(
    "body",
    [
        '<article class="message message--post js-post"><div class="message-body"><div class="bbWrapper">x</div></div></article>',
        '<ol id="posts"><li class="postcontainer"><blockquote class="postcontent">x</blockquote></li></ol>',
    ],
    ids=["xenforo2", "vbulletin4"],
)
def test_a_page_with_an_engines_marks_and_no_post_says_so(body: str):
    """What spoilt attributes leave is a thread without posts, and a sentence that tells it."""
    (thread,) = pipeline.read(Source.from_bytes("page.html", f"<html><body>{body}</body></html>".encode()))
    assert thread.posts == ()
    assert [(one.what, one.where) for one in thread.problems] == [
        (f"it bears the marks of {thread.engine}, and no post was found in it", "page.html")
    ]
