"""Invision Community 4 and 5 pages."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import DATED_NAMES, DATED_UNKNOWN, NAME_SAID, NAME_UNKNOWN
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader

NUMBER = re.compile(r"^(?:elComment_|comment-)(\d{1,12})")
LINKED = re.compile(r"(?:[?&]comment=|content_commentid=|#comment-|findComment-)(\d{1,12})")
CITATION = ".ipsQuote_citation"

WORDS = BodyRules(
    quote="blockquote",
    quote_body=".ipsQuote_contents",
    quote_author=(
        Field(attribute="data-ipsquote-username"),
        Field(attribute="data-author"),
        Field(attribute="data-cite", pattern=NAME_SAID),
        # A script makes the name in the line a link to its author.
        Field(selector=f'{CITATION} a[href*="profile"]'),
        *(Field(selector=CITATION, pattern=form) for form in DATED_NAMES),
        Field(selector=CITATION, pattern=NAME_SAID),
        Field(selector=CITATION, pattern=DATED_UNKNOWN),
        Field(selector=CITATION, pattern=NAME_UNKNOWN),
    ),
    quote_post=(
        Field(attribute="data-ipsquote-contentcommentid", pattern=re.compile(r"^(\d+)$")),
        Field(attribute="data-cid", pattern=re.compile(r"^(\d+)$")),
        Field(selector=f"{CITATION} a", attribute="href", pattern=LINKED),
    ),
    link=".ipsEmbeddedOther, .ipsEmbedded_content",
    code="pre, .ipsCode",
    skip=f"{CITATION}, .ipsEdited, [data-el=edited], [data-excludequote], .ipsType_reset.ipsType_medium.ipsType_light,"
    " .ipsSpoiler_header, .ipsHide, .cPostShareMenu, .ipsItemControls",
)

READER = HtmlForumReader(
    Engine(
        name="ipb4",
        claims='article[id^="elComment_"], div[id^="elComment_"]',
        marks=("elComment_",),
        title=(
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="h1.ipsType_pageTitle, .ipsPageHeader__title"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector="body[data-pagecontroller=topic]", attribute="data-pageid"),
            Field(selector="body[data-pagecontroller=topic]", attribute="data-id"),
        ),
        url_id=re.compile(r"/(?:topic|forums/topic|t)/(?:[^/]{0,200}/)?(\d{1,12})-?"),
        post='article[id^="elComment_"], div[id^="elComment_"]',
        post_id=(Field(attribute="id", pattern=NUMBER),),
        # The name stands in the pane of wide screens and in that of narrow ones, each with a hover card.
        author=(
            Field(selector=".ipsEntry__username a"),
            Field(selector=".ipsEntry__username", without=".ipsEntry__group, .ipsBadge"),
            Field(selector=".cAuthorPane_author a"),
            Field(selector=".cAuthorPane_author", without=".ipsBadge, ul"),
            Field(selector=".ipsComment_author h3 a, .ipsComment_author .ipsType_sectionHead a"),
            Field(selector=".ipsComment_author h3, .ipsComment_author strong"),
            Field(selector=".ipsComment_header h3, .ipsComment_header .ipsType_break"),
            Field(
                selector="[data-quotedata]", attribute="data-quotedata", pattern=re.compile(r'"username":"([^"\\]+)"')
            ),
            Field(selector="a.ipsUserPhoto img, a.ipsAvatar img", attribute="alt"),
        ),
        created_at=(
            Field(selector=".ipsEntry__date time", attribute="datetime"),
            Field(selector=".ipsComment_meta time", attribute="datetime"),
            Field(selector=".cAuthorPane_content time", attribute="datetime"),
            Field(selector=".ipsEntry__header time", attribute="datetime"),
            Field(selector="time", attribute="datetime"),
        ),
        body=(
            '[data-role="commentContent"]',
            ".cPost_contentWrap .ipsType_richText",
            ".ipsEntry__post .ipsRichText",
            ".ipsRichText",
            ".ipsType_richText",
        ),
        words=WORDS,
        signature='[data-role="memberSignature"], .ipsEntry__signature, .ipsSignature',
        deleted=".ipsModerated, .ipsComment_hidden",
        card=CardRules(
            role=".ipsEntry__group, .cAuthorPane_info [data-role=group]",
            pairs=".ipsEntry__authorFields li",
            label=(Field(selector="[data-i-el=title]"),),
            value=(Field(selector="[data-i-el=value]"),),
        ),
    )
)
