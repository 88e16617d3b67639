"""NodeBB pages, with the themes Persona and Harmony."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, first_value
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread

# A post's own number, or the address of a post that came from another server.
PID = re.compile(r"^(\d{1,12}|https?://\S{1,500})$")
LINKED = re.compile(r"/post/(\d{1,12}|https?(?::|%3A)\S{1,500})")
FOREIGN = re.compile(r"/user/([^/?#]{1,100}@[^/?#]{1,100})")
MILLISECONDS = re.compile(r"^(\d{9,10})\d{3}$")
# `@Wren said in The rope on the quay:`, in any language: a mention, a link to a post, a colon at the end but in Arabic.
HEAD = re.compile(r"^@\S(?:.{0,500}[:\uff1a]|.{0,100} \u0643\u062a\u0628 \u0641\u064a .{1,300})$")
# What a name and its address have in common: addresses have a dash for what is neither letter nor digit.
DASHED = re.compile(r"[\W-]+")

WORDS = BodyRules(
    quote="blockquote",
    quote_head="p",
    head_text=HEAD,
    head_author=(
        Field(
            selector="a.plugin-mentions-a, a[href*='/user/'], a[href*='/uid/']", pattern=re.compile(r"^@?(.{1,100})$")
        ),
        Field(pattern=re.compile(rf"^@(.{{1,100}}?) {SAID}\b", re.IGNORECASE)),
        Field(pattern=re.compile(r"^@(\S{1,100}?)[:\uff1a]?(?: |$)")),
    ),
    head_post=(Field(selector="a[href*='/post/']", attribute="href", pattern=LINKED),),
    link=".card.link-preview, .link-preview",
    code="pre",
    skip='[component="post/edit-indicator"], [component="post/editor"], .spoiler-toggle, .code-copy-btn, .copy-code-button',
)
CONTENT = '[component="post/content"]'
# Before version 0.7 nothing is called a component.
OLD = "#post-container > .post-row"


class NodebbReader(HtmlForumReader):
    """Reads NodeBB, which shows a notice in place of a deleted post's words, and a post again where it is unfolded."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's mark, which is no class and no id; few texts hold its words at all."""
        return (
            source.kind is SourceKind.HTML
            and ("post-row" in source.names or b"post/content" in source.utf8)
            and HtmlForumReader.claims(self, source)
        )

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread; who is quoted is mentioned by address, and named as the page names its authors."""
        for thread in HtmlForumReader.read(self, source):
            spelled = {_dashed(post.author): post.author for post in thread.posts if post.author}
            posts = (
                replace(post, segments=tuple(_spelled(segment, spelled) for segment in post.segments))
                for post in thread.posts
            )
            yield replace(thread, posts=tuple(posts))

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the posts, of those that stand twice the last: an answer unfolds above its own place."""
        last: dict[str, LexborNode] = {}
        for node in HtmlForumReader.nodes(self, tree):
            number = first_value(self.engine.post_id, node) or str(node.mem_id)
            last.pop(number, None)
            last[number] = node
        yield from last.values()

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node; the address that is a foreign post's number stands encoded in links."""
        post = HtmlForumReader.post(self, node, position)
        return replace(post, id=unquote(post.id)) if post is not None else None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of a post, none of a deleted one."""
        is_deleted = "deleted" in (node.attributes.get("class") or "").split()
        return () if is_deleted else HtmlForumReader.segments(self, node)


def _dashed(name: str) -> str:
    return DASHED.sub("-", name.lower()).strip("-")


def _spelled(segment: Segment, spelled: Mapping[str, str]) -> Segment:
    if segment.kind is not SegmentKind.QUOTE or not segment.author:
        return segment
    return replace(segment, author=spelled.get(_dashed(segment.author), segment.author))


READER = NodebbReader(
    Engine(
        name="nodebb",
        claims=f'[component="post"] {CONTENT}, [component="topic"] {CONTENT}, {OLD} .post-content',
        title=(
            Field(selector='[component="topic/title"]', without=".badge, i"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector="[data-tid]", attribute="data-tid", pattern=re.compile(r"^(\d+)$")),
            Field(selector='a[href*="/topic/"]', attribute="href", pattern=re.compile(r"/topic/(\d+)/")),
        ),
        url_id=re.compile(r"/topic/(\d{1,12})"),
        post=f'[component="post"], {OLD}',
        # The first post stands again above later pages, and answers unfold below the post they answer.
        not_posts='[component="post/replies/container"] [component="post"]',
        post_id=(
            Field(attribute="data-pid", pattern=PID),
            Field(selector="a.permalink, a.post-index", attribute="href", pattern=LINKED),
            Field(selector=".post-header a[href*='/post/']", attribute="href", pattern=LINKED),
            Field(selector=".post-container-parent a[href*='/post/']", attribute="href", pattern=LINKED),
            Field(selector=".post-content", attribute="id", pattern=re.compile(r"^content_(\d{1,12})$")),
        ),
        author=(
            Field(attribute="data-username"),
            # The name of somebody from another server has that server in it, which is not in sight.
            Field(selector=".post-header a[href*='/user/'][href*='@']", attribute="href", pattern=FOREIGN),
            Field(selector="meta[itemprop=name]", attribute="content"),
            Field(selector=".post-header a[data-username]", attribute="data-username"),
            Field(selector=".post-header strong a[href*='/user/'], .post-header a.fw-bold"),
            Field(selector=".post-header a[href*='/user/']"),
            Field(selector=".post-header strong"),
            Field(selector="a[itemprop=author], span[itemprop=author], .username-field"),
            Field(selector=".post-author .author a, .post-author a.fw-semibold, .author a"),
            Field(selector="strong a[href*='/user/'], a.fw-bold[href*='/user/'], a.fw-semibold[href*='/user/']"),
            Field(selector='[component="user/picture"]', attribute="title"),
            Field(selector='[component="user/picture"]', attribute="alt"),
        ),
        created_at=(
            Field(selector="meta[itemprop=datePublished]", attribute="content"),
            Field(attribute="data-timestamp", pattern=MILLISECONDS),
            Field(selector=".permalink .timeago, .post-header a.timeago", attribute="datetime"),
            Field(selector=".permalink .timeago, .post-header a.timeago", attribute="title"),
            Field(selector=".timeago", attribute="title"),
        ),
        parent=(
            Field(selector='[component="post/parent"]', attribute="data-parent-pid", pattern=PID),
            Field(selector='[component="post/parent"]', attribute="data-topid", pattern=PID),
            Field(selector='a[component="post/parent"]', attribute="href", pattern=LINKED),
            Field(selector='[component="post/parent"] a[href*="/post/"]', attribute="href", pattern=LINKED),
        ),
        body=(CONTENT, ".post-content"),
        words=WORDS,
        signature='[component="post/signature"], .post-signature',
        card=CardRules(role=".post-header .group-label, .post-header .badge-text"),
    )
)
