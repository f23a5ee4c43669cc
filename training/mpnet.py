"""The linker's encoder: the first layers of an MPNet, whose pieces are numbered as BERT numbers them."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from model import Layer, SharedDropout
from onrecord.inference import CLS, SEP

PIECES, MASK, PAD = 30522, 103, 0
SHIFT, OWN = 4, {CLS: 0, SEP: 2, MASK: 30526, PAD: 1}
"""MPNet's vocabulary is BERT's after four marks of its own; those that BERT has too are taken from there."""
BUCKETS, FARTHEST = 32, 128


class MpnetEncoder(nn.Module):
    """The first layers of an MPNet; of these the first `frozen` do not learn, and what is asked about is marked behind the `marked` first."""

    frozen, marked = 0, 3
    rows: Tensor
    """Which row of `word` stands for each of BERT's pieces."""

    def __init__(self, layers: int = 12, width: int = 768, heads: int = 12, inner: int = 3072, vocab: int = PIECES) -> None:
        super().__init__()
        self.word = nn.Embedding(vocab, width)
        self.register_buffer("rows", torch.arange(PIECES))
        self.position = nn.Embedding(512, width)
        self.apart = nn.Embedding(BUCKETS, heads)
        self.norm = nn.LayerNorm(width, eps=1e-5)
        self.drop = SharedDropout(0.1)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        for layer in self.layers:
            layer.norm1.eps = layer.norm2.eps = 1e-5

    def forward(self, ids: Tensor, mask: Tensor, added: Tensor) -> Tensor:
        x, bias = self.begin(ids, mask)
        for n, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and n >= self.frozen):
                x = layer(x + added if n == self.marked else x, bias)
        return x

    def begin(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What goes into the first layer, and what is added to the scores of attention in all: how far apart two pieces stand."""
        places = torch.arange(ids.shape[1], device=ids.device)
        bias = self.apart(bucket(places[None] - places[:, None])).permute(2, 0, 1)[None]
        x = self.drop(self.norm(self.word(self.rows[ids]) + self.position(places)))
        return x, bias.masked_fill(~mask[:, None, None, :], -1e4)

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Take the weights of an MPNet as sentence-transformers keeps them."""
        rows = torch.arange(PIECES) + SHIFT
        for mine, theirs in OWN.items():
            rows[mine] = theirs
        with torch.no_grad():
            self.word.weight.copy_(tensors["embeddings.word_embeddings.weight"][rows])
            self.position.weight.copy_(tensors["embeddings.position_embeddings.weight"][2:514])
            self.apart.weight.copy_(tensors["encoder.relative_attention_bias.weight"])
            for part in ("weight", "bias"):
                getattr(self.norm, part).copy_(tensors[f"embeddings.LayerNorm.{part}"])
                for n, layer in enumerate(self.layers):
                    p = f"encoder.layer.{n}."
                    getattr(layer.qkv, part).copy_(torch.cat([tensors[f"{p}attention.attn.{x}.{part}"] for x in "qkv"]))
                    getattr(layer.out, part).copy_(tensors[f"{p}attention.attn.o.{part}"])
                    getattr(layer.norm1, part).copy_(tensors[f"{p}attention.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(tensors[f"{p}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(tensors[f"{p}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(tensors[f"{p}output.LayerNorm.{part}"])


def bucket(steps: Tensor) -> Tensor:
    """Steps from a piece to another -> MPNet's bucket: near ones each its own, far ones by their logarithm, before and after apart."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = steps.abs()
    far = exact + (torch.log(size.clamp(min=1).float() / exact) / torch.log(torch.tensor(FARTHEST / exact)) * (half - exact)).long()
    return (steps > 0).long() * half + torch.where(size < exact, size, far.clamp(max=half - 1))
