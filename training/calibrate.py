"""Fit the two calibrations of a model on dev and write them into its settings, threshold and all.

    python training/calibrate.py --data ../shared/data --model src/onrecord/models --effort default --name finder-1 --threshold 0.5

A confidence is squash(scale * (logit of the anchor + logit of the content) + shift), two numbers fitted by logistic
regression on whether a gold content matches by half; the source's likewise. bench/reliability.py shows how well it holds.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from onrecord.find import Finder
from reliability import outcomes

RAW = 0.25
"""Logits go in small, so that no confidence is cut off at its upper bound before the fit."""


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--model", type=Path, required=True)
    ap.add_argument("--effort", default="default")
    ap.add_argument("--name", required=True)
    ap.add_argument("--threshold", type=float, required=True)
    ap.add_argument("--lowest", type=float, default=0.5, help="anchors below this are not looked at")
    ap.add_argument("--window", type=int, default=320)
    ap.add_argument("--margin", type=int, default=64)
    args = ap.parse_args()
    path = args.model / f"{args.effort}.json"
    settings = {"name": args.name, "window": args.window, "margin": args.margin, "lowest": args.lowest, "threshold": args.threshold,
                "calibration": [RAW, RAW, 0.0], "source_calibration": [RAW, 0.0]}  # fmt: skip
    path.write_text(json.dumps(settings) + "\n")
    seen = outcomes(Finder(args.effort, folder=args.model), args.data / "polnear/dev.jsonl")
    scale, shift = fitted(np.array([(o.confidence, o.is_right) for o in seen if o.from_model]))
    source_scale, source_shift = fitted(np.array([(o.source_confidence, o.source_is_right) for o in seen if o.from_model and o.is_right]))
    settings |= {"calibration": [round(RAW * scale, 4)] * 2 + [shift], "source_calibration": [round(RAW * source_scale, 4), source_shift]}
    path.write_text(json.dumps(settings) + "\n")
    print(path, settings)


def fitted(pairs: np.ndarray) -> tuple[float, float]:
    """Logistic regression of an outcome on a logit, by Newton's method."""
    p = pairs[:, 0].clip(1e-4, 1 - 1e-4)
    x = np.stack([np.log(p / (1 - p)), np.ones(len(p))], axis=1)
    y, w = pairs[:, 1], np.array([0.5, 0.0])
    for _ in range(50):
        q = 1 / (1 + np.exp(-x @ w))
        w = w + np.linalg.solve(x.T @ (x * (q * (1 - q))[:, None]) + 1e-6 * np.eye(2), x.T @ (y - q))
    return round(float(w[0]), 4), round(float(w[1]), 4)


if __name__ == "__main__":
    main()
