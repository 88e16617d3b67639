"""The style is readable in both themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.components import charts

CSS = (Path(__file__).parents[2] / "dashboard" / "style.css").read_text(encoding="utf-8")
# The grounds of Streamlit 1.67's two themes, read off screenshots.
PAGE = ("#ffffff", "#171614")
PAIR = r"{}:\s*light-dark\((#[0-9a-f]{{6}}),\s*(#[0-9a-f]{{6}})\)"


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _texts() -> Iterator[tuple[str, str, str]]:
    """Give each rule with a text colour: its selector, the colour and the ground, once a theme."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)):
        colour = re.search(r"(?<![-\w])" + PAIR.format("color"), body)
        ground = re.search(PAIR.format("background"), body)
        if colour:
            for theme in (0, 1):
                yield selector.strip(), colour.groups()[theme], ground.groups()[theme] if ground else PAGE[theme]


@pytest.mark.parametrize(("selector", "colour", "ground"), list(_texts()))
def test_text_stands_out_from_its_ground(selector: str, colour: str, ground: str) -> None:
    """Every text colour has at least 4.5:1 against its ground (WCAG 2.2, 1.4.3), in the light and the dark theme."""
    assert _contrast(colour, ground) >= 4.5, f"{selector}: {_contrast(colour, ground):.2f}"


def test_the_rules_were_found() -> None:
    """The colours of the labels are among what is measured, and the measure knows black on white."""
    assert {".fa-denial", ".fa-sarcasm", ".fa-incitement", ".fa-hostility", ".fa-other"} <= {
        text[0] for text in _texts()
    }
    assert round(_contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("colour", charts.COLOURS)
def test_marks_of_charts_stand_out_in_both_themes(colour: str) -> None:
    """Every colour of the charts has at least 3:1 against both grounds (WCAG 2.2, 1.4.11)."""
    assert min(_contrast(colour, ground) for ground in PAGE) >= 3
