"""Gives quotes the author that the line right above them names, where their page has no mark for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from analyzer.quotes.attributions import LABEL, attribution
from analyzer.quotes.spoken import name_key
from analyzer.quotes.text import tidy
from analyzer.thread import Post, Segment, SegmentKind

# `Original post` and `by NAME` are blocks of their own on some pages: a phrase stands on so many lines at most.
MAX_LINES = 3
# `Quote:` in any language.
MAX_LABEL = 20
# `NAME said:` of somebody who wrote nothing here may be the end of a sentence; names have seldom more words.
MAX_NAME_WORDS = 3


def headed(posts: Iterable[Post]) -> list[Post]:
    """Give the posts with each quote that names nobody under a line that does: the line says so, and is no own word.

    The line stands above the quote's box or is the first in it. Where the author is known, by the box or by its words, the
    line is taken off if it names the same: it says it twice.
    """
    posts = list(posts)
    names = {key: post.author for post in posts if (key := name_key(post.author))}
    return [_headed(_opened(post, names), names) if _can_be(post.segments) else post for post in posts]


def _can_be(segments: Sequence[Segment]) -> bool:
    return any(segment.kind is SegmentKind.QUOTE for segment in segments)


def _is_pair(above: Segment, below: Segment) -> bool:
    """Tell whether a quote stands right under words that are one box further out."""
    return (
        below.kind is SegmentKind.QUOTE
        and above.kind in {SegmentKind.OWN, SegmentKind.QUOTE}
        and above.depth + 1 == below.depth
    )


def _headed(post: Post, names: dict[str, str | None]) -> Post:
    segments = list(post.segments)
    for number, (above, below) in enumerate(pairwise(post.segments)):
        # What stands above may have been shortened in the step before: the list is asked and not the pair.
        if _is_pair(above, below) and (found := _head(segments[number].text, names)) is not None:
            name, rest = found
            if below.author is None or name is None or name_key(below.author) == name_key(name):
                segments[number] = replace(segments[number], text=rest)
                segments[number + 1] = replace(below, author=below.author or name)
    # A quote without words of its own stays, with the quote in it; own words that are none do not.
    return replace(post, segments=tuple(s for s in segments if s.text or s.kind is SegmentKind.QUOTE))


def _opened(post: Post, names: dict[str, str | None]) -> Post:
    """Give the post with each quote whose own first line names its author without that line."""
    segments = tuple(
        _without_head(segment, names) if segment.kind is SegmentKind.QUOTE and "\n" in segment.text else segment
        for segment in post.segments
    )
    return replace(post, segments=segments) if segments != post.segments else post


def _without_head(quote: Segment, names: dict[str, str | None]) -> Segment:
    lines = quote.text.split("\n")
    begin = 1 if LABEL.fullmatch(lines[0]) else 0
    for count in range(1, min(MAX_LINES, len(lines) - begin - 1) + 1):
        head = " ".join(lines[begin : begin + count]).strip()
        name = _named(head, names) or (names.get(name_key(head)) if count == 1 else None)
        if name is not None and (quote.author is None or name_key(quote.author) == name_key(name)):
            return replace(quote, author=quote.author or name, text=tidy("\n".join(lines[begin + count :])))
    return replace(quote, text=tidy("\n".join(lines[1:]))) if begin else quote


def _named(line: str, names: dict[str, str | None]) -> str | None:
    """Give the author that a line names, as the thread writes it, and `None` where it may be a sentence."""
    said = attribution(line)
    if said is None:
        return None
    known = names.get(name_key(said.name))
    if known is None and (not said.sure or len(said.name.split()) > MAX_NAME_WORDS):
        return None
    return known or said.name


def _head(text: str, names: dict[str, str | None]) -> tuple[str | None, str] | None:
    """Give the name in the lines that end a text, as the thread writes it, and the text without them.

    A line that says `Quote:` alone names nobody and is no own word either.
    """
    lines = text.split("\n")
    if len(lines[-1]) <= MAX_LABEL and LABEL.fullmatch(lines[-1].strip()):
        return None, tidy("\n".join(lines[:-1]))
    for count in range(1, min(MAX_LINES, len(lines)) + 1):
        if not lines[-count].strip():
            break
        name = _named(" ".join(lines[-count:]).strip(), names)
        if name is not None:
            return name, tidy("\n".join(lines[:-count]))
    return None
