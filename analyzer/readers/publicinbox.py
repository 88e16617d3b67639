"""Threads of public-inbox, the archive of many lists of programmers: mails one below the other, as preformatted text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from analyzer.dates import parse_date
from analyzer.ids import digest
from analyzer.quotes.mails import REPLY, part_mail, shown_name
from analyzer.readers.htmlforum import inner_nodes, page_url
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Thread
from analyzer.values import host_of

SIGN = b"messages in thread"
FROM = re.compile(r"From: (.{1,200}) @ (\d{4}-\d\d-\d\d {1,2}\d{1,2}:\d\d) UTC \(permalink ?/ raw\)")
RAW = re.compile(r"([^/]{3,500})/raw(?:$|[?#])")
END = re.compile(r"(?:\^ permalink raw reply\b.{0,200}|end of thread, other threads:.{0,200})")
# Above a mail stand those around it in the tree, each with a mark below which its answers stand: the last further out is answered.
PLACE = re.compile(r"(@ |\s{0,2})(\d{4}-\d\d-\d\d {1,2}\d{1,2}:\d\d {0,80})(`?)(.{0,300})")
MAX_PLACES = 400


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail's sender and day as printed, its words, and the line of the tree that shows what it answers."""

    author: str
    when: str
    words: str
    above: _Place | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of the tree: how far in it stands, its day as printed, and its subject with the sender behind it."""

    depth: int
    when: str
    rest: str
    is_own: bool = False


class PublicinboxReader:
    """Reads the mails of a page in its order; the tree above each says what it answers."""

    name = "publicinbox"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the page holds a sender's line with the archive's links, and the line that ends a mail."""
        if source.kind is not SourceKind.HTML or len(source.names) > MAX_PLACES or SIGN not in source.utf8:
            return False
        return source.tree.css_first('pre a[href$="/raw"]') is not None and bool(_mails(_lines(source.tree)))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        tree = source.tree
        mails = _mails(_lines(tree))
        ids = dict.fromkeys(
            unquote(match.group(1))
            for link in tree.css('pre a[href$="/raw"]')
            if (match := RAW.search((link.attributes.get("href") or "")[:1000]))
        )
        # Each mail has two links to itself as it came; without them it is known by its words alone.
        names = (
            [f"<{one}>" for one in ids]
            if len(ids) == len(mails)
            else [digest(m.author, m.when, m.words) for m in mails]
        )
        posts = _posts(mails, names)
        title = tree.css_first("title")
        subject = REPLY.sub("", title.text().rpartition(" - ")[0] or title.text()).strip() if title is not None else ""
        url = page_url(source)
        yield Thread(
            id=f"{host_of(url) or 'publicinbox'}/{next(iter(posts)).strip('<>')}",
            title=subject or None,
            engine="publicinbox",
            source=source.name,
            url=url,
            posts=tuple(posts.values()),
            problems=source.problems,
        )


READER = PublicinboxReader()


def _posts(mails: Sequence[_Mail], names: Sequence[str]) -> dict[str, Post]:
    by_day: dict[str, dict[str, str]] = {}
    for mail, native in zip(mails, names, strict=True):
        by_day.setdefault(mail.when, {}).setdefault(mail.author, native)
    return {
        native: Post(
            id=native,
            position=number,
            author=mail.author,
            created_at=parse_date(mail.when),
            reply_to=_named(mail.above, by_day),
            segments=tuple(part_mail(mail.words, shown_name)),
        )
        for number, (mail, native) in enumerate(zip(mails, names, strict=True), start=1)
    }


def _lines(tree: LexborHTMLParser) -> list[str]:
    """Give the lines of all preformatted text as they stand, since their indentation is the tree."""
    nodes = tree.css("pre")
    inner = inner_nodes(nodes)
    return "\n".join(node.text() for node in nodes if node.mem_id not in inner).split("\n")


def _mails(lines: Sequence[str]) -> list[_Mail]:
    begins = [(number, match) for number, line in enumerate(lines) if (match := FROM.fullmatch(line.strip()))]
    mails = []
    last = 0
    for place, (number, match) in enumerate(begins):
        limit = begins[place + 1][0] if place + 1 < len(begins) else len(lines)
        first = next((at for at in range(number + 1, limit) if not lines[at].strip()), limit)
        end = next((at for at in range(first, limit) if END.fullmatch(lines[at].strip())), limit)
        above = _answered(lines[max(last, number - MAX_PLACES) : number])
        mails.append(_Mail(shown_name(match.group(1)), match.group(2), "\n".join(lines[first:end]), above))
        last = end
    return mails


def _answered(lines: Sequence[str]) -> _Place | None:
    """Give the line of what a mail answers: the last above its own that stands further out."""
    places = [_place(match) for line in lines if (match := PLACE.match(line))]
    own = next((at for at, place in enumerate(places) if place.is_own), 0)
    return next((place for place in reversed(places[:own]) if place.depth < places[own].depth), None)


def _place(match: re.Match[str]) -> _Place:
    depth = len(match.group(1)) + len(match.group(2)) if match.group(3) else 0
    return _Place(depth, match.group(2).strip(), match.group(4).strip(), is_own=match.group(1).startswith("@"))


def _named(place: _Place | None, by_day: Mapping[str, Mapping[str, str]]) -> str | None:
    """Give the mail of a line: of that day, and by the sender whose name ends the line."""
    if place is None:
        return None
    senders = by_day.get(place.when, {})
    endings = (place.rest[begin:] for begin in range(len(place.rest)))
    return next((senders[ending] for ending in endings if ending in senders), None)
