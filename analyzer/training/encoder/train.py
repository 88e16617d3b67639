"""Trains the second tier from a training folder, start to end: read, adapt, fine-tune, export, calibrate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from safetensors.torch import save_file

from analyzer.classifiers.wordpieces import WordPieces
from analyzer.training.encoder.adapt import adapt
from analyzer.training.encoder.assemble import Encoder, assemble, data_table
from analyzer.training.encoder.batches import Encoding
from analyzer.training.encoder.export import to_onnx
from analyzer.training.encoder.finetune import FinetuneOptions, finetune
from analyzer.training.encoder.mixture import HEADS, counts, read_material
from analyzer.training.encoder.network import BASE_PACKAGE, base_folder
from analyzer.training.spoken import read_posts

if TYPE_CHECKING:
    from analyzer.classifiers.transformer import TransformerClassifier


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderOptions:
    """What training the encoder can be told.

    `epochs` and `rate` of fine-tuning, `restarts` the epochs after which the rate rises anew, `minutes` of reading
    forum posts before it (0 leaves it out), `without` the names of corpora to leave out, `threads` of the processor.
    """

    epochs: int = 4
    restarts: tuple[int, ...] = ()
    rate: float = 1e-4
    minutes: float = 22.0
    seed: int = 0
    threads: int = 2
    without: frozenset[str] = frozenset()


Step = Callable[[str, float], None]
"""Is told what is done and how much of it, 0 to 1."""


def train_encoder(  # noqa: PLR0913  Two inputs, two outputs, how, and whom to tell.
    data: Path, posts: Path | None, output: Path, *, work: Path, options: EncoderOptions, step: Step
) -> TransformerClassifier:
    """Train the transformer and write its folder `output`; what is finished lies in `work` and is not done again.

    Args:
        data: a training folder as `analyzer.training.encoder.mixture` reads it.
        posts: a `threads.jsonl.gz` to read before fine-tuning, or `None`.
        output: the folder of the model.
        work: the folder of unfinished training.
        options: how to train.
        step: is told the progress.

    Raises:
        DataError: if the data or the base model cannot be read.
        ModelError: if the model cannot be written.
    """
    vocabulary = (base_folder() / "tokenizer.json").read_bytes()
    pieces = WordPieces.from_bytes(vocabulary, where=BASE_PACKAGE)
    material = read_material(data, posts=posts, without=options.without)
    start = _adapted(posts, pieces, work, options=options, step=step)
    network = finetune(
        material,
        Encoding(pieces, HEADS),
        work,
        options=FinetuneOptions(
            epochs=options.epochs,
            restarts=options.restarts,
            rate=options.rate,
            seed=options.seed,
            threads=options.threads,
            start=start,
        ),
        progress=lambda epoch, done, steps, loss: step(
            f"epoch {epoch + 1} of {options.epochs}, loss {loss:.3f}", done / steps
        ),
    )
    step("exporting and calibrating", 0.0)
    learned = counts([*material.own, *(sample for samples in material.corpora.values() for sample in samples)])
    return assemble(
        Encoder(onnx=to_onnx(network), pieces=vocabulary, heads=HEADS),
        material.held_out,
        output,
        manifest={
            "options": {
                "epochs": options.epochs,
                "restarts": list(options.restarts),
                "rate": options.rate,
                "minutes": options.minutes if posts else 0,
                "seed": options.seed,
                "without": sorted(options.without),
            },
            "base": "all-MiniLM-L6-v2 (Apache-2.0)",
            "data": data_table(learned, counts(material.held_out)),
        },
    )


def _adapted(posts: Path | None, pieces: WordPieces, work: Path, *, options: EncoderOptions, step: Step) -> Path | None:
    """Give the file of the encoder that has read forum posts, reading them if that was not done before."""
    if posts is None or options.minutes <= 0:
        return None
    kept = work / "adapted.safetensors"
    if not kept.is_file():
        weights = adapt(
            list(read_posts(posts)),
            pieces,
            minutes=options.minutes,
            seed=options.seed,
            progress=lambda done, steps, loss: step(f"reading forum posts, loss {loss:.2f}", done / steps),
        )
        work.mkdir(parents=True, exist_ok=True)
        beside = work / "adapted.safetensors.new"
        save_file({name: tensor.contiguous() for name, tensor in weights.items()}, beside)
        beside.replace(kept)
    return kept
