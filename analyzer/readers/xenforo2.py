"""XenForo 2 pages, with the nested-reply skin (`MessageCard`)."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import NAME_ALONE, NAME_SAID, NAME_SAID_WHEN, NAME_UNKNOWN, SAID_NAME
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import POSTED_BY

NUMBER = re.compile(r"post-(\d+)")
QUOTED = re.compile(r"(?:goto/post[?&]id=|#post-|/post-|(?:^|[/?])posts/)(\d+)")
# Code in a quote has a title too.
TITLE = ".bbCodeBlock--quote > .bbCodeBlock-title"

READER = HtmlForumReader(
    Engine(
        name="xenforo2",
        marks=("message--post", "js-post"),
        claims=".message--post .bbWrapper, .js-post .bbWrapper, html#XF .message--post, html#XF .js-post",
        title=(
            Field(selector=".p-title-value", without=".label, .label-append"),
            Field(selector=".MessageCard__thread-title"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: \| [^|]{0,80})?$")),
        ),
        thread_id=(Field(selector="html", attribute="data-content-key", pattern=re.compile(r"^thread-(\d+)$")),),
        url_id=re.compile(r"/(?:threads|posts)/(?:[^/?#]*\.)?(\d+)"),
        # In the nested-reply skin the first post is a `div.MessageCard`, the replies are articles around one.
        post=".message--post, .js-post:not(.message--post)",
        post_id=(
            Field(attribute="data-content", pattern=NUMBER),
            Field(attribute="id", pattern=NUMBER),
            Field(selector=".u-anchorTarget", attribute="id", pattern=NUMBER),
            Field(selector=".message-attribution a", attribute="href", pattern=NUMBER),
        ),
        author=(
            Field(attribute="data-author"),
            Field(selector=".message-name .username"),
            Field(selector=".message-name"),
            Field(selector=".MessageCard__user-info__name"),
            Field(selector='[itemprop="author"] meta[itemprop="name"]', attribute="content"),
            Field(selector=".message-user .username"),
            # The first post of a thread that is an article has its author's card below the words.
            Field(selector=".message-articleUserName"),
            # Skins put the name above the words; a guest's has no link there.
            Field(selector=".message-attribution .username"),
            Field(selector='.message-attribution [class*="serName"], .message-attribution [class*="sername"]'),
        ),
        created_at=(
            Field(selector=".message-attribution time", attribute="datetime"),
            Field(selector=".message-date time", attribute="datetime"),
            Field(selector=".MessageCard__date-created time", attribute="datetime"),
        ),
        body=(".message-body .bbWrapper", ".message-content .bbWrapper", ".bbWrapper", ".message-body"),
        words=BodyRules(
            quote="blockquote.bbCodeBlock--quote, .bbCodeBlock--quote",
            quote_body=".bbCodeBlock-expandContent, .bbCodeBlock-content",
            quote_author=(
                Field(attribute="data-quote"),
                Field(selector=".bbCodeBlock-title", pattern=NAME_SAID),
                Field(selector=TITLE, pattern=NAME_SAID_WHEN),
                Field(selector=TITLE, pattern=SAID_NAME),
                Field(selector=TITLE, pattern=POSTED_BY),
                Field(selector=TITLE, pattern=NAME_UNKNOWN),
                Field(selector=f".bbCodeBlock-sourceJump, {TITLE}", pattern=NAME_ALONE),
            ),
            quote_post=(
                # A quote from a conversation or a profile has a number too, and is of no post.
                Field(attribute="data-source", pattern=re.compile(r"^post: ?(\d+)")),
                Field(
                    selector=".bbCodeBlock-sourceJump",
                    attribute="data-content-selector",
                    pattern=re.compile(r"^#(?:js-)?post-(\d+)"),
                ),
                Field(selector=".bbCodeBlock-sourceJump", attribute="href", pattern=QUOTED),
            ),
            link=".bbCodeBlock--unfurl, .js-unfurl",
            code=".bbCodeBlock--code, .bbCodeCode",
            skip=".bbCodeBlock-expandLink, .bbCodeBlock-title, .js-selectToQuoteEnd, .message-lastEdit, .bbCodeSpoiler-button,"
            " .adsbygoogle, .samBannerUnit, .samCodeUnit, .js-lbImage-caption, .attachmentList, .bbImageAligned-caption",
        ),
        signature=".message-signature .bbWrapper, .message-signature",
        deleted=".message--deleted",
        card=CardRules(
            role=".message-userTitle, .userTitle",
            pairs=".message-userExtras dl.pairs",
            label=(
                Field(selector="dt", without="svg"),
                Field(selector="dt title"),
                Field(selector="dt [title]", attribute="title"),
            ),
            value=(Field(selector="dd"),),
        ),
    )
)
