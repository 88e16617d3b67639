"""Boards of LynxChan: threads and index pages, in the markup of its own front end and of those built on it."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.readers.htmlforum import Engine
from analyzer.readers.imageboard import WORDS, ImageboardReader

READER = ImageboardReader(
    Engine(
        name="lynxchan",
        claims=".innerOP .divMessage, .innerPost .divMessage",
        marks=("innerOP", "innerPost"),
        title=(
            Field(selector=".innerOP .labelSubject"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(?:/\w{1,30}/ - )?(.+)$")),
        ),
        thread_id=(
            Field(selector=".opCell", attribute="id", pattern=re.compile(r"^(\d+)$")),
            Field(selector=".innerOP .linkSelf", attribute="href", pattern=re.compile(r"/res/(\d+)")),
        ),
        post=".innerOP, .innerPost",
        post_id=(
            Field(selector=".linkSelf, .linkQuote", attribute="href", pattern=re.compile(r"#q?(\d+)$")),
            Field(selector=".linkQuote", pattern=re.compile(r"^(\d+)$")),
            Field(
                selector="input.deletionCheckBox", attribute="name", pattern=re.compile(r"-(\d+)$")
            ),  # `BOARD-THREAD-POST`, of the first post `BOARD-THREAD`.
        ),
        author=(Field(selector=".linkName"),),
        created_at=(Field(selector=".labelCreated"), Field(selector="time", attribute="datetime")),
        body=(".divMessage",),
        words=WORDS,
    ),
    place=(Field(selector='.linkSelf[href*="/res/"], .linkQuote[href*="/res/"]', attribute="href"),),
    month_first=True,
)
