"""The lines that name whom a post quotes, in the words and languages that forums and mail programs use for them."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.quotes.dateline import DATE
from analyzer.quotes.late import late
from analyzer.quotes.markdown import Line

NAME = r"(?P<name>\S(?:.{0,78}?\S)?)"
DATED = rf"(?P<date>{DATE})"
SAID = (
    r"said|wrote|writes|posted|schrieb|hat geschrieben|sagte|a écrit|a dit|écrit|escribió|dijo|ha escrito|ha scritto|ha detto"
    r"|scrisse|escreveu|disse|написал(?:а|\(а\))?|писал(?:а|\(а\))?|сказал(?:а|\(а\))?|şunu yazdı|yazdı|dedi(?: ki)?"
    r"|şöyle (?:yazdı|demiş|dedi)|kirjoitti|sanoi|skrev|schreef|zei|napisał(?:a)?|rašė|napsal|írta|a scris|كتب|قال|写道|寫道|说|說"
)
UP = r"(?: ?[↑↗⤴])?"
# `<wren@example.org>`, as mail programs write it behind a name.
ADDRESS = late(r"(?<=\S) <[^<>\s]{1,120}@[^<>\s]{1,120}>$")
QUOTED = (
    "quote from|zitat von|citation de|cita de|citazione di|citação de|цитата от|alıntı yapılan|اقتباس من|引用自|citat från|citaat van"
    "|cytat z|lainaus käyttäjältä"
)
VIEW = r"(?: ?(?:view post|go to post|beitrag anzeigen|voir le message|ver mensaje|visualizza messaggio|mesajı göster|просмотр сообщения|посмотреть сообщение|查看帖子))?"
# Tried in this order; the first is surest. Each names the group `name`, some the group `date`.
FORMS = tuple(
    late(form, re.IGNORECASE)
    for form in (
        # vBulletin: `Originally Posted by NAME`, in its translations; UBB and Burning Board with the day
        rf"(?:quote:? ?|zitat:? ?)?(?:originally|original) (?:(?:post(?:ed)?|written|geschrieben|verfasst) (?:by|von)|von):? {NAME}(?:,? (?:on|am) {DATED})?{UP}{VIEW}",
        # Invision 1 and 2: `QUOTE(NAME @ DATE)`
        rf"(?:quote|zitat|citation|cita|citazione|citação|цитата|alıntı|citaat|citat|cytat|lainaus|引用) ?\({NAME}(?: ?@ ?{DATED})?\)",
        rf"(?:zitat|zitat ?: (?:zitat )?) ?(?:von|by) {NAME}{UP}{VIEW}:?",
        rf"(?:envoyé|posté|publié|écrit) (?:initialement )?par:? {NAME}{UP}{VIEW}",
        rf"(?:iniciado|escrito|publicado|escrito originalmente|mensaje original(?: de)?|empezado) (?:originalmente )?por:? {NAME}{UP}{VIEW}",
        rf"(?:originariamente|originalmente) (?:inviato|scritto) da:? {NAME}{UP}{VIEW}|(?:inviato|scritto) (?:originariamente )?da:? {NAME.replace('name', 'name2')}{UP}{VIEW}",
        rf"сообщение от:? {NAME}{UP}{VIEW}|изначально написал(?:а)? {NAME.replace('name', 'name2')}",
        rf"{NAME}(?: ?['\u2019]?\w{{0,4}})? (?:nickli üyeden alıntı|adlı üyeden alıntı|tarafından gönderildi)|alıntı:? {NAME.replace('name', 'name2')}(?:['\u2019]\w{{1,4}})?",
        rf"المشاركة الأصلية كتبت بواسطة:? {NAME}|(?:كتب|كتبت) (?:بواسطة|العضو):? {NAME.replace('name', 'name2')}",
        rf"(?:引用[:：]? ?)?原帖由 ?{NAME} ?(?:于|於) ?{DATED} ?(?:发表|發表)(?:的?内容)?|{NAME.replace('name', 'name2')} ?(?:发表于|發表於) ?{DATED.replace('date', 'date2')}|引用 ?(?:第 ?\d+ ?楼|\d+#)? ?{NAME.replace('name', 'name3')} ?(?:的|于.{{4,40}})?(?:帖子|发言|回复)?[:：]",
        # SMF: `Quote from: NAME on DATE`, in its translations
        rf"(?:quote from|zitat von|citation de|citation|cita de|citazione di|citação de|цитата:|цитата от|цитата|alıntı yapılan|alıntı|اقتباس من|اقتباس|引用自|引用|citat från|citaat van|cytat z|lainaus käyttäjältä) ?: {NAME} (?:on|am|le|en|il|em|-|от|на|tarihinde|في|于|於|op|den|-) ?{DATED}",
        rf"(?:{QUOTED}) ?:? {NAME},? (?:(?:on|am|le|en|il|em|op|den) ?)?{DATED}{UP}",
        rf"(?:{QUOTED}) ?:? {NAME}{UP}",
        # MyBB: `(DATE) NAME Wrote:`, Invision: `On DATE, NAME said:`, mail: `On DATE, NAME wrote:`
        rf"\(?{DATED}\) ?{NAME} (?:{SAID}) ?[:：]",
        rf"(?:(?:on|am|le|el|il|em|op|den|в) )?{DATED}(?:, ?| )(?:um |at |à )?{NAME} ?(?:{SAID}) ?[:：]",
        rf"{NAME}, (?:(?:on|am|le|el|il|em|op|den|в) )?{DATED},? (?:{SAID}) ?[:：]",
        # YaBB: `NAME wrote on DATE:`, Invision in Russian: `NAME (DATE) wrote:`
        rf"@?{NAME} (?:{SAID}) (?:(?:on|am|le|el|il|em|op|den|в) )?{DATED} ?[:：]",
        rf"{NAME} \({DATED}\) ?(?:{SAID}) ?[:：]",
        # NodeBB: `@NAME said in TITLE:`
        rf"@?{NAME} (?:said|schrieb|a dit|dijo|ha detto|сказал|说|написал) in (?P<title>.{{1,160}}?) ?[:：]",
        rf"@{NAME} ?在 (?P<title>.{{1,160}}?) ?中(?:说|說|写道) ?[:：]",
        # XenForo, phpBB and most others: `NAME said:`, `NAME wrote: ↑DATE`
        rf"@?{NAME} ?(?:{SAID}) ?[:：]{UP}(?: ?{DATED})?",
        rf"(?:كتب|قال|كتبت) @?{NAME} ?[:：]",
    )
)
# An attribution with the quoted words on the same line, as some renderers leave it.
RUN_ON = late(
    rf"(?P<head>\S.{{0,110}}? (?:{SAID}) ?[:：]|(?:quote from|zitat von|citation de|cita de|citazione di|цитата от|alıntı yapılan): \S.{{0,80}}? {DATE}) ?(?P<words>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
LABEL = late(
    r"(?:quote|quoted|zitat|citation|citazione|cita|citação|цитата|alıntı|اقتباس|إقتباس|引用|引述|citat|citaat|cytat|lainaus) ?[:：]?",
    re.IGNORECASE,
)
BEFORE_COLON = late(r"@?(?P<name>[^\s:：]\S{0,39}(?: \S{1,20}){0,2}) ?[:：]")
MAX_CHARACTERS = 220
# Some forums set the name in quotation marks.
EDGES = '@ :\u2191"\u00bb\u00ab\u201e\u201c\u201d'
TWICE = late(r"^(.{1,60}) \1$")
# One of these stands in every form: asking first makes the forms cheap.
CUE = late(
    rf"\b(?:{SAID}|by|von|par|por|da|от|zitat|quote|citat\w*|cita|citazione|citação|цитата|alıntı|tarafından|lainaus|cytat)\b|كتب|قال|كتبت|المشاركة|اقتباس|原帖|发表|發表|引用|写道|寫道|说|說",
    re.IGNORECASE,
)
# Words that begin a sentence and no name: `The minister said:` is speech in running text.
SPEAKER = late(
    r"(?:(?:the|a|an|he|she|it|they|we|i|you|who|as|and|but|someone|somebody|everyone|my|his|her|then|what|that|this|i['\u2019]ve|er|sie|es|ich|wer"
    r"|der|die|das|und|il|elle|je|on|le|la|les|un|una|el|ella|yo|lo|lui|lei|io|он|она|они|я|кто|как|o|ben|kim)\b.*|.*[.!?,;:\u2026]['\"]? .{12,}|.*(?:https?|www)[:.].*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is quoted, when the words were written as printed there, and whether the form is sure to be a forum's own."""

    name: str
    date: str | None = None
    sure: bool = True


def attribution(line: str) -> Attribution | None:
    """Give whom a line names as quoted, or `None`; the line holds nothing else."""
    if len(line) > MAX_CHARACTERS or not CUE.search(line):
        return None
    for form in FORMS:
        if match := form.fullmatch(line):
            said = {key.rstrip("23"): value for key, value in match.groupdict().items() if value}
            # NodeBB prints the name twice, once as the avatar's.
            name = TWICE.sub(r"\1", ADDRESS.sub("", said["name"]).strip(EDGES).replace(" @", " "))
            if name:
                return Attribution(name=name, date=said.get("date"), sure=SPEAKER.fullmatch(name) is None)
    return None


def names_in(lines: Iterable[Line]) -> set[str]:
    """Give the names that attributions on a page name, case folded."""
    found = set()
    for line in lines:
        if (said := attribution(line.text)) is not None and said.sure:
            found.add(said.name.casefold())
    return found
