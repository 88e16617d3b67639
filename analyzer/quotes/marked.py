"""Parts plain text in which each quoted line begins with `>`, as in mails, Markdown and on image boards."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.quotes.text import tidy
from analyzer.thread import Found, Segment, SegmentKind

MARKS = re.compile(r"(?:\s{0,3}>)+ ?")
# Deeper marks are drawings.
MAX_DEPTH = 1000
VERBS = (
    r"wrote|writes|said|a écrit|écrivait|escribió|escribio|ha scritto|scriveva|escreveu|pisze|napisał\(a\)|napisała?|napsal\(a\)|napsala?"
    r"|schreef|skrev|kirjoitti|yazdı|írta|написала?|написал\(а\)|пишет|пише|写道|寫道|kirjutas|rašė|έγραψε|כתב|كتب"
)
# The line above a quote, in up to three lines: a date and a name in either order, a verb, a colon.
WROTE = re.compile(
    rf"(.{{2,240}}?)[ \u00a0]?(?:{VERBS})(?: on .{{5,60}}| am .{{5,60}})?[ \u00a0]?[:\uff1a]$", re.IGNORECASE
)
VERB_FIRST = re.compile(r".{0,120}?(?:schrieb|skrev|schreef)[ \u00a0](.{2,120}?)[ \u00a0]?:$", re.IGNORECASE)
EXCERPTS = re.compile(
    r"(?:Excerpts from|Quoting|Zitat von|Citando|Quoth|Citazione) (.{2,120}?)(?:['\u2019]s? (?:message|mail) of .{5,60})?:$"
)
STARRED = re.compile(r"\* (.{2,100}?)[,:]? [\[(<].{5,80}[\])>][ ,:]*.{0,40}$")
ORIGINAL = re.compile(
    r"-{2,20} ?(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale"
    r"|Исходное сообщение|Forwarded message|Weitergeleitete Nachricht|Reply message) ?-{2,20}",
    re.IGNORECASE,
)
FROM = re.compile(r"\*?(?:From|Von|De|Da|От|Van|Från|Fra|Od)\*?: ?\*?(.{2,120})", re.IGNORECASE)
HEADER = re.compile(r"\*?[A-Z\u00c0-\u042f][\w -]{1,20}\*?:(?: |$)")
ADDRESS = re.compile(r"<?(?:mailto:)?([\w.+=-]{1,64}@[\w.-]{1,100})>?")
# What stands before the name: the day and the hour, in any language; the last number of them ends it.
UP_TO_DATE = re.compile(
    r"^.{0,120}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[AP]\.?M\.?)?|\d{4})(?: [+-]\d{4})?(?: \([A-Z]{2,5}\)| [A-Z]{3,4}(?=,))?",
    re.IGNORECASE,
)
OPENER = re.compile(r"(?:On|At|Le|Am|El|Il|Em|Op|Den|W dniu|Dnia|Dne|In|Quoting|Excerpts) |\d{4}[-/.]\d|\* ")
WEEKDAY = re.compile(r"^(?:On|Am|Le|El|Il|Op) [^,]{2,40}, ")
YOU = re.compile(r"(?:^|[>,\s])(?:you|vous|tu|du|Sie|usted)$", re.IGNORECASE)
MAILTO = re.compile(r"\s?\[mailto:.{0,200}$|\s?\bOn Behalf(?: Of)?\b.{0,200}$", re.IGNORECASE)
MAX_ATTRIBUTION_LINES = 3
MAX_NAME_WORDS = 4
# Mail programs break quoted lines near here, and the rest stands on a line without a mark.
LEAST_WRAPPED = 55


@dataclass(slots=True)
class _Line:
    depth: int
    text: str
    dropped: bool = False


def part_marked(text: str, *, known: Callable[[str], str] = lambda name: name) -> tuple[Segment, ...]:
    """Give the segments of a text in order; `known` gives the thread's own name for one that a line of it names.

    A line such as `On Monday, NAME wrote:` above a quote says whose words it holds and is in no segment. Time is
    linear in the length of the text.
    """
    lines = [_line(line) for line in text.split("\n")]
    _wrapped_back(lines)
    _blanks_joined(lines)
    return tuple(_segments(lines, known))


def is_marked(text: str) -> bool:
    """Tell whether lines of a text are marked as quoted; a single one is as often a sign or a smiley."""
    return re.search(r"^\s{0,3}>[^\n<]{0,1000}\w", text, re.MULTILINE) is not None


def _line(line: str) -> _Line:
    match = MARKS.match(line)
    if match is None:
        return _Line(0, line)
    return _Line(min(match.group().count(">"), MAX_DEPTH), line[match.end() :])


def _wrapped_back(lines: list[_Line]) -> None:
    """Give a short line that a mail program broke off a quoted one back to the quote: it stands between two of its lines."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.depth or not line.text.strip() or not before.depth or not after.depth:
            continue
        if len(before.text) >= LEAST_WRAPPED and len(line.text) < LEAST_WRAPPED:
            line.depth = before.depth


def _blanks_joined(lines: list[_Line]) -> None:
    """Let a blank line of a quote belong to the quoted lines around it where both are of one depth."""
    before = 0
    for number, line in enumerate(lines):
        if line.text.strip():
            before = line.depth
        elif line.depth:
            after = lines[number + 1].depth if number + 1 < len(lines) else 0
            line.depth = max(line.depth, min(before, after) if after else before)


def _segments(lines: Sequence[_Line], known: Callable[[str], str]) -> Iterator[Segment]:
    authors: dict[int, str | None] = {}
    words: list[str] = []
    depth, lifted, number = 0, 0, 0
    for number, line in enumerate(lines):
        here = line.depth + lifted
        if line.dropped:
            continue
        if ORIGINAL.fullmatch(line.text.strip()):
            yield from _segment(words, depth, authors)
            words = []
            if not here:
                lifted = here = 1
            authors = {at: name for at, name in authors.items() if at < here}
            authors[here] = _sender(lines, number, known)
            depth = here
            continue
        if here != depth:
            if here > depth:
                _attribute(words, authors, here, known)
            yield from _segment(words, depth, authors)
            words = []
            depth = here
        words.append(line.text)
    yield from _segment(words, depth, authors)


def _segment(words: list[str], depth: int, authors: dict[int, str | None]) -> Iterator[Segment]:
    text = tidy("\n".join(words))
    if not text:
        return
    if depth == 0:
        yield Segment(kind=SegmentKind.OWN, text=text)
        return
    yield Segment(kind=SegmentKind.QUOTE, text=text, author=authors.get(depth), found=Found.MARKUP, depth=depth)


def _attribute(words: list[str], authors: dict[int, str | None], depth: int, known: Callable[[str], str]) -> None:
    """Take the line that names the author off the words above a quote."""
    end = len(words)
    while end and not words[end - 1].strip() and len(words) - end < 2:  # noqa: PLR2004  A blank line or two below it.
        end -= 1
    begin, name = end, None
    for start in range(end - 1, max(-1, end - 1 - MAX_ATTRIBUTION_LINES), -1):
        if not words[start].strip():
            break
        named = attributed(" ".join(word.strip() for word in words[start:end]))
        # Where more lines belong to it, the first of them begins as such lines do.
        if named is not None and (not name or name.startswith("<") or OPENER.match(words[start].strip())):
            begin, name = start, named
    if name is not None:
        del words[begin:]
        for deeper in [at for at in authors if at >= depth]:
            del authors[deeper]
        authors[depth] = known(name) if name else None


def attributed(line: str) -> str | None:
    """Give the name in a line such as `On Sun, 22 Nov 2009 20:52, NAME <address> wrote:`, with its address, or `None`.

    An empty text says that such a line names nobody: `In message <id> you wrote:`.
    """
    line = line.strip()
    if len(line) > 320:  # noqa: PLR2004  Three lines of a mail and some.
        return None
    for pattern in (EXCERPTS, STARRED, VERB_FIRST, WROTE):
        match = pattern.fullmatch(line)
        if match and pattern is not WROTE:
            return _cleaned(match.group(1))
        if match:
            if YOU.search(match.group(1)):
                return ""
            said, dated = UP_TO_DATE.subn("", WEEKDAY.sub("", match.group(1)), count=1)
            name = _cleaned(said)
            if name is None or dated or "@" in name:
                return name
            return None if len(name.split()) > MAX_NAME_WORDS or name.startswith("I ") else name
    return None


def _cleaned(name: str) -> str | None:
    if re.search(r"[.!?] ", name.strip()[6:]):
        return None  # A sentence.
    name = MAILTO.sub("", name).strip(" \t,;:-\u2013\"'\u00a0*").removeprefix("by ").removeprefix("via ")
    return name[:120] or None


def _sender(lines: Sequence[_Line], number: int, known: Callable[[str], str]) -> str | None:
    """Read the header lines under `-----Original Message-----`, and drop them."""
    name, inside = None, False
    for line in lines[number + 1 : number + 20]:
        text = line.text.strip()
        if not text:
            if inside:
                break
            continue
        if HEADER.match(text):
            inside = True
        elif not inside:
            break
        if name is None and (match := FROM.fullmatch(text)):
            name = _cleaned(match.group(1))
        line.dropped = True
    return known(name) if name else None
