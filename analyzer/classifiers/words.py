"""Parts a text into sentences of word tokens, the one reading that training and scoring share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import regex  # type: ignore[import-untyped]

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
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
# Curly and modifier apostrophes become the plain one; marks of no width, used to break words up, are dropped.
_PLAIN = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x200B: None, 0x200C: None, 0x200D: None, 0x2060: None, 0xFEFF: None}

_GRAM_SIZES = (3, 4, 5)
_LONGEST_WORD = 24


def has_words(text: str) -> bool:
    """Give whether a text has at least one word character; one without can earn no label."""
    return _WORD.search(text) is not None


def sentences(text: str, tokenize: Callable[[str], list[str]] = tokenize) -> list[list[str]]:
    """Give a text's sentences as lists of lower-case tokens, empty ones left out.

    Words between quotation marks carry `SPEECH` before them, links become `link`, `n't` becomes ` not`, `let's` `lets`.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    text = text.lower()
    if "http" in text:
        text = _LINK.sub("link", text)
    # Both would fall apart at the apostrophe; a proposal is another word than the "s" after a name.
    text = text.replace("n't", " not").replace("let's", "lets")
    if '"' in text or not text.isascii():
        text = _SPEECH.sub(_mark_speech, text)
    return [tokens for part in _SENTENCE_END.split(text) if (tokens := tokenize(part))]


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
