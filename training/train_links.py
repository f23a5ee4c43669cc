"""Train the linker: from coreference data to a checkpoint, scored on GAP's validation part and PolNeAR's dev part.

python training/train_links.py --data ../shared/data --tokenizer .../tokenizer.json --mpnet .../model.safetensors --out training/out/teacher
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

import links
from link_model import Linker, restored
from links import Asked, Sample
from mpnet import MASK, MpnetEncoder
from onrecord.inference import SEP, load_tokenizer
from onrecord.resolve.linker import placed
from onrecord.resolve.meet import PRONOUN
from onrecord.resolve.passages import SURNAMES, Stretch, passage
from speakers_gap import LEAST

OF_TWO = 0.3
"""So often GAP is read with its two names as the only candidates, and as often again with all, but with its one pronoun."""
GOLD = 0.3
"""What the gold says counts for so much beside a teacher."""
SHARE = {"gap": 1.0, "ontogum": 0.15, "polnear": 0.02}
ENDS = ". , ; : ! ? ) and but or to in on at for with from of by as that when while after before into a the \" ' -".split()
SWAPS = (
    ("he", "she"), ("himself", "herself"), ("mr", "mrs"), ("man", "woman"), ("men", "women"), ("actor", "actress"), ("father", "mother"),
    ("son", "daughter"), ("brother", "sister"), ("husband", "wife"), ("king", "queen"), ("boy", "girl"), ("uncle", "aunt"),
    ("prince", "princess"), ("gentleman", "lady"), ("boys", "girls"), ("brothers", "sisters"), ("sons", "daughters"), ("nephew", "niece"),
    ("widower", "widow"), ("boyfriend", "girlfriend"), ("male", "female"), ("dad", "mom"), ("sir", "madam"), ("duke", "duchess"),
    ("grandfather", "grandmother"), ("grandson", "granddaughter"), ("businessman", "businesswoman"), ("waiter", "waitress"),
)  # fmt: skip


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    words = Words(load_tokenizer(args.tokenizer))
    read = opened(args)
    for name, samples in read.items():
        print(name, links.counted(samples), flush=True)
    validation, news = read.pop("validation"), read.pop("news")[:160]
    train = read
    model = begun(args)
    teacher = restored(torch.load(args.taught_by, weights_only=True)["average"]).eval() if args.taught_by else None
    if teacher:
        ask_all(train["gap"])
    optimizer = optimizer_of(model, args)
    peaks = [g["lr"] for g in optimizer.param_groups]
    average = {k: v.clone() for k, v in learning(model).items()}
    batches = endless(train, args, words)
    began, done, sums, pieces = time.time(), 0, 0.0, 0
    model.train()
    while (progress := progress_of(done, began, args)) < 1 and done < (args.stop_after or done + 1):
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * schedule(progress)
        batch = next(batches)
        loss = taught_loss(model, teacher, batch) if teacher else loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        done += 1
        decay = min(0.99, 1 - 10 / (10 + done))
        with torch.no_grad():
            for k, v in learning(model).items():
                average[k].lerp_(v, 1 - decay)
        sums, pieces = sums + float(loss.detach()), pieces + batch["ids"].numel()
        if done % 25 == 0:
            print(f"step {done} loss {sums / 25:.3f} {pieces} pieces {time.time() - began:.0f}s", flush=True)
            sums = 0.0
        is_last = done == args.stop_after or progress_of(done, began, args) >= 1
        if done % 100 == 0 or is_last:
            torch.save({"average": {**model.state_dict(), **average}}, args.out / "last.pt")
        if done % args.score_every == 0 or is_last:
            scored = restored({**model.state_dict(), **average}).eval()
            found = {"alone": gap_score(scored, validation, words), "given": gap_score(scored, validation, words, of_two=True)}
            print(json.dumps({"step": done, **found, "news": accuracy(scored, news, words)}), flush=True)


def begun(args: argparse.Namespace) -> Linker:
    """The model as it is before the first step: another's end, or an encoder that has not yet seen a pronoun asked about."""
    if args.start:
        return restored(torch.load(args.start, weights_only=True)["average"])
    model = Linker(MpnetEncoder(args.layers))
    model.encoder.load(load_file(args.mpnet))
    return model


def learning(model: Linker) -> dict[str, torch.Tensor]:
    return {n: p.detach() for n, p in model.named_parameters() if p.requires_grad}


def optimizer_of(model: Linker, args: argparse.Namespace) -> torch.optim.Optimizer:
    """A layer learns more slowly than the one above it, and the head faster than all; words, places and the first layers stay as they are."""
    model.encoder.frozen = args.frozen
    for p in model.encoder.parameters():
        p.requires_grad_(False)
    learning, groups = model.encoder.layers[args.frozen :], []
    for n, layer in enumerate(learning):
        groups.append({"params": list(layer.parameters()), "lr": args.lr * args.decay ** (len(learning) - 1 - n)})
    groups.append({"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": args.head * args.lr})
    for group in groups:
        for p in group["params"]:
            p.requires_grad_(True)
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)


def progress_of(done: int, began: float, args: argparse.Namespace) -> float:
    return (time.time() - began) / (60 * args.minutes) if args.minutes else done / args.steps


def schedule(progress: float) -> float:
    warm = 0.06
    return max(0.02, progress / warm) if progress < warm else max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, (progress - warm) / (1 - warm)))))


def endless(train: dict[str, list[Sample]], args: argparse.Namespace, words: Words) -> Iterator[dict[str, Any]]:
    epoch = 0
    while True:
        yield from epoch_batches(train, args.share, words, random.Random(args.seed * 1000 + epoch), args.pieces)
        epoch += 1


def arguments() -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--tokenizer", type=Path, required=True, help="the tokenizer.json of an uncased BERT")
    ap.add_argument("--mpnet", type=Path, help="model.safetensors of an MPNet, to begin from")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--start", type=Path, help="a checkpoint to go on from, instead")
    ap.add_argument("--layers", type=int, default=8, help="how many of the encoder's layers are taken")
    ap.add_argument("--taught-by", type=Path, help="the checkpoint of a teacher, whose answers are learned, too")
    ap.add_argument("--head", type=float, default=8, help="the head learns so many times as fast as the last layer")
    ap.add_argument("--decay", type=float, default=0.9, help="a layer learns so much slower than the one above it")
    ap.add_argument("--score-every", type=int, default=300, help="after so many steps, the scores")
    ap.add_argument("--frozen", type=int, default=3, help="how many of the first layers do not learn")
    ap.add_argument("--steps", type=int, default=760)
    ap.add_argument("--stop-after", type=int, help="end after so many steps, the learning rate still on its way through --steps")
    ap.add_argument("--minutes", type=float, help="as many steps as can be had in so many minutes, instead of --steps")
    ap.add_argument("--lr", type=float, default=4e-5)
    ap.add_argument("--share", type=json.loads, default=SHARE, help="of each source, the share that an epoch reads, as JSON")
    ap.add_argument("--pieces", type=int, default=1000, help="how many make up a step")
    ap.add_argument("--seed", type=int, default=1)
    return ap.parse_args()


def opened(args: argparse.Namespace) -> dict[str, list[Sample]]:
    """Return the samples of each source; kept beside the checkpoints, since opening every text takes a while."""
    kept, data = args.out.parent / "link-samples.pkl", args.data
    if not kept.exists():
        sources = {
            "gap": links.gap(data / "gap/gap-development.tsv"),
            "ontogum": links.ontogum(data / "gum/coref-ontogum"),
            "litbank": links.litbank(data / "litbank/litbank.tar.gz"),
            "polnear": links.polnear(data / "polnear", "train"),
            "validation": links.gap(data / "gap/gap-validation.tsv"),
            "news": links.polnear(data / "polnear", "dev"),
        }
        kept.write_bytes(pickle.dumps({name: list(samples) for name, samples in sources.items()}))
    return pickle.loads(kept.read_bytes())


class Words:
    """The tokenizer, and which piece stands for the other gender of which."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        id_of = tokenizer.token_to_id
        self.swaps = {id_of(a): id_of(b) for pair in SWAPS for a, b in (pair, pair[::-1]) if id_of(a) and id_of(b)}
        self.her, self.his, self.him = id_of("her"), id_of("his"), id_of("him")
        self.ends = {id_of(w) for w in ENDS}

    def swapped(self, ids: list[int]) -> list[int]:
        """The same pieces with he for she."""
        found = []
        for n, i in enumerate(ids):
            after = ids[n + 1] if n + 1 < len(ids) else SEP
            if i == self.her:
                found.append(self.him if after in self.ends or after == SEP else self.his)
            else:
                found.append(self.her if i in (self.his, self.him) else self.swaps.get(i, i))
        return found


def epoch_batches(
    train: dict[str, list[Sample]], share: dict[str, float], words: Words, rng: random.Random, pieces: int = 1000
) -> Iterator[dict[str, Any]]:
    chosen = [s for name, samples in train.items() for s in rng.sample(samples, round(len(samples) * share.get(name, 0.0)))]
    made = [m for s in chosen if (m := features(s, words, rng))]
    made.sort(key=lambda m: len(m["ids"]) + rng.random() * 16)
    groups: list[list[dict[str, Any]]] = [[]]
    for m in made:
        if groups[-1] and len(m["ids"]) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(m)
    rng.shuffle(groups)
    for group in groups:
        yield collate(group)


def features(sample: Sample, words: Words, rng: random.Random | None = None, *, of_two: bool = False) -> dict[str, Any] | None:
    names = list(SURNAMES)
    if rng:
        rng.shuffle(names)
    by_number: dict[int, str] = {}
    for c in sample.candidates:
        if c.number >= 0 and c.number not in by_number:
            by_number[c.number] = names[len(by_number) % len(names)]
    ids, pronouns, places = placed(passage(sample.text, sample.stretch, sample.candidates, by_number), words.tokenizer)
    if rng and rng.random() < 0.5:
        ids = words.swapped(ids)
    if rng:
        kept = set(pronouns.values()) | set(places.values())
        ids = [MASK if n not in kept and i > 200 and rng.random() < 0.05 else i for n, i in enumerate(ids)]
    keys = [c.key for c in sample.candidates if c.key in places]
    asked = [(at, a) for at, a in sample.asked.items() if at in pronouns]
    labelled = [(at, a) for at, a in asked if a.wrong]
    how = rng.random() if rng else 1.0
    if labelled and (of_two or how < 2 * OF_TWO):
        asked = labelled
    if labelled and (of_two or how < OF_TWO):
        keys = [k for k in keys if k in labelled[0][1].gold | labelled[0][1].wrong]
    if not keys or not asked or len(ids) > 512:
        return None
    rows = []
    for _, a in asked:
        if a.wrong and not a.gold:
            rows.append([k not in a.wrong for k in keys] + [True])
        else:
            rows.append([k in a.gold for k in keys] + [not any(k in a.gold for k in keys)])
    return {"ids": ids, "pronouns": [pronouns[at] for at, _ in asked], "places": [places[k] for k in keys], "right": rows,
            "weight": [a.weight for _, a in asked], "keys": keys, "asked": [at for at, _ in asked]}  # fmt: skip


def collate(group: list[dict[str, Any]]) -> dict[str, Any]:
    width = max(len(m["ids"]) for m in group)
    ids = torch.zeros(len(group), width, dtype=torch.long)
    mask = torch.zeros(len(group), width, dtype=torch.bool)
    for row, m in enumerate(group):
        ids[row, : len(m["ids"])] = torch.tensor(m["ids"])
        mask[row, : len(m["ids"])] = True
    pronouns = torch.tensor([(row, p) for row, m in enumerate(group) for p in m["pronouns"]])
    candidates = torch.tensor([(row, c) for row, m in enumerate(group) for c in m["places"]])
    right = torch.zeros(len(pronouns), len(candidates) + 1, dtype=torch.bool)
    p = c = 0
    for m in group:
        n, k = len(m["pronouns"]), len(m["places"])
        block = torch.tensor(m["right"])
        right[p : p + n, c : c + k], right[p : p + n, -1] = block[:, :-1], block[:, -1]
        p, c = p + n, c + k
    weight = torch.tensor([w for m in group for w in m["weight"]])
    return {"ids": ids, "mask": mask, "pronouns": pronouns, "candidates": candidates, "right": right, "weight": weight}


def logits_of(model: Linker, batch: dict[str, Any]) -> torch.Tensor:
    return within(model(batch["ids"], batch["mask"], batch["pronouns"], batch["candidates"]), batch)


def within(scores: torch.Tensor, batch: dict[str, Any]) -> torch.Tensor:
    """The logarithms of the probabilities of each candidate, those in other windows left out."""
    apart = batch["pronouns"][:, None, 0] != batch["candidates"][None, :, 0]
    return scores.masked_fill(torch.nn.functional.pad(apart, (0, 1)), -1e4).log_softmax(-1)


def loss_of(model: Linker, batch: dict[str, Any]) -> torch.Tensor:
    return gold_loss(logits_of(model, batch), batch)


def gold_loss(likely: torch.Tensor, batch: dict[str, Any]) -> torch.Tensor:
    likely = likely.masked_fill(~batch["right"], -1e4).logsumexp(-1).clamp(max=-1e-6)
    return -(likely * batch["weight"]).sum() / batch["weight"].sum().clamp(min=1e-6)


def taught_loss(model: Linker, teacher: Linker, batch: dict[str, Any]) -> torch.Tensor:
    """The gold counts for less than the teacher's answers and than what it makes of each piece."""
    read = batch["ids"], batch["mask"], batch["pronouns"], batch["candidates"]
    with torch.no_grad():
        theirs = teacher.read(*read)
        answers = within(teacher.judged(theirs, *read[2:]), batch)
    ours = model.read(*read)
    likely = within(model.judged(ours, *read[2:]), batch)
    parted = (answers.exp() * (answers - likely)).sum(-1).mean()
    apart = (ours - theirs)[batch["mask"]].square().mean() / theirs[batch["mask"]].square().mean()
    return GOLD * gold_loss(likely, batch) + parted + apart


def ask_all(samples: list[Sample]) -> None:
    """Ask about the other pronouns of these texts, too: the gold is silent on them, the teacher is not."""
    for sample in samples:
        for found in PRONOUN.finditer(sample.text):
            sample.asked.setdefault(found.start(), Asked(set(), weight=0.0))
        sample.stretch = Stretch(sample.stretch.start, sample.stretch.end, tuple(sorted(sample.asked)))


def chosen(model: Linker, samples: list[Sample], words: Words, *, of_two: bool = False) -> Iterator[tuple[Sample, int, int | None, set[int]]]:
    """For each pronoun the number, or minus the key, of whom the linker means, and the keys of that one."""
    with torch.no_grad():
        for sample in samples:
            made = features(sample, words, of_two=of_two)
            if made is None:
                continue
            likely = logits_of(model, collate([made])).exp()
            who = {c.key: c.number if c.number >= 0 else -1 - c.key for c in sample.candidates}
            for at, row in zip(made["asked"], likely, strict=True):
                sums: dict[int | None, float] = {None: float(row[-1])}
                for key, p in zip(made["keys"], row[:-1].tolist(), strict=True):
                    sums[who[key]] = sums.get(who[key], 0.0) + p
                if of_two:
                    sums[None] = LEAST
                best = max(sums, key=lambda w: sums[w])
                yield sample, at, best, {k for k in made["keys"] if who[k] == best}


def gap_score(model: Linker, samples: list[Sample], words: Words, *, of_two: bool = False) -> dict[str, float]:
    counts = {g: [0, 0, 0] for g in "mf"}
    for sample, at, _, keys in chosen(model, samples, words, of_two=of_two):
        asked = sample.asked[at]
        count = counts["m" if sample.text[at : at + 3].lower().strip(" ,.;") in ("he", "him", "his") else "f"]
        count[0] += bool(keys & asked.gold)
        count[1] += bool(keys & asked.wrong)
        count[2] += bool(asked.gold) and not keys & asked.gold
    f1 = {g: round(200 * c[0] / max(1, 2 * c[0] + c[1] + c[2]), 1) for g, c in counts.items()}
    both = [sum(c[k] for c in counts.values()) for k in range(3)]
    return {"f1": round(200 * both[0] / max(1, 2 * both[0] + both[1] + both[2]), 1), **f1}


def accuracy(model: Linker, samples: list[Sample], words: Words) -> float:
    right = [bool(keys & s.asked[at].gold) for s, at, _, keys in chosen(model, samples, words) if s.asked[at].gold]
    return round(sum(right) / max(1, len(right)), 4)


if __name__ == "__main__":
    main()
