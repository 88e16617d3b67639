"""Archives of mailing lists that show a mail a page: the mails of one subject make one thread."""

import re
from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.source import Source

THREADS = Path(__file__).parents[2] / "threads"


@pytest.mark.parametrize(
    "name", ["pipermail/wet-rope.html", "mhonarc/wet-rope.html", "mhonarc/wet-rope-hypermail.html"]
)
def test_pages_of_one_subject_are_one_thread(name: str):
    """What a list and an answer put before the subject parts no mails; they stand in the order of their times."""
    page = (THREADS / name).read_text(encoding="utf-8")
    first = (
        re.sub(r"(?i)Re: |\[orchard\] ", "", page)
        .replace("12:00:00", "08:00:00")
        .replace("2@x", "1@x")
        .replace("2%40x", "1%40x")
    )
    sources = [Source.from_bytes("2.html", page.encode()), Source.from_bytes("1.html", first.encode())]
    (thread,) = pipeline.read_all(sources, report=print)
    assert thread.title == "Ropes"
    assert [post.id for post in thread.posts] == ["<1@x.example>", "<2@x.example>"]
    assert thread.posts[1].quotes[0].author == "Ann Lee"


def test_attachments_that_were_scrubbed_are_no_words():
    """What the archive says of attachments is not the author's."""
    (thread,) = pipeline.read(Source.from_path(THREADS / "pipermail" / "wet-rope.html"))
    assert "scrubbed" not in thread.posts[0].text
    assert thread.posts[0].created_at.hour == 11


def test_lines_of_a_mail_that_no_tag_ends():
    """Archives of Mailman 3 show line ends as they are, and hide what is quoted behind a switch."""
    (thread,) = pipeline.read(Source.from_path(THREADS / "hyperkitty" / "wet-rope.html"))
    assert [post.own for post in thread.posts] == [
        "Does rope shrink?\n\nI mean hemp.",
        "It does.\nReally.",
        "It does not.",
    ]
    assert thread.posts[1].quotes[0].post_id == thread.posts[0].id


def test_tree_above_a_mail_says_what_it_answers():
    """Also where the archive's links, and with them the numbers, are lost; receivers over several lines are no words."""
    page = (THREADS / "publicinbox" / "wet-rope.html").read_text(encoding="utf-8")
    (whole,) = pipeline.read(Source.from_bytes("t.html", page.encode()))
    assert [post.reply_to for post in whole.posts] == [None, "<1@x.example>", "<2@x.example>", "<1@x.example>"]
    (bare,) = pipeline.read(Source.from_bytes("t.html", page.replace("../4@x.example/raw", "#").encode()))
    first = bare.posts[0].id
    assert [post.reply_to for post in bare.posts] == [None, first, bare.posts[1].id, first]
    assert [post.own for post in bare.posts] == ["Does rope shrink?", "It does.", "Tested-by: Cy Ro", "Applied."]


def test_mails_that_no_tag_ends_are_read_once():
    """Where the tags of a page were never closed, each mail stands in the one before, and is one post all the same."""
    page = (THREADS / "publicinbox" / "wet-rope.html").read_text(encoding="utf-8").replace("</pre>", "")
    (thread,) = pipeline.read(Source.from_bytes("t.html", page.encode()))
    assert [post.own for post in thread.posts] == ["Does rope shrink?", "It does.", "Tested-by: Cy Ro", "Applied."]
    assert [post.reply_to for post in thread.posts] == [None, "<1@x.example>", "<2@x.example>", "<1@x.example>"]
