"""Talk pages of wikis in many languages, under other addresses, with notes for who forgot to sign, and boards."""

import re
from urllib.parse import quote

import pytest
from growth import hang_guard

from analyzer import pipeline
from analyzer.signatures import timestamp_in, user_of
from analyzer.source import Source
from analyzer.thread import Thread

ENGLISH = "12:34, 5 May 2020 (UTC)"
# What a page of somebody is called, and how the fifth of May is written: both as the wiki of that language has it.
SIGNED = {
    "Usuário(a)": "12h34min de 5 de maio de 2020 (UTC)",
    "Usuario": "5 de maio de 2020 ás 12:34 (UTC)",
    "משתמש": "12:34, 5 במאי 2020 (IDT)",
    "Χρήστης": "12:34, 5 Μαΐου 2020 (UTC)",
    "Корисник": "12:34, 5. мај 2020. (CEST)",
    "Suradnik": "12:34, 5. svibnja 2020. (CEST)",
    "सदस्य": "12:34, 5 मई 2020 (UTC)",
    "ผู้ใช้": "12:34, 5 พฤษภาคม 2563 (+07)",
    "Uzanto": "12:34, 5 maj. 2020 (UTC)",
    "ব্যবহারকারী": "১২:৩৪, ৫ মে ২০২০ (ইউটিসি)",
    "İstifadəçi": "12:34, 5 may 2020 (UTC)",
    "Қатысушы": "12:34, 2020 ж. мамырдың 5 (+06)",
    "Մասնակից": "12:34, 5 Մայիսի 2020 (UTC)",
    "მომხმარებელი": "12:34, 5 მაისი 2020 (UTC)",
    "பயனர்": "12:34, 5 மே 2020 (UTC)",
    "Удзельнік": "12:34, 5 мая 2020 (+03)",
    "Përdoruesi": "12:34, 5 maj 2020 (CEST)",
    "Defnyddiwr": "12:34, 5 Mai 2020 (UTC)",
    "صارف": "12:34، 5 مئی 2020ء (م ع و)",
}


def read(body: str) -> list[Thread]:
    html = f'<html><head><title>Talk:Kiln</title></head><body><div id="mw-content-text"><h2 id="K">K</h2>{body}</div></body></html>'
    return list(pipeline.read(Source.from_bytes("page.html", html.encode())))


def signed(name: str, *, space: str = "User", at: str = "/wiki/", when: str = ENGLISH) -> str:
    return f'<a href="{at}{quote(space)}:{name}">{name}</a> {when}'


@pytest.mark.parametrize("space", SIGNED)
def test_signatures_in_other_languages(space: str):
    """A page and a day in the wiki's language are enough."""
    when = SIGNED[space]
    (thread,) = read(
        f"<p>It cracked. {signed('Ann', space=space, when=when)}</p><dl><dd>Mine too. {signed('Bo', space=space, when=when)}</dd></dl>"
    )
    assert [(post.author, post.reply_to is not None, post.own) for post in thread.posts] == [
        ("Ann", False, "It cracked."),
        ("Bo", True, "Mine too."),
    ]
    assert str(thread.posts[0].created_at)[:10] == "2020-05-05"


@pytest.mark.parametrize(
    ("printed", "month"),
    [
        ("12:34, 5 agu 2020", 8),
        ("5. marraskuuta 2020 kello 12.34", 11),
        ("12:34, 5. srpnja 2020.", 7),
        ("12:34, 5. srpna 2020", 8),
        ("12:34, 5. listopada 2020.", 10),
        ("12:34, 5 lis 2020", 11),
        ("5 ianuarie 2020 12:34", 1),
        ("5 noiembrie 2020 12:34", 11),
        ("12:34, 5 юни 2020", 6),
        ("12:34, 5 września 2020", 9),
    ],
)
def test_months_that_begin_alike(printed: str, month: int):
    """The beginnings of months are shared by languages; the longest that fits is meant."""
    stamp = timestamp_in(f"{printed} (UTC)")
    assert stamp is not None
    assert (stamp.moment.month, stamp.moment.day) == (month, 5)


def test_zones_of_hours_and_minutes():
    """A zone without a name is its distance from UTC."""
    stamp = timestamp_in("12:34, 5 May 2020 (+05:30)")
    assert stamp is not None
    assert stamp.moment.strftime("%H:%M") == "07:04"


@pytest.mark.parametrize(
    "at", ["/title/", "/wiki/en/", "/w/", "/en/", "/", "./", "/index.php?title=", "https://wiki.example/wiki/"]
)
def test_wikis_choose_their_addresses(at: str):
    """What stands before a title differs from wiki to wiki."""
    (thread,) = read(f"<p>It cracked. {signed('Ann', at=at)}</p>")
    assert thread.posts[0].author == "Ann"


def test_a_page_below_somebody_elses_is_nobodys():
    """Only what can be a folder is one."""
    assert user_of("Requests/User:Ann") is None
    (thread,) = read(f'<p>See <a href="/wiki/Requests/User:Bo">this</a>. {signed("Ann")}</p>')
    assert thread.posts[0].author == "Ann"


@pytest.mark.parametrize("name", ["10.1.2.3", "2001:DB8:0:0:0:0:0:1", "~2025-12345-67"])
def test_pages_of_contributions_of_those_without_account(name: str):
    """An address or a temporary account signs with its contributions, whatever the wiki calls that page."""
    assert user_of(f"Spezial:Beiträge/{name}") == name
    assert user_of(f"Istimewa:Sumbangan/{name}") == name
    assert user_of("Istimewa:Sumbangan/Ann") is None


@pytest.mark.parametrize("note", ["<small>{}</small>", '<span class="autosigned" style="font-size:85%">{}</span>'])
def test_a_note_for_who_forgot_to_sign_is_no_word(note: str):
    """The note is the wiki's, however it is styled."""
    told = note.format(f"\u2014 Preceding unsigned comment added by {signed('Ann')}")
    (thread,) = read(f"<p>It cracked. {told}</p>")
    assert (thread.posts[0].author, thread.posts[0].own) == ("Ann", "It cracked.")


def test_pages_of_the_first_versions():
    """Before version 1.18 the words have another mark around them."""
    html = f'<html><head><title>Talk:Kiln</title></head><body><div id="bodyContent"><h2>K</h2><p>It cracked. {signed("Ann")}</p></div></body></html>'
    (thread,) = pipeline.read(Source.from_bytes("page.html", html.encode()))
    assert (thread.engine, thread.posts[0].author) == ("mediawiki", "Ann")


def flow(number: str, name: str, words: str, answers: str = "") -> str:
    return (
        f'<div id="flow-post-{number}" class="flow-post"><div class="flow-post-main"><div class="flow-post-author"><span class="flow-author"><a href="/wiki/User:{name}">'
        f'{name}</a> (<a href="/wiki/User_talk:{name}">talk</a>)</span></div><div class="flow-post-content"><p>{words}</p></div><span class="flow-timestamp-user-formatted">'
        f'12:34, 5 May 2020</span></div><div class="flow-replies">{answers}</div></div>'
    )


def liquid(number: str, name: str, words: str, answers: str = "", top: str = "lqt-thread-topmost") -> str:
    return (
        f'<div class="lqt_thread {top}" id="lqt_thread_id_{number}"><div class="lqt_thread_heading"><h2 class="lqt_header"><span class="mw-headline">K</span></h2></div>'
        f'<div class="lqt-post-wrapper"><div class="lqt_post"><p>{words}</p></div><div class="lqt-thread-signature"><span class="lqt-thread-user-signature"><b>'
        f'<a href="/wiki/User:{name}">~*{name}*~</a></b></span><span class="lqt-thread-toolbar-timestamp">12:34, 5 May 2020</span></div></div>'
        f'<div class="lqt-thread-replies">{answers}</div></div>'
    )


def test_boards_have_a_thread_for_each_topic():
    """StructuredDiscussions and LiquidThreads sign for their authors, and answers stand within what they answer."""
    flows = "".join(
        f'<div class="flow-topic" id="flow-topic-{number}"><h2 class="flow-topic-title">K</h2>{posts}</div>'
        for number, posts in (
            ("t1", flow("1", "Ann", "It cracked.", flow("2", "Bo", "Mine too."))),
            ("t2", flow("3", "Ann", "Glaze.")),
        )
    )
    liquids = liquid("1", "Ann", "It cracked.", liquid("2", "Bo", "Mine too.", top="")) + liquid("3", "Ann", "Glaze.")
    for body in (flows, liquids):
        first, second = read(body)
        assert (first.engine, first.title, len(second.posts)) == ("mediawiki", "K", 1)
        assert [(post.id, post.author, post.reply_to, post.own) for post in first.posts] == [
            ("1", "Ann", None, "It cracked."),
            ("2", "Bo", "1", "Mine too."),
        ]
        assert all(re.match("2020-05-05 12:34", str(post.created_at)) for post in first.posts)


def test_ids_are_those_of_the_page():
    """Since 2022 pages write the times in ids of comments without marks between the numbers."""
    start = '<span data-mw-comment-start="" id="c-Ann-20200505123400-K"></span>'
    told = f"It cracked. {signed('Ann')}</p><dl><dd>Mine too. {signed('Bo')}</dd></dl>"
    (newer,) = read(f"<p>{start}{told}")
    assert [post.id for post in newer.posts] == ["c-Ann-20200505123400-K", "c-Bo-20200505123400-Ann-20200505123400"]
    assert newer.posts[1].reply_to == newer.posts[0].id
    (older,) = read(f"<p>{told}")
    assert older.posts[0].id == "c-Ann-2020-05-05T12:34:00.000Z-K"


def test_board_posts_that_are_never_closed_keep_their_own_words():
    """Each post and topic stands in those before it: a topic has its own posts, and a post its own words."""
    post = (
        '<div class="flow-post-main"><div class="flow-author"><a href="/wiki/User:Ann{0}">Ann{0}</a></div>'
        '<div class="flow-post-content"><p>words {0}</p>'
    )
    topic = '<div class="flow-topic" id="flow-topic-t{0}"><h2 class="flow-topic-title">Topic {0}</h2>'
    page = "".join(topic.format(number) + post.format(number) + post.format(number + 200) for number in range(200))
    with hang_guard():
        threads = list(pipeline.read(Source.from_bytes("board.html", page.encode())))
    assert [thread.title for thread in threads] == [f"Topic {number}" for number in range(200)]
    said = [[(post.position, post.author, post.own) for post in thread.posts] for thread in threads]
    assert said == [
        [(1, f"Ann{number}", f"words {number}"), (2, f"Ann{number + 200}", f"words {number + 200}")]
        for number in range(200)
    ]
