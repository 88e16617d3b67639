"""The page's own date: when it was made or saved, where it says so."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from analyzer.dates import parse_date
from analyzer.source import Source, SourceKind

# Looked at from the top and from the bottom of a page: browsers and archives write above or below it, forums below.
HEAD_CHARACTERS = 20_000
FOOT_CHARACTERS = 30_000
TAG = re.compile(r"<[^<>]{0,2000}>")
SPACE = re.compile(r"(?:\s|&nbsp;)+")
# What programs leave that save pages, each with the date and often the zone.
SAVED = (
    re.compile(r"saved date: (\w{3} \w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}(?: GMT[+-]\d{4})?)"),  # SingleFile
    re.compile(r"Mirrored from .{1,500}? by HTTrack [^,]{1,80}, (\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT)"),
    re.compile(r"FILE ARCHIVED ON (\d{2}:\d{2}:\d{2} \w{3} \d{1,2}, \d{4})"),  # Wayback Machine
)
ARCHIVED = re.compile(r"__wm\.\w{2,10}\([^()]{0,500}[\"'](\d{14})[\"']")
# What engines tell their own scripts: XenForo, Reddit. Each begins with a fixed word, and is searched for at its speed.
CLOCKS = (
    re.compile(r"serverTimeInfo\W{1,10}(?:[^{}]{0,200}?\W)?now\W{1,4}(\d{9,10})\b"),
    re.compile(r"\"server_time\": ?(\d{9,10})\b"),
    re.compile(r"time: ?\{[^{}]{0,100}?\bnow: ?(\d{9,10})\b"),
)
# What engines print: phpBB, MyBB, vBulletin 2, Simple Machines, Discuz and their translations; in small letters, as a
# search that ignores case takes ten times as long.
PRINTED = re.compile(
    r"(?:it is currently|current time|current date/time is|the time is now|the date/time is|aktuelle zeit|aktuelles datum und uhrzeit|es ist jetzt"
    r"|nous sommes actuellement le|nous sommes le|dernière heure|heure actuelle|la date/heure actuelle est|fecha actual|hora actual"
    r"|la fecha y hora actuales son|ora attuale|oggi è|la data di oggi è|data atual|hora atual|текущее время|сейчас|часовой пояс[^:]{0,40}:"
    r"|şu an|şuanki zaman|het is nu|huidige tijd|obecny czas|teraz jest|tänään on|aika nyt|nyt on|aktuell tid|právě je|当前时间|目前的時間|現在日時"
    r"|gmt ?[+-]\d{1,2}(?::\d{2})?, )\s{0,3}:?\s{0,3}([^<>\n|]{6,60})",
)
MADE = re.compile(
    r"<meta[^<>]{0,200}(?:name|property|http-equiv)=[\"']?(?:dc\.date\.generated|generated|archived-date)[\"']?"
    r"[^<>]{0,200}content=[\"']([^\"'<>]{8,60})[\"']",
    re.IGNORECASE,
)


def page_now(source: Source) -> datetime | None:
    """Give the instant at which a page was made or saved, in UTC, or `None` where it does not say.

    `Yesterday` on it is the day before. The time of day is the page's own clock, as its dates are; a page that prints
    its clock without a day (`The time now is 08:15 AM`) says nothing. The latest date on the page is no answer either:
    a page can be saved years after its last post.
    """
    if source.kind is not SourceKind.HTML:
        return None
    return next(_said(source.text), None)


def _said(text: str) -> Iterator[datetime]:
    """Give the page's date by each of its signs, the surest first: what people read on it leans on the forum's own."""
    ends = (
        text
        if len(text) <= HEAD_CHARACTERS + FOOT_CHARACTERS
        else f"{text[:HEAD_CHARACTERS]}\n{text[-FOOT_CHARACTERS:]}"
    )
    words = SPACE.sub(" ", TAG.sub("\n", ends).replace("\n", "\x00")).replace("\x00", "\n")
    for printed in PRINTED.finditer(_small(words)):
        if (moment := _printed(words[slice(*printed.span(1))])) is not None:
            yield moment
    for clock in CLOCKS:
        for told in clock.finditer(text):
            yield datetime.fromtimestamp(int(told[1]), tz=UTC)
    for pattern in SAVED:
        if (saved := pattern.search(ends)) and (moment := parse_date(saved[1])) is not None:
            yield moment
    if archived := ARCHIVED.search(ends):
        with contextlib.suppress(ValueError):
            yield datetime.strptime(archived[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    if (made := MADE.search(ends)) and (moment := parse_date(made[1])) is not None:
        yield moment


def _small(text: str) -> str:
    """Give the text in small letters, place for place: this letter alone would become two."""
    return text.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i").lower()


def _printed(text: str) -> datetime | None:
    """Give the date at the beginning of what stands behind the sign; a sentence may go on after it."""
    text = text.strip(" :.,;")
    words = text.split(" ")
    for count in range(len(words), 1, -1):
        if (moment := parse_date(" ".join(words[:count]).rstrip(" .,;"))) is not None:
            return moment
    return None
