"""The linker: one encoder over a passage, then a score for each pair of a pronoun and a candidate, and one for nobody here."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from model import Encoder

FARTHEST = 9
"""Distances between a pronoun and a candidate are told apart by their powers of two, up to this one, before and after."""


class Linker(nn.Module):
    def __init__(self, layers: int = 6, inner: int = 1536, width: int = 384, hidden: int = 192) -> None:
        super().__init__()
        self.encoder = PlainEncoder(layers, width=width, inner=inner)
        self.pronoun = nn.Linear(width, hidden)
        self.candidate = nn.Linear(width, hidden)
        self.asks = nn.Linear(width, hidden)
        self.answers = nn.Linear(width, hidden)
        self.distance = nn.Embedding(2 * FARTHEST + 2, hidden)
        self.score = nn.Linear(hidden, 1)
        self.nobody = nn.Linear(width, 1)
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, ids: Tensor, mask: Tensor, pronouns: Tensor, candidates: Tensor) -> Tensor:
        """ids (windows, pieces), pronouns (asked, 2) and candidates (given, 2) of window and piece -> (asked, given + 1); the last
        column is nobody. Scores across windows are there too, for the caller to leave out."""
        x = self.encoder(ids, mask)
        p, c = x[pronouns[:, 0], pronouns[:, 1]], x[candidates[:, 0], candidates[:, 1]]
        steps = pronouns[:, None, 1] - candidates[None, :, 1]
        h = self.pronoun(p)[:, None] + self.candidate(c)[None] + self.asks(p)[:, None] * self.answers(c)[None] + self.distance(bucket(steps))
        return torch.cat([self.score(F.gelu(h)).squeeze(-1), self.nobody(p)], 1)


class PlainEncoder(Encoder):
    """The encoder of an ordinary BERT, without the features of the finder; its first `frozen` layers do not learn."""

    frozen = 0

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:  # type: ignore[override]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self.drop(self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device))))
            for layer in self.layers[: self.frozen]:
                x = layer(x, mask[:, None, None, :])
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask[:, None, None, :])
        return x


def bucket(steps: Tensor) -> Tensor:
    power = torch.log2(steps.abs().float().clamp(min=1)).floor().long().clamp(max=FARTHEST)
    return torch.where(steps > 0, power, power + FARTHEST + 1)


def restored(state: dict[str, Any]) -> Linker:
    """The linker whose weights these are."""
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    model = Linker(layers, state["encoder.layers.0.up.weight"].shape[0])
    model.load_state_dict(state)
    return model
