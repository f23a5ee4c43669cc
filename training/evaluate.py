"""Score a model on annotated articles, with the decoder that reading uses and the scorer in ../shared/eval."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from gold import scorer
from model import SpanModel
from onrecord.find.decode import Anchored, decode, word_numbers
from onrecord.find.pieces import CLS, SEP, Pieces, pieces_of, windows

THRESHOLDS = (0.45, 0.5, 0.55)
MARGIN = 64


@torch.no_grad()
def anchored(model: SpanModel, pieces: Pieces, size: int, lowest: float = 0.4) -> list[Anchored]:
    model.eval()
    found: list[Anchored] = []
    device = next(model.parameters()).device
    for w in windows(pieces, size - 2, MARGIN):

        def row(a: np.ndarray, left: int = 0, right: int = 0) -> torch.Tensor:
            return torch.as_tensor(np.concatenate([[left], a[w.start : w.end], [right]])[None], device=device)  # noqa: B023

        ids = row(pieces.ids, CLS, SEP)
        x, anchor, _ = model.encode(ids, row(pieces.shapes), row(pieces.quotes), row(pieces.places), torch.ones_like(ids, dtype=torch.bool))
        p = torch.sigmoid(anchor[0, 1:-1]).float().cpu().numpy()
        own = np.arange(w.start, w.end)
        at = np.flatnonzero((p >= lowest) & (own >= w.own_start) & (own < w.own_end))
        if len(at):
            where = torch.as_tensor(at + 1, device=device)
            labels = model.joiner(x, torch.zeros_like(where), where).softmax(-1)[:, 1:-1].float().cpu().numpy()
            found += [Anchored(int(w.start + a), float(p[a]), w.start, labels[i]) for i, a in enumerate(at)]
    return found


def as_spans(pieces: Pieces, runs: tuple[tuple[int, int], ...]) -> list[list[int]]:
    return [[int(pieces.starts[a]), int(pieces.ends[b - 1])] for a, b in runs]


def scores(model: SpanModel, docs: list[dict[str, Any]], tokenizer: Tokenizer, size: int = 320) -> dict[str, Any]:
    score = scorer()
    read = []
    for doc in docs:
        pieces = pieces_of(doc["text"], tokenizer)
        read.append((doc, pieces, word_numbers(doc["text"], pieces), anchored(model, pieces, size)))
    best: dict[str, Any] = {}
    for threshold in THRESHOLDS:
        total: Counter[Any] = Counter()
        for doc, pieces, words, anchors in read:
            drafts = decode(anchors, words, threshold)
            found = [{"content": as_spans(pieces, d.content), "source": as_spans(pieces, d.source), "cue": as_spans(pieces, d.cue)} for d in drafts]
            total.update(score.document(doc["text"], doc["annotations"][0]["attributions"], found))
        names = (
            "content half",
            "content exact",
            "content words",
            "source half",
            "cue half",
            "whole",
            "direct content half",
            "direct source half",
            "direct whole",
        )
        row = {n: round(100 * score.prf(total, n)[2], 1) for n in names}
        if row["content half"] + row["whole"] > best.get("content half", 0) + best.get("whole", 0):
            best = {"threshold": threshold, **row}
    return best
