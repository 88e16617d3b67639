"""Boards that no engine is known for: whom a post quotes, in the shapes that boards draw quotes in."""

from dataclasses import dataclass

import pytest

from analyzer import pipeline
from analyzer.quotes.verbs import JOINED, VERBS
from analyzer.source import Source
from analyzer.thread import Post, SegmentKind

FIRST = "The ferry left an hour early on Monday, and nobody at the pier knew who had told the captain to go."
QUOTED = "nobody at the pier knew who had told the captain to go."
ANSWER = "I knew. I was the one who told him, and I would do the same again if the tide turned so early."
LAST = "Then you owe eleven people a night in a dry bed, and the captain a new rope for his bell."


@dataclass(frozen=True, slots=True)
class Written:
    """A post as the test wants it: who, when, the words, and the HTML of a quote above them."""

    author: str
    moment: str
    words: str
    quote: str = ""


def board(quote: str, *, date: str = "2031-05-0{day} 10:1{day}") -> str:
    """Give a thread of three posts, the second with a quote, in the dress of no engine."""
    written = (
        Written("Wren Oduya", date.format(day=3), FIRST),
        Written("tidewaiter", date.format(day=4), ANSWER, quote),
        Written("Old Bell", date.format(day=5), LAST),
    )
    return "".join(
        f'<div class="zz-row" id="zz{810 + number}"><div class="zz-card"><a href="/u/{number}" class="zz-author">{one.author}</a>'
        f'<em>Deckhand</em></div><div class="zz-when"><a href="#zz{810 + number}">{one.moment}</a></div>'
        f'<div class="zz-words">{one.quote}{one.words}</div></div>'
        for number, one in enumerate(written)
    )


def read(body: str) -> tuple[Post, ...]:
    """Give the posts of a page as they are settled."""
    page = f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><h1>Ferry</h1>{body}</body></html>"
    (thread,) = pipeline.read(Source.from_bytes("page.html", page.encode()))
    assert thread.engine == "generic"
    return thread.posts


# Invented class names but for the word `quote`, in the shapes of boards that are seen: WoltLab, ProBoards, Lithium, UBB,
# YAF, Phorum, YaBB, Telligent, Steam, Invision 2, Google Groups, wpForo, Asgaros, Snitz, Simple:Press.
SHAPES = {
    "a title within the box": '<blockquote><div class="quotetitle">Quote from Wren Oduya on May 3, 2031, 10:13 am</div><p>{0}</p></blockquote>',
    "a head within the box": '<div class="quote"><div class="quote_header"><a href="/u/0">Wren Oduya</a> said:</div>{0}</div>',
    "a head above the box": '<div class="quotetop">QUOTE(Wren Oduya @ May 3 2031, 10:13 AM)</div><div class="quotemain">{0}</div>',
    "a line above a box in a box": '<div class="quotebox"><b><a href="#zz810">Wren Oduya wrote</a></b> on May 3rd, 2031 at 10:13am:<br><blockquote class="quote">{0}</blockquote></div>',
    "a name alone": '<blockquote class="quote"><div class="quote-user">Wren Oduya</div><div class="quote-content">{0}</div></blockquote>',
    "a name in bold": '<blockquote class="zz-bb"><div><small>Quote<br></small><strong>Wren Oduya</strong><br>{0}</div></blockquote>',
    "a verb without a colon": '<blockquote class="zz-q"><strong>Wren Oduya said </strong><br><p>{0}</p></blockquote>',
    "a mail's line": '<div class="g_quote"><div class="g_attr">On Sat, May 3, 2031 at 10:13 AM Wren Oduya &lt;w@oduya.example&gt; wrote:<br></div><blockquote class="g_quote">{0}</blockquote></div>',
    "a box called otherwise": '<div class="zz-block"><div class="zz-head">Originally Posted by Wren Oduya</div><div class="zz-body">{0}</div></div>',
    "a line in bold above the box": '<b>Wren Oduya wrote:</b><div class="zz-quote">{0}</div>',
    "a label and a line": 'Quote: <table class="quote"><tr><td class="quote">Originally posted by Wren Oduya <br>{0}</td></tr></table>',
    "an attribute": '<div class="zzquote" data-author="Wren Oduya"><p>{0}</p></div>',
    "a verb with dots": "<blockquote><cite>Wren Oduya posted...</cite>{0}</blockquote>",
    "a cite": "<blockquote><cite>Wren Oduya wrote: \u2191 3 May 2031, 10:13</cite>{0}</blockquote>",
    "a line in German": '<blockquote class="quoteBox"><div class="quoteHeader"><h3>Zitat von »Wren Oduya«</h3></div><div class="quoteBody">{0}</div></blockquote>',
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_quote_names_its_author_and_leaves_the_own_words_alone(shape: str):
    """Of each shape the author, the post, and nothing else in either part."""
    _, post, _ = read(board(shape.format(QUOTED)))
    quotes = [segment for segment in post.segments if segment.kind is SegmentKind.QUOTE]
    assert [(one.author, one.post_id, one.text, one.depth) for one in quotes] == [("Wren Oduya", "810", QUOTED, 1)]
    assert [s.text for s in post.segments if s.kind is SegmentKind.OWN] == [ANSWER]


@pytest.mark.parametrize("verb", [*VERBS, *JOINED])
def test_a_box_that_begins_with_a_verb_is_a_quote(verb: str):
    """Every verb that engines write is known on boards of no engine."""
    quote = (
        f'<div class="zz-block"><div class="zz-head">Wren Oduya {verb}:</div><div class="zz-body">{QUOTED}</div></div>'
    )
    _, post, _ = read(board(quote))
    assert [(s.author, s.text) for s in post.segments if s.kind is SegmentKind.QUOTE] == [("Wren Oduya", QUOTED)]
    assert [s.text for s in post.segments if s.kind is SegmentKind.OWN] == [ANSWER]


def test_a_link_in_the_head_says_which_post_is_quoted():
    """Also where that post is not on the page."""
    shape = (
        '<div class="quote"><div class="quote_head"><a href="/thread?x=1#post77">Gull</a> wrote:</div>Who rang?</div>'
    )
    _, post, _ = read(board(shape))
    assert [(s.author, s.post_id) for s in post.segments if s.kind is SegmentKind.QUOTE] == [("Gull", "77")]


@pytest.mark.parametrize(
    ("above", "within"),
    [
        ('<div class="q-quotehead">Quote from: {name} on May 3, 2031, 10:13</div>', ""),
        ("", "<cite>(3 May 2031, 10:13) {name} wrote:</cite>"),
    ],
    ids=["heads above their boxes", "heads in their boxes"],
)
def test_quotes_in_quotes_have_each_their_own_author(above: str, within: str):
    """Where a head stands right before an inner box, the page's other heads tell which of the two it is of."""

    def box(name: str, inside: str) -> str:
        return f'{above.format(name=name)}<blockquote class="q-quote">{within.format(name=name)}{inside}</blockquote>'

    shape = box("Wren Oduya", box("Gull", "Who rang the bell at four?") + "Not the captain, he was asleep.")
    _, post, last = read(
        board(shape) + board(box("Old Bell", "A new rope.")).split('id="zz812"')[0].rpartition("<div")[0]
    )[:3]
    quotes = [(s.author, s.depth, s.text) for s in post.segments if s.kind is SegmentKind.QUOTE]
    assert quotes == [("Gull", 2, "Who rang the bell at four?"), ("Wren Oduya", 1, "Not the captain, he was asleep.")]
    assert last.author == "Old Bell"


def test_a_box_around_every_post_is_no_quote():
    """So does vBulletin 4: each post stands in a `blockquote`."""
    page = board("<i class='none'></i>").replace('<div class="zz-words">', '<blockquote class="zz-words">')
    posts = read(page.replace('</div></div><div class="zz-row"', '</blockquote></div><div class="zz-row"'))
    assert [segment.kind for post in posts for segment in post.segments] == [SegmentKind.OWN] * 3


@pytest.mark.parametrize("name", ["js-selectToQuote", "quoteable", "multiquote", "post-quote-button", "quotelink"])
def test_what_can_be_quoted_is_no_quote(name: str):
    """Nor is the button for it."""
    _, post, _ = read(board(f'<div class="{name}">Quite so.</div>'))
    assert all(segment.kind is SegmentKind.OWN for segment in post.segments)


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("\u200e05-0{day}-2031</a> <a>10:1{day} AM", "2031-05-04T10:14:00+00:00"),
        ("0{day}/05/31 10:1{day}", "2031-05-04T10:14:00+00:00"),
        ("10:1{day} AM on May 0{day}, 2031", "2031-05-04T10:14:00+00:00"),
        (
            "<b>by somebody with a long name and an even longer title of nobility</b> <b>( 66441{day} )</b> on Sunday May 0{day}, 2031 @10:1{day}AM (#1) Journal",
            "2031-05-04T10:14:00+00:00",
        ),
    ],
)
def test_all_dates_of_a_page_tell_the_day_from_the_month(date: str, wanted: str):
    """The posts stand in the order of time; the time of day may stand beside the day."""
    _, post, _ = read(board("", date=date))
    assert post.created_at is not None
    assert post.created_at.isoformat() == wanted


def test_a_date_for_machines_counts_where_another_is_shown():
    """A script prints `3 days ago` and leaves the date in the title."""
    page = board("", date='<span title="2031-05-0{day}T10:00:00.000Z">{day} days ago</span>')
    assert [post.created_at.day if post.created_at else None for post in read(page)] == [3, 4, 5]


def test_a_name_in_bold_is_the_author_where_no_link_is():
    """UBB and JForum print the name in bold, a title and a number below it."""
    names = ["Wren Oduya", "tidewaiter", "Old Bell", "tidewaiter"]
    rows = "".join(
        f"<tr><td><b>{name}</b><br>Member<br>Member # 10{number}</td><td>posted May 0{number + 3}, 2031 10:00 AM<hr>{ANSWER}</td></tr>"
        for number, name in enumerate(names)
    )
    assert [post.author for post in read(f"<table>{rows}</table>")] == names


def test_buttons_are_no_authors():
    """`Post history` stands beside every name, and is not the name of who has none."""
    rows = board("").replace("<em>", '<a class="zz-author-link" href="/user/posts">Post history</a><em>')
    rows = rows.replace('<a href="/u/1" class="zz-author">tidewaiter</a>', "")
    assert [post.author for post in read(rows)] == ["Wren Oduya", None, "Old Bell"]


def test_ids_are_those_that_links_to_the_posts_have():
    """Where no box has an id, an anchor or a link above the words does."""
    page = board("")
    for number in range(3):
        page = page.replace(f' id="zz{810 + number}"', "").replace(
            f"#zz{810 + number}", f"/thread/9?p=55{number}#p55{number}"
        )
    assert [post.id for post in read(page)] == ["550", "551", "552"]


def test_words_as_short_as_a_name_are_found_beside_the_card():
    """A game of one-word answers has more words in the author's card than in the posts."""
    rows = "".join(
        f'<li class="zz" id="m{n}9"><div class="userBlock"><a class="username" href="/u/{n}">player{n}</a><em>Level: Captain of all</em></div>'
        f'<div class="zz-in"><time datetime="2031-05-0{n}T10:00:00Z">May {n}</time><div class="zz-text">{city}</div></div></li>'
        for n, city in enumerate(["Tromso", "Oslo", "Oban", "Nantes", "Sete"], 1)
    )
    assert [post.own for post in read(f"<ul>{rows}</ul>")] == ["Tromso", "Oslo", "Oban", "Nantes", "Sete"]
