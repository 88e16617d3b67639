"""Renders saved pages to plain text in the ways people and programs do, for measuring how such text is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import html2text
from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr legend li main menu nav ol pre search section summary table tbody tfoot thead tr ul".split()
)
SILENT = frozenset(
    {"script", "style", "template", "head", "title", "iframe", "object", "svg", "textarea", "select"}
    | {"audio", "video", "canvas", "datalist", "input"}
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")


def inner_text(page: str) -> str:
    """Give what a browser copies: lines broken at blocks, a blank line round paragraphs, tabs between cells."""
    return _walked(page, drop_hidden=True)


def inner_text_unstyled(page: str) -> str:
    """Give what a browser copies from a page whose hidden parts are shown, as when its styles are lost."""
    return _walked(page, drop_hidden=False)


def markdown(page: str) -> str:
    """Give html2text's Markdown as it comes: links in place, lines wrapped at 78 characters."""
    return html2text.HTML2Text().handle(page)


def markdown_bare(page: str) -> str:
    """Give html2text's Markdown without links, pictures and wrapping."""
    writer = html2text.HTML2Text(bodywidth=0)
    writer.ignore_links = writer.ignore_images = True
    return writer.handle(page)


def text_nodes(page: str) -> str:
    """Give all text nodes but scripts and styles, one a line and stripped, as a naive dump does."""
    return "\n".join(line for line in (SPACE.sub(" ", text).strip() for text in _texts(page)) if line)


def text_nodes_raw(page: str) -> str:
    """Give all text nodes but scripts and styles, joined by line feeds and otherwise untouched, as a naive dump does."""
    return "\n".join(_texts(page))


RENDERERS: Mapping[str, Callable[[str], str]] = {
    "inner": inner_text,
    "unstyled": inner_text_unstyled,
    "markdown": markdown,
    "markdown-bare": markdown_bare,
    "nodes": text_nodes,
    "nodes-raw": text_nodes_raw,
}


def _texts(page: str) -> list[str]:
    root = LexborHTMLParser(page).body
    nodes = root.traverse(include_text=True) if root is not None else ()
    return [node.text_content or "" for node in nodes if node.tag == "-text" and not _within_script(node)]


def _within_script(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in {"script", "style", "template"}


def _walked(page: str, *, drop_hidden: bool) -> str:
    root = LexborHTMLParser(page).body
    words: list[str] = []
    stack: list[LexborNode | str] = [root] if root is not None else []
    while stack:
        step = stack.pop()
        if isinstance(step, str):
            words.append(step)
            continue
        tag = step.tag or ""
        if tag == "-text":
            words.append(_spaced(step))
        elif tag == "br":
            words.append("\v")
        elif not (tag.startswith("-") or tag in SILENT or (drop_hidden and _is_hidden(step))):
            mark = "\a" if tag == "p" else "\f" if tag in BLOCKS else ""
            words.append(mark)
            stack.append("\t" if tag in {"td", "th"} else mark)
            child = step.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
    return _joined("".join(words))


def _spaced(node: LexborNode) -> str:
    text = node.text_content or ""
    parent = node.parent
    if parent is not None and parent.tag == "pre":
        return text.replace("\n", "\v")
    return SPACE.sub(" ", text)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or HIDDEN.search(attributes.get("style") or "") is not None


def _joined(text: str) -> str:
    # `\f` is a block's edge, `\a` a paragraph's: edges that meet make one line end, with a paragraph's two; `\v` is `<br>`.
    text = re.sub(r"[ \t]*([\a\f\v])[ \t]*", r"\1", text)
    text = re.sub(r"[\a\f]+", lambda edges: "\n\n" if "\a" in edges.group() else "\n", text)
    text = re.sub(r" +", " ", text.replace("\v", "\n"))
    return text.strip("\n")
