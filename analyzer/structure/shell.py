"""Tells a page that was saved before its script had loaded the posts: hardly a word, and an app to be loaded."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from analyzer.source import Source, SourceKind

# The frame of an app has a menu and a logo, of fewer characters than one post with its header.
MAX_WORDS = 200
# What an app loads: its scripts, or, where whoever saved the page dropped them, its style sheets, one a part of the app.
SCRIPTS = 'script[src], link[rel="modulepreload"], link[rel="preload"]'
STYLES = 'link[rel="stylesheet"]'
LEAST_STYLES = 3
SILENT = ["script", "style", "noscript", "template", "svg"]


def is_shell(source: Source) -> bool:
    """Tell whether a page holds the frame of an app without what the app would show."""
    if source.kind is not SourceKind.HTML:
        return False
    tree = LexborHTMLParser(source.text)
    loads = tree.css_first(SCRIPTS) is not None or len(tree.css(STYLES)) >= LEAST_STYLES
    tree.strip_tags(SILENT)
    text = tree.body.text(separator=" ") if tree.body is not None else ""
    return loads and len(" ".join(text.split())) <= MAX_WORDS
