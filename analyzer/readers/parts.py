"""What pages of several engines share: how a quote names its author, and the line that divides words from signature."""

# ruff: noqa: RUF001  Letters of other scripts that look like Latin ones are meant: these are words of other languages.
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import Field, Fields
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.late import late
from analyzer.quotes.verbs import BEHIND_NAME, LABELS, ORIGINALLY
from analyzer.readers.htmlforum import MAX_CARD_ROWS, HtmlForumReader
from analyzer.thread import Segment, SegmentKind

# A name is at most 100 characters long: vBulletin's and XenForo's own limits are half of it.
WROTE = late(
    rf"^(\S.{{0,99}}?){BEHIND_NAME}\s?[:：]?\W{{0,4}}$",
    re.IGNORECASE,
)
# The same with a date or a link's sign behind the colon, where no class tells it from the rest of the line.
WROTE_DATED = late(
    rf"^(\S.{{0,99}}?){BEHIND_NAME}\s?[:：]\s?\W{{0,4}}(?:.{{4,60}})?$",
    re.IGNORECASE,
)
# In a language that is not in the list, the verb is taken to be the last word before the colon.
WROTE_UNKNOWN = re.compile(r"^(\S.{0,99}?)\s\S{2,20}\s?[:：]\W{0,4}$")
# Links and dates in a line of phpBB's that says who is quoted: what is left says it in words.
CITE_LINKS = "a[data-post-id], a[data-msg-id], a[href*=viewtopic], a[href*='#p'], a[href*='mode=view&'], .responsive-hide, .quotedate"
CITED_USER = "a:not([data-post-id]):not([data-msg-id]):not([href*=viewtopic]):not([href*='#p'])"
# The link to the quoted post is an arrow; a name is not.
LINKED_NAME = re.compile(r"^(?!\W{1,2}$)(.{1,100})$")
CITED: Fields = (
    Field(selector=f"cite > {CITED_USER}", pattern=LINKED_NAME),
    # Skins write the date before the name, or behind it under a class of their own.
    Field(selector="cite", without=f"{CITE_LINKS}, span, div, time, small", pattern=WROTE),
    Field(selector="cite", without=CITE_LINKS, pattern=WROTE),
    Field(selector="cite", pattern=WROTE),
    Field(selector="cite", pattern=WROTE_DATED),
    Field(selector="cite", without=CITE_LINKS, pattern=WROTE_UNKNOWN),
)
# Where the name comes last.
POSTED_BY = late(
    rf"(?:{ORIGINALLY}|quote from|quote da|quoting|quote by|zitat von|zitat|posté par"
    r"|message de|citation de|écrit par|iniciado por|escrito por|publicado por|mensaje de|cita de|citado por|enviado por"
    r"|inviato da|scritto da|citazione di|postado por"
    r"|geplaatst door|citaat van|цитата от|цитата:|citat från|napisane przez|napisał|alıntı:"
    r"|trích dẫn:|autor:|اقتباس المشاركة الأصلية كتبت بواسطة|作者|最初由|原帖由|引用)\s?[:：]?\s?(?=\W{0,20}\w)(\S.{0,99}?)\s?(?:发表|發表|发布|[:：»↑])?\s?$",
    re.IGNORECASE,
)
# vBulletin 2 wrote whom it quoted as the first line of the quoted words; boards that grew out of it keep old posts so.
FIRST_LINE = late(rf"^{ORIGINALLY}:? (\S.{{0,99}})$", re.IGNORECASE)
# The arrow of such a line, which posts keep that somebody copied from a page.
ARROW = "a[href*=post]:has(> img[src*=viewpost])"
LABEL = late(rf"^{LABELS}\W{{0,3}}$", re.IGNORECASE)
# vBulletin 3 writes who is quoted into a line with a link, before the italic block of the quoted words.
BY = ".alt2 > div:first-child:has(~ div[style*=italic])"
# A post's number in a link to it, as the engines of the vBulletin and phpBB families and their rewriters write it.
# vBSEO writes `/11898-post21.html`, where the first number is the post's and the second its place in the thread.
POST_LINK = re.compile(
    r"(?:/(?=\d{1,18}-post\d{1,6}\.html)|#(?:post|p|msg|entry|comment)?[_-]?|[?&;](?:p|pid|postid|post_id)=|/posts?/|[/-]post)(\d{1,18})(?!\w)"
)
# A thread's number in its own address: `showthread.php?t=1`, `showthread.php/1-title`, `threads/1-title`, `title-1.html`.
THREAD_LINK = re.compile(r"(?:[?&]t=|showthread\.php[?/]|/threads?/|/)(\d{1,12})(?=[-/&#?]|$)")
THREAD_NUMBER: Fields = (
    Field(
        selector='a[href*="goto=next"], a[href*="goto=prev"], a[href*="printthread.php"], a[href*="addsubscription"]',
        attribute="href",
        pattern=re.compile(r"(?:[?&]t=|printthread\.php[?/])(\d{1,12})"),
    ),
    Field(selector='input[name="t"], input[name="threadid"]', attribute="value", pattern=re.compile(r"^(\d{1,12})$")),
    Field(selector='a[href*="threadid="]', attribute="href", pattern=re.compile(r"[?&]threadid=(\d{1,12})")),
)
# phpBB draws 17 strokes above a signature, vBulletin 18.
RULE = re.compile(r"_{15,24}")
LINES = BodyRules(quote="")
ROW = re.compile(r"([^:\d]{2,30}): ?(\S.{0,200})")
# No page nests a post deeper than this in the block that bears its author.
MAX_LEVELS = 16


class RuledReader(HtmlForumReader):
    """Reads engines that write the signature below the words, divided from them by nothing but a drawn line."""

    def segments(self, node: LexborNode) -> tuple[Segment, ...]:
        """Give the segments of the words, and those below the line as one signature."""
        return signature_apart(super().segments(node))


def signature_apart(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Give the segments with all that stands below the first drawn line of own words as one signature."""
    for number, segment in enumerate(segments):
        if segment.kind is not SegmentKind.OWN:
            continue
        lines = segment.text.split("\n")
        for at, line in enumerate(lines):
            if RULE.fullmatch(line):
                above, below = "\n".join(lines[:at]).strip(), "\n".join(lines[at + 1 :]).strip()
                own = (Segment(kind=SegmentKind.OWN, text=above),) if above else ()
                signature = "\n".join(filter(None, (below, *(one.text for one in segments[number + 1 :]))))
                return (*segments[:number], *own, *_signature(signature))
    return tuple(segments)


def _signature(text: str) -> Iterator[Segment]:
    if text:
        yield Segment(kind=SegmentKind.SIGNATURE, text=text)


def behind(node: LexborNode) -> LexborNode | None:
    """Give the element that follows a node, text and comments aside."""
    found = node.next
    while found is not None and (found.tag or "-").startswith("-"):
        found = found.next
    return found


def named_within(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Give the segments with the author that a nameless quote's own first line names, and the quote without that line."""
    named: list[Segment] = []
    for segment in segments:
        label, _, rest = segment.text.partition("\n")
        line, _, words = (rest if LABEL.match(label) else segment.text).strip().partition("\n")
        nameless = segment.kind is SegmentKind.QUOTE and segment.author is None
        if nameless and (match := FIRST_LINE.match(line)):
            named.append(replace(segment, author=match.group(1).strip(), text=words.strip()))
        else:
            named.append(segment)
    return tuple(named)


def card_of(node: LexborNode | None) -> dict[str, str]:
    """Give what a block says of an author in lines: rows `Label: value`, and as `role` the line above them."""
    card: dict[str, str] = {}
    lines = "\n".join(segment.text for segment in part(node, LINES)).split("\n") if node is not None else []
    for line in filter(None, lines[:MAX_CARD_ROWS]):
        if match := ROW.fullmatch(line):
            card[match.group(1).lower()] = match.group(2)
        elif not card:
            card["role"] = line
    return card


def numbered(tree: LexborHTMLParser, pattern: re.Pattern[str]) -> dict[str, dict[str, LexborNode]]:
    """Give, by number and then by prefix, the first nodes whose ids are a prefix and a number; in page order.

    `pattern` has two groups, the prefix and the number.
    """
    found: dict[str, dict[str, LexborNode]] = {}
    for node in tree.css("[id]"):
        if match := pattern.fullmatch(node.id or ""):
            found.setdefault(match.group(2), {}).setdefault(match.group(1), node)
    return found


def blocks(anchors: Sequence[LexborNode], holding: str = "") -> Iterator[LexborNode]:
    """Give for each anchor the nearest node, itself or one around it, that holds a `holding` and no other anchor.

    Where there is none, or nothing is asked for, it is the widest that holds no other anchor. Time is linear in the size of the page.
    """
    held: Counter[int] = Counter()
    for anchor in anchors:
        held.update(node.mem_id for node in _upward(anchor))
    for anchor in anchors:
        block = anchor
        for node in _upward(anchor):
            if held[node.mem_id] > 1:
                break
            block = node
            if holding and node.css_first(holding) is not None:
                break
        yield block


def _upward(node: LexborNode) -> Iterator[LexborNode]:
    around: LexborNode | None = node
    for _ in range(MAX_LEVELS):
        if around is None or around.tag in {"body", "html"}:
            return
        yield around
        around = around.parent


def standing_in(numbered: Iterable[tuple[LexborNode, str | None]], *, levels: int) -> dict[str, str]:
    """Give for each post's number that of the post it stands in, at most so many levels further out.

    `numbered` are the boxes of the posts in page order, each with its number; a box without one is passed over.
    """
    numbers: dict[int, str] = {}
    around: dict[str, str] = {}
    for node, native in numbered:
        if native is None:
            continue
        numbers[node.mem_id] = native
        above = node.parent
        for _ in range(levels):
            if above is None or above.mem_id in numbers:
                break
            above = above.parent
        if above is not None and above.mem_id in numbers:
            around[native] = numbers[above.mem_id]
    return around
