"""WoltLab Suite pages, version 3 to 6, and Burning Board 4 before it."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import POSTED_BY

NUMBER = re.compile(r"(?:post|postID=|^)(\d{1,18})$")
WORDS = BodyRules(
    quote="blockquote.quoteBox, blockquote.container, woltlab-quote",
    quote_body=".quoteBoxContent, .quoteBox__content",
    quote_author=(
        Field(attribute="data-author"),
        Field(attribute="author"),
        Field(
            selector=".quoteBoxTitle, .quoteBox__title, blockquote > header h3, blockquote > .containerHeadline",
            pattern=POSTED_BY,
        ),
    ),
    quote_post=(
        Field(attribute="cite", pattern=NUMBER),
        Field(attribute="data-link", pattern=NUMBER),
        Field(attribute="link", pattern=NUMBER),
        Field(selector=".quoteBoxTitle a, .quoteBox__title a, blockquote > header a", attribute="href", pattern=NUMBER),
    ),
    link=".embeddedContent, .unfurlUrlCardContainer, .unfurlUrlCard",
    code=".codeBox code, .codeBox ol, pre.codeBox, woltlab-core-code",
    skip=".quoteBoxTitle, .quoteBox__title, .quoteBoxIcon, .quoteBox__icon, blockquote > header, .codeBoxHeader, .toggleButton,"
    " .messageEditNote, .messageFooterNote, .spoilerBox > .jsOnly, .adsbygoogle, .wcfAdLocation",
)
READER = HtmlForumReader(
    Engine(
        name="woltlab",
        marks=("wbbPost",),
        claims=".wbbPost .messageText, .wbbPost .messageBody",
        title=(
            Field(selector=".contentHeaderTitle .contentTitle", without=".badge, .label"),
            Field(selector='h1.contentTitle, h1 [itemprop="name"], .boxHeadline h1', without=".badge, .label"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="h1", without=".badge, .label"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})*$")),
        ),
        thread_id=(
            Field(selector="[data-thread-id]", attribute="data-thread-id"),
            Field(selector="link[rel=canonical]", attribute="href", pattern=re.compile(r"/(?:thread/|Thread/)(\d+)")),
            Field(
                selector='a[href*="/thread/"], a[href*="/Thread/"]',
                attribute="href",
                pattern=re.compile(r"/(?:thread|Thread)/(\d+)[^#]{0,200}#post"),
            ),
        ),
        url_id=re.compile(r"/(?:thread|Thread)/(\d{1,12})"),
        post=".wbbPost",
        not_posts=".wbbPost .wbbPost, .wbbPostDeleted .wbbPost",
        post_id=(
            Field(attribute="data-post-id"),
            Field(attribute="data-object-id"),
            Field(attribute="id", pattern=NUMBER),
            Field(selector=".messagePublicationTime, a.permalink", attribute="href", pattern=NUMBER),
            Field(selector=".messageQuickOptions a, .messageHeader a", attribute="href", pattern=NUMBER),
        ),
        author=(
            Field(selector=".messageAuthorContainer .username"),
            Field(selector='.messageAuthor [itemprop="name"]'),
            Field(selector=".messageAuthor .username"),
            Field(selector=".messageAuthor .userLink, .messageAuthor h1, .messageSidebar .username"),
            Field(selector=".messageAuthorContainer"),
            Field(selector=".messageHeadline .username, .username"),
        ),
        created_at=(
            Field(selector=".messagePublicationTime time, .messageHeader time", attribute="datetime"),
            Field(selector="woltlab-core-date-time", attribute="date"),
            Field(selector="time", attribute="datetime"),
            Field(selector="time", attribute="data-timestamp"),
            Field(selector=".messagePublicationTime, .messageHeader time, .datetime"),
        ),
        body=(".messageText", ".messageBody"),
        words=WORDS,
        signature=".messageSignature",
        deleted=".messageDeleted, .wbbPostDeleted",
        card=CardRules(
            role=".userTitle .badge, .userTitle",
            pairs=".userCredits dl > div",
            label=(Field(selector="dt"),),
            value=(Field(selector="dd"),),
        ),
    )
)
