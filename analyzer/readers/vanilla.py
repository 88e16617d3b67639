"""Vanilla Forums pages, whose quotes are named by the box, by its `rel`, or by the line above it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import behind, blocks
from analyzer.source import Source
from analyzer.thread import Post, Segment, SegmentKind, Thread

NUMBER = re.compile(r"^((?:Discussion|Comment)_\d{1,12})$")
THREAD = re.compile(r"/discussion/(\d{1,12})")
LINKED = re.compile(r"#(Comment_\d{1,12})")
# What a link to a post says of it where it has no such mark: `/discussion/comment/12`, `/discussion/3/title`.
ADDRESS = re.compile(r"/(discussion/(?:comment/)?\d{1,12})(?=[/?#]|$)")
URL = re.compile(r"https?://\S{1,2000}")
# Vanilla lets no post embed more than a few dozen others; a page with more is not what it seems.
MAX_EMBEDS = 100
ATTRIBUTION = re.compile(rf"^@?(.{{1,100}}?) {SAID}\s?[:\uff1a]\s?\u00bb?$", re.IGNORECASE)

WORDS = BodyRules(
    # Rich posts embed a quote as a box with a link, which scripts fill with a blockquote or, once, with an article. Only
    # children are looked at: however deep quotes are nested, each is looked at once.
    quote="blockquote, .js-embed:has(> a[href*='/discussion/']),"
    " .embedQuote:not(:has(> blockquote, > * > blockquote, > * > * > blockquote))",
    quote_body=".QuoteText, .embedQuote-excerpt, .userContent, .embedQuote-body",
    quote_author=(
        Field(selector=".QuoteAuthor a[href*='/profile/']"),
        Field(selector=".QuoteAuthor", pattern=ATTRIBUTION),
        Field(attribute="rel"),
        Field(selector=".QuoteAuthor", pattern=re.compile(r"^@?(.{1,100}?) \S{2,20}\s?[:\uff1a]\W{0,3}$")),
        Field(selector=".embedQuote-userName, .embedQuote-userInfo a"),
        Field(selector="cite", pattern=re.compile(r"^(.{1,100}?)(?: \S{2,20}\s?[:\uff1a])?$")),
    ),
    quote_post=(
        Field(
            selector=".QuoteAuthor a, .QuoteLink, .embedQuote-link, .embedQuote a, .js-embed a",
            attribute="href",
            pattern=LINKED,
        ),
        Field(selector=".QuoteLink, .embedQuote a, .js-embed a", attribute="href", pattern=ADDRESS),
    ),
    # Quotes in Markdown: `<p>@Wren said:</p><blockquote>`.
    quote_head="p, div.QuoteAuthor",
    head_text=ATTRIBUTION,
    head_author=(Field(pattern=ATTRIBUTION),),
    head_post=(Field(selector="a", attribute="href", pattern=LINKED),),
    link=".embedExternal.embedLink, .embedLink",
    code="pre",
    skip="cite, .QuoteAuthor, .SpoilerTitle, .Reactions, .embedQuote-header, .AttachFileContainer, .DiscussionTags",
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A post as a rich quote carries it: who wrote it and its words."""

    author: str | None
    text: str


class VanillaReader(HtmlForumReader):
    """Reads what rich posts quote from where a page without scripts keeps it: in the box's own data."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's mark and holds a post, drawn by scripts or not."""
        return super().claims(source) or PLAIN.claims(source)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        yield from super().read(source) if super().claims(source) else PLAIN.read(source)

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the nodes that hold a post each; a copy of an answer above all others is left out where it comes again.

        The first pages that scripts draw (2023) have no number but in the link of the date: there a post is what is
        around its words.
        """
        found = [*super().nodes(tree)] or [*blocks(tree.css(".userContent:not(.userContent .userContent)"))]
        last = {node.id or node.mem_id: number for number, node in enumerate(found)}
        yield from (node for number, node in enumerate(found) if last[node.id or node.mem_id] == number)

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node, its number as a link to a post has it."""
        post = super().post(node, position)
        return replace(post, id=_number(post.id)) if post is not None else None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments, quotes that are a bare link with the words and author in their data."""
        return _with_embedded(node, super().segments(node))


class PlainReader(HtmlForumReader):
    """Reads what Vanilla (2023 on) gives to those without scripts: names and words by turns."""

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words behind a name, or none where something else follows it."""
        body = behind(node)
        if body is None or not body.css_matches(".userContent"):
            return ()
        return _with_embedded(body, part(body, WORDS))


def _with_embedded(node: LexborNode, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Give the segments of a node, quotes that are a bare link with the words and author in their data."""
    if not any(segment.post_id or _is_link(segment) for segment in segments):
        return segments
    embedded = _embedded(node) if any(map(_is_link, segments)) else {}
    return tuple(_filled(segment, embedded) for segment in segments)


def _is_link(segment: Segment) -> bool:
    return segment.kind is SegmentKind.QUOTE and URL.fullmatch(segment.text) is not None


def _number(address: str) -> str:
    """Give the number of a post as the post itself bears it, from the address or as it is."""
    if not address.startswith("discussion/"):
        return address
    return f"{'Comment' if '/comment/' in address else 'Discussion'}_{address.rpartition('/')[2]}"


def _filled(segment: Segment, embedded: Mapping[str, Embedded]) -> Segment:
    """Give a quote with the post's id as the post bears it, and what its data say instead of a bare link."""
    segment = replace(segment, post_id=_number(segment.post_id)) if segment.post_id else segment
    if not _is_link(segment):
        return segment
    found = embedded.get(segment.text)
    # The address of a post is no word of it.
    return replace(
        segment, text=found.text if found else "", author=segment.author or (found.author if found else None)
    )


def _embedded(node: LexborNode) -> dict[str, Embedded]:
    """Give the posts that rich quotes below a node carry, by their address."""
    found: dict[str, Embedded] = {}
    for box in node.css("[data-embedjson]")[:MAX_EMBEDS]:
        try:
            data = json.loads(box.attributes.get("data-embedjson") or "")
        except (ValueError, RecursionError):
            continue
        if not isinstance(data, dict) or not isinstance(url := data.get("url"), str):
            continue
        user, body = data.get("insertUser"), data.get("body")
        name = user.get("name") if isinstance(user, dict) else None
        root = LexborHTMLParser(body).body if isinstance(body, str) else None
        words = part(root, WORDS) if root is not None else ()
        text = "\n\n".join(segment.text for segment in words if segment.kind is SegmentKind.OWN)
        found[url] = Embedded(name if isinstance(name, str) and name.strip() else None, text)
    return found


PLAIN = PlainReader(
    Engine(
        name="vanilla",
        claims="div:has(> .seoUser) + .userContent",
        marks=("seoUser",),
        title=(Field(selector="h1"), Field(selector="title")),
        url_id=THREAD,
        # No date and no number of a post is given, save in a quote's link.
        post="div:has(> .seoUser):has(+ .userContent)",
        post_id=(),
        author=(Field(selector=".seoUserName"), Field(selector=".seoUser")),
        created_at=(),
        body=(".seoUser",),
        words=WORDS,
    )
)
READER = VanillaReader(
    Engine(
        name="vanilla",
        # Vanilla 1 has no class for words but `CommentBody`; since 2023 scripts draw pages, with none for names and dates.
        claims='[id^="Comment_"] > .CommentBody, [id^="Discussion_"].ItemDiscussion, [id^="Comment_"].ItemComment, [id^="Comment_"] .Comment .Message,'
        ' .MessageList [id^="Comment_"] .Author, [id^="Comment_"] .userContent,'
        ' [id^="Discussion_"] .userContent, a[href*="#Comment_"] > time',
        marks=("Discussion_", "Comment_", "userContent"),
        title=(
            Field(selector=".PageTitle h1, h1.HomepageTitle"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="#Item_0 h1, h1"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector='[id^="Discussion_"]', attribute="id", pattern=re.compile(r"^Discussion_(\d+)$")),
            Field(selector="[data-discussionid]", attribute="data-discussionid"),
        ),
        url_id=THREAD,
        post='[id^="Discussion_"]:has(.Author), [id^="Comment_"]:has(.Author), [id^="Comment_"]:has(> .CommentBody),'
        ' [id^="Discussion_"]:has(.userContent), [id^="Comment_"]:has(.userContent)',
        # Lists of other discussions have their numbers and no words.
        not_posts='[id^="Discussion_"]:not(:has(.Message, .userContent, .Item-Body))',
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector="a.Permalink", attribute="href", pattern=LINKED),
            Field(selector="a:has(> time)", attribute="href", pattern=ADDRESS),
        ),
        author=(
            Field(selector=".Author a.Username"),
            Field(selector=".Author .Username"),
            Field(selector=".Author a[title]", attribute="title"),
            Field(selector=".Author a[href*='/profile/']"),
            Field(selector=".Author"),
            Field(selector=".CommentHeader a[href*=account], .CommentAuthor"),
            Field(selector="a[href*='/profile/']:not(.userContent a)"),
        ),
        created_at=(
            Field(selector=".DateCreated time", attribute="datetime"),
            Field(selector=".Meta time", attribute="datetime"),
            Field(selector=".DateCreated time", attribute="title"),
            Field(selector=".DateCreated"),
            Field(selector=".CommentTime"),
            Field(selector="time:not(.userContent time)", attribute="datetime"),
        ),
        body=(".Item-Body .Message", ".Message", ".userContent", ".Item-Body", ".CommentBody"),
        words=WORDS,
        signature=".Signature, .UserSignature",
        deleted=".Deleted",
        card=CardRules(role=".AuthorInfo .Title, .AuthorInfo .RoleTitle, .Author .Rank"),
    )
)
