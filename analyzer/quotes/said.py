"""How the heads of quotes say who is quoted, in the words of all languages; compiled when a page has such a head."""

# ruff: noqa: RUF001  Letters of other scripts that look like Latin ones are meant: these are words of other languages.
from __future__ import annotations

import re

from analyzer.quotes.late import late
from analyzer.quotes.verbs import BEFORE_NAME, BEHIND_NAME, DATED_BEFORE_NAME, LABELS, SAID

# A name is at most 100 characters long: vBulletin's and XenForo's own limits are half of it.
NAME = r"(\S.{0,99}?)"
COLON = r"\s?[:：]"
# `NAME said:`, in Greek `The user NAME wrote:`, in Turkish also `NAME' quote:`.
NAME_SAID = late(
    rf"^(?:[οη](?:/[οη])?(?: χρήστης)? )?{NAME}(?:{BEHIND_NAME}|(?:['’´`]\w{{0,4}})? alıntı){COLON}?\W{{0,4}}$",
    re.IGNORECASE,
)
# `NAME said on May 1, 2020:`
NAME_SAID_WHEN = late(rf"^{NAME} (?:{SAID}|tarafından){COLON}? .{{0,20}}\d.{{0,50}}$", re.IGNORECASE)
# Where the verb comes first: `قال NAME:`.
SAID_NAME = late(rf"^{BEFORE_NAME}\s?[:：]?\s?{NAME}{COLON}?\s?↑?$", re.IGNORECASE)
# In a language that is not in the list, the verb is taken to be the last word before the colon; a name begins with a
# capital, a verb does not.
UNKNOWN_VERB = r"(?![A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ\d])\S{2,20}"
NAME_UNKNOWN = late(rf"^{NAME}\s{UNKNOWN_VERB}{COLON}\W{{0,4}}$")
# The name alone, where the line is there only if there is a name.
NAME_ALONE = late(rf"^(?!{LABELS}\W{{0,3}}$){NAME}{COLON}?\s?↑?$", re.IGNORECASE)

# How Invision dates a quote. In some languages the comma behind the date is another one, or there is none.
COMMA = "[,،，、]"
HOUR = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?\s?m\b\.?|uhr))?"
DATED_NAMES = tuple(
    late(form, re.IGNORECASE)
    for form in (
        # `On January 5, 2020 at 3:12 PM, NAME said:`: the last hour with a comma ends the date.
        rf"^.{{0,60}}{HOUR}\s?{COMMA}\s?{NAME}{BEHIND_NAME}{COLON}$",
        # `16 minutes ago, NAME said:`
        rf"^[^,،，、]{{0,20}}\d[^,،，、]{{0,50}}{COMMA}\s?(?!{DATED_BEFORE_NAME}\s){NAME}{BEHIND_NAME}{COLON}$",
        # `vor 3 Stunden schrieb NAME:`
        rf"^(?:.{{0,40}}\d.{{0,40}}|(?:am|vor|gerade) .{{0,50}}?)[\s,]{DATED_BEFORE_NAME} {NAME}{COLON}$",
        # `Dne 1.1.2020 v 15:00 NAME napsal(a):`
        rf"^.{{0,40}}{HOUR} {NAME} {SAID}{COLON}$",
        # `NAME said 3 hours ago:`
        rf"^{NAME} (?:{SAID}|tarafından) .{{0,20}}\d.{{0,50}}{COLON}$",
        # `Just now, NAME said:`
        rf"^[^,،，、]{{3,40}}{COMMA} {NAME}{BEHIND_NAME}{COLON}$",
    )
)
# The same with a verb that is not in the list.
DATED_UNKNOWN = late(rf"^[^,،，、]{{0,20}}\d[^,،，、]{{0,50}}{COMMA}\s?{NAME}\s{UNKNOWN_VERB}{COLON}$")
# `QUOTE(NAME @ May 1 2006, 10:00 AM)` of Invision 1 and 2.
QUOTED_AT = late(r"^[^(]{2,20}\(\"?(.{1,100}?)\"?(?: @ [^()]{4,60})?\)$")
