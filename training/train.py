"""Train the finder: from the annotated articles to a checkpoint, scored on dev after every epoch.

    python training/train.py --data ../shared/data --bert .../model.safetensors --out training/out

Seeded and resumable: run again with the same --out and it goes on after the last whole epoch.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

import corpus
import evaluate
from model import SpanModel, pruned, restored
from onrecord.find.decode import CONTENT, CUE, SOURCE
from onrecord.find.pieces import windows
from onrecord.inference import CLS, SEP, load_tokenizer

MASK = 103


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.tokenizer)
    train = corpus.read(args.data / "polnear/train.jsonl")
    for extra in args.extra:
        train += corpus.read(extra)
    dev = corpus.read(args.data / "polnear/dev.jsonl")
    model = SpanModel(len(args.layers), args.inner, args.joining).to(device)
    if args.start:
        state = pruned(torch.load(args.start, weights_only=True)["average"], args.layers, args.inner, args.joining)
        print("new:", model.load_state_dict(state, strict=False).missing_keys)
    else:
        model.encoder.load_bert(load_file(args.bert), args.layers)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    optimizer = torch.optim.AdamW(parameter_groups(model, args.lr), betas=(0.9, 0.98), weight_decay=0.01)
    peaks = [g["lr"] for g in optimizer.param_groups]
    first, steps_done = 0, 0
    saved = args.out / "last.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        model.load_state_dict(state["model"])
        average = state["average"]
        optimizer.load_state_dict(state["optimizer"])
        first, steps_done = state["epoch"] + 1, state["steps"]
    per_epoch = None
    for epoch in range(first, min(args.epochs, args.stop_after or args.epochs)):
        rng = random.Random(args.seed * 1000 + epoch)
        batches = list(epoch_batches(train, tokenizer, rng, args))
        per_epoch = per_epoch or len(batches)
        total_steps = per_epoch * args.epochs
        began, sums = time.time(), np.zeros(3)
        model.train()
        for number, batch in enumerate(batches):
            factor = schedule(steps_done, total_steps)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            with torch.autocast(device, torch.bfloat16):
                losses = loss_parts(model, {k: v.to(device) for k, v in batch.items()})
            loss = losses[0] + args.join_weight * losses[1] + args.flat_weight * losses[2]
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            steps_done += 1
            decay = min(args.ema, 1 - 10 / (10 + steps_done))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    average[k].lerp_(v, 1 - decay)
            sums += [float(x.detach()) for x in losses]
            if number % 50 == 49:
                print(
                    f"epoch {epoch} step {number + 1}/{len(batches)} losses {(sums / (number + 1)).round(4).tolist()} {time.time() - began:.0f}s",
                    flush=True,
                )
        torch.save({"model": model.state_dict(), "average": average, "optimizer": optimizer.state_dict(), "epoch": epoch, "steps": steps_done}, saved)
        torch.save({"average": average}, args.out / f"epoch{epoch}.pt")
        report = evaluate.scores(restored(average).to(device), dev, tokenizer, args.size)
        print(json.dumps({"epoch": epoch, "seconds": round(time.time() - began), **report}), flush=True)


def arguments() -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--bert", type=Path, required=True, help="model.safetensors of a 384-wide BERT")
    ap.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--start", type=Path, help="a checkpoint to start from instead of the bare encoder")
    ap.add_argument("--extra", type=Path, nargs="*", default=[], help="more annotated articles in the same form, such as self-labelled ones")
    ap.add_argument("--layers", type=lambda s: [int(x) for x in s.split(",")], default=[0, 1, 2, 3, 4, 5])
    ap.add_argument("--inner", type=int, default=1536, help="inner units of each layer")
    ap.add_argument("--joining", type=int, default=128, help="width of the joiner")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--stop-after", type=int, help="end after so many epochs, the learning rate still on its way through --epochs")
    ap.add_argument("--lr", type=float, default=1.5e-4)
    ap.add_argument("--ema", type=float, default=0.998)
    ap.add_argument("--size", type=int, default=320)
    ap.add_argument("--batch", type=int, default=10, help="windows a batch")
    ap.add_argument("--join-weight", type=float, default=0.1)
    ap.add_argument("--flat-weight", type=float, default=3.0)
    ap.add_argument("--seed", type=int, default=1)
    return ap.parse_args()


def parameter_groups(model: SpanModel, lr: float) -> list[dict[str, Any]]:
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shape" not in n and "quote" not in n and "place" not in n]
    known = {id(p) for p in encoder}
    return [{"params": encoder, "lr": lr}, {"params": [p for p in model.parameters() if id(p) not in known], "lr": 8 * lr}]


def schedule(step: int, total: int) -> float:
    warm = max(1, total // 20)
    return step / warm if step < warm else max(0.02, 0.5 * (1 + math.cos(math.pi * (step - warm) / (total - warm))))


def epoch_batches(docs: list[dict[str, Any]], tokenizer: Any, rng: random.Random, args: argparse.Namespace) -> Iterator[dict[str, torch.Tensor]]:
    samples = []
    for doc in docs:
        annotation = rng.choice(doc["annotations"])
        t = corpus.targets(corpus.vary(doc["text"], rng), annotation, tokenizer)
        # The first window is a short one of random length, so that the cuts fall elsewhere in each epoch.
        shift = rng.randrange(60, args.size - 2)
        cuts = windows(t.pieces, args.size - 2, 8)
        if len(t.pieces) > args.size and rng.random() < 0.7:
            cuts = windows(t.pieces, shift, 8)[:1] + [
                type(c)(c.start + shift, c.end + shift, c.own_start + shift, c.own_end + shift)
                for c in windows(_tail(t.pieces, shift), args.size - 2, 8)
            ]
        samples += [sample(t, c.start, c.end, rng) for c in cuts]
    samples.sort(key=lambda s: len(s["ids"]) + rng.random() * 24)
    groups = [samples[i : i + args.batch] for i in range(0, len(samples), args.batch)]
    rng.shuffle(groups)
    for group in groups:
        yield collate(group)


def _tail(pieces: Any, start: int) -> Any:
    return type(pieces)(**{name: getattr(pieces, name)[start:] for name in ("ids", "starts", "ends", "shapes", "quotes", "places")})


def sample(t: corpus.Targets, start: int, end: int, rng: random.Random) -> dict[str, Any]:
    """One window: features with [CLS] and [SEP] around, and its targets."""
    width = end - start
    ids = t.pieces.ids[start:end].copy()
    masked = np.array([rng.random() < 0.04 for _ in range(width)])
    ids[masked] = MASK
    shapes = t.pieces.shapes[start:end] * (rng.random() > 0.08)
    quotes = t.pieces.quotes[start:end]
    places = t.pieces.places[start:end]
    pad = lambda a, left=0, right=0: np.concatenate([[left], a, [right]])  # noqa: E731
    flat = np.zeros(width + 2, dtype=np.int64)
    anchors, labels = [], []
    for anchor, role in zip(t.anchors, t.roles, strict=True):
        label = np.zeros(width + 2, dtype=np.int64)
        for kind in (CONTENT, SOURCE, CUE):
            here = [p - start + 1 for p in role[kind] if start <= p < end]
            label[here] = kind
            flat[here] = 2 * kind
            for p in here:
                if p - 1 not in here:
                    flat[p] = 2 * kind - 1
        if start <= anchor < end:
            anchors.append(anchor - start + 1)
            labels.append(label)
    return {"ids": pad(ids, CLS, SEP), "shapes": pad(shapes), "quotes": pad(quotes), "places": pad(places), "flat": flat,
            "counted": pad(t.counted[start:end]), "anchors": anchors, "labels": labels}  # fmt: skip


def collate(group: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
    width = max(len(s["ids"]) for s in group)
    out = {k: torch.zeros(len(group), width, dtype=torch.long) for k in ("ids", "shapes", "quotes", "places", "flat", "counted", "mask", "is_anchor")}
    window, at, labels = [], [], []
    for row, s in enumerate(group):
        size = len(s["ids"])
        for k in ("ids", "shapes", "quotes", "places", "flat", "counted"):
            out[k][row, :size] = torch.as_tensor(s[k].astype(np.int64))
        out["mask"][row, :size] = 1
        for p, label in zip(s["anchors"], s["labels"], strict=True):
            out["is_anchor"][row, p] = 1
            window.append(row)
            at.append(p)
            labels.append(np.pad(label, (0, width - size)))
    out["window"], out["at"] = torch.tensor(window, dtype=torch.long), torch.tensor(at, dtype=torch.long)
    out["labels"] = torch.as_tensor(np.array(labels)) if labels else torch.zeros(0, width, dtype=torch.long)
    return out


def loss_parts(model: SpanModel, b: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    x, anchor, flat = model.encode(b["ids"], b["shapes"], b["quotes"], b["places"], b["mask"].bool())
    counted = b["counted"].float()
    n = max(1, len(b["at"]))
    target = b["is_anchor"].float()
    anchors = (F.binary_cross_entropy_with_logits(anchor.float(), target, reduction="none") * counted).sum() / n
    flats = (
        F.cross_entropy(flat.float().flatten(0, 1), b["flat"].flatten(), reduction="none").view_as(counted) * counted
    ).sum() / counted.sum().clamp(min=1)
    if not len(b["at"]):
        return anchors, anchors.detach() * 0, flats
    joined = model.joiner(x, b["window"], b["at"]).float()
    keep = counted[b["window"]]
    joins = (F.cross_entropy(joined.flatten(0, 1), b["labels"].flatten(), reduction="none").view_as(keep) * keep).sum() / n
    return anchors, joins, flats


if __name__ == "__main__":
    main()
