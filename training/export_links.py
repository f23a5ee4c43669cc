"""From a checkpoint of the linker to the ONNX file that resolving uses, with int8 weights.

    python training/export_links.py --checkpoint training/out/linker/last.pt --to src/onrecord/models/linker.onnx

The graph takes the pieces of one passage and those at which its pronouns and candidates start; it gives a row of probabilities for each
pronoun, one for each candidate and a last one for nobody.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from link_model import Linker, restored


class Graph(nn.Module):
    def __init__(self, model: Linker) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, pronouns: Tensor, candidates: Tensor) -> Tensor:
        def paired(pieces: Tensor) -> Tensor:
            return torch.stack([torch.zeros_like(pieces), pieces], 1)

        return self.model(ids, torch.ones_like(ids, dtype=torch.bool), paired(pronouns), paired(candidates)).softmax(-1)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True, help="the .onnx file to write")
    args = ap.parse_args()
    graph = Graph(restored(torch.load(args.checkpoint, weights_only=True, map_location="cpu")["average"])).eval()
    names = ["ids", "pronouns", "candidates"]
    axes = {"ids": {1: "pieces"}, "pronouns": {0: "asked"}, "candidates": {0: "given"}, "probabilities": {0: "asked", 1: "given_and_nobody"}}
    inputs = (torch.randint(200, 3000, (1, 64)), torch.tensor([9, 30]), torch.tensor([2, 14, 40]))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            graph, inputs, str(plain), input_names=names, output_names=["probabilities"], dynamic_axes=axes, opset_version=17, dynamo=False
        )
        quantize_dynamic(plain, args.to, op_types_to_quantize=["MatMul", "Gather"], weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    print(args.to, round(args.to.stat().st_size / 1e6, 1), "MB")


if __name__ == "__main__":
    main()
