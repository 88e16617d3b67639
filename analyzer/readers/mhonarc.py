"""Pages of the archives of MHonArc and Hypermail, a mail each: both note the mail's head in comments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.utils import parseaddr

from selectolax.lexbor import LexborHTMLParser

from analyzer.dates import parse_date
from analyzer.ids import digest
from analyzer.quotes.mails import part_shown_mail, shown_name, subject_of
from analyzer.readers.htmlforum import page_url
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Thread
from analyzer.values import host_of

NOTES = (
    re.compile(r"<!--X-([A-Za-z0-9-]{2,30}): ([^\n]{0,2000}?) ?-->"),
    re.compile(r"<!-- ([a-z]{2,20})=\"([^\n]{0,2000}?)\" -->"),
)
BODIES = (
    re.compile(r"<!--X-Body-of-Message-->(.*?)(?:<!--X-Body-of-Message-End-->|\Z)", re.DOTALL),
    re.compile(r"<!-- body=\"start\" -->(.*?)(?:<!-- body=\"end\" -->|\Z)", re.DOTALL),
)
SIGNS = (b"<!--X-Body-of-Message-->", b'<!-- body="start" -->')
HEAD_CHARACTERS = 40_000
# An archive's page has few classes: asking first spares forums' pages two searches of their text.
MAX_NAMES = 120
# MHonArc turns letters by 13 places, and with them the signs beside them in ASCII, so that no address is found by machine.
TURNED = str.maketrans(
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[abcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZ[@ABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
)


class MhonarcReader:
    """Reads the one mail of a page."""

    name = "mhonarc"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the page bears the mark with which these archives begin a mail, and notes of its head."""
        if source.kind is SourceKind.HTML and len(source.names) >= MAX_NAMES:
            return False
        if source.kind not in {SourceKind.HTML, SourceKind.TEXT} or not any(sign in source.utf8 for sign in SIGNS):
            return False
        return "subject" in _notes(source)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the mail as a thread of one post, whose id is that of its subject."""
        notes = _notes(source)
        title = subject_of(notes.get("subject", "")) or None
        author = _author(source, notes)
        when = notes.get("date") or notes.get("sent") or notes.get("received")
        found = next(filter(None, (pattern.search(source.text) for pattern in BODIES)), None)
        body = LexborHTMLParser(found.group(1)).body if found else None
        segments = part_shown_mail(body, shown_name) if body is not None else ()
        native, parent = notes.get("message-id") or notes.get("id"), notes.get("inreplyto")
        url = page_url(source)
        post = Post(
            id=f"<{native}>" if native else digest(author, when, *(segment.text for segment in segments)),
            position=1,
            author=author,
            created_at=parse_date(when),
            # Of references the last is the mail that is answered.
            reply_to=f"<{answered}>" if (answered := parent or notes.get("reference")) else None,
            segments=segments,
        )
        yield Thread(
            id=f"{host_of(url) or 'mhonarc'}/{digest((title or '').casefold())}",
            title=title,
            engine="mhonarc",
            source=source.name,
            url=url,
            posts=(post,),
            problems=source.problems,
        )


READER = MhonarcReader()


def _notes(source: Source) -> dict[str, str]:
    """Give what the comments at the top of a page note; of several by one name the last."""
    head = source.text[:HEAD_CHARACTERS]
    notes: dict[str, str] = {}
    for pattern in NOTES:
        for match in pattern.finditer(head):
            notes[match.group(1).lower()] = html.unescape(match.group(2)).strip()
    return {name: value for name, value in notes.items() if value}


def _author(source: Source, notes: dict[str, str]) -> str | None:
    if name := notes.get("name"):
        return name
    sender = notes.get("from") or notes.get("from-r", "") or notes.get("from-r13", "").translate(TURNED)
    for item in source.tree.css("li")[:20]:
        label, colon, value = item.text().partition(":")
        if colon and label.strip().casefold() == "from":
            sender = value.strip()
            break
    name, address = parseaddr(sender[:500])
    return name or address or sender[:200] or notes.get("email")
