"""Finds reported speech in own words: quotation marks with somebody who is said to have said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analyzer.thread import Reported

# ruff: noqa: RUF001  Quotation marks and letters of other scripts are meant as they stand.

# A longer stretch between two marks is two marks that have lost their partners.
MAX_SPEECH = 600
MARKED = re.compile(
    rf"“([^“”\n]{{1,{MAX_SPEECH}}})”|„([^„“”\"\n]{{1,{MAX_SPEECH}}})[“”\"]|«([^«»\n]{{1,{MAX_SPEECH}}})»|»([^«»\n]{{1,{MAX_SPEECH}}})«"
    rf"|「([^「」\n]{{1,{MAX_SPEECH}}})」|『([^『』\n]{{1,{MAX_SPEECH}}})』|(?<![\w”])”([^“”\n]{{1,{MAX_SPEECH}}})”"
    rf"|(?<![\w\"])\"(?=\S)([^\"\n]{{1,{MAX_SPEECH}}})(?<=\S)\"(?![\w\"])"
)
# Speaker and verb stand in the sentence around the marks, near them: more than so far is another thought.
BEFORE, AFTER = 140, 70
MAX_WORDS_BETWEEN = 8
NEAR = 2
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
WORD_OR_COMMA = re.compile(rf"{WORD.pattern}|,")
SENTENCE_END = re.compile(r"(?<![.\s][A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)[.!?…;。！？](?=\s|$)|\n")
CLOSED = re.compile(r"[”»“\"」』]")

VERBS = frozenset(
    # English
    "said says say saying told tells tell telling stated claims claimed claim claiming called calls call calling accused"
    " accuses accuse accusing asked asks replied replies answered answers wrote writes write tweeted posted argued argues argue"
    " insisted insists insist declared declares described describes describe denounced denounces dismissed dismisses dubbed"
    " labelled labeled branded termed warned warns added adds remarked commented quipped shouted shouts"
    " yelled screamed chanted chants sneered boasted bragged admitted admits conceded confirmed announced announces quoted"
    # German
    " sagt sagte sagten gesagt behauptet behauptete nennt nannte nannten genannt erklärt erklärte schrieb schreibt meint meinte"
    " bezeichnet bezeichnete rief ruft fragte fragt antwortete beschimpfte beschimpft"
    # French
    " dit disait disent affirme affirmé déclare déclaré déclarait appelle appelait appelé qualifie qualifié qualifiait traite"
    " traité accuse accusé écrit prétend répond répondu"
    # Spanish, Portuguese
    " dijo dice decía dicen afirmó afirma llamó llama llamaba acusó acusa declaró escribió escribe aseguró disse diz dizem chamou"
    " chama afirmou acusou declarou escreveu"
    # Italian
    " detto dice disse dicono chiamò chiamato chiama definì definito definisce accusò accusato scritto afferma dichiarato"
    # Dutch, Polish, Finnish, Swedish
    " zei zegt zeggen noemde noemt schreef schrijft beweert beweerde powiedział powiedziała mówi mówił nazwał nazwała twierdzi"
    " napisał napisała stwierdził sanoi sanoo kirjoitti väitti väittää kutsui kutsuu sade säger kallade kallar skrev skriver hävdar"
    # Russian, Ukrainian
    " сказал сказала сказали говорит говорил говорят назвал назвала назвали называет называют заявил заявила заявили написал"
    " написала пишет обвинил обвинила обвинили утверждает утверждал спросил ответил сказав заявив"
    # Turkish
    " dedi dediler demiş demişti diyor söyledi söylüyor yazdı açıkladı"
    # Arabic
    " قال قالت قالوا يقول تقول صرح صرحت وصف وصفت اتهم اتهمت أعلن أعلنت كتب كتبت زعم".split()
)
# What something is called says nothing of who called it so.
KEEPING = frozenset("keep keeps kept started stop stopped".split())
# Words that open a sentence and are no name.
OPENING = frozenset(
    "suppose if when but and however yes no as because that since while though although so now then did does do here even maybe perhaps"
    " or where why how what for also once after before well again until unless whenever wenn aber und als weil dass mais et quand si"
    " pero cuando ma quando но и а когда если".split()
)
HAVING = frozenset("a ont avait hat hatte haben ha han har heeft had".split())
OWNING = frozenset("the an my your his her our their".split())
CONNECTING = frozenset("that as which is was and or but i is does do if because to in of for".split())
NAMING = frozenset("called termed dubbed labelled labeled branded genannt".split())
BEING = frozenset(
    "is are was were be been being am get gets got wird werden wurde wurden ist it's that's what's they're".split()
)
ACCORDING = re.compile(
    r"(?:according to|in the words of|laut|nach den Worten von|selon|d['’]après|según|secondo|segundo|volgens|według|по словам|по мнению)"
    r"\s+([^,:;.\n]{2,60}?)\s*[,:]?\s*$",
    re.IGNORECASE,
)
# `As Bismarck put it, "…"`.
PUT = re.compile(r"\b[Aa]s\s+([^,:;.\n]{2,50}?)\s+(?:once\s+)?(?:put|puts|likes to put) it\s*[,:]?\s*$")
# `"…" - Mark Twain`: a dash and a name at the end of the line.
SIGNED = re.compile(
    r"^[.,]?\s*[-–—―]{1,2}\s*([A-ZÀ-ÞА-Я][\w.'’-]*(?:\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-ÞА-Я][\w.'’-]*){0,3})\s*(?:$|\n)"
)
MYSELF = frozenset(
    "i we i'd i've i'll i'm we'd we've ich wir je j'ai nous yo nosotros io noi eu nós ik wij ja my minä me jag vi я мы ben biz أنا نحن"
    " j'appelle".split()
)
PRONOUNS = frozenset(
    "he she they you it one somebody someone everyone everybody people er sie du ihr man es il elle ils elles on tu vous él ella"
    " ellos usted lui lei loro ele ela eles hij zij ze jij on ona oni hän he han hon de он она они ты вы o onlar sen هو هي هم".split()
)
HELPING = frozenset(
    "has have had will would did do does can could may might must should shall also just even sometimes once never always recently then later"
    " again often still now already rightly wrongly famously repeatedly publicly himself herself themselves keep keeps kept not didn't doesn't"
    " is are was were am been being hat haben hatte hatten habe auch nie immer einst a ont avait avaient est n'a jamais ha han había"
    " habían hanno aveva tem tinha heeft hebben had ook już też уже не никогда тоже also".split()
)
# `El ministro los llamó`, `il les appelle`: whom, not who.
OBJECTS = frozenset("los las les lo la le l' me te se nos li gli ci vi si их его её ihn".split())
PARTICLES = frozenset("de da di del della van von der den bin ibn al el le la du dos of the".split())
# Who speaks is named further off.
RELATIVE = frozenset("and or und et y e и who that which qui que che die der который которая".split())
ARTICLES = frozenset(
    "the a an my your his her our their this that some one der die das ein eine mein sein ihr unser le la les un une mon son leur l'"
    " el los las una su mi il lo gli i uno mio suo o os as um uma de het een".split()
)
HAN = re.compile(
    r"([\u4e00-\u9fff]{1,12}?)(?:指责|指責|写道|寫道|表示|声称|聲稱|宣称|宣稱|回答|称|稱|说|說|骂|罵|叫|道|言った|書いた)[^。！？\n“”「」]{0,12}?[：:，,]?\s*$"
)
HAN_MYSELF = frozenset("我 我们 我們 我就 我要 我想".split())


def reported_in(text: str) -> tuple[Reported, ...]:
    """Give the stretches in quotation marks that somebody else is said to have said, in order.

    The marks are left out, and a speaker and a verb of saying must stand in the same sentence: words in quotation marks
    alone may be irony, a title or a term. What the author says of himself (`I called it "nonsense"`) is not reported.
    """
    found: list[Reported] = []
    past = 0
    for match in MARKED.finditer(text):
        group = match.lastindex or 0
        before = _before(text[max(past, match.start() - BEFORE) : match.start()])
        after = text[match.end() : match.end() + AFTER]
        speaker = next(_speakers(before, after, ends=match[group][-1:]), None)
        past = match.end()
        if speaker is not None:
            said = match[group]
            start = match.start(group) + len(said) - len(said.lstrip())
            found.append(Reported(start=start, end=start + len(said.strip()), speaker=speaker or None))
    return tuple(found)


def _before(text: str) -> str:
    """Give what of the text belongs to the sentence that goes on behind it."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)] + [match.end() for match in CLOSED.finditer(text)]
    return text[max(ends, default=0) :]


def _speakers(before: str, after: str, *, ends: str) -> Iterator[str]:
    """Give who is said to speak, as the text names him, an empty text where it does not name him; nothing if nobody is."""
    for pattern in (ACCORDING, PUT, HAN):
        if (match := pattern.search(before)) and not _is_myself(match[1]):
            yield match[1].strip()
    if match := SIGNED.match(after):
        yield match[1]
    yield from _said_before(WORD_OR_COMMA.findall(before))
    yield from _said_after(after, goes_on=ends in ",.!?…" or after.lstrip()[:1] == ",")


def _said_before(words: Sequence[str]) -> Iterator[str]:
    """Read `Wang Wenbin accused media of`: the last verb before the marks, and who stands before it."""
    verb = next((i for i in range(len(words) - 1, -1, -1) if words[i].casefold() in VERBS), None)
    if verb is None or len(words) - 1 - verb > MAX_WORDS_BETWEEN:
        return
    word, left = words[verb].casefold(), verb - 1
    if left >= 0 and _is_no_speech(word, words[left].casefold()):
        return
    passive = left >= 0 and words[left].casefold() in BEING and not word.endswith("ing")
    left = _past_helpers(words, left)
    if passive:
        if len(words) - 1 - verb <= NEAR:
            yield ""
    elif left < 0:
        # A verb that opens the sentence: Arabic and Turkish put the speaker behind, others leave him out.
        if not word.isascii() and _is_name(words[verb + 1 : verb + 3]):
            yield " ".join(words[verb + 1 : verb + 3])
    else:
        speaker = _subject(words[: left + 1])
        # Somebody whom the sentence names further off: only where the words follow upon the verb at once.
        if speaker or (speaker is not None and len(words) - 2 <= verb):
            yield speaker


def _past_helpers(words: Sequence[str], left: int) -> int:
    """Give where the speaker ends, before `has repeatedly` and `los`."""
    while left >= 0 and (words[left].casefold() in HELPING or words[left].endswith("ly")):
        left -= 1
    while left > 0 and words[left].casefold() in OBJECTS:
        left -= 1
    return left


def _is_no_speech(verb: str, before: str) -> bool:
    """Tell whether a verb of saying is none here: `it is called`, `a book, called`, `their claim`, `than saying`."""
    if (before in BEING | {",", "so"} and verb in NAMING) or (before == "," and verb == "say"):
        return True
    if before in OWNING or before.endswith(("'s", "’s")):
        return True
    return verb.endswith("ing") and before not in BEING | KEEPING


def _said_after(after: str, *, goes_on: bool) -> Iterator[str]:
    """Read `, said Wang Wenbin` and `, he said`, right behind the marks; the second only behind a point or comma."""
    clause = re.split(r"[.!?;:\n]", after.lstrip(" ,.!?"), maxsplit=1)[0]
    words = WORD.findall(clause)[:7]
    folded = [word.casefold() for word in words]
    verb = next((i for i, word in enumerate(folded) if word in VERBS), None)
    if verb is None:
        return
    if verb == 0 or (verb == 1 and folded[0] in HAVING):
        behind = words[verb + 1 :]
        while behind and behind[0].casefold() in HELPING:
            behind = behind[1:]
        if not behind:
            # Turkish ends with the verb: `Bakan "…" dedi` names the speaker before the marks.
            return
        if behind[0].casefold() in PRONOUNS:
            yield behind[0]
        elif not _is_myself(behind[0]):
            yield " ".join(_name(behind))
        return
    if not goes_on or folded[0] in CONNECTING:
        return
    speaker = _subject(words[:verb]) if verb <= 4 else None  # noqa: PLR2004  `the Chinese foreign minister said`.
    if speaker is not None and len(speaker.split()) >= verb - 1:
        yield speaker


def _subject(words: Sequence[str]) -> str | None:
    """Give who the words end with: a pronoun, a name or a noun with its article; `None` if nobody or oneself."""
    last = words[-1]
    if last == ",":
        # `My uncle, who drove the boat, told me`: who speaks stands before the clause.
        return _proper(words[:-1]) if len(words) > 1 and words[-2][0].isupper() else ""
    if _is_myself(last) or last.casefold() == "to":
        return None
    if last.casefold() in PRONOUNS:
        return last
    if last.casefold() in RELATIVE:
        return ""
    return _proper(words) if last[0].isupper() else _noun(words)


def _proper(words: Sequence[str]) -> str | None:
    """Give the name that the words end with, without the word that opens the sentence."""
    begin = len(words) - 1
    while begin > 0 and words[begin - 1] != "," and _is_part(words[begin - 1]):
        begin -= 1
    while begin < len(words) and words[begin].casefold() in OPENING:
        begin += 1
    return " ".join(words[begin:]) or None


def _is_part(word: str) -> bool:
    return word[0].isupper() or word.casefold() in PARTICLES - ARTICLES


def _noun(words: Sequence[str]) -> str:
    """Give the noun that the words end with, from its article on; empty where it has none near."""
    for begin in range(len(words) - 1, max(-1, len(words) - 5), -1):
        if words[begin] == ",":
            return ""
        if words[begin].casefold() in ARTICLES or (_is_part(words[begin]) and words[begin].casefold() not in OPENING):
            return " ".join(words[begin:])
    return " ".join(words) if len(words) <= 2 else ""  # noqa: PLR2004  `critics say`, `chinese officials said`.


def _name(words: Sequence[str]) -> list[str]:
    """Give the name or noun that the words begin with."""
    name: list[str] = []
    for word in words:
        if name and not (word[0].isupper() or word.casefold() in PARTICLES or name[-1].casefold() in ARTICLES):
            break
        name.append(word)
    while name and name[-1].casefold() in PARTICLES | ARTICLES:
        name.pop()
    return name


def _is_name(words: Sequence[str]) -> bool:
    return bool(words) and words[0].casefold() not in PRONOUNS | MYSELF


def _is_myself(words: str) -> bool:
    return words.casefold() in MYSELF or words in HAN_MYSELF or words.startswith("我")
