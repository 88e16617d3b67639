"""What a skin is, and how it finds the headers of posts in lettered lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzer.quotes.attributions import names_in
from analyzer.quotes.dateline import DATE, date_in
from analyzer.quotes.late import late
from analyzer.quotes.markdown import Line
from analyzer.skins.letters import BYLINES, LIKING, MAX_NAME, letter

INITIALS = 2
DATED = late(DATE, re.IGNORECASE)
# Names hold blanks: one ends where the date begins, or the reason; where nothing tells, it is one word.
EDITOR = late(r"edited by (\S(?:.{0,48}?\S)?)(?=[;,:)]|\.?$|\.\s| (?:at|on|in)\b| [\d#])", re.IGNORECASE)
# The menu of an author's post: `Find More Posts by NAME`.
MENU = late(
    r"(?:find (?:more|all) posts by|send a (?:private )?message to|send (?:an? )?(?:pm|e-?mail) to|(?:mehr|alle) beiträge von|eine nachricht an"
    r"|trouver (?:plus de|tous les) messages (?:par|de)|envoyer un message privé à|buscar (?:más|todos los) (?:mensajes|temas) de|enviar un mensaje privado a"
    r"|trova (?:altri|tutti i) messaggi di|invia un messaggio privato a|найти (?:ещё|еще|все) сообщения от) (\S.{0,48}?)(?: finden| schicken)?",
    re.IGNORECASE,
)
# Who began the thread, and who liked a post.
STARTED = late(
    r"(?:(?:thread|topic|discussion) starter:?|started by|themenstarter(?:in)?|erstellt von|auteur du sujet|iniciador del tema|autore discussione"
    r"|автор темы|konuyu başlatan|konbuyu başlatan) (\S.{0,48}?)(?:,.{0,60}|;.{0,60})?",
    re.IGNORECASE,
)
LIKERS = late(rf"{LIKING}[: ]{{1,3}}(?P<names>\S.*)", re.IGNORECASE)
PARTED = late(r", | (?:and|und|et|y|e|и|ve|i|en|och|ja) ")
MENTION = late(r"(?<!\S)@([\w.-]{2,40})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettered:
    """The mended lines of a scrape with a letter each, and the names that links, quotes and mentions give, case folded."""

    lines: tuple[Line, ...]
    letters: str
    spoken_of: frozenset[str]
    mentioned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where a post's header stands: lines `start` to `end` (not included), and what it says.

    `run` are the lines one of which is the author's name, where the header's pattern leaves it open; `settled` says that
    the author is a name and nothing else. `tail` is what the words above a header end with that signs them.
    """

    start: int
    end: int
    author: str | None = None
    run: tuple[int, ...] = ()
    date: str | None = None
    settled: bool = False
    tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """An engine's pages as plain text.

    `headers` are patterns of letters (see `letters.letter`), any of which is a header; spaces in them mean nothing.
    `signed` says that the header stands below its post. `weight` is how much a header of this shape proves: the number
    of its lines that are no chance. `author` gives the name, where its line says more, as its first group. `marks` are words that
    the engine's pages hold somewhere, as a pattern; a skin that
    `needs_marks` is not tried without.
    """

    engine: str
    headers: tuple[str, ...]
    weight: float
    signed: bool = False
    author: re.Pattern[str] | None = None
    marks: str = ""
    needs_marks: bool = False

    def find(self, text: Lettered) -> Iterator[Header]:
        """Give the headers in order; none overlap."""
        compiled = late("|".join(f"(?:{_written(pattern, k)})" for k, pattern in enumerate(self.headers)))
        for match in compiled.finditer(text.letters):
            header = _header(match, text)
            if self.author is not None and header.author and (bare := self.author.fullmatch(header.author)):
                header = replace(header, author=bare.group(1))
            yield header


def is_avatar(above: str, name: str) -> bool:
    """Tell whether a line stands for the picture of the name below it: its first letter or two, the name, or the picture's words."""
    return above in {name, f"{name}'s user avatar", f"{name}'s avatar", f"Avatar of {name}", f"Avatar for {name}"} or (
        len(above) <= INITIALS and name.casefold().startswith(above.casefold())
    )


def lettered(lines: Sequence[Line], names: frozenset[str]) -> Lettered:
    """Give the lines with their letters."""
    quoted = names_in(lines) | {name.casefold() for name in names}
    editors = {match.casefold() for line in lines for match in EDITOR.findall(line.text)}
    quoted |= {match.group(1).casefold() for line in lines if (match := MENU.fullmatch(line.text))}
    quoted |= editors | {editor.split()[0] for editor in editors}
    quoted |= {match.group(1).casefold() for line in lines if (match := STARTED.fullmatch(line.text))}
    quoted |= {name.casefold() for line in lines if (liked := LIKERS.fullmatch(line.text)) for name in _likers(liked)}
    mentioned = {match.casefold() for line in lines for match in MENTION.findall(line.text)}
    return Lettered(
        lines=tuple(lines),
        letters="".join(letter(line.text) for line in lines),
        spoken_of=frozenset(quoted | mentioned),
        mentioned=frozenset(mentioned - quoted),
    )


def _likers(liked: re.Match[str]) -> Iterator[str]:
    """Give the names in a list of those who liked a post, but no `13 others`."""
    for name in PARTED.split(liked.group("names")):
        if name and not name[0].isdigit() and len(name) <= MAX_NAME:
            yield name.strip()


def _written(pattern: str, number: int) -> str:
    compact = pattern.replace(" ", "")
    count = 0

    def group(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        kind, letters = match.group(1), match.group(2)
        if kind == "BY":
            return f"(?P<by{number}_{count}>[{letters}])"
        return f"(?P<author{number}_{count}>[sir0])" if kind == "NAME" else f"(?P<run{number}_{count}>[sir0]{{1,7}})"

    return re.sub(r"(NAME|RUN|BY)(?:(?<=BY)\((\w+)\))?", group, compact)


def _header(match: re.Match[str], text: Lettered) -> Header:
    author: str | None = None
    date: str | None = None
    run: tuple[int, ...] = ()
    for name, found in match.groupdict().items():
        if found is None:
            continue
        place = match.start(name)
        if name.startswith("author"):
            # An avatar without a picture shows the name's first letter, above the name.
            if place + 1 < match.end() and is_avatar(text.lines[place].text, text.lines[place + 1].text):
                place += 1
            author = text.lines[place].text
        elif name.startswith("run"):
            run = tuple(range(place, match.end(name)))
        elif name.startswith("by"):
            said = BYLINES[text.letters[place]].fullmatch(text.lines[place].text)
            groups = {key.rstrip("234"): value for key, value in (said.groupdict() if said else {}).items() if value}
            author = groups.get("author", author)
            date = groups.get("date", date)
    if author is None and not run:
        author = _above(match.start(), text)
    if date is None:
        dated = next((k for k in range(match.start(), match.end()) if text.letters[k] in "dg"), None)
        date = _printed(text.lines[dated].text) if dated is not None else None
    return Header(start=match.start(), end=match.end(), author=author, run=run, date=date)


def _printed(line: str) -> str | None:
    """Give the date in a header's line, which may say `Reply #3 on:` before it."""
    found = date_in(line)
    if found is None and (match := DATED.search(line)):
        found = match.group()
    return found


def _above(start: int, text: Lettered) -> str | None:
    """Give the nearest line above a header that could be a name as odd as `*`: no row of a card and no button."""
    for place in range(start - 1, max(-1, start - 6), -1):
        if text.letters[place] in "st-b":
            return text.lines[place].text if len(text.lines[place].text) <= MAX_NAME else None
        if text.letters[place] not in "lrf0dn":
            break
    return None
