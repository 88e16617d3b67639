"""The dates that pages print, in the languages they print them in, told from all other text."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re

from analyzer.quotes.late import late

MONTH = (
    r"(?:jan(?:uar[yio]?|vier|eiro|v)?|feb(?:ruar[yio]?|rero|braio)?|mar(?:ch|s|zo|ço|t|ca|zec)?|apr(?:ile?)?|may|june?|july?"
    r"|aug(?:ust(?:us)?)?|sept?(?:ember|embre|tembre|iembre)?|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember|embre)?|jän(?:ner)?|märz?|mrz|mai|juni?|juli?|okt(?:ober|obri)?|dez(?:ember|embro)?|févr?(?:ier)?"
    r"|avr(?:il)?|juin|juil(?:let)?|août?|déc(?:embre)?|ene(?:ro)?|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|dic(?:iembre|embre)?"
    r"|gen(?:naio)?|mag(?:gio)?|giu(?:gno)?|lug(?:lio)?|set(?:tembre|embro)?|ott(?:obre)?|fev(?:ereiro)?|maio|junho|julho"
    r"|out(?:ubro)?|maart|mrt|mei|sty(?:cz(?:eń|nia))?|lut(?:y|ego)?|kwi(?:ecień|etnia)?|maja?|cze(?:rwiec|rwca)?"
    r"|lip(?:iec|ca)?|sie(?:rpień|rpnia)?|wrz(?:esień|eśnia)?|paź(?:dziernik[a]?)?|lis(?:topada?)?|gru(?:dzień|dnia)?"
    r"|янв(?:ар[ья])?|фев(?:рал[ья])?|марта?|мар|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?|авг(?:уста?)?|сен(?:тябр[ья])?"
    r"|окт(?:ябр[ья])?|ноя(?:бр[ья])?|дек(?:абр[ья])?|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)"
    r"(?:kuu(?:ta)?)?|ocak?|oca|şub(?:at)?|mart|nis(?:an)?|mayıs|haz(?:iran)?|tem(?:muz)?|ağu(?:stos)?|eyl(?:ül)?|ekim?"
    r"|kas(?:ım)?|ara(?:lık)?|يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر)\.?"
)
WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo(?:ntag)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?"
    r"|fr(?:eitag)?|sa(?:mstag)?|so(?:nntag)?|lun(?:di|es|edì)?|mar(?:di|tes|tedì)?|mer(?:credi|coledì)?|jeu(?:di)?|ven(?:dredi|erdì)?"
    r"|sam(?:edi)?|dim(?:anche)?|mié(?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|sáb(?:ado)?|dom(?:ingo|enica)?|gio(?:vedì)?|sab(?:ato)?|seg|ter|qua"
    r"|qui|sex|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|pzt|sal|çar|per|cum|cmt|paz)\.?,? )?"
)
CLOCK = r"\d{1,2}(?:[:.h]\d{2}){1,2}(?: ?[ap]\.?m\.?)?"
ZONE = r"(?: \(?(?:UTC|GMT|CEST?|[ECMP][SD]T|BST|MSK)(?: ?[+-] ?\d{1,2}(?::?\d{2})?)?\)?| ?[+-]\d{2}:?\d{2})?"
YEAR = r"(?:\d{4}|['\u2019]?\d{2})"
DAY = (
    rf"(?:{WEEKDAY}{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,{{0,2}} {YEAR},{{0,2}})?"
    rf"|{WEEKDAY}\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?(?: de| of)? {MONTH}(?: de)?(?:,{{0,2}} {YEAR},{{0,2}})?"
    rf"|{WEEKDAY}\d{{1,2}}[-./ ]{MONTH}[-./ ]\d{{2,4}}"
    rf"|{MONTH}\d{{1,2}}-\d{{2}}|{MONTH},? \d{{4}}|{WEEKDAY}\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|{WEEKDAY}\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}}\.?"
    r"|\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)"
)
NEAR = (
    r"(?:today|yesterday|heute|gestern|aujourd['\u2019]hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|сегодня|вчера|bugün|dün"
    r"|اليوم|أمس|今天|昨天|前天|eilen|tänään|dzisiaj|wczoraj|gisteren|vandaag"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
COUNT = r"(?:\d{1,4}|an?|one|few|ein(?:em|er)?|une?|una|один|bir)"
UNIT = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy]|sekunden?|minuten?"
    r"|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?"
    r"|días?|dias?|semanas?|mes(?:es)?|años?|secondi?|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]"
    r"|секунд\w?|мин\w{0,4}|час\w{0,2}|дн\w{1,2}|день|недел\w|месяц\w{0,2}|год\w?|лет|saniye|dakika|saat|gün|hafta|ay|yıl"
    r"|秒|分钟|分鐘|小时|小時|天|周|週|个月|個月|月|年)"
)
AGO = (
    rf"(?:(?:about |almost |over |ungefähr )?{COUNT} ?{UNIT} ?(?:ago|fa|назад|önce|之?前|sitten|temu|geleden|atrás)"
    rf"|(?:il y a|vor|hace|há|منذ) (?:environ |etwa |unos )?{COUNT} ?{UNIT}|just now|a moment ago|last (?:week|month|year))"
)
TIME_AFTER = rf"(?:(?:,| \||\u00b7| -| @| \u2022)? ?(?:at |um |à |a las |alle |в |o |klo |às |saat )?{CLOCK}{ZONE})?"
DATE = rf"(?:(?:{DAY}|{NEAR}){TIME_AFTER}|{CLOCK},? {DAY}{ZONE}|{AGO}|\d{{4}}-\d{{2}}-\d{{2}}T[\d:.]{{5,12}}Z?)"
BEFORE = (
    r"(?:posted on|posted|written|date|published|on|sent|added|verfasst|geschrieben|erstellt|am|den|publié(?: le)?|envoyé"
    r"(?: le)?|posté(?: le)?|message du|le|posté\(e\)|publicado(?: el)?|escrito(?: el)?|enviado|el|inviat[oa](?: il)?|pubblicat[oa]|pubblicato(?: il)?"
    r"|scritto(?: il)?|il|добавлено|отправлено|опубликовано|написано|gönderilme(?: zamanı)?|tarih|أضيف في|كتب في"
    r"|发表于|發表於|发布于|geplaatst(?: op)?|napisano|wysłano|publicerad|skrivet|kirjoitettu|replied|commented)"
)
AFTER = (
    r"(?: ?\| ?只看.{0,80})?"
    rf"(?: edited {DATE}(?: in .{{1,40}})?| in [^.!?]{{1,40}})?"
    r"(?: ?\((?:edited|bearbeitet|this post was last modified:?.{0,120})\)| ?\u00b7? ?edited| ?[|\u00bb.:-]| ?\d{1,3} ?(?:yrs?|mos?|d|h)"
    r"| \u2022| \| ?link| ?\| ?permalink){0,2}"
)
LINE = late(rf"(?:[|\u00b7\u2022\u00bb\u00ab(-] ?)?(?:{BEFORE} ?:? ?)?(?P<date>{DATE}){AFTER}\)?", re.IGNORECASE)
DIGIT_OR_NEAR = late(r"\d|today|yester|ago|now|\blast\b|\bvor\b|il y a|hace", re.IGNORECASE)
# A header's date stands in a short line; more is a sentence that holds one.
MAX_CHARACTERS = 150


def date_in(line: str) -> str | None:
    """Give the date of a line that says nothing else, as printed, or `None`."""
    if len(line) > MAX_CHARACTERS or not DIGIT_OR_NEAR.search(line):
        return None
    match = LINE.fullmatch(line)
    return match.group("date") if match else None
