"""The line right above a quote that names its author is read, and is no own word."""

import pytest

from analyzer.quotes.attribute import attribute
from analyzer.thread import Found, Post, Segment, SegmentKind, Thread


def own(text: str) -> Segment:
    """Make own words."""
    return Segment(kind=SegmentKind.OWN, text=text)


def quote(text: str, author: str | None = None, depth: int = 1) -> Segment:
    """Make a quote."""
    return Segment(kind=SegmentKind.QUOTE, text=text, author=author, found=Found.MARKUP, depth=depth)


def settled(*segments: Segment) -> tuple[Segment, ...]:
    """Give the segments of a post below one by `mira`, settled."""
    first = Post(id="1", position=1, author="mira", segments=(own("The weir was opened on Sunday at noon."),))
    second = Post(id="2", position=2, author="tam", segments=segments)
    posts = (first, second)
    return attribute(Thread(id="t", title=None, engine="e", source="s", posts=posts)).posts[1].segments


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Original post by mira", "mira"),
        ("Original post\nby Mira", "mira"),
        ("Originally posted by Joss of Hemm", "Joss of Hemm"),
        ("mira wrote:", "mira"),
        ("Zitat von Joss", "Joss"),
        ("Le 3 mai 2031 à 10:12, Joss a écrit :", "Joss"),
    ],
)
def test_a_line_above_a_quote_names_its_author(line: str, name: str):
    """In any form and over two lines; what stands above the line stays the author's own words."""
    words, said, rest = settled(own(f"First words.\n\n{line}"), quote("Nobody told us before."), own("Quite."))
    assert (words.text, said.author, rest.text) == ("First words.", name, "Quite.")
    assert settled(own(line), quote("Nobody told us before."))[0].author == name


@pytest.mark.parametrize(
    "line",
    ["I agree with what Joss said:", "See what the papers wrote:", "Long ago in some other town Joss said:", "So:"],
)
def test_a_sentence_above_a_quote_stays(line: str):
    """A sentence that leads over to a quote is the author's own."""
    words, said = settled(own(line), quote("Nobody told us before."))
    assert (words.text, said.author) == (line, None)


def test_a_line_that_names_another_than_the_box_stays():
    """What the box itself says is surer; the same name is said twice and taken off."""
    words, said = settled(own("mira wrote:"), quote("Nobody told us before.", "Joss"))
    assert (words.text, said.author) == ("mira wrote:", "Joss")
    (said,) = settled(own("mira wrote:"), quote("Nobody told us before.", "mira"))
    assert said.author == "mira"


def test_a_quote_found_by_its_words_loses_the_line_above():
    """Where no mark shows the quote, its line is known once the words are found in the post it names."""
    segments = settled(own("Original post by mira\nThe weir was opened on Sunday at noon.\nAnd closed again."))
    assert [(s.kind.value, s.author, s.text) for s in segments] == [
        ("quote", "mira", "The weir was opened on Sunday at noon."),
        ("own", None, "And closed again."),
    ]


def test_a_quote_within_a_quote_is_named_by_the_outer_ones_last_line():
    """The line ends the words of the outer box."""
    outer, inner = settled(quote("So it was.\nJoss wrote:", "mira"), quote("Nobody told us.", depth=2))
    assert (outer.text, outer.author, inner.author) == ("So it was.", "mira", "Joss")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Originally posted by mira", "mira"),
        ("Quote:\nOriginally posted by mira on 03-05-2031 at 10:12", "mira"),
        ("QUOTE(Joss of Hemm @ May 3 2031, 10:12 AM)", "Joss of Hemm"),
        ("Цитата (Joss @ 3.5.2031, 10:12)", "Joss"),
        ("Joss wrote on May 3rd, 2031 at 10:12am:", "Joss"),
        ("Joss (3 мая 2031 - 10:12) писал:", "Joss"),
        ("Quote from Joss of Hemm on May 3, 2031, 10:12 am", "Joss of Hemm"),
        ("Cita de Joss en 3 mayo 2031, 10:12", "Joss"),
        ("Zitat von »Joss«", "Joss"),
        ("Original von Joss", "Joss"),
        ("On Sat, May 3, 2031 at 10:12 AM Joss <joss@hemm.example> wrote:", "Joss"),
        ("Mira", "mira"),
    ],
)
def test_the_first_line_within_a_quote_names_its_author(line: str, name: str):
    """In the forms of boards that have no mark for it; a name alone counts where somebody of that name wrote here."""
    said, rest = settled(quote(f"{line}\nNobody told us before."), own("Quite."))
    assert (said.author, said.text, rest.text) == (name, "Nobody told us before.", "Quite.")


@pytest.mark.parametrize("line", ["Joss", "The minister said:", "I agree with what Joss said:"])
def test_a_first_line_that_names_nobody_here_stays(line: str):
    """It may be what was quoted."""
    (said, _) = settled(quote(f"{line}\nNobody told us before."), own("Quite."))
    assert (said.author, said.text) == (None, f"{line}\nNobody told us before.")


def test_a_first_line_that_names_another_than_the_box_stays_within():
    """The box is surer, and may hold what another quoted by hand."""
    (said, _) = settled(quote("Joss wrote:\nNobody told us before.", "Tove"), own("Quite."))
    assert (said.author, said.text) == ("Tove", "Joss wrote:\nNobody told us before.")


@pytest.mark.parametrize("label", ["Quote:", "Zitat", "Цитата:"])
def test_a_label_above_a_quote_is_no_own_word(label: str):
    """It names nobody either; nor is it a word of the quote where it stands within."""
    said, rest = settled(own(label), quote("Nobody told us before."), own("Quite."))
    assert (said.author, rest.text) == (None, "Quite.")
    said, rest = settled(quote(f"{label}\nNobody told us before."), own("Quite."))
    assert (said.author, said.text) == (None, "Nobody told us before.")
