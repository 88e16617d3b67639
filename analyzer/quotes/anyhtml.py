"""Rules for the body of a post whose HTML comes without its page: the marks of all engines in one table."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.late import late
from analyzer.quotes.verbs import BEHIND_NAME
from analyzer.thread import Segment

# `Originally posted by NAME` and `Posted by NAME` have a verb too.
NAME_FIRST = late(
    rf"^(.{{1,100}}?){BEHIND_NAME}(?! (?:by|von|por|par|da)\b)\s?(?:\.\.\.|:|\u2191|(?!\w))", re.IGNORECASE
)
# Translations not known here still put a word or two and a colon behind the name.
NAME_BEFORE_COLON = re.compile(r"^(\S.{0,98}?) \S{2,15}:")
NAME_LAST = re.compile(
    r"^(?:Originally posted by|Quote from|Quoting|Posted by|Zitat von|Citation de|Cita de|Citazione da|Citando|Cytat z|Cytat"
    r"|Сообщение от|Цитата|Citat från|Citaat van|Lainaus käyttäjältä|Alıntı|Idézet|Zitat|Zitat:|Posté par|Envoyé par)"
    r"\s?:? (.{1,100}?)"
    r"(?: (?:on|am|le|en|w|от|den|op|em|dnia|il|vom|\u00bb|@|-) [^:]{0,30}\d.{0,40}|\s?\u00bb?)$",
    re.IGNORECASE,
)
POST = re.compile(
    r"(?:msg|[#/?&]p=?|#?post-?|postid=|[?&]pid=|#pid|comment[=-]|posts/|goto/post\?id=|topic/\d{1,12}/)(\d{1,18})(?:\D|$)"
)

RULES = BodyRules(
    quote="blockquote:not(.postcontent):not(.messageText):not(.quoteContainer):not(aside.quote > blockquote)"
    ":not(.quotebox > blockquote):not(div.quote > blockquote):not(.twitter-tweet), .bbCodeQuote, .bbCodeBlock--quote, .bbcode_quote, aside.quote,"
    " .quotebox, div.quote:not(.quoteContainer > .quote), td.alt2, td.quotemessage, .quotecontent, td.quote:not(tr:has(.quotemessage) td)"
    ":not(table:has(.quotemessage) td), .quote_body",
    quote_body=".bbCodeBlock-expandContent, .bbCodeBlock-content, blockquote.quoteContainer > .quote, .quote_container .message,"
    ' .ipsQuote_contents, aside.quote > blockquote, .quotebox > blockquote, div[style*="italic"], .quoteBoxContent, .QuoteText',
    quote_head=".quoteheader, .quotetitle, .quote_header",
    quote_author=(
        Field(attribute="data-ipsquote-username"),
        Field(attribute="data-quote"),
        Field(attribute="data-author"),
        Field(attribute="data-username"),
        Field(attribute="data-cite"),
        Field(selector=".bbcode_postedby strong"),
        Field(selector="cite a[href*=profile], cite a[href*=member], cite a.username, cite .username"),
        Field(selector="cite", pattern=NAME_LAST),
        Field(selector="cite", pattern=NAME_FIRST, without="span"),
        Field(selector="cite", pattern=NAME_BEFORE_COLON, without="span"),
        Field(
            selector=".bbCodeBlock-title, .attribution, .QuoteAuthor, .ipsQuote_citation, .citation", pattern=NAME_FIRST
        ),
        Field(
            selector=".ipsQuote_citation, .citation", pattern=re.compile(r"(?:, |\d )([^,\d].{0,80}?) (?:said|wrote):")
        ),
        Field(selector=".bbCodeBlock-sourceJump, .QuoteAuthor a, .quoteBoxTitle a"),
        Field(selector="td.alt2 > div > strong", pattern=re.compile(r"^(.{1,80})$")),
        Field(selector="em", pattern=re.compile(r"^Originally posted by (.{1,80})$")),
        Field(pattern=NAME_LAST),
    ),
    quote_post=(
        Field(attribute="data-ipsquote-contentcommentid"),
        Field(attribute="data-cid"),
        Field(attribute="data-source", pattern=re.compile(r"post: ?(\d+)")),
        Field(attribute="data-post", pattern=re.compile(r"^(\d+)$")),
        Field(selector="[data-post-id]", attribute="data-post-id"),
        Field(attribute="cite", pattern=POST),
        Field(selector=".bbCodeBlock-sourceJump", attribute="data-content-selector", pattern=re.compile(r"post-(\d+)")),
        Field(
            selector=".bbCodeBlock-sourceJump, .AttributionLink, .bbcode_postedby a, cite a, .quick_jump, td.alt2 > div > a,"
            " .quoteheader a, .quotetitle a, .quote_header a",
            attribute="href",
            pattern=POST,
        ),
    ),
    link=".bbCodeBlock--unfurl, .js-unfurl, .ipsRichText__align--embed, aside.onebox",
    code="pre, .bbCodeBlock--code, .bbCodeCode, .codebox, .ipsCode, div.code, .bbcode_code",
    skip=".bbCodeBlock-expandLink, .bbCodeBlock-title, .attribution, .quoteExpand, .messageTextEndMarker, .bbcode_postedby,"
    " .ipsQuote_citation, blockquote > p.citation, .QuoteAuthor, .quoteBoxTitle, cite, .quotefooter, .codeheader, div.smallfont,"
    " aside.quote > .title, .adsbygoogle, .message-lastEdit, .bbCodeSpoiler-button, td.alt2 > div:has(> strong):has(+ div),"
    " table.quote td.quote:has(+ td.quotemessage), font.subject:empty",
)


def part_html(html: str) -> tuple[Segment, ...]:
    """Give the segments of a body in HTML by the marks of all engines; time is linear in its length."""
    body = LexborHTMLParser(html).body
    return part(body, RULES) if body is not None else ()
