"""The words that say somebody is quoted: every one of the list is known to all that read such lines, and no sentence is one."""

from __future__ import annotations

import pytest

from analyzer.quotes.anyhtml import part_html
from analyzer.quotes.attributions import LABEL, Attribution, attribution
from analyzer.quotes.mailheads import attributed
from analyzer.quotes.said import DATED_NAMES, NAME_ALONE, NAME_SAID, NAME_SAID_WHEN, SAID_NAME
from analyzer.quotes.verbs import (
    JOINED,
    JOINED_OF_WRITING,
    QUOTE_LABELS,
    VERBS,
    VERBS_BEFORE,
    VERBS_DATED,
    VERBS_OF_WRITING,
)
from analyzer.readers import parts, schemaorg

ALL = (*VERBS, *JOINED)
NAME = "Wren Oduya"


def named(pattern: object, line: str) -> str | None:
    """Give the first group of a late pattern in a line."""
    match = pattern.search(line)  # type: ignore[attr-defined]
    return match.group(1) if match else None


@pytest.mark.parametrize("verb", ALL)
def test_heads_of_engines_know_a_verb(verb: str):
    """Of XenForo, Invision, phpBB and the vBulletin family, with and without a date."""
    assert {named(pattern, f"{NAME} {verb}:") for pattern in (NAME_SAID, parts.WROTE, parts.WROTE_DATED)} == {NAME}
    assert named(NAME_SAID_WHEN, f"{NAME} {verb} 3 May 2031:") == NAME
    assert named(DATED_NAMES[0], f"On May 3, 2031 at 3:12 PM, {NAME} {verb}:") == NAME


@pytest.mark.parametrize("verb", ALL)
def test_bodies_without_their_page_know_a_verb(verb: str):
    """The head needs no colon there."""
    (quote,) = part_html(f"<blockquote><cite>{NAME} {verb}</cite>Low tide.</blockquote>")
    assert (quote.author, quote.text) == (NAME, "Low tide.")


@pytest.mark.parametrize("verb", ALL)
def test_lines_of_plain_text_know_a_verb(verb: str):
    """And are sure of a name."""
    assert attribution(f"{NAME} {verb}:") == Attribution(name=NAME)
    assert attribution(f"(05-03-2031, 10:13 AM) {NAME} {verb.capitalize()}:") == Attribution(
        name=NAME, date="05-03-2031, 10:13 AM"
    )


@pytest.mark.parametrize("verb", ALL)
def test_pages_that_describe_their_posts_know_a_verb(verb: str):
    """In a cite, and as the first line of the quoted words."""
    assert named(schemaorg.CITED, f"{NAME} {verb}:") == named(schemaorg.NAMED, f"{NAME} {verb}:\nLow tide.") == NAME


@pytest.mark.parametrize("verb", [*VERBS_OF_WRITING, *JOINED_OF_WRITING])
def test_heads_of_mails_know_a_verb_of_writing(verb: str):
    """With a day, with an address, and with a name alone."""
    assert attributed(f"On Sat, 3 May 2031 10:13, {NAME} {verb}:") == NAME
    assert attributed(f"{NAME} <wren@oduya.example> {verb}:") == f"{NAME} <wren@oduya.example>"
    assert attributed(f"{NAME} {verb}:") == NAME


@pytest.mark.parametrize("line", ["Roll the dice:", "New rules posted:", "Lisa:", "Il est écrit :"])
def test_other_verbs_end_sentences_above_quotes(line: str):
    """Lines above a quoted one are of any kind, and mail programs say that somebody wrote."""
    assert attributed(line) is None


@pytest.mark.parametrize("verb", JOINED)
def test_verbs_that_need_no_space_have_none(verb: str):
    """As Chinese, Japanese and Korean write them."""
    assert named(NAME_SAID, f"潮汐{verb}：") == named(parts.WROTE, f"潮汐{verb}") == "潮汐"
    assert attribution(f"潮汐{verb}：") == Attribution(name="潮汐")


@pytest.mark.parametrize("verb", VERBS_BEFORE)
def test_verbs_before_a_name(verb: str):
    """`قال NAME:`."""
    assert named(SAID_NAME, f"{verb} {NAME}:") == NAME
    assert attribution(f"{verb} {NAME}:") == Attribution(name=NAME)


@pytest.mark.parametrize("verb", VERBS_DATED)
def test_verbs_between_a_date_and_a_name(verb: str):
    """`Am DATE schrieb NAME:`."""
    assert named(DATED_NAMES[2], f"Am 03.05.2031 um 15:12 {verb} {NAME}:") == NAME
    assert attribution(f"Am 03.05.2031 um 15:12 {verb} {NAME}:") == Attribution(name=NAME, date="03.05.2031 um 15:12")


@pytest.mark.parametrize("label", QUOTE_LABELS)
def test_labels_are_no_names(label: str):
    """`Quote:` of nobody."""
    assert LABEL.fullmatch(f"{label.capitalize()}:")
    assert parts.LABEL.match(label)
    assert NAME_ALONE.match(label) is None
    assert attribution(f"{label}({NAME} @ May 3 2031, 10:13 AM)") == Attribution(name=NAME, date="May 3 2031, 10:13 AM")


@pytest.mark.parametrize("verb", ["napisał(a)", "napisał/a", "написал(а)", "сказав(ла)", "כתב/ה", "je napisao/la"])
def test_a_verb_has_a_womans_ending_too(verb: str):
    """In brackets or behind a stroke."""
    assert named(NAME_SAID, f"{NAME} {verb}:") == named(parts.WROTE, f"{NAME} {verb}:") == NAME
    assert attribution(f"{NAME} {verb}:") == Attribution(name=NAME)


@pytest.mark.parametrize(
    "line", ["Lisa:", "Martha:", "Indice:", "Edit:", "We all said", "The tide, they posted by noon"]
)
def test_a_word_that_ends_like_a_verb_is_none(line: str):
    """Nor does a verb without a colon name anybody."""
    assert attribution(line) is None


@pytest.mark.parametrize(
    "line", ["Roll the dice:", "La ministre dit:", "Han sa:", "他说：", "As Wren said:", "Rules and terms says:"]
)
def test_a_sentence_is_not_sure(line: str):
    """Short verbs stand in sentences of other languages, and pronouns before verbs."""
    said = attribution(line)
    assert said is not None
    assert not said.sure


@pytest.mark.parametrize("name", ["Andrew Dice", "Lisa", "Ole Sa"])
def test_a_cite_may_be_a_name_alone(name: str):
    """One that ends like a verb of some language."""
    assert named(schemaorg.CITED, name) == name


def test_a_name_may_begin_like_a_pronoun():
    """`Han` is he in Swedish."""
    assert attribution("Han Solo wrote:") == Attribution(name="Han Solo")


@pytest.mark.parametrize(
    "line",
    [
        "Postado originalmente por {}",
        "Oorspronkelijk geplaatst door {}",
        "Zamieszczone przez {}",
        "Quote: Originally written by {}",
    ],
)
def test_phrases_before_a_name(line: str):
    """As vBulletin's translations have them in a copied page."""
    assert attribution(line.format(NAME)) == Attribution(name=NAME)
