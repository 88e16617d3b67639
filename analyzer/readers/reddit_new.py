"""Reddit's newer pages: elements of their own (`shreddit-post`, `shreddit-comment`), and the pages of 2018 to 2023."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, first_value
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import part
from analyzer.quotes.fragment import PLAIN
from analyzer.quotes.text import tidy
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread

COMMENT = re.compile(r"\b(t1_[a-z0-9]{1,12})\b")
SUBMISSION = re.compile(r"\b(t3_[a-z0-9]{1,12})\b")
GONE = frozenset({"[deleted]", "[removed]", "[unavailable]", "u/[deleted]"})
# What is shown in place of words that were taken down.
REMOVED = re.compile(
    r"\[(?:deleted|removed|unavailable)\]|(?:comment|post|sorry, this post) (?:was |has been )?(?:deleted|removed)\b.{0,120}",
    re.IGNORECASE,
)
# Ids and classes of the pages of 2018 to 2023, and what the elements of later ones begin with.
NAMES = frozenset({"post-content", "Comment"})
ELEMENT = b"<shreddit-"
INDENT = re.compile(r"padding-left:\s?(\d{1,4})px")
LEVEL = re.compile(r"^level (\d{1,4})$")
BODIES = (
    '[slot="comment"] .md',
    '[slot="comment"]',
    '[slot="text-body"] .md',
    '[slot="text-body"]',
    '[id$="-rtjson-content"]',
    ".RichTextJSON-root",
    ".md",
)
# In a page without a doctype `.Comment` would match `.comment` too.
OWN = "shreddit-comment, shreddit-post, [class^='Comment t1_'], .Post"
MAX_STEPS = 24


@dataclass(frozen=True, slots=True)
class NewRedditReader(HtmlForumReader):
    """Reads comments whose answers stand inside them, or in a flat list with a level each."""

    @property
    def name(self) -> str:
        """The reader's name; the engine is the same as that of the old pages."""
        return "reddit-new"

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears Reddit's marks and holds a post; few texts name these at all."""
        if source.kind is not SourceKind.HTML:
            return False
        # Names are at hand, and a search of the text for each mark costs more than asking for them.
        if source.names.isdisjoint(NAMES) and ELEMENT not in source.utf8:
            return False
        return HtmlForumReader.claims(self, source)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        owners = frozenset(node.mem_id for node in source.tree.css(self.engine.post))
        levels = _levels(source.tree)
        for thread in HtmlForumReader.read(self, source):
            posts = (
                tuple(_answering(thread.posts, levels)) if levels else self._inside(source.tree, thread.posts, owners)
            )
            yield replace(thread, posts=quoting_answered(tuple(self._own_words(source.tree, posts, owners))))

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node; a name that says that there is none is no name."""
        post = HtmlForumReader.post(self, node, position)
        if post is None:
            return None
        author = post.author.removeprefix("u/") if post.author else None
        parent = post.reply_to
        if parent is None and post.id.startswith("t1_") and (node.attributes.get("depth") or "") == "0":
            parent = node.attributes.get("postid") or None
        return replace(post, author=None if author in GONE else author, reply_to=parent)

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:  # noqa: ARG002  The table's reader asks by node.
        """Give none yet: which words are a comment's own is known only once all comments are."""
        return ()

    def _inside(self, tree: LexborHTMLParser, posts: tuple[Post, ...], owners: frozenset[int]) -> tuple[Post, ...]:
        """Give the posts with what they answer by what they stand in, where no attribute says it."""
        ids: dict[int, str] = {}
        around: dict[str, str] = {}
        for node in tree.css(self.engine.post):
            native = first_value(self.engine.post_id, node)
            owner = _owner(node, owners)
            if native:
                ids[node.mem_id] = native
                if owner in ids:
                    around.setdefault(native, ids[owner])
        return tuple(replace(post, reply_to=post.reply_to or around.get(post.id)) for post in posts)

    def _own_words(self, tree: LexborHTMLParser, posts: tuple[Post, ...], owners: frozenset[int]) -> Iterator[Post]:
        bodies: dict[int, LexborNode] = {}
        for selector in BODIES:
            for body in tree.css(selector):
                owner = _owner(body, owners)
                if owner is not None:
                    bodies.setdefault(owner, body)
        by_id = {post.id: post for post in posts}
        segments: dict[str, tuple[Segment, ...]] = {}
        for node in tree.css(self.engine.post):
            post = HtmlForumReader.post(self, node, 1)
            if post is None or post.id not in by_id:
                continue
            found = part(bodies[node.mem_id], self.engine.words) if node.mem_id in bodies else _card(node)
            gone = len(found) == 1 and REMOVED.fullmatch(found[0].text)
            segments.setdefault(post.id, () if gone else found)
        yield from (replace(post, segments=segments.get(post.id, ())) for post in posts)


READER = NewRedditReader(
    Engine(
        name="reddit",
        claims='shreddit-post[view-context="CommentsPage"], shreddit-comment, [data-test-id="post-content"],'
        ' [class^="Comment t1_"]',
        title=(
            Field(selector="shreddit-post", attribute="post-title"),
            Field(selector='shreddit-post [slot="title"]'),
            Field(selector='[data-test-id="post-content"] h1'),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: : \S{1,40})?$")),
        ),
        thread_id=(
            Field(selector="shreddit-post", attribute="id", pattern=re.compile(r"t3_(\w+)")),
            Field(selector=".Post", attribute="id", pattern=re.compile(r"t3_(\w+)")),
        ),
        url_id=re.compile(r"/comments/(\w+)"),
        post="shreddit-post, shreddit-comment, .Post[id^=t3_], [class^='Comment t1_']",
        post_id=(
            Field(attribute="thingid", pattern=COMMENT),
            Field(attribute="id", pattern=SUBMISSION),
            Field(attribute="class", pattern=COMMENT),
            Field(attribute="id", pattern=COMMENT),
        ),
        author=(
            Field(attribute="author"),
            Field(selector='[slot="authorName"] a[href*="/user/"], [slot="commentMeta"] a[href*="/user/"]'),
            Field(selector='a[data-testid="comment_author_link"], a[data-testid="post_author_link"]'),
            Field(selector='a[href*="/user/"]:not(:empty)', pattern=re.compile(r"^(?:u/)?([\w-]{1,40})$")),
        ),
        created_at=(
            Field(attribute="created-timestamp"),
            Field(selector="faceplate-timeago", attribute="ts"),
            Field(selector="time", attribute="datetime"),
        ),
        body=BODIES,
        words=PLAIN,
        parent=(Field(attribute="parentid", pattern=re.compile(r"^(t[13]_\w+)$")),),
        deleted=OWN,
    )
)


def _owner(body: LexborNode, owners: frozenset[int]) -> int | None:
    """Give the post a body stands in, the innermost."""
    around = body.parent
    for _ in range(MAX_STEPS):
        if around is None or around.mem_id in owners:
            break
        around = around.parent
    return around.mem_id if around is not None and around.mem_id in owners else None


def _card(node: LexborNode) -> tuple[Segment, ...]:
    """Give the card of a submitted link."""
    title, domain = node.attributes.get("post-title"), node.attributes.get("domain") or ""
    if node.attributes.get("post-type") not in {"link", "image", "video"} or not title or domain.startswith("self."):
        return ()
    return (Segment(kind=SegmentKind.LINK, text=tidy(f"{title[:2000]}\n{domain[:200]}")),)


def _levels(tree: LexborHTMLParser) -> dict[str, int]:
    """Give how deep comments stand: by the level written in each for screen readers, in 2018 by their indentation alone."""
    written: dict[str, int] = {}
    drawn: dict[str, int] = {}
    for node in tree.css("[class^='Comment t1_']"):
        match = COMMENT.search((node.attributes.get("class") or "")[:500])
        if match is None:
            continue
        for span in node.css("span")[:4]:
            if level := LEVEL.match((span.text() or "")[:20]):
                written[match.group(1)] = int(level.group(1))
        box = node.parent
        if box is not None and (indent := INDENT.search((box.attributes.get("style") or "")[:500])):
            drawn[match.group(1)] = int(indent.group(1))
    return written or drawn


def _answering(posts: tuple[Post, ...], levels: dict[str, int]) -> Iterator[Post]:
    above: list[tuple[int, str]] = []
    for post in posts:
        if post.id.startswith("t3_"):
            above = [(0, post.id)]
        elif (level := levels.get(post.id)) is not None:
            while above and above[-1][0] >= level:
                above.pop()
            parent = above[-1][1] if above else None
            above.append((level, post.id))
            yield replace(post, reply_to=post.reply_to or parent)
            continue
        yield post
