"""Discourse topics as plain pages: what crawlers were given until 2018, printed pages, and comments below an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, first_value
from analyzer.readers.discourse_quotes import IN_TOPIC, NAME, TOPIC, WORDS, called_in, settled
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Thread

# `#3 By: Wren, May 3rd, 2013 14:01`, and `Wren (Wren Alder) at May 3rd, 2013 14:01 — #3`.
NUMBERED = re.compile(r"(?:^|\s)#(\d{1,9})(?:\s|$)")
PRINTED = re.compile(r"(?:, | at )([^,]{3,30}, \d{4} \d{1,2}:\d{2})")
COMMENT = "article.post[id^='post-']:has(> .cooked > .username)"
HEAD = ".creator"
NUMBER = (
    Field(selector=f"{HEAD} [itemprop=position]", pattern=re.compile(r"^#?(\d{1,9})$")),
    Field(selector=HEAD, pattern=NUMBERED),
)

ENGINE = Engine(
    name=NAME,
    claims=f".creator + .post, {COMMENT}",
    marks=("creator", "cooked"),
    unless=".crawler-post",
    title=(
        Field(selector="h1 a[href*='/t/'], h2 a[href*='/t/']"),
        Field(selector='meta[property="og:title"]', attribute="content"),
        Field(selector="title"),
    ),
    thread_id=(Field(selector="h1 a, h2 a, a.post-date, .in-reply-to, a[rel=next]", attribute="href", pattern=TOPIC),),
    url_id=TOPIC,
    post=COMMENT,
    post_id=(
        *NUMBER,
        Field(selector="a.post-date", attribute="href", pattern=IN_TOPIC),
        Field(attribute="id", pattern=re.compile(r"^post-(\d{1,12})$")),
    ),
    author=(
        Field(selector="[itemprop=author] [itemprop=name]"),
        Field(selector=".creator b, .creator a"),
        Field(selector=".cooked > .username a"),
    ),
    created_at=(
        Field(selector=".creator time", attribute="datetime"),
        Field(selector="a.post-date", attribute="title"),
        Field(selector=HEAD, pattern=PRINTED),
    ),
    parent=(Field(selector="a.in-reply-to", attribute="href", pattern=IN_TOPIC),),
    body=(".cooked", ".post"),
    words=WORDS,
    card=CardRules(role=".cooked > .username .title"),
)


@dataclass(frozen=True, slots=True)
class PlainDiscourseReader(HtmlForumReader):
    """Reads topics of which each post is a line that says who, and the words below it."""

    @property
    def name(self) -> str:
        """The reader's own name: the engine is that of the other Discourse pages."""
        return "discourse-plain"

    def claims(self, source: Source) -> bool:
        """Tell whether the first line above some words says a number, or the page's comments are Discourse's."""
        if not HtmlForumReader.claims(self, source):
            return False
        return source.tree.css_first(HEAD) is None or first_value(NUMBER, source.tree) is not None

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the comments, or each line with the words that follow it as one node."""
        yield from tree.css(COMMENT)
        for words in tree.css(f"{HEAD} + .post"):
            line = words.prev
            while line is not None and line.tag != "div":
                line = line.prev
            together = LexborHTMLParser(f"<main>{(line.html if line else None) or ''}{words.html or ''}</main>")
            if (node := together.css_first("main")) is not None:
                yield node

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        for thread in HtmlForumReader.read(self, source):
            yield settled(thread, thread.id.rpartition("/")[2], called=called_in(source.tree))


READER = PlainDiscourseReader(ENGINE)
