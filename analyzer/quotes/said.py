"""The words with which forums say that somebody is quoted, in the languages their software ships with."""

# ruff: noqa: RUF001  Letters of other scripts that look like Latin ones are meant: these are words of other languages.
from __future__ import annotations

import re

VERBS = (
    "said|wrote|writes|says|posted"
    "|schrieb|schreibt|sagte|hat geschrieben|hat gesagt|meinte"
    "|a dit|dit|a écrit|à écrit|a ecrit|écrit|a posté"
    "|dijo|dice|escribió|escribio|ha dicho|ha escrito|ha dit|va dir|dixo"
    "|ha scritto|ha detto|disse|scrive|scrisse"
    "|escreveu|falou|diz|schreef|zei|heeft gezegd|heeft geschreven"
    "|skrev|har skrevet|sa|sade|sagde|sanoi|kirjoitti|ütles|kirjutas|teica|rakstīja|parašė|rašė|sakė"
    "|napisał|napisała|powiedział|powiedziała|pisze|napsal|napsala|řekl|řekla|píše|napísal|napísala|povedal|povedala"
    "|je rekao|je rekla|rekao je|rekla je|reče|kaže|je napisao|je napisala|napisao je|je rekel|je napisal|pravi"
    "|је рекао|је рекла|рекао је|рече|је написао|је написала"
    "|írta|mondta|a scris|a spus|a zis"
    "|сказал|сказала|написал|написала|пишет|писал|писала|говорит|сказав|написав|каже|пише|каза|написа"
    "|yazdı|yazdi|şunu yazdı|şöyle yazdı|şunları yazdı|dedi|dedi ki|şunu dedi|şöyle dedi|söyledi|şunu söyledi|şunları söyledi|demiş ki|şöyle demiş"
    "|είπε|έγραψε|قال|قالت|كتب|كتبت|כתב|כתבה|אמר|אמרה|گفت|گفته است|نوشت|نوشته است"
    "|adlı kullanıcıdan alıntı|nickli kullanıcıdan alıntı|viết|đã viết|nói|đã nói|menulis|berkata|mengatakan|เขียน|เขียนว่า|กล่าวว่า|พูดว่า|さんは書きました"
    "|esan du|idatzi du|het gesê|het geskryf|sagði|tha|ने कहा|ने लिखा|نے کہا|نے لکھا"
)
# Slavic languages add the woman's ending to the man's word in brackets or behind a stroke: `napisał(a)`, `napisał/a`.
GENDER = r"(?:\(-?\w{1,3}\)|/-?\w{1,12})?"
# No space stands before these.
JOINED = (
    "写道|写到|寫道|寫|说道|說道|说过|說過|说了|說了|说|說|表示|发表于|發表於"
    "|さんが書きました|さんは書きました|さんの発言|さんが言いました|さんは言いました|님이 썼습니다|님의 말|님이 말했습니다|님이 말했다|님이 말하길|님이 작성"
)
# Behind a name and a space, before the colon that ends the line; case does not count.
SAID = rf"(?:(?:{VERBS}){GENDER}|{JOINED})"
# A name is at most 100 characters long: vBulletin's and XenForo's own limits are half of it.
NAME = r"(\S.{0,99}?)"
COLON = r"\s?[:：]"
# `NAME said:`, in Greek `The user NAME wrote:`, in Turkish also `NAME' quote:`.
NAME_SAID = re.compile(
    rf"^(?:[οη](?:/[οη])?(?: χρήστης)? )?{NAME}(?:\s{SAID}|\s?(?:{JOINED})|(?:['’´`]\w{{0,4}})? alıntı){COLON}?\W{{0,4}}$",
    re.IGNORECASE,
)
# `NAME said on May 1, 2020:`
NAME_SAID_WHEN = re.compile(rf"^{NAME} (?:{SAID}|tarafından){COLON}? .{{0,20}}\d.{{0,50}}$", re.IGNORECASE)
# Where the verb comes first: `قال NAME:`.
SAID_NAME = re.compile(
    rf"^(?:قال|قالت|كتب|كتبت|يقول|作者|به گفته|נכתב על ידי|sinabi ni)\s?[:：]?\s?{NAME}{COLON}?\s?↑?$", re.IGNORECASE
)
# In a language that is not in the list, the verb is taken to be the last word before the colon; a name begins with a
# capital, a verb does not.
UNKNOWN_VERB = r"(?![A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ\d])\S{2,20}"
NAME_UNKNOWN = re.compile(rf"^{NAME}\s{UNKNOWN_VERB}{COLON}\W{{0,4}}$")
# What a box of somebody whom nobody named is labelled.
LABELS = (
    "quote|quoted|quoting|zitat|zitieren|citation|citazione|cita|citação|цитата|цитат|alıntı|اقتباس|إقتباس|引用|引述|citat|citaat|cytat|lainaus"
    "|sitat|citace|citácia|idézet|trích dẫn|kutipan|ציטוט|نقل قول|인용|παράθεση"
)
# The name alone, where the line is there only if there is a name.
NAME_ALONE = re.compile(rf"^(?!(?:{LABELS})\W{{0,3}}$){NAME}{COLON}?\s?↑?$", re.IGNORECASE)

# How Invision dates a quote. In some languages the comma behind the date is another one, or there is none.
COMMA = "[,،，、]"
HOUR = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?\s?m\b\.?|uhr))?"
# Said of a quote before its author: `Am 1.5.2020 um 15:12 schrieb NAME:`.
VERBS_FIRST = "schrieb|sagte|schreef|zei|skrev|sade|sagde|írta|mondta|قال|كتب|escribió|dijo|disse|escreveu|a dit|a écrit|ha scritto|ha detto"
DATED_NAMES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # `On January 5, 2020 at 3:12 PM, NAME said:`: the last hour with a comma ends the date.
        rf"^.{{0,60}}{HOUR}\s?{COMMA}\s?{NAME}(?:\s{SAID}|(?:{JOINED})){COLON}$",
        # `16 minutes ago, NAME said:`
        rf"^[^,،，、]{{0,20}}\d[^,،，、]{{0,50}}{COMMA}\s?(?!(?:{VERBS_FIRST})\s){NAME}(?:\s{SAID}|(?:{JOINED})){COLON}$",
        # `vor 3 Stunden schrieb NAME:`
        rf"^(?:.{{0,40}}\d.{{0,40}}|(?:am|vor|gerade) .{{0,50}}?)[\s,](?:{VERBS_FIRST}) {NAME}{COLON}$",
        # `Dne 1.1.2020 v 15:00 NAME napsal(a):`
        rf"^.{{0,40}}{HOUR} {NAME} {SAID}{COLON}$",
        # `NAME said 3 hours ago:`
        rf"^{NAME} (?:{SAID}|tarafından) .{{0,20}}\d.{{0,50}}{COLON}$",
        # `Just now, NAME said:`
        rf"^[^,،，、]{{3,40}}{COMMA} {NAME}(?:\s{SAID}|(?:{JOINED})){COLON}$",
    )
)
# The same with a verb that is not in the list.
DATED_UNKNOWN = re.compile(rf"^[^,،，、]{{0,20}}\d[^,،，、]{{0,50}}{COMMA}\s?{NAME}\s{UNKNOWN_VERB}{COLON}$")
# `QUOTE(NAME @ May 1 2006, 10:00 AM)` of Invision 1 and 2.
QUOTED_AT = re.compile(r"^[^(]{2,20}\(\"?(.{1,100}?)\"?(?: @ [^()]{4,60})?\)$")
