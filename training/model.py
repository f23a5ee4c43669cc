"""The span model: one encoder, then a head that marks where statements are anchored and one that labels, for each
anchor, which pieces are its content, its source and its cue."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.find.pieces import PLACES, QUOTE_STATES, SHAPES

FLAT_LABELS = 7  # nothing, and begin/inside of content, source, cue: an auxiliary task that steadies the encoder


class SharedDropout(nn.Module):
    """Dropout of whole features, the same ones for all pieces of a window: on a CPU drawing a number for every value costs more
    than the layer itself."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        keep = torch.rand(x.shape[0], *([1] * (x.dim() - 2)), x.shape[-1], device=x.device) >= self.p
        return x * (keep.to(x.dtype) / (1 - self.p))


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = SharedDropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            # Spelled out: the graph reads one window at a time, so nothing is masked, and scaling q is cheaper than scaling the scores.
            scores = (q * (w // self.heads) ** -0.5) @ k.transpose(-1, -2)
            a = (scores + mask if mask.is_floating_point() else scores).softmax(-1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, layers: int = 6, width: int = 384, heads: int = 12, inner: int = 1536, vocab: int = 30522) -> None:
        super().__init__()
        self.word = nn.Embedding(vocab, width)
        self.position = nn.Embedding(512, width)
        self.shape = nn.Embedding(SHAPES, width)
        self.quote = nn.Embedding(QUOTE_STATES, width)
        self.place = nn.Embedding(PLACES, width)
        for added in (self.shape, self.quote, self.place):
            nn.init.normal_(added.weight, std=0.02)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = SharedDropout(0.1)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, places: Tensor, mask: Tensor) -> Tensor:
        position = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(position) + self.shape(shapes) + self.quote(quotes) + self.place(places)
        x = self.drop(self.norm(x))
        bias = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_bert(self, tensors: dict[str, Tensor], keep: list[int]) -> None:
        """Take the weights of an ordinary BERT; `keep` names the layers to take, in order."""
        t = {k.removeprefix("bert."): v.float() for k, v in tensors.items()}
        e = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(t[e + "word_embeddings.weight"])
            self.position.weight.copy_(t[e + "position_embeddings.weight"] + t[e + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(t[e + "LayerNorm.weight"])
            self.norm.bias.copy_(t[e + "LayerNorm.bias"])
            for mine, theirs in enumerate(keep):
                layer, p = self.layers[mine], f"encoder.layer.{theirs}."
                for part in ("weight", "bias"):
                    s = p + "attention.self."
                    getattr(layer.qkv, part).copy_(torch.cat([t[f"{s}{n}.{part}"] for n in ("query", "key", "value")]))
                    getattr(layer.out, part).copy_(t[f"{p}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(t[f"{p}attention.output.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(t[f"{p}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(t[f"{p}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(t[f"{p}output.LayerNorm.{part}"])


class Joiner(nn.Module):
    """For each anchor, label every piece of its window: a small convolution over the pieces, told where the anchor stands."""

    def __init__(self, width: int, inner: int = 128, reach: int = 64) -> None:
        super().__init__()
        self.reach = reach
        self.piece = nn.Linear(width, inner)
        self.anchor = nn.Linear(width, inner)
        self.match = nn.Linear(width, inner)
        self.distance = nn.Embedding(2 * reach + 1, inner)
        self.norm = nn.LayerNorm(inner)
        self.near = nn.Conv1d(inner, inner, 5, padding=2)
        self.wide = nn.Conv1d(inner, inner, 5, padding=8, dilation=4)
        self.label = nn.Linear(inner, 4)
        self.drop = SharedDropout(0.1)

    def forward(self, x: Tensor, window: Tensor, at: Tensor) -> Tensor:
        """x (windows, pieces, width), window (anchors,), at (anchors,) -> logits (anchors, pieces, 4)."""
        rows = x[window]
        anchors = rows[torch.arange(at.shape[0], device=x.device), at]
        step = torch.arange(x.shape[1], device=x.device)[None] - at[:, None]
        far = step.abs().float().clamp(min=1)
        bucket = torch.where(step.abs() <= 16, step.float(), step.sign() * (16 + 8 * torch.log2(far / 16))).round().long()
        distance = self.distance(bucket.clamp(-self.reach, self.reach) + self.reach)
        h = self.piece(x)[window] * (1 + self.match(anchors)[:, None]) + self.anchor(anchors)[:, None] + distance
        h = F.gelu(self.norm(h))
        h = h + F.gelu(along(h, self.near))
        h = h + F.gelu(along(h, self.wide))
        return self.label(self.drop(h))


def along(x: Tensor, conv: nn.Conv1d) -> Tensor:
    """x (anchors, pieces, width) -> the same shape: the convolution along the pieces."""
    if not torch.onnx.is_in_onnx_export():
        return conv(x.transpose(1, 2)).transpose(1, 2)
    # Spelled out as one product of matrices, which the exporter can turn into int8.
    reach, step = conv.padding[0], conv.dilation[0]
    padded = F.pad(x, (0, 0, reach, reach))
    length = x.shape[1]
    shifted = torch.cat([padded[:, k * step : k * step + length] for k in range(conv.kernel_size[0])], -1)
    return shifted @ conv.weight.permute(2, 1, 0).reshape(-1, conv.out_channels) + conv.bias


class SpanModel(nn.Module):
    def __init__(self, layers: int = 6, inner: int = 1536, joining: int = 128) -> None:
        super().__init__()
        self.encoder = Encoder(layers, inner=inner)
        width = 384
        self.anchor = nn.Sequential(SharedDropout(0.1), nn.Linear(width, 128), nn.GELU(), nn.Linear(128, 1))
        self.flat = nn.Linear(width, FLAT_LABELS)
        self.joiner = Joiner(width, joining)
        nn.init.constant_(self.anchor[3].bias, -math.log(30))

    def encode(self, ids: Tensor, shapes: Tensor, quotes: Tensor, places: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.encoder(ids, shapes, quotes, places, mask)
        return x, self.anchor(x).squeeze(-1), self.flat(x)


def restored(state: dict[str, Tensor]) -> SpanModel:
    """The model whose weights these are: its size follows from their shapes."""
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    model = SpanModel(layers, state["encoder.layers.0.up.weight"].shape[0], state["joiner.piece.weight"].shape[0])
    model.load_state_dict(state)
    return model


def pruned(state: dict[str, Tensor], keep: list[int], inner: int, joining: int) -> dict[str, Tensor]:
    """The weights that a smaller model starts from: some layers, in their new places, and of each the inner units that weigh most.

    A joiner of another width is not there: it learns anew.
    """
    prefix = "encoder.layers."
    kept = {k: v for k, v in state.items() if not k.startswith(prefix)}
    for new, old in enumerate(keep):
        here = f"{prefix}{old}."
        layer = {k.removeprefix(here): v for k, v in state.items() if k.startswith(here)}
        best = (layer["up.weight"].norm(dim=1) * layer["down.weight"].norm(dim=0)).topk(inner).indices.sort().values
        layer |= {"up.weight": layer["up.weight"][best], "up.bias": layer["up.bias"][best], "down.weight": layer["down.weight"][:, best]}
        kept |= {f"{prefix}{new}.{k}": v for k, v in layer.items()}
    if state["joiner.piece.weight"].shape[0] != joining:
        kept = {k: v for k, v in kept.items() if not k.startswith("joiner.")}
    return kept
