"""Something Awful's forums, an engine of its own that grew out of vBulletin 2."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import POST_LINK

NUMBER = re.compile(r"^post(\d{1,18})$")
# `# ¿ Sep 20, 2012 11:16`: signs that are links stand before the date.
DATE = re.compile(r"([A-Z][a-z]{2} \d{1,2}, \d{4}.{0,3} \d{1,2}:\d{2}(?: ?[AP]M)?)")
WORDS = BodyRules(
    quote=".bbc-block:not(.code):not(.php):not(.pre)",
    quote_body="blockquote",
    quote_author=(
        Field(
            selector="h4", pattern=re.compile(r"^(\S.{0,99}?) (?:posted|came out of the closet to say|wrote|said):?$")
        ),
        Field(selector=".quote_link", pattern=re.compile(r"^(\S.{0,99}?)(?: \w{2,20})?:$")),
    ),
    quote_post=(
        Field(selector=".quote_link", attribute="href", pattern=POST_LINK),
        Field(selector="h4 a[href]", attribute="href", pattern=POST_LINK),
    ),
    code=".bbc-block.code pre, .bbc-block.php pre, .bbc-block.pre pre, .bbc-block.code code",
    skip=".bbc-block > h4, .bbc-block > h5, .editedby, .bbc-spoiler-button",
)
READER = HtmlForumReader(
    Engine(
        name="somethingawful",
        marks=("userinfo",),
        claims="table.post[id^=post] .userinfo .author",
        title=(
            Field(selector="a.bclast"),
            Field(selector=".breadcrumbs a:last-of-type"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$")),
        ),
        thread_id=(
            Field(selector="body[data-thread]", attribute="data-thread"),
            Field(selector='#thread[class*="thread:"]', attribute="class", pattern=re.compile(r"thread:(\d+)")),
            Field(selector='a[href*="threadid="]', attribute="href", pattern=re.compile(r"[?&]threadid=(\d+)")),
        ),
        url_id=re.compile(r"[?&]threadid=(\d+)"),
        post="table.post",
        not_posts="#post.post:not([id^=post])",
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector='.postdate a[href^="#post"]', attribute="href", pattern=re.compile(r"#post(\d+)$")),
            Field(selector='a[href*="postid="]', attribute="href", pattern=re.compile(r"[?&]postid=(\d+)")),
        ),
        author=(Field(selector=".author"),),
        created_at=(
            Field(selector=".postdate", pattern=DATE),
            Field(selector=".postdate"),
        ),
        body=("td.postbody", ".postbody"),
        words=WORDS,
        card=CardRules(
            role="dd.title",
        ),
    )
)
