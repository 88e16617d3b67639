"""Invision 3 and 4: names doubled by hover cards, citations in many languages, boxes that name nobody."""

from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread

SAMPLES = Path(__file__).parents[2] / "threads"
IPB3 = (SAMPLES / "ipb3" / "starter-died.html").read_text(encoding="utf-8")
IPB4 = (SAMPLES / "ipb4" / "owl-in-the-loft-stripped.html").read_text(encoding="utf-8")


def read(html: str) -> Thread:
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    return thread


def test_a_hover_card_does_not_double_the_name():
    """The card within the author's line repeats the name, with its property or without."""
    assert IPB3.count(">Crumb, Orla<") > 1
    assert read(IPB3).posts[1].author == "Crumb, Orla"
    assert read(IPB3.replace(' itemprop="name"', "")).posts[1].author == "Crumb, Orla"


def test_two_panes_give_one_name():
    """The name for narrow screens and that for wide ones are the same author, once."""
    assert [post.author for post in read(IPB4).posts] == ["Strix", "mousekeeper", "Strix"]


def test_similar_topics_are_no_post():
    """The list below the posts wears a post's class."""
    assert [post.id for post in read(IPB3).posts] == ["7001", "7005", "7006"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("On 4/16/2031 at 5:20 PM, Old Barn said:", "Old Barn"),
        ("12 hours ago, Old Barn said:", "Old Barn"),
        ("Just now, Old Barn said:", "Old Barn"),
        ("В 24.05.2023 в 12:45, Старый Амбар сказал:", "Старый Амбар"),
        ("Am 1.5.2020 um 15:12 schrieb Alte Scheune:", "Alte Scheune"),
        ("vor 3 Stunden schrieb Alte Scheune:", "Alte Scheune"),
        ("Le 01/05/2020 à 15:12, Vieille Grange a dit :", "Vieille Grange"),
        ("Il y a 2 heures, Vieille Grange a dit :", "Vieille Grange"),
        ("El 1/5/2020 a las 15:12, Granero dijo:", "Granero"),
        ("Old Barn said:", "Old Barn"),
        # The line names nobody; the post that it links to does.
        ("Quote", "mousekeeper"),
    ],
)
def test_the_name_in_a_citation_is_told_from_its_time(line: str, name: str | None):
    """Pages without data attributes name the quoted author in the line above the words alone."""
    html = IPB4.replace("12 hours ago, mousekeeper said:", line).replace("They eat what eats", "It eats what ate", 2)
    quotes = [segment for segment in read(html).posts[2].segments if segment.depth == 1]
    assert quotes[0].author == name


def test_a_quote_in_a_signature_stays_there():
    """What a signature quotes is no quote of the post."""
    assert [segment.kind.value for segment in read(IPB4).posts[1].segments] == ["quote", "own", "signature"]
