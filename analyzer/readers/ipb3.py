"""Invision Power Board 3 pages, with the quote boxes of IP.Board 2 that old posts keep."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import COMMA, NAME, NAME_SAID, NAME_UNKNOWN, QUOTED_AT, SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader

NUMBER = re.compile(r"^(?:post_id_|entry)(\d{1,12})$")
LINKED = re.compile(r"(?:#entry|[?&;]p(?:id)?=|findpost__p__)(\d{1,12})")
ON = "(?:on|am|le|el|il|em|op|в|от|den|dnia|dne|dňa|pe|на|om|u|la|pada|vào|في|ב|在|于|於)"
DAY = r"(?:\d{1,2}\.? \S{3,14} \d{4}|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{4}年)"
WHEN = r"(?:[^,]{0,40}\d|[^,\d]{3,20}, \d).{2,60}[:\uff1a]$"
CITATIONS = (
    # `Wren, on 12 December 2012 - 03:12 AM, said:`; a name may hold a comma, so the last `, on` counts.
    re.compile(rf"^(.{{1,100}}){COMMA} {ON} {WHEN}"),
    QUOTED_AT,
    # Translations leave the comma out, or put the date in brackets.
    re.compile(rf"^{NAME} \([^()]{{0,40}}\d[^()]{{2,40}}\)[\s,]{{0,2}}{SAID}?\s?[:\uff1a]$", re.IGNORECASE),
    re.compile(rf"^(?:Użytkownik )?{NAME}{COMMA}? (?:{SAID} )?(?:{ON} )?{DAY}.{{0,50}}[^)]$", re.IGNORECASE),
    re.compile(rf"^(.{{1,100}}), \S{{1,8}} {WHEN}"),
    re.compile(rf"^{NAME},? {SAID}\s?[:\uff1a]$", re.IGNORECASE),
    NAME_SAID,
    NAME_UNKNOWN,
)
# A script moves the line into the box; one that stands above another box in it is the other's.
ABOVE = ":has(+ blockquote), :has(+ div.blockquote)"
INSIDE = f"cite, .citation:not({ABOVE})"

WORDS = BodyRules(
    quote="blockquote, div.blockquote, .quotemain",
    quote_author=(
        Field(attribute="data-author"),
        *(Field(selector=INSIDE, pattern=form) for form in CITATIONS),
    ),
    quote_post=(
        Field(attribute="data-cid", pattern=re.compile(r"^(\d+)$")),
        Field(selector=f"cite a, .citation:not({ABOVE}) a", attribute="href", pattern=LINKED),
    ),
    quote_head=".citation, .quotetop",
    head_author=tuple(Field(pattern=form) for form in CITATIONS),
    head_post=(Field(selector="a", attribute="href", pattern=LINKED),),
    code="pre, .codemain",
    skip=".citation, .quotetop, .codetop, blockquote > cite, p.edit, .edit, .nexusad, .rep_bar, .attach, .bbc_spoiler_show",
)

READER = HtmlForumReader(
    Engine(
        name="ipb3",
        claims='.post_block[id^="post_id_"]',
        marks=("post_id_",),
        title=(
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector=".ipsType_pagetitle"),
            Field(selector=".main_topic_title, .maintitle", without=".desc, .right"),
            Field(selector="title"),
        ),
        url_id=re.compile(r"(?:/topic/|showtopic[=/]|/)(\d{1,12})-"),
        thread_id=(
            Field(selector='input[name="t"]', attribute="value", pattern=re.compile(r"^(\d+)$")),
            Field(selector='a[href*="showtopic="]', attribute="href", pattern=re.compile(r"showtopic=(\d+)")),
        ),
        post='.post_block[id^="post_id_"]',
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector='a[id^="entry"]', attribute="id", pattern=NUMBER),
            Field(selector='a[href*="#entry"]', attribute="href", pattern=LINKED),
        ),
        # The name's link carries a hover card, and the card the name again: one link is read, not all of the line.
        author=(
            Field(selector='.author [itemprop="name"]'),
            Field(selector=".author a.name, .author a.url"),
            Field(selector='.author a[href*="user"]'),
            Field(selector=".author", without=".hide, .desc, [class*=onlineDot]"),
            Field(selector='.user_details [itemprop="name"]'),
            # A guest's name stands alone in the bar above the post.
            Field(selector=".post_wrap > h3", without=".post_id, .ip, .right, label, .hide, script"),
        ),
        created_at=(
            Field(selector="abbr.published, [itemprop=commentTime]", attribute="title"),
            Field(selector="abbr.published, [itemprop=commentTime]"),
            Field(selector=".posted_info", pattern=re.compile(r"(\d.{4,50})$")),
        ),
        body=(".post.entry-content", ".entry-content", '[itemprop="commentText"]', ".post"),
        words=WORDS,
        signature=".signature",
        deleted=".deleted, .moderated",
        card=CardRules(
            role=".member_title",
            pairs=".custom_fields li",
            label=(Field(selector=".ft"),),
            value=(Field(selector=".fc"),),
        ),
    )
)
