"""Simple Machines Forum pages: 1.1 (tables), 2.0 and 2.1 (blocks)."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader

MESSAGE = re.compile(r"msg=?(\d{1,12})")
SUFFIX = re.compile(r"_(\d{1,12})$")
TOPIC = re.compile(r"topic[=,](\d{1,12})")
# `Quote from: Wren on the hill on May 07, 2017, 03:21:05 PM`: the last ` on ` with a date behind it ends the name.
QUOTE_FROM_ON = re.compile(
    r"^[^:\uff1a]{2,40}[:\uff1a] ?(.{1,100}) (?:on|am|le|el|en|il|em|op|den|den|pe|din|w|dnia|kdy|от|в|στις|skrivet|-|\u2013|于|於)"
    r" (?=[^\d:]{0,24}\d[^:]{0,40}:\d\d)"
)
# The same where the word before the date is of a language not listed, or is none.
QUOTE_FROM_DATE = re.compile(
    r"^[^:\uff1a]{2,40}[:\uff1a] ?(.{1,100}?)(?: [^\s\d]{1,14})? (?=[^:]{0,24}\d[^:]{0,24}:\d\d)"
)
QUOTE_FROM = re.compile(r"^[^:\uff1a]{2,40}[:\uff1a] ?(.{1,100})$")
# `« Reply #3 on: May 07, 2017, 03:27:15 PM »`, or the date alone.
POSTED = re.compile(r"^[\u00ab\s]*(?:[^:]{0,60}:\s)?\s*(.{4,60}?)[\s\u00bb]*$")
SUBJECT = re.compile(r"^(?:re: ?|aw: ?|sv: ?|odp: ?){0,3}(.+)$", re.IGNORECASE)

WORDS = BodyRules(
    quote="div.quote, blockquote",
    quote_author=(
        Field(selector="cite", pattern=QUOTE_FROM_ON),
        Field(selector="cite", pattern=QUOTE_FROM_DATE),
        Field(selector="cite", pattern=QUOTE_FROM),
    ),
    quote_post=(Field(selector="cite a", attribute="href", pattern=MESSAGE),),
    quote_head=".quoteheader",
    head_author=(
        Field(pattern=QUOTE_FROM_ON),
        Field(pattern=QUOTE_FROM_DATE),
        Field(pattern=QUOTE_FROM),
    ),
    head_post=(Field(selector="a", attribute="href", pattern=MESSAGE),),
    code="div.code, code, pre",
    skip=".quoteheader, .quotefooter, blockquote > cite, .codeheader, .codeoperation, .attachments, .smalltext.modified",
)

READER = HtmlForumReader(
    Engine(
        name="smf",
        claims='.post_wrapper [id^="subject_"], .post_wrapper .inner[id^="msg_"], td [id^="subject_"] > a[href*="msg"]',
        marks=("subject_", "msg_", "post_wrapper"),
        title=(
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector='[id^="subject_"]', pattern=SUBJECT),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector="link[rel=canonical]", attribute="href", pattern=TOPIC),
            Field(selector='[id^="subject_"] a', attribute="href", pattern=TOPIC),
            Field(selector='a[href*="topic="]', attribute="href", pattern=TOPIC),
        ),
        # SMF 1.1 keeps a post in a table of its own: the row of author and words, and the row of signature and edits.
        post=".post_wrapper, tbody:has(> tr > td > .post)",
        # Advertisements wear the whole dress of a post, author included, save for the number on the subject.
        not_posts='.post_wrapper:not(:has([id^="subject_"], [id^="msg_"])),'
        ' tbody:has(> tr > td > .post):not(:has([id^="subject_"]))',
        post_id=(
            Field(selector='[id^="subject_"]', attribute="id", pattern=SUFFIX),
            Field(selector='.inner[id^="msg_"]', attribute="id", pattern=SUFFIX),
            Field(selector='[id^="modified_"]', attribute="id", pattern=SUFFIX),
            Field(selector='a[href*="msg"]', attribute="href", pattern=MESSAGE),
        ),
        author=(
            Field(selector=".poster h4 a[href*=profile]"),
            Field(selector=".poster h4"),
            Field(selector="td.poster_info > b"),
            Field(selector='td[rowspan="2"] > b'),
            Field(selector="td > b a[href*=profile]"),
        ),
        created_at=(
            Field(selector=".keyinfo time", attribute="datetime"),
            Field(selector=".postinfo a.smalltext", pattern=POSTED),
            Field(selector=".keyinfo .smalltext", pattern=POSTED),
            Field(selector='[id^="subject_"] ~ .smalltext', pattern=POSTED),
        ),
        body=(".post .inner", ".inner", "td > .post", ".post"),
        words=WORDS,
        signature=".signature",
        card=CardRules(
            role=".poster .postgroup, .poster .membergroup",
            pairs=".poster li",
            label=(Field(pattern=re.compile(r"^([^:]{2,30}):")),),
            value=(Field(pattern=re.compile(r"^[^:]{2,30}: ?(.+)$")),),
        ),
    )
)
