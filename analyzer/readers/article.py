"""Articles scraped as plain text or saved as a page: one post whose words are the press's, with what they embed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import fuzz
from selectolax.lexbor import LexborHTMLParser, LexborNode

from analyzer.dates import parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.pasted import is_personal
from analyzer.quotes.text import tidy, words
from analyzer.readers.base import Rank
from analyzer.source import Source, SourceKind
from analyzer.thread import Found, Post, Segment, SegmentKind, Thread

# `— Raphael Glucksmann (@rglucks1) May 24, 2022`: the line that embedded tweets end with.
TWEET_END = re.compile(r"[\u2014\u2013-] ?(.{1,80}?) \(@(\w{1,30})\) (.{6,30})")
# A tweet is at most this long; a longer paragraph above its signature is the article's.
MAX_TWEET_LINES = 6
SEE_ALSO = re.compile(
    r"(?:see also|read also|also read|read more|related(?: articles?| news)?|lire aussi|voir aussi|à lire aussi|siehe auch"
    r"|lesen sie auch|mehr zum thema|leer también|lea también|ver también|leggi anche|читайте также)\b[:\s].{0,300}",
    re.IGNORECASE,
)
# What republishing sites put after the last line they copied; below it stand their own lines alone.
COPY_END = re.compile(r"source link:?|read the (?:full|original) (?:article|story).{0,60}", re.IGNORECASE)
LEFTOVER = re.compile(
    r"(?:source|advertisement|werbung|publicité|publicidad|continue reading.{0,60}|share this:?.{0,60}|tweet|loading\.{0,3}"
    r"|story continues below.{0,40})[:.]?",
    re.IGNORECASE,
)
COMMENT_FORM = re.compile(
    r"(?:leave a (?:comment|reply).{0,60}|laisser un commentaire.{0,60}|schreibe? (?:einen|ihren) kommentar.{0,60}"
    r"|deja (?:un comentario|una respuesta).{0,60}|lascia un commento.{0,60}|оставить комментарий.{0,60}|post a comment"
    r"|(?:your|votre|ihre|deine|tu|il tuo) (?:e-?mail|adresse|dirección|indirizzo).{0,40}(?:published|publiée|veröffentlicht|publicad|pubblicat).{0,120})",
    re.IGNORECASE,
)
# What a site says of itself below an article: to subscribe, to pay, to switch the ad blocker off.
PROMOTION = re.compile(
    r"\b(?:ad-?\s?block\w*|advertising money|newsletter|subscri\w+|abonn\w+|our channels?|our app|follow us|sign up|donat\w+|patrons?"
    r"|support (?:us|our|independent)|your support|cannot be free|best regards|the editors|editors$|all rights reserved"
    r"|copyright|whatsapp|google news|read with us|order .{1,40}(?:weekly|daily|paper|magazine)|assistance plan|discounted"
    r"|free trial|log in to|become a member|membership|terms of use|cookies?)\b",
    re.IGNORECASE,
)
# The promotion at the foot is looked for in the last lines only.
FOOT_LINES = 8
# A line this short at the foot says nothing of its own: a greeting, a name, a button.
SHORT_WORDS = 8
# Two prose paragraphs and 80 words are the least that is an article; shorter is a note that could be anything.
LEAST_WORDS = 80
LEAST_PROSE = 2
PROSE_WORDS = 20
MAX_TITLE = 220
# Lines that only forum pages hold; two of them and the text is an unknown forum's, not the press's.
FORUM = re.compile(
    r"(?:.{1,60} (?:said|wrote|schrieb|a écrit|escribió|ha scritto):|originally posted by .{1,80}|quote from:? .{1,80}"
    r"|quote:|(?:joined|registered|posts|messages|re): .{1,80}|click to expand\.{3}|#\d{1,5}|reply|posted: .{1,80}"
    r"|>{1,3} ?.{0,200})",
    re.IGNORECASE,
)
FORUM_BLOCKS = ".comment, .post-body, .postbody, .post_body, .message-body, [id^=comment-], [id^=post-], .cooked"
BODY = ('[itemprop="articleBody"]', "article", "main", ".entry-content", ".article-body", "body")
TITLE: Fields = (
    Field(selector='meta[property="og:title"]', attribute="content"),
    Field(selector="h1"),
    Field(selector="title"),
)
URL: Fields = (
    Field(selector="link[rel=canonical]", attribute="href"),
    Field(selector='meta[property="og:url"]', attribute="content"),
)
AUTHOR: Fields = (Field(selector='meta[name="author"]', attribute="content"), Field(selector='[rel="author"]'))
PUBLISHED: Fields = (
    Field(selector='meta[property="article:published_time"]', attribute="content"),
    Field(selector="article time[datetime]", attribute="datetime"),
)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines between blank ones; `wide` where two blank lines or more stand above."""

    text: str
    wide: bool = False


class ArticleReader:
    """Reads prose that no forum engine marks; asked last, since nothing marks an article for what it is."""

    name = "article"
    last_resort = Rank.ARTICLE

    def claims(self, source: Source) -> bool:
        """Tell whether the source is prose of paragraphs, without the lines or blocks of a forum."""
        if source.kind is SourceKind.HTML:
            body = _body(source.tree)
            return body is not None and _is_article(_page_blocks(body))
        return source.kind is SourceKind.TEXT and _is_article(_blocks(source.lines))

    def read(self, source: Source) -> Iterator[Thread]:
        """Give one thread of one post; a thread id is made from the page's address, else from its words."""
        if source.kind is SourceKind.HTML:
            yield _from_page(source)
        else:
            blocks = _blocks(source.lines)
            title, blocks = _title_apart(blocks)
            yield _thread(source, title=title, blocks=blocks)


READER = ArticleReader()


def _from_page(source: Source) -> Thread:
    tree = source.tree
    body = _body(tree)
    title = first_value(TITLE, tree)
    blocks = _page_blocks(body) if body is not None else []
    blocks = [block for block in blocks if title is None or not _same(block.text, title)]
    return _thread(
        source,
        title=title,
        blocks=blocks,
        url=first_value(URL, tree),
        author=first_value(AUTHOR, tree),
        published=first_value(PUBLISHED, tree),
    )


def _thread(  # noqa: PLR0913  All but the source and blocks are what a page may say of the article.
    source: Source,
    *,
    title: str | None,
    blocks: Sequence[_Block],
    url: str | None = None,
    author: str | None = None,
    published: str | None = None,
) -> Thread:
    segments = tuple(_segments(_without_furniture(blocks)))
    post_id = "a" + digest(title, *(segment.text for segment in segments))
    host = urlsplit(url).hostname if url else None
    return Thread(
        id=f"{host or 'article'}/{digest(url) if url else post_id}",
        title=title,
        engine="article",
        source=source.name,
        url=url if host else None,
        posts=(Post(id=post_id, position=1, author=author, created_at=parse_date(published), segments=segments),),
        problems=source.problems,
    )


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """Give the blocks between blank lines, each with its lines."""
    blocks: list[_Block] = []
    begin = blank = 0
    for number, line in enumerate([*lines, ""]):
        if line:
            continue
        if number > begin:
            blocks.append(_Block(tidy("\n".join(lines[begin:number])), wide=blank > 1))
            blank = 0
        begin = number + 1
        blank += 1
    return blocks


def _body(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in BODY:
        found = tree.css_first(selector)
        if found is not None and len(found.css("p")) > LEAST_PROSE:
            return found if len(tree.css(FORUM_BLOCKS)) < LEAST_PROSE else None
    return None


def _page_blocks(body: LexborNode) -> list[_Block]:
    blocks = []
    for node in body.css("p, h2, h3, li, blockquote"):
        parent = node.parent
        # A paragraph in a list or quotation is given by what holds it.
        if parent is not None and parent.tag in {"li", "blockquote"}:
            continue
        if text := tidy(node.text(separator="\n" if node.tag == "blockquote" else "")):
            blocks.append(_Block(text))
    return blocks


def _is_article(blocks: Sequence[_Block]) -> bool:
    lines = [line for block in blocks for line in block.text.split("\n")]
    if sum(FORUM.fullmatch(line) is not None for line in lines) >= LEAST_PROSE:
        return False
    prose = [count for line in lines if (count := len(words(line))) >= PROSE_WORDS]
    letters = sum(character.isalpha() or character.isspace() for line in lines for character in line[:2000])
    characters = sum(len(line[:2000]) for line in lines)
    # Prose is nine tenths letters and spaces; tables, logs and source code are well below.
    return len(prose) >= LEAST_PROSE and sum(prose) >= LEAST_WORDS and letters > 0.85 * characters


def _title_apart(blocks: list[_Block]) -> tuple[str | None, list[_Block]]:
    first = blocks[0].text
    if "\n" in first or len(first) > MAX_TITLE or re.search(r"[.!?\u2026][\"\u201d\u00bb]?$", first):
        return None, blocks
    rest = blocks[1:]
    return first, [block for number, block in enumerate(rest) if number > 1 or not _same(block.text, first)]


def _same(one: str, other: str) -> bool:
    return fuzz.ratio(" ".join(words(one)), " ".join(words(other))) > 95  # noqa: PLR2004  Dots and dashes may differ.


def _without_furniture(blocks: Sequence[_Block]) -> list[_Block]:
    """Give the blocks without comment form, references to other articles, and the promotion at the foot."""
    kept: list[_Block] = []
    for block in blocks:
        lines = []
        ended = False
        for line in block.text.split("\n"):
            ended = COMMENT_FORM.fullmatch(line) is not None or COPY_END.fullmatch(line) is not None
            if ended:
                break
            if not SEE_ALSO.fullmatch(line) and not LEFTOVER.fullmatch(line):
                lines.append(line)
        if lines:
            kept.append(_Block("\n".join(lines), wide=block.wide))
        if ended:
            break
    return _without_promotion(kept)


def _without_promotion(blocks: list[_Block]) -> list[_Block]:
    """Give the blocks without the last ones in which the site speaks of itself to its readers.

    These are the last lines that promote, or speak in the first or second person outside quotation marks, or are short
    and stand among such. They are left out if one of them promotes, or if a wider gap parts them from the article.
    """
    lines = [_Block(line, wide=block.wide) for block in blocks for line in block.text.split("\n")]
    begin = len(lines)
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - FOOT_LINES), -1):
        if _speaks_to_readers(lines[number].text):
            begin = number
        elif len(words(lines[number].text)) > SHORT_WORDS:
            break
    foot = lines[begin:]
    if not any(PROMOTION.search(line.text) for line in foot) and not (foot and foot[0].wide):
        return blocks
    left_out = "\n".join(line.text for line in foot).count("\n") + 1
    return _without_last_lines(blocks, left_out)


def _without_last_lines(blocks: list[_Block], count: int) -> list[_Block]:
    kept = list(blocks)
    while count and kept:
        lines = kept.pop().text.split("\n")
        if len(lines) > count:
            kept.append(_Block("\n".join(lines[:-count])))
        count = max(0, count - len(lines))
    return kept


def _speaks_to_readers(line: str) -> bool:
    return PROMOTION.search(line) is not None or is_personal(line)


def _segments(blocks: Sequence[_Block]) -> Iterator[Segment]:
    """Give the article's stretches and the tweets among them, each ended by its signature line."""
    article: list[str] = []
    for block in blocks:
        *above, last = block.text.split("\n")
        match = TWEET_END.fullmatch(last)
        signed = parse_date(match.group(3)) if match else None
        if match is None or signed is None:
            article.append(block.text)
            continue
        tweet = "\n".join(above) or (article.pop() if article and article[-1].count("\n") < MAX_TWEET_LINES else "")
        if article:
            yield Segment(kind=SegmentKind.ARTICLE, text="\n\n".join(article))
            article = []
        if tweet:
            yield Segment(
                kind=SegmentKind.QUOTE,
                text=tweet,
                author=match.group(1),
                found=Found.MARKUP,
                depth=1,
                created_at=signed,
            )
    if article:
        yield Segment(kind=SegmentKind.ARTICLE, text="\n\n".join(article))
