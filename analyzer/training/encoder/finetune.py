"""Fine-tunes the encoder on all labels at once, an epoch at a time, so that a stopped training goes on where it was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

from analyzer.labels import LABEL_NAMES
from analyzer.training.encoder.batches import Batch, Encoding, plain_batches
from analyzer.training.encoder.network import Network, fresh
from analyzer.training.encoder.schedule import rate_at, round_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyzer.training.encoder.mixture import Material
    from analyzer.training.samples import Sample

# A label counts 1, a subtype and an inner task less: they are there to shape the encoder.
_SUBTYPE, _INNER = 0.25, 0.2
# Of two near twins of which one has a label, that one must score higher: the weight of this second loss.
_PAIR = 0.3
_AVERAGED = 0.999
_CLIP = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FinetuneOptions:
    """How the encoder is trained: epochs, the highest learning rate, the seed of every draw, processor threads.

    `start` is a safetensors file of an encoder to begin with, in place of the base model's. After the epochs named in
    `restarts` the averaged weights go on from the highest rate anew, so that a finished training can be lengthened.
    """

    epochs: int = 4
    restarts: tuple[int, ...] = ()
    rate: float = 1e-4
    seed: int = 0
    threads: int = 2
    start: Path | None = None


Progress = Callable[[int, int, int, float], None]
"""Is told epoch, step, steps of the epoch and the running loss."""


def finetune(
    material: Material,
    encoding: Encoding,
    folder: Path,
    *,
    options: FinetuneOptions,
    progress: Progress = lambda _epoch, _step, _steps, _loss: None,
) -> Network:
    """Train and give the network of averaged weights; each finished epoch is kept in `folder` and never done twice."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    start = load_file(options.start) if options.start else None
    network = fresh(encoding.heads, weights=start)
    averaged = fresh(encoding.heads, weights=start)
    averaged.load_state_dict(network.state_dict())
    optimizer = _optimizer(network, options.rate)
    done = _restore(folder, network, averaged, optimizer, options)
    steps_an_epoch = 0
    for epoch in range(done, options.epochs):
        course = round_of(epoch, epochs=options.epochs, restarts=options.restarts)
        if epoch == course.start > 0:
            network.load_state_dict(averaged.state_dict())
            optimizer = _optimizer(network, options.rate)
        torch.manual_seed(options.seed + 1000 * epoch)
        batches = encoding.epoch(material.epoch(epoch, seed=options.seed), seed=options.seed + epoch)
        steps_an_epoch = steps_an_epoch or len(batches)
        network.train()
        running = 0.0
        for step, batch in enumerate(batches):
            place = (epoch - course.start + step / len(batches)) / len(course)
            _set_rate(optimizer, options.rate * rate_at(place))
            loss = _step(network, optimizer, batch)
            _average(averaged, network, min(_AVERAGED, 1 - 1 / (1 + (epoch - course.start) * steps_an_epoch + step)))
            running = loss if step == 0 else 0.98 * running + 0.02 * loss
            progress(epoch, step, len(batches), running)
        _keep(folder, network, averaged, optimizer, epoch + 1)
    averaged.eval()
    return averaged


def _optimizer(network: Network, rate: float) -> torch.optim.AdamW:
    plain = [p for name, p in network.named_parameters() if p.ndim < 2]  # noqa: PLR2004 - biases and norms
    decayed = [p for name, p in network.named_parameters() if p.ndim >= 2]  # noqa: PLR2004
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, foreach=True)


def _set_rate(optimizer: torch.optim.AdamW, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate


def _step(network: Network, optimizer: torch.optim.AdamW, batch: Batch) -> float:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(batch.ids, batch.segments, batch.mask)
    loss = loss_of(logits.float(), batch, network.heads)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def loss_of(logits: torch.Tensor, batch: Batch, heads: Sequence[str]) -> torch.Tensor:
    """Give the masked loss over all heads, and over near twins with unlike labels."""
    kinds = torch.tensor(
        [1.0 if h in LABEL_NAMES else _SUBTYPE if "/" in h and not h.startswith("reported") else _INNER for h in heads]
    )
    each = functional.binary_cross_entropy_with_logits(logits, batch.answers, reduction="none")
    weighted = each * batch.known * kinds * batch.weights[:, None]
    loss = weighted.sum() / len(logits)
    main = len(LABEL_NAMES)
    together = (batch.pairs[:, None] == batch.pairs[None, :]) & (batch.pairs[:, None] >= 0)
    if together.any():
        gaps, count = torch.zeros(()), 0.0
        for column in range(main):
            yes = (batch.answers[:, column] == 1) & (batch.known[:, column] == 1)
            no = (batch.answers[:, column] == 0) & (batch.known[:, column] == 1)
            twins = together & yes[:, None] & no[None, :]
            if twins.any():
                gap = logits[:, column][:, None] - logits[:, column][None, :]
                gaps = gaps + functional.softplus(1.0 - gap[twins]).sum()
                count += float(twins.sum())
        if count:
            loss = loss + _PAIR * gaps / len(logits)
    return loss


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch has no types here
def _average(averaged: Network, network: Network, kept: float) -> None:
    ours, theirs = list(averaged.parameters()), list(network.parameters())
    torch._foreach_mul_(ours, kept)
    torch._foreach_add_(ours, theirs, alpha=1 - kept)


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch has no types here
def logits_of(network: Network, encoding: Encoding, samples: Sequence[Sample]) -> NDArray[np.float64]:
    """Give the logits of samples, a row a sample and a column a head."""
    network.eval()
    found = np.zeros((len(samples), len(network.heads)))
    for rows, batch in plain_batches(encoding, samples):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(batch.ids, batch.segments, batch.mask)
        found[rows] = logits.float().numpy()
    return found


def _keep(folder: Path, network: Network, averaged: Network, optimizer: torch.optim.AdamW, done: int) -> None:
    """Write the state beside and rename it, so that a kill leaves the last whole one."""
    folder.mkdir(parents=True, exist_ok=True)
    moments = {
        f"{place}.{name}": value
        for place, state in optimizer.state_dict()["state"].items()
        for name, value in state.items()
    }
    parts = {"network": network.state_dict(), "averaged": averaged.state_dict(), "moments": moments}
    for name, tensors in parts.items():
        beside = folder / f"{name}.{done}.safetensors"
        save_file({key: value.contiguous() for key, value in tensors.items()}, beside)
    state = folder / "epochs.json.new"
    state.write_text(json.dumps({"done": done, "heads": list(network.heads), "at": time.time()}))
    state.replace(folder / "epochs.json")
    for old in folder.glob(f"*.{done - 1}.safetensors"):
        old.unlink()


def _restore(
    folder: Path, network: Network, averaged: Network, optimizer: torch.optim.AdamW, options: FinetuneOptions
) -> int:
    state = folder / "epochs.json"
    if not state.is_file():
        return 0
    done = int(json.loads(state.read_text())["done"])
    network.load_state_dict(load_file(folder / f"network.{done}.safetensors"))
    averaged.load_state_dict(load_file(folder / f"averaged.{done}.safetensors"))
    if done in options.restarts:
        return done  # The optimizer begins anew there.
    moments: dict[int, dict[str, Any]] = {}
    for key, value in load_file(folder / f"moments.{done}.safetensors").items():
        place, _, name = key.partition(".")
        moments.setdefault(int(place), {})[name] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": moments})
    return done
