"""Discuz! pages, 6 to X3, in simplified and traditional Chinese and in English."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.thread import Segment

NUMBER = re.compile(r"^(?:pid|post_|postmessage_)(\d{1,12})$")
LINKED = re.compile(r"[?&;]pid=(\d{1,12})")
# `Wren 发表于 2024-5-18 19:27`, and `原帖由 Wren 于 2008-1-1 10:00 发表` of older versions.
POSTED_AT = re.compile(r"^(.{1,60}?) (?:发表于|發表於|发布于|發佈於|posted|wrote|published|replied)\b.{0,4}\d{4}")
FIRST_BY = re.compile(
    r"(?:原帖由|最初由|原文由|Originally posted by|Posted by|Post by) (.{1,60}?) (?:于|於|at|on|在) ", re.IGNORECASE
)
# In a language that is not among these, a name without blanks, some words, and the day.
ANY_BY = re.compile(r"^(\S{1,60}) \D{2,40} \d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?: ?[AP]M)?$")
HEAD = re.compile(
    r"^(?:原帖由|最初由|原文由|Originally posted by) .{1,60} (?:于|於|at|在) .{6,30}(?:发表|發表|发布)?[ \t]*(?:\n+|$)"
)
DAY = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?(?: ?[AP]M)?)")
TOPIC = re.compile(r"(?:[?&;]tid=|thread-)(\d{1,12})")

WORDS = BodyRules(
    # Notices of the mobile pages are dressed as quotes, and have none in them.
    quote="div.quote:has(blockquote)",
    quote_body="blockquote",
    quote_author=(
        Field(selector="a[href*=findpost]", pattern=POSTED_AT),
        Field(selector="a[href*=findpost], font", pattern=FIRST_BY),
        Field(selector="font, i.pstatus, blockquote", pattern=POSTED_AT),
        Field(selector="blockquote", pattern=FIRST_BY),
        Field(selector="a[href*=findpost], font", pattern=ANY_BY),
    ),
    quote_post=(Field(selector="a[href*=findpost]", attribute="href", pattern=LINKED),),
    code=".blockcode, pre",
    # Hidden letters between the words are there against copying.
    skip='.quote a[href*=findpost], .quote font[color="#999999"], .quote h5, .pstatus, .jammer, [style*="display:none"],'
    ' [style*="display: none"], .attach_nopermission, .tip, .aimg_tip, .blockcode em, .locked, .t_attach, .modact, .mbn,'
    " .quote:not(:has(blockquote)), b:has(> a[href*=findpost])",
)

# A post on mobile pages since X2.5; comments on it look the same and have no words in such a block.
MOBILE = ".plc:has(> .display > .message)"


class DiscuzReader(HtmlForumReader):
    """Reads Discuz!, whose older versions write who is quoted into the words, on a line of its own."""

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of a post, its quotes without the line that names their author."""
        found = HtmlForumReader.segments(self, node)
        named = (replace(one, text=HEAD.sub("", one.text)) if one.depth else one for one in found)
        return tuple(one for one in named if one.text or one.depth)


READER = DiscuzReader(
    Engine(
        name="discuz",
        claims=f'[id^="postmessage_"], {MOBILE} .authi',
        marks=("postmessage_", "plc"),
        title=(
            Field(selector="#thread_subject"),
            Field(selector="#threadtitle h1, h1.ts, .viewthread > h1"),
            Field(selector=".view_tit", without="em, span"),
            Field(selector="title", pattern=re.compile(r"^(.{1,300}?) - ")),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector='a[id^="postnum"]', attribute="href", pattern=TOPIC),
            Field(selector='a[href*="tid="]', attribute="href", pattern=TOPIC),
        ),
        url_id=TOPIC,
        # Words that are hidden from the reader have no block, and their post keeps its place.
        post=f'table[id^="pid"], [id^="pid"].plc:has([id^="postmessage_"]), {MOBILE}',
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector='[id^="postmessage_"]', attribute="id", pattern=NUMBER),
            Field(selector=".display", attribute="href", pattern=re.compile(r"^#replybtn_(\d{1,12})$")),
            Field(selector='a[href*="repquote="]', attribute="href", pattern=re.compile(r"[?&;]repquote=(\d{1,12})")),
        ),
        author=(
            # Behind the name of a guest or of somebody who is gone stands what they are.
            Field(selector=".pls .authi a.xw1, .pls .authi a", without="em"),
            Field(selector=".postauthor cite > a, .postauthor cite", without="em"),
            Field(selector=".postauthor .postinfo a, .authorinfo .posterlink, .postauthor > .avatar", without="em"),
            Field(selector=".display > .authi .mtit .z, .display > .authi b", without="em"),
            Field(selector=".postinfo a.xw1, .authi a[href*=space], .authi > a.xi2"),
            Field(selector=".pls .authi, .pls .pi", without="em"),
            Field(selector=".author a, .authi b"),
            Field(selector=".pti .authi", without="em, span"),
        ),
        created_at=(
            Field(selector='[id^="authorposton"] [title]', attribute="title", pattern=DAY),
            Field(selector='[id^="authorposton"]', pattern=DAY),
            Field(selector=".authorinfo em, .postinfo, .authi .rela", pattern=DAY),
            Field(selector=".display > .authi [title]", attribute="title", pattern=DAY),
            Field(selector=".pti .authi, .authi .mtime, .authi", pattern=DAY),
        ),
        # `Reply to 2# Wren`, above the words.
        parent=(Field(selector='[id^="postmessage_"] > b > a[href*=findpost]', attribute="href", pattern=LINKED),),
        body=('[id^="postmessage_"]', ".display > .message"),
        words=WORDS,
        signature=".sign, .signatures",
        deleted=":has(.locked, .notice)",
        card=CardRules(
            role=".pls > div > p > em",
            pairs=".pls dl.pil",
            label=(Field(selector="dt"),),
            value=(Field(selector="dd"),),
        ),
    )
)
