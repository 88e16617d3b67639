"""The archive of vBulletin 3 and 4: a thread's posts for search engines, without a number each."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.drawn import PRINTED
from analyzer.readers.htmlforum import Engine, HtmlForumReader

READER = HtmlForumReader(
    Engine(
        name="vbulletin-archive",
        marks=("posttop",),
        claims=".post > .posttop > .username",
        title=(
            Field(selector='.largefont a[href], p a[href*="showthread"]'),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: \[[^\]]{1,30}\])?(?: - [^-]{0,80})?$")),
        ),
        thread_id=(
            Field(
                selector='.largefont a[href], p a[href*="showthread"]',
                attribute="href",
                pattern=re.compile(r"(?:[?&]t=|showthread\.php[?/]|/threads?/)(\d{1,12})"),
            ),
        ),
        url_id=re.compile(r"/t-(\d{1,12})"),
        post=".post:has(> .posttop)",
        post_id=(),
        author=(Field(selector=".posttop > .username"),),
        created_at=(Field(selector=".posttop > .date"),),
        body=(".posttext",),
        words=PRINTED,
    )
)
