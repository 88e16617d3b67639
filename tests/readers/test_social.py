"""Networks of short posts, Lemmy's and Hacker News' odd shapes: who answers whom, whatever the version."""

import json

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Thread


def read(given: object, name: str = "given.json") -> list[Thread]:
    """Give the threads of a document, or of a page."""
    text = given if isinstance(given, str) else json.dumps(given)
    return list(pipeline.read(Source.from_bytes(name, text.encode())))


def status(native: str, acct: str, content: str, answers: str | None = None, **more: object) -> dict:
    """Give a status as Mastodon does."""
    account = {"id": "9", "username": acct.partition("@")[0], "acct": acct}
    times = {"created_at": "2023-02-10T02:25:05.000Z", "url": f"https://m.example/@{acct}/{native}"}
    return {"id": native, "in_reply_to_id": answers, "content": content, "account": account, **times, **more}


def test_context_is_one_discussion():
    """The status that was asked for may be missing between what it answers and what answers it."""
    one, other = status("1", "ann", "<p>Does it shrink?</p>"), status("3", "cy@o.example", "<p>no</p>", "2")
    (thread,) = read({"ancestors": [one], "descendants": [other]})
    assert [(post.id, post.author, post.reply_to) for post in thread.posts] == [
        ("1", "ann", None),
        ("3", "cy@o.example", "2"),
    ]
    assert len(read([one, other])) == 2


def test_boosts_and_quotes_of_statuses():
    """What is boosted is its author's; a quoted status is a quote, its address above it no word."""
    quoted = status("1", "ann", "<p>Does it shrink?</p>")
    boost = status("5", "bo", "", reblog=status("4", "ann", "<p>Tar it.</p>"))
    line = '<p class="quote-inline">RE: <a href="x">x</a></p>'
    boosted, quoting = read([boost, status("7", "bo", f"<p>See.</p>{line}", quote={"quoted_status": quoted})])
    assert [(post.id, post.author, post.own) for post in boosted.posts] == [("4", "ann", "Tar it.")]
    assert quoting.posts[0].own == "See."
    (quote,) = quoting.posts[0].quotes
    assert (quote.text, quote.author, quote.post_id, quote.thread_id) == ("Does it shrink?", "ann", "1", "1")


def note(native: str, user: str, text: str | None, answers: str | None = None, **more: object) -> dict:
    """Give a note as Misskey does."""
    who = {"username": user, "host": None}
    return {"id": native, "createdAt": "2023-02-10T02:25:05.000Z", "user": who, "text": text, "replyId": answers,
            "renoteId": None, **more}  # fmt: skip


def test_notes_of_misskey():
    """An answered note stands in its answer, a note without words passes on another; a quote ends with its mark."""
    first = note("a", "ann", "Does it shrink?")
    notes = [note("b", "bo", "> Does it shrink?\nYes.", "a", reply=first), note("c", "cy", None, renote=first)]
    (thread,) = read([*notes, note("d", "di", "Look.", "b", renote=note("z", "zoe", "Tar it."))])
    assert [(post.id, post.author, post.reply_to, post.own) for post in thread.posts] == [
        ("a", "ann", None, "Does it shrink?"),
        ("b", "bo", "a", "Yes."),
        ("d", "di", "b", "Look."),
    ]
    assert [(quote.author, quote.post_id) for post in thread.posts for quote in post.quotes] == [
        ("ann", "a"),
        ("zoe", "z"),
    ]


def test_activity_names_the_author_of_what_it_made():
    """Old outboxes say who wrote an object only beside it."""
    made = {"id": "https://m.example/1", "type": "Note", "content": "<p>hi</p>"}
    create = {"type": "Create", "actor": "https://m.example/users/ann", "object": made}
    (thread,) = read({"type": "OrderedCollection", "orderedItems": [create]})
    assert [post.author for post in thread.posts] == ["ann"]


def test_notes_that_quote_a_note():
    """A quoted note is a quote where it is there; the line with its address is no word."""
    one = {
        "id": "https://m.example/1",
        "type": "Note",
        "attributedTo": "https://m.example/users/ann",
        "content": "<p>Does it?</p>",
    }
    line = '<p>Yes.<span class="quote-inline"><br>RE: <a href="https://m.example/1">x</a></span></p>'
    two = {
        **one,
        "id": "https://m.example/2",
        "attributedTo": "https://m.example/users/bo",
        "content": line,
        "inReplyTo": one["id"],
    }
    (thread,) = read({"type": "Collection", "items": [one, {**two, "quoteUrl": one["id"]}]})
    assert thread.posts[1].own == "Yes."
    assert [(quote.author, quote.text, quote.post_id) for quote in thread.posts[1].quotes] == [
        ("ann", "Does it?", one["id"])
    ]


POST = {"id": 5, "name": "Ropes", "body": "Does it shrink?", "ap_id": "https://l.example/post/5"}
COMMENTS = [
    {"id": 9, "post_id": 5, "content": "It does.", "ap_id": "https://l.example/comment/9"},
    {"id": 10, "post_id": 5, "content": "No.", "ap_id": "https://l.example/comment/10"},
]


@pytest.mark.parametrize(
    "given",
    [
        # Before 0.9, before 0.16, and since 1.0.
        {
            "post": {**POST, "creator_name": "ann"},
            "comments": [
                {**COMMENTS[0], "creator_name": "bo", "parent_id": None},
                {**COMMENTS[1], "creator_name": "cy", "parent_id": 9},
            ],
        },
        {
            "post_view": {"post": POST, "creator": {"name": "ann"}},
            "comments": [
                {"comment": {**COMMENTS[0], "parent_id": None}, "creator": {"name": "bo"}, "post": POST},
                {"comment": {**COMMENTS[1], "parent_id": 9}, "creator": {"name": "cy"}, "post": POST},
            ],
        },
        {
            "items": [
                {"post": POST, "creator": {"name": "ann"}},
                {"comment": {**COMMENTS[0], "path": "0.9"}, "creator": {"name": "bo"}, "post": POST},
                {"comment": {**COMMENTS[1], "path": "0.9.10"}, "creator": {"name": "cy"}, "post": POST},
            ]
        },
    ],
)
def test_versions_of_lemmy(given: dict):
    """Names and parents moved within the objects over the years."""
    (thread,) = read(given)
    assert [(post.id, post.author, post.reply_to) for post in thread.posts] == [
        ("post-5", "ann", None),
        ("9", "bo", "post-5"),
        ("10", "cy", "9"),
    ]


HEAD = '<div><span class="comhead"><a href="user?id={1}" class="hnuser">{1}</a> <span class="age"><a href="item?id={0}">x</a></span>{2}</span></div>'
ROW = (
    '<tr class="athing comtr" id="{0}"><td><table><tr><td class="ind"><img src="s.gif" width="{3}"></td><td class="default">'
    f'{HEAD}<div class="comment"><div class="commtext c00">{{4}}</div></div></td></tr></table></td></tr>'
)


def test_page_of_one_comment_of_hacker_news():
    """The comment at its head answers what is named beside it, and those below answer it."""
    links = ' | <a href="item?id=100">parent</a> | <a href="context?id=101">context</a> | on: <a href="item?id=90">Ropes</a>'
    head = HEAD.format("101", "bo", links)
    top = f'<table class="fatitem"><tr class="athing" id="101"><td class="ind"></td><td class="default">{head}'
    top += '<div class="comment"><div class="commtext c00">It does shrink.</div></div></td></tr></table>'
    rows = ROW.format("102", "cy", "", 0, "&gt; It does shrink.<p>No.") + ROW.format("103", "di", "", 40, "Yes.")
    (thread,) = read(f"<html><body>{top}<table>{rows}</table></body></html>", "page.html")
    assert [(post.id, post.author, post.reply_to) for post in thread.posts] == [
        ("101", "bo", "100"),
        ("102", "cy", "101"),
        ("103", "di", "102"),
    ]
    assert thread.posts[1].quotes[0].author == "bo"


def test_levels_of_kbin(threads_folder):
    """Without its data, a page still says by levels what answers what."""
    page = (threads_folder / "kbin" / "wet-rope.html").read_text(encoding="utf-8")
    (thread,) = read(page.replace("data-subject-parent-value", "data-x"), "page.html")
    assert [post.reply_to for post in thread.posts] == [None, "entry-50", "9", "entry-50"]
