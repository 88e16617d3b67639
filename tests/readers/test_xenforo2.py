"""XenForo 2 pages that lost their `data-*` attributes, or whose skin and language differ from the usual."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.readers.base import reader_for
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread

FOLDER = Path(__file__).parents[2] / "threads" / "xenforo2"
SAMPLES = [path for path in sorted(FOLDER.glob("*.html")) if "data-author" in path.read_text(encoding="utf-8")]
DATA = re.compile(r"""\s+data-[\w-]+(?:="[^"]*")?(?=[\s/>])""")
POST = """<article class="message message--post js-post" id="js-post-{number}">{head}<div class="message-cell--main">
<header class="message-attribution">{above}<time class="u-dt" datetime="2031-03-0{number}T10:00:00+0000"></time></header>
<div class="message-content"><article class="message-body"><div class="bbWrapper">{words}</div></article></div></div></article>"""
BOX = """<blockquote class="bbCodeBlock bbCodeBlock--quote"><div class="bbCodeBlock-title">
<a href="/goto/post?id=1" class="bbCodeBlock-sourceJump">{said}</a></div>
<div class="bbCodeBlock-content"><div class="bbCodeBlock-expandContent">The pier moves.</div></div></blockquote>Not since it was mended."""


def read(page: str) -> Thread:
    """Give the thread of a page."""
    source = Source.from_bytes("page.html", page.encode())
    (thread,) = reader_for(source).read(source)
    return thread


def told(thread: Thread) -> list[tuple[str | None, list[tuple[str | None, str | None]]]]:
    """Give of each post its author, and of each of its quotes the author and the post."""
    return [
        (post.author, [(s.author, s.post_id) for s in post.segments if s.kind is SegmentKind.QUOTE])
        for post in thread.posts
    ]


def page(*posts: str) -> str:
    """Give a page of posts."""
    return f'<html id="XF"><head><title>Pier | Board</title></head><body>{"".join(posts)}</body></html>'


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_visible_text_and_links_say_what_the_attributes_said(path: Path) -> None:
    """Authors, quoted authors and quoted posts are the same without any `data-*` attribute."""
    whole = path.read_text(encoding="utf-8")
    bare = DATA.sub("", whole)
    assert "data-" not in re.sub(r">[^<]*<", "><", bare)
    assert told(read(bare)) == told(read(whole))


@pytest.mark.parametrize(
    "above",
    [
        '<div class="postUserName"><a class="username" href="/members/wren.1/">wren</a></div>',
        '<div class="postUserName">wren</div>',
        '<span class="message-username">wren</span>',
    ],
)
def test_a_name_above_the_words_is_the_author(above: str) -> None:
    """Skins without a card at the side print the name in the line of the date, a guest's without a link."""
    thread = read(page(*(POST.format(number=n, head="", above=above, words=f"Words {n}.") for n in (1, 2))))
    assert [post.author for post in thread.posts] == ["wren", "wren"]


@pytest.mark.parametrize(
    "said",
    [
        "wren said:",
        "wren hat gesagt.:",
        "wren schrieb:",
        "wren a dit\u00a0:",
        "wren dijo:",
        "wren ha scritto:",
        "wren сказал(а):",
        "wren dedi ki:",
        "wren disse:",
        "wren kirjoitti:",
    ],
)
def test_the_head_of_a_quote_names_its_author_in_any_language(said: str) -> None:
    """The verb that the language pack puts behind a name is no part of it."""
    head = '<h4 class="message-name"><a class="username" href="/members/{0}.{1}/">{0}</a></h4>'
    posts = [
        POST.format(number=1, head=head.format("wren", 1), above="", words="The pier moves."),
        POST.format(number=2, head=head.format("tern", 2), above="", words=BOX.format(said=said)),
    ]
    assert told(read(page(*posts))) == [("wren", []), ("tern", [("wren", "1")])]
