"""Vanilla Forums pages, whose quotes are named by the box, by its `rel`, or by the line above it."""

from __future__ import annotations

import re

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules
from analyzer.quotes.said import SAID
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader

NUMBER = re.compile(r"^((?:Discussion|Comment)_\d{1,12})$")
LINKED = re.compile(r"#(Comment_\d{1,12})")
ATTRIBUTION = re.compile(rf"^@?(.{{1,100}}?) {SAID}\s?[:\uff1a]\s?\u00bb?$", re.IGNORECASE)

WORDS = BodyRules(
    quote="blockquote, .embedQuote",
    quote_body=".QuoteText, .embedQuote-body, .userContent",
    quote_author=(
        Field(selector=".QuoteAuthor a[href*='/profile/']"),
        Field(selector=".QuoteAuthor", pattern=ATTRIBUTION),
        Field(attribute="rel"),
        Field(selector=".embedQuote-userName, .embedQuote-userInfo a"),
    ),
    quote_post=(Field(selector=".QuoteAuthor a, .QuoteLink, .embedQuote-link", attribute="href", pattern=LINKED),),
    # Quotes in Markdown: `<p>@Wren said:</p><blockquote>`.
    quote_head="p, div.QuoteAuthor",
    head_text=ATTRIBUTION,
    head_author=(Field(pattern=ATTRIBUTION),),
    head_post=(Field(selector="a", attribute="href", pattern=LINKED),),
    link=".embedExternal.embedLink, .embedLink",
    code="pre",
    skip=".QuoteAuthor, .SpoilerTitle, .Reactions, .embedQuote-header, .AttachFileContainer, .DiscussionTags",
)

READER = HtmlForumReader(
    Engine(
        name="vanilla",
        claims='[id^="Discussion_"].ItemDiscussion, [id^="Comment_"].ItemComment, [id^="Comment_"] .Comment .Message,'
        ' .MessageList [id^="Comment_"] .Author',
        marks=("Discussion_", "Comment_"),
        title=(
            Field(selector=".PageTitle h1, h1.HomepageTitle"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="#Item_0 h1, h1"),
            Field(selector="title"),
        ),
        thread_id=(
            Field(selector='[id^="Discussion_"]', attribute="id", pattern=re.compile(r"^Discussion_(\d+)$")),
            Field(selector="[data-discussionid]", attribute="data-discussionid"),
        ),
        url_id=re.compile(r"/discussion/(\d{1,12})"),
        post='[id^="Discussion_"]:has(.Author), [id^="Comment_"]:has(.Author)',
        post_id=(
            Field(attribute="id", pattern=NUMBER),
            Field(selector="a.Permalink", attribute="href", pattern=LINKED),
        ),
        author=(
            Field(selector=".Author a.Username"),
            Field(selector=".Author .Username"),
            Field(selector=".Author a[title]", attribute="title"),
            Field(selector=".Author a[href*='/profile/']"),
            Field(selector=".Author"),
        ),
        created_at=(
            Field(selector=".DateCreated time", attribute="datetime"),
            Field(selector=".Meta time", attribute="datetime"),
            Field(selector=".DateCreated time", attribute="title"),
            Field(selector=".DateCreated"),
        ),
        body=(".Item-Body .Message", ".Message", ".userContent", ".Item-Body"),
        words=WORDS,
        signature=".Signature, .UserSignature",
        deleted=".Deleted",
        card=CardRules(role=".AuthorInfo .Title, .AuthorInfo .RoleTitle, .Author .Rank"),
    )
)
