"""The pages for the printer of vBulletin 3: all posts of a thread, each in a table without a number."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.drawn import PRINTED
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.readers.parts import THREAD_LINK, THREAD_NUMBER

NAME = 'td[style*="font-size"]'
POST = f"td.page:has(> table {NAME})"
READER = HtmlForumReader(
    Engine(
        name="vbulletin3-print",
        marks=("page",),
        claims=POST,
        unless="[id^=post_message_], [id^=td_post_]",
        title=(
            Field(selector='td > a[href*="showthread"], td > p > a[href*="showthread"]'),
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
        words=PRINTED,
    )
)
