"""4chan's threads."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.htmlforum import Engine
from analyzer.readers.imageboard import WORDS, ImageboardReader

READER = ImageboardReader(
    Engine(
        name="4chan",
        claims=".postContainer .post .postMessage, .thread .post blockquote.postMessage",
        marks=("postMessage",),
        title=(
            Field(selector=".opContainer .subject, .post.op .subject"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^/\w+/ - (.+?) - [^-]+ - 4chan$")),
            Field(selector="title"),
        ),
        thread_id=(Field(selector=".thread", attribute="id", pattern=re.compile(r"^t(\d+)$")),),
        post=".postContainer .post",
        post_id=(
            Field(attribute="id", pattern=re.compile(r"^p(\d+)$")),
            Field(selector=".postMessage", attribute="id", pattern=re.compile(r"^m(\d+)$")),
            Field(selector=".postNum a, .postInfo a", attribute="href", pattern=re.compile(r"#[pq](\d+)$")),
            Field(selector='.postNum a[title="Reply to this post"]', pattern=re.compile(r"^(\d+)$")),
        ),
        author=(Field(selector=".postInfo .name"), Field(selector=".nameBlock .name"), Field(selector=".name")),
        created_at=(
            Field(selector=".dateTime", attribute="data-utc"),
            Field(selector=".dateTime", pattern=re.compile(r"^(\d\d/\d\d/\d\d)")),
        ),
        body=(".postMessage",),
        words=WORDS,
    ),
    tripcode=(Field(selector=".postInfo .postertrip"), Field(selector=".postertrip")),
    place=(
        Field(selector=".replylink", attribute="href"),
        Field(selector=".postNum a", attribute="href"),
    ),
    month_first=True,
)
