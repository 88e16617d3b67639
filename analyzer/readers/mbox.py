"""Mailboxes in the mbox format and single saved mails: a mailing list as its archive keeps it."""

from __future__ import annotations

import email
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from analyzer.ids import digest
from analyzer.quotes.mails import REPLY, part_html_mail, part_mail, subject_of, unflowed
from analyzer.source import Source, SourceKind
from analyzer.thread import Found, Post, Problem, Segment, SegmentKind, Thread

# A line that begins a mail in a mailbox, with a header right below; `>From ` is a word that was escaped.
BEGIN = re.compile(rb"^From [^\n]{0,200}\n(?=[A-Za-z][A-Za-z-]{1,40}:|>From )", re.MULTILINE)
HEAD = re.compile(
    r"(?:From [^\n]{0,200}\n)?(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,}"
)
NEEDED = (
    re.compile(r"^From:", re.MULTILINE | re.IGNORECASE),
    re.compile(r"^(?:Date|Message-Id|Subject):", re.MULTILINE | re.IGNORECASE),
)
HEAD_CHARACTERS = 16_000
# Mails of lists are kilobytes; what is attached beyond this is no text.
MAX_MAIL = 4 * 1024 * 1024
MAX_PARTS = 50
FORWARDED = "message/rfc822"
MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}@[^<>\s]{1,500}>")
LIST_NAME = re.compile(r"^\s?\"?([^\"<]{1,120}?)\"?\s?<[^>]{1,200}>|^<?([^<>\s]{1,200})>?$")
# Old archives hide addresses: `keithp at keithp.com (Keith Packard)`.
HIDDEN = re.compile(r"^(\S{1,80} at \S{1,100}) \((.{1,100})\)$")
SPECIAL = re.compile(r'[][\\()<>@,:;".]')


class MboxReader:
    """Reads a mailbox as one thread in the order of its mails; what answers what is in `reply_to`."""

    name = "mbox"
    last_resort = False

    def claims(self, source: Source) -> bool:
        """Tell whether the text begins with the header of a mail."""
        if source.kind is SourceKind.PARQUET:
            return False
        head = source.text[:HEAD_CHARACTERS].lstrip("\ufeff\n")
        match = HEAD.match(head)
        return match is not None and all(needed.search(match.group()) for needed in NEEDED)

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the mailbox as one thread."""
        problems = list(source.problems)
        mails = []
        for number, raw in enumerate(_mails(source.data), start=1):
            where = f"{source.name}, mail {number}"
            if len(raw) > MAX_MAIL:
                problems.append(
                    Problem(what="only its beginning was read", where=where, remedy="look at it in the mailbox")
                )
            try:
                mails.append(_mail(email.message_from_bytes(raw[:MAX_MAIL])))
            except (ValueError, LookupError, RecursionError, HeaderParseError) as error:
                what = f"this mail cannot be read ({type(error).__name__})"
                problems.append(Problem(what=what, where=where, remedy="look at it in the mailbox"))
        names = _Names(mails)
        posts: dict[str, Post] = {}
        copies: Counter[str] = Counter()
        known = {mail.id for mail in mails}
        for mail in mails:
            post = _post(mail, len(posts) + 1, names.full, known)
            # A mail that came through two lists is in the mailbox twice, often with another sender's address.
            copies[post.id] += 1
            post_id = post.id if copies[post.id] == 1 else f"{post.id}#{copies[post.id]}"
            posts[post_id] = replace(post, id=post_id)
        title = _title(mails)
        yield Thread(
            id=f"{next((mail.list_id for mail in mails if mail.list_id), 'mbox')}/{digest(title, next(iter(posts), None))}",
            title=title,
            engine="mbox",
            source=source.name,
            posts=tuple(posts.values()),
            problems=tuple(problems),
        )


READER = MboxReader()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """What of a mail is read: its head, and its text as plain text or as HTML."""

    id: str
    author: str | None
    address: str
    created_at: datetime | None
    subject: str
    answers: tuple[str, ...]
    list_id: str | None
    list_name: str | None
    plain: str
    html: str
    passed_on: tuple[Message, ...] = ()


def _mails(data: bytes) -> Iterator[bytes]:
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip(b"\n")
    begins = [
        match
        for match in BEGIN.finditer(data)
        if match.start() == 0 or data[match.start() - 1 : match.start()] == b"\n"
    ]
    if not begins or begins[0].start():
        yield data[: begins[0].start()] if begins else data
    for match, after in zip(begins, [*begins[1:], None], strict=True):
        yield data[match.end() : after.start() if after else len(data)]


def _mail(message: Message) -> _Mail:
    plain, html = _words(message)
    author = _header(message, "From")
    if match := HIDDEN.match(author):
        author = f"{match.group(2)} <{match.group(1)}>"
    created_at = _date(_header(message, "Date"))
    subject = _header(message, "Subject")
    ids = MESSAGE_ID.findall(_header(message, "Message-Id"))
    references = MESSAGE_ID.findall(_header(message, "References"))
    list_header = _header(message, "List-Id")
    named = LIST_NAME.match(list_header)
    address = re.search(r"<([^<>\s]{1,200})>", list_header)
    return _Mail(
        id=ids[0] if ids else digest(author, str(created_at), subject, plain or html),
        author=_author(author),
        address=parseaddr(author)[1].casefold(),
        created_at=created_at,
        subject=" ".join(subject.split()),
        # What a mail answers directly, then its forebears, the nearest first.
        answers=(*MESSAGE_ID.findall(_header(message, "In-Reply-To")), *reversed(references)),
        list_id=address.group(1).casefold() if address else None,
        list_name=(named.group(1) or named.group(2)).strip() if named else None,
        plain=plain,
        html=html,
        passed_on=tuple(part for part in _parts(message) if part.get_content_type() == FORWARDED),
    )


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts of a mail in order, those of a mail that is passed on inside of it left out."""
    waiting = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != FORWARDED:
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))


def _words(message: Message) -> tuple[str, str]:
    """Give the mail's own text as plain text and, where it has none, as HTML; what is attached is left out."""
    plain: list[str] = []
    html: list[str] = []
    for part in _parts(message):
        if part.is_multipart() or part.get_content_disposition() == "attachment" or part.get_filename():
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            text = _decoded(part)
            flowed = str(part.get_param("format") or "").lower() == "flowed"
            without_space = str(part.get_param("delsp") or "").lower() == "yes"
            plain.append(unflowed(text, without_space=without_space) if flowed else text)
        elif kind == "text/html":
            html.append(_decoded(part))
    return "\n\n".join(filter(str.strip, plain)), "" if "".join(plain).strip() else "\n".join(html)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\0", "")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("utf-8", errors="replace").replace("\0", "")


def _author(sender: str) -> str | None:
    """Give the sender as `Name <address>`, the name in quotation marks only where it needs them."""
    name, address = parseaddr(sender)
    if not name or not address:
        return sender or None
    return f'"{name}" <{address}>' if SPECIAL.search(name) else f"{name} <{address}>"


def _header(message: Message, name: str) -> str:
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        text = str(make_header(decode_header(str(raw)[:20_000])))
    except (HeaderParseError, LookupError, ValueError):
        text = str(raw)
    return " ".join(text.replace("\ufffd", " ").split())


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


class _Names:
    """The people of a mailbox by address and by name, so that `On Monday, NAME wrote:` leads to an author."""

    def __init__(self, mails: list[_Mail]) -> None:
        self._full: dict[str, str] = {}
        for mail in mails:
            if mail.author:
                name = parseaddr(mail.author)[0].casefold()
                for key in (mail.author.casefold(), mail.address, name):
                    if key:
                        self._full.setdefault(key, mail.author)

    def full(self, name: str) -> str:
        """Give the author as his own mails write him, where he is one of the mailbox."""
        shown, address = parseaddr(name)
        keys = (
            name.casefold(),
            address.casefold(),
            shown.casefold(),
            re.sub(r"\s?<.*$", "", name).strip("\"' ").casefold(),
        )
        return next((self._full[key] for key in keys if key and key in self._full), name)


def _post(mail: _Mail, position: int, full: Callable[[str], str], known: set[str]) -> Post:
    return Post(
        id=mail.id,
        position=position,
        author=mail.author,
        created_at=mail.created_at,
        reply_to=next((one for one in mail.answers if one in known), next(iter(mail.answers), None)),
        segments=tuple(_segments(mail, full)),
    )


def _segments(mail: _Mail, full: Callable[[str], str]) -> Iterator[Segment]:
    yield from part_html_mail(mail.html, full) if mail.html else part_mail(mail.plain, full)
    for part in mail.passed_on:
        inner = part.get_payload()
        # A mail as a part is a list of that one mail; mails in it are not followed.
        for one in inner[:1] if isinstance(inner, list) else ():
            yield from _passed_on(one, full) if isinstance(one, Message) else ()


def _passed_on(message: Message, full: Callable[[str], str]) -> Iterator[Segment]:
    """Give the words of a mail that is passed on as its sender's, what it quotes one deeper."""
    plain, html = _words(message)
    sender = _author(_header(message, "From"))
    for segment in part_html_mail(html, full) if html else part_mail(plain, full):
        if segment.kind is SegmentKind.OWN:
            name = full(sender) if sender else None
            yield replace(segment, kind=SegmentKind.QUOTE, author=name, depth=1, found=Found.MARKUP)
        elif segment.kind is SegmentKind.QUOTE:
            yield replace(segment, depth=segment.depth + 1)


def _title(mails: list[_Mail]) -> str | None:
    """Give the subject that all mails share, else the list's name."""
    subjects = {subject_of(mail.subject).casefold() for mail in mails}
    if len(subjects) == 1 and mails[0].subject:
        return REPLY.sub("", mails[0].subject)
    return next((mail.list_name for mail in mails if mail.list_name), None)
