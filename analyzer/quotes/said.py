"""The words with which forums say that somebody is quoted, in the languages their software ships with."""

from __future__ import annotations

VERBS = (
    "said|wrote|writes|says|posted"
    "|schrieb|sagte|hat geschrieben|meinte"
    "|a dit|a écrit|à écrit"
    "|dijo|escribió|ha dicho"
    "|ha scritto|ha detto|disse|scrive"
    "|escreveu|falou|schreef|zei|heeft gezegd"
    "|skrev|sa|sade|sanoi|kirjoitti"
    "|napisał|napisała|napisał\\(a\\)|powiedział|napsal|napsala|napsal\\(a\\)|řekl|írta|a scris|a spus"
    "|сказал|сказала|сказал\\(а\\)|написал|написала|написал\\(а\\)|пишет|писал|писал\\(а\\)|сказав|написав|каза|написа"  # noqa: RUF001  Russian, Ukrainian and Bulgarian.
    "|yazdı|dedi|demiş ki|είπε|έγραψε|قال|كتب|כתב|אמר|گفت|نوشت"  # noqa: RUF001  Turkish, Greek, Arabic, Hebrew and Persian.
    "|viết|nói|đã viết|đã nói|adlı kullanıcıdan alıntı|nickli kullanıcıdan alıntı|menulis|berkata|さんは書きました|写道|寫道|说|說|发表于|發表於"  # noqa: RUF001  Turkish.
)
# Behind a name and a space, before the colon that ends the line; case does not count.
SAID = f"(?:{VERBS})"
