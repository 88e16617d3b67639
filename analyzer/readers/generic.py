"""Pages of unknown engines: what repeats with a date or a name in each is a post; asked after all engines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from analyzer.dates import DAY, parse_date
from analyzer.fields import Field, Fields, first_value
from analyzer.ids import digest
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import tidy
from analyzer.readers.base import Rank
from analyzer.readers.bodies import bodies, furniture, has_boxes, is_signature
from analyzer.readers.htmlforum import page_url
from analyzer.readers.opening import opening
from analyzer.readers.outline import DATE, DATE_ATTRIBUTES, MAX_DATE, Outline, outline
from analyzer.readers.repeats import Repeats, Stretch, repeats
from analyzer.readers.single import ARTICLE, are_postlike, are_posts, single
from analyzer.source import Source, SourceKind
from analyzer.thread import Post, Segment, SegmentKind, Thread

TITLE: Fields = (
    Field(selector='meta[property="og:title"]', attribute="content"),
    Field(selector="h1"),
    Field(selector="title"),
)
RULES = BodyRules(
    quote='blockquote, [class*="quote" i]:not([class*="quote" i] [class*="quote" i]):not(a):not(button):not(span)',
    quote_author=(
        Field(attribute="data-author"),
        Field(attribute="data-username"),
        Field(attribute="cite", pattern=re.compile(r"^([^/:]{1,60})$")),
        Field(selector="cite", pattern=re.compile(r"^(.{1,60}?)(?: (?:said|wrote|schrieb|a écrit|escribió|ha scritto|написал\w*))?\s?:?$")),
        Field(selector='[class*="author" i], [class*="user" i]', pattern=re.compile(r"^@?(.{1,60}?)(?: (?:said|wrote))?\s?:?$")),
    ),
    link='[class*="onebox" i], [class*="unfurl" i], [class*="link-card" i], [class*="linkpreview" i]',
    code="pre",
)
# Most posts hold no box, and looking for one costs as much as reading them.
PLAIN = BodyRules(quote="")
SIGNED = BodyRules(quote="", skip='[class*="label" i]')
NOT_NAME = re.compile(r"title|rank|count|level|avatar|badge|stat|joined|location|role|date|time|wrapper|group", re.IGNORECASE)
BEFORE_NAME = re.compile(r"^(?:(?:posted|written|asked|answered|commented|reply|replied|submitted|started)? ?by|from|von|par|por|di|от)\b:? |^@", re.IGNORECASE)
AFTER_NAME = re.compile(r"\s?(?:says|said|wrote|writes|schrieb|a écrit|dijo|escribió)?\s?[:,\u00b7|\u2022-]*$", re.IGNORECASE)
ID = re.compile(r"^[A-Za-z_-]{0,24}?(\d{2,20}|(?=[A-Za-z-]{0,30}\d)[0-9A-Za-z]{16,40})$")
# Words of buttons beside a name, and addresses.
NEVER_NAME = re.compile(r"(?:posted|profile|website|find|share|start date|reply|quote|guest book|member|members|https?://.*|www\..*)", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
MAX_NAME = 40
MAX_ID_STEPS = 6
# So many characters may stand above the words: `posted by`, a title.
HEAD = 40
# Buttons have one word for many targets; a name has one or two.
LINKS_PER_NAME = 1.5


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
            for post in _posts(found, pressed=pressed):
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
        names = _names(page, stretches, where)
        # A date alone stands in time lines and lists of changes too.
        if 2 * sum(name is not None for name in names) > len(names) or are_postlike(page, found):
            opened = len(stretches) > len(found.stretches)
            return _Found(page=page, stretches=stretches, where=where, names=names, opened=opened)
    alone = single(page, source.tree, page_url(source) or "")
    if alone is None:
        return None
    where = _bodies(page, (alone,))
    return _Found(page=page, stretches=(alone,), where=where, names=_names(page, (alone,), where), opened=False)


def _whole(page: Outline, found: Repeats) -> tuple[Stretch, ...]:
    first = opening(page, found.stretches)
    if first is None:
        return found.stretches
    moved = (replace(one, around=None if one.around is None else one.around + 1) for one in found.stretches)
    return (first, *moved)


def _posts(found: _Found, *, pressed: bool) -> Iterator[Post]:
    """Give the posts; where the press's own page stands above its readers' answers, its words are an article."""
    page, stretches, where = found.page, found.stretches, found.where
    moments = _moments(page, stretches, where)
    left_out = furniture(page, stretches, where)
    native = _ids(page, stretches)
    ids: list[str] = []
    position = 0
    for number, stretch in enumerate(stretches):
        rules = RULES if has_boxes(page, where[number]) else PLAIN
        segments = tuple(
            segment for root in where[number] for segment in part(page.nodes[root], rules, without=left_out[number])
        )
        if number == 0 and found.opened and pressed:
            segments = tuple(replace(one, kind=SegmentKind.ARTICLE) if one.kind is SegmentKind.OWN else one for one in segments)
        name = found.names[number]
        ids.append(native[number] or "g" + digest(name, *(s.text for s in segments)))
        if not segments and name is None:
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


def _bodies(page: Outline, stretches: tuple[Stretch, ...]) -> list[tuple[int, ...]]:
    """Give where the words of each stretch stand; a first post unlike the others is looked at by itself."""
    if len(stretches) > 1 and page.sign(stretches[0].roots[0]) != page.sign(stretches[1].roots[0]):
        return bodies(page, stretches[:1]) + bodies(page, stretches[1:])
    return bodies(page, stretches)


def _marks_of(page: Outline, stretch: Stretch, marks: Sequence[int], body: Sequence[int]) -> list[int]:
    """Give the marks in a stretch that stand neither in an inner post nor behind its first words."""
    found = []
    for root in stretch.roots:
        place = bisect_left(marks, root)
        while place < len(marks) and marks[place] < page.ends[root]:
            mark = marks[place]
            place += 1
            if stretch.inner and any(page.within(mark, one) for one in stretch.inner):
                continue
            around = next((one for one in body if page.within(mark, one)), None)
            if around is None or (page.within(stretch.mark, around) and not _behind_words(page, around, mark)):
                found.append(mark)
    return found


def _behind_words(page: Outline, body: int, mark: int) -> bool:
    return page.prose_sums[mark] - page.prose_sums[body] > HEAD


@dataclass(slots=True)
class _Kind:
    """The names of one kind: by the place of their stretch, with what they link to."""

    names: dict[int, str] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def fitness(self) -> tuple[float, float]:
        """Give how well the kind names the authors: in how many posts it stands, and whether one name leads to one page."""
        count = len(self.names)
        differing = len(set(self.names.values())) > 1 or count == 1
        linked = {link for links in self.links.values() for link in links}
        faithful = len(linked) <= LINKS_PER_NAME * len(self.links)
        bonus = 1.2 if linked else 1.0
        return count * bonus * (1 if differing else 0.5) * (1 if faithful else 0.2), -sum(map(len, self.names.values())) / count


def _names(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[str | None]:
    """Give the author of each stretch: of the kinds of names the one that most have, and that tells most apart."""
    kinds: dict[tuple[str, str], _Kind] = defaultdict(_Kind)
    for number, stretch in enumerate(stretches):
        for mark in _marks_of(page, stretch, page.authors, where[number]):
            if NOT_NAME.search(page.classes[mark][:MAX_NAME]) or (name := _name(page.nodes[mark].text())) is None:
                continue
            kind = kinds[page.sign(mark), page.sign(page.parents[mark])]
            if number not in kind.names:
                kind.names[number] = name
                if page.tags[mark] == "a":
                    kind.links[name].add(page.nodes[mark].attributes.get("href") or "")
    names: list[str | None] = [None] * len(stretches)
    for kind in sorted(kinds.values(), key=_Kind.fitness, reverse=True):
        for number, name in kind.names.items():
            names[number] = names[number] or name
    return [
        name or _line_before(page, stretch, body) for name, stretch, body in zip(names, stretches, where, strict=True)
    ]


def _name(text: str) -> str | None:
    text = tidy(text)
    if "\n" in text:
        text = text.split("\n", 1)[0]
    text = AFTER_NAME.sub("", BEFORE_NAME.sub("", text)).strip()
    return text if 1 < len(text) <= MAX_NAME and LETTER.search(text) and not NEVER_NAME.fullmatch(text) and not DATE.search(text) else None


def _line_before(page: Outline, stretch: Stretch, body: Sequence[int]) -> str | None:
    """Give the short line right before the date, which is the author's name where the page marks none."""
    first = body[0] if body and body[0] not in stretch.roots else stretch.mark
    for number in range(min(stretch.mark, first) - 1, stretch.roots[0], -1):
        text = page.nodes[number].text(deep=False).strip()
        if text:
            return _name(text)
    return None


def _moments(
    page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]
) -> list[datetime | None]:
    """Give the date of each stretch: of the kinds of dates the one that most have, and that goes on from post to post."""
    kinds: dict[tuple[str, str], dict[int, datetime]] = defaultdict(dict)
    for number, stretch in enumerate(stretches):
        for mark in _marks_of(page, stretch, page.dates, where[number]):
            kind = page.sign(mark), page.sign(page.parents[mark])
            if number not in kinds[kind] and (moment := _moment(page, mark)) is not None:
                kinds[kind][number] = moment
    moments: list[datetime | None] = [None] * len(stretches)
    for found in sorted(kinds.values(), key=_progress, reverse=True):
        for number, moment in found.items():
            moments[number] = moments[number] or moment
    return moments


def _progress(found: dict[int, datetime]) -> float:
    """Give how well a kind of dates dates the posts: how many it stands in, and how seldom a later one is earlier."""
    moments = list(found.values())
    rising = sum(one <= other for one, other in pairwise(moments))
    timed = sum((moment.hour, moment.minute) != (0, 0) for moment in moments)
    return len(moments) + rising + timed


def _moment(page: Outline, mark: int) -> datetime | None:
    attributes = page.nodes[mark].attributes
    for name in DATE_ATTRIBUTES:
        if (moment := parse_date(attributes.get(name))) is not None:
            return moment
    text = tidy(page.nodes[mark].text())[:MAX_DATE]
    match = DAY.search(text)
    return parse_date(text) or parse_date(match.group() if match else None)


def _signature(page: Outline, stretch: Stretch) -> tuple[Segment, ...]:
    if stretch.inner:
        return ()  # It could be an inner post's.
    for root in stretch.roots:
        for number in range(root + 1, page.ends[root]):
            if page.classes[number] and is_signature(page.classes[number]):
                text = "\n".join(segment.text for segment in part(page.nodes[number], SIGNED))
                return (Segment(kind=SegmentKind.SIGNATURE, text=text),) if text else ()
    return ()


def _ids(page: Outline, stretches: Sequence[Stretch]) -> list[str | None]:
    """Give the page's own ids of the stretches, where each has one in the same place, unlike those of all others."""
    ids: list[str | None] = []
    for stretch in stretches:
        found = None
        for root in stretch.roots:
            for number in range(root, min(page.ends[root], root + MAX_ID_STEPS)):
                attributes = page.nodes[number].attributes
                match = ID.match(attributes.get("id") or attributes.get("data-id") or "")
                if match and found is None:
                    found = match.group(1)
        ids.append(found)
    counts = Counter(ids)
    return [one if counts[one] == 1 else None for one in ids]
