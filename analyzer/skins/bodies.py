"""Cuts the words of each post out of the lines between two headers: no card, no button, no end of the page."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analyzer.quotes.late import late
from analyzer.quotes.markdown import Line
from analyzer.quotes.scrape import BodyLine
from analyzer.quotes.text import tidy
from analyzer.skins.base import Header, Lettered
from analyzer.skins.letters import LABELLED
from analyzer.thread import NO_CARD

# Below these lines stands nothing of a post: the page ends.
PAGE_END = late(
    r"(?:users? (?:who are )?(?:viewing|browsing|reading) .{0,80}|similar (?:threads|topics)|related (?:threads|topics|discussions|content|questions)|latest (?:posts|threads)"
    r"|(?:\()?you must (?:log in|be logged|register|sign|be registered).{0,60}|not open for further replies\.?|share this page|insert quotes….{0,40}|write your reply.{0,20}|post reply"
    r"|recommended communities|top threads|who is online|users browsing this (?:forum|thread).{0,120}|display posts from previous.{0,80}|jump to:?.{0,40}|forum jump.{0,40}|thread tools"
    r"|« previous (?:thread|topic|next).{0,40}|previous (?:thread|topic)|return to .{1,60}|board index|powered by .{1,80}|all times are .{1,60}|quick reply|create an account or sign in to comment"
    r"|join the conversation|sign in to reply.{0,20}|log in (?:or register|to reply).{0,60}|sign in or register to comment\.?|this topic was automatically closed.{0,80}|this thread is closed.{0,40}"
    r"|zurück zu .{1,60}|ähnliche themen|wer ist online\??|gehe zu:?.{0,40}|sujets similaires|revenir (?:à|vers) .{1,60}|qui est en ligne.{0,5}|temas similares|volver a .{1,60}"
    r"|discussioni simili|torna a .{1,60}|похожие темы|вернуться в .{1,60}|кто сейчас на конференции.{0,5}|benzer konular|مواضيع مشابهة|المواضيع المتشابهة|返回列表|快速回复|your answer|not the answer you're looking for.{0,80}"
    r"|print|imprimer|drucken|imprimir|stampa|печать|yazdır|\d{1,6} (?:posts?|beiträge?|messages?|mensajes?|messaggi|сообщени[яй]|mesaj) .{1,3} (?:page|seite|página|pagina|страница|sayfa) .{0,30}|\d{1,6} users? .{0,10}(?:reading|viewing).{0,60}|viewing \d.{0,60}|pages?: ?\[?1.{0,40}|go up|go down|register to reply|back to .{3,60} next unread topic.{0,10}|samankaltaisia .{1,30})",
    re.IGNORECASE,
)
SIGNED = late(
    r"(?i:logged|gemerkt|journalisée|registrado|loggato|записан|kayıtlı|en línea|gelogd|loggad|zalogowany)|[_\u2014\u2013]{3,}|-{10,}|={10,}|--"
)
MAX_SIGNATURE_LINES = 15
MANY = 3
MAX_CARD_LINES = 14
MAX_FURNITURE = 80
MAX_TITLE = 200
MAX_RANK = 30
# The title stands in the last lines above the first post; of those it is the one that says most, up to this many words.
NEAR = 10
LONG = 8
CRUMBS = late(r" [\u203a\u00bb\u2039\u2192\u25ba>/|] ")
TITLED = late(
    r"^(?:topic|thread|subject|thema|betreff|sujet|hilo|tema|asunto|argomento|discussione|тема|konu|主题|标题) ?[:：] ?",
    re.IGNORECASE,
)
READ_TIMES = late(r" ?\((?:read|gelesen|lu|leído|letto|прочитано|okunma sayısı) .{1,20}\)$", re.IGNORECASE)
# A title that stands above each post: `Re: …`.
AGAIN = late(r"(?:re|aw|antw|odp|rép|ответ|r|cevap|رد|回复) ?(?:\[\d+\])? ?[:：] ?.{1,200}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The words of a post line by line, its signature, and what its card says."""

    lines: tuple[BodyLine, ...]
    signature: str = ""
    card: Mapping[str, str] = field(default_factory=lambda: NO_CARD)


def bodies(headers: Sequence[Header], text: Lettered, *, signed: bool) -> list[Body]:
    """Give the bodies of the posts in order, one for each header."""
    spans = list(_spans(headers, text, signed=signed))
    authors = frozenset((header.author or "").casefold() for header in headers)
    cut = [_trimmed(start, end, text, authors, last=k == len(spans) - 1) for k, (start, end) in enumerate(spans)]
    if len(cut) > 1:
        cut[-1] = _closed(cut, text)
    furniture = _recurring(cut, text)
    found: list[Body] = []
    ends = []
    for start, end in cut:
        while end > start and _shape(text.lines[end - 1].text) in furniture:
            end -= 1  # noqa: PLW2901  The end moves up.
        ends.append((start, end))
    sigs = _signatures(ends, headers, text)
    for header, (start, end), usual in zip(headers, ends, sigs, strict=True):
        # Where a header signs, what all posts of an author end with is that.
        sign = end if header.tail else usual
        lines = _without_tail([BodyLine(text.lines[k], text.letters[k]) for k in range(start, sign)], header.tail)
        signature = tidy("\n".join(line.text for line in text.lines[sign:end] if not SIGNED.fullmatch(line.text)))
        found.append(Body(lines=lines, signature=signature, card=_card(header, text)))
    return found


def _without_tail(lines: list[BodyLine], tail: str) -> tuple[BodyLine, ...]:
    """Give the lines without the signature that ends them, which may stand on several; its last may be left out already."""
    waiting, cut = [line.strip() for line in tail.split("\n") if line.strip()], False
    while lines and waiting:
        last = lines[-1].line.text
        if last == waiting[-1]:
            lines.pop()
            cut = True
        elif last.endswith(waiting[-1]) and len(waiting) == 1:
            kept = last.removesuffix(waiting[-1]).rstrip(" (")
            lines[-1:] = [replace(lines[-1], line=replace(lines[-1].line, text=kept))] if kept else []
        elif cut:
            break
        waiting.pop()
    return tuple(lines)


def title_of(headers: Sequence[Header], text: Lettered) -> str | None:
    """Give the line above the first header that is most likely the thread's title, or `None`."""
    head = [k for k in range(headers[0].start) if text.letters[k] in "stu" and len(text.lines[k].text) <= MAX_TITLE]
    count = Counter(text.lines[k].text for k in head)
    head = [k for k in head if not CRUMBS.search(text.lines[k].text)] or head
    twice = [k for k in head if count[text.lines[k].text] > 1 and " " in text.lines[k].text]
    near = twice or head[-NEAR:]
    if not near:
        return None
    again = {k for k in near if k and text.lines[k - 1].text == text.lines[k].text}
    best = max(near, key=lambda k: (k in again, min(len(text.lines[k].text.split()), LONG), k))
    return READ_TIMES.sub("", TITLED.sub("", text.lines[best].text)) or None


def _spans(headers: Sequence[Header], text: Lettered, *, signed: bool) -> list[tuple[int, int]]:
    if not signed:
        ends = [header.start for header in headers[1:]] + [len(text.lines)]
        return [(header.end, max(header.end, end)) for header, end in zip(headers, ends, strict=True)]
    begins = [0] + [header.end for header in headers[:-1]]
    return [(_after_card(begin, header, text), header.start) for header, begin in zip(headers, begins, strict=True)]


def _after_card(begin: int, header: Header, text: Lettered) -> int:
    """Give the first line of the words above a signing header: after the author's own name and card."""
    name = (header.author or "").casefold()
    if header.tail:
        return begin
    for number in range(begin, header.start):
        if _is_name(text.lines[number].text, name, is_first=number == begin):
            number += 1  # noqa: PLW2901  The words begin below the name.
            while number < header.start and text.letters[number] in "rl0n":
                number += 1  # noqa: PLW2901  And below the card.
            return number
    return begin


def _is_name(line: str, name: str, *, is_first: bool) -> bool:
    """Tell whether a line is an author's name, or on the first line above the words the name with the rank beside it."""
    folded = line.casefold()
    return folded == name or (
        is_first and bool(name) and folded.startswith(f"{name} ") and len(line) - len(name) <= MAX_RANK
    )


def _trimmed(start: int, end: int, text: Lettered, authors: frozenset[str], *, last: bool) -> tuple[int, int]:
    if last:
        end = next((k for k in range(start, end) if PAGE_END.fullmatch(text.lines[k].text)), end)
    while start < end and text.letters[start] in "fn-u":
        start += 1
    while end > start:
        line, kind = text.lines[end - 1].text, text.letters[end - 1]
        if (
            kind in "fleiumr-n0"
            or line.casefold() in authors
            or AGAIN.fullmatch(line)
            or (
                kind == "s"
                and any(text.lines[k].text.casefold() in authors for k in range(max(start, end - 4), end - 1))
                and any(text.letters[k] in "rl" for k in range(end - 1, min(end + 3, len(text.letters))))
            )
        ):
            end -= 1
        else:
            break
    return start, end


def _closed(cut: Sequence[tuple[int, int]], text: Lettered) -> tuple[int, int]:
    """Give the last post's span, ended by the button that stands right below the other posts."""
    below = Counter(text.lines[end].text for _, end in cut[:-1] if end < len(text.lines) and text.letters[end] == "f")
    start, end = cut[-1]
    usual = {line for line, times in below.items() if times > 1 or len(cut) == 2}  # noqa: PLR2004  One other post.
    return start, next((k for k in range(start + 1, end) if text.lines[k].text in usual), end)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.casefold())


def _recurring(cut: Sequence[tuple[int, int]], text: Lettered) -> frozenset[str]:
    """Give the last lines of posts that many posts end with: buttons nobody has listed."""
    count = Counter(_shape(text.lines[k].text) for start, end in cut for k in range(max(start, end - 4), end))
    often = max(MANY, 0.4 * len(cut))
    return frozenset(line for line, times in count.items() if times >= often and len(line) <= MAX_FURNITURE)


def _signatures(spans: Sequence[tuple[int, int]], headers: Sequence[Header], text: Lettered) -> list[int]:
    """Give the line each signature begins at: below a drawn line, or what an author's posts all end with."""
    mine: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for header, span in zip(headers, spans, strict=True):
        mine[header.author or ""].append(span)
    shared = {author: _common_end(own, text.lines) for author, own in mine.items()}
    found = []
    for header, (start, end) in zip(headers, spans, strict=True):
        sign = end - min(shared[header.author or ""], end - start - 1) if end > start else end
        for k in range(end - 1, max(start, end - MAX_SIGNATURE_LINES) - 1, -1):
            if SIGNED.fullmatch(text.lines[k].text) and k > start:
                sign = min(sign, k)
                break
        found.append(sign)
    return found


def _common_end(spans: Sequence[tuple[int, int]], lines: Sequence[Line]) -> int:
    """Give how many last lines all posts of an author share; 0 where there is one post."""
    if len(spans) < 2:  # noqa: PLR2004  One post has nothing to share.
        return 0
    length = 0
    while (
        all(end - start > length + 1 for start, end in spans)
        and len({lines[end - 1 - length].text for _, end in spans}) == 1
    ):
        length += 1
    return length


def _card(header: Header, text: Lettered) -> Mapping[str, str]:
    """Give the rows of the card in a header, or of the one right above it that begins with the author's name."""
    rows = [k for k in range(header.start, header.end) if text.letters[k] == "l"]
    if not rows:
        above = range(header.start - 1, max(-1, header.start - MAX_CARD_LINES), -1)
        name = (header.author or "").casefold()
        top = next((k for k in above if text.lines[k].text.casefold() == name), None)
        inside = range(top + 1, header.start) if top is not None else range(0)
        rows = [k for k in inside if text.letters[k] == "l"]
        if any(text.letters[k] not in "lrfsub" and not AGAIN.fullmatch(text.lines[k].text) for k in inside):
            rows = []
    card: dict[str, str] = {}
    for k in rows:
        match = LABELLED.fullmatch(text.lines[k].text)
        if match is not None and match.group("value"):
            label = text.lines[k].text[: match.start("value")].strip(" :：\u00b7").casefold()
            card.setdefault(label, match.group("value").strip())
    return card or NO_CARD
