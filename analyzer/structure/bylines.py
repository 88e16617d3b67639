"""Reads who wrote the posts of an unknown engine and when, and what their ids are: the kind of mark that fits all best."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from analyzer.dates import DAY, parse_date, parse_dates
from analyzer.quotes.text import tidy
from analyzer.structure.bodies import line_of, own_numbers
from analyzer.structure.outline import DATE, DATE_ATTRIBUTES, MAX_DATE, MAX_HREF, Outline
from analyzer.structure.repeats import Stretch

NOT_NAME = re.compile(
    r"title|rank|count|level|avatar|badge|stat|joined|location|role|date|time|wrapper|group", re.IGNORECASE
)
BEFORE_NAME = re.compile(
    r"^(?:(?:posted|written|asked|answered|commented|reply|replied|submitted|started)? ?by|from|von|par|por|di|от)\b:? |^@",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(
    r"\s?(?:says|said|wrote|writes|posted|schrieb|a écrit|dijo|escribió)?\s?(?:\.\.\.|[:,\u00b7|\u2022\u2026-]){0,9}$",
    re.IGNORECASE,
)
ID = re.compile(r"^[A-Za-z_-]{0,24}?(\d{2,20})$")
# The first posts of a thread have short numbers on boards that count within it.
COUNTED = re.compile(r"^(?:post|comment|reply|msg|message|floor|answer)[_-]?(\d{1,20})$", re.IGNORECASE)
# Ids without a number of their own, such as ULIDs.
LONG_ID = re.compile(r"^((?=[A-Za-z-]{0,30}\d)[0-9A-Za-z]{16,40})$")
# A link to a post in its own page, or by its number.
POST_LINK = re.compile(
    r"(?:#[A-Za-z_-]{0,24}|[?&/](?:p|pid|post|posts|postid|cid|msg|comment|comments)[=/])(\d{2,20})(?!\w)",
    re.IGNORECASE,
)
# A kind of link that leads to the posts stands in so many of them.
MOST_HAVE = 0.9
# Words of buttons beside a name, and addresses.
NEVER_NAME = re.compile(
    r"(?:posted|profile|website|find|share|start date|reply|quote|guest book|member|members|post|posts|message|re|permalink|link|edit|report|top"
    r"|https?://.*|www\..*)",
    re.IGNORECASE,
)
# A byline with a name, its title and its number before the date.
MAX_MARK = 300
CLOCK = re.compile(r"\d[:.h]\d\d")
# What stands between a day and its time of day: `@12:01PM`, `| 14:05`.
HOUR = re.compile(r"[\s,@|\u00b7-]{0,4}(?:at |um )?@?(\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b)?)", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
MAX_NAME = 40
BOLD = frozenset({"b", "strong", "h2", "h3", "h4", "h5", "h6"})
# Who writes more than this share of a thread's posts writes alone; what most posts have alike is a title.
MOST_BY_ONE = 0.7
LEAST_ALIKE = 2
MAX_ID_STEPS = 6
# So many characters may stand above the words: `posted by`, a title.
HEAD = 40
# Buttons have one word for many targets; a name has one or two.
LINKS_PER_NAME = 1.5


def names_of(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[str | None]:
    """Give the author of each stretch: of the kinds of names the one that most have, and that tells most apart."""
    kinds = _kinds_of_names(page, stretches, where)
    if 2 * max((len(kind.names) for kind in kinds), default=0) <= len(stretches):
        kinds = _bold(page, stretches, where) or kinds
    kinds.sort(key=_Kind.fitness, reverse=True)
    # `Post history` beside the name is no name where the name is missing.
    buttons = {name for kind in kinds[1:] for name in kind.names.values() if kind.is_button}
    buttons -= set(kinds[0].names.values()) if kinds else set()
    names: list[str | None] = [None] * len(stretches)
    for kind in kinds:
        for number, name in kind.names.items():
            names[number] = names[number] or (None if name in buttons else name)
    for number, (stretch, body) in enumerate(zip(stretches, where, strict=True)):
        if names[number] is None and (line := _line_before(page, stretch, body)) not in buttons:
            names[number] = line
    return names


def _kinds_of_names(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[_Kind]:
    kinds: dict[tuple[str, str], _Kind] = defaultdict(_Kind)
    for number, stretch in enumerate(stretches):
        for mark in _marks_of(page, stretch, page.authors, where[number]):
            # The first class says what it is, the others how it looks: `author role-admin`.
            if NOT_NAME.search(page.classes[mark][:MAX_NAME].partition(" ")[0]):
                continue
            if (name := clean_name(page.nodes[mark].text())) is None:
                continue
            kind = kinds[page.sign(mark), page.sign(page.parents[mark])]
            if number not in kind.names:
                kind.names[number] = name
                if page.tags[mark] == "a":
                    kind.links[name].add(page.nodes[mark].attributes.get("href") or "")
    return list(kinds.values())


def _bold(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[_Kind]:
    """Give the kind of bold line above the words that most posts have and that differs: a name that is no link.

    A title above each post is the same for all, and a label such as `Subject:` too.
    """
    kinds: dict[tuple[str, str], _Kind] = defaultdict(_Kind)
    for place, (stretch, body) in enumerate(zip(stretches, where, strict=True)):
        for root in stretch.roots:
            end = min([page.ends[root], *(one for one in body if one > root)])
            for number in range(root, end if root not in body else root):
                if page.tags[number] in BOLD and (name := clean_name(page.nodes[number].text()[:MAX_DATE])):
                    kinds[page.sign(number), page.sign(page.parents[number])].names.setdefault(place, name)
    return [
        kind
        for kind in kinds.values()
        if 2 * len(kind.names) > len(stretches)
        and Counter(kind.names.values()).most_common(1)[0][1] <= MOST_BY_ONE * len(kind.names)
    ]


def _marks_of(page: Outline, stretch: Stretch, marks: Sequence[int], body: Sequence[int]) -> list[int]:
    """Give the marks in a stretch that stand neither in an inner post nor behind its first words."""
    found = []
    for root in stretch.roots:
        place = bisect_left(marks, root)
        while place < len(marks) and marks[place] < page.ends[root]:
            mark = marks[place]
            place += 1
            inner = bisect_right(stretch.inner, mark) - 1
            if inner >= 0 and page.within(mark, stretch.inner[inner]):
                place = bisect_left(marks, page.ends[stretch.inner[inner]])
                continue
            around = next((one for one in body if page.within(mark, one)), None)
            if around is None or (
                page.within(stretch.mark, around)
                and (not _behind_words(page, around, mark) or page.within(mark, line_of(page, stretch.mark, around)))
            ):
                found.append(mark)
    return found


def _behind_words(page: Outline, body: int, mark: int) -> bool:
    return page.prose_sums[mark] - page.prose_sums[body] > HEAD


@dataclass(slots=True)
class _Kind:
    """The names of one kind: by the place of their stretch, with what they link to."""

    names: dict[int, str] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def is_button(self) -> bool:
        """Tell whether it says the same beside several posts."""
        return len(self.names) > LEAST_ALIKE and len(set(self.names.values())) == 1

    def fitness(self) -> tuple[float, float]:
        """Give how well the kind names the authors: in how many posts it stands, and whether one name leads to one page."""
        count = len(self.names)
        differing = len(set(self.names.values())) > 1 or count == 1
        linked = {link for links in self.links.values() for link in links}
        faithful = len(linked) <= LINKS_PER_NAME * len(self.links)
        bonus = 1.2 if linked else 1.0
        return count * bonus * (1 if differing else 0.5) * (1 if faithful else 0.2), -sum(
            map(len, self.names.values())
        ) / count


@lru_cache(maxsize=4096)
def clean_name(text: str) -> str | None:
    """Give the name in a byline without the words around it, `None` where what is there is no name."""
    text = tidy(text)
    if "\n" in text:
        text = text.split("\n", 1)[0]
    text = AFTER_NAME.sub("", BEFORE_NAME.sub("", text)).strip().removeprefix("@")
    return (
        text
        if 1 < len(text) <= MAX_NAME
        and LETTER.search(text)
        and not NEVER_NAME.fullmatch(text)
        and not DATE.search(text)
        else None
    )


def _line_before(page: Outline, stretch: Stretch, body: Sequence[int]) -> str | None:
    """Give the short line right before the date, which is the author's name where the page marks none."""
    first = body[0] if body and body[0] not in stretch.roots else stretch.mark
    for number in range(min(stretch.mark, first) - 1, stretch.roots[0], -1):
        text = page.nodes[number].text(deep=False).strip()
        if text:
            return clean_name(text)
    return None


def moments_of(
    page: Outline,
    stretches: Sequence[Stretch],
    where: Sequence[tuple[int, ...]],
    *,
    now: Callable[[], datetime | None] = lambda: None,
) -> list[datetime | None]:
    """Give the date of each stretch: of the kinds of dates the one that most have, and that goes on from post to post.

    Of dates such as 12-04-2007 all of a kind tell which number is the day; `Yesterday` is read with `now`, which gives
    the page's own date and is asked where a date needs it.
    """
    kinds: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for number, stretch in enumerate(stretches):
        for mark in _marks_of(page, stretch, page.dates, where[number]):
            kinds[page.sign(mark), page.sign(page.parents[mark])].setdefault(number, mark)
    dated = [_moments(page, marks, now) for marks in kinds.values()]
    moments: list[datetime | None] = [None] * len(stretches)
    for found in sorted(dated, key=_progress, reverse=True):
        for number, moment in found.items():
            moments[number] = moments[number] or moment
    return moments


def _progress(found: dict[int, datetime]) -> float:
    """Give how well a kind of dates dates the posts: how many it stands in, and how seldom a later one is earlier."""
    moments = list(found.values())
    rising = sum(one <= other for one, other in pairwise(moments))
    timed = sum((moment.hour, moment.minute) != (0, 0) for moment in moments)
    return len(moments) + rising + timed


def _moments(page: Outline, marks: Mapping[int, int], now: Callable[[], datetime | None]) -> dict[int, datetime]:
    """Give the dates of one kind that can be read, by the place of their stretch."""
    moments = {number: _machine_moment(page, mark) for number, mark in marks.items()}
    if None in moments.values():
        printed = [_printed(page, mark) for mark in marks.values()]
        read = parse_dates(printed)
        read = parse_dates(printed, now=now()) if None in read else read
        for number, moment in zip(marks, read, strict=True):
            moments[number] = moments[number] or moment
    return {number: moment for number, moment in moments.items() if moment is not None}


def _machine_moment(page: Outline, mark: int) -> datetime | None:
    attributes = page.nodes[mark].attributes
    for name in DATE_ATTRIBUTES:
        if (value := attributes.get(name)) and (moment := _parsed(value)) is not None:
            return moment
    return None


def _printed(page: Outline, mark: int) -> str:
    """Give the date that a mark prints, with the time of day where that stands beside it."""
    text = _around_date(tidy(page.nodes[mark].text()[:MAX_MARK]).replace("\n", " "))
    if CLOCK.search(text) is None and page.parents[mark] >= 0:
        around = tidy(page.nodes[page.parents[mark]].text(separator=" ")[:MAX_MARK]).replace("\n", " ")
        if len(around) <= MAX_DATE and CLOCK.search(around) and (match := DATE.search(around)):
            text = around[match.start() :] if CLOCK.search(around, match.end()) else around
    match = DAY.search(text)
    if match is None or _parsed(text) is not None:
        return text
    hour = HOUR.match(text, match.end())
    return f"{match.group()} {hour.group(1)}" if hour else match.group()


def _around_date(text: str) -> str:
    """Give a line from its date on, where a name and more stand before it and the whole is too long for a date."""
    if len(text) <= MAX_DATE:
        return text
    match = DATE.search(text)
    return text[match.start() :][:MAX_DATE] if match else text[:MAX_DATE]


@lru_cache(maxsize=4096)
def _parsed(text: str) -> datetime | None:
    return parse_date(text)


def ids_of(page: Outline, stretches: Sequence[Stretch]) -> list[str | None]:
    """Give the page's own ids of the stretches, where each has one in the same place, unlike those of all others.

    They stand in the box around the post; else in an anchor or a link to the post, such as `#post-12`, of a kind that most
    posts have.
    """
    ids: list[str | None] = []
    for stretch in stretches:
        found = None
        for root in stretch.roots:
            for number in range(root, min(page.ends[root], root + MAX_ID_STEPS)):
                attributes = page.nodes[number].attributes
                value = attributes.get("id") or attributes.get("data-id") or ""
                match = ID.match(value) or COUNTED.match(value) or LONG_ID.match(value)
                if match and found is None:
                    found = match.group(1)
        ids.append(found)
    counts = Counter(ids)
    own = [one if counts[one] == 1 else None for one in ids]
    return own if 2 * own.count(None) <= len(own) else _linked_ids(page, stretches)


def _linked_ids(page: Outline, stretches: Sequence[Stretch]) -> list[str | None]:
    """Give the ids by the kind of anchor or link that most posts have with a number of their own, none where none is."""
    kinds: dict[tuple[str, str, bool], dict[int, str]] = defaultdict(dict)
    for place, stretch in enumerate(stretches):
        for root in stretch.roots:
            for number in own_numbers(page, root, stretch.inner):
                if page.tags[number] != "a":
                    continue
                attributes = page.nodes[number].attributes
                anchor = attributes.get("name") or attributes.get("id") or ""
                match = ID.match(anchor) or POST_LINK.search((attributes.get("href") or "")[:MAX_HREF])
                if match:
                    kind = page.sign(number), page.sign(page.parents[number]), bool(anchor)
                    kinds[kind].setdefault(place, match.group(1))
    best: dict[int, str] = {}
    for found in kinds.values():
        # The number of the thread, or of a quoted post, is the same for several.
        distinct = len(set(found.values())) == len(found)
        if distinct and len(found) > len(best) and len(found) >= MOST_HAVE * len(stretches):
            best = found
    return [best.get(place) for place in range(len(stretches))]
