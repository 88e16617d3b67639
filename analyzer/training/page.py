"""Renders an evaluation as one HTML page that needs nothing else: tables, and plots with their numbers beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from analyzer.training import plots
from analyzer.training.grids import Grid

if TYPE_CHECKING:
    from analyzer.training.curves import Curve
    from analyzer.training.evaluation import Evaluation

# Nothing may be fetched, and no script run, whatever the data hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 0 auto; max-width: 76rem; padding: 1rem; }
.scroll { overflow-x: auto; }
.scroll:focus { outline: 2px solid #0072b2; }
table { border-collapse: collapse; margin: 0 0 1rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .75rem .25rem 0; text-align: left; white-space: nowrap; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
figure { margin: 0; flex: 1 1 22rem; max-width: 34rem; }
svg { width: 100%; height: auto; }
figcaption { max-width: 60ch; }
"""
# A curve has up to 101 points; a reader of its table needs about one in five.
_ROWS = 20


def render(evaluation: Evaluation, *, title: str) -> str:
    """Give the page; what comes from the data is escaped, and the same evaluation gives the same text."""
    tables = "\n".join(_table(grid) for grid in evaluation.grids())
    curves = "\n".join(_plots(curve, number) for number, curve in enumerate(evaluation.curves, start=1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p>{escape(evaluation.heading())}</p>
<p>In brackets: 95 % intervals. A score is a reason to look, never a finding.</p>
<h2>Tables</h2>
{tables}
<h2>Plots</h2>
{curves or "<p>No post of these data has a label, so there is nothing to draw.</p>"}
</main>
</body>
</html>
"""


def _table(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.head)
    rows = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid.rows)
    title = escape(grid.title)
    # A wide table scrolls by itself, so it must be reachable by the keyboard.
    return f"""<div class="scroll" tabindex="0" role="region" aria-label="{title}">
<table>
<caption>{title}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>"""


def _plots(curve: Curve, number: int) -> str:
    recall = _figure(
        plots.precision_recall(curve, prefix=f"p{number}"),
        name=f"p{number}",
        title=f"{curve.label}: precision over recall",
        says=_recall_says(curve),
        numbers=_recall_numbers(curve),
    )
    reliability = _figure(
        plots.reliability(curve, prefix=f"r{number}"),
        name=f"r{number}",
        title=f"{curve.label}: reliability",
        says=_reliability_says(curve),
        numbers=_reliability_numbers(curve),
    )
    return f'<h3>{escape(curve.label)}</h3>\n<div class="plots">\n{recall}\n{reliability}\n</div>'


def _figure(svg: str, *, name: str, title: str, says: str, numbers: Grid) -> str:
    """Give a plot with a text in its place for those who do not see it, and its numbers as a table."""
    alternative = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(says)}</desc>'
    start, _, rest = svg.partition(">")
    return f"""<figure>
{start} role="img" aria-labelledby="{name}-title {name}-desc">{alternative}{rest}
<figcaption>{escape(says)}</figcaption>
<details><summary>Numbers of this plot</summary>
{_table(numbers)}
</details>
</figure>"""


def _recall_says(curve: Curve) -> str:
    at = curve.at_threshold
    if math.isnan(at.precision):
        return f"At the threshold of {at.threshold:.3f} no post is flagged."
    return (
        f"At the threshold of {at.threshold:.3f}, {at.recall:.0%} of the posts with the label are found, "
        f"and {at.precision:.0%} of the flagged ones have it."
    )


def _reliability_says(curve: Curve) -> str:
    furthest = max(curve.bins, key=lambda each: abs(each.mean - each.share) * each.posts)
    return (
        f"{sum(each.posts for each in curve.bins):,} posts in {len(curve.bins)} bins of probability. The bin that weighs "
        f"most in the error is {furthest.low:.1f} to {furthest.high:.1f}: {furthest.posts:,} posts with a mean "
        f"probability of {furthest.mean:.2f}, of which {furthest.share:.0%} have the label."
    )


def _recall_numbers(curve: Curve) -> Grid:
    step = max(1, len(curve.points) // _ROWS)
    shown = (*curve.points[:-1:step], curve.points[-1])
    rows = tuple((f"{p.threshold:.3f}", f"{p.recall:.3f}", f"{p.precision:.3f}") for p in shown)
    return Grid(title=f"{curve.label}: precision and recall", head=("threshold", "recall", "precision"), rows=rows)


def _reliability_numbers(curve: Curve) -> Grid:
    head = ("probability", "posts", "mean probability", "share with the label")
    rows: Sequence[tuple[str, ...]] = [
        (f"{b.low:.1f} to {b.high:.1f}", f"{b.posts:,}", f"{b.mean:.3f}", f"{b.share:.3f}") for b in curve.bins
    ]
    return Grid(title=f"{curve.label}: reliability", head=head, rows=tuple(rows))
