"""Parts a body written in BBCode into segments, in all spellings that forum software has given its quotes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from analyzer.quotes.bbcode_tags import (
    CELLS,
    CODE,
    INLINE,
    LINES,
    MAX_TAG,
    SILENT,
    Quoted,
    Tag,
    closed,
    name_in,
    quoted_by,
    tags_in,
    without_uid,
)
from analyzer.quotes.text import tidy
from analyzer.thread import Found, Segment, SegmentKind

BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
ESCAPED = re.compile(r"&(?:quot|amp|lt|gt|nbsp|apos|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
PARAGRAPH = re.compile(r"\n[ \t]*\n")
ORIGINALLY = re.compile(
    r"^(?:originally posted by|quote from|zitat von|posté par|envoyé par|publicado por|originariamente inviato da)"
    r":?[ ]?(.{1,80}?)(?: on .{4,40}| \u00bb| @ .{4,40})?:?$",
    re.IGNORECASE,
)


def part_bbcode(text: str) -> tuple[Segment, ...]:
    """Give the segments of a body in BBCode, in order; time is linear in its length, quotes may be nested 1,000 deep.

    Tags that no forum knows (`[sic]`) are words. A quote that nothing closes ends at the next blank line, else with the
    body; a closing tag that closes nothing is left out. HTML line breaks and escapes that databases add are undone.
    """
    text = BREAK.sub("\n", text)
    if ESCAPED.search(text):
        text = html.unescape(text)
    tags = list(tags_in(text))
    return _Parting(text, tags, closed(tags)).segments()


@dataclass(slots=True)
class _Box:
    """A quote box that is open: whose words, whether something closes it, and whether words stand in it already."""

    quoted: Quoted
    closed: bool = True
    said: bool = False
    flushed: bool = False


@dataclass(slots=True)
class _Parting:
    """One pass over the tags with the quotes that are open, the innermost last."""

    text: str
    tags: list[Tag]
    closed: frozenset[int]
    open: list[_Box] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    done: list[Segment] = field(default_factory=list)
    unclosed: int = 0

    def segments(self) -> tuple[Segment, ...]:  # noqa: C901  One branch a kind of tag.
        position, silent, code = 0, "", ""
        for tag in self.tags:
            between = self.text[position : tag.start]
            position = tag.end
            if code:
                if tag.closes and tag.name == code:
                    self._code(between)
                    code = ""
                continue
            if not silent:
                self._say(between)
            if silent:
                silent = "" if tag.closes and tag.name == silent else silent
            elif tag.name == "quote":
                self._quote(tag)
            elif tag.name in SILENT:
                silent = "" if tag.closes else tag.name
            elif tag.name in CODE:
                code = "" if tag.closes else tag.name
            elif tag.name in LINES:
                self._line()
            elif tag.name in CELLS:
                self.words.append(" ")
            elif tag.name in INLINE and not tag.closes and tag.start not in self.closed:
                self.words.append(self.text[tag.start : tag.end])  # `a[i]`: words, since nothing closes it.
        self._say(self.text[position:])
        self._flush()
        return tuple(self.done)

    def _quote(self, tag: Tag) -> None:
        if not tag.closes:
            self._flush()
            box = _Box(quoted_by(without_uid(tag.says)), closed=tag.start in self.closed)
            self.unclosed += not box.closed
            self.open.append(box)
        elif tag.start in self.closed:
            self._flush()
            # Quotes within that nothing closed end with the one around them.
            while self.open and not self.open[-1].closed:
                self._pop()
            if self.open:
                self._pop()

    def _pop(self) -> None:
        box = self.open.pop()
        self.unclosed -= not box.closed
        if self.open and box.said:
            self.open[-1].said = True

    def _say(self, text: str) -> None:
        """Add words; where quotes are open that nothing closes, a blank line after words ends them."""
        if self.open and text and not text.isspace():
            words_begin = 0 if self.open[-1].said else len(text) - len(text.lstrip())
            self.open[-1].said = True
        else:
            words_begin = 0 if self.open and self.open[-1].said else len(text)
        while self.unclosed and not self.open[-1].closed:
            blank = PARAGRAPH.search(text, words_begin)
            if blank is None:
                break
            self.words.append(text[: blank.start()])
            self._flush()
            while self.open and not self.open[-1].closed:
                self._pop()
            text, words_begin = text[blank.end() :], 0
        self.words.append(text)

    def _line(self) -> None:
        if self.words and not self.words[-1].endswith("\n"):
            self.words.append("\n")

    def _code(self, text: str) -> None:
        if self.open:
            self.words.append(f"\n{text}\n")
            return
        self._flush()
        if tidied := tidy(text):
            self.done.append(Segment(kind=SegmentKind.CODE, text=tidied))

    def _flush(self) -> None:
        text = tidy("".join(self.words))
        self.words = []
        if not text:
            return
        if not self.open:
            self.done.append(Segment(kind=SegmentKind.OWN, text=text))
            return
        box = self.open[-1]
        if box.quoted.author is None and not box.flushed:
            text = self._attributed(text, box)
        box.flushed = True
        if text:
            said = box.quoted
            self.done.append(
                Segment(
                    kind=SegmentKind.QUOTE,
                    text=text,
                    author=said.author,
                    post_id=said.post_id,
                    found=Found.MARKUP,
                    depth=len(self.open),
                )
            )

    @staticmethod
    def _attributed(text: str, box: _Box) -> str:
        """Take the line `Originally posted by NAME` off the words of a quote that names nobody in its tag."""
        first, _, rest = text.partition("\n")
        if len(first) <= MAX_TAG and (match := ORIGINALLY.match(first)):
            box.quoted = Quoted(author=name_in(match.group(1)), post_id=box.quoted.post_id)
            return rest.strip()
        return text
