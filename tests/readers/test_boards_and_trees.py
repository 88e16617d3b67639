"""What the pages and exports of Stack Exchange, Hacker News, Reddit, Lemmy, image boards and ActivityPub are known to trip over."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from growth import LINEAR, growth

from analyzer import pipeline
from analyzer.errors import SourceError, UnreadableError
from analyzer.readers.base import Rank, all_readers, rank_of, reader_for
from analyzer.source import Source
from analyzer.thread import Thread

THREADS = Path(__file__).parents[2] / "threads"
DATA = re.compile(r'\sdata-[\w-]+="[^"]*"')


def read(text: str, name: str = "page.html") -> Thread:
    """Give the one thread of a text."""
    (thread,) = pipeline.read(Source.from_bytes(name, text.encode()))
    return thread


def sample(path: str) -> str:
    """Give a sample's text."""
    return (THREADS / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        '[{"kind": "Listing", "data": {"children": [',
        '{"posts": [{"no": 1, "resto": 0, "time": 2,',
        '[{"a": ' * 5000,
    ],
    ids=["cut off", "cut in a post", "too deep"],
)
def test_broken_json_says_so(text: str):
    """JSON that cannot be parsed is an error that says where, not a page without a thread."""
    with pytest.raises(SourceError, match=r"broken at line 1|too deep"):
        read(text, "thread.json")


def test_a_broken_line_costs_no_other():
    """A line that is no JSON is told with its number, and the others are read."""
    text = sample("reddit/tarred-rope-pushshift.ndjson").rstrip("\n") + '\n{"author": "cut o\n'
    thread = read(text, "c.ndjson")
    assert len(thread.posts) == 3
    assert [str(one) for one in thread.problems] == [
        "c.ndjson, line 4: this is no JSON object; look at it in the file."
    ]


@pytest.mark.parametrize(
    "text", ['{"a": 1}', "[]", '[{"kind": "Listing"}]', '{"type": "Note"}', '{"posts": []}', "[b]bold[/b] words"]
)
def test_json_of_nothing_known_is_not_claimed(text: str):
    """JSON without posts is no thread."""
    with pytest.raises(UnreadableError):
        read(text, "thread.json")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><h1>whoa there, pardner!</h1><p>Your request has been blocked due to a network policy.</p></body></html>",
        '<html><head><title>reddit.com</title></head><body><div class="content"><div class="commentarea"></div></div></body></html>',
        '<html><body class="question-page"><div id="question" class="question"></div></body></html>',
    ],
)
def test_a_page_without_posts_is_not_claimed(page: str):
    """A bot wall and empty shells are no thread."""
    with pytest.raises(UnreadableError):
        read(page)


@pytest.mark.parametrize(
    "path",
    [
        "stackexchange/drumming-slates.html",
        "hackernews/village-radio.html",
        "reddit/tarred-rope.html",
        "reddit/tarred-rope-shreddit.html",
        "lemmy/burr-stone.html",
        "4chan/wet-crane.html",
        "foolfuuka/wet-crane.html",
    ],
)
def test_pages_that_lost_their_data_attributes_read_the_same(path: str):
    """Author, id, answered post and words come from visible text and links where `data-*` is gone."""
    whole, stripped = read(sample(path)), read(DATA.sub("", sample(path)))
    assert [(p.id, p.author, p.reply_to, p.segments) for p in stripped.posts] == [
        (p.id, p.author, p.reply_to, p.segments) for p in whole.posts
    ]


def test_comments_of_new_reddit_answer_what_they_stand_in():
    """Where no attribute names the parent, the comment around one is it."""
    page = re.sub(r' parentid="[^"]*"', "", sample("reddit/tarred-rope-shreddit.html"))
    assert [post.reply_to for post in read(page).posts] == [None, "t3_9zz01", "t1_f9a", "t1_f9b", "t3_9zz01"]


def test_comments_of_stack_exchange_are_no_posts():
    """The thread is the question and its answers, and an editor is not the author."""
    thread = read(sample("stackexchange/drumming-slates.html"))
    assert [post.author for post in thread.posts] == ["west gable", "Hanna Ripper", "user70119"]


def test_search_results_are_a_thread_for_each_thread():
    """Posts of several threads on one page of an archive do not become one thread."""
    page = sample("foolfuuka/wet-crane.html")
    page = re.sub(
        r'<article id="81001"[^>]*>.*?<aside', '<article class="clearfix thread"><aside', page, flags=re.DOTALL
    )
    page = page.replace("thread/81001/#81003", "thread/70000/#81003").replace(
        "thread/81001/#q81003", "thread/70000/#q81003"
    )
    threads = list(pipeline.read(Source.from_bytes("search.html", page.encode())))
    assert [(thread.id, len(thread.posts)) for thread in threads] == [
        ("archive.example/po/81001", 1),
        ("archive.example/po/70000", 1),
    ]


def reddit_comment(depth: int) -> dict:
    """Give a comment that is answered by one that is answered by one, and so on."""
    thing: dict = {}
    for number in range(depth, 0, -1):
        data = {"id": f"c{number}", "author": "a", "body": "b", "link_id": "t3_x", "subreddit": "s", "replies": thing}
        thing = {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": data}]}}
    return thing


def test_many_comments_take_linear_time():
    """Twice the comments of an export, each an answer to the next, take twice the work."""

    def prepared(count: int) -> Callable[[], object]:
        same = {"author": "a", "body": "> b\n\nc", "link_id": "t3_x", "subreddit": "s"}
        lines = [json.dumps({"id": f"c{n}", "parent_id": f"t1_c{n + 1}"} | same) for n in range(count)]
        source = Source.from_bytes("c.ndjson", "\n".join(lines).encode())

        def work() -> None:
            (thread,) = reader_for(source).read(source)
            assert len(thread.posts) == count

        return work

    assert growth(prepared, 500) < LINEAR


def test_a_chain_of_answers_needs_no_recursion():
    """Items that answer each other in a line of twenty thousand, or in a circle, are one thread."""
    items = [{"id": n, "type": "comment", "by": "a", "text": "b", "time": 1, "parent": n + 1} for n in range(1, 20_001)]
    items.append({"id": 20_001, "type": "comment", "by": "a", "text": "b", "time": 1, "parent": 1})
    (thread,) = reader_for(source := Source.from_bytes("hn.json", json.dumps(items).encode())).read(source)
    assert len(thread.posts) == 20_001


def test_answers_nested_deep_in_a_listing_are_read():
    """Answers stand inside of what they answer, as deep as the parser goes."""
    assert len(read(json.dumps(reddit_comment(100)), "r.json").posts) == 100


def nested_page(count: int) -> str:
    """Give an old Reddit page with comments each inside the one before."""
    opening = "".join(
        f'<div class="thing comment id-t1_c{n}" id="thing_t1_c{n}"><div class="entry"><p class="tagline"><a class="author">a{n}</a></p>'
        f'<div class="usertext-body"><div class="md"><p>w{n}</p></div></div></div><div class="child"><div class="sitetable">'
        for n in range(count)
    )
    return f'<html><body><div class="commentarea">{opening}{"</div>" * 3 * count}</div></body></html>'


def test_comments_nested_without_end_are_read_in_order():
    """A thousand comments inside each other keep their authors and what they answer."""
    thread = read(nested_page(1000))
    assert [post.author for post in thread.posts] == [f"a{n}" for n in range(1000)]
    assert [post.reply_to for post in thread.posts[1:]] == [f"t1_c{n}" for n in range(999)]


def test_ranks_keep_last_resorts_apart():
    """Descriptions are asked before structure, structure before prose, and engines before all."""
    ranks = {reader.name: rank_of(reader) for reader in all_readers()}
    assert ranks["stackexchange"] is Rank.ENGINE
    assert ranks["schema.org"] < ranks["commented"] < Rank.REPEATED < ranks["article"]


def test_an_article_with_comments_is_no_article_alone():
    """The article reader would take the page; the reader of comments is asked before it."""
    source = Source.from_bytes("a.html", sample("commented/ostrel-bridge.html").encode())
    assert reader_for(source).name == "commented"
    bare = re.sub(r'<div id="comments".*?</main>', "</main>", sample("commented/ostrel-bridge.html"), flags=re.DOTALL)
    more = "The office had asked for the survey last autumn, when anglers reported that the water turned where it used to run straight. "
    bare = bare.replace("<p>Buses", f"<p>{more * 3}</p><p>Buses")
    assert reader_for(Source.from_bytes("a.html", bare.encode())).name == "article"


def test_a_description_of_the_first_post_alone_is_not_enough():
    """Where most answers are not described, the page's visible words tell more."""
    page = sample("schemaorg/tenor-rope.html").replace('content="3"', 'content="40"')
    assert all(
        reader.name != "schema.org" or not reader.claims(Source.from_bytes("a", page.encode()))
        for reader in all_readers()
    )
