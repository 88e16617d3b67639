"""Invision Power Board 3 pages, with the quote boxes of IP.Board 2 that old posts keep."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader

NUMBER = re.compile(r"^(?:post_id_|entry)(\d{1,12})$")
LINKED = re.compile(r"(?:#entry|[?&;]p(?:id)?=|findpost__p__)(\d{1,12})")
# `Wren, on 12 December 2012 - 03:12 AM, said:`; a name may hold a comma, so the last `, on` counts.
CITATION = re.compile(r"^(.{1,100}), (?:on|am|le|el|il|em|op|в|от|den|\S{1,8}) [^,]{0,40}\d.{2,60}[:\uff1a]$")
CITATION_PLAIN = re.compile(rf"^(.{{1,100}}?),? {SAID}\s?[:\uff1a]$", re.IGNORECASE)
# `QUOTE(Wren @ May 1 2006, 10:00 AM)` of version 2.
QUOTE_TOP = re.compile(r"^[^(]{2,20}\((.{1,100}?)(?: @ [^()]{4,60})?\)$")

WORDS = BodyRules(
    quote="blockquote, div.blockquote, .quotemain",
    quote_author=(
        Field(attribute="data-author"),
        Field(selector="cite", pattern=CITATION),
        Field(selector="cite", pattern=CITATION_PLAIN),
    ),
    quote_post=(
        Field(attribute="data-cid", pattern=re.compile(r"^(\d+)$")),
        Field(selector=".citation a, cite a", attribute="href", pattern=LINKED),
    ),
    quote_head=".citation, .quotetop",
    head_author=(
        Field(pattern=CITATION),
        Field(pattern=CITATION_PLAIN),
        Field(pattern=QUOTE_TOP),
    ),
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
