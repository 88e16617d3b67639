"""Discussion pages of wikis as copied text: who signed is told from what the page says of names elsewhere."""

import pytest
from growth import assert_linear

from analyzer import pipeline
from analyzer.source import Source
from analyzer.thread import Post

COPIED = """The lamp of Skerry
The lamp was lit with herring oil until 1871. Bram Ollis (talk) 14:05, 7 June 2031 (UTC)
Until 1874, says the harbour book. --Ketta 15:20, 7 June 2031 (UTC)
Who keeps that book now? Thanks Bram Ollis (talk) 15:31, 7 June 2031 (UTC)
@Tarn of the Fells: you wrote the article, did you not? — ketta Talk 16:02, 7 June 2031 (UTC)
I did, and the keeper said 1871...Tarn of the Fells (talk · contribs) 18:40, 7 June 2031 (UTC)
The keeper was a boy in 1871. — Preceding unsigned comment added by 192.0.2.17 (talk) 19:00, 7 June 2031 (UTC)
It was lit as of 12:00, 8 June 2031 (UTC)
Ask Ellis (SRC), she has seen it. - Maud Ellery -- stories 20:11, 8 June 2031 (UTC)
I have seen it. Ellis (SRC) (talk) 08:02, 9 June 2031 (UTC)
@Peat98: what do you say? Dr-Henn (chat) 09:30, 9 June 2031 (UTC)
Nothing yet. Peat (talk) 09:41, 9 June 2031 (UTC) and nothing later
The oil is told of in the charter. (Ketta (talk) 10:00, 9 June 2031 (UTC))
"""
AUTHORS = [
    "Bram Ollis",
    "Ketta",
    "Bram Ollis",
    "Ketta",
    "Tarn of the Fells",
    "192.0.2.17",
    "Maud Ellery",
    "Ellis (SRC)",
    "Dr-Henn",
    "Peat98",
    "Ketta",
]


def posts(text: str) -> tuple[Post, ...]:
    """Give the posts of a text."""
    (thread,) = pipeline.read(Source.from_bytes("talk.txt", text.encode()))
    assert thread.engine == "mediawiki"
    return thread.posts


def words(post: Post) -> str:
    """Give the words of a post."""
    return " ".join(segment.text for segment in post.segments)


def test_names_are_read_from_what_stands_before_the_time():
    """Dashes, brackets, small letters, mottos, words of thanks and templates lead to the name the page calls elsewhere."""
    assert [post.author for post in posts(COPIED)] == AUTHORS


def test_an_answer_behind_an_arrow_is_not_what_was_signed():
    """Who answers on the line of a signature has not signed: the words stand with the next post, the name stays right."""
    answered = COPIED.replace(
        "(UTC)\nWho keeps", "(UTC) >> That book is lost, and has been since the flood.\nWho keeps"
    )
    found = posts(answered)
    assert [post.author for post in found] == AUTHORS
    assert words(found[1]) == "Until 1874, says the harbour book."
    assert words(found[2]).startswith(">> That book is lost")


def test_a_signature_is_no_words_of_its_post():
    """The name, its dash and its links are left out; words behind the time are the same author's."""
    found = posts(COPIED)
    assert words(found[1]) == "Until 1874, says the harbour book."
    assert words(found[3]) == "@Tarn of the Fells: you wrote the article, did you not?"
    assert words(found[5]) == "The keeper was a boy in 1871."
    assert "and nothing later" in words(found[9])
    assert words(found[10]) == "The oil is told of in the charter."


def test_a_time_in_a_sentence_signs_nothing():
    """`It was lit as of 12:00` is part of the post that goes on below."""
    assert words(posts(COPIED)[6]).startswith("It was lit as of")


def test_links_name_the_author_where_they_are_kept():
    """In Markdown the link behind a nickname says whose it is, and a time without one signs nothing."""
    page = "//wiki.skerry.example/wiki/"
    text = (
        "# Talk:Lamp\n\n## Oil\n\n"
        f'The lamp was lit with oil. **[old salt]({page}User:Bram_Ollis "User:Bram Ollis")** '
        f'([write!]({page}User_talk:Bram_Ollis "User talk:Bram Ollis")) 14:05, 7 June 2031 (UTC)\n\n'
        "The mail was sent.\n14:30, 7 June 2031 (UTC)\n\n"
        f'  * It was not. [Ellis]({page}User:Ellis_\\(SRC\\) "User:Ellis \\(SRC\\)") 15:20, 7 June 2031 (UTC)\n\n'
        f'  * Says who? **[old salt]({page}User:Bram_Ollis "User:Bram Ollis")** 16:20, 7 June 2031 (UTC)\n'
    )
    assert [post.author for post in posts(text)] == ["Bram Ollis", "Ellis (SRC)", "Bram Ollis"]


def test_letters_of_a_robot_sign_nothing():
    """Where names stand on the line of their time, a time alone on a line is a letter's date."""
    letter = "Well done\nYou came third\nThe guild of the wiki\n6:45, 9 June 2031 (UTC)\n"
    assert [post.author for post in posts(letter + COPIED + letter)] == AUTHORS


def test_a_page_dumped_node_by_node_has_the_same_authors():
    """Names, links and times on lines of their own are put together again."""
    dumped = "\n".join(
        f"{said}\n{name}\n(\ntalk\n) {9 + number}:05, 7 June 2031 (UTC)"
        for number, (said, name) in enumerate(
            [("Words of one kind.", "Bram Ollis"), ("Others.", "Ketta"), ("The same again.", "Bram Ollis")]
        )
    )
    found = posts(dumped)
    assert [post.author for post in found] == ["Bram Ollis", "Ketta", "Bram Ollis"]
    assert words(found[1]) == "Others."


DUMPED = """Was the lamp lit with oil?
Bram Ollis
(
talk
) 9:05, 7 June 2031 (UTC) Sorry, I mean the old lamp,
of herring oil.
Bram Ollis
(
talk
) 9:11, 7 June 2031 (UTC)
It was, says the book. --
Ketta
Ask me anything!
9:15, 7 June 2031 (UTC)
Thanks - and - good night! :)
9:20, 7 June 2031 (UTC)
Goodbye. ~
Peat
98
wit and wisdom
9:25, 7 June 2031 (UTC)
Fare well. --
Green
C
9:31, 7 June 2031 (UTC)
"""


def test_a_dump_tells_names_from_what_stands_around_them():
    """Words added behind a time are the same post's, mottos below a name none of it, and a hyphen between words signs nothing."""
    found = posts(DUMPED)
    assert [post.author for post in found] == ["Bram Ollis", "Ketta", "Peat98", "GreenC"]
    assert "herring oil" in words(found[0])
    assert found[0].created_at is not None
    assert found[0].created_at.minute == 5
    assert words(found[2]).startswith("Thanks - and")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("No. Ann Lee (talk) 09:05, 7 June 2031 (UTC) PS: never. Ann Lee (talk) 09:06, 7 June 2031 (UTC)", ["Ann Lee"]),
        (
            "No. Ann Lee (talk) 09:05, 7 June 2031 (UTC) ┌───┘Yes. Ketta (talk) 09:06, 7 June 2031 (UTC)",
            ["Ann Lee", "Ketta"],
        ),
    ],
    ids=["added", "answered"],
)
def test_two_signatures_may_stand_on_a_line(line: str, authors: list[str]):
    """An author adds to his comment; below the line that the template for answers draws somebody else speaks."""
    assert [post.author for post in posts(COPIED + line)] == [*AUTHORS, *authors]


def test_hours_are_written_as_the_software_writes_all():
    """A letter's `6:45` is no signature's time where those are written `06:45`."""
    page = COPIED.replace("9:30, 9", "09:30, 9").replace("009:", "09:")
    letter = "You came third\nThe guild of the wiki 6:45, 9 June 2031 (UTC)\n"
    assert [post.author for post in posts(page + letter * 9)] == AUTHORS


@pytest.mark.parametrize(
    ("times", "names"),
    [
        (("5 giugno 2031 14:05 (CEST)", "--Ada Brò (msg)"), "Ada Brò"),
        (("le 5 juin 2031 à 14:05 (CEST)", "Ada Brò (discuter)"), "Ada Brò"),
        (("14:05, 5. Jun. 2031 (CEST)", "-- Ada Brò (Diskussion)"), "Ada Brò"),
        (("2031年6月5日 (木) 14:05 (UTC)", "--茶碗(会話)"), "茶碗"),
        (("14:05، 5 يونيو 2031 (ت ع م)", "--سالم (نقاش)"), "سالم"),
        (("14:05, 5 czerwca 2031 (CEST)", "Ada Brò (dyskusja)"), "Ada Brò"),
    ],
    ids=["Italian", "French", "German", "Japanese", "Arabic", "Polish"],
)
def test_wikis_of_other_languages_sign_alike(times: tuple[str, str], names: str):
    """Day and hour are known in the language of the wiki."""
    time_, name = times
    text = "\n".join(f"Words of day {n}. {name} {time_}" for n in range(3))
    assert [post.author for post in posts(text)] == [names] * 3


@pytest.mark.parametrize("piece", ["(", "[", "- ", "@a, ", "added by ", "(a) ", "User:"])
def test_hostile_signatures_cost_no_more_than_their_length(piece: str):
    """Brackets, dashes and calls without end are read in linear time."""

    def read_signed(line: str) -> None:
        # What begins with a bracket would be JSON.
        text = "Words.\n" + "\n".join([f"{line} Bram (talk) 14:05, 7 June 2031 (UTC)"] * 3)
        assert len(posts(text)) == 3

    assert_linear(read_signed, piece, letters=100_000)
