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
_LINES = {"denial": COLOURS[0], "incitement": COLOURS[2]}
_ITSELF = ("quoting post flagged too", "quoting post not flagged")
# Where along a line its arrow stands: before the sign it points to, whatever that sign's size. Two labels between the same
# authors are two lines, this many pixels apart, with their arrows one behind the other.
_ARROW_AT = {"denial": 0.62, "incitement": 0.72}
_APART = {"incitement": 5.0}


def quote_graph(graph: Graph, pseudonyms: Mapping[str, str]) -> alt.LayerChart:
    """Draw authors by pseudonym, and an arrow from each who quotes to whom: dashed where the quote is not flagged."""
    nodes = pd.DataFrame([_node(node, pseudonyms[node.author]) for node in graph.nodes])
    edges = pd.DataFrame(list(_edges(graph, pseudonyms)))
    chart: alt.LayerChart = (
        alt.layer(*_arrows(edges), *_signs(nodes))
        .properties(width=WIDTH, height=HEIGHT)
        .configure_view(stroke=None)
        .configure_legend(
            labelLimit=260, orient="right", symbolSize=140, symbolFillColor=COLOURS[4], symbolStrokeColor=COLOURS[4]
        )
    )
    return chart


def rise_charts(rises: Sequence[Rise], *, label: str, colour: str) -> alt.ConcatChart:
    """Draw a panel a thread, numbered as in the table: its scores in order of the posts, and the line through them."""
    panels = [_panel(rise, number, label=label, colour=colour) for number, rise in enumerate(rises, start=1)]
    chart: alt.ConcatChart = alt.concat(*panels, columns=3)
    return chart


_TOLD = (("author:N", "quotes"), ("quoted:N", "quoted author"), ("label:N", "label"), ("quotes:Q", "times"), ("flagged:Q", "of these flagged too"))  # fmt: skip


def _at(x: str = "x", y: str = "y") -> dict[str, Any]:
    # Room at the edges for signs and codes.
    scale = alt.Scale(domain=[-0.06, 1.06], nice=False)
    return {"x": alt.X(f"{x}:Q", axis=None, scale=scale), "y": alt.Y(f"{y}:Q", axis=None, scale=scale)}


def _arrows(edges: pd.DataFrame) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    told = [alt.Tooltip(name, title=title) for name, title in _TOLD]
    # The colours are in the rows: a scale of their own for lines and another for signs is more than Vega-Lite merges.
    shade = alt.Color("shade:N", scale=None)
    dash = alt.StrokeDash("itself:N", title="line", scale=alt.Scale(domain=_ITSELF, range=[[1, 0], [5, 4]]))
    width = alt.StrokeWidth("quotes:Q", scale=alt.Scale(domain=[1, 8], range=[1.3, 4], clamp=True), legend=None)
    base = alt.Chart(edges)
    lines = base.mark_rule(opacity=0.75).encode(
        **_at(), x2="x2:Q", y2="y2:Q", color=shade, strokeDash=dash, strokeWidth=width, tooltip=told
    )
    heads = base.mark_point(shape="triangle", filled=True, size=90, opacity=0.95).encode(
        **_at("ax", "ay"), color=shade, angle=alt.Angle("turn:Q", scale=None), tooltip=told
    )
    letters = base.mark_text(dx=9, fontSize=11, fontWeight="bold").encode(
        **_at("ax", "ay"), color=shade, text="letter:N", tooltip=told
    )
    return lines, heads, letters


def _signs(nodes: pd.DataFrame) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    base = alt.Chart(nodes).encode(**_at())
    told = [
        alt.Tooltip("pseudonym:N", title="author"),
        alt.Tooltip("kind:N", title="is"),
        alt.Tooltip("times:Q", title="quoted, times"),
    ]
    points = base.mark_point(filled=True, opacity=1).encode(
        color=alt.Color("shade:N", scale=None),
        shape=alt.Shape("kind:N", title="author", scale=alt.Scale(domain=list(_KINDS.values()), range=list(_SHAPES))),
        size=alt.Size(
            "times:Q", scale=alt.Scale(type="sqrt", domain=[0, 20], range=[220, 900], clamp=True), legend=None
        ),
        tooltip=told,
    )
    # Black on the middling colours of the signs: white is less than 4.5:1 on some.
    letters = base.mark_text(color="black", fontWeight="bold", fontSize=12).encode(text="letter:N", tooltip=told)
    codes = base.mark_text(dy=22, fontSize=11, color=COLOURS[4]).encode(text="code:N", tooltip=told)
    return points, letters, codes


def _node(node: Node, pseudonym: str) -> dict[str, Any]:
    kind = _KINDS.get(node.labels, _KINDS[()])
    return {
        "x": node.x,
        "y": node.y,
        "kind": kind,
        "shade": dict(zip(_KINDS.values(), _SHADES, strict=True))[kind],
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
        apart = _APART.get(edge.label, 0.0) / (math.hypot(right, up) or 1.0)
        x, y = one.x - up * apart / WIDTH, one.y + right * apart / HEIGHT
        arrow = _ARROW_AT.get(edge.label, 0.5)
        yield {
            "x": x,
            "y": y,
            "x2": x + other.x - one.x,
            "y2": y + other.y - one.y,
            "ax": x + (other.x - one.x) * arrow,
            "ay": y + (other.y - one.y) * arrow,
            "turn": math.degrees(math.atan2(right, up)),
            "author": pseudonyms[edge.author],
            "quoted": pseudonyms[edge.quoted_author],
            "label": edge.label,
            "letter": edge.label[0].upper(),
            "shade": _LINES.get(edge.label, COLOURS[4]),
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
