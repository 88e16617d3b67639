"""Plain-text scrapes of every engine are read: posts, authors, quotes, no page furniture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from growth import LINEAR, assert_linear, growth

from analyzer import pipeline
from analyzer.errors import UnreadableError
from analyzer.readers.plaintext import READER, reading
from analyzer.source import Source, SourceKind
from analyzer.thread import SegmentKind, Thread


def read(text: str) -> Thread:
    """Give the thread of a text."""
    (thread,) = pipeline.read(Source.from_bytes("scrape.txt", text.encode()))
    return thread


def authors(thread: Thread) -> list[str | None]:
    """Give the authors in order."""
    return [post.author for post in thread.posts]


def quoted(thread: Thread, position: int) -> list[tuple[str | None, str, int]]:
    """Give author, words and depth of the quotes of a post."""
    return [(quote.author, quote.text, quote.depth) for quote in thread.posts[position - 1].quotes]


@pytest.mark.parametrize(
    "text",
    [
        "One line and nothing else.",
        "A shopping list\n\neggs\nflour\nmilk\n2 lemons\n",
        "Joined\nMessages\nLocation\n",
        "May 3, 2031\nMay 4, 2031\nMay 5, 2031\n#1\n#2\n#3\n",
        "anna\nMember\nJoined: 3 May 2030\nPosts: 12\n#1\nMay 3, 2031\n",
        "> > > >\n>\n> >\n",
        "\n".join(f"{number:04} {'=' * 40}" for number in range(200)),
    ],
    ids=["a line", "a list", "labels", "dates", "a header without a body", "marks", "a log"],
)
def test_text_without_posts_is_not_claimed(text: str):
    """What holds no posts is no thread: lists, logs, labels, a header without a body."""
    assert reading(text) is None
    with pytest.raises(UnreadableError):
        read(text)


def test_many_lines_cost_no_more_each_than_few():
    """Twice the posts of a hundred lines each take twice the work."""

    def prepared(posts: int) -> Callable[[], object]:
        text = "\n".join(
            "\n".join([f"poster{n % 97}", "March 3, 2031, 9:12am", f"{n + 1}", *[f"Words {posts}."] * 97])
            for n in range(posts)
        )

        def work() -> None:
            found = reading(text)
            assert found is not None
            assert len(found.headers) == posts

        return work

    assert growth(prepared, 30) < LINEAR


def test_twice_the_posts_take_twice_the_work():
    """Reading is linear in the number of posts, quotes of earlier ones included."""

    def prepared(posts: int) -> Callable[[], object]:
        text = "\n".join(
            f"poster{n % 7}\nMarch 3, 2031, 9:12am\n{n + 1}\nposter{(n - 1) % 7} said:\nWords {posts} of post {n - 1}.\nWords {posts} of post {n}."
            for n in range(posts)
        )
        # The words differ from run to run: what is kept of lines seen before would make the second one cheaper.
        source = Source.from_bytes("scrape.txt", text.encode())

        def work() -> None:
            (thread,) = READER.read(source)
            assert len(thread.posts) == posts

        return work

    # From some 420 posts on, sixty of each of the seven authors are looked through for a quote's words.
    assert growth(prepared, 450) < LINEAR


@pytest.mark.parametrize(
    "piece",
    ["anna wrote:", "[", "](", "> ", "by ", "a | ", "(", "1, "],
    ids=["attributions", "brackets", "links", "marks", "by", "cells", "parentheses", "numbers"],
)
def test_a_hostile_line_costs_no_more_than_its_length(piece: str):
    """Lines made to make a pattern try everything are read in linear time."""

    def read_posts_with(line: str) -> None:
        reading("\n".join(f"anna\nMay {n}, 2031, 9:12am\n{n}\nWords here, of day {n}.\n{line}" for n in range(1, 6)))

    assert_linear(read_posts_with, piece, letters=100_000)


def test_markdown_that_begins_with_a_link_is_text_and_no_json():
    """`[Skip to content](#main)` begins as JSON does and is none; so does a page's autolink begin as HTML does."""
    assert Source.from_bytes("a", b"[Skip to content](#main)\n\nWords.").kind is SourceKind.TEXT
    assert Source.from_bytes("a", b"[ ![](logo.png) ](/)\n\nWords.").kind is SourceKind.TEXT
    assert Source.from_bytes("a", b"<https://forum.example/t/1>\n\nWords.").kind is SourceKind.TEXT
    assert Source.from_bytes("a", b'[{"a": 1}]').kind is SourceKind.JSON
    assert Source.from_bytes("a", b"<p>Words.</p>").kind is SourceKind.HTML


def test_all_renderings_of_a_page_give_the_same_posts():
    """Copied, dumped node by node, and as Markdown, a thread has the same authors and the same own words."""
    copied = (
        "mira\nSenior Member\nJoined: 3 May 2029\nPosts: 120\nPosted: Thu May 01, 2031 6:10 pm    Post subject: Bees\n"
        "The hive on the roof is empty.\nBack to top\n"
        "Joss\nJoined: 1 Jan 2030\nPosts: 4\nPosted: Thu May 01, 2031 8:00 pm    Post subject:\n"
        "mira wrote:\nThe hive on the roof is empty.\n\nThey swarmed on Sunday.\nBack to top\n"
    )
    dumped = copied.replace("    Post subject", "\nPost subject").replace("\n\n", "\n").replace("Posted: ", "Posted:\n")
    marked = (
        "**mira**  \nSenior Member  \n  \nJoined: 3 May 2029  \nPosts: 120  \n  \n|  | ![Post](a.gif)Posted: Thu May 01, 2031"
        " 6:10 pm    Post subject: Bees |  \n---|---  \n  \n* * *\n\nThe hive on the roof is empty.  \n[Back to top](#top)  \n"
        "**Joss**  \n  \nJoined: 1 Jan 2030  \nPosts: 4  \n  \n|  | ![Post](a.gif)Posted: Thu May 01, 2031 8:00 pm    Post"
        " subject: |  \n---|---  \n  \n* * *\n\n**mira wrote:**  \n---  \nThe hive on the roof is empty.  \n  \nThey swarmed on"
        " Sunday.  \n[Back to top](#top)  \n[Next](page2.html) [Last](page9.html)\n"
    )
    for text in (copied, dumped, marked):
        thread = read(text)
        assert thread.engine == "phpbb2"
        assert authors(thread) == ["mira", "Joss"]
        assert [post.own for post in thread.posts] == ["The hive on the roof is empty.", "They swarmed on Sunday."]
        assert quoted(thread, 2) == [("mira", "The hive on the roof is empty.", 1)]


def test_the_name_is_told_from_titles_that_stand_between():
    """Of the lines above a card, the one that stands above different titles is a title, and the one above it the name."""
    cards = [("mira", "Beekeeper"), ("Joss", "Beekeeper"), ("old tam", "Wanderer"), ("mira", "Beekeeper")]
    text = "\n".join(
        f"Words that end here\n{name}\n{title}\nJoined\nMay 3, 2029\nMessages\n12\nMay {n}, 2031\n#{n}\nThe words of post {n}."
        for n, (name, title) in enumerate(cards, start=1)
    )
    assert authors(read(text)) == [name for name, _ in cards]


def test_an_editors_name_of_two_words_is_no_shorter_name():
    """`Last edited by mr fantastic; …` names nobody called `mr`."""
    text = "".join(
        f"1st May 2031, 1{n}:10 AM\n#{n}\nmr fantastic\nSenior Member\nJoin Date: Mar 2030\nPosts: 12\n"
        f"Words of day {n}.\nLast edited by mr fantastic; 1st May 2031 at 1{n}:20 AM.\n"
        for n in range(1, 4)
    )
    assert authors(read(text)) == ["mr fantastic"] * 3


def test_buttons_nobody_has_listed_are_left_out():
    """A line that most posts end with is furniture, whatever it says."""
    text = "\n".join(
        f"poster{n}\nMarch {n}, 2031, 9:12am\n{n}\nThe words of post {n} differ from all others.\nZwirbeln\n"
        for n in range(1, 8)
    )
    thread = read(text)
    assert all("Zwirbeln" not in segment.text for post in thread.posts for segment in post.segments)


def test_words_that_stand_under_every_post_of_an_author_are_a_signature():
    """A signature has no mark in most scrapes; it is what all posts of one author end with."""
    text = (
        "mira\nMarch 3, 2031, 9:12am\n1\nFirst words.\nBees do it.\n"
        "Joss\nMarch 3, 2031, 9:20am\n2\nOther words.\n"
        "mira\nMarch 3, 2031, 9:30am\n3\nMore words.\nBees do it.\n"
    )
    thread = read(text)
    assert [post.own for post in thread.posts] == ["First words.", "Other words.", "More words."]
    assert [s.text for s in thread.posts[0].segments if s.kind is SegmentKind.SIGNATURE] == ["Bees do it."]


def test_an_unknown_forum_is_read_by_what_recurs():
    """A name and a date above each post are enough, where they recur; the engine is then no one's."""
    text = "\n".join(
        f"{name}\n{n} hours ago\nWhat {name} says about the weir is rather long.\n"
        for n, name in enumerate(["mira", "Joss", "tam", "mira", "Joss"], start=1)
    )
    thread = read(text)
    assert thread.engine == "plaintext"
    assert authors(thread) == ["mira", "Joss", "tam", "mira", "Joss"]


def test_an_article_with_dates_in_it_stays_an_article(threads_folder: Path):
    """A single dated line is no header: the press's prose is not claimed."""
    for scrape in (threads_folder / "article").glob("*.txt"):
        assert reading(scrape.read_text(encoding="utf-8")) is None


FORMS = {
    "XenForo": "mira said:",
    "phpBB": "mira wrote:",
    "vBulletin": "Originally Posted by mira",
    "SMF": "Quote from: mira on May 01, 2031, 06:10:00 PM",
    "MyBB": "(05-01-2031, 06:10 PM)mira Wrote:",
    "Invision": "On 5/1/2031 at 6:10 PM, mira said:",
    "NodeBB": "@mira said in Bees on the roof:",
    "Discourse": "mira:",
    "German": "mira schrieb:",
    "German, vBulletin": "Zitat von mira Beitrag anzeigen",
    "German, phpBB": "mira hat geschrieben: ↑01.05.2031, 18:10",
    "French": "mira a écrit :",
    "French, SMF": "Citation de: mira le 01 mai 2031 à 18:10:00",
    "Spanish": "mira escribió:",
    "Spanish, vBulletin": "Iniciado por mira Ver mensaje",
    "Italian": "mira ha scritto:",
    "Russian": "mira писал(а):",
    "Russian, Invision": "22 часа назад, mira сказал:",
    "Turkish": "mira şunu yazdı:",
    "Arabic": "كتب mira:",
    "Arabic, verb last": "mira كتب:",
    "Chinese": "mira 写道：",
    "Chinese, Discuz": "mira 发表于 2031-5-1 18:10",
    "Chinese, said": "mira 说：",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_each_form_of_naming_the_quoted_opens_a_quote(form: str):
    """In every language and engine, the line names whom the words below it are quoted from, and is in no segment."""
    thread = read(
        "mira\nMarch 3, 2031, 9:12am\n1\nThe hive on the roof is empty.\nNobody saw them leave.\n"
        f"Joss\nMarch 3, 2031, 9:20am\n2\n{form}\nThe hive on the roof is empty.\nThey swarmed on Sunday.\n"
    )
    assert authors(thread) == ["mira", "Joss"]
    assert quoted(thread, 2) == [("mira", "The hive on the roof is empty.", 1)]
    assert thread.posts[1].own == "They swarmed on Sunday."
    assert thread.posts[1].reply_to == thread.posts[0].id
