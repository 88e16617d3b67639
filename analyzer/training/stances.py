"""Tells from the kind of a case whether its author stands behind the words that stand in it."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """What the author does with words that would earn a label if they were the author's own."""

    SAID = "said"
    AGREED = "agreed"
    REPORTED = "reported"
    CONDEMNED = "condemned"
    NEGATED = "negated"
    ASKED = "asked"
    MOCKED = "mocked"


OWN = (Stance.SAID, Stance.AGREED)
OTHERS = (Stance.REPORTED, Stance.CONDEMNED, Stance.NEGATED, Stance.ASKED, Stance.MOCKED)

# The beginnings of the kinds in the contrast sets and in modcheck-dev, hyphens as underscores; the longest that fits
# decides, so that `report_agree` is agreed and `report_official` reported. Kinds that begin otherwise (sport, sincere
# praise, everyday talk) tell nothing of whose words they are, and count in no row of the table.
_BEGINNINGS: dict[Stance, tuple[str, ...]] = {
    Stance.SAID: (
        "say", "said", "flat", "literal_flat", "literal_demand", "literal_evidence", "interpretive", "implicatory",
        "deflect", "what_about", "whatabout", "discredit", "call", "threat", "veiled", "wish_death", "wish_harm",
        "wish_violence", "dehum", "glorif", "praise_attack", "praise_violence", "justify", "minimise", "euphemism",
        "staged", "hoax", "sarcastic_denial", "joking_call", "joke_call", "joke_mass",
    ),
    Stance.AGREED: (
        "agree", "approve", "endorse", "report_agree", "report_official_agree", "report_relative_agree",
        "report_chat_agree", "report_radio_agree", "report_banned_agree", "report_schoolbook_agree", "slang_agree",
        "people_say_agree", "court_record_agree", "headline_agree", "summary_stand_last", "short_agreement",
    ),
    Stance.REPORTED: (
        "report", "reported", "indirect_speech", "unquoted", "court_record", "headline", "news", "quoted", "lyrics",
        "people_say_neutral", "summary_no_stand", "free_indirect", "festive_reported",
    ),
    Stance.CONDEMNED: (
        "condemn", "reject", "against", "quote_condemn", "counter", "rebut", "slang_reject", "answer_survivor",
        "people_say_doubt", "report_condemn", "report_reject", "both_condemned",
    ),
    Stance.NEGATED: ("negate", "negated", "not_own", "genocide_negated", "never_denied"),
    Stance.ASKED: ("ask", "open_question", "question", "real_question", "neutral_question", "sincere_question"),
    Stance.MOCKED: (
        "sarcasm_against", "sarcasm_vs", "irony_vs", "irony_against", "mock_hater", "mock_denial", "mock_call",
        "mock_paraphrase", "mock_tough", "mocked", "report_mock", "headline_mock",
    ),
}  # fmt: skip
# Looks of agreement or of report whose point is another one.
_NEITHER = ("agree_harmless", "agree_plain", "agree_counter", "agree_affirm", "agree_with_affirmation", "agree_negated",
            "agree_harm", "agree_condemn", "report_harmless", "call_trial", "call_law", "call_help", "call_peaceful",
            "call_calm", "call_ban", "deflect_ack", "news_tip", "counting")  # fmt: skip


def stance_of(kind: str) -> Stance | None:
    """Give the stance that a kind of case tells, or None where it tells none."""
    name = kind.strip().lower().replace("-", "_").replace(" ", "_")
    found: Stance | None = None
    longest = max((len(start) for start in _NEITHER if name.startswith(start)), default=0)
    for stance, beginnings in _BEGINNINGS.items():
        fit = max((len(start) for start in beginnings if name.startswith(start)), default=0)
        if fit > longest:
            found, longest = stance, fit
    return found
