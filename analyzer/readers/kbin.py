"""Pages of kbin and Mbin: a submission or a microblog's post, and its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from analyzer.fields import Field
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Post, Segment, Thread

# What is shown in place of words that were taken down, before it is translated.
GONE = re.compile(r"\[(?:deleted[ _]by[ _](?:author|moderator)|deleted|trashed)\]", re.IGNORECASE)
LEVEL = re.compile(r"\bcomment-level--(\d{1,4})\b")
TAKEN_DOWN = ".content > p.text-muted:only-child > i:only-child"


@dataclass(frozen=True, slots=True)
class KbinReader(HtmlForumReader):
    """Reads comments that stand one below the other; what each answers is said by its data, else by its level."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        levels = {
            native: int(match.group(1))
            for node in self.nodes(source.tree)
            if (match := LEVEL.search((node.attributes.get("class") or "")[:500]))
            and (native := self.value(self.engine.post_id, node))
        }
        for thread in HtmlForumReader.read(self, source):
            yield replace(thread, posts=quoting_answered(tuple(_answering(thread.posts, levels))))

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the post's segments, none where its words were taken down."""
        segments = HtmlForumReader.segments(self, node)
        gone = len(segments) == 1 and (GONE.fullmatch(segments[0].text) or node.css_first(TAKEN_DOWN) is not None)
        return () if gone else segments


READER = KbinReader(
    Engine(
        name="kbin",
        claims="blockquote.entry-comment > header .user-inline, blockquote.post-comment > header .user-inline",
        marks=("entry-comment", "post-comment"),
        title=(
            Field(selector="article.entry.section header h1", without=".entry__domain, .badge, .badge-lang, small"),
            Field(selector='meta[property="og:title"]', attribute="content"),
            Field(selector="title"),
        ),
        url_id=re.compile(r"/(?:t|p)/(\d+)(?:/|$)"),
        thread_id=(
            Field(selector="article.entry.section, .post.section", attribute="id", pattern=re.compile(r"-(\d+)$")),
        ),
        post="article.entry.section, article.post.section, blockquote.post.section, blockquote.entry-comment, blockquote.post-comment",
        post_id=(
            Field(attribute="id", pattern=re.compile(r"^(?:entry|post)-comment-(\d+)$")),
            # Submissions and comments are numbered apart.
            Field(attribute="id", pattern=re.compile(r"^((?:entry|post)-\d+)$")),
            Field(
                selector='footer a[href*="/comment/"]',
                attribute="href",
                pattern=re.compile(r"/(?:comment|reply)/(\d+)"),
            ),
        ),
        author=(
            Field(selector="header .user-inline, .entry__meta .user-inline, .meta .user-inline"),
            Field(selector=".user-inline", attribute="title", pattern=re.compile(r"^@?([^@\s]{1,100})")),
        ),
        created_at=(
            Field(selector="header time, .meta time", attribute="datetime"),
            Field(selector="time", attribute="datetime"),
        ),
        body=(".content.formatted", ".content"),
        words=BodyRules(quote="blockquote", code="pre", skip=".preview, .mention-preview"),
        parent=(Field(attribute="data-subject-parent-value", pattern=re.compile(r"^(\d+)$")),),
        # Links are submitted without words.
        deleted="article",
    )
)


def _answering(posts: tuple[Post, ...], levels: dict[str, int]) -> Iterator[Post]:
    above: list[tuple[int, str]] = []
    for post in posts:
        level = levels.get(post.id)
        if level is None:
            above = [(0, post.id)]
            yield post
            continue
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else None
        above.append((level, post.id))
        yield replace(post, reply_to=post.reply_to or parent)
