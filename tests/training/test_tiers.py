"""Training the tiers: what is missing is said, with the cure."""

from __future__ import annotations

from importlib import util

import pytest

from analyzer.errors import DataError
from analyzer.training import TrainOptions, tiers, train
from analyzer.training.tiers import Tier, TierOptions, train_tiers


def test_missing_packages_are_named(monkeypatch, tmp_path):
    """Without torch the error says what to install, before anything is read."""
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == "torch" else object())
    with pytest.raises(DataError, match=r"needs torch; run: pip install 'forum-analyzer\[train\]'"):
        train_tiers(Tier.ALL, tmp_path / "none", tmp_path, options=TierOptions())


def test_the_linear_tier_needs_none_of_them(monkeypatch, tmp_path):
    """A team without torch trains the first tier, in a folder of its name, and is told the steps."""
    monkeypatch.setattr(tiers, "_require", lambda: pytest.fail("asked for torch"))
    small = TrainOptions(folds=2, vector_size=10, package_sets=False)
    monkeypatch.setattr(tiers, "train", lambda data, out, **how: train(data, out, **{**how, "options": small}))
    table = tmp_path / "team.csv"
    rows = "".join(f"the pier is {'burning' if n % 2 else 'calm'} tonight {n},{n % 2}\n" for n in range(40))
    table.write_text("text,incitement\n" + rows)
    told = []
    (classifier,) = train_tiers(
        Tier.LINEAR, table, tmp_path / "out", options=TierOptions(), step=lambda _what, share: told.append(share)
    )
    assert (tmp_path / "out" / "linear" / "manifest.json").is_file()
    assert "incitement" in classifier.labels
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)
