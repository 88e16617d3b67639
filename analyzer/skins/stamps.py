"""Parts the lines that end with a wiki's signature: the words with the name, then the day and hour on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from analyzer.quotes.markdown import Line
from analyzer.signatures import ZONE, Timestamp, timestamp_in

# Words that follow a signature on its line are few: `)`, a name once more; more of them only behind a link in brackets.
MAX_AFTER = 12
MAX_AFTER_BRACKETS = 120
# From the day to the zone in the longest language.
REACH = 80
# Wikis write the hour of 24; with am or pm it is another program's date.
LINK = re.compile(r"\([^()]{0,60}\)")
# Somebody answers on the line of a signature, without one of his own: `NAME 5 June 2019 (UTC) >> But …`.
ANSWERED = re.compile(r"\s?(?:>{2,4}|[→»])\s?\S.*")
# What the template draws where answers have become too narrow: a new comment follows it.
OUTDENT = re.compile(r"\s{0,8}[\u250c\u2510][\u2500]{1,60}[\u2518\u2514]\s{0,8}")
CLOSED = re.compile(r"[)\]] ?$")
CLOSED_LATER = re.compile(r"[)\]] {0,2}(?=\d)")
# Comments on one line, at most.
MAX_SIGNATURES = 20
HALVES = re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE)


def last_stamp(text: str) -> Timestamp | None:
    """Give the day and hour that end a line, as wiki software writes them, or `None`."""
    if "(" not in text:
        return None
    if (leading := _leading(text)) is not None:
        return leading
    found = None
    for zone in ZONE.finditer(text, max(0, len(text) - MAX_AFTER_BRACKETS - REACH)):
        stamp = timestamp_in(text[: zone.end()], max(zone.start() - REACH, found.end if found else 0))
        if stamp is not None and not HALVES.search(text, stamp.start, stamp.end):
            found = stamp
    if found is not None and len(text) - found.end <= MAX_AFTER:
        return found
    closed = found is not None and text[: found.start].rstrip()[-1:] in {")", "]", "}"}
    if found is not None and closed and len(text) - found.end <= MAX_AFTER_BRACKETS:
        return found
    return _answered(text)


def _leading(text: str) -> Timestamp | None:
    """Give the day and hour that a line begins with, or has behind the links of a signature alone, or `None`.

    Where a dump breaks lines at each link, words behind a signature follow on that line however many they are.
    """
    stamp = timestamp_in(text[: 2 * REACH])
    if (
        stamp is None
        or LINK.sub("", text[: stamp.start]).strip(" )]},.|·")
        or HALVES.search(text, stamp.start, stamp.end)
    ):
        return None
    return stamp


def _answered(text: str) -> Timestamp | None:
    """Give the first day and hour of a line behind which an arrow leads to somebody's answer, or `None`."""
    stamp = timestamp_in(text)
    return stamp if stamp is not None and ANSWERED.fullmatch(text[stamp.end :]) else None


def is_stamp(line: str) -> bool:
    """Tell whether a line is a day and hour and nothing else."""
    if len(line) > REACH or "(" not in line:
        return False
    found = last_stamp(line)
    return found is not None and found.start == 0 and found.end == len(line)


def _signatures_apart(line: Line) -> Iterator[Line]:
    """Give the signed comments that one line holds: an author may add words to his own, or an answer be drawn below it.

    A line that stops at such a signature has the mark that words trail it, unless these are a comment of their own.
    """
    for _ in range(MAX_SIGNATURES):
        found = _signed(line.text)
        if found is None:
            break
        is_answer = OUTDENT.match(line.text, found.end) is not None
        yield replace(line, text=line.text[: found.end], trails=not is_answer)
        line = replace(line, text=OUTDENT.sub("", line.text[found.end :]).strip(), gap=0, trails=False)
    yield line


def _signed(text: str) -> Timestamp | None:
    """Give the first day and hour that stands behind the links of a signature, where another signature follows it."""
    begin = 0
    while (stamp := timestamp_in(text, begin)) is not None:
        if OUTDENT.match(text, stamp.end):
            return stamp
        if CLOSED.search(text, max(0, stamp.start - 2), stamp.start):
            return stamp if CLOSED_LATER.search(text, stamp.end) else None
        begin = stamp.end
    return None


def stamped_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Give the lines, each signature's day and hour on a line of its own that says whether words stood before it.

    Words after the day and hour are the same author's: they are put before the signature, where his other words stand.
    Behind an arrow they are an answer, and stand below it.
    """
    for line in chain.from_iterable(map(_signatures_apart, lines)):
        stamp = last_stamp(line.text)
        if stamp is None:
            yield line
            continue
        before, after = line.text[: stamp.start].strip(), line.text[stamp.end :].strip(" .,)]")
        answer = after if ANSWERED.fullmatch(line.text[stamp.end :]) else ""
        after = "" if answer else after
        # French: `le 5 juin 2019 à 12:34 (CEST)`.
        before = "" if before in {"le", ","} else before.removesuffix(" le")
        if after:
            yield replace(line, text=after, trails=True)
        if before:
            yield replace(line, text=before, gap=0 if after else line.gap, trails=False)
        yield replace(
            line,
            text=line.text[stamp.start : stamp.end],
            gap=0 if before or after else line.gap,
            # A link in brackets alone on its line is what a dump node by node leaves of the name's line.
            runs_on=bool(LINK.sub("", before)),
            trails=bool(after) or line.trails,
        )
        if answer:
            yield replace(line, text=answer, gap=0)
