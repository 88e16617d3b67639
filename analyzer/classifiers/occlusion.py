"""Says which words carried a score, for any classifier: those without which it falls most."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from analyzer.annotations import Example, Stretch

Scores: TypeAlias = Callable[[Sequence[Example]], Sequence[float]]
_Part: TypeAlias = tuple[int, int]

# What is left out at a time: 12 regions of a post at most, in 3 rounds where it has more sentences than that, then 40
# words of the strongest sentence. So 80 readings are enough for a post of up to 1,728 sentences.
MOST_REGIONS = 12
ROUNDS = 3
MOST_WORDS = 40
MOST_SPANS = 3
# A post of more words than the first is narrowed down to its three strongest passages, each read alone: else an encoder
# reads a post of 400 words in 7 windows, 80 times over. Where there are more words than the second, to the strongest of 12
# regions before that. On 34 flags of long real posts that took 2.4 times less, and without the stretch found first the
# logit fell by 1.97 on average, by 2.10 without the one that readings of the whole post find.
LONG, LONGEST = 160, 1000
PASSAGE_WORDS = 60
MOST_PASSAGES = 3
# What lowers the score half as much as the strongest does has carried it as well.
_SHARE = 0.5
# Words that are most of their sentence, or that lower the score by little of what it does, say less than the sentence.
_MOST_OF = 0.6
_LITTLE_OF = 0.25
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"\w")


def spans_by_occlusion(example: Example, score_of: Scores) -> tuple[Stretch, ...]:
    """Give the words and sentences of the example's own text without which a score falls most, the strongest first.

    They are at most 3 and apart from each other; there are none where nothing lowers the score. `score_of` gives the
    score of a label for each of some examples, best a logit: a probability near 1 hardly moves. `weight` is its fall.
    """
    passages = _passages(example, score_of)
    return (_in_passages(example, passages, score_of) if passages else ()) or _in_whole(example, score_of)


def _passages(example: Example, score_of: Scores) -> list[_Part]:
    """Give the strongest passages of a long post in order, none of a short one."""
    text = example.text
    if _length(text) <= LONG:
        return []
    units = _sentences(text)
    while len(units) > MOST_REGIONS and _length(text[units[0][0] : units[-1][1]]) > LONGEST:
        start, end = _strongest(_grouped(units, MOST_REGIONS), 1, example, score_of)[0]
        units = [unit for unit in units if start <= unit[0] and unit[1] <= end]
    parts = _gathered(units, text)
    return _strongest(parts, MOST_PASSAGES, example, score_of) if len(parts) > MOST_PASSAGES else parts


def _strongest(parts: Sequence[_Part], most: int, example: Example, score_of: Scores) -> list[_Part]:
    """Give so many parts in order, those whose words alone have the highest scores."""
    scores = score_of([replace(example, text=example.text[start:end]) for start, end in parts])
    best = sorted(range(len(parts)), key=lambda place: -scores[place])[:most]
    return [parts[place] for place in sorted(best)]


def _length(text: str) -> int:
    return sum(1 for _ in _CHUNK.finditer(text))


def _gathered(units: Sequence[_Part], text: str) -> list[_Part]:
    """Give neighbouring sentences together until they have 60 words."""
    parts: list[_Part] = []
    words = PASSAGE_WORDS
    for start, end in units:
        if words >= PASSAGE_WORDS:
            parts.append((start, end))
            words = 0
        else:
            parts[-1] = (parts[-1][0], end)
        words += len(text[start:end].split())
    return parts


def _in_passages(example: Example, passages: Sequence[_Part], score_of: Scores) -> tuple[Stretch, ...]:
    """Give what carried the score of passages, as far as the whole post's falls without it."""
    text = example.text
    joined = "\n".join(text[start:end] for start, end in passages)
    found = []
    for one in _in_whole(replace(example, text=joined), score_of):
        moved = 0
        for start, end in passages:
            if one.start < moved + end - start:
                found.append(replace(one, start=one.start - moved + start, end=one.end - moved + start))
                break
            moved += end - start + 1
    falls = _falls(example, [(one.start, one.end) for one in found], score_of)
    kept = [replace(one, weight=fall) for one, fall in zip(found, falls, strict=True) if fall > 0]
    return tuple(sorted(kept, key=lambda one: (-one.weight, one.start)))


def _in_whole(example: Example, score_of: Scores) -> tuple[Stretch, ...]:
    """Give what carried the score of a post, each part of it left out in turn."""
    regions, falls = _narrowed(example, score_of)
    top = max(falls, default=0.0)
    if top <= 0:
        return ()
    place = falls.index(top)
    found = [
        Stretch(start=start, end=end, weight=fall)
        for other, ((start, end), fall) in enumerate(zip(regions, falls, strict=True))
        if other != place and fall >= _SHARE * top
    ]
    sentence = Stretch(start=regions[place][0], end=regions[place][1], weight=top)
    words = _words(example, sentence, score_of)
    if not words or (len(regions) > 1 and sum(word.weight for word in words) < _LITTLE_OF * top):
        words = [sentence]
    return tuple(sorted(words + found, key=lambda stretch: (-stretch.weight, stretch.start))[:MOST_SPANS])


def _narrowed(example: Example, score_of: Scores) -> tuple[list[_Part], list[float]]:
    """Give the sentences of a post, or of its strongest region, and how far the score falls without each."""
    units = _sentences(example.text)
    regions: list[_Part] = []
    falls: list[float] = []
    for _ in range(ROUNDS):
        regions = _grouped(units, MOST_REGIONS)
        falls = _falls(example, regions, score_of)
        if len(regions) == len(units) or max(falls) <= 0:
            break
        start, end = regions[falls.index(max(falls))]
        units = [unit for unit in units if start <= unit[0] and unit[1] <= end]
    return regions, falls


def _words(example: Example, sentence: Stretch, score_of: Scores) -> list[Stretch]:
    """Give the words that carried a sentence, neighbours together; none where it is carried by most of its words."""
    parts = _grouped(_chunks(example.text, sentence), MOST_WORDS)
    falls = _falls(example, parts, score_of) if len(parts) > 1 else []
    top = max(falls, default=0.0)
    strong = [top > 0 and fall >= _SHARE * top for fall in falls]
    if not 0 < sum(strong) <= _MOST_OF * len(parts):
        return []
    runs = [
        [place for place, _ in run] for is_strong, run in groupby(enumerate(strong), lambda one: one[1]) if is_strong
    ]
    runs.sort(key=lambda run: -sum(falls[place] for place in run))
    together = [(parts[run[0]][0], parts[run[-1]][1]) for run in runs[:MOST_SPANS]]
    weights = _falls(example, together, score_of)
    return [
        Stretch(start=start, end=end, weight=weight)
        for (start, end), weight in zip(together, weights, strict=True)
        if weight > 0
    ]


def _falls(example: Example, parts: Sequence[_Part], score_of: Scores) -> list[float]:
    """Give how far the score falls without each part; below 0 where it rises."""
    if not parts:
        return []
    text = example.text
    without = [replace(example, text=text[:start] + text[end:]) for start, end in parts]
    whole, *others = (float(score) for score in score_of([example, *without]))
    return [whole - score for score in others]


def _sentences(text: str) -> list[_Part]:
    """Give the stretches of a text between ends of sentences and lines, those without a word left out."""
    ends = [(match.start(), match.end()) for match in _SENTENCE_END.finditer(text)]
    parts = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
    return [_stripped(text, part) for part in parts if _WORD.search(text, *part)]


def _chunks(text: str, sentence: Stretch) -> list[_Part]:
    """Give the words of a sentence, without the punctuation around them."""
    found = (match.span() for match in _CHUNK.finditer(text, sentence.start, sentence.end))
    return [_bare(text, part) for part in found if _WORD.search(text, *part)]


def _stripped(text: str, part: _Part) -> _Part:
    words = text[slice(*part)]
    start = part[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _bare(text: str, part: _Part) -> _Part:
    start, end = part
    while not _WORD.match(text, start):
        start += 1
    while not _WORD.match(text, end - 1):
        end -= 1
    return start, end


def _grouped(parts: Sequence[_Part], most: int) -> list[_Part]:
    """Give at most so many parts, neighbours joined evenly where there are more."""
    size = -(-len(parts) // most) or 1
    runs = (parts[place : place + size] for place in range(0, len(parts), size))
    return [(run[0][0], run[-1][1]) for run in runs]
