"""From the teacher to the linker that ships: fewer pieces in the vocabulary, fewer inner units in each layer.

    python training/prune_links.py --checkpoint training/out/teacher/last.pt --samples training/out/link-samples.pkl --to training/out/pruned.pt

A rare piece takes the row of the nearest piece that is kept. Of each layer's inner units those go that the others replace best; the
others are then fitted, by least squares on what passes through the layer, to give what all gave.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from link_model import Linker, restored
from model import Layer
from mpnet import MpnetEncoder
from onrecord.inference import load_tokenizer
from onrecord.resolve.passages import SURNAMES
from train_links import SWAPS, Words, epoch_batches, features

ROUNDS = 6
RIDGE = 1e-2
SHARE = {"gap": 0.04, "ontogum": 0.02, "litbank": 0.005, "polnear": 0.002}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--samples", type=Path, required=True, help="link-samples.pkl, as train_links.py keeps it")
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--pieces", type=int, default=8000)
    ap.add_argument("--inner", type=int, default=1280)
    ap.add_argument("--to", type=Path, required=True)
    args = ap.parse_args()
    torch.manual_seed(1)
    words = Words(load_tokenizer(args.tokenizer))
    train = {name: samples for name, samples in pickle.loads(args.samples.read_bytes()).items() if name not in ("validation", "news")}
    model = restored(torch.load(args.checkpoint, weights_only=True)["average"]).eval()
    keep_pieces(model.encoder, kept_pieces(train, words, args.pieces))
    batches = list(epoch_batches(train, SHARE, words, random.Random(5)))
    print(sum(int(b["mask"].sum()) for b in batches), "pieces to fit by", flush=True)
    with torch.no_grad():
        narrow_all(model, batches, args.inner)
    torch.save({"average": model.state_dict()}, args.to)


def kept_pieces(train: dict[str, list], words: Words, count: int) -> list[int]:
    """The pieces met most often when all texts are read once."""
    rng, met = random.Random(3), Counter[int]()
    always = {words.tokenizer.token_to_id(w) for w in (*SURNAMES, *(w for pair in SWAPS for w in pair))} - {None}
    for samples in train.values():
        for sample in samples:
            if made := features(sample, words, rng):
                met.update(made["ids"])
    rest = [i for i, _ in met.most_common(count + len(always)) if i not in always]
    print("of the pieces read", f"{sum(met[i] for i in [*always, *rest[: count - len(always)]]) / met.total():.4f}", "are kept", flush=True)
    return sorted([*always, *rest[: count - len(always)]])


def keep_pieces(encoder: MpnetEncoder, kept: list[int]) -> None:
    old = encoder.word.weight.data
    rows = torch.nn.functional.normalize(old, dim=1) @ torch.nn.functional.normalize(old[kept], dim=1).T
    encoder.rows = rows.argmax(1)
    encoder.word = torch.nn.Embedding.from_pretrained(old[kept].clone())


def narrow_all(model: Linker, batches: list[dict[str, Any]], inner: int) -> None:
    """Leave each layer `inner` units, one layer after the other, each fitted to what comes through those before it."""
    begun = [model.encoder.begin(b["ids"], b["mask"]) for b in batches]
    states, biases = [x for x, _ in begun], [bias for _, bias in begun]
    for n, layer in enumerate(model.encoder.layers):
        if n == model.encoder.marked:
            states = [x + model.marked(b["ids"], b["pronouns"], b["candidates"]) for x, b in zip(states, batches, strict=True)]
        gram, seen = torch.zeros(layer.up.out_features, layer.up.out_features), []
        hook = layer.up.register_forward_hook(lambda _m, _i, out, seen=seen: seen.append(F.gelu(out)))
        for x, bias, batch in zip(states, biases, batches, strict=True):
            layer(x, bias)
            units = seen.pop()[batch["mask"]]
            gram += units.T @ units
        hook.remove()
        print("layer", n, "keeps", f"{narrow(layer, gram, inner):.4f}", "of what it gave", flush=True)
        states = [layer(x, bias) for x, bias in zip(states, biases, strict=True)]


def narrow(layer: Layer, gram: Tensor, inner: int) -> float:
    """Leave the layer `inner` units; `gram` tells which go together. Return the share of what it gave, squared, that it still gives."""
    wanted = layer.down.weight.data.T
    kept = chosen_units(gram, wanted, inner)
    part = gram[kept][:, kept]
    fitted = torch.linalg.solve(part + RIDGE * part.diagonal().mean() * torch.eye(inner), gram[kept] @ wanted)
    whole = (wanted * (gram @ wanted)).sum()
    lost = whole - 2 * (fitted * (gram[kept] @ wanted)).sum() + (fitted * (part @ fitted)).sum()
    layer.up.weight, layer.up.bias = torch.nn.Parameter(layer.up.weight.data[kept]), torch.nn.Parameter(layer.up.bias.data[kept])
    layer.up.out_features = inner
    layer.down.weight, layer.down.in_features = torch.nn.Parameter(fitted.T.clone()), inner
    return float(1 - lost / whole)


def chosen_units(gram: Tensor, wanted: Tensor, inner: int) -> Tensor:
    """The units that the others replace worst, found by leaving out a part of the rest at a time."""
    kept = torch.arange(len(gram))
    for size in torch.linspace(len(gram), inner, ROUNDS + 1).long().tolist()[1:]:
        part = gram[kept][:, kept]
        inverse = torch.linalg.inv(part + RIDGE * part.diagonal().mean() * torch.eye(len(kept)))
        fitted = inverse @ (gram[kept] @ wanted)
        cost = fitted.square().sum(1) / inverse.diagonal()
        kept = kept[cost.topk(size).indices.sort().values]
    return kept


if __name__ == "__main__":
    main()
