"""Pages of unknown engines: what is no thread is left alone, what is one is split into its posts."""

from collections.abc import Callable

import pytest
from growth import LINEAR, growth, hang_guard
from selectolax.lexbor import LexborHTMLParser

from analyzer.errors import UnreadableError
from analyzer.readers.base import Rank, all_readers, rank_of, reader_for
from analyzer.readers.generic import READER
from analyzer.source import Source
from analyzer.thread import Post, SegmentKind

SENTENCE = "Nobody at pier {0} could say why the boat of {0} o'clock had left with half of its seats empty."


def source(body: str, head: str = "") -> Source:
    """Give a page as a source."""
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return Source.from_bytes("page.html", page.encode())


def posts(body: str, head: str = "") -> tuple[Post, ...]:
    """Give the posts of a page that is claimed."""
    page = source(body, head)
    assert READER.claims(page)
    (thread,) = READER.read(page)
    return thread.posts


def box(number: int, *, inside: str = "", words: str | None = None) -> str:
    """Give one post of an engine that nobody has written."""
    said = SENTENCE.format(number) if words is None else words
    return (
        f'<div class="zz"><p class="top"><a href="/u/{number % 40}">name{number % 40}</a> <span>2031-05-0{1 + number % 9} 10:00</span></p>'
        f'<div class="tt">{said}</div>{inside}</div>'
    )


NOT_THREADS = {
    "an empty page": "",
    "words without marks": "<h1>Note</h1><p>" + SENTENCE.format(1) + "</p>",
    "navigation": "<ul>"
    + "".join(f'<li><a href="/user/{n}">A list of places {n}</a> 2031-05-01</li>' for n in range(40))
    + "</ul>",
    "wares": "".join(
        f'<div class="ware"><h3><a href="/ware/{n}">A kettle with {n} spouts</a></h3><p>Pours from {n} sides at once, for large'
        f' and thirsty families.</p><span class="price">{n},99</span><span class="date">2031-05-01</span></div>'
        for n in range(2, 20)
    ),
    "a blog's front page": "".join(
        f'<article class="post"><h2><a href="/2031/{n}-news">What happened on day {n}</a></h2><a href="/author/vane">M. Vane</a>'
        f' <time datetime="2031-05-0{n}">May {n}, 2031</time><p>{SENTENCE.format(n)}</p><a href="/2031/{n}-news">Read more</a></article>'
        for n in range(1, 9)
    ),
    "a time line": "<h1>The pier</h1>"
    + "".join(f"<h3>May {n}, 2031</h3><p>{SENTENCE.format(n)}</p>" for n in range(1, 9)),
    "an article with dates": "<h1>The pier</h1><article>"
    + "".join(f"<p>{SENTENCE.format(n)} It was May {n}, 2031, and it rained on all of us.</p>" for n in range(1, 9))
    + "</article>",
    "names of members": "".join(
        f'<div class="m"><a href="/u/{n}">name{n}</a> joined 2031-05-01</div>' for n in range(30)
    ),
}


@pytest.mark.parametrize("body", NOT_THREADS.values(), ids=NOT_THREADS.keys())
def test_what_is_no_thread_is_not_claimed(body: str):
    """Lists of links, wares, articles and days repeat as well, and hold no posts."""
    assert not READER.claims(source(body))


def test_an_article_without_comments_stays_an_article():
    """Prose with a list of other articles beside it goes to the reader for articles."""
    prose = "".join(f"<p>{SENTENCE.format(n)} {SENTENCE.format(n + 1)}</p>" for n in range(6))
    more = "".join(
        f'<li><a href="/n/{n}">Another story of the pier, part {n}</a> <time datetime="2031-05-0{n}">May {n}, 2031</time></li>'
        for n in range(1, 6)
    )
    page = source(f"<article><h1>The pier</h1>{prose}</article><div><h4>More</h4><ul>{more}</ul></div>")
    assert reader_for(page).name == "article"


def test_a_page_that_is_neither_names_the_readers_tried():
    """What nobody reads is an error that lists this reader among those asked."""
    with pytest.raises(UnreadableError) as raised:
        reader_for(source(NOT_THREADS["wares"]))
    assert "generic" in raised.value.tried


def test_it_is_asked_after_engines_and_before_articles():
    """Its rank lies between those of the readers that know their pages and of the reader for prose."""
    ranks = {reader.name: rank_of(reader) for reader in all_readers()}
    assert ranks["xenforo2"] is Rank.ENGINE
    assert ranks["xenforo2"] < ranks["generic"] < ranks["article"]


def test_posts_are_split_with_author_and_date():
    """Each box with a name and a date is a post, and neither stands in its words."""
    found = posts("<h1>Boats</h1>" + "".join(map(box, range(1, 6))))
    assert [post.author for post in found] == [f"name{number}" for number in range(1, 6)]
    assert [post.text for post in found] == [SENTENCE.format(number) for number in range(1, 6)]
    assert [post.created_at and post.created_at.day for post in found] == [2, 3, 4, 5, 6]


def test_two_posts_are_enough():
    """A question with one answer is a thread."""
    assert [post.author for post in posts("<h1>Boats</h1>" + box(1) + box(2))] == ["name1", "name2"]


def test_one_post_is_read_where_the_page_is_a_forums():
    """A question without an answer is a thread of one post; the same page elsewhere is none."""
    body = f"<h1>Boats</h1><main>{box(3)}</main>"
    (post,) = posts(body, '<link rel="canonical" href="https://pier.example/forum/thread-3">')
    assert (post.author, post.text) == ("name3", SENTENCE.format(3))
    assert not READER.claims(source(body, '<link rel="canonical" href="https://pier.example/about">'))


def test_replies_in_replies_know_what_they_answer():
    """Boxes in boxes are a tree, and the words of an inner post are not those of the outer one."""
    found = posts("<h1>Boats</h1>" + box(1, inside=box(2, inside=box(3))) + box(4))
    ids = [post.id for post in found]
    assert [post.reply_to for post in found] == [None, ids[0], ids[1], None]
    assert [post.text for post in found] == [SENTENCE.format(number) for number in range(1, 5)]


def test_buttons_that_most_posts_have_are_no_words():
    """What most posts have alike but for numbers is the page's."""
    tail = '<div class="tt"><p>{0}</p><span>Liked by {1} people</span></div>'
    body = "".join(
        f'<div class="zz"><a href="/u/{n}">name{n}</a> <b>2031-05-0{n}</b>{tail.format(SENTENCE.format(n), n)}</div>'
        for n in range(1, 6)
    )
    assert all("Liked" not in post.text for post in posts("<h1>Boats</h1>" + body))


def test_the_press_above_its_readers_is_an_article():
    """A page that says when it was published holds an article, not a first post."""
    prose = "".join(f"<p>{SENTENCE.format(n)} {SENTENCE.format(n + 1)}</p>" for n in range(3))
    body = (
        f"<h1>Boats</h1><div class='body'>{prose}</div><div class='comments'>"
        + "".join(map(box, range(1, 4)))
        + "</div>"
    )
    first, *answers = posts(body, '<meta property="article:published_time" content="2031-05-01">')
    assert {segment.kind for segment in first.segments} == {SegmentKind.ARTICLE}
    assert [answer.author for answer in answers] == ["name1", "name2", "name3"]


def test_a_date_without_a_year_is_none():
    """A page that says `3 days ago` gives no date rather than one counted from today."""
    body = "".join(
        f'<div class="zz"><a href="/u/{n}">name{n}</a> <i>{n} days ago</i><div class="tt">{SENTENCE.format(n)}</div></div>'
        for n in range(2, 6)
    )
    assert [post.created_at for post in posts("<h1>Boats</h1>" + body)] == [None] * 4


def test_a_post_keeps_the_pages_own_id():
    """An id in the page is the post's, whatever letters stand before its number."""
    body = "".join(box(n).replace('class="zz"', f'class="zz" id="answer_box_{7000 + n}"') for n in range(1, 4))
    assert [post.id for post in posts("<h1>Boats</h1>" + body)] == ["7001", "7002", "7003"]


def test_a_notice_above_the_posts_is_no_post():
    """What a page tells its guests stands where a question could stand."""
    notice = "<div class='guest-notice'>You are reading as a guest. Register to change how messages are shown, to vote and to see pictures.</div>"
    assert len(posts("<h1>Boats</h1>" + notice * 2 + "".join(map(box, range(1, 4))))) == 3


def test_a_signature_is_apart_from_the_words():
    """Words in an element named as a signature are a signature, with the quote in it."""
    body = "".join(
        box(n, inside='<div class="user-signature"><blockquote>Ahoy</blockquote>said I</div>' if n == 2 else "")
        for n in range(1, 4)
    )
    second = posts("<h1>Boats</h1>" + body)[1]
    assert [(segment.kind, segment.text) for segment in second.segments] == [
        (SegmentKind.OWN, SENTENCE.format(2)),
        (SegmentKind.SIGNATURE, "Ahoy\nsaid I"),
    ]


def test_a_quote_names_its_author_where_its_box_does():
    """A box named as a quote is a quote, and who is quoted stands in it or nowhere."""
    quoting = '<blockquote data-author="name1">' + SENTENCE.format(1) + "</blockquote>Not so."
    second = posts("<h1>Boats</h1>" + box(1) + box(2, words=quoting) + box(3))[1]
    assert [(segment.kind, segment.author) for segment in second.segments] == [
        (SegmentKind.QUOTE, "name1"),
        (SegmentKind.OWN, None),
    ]


def flat(count: int) -> str:
    """Give a page of so many posts one after the other."""
    return "<h1>Boats</h1>" + "".join(map(box, range(count)))


def deep(count: int) -> str:
    """Give a page of so many posts, each in the one before."""
    return "<h1>Boats</h1>" + "".join(box(number).removesuffix("</div>") for number in range(count)) + "</div>" * count


@pytest.mark.parametrize("page", [flat, deep])
def test_many_posts_take_linear_time(page: Callable[[int], str]):
    """Twice the posts take twice the work, in a row and nested, and four times as many end."""

    def prepared(count: int) -> Callable[[], object]:
        given = source(page(count))
        assert isinstance(given.tree, LexborHTMLParser)

        def work() -> None:
            (thread,) = READER.read(given)
            assert len(thread.posts) == count

        return work

    assert growth(prepared, 200) < LINEAR
    # What the parser does in C is no call.
    with hang_guard():
        prepared(1600)()


def test_boxes_nested_without_end_are_read_without_recursion():
    """Ten thousand boxes in each other hold one line and no thread."""
    assert not READER.claims(source("<div>" * 10_000 + "2031-05-01"))
