"""Takes out of a page dumped by Lynx, w3m or Links what these draw themselves: numbers of links, bullets, buttons, pictures."""

from __future__ import annotations

import re

# Where the list begins, its first line, and the number that Lynx writes before each link's words.
LIST = re.compile(
    r"^(?:References|Visible links):?[ \t]*\n(?:[ \t]*\n|[ \t]*Visible links:?[ \t]*\n){0,3}[ \t]*1\. \S", re.MULTILINE
)
NUMBER = re.compile(r"\[\d{1,5}\]")
# Lists are indented and have a sign for each level; nobody who copies text has both.
BULLET = re.compile(r"^ {2,40}[*+o\u2022\u00b7#] (?=\S)")
# Lynx's words for what it cannot show.
DRAWN = re.compile(r"\((?:BUTTON|Submit)\) ?|\[[\w.-]{1,80}\.(?:gif|png|jpe?g|svg|webp)\] ?")


def shown_lines(text: str) -> list[str]:
    """Give the lines of a text, those of a browser's dump as they would be copied; all others are as they were."""
    return [_copied(line) for line in _without_numbers(text).split("\n")]


def _copied(line: str) -> str:
    if line[:2] != "  ":
        return line
    return BULLET.sub("", DRAWN.sub("", line) if "(" in line or "[" in line else line)


def _without_numbers(text: str) -> str:
    """Give the text as Lynx shows it, without numbers and list; any other text is given back as it is."""
    if "References" not in text and "Visible links" not in text:
        return text
    last = None
    for last in LIST.finditer(text):  # noqa: B007  The page's own words may hold such a list too: the last is Lynx's.
        pass
    return NUMBER.sub("", text[: last.start()]) if last else text
