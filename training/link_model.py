"""The linker: one encoder over a passage, then a score for each pair of a pronoun and a candidate, and one for nobody here."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mpnet import MpnetEncoder

FARTHEST = 9
"""Distances between a pronoun and a candidate are told apart by their powers of two, up to this one, before and after."""


class Linker(nn.Module):
    def __init__(self, encoder: MpnetEncoder, hidden: int = 256) -> None:
        super().__init__()
        width = encoder.word.embedding_dim
        self.encoder = encoder
        self.marks = nn.Embedding(2, width)
        self.pronoun = nn.Linear(width, hidden)
        self.candidate = nn.Linear(width, hidden)
        self.asks = nn.Linear(width, hidden)
        self.answers = nn.Linear(width, hidden)
        self.distance = nn.Embedding(2 * FARTHEST + 2, hidden)
        self.score = nn.Linear(hidden, 1)
        self.nobody = nn.Linear(width, 1)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.zeros_(self.marks.weight)

    def forward(self, ids: Tensor, mask: Tensor, pronouns: Tensor, candidates: Tensor) -> Tensor:
        """ids (windows, pieces), pronouns (asked, 2) and candidates (given, 2) of window and piece -> (asked, given + 1); the last
        column is nobody. Scores across windows are there too, for the caller to leave out."""
        return self.judged(self.read(ids, mask, pronouns, candidates), pronouns, candidates)

    def read(self, ids: Tensor, mask: Tensor, pronouns: Tensor, candidates: Tensor) -> Tensor:
        """What the encoder makes of each piece, knowing which are asked about."""
        return self.encoder(ids, mask, self.marked(ids, pronouns, candidates))

    def judged(self, x: Tensor, pronouns: Tensor, candidates: Tensor) -> Tensor:
        # Of three axes, since only the weights of such products are packed when the model is exported.
        p, c = x[pronouns[:, 0], pronouns[:, 1]][None], x[candidates[:, 0], candidates[:, 1]][None]
        steps = pronouns[:, None, 1] - candidates[None, :, 1]
        h = self.pronoun(p)[0, :, None] + self.candidate(c) + self.asks(p)[0, :, None] * self.answers(c) + self.distance(bucket(steps))
        return torch.cat([self.score(F.gelu(h)).squeeze(-1), self.nobody(p)[0]], 1)

    def marked(self, ids: Tensor, pronouns: Tensor, candidates: Tensor) -> Tensor:
        """What is added to the pieces that are asked about, and to those that may be meant, for the encoder to know them."""
        added = torch.zeros((*ids.shape, 1), device=ids.device)
        for places, mark in zip((pronouns, candidates), self.marks.weight, strict=True):
            here = torch.zeros(ids.shape, device=ids.device).index_put((places[:, 0], places[:, 1]), torch.ones_like(places[:, 0], dtype=torch.float))
            added = added + here[..., None] * mark
        return added


def bucket(steps: Tensor) -> Tensor:
    power = torch.log2(steps.abs().float().clamp(min=1)).floor().long().clamp(max=FARTHEST)
    return torch.where(steps > 0, power, power + FARTHEST + 1)


def restored(state: dict[str, Any]) -> Linker:
    """The linker whose weights these are."""
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    inner, width = state["encoder.layers.0.up.weight"].shape
    model = Linker(MpnetEncoder(layers, width=width, inner=inner, vocab=len(state["encoder.word.weight"])), len(state["pronoun.bias"]))
    model.load_state_dict(state)
    return model
