"""FoolFuuka's archives of image boards: threads and search results."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.htmlforum import Engine
from analyzer.readers.imageboard import WORDS, ImageboardReader

READER = ImageboardReader(
    Engine(
        name="foolfuuka",
        claims="article.post .post_data .post_author, article.thread .post_data .post_author,"
        " article.post .post_wrapper .text",
        marks=("post_author", "post_wrapper"),
        title=(
            Field(selector="article.thread > .post_wrapper .post_title, article.thread > header .post_title"),
            Field(selector=".post_is_op .post_title"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector="article.thread[data-thread-num]", attribute="data-thread-num"),
            Field(selector="article.thread[id]", attribute="id", pattern=re.compile(r"^(\d+)$")),
        ),
        # The first post of a thread is the thread's own element, the others are articles inside it.
        post="article.post, article.thread:has(> header .post_author), article.thread:has(> .post_wrapper .post_author)",
        post_id=(
            Field(attribute="id", pattern=re.compile(r"^(\d+(?:_\d+)?)$")),
            Field(selector='.post_data a[href*="#"]', attribute="href", pattern=re.compile(r"#q?(\d+(?:_\d+)?)$")),
        ),
        author=(Field(selector=".post_data .post_author"), Field(selector=".post_author")),
        created_at=(
            Field(selector=".post_data time", attribute="datetime"),
            Field(selector="time", attribute="datetime"),
        ),
        body=(".text",),
        words=WORDS,
    ),
    tripcode=(Field(selector=".post_data .post_tripcode"),),
    place=(
        Field(selector='.post_data a[href*="/thread/"]', attribute="href"),
        Field(selector='a[href*="/thread/"]', attribute="href"),
    ),
)
