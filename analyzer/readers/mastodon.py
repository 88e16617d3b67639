"""Pages of a status as Mastodon's server made them up to version 4: those it answers, itself, and those that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyzer.fields import Field
from analyzer.quotes.answered import quoting_answered
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine, HtmlForumReader
from analyzer.source import Source
from analyzer.thread import Thread

NUMBER = re.compile(r"/(\d{6,20})(?:[/?#]|$)")
ACCOUNT = re.compile(r"^@?([^@\s][^\s]{0,120})$")


@dataclass(frozen=True, slots=True)
class MastodonReader(HtmlForumReader):
    """Reads statuses; a page does not say which of those below answers which, only that all belong together."""

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's discussion; what stands above the status in the middle is what it answers, one after the other."""
        middle = source.tree.css_first(".detailed-status")
        native = self.value(self.engine.post_id, middle) if middle is not None else None
        for thread in HtmlForumReader.read(self, source):
            ids = [post.id for post in thread.posts]
            above = ids.index(native) if native in ids else 0
            parents = dict(zip(ids[1 : above + 1], ids, strict=False))
            posts = tuple(replace(post, reply_to=parents.get(post.id)) for post in thread.posts)
            yield replace(thread, posts=quoting_answered(posts))


READER = MastodonReader(
    Engine(
        name="mastodon",
        claims=".entry .status__content .e-content, .entry .status .status__content, .entry .detailed-status .status__content",
        marks=("status__content",),
        title=(Field(selector='meta[property="og:title"]', attribute="content"), Field(selector="title")),
        url_id=NUMBER,
        post=".entry .detailed-status, .entry .status",
        post_id=(
            Field(
                selector="a.u-uid, a.status__relative-time, a.detailed-status__datetime",
                attribute="href",
                pattern=NUMBER,
            ),
            Field(attribute="data-id", pattern=re.compile(r"^status-(\d+)$")),
        ),
        author=(
            Field(selector=".display-name__account", pattern=ACCOUNT),
            Field(selector=".display-name__html, .p-name"),
        ),
        created_at=(
            Field(selector="data.dt-published", attribute="value"),
            Field(selector="time.formatted, time.time-ago, time", attribute="datetime"),
        ),
        body=(".status__content .e-content", ".status__content"),
        words=BodyRules(
            quote="blockquote", code="pre", skip=".invisible, .quote-inline, .status__content__spoiler-link"
        ),
        deleted=".status",
    )
)
