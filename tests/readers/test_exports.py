"""Mailboxes, wikis, chats and corpora: the traps that their files are known for."""

import json
from pathlib import Path

import pytest

from analyzer import pipeline
from analyzer.errors import UnreadableError
from analyzer.readers.base import reader_for
from analyzer.signatures import timestamp_in, user_in_link, user_of
from analyzer.source import Source
from analyzer.thread import SegmentKind, Thread

MAIL = "From: ann@x.example\nDate: Mon, 3 Feb 2031 10:00:00 +0000\nMessage-Id: <{0}@x.example>\nSubject: s\n\n{1}\n\n"
LINK = '<a href="//w.example/wiki/User:{0}">{0}</a>'


def read(name: str, data: str | bytes) -> list[Thread]:
    """Read a source."""
    return list(pipeline.read(Source.from_bytes(name, data.encode() if isinstance(data, str) else data)))


def wiki(words: str) -> str:
    """Give a wiki page."""
    return f'<html><body><div class="mw-parser-output"><h2><span class="mw-headline" id="H">H</span></h2>{words}</div></body></html>'


@pytest.mark.parametrize(
    "data",
    [
        "From here on it rains.\nFrom: nobody knows where\nIt goes on like this for a while.\n",
        "Subject: is a word\n\nand this a letter that somebody pasted, without anything else that a mail has.\n",
    ],
)
def test_letters_are_no_mailboxes(data: str):
    """A header needs a sender and a date, a subject or an id."""
    with pytest.raises(UnreadableError):
        read("letter.txt", data)


def test_mail_with_broken_parts_is_kept():
    """Unknown charsets, bad encodings and boundaries that nothing ends cost no mail."""
    bad = (
        "From: =?nonsense?q?=FF?= <b@x.example>\nDate: never\nMessage-Id: <2@x.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="z"\n\n--z\nContent-Type: text/plain; charset=klingon\n'
        "Content-Transfer-Encoding: base64\n\naGVs\n"
    )
    (thread,) = read("x.mbox", "From a Mon\n" + MAIL.format(1, "hello") + "From b Mon\n" + bad)
    assert [post.id for post in thread.posts] == ["<1@x.example>", "<2@x.example>"]
    assert thread.posts[1].created_at is None
    assert thread.posts[1].own == "hel"


def test_parts_nested_without_end_are_told():
    """A mail in a mail in a mail, hundreds deep, costs only itself."""
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
    text = (
        "From a Mon\nFrom: a@x.example\nDate: x\nMIME-Version: 1.0\n" + deep + "\nFrom b Mon\n" + MAIL.format(1, "fine")
    )
    (thread,) = read("x.mbox", text)
    assert thread.posts[-1].own == "fine"


def test_mail_passed_on_is_its_senders():
    """A mail inside of another is a quote of who wrote it, and what it quotes stands one deeper."""
    inner = "From: bo@x.example\nSubject: s\n\nIt does.\n\nCy wrote:\n> Does it?\n"
    outer = (
        "From a Mon\nFrom: ann@x.example\nDate: Mon, 3 Feb 2031 10:00:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="z"\n\n--z\nContent-Type: text/plain\n\nLook.\n--z\nContent-Type: message/rfc822\n\n'
        f"{inner}\n--z--\n"
    )
    (thread,) = read("x.mbox", outer)
    (post,) = thread.posts
    assert post.own == "Look."
    assert [(quote.author, quote.text, quote.depth) for quote in post.quotes] == [
        ("bo@x.example", "It does.", 1),
        ("Cy", "Does it?", 2),
    ]


def test_mail_delivered_twice_is_two_posts_with_ids_of_their_own():
    """Copies that came through two lists stay in their place."""
    (thread,) = read("x.mbox", "".join("From a Mon\n" + MAIL.format(1, "hello") for _ in range(2)))
    assert [post.id for post in thread.posts] == ["<1@x.example>", "<1@x.example>#2"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("19:42, 21 June 2019 (UTC)", "2019-06-21T19:42:00+00:00"),
        ("08:23, 29 wrz 2018 (CEST)", "2018-09-29T06:23:00+00:00"),
        ("9 octobre 2017 à 14:39 (CEST)", "2017-10-09T12:39:00+00:00"),
        ("21:53، 20 فبراير 2020 (ت ع م)", "2020-02-20T21:53:00+00:00"),
        ("12:34, 5. Mär. 2020 (CET)", "2020-03-05T11:34:00+00:00"),
        ("12:34 5 mar 2020 (UTC)", "2020-03-05T12:34:00+00:00"),
        ("12:34, 5 марта 2020 (UTC)", "2020-03-05T12:34:00+00:00"),
        ("2020年3月5日 (四) 12:34 (UTC)", "2020-03-05T12:34:00+00:00"),
        ("2020년 3월 5일 (목) 12:34 (KST)", "2020-03-05T03:34:00+00:00"),
        ("5. 3. 2020, 12:34 (CET)", "2020-03-05T11:34:00+00:00"),
        ("5 mrt 2020 12:34 (CET)", "2020-03-05T11:34:00+00:00"),
        ("5. maaliskuuta 2020 kello 12.34 (EET)", "2020-03-05T10:34:00+00:00"),
        ("99:99, 40 June 2019 (UTC)", None),
        ("(UTC)", None),
        ("in June 2019 (NATO)", None),
    ],
)
def test_timestamps_of_wikis(text: str, moment: str | None):
    """Day, hour and zone are read in the languages of the large wikis."""
    found = timestamp_in(f"some words {text} and more")
    assert (found.moment.isoformat() if found else None) == moment


@pytest.mark.parametrize(
    ("href", "user"),
    [
        ("//pl.w.example/wiki/Dyskusja_wikipedysty:Stok", "Stok"),
        ("/w/index.php?title=Utente:Ann_Lee&action=edit&redlink=1", "Ann Lee"),
        ("/wiki/Special:Contributions/203.0.113.9", "203.0.113.9"),
        ("/wiki/%D0%A3%D1%87%D0%B0%D1%81%D1%82%D0%BD%D0%B8%D0%BA:ann/sub", "Ann"),
        ("/wiki/Help:Signatures", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_users_in_links(href: str | None, user: str | None):
    """The author is read from the link, not from what he shows."""
    assert user_in_link(href) == user
    assert user_of("") is None


def test_time_without_author_and_quoted_signature_end_no_comment():
    """A copied time is words, and a signature in a quote box is the quoted one's."""
    words = (
        f"<p>At 10:00, 4 May 2031 (UTC) it rained.</p><blockquote><p>so {LINK.format('Bo')} 09:00, 4 May 2031 (UTC)</p></blockquote>"
        f"<p>No. {LINK.format('Ann')} 11:00, 4 May 2031 (UTC)</p>"
    )
    (thread,) = read("t.html", wiki(words))
    assert [post.author for post in thread.posts] == ["Ann"]
    assert [segment.kind for segment in thread.posts[0].segments] == [
        SegmentKind.OWN,
        SegmentKind.QUOTE,
        SegmentKind.OWN,
    ]


def test_words_that_nobody_signed_are_told():
    """What stands below the last signature is in no post and is said."""
    (thread,) = read("t.html", wiki(f"<p>Yes. {LINK.format('Ann')} 11:00, 4 May 2031 (UTC)</p><p>And this?</p>"))
    assert "nobody signed" in str(thread.problems[0])


def test_sections_are_threads():
    """Each discussion of a page is a thread of its own, answers by indentation."""
    other = '<h2><span class="mw-headline" id="G">G</span></h2>'
    words = f"<p>a {LINK.format('Ann')} 11:00, 4 May 2031 (UTC)</p><dl><dd>b {LINK.format('Bo')} 11:10, 4 May 2031 (UTC)</dd></dl>"
    one, two = read("t.html", wiki(words + other + words))
    assert [one.title, two.title] == ["H", "G"]
    assert one.id != two.id
    assert [post.reply_to for post in two.posts] == [None, two.posts[0].id]


def test_indented_without_end():
    """Lists 5,000 deep take linear time and no recursion."""
    (thread,) = read("t.html", wiki("<dl><dd>" * 5000 + f"x {LINK.format('Ann')} 11:00, 4 May 2031 (UTC)"))
    assert thread.posts[0].author == "Ann"


def test_all_chats_of_an_account_are_threads():
    """The export of an account holds a list of chats; one without messages is none."""
    chat = {
        "id": 1,
        "name": "A",
        "type": "personal_chat",
        "messages": [{"id": 1, "type": "message", "date": "2031-01-01T00:00:00", "text": "x"}, 5],
    }
    (thread,) = read("result.json", json.dumps({"about": "", "chats": {"list": [chat, {"id": 2, "messages": []}, 7]}}))
    assert [post.author for post in thread.posts] == [None]
    assert len(thread.problems) == 1


def test_messages_of_newer_exports():
    """Words may stand in entities or in a poll, what is answered in another chat, and a quote's source above it."""
    head = {"type": "message", "date": "2031-01-01T00:00:00", "from": "Ann", "from_id": "user1"}
    quote = [{"type": "blockquote", "text": "Does it shrink?"}, "No."]
    messages = [
        {"id": 1, "type": "unsupported"},
        {**head, "id": 2, "text": "", "text_entities": [{"type": "plain", "text": "Does it shrink?"}]},
        {**head, "id": 3, "from": "Bo", "text": quote, "reply_to_message_id": 2},
        {**head, "id": 4, "text": "", "poll": {"question": "Tar?", "answers": [{"text": "yes"}]}},
        {**head, "id": 5, "from": None, "text": "x", "reply_to_message_id": 2, "reply_to_peer_id": "channel7"},
    ]
    (thread,) = read("result.json", json.dumps({"id": 1, "name": "A", "messages": messages}))
    assert [(post.id, post.author, post.own, post.reply_to) for post in thread.posts] == [
        ("2", "Ann", "Does it shrink?", None),
        ("3", "Bo", "No.", "2"),
        ("4", "Ann", "Tar?\nyes", None),
        ("5", None, "x", None),
    ]
    assert (thread.posts[1].quotes[0].author, thread.posts[1].quotes[0].post_id) == ("Ann", "2")


def test_corpus_has_names_and_titles_from_beside(tmp_path: Path):
    """A folder of ConvoKit is one input: speakers and conversations say who and what."""
    utterance = {
        "id": "u",
        "conversation_id": "c",
        "text": "hi",
        "speaker": "s1",
        "meta": {},
        "reply-to": None,
        "timestamp": None,
    }
    (tmp_path / "utterances.jsonl").write_text(json.dumps(utterance))
    (tmp_path / "speakers.json").write_text(json.dumps({"s1": {"meta": {"name": "Hask"}}}))
    (tmp_path / "conversations.json").write_text("{broken")
    from analyzer import streams  # noqa: PLC0415  Only here.

    problems: list = []
    (thread,) = pipeline.read_all(streams.sources([str(tmp_path)], problems.append), report=problems.append)
    assert [post.author for post in thread.posts] == ["Hask"]
    assert [problem.what for problem in thread.problems] == ["conversations.json cannot be read"]
    assert not problems


@pytest.mark.parametrize(
    "data",
    ['{"format_version": "xenforo-2-thread", "posts": [5, {}]}', '{"format_version": "xenforo-2-thread", "posts": []}'],
)
def test_odd_posts_of_an_export_cost_only_themselves(data: str):
    """What is no post is told."""
    (thread,) = read("x.json", data)
    assert len(thread.problems) == data.count("5")


def test_every_real_export_is_claimed_by_its_reader_alone():
    """On the pages at hand no reader takes another's."""
    pages = Path(__file__).parents[3] / "shared" / "pages"
    if not pages.is_dir():
        pytest.skip("the real pages are not here")
    import gzip  # noqa: PLC0415  Only here.

    wanted = {"iac": "iac", "forumscraper_json": "forumscraper-json", "mailinglist": "mbox"}
    for folder, name in wanted.items():
        for path in sorted((pages / folder).iterdir())[:6]:
            assert reader_for(Source.from_bytes(path.name, gzip.decompress(path.read_bytes()))).name == name, path


def test_joined_messages_at_the_top_of_a_page():
    """Where the message above stands on the page before, nobody says who wrote a joined one."""
    body = '<div class="body"><div class="date details" title="03.02.2031 10:00:00">10:00</div><div class="text">x</div></div>'
    page = f'<html><body><div class="history"><div class="message default joined" id="message12">{body}</div></div></body></html>'
    (thread,) = read("messages2.html", page)
    assert [(post.id, post.author, post.created_at.hour) for post in thread.posts] == [("12", None, 10)]
