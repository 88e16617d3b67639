"""The pages for the printer of vBulletin 3: all posts of a thread, each in a table without a number."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.readers.parts import BY, POST_LINK, POSTED_BY, THREAD_LINK, THREAD_NUMBER

NAME = 'td[style*="font-size"]'
POST = f"td.page:has(> table {NAME})"
WORDS = BodyRules(
    quote="td.alt2",
    quote_author=(Field(selector=f"{BY} > strong"), Field(selector=BY, pattern=POSTED_BY)),
    quote_post=(
        Field(selector=f"{BY} > a[href]", attribute="href", pattern=POST_LINK),
        # `Originally Posted by NAME (Post 123)`: links would be lost on paper.
        Field(selector=BY, pattern=re.compile(r"\(\D{0,20}(\d{1,18})\)$")),
    ),
    code="pre.alt2",
    skip=f"{BY}, .smallfont:has(+ table td.alt2), .smallfont:has(+ pre)",
)
READER = HtmlForumReader(
    Engine(
        name="vbulletin3",
        marks=("page",),
        claims=POST,
        unless="[id^=post_message_], [id^=td_post_]",
        title=(
            Field(selector='td > a[href*="showthread"]'),
            Field(selector="title", pattern=re.compile(r"^(?:[^-]{1,80} - )?(.+)$")),
        ),
        thread_id=(
            Field(selector='a[href*="showthread"]', attribute="href", pattern=re.compile(r"[?&]t=(\d{1,12})")),
            *THREAD_NUMBER,
        ),
        url_id=THREAD_LINK,
        post=POST,
        post_id=(),
        author=(Field(selector=NAME),),
        created_at=(Field(selector="td.smallfont"),),
        body=("td.page > div:last-of-type",),
        words=WORDS,
    )
)
