"""Pages of HyperKitty, the archive of Mailman 3: a thread, or one mail of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.mails import part_shown_mail, shown_name
from analyzer.readers.htmlforum import Engine, HtmlForumReader, first_node
from analyzer.thread import Segment

MESSAGE = re.compile(r"/message/(\w{10,64})")


@dataclass(frozen=True, slots=True)
class HyperkittyReader(HtmlForumReader):
    """Reads mails in the order of the page."""

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the mail's segments."""
        body = first_node(node, self.engine.body)
        return part_shown_mail(body, shown_name) if body is not None else ()


READER = HyperkittyReader(
    Engine(
        name="hyperkitty",
        claims=".email .email-header .email-author, .email .email-header ~ .email-body",
        marks=("email-header", "email-body"),
        title=(
            Field(selector=".thread-header h3, .thread-header h1, .thread-header h2"),
            Field(selector="#thread-title, .message-header h1, .message-header h2, .message-header h3"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title"),
        ),
        url_id=re.compile(r"/(?:thread|message)/(\w{10,64})"),
        post=".email",
        post_id=(
            Field(selector='.email-date a[href*="/message/"]', attribute="href", pattern=MESSAGE),
            Field(selector=".email-header[id]", attribute="id", pattern=re.compile(r"^(\w{3,64})$")),
            Field(selector='a[href*="/message/"]', attribute="href", pattern=MESSAGE),
        ),
        author=(
            Field(selector=".email-author .name"),
            Field(selector=".email-author a"),
            Field(selector=".email-author"),
        ),
        created_at=(
            Field(
                selector=".email-date span[title], .email-info .time span[title], .date span[title]",
                attribute="title",
                pattern=re.compile(r"(?:^|: )(\D{0,12}\d.{8,40})$"),
            ),
            Field(selector="time", attribute="datetime"),
            Field(selector=".email-date"),
        ),
        body=(".email-body",),
        words=BodyRules(quote="blockquote"),
    )
)
