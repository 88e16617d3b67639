"""Parts plain text in which each quoted line begins with `>`, as in mails, Markdown and on image boards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer.quotes.mailheads import FROM, MAX_HEAD_LINES, OPENER, ORIGINAL, MailHead, attributed, mail_head
from analyzer.quotes.text import tidy
from analyzer.thread import Found, Segment, SegmentKind

MARKS = re.compile(r"(?:\s{0,3}>)+ ?")
INITIALS = re.compile(r"^[ ]{0,3}([A-Z][A-Za-z]{0,3})(?=>{1,9} ?[^\s>])", re.MULTILINE)
LEAST_INITIALS = 2
# Deeper marks are drawings.
MAX_DEPTH = 1000
# What some programs draw or say above the head of the mail that is answered or passed on.
PARTING = re.compile(
    r"_{10,80}|-{10,80}|(?:begin forwarded message|weitergeleitete nachricht|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato)\s?:|",
    re.IGNORECASE,
)
MAX_ATTRIBUTION_LINES = 3
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
    lines = [_line(line) for line in _without_initials(text).split("\n")]
    _wrapped_back(lines)
    _blanks_joined(lines)
    return tuple(_segments(lines, known))


def _without_initials(text: str) -> str:
    """Give a text whose quoted lines begin with the initials of their author without these: ` AL> words`, as on bulletin boards.

    Initials once are a prompt or a comparison; on two lines or more they are a mark.
    """
    if INITIALS.search(text) is None:
        return text
    common = {initials for initials, count in Counter(INITIALS.findall(text)).items() if count >= LEAST_INITIALS}
    return INITIALS.sub(lambda match: "" if match.group(1) in common else match.group(), text)


def is_marked(text: str) -> bool:
    """Tell whether lines of a text are marked as quoted; a single one is as often a sign or a smiley."""
    return re.search(r"^\s{0,3}>[^\n<]{0,1000}\w", text, re.MULTILINE) is not None


def taken_off(segments: Sequence[Segment], known: Callable[[str], str]) -> tuple[Segment, ...]:
    """Give the segments with the lines that name an author, right above a quote that names none, taken off."""
    done = list(segments)
    for number, (above, below) in enumerate(pairwise(segments)):
        if below.kind is not SegmentKind.QUOTE or below.author or above.depth + 1 != below.depth:
            continue
        words, authors = done[number].text.split("\n"), dict[int, str | None]()
        _attribute(words, authors, below.depth, known)
        if below.depth in authors:
            done[number] = replace(done[number], text=tidy("\n".join(words)))
            done[number + 1] = replace(below, author=authors[below.depth])
    return tuple(one for one in done if one.text or one.kind is SegmentKind.QUOTE)


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
        if (head := _head(lines, number)) is not None:
            while words and PARTING.fullmatch(words[-1].strip()):
                words.pop()
            yield from _segment(words, depth, authors)
            words = []
            if not here:
                lifted = here = 1
            authors = {at: name for at, name in authors.items() if at < here}
            authors[here] = known(head.sender) if head.sender else None
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


def _head(lines: Sequence[_Line], number: int) -> MailHead | None:
    """Give the head of a mail that begins at a line and drop its lines, or `None`."""
    line = lines[number]
    if not (ORIGINAL.fullmatch(line.text.strip()) or FROM.fullmatch(line.text.strip())):
        return None
    head = mail_head([one.text for one in lines[number : number + MAX_HEAD_LINES]])
    for one in lines[number : number + head.lines] if head is not None else ():
        one.dropped = True
    return head


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
