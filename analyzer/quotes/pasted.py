"""Finds articles pasted into a post: words of the press that no quote box marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyzer.quotes.text import is_decoration, tidy, words
from analyzer.thread import Segment, SegmentKind

# A news agency's dateline: `LONDON, May 3 (Reuters) -`, with a hyphen or a dash.
DATELINE = re.compile(
    r"[A-Z][\w .,'/-]{1,60}\((?:AFP|AP|Reuters|dpa|TASS|EFE|ANSA|UPI|PTI|Xinhua|Interfax|CNN|BBC)\) ?[\u2013\u2014-]"
)
BYLINE = re.compile(r"(?:By|Von|Par|Por) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,4}(?:,.{0,60}| \|.{0,80})?")
PICTURE = re.compile(r"\S{1,200}\.(?:webp|jpe?g|png|gif)", re.IGNORECASE)
SPEECH = re.compile(r"[\"\u201c\u201e\u00ab][^\"\u201c\u201d\u00bb]{0,2000}[\"\u201d\u00bb]")
# Case is kept: "US-based" is no first person.
PERSONAL = re.compile(
    r"(?<![\w'\u2019-])(?:I(?:['\u2019](?:m|ve|d|ll))?|[Mm]e|[Mm]y|mine|[Yy]ou|[Yy]our|[Yy]ours|[Yy]ou['\u2019](?:re|ve|ll)"
    r"|[Ww]e|[Ww]e['\u2019](?:re|ve|ll)|us|[Oo]ur|ours|[Ll]et['\u2019]?s|lol|lmao|imo|imho|btw|thanks|guys)(?![\w-])"
)
REPORTING = re.compile(
    r"\b(?:said|says|told|according to|reported|announced|published|accus\w{2,4}|stated|claimed|dismissed|confirmed"
    r"|spokes(?:man|woman|person)|officials?|researchers|minister|authorities)\b",
    re.IGNORECASE,
)
# Measured by eye on pasted articles: paragraphs of the press run to 15 words and more; what people add is shorter.
LEAST_PARAGRAPH_WORDS = 12
LEAST_ARTICLE_WORDS = 60
LEAST_PARAGRAPHS = 2
LEAST_REPORTING = 2
# A heading or a caption between the anchor and the text is a line without a sentence's end, at most this long.
MAX_HEADING_WORDS = 40


def articles_apart(segments: Sequence[Segment], title: str | None) -> tuple[Segment, ...]:
    """Give the segments with pasted articles parted from own words.

    A stretch of own words is an article only with two signs at once. One says where it begins: an agency's dateline, a
    byline, or a heading that is the thread's title or that of a link card in the same post. The other is how it
    goes on: at least two paragraphs that report (`said`, `according to`) and none of them in the first or second
    person outside quotation marks. Everything before and after such paragraphs stays own words.
    """
    headings = {_key(title)} if title else set()
    for segment in segments:
        if segment.kind is SegmentKind.LINK:
            headings.update(_key(line) for line in segment.text.split("\n") if line)
    headings.discard("")
    parted: list[Segment] = []
    for segment in segments:
        parted.extend(_parted(segment, headings) if segment.kind is SegmentKind.OWN else (segment,))
    return tuple(parted)


def _parted(segment: Segment, headings: set[str]) -> Iterator[Segment]:
    paragraphs = _paragraphs(segment.text)
    begin = _begin(paragraphs, headings)
    end = _end(paragraphs, begin) if begin is not None else None
    if begin is None or end is None:
        yield segment
        return
    # A drawn rule above or below belongs to what it frames.
    while begin and is_decoration(paragraphs[begin - 1]):
        begin -= 1
    while end < len(paragraphs) and is_decoration(paragraphs[end]):
        end += 1
    for kind, part in (
        (SegmentKind.OWN, paragraphs[:begin]),
        (SegmentKind.ARTICLE, paragraphs[begin:end]),
        (SegmentKind.OWN, paragraphs[end:]),
    ):
        if text := tidy("\n\n".join(part)):
            yield replace(segment, kind=kind, text=text)


def _paragraphs(text: str) -> list[str]:
    """Give the blocks between blank lines; where a text has none, its lines are the paragraphs."""
    blocks = text.split("\n\n")
    return blocks if len(blocks) > 1 else text.split("\n")


def _begin(paragraphs: Sequence[str], headings: set[str]) -> int | None:
    for number, paragraph in enumerate(paragraphs):
        if _key(paragraph) in headings or BYLINE.fullmatch(paragraph):
            return number
        if DATELINE.match(paragraph):
            while number and _is_heading(paragraphs[number - 1]):
                number -= 1  # noqa: PLW2901  Captions and the heading stand above the dateline.
            return number
    return None


def _end(paragraphs: Sequence[str], begin: int) -> int | None:
    """Give the paragraph after the last that reports, or `None` where too few do or somebody speaks for himself."""
    last, reporting, told, count = begin, 0, 0, 0
    for number in range(begin, len(paragraphs)):
        paragraph = paragraphs[number]
        if is_personal(paragraph):
            break
        spoken = len(words(paragraph))
        count += spoken
        if spoken >= LEAST_PARAGRAPH_WORDS:
            told += 1
            last = number
            reporting += REPORTING.search(paragraph) is not None
    enough = count >= LEAST_ARTICLE_WORDS and told >= LEAST_PARAGRAPHS and reporting >= LEAST_REPORTING
    return last + 1 if enough else None


def is_personal(paragraph: str) -> bool:
    """Tell whether somebody speaks for himself or to the reader, in the first or second person outside quotation marks."""
    return PERSONAL.search(SPEECH.sub(" ", paragraph)) is not None


def _is_heading(paragraph: str) -> bool:
    if PICTURE.fullmatch(paragraph) or is_decoration(paragraph):
        return True
    short = len(words(paragraph)) <= MAX_HEADING_WORDS and "\n" not in paragraph
    return short and not paragraph.endswith((".", "!", "?", ":", "\u2026")) and not is_personal(paragraph)


def _key(text: str) -> str:
    return " ".join(words(text))
