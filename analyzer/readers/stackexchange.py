"""Stack Exchange pages, old and new: the question and its answers; the comments below them are no posts of the thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyzer.fields import Field
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import CardRules, Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Thread

# The last signature is the author's: one of an editor may stand before it.
SIGNED = ".post-signature:last-of-type"
OWNER = ".user-details[itemprop=author]"
NUMBER = re.compile(r"^(?:answer|question)-(\d+)$")
SHARED = re.compile(r"/(?:a|q|questions|posts)/(\d+)")


@dataclass(frozen=True, slots=True)
class StackExchangeReader(HtmlForumReader):
    """Reads a question and the answers to it."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        asked = source.tree.css_first("#question.question") is not None
        for thread in HtmlForumReader.read(self, source):
            posts = thread.posts
            if asked and posts:
                posts = (posts[0], *(replace(post, reply_to=posts[0].id) for post in posts[1:]))
            yield replace(thread, posts=quoting_answered(posts))


READER = StackExchangeReader(
    Engine(
        name="stackexchange",
        claims="#question.question .js-post-body, #question.question .post-text, #question.question .s-prose,"
        " #question.question .post-signature, #answers .answer .post-signature",
        marks=("question", "answer"),
        title=(
            Field(selector="#question-header h1 .question-hyperlink"),
            Field(selector="#question-header h1"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="h1[itemprop=name]"),
            Field(selector="title", pattern=re.compile(r"^(.+?)(?: - [^-]{0,80})?$")),
        ),
        thread_id=(
            Field(selector="#question", attribute="data-questionid"),
            Field(selector="#question-header h1 a", attribute="href", pattern=re.compile(r"/questions/(\d+)")),
        ),
        url_id=re.compile(r"/(?:questions|q)/(\d+)"),
        post="#question.question, .answer",
        post_id=(
            Field(attribute="data-answerid"),
            Field(attribute="data-questionid"),
            Field(attribute="id", pattern=NUMBER),
            Field(
                selector=".js-share-link, .short-link, .js-post-menu a, .post-menu a", attribute="href", pattern=SHARED
            ),
            Field(selector='[id^="comments-"]', attribute="id", pattern=re.compile(r"^comments-(?:link-)?(\d+)$")),
            Field(selector='a[href*="/timeline"]', attribute="href", pattern=SHARED),
        ),
        author=(
            Field(selector=f"{OWNER} > a[href*='/users/']"),
            Field(selector=f"{OWNER} [itemprop=name]", attribute="content"),
            Field(selector=f"{OWNER} > [itemprop=name]"),
            Field(selector=f"{OWNER}", without=".-flair, .community-wiki"),
            Field(selector=f"{SIGNED} .user-details > a[href*='/users/']"),
            Field(selector=f"{SIGNED} .user-details a[href*='/users/']"),
            Field(selector=f"{SIGNED} .user-details", without=".-flair, .community-wiki, a"),
            # Cards of the design system Stacks, in version 3 and before.
            Field(selector=f"{SIGNED} .s-user-card--username, {SIGNED} .s-user-card--link"),
            # Of a community wiki the page names the one who wrote most of it.
            Field(selector=f"{SIGNED} .community-wiki ~ a, {SIGNED} .user-details a"),
            Field(attribute="data-author-username"),
        ),
        created_at=(
            Field(selector=f"{SIGNED} .user-action-time .relativetime", attribute="title"),
            Field(selector=".post-signature time[itemprop=dateCreated]", attribute="datetime"),
            Field(selector=f"{SIGNED} .relativetime", attribute="title"),
            Field(selector=f"{SIGNED} .user-action-time", pattern=re.compile(r"(?:asked|answered) (\w{3} \d.+)$")),
        ),
        body=(".js-post-body", ".s-prose", ".post-text"),
        words=BodyRules(
            quote="blockquote:not(.spoiler)",
            code="pre",
            skip=".d-none, .js-post-notice, .post-notice, .question-status, .snippet-ctas, .post-taglist",
        ),
        deleted=".deleted-answer",
        card=CardRules(
            pairs=SIGNED,
            label=(Field(selector=".reputation-score", attribute="title", pattern=re.compile(r"^(reputation)")),),
            value=(Field(selector=".reputation-score"),),
        ),
    )
)
