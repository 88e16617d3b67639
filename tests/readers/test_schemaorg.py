"""The shapes in which pages describe their posts to search engines: one in the other, by reference, in lists, in attributes."""

import json

import pytest

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread

BO = {"@type": "Comment", "@id": "#c1", "author": {"@type": "Person", "name": "Bo"}, "text": "It does."}
CY = {"@type": "Comment", "@id": "#c2", "author": {"@type": "Person", "name": "Cy"}, "text": "No."}
ROOT = {
    "@context": "https://schema.org",
    "@type": "DiscussionForumPosting",
    "@id": "https://q.example/t/5",
    "text": "Does it?",
    "author": {"@type": "Person", "name": "Ann"},
}
ANN, PERSON = {"@type": "Person", "@id": "#ann", "name": "Ann"}, {"@type": "Person", "@id": "#bo", "name": "Bo"}
FULL = "http://schema.org/"
ENTRIES = [{"@type": "ListItem", "item": {**BO, "comment": CY}}]


def page(script: str) -> str:
    """Give a page that describes its posts in a script."""
    return (
        f'<html><head><title>R</title><script type="application/ld+json">{script}</script></head><body></body></html>'
    )


def read(text: str) -> Thread:
    """Give the one thread of a page."""
    (thread,) = pipeline.read(Source.from_bytes("page.html", text.encode()))
    return thread


@pytest.mark.parametrize(
    "script",
    [
        json.dumps({**ROOT, "comment": [{**BO, "comment": CY}]}),
        json.dumps([{"@type": "WebPage"}, {"@graph": [{**ROOT, "comment": {**BO, "comment": [CY]}}]}]),
        # By reference: from above, from below, and the authors.
        json.dumps({"@context": FULL, "@graph": [{**ROOT, "author": {"@id": "#ann"}, "comment": [{"@id": "#c1"}]},
                    {**BO, "author": {"@id": "#bo"}, "comment": {"@id": "#c2"}}, CY, ANN, PERSON]}),
        json.dumps({"@graph": [ROOT, {**CY, "parentItem": {"@id": "#c1"}}, {**BO, "parentItem": "https://q.example/t/5"}]}),
        # In a circle, and in lists that name themselves a thousand times.
        json.dumps({"@graph": [{**ROOT, "comment": {"@id": "#l"}}, {**BO, "comment": CY},
                    {"@type": "ItemList", "@id": "#l", "itemListElement": [{"@id": "#l"}] * 1000 + [{"@id": "#c1"}]}]}),
        json.dumps({"@graph": [{**ROOT, "comment": {"@id": "#c1"}}, {**BO, "comment": [{"@id": "#c2"}, {"@id": "#c1"}]}, CY]}),
        json.dumps({**ROOT, "comment": {"@type": "ItemList", "itemListElement": ENTRIES}}),
        json.dumps({**ROOT, "@type": [f"{FULL}DiscussionForumPosting"], "comment": {**BO, "@type": "schema:Comment", "comment": CY}}),
        "//<![CDATA[\n" + json.dumps({**ROOT, "comment": {**BO, "comment": CY}}) + "\n//]]>",
        " <!-- " + json.dumps({**ROOT, "comment": {**BO, "comment": CY}}) + " --> ",
        "/*<![CDATA[*/" + json.dumps({**ROOT, "comment": {**BO, "comment": CY}}) + "/*]]>*/",
    ],
    ids=["nested", "graph", "references", "parents", "lists", "circle", "list", "addresses", "wrapped", "commented", "starred"],
)  # fmt: skip
def test_shapes_of_json(script: str):
    """Whatever holds the answers, they are read once, each below what it answers."""
    thread = read(page(script))
    assert [(post.id, post.author, post.own, post.reply_to) for post in thread.posts] == [
        ("5", "Ann", "Does it?", None),
        ("1", "Bo", "It does.", "5"),
        ("2", "Cy", "No.", "1"),
    ]


RDFA = (
    '<html><head><title>R</title></head><body vocab="https://schema.org/"><div typeof="{0}DiscussionForumPosting" resource="https://q.example/t/5">'
    '<span property="{0}author" typeof="{0}Person"><b property="{0}name">Ann</b></span><div property="{0}text">Does it?</div>'
    '<div property="{0}comment" typeof="{0}Comment" id="comment-1"><span property="{0}author">Bo</span>'
    '<div property="{0}text">It does.</div></div></div></body></html>'
)


@pytest.mark.parametrize("prefix", ["", "schema:"])
def test_rdfa(prefix: str):
    """Types and properties may bear a prefix."""
    thread = read(RDFA.format(prefix))
    assert [(post.id, post.author, post.own) for post in thread.posts] == [
        ("5", "Ann", "Does it?"),
        ("1", "Bo", "It does."),
    ]


def test_what_a_posting_shares_is_its_card():
    """A posting without words is of a link."""
    shared = {"@type": "WebPage", "name": "Knots", "url": "https://k.example"}
    thread = read(page(json.dumps({**ROOT, "text": "", "sharedContent": shared, "comment": [BO]})))
    (card,) = thread.posts[0].segments
    assert (card.kind, card.text) == (SegmentKind.LINK, "Knots\nhttps://k.example")
