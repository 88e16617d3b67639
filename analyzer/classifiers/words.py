"""Parts a text into sentences of word tokens, the one reading that training and scoring share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import regex  # type: ignore[import-untyped]

from analyzer.classifiers.spelling import unmasked, unstretched

# The pattern, library and flags of NLTK's WordPunctTokenizer, which training uses; importing nltk costs 1.3 s, so
# scoring holds the pattern itself (a test holds that the two give the same tokens).
tokenize: Callable[[str], list[str]] = regex.compile(
    r"\w+|[^\w\s]+", regex.UNICODE | regex.MULTILINE | regex.DOTALL
).findall

# A letter set before each word that stands between quotation marks, so that reported speech is other words than
# the author's own. It is a word character, so the tokenizer keeps it on the word.
SPEECH = "ʺ"

# The start and end of a sentence in a pair: capitals, for tokens are lower case and can never be mistaken for them.
START, END = "START", "END"

_WORD = regex.compile(r"\w+")
_SPEECH = re.compile(r"\"[^\"\n]{1,400}\"|“[^“”\n]{1,400}”|«[^«»\n]{1,400}»")
_LINK = re.compile(r"https?://\S+")
# A chunk (what stands between blanks) that ends so ends its sentence, and so does a line.
ENDS = (".", "!", "?")
# Curly and modifier apostrophes become the plain one.
_APOSTROPHES = {0x2018: "'", 0x2019: "'", 0x02BC: "'"}
# Words with a double letter that stand 25 times or more in 70,000 forum posts, misspellings of a word without it left
# out: of `killl` and `sooo` the first keeps two letters.
_DOUBLE_LETTERS = Path(__file__).with_name("double_letters.txt")

_GRAM_SIZES = (3, 4, 5)
_LONGEST_WORD = 24


def has_words(text: str) -> bool:
    """Give whether a text has at least one word character; one without can earn no label."""
    return _WORD.search(text) is not None


def lines(text: str) -> list[str]:
    """Give a text's lines in lower case, spelling games undone but stretched letters, which `cut` shortens.

    Words between quotation marks carry `SPEECH` before them, links become `link`, `n't` becomes ` not`, `let's` `lets`.
    """
    text = unmasked(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    text = text.lower()
    if "http" in text:
        text = _LINK.sub("link", text)
    # Both would fall apart at the apostrophe; a proposal is another word than the "s" after a name.
    text = text.replace("n't", " not").replace("let's", "lets")
    if '"' in text or not text.isascii():
        text = _SPEECH.sub(_mark_speech, text)
    return text.split("\n")


def sentences(text: str, tokenize: Callable[[str], list[str]] = tokenize) -> list[list[str]]:
    """Give a text's sentences as lists of tokens of its `lines`, empty ones left out."""
    found: list[list[str]] = []
    for line in lines(text):
        tokens: list[str] = []
        for chunk in line.split():
            tokens += cut(chunk, tokenize)
            if chunk.endswith(ENDS):
                found.append(tokens)
                tokens = []
        if tokens:
            found.append(tokens)
    return found


def cut(chunk: str, tokenize: Callable[[str], list[str]] = tokenize) -> list[str]:
    """Give the tokens of what stands between blanks in a line: the part of the reading that can be remembered."""
    return tokenize(unstretched(chunk, known=has_double_letter))


def has_double_letter(word: str) -> bool:
    """Tell whether a lower-case word is one that is written with a double letter."""
    return word in _double_letters()


@cache
def _double_letters() -> frozenset[str]:
    return frozenset(_DOUBLE_LETTERS.read_text(encoding="ascii").split())


def _mark_speech(match: re.Match[str]) -> str:
    marked: str = _WORD.sub(lambda word: SPEECH + word[0], match[0])
    return marked


def pairs(tokens: list[str]) -> list[str]:
    """Give the pairs of neighbouring tokens of one sentence, with `START` and `END` at its ends, joined by a space."""
    return [f"{left} {right}" for left, right in zip([START, *tokens], [*tokens, END], strict=True)]


def grams(token: str) -> list[str]:
    """Give the runs of 3 to 5 characters within a word of two letters or more, its ends marked `<` and `>`."""
    if len(token) < 2 or not token[0].isalnum() or token[0] == SPEECH:  # noqa: PLR2004 - two letters, as said
        return []
    word = f"<{token[:_LONGEST_WORD]}>"
    return [word[i : i + size] for size in _GRAM_SIZES for i in range(len(word) - size + 1)]
