"""vBulletin 2 pages: tables and fonts without a class, the posts known by their anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.readers.parts import THREAD_NUMBER, blocks, named_within, signature_apart
from analyzer.source import Source, SourceKind
from analyzer.thread import Segment

# A cell with the post's anchor and its author, beside the one with the words; below both, date and buttons.
CARD = "td:has(> a[name^=post])"
BUTTONS = 'a[href*="action=getinfo"], a[href*="action=editpost"], a[href*="action=newreply"]'
# A page of before style sheets has few classes: asking first spares newer pages a search of their text.
MAX_NAMES = 120
LINK = b"action=get"
WORDS = BodyRules(
    quote="blockquote:has(hr)",
    code="pre",
    # The title above the words, and what is below them: when they were edited, and links.
    skip='td > font[size="1"], p[align=right], p > font[size="1"] > i:only-child',
)


class VBulletin2Reader(HtmlForumReader):
    """Finds the table around each post, and the author of a quote in its words."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's marks: without a link to a profile no selector is asked."""
        return (
            source.kind is SourceKind.HTML
            and len(source.names) < MAX_NAMES
            and LINK in source.utf8
            and super().claims(source)
        )

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the table around each anchor of a post that holds the post's buttons."""
        yield from blocks(tree.css(self.engine.post), BUTTONS)

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words, the author of a quote by its first lines, and what is below the drawn line."""
        return signature_apart(named_within(super().segments(node)))


READER = VBulletin2Reader(
    Engine(
        name="vbulletin2",
        claims=f"{CARD} font b",
        unless="[id^=post_message_], [id^=td_post_], .bigusername, .postcontent, [class]:has(> a[name^=post])",
        title=(Field(selector="title", pattern=re.compile(r"^(?:.{1,80}? - )?(.+)$")),),
        thread_id=THREAD_NUMBER,
        post=f"{CARD} > a[name^=post]",
        post_id=(
            Field(selector="a[name^=post]", attribute="name", pattern=re.compile(r"^post(\d{1,18})$")),
            Field(attribute="name", pattern=re.compile(r"^post(\d{1,18})$")),
        ),
        author=(Field(selector=f"{CARD} font b"),),
        created_at=(
            Field(
                selector="tr + tr > td:first-child font",
                pattern=re.compile(r"^(\d{1,4}[-./]\d{1,2}[-./]\d{1,4} \d{1,2}:\d{2}(?: [AP]M)?)$"),
            ),
        ),
        body=(f"{CARD} + td",),
        words=WORDS,
    )
)
