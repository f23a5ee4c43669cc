"""The models that ship with the package, opened: the only file that knows onnxruntime and the tokenizer.

In: the path of a file. Out: a session to run, or the tokenizer whose word pieces all models read.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from tokenizers import Tokenizer

from onrecord.errors import ModelError

__all__ = ["CLS", "SEP", "Tokenizer", "load_tokenizer", "model_folder", "open_session", "opened"]

CLS: Final = 101
SEP: Final = 102
_SLOWER: Final = ["SkipLayerNormFusion"]
"""Rewritings of the graph to leave out: on a CPU the fused layer norm takes five times as long as its two parts."""


def model_folder() -> Path:
    """Return the folder of the models that ship with the package."""
    return Path(str(resources.files("onrecord") / "models"))


@lru_cache(maxsize=4)
def load_tokenizer(path: Path) -> Tokenizer:
    """Load the word-piece tokenizer with padding and truncation off, or give the one that is loaded."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def open_session(path: Path, threads: int = 1) -> Any:
    """Return an onnxruntime session of the model file, on the CPU; all who ask for a file in one process share its session."""
    return opened(path, threads, os.getpid())


@lru_cache(maxsize=8)
def opened(path: Path, threads: int, process: int) -> Any:
    """Open a session for one process: what was opened before a fork is not used behind it."""
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER)
    except Exception as error:
        # onnxruntime raises classes of its own, made in C++, that share no base but Exception.
        raise ModelError(f"{path}: cannot load the model ({error}). Install onrecord again.") from error
