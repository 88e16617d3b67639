"""Parts wikitext into pieces: headings, indented lines, links to people's pages, quotes by template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.quotes.comments import Kind, Piece
from analyzer.signatures import user_of

LINE = re.compile(r"^([:*#;]{0,60})(.*)$", re.DOTALL)
WIKI_HEADING = re.compile(r"^(={1,6})\s?(.{1,300}?)\s?\1\s{0,5}(?:<!--.{0,200}-->)?$")
WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
OUTER_LINK = re.compile(r"\[(?:https?:)?//[^\s\]]{1,500}(?: ([^\]\n]{1,300}))?\]")
TEMPLATE_QUOTE = re.compile(r"\{\{\s?(?:tq|talk ?quote|quote|xt)\s?\|(?:1=)?([^{}]{1,2000})\}\}", re.IGNORECASE)
UNSIGNED = re.compile(r"\{\{\s?unsigned[^|{}]{0,20}\|(?:1=)?([^|{}]{1,100})\|(?:2=)?([^{}]{1,100}?)\}\}", re.IGNORECASE)
TEMPLATE = re.compile(r"\{\{[^{}]{0,2000}\}\}")
MARKUP = re.compile(
    r"'{2,5}|</?(?:small|big|span|font|b|i|u|s|del|ins|sub|sup|div|center|nowiki|code|tt|br)\b[^<>]{0,300}>|<!--.{0,2000}?-->",
    re.DOTALL,
)


def pieces_in(text: str) -> Iterator[Piece]:
    """Give the pieces of wikitext, line by line."""
    text = UNSIGNED.sub(lambda match: f" [[User:{match.group(1)}]] {match.group(2)}", text)
    for line in text.split("\n"):
        if match := WIKI_HEADING.match(line):
            title = _plain(match.group(2))
            yield Piece(kind=Kind.HEADING, text=title, level=len(match.group(1)), anchor=title.replace(" ", "_"))
            continue
        indentation = LINE.match(line)
        marks, words = (indentation.group(1), indentation.group(2)) if indentation else ("", line)
        yield Piece(kind=Kind.BLOCK if words.strip() else Kind.PARAGRAPH, level=len(marks))
        yield from _line_pieces(words, len(marks))


def _line_pieces(words: str, level: int) -> Iterator[Piece]:
    position = 0
    marks = sorted([*WIKI_LINK.finditer(words), *TEMPLATE_QUOTE.finditer(words)], key=lambda match: match.start())
    for match in marks:
        if match.start() < position:
            continue
        yield Piece(kind=Kind.WORDS, text=_plain(words[position : match.start()], ends=True), level=level)
        position = match.end()
        if match.re is TEMPLATE_QUOTE:
            yield Piece(kind=Kind.WORDS, text=_plain(match.group(1)), level=level, depth=1)
        elif user := user_of(match.group(1)):
            yield Piece(kind=Kind.WORDS, text=_plain(match.group(2) or match.group(1)), level=level, user=user)
        else:
            yield Piece(kind=Kind.WORDS, text=_plain(match.group(2) or match.group(1)), level=level)
    yield Piece(kind=Kind.WORDS, text=_plain(words[position:], ends=True), level=level)


def _plain(text: str, *, ends: bool = False) -> str:
    text = WIKI_LINK.sub(lambda match: match.group(2) or match.group(1), text)
    text = OUTER_LINK.sub(lambda match: match.group(1) or "", text)
    text = MARKUP.sub("", TEMPLATE.sub("", text))
    return text if ends else text.strip()
