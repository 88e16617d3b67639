"""The bar of long work."""

from __future__ import annotations

from analyzer.cli_progress import Bar


def test_away_from_a_terminal_each_kind_is_written_once(capsys):
    """A log holds one line for each kind of step, not one for each step."""
    with Bar() as bar:
        for place in range(5):
            bar.step(f"epoch 1, loss {place}", place / 5)
        bar.step("exporting", 0.0)
    written = capsys.readouterr().err.split("\n")
    assert [line for line in written if line.strip()] == ["epoch 1", "exporting"]
