"""Beside the scores: languages a model was not tested in, and the words that carried a label, in their segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer.annotations import Example, ModelId, Score, Scoring, Stretch
from analyzer.errors import ModelError
from analyzer.scoring import ScoreOptions, foreign, foreign_text, in_segments, score_examples, score_posts
from analyzer.thread import Post, Segment, SegmentKind

OWN, QUOTE = SegmentKind.OWN, SegmentKind.QUOTE
GERMAN = "Die sollen alle brennen, und ihre Häuser gleich mit, sagte der Mann am Ende der Straße zu mir."
ENGLISH = "They should all burn, and their houses with them, said the man at the end of the road to me."


class Burner:
    """Gives incitement, of the subtype `call`, to texts with a word about fire, and knows where it stands."""

    model = ModelId(name="burner", version="1", hash="0" * 12)
    labels = ("incitement",)
    subtyped = ("incitement",)
    languages = ("en",)
    thresholds = {"incitement": 0.5}  # noqa: RUF012  As the protocol has it.

    def score(self, examples: Iterable[Example]) -> Iterator[Scoring]:
        """Give 0.9 or 0.1."""
        for example in examples:
            found = "burn" in example.text or "brennen" in example.text
            score = Score(
                post_id=example.id,
                label="incitement",
                value=0.9 if found else 0.1,
                model=self.model,
                subtype="call" if found else None,
            )
            yield Scoring(id=example.id, scores=(score,), labels=("incitement",) if found else (), model=self.model)

    def spans(self, example: Example, label: str) -> tuple[Stretch, ...]:
        """Give where the word stands."""
        assert label == "incitement"
        word = "burn" if "burn" in example.text else "brennen"
        at = example.text.index(word)
        return (Stretch(start=at, end=at + len(word), weight=1.5),)


def own(text: str, language: str | None = "en") -> Segment:
    return Segment(kind=OWN, text=text, language=language)


def post(*segments: Segment) -> Post:
    return Post(id="1", position=1, author="ann", segments=segments)


def scored(one: Post, **options: bool) -> Scoring:
    example = Example(id=one.id, text=one.own)
    (scoring,) = score_posts([(one, example)], Burner(), options=ScoreOptions(**options))
    return scoring


def test_a_post_without_words_is_in_no_unsupported_language():
    """Nothing said is nothing foreign."""
    assert foreign(post(), ("en",)) is None
    assert foreign(post(Segment(kind=QUOTE, text=GERMAN)), ("en",)) is None


@pytest.mark.parametrize(
    ("segments", "found"),
    [
        ([own(GERMAN, "de")], "de"),
        ([own(ENGLISH, "en")], None),
        ([own(GERMAN, None)], None),
        ([own("ja", "und"), own("nee", "und")], None),
        ([own(GERMAN, "de"), own(ENGLISH + ENGLISH, "en")], None),
        ([own(GERMAN + GERMAN, "de"), own(ENGLISH, "en")], "de"),
        ([own(GERMAN, "de"), own(GERMAN[:60], "fr"), own(ENGLISH[:70], "und")], "de"),
        ([Segment(kind=QUOTE, text=GERMAN * 9, language="de"), own(ENGLISH)], None),
    ],
)
def test_most_of_the_own_words_decide(segments, found):
    """A post is unsupported where more than half of its own characters are; too few words to tell are supported."""
    assert foreign(post(*segments), ("en",)) == found


def test_a_tested_language_is_supported():
    """What a model was tested in is its own affair."""
    assert foreign(post(own(GERMAN, "de")), ("en", "de")) is None
    assert foreign_text(GERMAN, ("en", "de")) is None
    assert foreign_text(GERMAN, ("en",)) == "de"
    assert foreign_text("ja nee", ("en",)) is None


def test_spelling_games_are_no_way_out():
    """Words that look like another language until they are undone are judged as what they are."""
    assert foreign(post(own("th3y sh0uld 4ll burn 4nd th31r h0us3s w1th th3m", "cs")), ("en",)) is None


def test_unsupported_words_are_scored_and_not_flagged():
    """The language is said and the score is there; label, subtype and spans are not."""
    scoring = scored(post(own(GERMAN, "de")), spans=True)
    assert (scoring.unsupported, scoring.labels, scoring.values) == ("de", (), {"incitement": 0.9})
    assert (scoring.scores[0].subtype, scoring.scores[0].spans) == (None, ())


def test_unsupported_words_are_flagged_where_asked():
    """The language is still said."""
    scoring = scored(post(own(GERMAN, "de")), spans=True, any_language=True)
    assert (scoring.unsupported, scoring.labels) == ("de", ("incitement",))
    assert scoring.scores[0].subtype == "call"
    (span,) = scoring.scores[0].spans
    assert GERMAN[span.start : span.end] == "brennen"


def test_spans_are_of_the_segment_they_stand_in():
    """Quoted words between own ones do not move them, and without asking there are none."""
    parts = (own("Hello all, nice day."), Segment(kind=QUOTE, text="burn"), own("Now burn it."))
    (span,) = scored(post(*parts), spans=True).scores[0].spans
    assert (span.segment, parts[2].text[span.start : span.end], span.weight) == (2, "burn", 1.5)
    assert scored(post(*parts)).scores[0].spans == ()


def test_a_stretch_across_segments_is_split():
    """Each part lies in its own segment; the blank line between is in neither."""
    one = post(own("abc"), Segment(kind=QUOTE, text="no"), own("def"))
    spans = in_segments(one, [Stretch(start=1, end=7, weight=2.0), Stretch(start=3, end=5, weight=1.0)])
    assert [(span.segment, span.start, span.end, span.weight) for span in spans] == [(0, 1, 3, 2.0), (2, 0, 2, 2.0)]


segment_lists = st.lists(st.builds(Segment, kind=st.sampled_from(SegmentKind), text=st.text(max_size=8)), max_size=6)


@given(segment_lists, st.integers(0, 40), st.integers(1, 40))
def test_spans_give_back_the_words(segments, start, length):
    """Whatever the segments, the spans of a stretch hold its words, less the blank lines between segments."""
    one = post(*segments)
    end = min(start + length, len(one.own))
    spans = in_segments(one, [Stretch(start=start, end=end, weight=1.0)])
    assert all(one.segments[span.segment].kind is OWN for span in spans)
    said = "".join(one.segments[span.segment].text[span.start : span.end] for span in spans)
    assert said.replace("\n", "") == one.own[start:end].replace("\n", "")


def test_examples_come_in_order_however_they_are_scored():
    """Spans and languages are those of the example, also where scoring reads ahead."""
    examples = [Example(id="a", text=GERMAN), Example(id="b", text="calm"), Example(id="c", text="now burn it down")]
    options = ScoreOptions(spans=True)

    def ahead(given: Iterable[Example]) -> Iterator[Scoring]:
        yield from Burner().score(list(given))

    for score in (None, ahead):
        found = list(score_examples(iter(examples), Burner(), options=options, score=score))
        assert [(one.id, one.labels, one.unsupported) for one in found] == [
            ("a", (), "de"),
            ("b", (), None),
            ("c", ("incitement",), None),
        ]
        (span,) = found[2].scores[0].spans
        assert examples[2].text[span.start : span.end] == "burn"


def test_examples_are_taken_as_they_come():
    """A scoring comes back before the next example is asked for."""
    taken = []

    def stream() -> Iterator[Example]:
        for number in range(3):
            taken.append(number)
            yield Example(id=str(number), text="burn it all down now")

    found = score_examples(stream(), Burner())
    next(found)
    assert taken == [0]


def test_the_face_takes_the_same_wishes():
    """From Python the same can be asked, and a strictness that there is none of is refused."""
    given = [Example(id="a", text="Let us go and burn their houses down with all of them inside, every last one.")]
    (plain,) = analyzer.score_examples(given)
    (marked,) = analyzer.score_examples(given, spans=True)
    assert plain.labels == marked.labels != ()
    assert any(score.spans for score in marked.scores)
    with pytest.raises(ModelError, match="no strictness 'harsh'"):
        list(analyzer.score_examples(given, strictness="harsh"))
