"""Turns Markdown made from a page (html2text and its like) into the lines a browser would copy, quote marks kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzer.quotes.browsers import shown_lines
from analyzer.quotes.dateline import DATE
from analyzer.quotes.late import late
from analyzer.quotes.markdown_links import GIVEN_BACK, KEPT, LINK_END, MAX_ADDRESS, REACH, Links

BRACKET = re.compile(r"\\[\\`*_{}\[\]()#+\-.!|<>~]|!\[|\[|\]")
QUOTED = re.compile(r"((?:> ?){1,40})(.*)", re.DOTALL)
MAIL_QUOTE = re.compile(r"(?:> ?){0,39}>(?= |$)")
RULE = re.compile(r"(?:\* ?){3,}|-{3,}|[-:| ]*-{3}[-:| ]*\|[-:| ]*")
# markdownify writes a definition, and an answer on a wiki, so: `:   words`.
BULLET = re.compile(r"(?:[*+-]|\d{1,4}\.)(?:\s+|$)|: {2,}(?=\S)")
HYPHEN_TIME = re.compile(r"- \d{1,2}:\d{2}")
HEADING = re.compile(r"#{1,6}(?:\s+|$)")
EMPHASIS = re.compile(r"(?<![\w_*])([_*])(?=[^\s_*])([^_*\n]{1,300})(?<=\S)\1(?![\w_*])")
AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
# html2text breaks lines where the next word would pass this column.
WIDTH = 78
# Marks of Markdown; two kinds of them, or many of one, tell it from text in which somebody wrote an asterisk.
MARKS = (
    re.compile(r"\]\((?:https?:|/|\.|#|[\w-]{1,60}[./?])"),
    re.compile(r"^(?:\* \* \*|#{1,6} \S.*|[-| ]*---\|[-| ]*)$", re.MULTILINE),
    re.compile(r"\*\*[^*\n]{1,200}\*\*"),
    re.compile(r"^> ?\S", re.MULTILINE),
    re.compile(r"^ {2,8}(?:\*|\d{1,3}\.) \S", re.MULTILINE),
)
# `**NAME** Senior Member`: where words follow a bold beginning, it is a field of its own, and a name if posts have it so.
BOLD_FIRST = re.compile(r"(?:^|\| {1,3})\*\*([^*\n]{2,50})\*\* (?=[^\W\d])", re.MULTILINE)
# vBulletin prints whom it quotes in bold, and html2text what was quoted on the same line: where the bold ends, the name does.
QUOTED_NAME = late(
    r"\b(?:orig\w{4,9} (?:post(?:ed)?|written|geschrieben|verfasst) (?:by|von)|zitat von|(?:envoyé|posté) (?:initialement )?par"
    r"|(?:iniciado|escrito|publicado) (?:originalmente )?por|(?:inviato|scritto) (?:originariamente )?da|сообщение от):? "
    r"\*\*[^*\n]{1,60}\*\*(?= {1,6}[^\s*|])",
    re.IGNORECASE,
)
MANY = 3
# Nobody draws such a line by hand three times: html2text writes each table's so.
TABLE = re.compile(r"^(?:---\|){1,20}---[ \t]*$", re.MULTILINE)
# markdownify's tables, a row a line, and tables in tables on it; what were lines in a cell are parted by blanks there, and
# asterisks alone were an author's stars.
PIPED = re.compile(r"^\| (?:\| )?.*\|$", re.MULTILINE)
BREAKS = re.compile(r"\s{2,}")
DASHES = re.compile(r"\s?(?:-{3}|[* ]*)\s?")
# What html2text breaks nowhere, a word longer than this hardly ever, and how many longer lines there are to those near the
# width: on 86 real pages up to a sixth where lines were broken, and from a quarter on where not.
UNBROKEN = re.compile(r"^(?:\s*(?:[*+-]|\d{1,4}\.)\s| {4}|\s*<|#)|\||^\S*$")
MAX_WORD = 10
LONG = 0.2
DRAWN = 5
CELL = re.compile(r"(?:^|\s)\|(?=\s|$)")
WIDE = re.compile(r"(?<![.!?:;,]) {2,}(?=\S)")
MAX_FIELDS = 140
# The number of a post, alone or with its date, and how far from the begin of a cell one is looked for.
COUNTED = late(rf"(?:^| {{2,}})(?P<count>#\d{{1,7}}(?: {{1,3}}{DATE})?)(?= {{2,}}|$)", re.IGNORECASE)
MAX_HEAD = 400
# A name in bold that ends a cell is the next one's, and buttons stand before it.
MAX_TAIL = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a scrape: its words, how many quote marks (`>`) stood before them, and the blank lines above it.

    `runs_on` says that the line was parted from the words above it, `user` whose page on a wiki its last such link leads
    to, where the scrape kept its links. `trails` says of words that they stood behind a wiki's signature, and of that
    signature's time that there are such words.
    """

    text: str
    depth: int = 0
    gap: int = 0
    runs_on: bool = False
    user: str | None = None
    trails: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmarked:
    """A scrape without its Markdown: its lines, and the words of links to people's pages."""

    lines: tuple[Line, ...]
    names: frozenset[str]


def is_markdown(text: str) -> bool:
    """Tell whether a text was made from a page by a Markdown writer."""
    often = [_is_often(mark, text) for mark in MARKS]
    return often[0] or sum(often) > 1 or _is_often(TABLE, text)


def _is_often(mark: re.Pattern[str], text: str) -> bool:
    return sum(1 for _ in zip(mark.finditer(text), range(MANY), strict=False)) == MANY


def unmark(text: str) -> Unmarked:
    """Give the lines and names of a text; Markdown is undone where there is some, else lines are as they stand."""
    if not is_markdown(text):
        return Unmarked(lines=tuple(_spaced(_quoted(shown_lines(text)))), names=frozenset())
    links = Links()
    written = text.split("\n")
    bare = _without_links("\n".join(_unwrapped(written) if _is_wrapped(written) else written), links)
    tabled = _is_often(PIPED, text)
    lines = tuple(_spaced(_plain(bare.split("\n"), links.users, tabled=tabled)))
    bold = (words.strip() for words in BOLD_FIRST.findall(bare))
    return Unmarked(lines=lines, names=frozenset([*links.names, *(words for words in bold if words[-1:] != ":")]))


def _quoted(lines: Sequence[str]) -> Iterator[tuple[str, int, None]]:
    """Give each line with its quote marks counted, where they are a mail program's: `> `, and no `>>123`."""
    for line in lines:
        match = MAIL_QUOTE.match(line)
        yield (line[match.end() :], match.group().count(">"), None) if match else (line, 0, None)


def _spaced(lines: Iterable[tuple[str, int, str | None]]) -> Iterator[Line]:
    gap = 0
    for words, depth, user in lines:
        # Tabs part the cells of a table; all else that is blank is one space.
        cells = words.replace("\N{ZERO WIDTH SPACE}", "").split("\t")
        stripped = "\t".join(" ".join(cell.split()) for cell in cells).strip()
        if stripped:
            yield Line(text=stripped, depth=depth, gap=gap, user=user)
            gap = 0
        else:
            gap += 1


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether a writer broke lines for width: then many end near it, and hardly one is longer.

    Lists, tables, headings and code are broken by none, nor are addresses.
    """
    near = sum(WIDTH - MAX_WORD <= len(line) <= WIDTH for line in lines)
    long = sum(len(line) > WIDTH and "](" not in line and UNBROKEN.search(line) is None for line in lines)
    return long <= near * LONG


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Give the lines with those that the writer broke for width joined again."""
    whole: list[str] = []
    last = ""
    for line in lines:
        depth, words = _quote_marks(line)
        if (
            whole
            and _continues(last, line, words, nested=whole[0].startswith(">>"))
            and depth in _depths(whole[0], last)
        ):
            whole.append(words)
        else:
            if whole:
                yield " ".join(whole)
            whole = [line]
        last = line
    if whole:
        yield " ".join(whole)


def _depths(first: str, last: str) -> set[int]:
    """Give the quote marks that a broken line may go on with: html2text repeats one mark, and none of those of `>>`."""
    return (
        {0}
        if first.startswith(">>")
        else {1, _quote_marks(last)[0]}
        if first.startswith("> ")
        else {_quote_marks(last)[0]}
    )


def _continues(last: str, line: str, words: str, *, nested: bool) -> bool:
    if not words.strip() or last.endswith("  ") or words.startswith("    "):
        return False
    if len(last) > WIDTH and last.endswith(")"):
        return False  # A long address passes the width by itself: nothing says that its line was broken.
    if (
        (BULLET.match(words.lstrip()) and not HYPHEN_TIME.match(words))
        or HEADING.match(words)
        or RULE.fullmatch(words.strip())
    ):
        return False
    first = words.split(None, 1)[0]
    # Long addresses are broken at hyphens, so that a line may end before the width is reached.
    reached = len(last) + 1 + len(first) > WIDTH or (
        last.endswith("-") and len(last) + len(first.split("-")[0]) >= WIDTH
    )
    return reached and (nested or line[:1] == ">" or not last.lstrip().startswith(">"))


def _quote_marks(line: str) -> tuple[int, str]:
    match = QUOTED.match(line)
    return (match.group(1).count(">"), match.group(2)) if match else (0, line)


def _without_links(text: str, links: Links) -> str:
    """Give the text with links as their words and without pictures; each opening bracket waits for its end."""
    out: list[str] = []
    waiting: list[tuple[int, bool]] = []
    position = 0
    # Where the lines of what is given stand: those above in the text, less those that stood within links.
    line = counted = 0
    while match := BRACKET.search(text, position):
        out.append(text[position : match.start()])
        mark, position = match.group(), match.end()
        if mark in {"[", "!["}:
            waiting.append((len(out), mark == "!["))
            out.append(mark)
        elif mark != "]":
            out.append(mark[1:])
        elif waiting:
            opened, picture = waiting.pop()
            end = LINK_END.match(text, match.start())
            if end is None:
                out.append("]")
                continue
            position = end.end()
            inside = "".join(out[opened + 1 :])
            words = " ".join(inside.split())
            line += text.count("\n", counted, match.start()) - inside.count("\n")
            counted = end.end()
            if not picture and words[:1] == "_" and links.is_name(words, end.group("url")[:MAX_ADDRESS], text):
                words = words.translate(KEPT)
            # Words of pictures are no words of the page.
            out[opened:] = [] if picture else [f" {words} " if inside[:1].isspace() or not words else words]
            if not picture and words:
                links.add(
                    words.translate(GIVEN_BACK), end.group("url")[:MAX_ADDRESS], line, text[position : position + REACH]
                )
        else:
            out.append("]")
    out.append(text[position:])
    return "".join(out)


def _plain(lines: Sequence[str], users: Mapping[int, str], *, tabled: bool) -> Iterator[tuple[str, int, str | None]]:
    """Give each line's words and quote depth without bullets, headings, rules and emphasis; table cells are lines."""
    for number, line in enumerate(lines):
        user = users.get(number)
        depth, words = _quote_marks(line.lstrip() if line.lstrip()[:1] == ">" else line)
        words = words.strip()
        if not words or RULE.fullmatch(words):
            yield "", depth, user
            continue
        while match := BULLET.match(words) or HEADING.match(words):
            words = words[match.end() :]
        if not words.strip("_"):
            # A drawn line stands above a signature; two are what an icon leaves.
            yield (words if len(words) >= DRAWN else ""), depth, user
            continue
        ends_bold = words.endswith("**")
        words = QUOTED_NAME.sub(r"\g<0> |", words)
        words = AUTOLINK.sub(r"\1", words.replace("**", "").replace("__", ""))
        words = EMPHASIS.sub(r"\2", words).translate(GIVEN_BACK)
        for cell in CELL.split(words):
            parts = BREAKS.split(cell) if tabled else _fields(cell, ends_bold=ends_bold)
            yield from ((part, depth, user) for part in parts if not (tabled and DASHES.fullmatch(part)))


def _fields(cell: str, *, ends_bold: bool) -> Iterator[str]:
    """Give the fields of a cell: what stood between two runs of spaces were pictures and buttons.

    In a long cell the words of a post stand between its number and date, and the buttons and the bold name of the next
    post: only what is before and behind them are fields.
    """
    if head := COUNTED.search(cell, 0, MAX_HEAD):
        yield from WIDE.split(cell[: head.start()])
        yield head.group("count")
        cell = cell[head.end() :]
    if len(cell) <= MAX_FIELDS:
        yield from WIDE.split(cell)
        return
    gap = WIDE.search(cell, len(cell) - MAX_TAIL) if ends_bold and len(cell) > MAX_TAIL else None
    yield cell[: gap.start()] if gap else cell
    if gap:
        yield from WIDE.split(cell[gap.end() :])
