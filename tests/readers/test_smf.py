"""SMF pages: advertisements among posts, names with dates in them, quotes known by the line above."""

from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.errors import UnreadableError
from analyzer.readers import smf
from analyzer.readers.base import reader_for
from analyzer.source import Source
from analyzer.thread import Thread

SAMPLE = Path(__file__).parents[2] / "threads" / "smf" / "creek-tide-table.html"


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def test_a_page_of_advertisements_alone_is_not_claimed():
    """Rows that wear a post's dress and have no number make no thread."""
    html = SAMPLE.read_text(encoding="utf-8").replace('id="subject_', 'class="subject_')
    with pytest.raises(UnreadableError):
        reader_for(Source.from_bytes("page.html", html.encode()))


def test_an_advertisement_between_posts_is_no_post():
    """The row named by a number, of which the sample has one, is left out, and nobody is called so."""
    html = SAMPLE.read_text(encoding="utf-8")
    assert "1899301122" in html
    assert [post.author for post in read(html).posts] == [
        "Nan of the creek",
        "pole_and_punt",
        "Man on Monday",
        "Nan of the creek",
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Quote from: Wren on May 07, 2017, 03:21:05 PM", "Wren"),
        ("Quote from: Man on Monday on Today at 05:12:33 AM", "Man on Monday"),
        ("Zitat von: am Ufer am 07. Mai 2017, 15:21:05", "am Ufer"),
        ("Citation de: Jean le Bon le 07 mai 2017 à 15:21:05", "Jean le Bon"),
        ("Cita de: Ana en 07 de Mayo de 2017, 15:21:05", "Ana"),
        ("Цитата: Ольга от 07 Май 2017, 15:21:05", "Ольга"),
        ("Quote from: user 1999", "user 1999"),
        ("Quote", None),
    ],
)
def test_the_name_in_a_quote_is_told_from_its_date(line: str, name: str | None):
    """The last word of time with a date behind it ends the name; a line without a name names nobody."""
    html = (
        '<div class="post_wrapper"><div class="poster"><h4><a href="?action=profile;u=1">A</a></h4></div>'
        '<div class="keyinfo"><h5 id="subject_5"><a href="?topic=1.msg5#msg5">S</a></h5></div><div class="post">'
        f'<div class="inner" id="msg_5"><div class="quoteheader"><div class="topslice_quote"><a href="?topic=1.msg3#msg3">{line}</a>'
        '</div></div><blockquote class="bbc_standard_quote">Words.</blockquote>Own.</div></div></div>'
    )
    quote, own = read(f"<html><body>{html}</body></html>").posts[0].segments
    assert (quote.text, quote.author, quote.post_id) == ("Words.", name, "3")
    assert own.text == "Own."


def test_the_rules_for_bodies_are_open_to_exports():
    """JSON exports keep the same HTML in their posts."""
    assert smf.READER.engine.words is smf.WORDS
