"""Takes the numbers of links out of a page dumped by Lynx, and the list of addresses that they stand for at its end."""

from __future__ import annotations

import re

# Where the list begins, its first line, and the number that Lynx writes before each link's words.
LIST = re.compile(
    r"^(?:References|Visible links):?[ \t]*\n(?:[ \t]*\n|[ \t]*Visible links:?[ \t]*\n){0,3}[ \t]*1\. \S", re.MULTILINE
)
NUMBER = re.compile(r"\[\d{1,5}\]")


def without_numbers(text: str) -> str:
    """Give the text as Lynx shows it, without numbers and list; any other text is given back as it is."""
    if "References" not in text and "Visible links" not in text:
        return text
    last = None
    for last in LIST.finditer(text):  # noqa: B007  The page's own words may hold such a list too: the last is Lynx's.
        pass
    return NUMBER.sub("", text[: last.start()]) if last else text
