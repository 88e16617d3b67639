"""Sets short posts amid the words of an ordinary one, for one sentence can make a post what it is."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from analyzer.labels import LABEL_NAMES
from analyzer.training.samples import Sample

# In this share of near pairs both twins are set amid the same words. Measured before: the encoder missed a call amid
# five calm sentences, as nearly all short calls that it had seen stood alone.
SURROUNDED = 0.12
# Own words are cut into windows of 96 tokens, some 75 words; both together must fit into one.
_MOST_WORDS, _LEAST_AROUND, _MOST_AROUND = 25, 10, 45
_SENTENCE_END = re.compile(r"(?<=[.!?]) +|\n+")


def surrounded(samples: Sequence[Sample], draw: random.Random) -> list[Sample]:
    """Give the samples in their order, some near pairs amid the sentences of a post that has none of the labels.

    Twins get the same sentences at the same place, so that what tells them apart stays what it was. Only posts of up
    to 25 words are changed, labels and contexts never.
    """
    calm = [sample.text for sample in samples if _is_calm(sample)]
    if not calm:
        return list(samples)
    twins: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, sample in enumerate(samples):
        if sample.pair:
            twins[sample.source, sample.pair].append(row)
    changed = list(samples)
    for rows in twins.values():
        if draw.random() >= SURROUNDED or any(_words(samples[row]) > _MOST_WORDS for row in rows):
            continue
        sentences = _SENTENCE_END.split(draw.choice(calm))
        place = draw.randint(0, len(sentences))
        before, after = " ".join(sentences[:place]), " ".join(sentences[place:])
        for row in rows:
            text = " ".join(part for part in (before, samples[row].text, after) if part)
            changed[row] = replace(samples[row], text=text)
    return changed


def _is_calm(sample: Sample) -> bool:
    known = all(sample.labels.get(label) == 0 for label in LABEL_NAMES)
    return known and not sample.pair and not sample.context and _LEAST_AROUND <= _words(sample) <= _MOST_AROUND


def _words(sample: Sample) -> int:
    return len(sample.text.split())
