"""Average the weights of checkpoints that come from one another: on dev the mean of two was better than either.

python training/average.py training/out/student/last.pt training/out/tuned/last.pt --to training/out/default.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoints", type=Path, nargs="+")
    ap.add_argument("--to", type=Path, required=True)
    args = ap.parse_args()
    states = [torch.load(path, weights_only=True, map_location="cpu")["average"] for path in args.checkpoints]
    torch.save({"average": {name: sum(state[name] for state in states) / len(states) for name in states[0]}}, args.to)


if __name__ == "__main__":
    main()
