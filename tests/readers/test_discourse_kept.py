"""Discourse as other versions and other views show it: plain pages, comments, raw text, and pages without data attributes."""

import json

import pytest

from analyzer import pipeline
from analyzer.errors import UnreadableError
from analyzer.source import Source
from analyzer.thread import Segment, Thread

TITLE = '<div class="title"><img src="/letter_avatar_proxy/v4/letter/w/abc/40.png" class="avatar"> {0}:</div>'
QUOTE = (
    '<aside class="quote">{0}<blockquote><p>The kiln cracked at noon today.</p></blockquote></aside><p>Mine too.</p>'
)
NUMBERED = QUOTE.replace('class="quote"', 'class="quote" data-post="1" data-topic="55"').format(TITLE.format("wren"))
HEAD = '<html><head><title>Kiln</title></head><body><h2><a href="/t/kiln/55">Kiln</a></h2><hr>'
FIRST = "<p>The kiln cracked at noon today.</p>"
RAW = (
    ("wren", "The kiln cracked at noon today."),
    ("tom_reed", '[quote="wren, post:1, topic:55"]\nThe kiln cracked\n[/quote]\nMine too.'),
    ("finch", '[quote="owl, post:1, topic:31"]\nTwo coats\n[/quote]\nYes.'),
)


def read(text: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page", text.encode()))
    return thread


def quotes(thread: Thread) -> list[tuple[str | None, str | None, str | None]]:
    found: list[Segment] = [quote for post in thread.posts for quote in post.quotes]
    return [(quote.author, quote.post_id, quote.thread_id) for quote in found]


def crawled(number: int, author: str, words: str) -> str:
    return f"<div class='creator'>#{number} By: <b>{author}</b>, May {number}rd, 2013 14:01</div><div class='post'>{words}</div><hr/>"


def printed(number: int, author: str, words: str) -> str:
    return f"<div class='creator'><b>{author}</b> (Wren Alder) at May {number}rd, 2013 14:01 \u2014 #{number}</div>\n<div class='post'>{words}</div>"


def described(number: int, author: str, words: str) -> str:
    return (
        f"<div itemscope itemtype='http://schema.org/DiscussionForumPosting'><div class='creator'><span><a href='/u/{author}'><b itemprop='author'>"
        f"{author}</b></a> (Wren Alder) <time datetime='2013-05-0{number}T14:01:00Z' itemprop='datePublished'>x</time></span>"
        f"<span itemprop='position'>#{number}</span></div><div class='post' itemprop='articleBody'>{words}</div></div>"
    )


def embedded(number: int, author: str, words: str) -> str:
    return (
        f"<article class='post' id='post-90{number}'><a title='May {number}, 2013 2:01pm' class='post-date' href='https://a.example/t/kiln/55/{number}'>x</a>"
        f"<div class='cooked'><h3 class='username'><a href='/u/{author}'>{author}</a></h3>{words}<a class='post-replies'>1 reply</a></div></article>"
    )


@pytest.mark.parametrize("block", [crawled, printed, described, embedded])
def test_plain_pages_are_read_as_those_of_today(block):
    """Versions of 2013 to 2018, printed pages and comments below an article: number, author, day and quote."""
    thread = read(HEAD + block(1, "wren", FIRST) + block(2, "tom_reed", NUMBERED))
    assert thread.engine == "discourse"
    assert [(post.id, post.author, str(post.created_at)[:16], post.own) for post in thread.posts] == [
        ("1", "wren", "2013-05-01 14:01", "The kiln cracked at noon today."),
        ("2", "tom_reed", "2013-05-02 14:01", "Mine too."),
    ]
    assert quotes(thread) == [("wren", "1", None)]


def test_a_line_and_words_without_a_number_are_some_other_page():
    """The two classes are words that any page may use."""
    page = HEAD + crawled(1, "wren", FIRST).replace("#1", "")
    with pytest.raises(UnreadableError):
        read(page)


@pytest.mark.parametrize("line", ["wren:", "wren :", "wren\uff1a", "wren said:", "Wren Alder:"])
def test_a_quoted_name_is_followed_by_what_the_language_has(line: str):
    """A name in sight is the author's; what somebody is called is found where the page shows both, or by the words."""
    box = QUOTE.format(TITLE.format(line[:-1]).replace(":</div>", line[-1] + "</div>"))
    assert quotes(read(HEAD + described(1, "wren", FIRST) + described(2, "tom_reed", box))) == [("wren", "1", None)]
    assert quotes(read(HEAD + crawled(1, "wren", FIRST) + crawled(2, "tom_reed", box))) == [("wren", "1", None)]


def live(number: int, author: str, words: str, names: str, above: str = "") -> str:
    return (
        f'<div class="topic-post"><article id="post_{number}">{above}<div class="row"><div class="topic-avatar"><a href="/u/{author.lower()}"></a></div>'
        f'<div class="topic-body"><div class="topic-meta-data">{names}<div class="post-date"><a class="post-date" href="/t/kiln/55/{number}" title="Post date">'
        f'<span class="relative-date" title="May {number}, 2013 2:01 pm">May</span></a></div></div><div class="contents"><div class="cooked">{words}</div></div>'
        "</div></div></article></div>"
    )


def test_a_live_page_without_data_attributes():
    """The topic's number, days and the number of the quoted post stand in links and titles, names in many places."""
    above = '<section class="embedded-posts top"><div class="reply"><div class="names"><span class="username"><a>owl</a></span></div><div class="cooked">No.</div></div></section>'
    box = QUOTE.format(
        TITLE.format("Wren Alder").replace(
            "</div>", '<div class="quote-controls"><a class="back" href="/t/kiln/55/1"></a></div></div>'
        )
    )
    full = '<div class="names"><span class="full-name"><a href="/u/wren">Wren Alder</a></span></div>'
    user = '<div class="names"><span class="username"><a href="/u/tom_reed">Tom_Reed</a></span></div>'
    thread = read(
        HEAD
        + live(1, "wren", FIRST, full)
        + live(2, "Tom_Reed", box, user, above)
        + live(3, "Owl", "<p>x</p>", '<h3><a href="/users/owl">Owl</a></h3>')
    )
    assert [(post.author, str(post.created_at)[:16]) for post in thread.posts] == [
        ("wren", "2013-05-01 14:01"),
        ("Tom_Reed", "2013-05-02 14:01"),
        ("Owl", "2013-05-03 14:01"),
    ]
    assert (thread.id, quotes(thread)) == ("discourse/55", [("wren", "1", None)])


@pytest.mark.parametrize("named", [' data-username="owl"', ""])
def test_words_of_the_chat_are_a_quote(named: str):
    """A transcript of the chat is a box of its own, with a name above the words."""
    box = (
        f'<div class="chat-transcript" data-message-id="5"{named}><div class="chat-transcript-user"><div class="chat-transcript-username">owl</div>'
        '<a href="/chat/c/-/5/9">June</a></div><div class="chat-transcript-messages"><p>Two coats.</p></div></div><p>Yes.</p>'
    )
    post = read(HEAD + described(1, "wren", box)).posts[0]
    assert [(quote.author, quote.text) for quote in post.quotes] == [("owl", "Two coats.")]
    assert post.own == "Yes."


def test_posts_kept_twice_stand_in_the_order_of_their_numbers():
    """A page saved by a browser holds the first posts again for those without scripts, behind the ones it shows."""
    name = '<div class="names"><span class="username">wren</span></div>'
    crawler = '<div id="post_{0}" class="crawler-post"><span class="creator"><span itemprop="name">wren</span></span><div class="post">x</div></div>'
    page = live(2, "wren", "x", name) + live(3, "wren", "x", name) + crawler.format(1) + crawler.format(2)
    assert [(post.id, post.position) for post in read(HEAD + page).posts] == [("1", 1), ("2", 2), ("3", 3)]


def test_posts_as_they_were_typed():
    """JSON without cooked posts and raw text: a number of another topic is no number here."""
    posts = [
        {"post_number": number, "topic_id": 55, "username": author, "raw": raw}
        for number, (author, raw) in enumerate(RAW, 1)
    ]
    text = "\n-------------------------\n\n".join(
        f"{author} | 2013-05-03 14:01:0{number} UTC | #{number}\n\n{raw}\n"
        for number, (author, raw) in enumerate(RAW, 1)
    )
    for thread in (read(json.dumps({"post_stream": {"posts": posts}})), read(text)):
        assert [(post.id, post.author, post.own) for post in thread.posts] == [
            ("1", "wren", "The kiln cracked at noon today."),
            ("2", "tom_reed", "Mine too."),
            ("3", "finch", "Yes."),
        ]
        assert quotes(thread) == [("wren", "1", None), ("owl", None, None)]
