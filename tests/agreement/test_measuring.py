"""Agreement from ratings: who is compared with whom, what counts as an answer, what a lead's word is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from analyzer.agreement import Caveat, Difference, measure
from analyzer.annotations import Rating, Reading, Verdict

NOON = datetime(2031, 3, 9, 12, tzinfo=UTC)
YES, NO, UNSURE = Verdict.YES, Verdict.NO, Verdict.UNSURE
HOURS = {Reading.FIRST: 0, Reading.SECOND: 1, Reading.LEAD: 2, Reading.APPEAL: 3, Reading.GOLD: 4}
_NUMBERS = count()


def rate(post: str, reviewer: str, reading: Reading = Reading.FIRST, *, flagged=None, **verdicts: Verdict):
    """Give the ratings of one click."""
    return [
        Rating(
            thread_id="h/1", post_id=post, label=label, reviewer=reviewer, verdict=verdict, reading=reading,
            created_at=NOON + timedelta(hours=HOURS[reading]), flagged=flagged,
        )
        for label, verdict in verdicts.items()
    ]  # fmt: skip


def twice(one: Verdict, other: Verdict, *, times: int = 1, readers=("ann", "ben"), flagged=None):
    """Give two readings of denial of some posts."""
    found = []
    for _ in range(times):
        post = f"p{next(_NUMBERS)}"
        found += rate(post, readers[0], denial=one, flagged=flagged)
        found += rate(post, readers[1], Reading.SECOND, denial=other, flagged=flagged)
    return found


def test_nothing_read_is_nothing_told():
    """No rating, no row of any table."""
    found = measure([])
    assert (found.labels, found.pairs, found.with_model, found.disagreements) == ((), (), (), ())


def test_a_label_has_its_alpha_its_disputes_and_its_unsure():
    """Unsure is no answer to yes or no, and an answer of its own where disputes are counted."""
    ratings = twice(YES, YES, times=10) + twice(NO, NO, times=8) + twice(YES, NO, times=4) + twice(UNSURE, NO, times=3)
    ratings += rate("alone", "ann", denial=UNSURE)
    (denial,) = measure(ratings).labels
    assert (denial.label, denial.read_twice, denial.disputed) == ("denial", 25, 7)
    assert (denial.verdicts, denial.unsure) == (51, 4)
    assert denial.alpha.posts == 22
    assert denial.alpha.low < denial.alpha.value < denial.alpha.high


def test_silence_is_a_no_where_the_other_spoke():
    """A label that one reader judged is compared with the other's silence; one that nobody judged is not."""
    ratings = []
    for number in range(12):
        ratings += rate(f"p{number}", "ann", denial=YES)
        ratings += rate(f"p{number}", "ben", Reading.SECOND, denial=YES, incitement=YES)
    denial, incitement = measure(ratings).labels
    assert (denial.read_twice, denial.disputed) == (12, 0)
    assert (incitement.read_twice, incitement.disputed, incitement.verdicts) == (12, 12, 12)


def test_pairs_are_named_once_whoever_reads_first():
    """Ann and Ben are one pair in either order; the pair with most posts comes first; few posts are no figure."""
    ratings = twice(YES, YES, times=6) + twice(NO, YES, times=6, readers=("ben", "ann"))
    ratings += twice(NO, NO, times=9, readers=("cleo", "ann"))
    first, second = measure(ratings).pairs
    assert (first.one, first.other, first.posts) == ("ann", "ben", 12)
    assert first.kappas["denial"].posts == 12
    assert (second.one, second.other, second.kappas["denial"].caveat) == ("ann", "cleo", Caveat.FEW)
    assert second.kappas["denial"].value is None


def test_unsure_is_no_answer_of_a_pair():
    """Posts that one of two was unsure of are read by both and compared in nothing."""
    (pair,) = measure(twice(YES, YES, times=11) + twice(UNSURE, NO, times=3) + twice(NO, UNSURE)).pairs
    assert (pair.posts, pair.kappas["denial"].posts) == (15, 11)


def test_the_sides_of_a_pair_are_not_mixed_up():
    """Kappa knows who said what, whoever read first: one who always says yes is seen to."""
    ratings = twice(YES, NO, times=6) + twice(YES, YES, times=3) + twice(NO, YES, times=3, readers=("ben", "ann"))
    (pair,) = measure(ratings).pairs
    assert pair.kappas["denial"].caveat is Caveat.ONE_SIDED


def test_the_model_is_one_more_rater():
    """It is compared with each reviewer and with all; a post that it has not scored is left out there."""
    ratings = twice(YES, YES, times=8, flagged=True) + twice(NO, NO, times=6, flagged=False)
    ratings += twice(YES, NO, times=4, flagged=True) + twice(YES, YES, times=5, flagged=None)
    ratings += rate("alone", "ann", denial=YES, flagged=True) + rate("unsure", "ann", denial=UNSURE, flagged=True)
    everybody, ann, ben = measure(ratings).with_model
    assert [row.reviewer for row in (everybody, ann, ben)] == [None, "ann", "ben"]
    assert (ann.kappa.posts, ann.flagged, ann.confirmed, ann.kappa.alike) == (19, 13, 13, 1)
    assert (ben.kappa.posts, ben.flagged, ben.confirmed) == (18, 12, 8)
    assert (everybody.kappa.posts, everybody.flagged, everybody.confirmed) == (37, 25, 21)
    (denial,) = measure(ratings).labels
    assert (denial.alpha.posts, denial.with_model.posts) == (23, 23)
    assert denial.with_model.value != denial.alpha.value


def test_the_model_joins_only_where_two_people_answered():
    """A post with one answer of a person, because the other was unsure, is none of those that the model joins."""
    ratings = twice(YES, NO, times=6, flagged=True) + twice(YES, YES, times=6, flagged=True)
    (denial,) = measure(ratings + twice(YES, UNSURE, times=9, flagged=True)).labels
    assert (denial.alpha.posts, denial.with_model.posts) == (12, 12)


@pytest.mark.parametrize("reading", [Reading.LEAD, Reading.APPEAL, Reading.GOLD])
def test_who_decides_is_no_independent_rater(reading):
    """A lead has seen both readings, and gold is a trial: neither changes a figure."""
    ratings = twice(YES, NO, times=12)
    more = [each for number in range(12) for each in rate(f"x{number}", "lea", reading, denial=YES, flagged=True)]
    found, without = measure(ratings + more), measure(ratings)
    assert (found.labels, found.pairs, found.with_model) == (without.labels, without.pairs, without.with_model)


def test_disagreements_are_listed_with_what_was_decided():
    """Latest first, with the labels that differ alone, and the last word of a lead on them."""
    ratings = rate("old", "ann", denial=YES, hostility=NO) + rate("old", "ben", Reading.SECOND, denial=NO)
    ratings += rate("old", "lea", Reading.LEAD, denial=YES) + rate("old", "lou", Reading.APPEAL, denial=UNSURE)
    late = [replace(each, created_at=each.created_at + timedelta(days=1)) for each in twice(UNSURE, NO)]
    ratings += late + twice(YES, YES)
    newest, oldest = measure(ratings).disagreements
    assert (newest.differences, newest.decided_by) == ((Difference(label="denial", first=UNSURE, second=NO),), None)
    assert (oldest.post_id, oldest.first, oldest.second, oldest.decided_by) == ("old", "ann", "ben", "lou")
    assert oldest.differences == (Difference(label="denial", first=YES, second=NO, decided=UNSURE),)


def test_a_post_read_by_one_is_no_disagreement():
    """It is in the verdicts of the label and in nothing that compares people."""
    found = measure(rate("p", "ann", denial=YES))
    assert (found.pairs, found.disagreements, found.labels[0].read_twice) == ((), (), 0)
