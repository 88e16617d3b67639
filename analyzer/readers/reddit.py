"""Reddit's old pages: a submission and its tree of comments, each a `.thing`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, Fields, first_value
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.fragment import PLAIN
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Post, Segment, SegmentKind, Thread
from analyzer.values import time_of

FULL_NAME = re.compile(r"\b(t[13]_[a-z0-9]{1,12})\b")
THING: Fields = (
    Field(attribute="data-fullname", pattern=FULL_NAME),
    Field(attribute="id", pattern=re.compile(r"thing_(t[13]_[a-z0-9]+)")),
    Field(attribute="class", pattern=re.compile(r"\bid-(t[13]_[a-z0-9]+)")),
)
LINKED = re.compile(r"/comments/([a-z0-9]{1,12})(?:/[^/?#]{0,300})?(?:/([a-z0-9]{1,12}))?/?(?:[?#].*)?$")
DOMAIN: Fields = (Field(selector="p.title .domain", pattern=re.compile(r"^\(?([^()\s]{1,200})\)?$")),)
SELF = re.compile(r"self(?:\.|$)")
STAMP: Fields = (Field(attribute="data-timestamp"),)
# What is shown in place of names and words that were taken down.
GONE = frozenset({"[deleted]", "[removed]", "[unavailable]"})
# A comment's things stand two boxes inside their parent's; more between is a page that is not what it seems.
MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class OldRedditReader(HtmlForumReader):
    """Reads the own entry of each thing, whose answers stand inside it."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread; what a comment answers is the thing around it."""
        parents = _parents(source.tree)
        for thread in HtmlForumReader.read(self, source):
            posts = tuple(replace(post, reply_to=parents.get(post.id)) for post in thread.posts)
            yield replace(thread, posts=quoting_answered(posts))

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in an entry; a name that says that there is none is no name."""
        thing = node.parent
        post = HtmlForumReader.post(self, node, position)
        if post is None or thing is None:
            return None
        return replace(
            post,
            author=None if post.author in GONE else post.author,
            created_at=post.created_at or time_of(first_value(STAMP, thing)),
        )

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what an entry says; its number stands on the thing around it, also where all else was taken down."""
        return _full_name(node) if fields is self.engine.post_id else first_value(fields, node)

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the entry's segments: of a submitted link its card, none where the words were taken down."""
        segments = HtmlForumReader.segments(self, node) or HtmlForumReader.segments(self, _below(node))
        if not segments and (domain := first_value(DOMAIN, node)) and not SELF.match(domain):
            title = first_value((Field(selector="a.title"),), node)
            return (Segment(kind=SegmentKind.LINK, text=f"{title}\n{domain}" if title else domain),)
        return () if len(segments) == 1 and segments[0].text in GONE else segments


READER = OldRedditReader(
    Engine(
        name="reddit",
        claims=".commentarea .thing.comment > .entry, .commentarea ~ .thing.link, .thing.link > .entry ~ .child,"
        " .thing.comment > .entry .tagline",
        unless="shreddit-post, shreddit-comment",
        marks=("thing",),
        title=(
            Field(selector=".thing.link .entry a.title"),
            Field(selector=".thing.link p.title > a"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: : \S{1,40})?$")),
        ),
        thread_id=(
            Field(selector=".thing.link", attribute="data-fullname", pattern=re.compile(r"^t3_(\w+)$")),
            Field(selector=".thing.link", attribute="id", pattern=re.compile(r"thing_t3_(\w+)")),
            Field(selector="a.bylink.comments, a.comments", attribute="href", pattern=re.compile(r"/comments/(\w+)")),
        ),
        url_id=re.compile(r"/comments/(\w+)"),
        post=".thing.link > .entry, .thing.comment > .entry",
        post_id=(
            Field(selector="input[name=thing_id]", attribute="value", pattern=FULL_NAME),
            Field(selector="a.bylink", attribute="href", pattern=LINKED),
        ),
        author=(
            Field(selector=".tagline a.author"),
            Field(selector=".tagline .author"),
            Field(selector='.tagline a[href*="/user/"]'),
        ),
        created_at=(
            Field(selector=".tagline time.live-timestamp", attribute="datetime"),
            Field(selector=".tagline time", attribute="datetime"),
        ),
        body=(".usertext-body .md", ".usertext .md", ".md"),
        words=PLAIN,
        deleted=".entry",
        card=CardRules(role=".tagline .flair"),
    )
)


def _full_name(entry: LexborNode) -> str | None:
    """Give the name Reddit has for a submission (`t3_…`) or comment (`t1_…`)."""
    thing = entry.parent
    if thing is not None and (name := first_value(THING, thing)):
        return name
    if name := first_value(READER.engine.post_id[:1], entry):
        return name
    for link in entry.css("a.bylink, a.comments")[:4]:
        if match := LINKED.search((link.attributes.get("href") or "")[:500]):
            return f"t1_{match.group(2)}" if match.group(2) else f"t3_{match.group(1)}"
    return None


def _below(entry: LexborNode) -> LexborNode:
    """Give what is unfolded below an entry, as the pages for telephones have it; the entry itself where nothing is."""
    node = entry.next
    while node is not None and ((node.tag or "-").startswith("-") or node.css_matches("a")):
        node = node.next
    return node if node is not None and node.css_matches(".expando") else entry


def _parents(tree: LexborHTMLParser) -> dict[str, str]:
    """Give what each comment answers: the comment it stands in, else the submission."""
    parents: dict[str, str] = {}
    names: dict[int, str] = {}
    submission: str | None = None
    for entry in tree.css(READER.engine.post):
        thing, name = entry.parent, _full_name(entry)
        if thing is None or name is None:
            continue
        names[thing.mem_id] = name
        if name.startswith("t3_"):
            submission = submission or name
            continue
        around = thing.parent
        for _ in range(MAX_STEPS):
            if around is None or around.mem_id in names:
                break
            around = around.parent
        parent = names.get(around.mem_id, submission) if around is not None else submission
        if parent:
            parents[name] = parent
    return parents
