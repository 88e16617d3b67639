"""The language of words is told where there are enough of them, and `und` where not."""

import subprocess
import sys

import pytest

from analyzer.language import is_plainly_english, language_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "lol",
        "+1",
        "12345 67890 1 2 3",
        "Exactly right",
        "مرحبا",
        "是的",
        "https://harbour.example/a/very/long/address/of/some/words",
        ":) :D emoticon_xgood emoticon_xbad @ann @bo",
        "\x00\x01",
    ],
)
def test_too_few_words_are_undetermined(text: str):
    """A word or two, numbers, smilies and addresses tell no language."""
    assert language_of(text) == "und"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I do not agree with you, and this is not true."),
        ("en", "THIS IS NOT TRUE AND YOU KNOW IT"),
        ("de", "Das habe ich doch schon gestern gesagt, warum liest du nicht?"),
        ("fr", "Je ne suis pas d'accord avec toi, c'est faux."),
        ("es", "No estoy de acuerdo contigo, eso es mentira."),
        ("it", "Non sono d'accordo con te, questo non è vero."),
        ("ru", "Я с тобой не согласен, это неправда."),
        ("tr", "Sana katılmıyorum, bu doğru değil."),
        ("ar", "أنا لا أتفق معك، هذا غير صحيح"),
        ("zh", "我不同意你的看法，这不是真的。"),
        ("nl", "Ik ben het niet met je eens, dat is niet waar."),
        ("pl", "Nie zgadzam się z tobą, to nieprawda."),
        ("fi", "En ole samaa mieltä kanssasi, se ei ole totta."),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str):
    """One sentence is enough, with an address in it and on several lines too."""
    assert language_of(text) == language
    assert language_of(f"{text}\nhttps://harbour.example/the/of/and/to {text}") == language


def test_long_posts_are_told_by_their_beginning():
    """A million words take no longer than a page."""
    assert language_of("the harbour was closed for a week in the autumn " * 100_000) == "en"


def test_no_http_client_is_brought_in():
    """The package that ships the model can download others; it is never imported."""
    code = "from analyzer.language import language_of as f; f('one two three four'); import sys; print('requests' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!!!",
        "the the the the the the",
        "Die sollen alle gehen, und das ist auch gut so, denn so ist es in the end immer gewesen.",
        "Het is of de man in de zee of op het land is, en we do not know.",
        "Eso no me gusta a mí, y no es para todos los que están in the room with you.",
        "the and and",
    ],
)
def test_other_words_are_not_plainly_english(text: str):
    """A few English words do not make a text English."""
    assert not is_plainly_english(text)


def test_english_is_plainly_english():
    """Ordinary posts are known by their function words alone."""
    assert is_plainly_english("They should all be sent to the place that they came from, and you with them.")
    assert not is_plainly_english("Nice weather today, folks")
