"""Boards of jschan: threads and index pages."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.htmlforum import Engine
from analyzer.readers.imageboard import WORDS, ImageboardReader

NUMBER = re.compile(r"^(\d+)$")

READER = ImageboardReader(
    Engine(
        name="jschan",
        claims=".post-container .post-message, .post-container .post-info .post-name",
        marks=("post-container",),
        title=(
            Field(selector=".post-container.op .post-subject"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(?:/\w{1,30}/ - )?(.+)$")),
        ),
        thread_id=(
            Field(selector=".post-container.op", attribute="data-post-id", pattern=NUMBER),
            Field(selector=".post-container.op", attribute="id", pattern=NUMBER),
        ),
        post=".post-container",
        post_id=(
            Field(attribute="data-post-id", pattern=NUMBER),
            Field(attribute="id", pattern=NUMBER),
            Field(selector=".post-links a", attribute="href", pattern=re.compile(r"#(\d+)$")),
            Field(selector=".post-links .post-quoters a, .post-links a", pattern=NUMBER),
        ),
        author=(Field(selector=".post-info .post-name"), Field(selector=".post-name")),
        created_at=(Field(selector="time.post-date, .post-info time", attribute="datetime"),),
        body=(".post-message",),
        # Its words are preserved as typed, and what replies is listed below them.
        words=WORDS,
    ),
    tripcode=(Field(selector=".post-tripcode"),),
    place=(Field(selector='.post-links a[href*="/thread/"]', attribute="href"),),
)
