"""The one way scraped text reaches the screen: HTML built from escaped strings, shown without a Markdown step."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import streamlit as st

# A card of 20,000 characters is some ten screens; 25 of them stay near half a megabyte a page.
MAX_SHOWN = 20_000

_TAGS = frozenset(
    "a article aside b bdi blockquote code dd details div dl dt em footer h1 h2 h3 header i li mark meter p pre section small span strong "
    "summary table tbody td th thead time tr ul".split()
)
_ATTRIBUTES = frozenset(
    {"class", "href", "title", "dir", "role", "scope", "datetime", "aria-label", "value", "min", "max"}
)
# Links stay on the dashboard: to an anchor, to other filters of this page, or to a page beside it.
_HREF = re.compile(
    r"(?:(?:thread|add_threads|queue|search|care|log|history)?(?:\?[A-Za-z0-9_.~%&=+-]*)?(?:#post-\d+)?|\.)\Z"
)
# C0 and C1 controls (tab and line feed apart) and the overrides of text direction, which make words read backwards.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]|[\ud800-\udfff]")
# In a name or a title every mark of direction is shown: there it can only disguise.
_DISGUISES = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\n\t]")


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of HTML whose every scraped word has been escaped; only this module makes one."""

    code: str


NOTHING = Html("")


def text(words: str, *, limit: int = MAX_SHOWN) -> Html:
    """Give words as they were written, escaped; what is past `limit` characters is counted, not shown."""
    shown = html.escape(_CONTROLS.sub(_visible, words[:limit]), quote=True)
    if len(words) <= limit:
        return Html(shown)
    rest = f"{len(words) - limit:,} more characters are not shown here; the export has them."
    return Html(f'{shown}<span class="fa-cut">… {rest}</span>')


def line(words: str, *, limit: int = 200) -> Html:
    """Give a name or a title on one line, kept apart from the direction of the words around it."""
    short = words if len(words) <= limit else words[:limit] + "…"
    shown = html.escape(_DISGUISES.sub(_visible, _CONTROLS.sub(_visible, short)), quote=True)
    return Html(f"<bdi>{shown}</bdi>")


def tag(name: str, *children: Html | str, **attributes: str | None) -> Html:
    """Give an element; strings among the children and all attributes are escaped, `class_` stands for `class`.

    Raises:
        ValueError: the element, an attribute or a link's address is none that the pages use.
    """
    if name not in _TAGS:
        raise ValueError(f"no element of the dashboard: {name}")
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    inner = "".join(child.code if isinstance(child, Html) else text(child).code for child in children)
    return Html(f"<{name}{written}>{inner}</{name}>")


def join(*parts: Html | str, by: str = "") -> Html:
    """Give the parts in a row with `by` between two."""
    between = text(by).code
    return Html(between.join(part.code if isinstance(part, Html) else text(part).code for part in parts))


def show(*parts: Html) -> None:
    """Put the parts on the page."""
    code = join(*parts).code
    if code:
        st.html(code)


def _attribute(key: str, value: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name not in _ATTRIBUTES:
        raise ValueError(f"no attribute of the dashboard: {name}")
    if name == "href" and not _HREF.match(value):
        raise ValueError("a link of the dashboard leads to the dashboard alone")
    return f' {name}="{html.escape(value, quote=True)}"'


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\t\r":
        return " "
    return f"[U+{ord(character):04X}]"
