"""Lets the encoder read forum posts first: masked-language training, before any label."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional
from transformers import BertForMaskedLM

from analyzer.classifiers.windows import Window, windows
from analyzer.training.encoder.network import base_folder

if TYPE_CHECKING:
    from analyzer.classifiers.wordpieces import WordPieces
    from analyzer.training.spoken import Spoken

BATCH_TOKENS = 4096
_RATE = 3e-4
# After Devlin et al. (2019): 15 % of the tokens are asked for, 8 of 10 masked, one of 10 changed, one left.
_ASKED, _MASKED, _CHANGED = 0.15, 0.8, 0.9
_FIRST_WORD = 1000
_OWN = 80


def adapt(
    posts: Sequence[Spoken],
    pieces: WordPieces,
    *,
    minutes: float,
    seed: int = 0,
    progress: Callable[[int, int, float], None] = lambda _step, _steps, _loss: None,
) -> dict[str, torch.Tensor]:
    """Give the encoder's weights after reading each post at most once, for `minutes` at most.

    The learning rate falls with the time that is left, so that a slower machine reads fewer posts and still ends well.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)  # noqa: S311 - an order, not a secret
    model = BertForMaskedLM.from_pretrained(
        base_folder(), attn_implementation="eager", attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
    )
    batches = _batches(posts, pieces, draw)
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.01, foreach=True)
    begun, running = time.monotonic(), 0.0
    for step, batch in enumerate(batches):
        place = max(step / len(batches), (time.monotonic() - begun) / (60 * minutes))
        if place >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min(1.0, 10 * (step + 1) / len(batches)) * (1 - place)
        loss = _step(model, batch, pieces)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        running = loss if step == 0 else 0.98 * running + 0.02 * loss
        progress(step, len(batches), running)
    return dict(model.bert.state_dict())


def _batches(posts: Sequence[Spoken], pieces: WordPieces, draw: random.Random) -> list[list[Window]]:
    own = pieces.ids([post.own for post in posts])
    context = pieces.ids([post.context for post in posts])
    cut = [next(windows(a[:_OWN], b, pieces.marks)) for a, b in zip(own, context, strict=True) if a]
    cut.sort(key=lambda window: len(window.ids) + 8 * draw.random())
    batches: list[list[Window]] = [[]]
    for window in cut:
        if len(window.ids) * (len(batches[-1]) + 1) > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(window)
    draw.shuffle(batches)
    return batches


def _step(model: BertForMaskedLM, batch: Sequence[Window], pieces: WordPieces) -> float:
    shape = (len(batch), max(len(window.ids) for window in batch))
    ids = np.full(shape, pieces.marks.pad, dtype=np.int64)
    segments, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = window.ids
        segments[row, window.own : len(window.ids)] = 1
        mask[row, : len(window.ids)] = 1
    true = torch.from_numpy(ids)
    asked = (torch.rand(true.shape) < _ASKED) & (true >= _FIRST_WORD)
    dice = torch.rand(true.shape)
    given = true.clone()
    given[asked & (dice < _MASKED)] = pieces.marks.mask
    changed = asked & (dice > _CHANGED)
    given[changed] = torch.randint(_FIRST_WORD, model.config.vocab_size, (int(changed.sum()),))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.bert(
            input_ids=given, attention_mask=torch.from_numpy(mask), token_type_ids=torch.from_numpy(segments)
        ).last_hidden_state
        logits = model.cls(hidden[asked])
    loss = functional.cross_entropy(logits.float(), true[asked])
    loss.backward()
    return float(loss.detach())
