"""Why a post stands where it stands in the queue, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from analyzer.store import ranking
from analyzer.store.deskviews import State

if TYPE_CHECKING:
    from analyzer.store.rules import Rules
    from analyzer.store.views import ScoredPost

# A second reader is not told that there was a first: that alone would say that it is worth a look.
_SAID = {
    State.UNSEEN: "not yet seen",
    State.SECOND: "not yet seen",
    State.CLAIMED: "on somebody's table",
    State.REVIEWED: "judged once",
    State.DISPUTED: "two readings differ",
    State.ESCALATED: "escalated",
    State.APPEALED: "appealed",
    State.SETTLED: "settled",
}


def reason(
    post: ScoredPost, *, state: State, reached: tuple[int, int], thresholds: Mapping[str, float], rules: Rules
) -> str:
    """Give the reason, such as `incitement .93, quoted 4 times, not yet seen`."""
    return ", ".join((*_labels(post, thresholds, rules=rules), *_reach(*reached), _SAID[state]))


def _labels(post: ScoredPost, thresholds: Mapping[str, float], *, rules: Rules) -> Iterator[str]:
    if post.scoring is None:
        return
    values = {label: post.scoring.values[label] for label in post.scoring.labels}
    for label in ranking.worth(values, thresholds, rules=rules):
        # Rounded as the pages round it, but a score below 1 is never shown as 1.
        yield f"{label} " + (f".{min(99, round(values[label] * 100)):02d}" if values[label] < 1 else "1.00")


def _reach(quoted: int, replies: int) -> Iterator[str]:
    for number, said in ((quoted, "quoted"), (replies, "answered")):
        if number:
            yield f"{said} {'once' if number == 1 else f'{number} times'}"
