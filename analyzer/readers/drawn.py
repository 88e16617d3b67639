"""Quote boxes of vBulletin other than the usual: such as a skin draws, known by the arrow to the quoted post, and printed ones."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.fields import MAX_CHARACTERS, Field
from analyzer.quotes.dom import BodyRules
from analyzer.readers.htmlforum import Engine
from analyzer.readers.parts import BY, MAX_LEVELS, ORIGINALLY, POST_LINK, POSTED_BY

# The arrow behind a quoted author's name, which leads to the quoted post: skins that draw boxes of their own keep it.
ARROW = "[id^=post_message_] a[href*=post]"
STOCK = frozenset({"alt2", "bbcode_quote"})
WORDS = frozenset({"postcontent"})
LINES = frozenset({"div", "legend", "p", "h4", "cite"})
# A page says with its first quotes how it draws them.
MAX_ARROWS = 16
CLASS = re.compile(r"[A-Za-z_][\w-]{0,40}")

# On pages for the printer and in the archive, where nobody can follow a link: `Originally Posted by NAME (Post 123)`.
PRINTED_BY = f"{BY}, .bbcode_quote.printable > div:not(.message)"
NUMBERED = re.compile(rf"(?:{ORIGINALLY}):?\s(.{{1,100}}?)\s?\(\D{{0,20}}\d{{1,18}}\)$", re.IGNORECASE)
PRINTED = BodyRules(
    quote="td.alt2, .bbcode_quote",
    quote_body=".message",
    quote_author=(
        Field(selector=f"{BY} > strong, .bbcode_quote.printable > div:not(.message) > strong"),
        Field(selector=PRINTED_BY, pattern=NUMBERED),
        Field(selector=PRINTED_BY, pattern=POSTED_BY),
    ),
    quote_post=(
        Field(selector=f"{BY} > a[href]", attribute="href", pattern=POST_LINK),
        Field(selector=PRINTED_BY, pattern=re.compile(r"\(\D{0,20}(\d{1,18})\)$")),
    ),
    code="pre",
    skip=f"{PRINTED_BY}, .bbcode_description, .smallfont:has(+ table td.alt2), .smallfont:has(+ pre)",
)


def drawn(tree: LexborHTMLParser, engine: Engine) -> Engine:
    """Give the engine, its rules with the boxes that a page's skin draws around quotes instead of the usual ones."""
    for arrow in tree.css(ARROW)[:MAX_ARROWS]:
        line = arrow.parent
        while line is not None and line.tag not in LINES and line.tag != "body":
            line = line.parent
        box = line.parent if line is not None else None
        if line is None or box is None or not _names(line, arrow) or not _is_box(box, line):
            continue
        kind, first = _kind(box), f"{_kind(line)}:first-child"
        if "." in kind:
            return replace(engine, words=_with(engine.words, kind, f"{kind} > {first}"))
        if kind in {"blockquote", "fieldset"}:
            # These are drawn around other things too.
            kind = f"{kind}:has(> {first} a[href*=post])"
            return replace(engine, words=_with(engine.words, kind, f"{kind} > {first}"))
    return engine


def _with(words: BodyRules, box: str, line: str) -> BodyRules:
    """Give the rules with one more kind of box, the first line of which says whom it quotes."""
    return replace(
        words,
        quote=f"{words.quote}, {box}",
        quote_author=(
            *words.quote_author,
            Field(selector=f"{line} strong, {line} b"),
            Field(selector=line, without="a[href*=post]", pattern=POSTED_BY),
            Field(selector=line, pattern=POSTED_BY),
        ),
        quote_post=(*words.quote_post, Field(selector=f"{line} a[href]", attribute="href", pattern=POST_LINK)),
        skip=f"{words.skip}, {line}, .smallfont:has(+ {box})",
    )


def _names(line: LexborNode, arrow: LexborNode) -> bool:
    """Tell whether a line with a link to a post names whom it quotes: in words, or in bold beside an arrow."""
    if POSTED_BY.search(" ".join(line.text()[:MAX_CHARACTERS].split())):
        return True
    return arrow.css_first("img") is not None and line.css_first("strong, b") is not None


def _is_box(box: LexborNode, line: LexborNode) -> bool:
    """Tell whether a block within a post begins with the line, and is in none of the usual boxes."""
    before = line.prev
    while before is not None and before.tag in {"-text", "-comment"} and not (before.text_content or "").strip():
        before = before.prev
    if before is not None or _is_all(box):
        return False
    around: LexborNode | None = box
    for _ in range(MAX_LEVELS):
        if around is None or _is_all(around):
            return True
        if around.tag != "fieldset" and not STOCK.isdisjoint(_classes(around)):
            return False
        around = around.parent
    return True


def _is_all(node: LexborNode) -> bool:
    """Tell whether a node holds all words of a post."""
    return (node.id or "").startswith("post_message_") or not WORDS.isdisjoint(_classes(node))


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _kind(node: LexborNode) -> str:
    """Give a selector for nodes like this one: its tag, and its first class if there is one."""
    first = _classes(node)[:1]
    return f"{node.tag}.{first[0]}" if first and CLASS.fullmatch(first[0]) else str(node.tag)
