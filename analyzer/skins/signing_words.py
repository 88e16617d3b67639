"""The words and signs around the name in a wiki's signature, and how what stands before its time is parted by them."""

# ruff: noqa: RUF001  Words of other alphabets are what this file knows.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.quotes.late import late

# Words of the links behind a name, where no brackets stand around them: talk page, contributions, messages.
TALK = frozenset(
    "talk t c contribs contributions edits dyskusja discuter msg discussioni discussione contributi disc nakash diskussion beiträge d b"
    " discusión contribuciones discussão overleg bijdragen обс обсуждение вклад نقاش ناقش راسلني مساهمات 讨论 討論 貢獻 贡献 会話 投稿記録 토론 기여"
    " diskussion bidrag keskustelu vita mesaj katkılar שיחה".split()
)
# What a wiki's template says of words that nobody signed, before the name.
ADDED = late(
    r"(?:(?:comment|edit|message|post|section|signed) added by|inserito da|déposé par|ajouté par|laissé par|añadido por|hecho por"
    r"|adicionado por|hinzugefügt von|stammt von|dodany przez|dodał(?:a)?|toegevoegd door|подписи|оставлено|أضافه|أضافته)\s(?:l['\u2019]\s?IP\s|user |participant(?:e)? )?(?P<name>\S[^()\[\]{}\n]{0,79}?)[\s,]*(?:\([^()]{0,60}\))?[\s.,]*(?:le|il|on|am|el)?$",
    re.IGNORECASE,
)
# Words of thanks before a name that no sentence parts from them.
GREETING = late(
    r"(?:(?:many )?thanks?(?: you)?(?: for .{1,30})?|thx|cheers|regards|greetings|hi|hello|grazie|ciao|saluti|merci|salut|bonjour|cordialement|gracias|saludos|hola|danke|gruß|grüße"
    r"|pozdrawiam|pozdr|dzięki|спасибо|привет|с уважением|obrigad[oa]|bedankt|groet|tack|تحياتي|شكرا|شكراً|مع تحياتي),?",
    re.IGNORECASE,
)
CALL = late(r"\{\{(?:u|user|ping|re|reply)\|([^{}|]{1,60})\}\}", re.IGNORECASE)
# `Ann (WMF)`: a word in brackets that belongs to the name is no link's.
PART_OF_NAME = late(r"[A-Z]\w{1,20}")
# The end of a sentence, and a face behind it; other signs after a blank are an ornament of a name.
ENDED = late(r"(?:(?:\S*\w\S*|^)[.!?:;\u2026]|\s[.!?:;\u2026]+|[:;=8]['-]?[()DPp|/\\*])\s*$")
ADDRESS = late(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f:]{1,19}")
# Small words within names, and words before a time that is no signature's.
SMALL = frozenset("the of and de del der den van von du le la les di da do dos al el bin ibn y e et & zu".split())
SPEAKS_OF_TIME = frozenset(
    "of at on by from since until before after to till ab vom zum le du depuis avant dal del da od do przed dnia с до от".split()
)
# A dash or wave begins a signature, the end of a sentence ends what is said; a hyphen within a word does neither.
BREAK = late(
    r"\n|(?P<dash>-{2,}|[\u2013\u2014\u2012\u2015\u300a]+|(?<!\w)~+|~+(?!\w)|(?:(?<=\s)|(?<=[.!?\u2026:;)])|^)[-\u2010\u2011]+)|(?<=[.!?\u2026:;)\]\"\u201d\u00bb,\u060c])(?<!\b[A-Z]\.)\s+|(?<=[^\W\d][.!?])(?=[^\W\d_a-z])|\.{3}|\((?=[^()]*$)"
)
HYPHEN = late(r"-(?!-)")
BRACKETS = late(
    r"(?P<head>.*?)\s*(?:\((?P<a>[^()]{0,60})\)|\[(?P<b>[^\[\]]{0,60})\]|\{(?P<c>[^{}]{0,60})\}|【(?P<d>[^【】]{0,60})】|“(?P<e>[^“”]{0,60})”|«(?P<f>[^«»]{0,60})»|<(?P<g>[^<>]{0,60})>)[\s.,:|·]*",
    re.DOTALL,
)
IN_BRACKETS = late(r"\(([^()\n]{1,60})\)")
BRACKET = late(r"[()\[\]{}]")
PARTED = late(r"[\s|/·•,&:+\\]+")
PING = late(r"@ ?([^@:\[\]\n]{2,200}?)(?=:|\]|$)|\[@ ([^\[\]\n]{2,60})\]|@ ?([^\s@:,\]]{2,40})", re.MULTILINE)
LIST = late(r", (?:and |i |et |e |y |und )?| and | et | und | oraz ")
PAGE_OF = late(r"(?<![^\W\d])([^\W\d_]{2,20}(?: [^\W\d_]{2,20})?):([^\s/|#:,;()\[\]{}][^/|#:,;()\[\]{}\n]{0,60})")
# Whom a line speaks to: `NAME, …` and `NAME: …`.
ADDRESSED = late(r"^([^\s,:@(][^,:\n]{1,38}?) ?[,:](?=\s|$)", re.MULTILINE)
SPACES = late(r"[\s|/·•\uff5c]+")
EDGES = late(r"^[^\w(]+|[^\w)]+$|^\((?!.*\))|(?<!\w)\)$|^_+|_+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of words that no dash and no end of a sentence parts."""

    text: str
    dashed: bool
    begin: int
    # The dash ends a line, and these words begin the next one.
    fresh: bool = False


def key_of(words: Sequence[str]) -> str:
    """Give a name as it is compared: without accents, blanks and signs, as people write their own in many ways."""
    plain = unicodedata.normalize("NFKD", "".join(words)).casefold()
    return "".join(character for character in plain if character.isalnum())


def stretches(head: str) -> list[Stretch]:
    """Give the pieces of what stands before a time, and of each whether a dash stands before it."""
    pieces: list[Stretch] = []
    position, dashed, begin, fresh = 0, False, 0, False
    for match in [*BREAK.finditer(head), None]:
        text = head[position : match.start() if match else len(head)]
        if text.strip():
            pieces.append(Stretch(text, dashed=dashed, begin=begin, fresh=fresh))
            dashed = fresh = False
        if match is not None:
            fresh = fresh or (dashed and match.group() == "\n")
            begin = begin if dashed else match.start()
            dashed = dashed or match.group("dash") is not None
            position = match.end()
    return pieces


def first_field(piece: str) -> str:
    """Give what stands before a bar, where somebody parts his name from his links so."""
    first = piece.partition("|")[0]
    return first if first.strip() else piece


def within(match: re.Match[str]) -> str:
    """Give what stands in the brackets that `BRACKETS` found."""
    return next((match.group(name) for name in "abcdefg" if match.group(name) is not None), "")


def link_words(text: str) -> list[str]:
    """Give the words of links, case folded, however they are parted."""
    return [piece for piece in PARTED.split(text.casefold()) if piece]


def bare_word(word: str) -> str:
    """Give a word without the signs around it; a sign within it, or one that closes a bracket of the name, stays."""
    if "(" in word and word.endswith(")"):
        return word.lstrip("_*'\u200b\u2060")
    bare = EDGES.sub("", word)
    return bare if "(" in bare else bare.rstrip(")")


def proper(name: str | None) -> str | None:
    """Write a name as the software does: with blanks, and a capital first."""
    if not name:
        return None
    name = name.replace("_", " ").strip()
    return name[:1].upper() + name[1:] or None
