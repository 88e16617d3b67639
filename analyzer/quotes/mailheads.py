"""The lines that mail programs print above quoted words, in the languages they speak: whose words these are."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

VERBS = (
    r"wrote|writes|said|says|a écrit|a ecrit|écrivait|escribió|escribio|va escriure|ha scritto|scriveva|escreveu|pisze|napisał\(a\)|napisała?"
    r"|napsal\(a\)|napsala?|je napisao|schrieb folgendes|schrieb|schreef|het volgende geschreven|skrev|kirjoitti|şunu yazdı|yazdı|ezt írta|írta"
    r"|a scris|написала?|написал\(а\)|написа|пишет|пише|写道|寫道|kirjutas|rašė|έγραψε|כתב|كتب|menulis|đã viết|viết"
)
# The line above a quote, in up to three lines: a date and a name in either order, a verb, a colon.
WROTE = re.compile(
    rf"(.{{2,240}}?)[ \u00a0]?(?:{VERBS})(?: on .{{5,60}}| am .{{5,60}})?[ \u00a0]?(?:[:\uff1a]|(?<=s)\.{{3}})$",
    re.IGNORECASE,
)
VERB_FIRST = re.compile(r".{0,120}?(?:schrieb|skrev|schreef)[ \u00a0](.{2,120}?)[ \u00a0]?:$", re.IGNORECASE)
# `NAME schrieb am 03.03.20 um 10:15:`: what stands behind the verb is a date alone.
VERB_BETWEEN = re.compile(
    r"([^\d<>]{2,60}?)[ \u00a0](?:schrieb|skrev|schreef|kirjoitti|wrote|a écrit|escribió|ha scritto|escreveu|napisał\(?a?\)?|napsal\(?a?\)?)"
    r"[ \u00a0](?=[^<>@]{0,60}\d)[^<>@]{4,80}[:\uff1a]$",
    re.IGNORECASE,
)
EXCERPTS = re.compile(
    r"(?:Excerpts from|Quoting|Zitat von|Citando|Quoth|Citazione|Thus spake|Also sprach|Begin forwarded message from)"
    r" (.{2,120}?)(?:['\u2019]s? (?:message|mail) of .{5,60})?:$|Quoting (.{2,120}?) \(\d.{5,40}\):?$"
)
STARRED = re.compile(r"\* (.{2,100}?)[,:]? [\[(<].{5,80}[\])>][ ,:]*.{0,40}$")
# What stands before the name: the day and the hour, in any language; the last number of them ends it.
UP_TO_DATE = re.compile(
    r"^.{0,120}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[AP]\.?M\.?)?|\d{4})(?: [+-]\d{4})?(?: \([A-Z]{2,5}\)| [A-Z]{3,4}(?=,))?",
    re.IGNORECASE,
)
# Between the hour and the name: halves of the day, zones, and the words that lead over to a name.
GLUE = re.compile(
    r"(?:[\s,\uff0c\u3001\u060c;)\]-]|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?(?=[\s,])|[ap]\.? ?m\.?(?=[\s,])|[πμ]\.μ\.|[صم](?=\s)|Uhr\b|schrieb\b|schreef\b|skrev\b|tarihinde\b"
    r"|schrieb\b|schreef\b|skrev\b|keltezéssel\b|odesílatel\b|[οo]/[ηi]\b|heeft\b|מאת|תמת|تمت كتابة ما يلي بواسطة|(?:г|kl|klo|um|às|at|la|le|om|о|від|от)\b\.?(?=[\s,])){1,20}",
    re.IGNORECASE,
)
# `Missatge de NAME <ADDRESS> del dia …`: where no day stands before the name.
LEADING = re.compile(
    r"^(?:In (?:article|message|news:)?\s?<[^<>\s]{1,300}>,?|(?:Missatge de|Message (?:from|de)|Mensaje de|Messaggio d[ai]|Nachricht von|Wiadomość od"
    r"|Сообщение от|Pada tanggal|Pada|From|Von)\b:?)\s{0,3}",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"(?P<before>[^<>]{0,200}?)[\s(]{0,3}<(?P<address>[^<>\s@]{1,64}(?:@| at | \(at\) )[^<>\s]{1,120})>\)?(?P<after>[^<>]{0,120})$"
)
SAID = re.compile(rf"(?:{VERBS})\W{{0,3}}$", re.IGNORECASE)
# Sentences that an address stands in.
SENTENCES = re.compile(r"[.!?] [^\W\d_]{2}.{0,200}[.!?] ")
ENDING = re.compile(r"[:\uff1a]$")
NUMBER = re.compile(r"\d")
PARENTHESED = re.compile(r"\((?:<)?([^<>()\s@]{1,64}@[^<>()\s]{1,120}?)(?:>)?\)")
ADDRESS_FIRST = re.compile(r"(?<![<\w.])([\w.+=-]{1,64}@[\w.-]{1,100}) \(([^()@\d]{2,80})\)")
# `'NAME' via GROUP <the group's address>`: who passes the mail on did not write it.
VIA = re.compile(r"[\"']?([^\"'<>]{2,80}?)[\"']? via [^<>]{1,80}?(?:\s?<[^<>\s]{1,200}>)?(?=\s*$|,)")
# Marks of the direction of writing say nothing to a reader.
UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OPENER = re.compile(
    r"(?:On|At|Le|Am|El|Il|Em|Op|Den|W dniu|Dnia|Dne|In|Quoting|Excerpts|Vào|Pada|În|Στις|На|在|Missatge) |\d{4}[-/.]\d|\* |\w{2,4}\.?,? \d"
)
WEEKDAY = re.compile(r"^(?:On|Am|Le|El|Il|Op) [^,]{2,40}, ")
YOU = re.compile(r"(?:^|[>,\s])(?:you|vous|tu|du|Sie|usted)(?=$|\s[^\s<>]{1,12}\s?:$)", re.IGNORECASE)
MAILTO = re.compile(r"\s?\[mailto:.{0,200}$|\s?\bOn Behalf(?: Of)?\b.{0,200}$", re.IGNORECASE)
# A full stop behind a single capital shortens a name.
SENTENCE = re.compile(r"(?<!\b[A-Z])[.!?] ")
MAX_CHARACTERS = 320
MAX_NAME_WORDS = 4
# An address tells that what stands before it is a name: it may be longer than one told by its verb.
MAX_ADDRESSED_WORDS = 6

ORIGINAL = re.compile(
    r"-{2,20} ?(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale"
    r"|Mensagem original|Oorspronkelijk bericht|Originalmeddelande|Opprinnelig melding|Oprindelig meddelelse|Wiadomość oryginalna"
    r"|Alkuperäinen viesti|Исходное сообщение|Forwarded message|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|Reply message) ?-{2,20}",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\*?(?:From|Von|De|Da|От|Van|Från|Fra|Od|Lähettäjä|Feladó|Kimden|发件人|寄件者|差出人|보낸 사람)\s?\*?[:\uff1a]\*? ?\*?(.{2,120})",
    re.IGNORECASE,
)
HEADER = re.compile(r"\*?[^\W\d_][\w '-]{0,24}\*?\s?[:\uff1a]\*?(?: |$)")
# A head of its own, without a line that says so, has its day and its subject too.
SENT = re.compile(
    r"\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Enviada|Fecha|Inviato|Data|Verzonden|Skickat|Sendt|Lähetetty|Wysłano|Отправлено|Дата|Gönderme"
    r" Tarihi|Elküldve|发送时间|日期|送信日時|보낸 날짜)\s?(?: em| el)?\*?\s?[:\uff1a]",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\*?(?:Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Ämne|Emne|Aihe|Temat|Тема|Konu|Tárgy|主题|主旨|件名|제목)\s?\*?\s?[:\uff1a]",
    re.IGNORECASE,
)
MAX_HEAD_LINES = 20
# Mail programs break lines at 60 to 80 characters.
LEAST_BROKEN = 50
# `From`, `Sent`, `To`, `Cc`, `Subject`: a head has them within so many lines.
MAX_BARE_LINES = 8


@dataclass(frozen=True, slots=True)
class MailHead:
    """The head of a mail that stands below its answer: who sent it, and how many lines it takes."""

    sender: str | None
    lines: int


def mail_head(lines: Sequence[str]) -> MailHead | None:
    """Give the head of a mail with which these lines begin, `None` where they begin with none.

    A line such as `-----Original Message-----` tells it; without it a sender, a day and a subject must stand there.
    """
    first = lines[0].strip() if lines else ""
    told = ORIGINAL.fullmatch(first) is not None
    if not told and FROM.fullmatch(first) is None:
        return None
    if not told:
        block = [line.strip() for line in lines[:MAX_BARE_LINES]]
        if not (any(map(SENT.match, block)) and any(map(SUBJECT.match, block))):
            return None
    sender, count, inside = None, int(told), not told
    block = [line.strip() for line in lines[:MAX_HEAD_LINES]]
    for number, text in enumerate(block[int(told) :], start=int(told)):
        if (not text and inside) or (text and not _goes_on(block, number, inside=inside)):
            break
        inside = inside or bool(text)
        if text and sender is None and (match := FROM.fullmatch(text)):
            sender = cleaned(match.group(1))
        count = number + 1
    return MailHead(sender, count)


def _goes_on(block: Sequence[str], number: int, *, inside: bool) -> bool:
    """Tell whether a line of a head is one: a field, or the rest of one that was broken.

    Receivers go on in the next line, which mail programs do not indent where they quote. Behind a subject the words
    may begin at once, unless it was too long for a line.
    """
    if HEADER.match(block[number]):
        return True
    if not inside or not any(map(SUBJECT.match, block[:number])):
        return inside
    return len(block[number - 1]) >= LEAST_BROKEN and not any(block[number + 1 : number + 2])


def attributed(line: str) -> str | None:
    """Give the name in a line such as `On Sun, 22 Nov 2009 20:52, NAME <address> wrote:`, with its address, or `None`.

    An empty text says that such a line names nobody: `In message <id> you wrote:`.
    """
    line = UNSEEN.sub("", line).strip()
    if len(line) > MAX_CHARACTERS:
        return None
    line = ADDRESS_FIRST.sub(r"\2 <\1>", PARENTHESED.sub(r"<\1>", LEADING.sub("", line, count=1)))
    for pattern in (EXCERPTS, STARRED):
        if match := pattern.fullmatch(line):
            return cleaned(next(filter(None, match.groups())))
    if (named := _by_address(line)) is not None:
        return named
    if match := VERB_BETWEEN.fullmatch(line):
        name = cleaned(_undated(match.group(1)))
        return name if name and len(name.split()) <= MAX_NAME_WORDS else None
    if match := VERB_FIRST.fullmatch(line):
        return cleaned(match.group(1))
    match = WROTE.fullmatch(line)
    return _by_verb(match.group(1)) if match else None


def _by_verb(said: str) -> str | None:
    if YOU.search(said):
        return ""
    bare = WEEKDAY.sub("", said)
    dated = UP_TO_DATE.match(bare) is not None
    name = cleaned(_undated(said))
    if dated and not _undated(said).strip(" ,;:-") and (before := re.match(r"([^\d,]{2,60}), ", said)):
        return cleaned(before.group(1))  # `NAME, le mar. 3 mars 2020 10:15, a écrit :`
    if name is None or dated or "@" in name:
        return name
    return None if len(name.split()) > MAX_NAME_WORDS or name.startswith("I ") else name


def _undated(said: str) -> str:
    bare, dated = UP_TO_DATE.subn("", WEEKDAY.sub("", said), count=1)
    return GLUE.sub("", bare, count=1) if dated and GLUE.match(bare) else bare


def _by_address(line: str) -> str | None:
    """Give the name before an address, and the address, where the line has a day or a verb beside them."""
    match = ADDRESSED.fullmatch(line) if ENDING.search(line) else None
    if match is None:
        return None
    before, after = match.group("before"), match.group("after")
    if YOU.match(after):
        return ""
    told = NUMBER.search(before) or NUMBER.search(after) or SAID.search(after)
    if not told or SENTENCES.search(before):
        return None
    name = _undated(before).strip(" \t,;:\"'\u00a0*(")
    if via := VIA.fullmatch(f"{name} <{match.group('address')}>"):
        return cleaned(via.group(1))
    if len(name.split()) > MAX_ADDRESSED_WORDS:
        return None
    return cleaned(f"{name} <{match.group('address')}>" if name else f"<{match.group('address')}>")


def cleaned(name: str) -> str | None:
    """Give a name without what mail programs put around it, `None` where it is a sentence."""
    if SENTENCE.search(name.strip()[6:]):
        return None
    name = MAILTO.sub("", name).strip(" \t,;:-\u2013\"'\u00a0*|").removeprefix("by ").removeprefix("via ")
    if via := VIA.fullmatch(name):
        name = via.group(1).strip()
    return name.replace('" <', " <").replace("' <", " <")[:120] or None
