"""Puts the lines of a scrape into one shape: what one renderer breaks is joined, what another runs together is parted."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from analyzer.quotes.dateline import AGO, CLOCK, DATE, DAY, NEAR, date_in
from analyzer.quotes.late import late
from analyzer.quotes.markdown import Line
from analyzer.quotes.verbs import GENDER, JOINED, VERBS, VERBS_OF_WRITING, standing_alone
from analyzer.skins.letters import (
    AND,
    BARE,
    COUNTED_LABEL,
    DATED_LABEL,
    DIGITS,
    FOOTER,
    LABELLED,
    LIKED,
    MAX_NAME,
    POST_NUMBER,
    TOLD_LABEL,
    letter,
)
from analyzer.skins.stamps import last_stamp, stamped_apart

NUMBER_TAIL = late(
    rf"(?P<date>(?:posted:? )?{DATE}) ?[|\u00b7-]? ?(?:thread starter|discussion starter|op|new)? ?(?P<number>(?:(?:link|post|permalink|beitrag)[: ]{{0,2}})?#\s?\d[\d,.]{{0,9}}(?: of \d{{1,6}})?)(?: ?\(permalink\))?",
    re.IGNORECASE,
)
NUMBER_HEAD = late(
    rf"(?P<number>(?:(?:link|post|permalink|beitrag)[: ]{{0,2}})?#\s?\d[\d,.]{{0,9}}(?!\d)(?: of \d{{1,6}})?) ?[|\u00b7-]? ?(?P<date>(?:posted:? )?{DATE}(?!\w).{{0,80}})",
    re.IGNORECASE,
)
SUBJECT = late(
    r"(?P<before>.{0,200}?)\s*(?P<subject>(?:post subject|betreff(?: des beitrags)?|sujet du message|asunto|oggetto|заголовок сообщения|mesaj konusu|onderwerp|temat postu) ?:.{0,200})",
    re.IGNORECASE,
)
POSTED = late(
    rf"(?P<before>.{{1,80}}?)\s{{2,}}(?P<posted>(?:posted|verfasst|publié|publicado|inviato|добавлено|gönderme zamanı): ?{DATE})",
    re.IGNORECASE,
)
# phpBB's older style where the cells are glued: `Post subject: TITLEPosted: DATE`.
GLUED = late(
    rf"(?P<subject>(?:post subject|betreff des beitrags|sujet du message|asunto|oggetto|заголовок сообщения|mesaj konusu|onderwerp|temat postu) ?:.{{0,200}}?)(?P<posted>(?:posted|verfasst|publié|publicado|inviato|добавлено|gönderme zamanı|geplaatst|wysłany) ?: ?{DATE})",
    re.IGNORECASE,
)
# A line that waits for the next one: its words end where a name, a date or a title must follow.
WAITS = late(
    r"(?:.{0,40}\b(?:posted|written|submitted|started|created|asked|answered|sent|message|beitrag|verfasst) by:?"
    r"|(?:post |last |re-?)?by:?|(?:beitrag |geschrieben |verfasst )?von:?|(?:message |publié |posté )?par:?|(?:mensaje |publicado |escrito )?por:?"
    r"|(?:messaggio |inviato |scritto )?da:?|сообщение|(?:originally |original )?(?:posted|geschrieben|verfasst|wrote) (?:by|von):?|originally posted by:?"
    r"|zitat von:?|quote from:?|(?:citat(?:ion)?|cita|citazione|iniziato) (?:de|di|da|by|van|från):?|citation ?:|цитата от:?|alıntı(?: yapılan:?|:)|zitat von"
    r"|#|@|(?:[^\W\d].{0,60} )?»|posted(?: on)?:?|verfasst:?|publié(?: le)?:?|publicado(?: el)?:?|inviato:?|добавлено:?|опубликовано:?|发表于|answered|asked|modified|commented|edited"
    r"|last edited:|reactions?:|tags:|no\.|.{0,60}\b(?:said|wrote|replied|asked) in|on .{4,40},|el .{4,40},|am .{4,40},|le .{4,40},|\[|\(|.{1,60} \("
    r"|原帖由|quote from: .{1,60} on|started by .{1,60},|.{2,50},)",
    re.IGNORECASE,
)
# A line that goes on with the one before: a verb of saying, or punctuation that no line begins with. Some verbs label a
# post's date where they stand alone on a line.
LABELS_DATE = frozenset({"posted", "发表于", "發表於"})
SAYS = standing_alone(verb for verb in (*VERBS, *JOINED, "replied", "asked", "stated") if verb not in LABELS_DATE)
# `said in TITLE`
SAYS_IN = standing_alone(
    (*VERBS_OF_WRITING, "said", "says", "replied", "asked", "stated", "sagte", "ha detto", "disse")
)
GOES_ON = late(
    rf"(?:{SAYS}{GENDER} ?[:：](?: ?↑)?|{SAYS_IN} in(?: .{{1,120}})?|[»:：;,.)\]!?](?: .{{0,200}}|[,.;:)]{{0,3}})?|» .{{0,120}}|↑|on {DATE}\.?(?: ?»)?|\(?{DATE}\) ?wrote:|likes? this\.?|编辑.{{0,40}}|\)(?: .*)?)",
    re.IGNORECASE,
)
COMMA_DATE = late(rf"(?:[,\u00b7|-] ?)?(?:{DATE}|\d{{1,2}}:\d{{2}}(?: ?[ap]m)?)\.?", re.IGNORECASE)
AWAITS_DATE = late(
    r"(?:posted(?: on)?|answered|asked|edited|modified|commented|verfasst|publié(?: le)?|publicado(?: el)?|inviato|добавлено|опубликовано|发表于|last edited):?|(?:.{1,60},)",
    re.IGNORECASE,
)
EDITED_BY = late(r".{0,40}(?:edited|modified|bearbeitet|geändert|modifié) (?:by|von|par)", re.IGNORECASE)
NAMED_AFTER = late(r"[;,:]|on |am |le ", re.IGNORECASE)
# Discourse in one line: `NAME January 29, 2024, 6:17am 3`
NAME_DATE_NUMBER = late(rf"(?P<name>\S.{{0,60}}?) (?P<date>{DATE}) (?P<number>\d{{1,6}})", re.IGNORECASE)
DATE_NUMBER = late(rf"(?P<date>(?:{DAY}|{NEAR}),? (?:at )?{CLOCK}) (?P<number>\d{{1,6}})", re.IGNORECASE)
# Drupal with the words on the line that names the author.
SUBMITTED = late(rf"(?P<head>(?:submitted|posted) by \S.{{0,49}}? on {DATE})\.? (?=\S)", re.IGNORECASE)
COMMENTED = late(rf"(?P<name>\S.{{0,48}}?) (?P<rest>(?:commented|replied) {DATE})", re.IGNORECASE)
TITLE_DATE = late(
    rf"(?P<title>\S.{{0,120}}?)(?<! on)(?<! at)(?<! by)(?<! in)(?<!,) (?P<date>{DAY},? (?:at )?{CLOCK})", re.IGNORECASE
)
NAME_DATE = late(rf"(?P<name>\S.{{0,60}}?) (?P<date>{DATE})", re.IGNORECASE)
# NodeBB in one line: `NAME wrote on last edited by NAME #3`
LAST_EDITED = late(r"(?P<before>\S.{0,120}?) (?P<rest>(?:wrote on |last edited by|最后由).{0,120})", re.IGNORECASE)
PLACE = late(
    r"(?:location|ort|wohnort|standort|localisation|ubicación|località|откуда|местоположение|konum|来自|country|from)[:：]?",
    re.IGNORECASE,
)
COUNTED_TIME = late(r"\d{1,4}(?: [^\W\d_]{1,10})?")
AGED = late(AGO, re.IGNORECASE)
CLOCK_ONLY = late(rf"(?:at |um |à |, ?)?{CLOCK}", re.IGNORECASE)
# The numbers of other pages, run together with what follows them.
PAGER = late(r"(?=.{0,60}[\u00bb\u203a] )[\u00ab\u2039\u203a\u00bb\d ]{2,60} (?=[^\W\d])")
STARTER = late(
    r"(?P<name>\S.{0,48}?)(?: \u00b7)? (?P<role>discussion starter|thread starter|original poster|topic starter|offline|online|themenstarter(?:in)?)",
    re.IGNORECASE,
)
# The buttons of a post and the name of the next one's author: `Find Reply NAME`.
BUTTONED = late(
    r"(?P<buttons>(?:(?:website|find|reply|quote|report|like|share|pm|email|www|top|edit|search|suchen|antworten|zitieren|melden|rechercher"
    r"|répondre|citer|buscar|responder|citar|cerca|rispondi|cita|найти|ответить|цитировать|bul|ara|cevapla|alıntı|yanıtla) ){2,8})(?P<name>\S.{0,48})",
    re.IGNORECASE,
)
# A rank and the count of posts below it, which a table's cell runs together: `Sci Advisor P: 869`.
RANKED = late(
    r"(?P<rank>(?!total|forum|all|new|number)[^\d:,.!?]{2,40}) (?P<row>(?:p|posts|beiträge|messages|mensajes|messaggi|сообщений|mesaj|berichten|inlägg|posty): ?\d[\d.,]{0,9})",
    re.IGNORECASE,
)
MODIFIED = late(r"\s*\(This post was last modified:.{0,160}$", re.IGNORECASE)
DOT = frozenset({"·", "•", "|", "–", "-", "/", "", "\u200b", "&nbsp;", "...", "+", "×", "*", "▼", "►", "▾"})
MAX_JOINED = 400
MAX_PIECES = 6
MAX_VALUE = 80


def mend(lines: Sequence[Line]) -> list[Line]:
    """Give the lines in one shape; words are kept in order, none is lost but lone dots and bars."""
    return list(_labels(stamped_apart(_joined([part for line in lines for part in _parts(line)]))))


def _parts(line: Line) -> Iterator[Line]:
    """Give the parts of a line that stand for fields of their own: table cells, a date and a number."""
    text = line.text
    pieces = [piece.strip() for piece in text.split("\t")] if "\t" in text else [text]
    gap = line.gap
    for piece in pieces:
        for part in _undated(piece):
            if part and part not in DOT:
                yield replace(line, text=part, gap=gap)
                gap = 0


@lru_cache(maxsize=65536)
def _undated(text: str) -> tuple[str, ...]:
    """Give the fields of a line; one that a wiki's signature ends is left whole for `stamped_apart`."""
    if last_stamp(text) is not None:
        return (text,)
    if match := SUBMITTED.match(text):
        return (match.group("head"), text[match.end() :].strip())
    return _fields(text)


def _fields(text: str) -> tuple[str, ...]:
    """Give the fields that stand together on a line: a name, a date, a number, a title."""
    if len(text) > MAX_JOINED or not FIELDED.search(text):
        return (text,)
    for part in SPLITS:
        if (fields := part(text)) is not None:
            return tuple(field for field in (field.strip() for field in fields) if field)
    return (text,)


def _paged(text: str) -> tuple[str, ...] | None:
    return _fields(text[match.end() :]) if (match := PAGER.match(text)) else None


def _posted(text: str) -> tuple[str, ...] | None:
    return (match.group("before"), *_fields(text[match.start("posted") :])) if (match := POSTED.match(text)) else None


def _glued(text: str) -> tuple[str, ...] | None:
    return match.group("subject", "posted") if (match := GLUED.fullmatch(text)) else None


def _subject(text: str) -> tuple[str, ...] | None:
    return (match.group("before"), match.group("subject")) if (match := SUBJECT.fullmatch(text)) else None


def _numbered(text: str) -> tuple[str, ...] | None:
    match = NUMBER_TAIL.fullmatch(text) or NUMBER_HEAD.fullmatch(text)
    if match is None:
        return None
    first, second = sorted(("date", "number"), key=match.start)
    return (match.group(first), match.group(second))


def _named_and_dated(text: str) -> tuple[str, ...] | None:
    match = NAME_DATE_NUMBER.fullmatch(text)
    return match.group("name", "date", "number") if match and letter(text) in "st" else None


def _dated_and_numbered(text: str) -> tuple[str, ...] | None:
    return match.group("date", "number") if (match := DATE_NUMBER.fullmatch(text)) else None


def _last_edited(text: str) -> tuple[str, ...] | None:
    match = LAST_EDITED.fullmatch(text)
    if match is None:
        return None
    before = match.group("before").strip()
    aged = NAME_DATE.fullmatch(before)
    return (*(aged.group("name", "date") if aged else _fields(before)), match.group("rest"))


def _commented(text: str) -> tuple[str, ...] | None:
    return match.group("name", "rest") if (match := COMMENTED.fullmatch(text)) else None


def _titled_and_dated(text: str) -> tuple[str, ...] | None:
    match = TITLE_DATE.fullmatch(text)
    return match.group("title", "date") if match and letter(text) in "st" else None


def _starter(text: str) -> tuple[str, ...] | None:
    return match.group("name", "role") if (match := STARTER.fullmatch(text)) else None


def _buttoned(text: str) -> tuple[str, ...] | None:
    match = BUTTONED.fullmatch(text)
    return match.group("buttons", "name") if match and letter(match.group("name")) in "st" else None


def _ranked(text: str) -> tuple[str, ...] | None:
    match = RANKED.fullmatch(text)
    return match.group("rank", "row") if match and letter(text) in "st" else None


def _modified(text: str) -> tuple[str, ...] | None:
    return (text[: match.start()],) if (match := MODIFIED.search(text)) else None


# What stands in every line that holds more fields than one: asking first spares most lines all patterns.
FIELDED = late(
    r"\d|edited|starter|poster|online|offline|subject|betreff|sujet|asunto|oggetto|заголовок|konusu|onderwerp|temat|最后由|ago\b"
    r"|^(?:find|website|reply|quote|pm|suchen|zitieren|rechercher|citer|buscar|citar|cerca|cita|найти|цитировать|bul|ara|alıntı) ",
    re.IGNORECASE,
)
SPLITS = (
    _paged,
    _glued,
    _posted,
    _subject,
    _numbered,
    _dated_and_numbered,
    _named_and_dated,
    _last_edited,
    _commented,
    _titled_and_dated,
    _starter,
    _buttoned,
    _ranked,
    _modified,
)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the lines with pieces of one phrase joined."""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        pieces = 1
        if EDITED_BY.fullmatch(line.text) and number + 1 < len(lines) and NAMED_AFTER.match(lines[number + 1].text):
            line = replace(line, text=f"{line.text} {lines[number].text}{lines[number + 1].text}")
            number += 2
        while number < len(lines) and LIKED.match(line.text) and _likers(line.text, lines[number].text):
            line = replace(line, text=f"{line.text} {lines[number].text}")
            number += 1
        while number < len(lines) and pieces < MAX_PIECES and _one_phrase(line, lines[number]):
            glue = "" if lines[number].text[:1] in ",.;:)]!?：" or line.text in {"#", "@", "(", "["} else " "
            line = replace(line, text=f"{line.text}{glue}{lines[number].text}")
            number += 1
            pieces += 1
        yield line


def _likers(line: str, following: str) -> bool:
    """Tell whether a list of those who liked a post goes on with the next line."""
    if len(line) + len(following) > MAX_JOINED or len(following) > MAX_NAME + 10:
        return False
    return (
        line.endswith((",", " and", " und", " et", " y", " e", " и", " ve", ":"))
        or AND.fullmatch(following) is not None
    )


def _one_phrase(line: Line, following: Line) -> bool:
    first, second = line.text, following.text
    if line.depth != following.depth or len(first) + len(second) > MAX_JOINED:
        return False
    if GOES_ON.fullmatch(second) and following.gap == 0:
        return not (first.endswith(":") and second[0] not in ":,.") or second[:1] in ",.;)"
    if CLOCK_ONLY.fullmatch(second) and date_in(first) is not None:
        return True
    # A page whose source breaks its lines at some width has an age on two: `29 minutes` and `ago`.
    if COUNTED_TIME.fullmatch(first) and following.gap == 0 and AGED.fullmatch(f"{first} {second}"):
        return True
    return WAITS.fullmatch(first) is not None and _is_awaited(first, following)


def _is_awaited(first: str, following: Line) -> bool:
    """Tell whether a line is what one that waits goes on with: a date, a name or a title."""
    second = following.text
    awaits_date = AWAITS_DATE.fullmatch(first) is not None
    # A naive dump leaves as many blank lines between a name and its date as the page's source has.
    if awaits_date and COMMA_DATE.fullmatch(second):
        return True
    if following.gap > 1:
        return False
    if awaits_date:
        is_dated = first.endswith(",") and first[:3].casefold() in {"on ", "am ", "le ", "el "}
        return is_dated and len(second) <= MAX_NAME
    return len(second) <= 3 * MAX_NAME


def _labels(lines: Iterator[Line]) -> Iterator[Line]:
    """Give the lines with each label of a card and its value on one line."""
    waiting: Line | None = None
    labelled = False
    for line in lines:
        if waiting is not None:
            if _is_value(waiting.text, line.text, labelled=labelled):
                yield replace(waiting, text=f"{waiting.text.rstrip(' :：')}: {line.text.lstrip(': ')}")
                waiting, labelled = None, True
                continue
            yield waiting
            labelled = False
            waiting = None
        if BARE.fullmatch(line.text):
            waiting = line
        else:
            yield line
            labelled = LABELLED.fullmatch(line.text) is not None
    if waiting is not None:
        yield waiting


def _is_value(label: str, value: str, *, labelled: bool) -> bool:
    if DATED_LABEL.fullmatch(label):
        return date_in(value) is not None or re.fullmatch(r"\d{4}", value) is not None
    if COUNTED_LABEL.fullmatch(label):
        return DIGITS.fullmatch(value) is not None or re.fullmatch(r":? ?\d.{0,12}", value) is not None
    if any(other.fullmatch(value) for other in (BARE, FOOTER, POST_NUMBER)) or date_in(value) is not None:
        return False
    if PLACE.fullmatch(label) and len(value) <= MAX_NAME:
        return True
    # Places and hobbies are words like others: only next to other rows of a card, or with the label's own colon.
    return (
        TOLD_LABEL.fullmatch(label) is not None
        and len(value) <= MAX_VALUE
        and (labelled or label.endswith((":", "：")))
    )
