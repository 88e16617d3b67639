"""Drupal's forum topics and commented pages, 6 to 11, with the Advanced Forum module."""

# ruff: noqa: RUF001  Letters of other scripts are meant as they stand.

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, first_value
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.thread import Post, Segment, SegmentKind

COMMENT = re.compile(r"(?:^|#)comment-(?:id-)?(\d{1,12})$")
NODE = re.compile(r"^(?:node-|/node/|post-)?(\d{1,12})$")
ATTRIBUTION = re.compile(rf"^(.{{1,100}}?) {SAID}\s?[:\uff1a]$", re.IGNORECASE)
# `Submitted by Wren on Thu, 25/06/2015 - 16:34.`: the name, and what follows the word behind it.
SUBMITTED = re.compile(
    r"^(?:(?:submitted|posted|published|verfasst|geschrieben|gespeichert|eingetragen|soumis|publié|enviado|publicado|inviato|submetido|postado"
    r"|ingediend|geplaatst|skrevet|skickat|inskickat|indsendt|postat|wysłane|trimis|υποβλήθηκε|отправлено|опубліковано|надіслано)"
    r"\s(?:by|von|par|por|da|door|av|af|przez|de|από|пользователем|користувачем)|опубликовано(?! в )(?: пользователем)?|vložil/a|由|投稿者:|beküldte:|gönderen:?)\s"
    r"(.{1,60}?),?\s(?:on|am|le|el|il|op|den|em|в|у|dne|dnia|w|la|στις|tarihinde|提交于|提交於|投稿日時:|,|-|\|)\s.{0,80}\d",
    re.IGNORECASE,
)
# `Thu, 25/06/2015 - 16:34 \u2014 Wren`, as the first themes had it.
DAY_FIRST = re.compile(r"^([^\u2014]{6,50}\d{1,2}:\d{2}(?: ?[ap]m)?) \u2014 \S")
NAME_LAST = re.compile(r"\d{1,2}:\d{2}(?: ?[ap]m)? \u2014 (\S.{0,59})$")
ON_DAY = re.compile(
    r"^.* (?:on|am|le|el|il|op|den|em|в|dne|-|\|),? (?=[^\d]{0,24}\d{1,4}[./, -])(.{6,40}\d(?: ?[ap]m)?)\.?$",
    re.IGNORECASE,
)
DAY = re.compile(r"((?:[^\d\s,]{2,12},? )?(?:[^\d\s,]{3,12} )?\d{1,4}[./ -].{4,30}?\d(?: ?[ap]m)?)\.?$", re.IGNORECASE)
# What a comment's block is called from version 6 to 11, and in themes.
COMMENTS = (
    "#comments .comment, #comments article.comment, .comment-wrapper .comment, .comments .comment, #forum-comments .forum-post,"
    " .forum-comment, article.js-comment, .js-comment, article[id^='comment-'].comment"
)

# What a block keeps of its place when it is taken out: no page has attributes of these names.
NUMBER = "x-post-number"
ANSWERED = "x-answered-number"
TOPIC = frozenset({"node", "top-post"})
WRAPPERS = "#comments, .comment-wrapper, section.comments"
# A theme's blocks around the words of a comment are a few; comments that answer one another are further in.
MAX_LEVELS = 6
# A comment stands this many levels within the topic's block at most.
MAX_DEPTH = 64
ABOVE = ".parent a[href*='#comment-'], .comment__meta .visually-hidden a[href*='#comment-']"
PARENT = (Field(selector=ABOVE, attribute="href", pattern=COMMENT),)

WORDS = BodyRules(
    quote="blockquote:not(.bb-quote-body), .quote-msg, .bb-quote",
    quote_body=".bb-quote-body, .quote-body",
    quote_author=(
        Field(selector=".quote-author em, .quote-author .placeholder"),
        Field(selector=".quote-author", pattern=ATTRIBUTION),
        Field(selector="cite"),
        Field(selector="b, strong", pattern=ATTRIBUTION),
        Field(selector=".bb-quote", without=".bb-quote-body", pattern=ATTRIBUTION),
    ),
    quote_post=(Field(selector="a[href*='#comment-']", attribute="href", pattern=COMMENT),),
    quote_head="p",
    head_text=ATTRIBUTION,
    head_author=(Field(pattern=ATTRIBUTION),),
    head_post=(Field(selector="a[href*='#comment-']", attribute="href", pattern=COMMENT),),
    code="pre, .codeblock, .geshifilter",
    skip=".quote-author, blockquote > cite, .forum-topic-navigation, .book-navigation, .links, .field-name-taxonomy-forums,"
    " .field--name-taxonomy-forums, .field-name-field-tags, .file-attachments, .user-signature, .comment_forbidden, .visually-hidden,"
    " .element-invisible, .inline-links",
)

ENGINE = Engine(
    name="drupal",
    claims=(
        ".node ~ #comments .comment .submitted, .node .comment .submitted, #comments .comment .attribution .submitted,"
        " .comment-wrapper .comment .submitted, article.comment.js-comment, .js-comment .comment__meta, .js-comment .comment-layout,"
        " .comment-published .submitted, .forum-comment .author-name, #forum-comments .forum-post, .forum-post .author-pane, .node-forum .submitted,"
        " .node--type-forum .node__submitted, .node--type-forum .node__meta, [data-history-node-id].node-forum"
    ),
    marks=("submitted", "js-comment", "forum-post", "forum-comment", "node-forum", "node--type-forum"),
    title=(
        Field(selector="h1.page-title, h1#page-title, h1.title, .page-header h1"),
        Field(selector='meta[property="og:title"]', attribute="content"),
        Field(selector="title", pattern=re.compile(r"^(.+?)(?: \| [^|]{0,80})?$")),
    ),
    thread_id=(
        Field(selector="[data-history-node-id]", attribute="data-history-node-id"),
        Field(selector="link[rel=shortlink]", attribute="href", pattern=re.compile(r"/node/(\d+)")),
        Field(selector='.node[id^="node-"]', attribute="id", pattern=NODE),
        Field(selector="body", attribute="class", pattern=re.compile(r"(?:^|\s)page-node-(\d+)(?:\s|$)")),
        Field(
            selector='a[href*="/comment/reply/"]',
            attribute="href",
            pattern=re.compile(r"/comment/reply/(?:node/)?(\d+)"),
        ),
    ),
    url_id=re.compile(r"/node/(\d{1,12})"),
    post=f".node, .forum-post, {COMMENTS}",
    not_posts=".node .node, .comment .comment .comment-inner, #comments .node",
    post_id=(
        Field(attribute=NUMBER),
        Field(attribute="id", pattern=COMMENT),
        Field(attribute="about", pattern=COMMENT),
        Field(selector='a[id^="comment-"]', attribute="id", pattern=COMMENT),
        Field(
            selector=f"a.permalink:not({ABOVE}), .comment-title a, h3 a, .forum-post-number a, .post-num a, .comment__permalink a",
            attribute="href",
            pattern=COMMENT,
        ),
        Field(attribute="data-history-node-id", pattern=NODE),
        Field(attribute="id", pattern=NODE),
        Field(attribute="about", pattern=NODE),
        Field(attribute="class", pattern=re.compile(r"(?:^|\s)node-(\d{1,12})(?:\s|$)")),
    ),
    author=(
        Field(selector=".submitted .username"),
        Field(selector=".author-name .username, .author-name, .submitted_author, .submitted-author"),
        Field(selector=".comment__author .username, .comment__author, .node__submitted .username"),
        Field(selector=".submitted a[href*='user/'], .submitted a[title]"),
        Field(selector=".commenter-name, .comment-author, .comment__username"),
        Field(selector='[rel~="sioc:has_creator"], [property="schema:name"], [typeof~="schema:Person"]'),
        Field(selector=".username"),
        # Version 10 no longer marks names as names.
        Field(selector=".comment__submitted a[href*='user'], .comment__submitted > span, .field--name-uid"),
        Field(selector=".submitted, .comment__submitted, .node__submitted", pattern=SUBMITTED),
        Field(selector=".submitted", pattern=NAME_LAST),
        Field(
            selector=".comment__meta [class*='user'], .comment__meta [class*='author'], .node__meta [class*='author']"
        ),
        Field(selector=".comment__meta a[href*='user/'], .node__meta a[href*='user/']"),
    ),
    created_at=(
        Field(selector='[property~="dc:date"], [property~="schema:dateCreated"]', attribute="content"),
        Field(selector=".submitted time, .comment__meta time, .node__meta time, time", attribute="datetime"),
        Field(selector=".comment-time, .comment__time, .comment__date, .forum-posted-on, .field--name-created"),
        Field(selector=".submitted, .comment__submitted", pattern=ON_DAY),
        Field(selector=".submitted", pattern=DAY),
        Field(selector=".submitted", pattern=DAY_FIRST),
        Field(selector=".posted-on", pattern=re.compile(r"^(?:[^\d:]{2,30}: )?(.{6,60})$")),
        Field(selector=".node__submitted, .comment__meta", pattern=DAY),
        # The module that marks new comments leaves the time of the last change beside each, in Unix seconds.
        Field(selector="mark[data-comment-timestamp]", attribute="data-comment-timestamp"),
    ),
    body=(
        ".field-name-comment-body",
        ".field--name-comment-body",
        ".field-name-body",
        ".field--name-body",
        ".forum-post-content",
        ".comment__content",
        ".node__content",
        ".comment-text .content",
        ".content",
        ".comment-body",
    ),
    words=WORDS,
    signature=".user-signature, .author-signature",
    deleted=".comment-unpublished",
    card=CardRules(
        role=".author-pane .author-title",
        pairs=".author-pane .author-pane-line",
        label=(Field(selector=".author-pane-label"),),
        value=(Field(pattern=re.compile(r": ?(.+)$")),),
    ),
)


@dataclass(frozen=True, slots=True)
class DrupalReader(HtmlForumReader):
    """Reads Drupal, which keeps a comment's number in an anchor before it, and its parent in how far it is indented."""

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the topic and its comments, each without the others that stand within it, as version 7 has them."""
        found = self._blocks(tree)
        if any(_is_within(inner, {outer.mem_id}, levels=MAX_DEPTH) for outer, inner in pairwise(found)):
            found = _apart(self._blocks(tree.clone()))
        topic = first_value(self.engine.thread_id, tree)
        for place, node in enumerate(found):
            number = node.attributes.get(NUMBER) or _number(node)
            is_topic = place == 0 and not TOPIC.isdisjoint((node.attributes.get("class") or "").split())
            if number is None and is_topic and first_value(self.engine.post_id, node) is None:
                number = topic
            if number is not None:
                node.attrs[NUMBER] = number
            yield node

    def post(self, node: LexborNode, position: int) -> Post | None:
        """Give the post in a node, with the parent that stands outside of it; nobody's empty block is no post."""
        post = HtmlForumReader.post(self, node, position)
        if post is None or (post.author is None and not post.segments):
            return None
        return replace(post, reply_to=node.attributes.get(ANSWERED) or _answered(node))

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of a post, its quotes without a first line that names their author."""
        return tuple(_unnamed(segment) for segment in HtmlForumReader.segments(self, node))

    def _blocks(self, tree: LexborHTMLParser) -> list[LexborNode]:
        """Give the blocks of posts, without those that themes put around the words of a comment."""
        comments = {node.mem_id for node in tree.css(COMMENTS)}
        found = HtmlForumReader.nodes(self, tree)
        return [node for node in found if _number(node) is not None or not _is_within(node, comments)]


READER = DrupalReader(ENGINE)


def _unnamed(segment: Segment) -> Segment:
    line, _, words = segment.text.partition("\n")
    named = ATTRIBUTION.match(line) if segment.kind is SegmentKind.QUOTE and words else None
    return replace(segment, text=words.strip()) if named and named[1] == segment.author else segment


def _apart(blocks: list[LexborNode]) -> list[LexborNode]:
    """Give copies of blocks, none within another, that keep what stood around them as attributes.

    The last is taken out first: each is copied once, without what was in it, so that time is linear.
    """
    copies: list[LexborNode] = []
    shelf = LexborHTMLParser("<body></body>").body
    for node in reversed(blocks):
        for name, value in ((NUMBER, _number(node)), (ANSWERED, _answered(node))):
            if value is not None:
                node.attrs[name] = value
        if "node" in (node.attributes.get("class") or "").split():
            for wrapper in reversed(node.css(WRAPPERS)):
                wrapper.decompose()
        if shelf is not None:
            shelf.insert_child(node)
            if (copy := shelf.last_child) is not None:
                copies.append(copy)
        node.decompose()
    return copies[::-1]


def _is_within(node: LexborNode, blocks: set[int], *, levels: int = MAX_LEVELS) -> bool:
    around = node.parent
    while around is not None and levels:
        if around.mem_id in blocks:
            return True
        around, levels = around.parent, levels - 1
    return False


def _number(node: LexborNode) -> str | None:
    """Give a comment's number from the block or from the anchor before it."""
    for name in ("id", "about"):
        if match := COMMENT.search(node.attributes.get(name) or ""):
            return match.group(1)
    before = _before(node)
    if before is not None and before.tag == "a":
        match = COMMENT.search(before.attributes.get("id") or before.attributes.get("name") or "")
        return match.group(1) if match else None
    return None


def _answered(node: LexborNode) -> str | None:
    """Give the number of the comment that a comment answers, by its own word or by the one it is indented below."""
    if said := first_value(PARENT, node):
        return said
    around = node.parent
    if around is None or "indented" not in (around.attributes.get("class") or "").split():
        return None
    above = _before(around)
    for _ in range(MAX_LEVELS):
        if above is None or (number := _number(above)) is not None:
            return number if above is not None else None
        above = _before(above)
    return None


def _before(node: LexborNode) -> LexborNode | None:
    """Give the element before a node among those of the same parent."""
    before = node.prev
    while before is not None and (before.tag or "-").startswith("-"):
        before = before.prev
    return before
