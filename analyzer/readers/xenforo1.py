"""XenForo 1 pages."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import NAME_ALONE, NAME_SAID, NAME_SAID_WHEN, NAME_UNKNOWN, SAID_NAME
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import POSTED_BY

NUMBER = re.compile(r"post-(\d+)")
LINK = re.compile(r"(?:goto/post[?&]id=|#post-|/post-|(?:^|[/?])posts/)(\d+)")
# The arrow behind the name that leads to the quoted post.
JUMP = "a.AttributionLink"
WORDS = BodyRules(
    # Add-ons dress spoilers and films in a quote's box.
    quote=".bbCodeQuote:not(.bbmSpoilerBlock):not(.medioBBc .bbCodeQuote)",
    quote_body=".quoteContainer .quote, .quoteContainer, blockquote",
    quote_author=(
        Field(attribute="data-author"),
        Field(selector=".attribution", without=JUMP, pattern=NAME_SAID),
        Field(selector=".attribution", without=JUMP, pattern=NAME_SAID_WHEN),
        Field(selector=".attribution", without=JUMP, pattern=SAID_NAME),
        Field(selector=".attribution", without=JUMP, pattern=POSTED_BY),
        Field(selector=".attribution", without=JUMP, pattern=NAME_UNKNOWN),
        Field(selector=".attribution", without=JUMP, pattern=NAME_ALONE),
    ),
    quote_post=(
        Field(selector=".AttributionLink", attribute="href", pattern=LINK),
        Field(selector=".attribution a[href]", attribute="href", pattern=LINK),
        Field(attribute="data-source", pattern=re.compile(r"^post: ?(\d+)")),
    ),
    link=".bbCodeUnfurl, .unfurl",
    code=".bbCodeCode pre, .bbCodePHP pre, .bbCodeHtml pre, pre.bbCodeCode, .bbCodeBlock pre",
    skip=".attribution, .quoteExpand, .bbCodeBlock > .type, .messageTextEndMarker, .bbCodeSpoilerButton, .bbCodeSpoiler > .button,"
    " .editDate, .attachedFiles, .adsbygoogle, .adsense_message, .funbox, ins, .likesSummary, .LbCaption",
)
READER = HtmlForumReader(
    Engine(
        name="xenforo1",
        marks=("messageText", "messageContent"),
        claims="li.message .messageText, #messageList .messageText, .messageList .message .messageContent",
        unless="html#XF, .bbWrapper, .wbbPost",
        title=(
            Field(selector=".titleBar h1", without=".prefix, .label"),
            Field(selector="h1.title, .threadTitle"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="h1"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: \| [^|]{0,80})?$")),
        ),
        thread_id=(
            Field(
                selector="link[rel=canonical]", attribute="href", pattern=re.compile(r"/threads/(?:[^/?#]*\.)?(\d+)")
            ),
            Field(
                selector='a.datePermalink, a.postNumber, input[name="redirect"]',
                attribute="href",
                pattern=re.compile(r"threads/(?:[^/?#]*\.)?(\d+)"),
            ),
        ),
        url_id=re.compile(r"/threads/(?:[^/?#]*\.)?(\d+)"),
        post="li.message, div.message[id^=post-], article.message",
        not_posts=".messageSimple, .profilePost",
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector="a.post-anchor, a[name^=post-]", attribute="name", pattern=NUMBER),
            Field(selector=".postNumber", attribute="data-href", pattern=LINK),
            Field(selector="a.datePermalink, a.postNumber", attribute="href", pattern=LINK),
            Field(selector="[id^=likes-post-]", attribute="id", pattern=NUMBER),
        ),
        author=(
            Field(attribute="data-author"),
            Field(selector=".messageUserBlock .username"),
            Field(selector=".messageUserInfo .username"),
            Field(selector=".messageMeta .author"),
            Field(selector=".userText .username, .xbUserName .username"),
            Field(selector=".placeholderContent .username"),
            Field(selector=".username"),
        ),
        created_at=(
            # `abbr` has the instant in Unix seconds where the page was young when it was saved.
            Field(selector=".messageMeta abbr.DateTime, .messageDetails abbr.DateTime", attribute="data-time"),
            Field(selector=".messageMeta .DateTime", attribute="title"),
            Field(selector=".messageMeta .DateTime"),
            Field(selector=".messageHeading .DateTime, .messageDetails .DateTime", attribute="title"),
            Field(selector=".messageHeading .DateTime, .messageDetails .DateTime"),
            Field(selector=".datePermalink .DateTime", attribute="title"),
            Field(selector="abbr.DateTime", attribute="data-time"),
            Field(selector=".DateTime", attribute="title"),
            Field(selector=".DateTime, .datePermalink"),
        ),
        body=("blockquote.messageText", ".messageText", ".messageContent article"),
        words=WORDS,
        signature=".signature",
        deleted=".deleted, .placeholder, :has(.placeholderContent)",
        card=CardRules(
            role=".userTitle",
            pairs=".extraUserInfo dl",
            label=(Field(selector="dt"),),
            value=(Field(selector="dd"),),
        ),
    )
)
