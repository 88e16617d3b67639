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
FIRST_BY = re.compile(r"(?:原帖由|最初由|原文由|Originally posted by) (.{1,60}?) (?:于|於|at|在) ")
HEAD = re.compile(
    r"^(?:原帖由|最初由|原文由|Originally posted by) .{1,60} (?:于|於|at|在) .{6,30}(?:发表|發表|发布)?[ \t]*(?:\n+|$)"
)
DAY = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?(?: ?[AP]M)?)")
TOPIC = re.compile(r"(?:[?&;]tid=|thread-)(\d{1,12})")

WORDS = BodyRules(
    quote="div.quote",
    quote_body="blockquote",
    quote_author=(
        Field(selector="a[href*=findpost]", pattern=POSTED_AT),
        Field(selector="font, i.pstatus, blockquote", pattern=POSTED_AT),
        Field(selector="blockquote", pattern=FIRST_BY),
    ),
    quote_post=(Field(selector="a[href*=findpost]", attribute="href", pattern=LINKED),),
    code=".blockcode, pre",
    # Hidden letters between the words are there against copying.
    skip='.quote a[href*=findpost], .quote font[color="#999999"], .quote h5, .pstatus, .jammer, [style*="display:none"],'
    ' [style*="display: none"], .attach_nopermission, .tip, .aimg_tip, .blockcode em, .locked, .t_attach, .modact, .mbn',
)


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
        claims='[id^="postmessage_"]',
        marks=("postmessage_",),
        title=(
            Field(selector="#thread_subject"),
            Field(selector="#threadtitle h1, h1.ts"),
            Field(selector="title", pattern=re.compile(r"^(.{1,300}?) - ")),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector='a[id^="postnum"]', attribute="href", pattern=TOPIC),
            Field(selector='a[href*="tid="]', attribute="href", pattern=TOPIC),
        ),
        url_id=TOPIC,
        post='table[id^="pid"]:has([id^="postmessage_"]), [id^="pid"].plc:has([id^="postmessage_"])',
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector='[id^="postmessage_"]', attribute="id", pattern=NUMBER),
        ),
        author=(
            Field(selector=".pls .authi a.xw1, .pls .authi a"),
            Field(selector=".postauthor cite a, .postauthor cite"),
            Field(selector=".postinfo a.xw1, .authi a[href*=space]"),
            Field(selector=".pls .authi, .pls .pi"),
            Field(selector=".author a, .authi b"),
        ),
        created_at=(
            Field(selector='[id^="authorposton"] [title]', attribute="title", pattern=DAY),
            Field(selector='[id^="authorposton"]', pattern=DAY),
            Field(selector=".authorinfo em, .postinfo, .authi .rela", pattern=DAY),
            Field(selector=".pti .authi, .authi", pattern=DAY),
        ),
        body=('[id^="postmessage_"]',),
        words=WORDS,
        signature=".sign, .signatures",
        card=CardRules(
            role=".pls > div > p > em",
            pairs=".pls dl.pil",
            label=(Field(selector="dt"),),
            value=(Field(selector="dd"),),
        ),
    )
)
