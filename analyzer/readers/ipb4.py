"""Invision Community 4 and 5 pages."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader

NUMBER = re.compile(r"^(?:elComment_|comment-)(\d{1,12})")
LINKED = re.compile(r"(?:[?&]comment=|#comment-|findComment-)(\d{1,12})")
# `16 minutes ago, Wren said:` and `On 5/1/2020 at 3:12 PM, Wren said:`
WHEN_WHO = re.compile(rf"^[^,]{{0,20}}\d[^,]{{0,50}}, ?(.{{1,100}}?) {SAID}\s?[:\uff1a]$", re.IGNORECASE)
JUST_NOW_WHO = re.compile(rf"^[^,]{{3,40}}, (.{{1,100}}?) {SAID}\s?[:\uff1a]$", re.IGNORECASE)
# `Am 1.5.2020 um 15:12 schrieb Wren:` and `vor 3 Stunden schrieb Wren:`
WHEN_SAID_WHO = re.compile(r"^(?:am|vor|gerade) .{0,50}?(?:schrieb|sagte) (.{1,100}?)\s?:$", re.IGNORECASE)
WHO = re.compile(rf"^(.{{1,100}}?) {SAID}\s?[:\uff1a]$", re.IGNORECASE)
CITATION = ".ipsQuote_citation"

WORDS = BodyRules(
    quote="blockquote",
    quote_body=".ipsQuote_contents",
    quote_author=(
        Field(attribute="data-ipsquote-username"),
        Field(attribute="data-author"),
        Field(attribute="data-cite", pattern=WHO),
        Field(selector=CITATION, pattern=WHEN_SAID_WHO),
        Field(selector=CITATION, pattern=WHEN_WHO),
        Field(selector=CITATION, pattern=JUST_NOW_WHO),
        Field(selector=CITATION, pattern=WHO),
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
        claims='article[id^="elComment_"]',
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
        post='article[id^="elComment_"]',
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
