"""The archiver of Discuz!, X to X3.5: a topic without any form, of which each post is a line that says who, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, first_value
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Found, Segment, SegmentKind

TOPIC = re.compile(r"(?:[?&;/]tid[=-]|thread-)(\d{1,12})")
DAY = re.compile(r"(\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)", re.IGNORECASE)
# `Wren 发表于 2024-5-18 19:27`, the quoted words, and a blank line.
QUOTED = re.compile(
    r"([^\n]{1,60}?) (?:发表于|發表於|posted on|posted|wrote) \d{4}-\d{1,2}-\d{1,2} [^\n]{4,12}\n([^\n]{1,2000}(?:\n[^\n]{1,2000}){0,99})\n\n(?=\S)"
)
LINES = "#content > p.author"


class ArchiverReader(HtmlForumReader):
    """Reads pages on which a post is all that stands between two lines."""

    @property
    def name(self) -> str:
        """The reader's own name: the engine is that of the other Discuz! pages."""
        return "discuz-archiver"

    def claims(self, source: Source) -> bool:
        """Tell whether the lines name a day, and the page leads to the topic or says that it is an archiver's."""
        if not HtmlForumReader.claims(self, source) or first_value(self.engine.created_at, source.tree) is None:
            return False
        return source.tree.css_first('#end a, a[href*="archiver"], link[href*="archiver"]') is not None

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the words of a post; a quote has lost its box, and has a line that names its author above it."""
        found = HtmlForumReader.segments(self, node)
        quoted = QUOTED.match(found[0].text) if found and found[0].kind is SegmentKind.OWN else None
        if quoted is None:
            return found
        quote = Segment(kind=SegmentKind.QUOTE, text=quoted[2], author=quoted[1], found=Found.MARKUP, depth=1)
        return (quote, replace(found[0], text=found[0].text[quoted.end() :]), *found[1:])

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give each line and what follows it as one node; time is linear in the size of the page."""
        for line in tree.css(LINES):
            words: list[str] = []
            after = line.next
            while after is not None and not (after.tag in {"p", "div"} and after.css_matches("p.author, .page")):
                words.append(escape(after.text_content or "") if after.tag == "-text" else after.html or "")
                after = after.next
            together = LexborHTMLParser(f"<main>{line.html or ''}<section>{''.join(words)}</section></main>")
            if (node := together.css_first("main")) is not None:
                yield node


READER = ArchiverReader(
    Engine(
        name="discuz",
        claims=f"{LINES} > strong",
        marks=("author",),
        unless='[id^="postmessage_"]',
        title=(
            Field(selector='#end a[href*="thread"], #end a[href*="tid="]'),
            Field(selector="title", pattern=re.compile(r"^(.{1,300}?) - ")),
            Field(selector="title"),
        ),
        thread_id=(Field(selector='#end a[href*="thread"], #end a[href*="tid="]', attribute="href", pattern=TOPIC),),
        url_id=TOPIC,
        post=LINES,
        post_id=(),
        author=(Field(selector=".author > strong"),),
        created_at=(
            Field(selector=".author [title]", attribute="title", pattern=DAY),
            Field(selector=".author", pattern=DAY),
        ),
        body=("section",),
        words=BodyRules(quote="div.quote", quote_body="blockquote", skip="h3:first-of-type"),
    )
)
