"""Scraped words become text on the page, whatever they hold."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from dashboard_samples import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.components.markup import MAX_SHOWN, join, line, tag, text


class _Seen(HTMLParser):
    """The elements and the text of a piece of HTML, as a browser would read it."""

    def __init__(self, code: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.words = ""
        self.feed(code)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(f"{tag} {sorted(attrs, key=str)}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(data)

    def handle_pi(self, data: str) -> None:
        self.elements.append(data)


@settings(deadline=None)
@given(some.text())
def test_no_words_make_an_element(words: str) -> None:
    """Any string shown as text or as a line adds no element, and its end is still text."""
    assert _Seen(text(words + "!").code).elements == []
    assert _Seen(line(words).code).elements == ["bdi []"]
    assert _Seen(text(words + "!").code).words.endswith("!")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_read_back(words: str) -> None:
    """What a hostile post wrote is what is read, control characters and overrides made visible."""
    seen = _Seen(tag("div", words, title=words).code)
    assert len(seen.elements) == 1
    visible = words.replace("\x00", "[U+0000]").replace("\x1b", "[U+001B]").replace("\ud800", "[U+D800]")
    assert seen.words == visible.replace("\u202e", "[U+202E]")


def test_a_line_shows_every_mark_of_direction() -> None:
    """A file name that reads backwards shows the mark that makes it do so, and breaks no line."""
    assert line("gnp\u202e.exe\u2066\n").code == "<bdi>gnp[U+202E].exe[U+2066] </bdi>"


def test_long_words_are_cut_and_counted() -> None:
    """A word of 200,000 characters is shown to the bound, and how much is missing is said."""
    seen = _Seen(text("w" * 200_000).code)
    assert seen.words.count("w") - seen.words.partition("…")[2].count("w") == MAX_SHOWN
    assert "180,000 more characters are not shown here" in seen.words


@pytest.mark.parametrize("name", ["script", "img", "iframe", "style", "svg", "form"])
def test_an_element_that_could_act_is_refused(name: str) -> None:
    """No page can make an element that loads or runs something."""
    with pytest.raises(ValueError, match="no element"):
        tag(name, "x")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "http://evil.example",
        "//evil.example",
        "/x",
        "thread?a=<b>",
        "#top",
        "data:x",
        "thread\n",
    ],
)
def test_a_link_that_leaves_the_dashboard_is_refused(href: str) -> None:
    """A link leads to a page of the dashboard or not at all."""
    with pytest.raises(ValueError, match="dashboard alone"):
        tag("a", "x", href=href)


def test_an_event_handler_is_refused() -> None:
    """An attribute that could run something, or style a page away, is refused."""
    with pytest.raises(ValueError, match="no attribute"):
        tag("p", "x", onclick="alert(1)")
    with pytest.raises(ValueError, match="no attribute"):
        tag("p", "x", style="background:url(http://evil.example)")


def test_joined_strings_are_escaped() -> None:
    """Strings among joined pieces, and between them, are escaped like all others."""
    assert join("<b>", tag("b", "x"), by="&").code == "&lt;b&gt;&amp;<b>x</b>"
