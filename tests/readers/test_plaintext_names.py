"""Which line of a plain-text card is its author's name, and what of that line is."""

from __future__ import annotations

import pytest

from analyzer import pipeline
from analyzer.source import Source

SAID = (
    "The weir was dry this morning, and nobody knows why.",
    "It was not dry at noon, when I walked along it.",
    "Then somebody let the water in, which is what I hoped.",
    "Who has the key of the sluice in these years?",
)


def authors(text: str) -> list[str | None]:
    """Give the authors of a text's only thread in order."""
    (thread,) = pipeline.read(Source.from_bytes("scrape.txt", text.encode()))
    return [post.author for post in thread.posts]


def xenforo2(*cards: str, above: str = "", gap: str = "") -> str:
    """Give a thread of XenForo 2, a card each."""
    return f"XenForo\n{above}" + "".join(
        f"{gap}{card}\nJun {number}, 2031\n#{number}\n{SAID[number % 4]}\n"
        for number, card in enumerate(cards, start=1)
    )


def test_a_title_that_two_authors_have_is_no_name():
    """Both are spoken of elsewhere, and `Weir Keeper` ends both cards as a name would two cards of one author."""
    text = xenforo2(
        "olwen\nWeir Keeper\nMember", "brack\nWeir Keeper\nMember", "tarn\nMember", "olwen\nWeir Keeper\nMember"
    )
    assert authors(text + "Reactions: brack, olwen and 3 others\n") == ["olwen", "brack", "tarn", "olwen"]


def test_a_blank_line_begins_a_card():
    """What stands below it is the name, whatever titles follow; where blank lines stand everywhere they say nothing."""
    cards = (
        "olwen\nOf the Weir\nMember",
        "brack\nTwo Otters\nMember",
        "tarn\nDry Feet\nMember",
        "ember\nNo Titles\nMember",
    )
    assert authors(xenforo2(*cards, gap="\n")) == ["olwen", "brack", "tarn", "ember"]


def test_who_began_the_thread_is_known():
    """The prefix of the title stands above the first card, and the name is told by the line on who began."""
    text = xenforo2(
        "Tips\nolwen\nUltra Member", "brack\nUltra Member", above="Thread starter olwen\nStart date Jun 1, 2031\n"
    )
    assert authors(text) == ["olwen", "brack"]


def test_those_who_began_the_thread_are_marked_above_their_names():
    """Two cards with such a mark do not make ranks stand above names on the page."""
    text = xenforo2(
        "OP\nolwen\nMember", "brack\nOtter Friend\nMember", "tarn\nMember", "OP\nolwen\nMember", "ember\nMember"
    )
    assert authors(text)[3] == "olwen"
    assert "Member" not in authors(text)


@pytest.mark.parametrize(
    ("line", "name"),
    [("#{n} ada_1, Jun 4, 2031", "ada_1"), ("#1{n} marsh_1, Oct 20, 2031", "marsh_1")],
    ids=["number", "number before a name that begins as a month"],
)
def test_the_number_of_a_post_before_its_name_is_none_of_it(line: str, name: str):
    """XenForo 1 with the number first; `#10 mar` is no date."""
    text = "XenForo\n" + "".join(f"{said}\n{line.format(n=n)}\n" for n, said in enumerate(SAID, start=1))
    assert authors(text) == [name] * 4


def test_stars_and_what_the_staff_is_are_no_part_of_a_name():
    """Vanilla runs them together with the name."""
    cards = ("K17 ✭✭✭", "mcrouse Admin", "Linc Moderator", "olwen")
    text = "Howdy, Stranger!\n" + "".join(
        f"{card}\nMarch 2031\n{said}\n" for card, said in zip(cards, SAID, strict=True)
    )
    assert authors(text) == ["K17", "mcrouse", "Linc", "olwen"]


def test_a_name_between_lines_of_its_own_keeps_them_in_markdown():
    """Words of a link to somebody's page are a name: `_olwen_` is emphasized nowhere."""
    text = "".join(
        f"**[_olwen_](https://weir.example/index.php?action=profile;u=7)**\nMember\nPosts: 1{n}\n\n"
        f"**[Re: Weir](https://weir.example/index.php?topic=1.msg{n})**\n« Reply #{n} on: June 0{n}, 2031, 10:12:14 AM »\n\n{said}\n\n"
        for n, said in enumerate(SAID, start=1)
    )
    assert authors(text) == ["_olwen_"] * 4


def test_an_age_may_stand_on_two_lines():
    """A page whose source is wrapped has `29 minutes` and `ago` so, and its engine's name too."""
    text = "Hacker\nNews\n" + "".join(
        f"poster{n}\n2{n} minutes\nago\n\n{said}\nreply\n\n\n" for n, said in enumerate(SAID)
    )
    assert authors(text) == ["poster0", "poster1", "poster2", "poster3"]


def test_a_card_of_invision_may_print_its_date_once():
    """Rank, counts without a label, and one date where other skins print two."""
    text = "".join(
        f"{name}\nMember\nMember\n4{n}.4k\n1,35{n}\nPosted May {n}, 2031\n{said}\nLink to comment\nMore sharing options...\n"
        for n, (name, said) in enumerate(
            zip(("olwen", "brack", "Tarn of the Fells", "olwen"), SAID, strict=True), start=1
        )
    )
    assert authors(text) == ["olwen", "brack", "Tarn of the Fells", "olwen"]


def test_a_title_twice_above_the_first_card_is_no_picture():
    """Where one run of lines alone has a line twice, it is the thread's title; where names have pictures all do."""
    text = "Kites\nLine tangles\nLine tangles\n" + "".join(
        f"{name}\nJunior Member\nPosts: 1{n}\nThreads: {n}\nJoined: Feb 2029\n#{n}\n2031-03-1{n}, 09:49 PM\n{said}\nFind\n"
        for n, (name, said) in enumerate(zip(("olwen", "brack", "olwen", "tarn"), SAID, strict=True), start=1)
    )
    assert authors(text) == ["olwen", "brack", "olwen", "tarn"]


@pytest.mark.parametrize("joined", ["", "'s user avatar\n"], ids=["copied", "dumped"])
def test_the_picture_s_words_before_a_name_are_none_of_it(joined: str):
    """Stack Exchange prints the picture's words and the name, and a browser copies both as one; programs dump two lines."""
    text = "".join(
        f"{said}\nImprove this answer\nanswered Mar {n}, 2031 at 20:02\n{name}{joined}{name}\n12.7k2{n} bronze badges\n"
        for n, (name, said) in enumerate(
            zip(("Hanna Rip", "west gable", "user70119", "Nail"), SAID, strict=True), start=1
        )
    )
    assert authors(text) == ["Hanna Rip", "west gable", "user70119", "Nail"]
