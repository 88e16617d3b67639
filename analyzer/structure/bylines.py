"""Reads who wrote the posts of an unknown engine and when, and what their ids are: the kind of mark that fits all best."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from analyzer.dates import DAY, parse_date
from analyzer.quotes.text import tidy
from analyzer.structure.outline import DATE, DATE_ATTRIBUTES, MAX_DATE, Outline
from analyzer.structure.repeats import Stretch

NOT_NAME = re.compile(
    r"title|rank|count|level|avatar|badge|stat|joined|location|role|date|time|wrapper|group", re.IGNORECASE
)
BEFORE_NAME = re.compile(
    r"^(?:(?:posted|written|asked|answered|commented|reply|replied|submitted|started)? ?by|from|von|par|por|di|от)\b:? |^@",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(
    r"\s?(?:says|said|wrote|writes|schrieb|a écrit|dijo|escribió)?\s?[:,\u00b7|\u2022-]*$", re.IGNORECASE
)
ID = re.compile(r"^[A-Za-z_-]{0,24}?(\d{2,20})$")
# Ids without a number of their own, such as ULIDs.
LONG_ID = re.compile(r"^((?=[A-Za-z-]{0,30}\d)[0-9A-Za-z]{16,40})$")
# Words of buttons beside a name, and addresses.
NEVER_NAME = re.compile(
    r"(?:posted|profile|website|find|share|start date|reply|quote|guest book|member|members|https?://.*|www\..*)",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")
MAX_NAME = 40
MAX_ID_STEPS = 6
# So many characters may stand above the words: `posted by`, a title.
HEAD = 40
# Buttons have one word for many targets; a name has one or two.
LINKS_PER_NAME = 1.5


def names_of(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[str | None]:
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
        return count * bonus * (1 if differing else 0.5) * (1 if faithful else 0.2), -sum(
            map(len, self.names.values())
        ) / count


@lru_cache(maxsize=4096)
def _name(text: str) -> str | None:
    text = tidy(text)
    if "\n" in text:
        text = text.split("\n", 1)[0]
    text = AFTER_NAME.sub("", BEFORE_NAME.sub("", text)).strip()
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
            return _name(text)
    return None


def moments_of(page: Outline, stretches: Sequence[Stretch], where: Sequence[tuple[int, ...]]) -> list[datetime | None]:
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
        if (value := attributes.get(name)) and (moment := _parsed(value)) is not None:
            return moment
    text = tidy(page.nodes[mark].text())[:MAX_DATE]
    match = DAY.search(text)
    return _parsed(text) or _parsed(match.group() if match else None)


@lru_cache(maxsize=4096)
def _parsed(text: str | None) -> datetime | None:
    return parse_date(text)


def ids_of(page: Outline, stretches: Sequence[Stretch]) -> list[str | None]:
    """Give the page's own ids of the stretches, where each has one in the same place, unlike those of all others."""
    ids: list[str | None] = []
    for stretch in stretches:
        found = None
        for root in stretch.roots:
            for number in range(root, min(page.ends[root], root + MAX_ID_STEPS)):
                attributes = page.nodes[number].attributes
                value = attributes.get("id") or attributes.get("data-id") or ""
                match = ID.match(value) or LONG_ID.match(value)
                if match and found is None:
                    found = match.group(1)
        ids.append(found)
    counts = Counter(ids)
    return [one if counts[one] == 1 else None for one in ids]
