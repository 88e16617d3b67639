"""Simple Machines Forum pages: 1.1 (tables), 2.0 and 2.1 (blocks), and what 2.0 and 2.1 print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules, part
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.readers.parts import behind, blocks
from analyzer.source import Source
from analyzer.thread import Segment, Thread

MESSAGE = re.compile(r"msg=?(\d{1,12})")
SUFFIX = re.compile(r"_(\d{1,12})$")
NUMBERED = re.compile(r"^subject_\d{1,12}$")
TOPIC = re.compile(r"topic[=,](\d{1,12})")
# Behind a name: the word that the language packs put before a date.
ON = (
    "on|am|le|el|en|em|online|il|op|den|på|pe|din|w|dnia|kdy|dne|od|от|на|у|στις|skrivet|poslato|dana|dátum|pada|trong|vào|i|aika|klo"  # noqa: RUF001
    "|tarihinde|sí|in|в|-|\u2013|\u2014|于|於|在|في|بتاريخ|در|بتأريخ|בתאריך|ב|เมื่อ"
)
LABEL = r"^[^:\uff1a]{2,40}[:\uff1a]{1,2} ?"
CLOCK = r"\d{1,2}[:.]\d\d(?![./-]\d)"
# What is left of the line is a date: with the hour, or with a year, and no hour alone.
DATED = rf"(?!{CLOCK})(?=[^\d:]{{0,24}}\d[^:]{{0,40}}:\d\d|[^:]{{0,30}}(?:\b\d{{4}}\b|\d[./-]\d{{1,2}}[./-]\d\d)[^:]{{0,12}}$)"
# `Quote from: Wren on the hill on May 07, 2017, 03:21:05 PM`: the last ` on ` with a date behind it ends the name.
QUOTE_FROM_ON = re.compile(rf"{LABEL}(.{{1,100}}) (?:{ON}) {DATED}", re.IGNORECASE)
# The same where the word before the date is of a language not listed, or is none; a name's second word has a capital.
QUOTE_FROM_NUMBER = re.compile(rf"{LABEL}(.{{1,100}}?)(?: [^\s\dA-Z]\S{{0,13}})? (?=\d[^:]{{0,24}}:\d\d)")
QUOTE_FROM_DATE = re.compile(rf"{LABEL}(.{{1,100}}?)(?: [^\s\dA-Z]\S{{0,13}})? (?=[^:]{{0,24}}\d[^:]{{0,24}}:\d\d)")
QUOTE_FROM = re.compile(rf"{LABEL}(.{{1,100}})$")
# `« Reply #3 on: May 07, 2017, 03:27:15 PM »`, or the date alone.
POSTED = re.compile(r"^[\u00ab\s]*(?:[^:]{0,60}:\s)?\s*(.{4,60}?)[\s\u00bb]*$")
SUBJECT = re.compile(r"^(?:re: ?|aw: ?|sv: ?|odp: ?){0,3}(.+)$", re.IGNORECASE)

WORDS = BodyRules(
    quote="div.quote, blockquote",
    quote_author=(
        Field(selector="cite", pattern=QUOTE_FROM_ON),
        Field(selector="cite", pattern=QUOTE_FROM_NUMBER),
        Field(selector="cite", pattern=QUOTE_FROM_DATE),
        Field(selector="cite", pattern=QUOTE_FROM),
    ),
    quote_post=(Field(selector="cite a", attribute="href", pattern=MESSAGE),),
    quote_head=".quoteheader",
    head_author=(
        Field(pattern=QUOTE_FROM_ON),
        Field(pattern=QUOTE_FROM_NUMBER),
        Field(pattern=QUOTE_FROM_DATE),
        Field(pattern=QUOTE_FROM),
    ),
    head_post=(Field(selector="a", attribute="href", pattern=MESSAGE),),
    code="div.code, code, pre",
    skip=".quoteheader, .quotefooter, blockquote > cite, .codeheader, .codeoperation, .attachments, .smalltext.modified",
)


class SmfPrintReader(HtmlForumReader):
    """Reads print views: headers and words by turns, with no block around the two."""

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words behind a header, or none where something else follows it."""
        body = behind(node)
        return part(body, WORDS) if body is not None and body.css_matches(".postbody") else ()


PRINTED = SmfPrintReader(
    Engine(
        name="smf",
        claims="#posts > .postheader + .postbody",
        marks=("postheader",),
        title=(Field(selector=".postheader > strong"), Field(selector="title")),
        thread_id=(
            Field(selector="link[rel=canonical]", attribute="href", pattern=TOPIC),
            Field(selector='.print_options a[href*="topic="]', attribute="href", pattern=TOPIC),
        ),
        url_id=TOPIC,
        post="#posts > .postheader",
        # No number of a post is printed, save in a quote's link.
        post_id=(),
        # `Title: SUBJECT`, then `Post by: NAME on DATE`, each of the three in bold.
        author=(Field(selector="strong ~ strong"),),
        created_at=(
            Field(selector="strong ~ strong ~ strong"),
            Field(without="strong", pattern=re.compile(r":[^:]{0,40}: *(?:\S{1,4} )?(\S.{4,60})$")),
        ),
        body=(".postheader > strong",),
        words=WORDS,
    )
)


class SmfReader(HtmlForumReader):
    """Finds posts by what is around them, or by the numbers of their subjects where a skin has nothing of that."""

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the engine's mark and holds a post, or prints one."""
        return super().claims(source) or PRINTED.claims(source)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread, or that of a print view."""
        yield from PRINTED.read(source) if PRINTED.claims(source) else super().read(source)

    def nodes(self, tree: LexborHTMLParser) -> Iterator[LexborNode]:
        """Give the nodes that hold a post each: those the stock pages have, else what is around each subject."""
        found = [*super().nodes(tree)]
        if not found:
            subjects = (node for node in tree.css('[id^="subject_"]') if NUMBERED.match(node.id or ""))
            found = [*blocks([*subjects])]
        yield from found


READER = SmfReader(
    Engine(
        name="smf",
        claims='.post_wrapper [id^="subject_"], .post_wrapper .inner[id^="msg_"], [id^="subject_"] > a[href*="msg"],'
        ' .post_wrapper [id^="post_subject_"], td > b > a[href*="#msg"]',
        marks=("subject_", "msg_", "post_wrapper", "quoteheader", "post"),
        title=(
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector='[id^="subject_"], [id^="post_subject_"]', pattern=SUBJECT),
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
        # SMF 1.0 has no such number: its subjects are links in bold.
        not_posts='.post_wrapper:not(:has([id^="subject_"], [id^="msg_"])),'
        ' tbody:has(> tr > td > .post):not(:has([id^="subject_"], td > b > a[href*="#msg"]))',
        post_id=(
            Field(selector='[id^="subject_"], [id^="post_subject_"]', attribute="id", pattern=SUFFIX),
            Field(selector='.inner[id^="msg_"]', attribute="id", pattern=SUFFIX),
            Field(selector='[id^="modified_"]', attribute="id", pattern=SUFFIX),
            Field(selector='a[href*="msg"]', attribute="href", pattern=MESSAGE),
        ),
        author=(
            Field(selector=".poster h4 a[href*=profile]"),
            Field(selector=".poster h4"),
            # ElkArte, which grew out of SMF 2.
            Field(selector=".poster .name"),
            Field(selector="td.poster_info > b"),
            Field(selector='td[rowspan="2"] > b, td[rowspan="2"] > strong'),
            Field(selector="td > b a[href*=profile]"),
            Field(selector='.poster a[href*="profile"]:not(:has(img)), h4 a[href*="action=profile"]'),
        ),
        created_at=(
            Field(selector=".keyinfo time", attribute="datetime"),
            Field(selector=".postinfo a.smalltext", pattern=POSTED),
            Field(selector=".keyinfo .smalltext", pattern=POSTED),
            Field(selector='[id^="subject_"] ~ .smalltext, td > b ~ .smalltext:has(> b)', pattern=POSTED),
        ),
        body=(".post .inner", ".inner", ".messageContent", "td > .post", ".post"),
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
