"""Draws the curves of an evaluation as SVG: the same numbers give the same bytes."""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from analyzer.training.curves import Curve

# Of Okabe and Ito's palette (2008), told apart with every kind of colour vision; shape tells them apart as well.
_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#767676"
_ID = re.compile(r'(\bid="|url\(#|xlink:href="#)')
_SIZE = (5.2, 3.6)
# What would make the same numbers give other bytes, or name a place in the net.
_UNSAID = ("Creator", "Date", "Format", "Type")
# Names are text, not outlines: a page stays small, and they can be searched and read aloud.
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "analyzer",
    "font.family": "sans-serif",
    "font.size": 10,
}


def precision_recall(curve: Curve, *, prefix: str) -> str:
    """Give precision over recall as an SVG element, the point at the threshold marked; ids begin with `prefix`."""

    def draw(axes: Any) -> None:
        recalls, precisions = [p.recall for p in curve.points], [p.precision for p in curve.points]
        axes.plot(recalls, precisions, color=_BLUE, linewidth=1.8, label="by threshold")
        at = curve.at_threshold
        if not math.isnan(at.precision):
            label = f"threshold {at.threshold:.3f}"
            axes.plot([at.recall], [at.precision], marker="D", linestyle="", color=_ORANGE, markersize=8, label=label)
        axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.02))
        axes.legend(loc="best", frameon=False)

    return _svg(draw, prefix=prefix)


def reliability(curve: Curve, *, prefix: str) -> str:
    """Give the share with the label over the mean probability as an SVG element, a bin's count beside its point."""

    def draw(axes: Any) -> None:
        axes.plot([0, 1], [0, 1], color=_GREY, linestyle="--", linewidth=1, label="exactly calibrated")
        means, shares = [b.mean for b in curve.bins], [b.share for b in curve.bins]
        axes.plot(means, shares, color=_BLUE, marker="o", linewidth=1.2, label="measured (posts)")
        for each in curve.bins:
            # Above the point, and below it where the edge of the plot would cut it.
            place = {"xytext": (0, 7), "va": "bottom"} if each.share < 0.9 else {"xytext": (0, -7), "va": "top"}  # noqa: PLR2004
            spot = (each.mean, each.share)
            axes.annotate(f"{each.posts:,}", spot, textcoords="offset points", ha="center", fontsize=8, **place)
        axes.set(xlabel="mean probability", ylabel="share with the label", xlim=(0, 1.02), ylim=(0, 1.02))
        axes.legend(loc="upper left", frameon=False)

    return _svg(draw, prefix=prefix)


def _svg(draw: Callable[[Any], None], *, prefix: str) -> str:
    """Give what is drawn as an SVG element without date or maker, its ids its own within a page."""
    import matplotlib as mpl  # noqa: PLC0415 - 0.3 s, and only pages have plots
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - as above
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    # A user's own settings must not change the page.
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = Figure(figsize=_SIZE, layout="constrained")
        axes = figure.add_subplot()
        axes.grid(visible=True, color="#e0e0e0", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        stream = io.StringIO()
        FigureCanvasSVG(figure).print_figure(stream, format="svg", metadata=dict.fromkeys(_UNSAID))
    text = stream.getvalue()
    return _ID.sub(rf"\g<1>{prefix}-", text[text.index("<svg") :]).strip()
