"""Every selector that an engine's table holds can be parsed: a bad one would only fail on the page that needs it."""

import dataclasses
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from analyzer.fields import Field
from analyzer.readers.base import all_readers
from analyzer.readers.htmlforum import HtmlForumReader

SELECTORS = {"claims", "unless", "post", "not_posts", "signature", "deleted", "role", "pairs", "selector", "without"}
RULES = {"quote", "quote_body", "quote_head", "link", "code", "skip"}
READERS = [reader for reader in all_readers() if isinstance(reader, HtmlForumReader)]


def selectors(value: object) -> Iterator[str]:
    """Give each selector in a table and in the tables within it."""
    if isinstance(value, tuple):
        for one in value:
            yield from selectors(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, str):
                if field.name in SELECTORS | RULES and inner:
                    yield inner
            elif field.name == "body":
                yield from inner
            else:
                yield from selectors(inner)


def test_there_are_tables():
    """The tests below cannot pass by finding nothing."""
    assert len(READERS) > 8
    assert all(len(list(selectors(reader.engine))) > 8 for reader in READERS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__module__ + reader.name)
def test_selectors_parse(reader: HtmlForumReader):
    """The parser takes each selector of the table."""
    tree = LexborHTMLParser("<html><body><div><p>words</p></div></body></html>")
    for selector in selectors(reader.engine):
        tree.css(selector)


def test_a_field_is_a_table_too():
    """A bad selector inside a field is found by the walk."""
    assert list(selectors((Field(selector="a[", without="b"),))) == ["a[", "b"]
