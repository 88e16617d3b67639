"""How XenForo, vBulletin and Invision say whom a quote is of, where no `data-*` attribute says it: in many languages."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from analyzer.quotes.dom import BodyRules, part
from analyzer.readers import ipb3, ipb4, vbulletin3, vbulletin4, vbulletin5, xenforo1, xenforo2
from analyzer.readers.parts import named_within
from analyzer.thread import Segment, SegmentKind

XENFORO2 = xenforo2.READER.engine.words
XENFORO1_BOX = (
    '<div class="bbCodeBlock bbCodeQuote"><aside><div class="attribution type">{}'
    ' <a href="goto/post?id=7#post-7" class="AttributionLink">↑</a></div>'
    '<blockquote class="quoteContainer"><div class="quote">Low tide.</div></blockquote></aside></div>'
)
XENFORO2_BOX = (
    '<blockquote class="bbCodeBlock bbCodeBlock--quote"><div class="bbCodeBlock-title">'
    '<a href="/goto/post?id=7" class="bbCodeBlock-sourceJump">{}</a></div>'
    '<div class="bbCodeBlock-content"><div class="bbCodeBlock-expandContent">Low tide.</div></div></blockquote>'
)
IPB3_BOX = (
    '<p class="citation"><a class="snapback" href="index.php?app=forums&amp;section=findpost&amp;pid=7"><img></a>{}</p>'
    '<div class="blockquote"><div class="quote"><p>Low tide.</p></div></div>'
)
IPB4_BOX = (
    '<blockquote class="ipsQuote"><div class="ipsQuote_citation"><a href="?do=findComment&amp;comment=7"></a> {}</div>'
    '<div class="ipsQuote_contents"><p>Low tide.</p></div></blockquote>'
)
VBULLETIN3_BOX = (
    '<div style="margin:20px"><div class="smallfont">Quote:</div><table><tr><td class="alt2"><div>{}'
    ' <a href="showthread.php?p=7#post7"><img alt="View Post"></a></div>'
    '<div style="font-style:italic">Low tide.</div></td></tr></table></div>'
)
VBULLETIN4_BOX = (
    '<div class="bbcode_quote"><div class="quote_container"><div class="bbcode_postedby">{}'
    ' <a href="showthread.php?p=7#post7"><img alt="View Post"></a></div><div class="message">Low tide.</div></div></div>'
)


def segments(words: str, rules: BodyRules) -> tuple[Segment, ...]:
    """Give the segments of a body."""
    body = LexborHTMLParser(f"<div id=body>{words}</div>").css_first("#body")
    assert body is not None
    return part(body, rules)


def quotes(words: str, rules: BodyRules) -> list[tuple[str | None, str | None, str]]:
    """Give of each quote in a body its author, its post and its words."""
    return [(s.author, s.post_id, s.text) for s in segments(words, rules) if s.kind is SegmentKind.QUOTE]


@pytest.mark.parametrize(
    "box", [(XENFORO1_BOX, xenforo1.WORDS), (XENFORO2_BOX, XENFORO2)], ids=["xenforo1", "xenforo2"]
)
@pytest.mark.parametrize(
    "line",
    [
        "{} said:",
        "{} said: ↑",
        "{} wrote on Mar 3, 2031:",
        "{} said: ↑ 3 Mar 2031",
        "{} hat gesagt.:",
        "{} a dit\u00a0:",
        "{} ha dicho:",
        "{} ha dit:",
        "{} ha scritto:",
        "{} сказал(а):",
        "{} сказав(-ла):",
        "{} је рекао:",
        "{} je napisao(la):",
        "{} je napisal/a:",
        "{} je rekel/rekla:",
        "Ο/Η {} έγραψε:",
        "{} ने कहा:",
        "{} 說了:",
        "{} şunu yazdı:",
        "{} demiş ki:",
        "{}' Alıntı:",
        "{}'nin Alıntı:",
        "{} Alıntı:",
        "{} powiedział(a):",
        "{} řekl(a):",
        "{} a spus:",
        "{} 說:",
        "{}说：",
        "作者: {}:",
        "قال {}:",
        "{} אמר/ה:",
        "به گفته {}:",
        "Ο χρήστης {} έγραψε:",
        "{}さんは言いました：",
        "{}님의 말:",
        "{} 님이 말했습니다:",
        "{} ütles:",
        "{} verbed:",
        "Originally posted by {}:",
        "{}:",
        "{}",
    ],
)
@pytest.mark.parametrize("name", ["Orla", "Orla Crumb"])
def test_xenforo_names_the_author_in_any_language(line: str, name: str, box: tuple[str, BodyRules]):
    """The name stands before the verb or behind it, and is no part of either."""
    markup, rules = box
    assert quotes(markup.format(line.format(name)), rules) == [(name, "7", "Low tide.")]


@pytest.mark.parametrize("label", ["Quote:", "Zitat", "引用："])
def test_a_label_of_xenforo_is_no_name(label: str):
    """A skin that writes `Quote:` above every box names nobody by it."""
    assert quotes(XENFORO2_BOX.format(label), XENFORO2) == [(None, "7", "Low tide.")]


def test_the_title_of_code_in_a_quote_of_xenforo_names_nobody():
    """`PHP:` above code is no attribution of the quote around it."""
    code = '<div class="bbCodeBlock bbCodeBlock--code"><div class="bbCodeBlock-title">PHP:</div><pre class="bbCodeCode">x</pre></div>'
    box = (
        f'<blockquote class="bbCodeBlock bbCodeBlock--quote"><div class="bbCodeBlock-content">{code}</div></blockquote>'
    )
    assert [author for author, *_ in quotes(box, XENFORO2)] == [None]


@pytest.mark.parametrize(
    ("source", "post"),
    [("post: 7", "7"), ("profile_post: 7", None), ("conversation_message: 7", None)],
)
def test_a_quote_of_no_post_has_no_post(source: str, post: str | None):
    """XenForo quotes from conversations and profiles too; their numbers are not those of posts."""
    kind = source.partition(":")[0].replace("_", "-")
    box = XENFORO2_BOX.replace("goto/post", f"goto/{kind}").replace(
        "<blockquote", f'<blockquote data-source="{source}"'
    )
    assert quotes(box.format("Orla said:"), XENFORO2) == [("Orla", post, "Low tide.")]


@pytest.mark.parametrize(
    "line",
    [
        "On 4/16/2031 at 5:20 PM, {} said:",
        "On April 16, 2031 at 5:20 PM, {} said:",
        "12 hours ago, {} wrote:",
        "Just now, {} said:",
        "{} said 3 hours ago:",
        "Am 1.5.2020 um 15:12 schrieb {}:",
        "Gerade eben schrieb {}:",
        "Il y a 2 heures, {} a dit :",
        "hace 3 horas, {} ha dicho:",
        "1 ora fa, {} dice:",
        "Há 3 horas, {} disse:",
        "3 uur geleden zei {}:",
        "3 timmar sedan, skrev {}:",
        "{} kirjoitti 3 tuntia sitten:",
        "W dniu 1.01.2020 o 15:00, {} napisał(a):",
        "Dne 1.1.2020 v 15:00 {} napsal(a):",
        "{} írta 3 órája:",
        "3 часа назад, {} сказал(а):",
        "prije 3 sata, {} je rekao:",
        "1 saat önce, {} dedi ki:",
        "{} tarafından 1/1/2020 15:00 tarihinde yazıldı:",
        "3 小时前，{} 说道：",
        "On 2020/1/1 at PM3点00分,{}说：",
        "3時間前に、{}さんが言いました:",
        "3 시간 전, {} 님이 말했습니다:",
        "في 1/1/2020 at 3:00 PM، {} قال :",
        "acum 3 zile, {} verbed:",
        "{} verbed:",
        'On 4/16/2031 at 5:20 PM, <a href="https://b.example/profile/3-x/">{}</a> zzz:',
    ],
)
@pytest.mark.parametrize("name", ["Orla", "Orla Crumb"])
def test_invision_4_names_the_author_in_any_language(line: str, name: str):
    """The name stands behind the date or before it, with any comma or none between them."""
    assert quotes(IPB4_BOX.format(line.format(name)), ipb4.WORDS) == [(name, "7", "Low tide.")]


@pytest.mark.parametrize(
    "line",
    [
        "{}, on 12 December 2012 - 03:12 AM, said:",
        "{}, on Yesterday, 03:12 AM, said:",
        "{}, le 12 décembre 2012 - 03:12, a dit :",
        "{} schrieb am 12 Dezember 2012 - 03:12:",
        "{} (12 Декабрь 2012 - 03:12) писал:",
        "{} 12 Aralık 2012 - 03:12 tarihinde yazdı:",
        "Użytkownik {} dnia 12 grudzień 2012 - 03:12 napisał",
        "{} 在 2012年12月12日 - 03:12 说：",
        "{}، في 12 ديسمبر 2012 - 03:12 , قال:",
        "{}, ב 12 דצמבר 2012 - 03:12, אמר:",
        "{} verbed:",
        "Цитата({} @ 12.12.2012, 3:12)",
        'QUOTE ("{}")',
        "{} said:",
    ],
)
@pytest.mark.parametrize("name", ["Orla", "Orla Crumb"])
def test_invision_3_names_the_author_in_any_language(line: str, name: str):
    """The date stands between name and verb, behind both, or in brackets."""
    assert quotes(IPB3_BOX.format(line.format(name)), ipb3.WORDS) == [(name, "7", "Low tide.")]


def test_a_comma_in_a_name_of_invision_3_stays():
    """The date divides name from verb, not the first comma."""
    line = "Crumb, Orla, on 12 December 2012 - 03:12 AM, said:"
    assert quotes(IPB3_BOX.format(line), ipb3.WORDS)[0][0] == "Crumb, Orla"


@pytest.mark.parametrize(("line", "outer"), [("Ben said:", ("Ben", "8")), ("Quote", (None, "8"))])
def test_a_line_above_a_quote_is_not_the_outer_quotes(line: str, outer: tuple[str | None, str]):
    """The line in a quote box that stands above a box within it says whose the inner one is."""
    inner = IPB3_BOX.format("Orla said:")
    box = IPB3_BOX.replace("pid=7", "pid=8").format(line).replace("<p>Low", f"{inner}<p>High")
    told = quotes(box, ipb3.WORDS)
    assert told == [("Orla", "7", "Low tide."), (*outer, "High tide.")]


@pytest.mark.parametrize(
    ("box", "rules"),
    [(VBULLETIN3_BOX, vbulletin3.WORDS), (VBULLETIN4_BOX, vbulletin4.WORDS), (VBULLETIN3_BOX, vbulletin4.WORDS)],
    ids=["vbulletin3", "vbulletin4", "vbulletin3-in-4"],
)
@pytest.mark.parametrize(
    "line",
    [
        "Originally Posted by <strong>{}</strong>",
        "Originally Posted by {}",
        "Original geschrieben von {}",
        "Originalmente enviado por {}",
        "Первоначально написал {}",
        "Opprinnelig lagt inn av {}",
        "Orijinal Mesaj Sahibi {}",
        "נכתב במקור על ידי {}",
        "原帖由 {} 发表",
    ],
)
def test_vbulletin_names_the_author_in_any_language(line: str, box: str, rules: BodyRules):
    """With the name in bold or without."""
    assert quotes(box.format(line.format("Orla Crumb")), rules) == [("Orla Crumb", "7", "Low tide.")]


@pytest.mark.parametrize(
    "name", ["<b>Orla</b>", '<a href="member.php?u=3"><strong>Orla</strong></a>', '<a href="member.php?u=3">Orla</a>']
)
def test_vbulletin_3_skins_mark_the_name_otherwise(name: str):
    """A language that nobody knows leaves the name's own mark."""
    assert quotes(VBULLETIN3_BOX.format(f"Zzz zz {name}"), vbulletin3.WORDS) == [("Orla", "7", "Low tide.")]


@pytest.mark.parametrize("label", ["", "quote:<hr>", "Zitat:<br>"])
def test_a_quotes_own_first_line_names_its_author(label: str):
    """Posts that vBulletin 2 made have the line in the quoted words, and it is none of them."""
    box = '<div class="bbcode_quote"><div class="quote_container">%s<i>Originally posted by Orla </i><br><b>Low tide.</b></div></div>'
    (quote,) = named_within(segments(box % label, vbulletin5.WORDS))
    assert (quote.author, quote.text) == ("Orla", "Low tide.")


def test_a_first_line_names_nobody_where_the_box_does():
    """Words that begin like such a line are the quoted author's own."""
    box = VBULLETIN4_BOX.replace("Low tide.", "Originally posted by Ben<br>Low tide.").format("<strong>Orla</strong>")
    (quote,) = named_within(segments(box, vbulletin4.WORDS))
    assert (quote.author, quote.text) == ("Orla", "Originally posted by Ben\nLow tide.")


def test_the_page_for_the_printer_names_the_author():
    """There vBulletin 4 leaves out the class of the line that names whom a quote is of."""
    box = (
        '<div class="bbcode_container"><div class="bbcode_description">Quote:</div><div class="bbcode_quote printable"><hr>'
        '<div>Originally Posted by <strong>Orla</strong> <a href="showthread.php?p=7#post7">(Post 7)</a></div>'
        '<div class="message">Low tide.</div><hr></div></div>'
    )
    assert quotes(box, vbulletin4.WORDS) == [("Orla", "7", "Low tide.")]


@pytest.mark.parametrize(
    "link",
    [
        "//b.example/?app=core&amp;module=system&amp;controller=content&amp;do=find&amp;content_id=5&amp;content_commentid=7",
        "https://b.example/topic/5-x/?do=findComment&amp;comment=7",
        "https://b.example/topic/5-x/#findComment-7",
    ],
)
def test_invision_4_links_to_the_quoted_post(link: str):
    """The arrow in the line leads to it, in three spellings."""
    box = IPB4_BOX.replace("?do=findComment&amp;comment=7", link)
    assert quotes(box.format("Orla said:"), ipb4.WORDS) == [("Orla", "7", "Low tide.")]


@pytest.mark.parametrize(
    "link",
    [
        "showthread.php?p=7#post7",
        "showthread.php?s=1f&amp;p=7#post7",
        "https://b.example/harbour/512-piers-3.html#post7",
        "https://b.example/harbour/piers-512-post7/",
        "https://b.example/7-post21.html",
        "threads/512-piers?p=7&amp;viewfull=1#post7",
        "https://web.archive.org/web/2010/http://b.example/showthread.php?postid=7#post7",
    ],
)
def test_vbulletin_links_to_the_quoted_post(link: str):
    """In the spellings of its versions and of what rewrites its addresses."""
    box = VBULLETIN4_BOX.replace("showthread.php?p=7#post7", link)
    assert quotes(box.format("Originally Posted by <strong>Orla</strong>"), vbulletin4.WORDS)[0][1] == "7"


@pytest.mark.parametrize("link", ["https://b.example/forum/5-piers?p=7#post7", "https://b.example/node/7"])
@pytest.mark.parametrize("name", ["<strong>Orla</strong>", "<b>Orla</b>", "Orla"])
def test_vbulletin_5_names_author_and_post(name: str, link: str):
    """The link is an icon with words that are no part of the name."""
    box = f"""<div class="bbcode_quote"><div class="bbcode_postedby">Originally posted by {name}
    <a href="{link}"><span class="b-icon">View Post</span></a></div><div class="message">Low tide.</div></div>"""
    assert quotes(box, vbulletin5.WORDS) == [("Orla", "7", "Low tide.")]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="bbCodeBlock bbCodeQuote bbmSpoilerBlock"><div class="attribution type">Spoiler (open)</div><blockquote>{}</blockquote></div>',
        '<div class="medioBBc"><div class="bbCodeBlock bbCodeQuote"><div class="attribution type">A film</div><blockquote>{}</blockquote></div></div>',
    ],
)
def test_what_wears_a_quotes_box_of_xenforo_1_is_none(box: str):
    """Add-ons draw spoilers and films like quotes."""
    told = [(one.kind, one.text) for one in segments(box.format("Low tide."), xenforo1.WORDS)]
    assert told == [(SegmentKind.OWN, "Low tide.")]


@pytest.mark.parametrize(
    ("box", "rules"),
    [
        ('<table><tr><td class="alt2">{}</td></tr></table>', vbulletin3.WORDS),
        ('<div class="bbcode_quote"><div class="quote_container">{}</div></div>', vbulletin4.WORDS),
    ],
    ids=["vbulletin3", "vbulletin4"],
)
def test_a_quote_copied_from_a_page_keeps_its_arrow(box: str, rules: BodyRules):
    """The box names nobody, the words do, and their arrow leads to the post; other links to posts are the author's."""
    arrow = '<a href="showthread.php?p=7#post7"><img src="images/buttons/viewpost.gif" alt="View Post"></a>'
    other = 'Low <a href="showthread.php?p=3#post3">tide</a>.'
    (quote,) = named_within(segments(box.format(f"Originally Posted by <b>Orla</b> {arrow}<br>{other}"), rules))
    assert (quote.author, quote.post_id, quote.text) == ("Orla", "7", "Low tide.")
    assert quotes(box.format(other), rules) == [(None, None, "Low tide.")]
