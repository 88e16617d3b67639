"""Parts a body written in Markdown, and finds quoted lines that were typed with `>` where no markup marks them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzer.quotes.text import tidy
from analyzer.thread import Found, Segment, SegmentKind

# `>!` hides words that are the author's own.
MARKS = re.compile(r" {0,3}>(?!!)(?: {0,3}>(?!!))* ?")
# Deeper marks are drawings.
MAX_DEPTH = 1000
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
INDENTED = re.compile(r"(?: {4}|\t)")
BULLET = re.compile(r"\s{0,12}(?:[*+-]|\d{1,9}[.)]) ")
# Lines that begin something new, and so are not drawn into the quoted paragraph above them.
LISTED = re.compile(r"^[ \t]{0,12}[*+-] (?=\S)", re.MULTILINE)
BEGINS = re.compile(r" {0,3}(?:[*+-] |\d{1,9}[.)] |#{1,6} |`{3}|~{3}|(?:[*_-] ?){3,}$)")
HEADING = re.compile(r"^ {0,3}#{1,6} (.{0,1000}?)(?: #{1,6})?$", re.MULTILINE)
IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,200}\")?\)")
LINK = re.compile(
    r"\[([^\[\]\n]{1,1000})\]\([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?: \"[^\"\n]{0,200}\")?\)"
)
STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^\n*~]{1,400}?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s\\*])\*(?![\w*])")
UNDERLINED = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s\\_])_(?!\w)")
RULE = re.compile(r"^ {0,3}(?:(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,})[ \t]*$", re.MULTILINE)
SPOILER = re.compile(r">!((?:[^!>\n]|!(?!<)|>(?!!)){1,2000})!<")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|^-])")
# A typed mark in text that was already shown: words follow, not a face, an arrow or a number that is greater.
TYPED = re.compile(r"((?:> {0,2}){1,9})(?=[^\W\d_]|[\"\u201c\u2018'(\[*\u2026]|\.{3})")


@dataclass(slots=True)
class _Line:
    """One line with the number of quotes around it, and whether it is code."""

    depth: int
    text: str
    code: bool = False


def part_markdown(text: str) -> tuple[Segment, ...]:
    """Give the segments of a body in Markdown; time is linear in its length.

    Quoted lines begin with `>`, once for each quote they stand in; an unmarked line right below belongs to the quoted
    paragraph, as it is shown. Fenced and indented lines outside of quotes are code. Emphasis, links and escapes are
    given as they are shown.
    """
    return tuple(_segments(list(_lines(text.split("\n")))))


def quoted_lines_apart(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Give the segments with lines of own words that begin with `>` parted as quotes."""
    parted: list[Segment] = []
    for segment in segments:
        if segment.kind is SegmentKind.OWN and ">" in segment.text:
            parted.extend(_typed(segment))
        else:
            parted.append(segment)
    return tuple(parted)


def _lines(lines: Sequence[str]) -> Iterator[_Line]:
    depth, within, listed = 0, False, False
    fence: str | None = None
    before = _Line(0, "")
    for raw in lines:
        match = None if fence else MARKS.match(raw)
        marked = min(match.group().count(">"), MAX_DEPTH) if match else 0
        text = raw[match.end() :] if match else raw
        blank = not text.strip()
        opening = FENCE.match(raw) if not fence and not marked and not within else None
        if fence or opening:
            line = _Line(0, raw, code=True)
            if opening:
                fence, line.text = opening.group(1), ""
            elif fence and raw.strip().startswith(fence) and not raw.strip().strip(fence[0]):
                fence, line.text = None, ""
            depth, within = 0, False
        elif blank and not marked:
            line, within = _Line(depth, "", code=before.code), False
        elif not marked and not listed and not within and INDENTED.match(raw):
            line = _Line(0, INDENTED.sub("", raw, count=1), code=True)
            depth, within = 0, False
        else:
            # A paragraph goes on over lines with fewer marks or none.
            depth = depth if within and marked < depth and not blank and not BEGINS.match(text) else marked
            line, within = _Line(depth, text), not blank
            listed = bool(BULLET.match(text)) or (listed and raw[:1].isspace())
        before = line
        yield line


def _segments(lines: Sequence[_Line]) -> Iterator[Segment]:
    begin = 0
    for number in range(1, len(lines) + 1):
        here = lines[begin]
        if number < len(lines) and (lines[number].depth, lines[number].code) == (here.depth, here.code):
            continue
        written = "\n".join(line.text for line in lines[begin:number])
        if here.code:
            text = tidy(written)
            kind = SegmentKind.CODE
        else:
            text = tidy(shown(written))
            kind = SegmentKind.QUOTE if here.depth else SegmentKind.OWN
        if text:
            yield Segment(kind=kind, text=text, found=Found.MARKUP if here.depth else None, depth=here.depth)
        begin = number


def shown(text: str) -> str:
    """Give the text as Markdown shows it: without marks of emphasis, links as their words."""
    if "***" in text or "--" in text or "* *" in text or "- -" in text or "__" in text:
        text = RULE.sub("", text)
    if "* " in text or "- " in text or "+ " in text:
        text = LISTED.sub("", text)
    if "](" in text:
        text = LINK.sub(r"\1", IMAGE.sub(r"\1", text))
    if "**" in text or "__" in text or "~~" in text:
        text = STRONG.sub(r"\2", text)
    if "*" in text:
        text = EMPHASIS.sub(r"\1", text)
    if "_" in text:
        text = UNDERLINED.sub(r"\1", text)
    if ">!" in text:
        text = SPOILER.sub(r"\1", text)
    if "# " in text:
        text = HEADING.sub(r"\1", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return html.unescape(text).replace("\u200b", "") if "&" in text else text


def _typed(segment: Segment) -> Iterator[Segment]:
    words: list[str] = []
    depth = 0
    for line in [*segment.text.split("\n"), None]:
        match = TYPED.match(line) if line else None
        marked = match.group().count(">") if match else 0
        # A blank line stays with what stands above it.
        if line is None or (line and marked != depth):
            if text := tidy("\n".join(words)):
                yield _part(segment, text, depth)
            words, depth = [], marked
        if line is not None:
            words.append(line[match.end() :] if match else line)


def _part(segment: Segment, text: str, depth: int) -> Segment:
    if not depth:
        return replace(segment, text=text)
    return Segment(kind=SegmentKind.QUOTE, text=text, found=Found.MARKUP, depth=depth)
