"""Krippendorff's alpha and Cohen's kappa for names without an order, with bootstrap intervals over posts.

Both hang only on how many posts were answered in which way. So posts that were answered alike are counted together, and a
draw of posts with replacement is one multinomial draw of these counts: all draws are reckoned at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Fewer posts give a figure that the next post overturns: it is not told at all.
LEAST = 10
# Percentiles at 2.5 and 97.5 are asked for: 25 draws lie beyond each.
RESAMPLES = 1000
# Any fixed number: the same posts give the same interval each time.
SEED = 20110125
_ENDS = (2.5, 97.5)
# In more draws than this share all answers alike: what the others say is no interval of the whole.
_UNTOLD_AT_MOST = 0.05
_ROUNDING = 1e-12


class Caveat(StrEnum):
    """Why a coefficient or its interval is not told."""

    FEW = "few"
    ONE_ANSWER = "one answer"
    ONE_SIDED = "one-sided"
    RARE_ANSWER = "rare answer"
    NO_DIFFERENCE = "no difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far raters agree beyond chance: 1 in full, 0 as chance would have it, below 0 less than that.

    `value` is `None` where there are fewer than `LEAST` posts (`Caveat.FEW`), where all answers are the same, so that chance
    explains everything (`ONE_ANSWER`), and where one of a pair always gave the same answer: kappa is 0 then whatever the
    other said (`ONE_SIDED`). `low` and `high` bound the 95 % interval; they are `None` as well where an answer is
    so rare that it is missing in over 5 % of the draws (`RARE_ANSWER`), and where no post was answered differently: all
    draws then say 1 (`NO_DIFFERENCE`). `posts` have two answers or more; `alike` is the share of pairs of answers to a
    post that are the same, `None` without posts.
    """

    posts: int
    alike: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    caveat: Caveat | None = None


def alpha(answers: Iterable[Sequence[Hashable]], *, least: int = LEAST) -> Agreement:
    """Give Krippendorff's alpha for nominal data; any number of raters, any of whom may have left a post out.

    Formula and terms: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), sections C and D.

    Args:
        answers: By post the answers that were given, in any order; posts with fewer than two say nothing and are left out.
        least: With fewer posts nothing is told.
    """
    answered = [given for given in answers if len(given) > 1]
    names = _in_order(name for given in answered for name in given)
    # A row a post, a column a name: how often the name was given.
    return _agreement([[given.count(name) for name in names] for given in answered], _alphas, least=least)


def kappa(pairs: Iterable[Sequence[Hashable]], *, least: int = LEAST) -> Agreement:
    """Give Cohen's kappa of two raters (J. Cohen, *A Coefficient of Agreement for Nominal Scales*, 1960).

    Args:
        pairs: By post the answer of the first and that of the second rater.
        least: With fewer posts nothing is told.
    """
    given = list(pairs)
    names = _in_order(name for pair in given for name in pair)
    # A row a post: the first rater's answer as ones and zeros, then the second's.
    found = _agreement([[int(name == said) for said in pair for name in names] for pair in given], _kappas, least=least)
    if found.value is not None and 1 in {len({pair[0] for pair in given}), len({pair[1] for pair in given})}:
        return replace(found, value=None, low=None, high=None, caveat=Caveat.ONE_SIDED)
    return found


_Coefficient = Callable[["NDArray[np.float64]", "NDArray[np.float64]"], "_Figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """By draw the coefficient (not a number where all answers are the same) and the share of pairs that are alike."""

    values: NDArray[np.float64]
    alike: NDArray[np.float64]


def _in_order(names: Iterable[Hashable]) -> list[Hashable]:
    return sorted(set(names), key=repr)


def _agreement(rows: Sequence[Sequence[int]], coefficient: _Coefficient, *, least: int) -> Agreement:
    posts = len(rows)
    if not posts:
        return Agreement(posts=0, caveat=Caveat.FEW)
    # In order: the interval hangs on the posts, not on the order that they come in.
    kinds = sorted(Counter(map(tuple, rows)).items())
    given = np.array([kind for kind, _ in kinds], dtype=float)
    counts = np.array([count for _, count in kinds])
    seen = coefficient(given, counts[np.newaxis].astype(float))
    alike, value = float(seen.alike[0]), float(seen.values[0])
    if posts < least:
        return Agreement(posts=posts, alike=alike, caveat=Caveat.FEW)
    if np.isnan(value):
        return Agreement(posts=posts, alike=alike, caveat=Caveat.ONE_ANSWER)
    if alike == 1:
        return Agreement(posts=posts, alike=alike, value=value, caveat=Caveat.NO_DIFFERENCE)
    draws = np.random.default_rng(SEED).multinomial(posts, counts / posts, size=RESAMPLES)
    drawn = coefficient(given, draws.astype(float)).values
    told = drawn[~np.isnan(drawn)]
    if len(told) < (1 - _UNTOLD_AT_MOST) * RESAMPLES:
        return Agreement(posts=posts, alike=alike, value=value, caveat=Caveat.RARE_ANSWER)
    low, high = np.percentile(told, _ENDS)
    return Agreement(posts=posts, alike=alike, value=value, low=float(low), high=float(high))


def _alphas(given: NDArray[np.float64], counts: NDArray[np.float64]) -> _Figures:
    raters = given.sum(axis=1)
    # Krippendorff's matrix of coincidences has a post's pairs of answers over its raters less one.
    differing = counts @ ((raters**2 - (given**2).sum(axis=1)) / (raters - 1))
    names = counts @ given
    total = names.sum(axis=1)
    expected = total**2 - (names**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(expected > 0, 1 - (total - 1) * differing / expected, np.nan)
    # Pairs and not coincidences: a post with many raters has more of them.
    pairs = raters * (raters - 1)
    return _Figures(values=values, alike=counts @ ((given**2).sum(axis=1) - raters) / (counts @ pairs))


def _kappas(given: NDArray[np.float64], counts: NDArray[np.float64]) -> _Figures:
    half = given.shape[1] // 2
    one, other = given[:, :half], given[:, half:]
    total = counts.sum(axis=1)
    alike = counts @ (one * other).sum(axis=1) / total
    expected = ((counts @ one) * (counts @ other)).sum(axis=1) / total**2
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(expected < 1 - _ROUNDING, (alike - expected) / (1 - expected), np.nan)
    return _Figures(values=values, alike=alike)
