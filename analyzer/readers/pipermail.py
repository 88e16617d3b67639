"""Pages of Mailman's archives (Pipermail), a mail each: those of one subject are one thread where they are given together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

from analyzer.dates import parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.mails import part_shown_mail, shown_name, subject_of
from analyzer.readers.htmlforum import page_url
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Thread
from analyzer.values import host_of
from analyzer.wikiwords import ZONES

BEGIN = b"<!--beginarticle-->"
# An archive's page has hardly a class: asking first spares forums' pages a search of their text.
MAX_NAMES = 120
ZONED = re.compile(r"(\w{3} \w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d) ([A-Z]{3,5}) (\d{4})")
# On lists as on no wiki, these are zones of America.
HOURS = {**ZONES, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6}
SUBJECT: Fields = (Field(selector="h1"), Field(selector="title"))
AUTHOR: Fields = (
    Field(selector="h1 ~ b"),
    Field(selector='h1 ~ a[href^="mailto:"]', pattern=re.compile(r"^(\S{1,80}(?: at |@)\S{1,100})$")),
)
WHEN: Fields = (Field(selector="h1 ~ i"),)
# What an answer to this mail would say: the number of this mail.
MESSAGE: Fields = (
    Field(selector='h1 ~ a[href^="mailto:"]', attribute="href", pattern=re.compile(r"In-Reply-To=([^&]{3,500})")),
    Field(
        selector="link[rel=made], link[rel=MADE]", attribute="href", pattern=re.compile(r"In-Reply-To=([^&]{3,500})")
    ),
)


class PipermailReader:
    """Reads the one mail of a page."""

    name = "pipermail"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the mark with which the archive begins a mail."""
        return (
            source.kind is SourceKind.HTML
            and len(source.names) < MAX_NAMES
            and BEGIN in source.utf8
            and source.tree.css_first("h1 ~ b, h1 ~ i") is not None
            and source.tree.css_first("pre") is not None
        )

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the mail as a thread of one post, whose id is that of its subject."""
        tree = source.tree
        title = subject_of(first_value(SUBJECT, tree) or "") or None
        author, when = first_value(AUTHOR, tree), first_value(WHEN, tree)
        body = tree.css_first("pre")
        segments = part_shown_mail(body, shown_name) if body is not None else ()
        native = unquote(first_value(MESSAGE, tree) or "")
        url = page_url(source)
        post = Post(
            id=native or digest(author, when, *(segment.text for segment in segments)),
            position=1,
            author=author,
            created_at=_moment(when),
            segments=segments,
        )
        yield Thread(
            id=f"{host_of(url) or 'pipermail'}/{digest((title or '').casefold())}",
            title=title,
            engine="pipermail",
            source=source.name,
            url=url,
            posts=(post,),
            problems=source.problems,
        )


READER = PipermailReader()


def _moment(when: str | None) -> datetime | None:
    """Give the instant of `Mon Feb  3 12:00:00 CET 2031`, in UTC where the zone is not one that is known."""
    match = ZONED.fullmatch(when or "")
    if match is None:
        return parse_date(when)
    moment = parse_date(f"{match.group(1)} {match.group(3)}")
    return moment - timedelta(hours=HOURS.get(match.group(2), 0)) if moment else None
