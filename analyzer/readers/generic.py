"""Pages of unknown engines: what repeats with a date or a name in each is a post; asked after all engines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.pagetime import page_now
from analyzer.quotes.dom import BodyRules, part
from analyzer.readers.base import Rank
from analyzer.readers.htmlforum import page_url
from analyzer.source import Source, SourceKind
from analyzer.structure.bodies import bodies, furniture, has_boxes, is_signature
from analyzer.structure.bylines import ids_of, moments_of, names_of
from analyzer.structure.opening import opening
from analyzer.structure.outline import Outline, outline
from analyzer.structure.quoting import Quoting, quoting
from analyzer.structure.repeats import Repeats, Stretch, repeats
from analyzer.structure.telling import ARTICLE, are_postlike, are_posts, single
from analyzer.thread import Post, Segment, SegmentKind, Thread

TITLE: Fields = (
    Field(selector='meta[property="og:title"]', attribute="content"),
    Field(selector="h1"),
    Field(selector="title"),
)
RULES = BodyRules(
    quote="",
    quote_author=(
        Field(attribute="data-author"),
        Field(attribute="data-username"),
        Field(attribute="cite", pattern=re.compile(r"^([^/:]{1,60})$")),
    ),
    link='[class*="onebox" i], [class*="unfurl" i], [class*="link-card" i], [class*="linkpreview" i]',
    code="pre",
)
# Most posts hold no box, and looking for one costs as much as reading them.
PLAIN = BodyRules(quote="")
SIGNED = BodyRules(quote="", skip='[class*="label" i]')


class GenericReader:
    """Reads pages by what repeats in them; asked when no engine claims a page, before the reader for articles."""

    name = "generic"
    last_resort = Rank.REPEATED

    def claims(self, source: Source) -> bool:
        """Tell whether stretches with a date or a name each repeat on the page and hold its words."""
        return source.kind is SourceKind.HTML and _found(source) is not None

    def read(self, source: Source) -> Iterator[Thread]:
        """Give the page's thread."""
        found = _found(source)
        url, title = page_url(source), first_value(TITLE, source.tree)
        posts: dict[str, Post] = {}
        if found is not None:
            pressed = source.tree.css_first(ARTICLE) is not None
            for post in _posts(found, pressed=pressed, now=partial(page_now, source)):
                posts.setdefault(post.id, post)
        host = urlsplit(url).hostname if url else None
        yield Thread(
            id=f"{host or self.name}/{digest(url or title, next(iter(posts), None))}",
            title=title,
            engine=self.name,
            source=source.name,
            url=url,
            posts=tuple(posts.values()),
            problems=source.problems,
        )


READER = GenericReader()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A page with its posts: the stretch of each, where in it the words stand, and the author."""

    page: Outline
    stretches: tuple[Stretch, ...]
    where: Sequence[tuple[int, ...]]
    names: Sequence[str | None]
    opened: bool


_seen: WeakKeyDictionary[Source, _Found | None] = WeakKeyDictionary()


def _found(source: Source) -> _Found | None:
    """Give the page's posts; found once a source, as it is asked for twice."""
    if source not in _seen:
        _seen[source] = _find(source)
    return _seen[source]


def _find(source: Source) -> _Found | None:
    page = outline(source.tree)
    found = repeats(page)
    if found is not None and are_posts(page, found):
        stretches = _whole(page, found)
        where = _bodies(page, stretches)
        names = names_of(page, stretches, where)
        # A date alone stands in time lines and lists of changes too.
        if 2 * sum(name is not None for name in names) > len(names) or are_postlike(page, found):
            opened = len(stretches) > len(found.stretches)
            return _Found(page=page, stretches=stretches, where=where, names=names, opened=opened)
    alone = single(page, source.tree, page_url(source) or "")
    if alone is None:
        return None
    where = _bodies(page, (alone,))
    return _Found(page=page, stretches=(alone,), where=where, names=names_of(page, (alone,), where), opened=False)


def _whole(page: Outline, found: Repeats) -> tuple[Stretch, ...]:
    first = opening(page, found.stretches)
    if first is None:
        return found.stretches
    moved = (replace(one, around=None if one.around is None else one.around + 1) for one in found.stretches)
    return (first, *moved)


def _posts(found: _Found, *, pressed: bool, now: Callable[[], datetime | None]) -> Iterator[Post]:
    """Give the posts; where the press's own page stands above its readers' answers, its words are an article."""
    page, stretches, where = found.page, found.stretches, found.where
    moments = moments_of(page, stretches, where, now=now)
    quotes = quoting(page, stretches, where)
    left_out = furniture(page, stretches, where)
    native = ids_of(page, stretches)
    ids: list[str] = []
    position = 0
    for number, stretch in enumerate(stretches):
        segments = tuple(_segments(found, number, quotes[number], left_out[number]))
        if number == 0 and found.opened and pressed:
            segments = tuple(
                replace(one, kind=SegmentKind.ARTICLE) if one.kind is SegmentKind.OWN else one for one in segments
            )
        name = found.names[number]
        segments = _without_byline(segments, name)
        ids.append(native[number] or "g" + digest(name, *(s.text for s in segments)))
        unknown = name is None and moments[number] is None
        is_notice = number == 0 and found.opened and not pressed and (unknown or not segments)
        if is_notice or (not segments and unknown and not native[number]):
            continue
        position += 1
        yield Post(
            id=ids[number],
            position=position,
            author=name,
            created_at=moments[number],
            reply_to=ids[stretch.around] if stretch.around is not None else None,
            segments=segments + _signature(page, stretch),
        )


def _segments(found: _Found, number: int, quotes: Quoting, left_out: frozenset[int]) -> Iterator[Segment]:
    page, body = found.page, found.where[number]
    boxed = has_boxes(page, body, found.stretches[number].inner) or quotes.boxes
    for root in body:
        yield from part(
            page.nodes[root],
            RULES if boxed else PLAIN,
            without=left_out | quotes.heads,
            quotes=quotes.boxes,
        )


def _without_byline(segments: tuple[Segment, ...], name: str | None) -> tuple[Segment, ...]:
    """Give the segments without the author's name above the words, where the page has both in one box."""
    if not segments or name is None or segments[0].kind is not SegmentKind.OWN:
        return segments
    first, _, rest = segments[0].text.partition("\n")
    if first.strip() != name:
        return segments
    return ((replace(segments[0], text=rest.strip()),) if rest.strip() else ()) + segments[1:]


def _bodies(page: Outline, stretches: tuple[Stretch, ...]) -> list[tuple[int, ...]]:
    """Give where the words of each stretch stand; a first post unlike the others is looked at by itself."""
    if len(stretches) > 1 and page.sign(stretches[0].roots[0]) != page.sign(stretches[1].roots[0]):
        return bodies(page, stretches[:1]) + bodies(page, stretches[1:])
    return bodies(page, stretches)


def _signature(page: Outline, stretch: Stretch) -> tuple[Segment, ...]:
    if stretch.inner:
        return ()  # It could be an inner post's.
    for root in stretch.roots:
        for number in range(root + 1, page.ends[root]):
            if page.classes[number] and is_signature(page.classes[number]):
                text = "\n".join(segment.text for segment in part(page.nodes[number], SIGNED))
                return (Segment(kind=SegmentKind.SIGNATURE, text=text),) if text else ()
    return ()
