"""Plain text of boards and languages that nobody listed: dates that recur in one frame tell the posts apart."""

from collections.abc import Sequence

import pytest

from analyzer import pipeline
from analyzer.errors import UnreadableError
from analyzer.source import Source
from analyzer.thread import Post, SegmentKind

SAID = (
    (
        "Wren Oduya",
        "The ferry left an hour early on Monday, and nobody at the pier knew who had told the captain to go.",
    ),
    ("tidewaiter", "I knew. I was the one who told him, and I would do the same again if the tide turned so early."),
    ("Old Bell", "Then you owe eleven people a night in a dry bed, and the captain a new rope for his bell."),
    ("tidewaiter", "I owe nobody a bed. They could have read the table on the wall, as I do every morning of my life."),
)


def read(text: str) -> Sequence[Post]:
    """Give the posts of a text."""
    (thread,) = pipeline.read(Source.from_bytes("page.txt", text.encode()))
    return thread.posts


# What stands above each post, with its number from 0: on other boards, in languages that no list of words here knows.
FRAMES = {
    "a name, a rank, a date": "{name}\nKapteini merellä\n1{n}.02.2031 18:0{n}\n",
    "a date, then a name": "Lau 1{n}. feb 2031 18:0{n}\n{name}\nStýrimaður\n",
    "a name in the date's line": "{name} Feb 1{n}, 2031 @ 6:0{n}PM\n",
    "a name behind the date": "2031-02-1{n} 18:0{n} · {name}\n",
    "a name among other words": "Huszonegyedik hozzászólás: {name} ( 100{n} ) Feb 1{n}, 2031 18:0{n}\n",
    "a title, a date, a name, a card": "Nyt svar: Færgen\n02/1{n}/31 06:0{n} PM\n{name}\nStyrmand\nIndlæg: 10{n}\n",
    "a button below": "{name}\nPaluba 3\nFeb 1{n}, 2031 18:0{n}\nCituj\n",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_what_recurs_beside_dates_is_a_header(frame: str):
    """The name is what differs in one place; ranks, titles and buttons recur, and are no words."""
    text = "\n".join(f"{frame.format(name=name, n=number)}{words}" for number, (name, words) in enumerate(SAID))
    posts = read(f"Færgen\n\n{text}\n")
    assert [(post.author, post.own) for post in posts] == [*SAID]
    assert [post.created_at.day if post.created_at else None for post in posts] == [10, 11, 12, 13]


def test_a_quote_is_parted_as_on_any_board():
    """The line that names whom a post quotes is no header, though it holds a date."""
    frame = FRAMES["a name, a rank, a date"]
    quoted = SAID[0][1].partition(", ")[2]
    bodies = [words for _, words in SAID]
    bodies[1] = f"Quote from Wren Oduya on Feb 10, 2031, 18:00\n{quoted}\n\n{bodies[1]}"
    text = "\n".join(
        frame.format(name=name, n=n) + body for n, ((name, _), body) in enumerate(zip(SAID, bodies, strict=True))
    )
    post = read(text)[1]
    assert [(s.kind, s.author, s.text) for s in post.segments] == [
        (SegmentKind.QUOTE, "Wren Oduya", quoted),
        (SegmentKind.OWN, None, SAID[1][1]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"On Feb 1{n}, 2031 it rained, and the river rose by {n} feet. " for n in range(6)),
        "\n".join(
            f"Feb 1{n}, 2031\nThe river rose by {n} feet, and the mill stood still until noon." for n in range(6)
        ),
        "\n".join(f"Changed by release 1.{n} on 2031-02-1{n}" for n in range(9)),
    ],
    ids=["prose", "a diary", "a list of changes"],
)
def test_dates_without_names_are_no_posts(text: str):
    """Nothing beside them is a name: the text is read as prose, or not at all."""
    try:
        posts = read(text)
    except UnreadableError:
        return
    assert len(posts) == 1
