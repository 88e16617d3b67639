"""Text whose quoted lines begin with `>` is parted as its writers meant it."""

import pytest

from analyzer.quotes.mailheads import attributed
from analyzer.quotes.marked import is_marked, part_marked


def parts(text: str) -> list[tuple]:
    """Give depth, author and words of each segment."""
    return [(s.depth, s.author, s.text) for s in part_marked(text)]


@pytest.mark.parametrize(
    "line",
    ["", ":", "wrote:", "This is a sentence. And someone wrote:", "I think that what he wrote:", "x" * 500 + " wrote:"],
)
def test_sentences_name_nobody(line: str):
    """A line that only ends like an attribution is words."""
    assert not attributed(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("On Sun, 22 Nov 2009 01:11:00 +0100, Ann Lee <ann@x.example> wrote:", "Ann Lee <ann@x.example>"),
        ("On Fri, Jun 25, 2010 at 5:26 PM, Ann Lee <ann@x.example> wrote:", "Ann Lee <ann@x.example>"),
        ("On 12/31/20 7:26 PM, Ann Lee wrote:", "Ann Lee"),
        ("Ann Lee <ann@x.example> wrote on 06/25/2010 04:05:30 PM:", "Ann Lee <ann@x.example>"),
        ("Excerpts from Ann Lee's message of Thu Nov 26 09:17:15 +0100 2009:", "Ann Lee"),
        ("Am 22.11.2009 um 20:52 schrieb Ann Müller:", "Ann Müller"),
        ("Le 12 mars 2010 à 14:03, Ann Lee <ann@x.example> a écrit :", "Ann Lee <ann@x.example>"),
        ("El 5 de mayo de 2012 10:11, Ana <ana@x.example> escribió:", "Ana <ana@x.example>"),
        ("2012/5/4 Ann Lee <ann@x.example> wrote:", "Ann Lee <ann@x.example>"),
        ("In message <1@x.example> you wrote:", ""),
    ],
)
def test_names_in_the_line_above_a_quote(line: str, name: str):
    """The name is read with its address, behind or before the date, in several languages."""
    assert attributed(line) == name


def test_depths_and_their_authors():
    """Each depth has the author that the line above it names, also when that line was broken in two."""
    text = "Top.\n\nOn Mon, 1 Jan 2030 10:00, Ann Lee\n<ann@x.example> wrote:\n> Bo wrote:\n> > deep\n> >\n> > deeper\n> middle\n\nmine"
    assert parts(text) == [
        (0, None, "Top."),
        (2, "Bo", "deep\n\ndeeper"),
        (1, "Ann Lee <ann@x.example>", "middle"),
        (0, None, "mine"),
    ]


def test_line_broken_off_by_a_mail_program_stays_in_its_quote():
    """A short line without a mark between two long quoted ones is no word of the answer."""
    text = "> a quoted line that is as long as lines get before mail programs\nbreak it\n> and goes on"
    assert [depth for depth, _, _ in parts(text)] == [1]


def test_original_message_below_an_answer():
    """What Outlook puts below an answer is a quote of the sender its header names."""
    text = "Yes.\n\n-----Original Message-----\nFrom: Ann Lee\nSent: Monday\nSubject: x\n\nAre you sure?\n> quite"
    assert parts(text) == [(0, None, "Yes."), (1, "Ann Lee", "Are you sure?"), (2, None, "quite")]


def test_one_smiley_is_no_quote():
    """Only lines that begin with the mark and hold words are quoted."""
    assert not is_marked("a > b\n>:)\n")
    assert is_marked("hello\n> there")


@pytest.mark.parametrize(
    "piece", [">", "> a\n", "> a\n\n", "a wrote:\n", "-----Original Message-----\n", "> x wrote:\n>> y wrote:\n"]
)
def test_long_repetition_is_read_to_its_end(piece: str):
    """Twenty thousand of the same: a scan that looks back would take minutes, and nothing is said twice."""
    segments = part_marked(piece * 20_000)
    assert sum(len(segment.text) for segment in segments) <= 20_000 * len(piece)
