"""What holds for the skins of several engines in plain text: numbers, ranks, glued cells and Markdown's tables."""

import pytest
from growth import assert_linear

from analyzer import pipeline
from analyzer.quotes.markdown import is_markdown, unmark
from analyzer.source import Source
from analyzer.thread import Thread


def read(text: str) -> Thread:
    """Give the thread of a text."""
    (thread,) = pipeline.read(Source.from_bytes("scrape.txt", text.encode()))
    return thread


def authors(thread: Thread) -> list[str | None]:
    """Give the authors in order."""
    return [post.author for post in thread.posts]


RANKS = [
    ("mira", "Newbie"),
    ("Joss", ""),
    ("old tam", "Keeper of Bees"),
    ("ember", "Senior Member"),
    ("Sool", "Newbie"),
]


def test_ranks_stand_above_names_and_lists_between_posts_are_none():
    """Invision 3: rank, name, group; and between posts 1 and 2 a list of topics with names and dates like headers."""
    posts = [
        f"{rank}\n{name}\nRegistered Upgraded\n{n} posts\nPosted 0{n} May 2031 - 10:12 AM\n#{n}\nThe words of post {n} differ, as ever.\n"
        for n, (name, rank) in enumerate(RANKS, start=1)
    ]
    similar = "".join(
        f"Bees and weirs, part {n}\n{n + 3} replies\n1,50{n} views\nlurker{n}\n0{n} May 2030 - 10:12 AM\n"
        for n in range(1, 4)
    )
    thread = read("".join([posts[0], "Similar Topics\n", similar, *posts[1:]]))
    assert authors(thread) == [name for name, _ in RANKS]


def test_tables_alone_make_a_text_markdown():
    """Hacker News has no links left and no bold: its tables' lines are html2text's own."""
    text = "".join(
        f"| | | | poster{n} {n} hours ago | link  \nThe words of comment {n} are some.  \n---|---|---  \n"
        for n in range(1, 5)
    )
    assert is_markdown(text)
    assert authors(read(text)) == [f"poster{n}" for n in range(1, 5)]
    assert not is_markdown("name | age\n-----|----\nmira | 7\n" * 5)


def test_a_cell_of_number_date_and_words_is_parted():
    """MyBB: the words follow number and date, and the next author the buttons, all in one cell."""
    long = (
        "The hive on the roof is empty since they swarmed on Sunday, and nobody in the street knows where they went. "
        * 2
    )
    titles = {"mira": "Old Hand", "Joss": "Keeper of Bees"}
    text = "* * *\n" * 3 + "".join(
        f"**{name}**   \n{titles[name]}  \n  \nPosts: 1{n}  \nThreads: {n}  \nJoined: Feb 2029    \nCountry:  "
        f"**#{n}** 05/0{n}/2031, 09:49 PM  {long}{n}  Website Find Reply "
        for n, name in enumerate(["mira", "Joss", "mira", "Joss"], start=1)
    )
    thread = read(text)
    assert authors(thread) == ["mira", "Joss", "mira", "Joss"]
    assert thread.posts[1].own.startswith("The hive on the roof")


@pytest.mark.parametrize("glue", ["", "  "])
def test_subject_and_date_in_one_line_are_two_fields(glue: str):
    """In phpBB's older style the subject ends where `Posted:` begins, with or without a gap."""
    text = "".join(
        f"{name}\nPost subject: Bees on the roof{glue}Posted: Thu May 0{n}, 2031 6:10 pm\nJoined: Thu May 01, 2030 6:10 pm\nPosts: {n}\nThe words of post {n} are these.\n"
        for n, name in enumerate(["mira", "Joss"], start=1)
    )
    assert authors(read(text)) == ["mira", "Joss"]


def test_names_are_told_by_the_menu_of_a_post():
    """vBulletin: name and title are one line, and the menu below the words says which of them is the name."""
    text = "".join(
        f"2031-05-0{n}, 02:29\nLink #{n}\n{name} Math Ninja Author\nJoin Date: Dec 2025\nThe words of post {n} are these.\n"
        f"View Public Profile\nSend a private message to {name}\nFind More Posts by {name}\n"
        for n, name in enumerate(["mira", "Joss", "old tam"], start=1)
    )
    assert authors(read(text)) == ["mira", "Joss", "old tam"]


def test_a_quote_within_a_quote_is_unwrapped():
    """html2text repeats no mark where it breaks a line of `>>`."""
    line = ">> mira wrote: " + "the weir was opened on Sunday " * 2
    text = f"* * *\n* * *\n* * *\n**a**\n**b**\n**c**\n\n{line}\nwithout-any-notice-to-those-who-live-below-it and so on  \n> Outer words.\n"
    assert any(one.depth == 2 and "notice" in one.text for one in unmark(text).lines)


def test_a_name_in_colours_is_one_name():
    """A wiki dumped node by node: each colour of a name is a line, and so are the links and the pictures behind it."""
    text = "".join(
        f"The words of comment {n} are these.\n{name}\n(\ntalk\n)\n1{n}:20, {n} May 2031 (UTC)\n"
        for n, name in enumerate(
            ["Enzo\nAlmen", "Zwir\n21", "Enzo\nAlmen", "Zwir\n21", "Sool\n\N{BLACK TELEPHONE}"], start=1
        )
    )
    assert authors(read(text)) == ["Enzo Almen", "Zwir21", "Enzo Almen", "Zwir21", "Sool"]


@pytest.mark.parametrize(
    "piece", ["#1 ", "  #1  ", "Find Reply ", "Post subject: ", "| **", "---|", "find all posts by "]
)
def test_hostile_lines_cost_their_length(piece: str):
    """Lines made of the beginnings of these patterns are read in linear time."""

    def read_posts_with(line: str) -> None:
        text = "\n".join(f"anna\nMay {n}, 2031, 9:12am\n{n}\nWords of day {n}.\n{line}" for n in range(1, 4))
        unmark(text)
        list(pipeline.read(Source.from_bytes("scrape.txt", text.encode())))

    assert_linear(read_posts_with, piece, letters=100_000)


def test_a_banner_that_begins_with_a_heart_is_no_name():
    """SMF: lines of a signature recur above one author's posts, and above another's they are no name either."""
    banner = "❤ Weir Coin Army\nW e i r\n❤ Block Explorer\n❤ Weir Coin Herald\n"
    names = ["mira", "Joss", "old tam", "old tam", "ember"]
    cards = [
        f"{name}\nFull Member\nOffline\nActivity: {200 + n}\nRe: weirs\nMay 0{n}, 2031, 03:2{n}:05 PM\n#{n}\n"
        f"The words of post {n} differ, as ever.\n{banner if n in (1, 2, 3) else ''}"
        for n, name in enumerate(names, start=1)
    ]
    assert authors(read("".join(cards))) == names


def test_buttons_between_posts_are_no_names():
    """XenForo 2: votes stand right above the next card, whose numbers have lost their labels."""
    names = ["mira", "Joss", "old tam", "ember"]
    text = "Sort by date Sort by votes\n".join(
        f"{name}\n{rank}\n{'Moderator' if n == 1 else ''}\nOct {n}, 2029\n65,79{n}\n8,10{n}\n185,94{n}\nNov {n}, 2031\n#{n}\n"
        f"The weir of year {n} was built of oak, they say.\n\nUpvote 0 Downvote\n"
        for n, (name, rank) in enumerate(zip(names, ["Titan", "Great", "Titan", "Prominent"], strict=True), start=1)
    )
    assert authors(read(text)) == names


def test_a_dump_by_lynx_has_numbers_for_its_links_and_a_list_below():
    """Both are Lynx's own words: names and numbers of posts are read without them."""
    text = "This board runs on XenForo.\n" + "".join(
        f"     * [{n}1]{name}\n   (BUTTON) [stars.gif]\n   Member\n   Joined: Apr {n}, 2019\n   Jun {n}, 2031\n   [{n}2]#{n}\n   The words of post {n} differ.\n\n"
        for n, name in enumerate(("mira", "Joss", "mira"), start=1)
    )
    thread = read(f"{text}\nReferences\n\n   1. https://weir.example/\n   2. https://weir.example/u/mira\n")
    assert authors(thread) == ["mira", "Joss", "mira"]
    assert all(
        "[" not in segment.text and "weir" not in segment.text for post in thread.posts for segment in post.segments
    )


def test_rows_of_tables_hold_a_post_each():
    """Markdownify writes a table's row on a line: blanks stand where lines ended, and asterisks for an author's stars."""
    text = "".join(
        f"| --- | --- |\n| **[{name}](/member.php?u={n})**  Junior Member  * * *  Posts: {n}12  Threads: 2  Joined: Feb 2029"
        f"  **[#{n}](#p{n})** 2031-03-1{n}, 09:49 PM  The words of post {n} differ, and they are many enough to pass the width of a line"
        f" that html2text would break, by far.  Find | |\n"
        for n, name in enumerate(("mira", "Joss", "old tam", "mira"), start=1)
    )
    assert authors(read(f"{text}\n**[Sum](/sum)** of **[it](/it)**\n")) == ["mira", "Joss", "old tam", "mira"]


def test_long_lines_tell_that_none_was_broken():
    """Without a width, words on the next line are another line: two signatures are not run together."""
    long = "The words of this line pass the width at which others break theirs, and nobody broke it anywhere at all."
    lines = [line.text for line in unmark(f"# [Sum](/a) [b](/b) [c](/c)\n\n{long}\n{long}\n{long}\n").lines]
    assert lines == ["Sum b c", long, long, long]


def test_a_title_with_its_prefix_in_brackets_begins_no_json():
    """`[Help] …` is a thread's title; lists and objects are JSON as before."""
    assert Source.from_bytes("a.txt", b"[Help] The weir is dry\nmira\n").kind.value == "text"
    assert Source.from_bytes("a.txt", b"[1]Skip to content").kind.value == "text"
    assert Source.from_bytes("a.json", b"[true, false]").kind.value == "json"
    assert Source.from_bytes("a.json", b'["a"]').kind.value == "json"
