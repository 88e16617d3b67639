"""Reddit's shapes beyond the samples: pages for telephones and of early years, archives of 2023, comments inside comments."""

import json

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread

TELEPHONE = (
    '<html><head><title>Wet rope : knots</title></head><body><div class="sitetable linklisting"><div class="thing link id-t3_a1">'
    '<div class="entry unvoted"><p class="title"><a href="/r/knots/comments/a1/wet_rope/.compact">Wet rope</a>'
    '<span class="domain">(self)</span></p><div class="tagline">by <a class="author" href="/user/ann">ann</a></div></div>'
    '<a class="options_link"></a><div class="expando"><div class="usertext-body"><div class="md"><p>Does rope shrink?</p></div>'
    '</div></div></div></div><div class="commentarea">{comments}</div></body></html>'
)
COMMENT = (
    '<div class="thing comment id-t1_{0}"><div class="entry unvoted"><div class="tagline">{1}</div><div class="usertext-body">'
    '<div class="md">{2}</div></div></div><div class="child"><div class="sitetable">{3}</div></div></div>'
)


def read(text: str, name: str) -> Thread:
    """Give the one thread of a text."""
    (thread,) = pipeline.read(Source.from_bytes(name, text.encode()))
    return thread


def test_pages_for_telephones():
    """The submission's words stand beside its entry, and a deleted comment has no link to itself."""
    gone = COMMENT.format("c2", "<em>[deleted]</em>", "<p>[deleted]</p>", "")
    said = "<blockquote><p>Does rope shrink?</p></blockquote><p>It does.</p>"
    bo = '<a class="author" href="/user/bo">bo</a>'
    thread = read(TELEPHONE.format(comments=COMMENT.format("c1", bo, said, gone)), "page.html")
    assert [(post.id, post.author, post.reply_to, post.own) for post in thread.posts] == [
        ("t3_a1", "ann", None, "Does rope shrink?"),
        ("t1_c1", "bo", "t3_a1", "It does."),
        ("t1_c2", None, "t1_c1", ""),
    ]
    assert thread.posts[1].quotes[0].author == "ann"


LINKED = {"link_id": "t3_a1", "subreddit": "knots", "created_utc": 1500000000}
ONE = {**LINKED, "id": "c1", "author": "bo", "body": "It does shrink."}
TWO = {**LINKED, "id": "c2", "author": "cy", "body": "> It does shrink.\n\nNot mine."}
SUBMITTED = {"id": "a1", "subreddit": "knots", "title": "Wet rope", "selftext": "Does it?", "author": "ann"}


@pytest.mark.parametrize(
    "text",
    [
        # Parents in decimals, and none for those that answer the submission: the archives of 2022 and 2023.
        "\n".join(map(json.dumps, [{**ONE, "parent_id": None}, {**TWO, "parent_id": int("c1", 36)}])),
        # Without the mark of their kind.
        "\n".join(map(json.dumps, [{**ONE, "parent_id": "a1"}, {**TWO, "parent_id": "c1"}])),
        # What unfolds more comments, and the trees of an archive.
        json.dumps(
            {"json": {"errors": [], "data": {"things": [
                {"kind": "t1", "data": {**ONE, "parent_id": "t3_a1"}},
                {"kind": "more", "data": {"id": "_", "children": []}},
                {"kind": "t1", "data": {**TWO, "parent_id": "t1_c1"}},
            ]}}}
        ),
        json.dumps({"data": [{"kind": "t1", "data": {**ONE, "parent_id": "t3_a1", "replies": {"kind": "Listing", "data": {
            "children": [{"kind": "t1", "data": {**TWO, "parent_id": "t1_c1"}}]}}}}]}),
        # A submission with its comments inside, which do not say where they belong.
        json.dumps({**SUBMITTED, "comments": [
            {"id": "c1", "author": "bo", "body": ONE["body"], "replies": [{"id": "c2", "author": "cy", "body": TWO["body"]}]}
        ]}),
    ],
    ids=["decimals", "bare", "unfolded", "tree", "nested"],
)  # fmt: skip
def test_shapes_of_comments(text: str):
    """Whatever holds them, comments answer what they answer and quote it."""
    comments = [post for post in read(text, "comments.json").posts if post.id.startswith("t1_")]
    assert [(post.id, post.author, post.reply_to) for post in comments] == [
        ("t1_c1", "bo", "t3_a1"),
        ("t1_c2", "cy", "t1_c1"),
    ]
    assert (comments[1].quotes[0].author, comments[1].quotes[0].post_id) == ("bo", "t1_c1")


@pytest.mark.parametrize(
    "body", ["[ Removed by Reddit ]", "[removed by reddit in response to a notice]", "[deleted by user]"]
)
def test_notices_of_removal_are_no_words(body: str):
    """What Reddit puts in place of words is nobody's."""
    thread = read(json.dumps({**ONE, "body": body}) + "\n" + json.dumps({**TWO, "body": "Why removed?"}), "c.ndjson")
    assert [[segment.kind for segment in post.segments] for post in thread.posts] == [[], [SegmentKind.OWN]]


FLAT = (
    '<div style="padding-left:{2}px" class="_3sf"><div class="Comment t1_{0} P8S"><span>{3}</span><a data-testid="comment_author_link" href="/user/{1}/">{1}</a>'
    '<div class="RichTextJSON-root"><p>words of {1}</p></div></div></div>'
)


@pytest.mark.parametrize("written", [True, False])
def test_flat_comments_of_2018_to_2023(written: bool):  # noqa: FBT001  A parameter of the test.
    """How deep a comment stands is written in it, on the first of these pages only drawn."""
    comments = [("c1", "bo", 16), ("c2", "cy", 37), ("c3", "di", 58), ("c4", "ed", 37), ("c5", "fay", 16)]
    rows = "".join(FLAT.format(*one, f"level {one[2] // 21 + 1}" if written else "1 day ago") for one in comments)
    head = '<div class="Post t3_a1" id="t3_a1" data-test-id="post-content"><a data-testid="post_author_link" href="/user/ann/">u/ann</a><h1>R</h1></div>'
    thread = read(f"<html><body>{head}{rows}</body></html>", "page.html")
    assert [(post.author, post.reply_to) for post in thread.posts] == [
        ("ann", None),
        ("bo", "t3_a1"),
        ("cy", "t1_c1"),
        ("di", "t1_c2"),
        ("ed", "t1_c1"),
        ("fay", "t3_a1"),
    ]
