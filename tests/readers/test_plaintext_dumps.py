"""Shapes that Markdown writers and naive dumps give a thread: each was misread on real pages, and is written anew here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analyzer import pipeline
from analyzer.quotes.markdown import unmark
from analyzer.quotes.verbs import JOINED, VERBS
from analyzer.skins.mending import LABELS_DATE, mend
from analyzer.source import Source
from analyzer.thread import Post, SegmentKind


def _posts(text: str) -> tuple[Post, ...]:
    (thread,) = pipeline.read(Source.from_bytes("scrape.txt", text.encode()))
    return thread.posts


def _quotes(post: Post) -> list[tuple[str | None, int, str]]:
    return [(s.author, s.depth, s.text) for s in post.segments if s.kind is SegmentKind.QUOTE]


def _own(post: Post) -> list[str]:
    return [s.text for s in post.segments if s.kind is SegmentKind.OWN]


def _authors(posts: Sequence[Post]) -> list[str | None]:
    return [post.author for post in posts]


# Marks enough for a text to be taken for Markdown.
MARKED = "## Pier\n\n* * *\n\n## Sum\n\n**Sum** of it, **all** of it, **now**\n\n"
XENFORO2_MARKDOWN = """
# [Which glue for the east pier](/threads/glue.7/)

[ ![Nora](/avatars/1.jpg) ](/members/nora.1/)

#### [Nora](/members/nora.1/)

##### Member

Joined

    May 4, 2019
Messages

    210

  * Jun 1, 2024
  * [ #1 ](/threads/glue.7/post-1)

The pier moves again, and the old glue lets go of the stone.

[ ![Tarn](/avatars/2.jpg) ](/members/tarn.2/)

#### [Tarn](/members/tarn.2/)

##### Member

Joined

    May 9, 2020
Messages

    35

  * Jun 2, 2024
  * [ #2 ](/threads/glue.7/post-2)

> [Nora said:](/goto/post?id=1)
>
> The pier moves again, and the old glue lets go of the stone.
>
> Click to expand...

Use lime instead, it gives way a little.

[ ![Nora](/avatars/1.jpg) ](/members/nora.1/)

#### [Nora](/members/nora.1/)

##### Member

Joined

    May 4, 2019
Messages

    210

  * Jun 3, 2024
  * [ #3 ](/threads/glue.7/post-3)

> [Tarn said:](/goto/post?id=2)
>
> Use lime instead, it gives way a little.
>
> Click to expand...

I will try that on Sunday.
"""


def test_a_box_that_marks_and_a_closing_line_draw_is_one() -> None:
    """A quote that stands first in its post has whom it quotes, and one box round it."""
    posts = _posts(XENFORO2_MARKDOWN)
    assert _authors(posts) == ["Nora", "Tarn", "Nora"]
    assert _quotes(posts[1]) == [("Nora", 1, "The pier moves again, and the old glue lets go of the stone.")]
    assert _own(posts[1]) == ["Use lime instead, it gives way a little."]
    assert _quotes(posts[2]) == [("Tarn", 1, "Use lime instead, it gives way a little.")]


def _xenforo1(number: int, name: str, words: str) -> str:
    return (
        f"  {number}. ###  {name} _Level: Copper_\n\n{words}\n> \n>  \n\n{name}, Oct 2{number}, 2014\n\n#{number}\n\n"
    )


def test_a_post_that_is_a_block_itself_keeps_whom_it_quotes() -> None:
    """XenForo 1 prints each post as a block of its own: the marks of all of it are none of a quote, nor is its name a word."""
    said = "The harbour light was out again last night, all of it."
    text = "XenForo\n\n" + "".join(
        (
            _xenforo1(1, "olwen", f"> {said}"),
            _xenforo1(
                2,
                "brack",
                f"> olwen said: ↑\n>\n>> {said}\n>> \n>> Click to expand...\n> \n> It was lit when I came home.",
            ),
            _xenforo1(3, "olwen", "> Then somebody mended it before the ferry came in."),
        )
    )
    posts = _posts(text)
    assert _authors(posts) == ["olwen", "brack", "olwen"]
    assert _quotes(posts[1]) == [("olwen", 1, said)] or _quotes(posts[1]) == [("olwen", 2, said)]
    assert _own(posts[1]) == ["It was lit when I came home."]


def test_a_quoted_name_ends_where_its_bold_does() -> None:
    """A head of vBulletin and the first quoted words stand on one line of html2text's Markdown."""
    text = MARKED + "| Quote: |  Originally Posted by **Old Tarn** Use lime instead.\n"
    lines = [line.text for line in unmark(text).lines]
    assert lines[-3:] == ["Quote:", "Originally Posted by Old Tarn", "Use lime instead."]


def test_bold_words_after_a_byline_in_prose_are_left_whole() -> None:
    """Only a quote's head is parted: `inspired by **X** and …` is a sentence."""
    text = MARKED + "A pier inspired by **Old Tarn** and his lime.\n"
    assert unmark(text).lines[-1].text == "A pier inspired by Old Tarn and his lime."


def test_a_rank_and_the_count_below_it_are_two_fields() -> None:
    """A table's cell runs them together; a row with its own label stays whole."""
    lines = [line.text for line in mend(unmark("Stone Adviser P: 869\nTotal posts: 12").lines)]
    assert lines == ["Stone Adviser", "P: 869", "Total posts: 12"]


def test_a_date_belongs_to_the_name_above_however_far() -> None:
    """A naive dump keeps the blank lines of the page's source between `NAME,` and the date."""
    lines = [line.text for line in mend(unmark("olwen,\n\n\n\n\nOct 29, 2014\n\n\n#1").lines)]
    assert lines == ["olwen, Oct 29, 2014", "#1"]


@pytest.mark.parametrize("verb", sorted({*VERBS, *JOINED} - LABELS_DATE))
def test_a_verb_below_a_name_goes_on_with_it(verb: str) -> None:
    """A name is a link, and a naive dump begins a line at each."""
    lines = [line.text for line in mend(unmark(f"olwen\n{verb}:\nthe tide is out").lines)]
    assert lines == [f"olwen {verb}:", "the tide is out"]


def test_a_label_below_a_name_begins_a_line() -> None:
    """`Posted:` stands before a post's date."""
    assert next(line.text for line in mend(unmark("olwen\nPosted:\nthe tide is out").lines)) == "olwen"


def test_words_far_below_a_name_are_no_part_of_it() -> None:
    """Only a date is looked for beyond a gap."""
    lines = [line.text for line in mend(unmark("olwen,\n\n\n\n\nI was there").lines)]
    assert lines == ["olwen,", "I was there"]


def _dumped(number: int, name: str, words: str, likers: str) -> str:
    card = f"{name}\n\n\nHappy to be here\n\n\nJun {number}, 2024\n\n\n#{number}\n\n\n{words}\n\n\n"
    return card + (f"Reactions:\n\n\n{likers}\n\n\n" if likers else "")


def test_those_who_liked_a_post_did_not_write_the_next_one() -> None:
    """One liker after the label, a list that ends with `and`, and one that ends with a number, stand above the next card."""
    posts = _posts(
        "This board runs on XenForo, and has done so for ten years now.\n\n\n"
        + _dumped(1, "olwen", "The harbour light was out again last night.", "brack")
        + _dumped(2, "tarn", "It was lit when I came home at ten.", "olwen\n\n\nand\n\n\nbrack")
        + _dumped(3, "brack", "Then somebody mended it before the ferry came in.", "moss,\n\n\ntarn\n\n\nand 5 others")
        + _dumped(4, "ember", "The keeper says that he did, with a spoon.", "brack")
        + _dumped(5, "moss", "A spoon is what he has, and it is enough.", "")
    )
    assert _authors(posts) == ["olwen", "tarn", "brack", "ember", "moss"]


def test_buttons_above_each_name_are_not_the_author() -> None:
    """Two unknown buttons that stand above every card are furniture, the upper one too."""
    names = ("Huspa", "Ankka", "Turkil", "Muusa", "Huspa", "Ankka")
    text = "XenForo\n\n" + "".join(
        f"Ilmo asiaton\n\nviestiin\n\n{name}\n\n{number}.07.2011\n\n#{number}\n\nSanoja on tässä rivissä monta, numero {number}.\n\nVastaa\n\n"
        for number, name in enumerate(names, start=1)
    )
    assert _authors(_posts(text)) == list(names)
