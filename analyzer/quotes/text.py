"""Small facts about words that parting and matching share."""

from __future__ import annotations

import re

BLANKS = re.compile(r"\n{3,}")
WORD = re.compile(r"\w+")
DECORATION = re.compile(r"[\s~=_*|#\u2022\u00b7\u2013\u2014-]+")


def fold(text: str) -> str:
    """Give the text with each run of white space as one space, those at its ends too; splitting is faster than a pattern."""
    # Half of the text between tags is white space alone, and is folded in two thirds of the time without being split.
    if not text or text.isspace():
        return " " if text else ""
    folded = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{folded}{' ' if text[-1].isspace() else ''}"


def tidy(text: str) -> str:
    """Give the text with runs of spaces and of blank lines folded and each line stripped."""
    if "\n" not in text:
        return " ".join(text.split())
    folded = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    return (BLANKS.sub("\n\n", folded) if "\n\n\n" in folded else folded).strip()


def words(text: str) -> list[str]:
    """Give the words in order, case folded, without punctuation: what stays when a quote is re-flowed."""
    return WORD.findall(text.casefold())


def is_decoration(text: str) -> bool:
    """Tell whether the text is only a drawn rule (`~`, `---`, `***`); dots, question marks and emoji say something."""
    return DECORATION.fullmatch(text) is not None
