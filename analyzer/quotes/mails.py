"""Parts the words of a mail, plain or HTML: what is quoted from whom, the patch below them, and the signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from analyzer.quotes.anyhtml import part_html
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.marked import MARKS, part_marked, taken_off
from analyzer.quotes.text import tidy
from analyzer.thread import Found, Segment, SegmentKind

MAX_QUOTED_IN_SIGNATURE = 3
# In an archive a mail has no code, and a switch that hides what is quoted.
SHOWN = BodyRules(quote="blockquote", skip=".quoted-switch")
# What Mailman puts in place of attachments, to the end of a mail.
SCRUBBED = re.compile(r"\n-{14} next part -{14}\n(?=[^\n]{0,200}(?:scrubbed|attachment|Name:)).*", re.DOTALL)
ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
SIGNATURE = re.compile(r"^(?:-- ?|_{40,60})$", re.MULTILINE)
PATCH = re.compile(
    r"^(?:diff --git a/|Index: \S{1,200}\n={20,}|--- \S{1,200}[\t\n][^\n]{0,80}\n?\+\+\+ )", re.MULTILINE
)
REPLY = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|sv|vs|antw|odp|rif|tr|ynt|\u56de\u590d|\u7b54\u590d)(?:\[\d\])?\s?[:\uff1a]\s?)+",
    re.IGNORECASE,
)
# A list's name before the subject, as lists add it.
TAG = re.compile(r"^\[[^\]]{1,40}\]\s{0,3}")
MAX_TAGS = 4
ADDRESS = re.compile(r"\s{0,3}<[^<>]{1,200}>\s{0,3}$")


def subject_of(text: str) -> str:
    """Give a subject without what answers and lists put before it."""
    for _ in range(MAX_TAGS):
        bare = TAG.sub("", REPLY.sub("", text.strip())).strip()
        if bare in {text, ""}:
            break
        text = bare
    return text


def shown_name(name: str) -> str:
    """Give a name without the address behind it, as archives show their mails' authors."""
    bare = ADDRESS.sub("", name).strip("\"' ")
    return bare or name.strip("<> ")


def part_mail(text: str, known: Callable[[str], str]) -> Iterator[Segment]:
    """Give the segments of a mail's plain text; `known` gives the mailbox's own name for one that a line names."""
    text, patch, signature = _apart(_unescaped(SCRUBBED.sub("", text, count=1)))
    yield from part_marked(text, known=known)
    if tidied := tidy(patch):
        yield Segment(kind=SegmentKind.CODE, text=tidied)
    if tidied := tidy(signature):
        yield Segment(kind=SegmentKind.SIGNATURE, text=tidied)


def part_html_mail(html: str, known: Callable[[str], str]) -> tuple[Segment, ...]:
    """Give the segments of a mail's HTML, in which the answered mail may stand below a head and in no box."""
    return below_heads(taken_off(part_html(html), known), known)


def part_shown_mail(body: LexborNode, known: Callable[[str], str]) -> tuple[Segment, ...]:
    """Give the segments of a mail as the page of an archive shows it, as plain text or as HTML."""
    preserved = body.css_first("p, br, table") is None
    segments = part(body, SHOWN, preserved=preserved)
    if all(segment.kind is SegmentKind.OWN for segment in segments):
        text = "\n\n".join(segment.text for segment in segments)
        return tuple(part_mail(text, known))
    return below_heads(taken_off(segments, known), known)


def below_heads(segments: Sequence[Segment], known: Callable[[str], str]) -> tuple[Segment, ...]:
    """Give the segments with own words parted as in plain text; all that stands below the head of a mail is its sender's."""
    parted: list[Segment] = []
    head: Segment | None = None
    for segment in segments:
        if head is None and segment.kind is SegmentKind.OWN:
            pieces = part_marked(segment.text, known=known)
            parted.extend(pieces)
            # Marked lines end; what a head begins does not.
            last = pieces[-1] if pieces else None
            if (
                last is not None
                and last.kind is SegmentKind.QUOTE
                and last.text in segment.text
                and ">" not in segment.text
            ):
                head = last
        elif head is None or segment.kind not in {SegmentKind.OWN, SegmentKind.QUOTE}:
            parted.append(segment)
        elif segment.kind is SegmentKind.QUOTE:
            parted.append(replace(segment, depth=segment.depth + 1))
        else:
            found = Found.MARKUP
            parted.append(replace(segment, kind=SegmentKind.QUOTE, depth=1, author=head.author, found=found))
    return tuple(parted)


def unflowed(text: str, *, without_space: bool = False) -> str:
    """Give a text of the kind `format=flowed` with the lines joined that were broken for the way (RFC 3676)."""
    lines: list[list[str]] = []
    depth, soft = 0, False
    for raw in text.split("\n"):
        match = MARKS.match(raw)
        here = match.group().count(">") if match else 0
        line = raw[match.end() :] if match else raw.removeprefix(" ")
        if soft and here == depth and line != "-- ":
            lines[-1].append(line)
        else:
            lines.append([raw if match else line])
        soft = line.endswith(" ") and line != "-- "
        if soft and without_space:
            lines[-1][-1] = lines[-1][-1][:-1]
        depth = here
    return "\n".join(map("".join, lines))


def _apart(text: str) -> tuple[str, str, str]:
    """Part the words from a patch below them and from the signature, which the last line of two hyphens begins."""
    signature = ""
    ends = list(SIGNATURE.finditer(text))
    # Who answers above the quote has the signature in the middle.
    if ends and text.count("\n>", ends[-1].end()) <= MAX_QUOTED_IN_SIGNATURE:
        text, signature = text[: ends[-1].start()], text[ends[-1].end() :]
    if match := PATCH.search(text):
        return text[: match.start()], text[match.start() :], signature
    return text, "", signature


def _unescaped(text: str) -> str:
    """Undo what mailboxes do to lines that begin with `From `, unless they stand in a quote."""
    if ">From " not in text:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        around = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
        if ESCAPED.match(line) and not any(other.startswith(">") for other in around):
            lines[number] = line[1:]
    return "\n".join(lines)
