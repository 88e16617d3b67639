"""Reported speech is what somebody else is said to have said, and nothing else in quotation marks."""

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.quotes.reported import reported_in


def reported(text: str) -> list[tuple[str, str | None]]:
    """Give words and speaker of each stretch."""
    return [(text[one.start : one.end], one.speaker) for one in reported_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"',
        'The so-called "experts" are wrong.',
        'Your so called "experts" are wrong.',
        'I read "War and Peace" twice.',
        'It is called "democracy".',
        'What do you mean by "vermin"?',
        'I called it "nonsense".',
        'I never said "all".',
        "Ich sagte „nein“.",
        "J'ai dit « non ».",
        "我说“不行”。",
        'Their claimed "interests" are none.',
        'That is like claiming "it never rained".',
        "She is 5'10\" and he is 6'2\" tall, they say.",
        'He said so. The "facts" are otherwise.',
        'He said that the facts which all of us had been told about in the news were "wrong".',
        'The only thing that "it" does is say that I am right.',
        'My "Huh?" is that you just said that.',
        'A book, called "American Grace", is out.',
        '"Be yourself"',
    ],
)
def test_quotation_marks_alone_are_no_report(text: str):
    """Irony, titles, terms, inches and what one says of oneself are one's own words."""
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ('Wang Wenbin accused media of "spreading lies".', "spreading lies", "Wang Wenbin"),
        ('he called them "vermin"', "vermin", "he"),
        ("He called them “vermin” and left.", "vermin", "He"),
        ('You keep saying "nobody was hurt".', "nobody was hurt", "You"),
        ('The minister has repeatedly called them "rats".', "rats", "The minister"),
        ('"We will not stop," said Wang Wenbin on Tuesday.', "We will not stop,", "Wang Wenbin"),
        ('"We will not stop," he said.', "We will not stop,", "he"),
        ('According to Lenin, "trust is good".', "trust is good", "Lenin"),
        ('As Bismarck put it, "politics is the art".', "politics is the art", "Bismarck"),
        ('"Be yourself" - Oscar Wilde', "Be yourself", "Oscar Wilde"),
        ('He was accused of "treason".', "treason", None),
        ('My uncle, who drove the boat, told me "do not ask".', "do not ask", None),
        ("Merkel sagte: „Wir schaffen das“", "Wir schaffen das", "Merkel"),
        ("„Wir schaffen das“, sagte Merkel.", "Wir schaffen das", "Merkel"),
        ("Er nannte sie „Ungeziefer“.", "Ungeziefer", "Er"),
        ("Macron a déclaré : « Nous sommes en guerre »", "Nous sommes en guerre", "Macron"),
        ("« Nous sommes en guerre », a déclaré Macron.", "Nous sommes en guerre", "Macron"),
        ("El ministro los llamó «terroristas».", "terroristas", "El ministro"),
        ("Secondo Draghi, «è finita».", "è finita", "Draghi"),
        ('Salvini ha detto: "Prima noi"', "Prima noi", "Salvini"),
        ("Путин сказал: «Мы победим».", "Мы победим", "Путин"),
        ("«Мы победим», — сказал Путин.", "Мы победим", "Путин"),
        ('"Böyle olmaz" dedi Erdoğan.', "Böyle olmaz", "Erdoğan"),
        ("قال الوزير: «هذه أكاذيب»", "هذه أكاذيب", "الوزير"),
        ("汪文斌指责媒体“散布谎言”。", "散布谎言", "汪文斌"),
    ],
)
def test_words_with_a_speaker_are_reported(text: str, words: str, speaker: str | None):
    """Somebody and a verb of saying in the same sentence, before the marks or behind them."""
    assert reported(text) == [(words, speaker)]


def test_each_stretch_has_its_own_speaker():
    """Two speakers in one post are told apart."""
    text = 'Ann said "yes". Bo called that "a lie", and it is a "shame".'
    assert reported(text) == [("yes", "Ann"), ("a lie", "Bo")]


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "« ", 'he said "a" ', '"a" - A', "A "],
    ids=["straight", "curly", "angled", "speech", "signed", "name"],
)
def test_hostile_marks_take_linear_time(piece: str):
    """Marks without end, and a name without end before marks, take linear time."""
    assert_linear(lambda text: reported_in(f'{text}"b"'), piece)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(['"', "“", "”", "«", "»", "he ", "said ", "Ann ", "a lie", ", ", ". ", "\n", "of "]),
        max_size=20,
    )
)
def test_stretches_lie_in_the_text_and_apart(pieces: list[str]):
    """Whatever the text, each stretch has words, lies in it and behind the one before."""
    text, past = "".join(pieces), 0
    for one in reported_in(text):
        assert past <= one.start <= one.end <= len(text)
        past = one.end
