"""Whose words stand in a mail: the lines above quotes in many languages, heads below answers, HTML, lines broken for the way."""

import pytest

from analyzer.quotes.mailheads import attributed, mail_head
from analyzer.quotes.mails import part_html_mail, part_mail, subject_of, unflowed
from analyzer.quotes.marked import part_marked
from analyzer.thread import Segment

ANN = "Ann Lee <ann@x.example>"


def parts(segments: tuple[Segment, ...]) -> list[tuple]:
    """Give depth, author and words of each segment."""
    return [(segment.depth, segment.author, segment.text) for segment in segments]


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, Mar 3, 2020 at 10:15 AM Ann Lee <ann@x.example> wrote:",
        "On Tuesday, March 3rd, 2020 at 10:15, Ann Lee <ann@x.example> wrote:",
        '"Ann Lee" <ann@x.example> wrote:',
        "ann@x.example (Ann Lee) writes:",
        "In article <1@x.example>, Ann Lee <ann@x.example> wrote:",
        "Thus spake Ann Lee (ann@x.example):",
        "Am Di., 3. März 2020 um 10:15 Uhr schrieb Ann Lee <ann@x.example>:",
        "Ann Lee <ann@x.example> schrieb am Di., 3. März 2020, 10:15:",
        "El mar, 3 mar 2020 a las 10:15, Ann Lee (<ann@x.example>) escribió:",
        "El dt., 3 de març 2020, 10:15, Ann Lee <ann@x.example> va escriure:",
        "Missatge de Ann Lee <ann@x.example> del dia dt., 3 de març 2020 a les 10:15:",
        "Op 3 mrt. 2020, om 10:15 heeft Ann Lee <ann@x.example> het volgende geschreven:",
        "Den tis 3 mars 2020 kl 10:15 skrev Ann Lee <ann@x.example>:",
        "ti 3. maalisk. 2020 klo 10.15 Ann Lee (ann@x.example) kirjoitti:",
        "út 3. 3. 2020 v 10:15 odesílatel Ann Lee <ann@x.example> napsal:",
        "вт, 3 мар. 2020 г. в 10:15, Ann Lee <ann@x.example>:",
        "3 Mar 2020 Sal, 10:15 tarihinde Ann Lee <ann@x.example> şunu yazdı:",
        "Ann Lee <ann@x.example>, 3 Mar 2020 Sal, 10:15 tarihinde şunu yazdı:",
        "2020年3月3日(火) 10:15 Ann Lee <ann@x.example>:",
        "2020年3月3日(火) 10:15 Ann Lee <ann@x.example>のメール:",
        "Ann Lee <ann@x.example> 于2020年3月3日周二 上午10:15写道：",
        "2020년 3월 3일 (화) 오전 10:15, Ann Lee <ann@x.example>님이 작성:",
        "Vào Th 3, 3 thg 3, 2020 vào lúc 10:15 Ann Lee <ann@x.example> đã viết:",
        "Ann Lee <ann@x.example> ezt írta (időpont: 2020. márc. 3., K, 10:15):",
        "În mar., 3 mar. 2020 la 10:15, Ann Lee <ann@x.example> a scris:",
        "Στις Τρί, 3 Μαρ 2020 στις 10:15 π.μ., ο/η Ann Lee <ann@x.example> έγραψε:",
        "בתאריך יום ג׳, 3 במרץ 2020 ב-10:15 מאת \u202aAnn Lee\u202c\u200f <\u202aann@x.example\u202c\u200f>:\u202c",
        "في الثلاثاء، 3 مارس 2020 في 10:15 ص تمت كتابة ما يلي بواسطة \u202aAnn Lee\u202c <\u202aann@x.example\u202c>:",
        "Pada tanggal Sel, 3 Mar 2020 pukul 10.15 Ann Lee <ann@x.example> menulis:",
    ],
)
def test_name_and_address_in_the_line_above_a_quote(line: str):
    """An address tells where the name stands, whatever the language."""
    assert attributed(line) == ANN


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Lee schrieb am 03.03.20 um 10:15:", "Ann Lee"),
        ("Ann Lee schreef op di 03-03-2020 om 10:15 [+0100]:", "Ann Lee"),
        ("Ann Lee kirjoitti 3.3.2020 klo 10.15:", "Ann Lee"),
        ("Ann Lee schrieb:", "Ann Lee"),
        ("Ann Lee, le mar. 03 mars 2020 10:15:00 +0100, a ecrit:", "Ann Lee"),
        ("Quoting Ann Lee (2020-03-03 10:15:00)", "Ann Lee"),
        ("2020. 03. 03. 10:15 keltezéssel, Ann Lee írta:", "Ann Lee"),
        ("在2020年03月03日 10:15，Ann Lee 写道：", "Ann Lee"),
        ("On Tuesday, March 3, 2020 at 10:15:00 AM UTC+1, Ann Lee wrote:", "Ann Lee"),
        ("On Sun, Jun 27, 2010 at 11:47:21PM +0530, Ann K. V wrote:", "Ann K. V"),
        ("On 03/03/2020 10:15 AM, Ann Lee via orchard wrote:", "Ann Lee"),
        ("On Tue, Mar 3, 2020 at 10:15 AM 'Ann Lee' via Orchard <orchard@x.example> wrote:", "Ann Lee"),
        ("вт, 3 мар. 2020 г. в 10:15, Ann Lee <ann at x.example>:", "Ann Lee <ann at x.example>"),
        ("<1@x.example> you wrote:", ""),
        ("Write to me. I am at home by ten. Or to Ann <ann@x.example> before 10:15:", None),
    ],
)
def test_name_alone_in_the_line_above_a_quote(line: str, name: str | None):
    """Zones, lists and words that lead over to a name are no part of it."""
    assert attributed(line) == name


@pytest.mark.parametrize(
    "head",
    [
        "From: Ann Lee <ann@x.example>\nSent: Monday, 3 February 2031 11:00\nTo: list\n goes on\nSubject: Ropes",
        "Von: Ann Lee <ann@x.example>\nGesendet: Montag, 3. Februar 2031 12:00\nAn: list\nBetreff: Ropes",
        "De : Ann Lee <ann@x.example>\nEnvoyé : lundi 3 février 2031 12:00\nÀ : list\nObjet : Ropes",
        "-----Ursprüngliche Nachricht-----\nVon: Ann Lee <ann@x.example>\nBetreff: Ropes",
    ],
)
def test_heads_of_answered_mails(head: str):
    """A sender with a day and a subject is the head of a mail; a sender alone is a line of a letter."""
    found = mail_head([*head.split("\n"), "", "Does it shrink?"])
    assert found is not None
    assert (found.sender, found.lines) == (ANN, head.count("\n") + 1)
    assert mail_head(["From: Ann", "Does it shrink?", "Date: unknown"]) is None


ATTRIBUTION = "On 2/3/31 11:00, Ann Lee wrote:"


@pytest.mark.parametrize(
    "html",
    [
        f'<p>Tar it.</p><div class="moz-cite-prefix">{ATTRIBUTION}<br></div><blockquote type="cite">Does it?</blockquote>',
        '<p class="MsoNormal">Tar it.</p><div><p><b>From:</b> Ann Lee<br><b>Sent:</b> Monday 11:00<br><b>Subject:</b> Ropes</p></div><p>Does it?</p>',
        '<div>Tar it.</div><hr><div id="divRplyFwdMsg"><b>Von:</b> Ann Lee<br><b>Gesendet:</b> Montag<br><b>Betreff:</b> x</div><div>Does it?</div>',
    ],
)
def test_html_mails(html: str):
    """What is answered stands in a box below a line, or in no box below a head."""
    named = part_html_mail(html, lambda name: f"<{name}>")
    assert parts(named) == [(0, None, "Tar it."), (1, "<Ann Lee>", "Does it?")]


def test_boxes_below_a_head_are_deeper():
    """A quote in what is answered is a quote in a quote."""
    html = "<p>No.</p><p>From: Bo<br>Date: Monday<br>Subject: x</p><p>Tar it.</p><blockquote>Does it?</blockquote><p>Or not.</p>"
    assert [(depth, text) for depth, _, text in parts(part_html_mail(html, str))] == [
        (0, "No."),
        (1, "Tar it."),
        (2, "Does it?"),
        (1, "Or not."),
    ]


def test_lines_broken_for_the_way():
    """Lines that end with a space go on, unless their depth changes or a signature begins (RFC 3676)."""
    assert unflowed("> a \n> b\n> \nc \n d\n-- \ne") == "> a b\n> \nc d\n-- \ne"
    assert unflowed("日 \n本", without_space=True) == "日本"
    assert unflowed("word \n" * 60_000) == "word " * 60_000


def test_initials_before_marks():
    """Boards and news readers put the initials of who is quoted before each mark; a prompt is none."""
    text = "Ann Lee wrote:\n\n AL> Does it shrink?\n AL> I mean hemp.\n\nIt does.\nC> dir"
    assert parts(part_marked(text)) == [(1, "Ann Lee", "Does it shrink?\nI mean hemp."), (0, None, "It does.\nC> dir")]


def test_notices_of_attachments_are_no_words():
    """What Mailman puts in place of attachments, in its text archives as on its pages."""
    notice = "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <http://x.example/a>\n"
    assert parts(tuple(part_mail(f"It does.\n\n{notice}", str))) == [(0, None, "It does.")]


def test_subjects():
    """What answers and lists put before a subject is no part of it."""
    assert subject_of("Re: [orchard] AW: Ropes") == "Ropes"
    assert subject_of("[orchard]") == "[orchard]"


@pytest.mark.parametrize(
    "piece", ["From: a\n", "a <b@c> 1 ", "On 1:11 ", "-----Original Message-----\nFrom: a\n", "> a \n"]
)
def test_long_repetition_is_read_to_its_end(piece: str):
    """Nothing looks back over what it has read."""
    attributed(piece * 20_000)
    assert mail_head((piece * 20_000).split("\n")) is None or piece.startswith("-")
    assert len(part_html_mail(f"<pre>{piece * 20_000}</pre>", str)) >= 1
    assert len(unflowed(piece * 20_000)) <= len(piece) * 20_000
