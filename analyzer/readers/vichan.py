"""Boards of Tinyboard and its descendants (vichan, infinity, lainchan): threads and index pages."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.htmlforum import Engine
from analyzer.readers.imageboard import WORDS, ImageboardReader

READER = ImageboardReader(
    Engine(
        name="vichan",
        claims=".post.reply > .intro, .post.op > .intro, .post.op .intro .post_no, .post.reply .intro .post_no",
        marks=("intro",),
        title=(
            Field(selector=".post.op .intro .subject, .post.op .subject"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(?:/\w{1,30}/ - )?(.+)$")),
        ),
        thread_id=(
            Field(selector=".thread[id], [id^=thread_]", attribute="id", pattern=re.compile(r"^thread_(\d+)$")),
            Field(selector=".post.op", attribute="id", pattern=re.compile(r"^op_(\d+)$")),
            Field(selector=".post_no", attribute="href", pattern=re.compile(r"/res/(\d+)")),
        ),
        post=".post.op, .post.reply",
        post_id=(
            Field(attribute="id", pattern=re.compile(r"^(?:reply|op)_(\d+)$")),
            Field(selector="a.post_no", attribute="href", pattern=re.compile(r"#[qi]?(\d+)$")),
            Field(selector="a.post_no", pattern=re.compile(r"^(?:No\.\s?)?(\d+)$")),
            Field(selector=".intro", attribute="id", pattern=re.compile(r"^(\d+)$")),
            Field(selector='input.delete, input[name^="delete_"]', attribute="name", pattern=re.compile(r"_(\d+)$")),
            Field(selector="a.post_anchor", attribute="id", pattern=re.compile(r"^(\d+)$")),
        ),
        author=(Field(selector=".intro .name"), Field(selector=".name")),
        created_at=(
            Field(selector=".intro time", attribute="datetime"),
            Field(selector=".intro time, .intro .date"),
        ),
        body=(".body",),
        words=WORDS,
    ),
    tripcode=(Field(selector=".intro .trip"),),
    place=(Field(selector='a.post_no[href*="/res/"], .intro a[href*="/res/"]', attribute="href"),),
)
