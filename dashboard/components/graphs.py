"""Pictures of how flags spread: who quotes whom, and how scores rise along threads. No scraped word is in them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analyzer.spread import Graph, Node
from analyzer.store import Rise
from dashboard.components.charts import COLOURS

WIDTH, HEIGHT = 700, 460
PANEL_WIDTH, PANEL_HEIGHT = 330, 130
# Each kind of author by words, letter, shape and colour: any one of them is enough to tell.
_KINDS: Mapping[tuple[str, ...], str] = {
    ("denial",): "D: quoted for denial",
    ("incitement",): "I: quoted for incitement",
    ("denial", "incitement"): "B: quoted for both",
    (): "quotes others only",
}
_SHAPES = ("circle", "square", "diamond", "triangle-up")
_SHADES = (COLOURS[0], COLOURS[2], COLOURS[3], COLOURS[4])
_LABELS = ("denial", "incitement")
_ITSELF = ("quoting post flagged too", "quoting post not flagged")
# Where along a line its arrow stands: before the sign it points to, whatever that sign's size.
_ARROW_AT = 0.62


def quote_graph(graph: Graph, pseudonyms: Mapping[str, str]) -> alt.LayerChart:
    """Draw authors by pseudonym, and an arrow from each who quotes to whom: dashed where the quote is not flagged."""
    nodes = pd.DataFrame([_node(node, pseudonyms[node.author]) for node in graph.nodes])
    edges = pd.DataFrame(list(_edges(graph, pseudonyms)))
    x, y = _axis("x"), _axis("y")
    shade = alt.Color("label:N", title="line", scale=alt.Scale(domain=_LABELS, range=[COLOURS[0], COLOURS[2]]))
    told = [alt.Tooltip(name, title=title) for name, title in _TOLD]
    # A line that is read on both grounds, with its own colour for each label.
    lines = (
        alt.Chart(edges)
        .mark_rule(opacity=0.75)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            color=shade,
            strokeDash=alt.StrokeDash(
                "itself:N", title="drawn", scale=alt.Scale(domain=_ITSELF, range=[[1, 0], [5, 4]])
            ),
            strokeWidth=alt.StrokeWidth(
                "quotes:Q", scale=alt.Scale(domain=[1, 8], range=[1.3, 4], clamp=True), legend=None
            ),
            tooltip=told,
        )
    )
    heads = (
        alt.Chart(edges)
        .mark_point(shape="triangle", filled=True, size=70, opacity=0.9)
        .encode(x=alt.X("ax:Q"), y=alt.Y("ay:Q"), color=shade, angle=alt.Angle("turn:Q", scale=None), tooltip=told)
    )
    chart: alt.LayerChart = (
        alt.layer(lines, heads, *_signs(nodes, x, y))
        .resolve_scale(color="independent", shape="independent")
        .properties(width=WIDTH, height=HEIGHT)
        .configure_view(stroke=None)
    )
    return chart


def rise_charts(rises: Sequence[Rise], *, label: str, colour: str) -> alt.ConcatChart:
    """Draw a panel a thread, numbered as in the table: its scores in order of the posts, and the line through them."""
    panels = [_panel(rise, number, label=label, colour=colour) for number, rise in enumerate(rises, start=1)]
    chart: alt.ConcatChart = alt.concat(*panels, columns=3)
    return chart


_TOLD = (("author:N", "quotes"), ("quoted:N", "quoted author"), ("label:N", "label"), ("quotes:Q", "times"), ("flagged:Q", "of these flagged too"))  # fmt: skip


def _axis(name: str) -> Any:
    # Room at the edges for signs and codes.
    channel = alt.X if name == "x" else alt.Y
    return channel(f"{name}:Q", axis=None, scale=alt.Scale(domain=[-0.06, 1.06], nice=False))


def _signs(nodes: pd.DataFrame, x: Any, y: Any) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    kinds = list(_KINDS.values())
    base = alt.Chart(nodes).encode(x=x, y=y)
    told = [
        alt.Tooltip("pseudonym:N", title="author"),
        alt.Tooltip("kind:N", title="is"),
        alt.Tooltip("times:Q", title="quoted, times"),
    ]
    points = base.mark_point(filled=True, opacity=1).encode(
        color=alt.Color("kind:N", title="author", scale=alt.Scale(domain=kinds, range=list(_SHADES))),
        shape=alt.Shape("kind:N", title="author", scale=alt.Scale(domain=kinds, range=list(_SHAPES))),
        size=alt.Size(
            "times:Q", scale=alt.Scale(type="sqrt", domain=[0, 20], range=[220, 900], clamp=True), legend=None
        ),
        tooltip=told,
    )
    letters = base.mark_text(color="white", fontWeight="bold", fontSize=12).encode(text="letter:N", tooltip=told)
    codes = base.mark_text(dy=20, fontSize=11).encode(text="code:N", tooltip=told)
    return points, letters, codes


def _node(node: Node, pseudonym: str) -> dict[str, Any]:
    kind = _KINDS.get(node.labels, _KINDS[()])
    return {
        "x": node.x,
        "y": node.y,
        "kind": kind,
        "letter": kind[0] if kind[1] == ":" else "",
        "code": code(pseudonym),
        "pseudonym": pseudonym,
        "times": node.quoted,
    }


def code(pseudonym: str) -> str:
    """Give the part of a pseudonym that the picture has room for."""
    return pseudonym.removeprefix("author-")[:6]


def _edges(graph: Graph, pseudonyms: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    at = {node.author: node for node in graph.nodes}
    for edge in graph.edges:
        one, other = at[edge.author], at[edge.quoted_author]
        right, up = (other.x - one.x) * WIDTH, (other.y - one.y) * HEIGHT
        yield {
            "x": one.x,
            "y": one.y,
            "x2": other.x,
            "y2": other.y,
            "ax": one.x + (other.x - one.x) * _ARROW_AT,
            "ay": one.y + (other.y - one.y) * _ARROW_AT,
            "turn": math.degrees(math.atan2(right, up)),
            "author": pseudonyms[edge.author],
            "quoted": pseudonyms[edge.quoted_author],
            "label": edge.label,
            "quotes": edge.quotes,
            "flagged": edge.flagged,
            "itself": _ITSELF[0] if edge.flagged else _ITSELF[1],
        }


def _panel(rise: Rise, number: int, *, label: str, colour: str) -> alt.LayerChart:
    rows = pd.DataFrame([{"post": point.position, "score": point.value} for point in rise.points])
    first, last = rise.points[0].position, rise.points[-1].position
    line = pd.DataFrame([{"post": first, "score": rise.begins}, {"post": last, "score": rise.ends}])
    y = alt.Y("score:Q", title=None, scale=alt.Scale(domain=[0, 1], clamp=True), axis=alt.Axis(format="%", tickCount=3))
    x = alt.X(
        "post:Q", title="post", scale=alt.Scale(nice=False), axis=alt.Axis(tickMinStep=1, tickCount=5, format="d")
    )
    told = [alt.Tooltip("post:Q", format="d"), alt.Tooltip("score:Q", title=label, format=".0%")]
    dots = alt.Chart(rows).mark_point(filled=True, size=24, color=colour, opacity=0.75).encode(x=x, y=y, tooltip=told)
    trend = alt.Chart(line).mark_line(color=colour, strokeWidth=2.5).encode(x=x, y=y)
    title = alt.Title(f"{number}", anchor="start", fontSize=13, offset=2)
    return alt.LayerChart(layer=[dots, trend], title=title, width=PANEL_WIDTH, height=PANEL_HEIGHT)
