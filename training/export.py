"""From a checkpoint to the one ONNX file that reading uses, with int8 weights.

    python training/export.py --checkpoint training/out/last.pt --to src/onrecord/models/default.onnx

The graph takes one window of pieces, unpadded, and gives, for every anchor at or above `lowest`, its place and the labels of its window.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from model import SpanModel, restored


class Graph(nn.Module):
    """The span model from input features to labelled anchors. A dummy anchor stands first, so that no batch is empty."""

    def __init__(self, model: SpanModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, places: Tensor, own: Tensor, lowest: Tensor) -> tuple[Tensor, ...]:
        x, anchor, _ = self.model.encode(ids, shapes, quotes, places, torch.ones_like(ids, dtype=torch.bool))
        probability = torch.sigmoid(anchor)
        at = torch.nonzero((probability >= lowest) & own)
        at = torch.cat([torch.zeros(1, 2, dtype=torch.long), at])
        window, piece = at[:, 0], at[:, 1]
        labels = self.model.joiner(x, window, piece).softmax(-1)
        return window, piece, probability[window, piece], labels


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True, help="the .onnx file to write")
    ap.add_argument("--float", action="store_true", help="keep 32-bit weights, to compare with")
    args = ap.parse_args()
    model = restored(torch.load(args.checkpoint, weights_only=True, map_location="cpu")["average"])
    write(Graph(model).eval(), args.to, quantized=not args.float)


def write(graph: Graph, to: Path, quantized: bool) -> None:
    b, t = 1, 64
    ids = torch.randint(200, 3000, (b, t))
    small = [torch.randint(0, n, (b, t)) for n in (7, 4, 3)]
    inputs = (ids, *small, torch.ones(b, t, dtype=torch.bool), torch.tensor(0.0))
    names = ["ids", "shapes", "quotes", "places", "own", "lowest"]
    outputs = ["window", "piece", "probability", "labels"]
    grid = {1: "pieces"}
    axes: dict[str, dict[int, str]] = {n: dict(grid) for n in names[:-1]}
    axes |= {"window": {0: "anchors"}, "piece": {0: "anchors"}, "probability": {0: "anchors"}, "labels": {0: "anchors", 1: "pieces"}}
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(graph, inputs, str(plain), input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)
        if quantized:
            quantize_dynamic(plain, to, op_types_to_quantize=["MatMul", "Gather"], weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
        else:
            onnx.save(onnx.load(plain), to)
    print(to, round(to.stat().st_size / 1e6, 1), "MB", np.__version__)


if __name__ == "__main__":
    main()
