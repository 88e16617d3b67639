"""HTML bodies are parted by the engine's marks."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from analyzer.fields import Field
from analyzer.quotes.dom import BodyRules, part
from analyzer.quotes.text import words
from analyzer.thread import Found, Segment, SegmentKind

RULES = BodyRules(
    quote="blockquote",
    quote_body=".words",
    quote_author=(Field(attribute="data-author"), Field(selector=".by")),
    quote_post=(Field(attribute="data-post"),),
    link=".card",
    code="pre",
    skip=".more",
)


def parted(markup: str) -> tuple[Segment, ...]:
    """Part a body with the rules above."""
    body = LexborHTMLParser(f"<body><div id=post>{markup}</div></body>").css_first("#post")
    assert body is not None
    return part(body, RULES)


def test_empty_body_has_no_segment():
    """Markup without words gives nothing."""
    assert parted("<p> </p><br><img src=x.png alt=photo><script>alert(1)</script>") == ()


def test_quote_keeps_author_and_post():
    """The box's own marks say who is quoted, and its furniture is left out."""
    own, quote, more = parted(
        'Before<blockquote data-author="ann" data-post="7"><div class=by>ann said:</div><div class=words>her words</div>'
        "<div class=more>Click to expand...</div></blockquote>after"
    )
    assert (own.text, more.text) == ("Before", "after")
    assert quote == Segment(
        kind=SegmentKind.QUOTE, text="her words", author="ann", post_id="7", found=Found.MARKUP, depth=1
    )


def test_author_of_an_inner_quote_is_not_taken_for_the_outer():
    """A box without a name stays without one, though the quote within it has one."""
    outer, inner, rest = parted(
        "<blockquote><div class=words>one<blockquote data-author=bo><div class=words>two</div></blockquote>three</div></blockquote>"
    )
    assert [(s.text, s.author, s.depth) for s in (outer, inner, rest)] == [
        ("one", None, 1), ("two", "bo", 2), ("three", None, 1),
    ]  # fmt: skip


def test_breaks_and_blocks_become_lines():
    """A break is a line, a paragraph stands apart, items and cells stay near."""
    (own,) = parted(
        "a<br>b<p>c</p><p>d</p><ul>\n<li>e</li>\n<li>f</li></ul><table><tr><td>g</td><td>h</td></tr></table>"
    )
    assert own.text == "a\nb\n\nc\n\nd\n\ne\nf\ng h"


def test_smileys_speak_and_pictures_do_not():
    """The text of a smiley is a word of the post; that of a photo is not."""
    (own,) = parted('fine <img class="smilie" alt=":)"> <img src="photo.jpg" alt="my cat">')
    assert own.text == "fine :)"


def test_code_keeps_its_lines():
    """Code is apart and its white space lines stay lines."""
    own, code = parted("look:<pre>if x:\n  y()</pre>")
    assert (own.text, code.kind, code.text) == ("look:", SegmentKind.CODE, "if x:\ny()")


def test_thousand_nested_quotes_do_not_overflow():
    """Nesting as deep as a prankster likes keeps its depth."""
    deep = "<blockquote><div class=words>x" * 1000 + "</div></blockquote>" * 1000
    segments = parted(deep)
    assert max(segment.depth for segment in segments) == 1000


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<blockquote><div class=words>",
                "</div></blockquote>",
                "<p>",
                "</p>",
                "<br>",
                " alpha ",
                "beta",
                "<b>",
                "</b>",
                "<div>",
                "</div>",
                "&amp;",
            ]
        ),
        max_size=40,
    )
)
def test_no_word_is_lost_or_said_twice(parts: list[str]):
    """However broken the markup, the segments hold the body's visible words in order, once."""
    markup = "".join(parts)
    body = LexborHTMLParser(f"<body><section id=post>{markup}</section></body>").css_first("#post")
    assert body is not None
    # Outside `.words` a quote box is furniture; the generated boxes have all their words inside.
    visible = words(re.sub(r"\s+", " ", body.text(separator=" ")))
    spoken = [word for segment in part(body, BodyRules(quote="blockquote")) for word in words(segment.text)]
    assert "".join(spoken) == "".join(visible)
