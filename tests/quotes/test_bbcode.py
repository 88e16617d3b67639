"""BBCode is parted whatever forum wrote it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.quotes.bbcode import part_bbcode
from analyzer.quotes.bbcode_tags import quoted_by
from analyzer.thread import SegmentKind


def parts(text: str) -> list[tuple]:
    """Give kind, depth, author, post and words of each segment."""
    return [(s.kind.value, s.depth, s.author, s.post_id, s.text) for s in part_bbcode(text)]


@pytest.mark.parametrize(
    ("says", "author", "post_id"),
    [
        ("", None, None),
        ("=Ann", "Ann", None),
        ('="O\'Hara"', "O'Hara", None),
        ("=a=b", "a=b", None),
        ("=ann;123", "ann", "123"),
        ("=ann;n123", "ann", "123"),
        ('="ann, post: 123, member: 4"', "ann", "123"),
        ('="Lee, Ann, post: 55, member: 9"', "Lee, Ann", "55"),
        ('="ann, post:3, topic:1234, full:true"', "ann", "3"),
        ('="Ann Lee, post:2, topic:4, username:ann9"', "ann9", "2"),
        (" author=x link=topic=1.msg2#msg2 date=3", "x", "2"),
        (" date=3 link=topic=1.msg77#msg77 author=Ann Lee", "Ann Lee", "77"),
        ("='ann' pid='123' dateline='99'", "ann", "123"),
        (" name=ann pid=5 dateline=6", "ann", "5"),
        ("=Ann Lee post_id=4 time=5 user_id=6", "Ann Lee", "4"),
        ('="[GNR]Bob" post_id=12 time=3 user_id=4', "[GNR]Bob", "12"),
        (" name='x' date='12 May 2010 - 01:02 PM' timestamp='12' post='123'", "x", "123"),
        ("='Ann Lee','https://a.example/index.php?thread/5/&postID=123#post123'", "Ann Lee", "123"),
        ("=Ann,May 5 2010, 03:04 PM", "Ann", None),
        (' post=5 name="Al, the Great"', "Al, the Great", "5"),
        (" author=Ann Lee link=msg=77 date=3", "Ann Lee", "77"),
        ('="Ann Lee;d-12"', "Ann Lee", "12"),
    ],
)
def test_attributes_in_every_spelling(says: str, author: str | None, post_id: str | None):
    """Name and post are read from what vBulletin, XenForo, SMF, MyBB, phpBB, Invision, Discourse and WoltLab write."""
    found = quoted_by(says)
    assert (found.author, found.post_id) == (author, post_id)


@pytest.mark.parametrize("mark", ['[quote:1a2b3c4d="Ann"]', '[quote="Ann":1a2b3c4d]', '[quote="Ann":m:1a2b3c4d]'])
def test_phpbb_marks_of_posts_are_no_part_of_a_name(mark: str):
    """Posts of phpBB 2 and 3.0 are stored with a mark of their own on each tag."""
    assert parts(f"{mark}one[/quote:1a2b3c4d]two")[0] == ("quote", 1, "Ann", None, "one")


@pytest.mark.parametrize("text", ["[", "[quote", "[quote=", "[/quote]", "[]", "[quote=a\nb]", "[[[[", "]"])
def test_broken_tags_are_no_quotes(text: str):
    """What is no whole tag opens nothing."""
    assert all(segment.kind is SegmentKind.OWN for segment in part_bbcode(text))


def test_quotes_nest_in_upper_and_lower_case():
    """An inner quote has its own depth, and the outer one goes on after it."""
    text = '[QUOTE=Ann;1]one [quote="Bo, post: 2, member: 3"]two[/Quote] three[/QUOTE]\nmine'
    assert parts(text) == [
        ("quote", 1, "Ann", "1", "one"),
        ("quote", 2, "Bo", "2", "two"),
        ("quote", 1, "Ann", "1", "three"),
        ("own", 0, None, None, "mine"),
    ]


def test_unclosed_quote_ends_at_the_blank_line():
    """Own words below a quote that was never closed stay own words."""
    assert parts("[quote=Bo]theirs\nstill theirs\n\nmine") == [
        ("quote", 1, "Bo", None, "theirs\nstill theirs"),
        ("own", 0, None, None, "mine"),
    ]


def test_unclosed_quote_within_a_closed_one_ends_with_it():
    """The outer closing tag ends both where the inner one has none."""
    assert parts("[quote=A]one [quote=B]two[/quote]\n\nmine")[-1] == ("own", 0, None, None, "mine")


def test_code_is_shown_as_written():
    """No tag within code or noparse is read, and code in own words is a segment of its own."""
    assert parts("a [code]x [quote=y] z[/code] b [noparse][b]c[/b][/noparse]") == [
        ("own", 0, None, None, "a"),
        ("code", 0, None, None, "x [quote=y] z"),
        ("own", 0, None, None, "b [b]c[/b]"),
    ]


def test_words_in_brackets_stay():
    """Brackets that are no tags are words; pictures give none; styles vanish."""
    text = "so [sic] a[i] [b]bold[/b] [img]https://p.example/x.png[/img][url=https://a.example]link[/url]"
    assert parts(text) == [("own", 0, None, None, "so [sic] a[i] bold link")]


def test_escapes_and_marks_of_databases_are_undone():
    """PhpBB 2 marks each tag and escapes quotation marks."""
    text = "[quote:1a2b3c4d5e=&quot;Ann&quot;]hi<br />there[/quote:1a2b3c4d5e]yes &amp; no"
    assert parts(text) == [("quote", 1, "Ann", None, "hi\nthere"), ("own", 0, None, None, "yes & no")]


def test_name_in_the_words_of_a_quote():
    """`Originally posted by` as the first line of an unnamed quote names its author."""
    assert parts("[quote][i]Originally posted by Jim[/i]\nhis words[/quote]mine")[0] == (
        "quote",
        1,
        "Jim",
        None,
        "his words",
    )


def test_a_thousand_quotes_deep():
    """Depth needs no recursion, and each word keeps its depth."""
    found = part_bbcode("".join(f"[quote=a{n}]w{n} " for n in range(1000)) + "[/quote]" * 1000 + "mine")
    assert [segment.depth for segment in found] == [*range(1, 1001), 0]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[quote]",
        "[quote=a]x ",
        "[code]",
        "[img]",
        '[quote="',
        "[/quote]",
        "[quote=a]x\n\n",
        "[quote author=",
        "[b]",
    ],
)
def test_long_repetition_is_read_to_its_end(piece: str):
    """Twenty thousand of the same: a scan that looks back would take minutes, and nothing is said twice."""
    segments = part_bbcode(piece * 20_000)
    assert sum(len(segment.text) for segment in segments) <= 20_000 * len(piece)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["[quote]", "[quote=a;1]", "[/quote]", "[code]", "[/code]", "w1 ", "w2\n\n", "[b]", "[/b]"])
    )
)
def test_no_word_is_lost_or_doubled(pieces: list[str]):
    """Whatever the tags, each word comes out once and in order."""
    text = "".join(pieces)
    assert "".join(s.text for s in part_bbcode(text)).count("w1") == text.count("w1")
