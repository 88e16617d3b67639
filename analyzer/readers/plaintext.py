"""Threads of any engine as plain text: copied from a browser, made by a Markdown writer, or dumped node by node."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyzer.dates import parse_dates
from analyzer.ids import FreshIds, digest
from analyzer.quotes.markdown import is_markdown, unmark
from analyzer.quotes.scrape import Earlier, part_lines
from analyzer.quotes.text import is_decoration
from analyzer.readers.base import Rank
from analyzer.skins import all_skins
from analyzer.skins.anchored import AnchoredSkin, plain
from analyzer.skins.base import Header, Lettered, Skin, lettered
from analyzer.skins.bodies import AGAIN, bodies, title_of
from analyzer.skins.counting import counted
from analyzer.skins.mending import mend
from analyzer.skins.naming import named
from analyzer.skins.xenforo2_cards import cards_thread
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread

# A page with the words of an engine speaks for its skin.
MARKED = 1.25
# Two posts of a plain shape, or one of a shape that no prose has.
LEAST_SCORE = 1.1
# More headers than these, nearly all with one name, count for half.
FEW = 2
ALIKE = 0.8
MONOLOGUE = 0.5
# A skin that finds a post in so few of those that dates in one frame tell is not this page's.
RIVAL = 1.6
# What stands for the author of a post whose author is no more.
GONE = frozenset({"[deleted]", "[removed]", "[deleted user]", "[gelöscht]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A scrape with the skin that explains it best; `marked` tells whether the page holds words of that skin's engine."""

    text: Lettered
    skin: Skin
    headers: tuple[Header, ...]
    score: float
    marked: bool = False


class PlainTextReader:
    """Finds the skin whose headers recur most in a text, and reads what stands between them."""

    name = "plaintext"
    last_resort = Rank.REPEATED

    def claims(self, source: Source) -> bool:
        """Tell whether the text holds posts: the headers of a forum, recurring."""
        if source.kind is not SourceKind.TEXT:
            return False
        return _cards(source) is not None or reading(source.text) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the thread; its posts have ids made from author and words, as the text holds none."""
        best, cards = reading(source.text), _cards(source)
        if cards is not None and (best is None or isinstance(best.skin, AnchoredSkin) or _explains_more(cards, best)):
            yield cards
        elif best is not None:
            yield _thread(best, source)


READER = PlainTextReader()


@lru_cache(maxsize=1)
def reading(scrape: str) -> Reading | None:
    """Give the best reading of a text, or `None` where no skin finds posts in it; the last answer is kept."""
    unmarked = unmark(scrape)
    text = lettered(mend(unmarked.lines), unmarked.names)
    joined = "\n".join(line.text for line in text.lines).casefold()
    best = rival = None
    for skin in all_skins():
        marked = bool(skin.marks) and re.search(skin.marks, joined, re.MULTILINE) is not None
        if skin.needs_marks and not marked:
            continue
        headers = named(counted(list(skin.find(text)), text), text)
        score = _score(skin, headers, text) * (MARKED if marked else 1.0)
        if score < LEAST_SCORE:
            continue
        found = Reading(text=text, skin=skin, headers=tuple(headers), score=score, marked=marked)
        if best is None or score >= best.score:
            best = found
        if isinstance(skin, AnchoredSkin):
            rival = found
    if best is None or best.marked or rival is None or _posts(rival) < RIVAL * _posts(best):
        return best
    return rival


def _posts(found: Reading) -> float:
    """Give how many posts a reading explains, whatever a header of its skin counts for."""
    return found.score / found.skin.weight


def _cards(source: Source) -> Thread | None:
    return None if is_markdown(source.text) else cards_thread(source)


def _explains_more(cards: Thread, best: Reading) -> bool:
    """Tell whether cards with labels find more posts, or the same ones, of which they say more.

    Where both find as many but other names, the cards have taken a rank for a name: they know no other sign of one than
    its place.
    """
    found = len(best.headers)
    same = [post.author for post in cards.posts] == [header.author for header in best.headers]
    return len(cards.posts) > found or same


def _score(skin: Skin, headers: Sequence[Header], text: Lettered) -> float:
    """Give how much the headers explain: each counts by its skin's weight and by the words it has."""
    ends = [header.start for header in headers[1:]] + [len(text.letters)]
    spans = [(header.end, end) for header, end in zip(headers, ends, strict=True)] if headers else []
    if skin.signed:
        begins = [0] + [header.end for header in headers[:-1]]
        spans = [(begin, header.start) for header, begin in zip(headers, begins[: len(headers)], strict=True)]
    worth = [_worth(text.letters[start:end], signed=skin.signed) for start, end in spans]
    # A header that names nobody is likely none; what they all say is a rank or a title, or one writes to himself.
    names = Counter(plain(header.author) for header in headers if header.author)
    often = names.most_common(1)[0][1] if names else 0
    alike = MONOLOGUE if len(headers) > FEW and often > ALIKE * len(headers) else 1.0
    named_ = (1.0 if _is_name(header.author) else 0.3 for header in headers)
    return skin.weight * alike * sum(one * other for one, other in zip(worth, named_, strict=True))


def _is_name(author: str | None) -> bool:
    return author is not None and not author.isdigit() and ": " not in author and not AGAIN.fullmatch(author)


def _worth(body: str, *, signed: bool) -> float:
    """Give what a body says for its header, 0 to 1: words, and no more fields of a card at its beginning."""
    if not any(letter in "tsqi" for letter in body):
        return 0.0
    return 1.0 if signed or body[0] not in "dnl0fr" else 0.4


def _thread(best: Reading, source: Source) -> Thread:
    parts = bodies(best.headers, best.text, signed=best.skin.signed)
    known = frozenset((header.author or "").casefold() for header in best.headers)
    depths = Counter(min((one.line.depth for one in part.lines), default=0) for part in parts if part.lines)
    base = depths.most_common(1)[0][0] if depths else 0
    ids, earlier, posts = FreshIds(), Earlier(), dict[str, Post]()
    dates = parse_dates([header.date for header in best.headers])
    for header, part, created_at in zip(best.headers, parts, dates, strict=True):
        segments = (
            *_clean(part_lines(part.lines, known=known, earlier=earlier, base=base)),
            *_signature(part.signature),
        )
        post_id = ids.of("t" + digest(header.author, *(s.text for s in segments)))
        posts[post_id] = Post(
            id=post_id,
            position=len(posts) + 1,
            author=None if (header.author or "").casefold() in GONE else header.author,
            created_at=created_at,
            segments=segments,
            card=part.card,
        )
        earlier.add(header.author, "\n".join(s.text for s in segments if s.kind is SegmentKind.OWN))
    title = title_of(best.headers, best.text)
    return Thread(
        id=f"{best.skin.engine}-text/{digest(title or next(iter(posts)))}",
        title=title,
        engine=best.skin.engine,
        source=source.name,
        posts=tuple(posts.values()),
        problems=source.problems,
    )


def _clean(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    return tuple(s for s in segments if s.kind is not SegmentKind.OWN or not is_decoration(s.text))


def _signature(text: str) -> tuple[Segment, ...]:
    return (Segment(kind=SegmentKind.SIGNATURE, text=text),) if text else ()
