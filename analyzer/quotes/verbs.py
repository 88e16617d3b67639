"""The words with which forums say that somebody is quoted, in the languages their software ships with: one list for all readers.

A language's words are added here alone, as plain words: the heads of engines' quotes (`said`, `readers.parts`), of posts
without their page (`anyhtml`) and the lines of plain text and of unknown boards (`attributions`) are all built from these.
Endings that Slavic languages and Hebrew add for a woman in brackets or behind a stroke need no word of their own.
"""

# ruff: noqa: RUF001  Letters of other scripts that look like Latin ones are meant: these are words of other languages.
from __future__ import annotations

from collections.abc import Iterable

# By the languages that have them, near ones together: behind a name and a space. Source: the language packs of phpBB,
# XenForo, vBulletin, Invision, MyBB, SMF, FluxBB and Discourse.
# First those that somebody wrote, which mail programs print too.
_WROTE = (
    # English, German
    "wrote|writes|schrieb|schreibt|schrieb folgendes|hat geschrieben|hat folgendes geschrieben",
    # French, Spanish, Catalan, Basque, Italian, Portuguese, Romanian
    "a écrit|à écrit|a ecrit|écrivait|escribió|escribio|ha escrito|ha escrit|va escriure|idatzi du",
    "ha scritto|scriveva|scrisse|escreveu|a scris",
    # Dutch, Afrikaans, the languages of the north and of the Baltic
    "schreef|heeft geschreven|het volgende geschreven|het geskryf",
    "skrev|har skrevet|kirjoitti|kirjutas|rakstīja|parašė|rašė",
    # Polish, Czech, Slovak, Croatian, Serbian, Slovene
    "napisał|napisała|pisze|napsal|napsala|píše|napísal|napísala",
    "je napisao|je napisala|napisao je|je napisal|је написао|је написала",
    # Russian, Ukrainian, Bulgarian
    "написал|написала|пишет|писал|писала|написав|пише|написа",
    # Hungarian, Albanian, Armenian, Greek, Turkish
    "írta|ezt írta|ka shkruar|գրել է|έγραψε|yazdı|yazdi|şunu yazdı|şöyle yazdı|şunları yazdı",
    # Arabic, Hebrew, Persian, Hindi, Urdu, Vietnamese, Indonesian, Thai
    "كتب|كتبت|כתב|כתבה|نوشت|نوشته است|ने लिखा|نے لکھا|viết|đã viết|menulis|เขียน|เขียนว่า",
)
# Those that somebody said, and those of writing that end sentences: `Il est écrit :`.
_SAID = (
    "said|says|posted|wrote on|sagte|hat gesagt|meinte",
    "a dit|dit|écrit|a posté|dijo|dice|ha dicho|ha dit|va dir|dixo|esan du|ha detto|disse|scrive|falou|diz|scris|a spus|a zis",
    "zei|heeft gezegd|het gesê|sa|sade|sagde|sagði|sanoi|ütles|teica|sakė|tha",
    "powiedział|powiedziała|powiedzial|powiedziala|řekl|řekla|povedal|povedala",
    "je rekao|je rekla|rekao je|rekla je|reče|kaže|je rekel|pravi|је рекао|је рекла|рекао је|рече",
    "сказал|сказала|говорит|сказав|каже|каза|mondta|είπε",
    "dedi|dedi ki|şunu dedi|şöyle dedi|söyledi|şunu söyledi|şunları söyledi|demiş ki|şöyle demiş",
    "adlı kullanıcıdan alıntı|nickli kullanıcıdan alıntı",
    "قال|قالت|אמר|אמרה|گفت|گفته است|ने कहा|نے کہا|nói|đã nói|berkata|mengatakan|กล่าวว่า|พูดว่า",
)
# Chinese, Japanese, Korean: behind a name, with or without a space.
_WROTE_JOINED = ("写道|写到|寫道|寫", "さんが書きました|さんは書きました", "님이 썼습니다|님이 작성")
_SAID_JOINED = (
    "说道|說道|说过|說過|说了|說了|说|說|表示|发表于|發表於",
    "さんの発言|さんが言いました|さんは言いました",
    "님의 말|님이 말했습니다|님이 말했다|님이 말하길",
)
# Before a name: `قال NAME:`.
_BEFORE = ("قال|قالت|كتب|كتبت|يقول|作者|به گفته|נכתב על ידי|sinabi ni",)
# Between a date and a name: `Am 1.5.2020 um 15:12 schrieb NAME:`.
_DATED = (
    "schrieb|sagte|schreef|zei|skrev|sade|sagde|írta|mondta|قال|كتب|escribió|dijo|disse|escreveu",
    "a dit|a écrit|ha scritto|ha detto",
)
# What a box of somebody whom nobody named is labelled.
_LABELS = (
    "quote|quoted|quoting|zitat|zitieren|citation|citazione|cita|citação|цитата|цитат|alıntı|اقتباس|إقتباس|引用|引述|citat|citaat|cytat",
    "lainaus|sitat|citace|citácia|idézet|trích dẫn|kutipan|ציטוט|نقل قول|인용|παράθεση",
)

# Before a name, at the top of a box: `Originally Posted by NAME`, in the translations of vBulletin; patterns.
_ORIGINALLY = (
    "origin(?:ally|aly) (?:posted|written|wrote) by",
    "ursprünglich (?:geschrieben|gepostet|verfasst) von",
    "original (?:(?:geschrieben|erstellt) von|von|posted by)",
    "envoyé (?:à l'origine )?par",
    "message original par",
    "originalmente (?:publicado|escrito|enviado|postado) por",
    "originariamente inviato da",
    "originalmente inviato da",
    "postado originalmente por",
    "oorspronkelijk geplaatst door",
    "сообщение от",
    "первоначально (?:написал|отправлено)",
    "ursprungligen (?:postat|skrivet) av",
    "opprinnelig (?:postet|skrevet|lagt inn) av",
    "oprindeligt (?:indsendt|skrevet) af",
    "alkuperäinen kirjoittaja",
    "zamieszczone przez",
    "původně (?:odeslal|napsal)",
    "pôvodne (?:odoslal|napísal)",
    "eredetileg írta",
    "postat în original de",
    "αρχική δημοσίευση από",
    "orijinal mesaj sahibi",
    "nguyên văn bởi",
    "المشاركة الأصلية كتبت بواسطة",
    "نوشته اصلی توسط",
    "נכתב במקור על ידי",
    'נכתב ע["״]י',
    "objavljeno od",
    "ditulis oleh",
)


def _words(lists: Iterable[str]) -> tuple[str, ...]:
    # Where a word begins another, the longer one is tried first: `قالت` is not `قال` and a letter of the name.
    found = dict.fromkeys(word for words in lists for word in words.split("|"))
    return tuple(sorted(found, key=len, reverse=True))


def standing_alone(words: Iterable[str]) -> str:
    r"""Give the pattern of any of some words or patterns where no letter stands beside it; each begins with a letter.

    Asking for the first letters before the words takes a third of the time. `\b` would not do: vowels of Hindi are no
    letters to it.
    """
    words = tuple(words)
    return rf"(?<!\w)(?=[{''.join(sorted({word[0] for word in words}))}])(?:{'|'.join(words)})(?!\w)"


VERBS_OF_WRITING = _words(_WROTE)
VERBS = _words((*_WROTE, *_SAID))
JOINED_OF_WRITING = _words(_WROTE_JOINED)
JOINED = _words((*_WROTE_JOINED, *_SAID_JOINED))
VERBS_BEFORE = _words(_BEFORE)
VERBS_DATED = _words(_DATED)
QUOTE_LABELS = _words(_LABELS)
# A verb that a line must have to name somebody by one.
ANY_VERB = rf"(?:{standing_alone((*VERBS, *VERBS_BEFORE, *VERBS_DATED))}|{'|'.join(JOINED)})"
# What a line must have to name somebody without a verb, as far as it is known here.
ANY_OTHER = standing_alone(
    (*QUOTE_LABELS, *_ORIGINALLY, "by", "von", "par", "por", "da", "от", r"citat\w*", "tarafından")
)

# `napisał(a)`, `napisał/a`.
GENDER = r"(?:\(-?\w{1,3}\)|/-?\w{1,12})?"
# Patterns of the lists; case does not count. `SAID` stands behind a name and a space, `BEHIND_NAME` right behind a name.
SAID = rf"(?:(?:{'|'.join(VERBS)}){GENDER}|{'|'.join(JOINED)})"
BEHIND_NAME = rf"(?:\s(?:{'|'.join(VERBS)}){GENDER}|\s?(?:{'|'.join(JOINED)}))"
BEFORE_NAME = rf"(?:{'|'.join(VERBS_BEFORE)})"
DATED_BEFORE_NAME = rf"(?:{'|'.join(VERBS_DATED)})"
LABELS = rf"(?:{'|'.join(QUOTE_LABELS)})"
ORIGINALLY = rf"(?:{'|'.join(_ORIGINALLY)})"
