"""From a checkpoint of the linker to the ONNX file that resolving uses, with weights of four bits.

    python training/export_links.py --checkpoint training/out/linker/last.pt --to src/onrecord/models/linker.onnx

The graph takes the pieces of one passage and those at which its pronouns and candidates start; it gives a row of probabilities for each
pronoun, one for each candidate and a last one for nobody.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from link_model import Linker, restored

BLOCK = 128
"""So many weights share a scale."""
INT8 = 4
"""The products are taken in bytes."""


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
    model = Graph(restored(torch.load(args.checkpoint, weights_only=True, map_location="cpu")["average"])).eval()
    names = ["ids", "pronouns", "candidates"]
    axes = {"ids": {1: "pieces"}, "pronouns": {0: "asked"}, "candidates": {0: "given"}, "probabilities": {0: "asked", 1: "given_and_nobody"}}
    inputs = (torch.randint(200, 3000, (1, 64)), torch.tensor([9, 30]), torch.tensor([2, 14, 40]))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model, inputs, str(plain), input_names=names, output_names=["probabilities"], dynamic_axes=axes, opset_version=17, dynamo=False
        )
        graph = onnx.load(plain)
        flat = {t.name for t in graph.graph.initializer if len(t.dims) == 1}
        packed = MatMulNBitsQuantizer(
            graph,
            block_size=BLOCK,
            accuracy_level=INT8,
            op_types_to_quantize=("MatMul", "Gather"),
            quant_axes=(("MatMul", 0), ("Gather", 1)),
            nodes_to_exclude=[node.name for node in graph.graph.node if flat & set(node.input)],
        )
        packed.process()
        packed.model.save_model_to_file(str(args.to))
    print(args.to, round(args.to.stat().st_size / 1e6, 1), "MB")


if __name__ == "__main__":
    main()
