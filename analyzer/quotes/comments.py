"""Parts a wiki's discussion page into comments: each ends with its author's signature, indentation says what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from analyzer.quotes.text import tidy
from analyzer.signatures import Timestamp, is_usual, timestamp_in, usual_shapes
from analyzer.thread import Found, Post, Segment, SegmentKind

# Between a signature's last link and its day stands a word or two (MediaWiki's own limit is this one).
SCAN = 100
# A heading's part of an id is cut after so many bytes, as MediaWiki does.
MAX_HEADING = 80
# `2020-05-03T12:34:56`, in a fifth of the time of a format.
SECONDS = 19
DASHES = ("\u2014", "\u2013", "-", "(", "[")


class Kind(Enum):
    """What comes next on a page."""

    WORDS = auto()
    LINE = auto()
    BLOCK = auto()
    PARAGRAPH = auto()
    HEADING = auto()


class Piece(NamedTuple):
    """The next piece of a page: words with their indentation, quote depth and the author whose page they link to.

    A named tuple, as a page has 30,000 of them and copying a data class took a third of the time of reading it.

    `by` is who is quoted, where that is known; `small` tells apart stretches in small print, 0 elsewhere.
    A heading has its `level` (1 to 6) and its `anchor`.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    depth: int = 0
    user: str | None = None
    by: str | None = None
    anchor: str = ""
    code: bool = False
    small: int = 0


@dataclass(slots=True)
class Comment:
    """A signed comment: who, when, at what indentation, and its words as pieces; `answers` is its place in the section."""

    author: str
    moment: datetime
    level: int
    pieces: list[Piece]
    answers: int | None = None
    id: str = ""


@dataclass(slots=True)
class Section:
    """A part of a page under a heading; `unsigned` tells whether words without a signature stand at its end."""

    title: str | None = None
    anchor: str = ""
    level: int = 0
    comments: list[Comment] = field(default_factory=list)
    unsigned: bool = False


def sections(pieces: Iterable[Piece]) -> Iterator[Section]:
    """Give the sections of a page with their comments, in order; a section without heading comes first, where there is one."""
    pieces = list(pieces)
    # One in ten texts has a bracket: asking here saves the calls.
    stamps = {
        id(piece): stamp
        for piece in pieces
        if "(" in piece.text and _can_sign(piece) and (stamp := timestamp_in(piece.text))
    }
    usual = usual_shapes(stamp.shape for stamp in stamps.values())
    section, on_line = Section(), False
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind is Kind.HEADING:
            section.unsigned = _say_something(waiting)
            yield section
            section, waiting, on_line = (
                Section(title=piece.text or None, anchor=piece.anchor, level=piece.level),
                [],
                False,
            )
        elif on_line and piece.kind is Kind.WORDS:
            # What stands behind a signature on its line belongs to the comment, a second signature too: somebody
            # added to it or mended it.
            section.comments[-1].pieces.append(_unstamped(piece))
        else:
            on_line = False
            waiting.append(piece)
            stamp = stamps.get(id(piece))
            if stamp is not None and _signed(section, waiting, stamp, usual):
                waiting, on_line = [], True
    section.unsigned = _say_something(waiting)
    yield section


def _can_sign(piece: Piece) -> bool:
    return piece.kind is Kind.WORDS and not piece.depth and not piece.code


def _signed(section: Section, waiting: list[Piece], stamp: Timestamp, usual: frozenset[str]) -> bool:
    """Add a comment where the last piece ends a signature, and tell whether it does.

    A signature of another shape than the page's own was copied here with the words above it, or is older than the
    software: these words are its author's, and part of the comment in which they stand.
    """
    last = waiting[-1]
    found = _signature(waiting, stamp.start)
    if found is None:
        return False
    if not is_usual(stamp.shape, usual):
        waiting[:] = [
            piece._replace(depth=1, by=found.author) if not piece.depth and not piece.code else piece
            for piece in [*waiting[: found.begin], *_rest(last, last.text[stamp.end :])]
        ]
        return False
    first = next((piece for piece in waiting if piece.kind is Kind.WORDS and piece.text.strip()), last)
    words = [*waiting[: found.begin], *_rest(last, last.text[stamp.end :])]
    comment = Comment(author=found.author, moment=stamp.moment, level=min(first.level, last.level) + 1, pieces=words)
    section.comments.append(comment)
    return True


def _unstamped(piece: Piece) -> Piece:
    stamp = timestamp_in(piece.text)
    return piece if stamp is None else piece._replace(text=piece.text[: stamp.start] + piece.text[stamp.end :])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signature:
    author: str
    begin: int


def _rest(last: Piece, behind: str) -> list[Piece]:
    behind = behind.strip()
    return [Piece(kind=Kind.WORDS, text=f" {behind}", level=last.level)] if any(c.isalnum() for c in behind) else []


def _signature(waiting: list[Piece], stamp: int) -> _Signature | None:
    """Give the author of the signature that the last piece ends, and the place of the piece with which it begins."""
    author, begin, length = waiting[-1].user, len(waiting) - 1, stamp
    for number in range(len(waiting) - 2, -1, -1):
        piece = waiting[number]
        if piece.kind is Kind.BLOCK or piece.kind is Kind.PARAGRAPH or length >= SCAN:
            break
        if piece.user is not None:
            if author is None:
                author = piece.user
            if piece.user == author:
                begin = number
        length += len(piece.text)
    if author is None:
        return None
    return _Signature(author=author, begin=_note_begin(waiting, begin))


def _note_begin(waiting: list[Piece], begin: int) -> int:
    """Give where a note in small print begins in which the signature stands: `- Preceding unsigned comment added by`."""
    small, first = waiting[begin].small, begin
    while small and first and waiting[first - 1].small == small:
        first -= 1
    note = "".join(piece.text for piece in waiting[first:begin]).strip()
    return first if len(note) <= SCAN and note.startswith(DASHES) else begin


def _say_something(pieces: list[Piece]) -> bool:
    return any(piece.kind is Kind.WORDS and any(c.isalnum() for c in piece.text) for piece in pieces)


def answered(section: Section) -> None:
    """Settle what each comment of a section answers: the last one before it that is less indented.

    Ids are those that MediaWiki gives: author and time, then those of the comment answered or the section's heading.
    """
    around: list[int] = []  # The last comment of each level; a level that was skipped counts as the one above it.
    for number, comment in enumerate(section.comments):
        if comment.level > len(around) + 1:
            around.extend([around[-1] if around else -1] * (comment.level - 1 - len(around)))
        parent = around[comment.level - 2] if comment.level > 1 else -1
        comment.answers = parent if parent >= 0 else None
        del around[comment.level - 1 :]
        around.append(number)
        own = name(comment)
        if comment.answers is not None:
            comment.id = f"c-{own}-{name(section.comments[comment.answers])}"
        else:
            comment.id = f"c-{own}-{_cut(section.anchor)}" if section.anchor else f"c-{own}"


def _cut(anchor: str) -> str:
    return anchor.encode()[:MAX_HEADING].decode(errors="ignore")


def name(comment: Comment) -> str:
    """Give a comment's author and time as they stand in ids."""
    return f"{comment.author.replace(' ', '_')}-{comment.moment.isoformat()[:SECONDS]}.000Z"


def post(comment: Comment, *, post_id: str, position: int, reply_to: str | None) -> Post:
    """Give a comment as a post."""
    return Post(
        id=post_id,
        position=position,
        author=comment.author,
        created_at=comment.moment,
        reply_to=reply_to,
        segments=tuple(_segments(comment.pieces)),
    )


def _segments(pieces: Iterable[Piece]) -> Iterator[Segment]:
    words: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        if piece.kind is Kind.WORDS:
            if last is not None and (piece.depth, piece.code, piece.by) != (last.depth, last.code, last.by):
                yield from _segment(words, last)
                words = []
            last = piece
            words.append(piece.text)
        elif piece.kind is Kind.PARAGRAPH:
            words.append("\n\n")
        elif not words or not words[-1].endswith("\n"):
            words.append("\n")
    if last is not None:
        yield from _segment(words, last)


def _segment(words: list[str], of: Piece) -> Iterator[Segment]:
    text = tidy("".join(words))
    if of.depth and text:
        yield Segment(kind=SegmentKind.QUOTE, text=text, author=of.by, found=Found.MARKUP, depth=of.depth)
    elif of.code and text:
        yield Segment(kind=SegmentKind.CODE, text=text)
    elif own := text.strip("\u2014\u2013-~ \n"):  # What leads over to the signature is no word.
        yield Segment(kind=SegmentKind.OWN, text=own)
