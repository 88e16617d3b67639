"""bbPress topics in WordPress, in its own and in other themes: what is always there are the classes of posts and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, Fields, first_value
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import POST_LINK, POSTED_BY, WROTE, WROTE_UNKNOWN
from analyzer.source import Source
from analyzer.thread import Thread

WORDS = ".bbp-reply-content, .bbp-topic-content"
# Headings of the list and of its foot wear the class of words.
NO_WORDS = (
    "th, .bbp-header .bbp-reply-content, .bbp-header .bbp-topic-content"
    ", .bbp-footer .bbp-reply-content, .bbp-footer .bbp-topic-content"
)
CLASSES: Fields = (Field(attribute="class", pattern=re.compile(r"(?:^|\s)post-(\d+)(?=\s|$)")),)
HEADER = ".bbp-reply-header, .bbp-topic-header"
# A theme puts at most so many boxes between a post's words and the box that bears its classes.
MAX_STEPS = 8
MAX_LEVELS = 30
QUOTE_LINE = ".d4p-bbp-quote-title, .bbp-the-quote-cite, .bbp-quote-title"
# Older tables print the day and the hour beside the number, without a class.
DATED = re.compile(r"^(.{6,60}?)\s?#\d")


@dataclass(frozen=True, slots=True)
class BbpressReader(HtmlForumReader):
    """Reads the box that bears a post's classes around its words; its date may stand in a header before it."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread; where replies stand in lists, what each answers is the one around it."""
        for thread in HtmlForumReader.read(self, source):
            if source.tree.css_first(".bbp-threaded-replies .bbp-threaded-replies") is None:
                yield thread
                continue
            around = self._parents(source.tree)
            posts = tuple(replace(post, reply_to=post.reply_to or around.get(post.id)) for post in thread.posts)
            yield replace(thread, posts=posts)

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give for all words the box that bears a post's classes, the box around them where none does."""
        no_words = {node.mem_id for node in tree.css(NO_WORDS)}
        given: set[int] = set()
        for words in tree.css(WORDS):
            node = _box(words) if words.mem_id not in no_words else None
            if node is not None and node.mem_id not in given:
                given.add(node.mem_id)
                yield node

    def value(self, fields: Fields, node: LexborNode) -> str | None:
        """Give what a post says, else what the header right before it does."""
        if (value := first_value(fields, node)) is not None:
            return value
        header = _before(node)
        return first_value(fields, header) if header is not None else None

    def _parents(self, tree: LexborHTMLParser) -> dict[str, str]:
        lists: dict[int, str] = {}
        parents: dict[str, str] = {}
        for node in self.nodes(tree):
            native = self.value(self.engine.post_id, node)
            place = node.parent
            while place is not None and place.tag not in {"li", "body"}:
                place = place.parent
            if native is None or place is None or place.tag != "li":
                continue
            lists.setdefault(place.mem_id, native)
            above = place.parent
            for _ in range(MAX_LEVELS):
                if above is None or above.mem_id in lists:
                    break
                above = above.parent
            if above is not None and lists.get(above.mem_id, native) != native:
                parents[native] = lists[above.mem_id]
        return parents


READER = BbpressReader(
    Engine(
        name="bbpress",
        claims=".bbp-reply-content, .bbp-lead-topic .bbp-topic-content, .bbp-topic-content .bbp-topic-content",
        unless=".bbp-search-results .bbp-topic-title",
        marks=("bbp-reply-content", "bbp-topic-content"),
        title=(
            Field(selector=".bbp-breadcrumb .bbp-breadcrumb-current"),
            Field(selector="h1.entry-title, h1.page-title, .bbp-topic-title h1"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="h1"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector="[id^=topic-][id$=-replies]", attribute="id", pattern=re.compile(r"^topic-(\d+)-replies$")),
            Field(
                selector="[class*=bbp-parent-topic-]", attribute="class", pattern=re.compile(r"bbp-parent-topic-(\d+)")
            ),
            Field(selector=".bbp-lead-topic", attribute="id", pattern=re.compile(r"(\d+)")),
        ),
        post="",
        post_id=(
            *CLASSES,
            Field(attribute="id", pattern=re.compile(r"^(?:post|reply|topic)-(\d+)$")),
            Field(
                selector=".bbp-reply-permalink, .bbp-topic-permalink[href*='#post-']",
                attribute="href",
                pattern=re.compile(r"#(?:post|reply)-(\d+)"),
            ),
            Field(selector=".bbp-reply-permalink", pattern=re.compile(r"^#(\d+)$")),
        ),
        author=(
            Field(selector=".bbp-author-name"),
            Field(selector=".bbp-reply-author .bbp-author-link, .bbp-topic-author .bbp-author-link, .bbp-author-link"),
            Field(selector=".bbp-reply-author a:not(:has(img)), .bbp-topic-author a:not(:has(img))"),
            Field(
                selector=".bbp-author-avatar, .bbp-reply-author a[title]",
                attribute="title",
                pattern=re.compile(r"^(?:View|Visit) (.{1,100}?)['\u2019]s? (?:profile|website)$"),
            ),
        ),
        created_at=(
            Field(selector=".bbp-reply-post-date, .bbp-topic-post-date"),
            Field(selector="time", attribute="datetime"),
            Field(selector="td", pattern=DATED),
        ),
        body=(".bbp-reply-entry", WORDS),
        words=BodyRules(
            quote="blockquote",
            quote_author=(
                Field(selector=QUOTE_LINE, pattern=WROTE),
                Field(selector=QUOTE_LINE, pattern=POSTED_BY),
                Field(selector=QUOTE_LINE, pattern=WROTE_UNKNOWN),
            ),
            quote_post=(
                Field(
                    selector=".d4p-bbp-quote-title a, .bbp-the-quote-cite a, .bbp-quote-title a",
                    attribute="href",
                    pattern=POST_LINK,
                ),
                Field(attribute="cite", pattern=POST_LINK),
            ),
            code="pre",
            skip=f"{QUOTE_LINE}, {HEADER}, .bbp-meta, .bbp-head-area, .bbp-admin-links, .bbp-reply-revision-log, .bbp-attachments,"
            " .bbp-topic-revision-log, .bbp-signature, .reply-author-displayname, .bbp-reply-post-date, .sharedaddy",
        ),
        signature=".bbp-signature",
        card=CardRules(role=".bbp-author-role"),
    )
)


def _box(words: LexborNode) -> LexborNode | None:
    node, first = words, words.parent
    for _ in range(MAX_STEPS):
        if node.parent is None or node.parent.tag in {"body", "html"}:
            break
        node = node.parent
        if first_value(CLASSES, node) is not None and not node.css_matches("body, main, article:has(#bbpress-forums)"):
            return node
    return first


def _before(node: LexborNode) -> LexborNode | None:
    """Give the header before a post, in a list or a table, which no other post stands between."""
    before = node.prev
    while before is not None and (before.tag or "-").startswith("-"):
        before = before.prev
    return before if before is not None and before.css_matches(f"{HEADER}, [id^=post-]:not(:has({WORDS}))") else None
